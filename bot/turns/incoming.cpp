// What a resident's message changes: duplicates and limits first, then its way.
#include "bot/turns/incoming.hpp"

#include "bot/turns/again.hpp"
#include "bot/turns/consent.hpp"
#include "bot/turns/parts.hpp"
#include "bot/turns/routing.hpp"
#include "bot/turns/same_person.hpp"
#include "storage/vault.hpp"

#include <algorithm>

namespace bot {
namespace {

/// A person types, or taps, no faster for long; a machine that does is not answered.
constexpr int messages_a_minute_max = 60;
constexpr auto minute = std::chrono::minutes(1);
/// Two machines talking to each other say the same again and again.
constexpr int equal_texts_max = 20;
constexpr auto equal_texts_within = std::chrono::minutes(5);

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
        known = &decision.rows.add_address(incoming.from, decision.world.new_public_id(), decision.now,
                                           resident_among(decision.rows, incoming.also));
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

/// Counts the message, or the piece of one; true where it is one too many.
bool is_over_minute(storage::AddressRow& address, storage::Instant now) {
    if (now - address.minute_at >= minute) {
        address.minute_at = now;
        address.minute_count = 0;
    }
    return ++address.minute_count > messages_a_minute_max;
}

/// Counts its words; true where they have been said too often.
bool is_over_equal_texts(storage::AddressRow& address, const std::string& print, storage::Instant now) {
    if (address.last_text != print || now - address.last_text_at > equal_texts_within) {
        address.last_text = print;
        address.last_text_at = now;
        address.last_text_count = 0;
    }
    return ++address.last_text_count > equal_texts_max;
}

/// When it was written: one that comes late does not count as new.
storage::Instant heard_at(const storage::AddressRow& address, const channels::Incoming& incoming,
                          storage::Instant now) {
    return std::max(address.heard_at.value_or(storage::Instant{}), std::min(incoming.sent_at.value_or(now), now));
}

/// A whole message that was not met before.
Received hear(Decision& decision, const Channel& channel, storage::AddressId id, const channels::Incoming& incoming,
              const std::string& print) {
    auto& address = decision.rows.addresses.edit(id);
    if (is_over_equal_texts(address, print, decision.now)) {
        const bool first_of_loop = address.last_text_count == equal_texts_max + 1;
        if (first_of_loop) end_as_failed(decision, address.resident);
        return Received::limited;
    }
    SamePerson person(decision, address.resident, incoming.also);
    const auto routed = route(decision, {incoming, channel, id, address.resident});
    person.follow();
    // A row of an erased resident is gone.
    if (routed.coded && decision.rows.addresses.find(id) != nullptr)
        decision.rows.addresses.edit(id).last_text_count = 0;
    return routed.outcome;
}

Received hear_piece(Decision& decision, const Channel& channel, storage::AddressId id,
                    const channels::Incoming& incoming) {
    auto taken = take_piece(decision, id, channel.name, incoming);
    if (taken.is_duplicate) return Received::duplicate;
    auto outcome = Received::taken;
    for (auto& message : taken.messages) {
        message.also = incoming.also;
        if (decision.rows.addresses.find(id) == nullptr) break;  // the one before has erased its resident
        outcome = hear(decision, channel, id, message, fingerprint(decision.rows, message));
    }
    return outcome;
}

}  // namespace

storage::SeenKey key_of(const std::string& channel, const channels::Incoming& incoming) {
    return {.channel = channel, .id = incoming.scope + '\x1f' + incoming.external_id};
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
    const bool is_whole = !is_piece(incoming);
    const auto print = is_whole ? fingerprint(decision.rows, incoming) : std::string();
    if (is_whole && is_repeat(address, *channel, incoming, print, decision.now)) return Received::duplicate;
    address.heard_at = heard_at(address, incoming, decision.now);
    if (is_over_minute(address, decision.now)) return Received::limited;
    return is_whole ? hear(decision, *channel, id, incoming, print) : hear_piece(decision, *channel, id, incoming);
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

void hear_unfinished(Decision& decision, const storage::PartsKey& key) {
    const auto* channel = decision.world.channel(key.channel);
    for (const auto& message : take_unfinished(decision, key)) {
        const auto* address = decision.rows.addresses.find(key.address);
        if (channel == nullptr || address == nullptr) return;
        static_cast<void>(hear(decision, *channel, key.address, message, fingerprint(decision.rows, message)));
    }
}

}  // namespace bot
