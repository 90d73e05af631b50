// `do:` an effect: what it is told, and what is known afterwards.
#include "dialogs/conversation/walk.hpp"
#include "dialogs/iso_time.hpp"
#include "dialogs/local_time.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dialogs {
namespace {

constexpr std::string_view profile_prefix = "profile.";
constexpr std::string_view given_prefix = "given.";

/// Another script will read it by its own types: days and times as they are written.
Value as_told(const Value& value) {
    const auto json = to_json(value);
    if (json.is_string()) return json.get<std::string>();
    return value;
}

/// A text that was written for a day or a time is one.
Value kept_as(const Fact& field, const Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    const bool is_time = field.type == ValueType::date || field.type == ValueType::instant;
    if (text == nullptr || !is_time) return value;
    if (field.type == ValueType::instant) {
        const auto instant = instant_as_written(*text);
        return instant ? Value(*instant) : Value();
    }
    const auto day = date_from_iso(*text);
    return day ? Value(*day) : Value();
}

bool has_value(const Value& value) {
    return !std::holds_alternative<Unanswered>(value) &&
           !std::holds_alternative<NotApplicable>(value);
}

/// The consent that a seat needs: its question as it was asked. False where it was not given.
bool take_consent(const Turn& turn, const std::string& name, Perform& perform) {
    const auto answer = turn.names.value(name);
    const auto* yes = std::get_if<bool>(&answer);
    const auto* question = turn.script.question(name);
    if (yes == nullptr || !*yes || question == nullptr) return false;
    perform.language = turn.state.language;
    for (const auto& asked : turn.state.asked) {
        if (asked.question == name)
            perform.language =
                asked.language.empty() ? turn.script.source_language() : asked.language;
    }
    perform.wording = turn.input.renderer->render(
        question->text, perform.language, turn.script.source_language(), turn.names.texts());
    return true;
}

void set_profile(Turn& turn, Perform& perform) {
    for (const auto& [name, value] : perform.values) {
        turn.state.facts.insert_or_assign(name, value);
        turn.state.saved.insert(name.substr(profile_prefix.size()));
    }
}

void start_later(Turn& turn, const Perform& perform) {
    StartLater later{.script = perform.words.at("script")};
    for (const auto& [name, value] : perform.values)
        later.given.emplace(name.substr(given_prefix.size()), as_told(value));
    turn.state.starts.push_back(std::move(later));
}

/// The answers, and the fields that they were saved to.
void forget(Turn& turn, Perform& perform) {
    auto& state = turn.state;
    std::string fields;
    for (const auto& field : state.saved) {
        state.facts.erase(std::string(profile_prefix) + field);
        fields += (fields.empty() ? "" : ",") + field;
    }
    if (!fields.empty()) perform.words["profile"] = fields;
    state.saved.clear();
    state.given.clear();
    state.past.clear();
    state.complete = false;
    state.has_past_answer = false;
    state.has_past_complete = false;
}

void take_seat(Turn& turn, const std::string& pool, const std::string& seat) {
    turn.state.pool = pool;
    turn.state.facts.insert_or_assign("seat", seat);
    turn.state.facts.insert_or_assign("member." + pool, seat == "in");
}

/// What cannot be carried out leaves the script as if it had said no.
bool may_be_performed(Turn& turn, const Do& effect, Perform& perform) {
    if (effect.effect == "join") {
        const auto consent = effect.words.find("consent");
        if (consent == effect.words.end() || take_consent(turn, consent->second, perform))
            return true;
        take_seat(turn, effect.words.at("pool"), "out");
        return false;
    }
    return effect.effect != "propose" || !perform.text.empty();
}

Perform perform_of(const Turn& turn, const Do& effect) {
    Perform perform{.effect = effect.effect, .words = effect.words};
    for (const auto& [name, expression] : effect.values) {
        auto value = expression.evaluate(turn.names.facts());
        if (const auto* field = effect.effect == "set" ? turn.script.fact(name) : nullptr;
            field != nullptr)
            value = kept_as(*field, value);
        if (has_value(value)) perform.values.emplace(name, std::move(value));
    }
    if (const auto source = effect.words.find("text"); source != effect.words.end()) {
        const auto text = turn.names.value(source->second);
        if (const auto* words = std::get_if<std::string>(&text)) perform.text = *words;
    }
    perform.returns = effect.returns;
    return perform;
}

/// What the engine itself remembers of it.
void remember(Turn& turn, Perform& perform) {
    if (perform.effect == "set") set_profile(turn, perform);
    if (perform.effect == "start") start_later(turn, perform);
    if (perform.effect == "forget") forget(turn, perform);
    if (perform.effect == "leave") take_seat(turn, perform.words.at("pool"), "out");
}

void take_facts(Turn& turn, const std::string& effect,
                const std::map<std::string, std::string>& words,
                std::map<std::string, Value> facts) {
    for (auto& [name, value] : facts) {
        const auto* seat = std::get_if<std::string>(&value);
        if (effect == "join" && name == "seat" && seat != nullptr) {
            take_seat(turn, words.at("pool"), *seat);
        } else {
            turn.state.facts.insert_or_assign(name, value);
        }
    }
}

}  // namespace

Walk run_do(Turn& turn, const Step& step, const Do& effect) {
    auto perform = perform_of(turn, effect);
    if (!may_be_performed(turn, effect, perform)) return Walk::goes_on;
    remember(turn, perform);
    close_the_way_back(turn);  // what is done stays done
    const auto comes_later = effect.effect == "call" && turn.input.calls_return_later;
    if (comes_later) {
        park(turn, step, std::nullopt, false);
        perform.ordinal = turn.state.waiting.ordinal;
    } else if (turn.input.perform) {
        take_facts(turn, effect.effect, effect.words, turn.input.perform(perform));
    }
    turn.emit(std::move(perform));
    return comes_later ? Walk::stopped : Walk::goes_on;
}

}  // namespace dialogs
