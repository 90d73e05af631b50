// The types whose answers are more than one word or number: a table per type (types/TYPE.tsv), in
// five languages.
#include "dialogs/understanding/reserved_words.hpp"
#include "dialogs/understanding/understand.hpp"
#include "dialogs/understanding/vocabulary.hpp"
#include "tests/support/shipped_catalog.hpp"
#include "tests/support/tables.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <functional>
#include <iostream>
#include <map>
#include <set>

namespace {

using namespace std::chrono;
using dialogs::AnswerShape;
using dialogs::Language;
using dialogs::QuestionType;
using dialogs::Reading;
using dialogs::ValueWords;

const std::vector<Language> languages{"fi", "sv", "en", "ru", "ar"};
constexpr dialogs::Date today{year(2026), January, day(15)};

using Words = std::map<Language, std::string>;
const std::vector<std::pair<std::string, Words>> topics{
    {"clinic",
     {{"fi", "terveysasema"},
      {"sv", "hälsostation"},
      {"en", "health centre"},
      {"ru", "поликлиника"},
      {"ar", "المركز الصحي"}}},
    {"family",
     {{"fi", "lapset ja perheet"},
      {"sv", "barn och familjer"},
      {"en", "children and families"},
      {"ru", "дети и семьи"},
      {"ar", "الأطفال والعائلات"}}},
    {"mind",
     {{"fi", "mielenterveys"},
      {"sv", "mental hälsa"},
      {"en", "mental health"},
      {"ru", "психическое здоровье"},
      {"ar", "الصحة النفسية"}}},
    {"digi",
     {{"fi", "digi"},
      {"sv", "digitala tjänster"},
      {"en", "digital services"},
      {"ru", "цифровые услуги"},
      {"ar", "الخدمات الرقمية"}}},
};
const Words no_answer{{"fi", "en tiedä"},
                      {"sv", "vet inte"},
                      {"en", "don't know"},
                      {"ru", "не знаю"},
                      {"ar", "لا أعرف"}};

ValueWords words_for(const std::string& value, std::optional<int> number, const Words& words,
                     const Language& spoken) {
    ValueWords found{.value = value, .number = number};
    for (const auto& [language, label] : words)
        (language == spoken ? found.labels : found.other_labels).push_back(label);
    return found;
}

void add_topics(AnswerShape& shape) {
    int number = 0;
    for (const auto& [value, words] : topics)
        shape.values.push_back(words_for(value, ++number, words, shape.language));
}

void add_way_out(AnswerShape& shape, std::optional<int> number = 0) {
    shape.has_na = true;
    shape.values.push_back(words_for("na", number, no_answer, shape.language));
}

void add_languages(AnswerShape& shape) {
    const auto& catalog = tests::shipped_catalog();
    for (const auto& language : languages) {
        ValueWords words{.value = language, .number = static_cast<int>(shape.values.size()) + 1};
        words.labels.push_back(dialogs::own_name(language, catalog));
        for (const auto& in : languages)
            for (const auto& name : catalog.vocabulary(in).names.at(language))
                words.accept.push_back(name);
        shape.values.push_back(std::move(words));
    }
}

/// What a shape's name in the tables stands for.
const std::map<std::string, std::pair<QuestionType, std::function<void(AnswerShape&)>>> shapes{
    {"choices",
     {QuestionType::choices,
      [](auto& shape) {
          add_topics(shape);
          add_way_out(shape);
      }}},
    {"choices-two",
     {QuestionType::choices,
      [](auto& shape) {
          add_topics(shape);
          shape.min = shape.max = 2;
      }}},
    {"choices-ten",
     {QuestionType::choices,
      [](auto& shape) {
          for (int i = 1; i <= 12; ++i)
              shape.values.push_back(
                  {.value = fmt::format("o{}", i),
                   .number = i,
                   .labels = {fmt::format("talo {}", static_cast<char>('a' + i))}});
      }}},
    {"choices-other",
     {QuestionType::choices,
      [](auto& shape) {
          add_topics(shape);
          shape.has_other = true;
          shape.values.push_back({.value = "other", .number = 5, .labels = {"muu, mikä?"}});
      }}},
    {"year",
     {QuestionType::year,
      [](auto& shape) {
          shape.min = 1900;
          shape.max = 2026;
          add_way_out(shape);
          shape.values.back().accept = {"en kerro"};
      }}},
    {"year-open", {QuestionType::year, [](auto& shape) { shape.min = 1900; }}},
    {"date", {QuestionType::date, [](auto& shape) { add_way_out(shape); }}},
    {"date-ahead", {QuestionType::date, [](auto& shape) { shape.earliest = today; }}},
    {"date-past", {QuestionType::date, [](auto& shape) { shape.latest = today; }}},
    {"rank",
     {QuestionType::rank,
      [](auto& shape) {
          add_topics(shape);
          add_way_out(shape);
      }}},
    {"rank-top",
     {QuestionType::rank,
      [](auto& shape) {
          add_topics(shape);
          shape.top = 2;
      }}},
    {"points",
     {QuestionType::points,
      [](auto& shape) {
          add_topics(shape);
          add_way_out(shape);
          shape.total = 100;
      }}},
    {"language", {QuestionType::language, [](auto& shape) { add_languages(shape); }}},
    {"text-na", {QuestionType::text, [](auto& shape) { add_way_out(shape); }}},
    {"number-na", {QuestionType::number, [](auto& shape) { add_way_out(shape, std::nullopt); }}},
    {"number-one-na",
     {QuestionType::number,
      [](auto& shape) {
          shape.min = 1;
          add_way_out(shape);
      }}},
    {"photo", {QuestionType::photo, [](auto& shape) { add_way_out(shape); }}},
    {"voice", {QuestionType::voice, [](auto& shape) { add_way_out(shape); }}},
    {"location", {QuestionType::location, [](auto& shape) { add_way_out(shape); }}},
};

AnswerShape shape_named(const std::string& name, const Language& spoken) {
    const auto& [type, fill] = shapes.at(name);
    AnswerShape shape{.type = type, .language = spoken, .languages = languages, .today = today};
    fill(shape);
    return shape;
}

std::string written(const dialogs::Value& value) {
    if (const auto* keys = std::get_if<std::vector<std::string>>(&value))
        return fmt::format("{}", fmt::join(*keys, ","));
    if (const auto* table = std::get_if<std::map<std::string, std::string>>(&value)) {
        std::vector<std::string> rows;
        for (const auto& [key, points] : *table)
            rows.push_back(key + ":" + points);
        return fmt::format("{}", fmt::join(rows, " "));
    }
    const auto json = dialogs::to_json(value);
    return json.is_string() ? json.get<std::string>() : json.dump();
}

/// As the tables write it.
std::string written(const Reading& reading) {
    switch (reading.kind) {
        case Reading::Kind::value:
            return written(reading.value) + (reading.comment ? "+" : "");
        case Reading::Kind::outside:
            return "<>";
        case Reading::Kind::wrong_count:
            return "#";
        case Reading::Kind::wrong_total:
            return "=" + std::to_string(reading.sum);
        default:
            return "?";
    }
}

bool is_no_value(const std::string& meaning) {
    return meaning.empty() || meaning == "?" || meaning == "<>" || meaning == "#" ||
           meaning.front() == '=';
}

std::string unescaped(std::string reply) {
    for (auto at = reply.find("\\n"); at != std::string::npos; at = reply.find("\\n"))
        reply.replace(at, 2, "\n");
    return reply;
}

/// The rows of points are written with their keys sorted, as the answers are.
std::string sorted_points(const std::string& meaning) {
    if (meaning.find(':') == std::string::npos) return meaning;
    std::set<std::string> rows;
    for (std::size_t begin = 0; begin < meaning.size();) {
        const auto end = std::min(meaning.find(' ', begin), meaning.size());
        rows.insert(meaning.substr(begin, end - begin));
        begin = end + 1;
    }
    return fmt::format("{}", fmt::join(rows, " "));
}

}  // namespace

TEST_CASE(
    "several choices, orders, points, years, dates and languages are read as they were meant, or "
    "not at all") {
    for (const std::string type :
         {"choices", "year", "date", "rank", "points", "language", "way_out"}) {
        int right = 0;
        int traps = 0;
        int false_readings = 0;
        int rows = 0;
        std::set<Language> met;
        for (const auto& row :
             tests::table("tests/dialogs/understanding/types/" + type + ".tsv", 4)) {
            const auto& [shape, language, reply, told] =
                std::tie(row.cells[0], row.cells[1], row.cells[2], row.cells[3]);
            const auto meaning = type == "points" ? sorted_points(told) : told;
            const auto got = written(understand(shape_named(shape, language), unescaped(reply),
                                                tests::shipped_catalog()));
            INFO(type << ".tsv:" << row.line << ": " << shape << " (" << language
                      << "): " << reply);
            CHECK(got == meaning);
            ++rows;
            met.insert(language);
            right += got == meaning ? 1 : 0;
            traps += is_no_value(meaning) ? 1 : 0;
            false_readings += got != meaning && !is_no_value(got) ? 1 : 0;
        }
        std::cout << type << ": right " << right << " of " << rows << ", traps " << traps
                  << ", false readings " << false_readings << '\n';
        CHECK(met.size() == languages.size());
        CHECK(traps * 4 >= rows);
        CHECK(false_readings == 0);
    }
}

TEST_CASE(
    "what is exactly an answer comes before the reserved words, what is nearly one does not") {
    const auto is_exact = [](const std::string& shape, const std::string& reply) {
        return is_exact_answer(shape_named(shape, "fi"), reply, tests::shipped_catalog());
    };
    CHECK(is_exact("choices", "1 3"));
    CHECK(is_exact("choices", "terveysasema, digi"));
    CHECK_FALSE(is_exact("choices", "1 3 kiitos"));
    CHECK_FALSE(is_exact("choices", "tervey"));
    CHECK_FALSE(is_exact("choices", "apua"));
    CHECK(is_exact("date", "3.5."));
    CHECK_FALSE(is_exact("date", "3.5. kiitos paljon"));
    CHECK(is_exact("year", "1984"));
    CHECK(is_exact("rank", "3 1 2 4"));
    CHECK(is_exact("language", "suomi"));
    CHECK(is_exact("text-na", "en tiedä"));
    CHECK_FALSE(is_exact("text-na", "tiedot"));
    CHECK_FALSE(is_exact("photo", "stop"));
}
