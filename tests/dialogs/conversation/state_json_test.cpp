// The state as JSON: every kind of state goes out and comes back, those of earlier releases come
// back for ever.
#include "tests/dialogs/conversation/talk.hpp"
#include "tests/support/shipped_catalog.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <span>

namespace {

using dialogs::state_from_json;
using dialogs::to_state_json;

const std::filesystem::path states = std::filesystem::path(KUULOLLA_SOURCE_DIR) / "tests/dialogs/states";

dialogs::Script states_script(const std::string& of = "v1", const std::string& file = "script.yaml") {
    const auto beside = [&](const std::string& name) -> std::optional<dialogs::SourceFile> {
        if (!std::filesystem::exists(states / of / name)) return std::nullopt;
        return dialogs::SourceFile{name, tests::source_file("tests/dialogs/states/" + of + "/" + name)};
    };
    const auto bytes = tests::source_file("tests/dialogs/states/" + of + "/" + file);
    const auto name = file == "script.yaml" ? "states" + of.substr(2) + ".yaml" : file;
    auto read = dialogs::read_script({name, bytes}, beside, nullptr);
    for (const auto& diagnostic : read.diagnostics)
        UNSCOPED_INFO(dialogs::to_line(diagnostic));
    REQUIRE(read.script.has_value());
    return std::move(*read.script);
}

/// One talk for each kind of state that version 1 knows.
struct Kept {
    const char* file;
    const char* lines;
    const char* script = "script.yaml";
};
constexpr Kept kept[] = {
    {"asking-nps.json", ""},
    {"asking-text.json", "8\n"},
    {"asking-in-group.json", "3\nohi\n"},
    {"asking-after-na.json", "3\nohi\nen tiedä\n"},
    {"asking-after-do.json", "3, jono oli pitkä\n4\n2\nkyllä\n"},
    {"asking-after-other.json", "9\nohi\nsavumerkein\n"},
    {"asking-again-after-back.json", "9\nohi\nTAKAISIN\nTAKAISIN\n"},
    {"asking-after-unclear.json", "häh\nhäh\nhäh\nhäh\n"},
    {"paused.json", "9\nen halua elää\n"},
    {"pending-language.json", "9\nKIELI\n"},
    {"pending-erase.json", "9\nPOISTA\n"},
    {"ended-completed.json", "9\nohi\nchat\n12,5\n"},
    {"ended-partial.json", "/wait 8d\n"},
    {"ended-refused.json", "9\nSTOP\n"},
    {"asking-rank.json", "1984\n3.1.\n", "types.yaml"},
    {"picking-choices.json", "84\neilen\n2 1\n1=4 2=6\nsvenska\n/tap digi\n", "types.yaml"},
};

/// The same of steps that came later; version 1 still, with members of their own.
constexpr Kept kept_of_steps[] = {
    {"second-round.json", "4\nkyllä\n"},
    {"second-round-answered.json", "4\nkyllä\n2\n"},
    {"drawn.json", "4\nei\n1\n"},
    {"waiting-until.json", "4\nei\n1\n2\n"},
    {"waiting-before.json", "4\nei\n1\n2\n/given seat=in\n3\n"},
    {"paused-waiting.json", "4\nei\n1\n2\nen halua elää\n"},
    {"refused-waiting.json", "4\nei\n1\n2\nSTOP\n"},
};

/// The same of places and budgets.
constexpr Kept kept_of_lists[] = {
    {"asking-place.json", ""},
    {"offering-places.json", "/given near=tesoma\nhervannan\n"},
    {"asking-place-again.json", "hervannan\n3\n"},
    {"asking-budget.json", "herwood\n1\n"},
    {"confirming-budget.json", "hervannan\n1\n1 3\n"},
};

/// The same of what takes several messages: texts, rounds of statements.
constexpr Kept kept_of_parts[] = {
    {"joining-text.json", "Jonotin.\nKauan.\n"},
    {"asking-statement.json", "Jonotin.\nOK\n1\n"},
    {"statements-again.json", "Jonotin.\nOK\n1\n2\n"},
};

void check_kept(const std::string& of, std::span<const Kept> kept_states) {
    const auto writes_missing = std::getenv("KUULOLLA_WRITE_MISSING_STATES") != nullptr;
    for (const auto& one : kept_states) {
        CAPTURE(one.file);
        const auto script = states_script(of, one.script);
        const auto path = states / of / one.file;
        if (writes_missing && !std::filesystem::exists(path)) {
            std::ofstream(path) << to_state_json(tests::state_behind(script, one.lines)) << '\n';
        }
        const auto bytes = tests::source_file("tests/dialogs/states/" + of + "/" + one.file);
        const auto state = state_from_json(bytes, script);
        REQUIRE(state.has_value());
        CHECK(to_state_json(*state) + "\n" == bytes);
        CHECK(bytes.rfind("{\"v\":1,", 0) == 0);
    }
}

int files_in(const std::string& of) {
    auto files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(states / of)) {
        files += entry.path().extension() == ".json" ? 1 : 0;
    }
    return files;
}

}  // namespace

TEST_CASE("every state that version 1 has written is read, and written as it was") {
    check_kept("v1", kept);
    check_kept("v1-steps", kept_of_steps);
    check_kept("v1-lists", kept_of_lists);
    check_kept("v1-parts", kept_of_parts);
}

TEST_CASE("no kept state lies about unread") {
    CHECK(files_in("v1") == static_cast<int>(std::size(kept)));
    CHECK(files_in("v1-steps") == static_cast<int>(std::size(kept_of_steps)));
    CHECK(files_in("v1-lists") == static_cast<int>(std::size(kept_of_lists)));
    CHECK(files_in("v1-parts") == static_cast<int>(std::size(kept_of_parts)));
}

TEST_CASE("facts and answers keep their types through JSON") {
    const auto script = states_script();
    const auto state =
        tests::state_behind(script, "3, jono oli pitkä\nen tiedä\n2\nkyllä\nsavumerkein\n");
    const auto read = state_from_json(to_state_json(state), script);
    REQUIRE(read.has_value());
    CHECK(*read == state);
    CHECK(std::holds_alternative<dialogs::Date>(read->facts.at("visited")));
    CHECK(std::holds_alternative<dialogs::Date>(read->facts.at("case_due")));
    CHECK(read->facts.at("case") == dialogs::Value(std::string("1234")));
    CHECK(read->facts.at("visits") == dialogs::Value(3.0));
    CHECK(read->facts.at("again") == dialogs::Value(true));
    CHECK(read->given.at("easy").value == dialogs::Value(dialogs::NotApplicable{}));
    CHECK(read->given.at("way").other_text == "savumerkein");
    CHECK(read->given.at("why").comment_of == "nps");
}

TEST_CASE("what waits for nothing keeps nothing") {
    const auto state = state_from_json(R"({"v":1,"pending":{"script":"feedback"}})", states_script());
    REQUIRE(state.has_value());
    CHECK(state->pending == dialogs::Pending{});
}

TEST_CASE("brackets and quotes in a resident's text are no part of the state's own") {
    const auto script = states_script();
    const auto state = tests::state_behind(script, "8\n[[[[[[[[[[{{{{{{{{{{ \"[[[[\\\n");
    const auto read = state_from_json(to_state_json(state), script);
    REQUIRE(read.has_value());
    CHECK(*read == state);
}

TEST_CASE("what is no state is refused with what does not fit, never taken") {
    const auto script = states_script();
    const auto error = [&](const std::string& json) {
        const auto state = state_from_json(json, script);
        REQUIRE_FALSE(state.has_value());
        return state.error();
    };
    CHECK(error("") == "the state is not JSON");
    CHECK(error("[]") == "a state is an object");
    CHECK(error("{}").find("version 0") != std::string::npos);
    CHECK(error(R"({"v":2})").find("version 2") != std::string::npos);
    CHECK(error(R"({"v":1,"phase":"flying"})").find("`phase`") != std::string::npos);
    CHECK(error(R"({"v":1,"open":3})").find("`open`") != std::string::npos);
    CHECK(error(R"({"v":1,"open":1e300})").find("`open`") != std::string::npos);
    CHECK(error(R"({"v":1,"trail":[7]})").find("`trail`") != std::string::npos);
    CHECK(error(R"({"v":1,"given":{"nothing":{"value":1}}})").find("nothing") != std::string::npos);
    CHECK(error(R"({"v":1,"given":"x"})").find("`given`") != std::string::npos);
    CHECK(error(R"({"v":1,"asked":[{"question":"nps","path":"9.9"}],"open":1,"position":"9.9"})")
              .find("9.9") != std::string::npos);
    CHECK(error(R"({"v":1,"outcome":"fine"})").find("`outcome`") != std::string::npos);
    CHECK(error(R"({"v":1,"pending":{"kind":"erase","ordinal":0}})").find("`pending`") !=
          std::string::npos);
    CHECK(error(std::string(100'000, '[')) == "the state is not JSON");
    CHECK(error(R"({"v":1,"facts":{"x":[[[[[[[[[[]]]]]]]]]]}})") == "the state is not JSON");
}
