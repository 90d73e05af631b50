// Conditions: what they give, what is told of wrong ones.
#include "dialogs/conditions/expression.hpp"

#include "dialogs/conditions/node.hpp"

using namespace dialogs;
using namespace std::chrono_literals;

namespace {

const std::map<std::string, Value> known = {
    {"nps", 9.0},
    {"low", 2.0},
    {"unit", std::string("Tays")},
    {"wants", true},
    {"way", std::string("sms")},
    {"ways", std::vector<std::string>{"sms", "chat"}},
    {"easy", NotApplicable{}},
    {"language", std::string("ru")},
    {"visited", Date{2026y / 11 / 20}},
    {"born", 2013.0},
    {"birthday", Date{2013y / 12 / 1}},
    {"starts", Instant{std::chrono::sys_days(2026y / 11 / 25) + 15h}},
    {"why", std::string("Äiti jonotti")},
    {"profile.area", std::string("nokia")},
};

const std::map<std::string, NameInfo> infos = {
    {"nps", {.type = ValueType::number}},
    {"low", {.type = ValueType::number}},
    {"unit", {.type = ValueType::text}},
    {"wants", {.type = ValueType::boolean}},
    {"way", {.type = ValueType::key, .keys = {"sms", "chat"}}},
    {"ways", {.type = ValueType::keys, .keys = {"sms", "chat", "meet"}}},
    {"easy", {.type = ValueType::number, .has_na = true}},
    {"language", {.type = ValueType::key, .keys = {"fi", "ru", "uk"}}},
    {"visited", {.type = ValueType::date}},
    {"today", {.type = ValueType::date}},
    {"starts", {.type = ValueType::instant}},
    {"born", {.type = ValueType::year}},
    {"birthday", {.type = ValueType::date}},
    {"why", {.type = ValueType::text}},
    {"silent", {.type = ValueType::number}},
    {"mute", {.type = ValueType::keys, .keys = {"a"}}},
    {"quiet", {.type = ValueType::text}},
    {"profile.area", {.type = ValueType::key, .keys = {"nokia"}}},
    {"words.complaint", {}},
};

Facts facts() {
    Facts facts;
    facts.value = [](std::string_view name) {
        const auto found = known.find(std::string(name));
        return found == known.end() ? Value(Unanswered{}) : found->second;
    };
    facts.skipped = [](std::string_view name) { return name == "silent"; };
    facts.member = [](std::string_view pool) { return pool == "residents"; };
    facts.mentions = [](std::string_view text, std::string_view words) {
        return words == "complaint" && text == "Äiti jonotti";
    };
    facts.today = Date{2026y / 11 / 30};
    return facts;
}

const NameInfo* look_up(std::string_view name) {
    const auto found = infos.find(std::string(name));
    return found == infos.end() ? nullptr : &found->second;
}

std::string value_of(const std::string& text) {
    const auto expression = Expression::parse(text);
    return expression ? to_json(expression->evaluate(facts())).dump() : expression.error().message;
}

/// The first fault as "offset code", or nothing.
std::string fault_of(const std::string& text) {
    const auto expression = Expression::parse(text);
    if (!expression)
        return std::to_string(expression.error().offset) + " " + expression.error().code;
    const auto faults = expression->check(look_up, Expression::Wanted::condition);
    return faults.empty() ? "" : std::to_string(faults[0].offset) + " " + faults[0].code;
}

struct Case {
    const char* condition;
    const char* gives;
};

}  // namespace

TEST_CASE("conditions give what they say") {
    const Case cases[] = {
        {"nps >= 9", "true"},
        {"nps <= 6 and (unit == 'Tays' or language in ['ru', 'uk'])", "false"},
        {"low <= 6 and (unit == 'Tays' or language in ['ru', 'uk'])", "true"},
        {"1 + 2 * 3 == 7", "true"},
        {"(1 + 2) * 3 == 9", "true"},
        {"10 - 3 - 2 == 5", "true"},
        {"8 / 4 / 2 == 1", "true"},
        {"nps - low == 7", "true"},
        {"nps == -9", "false"},
        {"not wants", "false"},
        {"not (nps == 9)", "false"},
        {"not wants or nps == 9 and low == 2", "true"},
        {"wants or wants and not wants", "true"},
        {"way == 'sms'", "true"},
        {"way != 'sms'", "false"},
        {"way in ['chat', 'sms']", "true"},
        {"nps in [8, 9]", "true"},
        {"'sms' in ways", "true"},
        {"'meet' in ways", "false"},
        {"contains(ways, 'chat')", "true"},
        {"contains(why, 'jono')", "true"},
        {"contains(why, 'Jono')", "false"},
        {"count(ways)", "2"},
        {"length(why)", "12"},
        {"visited < today", "true"},
        {"today > '2026-12-01'", "false"},
        {"'2026-12-01' > today", "true"},
        {"starts > today", "false"},
        {"starts == '2026-11-25T17:00+02:00'", "true"},
        {"days_since(visited)", "10"},
        {"age(born)", "12"},
        {"age(birthday)", "12"},
        {"member('residents')", "true"},
        {"member('youth')", "false"},
        {"mentions(why, 'complaint')", "true"},
        {"skipped(silent)", "true"},
        {"answered(nps)", "true"},
        {"answered(easy)", "true"},
        {"profile.area == 'nokia'", "true"},
        {"true", "true"},
    };
    for (const auto& one : cases) {
        DYNAMIC_SECTION(one.condition) { CHECK(value_of(one.condition) == one.gives); }
    }
}

TEST_CASE("an unanswered name makes every comparison false") {
    const Case cases[] = {
        {"silent == 1", "false"},
        {"silent != 1", "false"},
        {"silent < 1", "false"},
        {"silent in [1]", "false"},
        {"not (silent == 1)", "true"},
        {"silent + 1", "null"},
        {"silent + 1 > 0", "false"},
        {"count(mute)", "0"},
        {"length(quiet)", "0"},
        {"'a' in mute", "false"},
        {"contains(quiet, 'a')", "false"},
        {"answered(silent)", "false"},
        {"silent == silent", "false"},
        {"nps / 0", "null"},
        {"age(silent)", "null"},
    };
    for (const auto& one : cases) {
        DYNAMIC_SECTION(one.condition) { CHECK(value_of(one.condition) == one.gives); }
    }
}

TEST_CASE("the way out is an answer that equals 'na' only") {
    const Case cases[] = {
        {"easy == 'na'", "true"}, {"easy != 'na'", "false"}, {"easy == 5", "false"},
        {"easy != 5", "true"},    {"easy <= 5", "false"},    {"easy in ['na']", "true"},
        {"easy + 1", "null"},     {"nps == 'na'", "false"},
    };
    for (const auto& one : cases) {
        DYNAMIC_SECTION(one.condition) { CHECK(value_of(one.condition) == one.gives); }
    }
}

TEST_CASE("only the truth value true holds") {
    const auto holds = [](const char* text) { return Expression::parse(text)->holds(facts()); };
    CHECK(holds("wants"));
    CHECK_FALSE(holds("silent"));
    CHECK_FALSE(holds("nps"));
    CHECK_FALSE(holds("easy"));
}

TEST_CASE("faults are placed at their character") {
    const Case cases[] = {
        {"", "0 condition-syntax"},
        {"nps >", "5 condition-syntax"},
        {"nps = 9", "4 condition-syntax"},
        {"nps == 9 && wants", "9 condition-syntax"},
        {"unit == \"Tays\"", "8 condition-syntax"},
        {"unit == 'Tays", "8 condition-syntax"},
        {"unit == ’Tays’", "8 condition-syntax"},
        {"'ä' == unit and nps ≥ 9", "20 condition-syntax"},
        {"NPS == 9", "0 condition-syntax"},
        {"nps == 9 low == 2", "9 condition-syntax"},
        {"(nps == 9", "9 condition-syntax"},
        {"nps == 9)", "8 condition-syntax"},
        {"way in []", "7 condition-syntax"},
        {"way in ['a' 'b']", "12 condition-syntax"},
        {"today > 2026-12-01", "6 condition-type"},
        {"answered(nps, low)", "0 condition-syntax"},
        {"answerd(nps)", "0 unknown-function"},
        {"nsp == 9", "0 unknown-name"},
        {"wants and nsp == 9", "10 unknown-name"},
        {"profile.erea == 'nokia'", "0 unknown-name"},
        {"mentions(why, 'nothing')", "14 unknown-name"},
        {"way == 'smss'", "7 unknown-choice"},
        {"way in ['sms', 'fax']", "15 unknown-choice"},
        {"contains(ways, 'fax')", "15 unknown-choice"},
        {"way == 'na'", "7 unknown-choice"},
        {"nps == 'nine'", "4 condition-type"},
        {"wants == 1", "6 condition-type"},
        {"unit < 'Tays'", "5 condition-type"},
        {"ways == 'sms'", "0 condition-type"},
        {"visited > 5", "8 condition-type"},
        {"visited > 'eilen'", "10 condition-type"},
        {"unit + 1 == 2", "0 condition-type"},
        {"nps", "0 condition-type"},
        {"nps and wants", "0 condition-type"},
        {"not nps == 9", "4 condition-type"},
        {"nps in unit", "7 condition-type"},
        {"count(nps) > 1", "6 condition-type"},
        {"length(nps) > 1", "7 condition-type"},
        {"age(unit) > 1", "4 condition-type"},
        {"days_since(nps) > 1", "11 condition-type"},
        {"member(unit)", "7 condition-type"},
        {"answered(nps + 1)", "13 condition-type"},
    };
    for (const auto& one : cases) {
        DYNAMIC_SECTION(one.condition) { CHECK(fault_of(one.condition) == one.gives); }
    }
}

TEST_CASE("right conditions have no faults") {
    for (const auto* text :
         {"nps >= 9", "easy == 'na'", "today > '2026-12-01'", "not answered(nps)", "way == 'chat'",
          "profile.area == 'nokia'", "language in ['ru', 'uk']",
          "age(born) < 13 or age(birthday) < 13", "unit == 'it''s'", "starts > today",
          "mentions(why, 'complaint')", "skipped(nps)"}) {
        CAPTURE(text);
        CHECK(fault_of(text) == "");
    }
}

TEST_CASE("a misspelt word is told its likely neighbour") {
    const auto parsed = Expression::parse("way == 'smss'");
    CHECK(parsed->check(look_up, Expression::Wanted::condition).at(0).message ==
          "`way` has no choice 'smss'; did you mean `sms`?");
    CHECK(Expression::parse("anwsered(nps)").error().message ==
          "there is no function `anwsered`; did you mean `answered`?");
}

TEST_CASE("what is too long, deep or wide is refused") {
    CHECK_FALSE(Expression::parse(std::string(7, '(') + "true" + std::string(7, ')')));
    CHECK(Expression::parse(std::string(6, '(') + "true" + std::string(6, ')')));
    CHECK_FALSE(Expression::parse(std::string(100'000, '(')));
    std::string chain = "true";
    for (int i = 0; i < 60; ++i)
        chain += " and true";
    CHECK_FALSE(Expression::parse(chain));
    std::string nots;
    for (int i = 0; i < 200; ++i)
        nots += "not ";
    CHECK_FALSE(Expression::parse(nots + "true"));
    CHECK_FALSE(Expression::parse("unit == '" + std::string(1000, 'a') + "'"));
}

TEST_CASE("a condition read again from its own text is the same") {
    for (const auto* text : {"nps  >=\n 9", "  unit == 'a  b' ", "not ( wants )",
                             "1+2*3 == 7 and way in ['sms','chat']"}) {
        const auto once = Expression::parse(text);
        REQUIRE(once);
        const auto twice = Expression::parse(once->text());
        REQUIRE(twice);
        CHECK(twice->text() == once->text());
        CHECK(to_json(twice->evaluate(facts())) == to_json(once->evaluate(facts())));
    }
    CHECK(Expression::parse("  unit ==\n  'a  b' ")->text() == "unit == 'a  b'");
}
