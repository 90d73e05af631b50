// Steps, effects and head keys that a script is read from, and what is told of broken ones.
#include "dialogs/reading/read_script.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace dialogs;

namespace {

const std::string head =
    "script: s\ntitle: T\nlanguages: [fi]\nstream: feedback\nbasis: public-task\n";
const std::string basic =
    "module: basic\ntitle: M\nsteps:\n- ask: clear\n  type: smiley\n  text: Selvä?\n";
const std::string date =
    "given:\n  day: {type: date, example: 2026-01-01}\n  n: {type: number, example: 1}\n";  // 6-8
const std::string joins = "- ask: ok\n  type: yes-no\n  text: Hei\n";

ReadScript read(const std::string& text, const std::map<std::string, std::string>& beside = {}) {
    const auto find = [&](const std::string& name) -> std::optional<SourceFile> {
        const auto found = beside.find(name);
        return found == beside.end() ? std::nullopt
                                     : std::optional(SourceFile{name, found->second});
    };
    return read_script({"s.yaml", text}, find, nullptr);
}

std::string told(const ReadScript& script) {
    std::string lines;
    for (const auto& one : script.diagnostics) {
        const auto line = to_line(one);
        lines += (lines.empty() ? "" : "\n") + (one.place.file == "s.yaml" ? line.substr(7) : line);
    }
    return lines;
}

struct Broken {
    const char* name;
    std::string text;
    const char* told;
};

}  // namespace

TEST_CASE("every fault of a step, an effect or the head is told at its place") {
    const Broken cases[] = {
        {"a repeat without an end", head + "dialog:\n- repeat: r\n  steps:\n  - say: Hei\n",
         "7:3: error: a repeat needs the key `most` [missing-key]"},
        {"a repeat without steps", head + "dialog:\n- repeat: r\n  most: 2\n",
         "7:3: error: a repeat needs the key `steps` [missing-key]"},
        {"too many rounds", head + "dialog:\n- repeat: r\n  most: 51\n  steps:\n  - say: Hei\n",
         "8:9: error: `most` is a whole number from 1 to 50 [bad-value]"},
        {"a repeat with the name of a question",
         head + "dialog:\n" + joins + "- repeat: ok\n  most: 2\n  steps:\n  - say: Hei\n",
         "10:11: error: the name `ok` is taken already [duplicate-name]"},
        {"a round's answer before it is given",
         head + "dialog:\n- repeat: r\n  most: 2\n  steps:\n  - say: Hei\n    when: a > 1\n  - "
                "ask: a\n    type: smiley\n"
                "    text: Hei\n",
         "11:11: error: `a` cannot be known here: it is asked, given or answered only later "
         "[used-too-early]"},
        {"a while that is no condition",
         head + "dialog:\n- repeat: r\n  most: 2\n  while: r\n  steps:\n  - say: Hei\n",
         "9:10: error: a condition must be true or false; this is a number [condition-type]"},

        {"a wait for nothing", head + "dialog:\n- wait: soon\n",
         "7:9: error: a wait is written 3d, 1d before NAME, 20h after NAME or until CONDITION; at "
         "most 366d [bad-value]"},
        {"a wait with another word", head + date + "dialog:\n- wait: 1d until day\n",
         "10:9: error: a wait is written 3d, 1d before NAME, 20h after NAME or until CONDITION; at "
         "most 366d "
         "[bad-value]"},
        {"a wait for what is no time", head + date + "dialog:\n- wait: 1d before n\n",
         "10:19: error: `n` is no date, and no time [wrong-question]"},
        {"a wait for an unknown time", head + date + "dialog:\n- wait: 1d before dya\n",
         "10:19: error: there is no question `dya`; did you mean `day`? [unknown-name]"},
        {"a wait until an unknown name", head + "dialog:\n- wait: until seta == 'in'\n",
         "7:15: error: there is no answer or fact `seta` [unknown-name]"},
        {"a wait until what does not parse", head + "dialog:\n- wait: until lot = 3\n",
         "7:19: error: `=` is no sign of a condition: write `==` [condition-syntax]"},
        {"a limit on a span", head + "dialog:\n- wait: 3d\n  within: 4d\n",
         "8:3: error: `within` belongs to `wait: until CONDITION` [wrong-key]"},

        {"more picked than there is",
         head + "dialog:\n- group: g\n  pick: 2\n  steps:\n  - say: Hei\n",
         "8:9: error: the group has 1 steps: `pick` takes at most as many [bad-value]"},
        {"an else that is drawn",
         head + "dialog:\n- group: g\n  shuffle: true\n  steps:\n  - say: Hei\n    when: lot < "
                "50\n  - say: Hoi\n    when: "
                "else\n",
         "8:3: error: steps that are drawn have no order: write a condition in place of `when: "
         "else` [else-drawn]"},
        {"an unknown module", head + "dialog:\n- group: g\n  use: basics\n",
         "8:8: error: there is no module `basics`: it is looked for in modules/basics.yaml beside "
         "the script "
         "[unknown-module]"},
        {"a module's steps and one's own",
         head + "dialog:\n- group: g\n  use: basic\n  steps:\n  - say: Hei\n",
         "8:3: error: a group has either its own `steps` or those of a module: `use` [wrong-key]"},
        {"a module used twice",
         head + "dialog:\n- group: g\n  use: basic\n- group: h\n  use: basic\n",
         "modules/basic.yaml:4:8: error: the question `clear` is asked already in line 4: each has "
         "a name of its own "
         "[duplicate-name]"},
        {"a broken module", head + "dialog:\n- group: g\n  use: broken\n",
         "modules/broken.yaml:1:1: error: a module needs the key `title` [missing-key]\n"
         "modules/broken.yaml:1:9: error: the module's name is its file's name: `broken` "
         "[script-name]\n"
         "modules/broken.yaml:4:9: error: there is no answer or fact `b` [unknown-name]"},
        {"a locked module that has changed", head + "dialog:\n- group: g\n  use: locked\n",
         "modules/locked.yaml:7:9: error: the steps of this module are locked and have changed: "
         "those locked were "
         "0123456789abcdef, these are 845c42e07dc1bbd3 [module-locked]"},

        {"a seat in no pool", head + "dialog:\n- do: join\n",
         "7:3: error: `do: join` needs the key `pool` [missing-key]"},
        {"a pool with capitals", head + "dialog:\n- do: join\n  pool: Asukkaat\n",
         "8:9: error: a pool's name is a-z, 0-9 and -, begins with a letter, and has at most 40 "
         "characters [bad-name]"},
        {"room for no number", head + "dialog:\n- do: join\n  pool: p\n  room: many\n",
         "9:9: error: `room` is a whole number from 0 to 1000000 [bad-value]"},
        {"a consent that is no question",
         head + date + "dialog:\n- do: join\n  pool: p\n  consent: n\n",
         "12:12: error: `consent` names no question [unknown-name]\n"
         "12:12: error: `n` is no question of the type `yes-no` [wrong-question]"},
        {"a consent that is asked later",
         head + "dialog:\n- do: join\n  pool: p\n  consent: ok\n" + joins,
         "9:12: error: `ok` cannot be known here: it is asked, given or answered only later "
         "[used-too-early]"},
        {"a seat before it is taken",
         head + "dialog:\n- say: Hei\n  when: seat == 'in'\n- do: join\n  pool: p\n",
         "8:9: error: `seat` cannot be known here: it is asked, given or answered only later "
         "[used-too-early]"},
        {"a seat of an unknown kind",
         head + "dialog:\n- do: join\n  pool: p\n- end:\n  when: seat == 'inn'\n",
         "10:17: error: `seat` has no choice 'inn'; did you mean `in`? [unknown-choice]"},
        {"a proposal to what takes none",
         head + "dialog:\n" + joins +
             "- ask: t\n  type: text\n  text: Mitä?\n"
             "- do: propose\n  to: ok\n  text: t\n",
         "14:7: error: `to` names a question of the type `statements`; `ok` is none "
         "[wrong-question]"},
        {"a field that is not declared",
         head + "profile:\n  area: {type: text, example: a}\ndialog:\n- do: set\n  profile: {aera: "
                "3}\n",
         "10:13: error: the script's `profile` declares no field `aera`; did you mean `area`? "
         "[unknown-name]"},
        {"a value of another type",
         head + "profile:\n  area: {type: text, example: a}\ndialog:\n- do: set\n  profile: {area: "
                "3}\n",
         "10:19: error: this is a number, which cannot be kept as a text [condition-type]"},
        {"a choice that the field has not",
         head + "profile:\n  pace: {type: choice, choices: [month], example: month}\ndialog:\n- "
                "do: set\n  profile: {pace: "
                "\"'year'\"}\n",
         "10:20: error: the field has no choice 'year' [unknown-choice]"},
        {"a bare word that is no choice",
         head + "profile:\n  pace: {type: choice, choices: [month], example: month}\ndialog:\n- "
                "do: set\n  profile: {pace: "
                "year}\n",
         "10:19: error: there is no answer or fact `year` [unknown-name]"},
        {"a hook's fact before it is known",
         head + "dialog:\n- end:\n  when: minutes > 3\n- do: call\n  hook: q\n  returns:\n    "
                "minutes: {type: number, "
                "example: 1}\n",
         "8:9: error: `minutes` cannot be known here: it is asked, given or answered only later "
         "[used-too-early]"},
        {"a key of another effect", head + "dialog:\n- do: forget\n  pool: p\n",
         "8:3: error: `do: forget` has no key `pool` [unknown-key]"},

        {"words in a language of others", head + "words:\n  w: {sv: [a]}\ndialog:\n- end:\n",
         "7:7: error: `sv` is not among the script's languages [unknown-language]"},
        {"a star in the middle", head + "words:\n  w: {fi: [a*b]}\ndialog:\n- end:\n",
         "7:6: error: `a*b`: `*` stands at the end of a word, for any ending [bad-value]"},
        {"words that are not there",
         head + "words:\n  w: {fi: [a]}\ndialog:\n- ask: t\n  type: text\n  optional: true\n  "
                "text: Hei\n- end:\n  when: "
                "mentions(t, 'v')\n",
         "14:21: error: there are no `words` of the name 'v' [unknown-name]"},
        {"again in another way", head + "again: never\ndialog:\n- end:\n",
         "6:8: error: `again` is add, replace or refuse [bad-value]"},
        {"a profile field of another type",
         head + "profile:\n  mood: {type: feeling, example: 3}\ndialog:\n- end:\n",
         "7:16: error: there is no type of fact `feeling` [unknown-type]"},
        {"a test of a field that is not declared",
         head + "dialog:\n- end:\ntests:\n- name: t\n  profile: {a: 1}\n  talk: |\n    > 5\n",
         "10:13: error: there is no profile field `a` [unknown-name]"},
    };
    const std::map<std::string, std::string> modules = {
        {"modules/basic.yaml", basic},
        {"modules/broken.yaml", "module: other\nsteps:\n- say: Hei\n  when: b\n"},
        {"modules/locked.yaml",
         "module: locked\ntitle: M\nsteps:\n- ask: clear\n  type: smiley\n  text: Selvä?\nlocked: "
         "0123456789abcdef\n"},
    };
    for (const auto& one : cases) {
        DYNAMIC_SECTION(one.name) { CHECK(told(read(one.text, modules)) == one.told); }
    }
}

TEST_CASE("steps, effects and the head are what they say") {
    const auto script =
        read(head +
                 "profile:\n  pace: {type: choice, choices: [month], example: month}\n  channel: "
                 "{type: text, example: sms}\n"
                 "words:\n  w: {fi: [a*, b c*]}\nagain: replace\nanonymous: true\n"
                 "given:\n  day: {type: date, example: 2026-01-20}\n"
                 "dialog:\n"
                 "- repeat: r\n  most: 3\n  while: q > 2\n  steps:\n  - ask: q\n    type: smiley\n "
                 "   text: Miten {r}?\n"
                 "- group: g\n  use: basic\n  pick: 1\n  shuffle: true\n"
                 "- wait: 1d before day\n- wait: 20h after day\n- wait: 3d\n"
                 "- do: join\n  pool: p\n  room: 0\n"
                 "- wait: until seat == 'in'\n  within: 30d\n  steps:\n  - say: Hei\n"
                 "- do: set\n  profile: {pace: month}\n"
                 "- do: start\n  script: other\n  given: {visited: day}\n"
                 "- do: call\n  hook: h\n  returns:\n    free: {type: yes-no, example: true}\n"
                 "- end: Kierroksia {r}.\n  when: free and mentions(profile.channel, 'w')\n",
             {{"modules/basic.yaml", basic}});
    REQUIRE(told(script) == "");
    const auto& s = *script.script;
    CHECK(s.again == Script::Again::replace);
    CHECK(s.anonymous);
    CHECK(s.words.at("w").at("fi") == std::vector<std::string>{"a*", "b c*"});
    const auto& repeat = std::get<Repeat>(s.dialog[0].what);
    CHECK(repeat.most == 3);
    CHECK(repeat.again->text() == "q > 2");
    const auto& group = std::get<Group>(s.dialog[1].what);
    CHECK(group.pick == 1);
    CHECK(group.shuffle);
    CHECK(std::get<Ask>(group.steps.at(0).what).question.name == "clear");
    CHECK(group.steps.at(0).path == "1.0");
    const auto& before = std::get<Wait>(s.dialog[2].what);
    CHECK(before.kind == Wait::Kind::before);
    CHECK(before.name == "day");
    CHECK(before.span == std::chrono::hours(24));
    CHECK(std::get<Wait>(s.dialog[3].what).kind == Wait::Kind::after);
    CHECK(std::get<Wait>(s.dialog[4].what).kind == Wait::Kind::span);
    CHECK(std::get<Do>(s.dialog[5].what).words.at("room") == "0");
    const auto& until = std::get<Wait>(s.dialog[6].what);
    CHECK(until.until->text() == "seat == 'in'");
    CHECK(until.within == std::chrono::hours(30 * 24));
    CHECK(until.steps.size() == 1);
    CHECK(std::get<Do>(s.dialog[7].what).values.at("profile.pace").text() == "'month'");
    CHECK(std::get<Do>(s.dialog[8].what).values.at("given.visited").text() == "day");
    CHECK(std::get<Do>(s.dialog[9].what).returns.at("free").type == ValueType::boolean);
    const auto compiled = to_canonical_json(s);
    CHECK(to_canonical_json(script_from_json(compiled)) == compiled);
}

TEST_CASE(
    "a locked module is taken where its steps are what was locked, however they are written") {
    const auto locked = [](const std::string& steps) {
        return std::map<std::string, std::string>{
            {"modules/m.yaml", "module: m\ntitle: M\nlocked: 845c42e07dc1bbd3\nsteps:\n" + steps}};
    };
    const auto text = head + "dialog:\n- group: g\n  use: m\n";
    CHECK(told(read(text, locked("- ask: clear\n  type: smiley\n  text: Selvä?\n"))) == "");
    CHECK(told(read(text, locked("- {ask: clear, text: \"Selvä?\", type: smiley}  # sama\n"))) ==
          "");
    CHECK(told(read(text, locked("- ask: clear\n  type: smiley\n  text: Selvää?\n"))) != "");
}
