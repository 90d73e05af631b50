// Texts as a resident reads them.
#include "dialogs/texts/render_text.hpp"

#include <catch2/catch.hpp>

#include <map>

namespace {

using dialogs::Language;
using dialogs::Printable;
using dialogs::Text;
using dialogs::TextContext;
using dialogs::TextRenderer;
using dialogs::Value;
using dialogs::ValueType;

dialogs::Date day(int year, unsigned month, unsigned of_month) {
    return dialogs::Date(std::chrono::year(year), std::chrono::month(month),
                         std::chrono::day(of_month));
}

/// Values by name, and what a key is called.
struct World {
    std::map<std::string, Printable> values;
    dialogs::Facts facts;
    TextContext context;

    World() {
        facts.value = [this](std::string_view name) { return printable(name).value; };
        context.print = [this](std::string_view name) { return printable(name); };
        context.facts = &facts;
        context.today = day(2026, 11, 21);
    }

    Printable printable(std::string_view name) const {
        const auto found = values.find(std::string(name));
        return found == values.end() ? Printable() : found->second;
    }

    void set(const std::string& name, Value value, ValueType type = ValueType::text) {
        values[name] = Printable{.value = std::move(value), .type = type, .label = nullptr};
    }
};

Text one_text(std::map<Language, std::string> patterns) {
    Text text;
    text.wordings.push_back(Text::Wording{.when = std::nullopt, .patterns = std::move(patterns)});
    return text;
}

std::string rendered(const World& world, const std::string& pattern,
                     const Language& language = "fi") {
    TextRenderer renderer;
    return renderer.render(one_text({{language, pattern}}), language, language, world.context);
}

}  // namespace

TEST_CASE("a date prints as people write it, with its year where it would be read as another day") {
    World world;
    world.set("day", day(2026, 11, 20), ValueType::date);
    CHECK(rendered(world, "Asioit {day}: Tays") == "Asioit 20. marraskuuta: Tays");
    CHECK(rendered(world, "{day}", "sv") == "20 november");
    CHECK(rendered(world, "{day}", "en") == "November 20");
    CHECK(rendered(world, "{day}", "ru") == "20 ноября");
    world.set("day", day(2027, 5, 23), ValueType::date);
    CHECK(rendered(world, "{day}") == "23. toukokuuta");
    world.set("day", day(2027, 5, 24), ValueType::date);
    CHECK(rendered(world, "{day}") == "24. toukokuuta 2027");
}

TEST_CASE("dates are Gregorian and digits 0-9 in every language") {
    World world;
    world.set("day", day(2024, 3, 9), ValueType::date);
    for (const auto* language : {"fa", "th", "ar", "ckb"}) {
        CAPTURE(language);
        const auto text = rendered(world, "{day}", language);
        CHECK(text.find("2024") != std::string::npos);
        CHECK(text.find('9') != std::string::npos);
    }
}

TEST_CASE("an instant prints in the county's zone") {
    World world;
    world.set("at",
              dialogs::Instant(std::chrono::sys_days(day(2026, 11, 25)) + std::chrono::hours(15)),
              ValueType::instant);
    CHECK(rendered(world, "{at}") == "ke 25. marraskuuta klo 17.00");
    CHECK(rendered(world, "{at, time, short}") == "17.00");
    world.context.time_zone = "America/New_York";
    CHECK(rendered(world, "{at, time, short}") == "10.00");
}

TEST_CASE("a date in ICU's own form is that day wherever the program runs") {
    World world;
    world.set("day", day(2026, 11, 20), ValueType::date);
    CHECK(rendered(world, "{day, date, short}") == "20.11.2026");
}

TEST_CASE("numbers are grouped, years and names are not, and nothing leaves GSM-7") {
    World world;
    world.set("sum", -120000.5, ValueType::number);
    world.set("born", 1984.0, ValueType::year);
    world.set("case", std::string("4711"));
    CHECK(rendered(world, "{sum}") == "-120 000,5");
    CHECK(rendered(world, "{born} {case}") == "1984 4711");
}

TEST_CASE("plurals and selects are ICU's, with bare names inside them printed as everywhere") {
    World world;
    world.set("days", 1.0, ValueType::number);
    world.set("day", day(2026, 11, 20), ValueType::date);
    const std::string pattern = "{days, plural, one {# päivä, {day}} other {# päivää, {day}}}";
    CHECK(rendered(world, pattern) == "1 päivä, 20. marraskuuta");
    world.set("days", 14.0, ValueType::number);
    CHECK(rendered(world, pattern) == "14 päivää, 20. marraskuuta");
    world.set("unit", std::string("tays"));
    CHECK(rendered(world, "{unit, select, tays {Tays} other {muu}}") == "Tays");
}

TEST_CASE("a name without a value prints nothing, never its braces") {
    World world;
    CHECK(rendered(world, "Hei {name}!") == "Hei !");
    CHECK(rendered(world, "Ei {d, date, short}.") == "Ei .");
    CHECK(rendered(world, "{n, plural, =0 {ei mitään} one {yksi} other {monta}}.") == "ei mitään.");
    CHECK(rendered(world, "{s, select, tays {Tays} other {muu}}.") == "muu.");
}

TEST_CASE("keys print their labels, several joined with the language's own and") {
    World world;
    world.values["ways"] = Printable{.value = std::vector<std::string>{"sms", "chat", "meet"},
                                     .type = ValueType::keys,
                                     .label = [](const std::string& key, const Language& language) {
                                         return language + ":" + key;
                                     }};
    CHECK(rendered(world, "{ways}") == "fi:sms, fi:chat ja fi:meet");
    CHECK(rendered(world, "{ways}", "sv") == "sv:sms, sv:chat och sv:meet");
}

TEST_CASE("a dotted name is looked up with its dot") {
    World world;
    world.set("profile.area", std::string("Tampere"));
    CHECK(rendered(world, "Asut: {profile" + std::string(dialogs::hidden_dot) + "area}") ==
          "Asut: Tampere");
}

TEST_CASE("an apostrophe is one, and quotes braces as ICU has it") {
    World world;
    CHECK(rendered(world, "It's {name} '{'x'}'", "en") == "It's {x}");
}

TEST_CASE("what a resident wrote is put in as it is") {
    World world;
    world.set("why", std::string("{nps} 'oli' {0}"));
    CHECK(rendered(world, "Kirjoitit: {why}") == "Kirjoitit: {nps} 'oli' {0}");
}

TEST_CASE("blanks at the ends and double blanks are dropped, line breaks stay") {
    World world;
    CHECK(rendered(world, "  Hei  {name} sinä \n  ja   muut \n") == "Hei sinä\nja muut");
}

TEST_CASE("a text falls back along its tag, then to the source language") {
    World world;
    TextRenderer renderer;
    const auto text = one_text({{"fi", "suomi"}, {"sv", "svenska"}});
    CHECK(renderer.render(text, "fi-simple", "sv", world.context) == "suomi");
    CHECK(renderer.render(text, "ru", "sv", world.context) == "svenska");
}

TEST_CASE("the first wording whose condition holds is said") {
    World world;
    Text text;
    text.wordings.push_back(
        {.when = *dialogs::Expression::parse("nps >= 9"), .patterns = {{"fi", "hyvä"}}});
    text.wordings.push_back({.when = std::nullopt, .patterns = {{"fi", "muu"}}});
    TextRenderer renderer;
    CHECK(renderer.render(text, "fi", "fi", world.context) == "muu");
    world.set("nps", 9.0, ValueType::number);
    CHECK(renderer.render(text, "fi", "fi", world.context) == "hyvä");
    text.wordings.pop_back();
    world.set("nps", 3.0, ValueType::number);
    CHECK(renderer.render(text, "fi", "fi", world.context).empty());
}

TEST_CASE("a rendered text has at most 10 000 characters and no grapheme is cut") {
    World world;
    std::string family;
    for (auto i = 0; i < 3000; ++i)
        family += "👩‍👧e\xCC\x81";  // five code points, two graphemes
    world.set("why", family);
    const auto text = rendered(world, "{why}");
    auto code_points = 0;
    for (const auto c : text)
        code_points += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
    CHECK(code_points <= 10'000);
    CHECK(code_points > 9'990);
    CHECK(family.rfind(text, 0) == 0);
    CHECK((text.ends_with("👧") || text.ends_with("\xCC\x81")));
}

TEST_CASE("more patterns than are kept are rendered all the same") {
    World world;
    TextRenderer renderer;
    for (auto round = 0; round < 2; ++round) {
        for (auto i = 0; i < 2'100; ++i) {
            const auto pattern = "teksti " + std::to_string(i);
            REQUIRE(renderer.render(one_text({{"fi", pattern}}), "fi", "fi", world.context) ==
                    pattern);
        }
    }
}
