// Log lines: their form, and what never stands in them.
#include "bot/observe/log.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace bot;

namespace {

struct Lines {
    std::vector<std::string> lines;
    Log log{LogLevel::info, [this](LogLevel, const std::string& line) { lines.push_back(line); }};
};

}  // namespace

TEST_CASE("an event is its name and its fields, quoted where they must be") {
    Lines to;
    to.log.info("outbox.retry", {{"channel", "sms"}, {"attempt", 3}, {"reason", "no answer, \"yet\"\nline"}});
    REQUIRE(to.lines.size() == 1);
    CHECK(to.lines[0] == R"(outbox.retry channel=sms attempt=3 reason="no answer, \"yet\" line")");
}

TEST_CASE("what is below the level is not written") {
    Lines to;
    to.log.debug("turn.taken");
    CHECK(to.lines.empty());
}

TEST_CASE("secrets and numbers are taken out of every value") {
    Lines to;
    to.log.redactor().add_secrets({"s3cr3t", "abc", "s3cr3t-longer"});
    to.log.error("x", {{"url", "http://h/?k=s3cr3t-longer&p=s3cr3t"},
                       {"to", "+358401234567"},
                       {"national", "0401234567 x"},
                       {"id", "abc0123456789abcdef"},
                       {"port", "8080"},
                       {"count", 123456789}});
    CHECK(to.lines.at(0) ==
          "x url=\"http://h/?k=***&p=***\" to=<number> national=\"<number> x\" id=abc0123456789abcdef port=8080 "
          "count=123456789");
}
