// From a reply to an answer: recording it, asking again where it was not understood, answering a
// question by the way.
#include "dialogs/blanks.hpp"
#include "dialogs/conversation/offering.hpp"
#include "dialogs/conversation/statements.hpp"
#include "dialogs/conversation/steps.hpp"
#include "dialogs/conversation/turn.hpp"
#include "dialogs/understanding/masking.hpp"

#include <unicode/brkiter.h>

#include <algorithm>
#include <memory>

namespace dialogs {
namespace {

constexpr int words_of_a_comment = 3;

int words_between_blanks(std::string_view text) {
    auto words = 0;
    auto inside = false;
    for (const auto c : text) {
        if (!is_blank_sign(c) && !inside) ++words;
        inside = !is_blank_sign(c);
    }
    return words;
}

/// Thai, Chinese and their like write no blanks between words.
int words_by_dictionary(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::BreakIterator> words(
        icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    if (U_FAILURE(status)) return 0;
    const auto units = icu::UnicodeString::fromUTF8(std::string(text));
    words->setText(units);
    auto count = 0;
    while (words->next() != icu::BreakIterator::DONE)
        count += words->getRuleStatus() >= UBRK_WORD_NONE_LIMIT ? 1 : 0;
    return count;
}

/// Several choices are kept in the script's order, however they were told.
Value in_script_order(const Question& question, std::vector<std::string> keys) {
    const auto place = [&](const std::string& key) {
        return std::find_if(question.options.begin(), question.options.end(),
                            [&](const Option& option) { return option.key == key; });
    };
    std::stable_sort(keys.begin(), keys.end(), [&](const std::string& a, const std::string& b) {
        return place(a) < place(b);
    });
    return keys;
}

/// Free text is masked before it leaves the engine; everything else is a key or a number.
Value value_kept(const Question& question, const Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    if (text != nullptr && question.type == QuestionType::text) return masked(*text);
    const auto* keys = std::get_if<std::vector<std::string>>(&value);
    const auto is_set = question.type == QuestionType::choices || question.type == QuestionType::budget;
    if (keys != nullptr && is_set)
        return in_script_order(question, *keys);
    return value;
}

/// What an answer does beside being stored: it goes into the profile, it changes the language.
void act_on(Turn& turn, const Question& question, const Value& value) {
    if (std::holds_alternative<NotApplicable>(value)) return;
    if (!question.save.empty()) {
        const auto field = question.save.substr(std::string_view("profile.").size());
        turn.state.facts.insert_or_assign(question.save, value);
        turn.state.saved.insert(field);
        turn.emit(Saved{.field = field, .value = value});
    }
    const auto* language = std::get_if<std::string>(&value);
    if (question.type != QuestionType::language || language == nullptr) return;
    turn.state.language = *language;
    turn.emit(LanguageChosen{*language});
}

void withdraw(Turn& turn, const std::string& question) {
    turn.state.given.erase(question);
    turn.emit(Withdrawn{.question = question, .round = round_of(turn, question)});
}

/// What a comment to the question has answered goes with the answer that it stood beside.
void withdraw_comments_of(Turn& turn, const std::string& question) {
    std::vector<std::string> names;
    for (const auto& [name, given] : turn.state.given) {
        if (given.comment_of == question) names.push_back(name);
    }
    for (const auto& name : names)
        withdraw(turn, name);
}

bool is_answered(const Turn& turn, const std::string& question) {
    const auto found = turn.state.given.find(question);
    return found != turn.state.given.end() && found->second.kind == Given::Kind::answered;
}

}  // namespace

void raise_outcome(Turn& turn) {
    const auto rank = [](Outcome outcome) {
        return outcome == Outcome::closed ? 0 : outcome == Outcome::partial ? 1 : 2;
    };
    const auto reached = outcome_so_far(turn);
    if (rank(reached) > rank(*turn.state.outcome)) end_conversation(turn, reached);
}

void go_on(Turn& turn) {
    walk_on(turn);
    if (turn.state.phase == Conversation::Phase::ended) raise_outcome(turn);
}

std::string masked(const std::string& text) { return mask_personal_data(text); }

bool is_a_comment(std::string_view text) {
    if (words_between_blanks(text) >= words_of_a_comment) return true;
    const auto has_far_scripts = std::any_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) >= 0xE0;  // a lead byte of U+0800 and above
    });
    return has_far_scripts && words_by_dictionary(text) >= words_of_a_comment;
}

void record(Turn& turn, const Question& question, const Reading& reading, const std::string& raw) {
    auto& state = turn.state;
    withdraw_comments_of(turn, question.name);
    Given given{.value = value_kept(question, reading.value),
                .other_text = masked(reading.other_text)};
    if (const auto before = state.given.find(question.name); before != state.given.end())
        given.unfinished = before->second.unfinished;
    state.complete = state.complete || question.complete;
    Answered answered{.question = question.name,
                      .value = given.value,
                      .raw = masked(raw),
                      .other_text = given.other_text,
                      .language = state.language,
                      .complete = state.complete,
                      .round = round_of(turn, question.name)};
    if (reading.comment) answered.comment = masked(*reading.comment);
    const auto& kept = state.given.insert_or_assign(question.name, std::move(given)).first->second;
    turn.emit(std::move(answered));
    act_on(turn, question, kept.value);
    if (question.comment.empty() || !reading.comment || !is_a_comment(*reading.comment)) return;
    const auto path = questions_on_path(turn);
    if (std::find(path.begin(), path.end(), question.comment) == path.end()) return;
    answer_by_the_way(turn, question.comment, *reading.comment, question.name);
}

void answer_by_the_way(Turn& turn, const std::string& question, const std::string& text,
                       const std::string& comment_of) {
    if (turn.names.is_settled(question)) return;
    const auto* target = turn.script.question(question);
    if (target == nullptr) return;
    record(turn, *target, Reading{.kind = Reading::Kind::value, .value = text}, text);
    turn.state.given[question].comment_of = comment_of;
}

void settle_open(Turn& turn, const Question& question, const Reading& reading,
                 const std::string& raw) {
    if (question.type == QuestionType::statements) return answer_statement(turn, question, reading, raw);
    const auto replaces = is_answered(turn, question.name);
    record(turn, question, reading, raw);
    if (replaces) withdraw_off_path(turn);
    go_on(turn);
}

void skip_open(Turn& turn, const Question& question) {
    const auto replaces = is_answered(turn, question.name);
    if (replaces) {
        withdraw_comments_of(turn, question.name);
        withdraw(turn, question.name);
    }
    turn.state.given.insert_or_assign(question.name, Given{.kind = Given::Kind::skipped});
    turn.state.asked[static_cast<std::size_t>(turn.state.open) - 1].joined.clear();
    if (replaces) withdraw_off_path(turn);
    go_on(turn);
}

void not_understood(Turn& turn, const Question& question, const std::string& raw,
                    Message reprompt) {
    auto& state = turn.state;
    const auto attempt = ++state.tries;
    const auto kept = attempt > turn.script.reprompts;
    if (kept && is_joining(turn)) return settle_joined(turn);
    const auto stands = is_answered(turn, question.name);  // what BACK asked about again, statements answered so far
    turn.emit(Unclear{.question = question.name,
                      .raw = masked(raw),
                      .attempt = attempt,
                      .kept = kept && !stands,
                      .language = state.language,
                      .round = round_of(turn, question.name)});
    if (!kept) {
        turn.emit(Tell{.message = std::move(reprompt), .purpose = Tell::Purpose::service});
        return;
    }
    if (stands) {
        state.given[question.name].unfinished = false;
    } else {
        state.given.insert_or_assign(question.name, Given{.kind = Given::Kind::unclear});
    }
    go_on(turn);
}

void answer_open(Turn& turn, const OpenAsk& open, const AnswerReader& reader,
                 const std::string& text) {
    const auto& question = *open.question;
    if (question.join) return take_part(turn, open, reader, text);
    if (ends_picking(turn, open, text)) return pick(turn, open, std::string(done_value));
    if (question.type == QuestionType::budget) return take_ballot(turn, open, reader, text);
    const auto reading = reader.read(text);
    if (reading.kind == Reading::Kind::value) {
        settle_open(turn, question, reading, text);
        return;
    }
    if (reading.kind == Reading::Kind::unsure || reading.kind == Reading::Kind::none)
        return take_place(turn, question, reading, text);
    auto reprompt = reprompt_message(turn, question, *open.asked, turn.state.open, reading);
    not_understood(turn, question, text, std::move(reprompt));
}

}  // namespace dialogs
