// Scripts from YAML: what they become, and what is told of broken ones.
#include "dialogs/reading/read_script.hpp"

#include <fstream>
#include <sstream>

using namespace dialogs;
using namespace std::chrono_literals;

namespace {

const std::string head =
    "script: s\ntitle: T\nlanguages: [fi]\nstream: feedback\nbasis: public-task\n";

ReadScript read(const std::string& text,
                const std::map<std::string, std::string>& translations = {}) {
    return read_script({"s.yaml", text}, nullptr,
                       [&](const std::string& name) -> std::optional<SourceFile> {
                           const auto found = translations.find(name);
                           if (found == translations.end()) return std::nullopt;
                           return SourceFile{name, found->second};
                       });
}

/// What is told, without the file's name: `6:3: error: TEXT [code]`.
std::string told(const ReadScript& script) {
    std::string lines;
    for (const auto& one : script.diagnostics) {
        const auto line = to_line(one);
        lines += (lines.empty() ? "" : "\n") + (one.place.file == "s.yaml" ? line.substr(7) : line);
    }
    return lines;
}

/// A dialog whose question `n` has these lines besides its name.
std::string question(const std::string& lines) { return head + "dialog:\n- ask: n\n" + lines; }

const std::string nps = "- ask: n\n  type: nps\n  text: Hei\n";

/// A dialog behind one question `n` of the type nps, which takes lines 7 to 9.
std::string after_nps(const std::string& steps) { return head + "dialog:\n" + nps + steps; }

struct Broken {
    const char* name;
    std::string text;
    const char* told;
};

std::string file(const std::string& path) {
    std::ifstream in(std::string(KUULOLLA_SOURCE_DIR) + "/" + path);
    std::stringstream bytes;
    bytes << in.rdbuf();
    return bytes.str();
}

}  // namespace

TEST_CASE("every fault is told at its place") {
    const Broken cases[] = {
        {"an empty file", "", "1:1: error: the file is empty [wrong-kind]"},
        {"a list instead of a script", "- a\n",
         "1:1: error: a script begins with keys: `script: …` [wrong-kind]"},
        {"no keys that are needed", "title: T\n",
         "1:1: error: a script needs the key `script` [missing-key]\n"
         "1:1: error: a script needs the key `languages` [missing-key]\n"
         "1:1: error: a script needs the key `stream` [missing-key]\n"
         "1:1: error: a script needs the key `basis` [missing-key]\n"
         "1:1: error: a script needs the key `dialog` [missing-key]"},
        {"another id than the file's name",
         "script: t\ntitle: T\nlanguages: [fi]\nstream: feedback\nbasis: consent\ndialog:\n- "
         "end:\n",
         "1:9: error: the script's id is its file's name: `s` [script-name]"},
        {"an unknown head key", head + "remind_afer: 48h\ndialog:\n- end:\n",
         "6:1: error: a script has no key `remind_afer`; did you mean `remind_after`? "
         "[unknown-key]"},
        {"an unknown stream",
         "script: s\ntitle: T\nlanguages: [fi]\nstream: feedbak\nbasis: consent\ndialog:\n- end:\n",
         "4:9: error: `stream` is feedback, consultation, pool, event, staff or notice; did you "
         "mean `feedback`? [bad-value]"},
        {"an unknown basis",
         "script: s\ntitle: T\nlanguages: [fi]\nstream: feedback\nbasis: law\ndialog:\n- end:\n",
         "5:8: error: `basis` is public-task or consent [bad-value]"},
        {"a language that is none",
         "script: s\ntitle: T\nlanguages: [fi, suomeksi!]\nstream: feedback\nbasis: "
         "consent\ndialog:\n- end:\n",
         "3:12: error: `suomeksi!` is no language tag: a tag is written fi, sv or fi-simple "
         "[unknown-language]"},
        {"a time without a unit", head + "remind_after: 48\ndialog:\n- end:\n",
         "6:15: error: `remind_after` is a time such as 30m, 48h or 7d, at most 366d [bad-value]"},
        {"an empty value", head + "about:\ndialog:\n- end:\n",
         "6:1: error: `about` has no value [empty-value]"},
        {"a consultation without its grounds",
         "script: s\ntitle: T\nlanguages: [fi]\nstream: consultation\nbasis: consent\nowner: "
         "O\ndialog:\n- end:\n",
         "1:1: error: a consultation needs the key `decision` [missing-key]\n"
         "1:1: error: a consultation needs the key `decided_on` [missing-key]"},
        {"a date that is none", head + "decided_on: 2026-02-30\ndialog:\n- end:\n",
         "6:13: error: `decided_on` is a date such as 2026-12-31 [bad-value]"},
        {"keywords in a language the script does not speak",
         head + "keywords: {sv: [respons]}\ndialog:\n- end:\n",
         "6:12: error: `sv` is not among the script's languages [unknown-language]"},
        {"keywords and a fact that must be given",
         head + "keywords: {fi: [k]}\ngiven:\n  unit: {type: text, example: a}\ndialog:\n- end:\n",
         "8:3: error: a script with keywords is started without facts: give `unit` the key "
         "`optional: true` [keyword-facts]"},
        {"an opening that answers nothing",
         head + "opening: storry\ndialog:\n- ask: story\n  type: text\n  text: Hei\n",
         "6:10: error: `opening` names no question; did you mean `story`? [unknown-name]"},
        {"an opening that is no text", head + "opening: n\ndialog:\n" + nps,
         "6:10: error: `opening` names a question of the type `text`; `n` is none "
         "[wrong-question]"},

        {"a fact of an unknown type",
         head + "given:\n  a: {type: txt, example: b}\ndialog:\n- end:\n",
         "7:13: error: there is no type of fact `txt`; did you mean `text`? [unknown-type]"},
        {"a fact without an example", head + "given:\n  a: {type: text}\ndialog:\n- end:\n",
         "7:7: error: a fact needs the key `example` [missing-key]"},
        {"an example of another type",
         head + "given:\n  a: {type: date, example: eilen}\ndialog:\n- end:\n",
         "7:28: error: the example is no value of the fact's type [bad-value]"},
        {"a fact with a name that means something",
         head + "given:\n  today: {type: date, example: 2026-01-01}\ndialog:\n- end:\n",
         "7:3: error: `today` means something else in conditions: take another name [bad-name]"},
        {"a choice of facts without choices",
         head + "given:\n  a: {type: choice, example: b}\ndialog:\n- end:\n",
         "7:7: error: a fact of this type needs the key `choices` [missing-key]"},

        {"a step that is a word", head + "dialog:\n- end\n",
         "7:3: error: a colon is missing: write `- end:` [step-kind]"},
        {"a step of no kind", head + "dialog:\n- aks: n\n  type: nps\n",
         "7:3: error: `aks` is no kind of step: say, ask, group, repeat, do, wait or end; did you "
         "mean `ask`? [step-kind]"},
        {"two steps in one", head + "dialog:\n- say: Hei\n  end: Kiitos\n",
         "8:3: error: this step is `say` already: a new step begins with a dash [step-kind]"},
        {"a group without steps", head + "dialog:\n- group: g\n",
         "7:3: error: a group needs the key `steps` [missing-key]"},
        {"an else that follows nothing", head + "dialog:\n- say: Hei\n- end:\n  when: else\n",
         "9:9: error: `else` needs a step with a `when` directly before it [else-alone]"},
        {"an unknown effect", head + "dialog:\n- do: open-csae\n  topic: t\n",
         "7:7: error: there is no effect `open-csae`; did you mean `open-case`? [unknown-effect]"},
        {"a case without a topic", head + "dialog:\n- do: open-case\n",
         "7:3: error: `do: open-case` needs the key `topic` [missing-key]"},
        {"a case with the text of a number", after_nps("- do: open-case\n  topic: t\n  text: n\n"),
         "12:9: error: `n` is no question of the type `text` [wrong-question]"},

        {"a question without a type", question("  text: Hei\n"),
         "7:3: error: a question needs the key `type` [missing-key]"},
        {"a question without a text", question("  type: nps\n"),
         "7:3: error: a question needs the key `text` [missing-key]"},
        {"an unknown type", question("  type: npss\n  text: Hei\n"),
         "8:9: error: there is no type of answer `npss`; did you mean `nps`? [unknown-type]"},
        {"an unknown key", question("  tpye: nps\n  text: Hei\n"),
         "7:3: error: a question needs the key `type` [missing-key]\n"
         "8:3: error: a question has no key `tpye`; did you mean `type`? [unknown-key]"},
        {"a key of another type", question("  type: text\n  text: Hei\n  labels: {1: a}\n"),
         "10:3: error: `labels` is no key of a question of the type `text` [wrong-key]"},
        {"a name with capitals", head + "dialog:\n- ask: Nps\n  type: nps\n  text: Hei\n",
         "7:8: error: `Nps` is no name: a name is a-z, 0-9 and _, begins with a letter, and has at "
         "most 40 characters [bad-name]"},
        {"a name asked twice", after_nps(nps),
         "10:8: error: the question `n` is asked already in line 7: each has a name of its own "
         "[duplicate-name]"},
        {"a flag that is none", question("  type: nps\n  text: Hei\n  optional: maybe\n"),
         "10:13: error: `optional` is true or false [bad-value]"},
        {"a scale without ends", question("  type: scale\n  text: Hei\n"),
         "7:3: error: a question of the type `scale` needs the key `min` [missing-key]\n"
         "7:3: error: a question of the type `scale` needs the key `max` [missing-key]"},
        {"a scale upside down", question("  type: scale\n  text: Hei\n  min: 5\n  max: 1\n"),
         "11:8: error: `max` must be more than `min` [bad-value]"},
        {"a scale of a hundred", question("  type: scale\n  text: Hei\n  min: 0\n  max: 100\n"),
         "11:8: error: a scale has at most 11 whole values [bad-value]"},
        {"a label for a value that is none",
         question("  type: smiley\n  text: Hei\n  labels: {1: a, 6: b}\n"),
         "10:18: error: `labels` speaks of 6, which is no answer to this question "
         "[unknown-choice]"},
        {"a way out whose words are missing",
         question("  type: scale\n  text: Hei\n  min: 1\n  max: 5\n  na: 0\n"),
         "12:7: error: the words for 0 stand in `labels`, which lacks them [missing-key]"},
        {"a choice without choices", question("  type: choice\n  text: Hei\n"),
         "7:3: error: a question of the type `choice` needs the key `choices` [missing-key]"},
        {"a choice listed twice", question("  type: choice\n  text: Hei\n  choices: [a, b, a]\n"),
         "10:19: error: the choice `a` stands here twice [duplicate-name]"},
        {"a choice whose text is cut by a comma",
         question("  type: choice\n  text: Hei\n  choices:\n    a: {text: Penkit, pöydät}\n"),
         "11:15: error: a comma ends this value inside { }: put the text in double quotes "
         "[yaml-brace]"},
        {"a listed choice with a colon",
         question("  type: choice\n  text: Hei\n  choices:\n  - Muu: mikä\n  - b\n"),
         "11:5: error: a text with `: ` in it is read as another key: put the text in double "
         "quotes [yaml-colon]"},
        {"synonyms of a choice that is none",
         question("  type: choice\n  text: Hei\n  choices: {sms: a}\n  accept: {smss: [b]}\n"),
         "11:12: error: `accept` speaks of smss, which is no answer to this question; did you mean "
         "`sms`? [unknown-choice]"},
        {"an order without choices", question("  type: rank\n  text: Hei\n"),
         "7:3: error: a question of the type `rank` needs the key `choices` [missing-key]"},
        {"an order of more than there is",
         question("  type: rank\n  text: Hei\n  choices: [a, b]\n  top: 3\n"),
         "11:8: error: `top` must be a whole number up to 2, for there are no more choices "
         "[bad-value]"},
        {"points without a total", question("  type: points\n  text: Hei\n  choices: [a, b]\n"),
         "7:3: error: a question of the type `points` needs the key `total` [missing-key]"},
        {"more choices than there are",
         question("  type: choices\n  text: Hei\n  choices: [a, b]\n  max: 3\n"),
         "11:8: error: `max` must be a whole number up to 2, for there are no more choices "
         "[bad-value]"},
        {"fewer at most than at least",
         question("  type: choices\n  text: Hei\n  choices: [a, b, c]\n  min: 3\n  max: 2\n"),
         "12:8: error: `max` must be more than `min` [bad-value]"},
        {"a choice that would end the taps",
         question("  type: choices\n  text: Hei\n  choices: {done: a, b: b}\n"),
         "10:13: error: `done` is no key for a choice: answers of that name have a meaning already "
         "[bad-name]"},
        {"statements without any", question("  type: statements\n  text: '{statement}'\n"),
         "7:3: error: a question of the type `statements` needs the key `seed` [missing-key]"},
        {"statements whose text puts none", question("  type: statements\n  text: Väittämä {i}\n  seed: {a: Aamu.}\n"),
         "9:9: error: the text is the pattern of each statement: it needs `{statement}`, as in \"{i}/{n} "
         "{statement}\" [missing-name]"},
        {"a name of statements written wrong",
         question("  type: statements\n  text: '{i} {statemnt} {statement}'\n  seed: {a: Aamu.}\n"),
         "9:15: error: there is no answer or fact `statemnt`; did you mean `statement`? [unknown-name]"},
        {"a statement's name elsewhere",
         question("  type: statements\n  text: '{statement}'\n  seed: {a: Aamu.}\n  more: '{statement}'\n"),
         "11:11: error: there is no answer or fact `statement` [unknown-name]"},
        {"a statement that is called like an answer",
         question("  type: statements\n  text: '{statement}'\n  seed: {pass: Aamu., b: Ilta.}\n"),
         "10:10: error: `pass` is no key for a statement: answers of that name have a meaning already "
         "[bad-name]"},
        {"a round of no statements",
         question("  type: statements\n  text: '{statement}'\n  seed: {a: Aamu.}\n  per_round: 0\n"),
         "11:14: error: `per_round` is a whole number from 1 to 50 [bad-value]"},
        {"a way out of statements",
         question("  type: statements\n  text: '{statement}'\n  seed: {a: Aamu.}\n  na: en tiedä\n"),
         "11:3: error: `na` is no key of a question of the type `statements` [wrong-key]"},
        {"synonyms of no opinion",
         question("  type: statements\n  text: '{statement}'\n  seed: {a: Aamu.}\n  accept: {agre: [jep]}\n"),
         "11:12: error: `accept` speaks of agre, which is no answer to this question; did you mean "
         "`agree`? [unknown-choice]"},
        {"statements of another type", question("  type: choice\n  text: Hei\n  seed: {a: Aamu.}\n"),
         "7:3: error: a question of the type `choice` needs the key `choices` [missing-key]\n"
         "10:3: error: `seed` is no key of a question of the type `choice` [wrong-key]"},
        {"a number in several messages", question("  type: number\n  text: Hei\n  join: true\n"),
         "10:3: error: `join` is no key of a question of the type `number` [wrong-key]"},
        {"several messages, perhaps", question("  type: text\n  text: Hei\n  join: maybe\n"),
         "10:9: error: `join` is true or false [bad-value]"},
        {"a date bound by a number", question("  type: date\n  text: Hei\n  max: 2026\n"),
         "10:8: error: a bound of a date must be a date: `today`, 2026-12-31 or the name of one; "
         "this is a number [condition-type]"},
        {"a number bound by a day", question("  type: number\n  text: Hei\n  max: today\n"),
         "10:8: error: a bound of a number must be a number; this is a date [condition-type]"},
        {"a bound that is no name", question("  type: date\n  text: Hei\n  min: tody\n"),
         "10:8: error: there is no answer or fact `tody`; did you mean `today`? [unknown-name]"},
        {"an answer saved outside the profile",
         question("  type: text\n  text: Hei\n  save: area\n"),
         "10:9: error: an answer is saved in a field of the profile: `profile.area` [bad-value]"},
        {"an answer saved in a field that is not declared",
         question("  type: text\n  text: Hei\n  save: profile.area\n"),
         "10:9: error: there is no field `profile.area` [unknown-name]"},
        {"labels of several choices",
         question("  type: choices\n  text: Hei\n  choices: [a, b]\n  labels: {a: x}\n"),
         "11:3: error: `labels` is no key of a question of the type `choices` [wrong-key]"},
        {"a comment that answers nothing", question("  type: nps\n  text: Hei\n  comment: why\n"),
         "10:12: error: `comment` names no question [unknown-name]"},

        {"a text cut by a note", question("  type: nps\n  text: Valitse #1 heti\n"),
         "9:9: error: this text is cut at ` #`, which begins a note: put the text in double "
         "quotes, or the note on a line of its own [yaml-hash]"},
        {"a text that is a note", question("  type: nps\n  text: #1 on paras\n"),
         "9:3: error: `text` has no value: what follows ` #` is a note; put a text that begins "
         "with # in double quotes [yaml-hash]"},
        {"a text that begins with a name", question("  type: nps\n  text: {unit}\n"),
         "9:9: error: the value begins with `{`, which YAML takes for a map: put the text in "
         "double quotes [yaml-brace]"},
        {"a text that is a list", question("  type: nps\n  text:\n  - a\n"),
         "10:3: error: `text` takes a text here [wrong-kind]"},
        {"a table without else", after_nps("- say:\n    n > 5: Hei\n"),
         "11:5: error: the last row of a table of texts is `else`, which is missing [text-else]"},
        {"an else in the middle", after_nps("- say:\n    else: Hei\n    n > 5: Hoi\n"),
         "11:5: error: `else` is the last row of a table of texts: rows below it are never said "
         "[text-else]\n"
         "12:5: error: the last row of a table of texts is `else`, which is missing [text-else]"},
        {"an unknown name in a text", after_nps("- say: Annoit {m} pistettä\n"),
         "10:16: error: there is no answer or fact `m` [unknown-name]"},
        {"an unknown name in a folded text",
         after_nps("- say: >-\n    Annoit\n    meille {pisteet} nyt\n"),
         "12:13: error: there is no answer or fact `pisteet` [unknown-name]"},
        {"an unknown name in a quoted text", after_nps("- say: \"\\u00c4 \\\"{pisteet}\\\"\"\n"),
         "10:19: error: there is no answer or fact `pisteet` [unknown-name]"},
        {"a brace that nothing closes", after_nps("- say: Annoit {n\n"),
         "10:15: error: this brace is never closed [text-brace]"},
        {"a brace that closes nothing", after_nps("- say: Annoit n}\n"),
         "10:16: error: this brace closes nothing [text-brace]"},
        {"an apostrophe before a brace", after_nps("- say: Annoit '{n}' nyt\n"),
         "10:15: warning: ICU takes an apostrophe before a brace as a quote, and prints the brace: "
         "write '' for an apostrophe, or use ’ [text-apostrophe]"},
        {"an unknown kind of argument", after_nps("- say: Annoit {n, nubmer}\n"),
         "10:19: error: there is no kind of argument `nubmer`; did you mean `number`? [text-kind]"},
        {"an argument of another kind", after_nps("- say: Annoit {n, date, short}\n"),
         "10:19: error: `date` does not fit `n`, which is another kind of value [text-kind]"},
        {"a plural without other", after_nps("- say: \"{n, plural, one {a}}\"\n"),
         "10:9: error: a plural or select ends with `other {…}`, which is missing [text-syntax]"},
        {"words between braces", after_nps("- say: Annoit {n pistettä}\n"),
         "10:16: error: between braces stands a name, as in {nps}, or a form of ICU's, as in "
         "{days, plural, one {# day} other {# days}} [text-syntax]"},
        {"a text that knows the future", head + "dialog:\n- say: Annoit {n}\n" + nps,
         "7:16: error: `n` cannot be known here: it is asked, given or answered only later "
         "[used-too-early]"},

        {"a misspelt name in a condition", after_nps("- end:\n  when: nn > 5\n"),
         "11:9: error: there is no answer or fact `nn` [unknown-name]"},
        {"a number compared with a text", after_nps("- end:\n  when: n == 'viisi'\n"),
         "11:11: error: a number is compared with a text: that is never true [condition-type]"},
        {"a condition that does not parse", after_nps("- end:\n  when: n = 5\n"),
         "11:11: error: `=` is no sign of a condition: write `==` [condition-syntax]"},
        {"a condition that is folded", after_nps("- end:\n  when: >-\n    n > 5 and\n    nn < 3\n"),
         "13:5: error: there is no answer or fact `nn` [unknown-name]"},
        {"a condition in double quotes", after_nps("- end:\n  when: \"'sms' == chanel\"\n"),
         "11:19: error: there is no answer or fact `chanel`; did you mean `channel`? "
         "[unknown-name]"},
        {"an unknown channel", after_nps("- end:\n  when: channel == 'smss'\n"),
         "11:20: error: `channel` has no choice 'smss'; did you mean `sms`? [unknown-choice]"},
        {"a condition that knows the future", head + "dialog:\n- end:\n  when: n > 5\n" + nps,
         "8:9: error: `n` cannot be known here: it is asked, given or answered only later "
         "[used-too-early]"},
        {"a question's own answer in its text", question("  type: nps\n  text: Annoit {n}\n"),
         "9:17: error: `n` cannot be known here: it is asked, given or answered only later "
         "[used-too-early]"},
        {"a case's number before the case",
         head + "dialog:\n- say: Numero {case}\n- do: open-case\n  topic: t\n",
         "7:16: error: `case` cannot be known here: it is asked, given or answered only later "
         "[used-too-early]"},

        {"a test without a talk", after_nps("tests:\n- name: t\n"),
         "11:3: error: a test needs the key `talk` [missing-key]"},
        {"a talk that is folded", after_nps("tests:\n- name: t\n  talk: >\n    < Hei\n"),
         "12:9: error: a talk begins `talk: |`, each line of it in a line of its own below "
         "[bad-value]"},
        {"a line of nobody's", after_nps("tests:\n- name: t\n  talk: |\n    < Hei\n    5\n"),
         "14:5: error: a line of a talk begins with `< ` (the bot), `> ` (the resident) or `! ` "
         "(the world) [talk-line]"},
        {"an expected answer of another type",
         after_nps("tests:\n- name: t\n  talk: |\n    > 5\n  expect: {n: viisi}\n"),
         "14:15: error: `n` has no such value: it is of another type [bad-value]"},
        {"an expected answer to no question",
         after_nps("tests:\n- name: t\n  talk: |\n    > 5\n  expect: {m: 5}\n"),
         "14:12: error: there is no question `m` [unknown-name]"},
        {"an unknown outcome",
         after_nps("tests:\n- name: t\n  talk: |\n    > 5\n  outcome: complete\n"),
         "14:12: error: an outcome is completed, partial, refused, closed or failed; did you mean "
         "`completed`? [bad-value]"},

        {"several faults, in their order",
         head + "dialog:\n- say: Hei {a}\n- ask: B\n  type: npss\n  text: Hoi\n",
         "7:13: error: there is no answer or fact `a` [unknown-name]\n"
         "8:8: error: `B` is no name: a name is a-z, 0-9 and _, begins with a letter, and has at "
         "most 40 characters [bad-name]\n"
         "9:9: error: there is no type of answer `npss`; did you mean `nps`? [unknown-type]"},
    };
    for (const auto& one : cases) {
        DYNAMIC_SECTION(one.name) { CHECK(told(read(one.text)) == one.told); }
    }
}

TEST_CASE("a script is what it says") {
    const auto script = read(
        "script: s\ntitle: Otsikko\nlanguages: [fi, sv]\nstream: event\nbasis: consent\n"
        "about: Siitä.\nkeywords: {fi: [palaute, anna palautetta]}\nopening: why\n"
        "given:\n  day: {type: date, example: 2026-11-20, optional: true}\n"
        "remind_after: 48h\nclose_after: 7d\nreprompts: 1\n"
        "dialog:\n"
        "- ask: n\n  type: scale\n  min: 0\n  max: 5\n  text: Kuinka?\n  hint: Vastaa 0-5\n  "
        "labels: {1: huono, 5: hyvä, 0: en tiedä}\n"
        "  na: 0\n  comment: why\n  complete: true\n  within: 24h\n"
        "- group: g\n  when: n <= 2\n  steps:\n"
        "  - ask: why\n    type: text\n    max: 200\n    optional: true\n    sensitive: true\n    "
        "text:\n      day > '2026-01-01': Miksi {day}?\n      else: Miksi?\n"
        "- ask: way\n  when: else\n  type: choice\n  text: Miten?\n  na: en kerro\n  other: "
        "muuten\n  shuffle: true\n"
        "  choices:\n    sms: Viestillä\n    no: {text: Ei, when: n > 3}\n  accept: {sms: "
        "[tekstari, viesti]}\n"
        "- ask: many\n  type: number\n  min: 0\n  max: n * 2\n  integer: true\n  unit: kertaa\n  "
        "text: Montako?\n"
        "- ask: yes\n  type: yes-no\n  text: Joko?\n  labels: {yes: jo, no: ei}\n"
        "- end:\n");
    REQUIRE(told(script) == "");
    REQUIRE(script.script);
    const auto& s = *script.script;
    CHECK(s.title.at("fi") == "Otsikko");
    CHECK(s.on_consent);
    CHECK(s.keywords.at("fi") == std::vector<std::string>{"palaute", "anna palautetta"});
    CHECK(s.remind_after == Span(48h));
    CHECK(s.close_after == Span(24h * 7));
    CHECK(s.reprompts == 1);
    CHECK(s.given.at("day").optional);
    const auto* n = s.question("n");
    REQUIRE(n);
    CHECK(n->na_number == 0);
    CHECK(n->na->wordings.at(0).patterns.at("fi") == "en tiedä");
    CHECK(n->labels.size() == 2);
    CHECK(n->within == Span(24h));
    CHECK(std::get<double>(n->max) == 5);
    const auto* why = s.question("why");
    REQUIRE(why);
    CHECK(why->text_max == 200);
    CHECK(why->text.wordings.size() == 2);
    CHECK(why->text.wordings[0].when->text() == "day > '2026-01-01'");
    CHECK_FALSE(why->text.wordings[1].when);
    const auto* way = s.question("way");
    REQUIRE(way);
    CHECK(way->options.at(1).key == "no");
    CHECK(way->options.at(1).when->text() == "n > 3");
    CHECK(way->other);
    CHECK(way->accept.at("sms").at("fi") == std::vector<std::string>{"tekstari", "viesti"});
    CHECK(std::get<Expression>(s.question("many")->max).text() == "n * 2");
    CHECK(s.question("yes")->labels.count("true") == 1);
    CHECK(s.dialog.at(1).path == "1");
    CHECK(std::get<Group>(s.dialog.at(1).what).steps.at(0).path == "1.0");
    CHECK(s.dialog.at(2).otherwise);
    CHECK(script.step_places.at("1.0").line == 29);
    CHECK(script.untranslated == std::vector<Language>{"sv"});
}

TEST_CASE("translations are found by path and words") {
    const std::string text =
        "script: s\ntitle: T\nlanguages: [fi, sv, fi-simple]\nstream: feedback\nbasis: "
        "consent\ndialog:\n- ask: n\n  type: choice\n"
        "  text: Miten {profile_}?\n  choices: {sms: Viestillä}\n  accept: {sms: [tekstari]}\n- "
        "say: Hei\n- say: Hoi\n- end:\n    n == 'sms': Kiitos\n    else: Moi\n";
    const auto with_name = [&](const std::string& po) {
        auto script = text;
        script.replace(script.find(" {profile_}"), 11, "");
        return read(script,
                    {{"sv/s.po",
                      "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n\n" + po},
                     {"fi-simple/s.po", ""}});
    };
    const auto script = with_name(
        "msgctxt \"ask.n.text\"\nmsgid \"Miten?\"\nmsgstr \"Hur?\"\n\n"
        "msgctxt \"ask.n.choices.sms\"\nmsgid \"Viestillä\"\nmsgstr \"Med sms\"\n\n"
        "msgctxt \"ask.n.accept.sms\"\nmsgid \"tekstari\"\nmsgstr \"sms|textmeddelande\"\n\n"
        "msgctxt \"say\"\nmsgid \"Hoi\"\nmsgstr \"Hallå\"\n\n"
        "#, fuzzy\nmsgctxt \"say\"\nmsgid \"Hei\"\nmsgstr \"Hej\"\n\n"
        "msgctxt \"end[n == 'sms']\"\nmsgid \"Kiitos\"\nmsgstr \"Tack\"\n\n"
        "msgctxt \"end[else]\"\nmsgid \"Moi\"\nmsgstr \"\"\n");
    REQUIRE(told(script) == "");
    const auto& s = *script.script;
    const auto* n = s.question("n");
    CHECK(n->text.wordings[0].patterns.at("sv") == "Hur?");
    CHECK(n->options[0].label.wordings[0].patterns.at("sv") == "Med sms");
    CHECK(n->accept.at("sms").at("sv") == std::vector<std::string>{"sms", "textmeddelande"});
    CHECK(std::get<Say>(s.dialog[1].what).text.wordings[0].patterns.count("sv") == 0);
    CHECK(std::get<Say>(s.dialog[2].what).text.wordings[0].patterns.at("sv") == "Hallå");
    CHECK(std::get<End>(s.dialog[3].what).text.wordings[0].patterns.at("sv") == "Tack");
    const auto fuzzy = std::find_if(script.texts.begin(), script.texts.end(),
                                    [](const auto& one) { return one.source == "Hei"; });
    CHECK(fuzzy->fuzzy == std::vector<Language>{"sv"});

    CHECK(told(with_name("msgctxt \"ask.n.text\"\nmsgid \"Miten?\"\nmsgstr \"Hur {m}?\"\n")) ==
          "sv/s.po:6:14: error: there is no answer or fact `m` [unknown-name]");
    CHECK(told(with_name("msgctxt \"ask.n.text\"\nmsgid \"Miten nyt?\"\nmsgstr \"Hur?\"\n")) ==
          "sv/s.po:4:1: warning: no text of the script has the context `ask.n.text` and these "
          "words: it has changed or gone [translation-unused]");
    CHECK(told(with_name("msgid \"a\nmsgstr \"b\"\n")) ==
          "sv/s.po:4:7: error: the text is not closed: a double quote is missing at its end "
          "[po-syntax]");
}

TEST_CASE("the shipped scripts are read without a word") {
    const auto in = [](const std::string& folder) {
        return [folder](const std::string& name) { return SourceFile{name, file(folder + name)}; };
    };
    for (const std::string id : {"post-visit", "feedback"}) {
        const auto script = read_script({id + ".yaml", file("dialogs/scripts/" + id + ".yaml")},
                                        in("dialogs/scripts/"), in("locales/"));
        CHECK(script.diagnostics.empty());
        REQUIRE(script.script);
        CHECK(script.untranslated.empty());
        for (const auto& text : script.texts) {
            CAPTURE(text.context);
            CHECK(text.missing.empty());
        }
    }
}

TEST_CASE("a compiled script loads from its own JSON, and its version is that of its content") {
    const auto text = file("dialogs/scripts/post-visit.yaml");
    const auto script = read_script({"post-visit.yaml", text}, nullptr, nullptr);
    REQUIRE(script.script);
    const auto json = to_canonical_json(*script.script);
    const auto loaded = script_from_json(json);
    CHECK(to_canonical_json(loaded) == json);
    CHECK(loaded.version == script.script->version);
    CHECK(loaded.version.size() == 16);
    CHECK(loaded.dialog.at(3).path == "3");

    const auto noted = read_script(
        {"post-visit.yaml", "# a note\n" + text.substr(0, text.find("\ntests:")) + "\n"}, nullptr,
        nullptr);
    CHECK(noted.script->version == script.script->version);
    auto changed = text;
    changed.replace(changed.find("Kiitos viestistäsi!"), 6, "Tattis");
    CHECK(read_script({"post-visit.yaml", changed}, nullptr, nullptr).script->version !=
          script.script->version);
}

TEST_CASE("JSON that is no compiled script is refused") {
    for (const auto* text :
         {"", "[]", "{}", "{\"script\":\"s\",\"dialog\":[]}",
          "{\"script\":\"s\",\"languages\":[\"fi\"],\"dialog\":[{}]}",
          "{\"script\":\"s\",\"languages\":[\"fi\"],\"dialog\":[{\"end\":[],\"when\":\"(\"}]}"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(script_from_json(text), std::runtime_error);
    }
}

TEST_CASE("ten thousand unknown keys are told a hundred times at most") {
    std::string text = head + "dialog:\n- end:\n";
    for (int i = 0; i < 10'000; ++i)
        text += "key_" + std::to_string(i) + ": v\n";
    const auto script = read(text);
    CHECK(script.diagnostics.size() == 100);
    CHECK_FALSE(script.script);
}

TEST_CASE("groups may not stand too deep in one another") {
    std::string text = head + "dialog:\n";
    std::string indent;
    for (int i = 0; i < 12; ++i) {
        text += indent + "- group:\n" + indent + "  steps:\n";
        indent += "  ";
    }
    text += indent + "- end:\n";
    CHECK(told(read(text)).find("[too-deep]") != std::string::npos);
}

TEST_CASE("values are read as people write them") {
    CHECK(value_from_text("yes", ValueType::boolean) == Value(true));
    CHECK(value_from_text("1,5", ValueType::number) == Value(1.5));
    CHECK(value_from_text("1984", ValueType::year) == Value(1984.0));
    CHECK(value_from_text("a, b", ValueType::keys) == Value(std::vector<std::string>{"a", "b"}));
    CHECK(value_from_text("na", ValueType::key) == Value(NotApplicable{}));
    CHECK(value_from_text("na", ValueType::text) == Value(std::string("na")));
    CHECK(value_from_text("2026-07-01T12:00", ValueType::instant) ==
          value_from_text("2026-07-01T12:00+03:00", ValueType::instant));
    CHECK(value_from_text("2026-01-01T12:00", ValueType::instant) ==
          value_from_text("2026-01-01T12:00+02:00", ValueType::instant));
    CHECK_FALSE(value_from_text("84", ValueType::year));
    CHECK_FALSE(value_from_text("viisi", ValueType::number));
    CHECK_FALSE(value_from_text("inf", ValueType::number));
    CHECK_FALSE(value_from_text("kyllä", ValueType::boolean));
}
