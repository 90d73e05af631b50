// POST /api/v1/invitations: this resident is to be asked this, with these facts.
#pragma once

#include "bot/turns/turn_command.hpp"
#include "dialogs/address.hpp"

#include <optional>
#include <string>
#include <vector>

namespace bot {

/// As the caller wrote it; `address` is normalised already.
struct InvitationRequest {
    std::string key;                            ///< the caller's own, unique: asking again is harmless
    std::string script;
    dialogs::Address address;
    std::string channel;
    std::optional<dialogs::Language> language;
    std::string given = "{}";                   ///< the JSON object of facts
    bool bulk = false;                          ///< sent after all replies, in turn with other scripts
    std::optional<storage::Instant> expires_at{};  ///< not sent, nor reminded of, from then on
};

/// One thing that is wrong with a request.
struct InvitationFault {
    std::string at;       ///< `given.visited`
    std::string message;
    bool operator==(const InvitationFault&) const = default;
};

struct Invited {
    enum class Kind {
        accepted,  ///< 202
        known,     ///< 200: the same key and the same request
        differs,   ///< 409: the same key, another request
        faulty     ///< 422
    };
    Kind kind = Kind::accepted;
    storage::PublicId invitation;
    storage::PublicId resident;
    /// `sent`, or why not: `excluded:stopped`, `excluded:unreachable`, `excluded:busy` (a conversation is open: one at
    /// a time), `excluded:consent`, `excluded:answered` (and the script takes one's answers once).
    std::string disposition;
    std::vector<std::string> differing;         ///< fields, for 409
    std::vector<InvitationFault> faults;        ///< all of them, for 422
};

/// Submit to Lane::bulk.
class Invite final : public TurnCommand<Invite, Invited> {
  public:
    Invite(World& world, InvitationRequest request, storage::Instant now, Done<Invited> done);

  private:
    void name(storage::Keys& keys) const override;
    [[nodiscard]] Invited run(storage::WorkingSet& rows, Notices& notices) override;

    InvitationRequest request_;
    storage::Instant now_;
};

}  // namespace bot
