// PO files: read, written, and what is told of broken ones.
#include "dialogs/texts/po.hpp"

using namespace dialogs;

namespace {

std::string fault_of(std::string_view bytes) {
    const auto read = read_po(bytes);
    if (read) return "";
    return std::to_string(read.error().line) + ":" + std::to_string(read.error().column) + " " +
           read.error().message;
}

}  // namespace

TEST_CASE("a PO file is read with its comments, flags and places") {
    const auto read = read_po(
        "# Svenska\n"
        "msgid \"\"\n"
        "msgstr \"\"\n"
        "\"Language: sv\\n\"\n"
        "\n"
        "# note\n"
        "#: post-visit.yaml:20\n"
        "#, fuzzy\n"
        "#| msgid \"Hoi\"\n"
        "msgctxt \"say\"\n"
        "msgid \"Hei \\\"sinä\\\"\"\n"
        "msgstr \"\"\n"
        "\"Hej \"\n"
        "\"du\\n\"\n"
        "\n"
        "msgctxt \"end\"\n"
        "msgid \"Kiitos\"\n"
        "msgstr \"Tack\"\n"
        "#~ msgctxt \"say\"\n"
        "#~ msgid \"Vanha\"\n"
        "#~ msgstr \"Gammal\"\n");
    REQUIRE(read);
    REQUIRE(read->size() == 4);
    const auto& hello = read->at(1);
    CHECK(read->at(0).translation == "Language: sv\n");
    CHECK(hello.context == "say");
    CHECK(hello.source == "Hei \"sinä\"");
    CHECK(hello.translation == "Hej du\n");
    CHECK(hello.fuzzy);
    CHECK(hello.previous_source == "Hoi");
    CHECK(hello.line == 10);
    CHECK(hello.translation_line == 12);
    CHECK(hello.translation_column == 0);
    CHECK(hello.comments ==
          std::vector<std::string>{"# note", "#: post-visit.yaml:20", "#, fuzzy"});
    CHECK(read->at(2).translation_column == 9);
    CHECK_FALSE(read->at(2).fuzzy);
    CHECK(read->at(3).obsolete);
    CHECK(read->at(3).translation == "Gammal");
}

TEST_CASE("what is written is read back equal") {
    std::vector<PoEntry> entries(4);
    entries[0].translation = "Language: sv\nX: y\n";
    entries[1].context = "ask.nps.text[nps >= 9]";
    entries[1].source = "rivi\ntoinen \"rivi\"\tja \\";
    entries[1].translation = "rad\n\n  två";
    entries[1].comments = {"# note", "#, fuzzy, c-format"};
    entries[1].fuzzy = true;
    entries[1].previous_source = "ennen \"tätä\"";
    entries[2].source = "";
    entries[2].context = "tyhjä";
    entries[3].source = "vanha";
    entries[3].translation = "monta\nriviä";
    entries[3].obsolete = true;
    const auto read = read_po(write_po(entries));
    REQUIRE(read);
    REQUIRE(read->size() == entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        CAPTURE(i);
        CHECK(read->at(i).context == entries[i].context);
        CHECK(read->at(i).source == entries[i].source);
        CHECK(read->at(i).translation == entries[i].translation);
        CHECK(read->at(i).fuzzy == entries[i].fuzzy);
        CHECK(read->at(i).obsolete == entries[i].obsolete);
        CHECK(read->at(i).comments == entries[i].comments);
        CHECK(read->at(i).previous_source == entries[i].previous_source);
    }
    CHECK(write_po(*read) == write_po(entries));
}

TEST_CASE("a broken PO file is told with line and column") {
    const std::pair<const char*, const char*> cases[] = {
        {"msgid \"a\n", "1:7 the text is not closed: a double quote is missing at its end"},
        {"msgid \"ä\" b\"\nmsgstr \"\"\n", "1:9 a double quote inside a text is written \\\""},
        {"msgid \"ä\\q\"\n", "1:9 only \\n, \\t, \\r, \\\\ and \\\" are written with a backslash"},
        {"\"a\"\n", "1:1 a quoted text without a keyword before it"},
        {"msgstr \"a\"\n", "1:8 the keywords of an entry come in the order msgctxt, msgid, msgstr"},
        {"msgid \"a\"\nmsgctxt \"b\"\n",
         "2:9 the keywords of an entry come in the order msgctxt, msgid, msgstr"},
        {"msgid \"a\"\n\n", "2:1 the entry has no msgstr"},
        {"msgid \"a\"\nmsgid_plural \"b\"\n",
         "2:1 plural entries are not taken: plurals stand inside the pattern"},
        {"msgid \"a\"\nmsgstr[0] \"b\"\n",
         "2:1 plural entries are not taken: plurals stand inside the pattern"},
        {"msgid \"a\"\n#~ msgstr \"b\"\n",
         "2:4 of one entry either every line begins with #~ or none"},
        {"msgid \"a\"\nmsgstr \"b\"\n#~ \"c\"\n", "3:4 a quoted text without a keyword before it"},
        {"hello\n", "1:1 msgctxt, msgid, msgstr, a quoted text or a comment is expected here"},
        {"msgid \"a\"\nmsgstr \"\"\n\nmsgid \"a\"\nmsgstr \"\"\n",
         "4:1 the same msgctxt and msgid stand here for the second time"},
        {"msgid \"a\"\nmsgstr \"p\xE4\"\n",
         "2:10 this is not UTF-8: save the file in the encoding UTF-8"},
    };
    for (const auto& [bytes, fault] : cases) {
        DYNAMIC_SECTION(fault) { CHECK(fault_of(bytes) == fault); }
    }
    CHECK(fault_of(std::string(4 * 1024 * 1024 + 1, '\n')) == "1:1 the file is longer than 4 MiB");
}

TEST_CASE("line ends of other systems and a byte order mark do no harm") {
    const auto read = read_po("\xEF\xBB\xBFmsgid \"a\"\r\nmsgstr \"b\"\r\n");
    REQUIRE(read);
    CHECK(read->at(0).translation == "b");
    CHECK(read_po("")->empty());
    CHECK(read_po("\n# only a note\n")->empty());
    const auto doubled = read_po("# note\r\r\nmsgid \"a\"\r\r\nmsgstr \"b\"");
    REQUIRE(doubled);
    CHECK(doubled->at(0).comments == std::vector<std::string>{"# note"});
}
