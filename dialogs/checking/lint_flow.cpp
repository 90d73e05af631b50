#include "dialogs/checking/lint_parts.hpp"
#include "dialogs/conversation/simulator.hpp"
#include "dialogs/conversation/steps.hpp"
#include "dialogs/texts/plain_text.hpp"
#include "dialogs/texts/sms_text.hpp"
#include "dialogs/understanding/reserved_words.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>

namespace dialogs {

namespace {

constexpr int cold_questions_max = 3;
constexpr int ucs2_segments_max =
    2;  // alphabets outside GSM-7 have 70 characters a segment: no question fits into one
constexpr Date day_simulated = std::chrono::year(2026) / 1 / 15;  // as in scripts' tests

/// Calls `visit` for every step in reading order.
template <class Visit>
void for_each_step(const std::vector<Step>& steps, const Visit& visit) {
    for (const auto& step : steps) {
        visit(step);
        if (const auto* inside = steps_inside(step)) for_each_step(*inside, visit);
    }
}

/// Questions asked before the one that completes, on the longest path; `found` once it is met.
struct WayToComplete {
    int questions = 0;
    bool found = false;

    void walk(const std::vector<Step>& steps) {
        int before_chain = questions;
        for (std::size_t i = 0; i < steps.size() && !found; ++i) {
            const int here = questions;
            if (!steps[i].when && !steps[i].otherwise) before_chain = here;
            if (steps[i].otherwise)
                questions = before_chain;  // either the steps before it, or this one
            enter(steps[i]);
            if (steps[i].otherwise) questions = std::max(questions, here);
        }
    }

    void enter(const Step& step) {
        if (const auto* inside = steps_inside(step)) return walk(*inside);
        const auto* ask = std::get_if<Ask>(&step.what);
        if (ask == nullptr) return;
        if (ask->question.complete) {
            found = true;
        } else {
            ++questions;
        }
    }
};

/// The script's first message on SMS, its facts as their examples say.
struct FirstMessage {
    std::string text;
    int segments = 0;
    bool is_gsm7 = true;
};

/// The day a first message is judged on: one on which the dates of the examples are as near as an invitation's are.
std::chrono::sys_days day_judged(const Script& script) {
    std::optional<std::chrono::sys_days> newest;
    for (const auto& [name, fact] : script.given) {
        if (const auto* date = std::get_if<Date>(&fact.example))
            newest = std::max(newest.value_or(std::chrono::sys_days(*date)), std::chrono::sys_days(*date));
    }
    return newest.value_or(std::chrono::sys_days(day_simulated));
}

std::optional<FirstMessage> first_message(const Linting& linting, const Language& language) {
    SimulatorOptions options;
    options.language = language;
    for (const auto& [name, fact] : linting.script.given) {
        if (!std::holds_alternative<Unanswered>(fact.example))
            options.given.emplace(name, fact.example);
    }
    options.at = Instant(day_judged(linting.script)) + std::chrono::hours(12);
    Simulator simulator(linting.script, linting.catalog, options);
    for (const auto& event : simulator.start()) {
        if (event.value("event", "") != "message") continue;
        return FirstMessage{event.at("text").get<std::string>(), event.value("segments", 1),
                            event.value("encoding", "GSM-7") == "GSM-7"};
    }
    return std::nullopt;
}

bool tells_how_to_stop(const Linting& linting, const FirstMessage& message,
                       const Language& language) {
    for (std::size_t begin = 0; begin < message.text.size();) {
        const auto end =
            std::min(message.text.find_first_of(" \n.,:;!?()", begin), message.text.size());
        const auto word = std::string_view(message.text).substr(begin, end - begin);
        begin = end + 1;
        if (word.empty()) continue;
        const auto command =
            find_command(word, language, OpenQuestion::none, false, linting.catalog);
        if (command && command->word == ReservedWord::stop) return true;
    }
    return false;
}

/// Where the first text of the dialog stands.
Place first_place(const Linting& linting) {
    std::optional<Place> place;
    for_each_step(linting.script.dialog, [&](const Step& step) {
        const auto found = linting.read.key_places.find(step.path + ".text");
        if (!place && found != linting.read.key_places.end()) place = found->second;
    });
    return place.value_or(linting.place_of("dialog"));
}

bool is_cold(const Script& script) {
    return script.stream == "feedback" && script.keywords.empty();
}

void lint_first_message(const Linting& linting) {
    for (const auto& language : linting.script.languages) {
        const auto message = first_message(linting, language);
        if (!message) continue;
        const int most = message->is_gsm7 ? 1 : ucs2_segments_max;
        if (message->segments > most) {
            linting.warn(
                first_place(linting), "first-message",
                fmt::format("the first message takes {} text messages in {} (`{}`): say it in {}",
                            message->segments, language, message->text, most));
        }
        if (is_cold(linting.script) && !tells_how_to_stop(linting, *message, language)) {
            linting.warn(
                first_place(linting), "cold-stop",
                fmt::format(
                    "the first message does not say in {} how to stop: add STOP to its hint",
                    language));
        }
    }
}

void lint_cold(const Linting& linting) {
    if (!is_cold(linting.script)) return;
    WayToComplete way;
    way.walk(linting.script.dialog);
    if (!way.found) {
        linting.warn(linting.place_of("script"), "cold-complete",
                     "no question is marked `complete: true`: a survey that comes unasked says "
                     "when its answers count");
    } else if (way.questions > cold_questions_max) {
        linting.warn(linting.place_of("script"), "cold-questions",
                     fmt::format("up to {} questions come before the one marked `complete`: a "
                                 "survey that comes unasked has at most {}",
                                 way.questions, cold_questions_max));
    }
}

/// An open question that nobody can leave unanswered.
void lint_ways_out(const Linting& linting) {
    for_each_step(linting.script.dialog, [&](const Step& step) {
        const auto* ask = std::get_if<Ask>(&step.what);
        if (ask == nullptr || ask->question.type != QuestionType::text || ask->question.optional ||
            ask->question.na)
            return;
        linting.warn(
            linting.read.step_places.at(step.path), "no-way-out",
            fmt::format("there is no way to skip the open question `{}`: give it `optional: true`",
                        ask->question.name));
    });
}

/// A text in the source language with its names standing as written; nullopt where it has several
/// wordings.
std::optional<std::string> plain_words(const Script& script, const Text& text) {
    if (text.wordings.size() > 1) return std::nullopt;
    return text.empty() ? "" : text.wordings.front().patterns.at(script.source_language());
}

/// The step's whole message without buttons; nullopt where it depends on conditions or on a statement, or says
/// nothing.
std::optional<std::string> message_of(const Script& script, const Step& step) {
    if (const auto* say = std::get_if<Say>(&step.what)) return plain_words(script, say->text);
    if (const auto* end = std::get_if<End>(&step.what))
        return end->text.empty() ? std::nullopt : plain_words(script, end->text);
    const auto* ask = std::get_if<Ask>(&step.what);
    if (ask == nullptr || ask->question.type == QuestionType::statements) return std::nullopt;
    const auto text = plain_words(script, ask->question.text);
    const auto hint = plain_words(script, ask->question.hint);
    if (!text || !hint) return std::nullopt;
    Message message{.text = *text, .hint = *hint};
    if (has_lines(ask->question.type)) message.plain_choices = PlainChoices::numbered;
    if (ask->question.brief) return plain_text(message);
    for (const auto& option : ask->question.options) {
        const int number = static_cast<int>(message.choices.size()) + 1;
        message.choices.push_back({.value = option.key,
                                   .label = plain_words(script, option.label).value_or(""),
                                   .number = number});
    }
    return plain_text(message);
}

/// A `say` costs a text message of its own, also where its words would fit into the next one.
void lint_says(const Linting& linting, const std::vector<Step>& steps) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (const auto* inside = steps_inside(steps[i])) lint_says(linting, *inside);
        const bool is_say =
            std::holds_alternative<Say>(steps[i].what) && !steps[i].when && !steps[i].otherwise;
        if (!is_say || i + 1 == steps.size() || steps[i + 1].when || steps[i + 1].otherwise)
            continue;
        const auto said = message_of(linting.script, steps[i]);
        const auto next = message_of(linting.script, steps[i + 1]);
        if (!said || !next) continue;
        if (count_sms(*said + " " + *next).segments > count_sms(*next).segments) continue;
        linting.warn(linting.read.step_places.at(steps[i].path), "say-joins",
                     "this would fit into the message after it, and costs a text message of its "
                     "own: say it there");
    }
}

}  // namespace

void lint_flow(const Linting& linting) {
    lint_cold(linting);
    lint_first_message(linting);
    lint_ways_out(linting);
    lint_says(linting, linting.script.dialog);
}

}  // namespace dialogs
