// Statements: `seed`, `per_round`, and the names that only the texts of their question see.
#include "dialogs/reading/question_reader.hpp"

#include <algorithm>

namespace dialogs {

namespace {

constexpr std::string_view statement_argument = "{statement";

/// `{statement}`, also where it is formatted.
bool puts_statement(const std::string& pattern) {
    for (auto at = pattern.find(statement_argument); at != std::string::npos;
         at = pattern.find(statement_argument, at + 1)) {
        const auto behind = pattern.find_first_not_of(' ', at + statement_argument.size());
        if (behind != std::string::npos && (pattern[behind] == '}' || pattern[behind] == ',')) return true;
    }
    return false;
}

}  // namespace

std::optional<NameTable::Scope> QuestionReader::own_names() {
    if (question_.type != Type::statements) return std::nullopt;
    return std::optional<NameTable::Scope>(std::in_place, parts_.names,
                                           std::map<std::string, NameInfo, std::less<>>{
                                               {"i", {.type = ValueType::number}},
                                               {"n", {.type = ValueType::number}},
                                               {"statement", {.type = ValueType::text}},
                                           });
}

void QuestionReader::read_seed(const YamlEntry& entry) {
    const auto* seed = parts_.source.map(entry);
    if (seed == nullptr) return;
    note_place("seed", entry.value);
    for (const auto& statement : seed->entries)
        add_option(statement.key, parts_.texts.plain(context("seed." + statement.key.value), statement), std::nullopt);
}

void QuestionReader::read_per_round(const YamlEntry& entry) {
    question_.per_round = parts_.source.whole(entry, {1, per_round_max}).value_or(0);
}

/// The text is the pattern of each statement: without one in it nobody would see what is asked.
void QuestionReader::check_statements() {
    if (question_.type != Type::statements) return;
    const auto* text = step_.find("text");
    const auto lacks_it = [](const Text::Wording& wording) {
        return std::none_of(wording.patterns.begin(), wording.patterns.end(),
                            [](const auto& pattern) { return puts_statement(pattern.second); });
    };
    if (text == nullptr || std::none_of(question_.text.wordings.begin(), question_.text.wordings.end(), lacks_it))
        return;
    parts_.source.error(text->value, "missing-name",
                        "the text is the pattern of each statement: it needs `{statement}`, as in "
                        "\"{i}/{n} {statement}\"");
}

}  // namespace dialogs
