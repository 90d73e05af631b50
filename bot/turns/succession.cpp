#include "bot/turns/succession.hpp"

#include "bot/turns/again.hpp"
#include "bot/turns/consent.hpp"
#include "bot/turns/language_choice.hpp"
#include "bot/turns/seats.hpp"
#include "bot/turns/turn.hpp"
#include "dialogs/conversation/simulator.hpp"

#include <fmt/format.h>

namespace bot {
namespace {

/// Scripts that start one another would never come to an end.
constexpr int successors_max = 5;

using Facts = std::map<std::string, dialogs::Value>;

bool is_same_kind(const dialogs::Fact& one, const dialogs::Fact& other) {
    return one.type == other.type && one.keys == other.keys;
}

/// What the successor is told of the fact; nothing where nobody knows.
std::optional<dialogs::Value> fact_for(const Ending& ending, const dialogs::StartScript& start,
                                       const std::string& name, const dialogs::Fact& fact) {
    if (const auto told = start.given.find(name); told != start.given.end()) {
        const auto* written = std::get_if<std::string>(&told->second);
        return written == nullptr ? std::optional(told->second)
                                  : dialogs::value_of_fact(fact, *written);
    }
    const auto* known_as = ending.script.fact(name);
    const auto known = ending.facts.find(name);
    const bool goes_along =
        known_as != nullptr && known != ending.facts.end() && is_same_kind(*known_as, fact);
    return goes_along ? std::optional(known->second) : std::nullopt;
}

/// Why the script cannot begin; empty: it can, with those facts.
std::string obstacle(const Decision& decision, const Ending& ending,
                     const dialogs::StartScript& start, const dialogs::Script* script,
                     Facts& facts) {
    if (script == nullptr) return "there is no such script";
    if (ending.after >= successors_max)
        return fmt::format("{} scripts have followed one another", successors_max);
    const auto* resident = decision.rows.residents.find(ending.row.resident);
    if (resident == nullptr) return "its resident is gone";
    if (script->on_consent && !has_consented(*resident, script->stream)) return "it needs a consent";
    for (const auto& [name, fact] : script->given) {
        auto value = fact_for(ending, start, name, fact);
        if (value) {
            facts.emplace(name, *std::move(value));
        } else if (!fact.optional) {
            return "nobody knows its fact " + name;
        }
    }
    return {};
}

}  // namespace

void begin_successor(Decision& decision, const Ending& ending, const dialogs::StartScript& start) {
    const auto* script = decision.world.shelf().current(start.script);
    Facts facts;
    const auto reason = obstacle(decision, ending, start, script, facts);
    if (!reason.empty()) {
        decision.notices.alarms.push_back(
            {.event = "turn.start_failed",
             .detail = fmt::format("{} after {}: {}", start.script, ending.script.id, reason)});
        return;
    }
    if (is_withdrawn(*decision.rows.residents.find(ending.row.resident), script->stream)) return;
    if (is_taken_once(decision, ending.row.resident, *script)) return;
    const LanguageHints hints{.asked = ending.row.language};
    static_cast<void>(begin(
        decision, {.script = *script,
                   .address = ending.row.address,
                   .channel = ending.row.channel,
                   .language = language_for(*script, hints, decision.world.default_language()),
                   .given = std::move(facts),
                   .after = ending.after + 1}));
}

}  // namespace bot
