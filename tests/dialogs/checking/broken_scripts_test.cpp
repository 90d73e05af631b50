// Scripts that are broken in every way that has a code of its own and stands in no other table: YAML's traps, limits,
// conditions, translations and transcripts, each with exactly what `check` says of it.
#include "dialogs/checking/check.hpp"
#include "dialogs/reading/read_script.hpp"
#include "tests/support/shipped_catalog.hpp"

using namespace dialogs;

namespace {

const std::string head = "script: s\ntitle: T\nlanguages: [fi]\nstream: event\nbasis: public-task\n";
const std::string asked = "- ask: n\n  type: nps\n  text: Hei\n";

std::string dialog(const std::string& steps) { return head + "dialog:\n" + steps; }

/// Steps behind one question `n`, which takes lines 7 to 9.
std::string nps(const std::string& steps) { return dialog(asked + steps); }

std::string two_languages(const std::string& steps) {
    auto script = dialog(steps);
    return script.replace(script.find("[fi]"), 4, "[fi, sv]");
}

std::string repeated(const std::string& text, int times) {
    std::string all;
    while (times-- > 0) all += text;
    return all;
}

std::string deep_groups(int levels) {
    std::string steps;
    for (int level = 0; level < levels; ++level) {
        const std::string margin(static_cast<std::size_t>(level) * 2, ' ');
        steps += margin + "- group:\n" + margin + "  steps:\n";
    }
    return dialog(steps + std::string(static_cast<std::size_t>(levels) * 2, ' ') + "- say: Hei\n");
}

struct BrokenScript {
    const char* name;
    std::string script;
    std::string swedish;  ///< its translation
    const char* told;
};

std::string told_of(const BrokenScript& one) {
    const auto translation = [&](const std::string& name) -> std::optional<SourceFile> {
        if (one.swedish.empty()) return std::nullopt;
        return SourceFile{name, one.swedish};
    };
    const auto read = read_script({"s.yaml", one.script}, nullptr, translation);
    std::string lines;
    for (const auto& told : check(read, tests::shipped_catalog())) lines += to_line(told) + "\n";
    return lines;
}

}  // namespace

TEST_CASE("each broken script is told exactly") {
    const BrokenScript cases[] = {
        {"a colon in a text", dialog("- say: Huom: muistutus\n"), {},
         "s.yaml:7:8: error: a text with `: ` in it is read as another key: put the text in double "
         "quotes [yaml-colon]\n"},
        {"a text that begins with a brace", dialog("- say: {n} kiitos\n"), {},
         "s.yaml:7:8: error: the value begins with `{`, which YAML takes for a map: put the text in "
         "double quotes [yaml-brace]\n"},
        {"words behind a quoted text", dialog("- say: \"Kiitos\" sanoi hän\n"), {},
         "s.yaml:7:8: error: the value begins with \", and more follows after the closing \": put the "
         "whole text in double quotes, with \\\" for each quote inside [yaml-quote-open]\n"},
        {"a quote that nothing closes", dialog("- say: \"Kiitos\n"), {},
         "s.yaml:7:8: error: this \" is never closed: close it, or put the whole text in double quotes "
         "[yaml-quote-open]\n"},
        {"a condition that begins with a quote", nps("- end:\n"
             "  when: 'sms' == channel\n"), {},
         "s.yaml:11:9: error: the value begins with ', and more follows after the closing ': put the "
         "whole text in double quotes [yaml-quote-open]\n"},
        {"a tab", dialog("- say: Hei\n"
                "\twhen: true\n"), {},
         "s.yaml:8:1: error: a tab: YAML does not take them for indentation, and in a text they get "
         "lost; write blanks [yaml-tab]\n"},
        {"no blank behind the dash", dialog("-say: Hei\n"), {},
         "s.yaml:6:1: error: `dialog` has no value [empty-value]\n"
         "s.yaml:7:1: error: a blank is missing after the dash: write `- say:` [yaml-dash-space]\n"},
        {"a key given twice", dialog("- say: Hei\n"
                "  say: Moi\n"), {},
         "s.yaml:8:3: error: `say` is given twice here, first in line 7: YAML would keep only one of "
         "them [yaml-duplicate-key]\n"},
        {"an anchor", dialog("- say: &a Hei\n"), {},
         "s.yaml:7:8: error: the value begins with `&`, which YAML takes for an anchor: put the text "
         "in double quotes [yaml-anchor]\n"},
        {"an alias", dialog("- say: *tärkeä asia\n"), {},
         "s.yaml:7:8: error: the value begins with `*`, which YAML takes for an alias: put the text "
         "in double quotes [yaml-anchor]\n"},
        {"a tag", dialog("- say: !Huom tämä\n"), {},
         "s.yaml:7:8: error: the value begins with `!`, which YAML takes for a tag: put the text in "
         "double quotes [yaml-anchor]\n"},
        {"a merge", dialog("- <<: {say: Hei}\n"), {},
         "s.yaml:7:3: error: `<<` merges another map here, which is not taken: write the keys out "
         "[yaml-anchor]\n"},
        {"a back-tick at the beginning", dialog("- say: `Hei`\n"), {},
         "s.yaml:7:8: error: the value begins with ```, which YAML takes for a sign of its own: put "
         "the text in double quotes [yaml-sign]\n"},
        {"an at sign at the beginning", dialog("- say: @kuulolla\n"), {},
         "s.yaml:7:8: error: the value begins with `@`, which YAML takes for a sign of its own: put "
         "the text in double quotes [yaml-sign]\n"},
        {"a key that stands too deep", dialog("- ask: n\n"
                "    type: nps\n"
                "  text: Hei\n"), {},
         "s.yaml:8:5: error: this line stands deeper than the keys it belongs with, so YAML reads it "
         "as more of the value above: give the keys of one step the same indentation [yaml-indent]\n"},
        {"a key that stands too far out", dialog("- ask: n\n"
                " type: nps\n"), {},
         "s.yaml:8:2: error: this line stands under no other key: give the keys of one step the same "
         "indentation [yaml-indent]\n"},
        {"Latin-1", dialog("- say: p\xE4iv\xE4\xE4\n"), {},
         "s.yaml:7:9: error: this is not UTF-8: save the file in the encoding UTF-8 [yaml-encoding]\n"},
        {"UTF-16", "\xFF\xFE" "s", {},
         "s.yaml:1:1: error: this is not UTF-8: save the file in the encoding UTF-8 [yaml-encoding]\n"},
        {"a second document", dialog("- say: Hei\n"
                "---\n"
                "a: b\n"), {},
         "s.yaml:9:1: error: a second document begins here: one file is one document [yaml-documents]\n"},
        {"a file too long", dialog("- say: " + std::string(256 * 1024, 'a') + "\n"), {},
         "s.yaml:1:1: error: the file is longer than 256 KiB [yaml-size]\n"},
        {"51 levels", head + "dialog: " + std::string(51, '[') + std::string(51, ']') + "\n", {},
         "s.yaml:6:58: error: more than 50 levels deep [yaml-depth]\n"},
        {"groups eleven deep", deep_groups(12), {},
         "s.yaml:28:23: error: groups stand at most 10 deep in one another [too-deep]\n"},
        {"a list as a key", dialog("- say: Hei\n"
                "- ? [a]\n"
                "  : b\n"), {},
         "s.yaml:8:5: error: a key must be words: put what begins with a bracket in double quotes "
         "[yaml-brace]\n"},
        {"texts nested too deep",
         nps("- say: \"" + repeated("{n, plural, other {", 7) + "x" + repeated("}}", 7) + "\"\n"), {},
         "s.yaml:10:9: error: texts nest at most 6 deep [text-depth]\n"},
        {"an unknown function", nps("- end:\n"
             "  when: answerd(n)\n"), {},
         "s.yaml:11:9: error: there is no function `answerd`; did you mean `answered`? "
         "[unknown-function]\n"},
        {"a function with too many values", nps("- end:\n"
             "  when: answered(n, n)\n"), {},
         "s.yaml:11:9: error: `answered` takes 1 value [condition-syntax]\n"},
        {"a condition of a number", nps("- end:\n"
             "  when: n + 1\n"), {},
         "s.yaml:11:11: error: a condition must be true or false; this is a number [condition-type]\n"},
        {"one equals sign", nps("- end:\n"
             "  when: n = 1\n"), {},
         "s.yaml:11:11: error: `=` is no sign of a condition: write `==` [condition-syntax]\n"},
        {"a text compared with a number", nps("- end:\n"
             "  when: n == 'yksi'\n"), {},
         "s.yaml:11:11: error: a number is compared with a text: that is never true [condition-type]\n"},
        {"brackets that nothing closes", nps("- end:\n"
             "  when: (n > 1\n"), {},
         "s.yaml:11:15: error: a closing bracket is missing [condition-syntax]\n"},
        {"a broken PO file", two_languages("- say: Hei\n"), "msgid \"a\n",
         "sv/s.po:1:7: error: the text is not closed: a double quote is missing at its end "
         "[po-syntax]\n"},
        {"a fault in a translation", two_languages(asked + "- say: Annoit {n}\n"), "msgctxt \"title\"\n"
         "msgid \"T\"\n"
         "msgstr \"T\"\n"
         "\n"
         "msgctxt \"ask.n.text\"\n"
         "msgid \"Hei\"\n"
         "msgstr \"Hej\"\n"
         "\n"
         "msgctxt \"say\"\n"
         "msgid \"Annoit {n}\"\n"
         "msgstr \"Du gav {m}\"\n",
         "sv/s.po:11:17: error: there is no answer or fact `m` [unknown-name]\n"},
        {"a translation of a text that has gone", two_languages("- say: Hei\n"), "msgctxt \"title\"\n"
         "msgid \"T\"\n"
         "msgstr \"T\"\n"
         "\n"
         "msgctxt \"say\"\n"
         "msgid \"Hei\"\n"
         "msgstr \"Hej\"\n"
         "\n"
         "msgctxt \"end\"\n"
         "msgid \"Moi\"\n"
         "msgstr \"Hej\"\n",
         "sv/s.po:9:1: warning: no text of the script has the context `end` and these words: it has "
         "changed or gone [translation-unused]\n"},
        {"a transcript that says something else", nps("- end: Kiitos\n"
             "tests:\n"
             "- name: t\n"
             "  talk: |\n"
             "    < Hei\n"
             "    > 5\n"
             "    < Tack\n"), {},
         "s.yaml:12:3: error: test \"t\": line 16: the bot was to say \"Tack\", but said \"Kiitos\" "
         "[test-failed]\n"},
        {"a transcript that expects another answer", nps("- end: Kiitos\n"
             "tests:\n"
             "- name: t\n"
             "  talk: |\n"
             "    < Hei\n"
             "    > 5\n"
             "    < Kiitos\n"
             "  expect: {n: 6}\n"), {},
         "s.yaml:12:3: error: test \"t\": `n` was to be 6, but is 5 [test-failed]\n"},
        {"a transcript that ends otherwise", nps("- end: Kiitos\n"
             "tests:\n"
             "- name: t\n"
             "  talk: |\n"
             "    < Hei\n"
             "  outcome: completed\n"), {},
         "s.yaml:12:3: error: test \"t\": the outcome was to be completed, but is still open "
         "[test-failed]\n"},
        {"a label that means something", dialog("- ask: c\n"
                "  type: choice\n"
                "  text: Mikä?\n"
                "  choices: {a: Apua, b: Muu}\n"), {},
         "s.yaml:10:16: warning: `Apua` means help in every conversation (fi): take another word "
         "[reserved-word]\n"},
        {"a condition that is never true", nps("- end: Hei\n"
             "  when: n > 10\n"), {},
         "s.yaml:11:9: warning: this condition is never true, whatever `n` is [never-true]\n"},
        {"a row that is never said", nps("- end:\n"
             "    n >= 0: a\n"
             "    n < 0: b\n"
             "    else: c\n"), {},
         "s.yaml:12:5: warning: this condition is never true here: what stands around or above it "
         "leaves no such `n` [never-true]\n"},
        {"too many arguments", nps("- say: Annoit " + repeated("{n} ", 41) + "\n"), {},
         "s.yaml:10:175: error: a text has at most 40 arguments [text-arguments]\n"},
    };
    for (const auto& one : cases) {
        DYNAMIC_SECTION(one.name) { CHECK(told_of(one) == one.told); }
    }
    CHECK(std::size(cases) >= 40);
}
