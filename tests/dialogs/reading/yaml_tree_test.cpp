// The tree of a YAML file: what is told of files that are none, and where each character of a
// scalar stands.
#include "dialogs/reading/yaml_tree.hpp"

using namespace dialogs;

namespace {

std::string lines_of(const std::string& text) {
    const auto tree = YamlTree::read("t.yaml", text);
    if (tree) return "";
    std::string lines;
    for (const auto& fault : tree.error()) {
        lines += (lines.empty() ? "" : "\n") + std::to_string(fault.place.line) + ":" +
                 std::to_string(fault.place.column) + " " + fault.code;
    }
    return lines;
}

/// Where the value of the key `a` has its first `@`, as line:column.
std::string place_of_at_sign(const std::string& text) {
    const auto tree = YamlTree::read("t.yaml", text);
    REQUIRE(tree);
    const auto& node = tree->root().find("a")->value;
    std::size_t index = 0;
    for (const char byte : node.value.substr(0, node.value.find('@')))
        index += (byte & 0xC0) != 0x80 ? 1 : 0;
    const auto place = tree->place(node, index);
    return std::to_string(place.line) + ":" + std::to_string(place.column);
}

struct TrapCase {
    const char* name;
    const char* text;
    const char* lines;
};

const TrapCase trap_cases[] = {
    {"a colon in a text", "- say: Huom: muistutus\n", "1:8 yaml-colon"},
    {"a colon in a text that goes on", "- say: Hei\n    Huom: muistutus\n", "1:8 yaml-colon"},
    {"a brace at the beginning", "- say: {visited} kävit\n", "1:8 yaml-brace"},
    {"a bracket at the beginning", "- say: [1] ensin\n", "1:8 yaml-brace"},
    {"a brace that nothing closes", "a: {b: c\n", "1:4 yaml-brace"},
    {"words behind a quote", "- say: \"Kiitos\" sanoi hän\n", "1:8 yaml-quote-open"},
    {"a condition that begins with a quote", "- end:\n  when: 'sms' == channel\n",
     "2:9 yaml-quote-open"},
    {"a quote that nothing closes", "a: b\nc: \"Hei\n", "2:4 yaml-quote-open"},
    {"a tab as indentation", "a:\n\tb: c\n", "2:1 yaml-tab"},
    {"a tab in a text", "a: b\tc\n", "1:5 yaml-tab"},
    {"no blank behind the dash", "dialog:\n-ask: nps\n  type: nps\n", "2:1 yaml-dash-space"},
    {"a text that begins with a dash", "a: - Hei\n", "1:4 yaml-dash-space"},
    {"a key given twice", "a: 1\nb: 2\na: 3\n", "3:1 yaml-duplicate-key"},
    {"an alias", "a: *tärkeä\n", "1:4 yaml-anchor"},
    {"an anchor", "a: &b c\n", "1:4 yaml-anchor"},
    {"a merge", "a:\n  <<: {b: c}\n", "2:3 yaml-anchor"},
    {"a tag", "a: !Huom tämä\n", "1:4 yaml-anchor"},
    {"a list that contains itself", "&a [*a]\n", "1:1 yaml-anchor\n1:5 yaml-anchor"},
    {"a text that begins with a back-tick", "a: `b`\n", "1:4 yaml-sign"},
    {"a text that begins with a per cent sign", "a: %b\n", "1:4 yaml-sign"},
    {"a text that begins with an at sign", "a: @b\n", "1:4 yaml-sign"},
    {"a text that begins with a greater-than sign", "a: > kuin 5\n", "1:4 yaml-sign"},
    {"a text that begins with a bar", "a: | kuin 5\n", "1:4 yaml-sign"},
    {"a key that stands too deep", "- ask: nps\n    type: nps\n", "2:5 yaml-indent"},
    {"a key that stands too far out", "- ask: nps\n type: nps\n", "2:2 yaml-indent"},
    {"a key too deep under a quoted text", "- ask: \"nps\"\n    type: nps\n", "2:5 yaml-indent"},
    {"Latin-1", "a: p\xE4iv\xE4\n", "1:5 yaml-encoding"},
    {"UTF-16",
     "\xFF\xFE"
     "a",
     "1:1 yaml-encoding"},
    {"a control character", "a: b\x01\n", "1:5 yaml-encoding"},
    {"a second document", "a: b\n---\nc: d\n", "3:1 yaml-documents"},
    {"a fault inside a second document", "a: b\n---\nc: d\nc: e\n", "3:1 yaml-documents"},
    {"two traps in one file", "a: Huom: b\nc: *d\n", "1:4 yaml-colon\n2:4 yaml-anchor"},
};

}  // namespace

TEST_CASE("YAML's traps are told at the beginning of the value") {
    for (const auto& one : trap_cases) {
        DYNAMIC_SECTION(one.name) { CHECK(lines_of(one.text) == one.lines); }
    }
}

TEST_CASE("what looks like a trap but is none is read") {
    const char* const texts[] = {
        "a: \"Huom: b\"  # a note\n",
        "a: klo 9:30\n",
        "a: Vastaa 0-10.\n",
        "a: b, c\nd: [e, f]   # note\n",
        "a: >-\n  Huom: tämä\n  on teksti\nb: c\n",
        "a: 'it''s'\n",
        "- -1\n",
        "a: {b: c,\n  d: e}\nf: g\n",
        "a: https://a.fi\n",
        "a: Äiti & isä * ! % @\n",
        "--- \na: b\n",
        "a:\n- b\n- c: d\n  e: f\n",
    };
    for (const auto* text : texts) {
        CAPTURE(text);
        CHECK(lines_of(text) == "");
    }
}

TEST_CASE("every scalar is text") {
    const auto tree = YamlTree::read(
        "t.yaml", "a: no\nb: 091\nc: ~\nd: null\ne:\nnull: f\ng: [null, ~]\nh: 1e3\n");
    REQUIRE(tree);
    CHECK(tree->root().find("a")->value.value == "no");
    CHECK(tree->root().find("b")->value.value == "091");
    CHECK(tree->root().find("c")->value.value == "~");
    CHECK(tree->root().find("d")->value.value == "null");
    CHECK(tree->root().find("e")->value.is_null());
    CHECK(tree->root().find("null")->value.value == "f");
    CHECK(tree->root().find("g")->value.items.at(0).value == "null");
    CHECK(tree->root().find("h")->value.value == "1e3");
}

TEST_CASE("a character of a scalar is found in the file") {
    CHECK(place_of_at_sign("a: x@\n") == "1:5");
    CHECK(place_of_at_sign("ä: 1\na: ääää@\n") == "2:8");
    CHECK(place_of_at_sign("a: yksi\n   kaksi @\n") == "2:10");
    CHECK(place_of_at_sign("a: yksi\n\n\n   kaksi @\n") == "4:10");
    CHECK(place_of_at_sign("a: 'it''s @'\n") == "1:11");
    CHECK(place_of_at_sign("a: \"\\u00e4\\n\\\"@\"\n") == "1:15");
    CHECK(place_of_at_sign("a: \"yksi \\\n    kaksi@\"\n") == "2:10");
    CHECK(place_of_at_sign("a: \"yksi\n    kaksi@\"\n") == "2:10");
    CHECK(place_of_at_sign("a: >-\n\n  yksi\n  kaksi @\n") == "4:9");
    CHECK(place_of_at_sign("a: >-\n  yksi\n    syvä\n  @\n") == "4:3");
    CHECK(place_of_at_sign("a: |  # note\n  yksi\n    kaksi\n  @\n") == "4:3");
    CHECK(place_of_at_sign("a: |2\n    syvä\n  @\n") == "3:3");
    CHECK(place_of_at_sign("\xEF\xBB\xBF"
                           "a: x@\r\n") == "1:5");
    CHECK(place_of_at_sign("a: yksi\r\n   @\r\n") == "2:4");
}

TEST_CASE("a blank inside a run of white space is placed within its run") {
    const auto tree = YamlTree::read("t.yaml", "a: |\n  x\n    y\n");
    REQUIRE(tree);
    const auto& node = tree->root().find("a")->value;
    CHECK(node.value == "x\n  y\n");
    CHECK(tree->place(node, 2) == Place{"t.yaml", 3, 3});
    CHECK(tree->place(node, 4) == Place{"t.yaml", 3, 5});
}

TEST_CASE("a comment behind a plain text is seen") {
    const auto tree = YamlTree::read("t.yaml", "a: x #1\nb: \"x\" # y\nc: x#1\nd: x\n");
    REQUIRE(tree);
    CHECK(tree->has_comment_behind(tree->root().find("a")->value));
    CHECK_FALSE(tree->has_comment_behind(tree->root().find("c")->value));
    CHECK_FALSE(tree->has_comment_behind(tree->root().find("d")->value));
}

TEST_CASE("files that are too long, too deep or too wide are refused at once") {
    CHECK(lines_of(std::string(256 * 1024 + 1, 'a')) == "1:1 yaml-size");
    CHECK(lines_of(std::string(51, '[') + std::string(51, ']')) == "1:51 yaml-depth");
    CHECK(lines_of(std::string(100'000, '[')).find("yaml-depth") != std::string::npos);
    std::string stairs;
    for (int i = 0; i < 60; ++i)
        stairs += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
    CHECK(lines_of(stairs) == "51:51 yaml-depth");
    std::string wide;
    for (int i = 0; i < 10'000; ++i)
        wide += "k" + std::to_string(i) + ": v\n";
    const auto tree = YamlTree::read("t.yaml", wide);
    REQUIRE(tree);
    CHECK(tree->root().entries.size() == 10'000);
}

TEST_CASE("an empty file is an empty tree") {
    for (const auto* text : {"", "\n\n", "# only a note\n"}) {
        const auto tree = YamlTree::read("t.yaml", text);
        REQUIRE(tree);
        CHECK(tree->root().is_null());
    }
}
