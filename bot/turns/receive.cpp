// What a webhook's event changes: the command, what it must see, and what follows when it fails.
#include "bot/turns/receive.hpp"

#include "bot/turns/delivery.hpp"
#include "bot/turns/incoming.hpp"
#include "bot/turns/parts.hpp"
#include "bot/turns/sending.hpp"
#include "bot/turns/service_words.hpp"
#include "bot/turns/status.hpp"
#include "bot/turns/stored_data.hpp"

#include <algorithm>
#include <cctype>

namespace bot {
namespace {

/// Ends the conversation that a message has failed in, and keeps its provider from trying for ever.
class EndFailedConversation final : public TurnCommand<EndFailedConversation, bool> {
  public:
    EndFailedConversation(World& world, std::string channel, channels::Incoming incoming, storage::Instant now)
        : TurnCommand(world, nullptr), channel_(std::move(channel)), incoming_(std::move(incoming)), now_(now) {}

    /// In a long message whose pieces were taken as they are: they are not kept for another try.
    EndFailedConversation(World& world, storage::PartsKey parts, dialogs::Address from, storage::Instant now)
        : TurnCommand(world, nullptr),
          channel_(parts.channel),
          incoming_{.from = std::move(from)},
          parts_(std::move(parts)),
          now_(now) {}

  private:
    void name(storage::Keys& keys) const override {
        keys.now = now_;
        keys.addresses.push_back(incoming_.from);
        if (!incoming_.external_id.empty()) keys.seen.push_back(key_of(channel_, incoming_));
    }

    bool run(storage::WorkingSet& rows, Notices& notices) override {
        Decision decision(world(), rows, notices, now_);
        if (!incoming_.external_id.empty()) static_cast<void>(rows.first_time(key_of(channel_, incoming_), now_));
        if (parts_) rows.drop_parts(*parts_);
        notices.alarms.push_back({.event = "turn.failed", .detail = "channel " + channel_});
        const auto* address = rows.address(incoming_.from);
        if (address == nullptr) return false;
        const auto* resident = rows.residents.find(address->resident);
        const auto language = resident->language.value_or(world().default_language());
        end_as_failed(decision, address->resident);
        say(decision,
            {.resident = address->resident, .address = address->id, .channel = channel_, .language = language},
            "failed");
        return true;
    }

    std::string channel_;
    channels::Incoming incoming_;
    std::optional<storage::PartsKey> parts_;
    storage::Instant now_;
};

/// A STOP takes back what waits in the outbox, so that must be at hand. Most replies are too long or have too few
/// letters to be one; for the others it costs one look into an index.
bool may_be_stop(const dialogs::Reply& reply) {
    constexpr std::size_t longest = 60;  // a reserved word, its argument, three fillers
    const auto* text = std::get_if<dialogs::TextReply>(&reply);
    if (text == nullptr || text->text.size() > longest) return false;
    const auto is_letter = [](unsigned char c) { return c >= 0x80 || std::isalpha(c) != 0; };
    return std::count_if(text->text.begin(), text->text.end(), is_letter) > 1;
}

void need_scripts_of(const World& world, const storage::WorkingSet& rows, const dialogs::Address& of,
                     std::set<ScriptVersion>& scripts) {
    const auto* address = rows.address(of);
    if (address == nullptr) return;
    for (const auto id : rows.conversations_of(address->resident)) {
        const auto* row = rows.conversations.find(id);
        if (world.shelf().find(row->script, row->version) == nullptr) scripts.insert({row->script, row->version});
    }
}

struct EventKeys {
    storage::Keys& keys;
    const std::string& channel;

    void operator()(const channels::Incoming& incoming) const {
        keys.addresses.push_back(incoming.from);
        keys.addresses.insert(keys.addresses.end(), incoming.also.begin(), incoming.also.end());
        if (may_be_stop(incoming.reply)) {
            keys.waiting_for.push_back(incoming.from);
            keys.waiting_for.insert(keys.waiting_for.end(), incoming.also.begin(), incoming.also.end());
        }
        if (is_piece(incoming)) keys.parts.push_back({incoming.from, channel, incoming.part->reference});
        if (!incoming.external_id.empty()) keys.seen.push_back(key_of(channel, incoming));
    }
    void operator()(const channels::OptOut& out) const {
        keys.addresses.push_back(out.from);
        keys.waiting_for.push_back(out.from);
    }
    void operator()(const channels::StatusReport& report) const {
        if (!report.message_id.empty()) {
            keys.message_public_ids.push_back(report.message_id);
        } else if (!report.provider_id.empty()) {
            keys.provider_ids.push_back({.channel = channel, .id = report.provider_id});
        }
    }
};

struct EventRun {
    Decision& decision;
    const std::string& channel;

    Received operator()(const channels::Incoming& incoming) const { return receive(decision, channel, incoming); }
    Received operator()(const channels::OptOut& out) const { return opt_out(decision, channel, out); }
    Received operator()(const channels::StatusReport& report) const { return take_status(decision, channel, report); }
};

}  // namespace

std::string_view name_of(Received outcome) {
    switch (outcome) {
        case Received::taken: return "taken";
        case Received::duplicate: return "duplicate";
        case Received::late: return "late";
        case Received::limited: return "limited";
        case Received::silent: return "silent";
        case Received::unknown: break;
    }
    return "unknown";
}

storage::Lane lane_of(const channels::ChannelEvent& event) {
    return std::holds_alternative<channels::StatusReport>(event) ? storage::Lane::results : storage::Lane::replies;
}

ReceiveEvent::ReceiveEvent(World& world, std::string channel, channels::ChannelEvent event, storage::Instant now,
                           Done<Received> done)
    : TurnCommand(world, std::move(done)), channel_(std::move(channel)), event_(std::move(event)), now_(now) {}

void ReceiveEvent::name(storage::Keys& keys) const {
    keys.now = now_;
    std::visit(EventKeys{keys, channel_}, event_);
}

void ReceiveEvent::need(const storage::WorkingSet& rows, std::set<ScriptVersion>& scripts) const {
    if (const auto* report = std::get_if<channels::StatusReport>(&event_)) {
        need_script_of(rows, message_of(rows, channel_, *report), scripts);
        return;
    }
    if (const auto* out = std::get_if<channels::OptOut>(&event_)) {
        need_scripts_of(world(), rows, out->from, scripts);
    } else if (const auto* incoming = std::get_if<channels::Incoming>(&event_)) {
        need_scripts_of(world(), rows, incoming->from, scripts);
        for (const auto& address : incoming->also) need_scripts_of(world(), rows, address, scripts);
    }
}

Received ReceiveEvent::run(storage::WorkingSet& rows, Notices& notices) {
    Decision decision(world(), rows, notices, now_);
    return std::visit(EventRun{decision, channel_}, event_);
}

void ReceiveEvent::keep() {
    for (const auto& wanted : notices().data_wanted)
        world().submit(storage::Lane::results, std::make_unique<TellData>(world(), wanted, now_));
    for (const auto& wanted : notices().status_wanted)
        world().submit(storage::Lane::results, std::make_unique<TellStatus>(world(), wanted, now_));
    for (const auto message : notices().arrived_after_all)
        world().submit(storage::Lane::results, std::make_unique<TakeBack>(world(), message, now_));
    const auto* report = std::get_if<channels::StatusReport>(&event_);
    if (report == nullptr || outcome() != Received::unknown || report->provider_id.empty()) return;
    if (report->message_id.empty()) world().early_statuses().keep(channel_, *report, now_);
}

void ReceiveEvent::failed(const storage::StoreError& error) noexcept {
    const auto* incoming = std::get_if<channels::Incoming>(&event_);
    if (error.kind == storage::StoreError::Kind::command && incoming != nullptr) {
        world().submit(storage::Lane::results,
                       std::make_unique<EndFailedConversation>(world(), channel_, *incoming, now_));
    }
    TurnCommand::failed(error);
}

TakeParts::TakeParts(World& world, storage::PartsKey key, dialogs::Address from, storage::Instant now)
    : TurnCommand(world, nullptr), key_(std::move(key)), from_(std::move(from)), now_(now) {}

void TakeParts::name(storage::Keys& keys) const {
    keys.now = now_;
    keys.addresses.push_back(from_);
    keys.parts.push_back({from_, key_.channel, key_.reference});
}

void TakeParts::need(const storage::WorkingSet& rows, std::set<ScriptVersion>& scripts) const {
    need_scripts_of(world(), rows, from_, scripts);
}

bool TakeParts::run(storage::WorkingSet& rows, Notices& notices) {
    Decision decision(world(), rows, notices, now_);
    hear_unfinished(decision, key_);
    return true;
}

void TakeParts::failed(const storage::StoreError& error) noexcept {
    if (error.kind != storage::StoreError::Kind::command) return;  // it is still due, and taken up again
    world().submit(storage::Lane::results, std::make_unique<EndFailedConversation>(world(), key_, from_, now_));
}

}  // namespace bot
