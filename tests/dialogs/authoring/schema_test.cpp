// The schema and the readers' tables: no key without a word on it.
#include "dialogs/authoring/schema.hpp"
#include "dialogs/reading/key_tables.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace dialogs;

TEST_CASE("the schema has a word on every key that a reader has") {
    for (const auto& key : keys_without_schema()) FAIL_CHECK(key);
}

TEST_CASE("the schema names the keys, types and effects that this version reads") {
    const auto schema = nlohmann::json::parse(script_schema());
    const auto& all = schema.at("definitions");
    CHECK(all.at("script").at("required") ==
          nlohmann::json({"script", "languages", "title", "stream", "basis", "dialog"}));
    CHECK(all.at("ask").at("properties").contains("reprompt") == false);
    CHECK(all.at("ask").at("properties").contains("hint"));
    CHECK(all.at("ask").at("properties").at("hint").at("description") ==
          "How to answer; shown after the text where there are no buttons");
    for (const auto* key : {"join", "seed", "per_round"}) CHECK(all.at("ask").at("properties").contains(key));
    const auto types = all.at("question_type").at("enum").get<std::vector<std::string>>();
    CHECK(std::find(types.begin(), types.end(), "statements") != types.end());
    CHECK(all.at("value").at("anyOf").size() == 2);  // of an expectation: a word or list, or a table
    const auto& step = all.at("step");
    CHECK(step.at("anyOf").size() == step.at("properties").size());
    CHECK(all.at("do").at("properties").contains("topic"));
    CHECK(all.at("effect").at("enum").front() == "open-case");
}

TEST_CASE("reading for tables alone finds them in a file with faults, and none in a file that is none") {
    const auto found = read_key_tables({"s.yaml", "script: s\ndialog:\n- say: Hei\n"}, nullptr);
    CHECK(found.tables.contains("a script"));
    CHECK(found.tables.contains("`say`"));
    CHECK_FALSE(found.tables.contains("a question"));
    CHECK_FALSE(found.diagnostics.empty());
    CHECK(read_key_tables({"s.yaml", "- a"}, nullptr).tables.empty());
    CHECK(read_key_tables({"s.yaml", "a: {"}, nullptr).tables.empty());
}
