// From a question of the script to the shape that its answer must have: what understanding needs to
// know of it.
#include "dialogs/conversation/offering.hpp"
#include "dialogs/conversation/turn.hpp"
#include "dialogs/understanding/vocabulary.hpp"

#include <algorithm>

namespace dialogs {
namespace {

void add_labels(const Turn& turn, const Question& question, const Language& shown_in,
                ValueWords& words) {
    const auto label_in = [&](const Language& language) {
        return label_of(turn.script, question, words.value, language, turn.input,
                        turn.names.texts());
    };
    auto shown = label_in(shown_in);
    for (const auto& language : turn.script.languages) {
        if (language == shown_in) continue;
        auto other = label_in(language);
        if (other != shown) words.other_labels.push_back(std::move(other));
    }
    words.labels.push_back(std::move(shown));
}

/// What a language is called in each of the script's languages.
void add_language_names(const Turn& turn, ValueWords& words) {
    for (const auto& language : turn.script.languages) {
        const auto& names = turn.input.catalog->vocabulary(language).names;
        const auto found = names.find(words.value);
        if (found == names.end()) continue;
        words.accept.insert(words.accept.end(), found->second.begin(), found->second.end());
    }
}

/// What people say for one opinion: in the language spoken in any spelling, in the script's others to the letter.
void add_opinion_words(const Turn& turn, const Language& shown_in, ValueWords& words) {
    const auto& catalog = *turn.input.catalog;
    for (const auto& language : turn.script.languages) {
        const auto& opinions = catalog.vocabulary(language).opinions;
        const auto found = opinions.find(words.value);
        if (found == opinions.end()) continue;
        auto& into = language == shown_in || language == turn.state.language ? words.accept : words.other_labels;
        into.insert(into.end(), found->second.begin(), found->second.end());
    }
}

void add_synonyms(const Question& question, ValueWords& words) {
    const auto synonyms = question.accept.find(words.value);
    if (synonyms == question.accept.end()) return;
    for (const auto& [language, list] : synonyms->second)
        words.accept.insert(words.accept.end(), list.begin(), list.end());
}

/// Those offered, those that the script has synonyms for, the way out.
std::vector<std::string> worded_places(const Question& question, std::vector<std::string> values) {
    const auto add = [&](const std::string& value) {
        if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
    };
    for (const auto& [value, words] : question.accept)
        add(value);
    if (question.na) add("na");
    return values;
}

/// The values that have words of their own: labels, synonyms, a way out.
std::vector<std::string> worded_values(const Turn& turn, const Question& question,
                                       const Asked& asked) {
    auto values = offered_values(turn, question, asked);
    if (has_lines(question.type) || question.type == QuestionType::statements) return values;
    if (question.type == QuestionType::place) return worded_places(question, std::move(values));
    if (values.empty()) {
        for (const auto& [value, words] : question.accept)
            values.push_back(value);
        if (question.na && !question.accept.contains("na")) values.emplace_back("na");
        return values;
    }
    std::erase_if(values, [&](const std::string& value) {
        return value != "na" && !question.labels.contains(value) &&
               !question.accept.contains(value);
    });
    return values;
}

ValueWords words_of(const Turn& turn, const Question& question, const Asked& asked,
                    const Language& shown_in, const std::string& value, std::size_t index) {
    ValueWords words{.value = value};
    const auto is_opinion = question.type == QuestionType::statements;
    const auto is_offered = question.type == QuestionType::place && index < asked.shown.size();
    const auto is_line = has_lines(question.type) || is_opinion || is_offered || value == "na";
    if (is_line) {
        const auto number = number_of(turn, question, value, index);
        if (number >= 0) words.number = number;
    }
    if (is_line || question.labels.contains(value)) add_labels(turn, question, shown_in, words);
    if (question.type == QuestionType::language) add_language_names(turn, words);
    if (is_opinion) add_opinion_words(turn, shown_in, words);
    add_synonyms(question, words);
    return words;
}

std::shared_ptr<const PlaceIndex> place_index_of(const Script& script, const Question& question) {
    const auto* list = script.place_list(question.list);
    return list == nullptr ? nullptr : list->index;
}

std::vector<std::string> offered_places(const Question& question, const Asked& asked) {
    if (question.type != QuestionType::place) return {};
    auto ids = asked.shown;
    std::erase_if(ids, [](const std::string& value) { return value == none_value || value == "na"; });
    return ids;
}

}  // namespace

AnswerShape shape_of(const Turn& turn, const Question& question, const Asked& asked) {
    const auto range = range_of(question, turn);
    const auto days = days_of(question, turn);
    const auto values = offered_values(turn, question, asked);
    const auto shown_in = language_of(turn, question, question.text, values);
    AnswerShape shape{.type = question.type,
                      .min = range.min,
                      .max = range.max,
                      .whole = question.whole,
                      .unit = question.unit,
                      .has_na = question.na.has_value(),
                      .has_other = question.other,
                      .text_max = question.text_max,
                      .earliest = days.earliest,
                      .latest = days.latest,
                      .top = question.top,
                      .total = question.total,
                      .at_least = question.at_least,
                      .places = place_index_of(turn.script, question),
                      .offered = offered_places(question, asked),
                      .language = turn.state.language,
                      .languages = turn.script.languages,
                      .today = turn.input.today};
    const auto worded = worded_values(turn, question, asked);
    for (std::size_t i = 0; i < worded.size(); ++i)
        shape.values.push_back(words_of(turn, question, asked, shown_in, worded[i], i));
    return shape;
}

}  // namespace dialogs
