// Translations brought up to date, and the files that translators' tools write.
#include "dialogs/authoring/po_merge.hpp"
#include "dialogs/authoring/po_template.hpp"
#include "tests/support/shipped_catalog.hpp"

#include <algorithm>

using namespace dialogs;

namespace {

PoEntry entry(const std::string& context, const std::string& source, const std::string& translation = "") {
    PoEntry made;
    made.context = context;
    made.source = source;
    made.translation = translation;
    return made;
}

const PoEntry& only(const PoMerge& merged, const std::string& source) {
    const auto found = std::find_if(merged.entries.begin(), merged.entries.end(),
                                    [&](const PoEntry& one) { return one.source == source; });
    REQUIRE(found != merged.entries.end());
    return *found;
}

std::vector<PoEntry> file(const std::string& name) {
    const auto read = read_po(tests::source_file("tests/dialogs/authoring/po/" + name));
    REQUIRE(read);
    return *read;
}

ReadScript script(const std::string& dialog) {
    return read_script({"s.yaml", "script: s\ntitle: Otsikko\nlanguages: [fi, sv]\nstream: event\nbasis: consent\n"
                                  "given:\n  unit: {type: text, example: Tays}\ndialog:\n" + dialog},
                       nullptr, nullptr);
}

}  // namespace

TEST_CASE("a template has each text once, with its places and examples") {
    const auto read = script("- say: Hei {unit}\n- ask: n\n  type: nps\n  text: Kuinka?\n  accept: {9: [ysi, hyvä]}\n"
                             "- end: Kiitos\n  when: n > 8\n- end: Kiitos\n");
    REQUIRE(read.script);
    const auto entries = po_template(read, "2026-11-20 12:00+0000");
    std::string texts;
    for (const auto& one : entries) texts += one.context + "=" + one.source + ";";
    CHECK(texts == "=;title=Otsikko;say=Hei {unit};ask.n.text=Kuinka?;ask.n.accept.9=ysi|hyvä;end=Kiitos;");
    CHECK(entries[2].comments == std::vector<std::string>{"#. {unit}: Tays", "#: s.yaml:9"});
    CHECK(entries[4].comments.front() == "#. words that residents may write instead, parted by |");
    CHECK(entries[5].comments == std::vector<std::string>{"#: s.yaml:14", "#: s.yaml:16"});
    CHECK(po_header_field(entries[0], "Language") == "fi");
    CHECK(po_header_field(entries[0], "PO-Revision-Date") == "2026-11-20 12:00+0000");
}

TEST_CASE("a header's field is read and set where it stands") {
    auto header = entry("", "", "Language: sv\nX-Generator: Poedit 3.2\n");
    CHECK(po_header_field(header, "Language") == "sv");
    CHECK(po_header_field(header, "Lang") == "");
    set_po_header_field(header, "Language", "en");
    set_po_header_field(header, "MIME-Version", "1.0");
    CHECK(header.translation == "Language: en\nX-Generator: Poedit 3.2\nMIME-Version: 1.0\n");
}

TEST_CASE("a text that has not changed keeps its translation") {
    auto old = entry("say", "Hei", "Hej");
    old.comments = {"# kort", "#: old.yaml:1", "#, no-wrap"};
    auto wanted = entry("say", "Hei");
    wanted.comments = {"#: new.yaml:2"};
    const auto merged = merge_po({old}, {entry("", "", "Language: fi\n"), wanted}, "sv");
    REQUIRE(merged.entries.size() == 2);
    CHECK(po_header_field(merged.entries[0], "Language") == "sv");
    CHECK(merged.entries[1].translation == "Hej");
    CHECK_FALSE(merged.entries[1].fuzzy);
    CHECK(merged.entries[1].comments == std::vector<std::string>{"# kort", "#: new.yaml:2", "#, no-wrap"});
    CHECK(merged.translated == 1);
}

TEST_CASE("a text that has changed carries its translation as fuzzy, with what it was made of") {
    const auto merged = merge_po({entry("ask.n.text", "Kuinka voit?", "Hur mår du?")},
                                 {entry("ask.n.text", "Oletko nyt paremmassa kunnossa?")}, "sv");
    const auto& one = only(merged, "Oletko nyt paremmassa kunnossa?");
    CHECK(one.translation == "Hur mår du?");
    CHECK(one.fuzzy);
    CHECK(one.previous_source == "Kuinka voit?");
    CHECK(one.previous_context.empty());
    CHECK(merged.fuzzy == 1);
    CHECK(merged.obsolete == 0);

    // Changed once more before anybody has looked: still what the translation was made of.
    const auto again = merge_po(merged.entries, {entry("ask.n.text", "Miten menee?")}, "sv");
    CHECK(only(again, "Miten menee?").previous_source == "Kuinka voit?");
}

TEST_CASE("a text whose condition or place has changed is found again by its words") {
    const auto merged = merge_po({entry("end[n > 8]", "Kiitos, mukava kuulla!", "Tack, roligt att höra!")},
                                 {entry("end[n >= 9]", "Kiitos, mukava kuulla!"), entry("end[else]", "Kiitos")}, "sv");
    const auto& one = only(merged, "Kiitos, mukava kuulla!");
    CHECK(one.fuzzy);
    CHECK(one.previous_context == "end[n > 8]");
    CHECK(only(merged, "Kiitos").translation.empty());
    CHECK(merged.untranslated == 1);
}

TEST_CASE("a text elsewhere takes no translation from the place that has changed") {
    const auto merged =
        merge_po({entry("ask.b.text", "Miten voit tänään?", "Hur mår du i dag?")},
                 {entry("ask.a.text", "Miten voit tänään?"), entry("ask.b.text", "Miten voit huomenna?")}, "sv");
    CHECK(only(merged, "Miten voit huomenna?").translation == "Hur mår du i dag?");
    CHECK(only(merged, "Miten voit tänään?").translation.empty());
}

TEST_CASE("another text said at the same kind of place takes no translation") {
    const auto merged = merge_po({entry("say", "Hei ja tervetuloa", "Hej och välkommen")},
                                 {entry("say", "Numerosi on {case}")}, "sv");
    CHECK(only(merged, "Numerosi on {case}").translation.empty());
    CHECK(only(merged, "Hei ja tervetuloa").obsolete);
}

TEST_CASE("a translation whose text has gone is kept as obsolete, and comes back with it") {
    const std::vector<PoEntry> old{entry("say", "Hei", "Hej"), entry("end", "Tyhjä", "")};
    const auto without = merge_po(old, {entry("end", "Aivan muuta sanottavaa")}, "sv");
    REQUIRE(without.entries.size() == 3);
    CHECK(without.entries[2].obsolete);
    CHECK(without.entries[2].source == "Hei");
    CHECK(without.obsolete == 1);
    const auto back = merge_po(without.entries, {entry("say", "Hei")}, "sv");
    CHECK(only(back, "Hei").translation == "Hej");
    CHECK_FALSE(only(back, "Hei").obsolete);
    CHECK_FALSE(only(back, "Hei").fuzzy);
}

TEST_CASE("merging a second time changes nothing") {
    const std::vector<PoEntry> now{entry("", "", "Language: fi\n"), entry("ask.n.text", "Uusi teksti"),
                                   entry("say", "Hei"), entry("end", "Kiitos")};
    const auto once = merge_po({entry("ask.n.text", "Vanha", "Gammal"), entry("say", "Hei", "Hej"),
                                entry("title", "Pois", "Bort")}, now, "sv");
    const auto twice = merge_po(once.entries, now, "sv");
    CHECK(write_po(twice.entries) == write_po(once.entries));
}

TEST_CASE("what msgmerge writes is read") {
    const auto entries = file("msgmerge.po");
    REQUIRE(entries.size() == 5);
    CHECK(po_header_field(entries[0], "Plural-Forms") == "nplurals=2; plural=(n != 1);");
    const auto& changed = entries[1];
    CHECK(changed.fuzzy);
    CHECK(changed.previous_context == "ask.score.text");
    CHECK(changed.previous_source ==
          "Pirha: Asioit {visited}: {unit}. Kuinka todennäköisesti suosittelisit tätä palvelua?");
    CHECK(changed.source ==
          "Pirha: Asioit {visited}: {unit}. Kuinka todennäköisesti suosittelisit palvelua läheisellesi?");
    CHECK(entries[2].translation == "Tack!\nHa en bra dag.");
    CHECK_FALSE(entries[2].fuzzy);
    CHECK(entries[3].obsolete);
    CHECK(entries[3].fuzzy);
    CHECK(entries[3].previous_source == "Moi");
    CHECK(entries[4].source == "Vanha kysymys, joka on niin pitkä, että sen rivi on täytynyt katkaista kahteen");
}

TEST_CASE("what Weblate and Poedit write is read, and keeps its header when merged") {
    const auto weblate = file("weblate.po");
    REQUIRE(weblate.size() == 4);
    CHECK(po_header_field(weblate[0], "Language-Team") ==
          "Arabic <https://hosted.weblate.org/projects/kuulolla/post-visit/ar/>");
    CHECK(weblate[2].context == "ask.why.text[nps <= 6]");
    CHECK(weblate[2].source == "Mikä \"meni\" huonosti?");
    CHECK(weblate[3].obsolete);

    const auto poedit = file("poedit.po");
    REQUIRE(poedit.size() == 4);
    CHECK(poedit[2].fuzzy);
    CHECK(poedit[2].previous_source == "Moi");
    CHECK(poedit[3].previous_source == "Terve");
    const auto merged = merge_po(poedit, {entry("", "", "Language: fi\nLast-Translator: nobody yet\n"),
                                          entry("say", "Hei")}, "en");
    CHECK(po_header_field(merged.entries[0], "X-Generator") == "Poedit 3.2.2");
    CHECK(po_header_field(merged.entries[0], "Last-Translator") == "nobody yet");
    CHECK(only(merged, "Hei").translation == "Hello");
}

TEST_CASE("files of translators' tools are written back as they were, but for their wrapping") {
    for (const std::string name : {"msgmerge.po", "weblate.po", "poedit.po"}) {
        CAPTURE(name);
        const auto entries = file(name);
        const auto again = read_po(write_po(entries));
        REQUIRE(again);
        REQUIRE(again->size() == entries.size());
        for (std::size_t i = 0; i < entries.size(); ++i) {
            CHECK(again->at(i).source == entries[i].source);
            CHECK(again->at(i).previous_source == entries[i].previous_source);
            CHECK(again->at(i).previous_context == entries[i].previous_context);
            CHECK(again->at(i).translation == entries[i].translation);
            CHECK(again->at(i).comments == entries[i].comments);
            CHECK(again->at(i).fuzzy == entries[i].fuzzy);
            CHECK(again->at(i).obsolete == entries[i].obsolete);
        }
    }
}
