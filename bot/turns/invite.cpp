// POST /api/v1/invitations.
#include "bot/turns/invite.hpp"

#include "bot/turns/again.hpp"
#include "bot/turns/consent.hpp"
#include "bot/turns/given_facts.hpp"
#include "bot/turns/hearing.hpp"
#include "bot/turns/language_choice.hpp"
#include "bot/turns/seats.hpp"
#include "bot/turns/turn.hpp"
#include "storage/vault.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sodium.h>

#include <algorithm>
#include <array>

namespace bot {

using nlohmann::json;

namespace {

std::string base64(const std::string& bytes) {
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                      sodium_base64_VARIANT_ORIGINAL);
    text.pop_back();  // its own zero
    return text;
}

/// What was asked, for telling the same request from another one; the address only as its keyed hash.
json fields_of(const storage::Vault& vault, const InvitationRequest& request) {
    json fields = {{"script", request.script},
                   {"address", base64(vault.lookup_hash(request.address))},
                   {"channel", request.channel},
                   {"language", request.language ? json(*request.language) : json()},
                   {"given", json::parse(request.given, nullptr, /*allow_exceptions=*/false)}};
    if (request.expires_at) fields["expires"] = request.expires_at->time_since_epoch().count();
    return fields;
}

std::vector<std::string> differences(const json& before, const json& after) {
    std::vector<std::string> names;
    for (const auto& [name, value] : after.items()) {
        if (name != "given" && before.value(name, json()) != value) names.push_back(name);
    }
    const auto given_before = before.value("given", json::object());
    const auto given_after = after.value("given", json::object());
    json all = given_before;
    all.update(given_after);
    for (const auto& [name, value] : all.items()) {
        if (given_before.value(name, json()) != given_after.value(name, json())) names.push_back("given." + name);
    }
    return names;
}

bool has_open_conversation(const storage::WorkingSet& rows, storage::ResidentId resident) {
    const auto ids = rows.conversations_of(resident);
    return std::any_of(ids.begin(), ids.end(),
                       [&](storage::ConversationId id) {
                           const auto* row = rows.conversations.find(id);
                           return row->open && !is_waiting(*row);
                       });
}

/// Why this resident is not asked; empty: is.
std::string exclusion(const Decision& decision, const dialogs::Script& script, const storage::AddressRow& address) {
    const auto* resident = decision.rows.residents.find(address.resident);
    if (is_withdrawn(*resident, script.stream)) return "excluded:stopped";
    if (address.state == storage::AddressRow::State::withdrawn) return "excluded:stopped";
    if (address.state == storage::AddressRow::State::unreachable) return "excluded:unreachable";
    // A script on consent is never sent without one.
    if (script.on_consent && !has_consented(*resident, script.stream)) return "excluded:consent";
    if (is_taken_once(decision, address.resident, script)) return "excluded:answered";
    if (has_open_conversation(decision.rows, address.resident)) return "excluded:busy";
    return {};
}

struct Checked {
    const dialogs::Script* script = nullptr;
    GivenFacts given;
    std::vector<InvitationFault> faults;
};

Checked check(const World& world, const InvitationRequest& request, storage::Instant now) {
    Checked checked;
    auto& faults = checked.faults;
    if (request.key.empty()) faults.push_back({.at = "key", .message = "is missing"});
    if (world.channel(request.channel) == nullptr) {
        faults.push_back({.at = "channel", .message = fmt::format("there is no channel {}", request.channel)});
    }
    if (request.expires_at && *request.expires_at <= now) faults.push_back({.at = "expires", .message = "is past"});
    checked.script = world.shelf().current(request.script);
    if (checked.script == nullptr) {
        faults.push_back({.at = "script", .message = fmt::format("there is no script {}", request.script)});
        return checked;
    }
    if (request.language && !checked.script->speaks(*request.language)) {
        faults.push_back(
            {.at = "language", .message = fmt::format("{} does not speak {}", request.script, *request.language)});
    }
    checked.given = read_given(*checked.script, request.given);
    faults.insert(faults.end(), checked.given.faults.begin(), checked.given.faults.end());
    return checked;
}

storage::AddressId meet(Decision& decision, const InvitationRequest& request) {
    const auto* known = decision.rows.address(request.address);
    if (known == nullptr) {
        known = &decision.rows.add_address(request.address, decision.world.new_public_id(), decision.now);
        remember_suppression(decision.rows, request.address, known->resident, decision.now);
    }
    if (known->channel.empty()) decision.rows.addresses.edit(known->id).channel = request.channel;
    return known->id;
}

storage::ConversationId start(Decision& decision, const InvitationRequest& request, const Checked& checked,
                              const storage::AddressRow& address) {
    const auto* resident = decision.rows.residents.find(address.resident);
    const LanguageHints hints{.asked = request.language, .chosen = resident->language};
    return begin(decision, {.script = *checked.script,
                            .address = address.id,
                            .channel = request.channel,
                            .language = language_for(*checked.script, hints, decision.world.default_language()),
                            .given = checked.given.values,
                            .bulk = request.bulk,
                            .expires_at = request.expires_at})
        .id;
}

Invited repeated(const Decision& decision, const storage::InvitationRow& row, const json& fields) {
    const auto* resident = decision.rows.residents.find(row.resident);
    Invited invited{.kind = Invited::Kind::known,
                    .invitation = row.public_id,
                    .resident = resident == nullptr ? "" : resident->public_id,
                    .disposition = row.disposition};
    const auto before = json::parse(row.fields, nullptr, /*allow_exceptions=*/false);
    // Of an erased resident nothing is kept to compare with: the key is known, and that is all.
    if (before.is_object()) invited.differing = differences(before, fields);
    if (!invited.differing.empty()) invited.kind = Invited::Kind::differs;
    return invited;
}

}  // namespace

Invite::Invite(World& world, InvitationRequest request, storage::Instant now, Done<Invited> done)
    : TurnCommand(world, std::move(done)), request_(std::move(request)), now_(now) {}

void Invite::name(storage::Keys& keys) const {
    keys.now = now_;
    keys.invitation_keys.push_back(request_.key);
    keys.addresses.push_back(request_.address);
}

Invited Invite::run(storage::WorkingSet& rows, Notices& notices) {
    Decision decision(world(), rows, notices, now_);
    const auto fields = fields_of(rows.vault(), request_);
    if (const auto* known = rows.invitation(request_.key)) return repeated(decision, *known, fields);
    const auto checked = check(world(), request_, now_);
    if (!checked.faults.empty()) return {.kind = Invited::Kind::faulty, .faults = checked.faults};

    const auto id = meet(decision, request_);
    const auto& address = *rows.addresses.find(id);
    auto disposition = exclusion(decision, *checked.script, address);
    storage::ConversationId conversation;
    if (disposition.empty()) {
        conversation = start(decision, request_, checked, address);
        disposition = "sent";
    }
    const auto& row = rows.invitations.add(
        {.id = storage::InvitationId{rows.draw(storage::IdSource::Kind::invitation)},
         .public_id = decision.world.new_public_id(),
         .key = request_.key,
         .fields = fields.dump(),
         .resident = address.resident,
         .address = id,
         .conversation = conversation,
         .disposition = disposition,
         .created_at = now_});
    return {.invitation = row.public_id,
            .resident = rows.residents.find(address.resident)->public_id,
            .disposition = row.disposition};
}

}  // namespace bot
