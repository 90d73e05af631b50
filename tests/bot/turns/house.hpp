// A whole service without a network: a store of its own, a world, fake channels, a clock that tests move.
#pragma once

#include "bot/turns/commands.hpp"
#include "storage/reader.hpp"
#include "storage/store.hpp"
#include "storage/vault.hpp"

#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tests {

using storage::Instant;

/// A channel that takes everything: `sms` (push, plain), `web` (feed, buttons), or another push channel that knows
/// messages by our id.
class FakeAdapter final : public channels::Adapter {
  public:
    FakeAdapter(channels::Transport transport, channels::Capabilities capabilities)
        : transport_(transport), capabilities_(std::move(capabilities)) {}

    channels::Transport transport() const override { return transport_; }
    const channels::Capabilities& capabilities() const override { return capabilities_; }
    channels::Result<channels::Webhook, channels::Refusal> receive(const channels::WebhookRequest&) const override;
    channels::Result<std::vector<channels::HttpRequest>, channels::SendFailure> compose(
        const channels::Outgoing&) const override;
    channels::Result<channels::Sent, channels::SendFailure> read_answer(const channels::HttpResponse&) const override;
    std::string rendered(const channels::Message& message) const override;
    std::vector<std::string> secrets() const override { return {}; }

  private:
    channels::Transport transport_;
    channels::Capabilities capabilities_;
};

/// What a phone or page was told.
struct Heard {
    dialogs::Address to;
    std::string text;       ///< as the channel shows it
    dialogs::Message message;
    std::string ref;
    storage::MessageId id;
    bool uncertain = false;
};

struct HouseOptions {
    double segments_per_second = 0;
    bool rather_lose = false;
    std::uint64_t seed = 1;
};

class House {
  public:
    explicit House(HouseOptions options = {});
    ~House();
    House(const House&) = delete;
    House& operator=(const House&) = delete;

    // The clock: 2026-11-21 12:00:00 UTC at first.
    [[nodiscard]] Instant now() const { return now_; }
    void wait(dialogs::Span span) { now_ += span; }

    void publish(dialogs::Script script);

    // What arrives. Ids are drawn where none is given.
    bot::Received text(const std::string& from, const std::string& words);
    bot::Received receive(channels::Incoming incoming, const std::string& channel = "sms");
    bot::Received tap(const std::string& session, int question, const std::string& value, const std::string& ref);
    bot::Received status(channels::StatusReport report);
    bot::Invited invite(bot::InvitationRequest request);
    /// An invitation to `post-visit` with all its facts, key and number as given.
    [[nodiscard]] bot::InvitationRequest invitation(const std::string& key, const std::string& number) const;

    // The outbox of `sms`.
    std::vector<bot::ClaimedMessage> claim(int slots = 100);
    std::optional<Instant> again_at() const { return again_at_; }
    bot::SendVerdict tell(storage::MessageId message, bot::SendOutcome outcome);
    /// Sends what is due until nothing is, and what was sent; the provider accepts all.
    std::vector<Heard> deliver();
    /// The texts of that.
    std::vector<std::string> deliver_texts();
    /// The page's feed since the last call.
    std::vector<Heard> feed(const std::string& session);

    int fire_timers();

    /// The process ends and starts again: store, world and shelf are made anew.
    void restart();

    /// Runs one command of any kind; its outcome, or the test fails.
    template <class Command, class... Arguments>
    typename Command::Outcome run(Arguments... arguments);
    /// Runs commands as one batch.
    void run_batch(std::vector<std::unique_ptr<storage::Command>> commands);

    [[nodiscard]] bot::World& world() { return *world_; }
    [[nodiscard]] storage::Store& store() { return *store_; }
    [[nodiscard]] const storage::Vault& vault() const { return vault_; }
    [[nodiscard]] storage::Reader& reader();
    [[nodiscard]] std::vector<storage::AnswerRow> answers(const std::string& script = "");
    /// All the bytes that the store keeps, its log among them.
    [[nodiscard]] std::string bytes() const;
    /// Tallies equal the newest answers, counted.
    [[nodiscard]] bool tallies_equal_answers(const std::string& script);
    bot::Notices take_notices() { return std::exchange(notices_, {}); }

    /// Reads rows as they are: names what is to be loaded, looks, changes nothing.
    void look(const std::function<void(storage::Keys&)>& name, const std::function<void(storage::WorkingSet&)>& look);
    /// The newest conversation of a number.
    [[nodiscard]] storage::ConversationRow conversation(const std::string& number);
    [[nodiscard]] storage::ResidentRow resident(const std::string& number);

  private:
    void open_store();
    void make_world();
    void run_submitted();
    void collect(bot::Notices notices);

    HouseOptions options_;
    std::filesystem::path folder_;
    storage::Vault vault_;
    std::unique_ptr<storage::Store> store_;
    std::unique_ptr<storage::Reader> reader_;
    FakeAdapter sms_;
    FakeAdapter web_;
    dialogs::TextRenderer renderer_;
    std::unique_ptr<bot::World> world_;
    std::deque<std::unique_ptr<storage::Command>> submitted_;
    bot::Notices notices_;
    Instant now_;
    std::optional<Instant> again_at_;
    std::map<std::string, std::int64_t> feed_read_;
    std::uint64_t random_ = 1;
    int drawn_ = 0;
};

template <class Command, class... Arguments>
typename Command::Outcome House::run(Arguments... arguments) {
    dialogs::Result<typename Command::Outcome, storage::StoreError> outcome;
    std::vector<std::unique_ptr<storage::Command>> batch;
    batch.push_back(std::make_unique<Command>(*world_, std::move(arguments)...,
                                              [&](auto result) { outcome = std::move(result); }));
    run_batch(std::move(batch));
    if (!outcome) throw std::runtime_error(outcome.error().detail);
    return *std::move(outcome);
}

[[nodiscard]] dialogs::Address phone(const std::string& number);

}  // namespace tests
