// What each channel shows for each type of question: question_types.txt, rewritten by KUULOLLA_UPDATE_GOLDEN=1.
#include "channels/registry.hpp"
#include "channels/rendering.hpp"
#include "dialogs/conversation/advance.hpp"
#include "dialogs/reading/read_script.hpp"
#include "tests/channels/cases.hpp"
#include "tests/support/shipped_catalog.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cstdlib>
#include <fstream>

using namespace channels;

namespace {

constexpr auto golden = "tests/channels/question_types.txt";

constexpr std::string_view head = R"(script: types
title: Tyypit
languages: [fi, sv, en, ru]
stream: feedback
basis: public-task
)";

/// A question of each type, as a coordinator writes it; some types look different with other choices.
struct Example {
    std::string_view title;
    std::string_view keys;
};
constexpr std::array examples = {
    Example{"nps", "type: nps\n  text: Suosittelisitko meitä?\n  hint: Vastaa 0-10."},
    Example{"nps with na", "type: nps\n  text: Suosittelisitko meitä?\n  hint: Vastaa 0-10.\n  na: En osaa sanoa"},
    Example{"scale", "type: scale\n  min: 1\n  max: 5\n  text: Saitko apua?\n"
                     "  labels: {1: En lainkaan, 5: Kaiken mitä tarvitsin}"},
    Example{"smiley", "type: smiley\n  text: Mikä fiilis?"},
    Example{"yes-no", "type: yes-no\n  text: Haluatko vastauksen?"},
    Example{"choice", "type: choice\n  text: Mistä tahdot kertoa?\n  hint: Vastaa numerolla.\n"
                      "  choices: {sms: Tekstiviestillä, chat: WhatsAppissa, web: Netissä}"},
    Example{"choice of twelve",
            "type: choice\n  text: Missä kuussa?\n  hint: Vastaa numerolla.\n"
            "  choices: {m1: tammi, m2: helmi, m3: maalis, m4: huhti, m5: touko, m6: kesä, m7: heinä, m8: elo,"
            " m9: syys, m10: loka, m11: marras, m12: joulu}"},
    Example{"choice with long labels",
            "type: choice\n  text: Missä asioit?\n  hint: Vastaa numerolla.\n"
            "  choices: {a: Keskustan hyvinvointikeskuksen neuvonta, b: Keskustan hyvinvointikeskuksen laboratorio}\n"
            "  na: En muista"},
    Example{"choices", "type: choices\n  text: Mistä sait tukea?\n  hint: Esimerkiksi 1 3.\n"
                       "  choices: {a: Läheisiltä, b: Ammattilaisilta, c: Vertaisilta}"},
    Example{"number", "type: number\n  text: Montako kertaa kävit?"},
    Example{"year", "type: year\n  text: Minä vuonna synnyit?"},
    Example{"date", "type: date\n  text: Milloin kävit?"},
    Example{"language", "type: language\n  text: Millä kielellä?"},
    Example{"text", "type: text\n  text: Mitä voisimme parantaa?"},
    Example{"place", "type: place\n  text: Missä kävit?\n  list: units.csv"},
    Example{"rank", "type: rank\n  top: 2\n  text: Mikä on tärkeintä?\n  choices: {a: aika, b: apu, c: hinta}"},
    Example{"points", "type: points\n  total: 100\n  text: Jaa 100 pistettä.\n  choices: {a: aika, b: apu}"},
    Example{"budget", "type: budget\n  ceiling: 100\n  text: Mihin rahat?\n"
                      "  items: {a: {text: Puisto, cost: 60}, b: {text: Kirjasto, cost: 70}}"},
    Example{"statements", "type: statements\n  text: \"{i}/{n} {statement}\"\n  per_round: 2\n"
                          "  seed: {a: Aukiolot riittävät., b: Jonot ovat lyhyet.}"},
    Example{"photo", "type: photo\n  text: Lähetä kuva."},
    Example{"voice", "type: voice\n  text: Kerro ääniviestillä."},
    Example{"location", "type: location\n  text: Missä olet?"},
};

dialogs::ReadScript script_with(std::string_view keys) {
    const auto units = [](const std::string& name) -> std::optional<dialogs::SourceFile> {
        if (name != "units.csv") return std::nullopt;
        return dialogs::SourceFile{name, "id,name\n1,Tesoman hyvinvointikeskus\n2,Kalevan terveysasema\n"};
    };
    const auto no_translation = [](const std::string&) -> std::optional<dialogs::SourceFile> { return std::nullopt; };
    const auto bytes = std::string(head) + "dialog:\n- ask: it\n  " + std::string(keys) + "\n";
    return dialogs::read_script({"types.yaml", bytes}, units, no_translation);
}

/// The question as the conversation asks it on a channel of that kind; nullopt where it is not asked there.
std::optional<Message> asked(const dialogs::Script& script, const std::string& kind) {
    dialogs::TextRenderer renderer;
    dialogs::TurnInput input{.event = dialogs::Start{.language = "fi", .channel = kind, .seed = 1},
                             .now = cases::now,
                             .today = dialogs::Date(std::chrono::floor<std::chrono::days>(cases::now)),
                             .shuffles = false};
    input.catalog = &tests::shipped_catalog();
    input.renderer = &renderer;
    for (const auto& effect : dialogs::advance(script, {}, input).effects) {
        const auto* tell = std::get_if<dialogs::Tell>(&effect);
        if (tell != nullptr && tell->purpose == dialogs::Tell::Purpose::question) return tell->message;
    }
    return std::nullopt;
}

std::string one_line(std::string text) {
    for (auto at = text.find('\n'); at != std::string::npos; at = text.find('\n', at)) text.replace(at, 1, " / ");
    return text;
}

std::string shown(const Adapter& adapter, const Message& message) {
    const auto rendering = render(message, "c0ffee42", adapter.capabilities());
    auto line = one_line(adapter.rendered(message));
    if (rendering.offered == Offered::list) line += "  list:";
    for (const auto& button : rendering.buttons) line += "  [" + button.label + ']';
    return line;
}

/// One adapter of each name, in the configuration of its first table.
std::vector<std::pair<std::string, std::unique_ptr<Adapter>>> adapters() {
    std::vector<std::pair<std::string, std::unique_ptr<Adapter>>> all;
    for (const auto& row : registry()) {
        const auto tables = cases::all_cases();
        const auto given = std::find_if(tables.begin(), tables.end(),
                                        [&](const auto& table) { return table.adapter == row.name; });
        REQUIRE(given != tables.end());
        auto made = row.make(given->config);
        REQUIRE(made.has_value());
        all.emplace_back(row.name, std::move(*made));
    }
    return all;
}

std::string table() {
    const auto all = adapters();
    std::string text;
    for (const auto& example : examples) {
        text += (text.empty() ? "" : "\n") + std::string(example.title) + '\n';
        const auto read = script_with(example.keys);
        if (!read.script || dialogs::has_errors(read.diagnostics)) {
            for (const auto& diagnostic : read.diagnostics) text += "  no script asks it: " + diagnostic.text + '\n';
            continue;
        }
        std::map<std::string, std::optional<Message>> by_kind;
        for (const auto& [name, adapter] : all) {
            const auto& kind = adapter->capabilities().kind;
            if (!by_kind.contains(kind)) by_kind[kind] = asked(*read.script, kind);
            const auto& message = by_kind[kind];
            text += "  " + name + ": " + (message ? shown(*adapter, *message) : "not asked here") + '\n';
        }
    }
    return text;
}

}  // namespace

TEST_CASE("every channel shows every type of question as the golden table says") {
    const auto now_shown = table();
    if (std::getenv("KUULOLLA_UPDATE_GOLDEN") != nullptr)
        std::ofstream(std::string(KUULOLLA_SOURCE_DIR "/") + golden, std::ios::binary) << now_shown;
    CHECK(now_shown == tests::source_file(golden));
}

TEST_CASE("the golden table has every type of question") {
    const auto text = "\n" + tests::source_file(golden);
    for (const auto* type : {"nps", "scale", "smiley", "yes-no", "choice", "choices", "number", "year", "date",
                             "language", "text", "place", "rank", "points", "budget", "statements", "photo", "voice",
                             "location"}) {
        INFO(type);
        REQUIRE(dialogs::question_type(type).has_value());
        CHECK(text.find("\n" + std::string(type) + "\n") != std::string::npos);
    }
}
