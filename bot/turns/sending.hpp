// The outbox's commands: what is claimed for sending, what became of it, and what is handed back at the end.
#pragma once

#include "bot/turns/turn_command.hpp"
#include "channels/adapter.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace bot {

/// A message that is to be sent now.
struct ClaimedMessage {
    storage::MessageId id;
    channels::Outgoing outgoing;    ///< with the address in clear: for compose() only
    int parts_done = 0;             ///< requests that were accepted before: begin with the next one
    int attempt = 1;
    bool uncertain = false;         ///< it may have been sent before
};

struct Claimed {
    std::vector<ClaimedMessage> messages;
    /// Claim again then: the rate forbids more now. None: when a notice says that a message is due, or a slot is free.
    std::optional<storage::Instant> again_at;
};

/// Takes what is due on a channel, as far as its rate and `slots` (free open requests) allow; replies before bulk, and
/// of the bulk messages one of each script, in turn. Each claim holds for claim_span, see bot/outbox/outbox_entry.hpp:
/// end it with SendResult, prolong it with TendClaims. Submit to Lane::results.
class ClaimMessages final : public TurnCommand<ClaimMessages, Claimed> {
  public:
    /// `node`: this process (name and start), the same in all its claims.
    ClaimMessages(World& world, std::string channel, std::string node, int slots, storage::Instant now,
                  Done<Claimed> done);

  private:
    void name(storage::Keys& keys) const override;
    void need(const storage::WorkingSet& rows, std::set<ScriptVersion>& scripts) const override;
    [[nodiscard]] Claimed run(storage::WorkingSet& rows, Notices& notices) override;
    void keep() override;

    std::string channel_;
    std::string last_queue_;  ///< of the bulk messages that were taken; empty: none was
    std::string node_;
    int slots_;
    storage::Instant now_;
};

/// What became of a claimed message. Requests of a long message are sent one after the other: tell PartSent after each
/// but the last, and Sent after the last; a SendFailure ends the attempt, and the next one begins with the part that
/// failed.
struct PartSent {};
using SendOutcome = std::variant<channels::Sent, PartSent, channels::SendFailure>;

/// What the desk made of it, for logs and metrics.
enum class SendVerdict { accepted, waiting, failed, obsolete };

/// Submit to Lane::results.
class SendResult final : public TurnCommand<SendResult, SendVerdict> {
  public:
    SendResult(World& world, storage::MessageId message, SendOutcome outcome, storage::Instant now,
               Done<SendVerdict> done);

  private:
    void name(storage::Keys& keys) const override;
    void need(const storage::WorkingSet& rows, std::set<ScriptVersion>& scripts) const override;
    [[nodiscard]] SendVerdict run(storage::WorkingSet& rows, Notices& notices) override;
    void keep() override;

    storage::MessageId message_;
    std::string channel_;  ///< the message's
    SendOutcome outcome_;
    storage::Instant now_;
};

/// A message had failed and has arrived after all: what was queued to another address instead of it is not sent, that
/// it does not reach two phones. Submit to Lane::results.
class TakeBack final : public TurnCommand<TakeBack, bool> {
  public:
    TakeBack(World& world, storage::MessageId arrived, storage::Instant now);

  private:
    void name(storage::Keys& keys) const override;
    void need(const storage::WorkingSet& rows, std::set<ScriptVersion>& scripts) const override;
    [[nodiscard]] bool run(storage::WorkingSet& rows, Notices& notices) override;

    storage::MessageId arrived_;
    storage::Instant now_;
};

/// What is done with claims that this process holds.
enum class Claims {
    renew,   ///< their requests are still open
    release  ///< at the end: what was claimed and not handed to the provider goes back to the queue
};

/// Submit to Lane::results. Its outcome is how many messages there were. A claim whose request is still on its way at
/// the end is neither renewed nor released: it runs out.
class TendClaims final : public TurnCommand<TendClaims, int> {
  public:
    TendClaims(World& world, Claims what, std::vector<storage::MessageId> messages, std::string node,
               storage::Instant now, Done<int> done);

  private:
    void name(storage::Keys& keys) const override;
    [[nodiscard]] int run(storage::WorkingSet& rows, Notices& notices) override;

    Claims what_;
    std::vector<storage::MessageId> messages_;
    std::string node_;
    storage::Instant now_;
};

}  // namespace bot
