#include "dialogs/texts/catalog.hpp"

#include "dialogs/texts/service_texts.hpp"
#include "dialogs/texts/sms_text.hpp"
#include "dialogs/understanding/vocabulary.hpp"
#include "tests/support/shipped_catalog.hpp"
#include "tests/support/tables.hpp"

#include <catch2/catch.hpp>

#include <set>

namespace {

using dialogs::Catalog;
using dialogs::LocaleError;
using dialogs::LocaleFile;

/// Those whose people write replies in the tables, and easy Finnish.
std::vector<std::string> written_languages() {
    auto languages = tests::languages_in("tests/dialogs/understanding/replies");
    languages.emplace_back("fi-simple");
    return languages;
}

/// Arguments of the length that they have in real use.
const std::map<std::string, std::string> samples{
    {"min", "0"}, {"max", "1600"}, {"over", "23"}, {"stream", "kuulemiset"}, {"answers", "14"},
    {"streams", "feedback"}, {"address", "***67"}, {"language", "suomi"}, {"scripts", "PALAUTE"},
    {"title", "Palaute omin sanoin"}, {"example", "15.1.2026"}, {"count", "3"}, {"total", "100"}, {"sum", "90"},
    {"choices", "terveysasema ja perheet"}, {"case", "4711"}, {"due", "15. joulukuuta"},
    {"answer", "Soitamme sinulle huomenna."}, {"text", "Puistoihin penkkejä"}, {"numbers", "1, 3, 6"},
    {"cost", "107000"}, {"left", "13000"}};

std::vector<std::pair<std::string, std::string>> arguments_for(const dialogs::KnownText& text) {
    std::vector<std::pair<std::string, std::string>> arguments;
    for (const auto& name : arguments_of(text)) arguments.emplace_back(name, samples.at(name));
    return arguments;
}

std::string said(const std::string& language, const dialogs::KnownText& text) {
    return tests::shipped_catalog().text(language, text.name, arguments_for(text));
}

std::vector<LocaleError> errors_of(const std::vector<LocaleFile>& files) {
    const auto catalog = Catalog::read(files);
    return catalog ? std::vector<LocaleError>{} : catalog.error();
}

/// True where a blank parts a long number's digits (a phone's): from right to left its parts would change places.
bool has_parted_number(const std::string& text) {
    const auto is_digit = [&](std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
    for (std::size_t at = 1; at < text.size(); ++at)
        if (text[at] == ' ' && is_digit(at - 1) && is_digit(at + 1) && is_digit(at + 2)) return true;
    return false;
}

LocaleError only_error(const std::string& path, const std::string& bytes) {
    const auto errors = errors_of({LocaleFile{.path = path, .bytes = bytes}});
    REQUIRE(errors.size() == 1);
    return errors.front();
}

}  // namespace

TEST_CASE("the shipped locales have every text in every language that has a table of replies, and in easy Finnish") {
    for (const auto& language : written_languages()) {
        const auto yaml = tests::source_file("locales/" + language + "/texts.yaml");
        for (const auto& text : dialogs::known_texts()) {
            INFO(language << ": " << text.name);
            CHECK(yaml.find("\n" + std::string(text.name) + ": ") != std::string::npos);
            CHECK_FALSE(said(language, text).empty());
            CHECK(said(language, text).find_first_of("{}") == std::string::npos);
        }
    }
}

TEST_CASE("every text of the service is one text message, in alphabets outside GSM-7 three at most") {
    const std::set<std::string> plain{"fi", "fi-simple", "sv", "en", "so"};
    const std::set<std::string> nearly_plain{"et", "es"};  // õ, á and their kin, in texts that are short enough
    const std::set<std::string> two_at_most{"fa", "ckb", "th", "zh"};
    for (const auto& language : written_languages()) {
        const bool is_one = plain.contains(language) || nearly_plain.contains(language);
        for (const auto& text : dialogs::known_texts()) {
            const auto count = dialogs::count_sms(said(language, text));
            INFO(language << ": " << text.name << ": " << said(language, text) << " (" << count.units << ")");
            CHECK(count.segments <= (is_one ? 1 : two_at_most.contains(language) ? 2 : 3));
            if (plain.contains(language)) CHECK(count.encoding == dialogs::SmsEncoding::gsm7);
        }
    }
}

TEST_CASE("that messages have stopped is told in one text message, in every language") {
    for (const auto& language : written_languages()) {
        for (const std::string name : {"stopped", "stopped_stream", "stopped_all"}) {
            const auto text = said(language, *dialogs::known_text(name));
            INFO(language << ": " << text);
            CHECK(dialogs::count_sms(text).segments == 1);
        }
    }
}

TEST_CASE("the emergency text names 112 and a crisis line in every language") {
    for (const auto& language : tests::shipped_catalog().languages()) {
        const auto text = tests::shipped_catalog().text(language, "emergency");
        INFO(language);
        CHECK(text.find("112") != std::string::npos);
        CHECK((text.find("09 2525 011") != std::string::npos || text.find("09252501") != std::string::npos));
        CHECK(text.find_first_of("{}") == std::string::npos);
    }
}

TEST_CASE("what is written from right to left shows numbers and Latin words in their order") {
    for (const auto* language : {"ar", "fa", "ckb"}) {
        for (const auto& text : dialogs::known_texts()) {
            const auto shown = said(language, text);
            INFO(language << ": " << text.name << ": " << shown);
            const auto first_letter = static_cast<unsigned char>(shown.front());
            CHECK(first_letter >= 0xD8);  // a Latin first word would turn the whole line
            CHECK_FALSE(has_parted_number(shown));
            const auto plus = shown.find('+');
            if (plus != std::string::npos) CHECK(shown.substr(plus - 3, 3) == "\u200E");
        }
    }
}

TEST_CASE("a text falls back along the tag and then to English") {
    const std::vector<LocaleFile> files{{.path = "en/texts.yaml", .bytes = "yes: yes\nno: no\n"},
                                        {.path = "fi/texts.yaml", .bytes = "yes: kyllä\n"},
                                        {.path = "fi-simple/words.yaml", .bytes = "own_name: selkosuomi\n"}};
    const auto catalog = Catalog::read(files);
    REQUIRE(catalog.has_value());
    CHECK(catalog->languages() == std::vector<std::string>{"en", "fi", "fi-simple"});
    CHECK(catalog->text("fi-simple", "yes") == "kyllä");
    CHECK(catalog->text("fi-simple", "no") == "no");
    CHECK(catalog->text("xx", "yes") == "yes");
}

TEST_CASE("later files of the same path replace earlier ones, and other files are passed over") {
    const std::vector<LocaleFile> files{{.path = "en/texts.yaml", .bytes = "yes: yes\n"},
                                        {.path = "en/post-visit.po", .bytes = "{{{"},
                                        {.path = "README.md", .bytes = ": : :"},
                                        {.path = "en/texts.yaml", .bytes = "yes: aye\n"}};
    const auto catalog = Catalog::read(files);
    REQUIRE(catalog.has_value());
    CHECK(catalog->text("en", "yes") == "aye");
}

TEST_CASE("plurals are said as the language says them") {
    const auto& catalog = tests::shipped_catalog();
    using Arguments = std::vector<std::pair<std::string, std::string>>;
    CHECK(catalog.text("fi", "data_answers", Arguments{{"answers", "1"}}).find("1 vastaus.") != std::string::npos);
    CHECK(catalog.text("fi", "data_answers", Arguments{{"answers", "2"}}).find("2 vastausta.") != std::string::npos);
    CHECK(catalog.text("ru", "data_answers", Arguments{{"answers", "3"}}).find("3 ваших ответа") != std::string::npos);
    CHECK(catalog.text("ru", "data_answers", Arguments{{"answers", "5"}}).find("5 ваших ответов") != std::string::npos);
}

TEST_CASE("an error in a locale is told at its place") {
    const auto unknown = only_error("fi/texts.yaml", "yes: kyllä\nstoped: Selvä.\n");
    CHECK(unknown.file == "fi/texts.yaml");
    CHECK(unknown.line == 2);
    CHECK(unknown.column == 1);
    CHECK(unknown.message.find("stopped") != std::string::npos);

    const auto argument = only_error("fi/texts.yaml", "too_long: \"Liikaa: {ovr}\"\n");
    CHECK(argument.line == 1);
    CHECK(argument.column == 21);
    CHECK(argument.message.find("over") != std::string::npos);

    CHECK(only_error("fi/texts.yaml", "yes: \"{\"\n").line == 1);
    CHECK(only_error("fi/texts.yaml", "too_long: \"{0}\"\n").message.find("name") != std::string::npos);
    CHECK(only_error("fi/texts.yaml", "too_long: \"{over, choice, 0#a|1#b}\"\n").line == 1);
    CHECK(only_error("fi/texts.yaml", "too_long: \"{over, date}\"\n").message.find("number") != std::string::npos);
    CHECK(only_error("fi/words.yaml", "yess: [joo]\n").message.find("yes") != std::string::npos);
    CHECK(only_error("fi/words.yaml", "numbers: {101: [sata]}\n").column == 11);
    CHECK(only_error("fi/words.yaml", "reserved: {halt: {words: [seis]}}\n").column == 12);
    CHECK(only_error("fi/words.yaml", "yes: {a: b}\n").column == 6);
    CHECK(only_error("fi/words.yaml", "yes: ['!']\n").column == 7);
    CHECK(only_error("../texts.yaml", "yes: joo\n").message.find("tag") != std::string::npos);
}

TEST_CASE("all errors of all files are told at once") {
    const auto errors = errors_of({{.path = "fi/words.yaml", .bytes = "a: [b]\nc: [d]\n"},
                                   {.path = "sv/texts.yaml", .bytes = "e: f\n"},
                                   {.path = "en/texts.yaml", .bytes = "yes: 'open"}});
    CHECK(errors.size() >= 4);
}

TEST_CASE("hostile locales are refused") {
    std::string deep = "yes: ";
    for (int level = 0; level < 200; ++level) deep += '[';
    CHECK_FALSE(errors_of({{.path = "fi/words.yaml", .bytes = deep}}).empty());
    CHECK_FALSE(errors_of({{.path = "fi/words.yaml", .bytes = "yes: &a [*a]\n"}}).empty());
    CHECK_FALSE(errors_of({{.path = "fi/words.yaml", .bytes = std::string(10'000'000, 'a')}}).empty());
    CHECK_FALSE(errors_of({{.path = "fi/words.yaml", .bytes = "yes: [\xff\xfe]\n"}}).empty());
    std::string selects;
    for (int level = 0; level < 2'000; ++level) selects += "{over, select, other {";
    CHECK_FALSE(errors_of({{.path = "fi/texts.yaml", .bytes = "too_long: \"" + selects + "\"\n"}}).empty());
}

TEST_CASE("number words come from ICU where it has the language itself, and only there") {
    const auto has = [](const std::string& language, const std::string& word) {
        const std::vector<LocaleFile> files{{.path = language + "/words.yaml", .bytes = "own_name: x\n"}};
        const auto catalog = Catalog::read(files);
        REQUIRE(catalog.has_value());
        const auto* meaning = catalog->vocabulary(language).phrases().exactly(word);
        return meaning && meaning->number;
    };
    CHECK(has("fi", "yhdeksän"));
    CHECK(has("fi", "kahdessakymmenessäyhdessä"));
    CHECK(has("et", "kümme"));
    CHECK_FALSE(has("so", "nine"));
    CHECK_FALSE(has("so", "9"));
    CHECK_FALSE(has("ru", "второго"));
}
