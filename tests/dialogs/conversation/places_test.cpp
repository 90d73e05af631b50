// Questions and facts of the type `place`: units by what residents call them, offers where that is
// not sure.
#include "tests/dialogs/conversation/talk.hpp"
#include "tests/support/shipped_catalog.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>

namespace {

using tests::talk;

const std::string units =
    "id,name,other names,municipality,name:sv\n"
    "hervanta,Hervannan terveysasema,Herwood|Hervannan tk,Tampere,Hervanta hälsostation\n"
    "neuvola,Hervannan neuvola,,Tampere,Hervanta rådgivning\n"
    "tesoma,Tesoman hyvinvointikeskus,Tesoman tk,Tampere,Tesoma välfärdscentral\n"
    "kirjasto-t,Kirjasto,33100,Tampere,Biblioteket\n"
    "kirjasto-n,Kirjasto,37100,Nokia,Biblioteket\n";

dialogs::Script script_of(const std::string& body) {
    return tests::script_of(body, {{"units.csv", units}});
}

const std::string asking = R"(dialog:
- ask: unit
  type: place
  list: units.csv
  text: Mikä paikka?
- end: "Kiitos, {unit}!"
)";

const std::string asking_with_way_out = R"(
dialog:
- ask: unit
  type: place
  list: units.csv
  na: en tiedä
  text: Mikä paikka?
)";

dialogs::SimulatorOptions on(const std::string& channel) {
    return {.channel = channel, .at = tests::noon()};
}

}  // namespace

TEST_CASE("a place is found by its names, with a typing error, and printed by its name") {
    const auto script = script_of(asking);
    for (const std::string reply : {"Hervannan terveysasema", "herwood", "hervannan terveysasmea",
                                    "Hervannan TK, kiitos", "hervannan terveysasema tampere"}) {
        CAPTURE(reply);
        const auto told = talk(script, reply + "\n");
        CHECK(told.find("= unit \"hervanta\"") != std::string::npos);
        CHECK(told.find("< Kiitos, Hervannan terveysasema!") != std::string::npos);
    }
}

TEST_CASE("no typing error is allowed in digits") {
    const auto script = script_of(asking);
    CHECK(talk(script, "33100\n").find("= unit \"kirjasto-t\"") != std::string::npos);
    CHECK(talk(script, "33101\n").find("? unit 1") != std::string::npos);
}

TEST_CASE("what fits several is offered, and the next reply chooses by number or by name") {
    const auto script = script_of(asking);
    CHECK(talk(script, "hervannan\n1\n") == R"(
< Mikä paikka?
> hervannan
< Mitä näistä tarkoitat?/1=Hervannan terveysasema/2=Hervannan neuvola/3=ei mikään näistä
> 1
= unit "hervanta"
< Kiitos, Hervannan terveysasema!
# completed
)");
    CHECK(talk(script, "hervannan\nneuvola\n").find("= unit \"neuvola\"") != std::string::npos);
    CHECK(talk(script, "hervannan\nTesoman tk\n").find("= unit \"tesoma\"") != std::string::npos);
}

TEST_CASE("equal names are offered with their municipalities") {
    CHECK(talk(script_of(asking), "kirjasto\n2\n") == R"(
< Mikä paikka?
> kirjasto
< Mitä näistä tarkoitat?/1=Kirjasto, Tampere/2=Kirjasto, Nokia/3=ei mikään näistä
> 2
= unit "kirjasto-n"
< Kiitos, Kirjasto!
# completed
)");
}

TEST_CASE("none of these asks for another name, and nobody is held for ever") {
    CHECK(talk(script_of(asking_with_way_out),
               "hervannan\nei mikään\nhervannan\nei\nhervannan\n3\n") == R"(
< Mikä paikka? 0=en tiedä
> hervannan
< Mitä näistä tarkoitat?/1=Hervannan terveysasema/2=Hervannan neuvola/3=ei mikään näistä/0=en tiedä
> ei mikään
? unit 1
< Paikkaa ei löytynyt. Kirjoita sen nimi toisella tavalla tai kunta, jossa se on. 0=en tiedä
> hervannan
< Mitä näistä tarkoitat?/1=Hervannan terveysasema/2=Hervannan neuvola/3=ei mikään näistä/0=en tiedä
> ei
? unit 2
< Paikkaa ei löytynyt. Kirjoita sen nimi toisella tavalla tai kunta, jossa se on. 0=en tiedä
> hervannan
< Mitä näistä tarkoitat?/1=Hervannan terveysasema/2=Hervannan neuvola/3=ei mikään näistä/0=en tiedä
> 3
? unit 3 kept
# completed
)");
}

TEST_CASE("the words that were offered about are what is kept of a place that stays unclear") {
    const auto script = script_of(asking);
    dialogs::Simulator simulator(script, tests::shipped_catalog(), {.at = tests::noon()});
    static_cast<void>(simulator.start());
    static_cast<void>(simulator.receive(dialogs::TextReply{"hervannan"}));
    const auto events = simulator.receive(dialogs::TextReply{"3"});
    CHECK(events.front().at("event") == "unclear");
    CHECK(events.front().at("raw") == "hervannan");
}

TEST_CASE("the way out is an answer before an offer and behind it, and prints its words") {
    const auto script = script_of(asking_with_way_out + "- say: Paikka on {unit}.\n");
    CHECK(talk(script, "en tiedä\n").find("= unit \"na\"\n< Paikka on en tiedä.") !=
          std::string::npos);
    CHECK(talk(script, "hervannan\n0\n").find("= unit \"na\"") != std::string::npos);
}

TEST_CASE("on a channel with buttons the best are buttons, and an old one still means its place") {
    const auto script = script_of(asking + "- ask: n\n  type: smiley\n  text: Entä?\n");
    dialogs::Simulator simulator(script, tests::shipped_catalog(), on("telegram"));
    static_cast<void>(simulator.start());
    const auto offer = simulator.receive(dialogs::TextReply{"hervannan"});
    REQUIRE(offer.size() == 1);
    CHECK(offer[0].at("text") == "Mitä näistä tarkoitat?");
    REQUIRE(offer[0].at("choices").size() == 3);
    CHECK(offer[0].at("choices")[0].at("value") == "hervanta");
    CHECK(offer[0].at("choices")[2].at("value") == "none");
    const auto again = simulator.receive(dialogs::TapReply{.question = 0, .value = "none"});
    CHECK(again.front().at("event") == "unclear");
    const auto chosen = simulator.receive(dialogs::TapReply{.question = 1, .value = "neuvola"});
    CHECK(chosen.front().at("value") == "neuvola");
    const auto no_place = simulator.receive(dialogs::TapReply{.question = 1, .value = "none"});
    CHECK(no_place.front().at("event") == "message");
    CHECK(simulator.state().given.at("unit").value == dialogs::Value(std::string("neuvola")));
}

TEST_CASE("an offer that is asked again keeps its lines") {
    CHECK(talk(script_of(asking), "hervannan\nKIELI SV\n2\n") == R"(
< Mikä paikka?
> hervannan
< Mitä näistä tarkoitat?/1=Hervannan terveysasema/2=Hervannan neuvola/3=ei mikään näistä
> KIELI SV
! language
< Mikä paikka?/1=Hervannan terveysasema/2=Hervannan neuvola/3=ei mikään näistä
> 2
= unit "neuvola"
< Kiitos, Hervannan neuvola!
# completed
)");
}

TEST_CASE("a fact may be a place, and answers the question of its name") {
    const auto script = script_of(
        "given:\n  unit: {type: place, list: units.csv, example: tesoma, optional: true}\n" +
        asking);
    auto options = on("sms");
    options.given.emplace("unit", std::string("hervanta"));
    options.language = "sv";
    CHECK(talk(script, "", options) ==
          "\n= unit \"hervanta\"\n< Kiitos, Hervannan terveysasema!\n# completed\n");
    CHECK(dialogs::simulated_value(script, "unit", "hervanta"));
    CHECK_FALSE(dialogs::simulated_value(script, "unit", "hrvanta"));
}

TEST_CASE("a place's name is printed in the language spoken, and conditions know its id") {
    const auto script = tests::script_of(R"(given:
  at: {type: place, list: units.csv, example: tesoma}
dialog:
- say: "{at}"
  when: at == 'tesoma'
)",
                                         {{"units.csv", units}});
    CHECK(dialogs::place_name(script, "units.csv", "tesoma", "sv") == "Tesoma välfärdscentral");
    CHECK(dialogs::place_name(script, "units.csv", "tesoma", "en") == "Tesoman hyvinvointikeskus");
    CHECK(talk(script, "") == "\n< Tesoman hyvinvointikeskus\n# completed\n");
}

TEST_CASE("a compiled script holds its places: a running conversation needs no file") {
    const auto script = script_of(
        "given:\n  unit: {type: place, list: units.csv, example: tesoma, optional: true}\n" +
        asking);
    const auto compiled = dialogs::to_canonical_json(script);
    const auto loaded = dialogs::script_from_json(compiled);
    CHECK(dialogs::to_canonical_json(loaded) == compiled);
    CHECK(loaded.given.at("unit").keys == script.given.at("unit").keys);
    CHECK(talk(loaded, "hervannan\n1\n").find("= unit \"hervanta\"") != std::string::npos);
}

TEST_CASE("a place is asked for, offered and chosen in every language of the service") {
    const auto& catalog = tests::shipped_catalog();
    const auto text = fmt::format(
        "script: talk\ntitle: T\nlanguages: [{}]\nstream: event\nbasis: public-task\n{}",
        fmt::join(catalog.languages(), ", "), asking_with_way_out);
    const auto beside = [](const std::string& name) -> std::optional<dialogs::SourceFile> {
        return name == "units.csv" ? std::optional(dialogs::SourceFile{name, units}) : std::nullopt;
    };
    const auto read = dialogs::read_script({"talk.yaml", text}, beside, nullptr);
    REQUIRE(read.script);
    for (const auto& language : catalog.languages()) {
        CAPTURE(language);
        const auto answer = [&](const std::vector<std::string>& replies) {
            dialogs::Simulator simulator(*read.script, catalog,
                                         {.language = language, .at = tests::noon()});
            static_cast<void>(simulator.start());
            for (const auto& reply : replies)
                static_cast<void>(simulator.receive(dialogs::TextReply{reply}));
            const auto found = simulator.state().given.find("unit");
            return found == simulator.state().given.end()
                       ? "?"
                       : dialogs::to_json(found->second.value).dump();
        };
        CHECK(answer({"Herwood"}) == "\"hervanta\"");
        CHECK(answer({"Tesoman hyvinvointikeskys"}) == "\"tesoma\"");
        CHECK(answer({"Hervannan"}) == "?");
        CHECK(answer({"Hervannan", "2"}) == "\"neuvola\"");
        const auto none = catalog.text(language, "none_of_these", {});
        CHECK(answer({"Hervannan", none, "Herwood"}) == "\"hervanta\"");
        CHECK(answer({"Hervannan", "3", "Herwood"}) == "\"hervanta\"");
        CHECK(answer({"xyzzy", "Herwood"}) == "\"hervanta\"");
    }
}

TEST_CASE("among 700 units the right ones are offered first") {
    std::string county = "id,name,other names,municipality\n";
    constexpr std::array areas{
        "Hervannan",  "Tesoman",      "Nokian",        "Kaukajärven", "Linnainmaan", "Lielahden",
        "Pyynikin",   "Hatanpään",    "Pirkkalan",     "Lempäälän",   "Ylöjärven",   "Kangasalan",
        "Sahalahden", "Valkeakosken", "Akaan",         "Toijalan",    "Mäntän",      "Vilppulan",
        "Virtain",    "Ruoveden",     "Parkanon",      "Ikaalisten",  "Kihniön",     "Hämeenkyrön",
        "Sastamalan", "Vammalan",     "Punkalaitumen", "Urjalan",     "Vesilahden",  "Oriveden",
        "Juupajoen",  "Kuhmoisten",   "Pälkäneen",     "Atalan",      "Multisillan"};
    constexpr std::array kinds{
        "terveysasema", "neuvola",   "hammashoitola",  "perhekeskus",  "sairaala",
        "päiväkeskus",  "kotihoito", "palvelutalo",    "laboratorio",  "kuntoutus",
        "vastaanotto",  "röntgen",   "apteekki",       "kuvantaminen", "asumisyksikkö",
        "nuorisotila",  "työpaja",   "toimintakeskus", "kriisikeskus", "puhelinneuvonta"};
    for (std::size_t area = 0; area < areas.size(); ++area)
        for (std::size_t kind = 0; kind < kinds.size(); ++kind)
            county += fmt::format("u{}-{},{} {},,Kunta {}\n", area, kind, areas.at(area),
                                  kinds.at(kind), area);
    const auto script =
        tests::script_of("dialog:\n- ask: unit\n  type: place\n  list: units.csv\n  text: Mikä?\n",
                         {{"units.csv", county}});
    CHECK(script.places.at("units.csv").places.size() == 700);
    CHECK(talk(script, "Pälkäneen hammashoitola\n").find("= unit \"u32-2\"") != std::string::npos);
    CHECK(talk(script, "palkaneen hammashoitloa\n").find("= unit \"u32-2\"") != std::string::npos);
    CHECK(talk(script, "olin röntgenissä Virroilla, siis Virtain röntgen\n1\n").find("= unit \"u18-11\"") !=
          std::string::npos);
    const auto offered = talk(script, "Multisillan terv\n1\n");
    CHECK(offered.find("1=Multisillan terveysasema") != std::string::npos);
    CHECK(offered.find("= unit \"u34-0\"") != std::string::npos);
}
