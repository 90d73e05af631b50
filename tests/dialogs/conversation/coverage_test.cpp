// Every type of answer × every language that has a table of replies × both kinds of channel: each
// asked, answered and read back. The table that is printed has no hole.
#include "dialogs/channel_kind.hpp"
#include "dialogs/reading/question_keys.hpp"
#include "tests/dialogs/conversation/talk.hpp"
#include "tests/support/shipped_catalog.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>
#include <map>

namespace {

using dialogs::QuestionType;

/// How a type is asked, and what answers it. A new type is a row here.
struct Covered {
    QuestionType type;
    const char* keys;  ///< of its question
    std::map<std::string, std::string>
        words;          ///< by language: a reply in its own words; `*`: in any
    const char* tap;    ///< on a channel with buttons; empty: words there, too
    const char* value;  ///< the answer, as JSON
    const char* then = "";  ///< what confirms it, in any language
};

const std::vector<Covered>& covered() {
    static const std::vector<Covered> rows{
        {QuestionType::nps,
         "",
         {{"fi", "yhdeksän"},
          {"sv", "nio"},
          {"en", "nine"},
          {"ru", "девять"},
          {"ar", "تسعة"},
          {"*", "9"}},
         "9",
         "9"},
        {QuestionType::scale,
         "  min: 1\n  max: 5\n",
         {{"fi", "viisi"},
          {"sv", "fem"},
          {"en", "five"},
          {"ru", "пять"},
          {"ar", "خمسة"},
          {"*", "5"}},
         "5",
         "5"},
        {QuestionType::smiley, "", {{"*", "😍"}}, "5", "5"},
        {QuestionType::yes_no,
         "",
         {{"fi", "kyllä"}, {"sv", "ja"}, {"en", "yes"}, {"ru", "да"}, {"ar", "نعم"}, {"*", "1"}},
         "true",
         "true"},
        {QuestionType::choice,
         "  choices: {a: Aamu, b: Ilta}\n",
         {{"fi", "ilta"}, {"*", "2"}},
         "b",
         "\"b\""},
        {QuestionType::choices,
         "  choices: {a: Aamu, b: Ilta}\n",
         {{"fi", "aamu ja ilta"},
          {"sv", "1 och 2"},
          {"en", "1 and 2"},
          {"ru", "1 и 2"},
          {"ar", "١ و ٢"},
          {"*", "1 2"}},
         "a b",
         R"(["a","b"])"},
        {QuestionType::number,
         "",
         {{"fi", "kaksitoista"},
          {"sv", "tolv"},
          {"en", "twelve"},
          {"ru", "двенадцать"},
          {"ar", "١٢"},
          {"*", "12"}},
         "",
         "12"},
        {QuestionType::year,
         "  max: today\n",
         {{"fi", "vuonna 1984"}, {"ru", "1984 год"}, {"ar", "١٩٨٤"}, {"*", "1984"}},
         "",
         "1984"},
        {QuestionType::date,
         "",
         {{"fi", "huomenna"},
          {"sv", "i morgon"},
          {"en", "tomorrow"},
          {"ru", "завтра"},
          {"ar", "غدا"},
          {"*", "16.1."}},
         "",
         "\"2026-01-16\""},
        {QuestionType::language, "", {{"*", "English"}}, "en", "\"en\""},
        {QuestionType::text, "", {{"*", "Jonotin."}}, "", "\"Jonotin.\""},
        {QuestionType::place,
         "  list: places.csv\n",
         {{"fi", "Hervannan terveysasmea"}, {"sv", "hervanta hälsostation"}, {"ru", "Херванта"}, {"ar", "هيرفانتا"},
          {"*", "Hervanta"}},
         "",
         "\"hervanta\""},
        {QuestionType::budget,
         "  ceiling: 100\n  items:\n    a: {text: Aamu, cost: 40}\n    b: {text: Ilta, cost: 60}\n",
         {{"fi", "aamu ja ilta"}, {"ar", "١ و ٢"}, {"*", "1 2"}},
         "",
         R"(["a","b"])",
         "1"},
        {QuestionType::rank,
         "  choices: {a: Aamu, b: Ilta}\n",
         {{"fi", "ilta, aamu"}, {"ar", "٢ ١"}, {"*", "2 1"}},
         "",
         R"(["b","a"])"},
        {QuestionType::points,
         "  total: 10\n  choices: {a: Aamu, b: Ilta}\n",
         {{"fi", "aamu 4, ilta 6"}, {"ar", "١=٤ ٢=٦"}, {"*", "1=4 2=6"}},
         "",
         R"({"a":"4","b":"6"})"},
        {QuestionType::statements,
         "  seed: {a: Aamulla on hyvä asioida.}\n",
         {{"fi", "samaa mieltä"},
          {"sv", "jag håller med"},
          {"en", "I agree"},
          {"ru", "согласна"},
          {"ar", "موافق"},
          {"*", "1"}},
         "agree",
         R"({"a":"agree"})"},
        {QuestionType::photo, "", {{"*", "/photo 7"}}, "", "\"7\""},
        {QuestionType::voice, "", {{"*", "/voice 7"}}, "", "\"7\""},
        {QuestionType::location, "", {{"*", "/location 61.5,23.75"}}, "", "\"61.50000,23.75000\""},
    };
    return rows;
}

std::vector<std::string> all_languages() { return tests::shipped_catalog().languages(); }

dialogs::Script script_asking(const Covered& row) {
    const auto head = fmt::format(
        "script: talk\ntitle: Puhe\nlanguages: [{}]\nstream: feedback\nbasis: "
        "public-task\ndialog:\n",
        fmt::join(all_languages(), ", "));
    const auto text = row.type == QuestionType::statements ? "\"{i}/{n} {statement}\"" : "Kysymys?";
    const auto question =
        fmt::format("- ask: it\n  type: {}\n  text: {}\n{}", name_of(row.type), text, row.keys);
    const auto beside = [](const std::string& name) -> std::optional<dialogs::SourceFile> {
        if (name != "places.csv") return std::nullopt;
        return dialogs::SourceFile{name, "id,name,other names,municipality,name:sv\n"
                                         "hervanta,Hervannan terveysasema,Hervanta|Херванта|هيرفانتا,Tampere,"
                                         "Hervanta hälsostation\n"
                                         "tesoma,Tesoman terveysasema,Tesoma,Tampere,Tesoma hälsostation\n"};
    };
    auto read = dialogs::read_script({"talk.yaml", head + question}, beside, nullptr);
    for (const auto& diagnostic : read.diagnostics)
        UNSCOPED_INFO(dialogs::to_line(diagnostic));
    REQUIRE(read.script.has_value());
    return std::move(*read.script);
}

std::string reply_in(const Covered& row, const std::string& language) {
    const auto found = row.words.find(language.substr(0, language.find('-')));
    return found == row.words.end() ? row.words.at("*") : found->second;
}

/// The answer, as JSON; `-` where the question was skipped, for the channel cannot carry it.
std::string answer_on(const dialogs::Script& script, const Covered& row,
                      const std::string& language, const std::string& channel) {
    dialogs::Simulator simulator(script, tests::shipped_catalog(),
                                 {.language = language, .channel = channel, .at = tests::noon()});
    static_cast<void>(simulator.start());
    if (!simulator.state().given.contains("it")) {
        const auto line = reply_in(row, language);
        const auto acted = dialogs::simulated_reply(line);
        const std::string tap = row.tap;
        const bool taps = !tap.empty() && !dialogs::is_plain_channel(channel);
        if (taps)
            static_cast<void>(simulator.receive(dialogs::TapReply{.question = 0, .value = tap}));
        else
            static_cast<void>(
                simulator.receive(acted ? *acted : dialogs::Reply(dialogs::TextReply{line})));
        if (*row.then != '\0') static_cast<void>(simulator.receive(dialogs::TextReply{row.then}));
    }
    const auto given = simulator.state().given.find("it");
    if (given == simulator.state().given.end()) return "?";
    return given->second.kind == dialogs::Given::Kind::skipped
               ? "-"
               : dialogs::to_json(given->second.value).dump();
}

}  // namespace

TEST_CASE(
    "every type of answer is asked and understood in every language on both kinds of channel") {
    std::cout << fmt::format("{:<12}", "") << fmt::format("{}\n", fmt::join(all_languages(), " "));
    for (const auto& row : covered()) {
        const auto script = script_asking(row);
        for (const std::string channel : {"sms", "telegram"}) {
            std::string marks;
            const bool carried = dialogs::channel_carries(channel, row.type);
            for (const auto& language : all_languages()) {
                const auto answer = answer_on(script, row, language, channel);
                INFO(name_of(row.type)
                     << " in " << language << " on " << channel << ": " << answer);
                CHECK(answer == (carried ? row.value : "-"));
                const std::string mark = answer == row.value ? "+" : answer;
                marks += fmt::format("{:<{}}", mark, language.size() + 1);
            }
            std::cout << fmt::format("{:<12}{} {}\n", std::string(name_of(row.type)), marks,
                                     channel);
        }
    }
}

TEST_CASE("no type that the reader carries is missing from the coverage table") {
    for (const auto& name : dialogs::type_names()) {
        const auto type = dialogs::question_type(name);
        REQUIRE(type.has_value());
        INFO(name);
        CHECK(std::any_of(covered().begin(), covered().end(),
                          [&](const Covered& row) { return row.type == *type; }));
    }
}
