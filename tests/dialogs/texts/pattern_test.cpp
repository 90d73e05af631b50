// The walk through ICU patterns: faults by place, names, hidden dots.
#include "dialogs/texts/pattern.hpp"

using namespace dialogs;

namespace {

const std::map<std::string, NameInfo> known = {
    {"n", {.type = ValueType::number}},
    {"born", {.type = ValueType::year}},
    {"unit", {.type = ValueType::text}},
    {"visited", {.type = ValueType::date}},
    {"starts", {.type = ValueType::instant}},
    {"way", {.type = ValueType::key, .keys = {"sms", "chat"}}},
    {"yes", {.type = ValueType::boolean}},
    {"profile.area", {.type = ValueType::text}},
};

PatternCheck check(std::string_view pattern) {
    return check_pattern(pattern, [](std::string_view name) -> const NameInfo* {
        const auto found = known.find(std::string(name));
        return found == known.end() ? nullptr : &found->second;
    });
}

std::string faults_of(std::string_view pattern) {
    std::string faults;
    for (const auto& fault : check(pattern).faults) {
        faults += (faults.empty() ? "" : ", ") + std::to_string(fault.offset) + " " + fault.code;
    }
    return faults;
}

}  // namespace

TEST_CASE("patterns that are right have no faults") {
    for (const auto* pattern :
         {"", "Hei", "{unit}", "{ unit }", "{profile.area}", "{visited, date, short}",
          "{visited, date, ::yMMMd}", "{starts, time}", "{starts, date, long}",
          "{n, number, integer}", "{born, plural, one {#} other {# v}}",
          "{n, selectordinal, one {#.} other {#.}}", "{way, select, sms {s} other {o}}",
          "{yes, select, true {k} other {e}}", "it's {n} o''clock",
          "{unit, select, a {b} other {c}}"}) {
        CAPTURE(pattern);
        CHECK(faults_of(pattern) == "");
    }
}

TEST_CASE("faults of patterns are placed in code points") {
    const std::pair<const char*, const char*> cases[] = {
        {"ää {nn}", "4 unknown-name"},
        {"\U0001F600 {nn}", "3 unknown-name"},
        {"{profile.erea}", "1 unknown-name"},
        {"{n", "0 text-brace"},
        {"a } b", "2 text-brace"},
        {"a '{n}'", "2 text-apostrophe"},
        {"{n, nmber}", "4 text-kind"},
        {"{n, choice, 0#a|1#b}", "1 text-kind"},
        {"{visited, number}", "10 text-kind"},
        {"{unit, plural, other {#}}", "1 text-kind"},
        {"{visited, date, shrot}", "15 text-kind"},
        {"{way, select, fax {a} other {b}}", "14 unknown-choice"},
        {"{0}", "1 text-syntax"},
        {"{}", "1 text-syntax"},
        {"{n, plural, one {a}}", "0 text-syntax"},
        {"{m} {k}", "1 unknown-name, 5 unknown-name"},
    };
    for (const auto& [pattern, faults] : cases) {
        DYNAMIC_SECTION(pattern) { CHECK(faults_of(pattern) == faults); }
    }
}

TEST_CASE("names are found with their places, also inside plurals") {
    const auto found = check("{unit} {n, plural, one {{visited}} other {{profile.area}}}");
    std::string names;
    for (const auto& name : found.names)
        names += name.name + "@" + std::to_string(name.offset) + " ";
    CHECK(names == "unit@1 n@8 visited@25 profile.area@43 ");
}

TEST_CASE("nesting and arguments have limits") {
    std::string deep = "a";
    for (int i = 0; i < 7; ++i)
        deep = "{n, plural, other {" + deep + "}}";
    CHECK(faults_of(deep).find("text-depth") != std::string::npos);
    std::string deeper(100'000, '{');
    CHECK(faults_of(deeper) != "");
    std::string abyss = "a";
    for (int i = 0; i < 4'000; ++i)
        abyss = "{n, select, other {" + abyss + "}}";
    CHECK(faults_of(abyss) == "0 text-depth");
    std::string many;
    for (int i = 0; i < 41; ++i)
        many += "{n}";
    CHECK(faults_of(many) == "120 text-arguments");
}

TEST_CASE("the dot of dotted names is hidden from ICU, and only theirs") {
    CHECK(hide_dotted_names("klo 9.30 {profile.area}. {n}") == "klo 9.30 {profile\uE000area}. {n}");
    CHECK(hide_dotted_names("{ profile.area , select, other {a.b {profile.b}}}") ==
          "{ profile\uE000area , select, other {a.b {profile\uE000b}}}");
    CHECK(hide_dotted_names("'{a.b}'") == "'{a.b}'");
    CHECK(hide_dotted_names("{a.") == "{a.");
}
