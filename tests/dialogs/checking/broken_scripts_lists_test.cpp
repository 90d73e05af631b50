// Scripts with places and budgets that are broken, each with exactly what `check` says of it.
#include "dialogs/checking/check.hpp"
#include "dialogs/reading/read_script.hpp"
#include "tests/support/shipped_catalog.hpp"

#include <catch2/catch.hpp>

using namespace dialogs;

namespace {

const std::string head =
    "script: s\ntitle: T\nlanguages: [fi]\nstream: event\nbasis: public-task\n";
const std::string units =
    "id,name,other names,municipality\n"
    "tays,Tays Keskussairaala,Tays,Tampere\n"
    "nokia,Nokian terveysasema,,Nokia\n";
const std::string projects = "id,text,cost\nbenches,Penkit,15000\ngym,Kuntosali,80000\n";

/// The question `unit` takes the lines 7 to 10.
std::string place(const std::string& more) {
    return head + "dialog:\n- ask: unit\n  type: place\n  list: units.csv\n  text: Missä?\n" + more;
}

/// A fact takes line 7.
std::string fact(const std::string& written, const std::string& steps = "- end:\n") {
    return head + "given:\n  unit: {" + written + "}\ndialog:\n" + steps;
}

/// The question `vote` takes the lines from 7 on, its own keys those from 10 on.
std::string budget(const std::string& keys) {
    return head + "dialog:\n- ask: vote\n  type: budget\n  text: Valitse.\n" + keys;
}

struct BrokenList {
    const char* name;
    std::string script;
    const char* told;
};

std::string told_of(const std::string& script) {
    const auto beside = [](const std::string& name) -> std::optional<SourceFile> {
        if (name == "units.csv") return SourceFile{name, units};
        if (name == "projects.csv") return SourceFile{name, projects};
        if (name == "free.csv") return SourceFile{name, "id,text,cost\nbenches,Penkit,\n"};
        return std::nullopt;
    };
    const auto read = read_script({"s.yaml", script}, beside, nullptr);
    std::string lines;
    for (const auto& told : check(read, tests::shipped_catalog()))
        lines += to_line(told) + "\n";
    return lines;
}

}  // namespace

TEST_CASE("each broken place and budget is told exactly") {
    const BrokenList cases[] = {
        {"a place without a list", head + "dialog:\n- ask: unit\n  type: place\n  text: Missä?\n",
         "s.yaml:7:3: error: a question of the type `place` needs the key `list` [missing-key]\n"},
        {"choices of a place", place("  choices: [a]\n"),
         "s.yaml:11:3: error: `choices` is no key of a question of the type `place` [wrong-key]\n"},
        {"an id that the list does not have", place("- end:\n  when: unit == 'tayss'\n"),
         "s.yaml:12:17: error: `unit` has no choice 'tayss'; did you mean `tays`? "
         "[unknown-choice]\n"},
        {"an id among several", place("- end:\n  when: unit in ['tays', 'noka']\n"),
         "s.yaml:12:26: error: `unit` has no choice 'noka'; did you mean `nokia`? "
         "[unknown-choice]\n"},
        {"a place compared with a number", place("- end:\n  when: unit > 3\n"),
         "s.yaml:12:14: error: a choice is compared with a number: that is never true [condition-type]\n"},
        {"a synonym of no place", place("  accept: {hervanta: [herwood]}\n"),
         "s.yaml:11:12: error: `accept` speaks of hervanta, which is no answer to this question "
         "[unknown-choice]\n"},
        {"a place saved in a field of other places",
         head + "profile:\n  city: {type: choice, choices: [tays], example: tays}\n" +
             "dialog:\n- ask: unit\n  type: place\n"
             "  list: units.csv\n  text: Missä?\n  save: profile.city\n",
         "s.yaml:13:9: error: `profile.city` has no choice `nokia`, which is to be saved in it "
         "[unknown-choice]\n"},
        {"a fact without its list", fact("type: place, example: tays"),
         "s.yaml:7:10: error: a fact of this type needs the key `list` [missing-key]\n"},
        {"a list of a fact that is no place", fact("type: text, list: units.csv, example: tays"),
         "s.yaml:7:22: error: `list` is no key of a fact of the type `text` [wrong-key]\n"},
        {"an example that is no place", fact("type: place, list: units.csv, example: tampere"),
         "s.yaml:7:49: error: the example is no value of the fact's type [bad-value]\n"},
        {"an unknown id of a fact",
         fact("type: place, list: units.csv, example: tays", "- end:\n  when: unit == 'nokka'\n"),
         "s.yaml:10:17: error: `unit` has no choice 'nokka'; did you mean `nokia`? "
         "[unknown-choice]\n"},
        {"a fact's list that is not there", fact("type: place, list: places.csv, example: tays"),
         "s.yaml:7:29: error: there is no file `places.csv` beside the script [list-file]\n"},
        {"a test that expects no place",
         place("tests:\n- name: t\n  talk: |\n    < Missä?\n    > Tays\n  expect: {unit: taays}\n"),
         "s.yaml:16:18: error: `unit` has no choice 'taays'; did you mean `tays`? "
         "[unknown-choice]\n"},

        {"a budget without items", budget("  ceiling: 100\n"),
         "s.yaml:7:3: error: a question of the type `budget` needs the key `items` "
         "[missing-key]\n"},
        {"a budget without a ceiling", budget("  list: projects.csv\n"),
         "s.yaml:7:3: error: a question of the type `budget` needs the key `ceiling` "
         "[missing-key]\n"},
        {"an item without a cost", budget("  ceiling: 100\n  items: {a: {text: Penkit}}\n"),
         "s.yaml:11:15: error: an item needs the key `cost` [missing-key]\n"},
        {"an item that is a text", budget("  ceiling: 100\n  items: {a: Penkit}\n"),
         "s.yaml:11:14: error: an item has a text and a cost: `a: {text: …, cost: 15000}` "
         "[wrong-kind]\n"},
        {"a cost that is no number",
         budget("  ceiling: 100\n  items: {a: {text: Penkit, cost: halpa}}\n"),
         "s.yaml:11:35: error: `cost` is a whole number from 0 to 1000000000 [bad-value]\n"},
        {"a misspelt key of an item",
         budget("  ceiling: 100\n  items: {a: {text: Penkit, cost: 9, abuot: x}}\n"),
         "s.yaml:11:38: error: an item has no key `abuot`; did you mean `about`? [unknown-key]\n"},
        {"a row without a cost", budget("  ceiling: 100\n  list: free.csv\n"),
         "free.csv:2:1: error: this row has no `cost`: each item of a budget has one "
         "[list-empty]\n"},
        {"a ceiling that no ballot stays under",
         budget("  ceiling: 90000\n  at_least: 2\n  list: projects.csv\n"),
         "s.yaml:10:12: error: nobody could vote: the 2 cheapest cost 95000 euros, more than the "
         "ceiling [bad-value]\n"},
        {"an item over the ceiling", budget("  ceiling: 70000\n  list: projects.csv\n"),
         "s.yaml:10:12: error: `gym` alone costs 80000 euros, more than the ceiling [bad-value]\n"},
        {"more items than there are",
         budget("  ceiling: 100000\n  at_least: 3\n  list: projects.csv\n"),
         "s.yaml:11:13: error: `at_least` must be a whole number up to 2, for there are no more "
         "choices [bad-value]\n"},
        {"a budget's key elsewhere",
         head + "dialog:\n- ask: n\n  type: choice\n  text: Hei\n  choices: [a]\n  brief: true\n",
         "s.yaml:11:3: error: `brief` is no key of a question of the type `choice` [wrong-key]\n"},
        {"an unknown item",
         budget(
             "  ceiling: 100000\n  list: projects.csv\n- end:\n  when: contains(vote, 'bench')\n"),
         "s.yaml:13:24: error: `vote` has no choice 'bench'; did you mean `benches`? [unknown-choice]\n"},
    };
    for (const auto& one : cases) {
        DYNAMIC_SECTION(one.name) { CHECK(told_of(one.script) == one.told); }
    }
}
