// Long messages that come piece by piece.
#include "bot/turns/parts.hpp"

#include "storage/vault.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <utility>

namespace bot {

using channels::Incoming;
using nlohmann::json;

namespace {

constexpr int pieces_max = 255;  // what a text message's header has room for

/// The pieces that are there, and what is known of the message.
struct Pieces {
    dialogs::Address from;
    std::string to;
    std::optional<dialogs::Language> language_hint;
    std::optional<dialogs::Instant> sent_at;
    int count = 0;
    std::map<int, std::pair<std::string, std::string>> texts;  ///< by index: the provider's id, the text
    /// It was complete, and has been taken. Kept for as long as a piece may come twice that has no id to be known by.
    bool is_done = false;
};

std::string sealed(const storage::Vault& vault, const Pieces& pieces) {
    json texts = json::array();
    for (const auto& [index, piece] : pieces.texts) texts.push_back({index, piece.first, piece.second});
    const json written = {{"from", {pieces.from.scheme, pieces.from.id}},
                          {"to", pieces.to},
                          {"language", pieces.language_hint ? json(*pieces.language_hint) : json()},
                          {"sent_at", pieces.sent_at ? json(pieces.sent_at->time_since_epoch().count()) : json()},
                          {"count", pieces.count},
                          {"texts", std::move(texts)},
                          {"done", pieces.is_done}};
    return vault.seal(written.dump(-1, ' ', false, json::error_handler_t::replace));
}

Pieces opened(const storage::Vault& vault, const storage::PartsRow& row) {
    const auto bytes = vault.open(row.sealed);
    if (!bytes) throw std::runtime_error("a long message: " + bytes.error());
    const auto read = json::parse(*bytes);
    Pieces pieces{.from = {read.at("from").at(0).get<std::string>(), read.at("from").at(1).get<std::string>()},
                  .to = read.at("to").get<std::string>(),
                  .count = read.at("count").get<int>(),
                  .is_done = read.at("done").get<bool>()};
    if (const auto& language = read.at("language"); !language.is_null())
        pieces.language_hint = language.get<std::string>();
    if (const auto& sent_at = read.at("sent_at"); !sent_at.is_null())
        pieces.sent_at = dialogs::Instant(dialogs::Span(sent_at.get<std::int64_t>()));
    for (const auto& piece : read.at("texts"))
        pieces.texts[piece.at(0).get<int>()] = {piece.at(1).get<std::string>(), piece.at(2).get<std::string>()};
    return pieces;
}

Incoming joined(const Pieces& pieces) {
    std::string text;
    for (const auto& [index, piece] : pieces.texts) text += piece.second;
    Incoming whole;
    whole.from = pieces.from;
    whole.to = pieces.to;
    whole.reply = dialogs::TextReply{std::move(text)};
    whole.language_hint = pieces.language_hint;
    whole.sent_at = pieces.sent_at;
    whole.incomplete = static_cast<int>(pieces.texts.size()) < pieces.count;
    return whole;
}

enum class Place { free, same, another_message };

/// An id tells a piece that comes twice from one of another message with the same reference; without one, its words do.
Place place_of(const Pieces& pieces, const Incoming& piece, const std::string& text) {
    if (pieces.count != piece.part->count) return Place::another_message;
    if (pieces.is_done) return piece.external_id.empty() ? Place::same : Place::another_message;
    const auto taken = pieces.texts.find(piece.part->index);
    if (taken == pieces.texts.end()) return Place::free;
    const bool is_same = piece.external_id.empty() && taken->second.second == text;
    return is_same ? Place::same : Place::another_message;
}

void add(Pieces& pieces, const Incoming& piece, const std::string& text) {
    pieces.from = piece.from;
    pieces.to = piece.to;
    pieces.count = piece.part->count;
    if (piece.language_hint) pieces.language_hint = piece.language_hint;
    if (piece.sent_at) pieces.sent_at = std::min(pieces.sent_at.value_or(*piece.sent_at), *piece.sent_at);
    pieces.texts[piece.part->index] = {piece.external_id, text};
}

}  // namespace

bool is_piece(const Incoming& incoming) {
    if (!incoming.part || !std::holds_alternative<dialogs::TextReply>(incoming.reply)) return false;
    const auto& [reference, index, count] = *incoming.part;
    return count > 1 && count <= pieces_max && index >= 1 && index <= count;
}

PieceTaken take_piece(Decision& decision, storage::AddressId from, const std::string& channel, const Incoming& piece) {
    auto& rows = decision.rows;
    const storage::PartsKey key{.address = from, .channel = channel, .reference = piece.part->reference};
    const auto& text = std::get<dialogs::TextReply>(piece.reply).text;
    PieceTaken taken;
    Pieces pieces;
    auto due_at = decision.now + parts_patience;
    if (const auto* kept = rows.parts(key)) {
        auto known = opened(rows.vault(), *kept);
        const auto place = place_of(known, piece, text);
        if (place == Place::same) return {.is_duplicate = true, .messages = {}};
        if (place == Place::free) {
            pieces = std::move(known);
            due_at = kept->due_at;
        } else if (!known.is_done) {
            taken.messages.push_back(joined(known));
        }
    }
    add(pieces, piece, text);
    if (static_cast<int>(pieces.texts.size()) == pieces.count) {
        taken.messages.push_back(joined(pieces));
        pieces.texts.clear();
        pieces.is_done = true;
    }
    rows.keep_parts({.key = key, .due_at = due_at, .sealed = sealed(rows.vault(), pieces)});
    auto& first = decision.notices.timer_due;
    first = std::min(first.value_or(due_at), due_at);
    return taken;
}

std::vector<Incoming> take_unfinished(Decision& decision, const storage::PartsKey& key) {
    const auto* kept = decision.rows.parts(key);
    if (kept == nullptr || kept->due_at > decision.now) return {};
    const auto pieces = opened(decision.rows.vault(), *kept);
    decision.rows.drop_parts(key);
    if (pieces.is_done) return {};
    return {joined(pieces)};
}

dialogs::Address sender_of(const storage::WorkingSet& rows, const storage::PartsRow& row) {
    return opened(rows.vault(), row).from;
}

}  // namespace bot
