// How far a script is translated and what it costs; what the service's own locales lack.
#include "dialogs/authoring/locale_gaps.hpp"
#include "dialogs/authoring/locale_report.hpp"
#include "dialogs/authoring/sample_messages.hpp"
#include "tests/support/shipped_catalog.hpp"

#include <algorithm>
#include <array>

using namespace dialogs;

namespace {

const std::string survey =
    "script: s\ntitle: Otsikko\nlanguages: [fi, sv, ru]\nstream: event\nbasis: consent\n"
    "given:\n  visited: {type: date, example: 2026-11-20}\n"
    "dialog:\n- ask: n\n  type: choice\n  text: \"Kävit {visited}. Miten?\"\n  choices: {a: Yksi, b: Kaksi}\n"
    "  na: en tiedä\n- end: Kiitos!\n";

std::string po(const std::vector<std::array<std::string, 3>>& texts, const std::string& flags = "") {
    std::string bytes;
    for (const auto& [context, source, translation] : texts)
        bytes += flags + "msgctxt \"" + context + "\"\nmsgid \"" + source + "\"\nmsgstr \"" + translation + "\"\n\n";
    return bytes;
}

ReadScript read(const std::map<std::string, std::string>& files) {
    return read_script({"s.yaml", survey}, nullptr, [&](const std::string& name) -> std::optional<SourceFile> {
        const auto found = files.find(name);
        if (found == files.end()) return std::nullopt;
        return SourceFile{name, found->second};
    });
}

}  // namespace

TEST_CASE("a script's messages are said with examples in the place of names") {
    const auto script = read({});
    REQUIRE(script.script);
    const auto messages = sample_messages(*script.script, {"fi"});
    REQUIRE(messages.size() == 2);
    CHECK(messages[0].context == "ask.n.text");
    CHECK(messages[0].messages[0].text == "Kävit 20. marraskuuta. Miten?\n1=Yksi\n2=Kaksi\n0=en tiedä");
    CHECK(messages[1].context == "end");
}

TEST_CASE("of statements the longest is said, and each is a text for translators") {
    const std::string statements =
        "script: s\ntitle: T\nlanguages: [fi, sv]\nstream: event\nbasis: consent\ndialog:\n- ask: v\n"
        "  type: statements\n  text: \"{i}/{n} {statement}\"\n  hint: 1=samaa\n  per_round: 7\n"
        "  seed: {a: Aamu., b: Iltapäivä.}\n";
    const auto translated = [](const std::string& name) -> std::optional<SourceFile> {
        return SourceFile{name, po({{"ask.v.seed.b", "Iltapäivä.", "Eftermiddag."}})};
    };
    const auto script = read_script({"s.yaml", statements}, nullptr, translated);
    REQUIRE(script.script);
    const auto messages = sample_messages(*script.script, {"fi"});
    REQUIRE(messages.size() == 1);
    CHECK(messages[0].messages[0].text == "1/7 Iltapäivä. 1=samaa");
    CHECK(script.script->question("v")->options[1].label.wordings[0].patterns.at("sv") == "Eftermiddag.");
    const auto is_seed = [](const TranslatableText& text) { return text.context.starts_with("ask.v.seed."); };
    CHECK(std::count_if(script.texts.begin(), script.texts.end(), is_seed) == 2);
}

TEST_CASE("a report counts texts, and segments of what is said in each language") {
    const auto script = read({{"sv/s.po", po({{"title", "Otsikko", "Rubrik"}, {"end", "Kiitos!", "Tack!"}}) +
                                              po({{"ask.n.choices.a", "Yksi", "Ett"}}, "#, fuzzy\n")}});
    REQUIRE(script.script);
    const auto report = report_locales(script);
    REQUIRE(report.languages.size() == 3);
    const auto& swedish = report.languages[1];
    CHECK(swedish.texts == 6);
    CHECK(swedish.translated == 2);
    CHECK(swedish.fuzzy == 1);
    CHECK(swedish.missing == 3);
    CHECK(swedish.per_cent() == 33);
    CHECK(swedish.segments == 1);
    CHECK(swedish.price_factor == 1.0);
    CHECK(report.languages[0].per_cent() == 100);
    CHECK(report.languages[2].missing == 6);
    CHECK_FALSE(report.languages[2].price_factor);
    REQUIRE(report.texts.size() == 2);
    CHECK(report.texts[0].languages[1].said_in == "fi");
    CHECK(report.texts[1].languages[1].said_in == "sv");
}

TEST_CASE("a language outside the alphabet of text messages costs more") {
    std::string russian;
    for (int i = 0; i < 80; ++i) russian += "ж";
    const auto script = read({{"ru/s.po", po({{"end", "Kiitos!", russian}})}});
    REQUIRE(script.script);
    const auto report = report_locales(script);
    CHECK(report.languages[2].price_factor == 2.0);
    CHECK_FALSE(report.texts[1].languages[2].is_gsm7);
    CHECK(report.texts[1].languages[2].segments == 2);
}

TEST_CASE("what a locale lacks is found: texts, lists of words, and what its header says of review") {
    const std::vector<LocaleFile> files{
        {"en/texts.yaml", "yes: yes\nno: no\n"},
        {"en/words.yaml", "# Words.\nown_name: English\nyes: [yes]\nreserved:\n  stop: {words: [stop]}\n"
                          "  more: {words: [], everyday: [more]}\n"},
        {"fi/texts.yaml", "# Sanat. Reviewed by Aino Ankka, 2026. Muuta.\nyes: " + std::string(161, 'a') + "\n"},
        {"fi/words.yaml", "own_name: suomi\nreserved:\n  stop: {words: [seis]}\n  more: {words: []}\n"},
        {"fi-simple/words.yaml", "own_name: selkosuomi\nyes: [joo]\n"},
        {"fi/s.po", "no locale file of ours"},
    };
    const auto catalog = Catalog::read(files);
    REQUIRE(catalog);
    const auto gaps = find_locale_gaps(files, *catalog);
    REQUIRE(gaps.size() == 3);
    CHECK(gaps[0].words.empty());
    const auto& finnish = gaps[1];
    CHECK(finnish.language == "fi");
    CHECK(finnish.review == "Reviewed by Aino Ankka, 2026");
    CHECK(finnish.words == std::vector<std::string>{"reserved.more", "yes"});
    CHECK(std::find(finnish.texts.begin(), finnish.texts.end(), "no") != finnish.texts.end());
    CHECK(std::find(finnish.texts.begin(), finnish.texts.end(), "yes") == finnish.texts.end());
    CHECK(finnish.long_texts == std::vector<std::string>{"yes"});
    CHECK(gaps[2].language == "fi-simple");
    CHECK(gaps[2].words == std::vector<std::string>{"reserved.more"});
}
