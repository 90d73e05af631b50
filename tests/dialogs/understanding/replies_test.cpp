// What people write and what it means: a table per language (replies/LANGUAGE.tsv), a third of it traps.
#include "dialogs/understanding/understand.hpp"

#include "tests/support/shipped_catalog.hpp"
#include "tests/support/tables.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <iostream>
#include <map>

namespace {

using dialogs::AnswerShape;
using dialogs::Language;
using dialogs::QuestionType;
using dialogs::Reading;
using dialogs::ValueWords;

const std::string folder = "tests/dialogs/understanding/replies";

const std::vector<Language>& table_languages() {
    static const auto languages = tests::languages_in(folder);
    return languages;
}

std::vector<tests::TableRow> rows_of(const Language& language) {
    return tests::table(folder + "/" + language + ".tsv", 3);
}

/// What the tables call the values of the choice and of the scale: value, language, words.
const std::map<std::string, std::map<Language, std::string>>& labels() {
    static const auto read = [] {
        std::map<std::string, std::map<Language, std::string>> found;
        for (const auto& language : table_languages())
            for (const auto& row : rows_of(language))
                if (row.cells[0] == "label") found[row.cells[1]][language] = row.cells[2];
        return found;
    }();
    return read;
}

ValueWords words(const std::string& value, std::optional<int> number, const Language& spoken) {
    ValueWords words{.value = value, .number = number, .labels = {}, .other_labels = {}, .accept = {}};
    for (const auto& [language, label] : labels().at(value))
        (language == spoken ? words.labels : words.other_labels).push_back(label);
    return words;
}

AnswerShape question(const std::string& name, const Language& spoken) {
    AnswerShape shape;
    shape.language = spoken;
    shape.languages = table_languages();
    shape.type = *dialogs::question_type(name);
    if (name == "scale") {
        shape.min = 1;
        shape.max = 5;
        shape.has_na = true;
        shape.values = {words("1", std::nullopt, spoken), words("5", std::nullopt, spoken), words("na", 0, spoken)};
    }
    if (name == "choice") shape.values = {words("sms", 1, spoken), words("chat", 2, spoken), words("meet", 3, spoken)};
    if (name == "number") {
        shape.min = 0;
        shape.max = 5000;
        shape.unit = "km";
    }
    return shape;
}

/// As the tables write it: the value, `?`, and `+` where there is a comment.
std::string written(const Reading& reading) {
    if (reading.kind != Reading::Kind::value) return "?";
    const auto json = dialogs::to_json(reading.value);
    return (json.is_string() ? json.get<std::string>() : json.dump()) + (reading.comment ? "+" : "");
}

std::string without_comment(std::string meaning) {
    if (meaning.ends_with('+')) meaning.pop_back();
    return meaning;
}

}  // namespace

TEST_CASE("replies mean what their senders meant, in every language, and nothing is read that was not said") {
    for (const auto& language : table_languages()) {
        int meant = 0;
        int understood = 0;
        int traps = 0;
        int false_readings = 0;
        for (const auto& row : rows_of(language)) {
            if (row.cells[0] == "label") continue;
            const auto& meaning = row.cells[2];
            const auto got = written(understand(question(row.cells[0], language), row.cells[1],
                                                tests::shipped_catalog()));
            INFO(language << ".tsv:" << row.line << ": " << row.cells[0] << ": " << row.cells[1]);
            CHECK(got == meaning);
            const bool is_trap = meaning == "?";
            (is_trap ? traps : meant) += 1;
            const bool is_right = without_comment(got) == without_comment(meaning);
            if (is_right && !is_trap) ++understood;
            if (!is_right && got != "?") ++false_readings;
        }
        std::cout << language << ": understood " << understood << " of " << meant << ", traps " << traps
                  << ", false readings " << false_readings << '\n';
        CHECK(meant + traps >= 40);
        CHECK(traps * 3 >= (meant + traps) * 0.9);
        CHECK(false_readings == 0);
    }
}
