// What a resident's message, a status or an opt-out changes: duplicates and limits first, then its way.
#include "bot/turns/receive.hpp"

#include "bot/turns/again.hpp"
#include "bot/turns/consent.hpp"
#include "bot/turns/delivery.hpp"
#include "bot/turns/routing.hpp"
#include "bot/turns/service_words.hpp"
#include "bot/turns/status.hpp"
#include "bot/turns/stored_data.hpp"
#include "storage/vault.hpp"

#include <algorithm>
#include <cctype>

namespace bot {
namespace {

/// A person types, or taps, no faster for long; a machine that does is not answered.
constexpr int messages_a_minute_max = 60;
constexpr auto minute = std::chrono::minutes(1);
/// Two machines talking to each other say the same again and again.
constexpr int equal_texts_max = 20;
constexpr auto equal_texts_within = std::chrono::minutes(5);

storage::SeenKey key_of(const std::string& channel, const channels::Incoming& incoming) {
    return {.channel = channel, .id = incoming.scope + '\x1f' + incoming.external_id};
}

std::string words_of(const dialogs::Reply& reply) {
    if (const auto* text = std::get_if<dialogs::TextReply>(&reply)) return text->text;
    if (const auto* file = std::get_if<dialogs::FileReply>(&reply)) return "file " + file->id;
    if (const auto* place = std::get_if<dialogs::LocationReply>(&reply))
        return "place " + std::to_string(place->latitude) + ' ' + std::to_string(place->longitude);
    const auto& tap = std::get<dialogs::TapReply>(reply);
    return "tap " + std::to_string(tap.question) + ' ' + tap.value;
}

/// What makes a message without an id the same as another: its words, and when it was sent, where that is told.
std::string fingerprint(const storage::WorkingSet& rows, const channels::Incoming& incoming) {
    auto words = words_of(incoming.reply);
    if (incoming.external_id.empty() && incoming.sent_at) {
        words += '\x1f' + std::to_string(incoming.sent_at->time_since_epoch().count());
    }
    return rows.vault().text_hash(words);
}

storage::AddressId meet(Decision& decision, const std::string& channel, const channels::Incoming& incoming) {
    const auto* known = decision.rows.address(incoming.from);
    if (known == nullptr) {
        known = &decision.rows.add_address(incoming.from, decision.world.new_public_id(), decision.now);
        remember_suppression(decision.rows, incoming.from, known->resident, decision.now);
    }
    auto& address = decision.rows.addresses.edit(known->id);
    address.channel = channel;
    // Who writes can be reached; one who has withdrawn must say START.
    if (address.state == storage::AddressRow::State::unreachable) address.state = storage::AddressRow::State::usable;
    return address.id;
}

bool is_repeat(const storage::AddressRow& address, const Channel& channel, const channels::Incoming& incoming,
               const std::string& print, storage::Instant now) {
    return incoming.external_id.empty() && address.last_text == print &&
           now - address.last_text_at <= channel.can().retry_window;
}

/// Counts the message; true where it is one too many.
bool is_over_limit(storage::AddressRow& address, const std::string& print, storage::Instant now) {
    if (now - address.minute_at >= minute) {
        address.minute_at = now;
        address.minute_count = 0;
    }
    ++address.minute_count;
    if (address.last_text != print || now - address.last_text_at > equal_texts_within) {
        address.last_text = print;
        address.last_text_at = now;
        address.last_text_count = 0;
    }
    ++address.last_text_count;
    return address.minute_count > messages_a_minute_max || address.last_text_count > equal_texts_max;
}

void end_as_failed(Decision& decision, storage::ResidentId resident) {
    for (const auto id : decision.rows.conversations_of(resident)) {
        if (!decision.rows.conversations.find(id)->open) continue;
        auto& row = decision.rows.conversations.edit(id);
        row.open = false;
        row.outcome = "failed";
        row.ended_at = decision.now;
        row.timers.clear();
        cut_if_anonymous(decision, row);
        ++decision.notices.ended;
        return;
    }
}

Received receive(Decision& decision, const std::string& channel_name, const channels::Incoming& incoming) {
    const auto* channel = decision.world.channel(channel_name);
    if (channel == nullptr) return Received::unknown;
    if (!incoming.external_id.empty() && !decision.rows.first_time(key_of(channel_name, incoming), decision.now)) {
        return Received::duplicate;
    }
    const auto id = meet(decision, channel_name, incoming);
    auto& address = decision.rows.addresses.edit(id);
    const auto print = fingerprint(decision.rows, incoming);
    if (is_repeat(address, *channel, incoming, print, decision.now)) return Received::duplicate;
    if (is_over_limit(address, print, decision.now)) {
        const bool first_of_loop = address.last_text_count == equal_texts_max + 1;
        if (first_of_loop) end_as_failed(decision, address.resident);
        return Received::limited;
    }
    const auto routed = route(decision, {incoming, *channel, id, address.resident});
    // A row of an erased resident is gone.
    if (routed.coded && decision.rows.addresses.find(id) != nullptr)
        decision.rows.addresses.edit(id).last_text_count = 0;
    return routed.outcome;
}

Received opt_out(Decision& decision, const std::string& channel, const channels::OptOut& event) {
    const channels::Incoming incoming{.from = event.from};
    const auto id = meet(decision, channel, incoming);
    auto& address = decision.rows.addresses.edit(id);
    address.state = storage::AddressRow::State::withdrawn;
    // The provider has confirmed it already.
    static_cast<void>(withdraw(decision, address.resident, /*all=*/false));
    return Received::taken;
}

/// Ends the conversation that a message has failed in, and keeps its provider from trying for ever.
class EndFailedConversation final : public TurnCommand<EndFailedConversation, bool> {
  public:
    EndFailedConversation(World& world, std::string channel, channels::Incoming incoming, storage::Instant now)
        : TurnCommand(world, nullptr), channel_(std::move(channel)), incoming_(std::move(incoming)), now_(now) {}

  private:
    void name(storage::Keys& keys) const override {
        keys.now = now_;
        keys.addresses.push_back(incoming_.from);
        if (!incoming_.external_id.empty()) keys.seen.push_back(key_of(channel_, incoming_));
    }

    bool run(storage::WorkingSet& rows, Notices& notices) override {
        Decision decision(world(), rows, notices, now_);
        if (!incoming_.external_id.empty()) static_cast<void>(rows.first_time(key_of(channel_, incoming_), now_));
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

struct EventKeys {
    storage::Keys& keys;
    const std::string& channel;

    void operator()(const channels::Incoming& incoming) const {
        keys.addresses.push_back(incoming.from);
        if (may_be_stop(incoming.reply)) keys.waiting_for.push_back(incoming.from);
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
    const auto* incoming = std::get_if<channels::Incoming>(&event_);
    const auto& from = incoming == nullptr ? std::get<channels::OptOut>(event_).from : incoming->from;
    const auto* address = rows.address(from);
    if (address == nullptr) return;
    for (const auto id : rows.conversations_of(address->resident)) {
        const auto* row = rows.conversations.find(id);
        if (world().shelf().find(row->script, row->version) == nullptr) scripts.insert({row->script, row->version});
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

}  // namespace bot
