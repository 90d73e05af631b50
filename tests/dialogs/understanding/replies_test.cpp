// What people write and what it means: a table per language (replies/LANGUAGE.tsv), a third of it traps.
#include "dialogs/understanding/understand.hpp"

#include "tests/support/shipped_catalog.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <iostream>
#include <map>
#include <sstream>

namespace {

using dialogs::AnswerShape;
using dialogs::QuestionType;
using dialogs::Reading;
using dialogs::ValueWords;

const std::vector<dialogs::Language> languages{"fi", "sv", "en", "ru", "ar"};

using Labels = std::map<std::string, std::string>;

const Labels text_message{{"fi", "Tekstiviestillä"}, {"sv", "Per textmeddelande"}, {"en", "By text message"},
                          {"ru", "По СМС"}, {"ar", "برسالة نصية"}};
const Labels messenger{{"fi", "WhatsAppissa"}, {"sv", "På WhatsApp"}, {"en", "On WhatsApp"}, {"ru", "В ватсапе"},
                       {"ar", "عبر واتساب"}};
const Labels meetings{{"fi", "Tilaisuuksissa"}, {"sv", "I möten"}, {"en", "At meetings"}, {"ru", "На встречах"},
                      {"ar", "في اللقاءات"}};
const Labels disagree{{"fi", "täysin eri mieltä"}, {"sv", "helt av annan åsikt"}, {"en", "fully disagree"},
                      {"ru", "полностью не согласен"}, {"ar", "لا أوافق أبدا"}};
const Labels agree{{"fi", "täysin samaa mieltä"}, {"sv", "helt av samma åsikt"}, {"en", "fully agree"},
                   {"ru", "полностью согласен"}, {"ar", "أوافق تماما"}};
const Labels dont_know{{"fi", "en tiedä"}, {"sv", "vet inte"}, {"en", "don't know"}, {"ru", "не знаю"},
                       {"ar", "لا أعرف"}};

ValueWords words(std::string value, std::optional<int> number, const Labels& labels, const std::string& spoken) {
    ValueWords words{.value = std::move(value), .number = number, .labels = {labels.at(spoken)}, .other_labels = {},
                     .accept = {}};
    for (const auto& [language, label] : labels)
        if (language != spoken) words.other_labels.push_back(label);
    return words;
}

AnswerShape question(const std::string& name, const std::string& spoken) {
    AnswerShape shape;
    shape.language = spoken;
    shape.languages = languages;
    shape.type = *dialogs::question_type(name);
    if (name == "scale") {
        shape.min = 1;
        shape.max = 5;
        shape.has_na = true;
        shape.values = {words("1", std::nullopt, disagree, spoken), words("5", std::nullopt, agree, spoken),
                        words("na", 0, dont_know, spoken)};
    }
    if (name == "choice")
        shape.values = {words("sms", 1, text_message, spoken), words("chat", 2, messenger, spoken),
                        words("meet", 3, meetings, spoken)};
    if (name == "number") {
        shape.min = 0;
        shape.max = 5000;
        shape.unit = "km";
    }
    return shape;
}

struct Row {
    int line;
    std::string question;
    std::string reply;
    std::string meaning;
};

std::vector<Row> rows_of(const std::string& language) {
    std::istringstream in(tests::source_file("tests/dialogs/understanding/replies/" + language + ".tsv"));
    std::vector<Row> rows;
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (line.empty() || line.front() == '#') continue;
        std::istringstream cells(line);
        Row row{.line = number, .question = {}, .reply = {}, .meaning = {}};
        std::getline(cells, row.question, '\t');
        std::getline(cells, row.reply, '\t');
        std::getline(cells, row.meaning, '\t');
        rows.push_back(row);
    }
    return rows;
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

TEST_CASE("replies mean what their senders meant, in five languages, and nothing is read that was not said") {
    for (const auto& language : languages) {
        int meant = 0;
        int understood = 0;
        int traps = 0;
        int false_readings = 0;
        for (const auto& row : rows_of(language)) {
            const auto reading = understand(question(row.question, language), row.reply, tests::shipped_catalog());
            const auto got = written(reading);
            INFO(language << ".tsv:" << row.line << ": " << row.question << ": " << row.reply);
            CHECK(got == row.meaning);
            const bool is_trap = row.meaning == "?";
            (is_trap ? traps : meant) += 1;
            const bool is_right = without_comment(got) == without_comment(row.meaning);
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
