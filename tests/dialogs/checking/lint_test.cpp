// What the checker says of scripts that read well: one warning each, at its place.
#include "dialogs/checking/check.hpp"
#include "tests/support/shipped_catalog.hpp"

using namespace dialogs;

namespace {

const std::string head =
    "script: s\ntitle: T\nlanguages: [fi]\nstream: event\nbasis: public-task\n";
const std::string nps = "- ask: n\n  type: nps\n  text: Hei\n  complete: true\n";

/// A dialog behind one question `n` of the type nps, which takes lines 7 to 10.
std::string after_nps(const std::string& steps) { return head + "dialog:\n" + nps + steps; }

std::string question(const std::string& lines) { return head + "dialog:\n- ask: n\n" + lines; }

/// The same of a survey that comes unasked.
std::string cold(const std::string& dialog) {
    return "script: s\ntitle: T\nlanguages: [fi]\nstream: feedback\nbasis: public-task\ndialog:\n" +
           dialog;
}

std::string told(const std::string& text,
                 const std::map<std::string, std::string>& translations = {}) {
    const auto read = read_script({"s.yaml", text}, nullptr,
                                  [&](const std::string& name) -> std::optional<SourceFile> {
                                      const auto found = translations.find(name);
                                      if (found == translations.end()) return std::nullopt;
                                      return SourceFile{name, found->second};
                                  });
    std::string lines;
    for (const auto& one : check(read, tests::shipped_catalog())) {
        const auto line = to_line(one);
        lines += (lines.empty() ? "" : "\n") + (one.place.file == "s.yaml" ? line.substr(7) : line);
    }
    return lines;
}

struct Case {
    const char* name;
    std::string text;
    const char* told;
};

}  // namespace

TEST_CASE("what fares badly is told at its place") {
    const Case cases[] = {
        {"a condition that is never true", after_nps("- end:\n  when: n > 10\n"),
         "12:9: warning: this condition is never true, whatever `n` is [never-true]"},
        {"one that contradicts itself", after_nps("- end:\n  when: n > 8 and n < 3\n"),
         "12:9: warning: this condition is never true, whatever `n` is [never-true]"},
        {"one that the group around it rules out",
         after_nps("- group:\n  when: n <= 6\n  steps:\n  - say: Hei\n    when: n >= 9\n"),
         "15:11: warning: this condition is never true here: what stands around or above it leaves "
         "no such `n` [never-true]"},
        {"a wording that the rows above it leave nothing",
         after_nps("- say:\n    n >= 5: Hei\n    n >= 9: Hoi\n    else: Moi\n"),
         "13:5: warning: this condition is never true here: what stands around or above it leaves "
         "no such `n` [never-true]"},
        {"a comparison that is never true",
         after_nps("- end:\n  when: channel == 'sms' or n == 11\n"),
         "12:31: warning: this comparison is never true, whatever `n` is [never-true]"},
        {"a lot that is never drawn", head + "dialog:\n- say: Hei\n  when: lot >= 100\n- end:\n",
         "8:9: warning: this condition is never true, whatever `lot` is [never-true]"},
        {"a language that the script does not speak",
         head + "dialog:\n- say: Hei\n  when: language == 'sv'\n- end:\n",
         "8:9: warning: this condition is never true, whatever `language` is [never-true]"},

        {"a sign outside the alphabet of text messages", after_nps("- end: Sanoimme ”kiitos”\n"),
         "11:17: warning: `”` is not in the alphabet of text messages and would more than halve "
         "what fits into one: "
         "write `\"` [sms-sign]"},
        {"a link", after_nps("- end: Lue www.a.fi\n"),
         "11:12: warning: this link leads to another domain: residents are warned of links in text "
         "messages [link]"},
        {"a long link", after_nps("- end: Lue https://www.kuulolla.example.fi/tulokset\n"),
         "11:12: warning: this link has more than 30 characters [link]"},
        {"a number that the hint says again",
         question("  type: nps\n  text: Kuinka? Vastaa 0-10.\n  hint: Vastaa 0-10\n"),
         "9:24: warning: the number 0 is said again by the hint, the labels or the lines below the "
         "text [said-again]"},
        {"lines that the text says already",
         question("  type: choice\n  text: Miten? 1=sms\n  choices: [sms, puhelu]\n"),
         "9:16: warning: the number 1 is said again by the hint, the labels or the lines below the "
         "text [said-again]"},

        {"a label that is a reserved word",
         question("  type: choice\n  text: Miten?\n  choices: {a: Ohita, b: Jotain}\n"),
         "10:16: warning: `Ohita` means skip in every conversation (fi): take another word "
         "[reserved-word]"},
        {"a label that is STOP",
         question("  type: choice\n  text: Miten?\n  choices: {a: Lopeta, b: Jotain}\n"),
         "10:16: error: `Lopeta` means stop in every conversation (fi): take another word "
         "[reserved-word]"},
        {"a synonym that is STOP in another language",
         question("  type: nps\n  text: Miten?\n  accept: {1: [sluta]}\n"),
         "10:15: error: `sluta` means stop in every conversation (sv): take another word "
         "[reserved-word]"},
        {"a keyword that is STOP", head + "keywords: {fi: [stop]}\ndialog:\n- end: Hei\n",
         "6:16: error: `stop` means stop in every conversation (fi): take another word "
         "[reserved-word]"},

        {"a first message of two segments",
         head + "dialog:\n- ask: n\n  type: nps\n  text: >-\n    " + std::string(150, 'a') +
             "\n    bbbbbbbbbbbb\n",
         nullptr},
        {"an open question without a way out", question("  type: text\n  text: Miksi?\n"),
         "7:3: warning: there is no way to skip the open question `n`: give it `optional: true` "
         "[no-way-out]"},
        {"a say that would fit into the next message", after_nps("- say: Hei\n- end: Kiitos\n"),
         "11:3: warning: this would fit into the message after it, and costs a text message of its "
         "own: say it there [say-joins]"},
        {"a cold survey that never completes",
         cold("- ask: n\n  type: nps\n  text: Hei\n  hint: \"Lopeta: STOP\"\n"),
         "1:9: warning: no question is marked `complete: true`: a survey that comes unasked says "
         "when its answers count [cold-complete]"},
        {"a cold survey that does not say how to stop",
         cold("- ask: n\n  type: nps\n  text: Hei\n  complete: true\n"),
         "9:9: warning: the first message does not say in fi how to stop: add STOP to its hint "
         "[cold-stop]"},
        {"a cold survey that asks too much first",
         cold("- ask: a\n  type: nps\n  text: \"Hei. STOP\"\n- ask: b\n  type: nps\n  text: Hei\n- "
              "ask: c\n  type: nps\n  text: Hei\n"
              "- ask: d\n  type: nps\n  text: Hei\n- ask: e\n  type: nps\n  text: Hei\n  complete: "
              "true\n"),
         "1:9: warning: up to 4 questions come before the one marked `complete`: a survey that "
         "comes unasked has at most 3 [cold-questions]"},
    };
    for (const auto& one : cases) {
        DYNAMIC_SECTION(one.name) {
            if (one.told != nullptr) {
                CHECK(told(one.text) == one.told);
            } else {
                CHECK(told(one.text).find(
                          "9:9: warning: the first message takes 2 text messages in fi") == 0);
            }
        }
    }
}

TEST_CASE("what fares well is not spoken of") {
    const std::string texts[] = {
        after_nps(
            "- end: Kiitos\n  when: not answered(n)\n- end: Hyvä\n  when: n >= 9\n- end: Hoi\n"),
        after_nps("- say: Hei\n  when: n > 5\n- end: Kiitos\n"),
        after_nps("- say:\n    n >= 9: a\n    n >= 5: b\n    else: c\n- ask: m\n  type: nps\n  "
                  "text: Entä {n}?\n"),
        question("  type: text\n  text: Miksi?\n  optional: true\n"),
        question(
            "  type: yes-no\n  text: Vastaammeko 14 päivässä?\n  labels: {yes: kyllä, no: en}\n"),
        after_nps("- end: Ääni on kuultu ja õige täht\n"),
        cold("- ask: n\n  type: nps\n  text: Hei\n  hint: \"Ei viestejä: STOP\"\n  complete: "
             "true\n"),
        head + "dialog:\n- say: Ohita jono\n  when: channel == 'web'\n- end: Kiitos\n",
    };
    for (const auto& text : texts) {
        CAPTURE(text);
        CHECK(told(text) == "");
    }
}

TEST_CASE("translations that are missing or fuzzy are told") {
    const std::string text =
        "script: s\ntitle: T\nlanguages: [fi, sv, en]\nstream: event\nbasis: "
        "public-task\ndialog:\n- end: Kiitos\n";
    const std::string po =
        "msgctxt \"title\"\nmsgid \"T\"\nmsgstr \"T\"\n\n#, fuzzy\nmsgctxt \"end\"\nmsgid "
        "\"Kiitos\"\nmsgstr \"Tack\"\n";
    CHECK(told(text, {{"sv/s.po", po}}) ==
          "3:12: warning: there is no translation into en at all: en/s.po is missing "
          "[translation-missing]\n"
          "7:8: warning: the translation into sv is fuzzy, and not used: the text has changed "
          "since [translation-fuzzy]");
    CHECK(told(text, {{"sv/s.po", ""}, {"en/s.po", po}}) ==
          "2:8: warning: not translated into sv [translation-missing]\n"
          "7:8: warning: not translated into sv [translation-missing]\n"
          "7:8: warning: the translation into en is fuzzy, and not used: the text has changed "
          "since [translation-fuzzy]");
}

TEST_CASE("easy Finnish has short sentences") {
    const std::string text =
        "script: s\ntitle: T\nlanguages: [fi, fi-simple]\nstream: event\nbasis: "
        "public-task\ndialog:\n- end: Kiitos\n";
    std::string sentence;
    for (int i = 0; i < 16; ++i)
        sentence += "sana ";
    const auto po = [](const std::string& words) {
        return "msgctxt \"title\"\nmsgid \"T\"\nmsgstr \"T\"\n\nmsgctxt \"end\"\nmsgid "
               "\"Kiitos\"\nmsgstr \"" +
               words + "\"\n";
    };
    CHECK(told(text, {{"fi-simple/s.po", po("Hei. " + sentence)}}) ==
          "fi-simple/s.po:7:14: warning: a sentence of more than 15 words is not easy to read: "
          "part it [easy-long]");
    CHECK(told(text, {{"fi-simple/s.po", po("Yksi kaksi kolme. Neljä viisi kuusi. Seitsemän "
                                            "kahdeksan yhdeksän. Kymmenen 1 2 3 4 5 6 7.")}}) ==
          "");
}

TEST_CASE("the shipped scripts pass the checker without a word") {
    const auto in = [](const std::string& folder) {
        return [folder](const std::string& name) { return SourceFile{name, tests::source_file(folder + name)}; };
    };
    for (const std::string id : {"post-visit", "feedback"}) {
        const auto read = read_script({id + ".yaml", tests::source_file("dialogs/scripts/" + id + ".yaml")},
                                      in("dialogs/scripts/"), in("locales/"));
        for (const auto& one : check(read, tests::shipped_catalog()))
            UNSCOPED_INFO(to_line(one));
        CHECK(check(read, tests::shipped_catalog()).empty());
    }
}
