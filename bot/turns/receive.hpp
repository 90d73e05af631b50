// What a resident's message, a status or an opt-out changes: one command for each event of a webhook.
#pragma once

#include "bot/turns/turn_command.hpp"
#include "channels/adapter.hpp"

namespace bot {

/// What became of an event. All of them are answered to the provider with success.
enum class Received {
    taken,       ///< it did something
    duplicate,   ///< met before
    late,        ///< it answers a question that was answered since; changes nothing
    limited,     ///< over a limit; dropped
    silent,      ///< from one who has said STOP, and no command; nobody is answered
    unknown      ///< a status of a message that is not ours (any more, or yet: it is kept for a while)
};

/// As in logs and metrics: `taken` …
[[nodiscard]] std::string_view name_of(Received outcome);

/// One event of a webhook. Submit the events of a webhook in their order: incoming messages and opt-outs to
/// Lane::replies, statuses to Lane::results; answer the provider once all have completed. An event that fails with
/// StoreError::Kind::command ends its conversation as `failed` by itself; the provider's next try is then a duplicate.
class ReceiveEvent final : public TurnCommand<ReceiveEvent, Received> {
  public:
    ReceiveEvent(World& world, std::string channel, channels::ChannelEvent event, storage::Instant now,
                 Done<Received> done);
    void failed(const storage::StoreError& error) noexcept override;

  private:
    void name(storage::Keys& keys) const override;
    void need(const storage::WorkingSet& rows, std::set<ScriptVersion>& scripts) const override;
    [[nodiscard]] Received run(storage::WorkingSet& rows, Notices& notices) override;
    void keep() override;

    std::string channel_;
    channels::ChannelEvent event_;
    storage::Instant now_;
};

/// The pieces of a long message that are waited for no longer are taken as they are. Submit to Lane::results.
class TakeParts final : public TurnCommand<TakeParts, bool> {
  public:
    TakeParts(World& world, storage::PartsKey key, dialogs::Address from, storage::Instant now);
    void failed(const storage::StoreError& error) noexcept override;

  private:
    void name(storage::Keys& keys) const override;
    void need(const storage::WorkingSet& rows, std::set<ScriptVersion>& scripts) const override;
    [[nodiscard]] bool run(storage::WorkingSet& rows, Notices& notices) override;

    storage::PartsKey key_;
    dialogs::Address from_;
    storage::Instant now_;
};

/// The lane an event belongs to.
[[nodiscard]] storage::Lane lane_of(const channels::ChannelEvent& event);

}  // namespace bot
