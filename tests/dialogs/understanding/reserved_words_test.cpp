// Commands in five languages, and what must not be taken for one.
#include "dialogs/understanding/reserved_words.hpp"

#include "tests/support/shipped_catalog.hpp"

#include <catch2/catch.hpp>

#include <optional>

namespace {

using dialogs::OpenQuestion;

/// `stop`, `language en`, or empty where the message is no command.
std::string command(const std::string& message, const std::string& spoken = "fi",
                    OpenQuestion open = OpenQuestion::closed, bool number_expected = false) {
    const auto found = find_command(message, spoken, open, number_expected, tests::shipped_catalog());
    if (!found) return {};
    return std::string(name_of(found->word)) + (found->argument.empty() ? "" : " " + found->argument);
}

struct Row {
    std::string message;
    std::string spoken;
    std::string expected;
};

}  // namespace

TEST_CASE("a reserved word is a command alone, with its argument, and with up to three fillers") {
    const std::vector<Row> rows{
        {"STOP", "fi", "stop"}, {"stop.", "fi", "stop"}, {"Stop!!!", "sv", "stop"},
        {"stop kiitos", "fi", "stop"}, {"Lopeta", "fi", "stop"}, {"LOPETA NYT KIITOS", "fi", "stop"},
        {"seis", "fi", "stop"}, {"Ei viestejä: STOP", "fi", "stop"}, {"STOP KAIKKI", "fi", "stop all"},
        {"stop kaikki viestit", "fi", "stop all"}, {"STOPP", "sv", "stop"}, {"sluta", "fi", "stop"},
        {"STOPP ALLT", "sv", "stop all"}, {"stop all", "en", "stop all"}, {"STOPALL", "en", "stop all"},
        {"Please stop", "en", "stop"}, {"unsubscribe", "en", "stop"}, {"СТОП", "ru", "stop"},
        {"стоп", "fi", "stop"}, {"СТОП ВСЕ", "ru", "stop all"}, {"стоп всё", "ru", "stop all"},
        {"توقف", "ar", "stop"}, {"توقّف", "ar", "stop"}, {"توقف الكل", "ar", "stop all"},
        {"إيقاف", "ar", "stop"}, {"ايقاف", "ar", "stop"}, {"توقف", "fi", "stop"},
        {"STOP STOP STOP", "fi", "stop"}, {"stop 🛑", "fi", "stop"}, {"Ｓｔｏｐ", "fi", "stop"},
        {"S\u200bTOP", "fi", "stop"},
        {"SТОP", "fi", "stop"},  // Latin S and P, Cyrillic Т and О
        {"ЅTOP", "en", "stop"},  // Cyrillic Ѕ
        {"START", "fi", "start"}, {"aloita", "fi", "start"}, {"СТАРТ", "ru", "start"}, {"APUA", "fi", "help"},
        {"help", "fi", "help"}, {"hjälp", "sv", "help"}, {"hjalp", "sv", "help"},
        {"Ohje kiitos", "fi", "help"}, {"KIELI", "fi", "language"}, {"KIELI EN", "fi", "language en"},
        {"kieli englanti", "fi", "language en"}, {"kieli svenska kiitos", "fi", "language sv"},
        {"SPRÅK FI", "fi", "language fi"}, {"språk", "fi", "language"},
        {"language russian", "en", "language ru"}, {"ЯЗЫК финский", "ru", "language fi"},
        {"لغة", "ar", "language"}, {"kieli selkosuomi", "fi", "language fi-simple"},
        {"kieli somali", "fi", "language so"}, {"OHI", "fi", "skip"}, {"-", "fi", "skip"},
        {"–", "en", "skip"}, {"skip please", "en", "skip"}, {"hoppa över", "sv", "skip"},
        {"takaisin", "fi", "back"}, {"tillbaka", "sv", "back"}, {"назад", "ru", "back"},
        {"lisää", "fi", "more"}, {"lisaa", "fi", "more"}, {"LISTA", "fi", "more"}, {"TIEDOT", "fi", "data"},
        {"omat tiedot", "fi", "data"}, {"POISTA", "fi", "delete"}, {"radera", "sv", "delete"},
        {"TILA", "fi", "status"}, {"TILA 4711", "fi", "status 4711"}, {"peru", "fi", "cancel"},
        {"MUKAAN", "fi", "join"}, {"unbook", "en", "cancel"}, {"peru viestit", "fi", "stop"},
    };
    for (const auto& row : rows) {
        INFO(row.message << " (" << row.spoken << ")");
        CHECK(command(row.message, row.spoken) == row.expected);
    }
}

TEST_CASE("answers with a reserved word in them are no commands") {
    const std::vector<Row> rows{
        {"Lopetin hoidon, koska jonot olivat pitkät", "fi", ""}, {"Loppu hyvin, kaikki hyvin", "fi", ""},
        {"en saanut apua", "fi", ""}, {"Спасибо за помощь", "ru", ""}, {"älä lopeta", "fi", ""},
        {"stop-merkki puuttui pihalta", "fi", ""}, {"Bussi ei pysähtynyt, stop", "fi", ""},
        {"don't stop now", "en", ""}, {"never stop", "en", ""}, {"en lopeta", "fi", ""}, {"ei stop", "fi", ""},
        {"The help was great", "en", ""}, {"Hjälpen kom snabbt", "sv", ""}, {"kieli oli vaikeaa", "fi", ""},
        {"takaisin kotiin pääsin heti", "fi", ""}, {"lisää hoitajia", "fi", ""}, {"tila oli ahdas", "fi", ""},
        {"mukaan lukien kaikki", "fi", ""}, {"تمت المساعدة بسرعة", "ar", ""}, {"ei ohi", "fi", ""},
        {"stop stop hammertime nyt heti vaan kiitos", "fi", ""}, {"9", "fi", ""}, {"kyllä", "fi", ""},
        {"se is", "fi", ""}, {"", "fi", ""}, {"   ", "fi", ""}, {"--", "fi", ""}, {"kiitos nyt", "fi", ""},
        {"STOP 1", "fi", ""},
    };
    for (const auto& row : rows) {
        INFO(row.message << " (" << row.spoken << ")");
        CHECK(command(row.message, row.spoken, OpenQuestion::text) == row.expected);
        CHECK(command(row.message, row.spoken, OpenQuestion::closed) == row.expected);
    }
}

TEST_CASE("where a text is open, everyday words count only alone, and STOP always") {
    CHECK(command("apua", "fi", OpenQuestion::text) == "help");
    CHECK(command("Apua!", "fi", OpenQuestion::text) == "help");
    CHECK(command("apua kiitos", "fi", OpenQuestion::closed) == "help");
    CHECK(command("apua kiitos", "fi", OpenQuestion::text).empty());
    CHECK(command("loppu", "fi", OpenQuestion::text) == "stop");
    CHECK(command("loppu kiitos", "fi", OpenQuestion::text).empty());
    CHECK(command("lopeta kiitos", "fi", OpenQuestion::text) == "stop");
    CHECK(command("stop nyt heti", "fi", OpenQuestion::text) == "stop");
    CHECK(command("tiedot kiitos", "fi", OpenQuestion::text).empty());
    CHECK(command("ohita kiitos", "fi", OpenQuestion::text) == "skip");
}

TEST_CASE("a word that means something in the language spoken is not looked for in another") {
    CHECK(command("end", "en") == "stop");
    CHECK(command("med", "sv") == "join");
    CHECK(command("alla", "fi").empty());
    CHECK(command("no", "fi").empty());
    CHECK(command("pass", "en") == "skip");
}

TEST_CASE("fillers are those of the reserved word's own language, three words at most") {
    CHECK(command("stop nyt heti kiitos") == "stop");
    CHECK(command("stop nyt heti kiitos moi").empty());
    CHECK(command("stop potatis", "sv").empty());
}

TEST_CASE("emergency phrases are found anywhere, and only as phrases") {
    const std::vector<std::string> emergencies{
        "112", "112!", "en halua elää", "En halua enää elää, auttakaa", "Ajattelen että itsemurha on ainoa keino",
        "haluan kuolla", "en jaksa elaa", "I want to die", "i don't want to live any more", "jag vill inte leva",
        "не хочу жить", "Я хочу умереть", "لا أريد أن أعيش", "أريد أن أموت", "aion tappaa itseni tänään",
        "palvelu oli ok mutta haluan kuolla, kukaan ei auta"};
    for (const auto& message : emergencies) {
        for (const auto open : {OpenQuestion::none, OpenQuestion::closed, OpenQuestion::text}) {
            INFO(message);
            CHECK(command(message, "fi", open) == "emergency");
        }
    }
    const std::vector<std::string> harmless{
        "kuolin nauruun", "soitin 112 ja apu tuli", "soitin 112, apu tuli heti", "haluan kuolla häpeään",
        "112 vastasi nopeasti", "elän hyvin", "kuolemanväsynyt",
        "itsetunto", "i am dying to know", "not suicidal at all", "1120", "11.2."};
    for (const auto& message : harmless) {
        INFO(message);
        CHECK(command(message, "fi", OpenQuestion::text) != "emergency");
    }
}

TEST_CASE("112 is an answer where a number is expected") {
    CHECK(command("112", "fi", OpenQuestion::closed, true).empty());
    CHECK(command("112", "fi", OpenQuestion::closed, false) == "emergency");
    CHECK(command("haluan kuolla", "fi", OpenQuestion::closed, true) == "emergency");
}

TEST_CASE("a command tells whose language its word was") {
    const auto& catalog = tests::shipped_catalog();
    CHECK(find_command("SLUTA", "fi", OpenQuestion::none, false, catalog)->language == "sv");
    CHECK(find_command("STOP", "sv", OpenQuestion::none, false, catalog)->language == "sv");
    CHECK(find_command("СТОП", "fi", OpenQuestion::none, false, catalog)->language == "ru");
}

TEST_CASE("a language is found by its own name, its name in the language spoken and its code, among those offered") {
    const auto& catalog = tests::shipped_catalog();
    const std::vector<dialogs::Language> offered{"fi", "sv", "en", "ar"};
    CHECK(find_language("svenska", "fi", offered, catalog) == "sv");
    CHECK(find_language("Ruotsi", "fi", offered, catalog) == "sv");
    CHECK(find_language("EN", "fi", offered, catalog) == "en");
    CHECK(find_language("العربية", "fi", offered, catalog) == "ar");
    CHECK(find_language("arabiska", "sv", offered, catalog) == "ar");
    CHECK_FALSE(find_language("venäjä", "fi", offered, catalog).has_value());
    CHECK_FALSE(find_language("", "fi", offered, catalog).has_value());
    CHECK_FALSE(find_language("ruots", "fi", offered, catalog).has_value());
    CHECK(own_name("fi-simple", catalog) == "selkosuomi");
    CHECK(own_name("ar", catalog) == "العربية");
    CHECK(own_name("xx", catalog) == "xx");
}
