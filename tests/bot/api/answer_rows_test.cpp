// Answers as the outside reads them.
#include "bot/api/answer_rows.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace bot;
using nlohmann::json;

namespace {

storage::ExportedAnswer answer() {
    storage::ExportedAnswer exported;
    exported.answer = {.number = {7},
                       .replaces = {3},
                       .script = "post-visit",
                       .version = "0123456789abcdef",
                       .question = "nps",
                       .value = "9",
                       .raw = "ysi, \"kiitos\"",
                       .comment = "hyvä\nhoito",
                       .language = "fi",
                       .channel = "sms",
                       .kind = "sms",
                       .at = dialogs::Instant{std::chrono::milliseconds(1'795'256'102'123)}};
    exported.conversation = "conv";
    exported.resident = "resi";
    return exported;
}

}  // namespace

TEST_CASE("an answer is one JSON object with everything the contract names") {
    CHECK(json::parse(answer_json(answer())) == json::parse(R"({
        "answer": 7, "replaces": 3, "conversation": "conv", "resident": "resi", "script": "post-visit",
        "version": "0123456789abcdef", "question": "nps", "value": 9, "raw": "ysi, \"kiitos\"",
        "comment": "hyvä\nhoito", "language": "fi", "channel": "sms", "kind": "sms",
        "at": "2026-11-21T10:15:02.123Z"})"));
    CHECK(answer_json(answer()).find('\n') == std::string::npos);
}

TEST_CASE("what is not there is null, and what is erased says so") {
    auto exported = answer();
    exported.answer.replaces = {};
    exported.answer.comment.reset();
    exported.answer.erased = true;
    exported.resident.clear();
    const auto object = json::parse(answer_json(exported));
    for (const char* name : {"replaces", "comment", "resident", "value", "raw"}) CHECK(object.at(name).is_null());
    CHECK(object.at("erased") == true);
}

TEST_CASE("bytes that are no UTF-8 harm no line") {
    auto exported = answer();
    exported.answer.raw = "hei\xff";
    CHECK(json::parse(answer_json(exported)).at("raw") == "hei\xEF\xBF\xBD");
}

TEST_CASE("a line of CSV has as many cells as its head, quoted where they must be") {
    CHECK(answer_csv_head() ==
          "answer,replaces,conversation,resident,script,version,question,value,raw,comment,language,channel,kind,at,"
          "erased,round\r\n");
    CHECK(answer_csv(answer()) ==
          "7,3,conv,resi,post-visit,0123456789abcdef,nps,9,\"ysi, \"\"kiitos\"\"\",\"hyvä\nhoito\",fi,sms,sms,"
          "2026-11-21T10:15:02.123Z,,\r\n");
    auto in_a_round = answer();
    in_a_round.answer.round = "2.1";
    CHECK(answer_csv(in_a_round).ends_with("Z,,2.1\r\n"));
    CHECK(json::parse(answer_json(in_a_round)).at("round") == "2.1");
    CHECK_FALSE(json::parse(answer_json(answer())).contains("round"));
}

TEST_CASE("values of every kind have their cell, and no text becomes a formula") {
    auto exported = answer();
    const auto value_cell = [&](const std::string& value) {
        exported.answer.value = value;
        exported.answer.raw = "";
        exported.answer.comment.reset();
        const auto line = answer_csv(exported);
        const auto begin = line.find("nps,") + 4;
        return line.substr(begin, line.find(",,,fi") - begin);
    };
    CHECK(value_cell("null") == "");
    CHECK(value_cell("\"sms\"") == "sms");
    CHECK(value_cell("true") == "true");
    CHECK(value_cell("-5") == "-5");
    CHECK(value_cell("[\"a\",\"b\"]") == "\"[\"\"a\"\",\"\"b\"\"]\"");
    CHECK(value_cell("\"=1+1\"") == "'=1+1");
    exported.answer.raw = "@sum";
    CHECK(answer_csv(exported).find(",'@sum,") != std::string::npos);
}
