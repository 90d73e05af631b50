// Long messages that come piece by piece.
#include "bot/turns/parts.hpp"

#include "tests/bot/turns/published.hpp"

#include <catch2/catch.hpp>

using namespace std::chrono_literals;
using bot::Received;
using tests::Published;
using tests::mari;
using tests::message;

namespace {

channels::Incoming piece(int index, int count, const std::string& words, const std::string& id = "",
                         const std::string& reference = "42") {
    auto incoming = message(words, id);
    incoming.part = channels::MessagePart{.reference = reference, .index = index, .count = count};
    return incoming;
}

/// Mari has answered the mark, and is asked why.
struct AskedWhy : Published {
    AskedWhy() {
        invite();
        house.text(mari, "9");
        house.deliver();
    }
    std::vector<std::string> whys() {
        std::vector<std::string> values;
        for (const auto& row : house.answers())
            if (row.question == "why") values.push_back(row.value);
        return values;
    }
};

}  // namespace

TEST_CASE("a long message is one answer, in the order of its pieces, whatever order they come in") {
    AskedWhy at;
    CHECK(at.house.receive(piece(3, 3, "loppui hyvin", "c")) == Received::taken);
    CHECK(at.house.receive(piece(1, 3, "Hoitaja kuunteli ", "a")) == Received::taken);
    CHECK(at.whys().empty());
    CHECK(at.house.receive(piece(2, 3, "ja asia ", "b")) == Received::taken);
    CHECK(at.whys() == std::vector<std::string>{R"("Hoitaja kuunteli ja asia loppui hyvin")"});
}

TEST_CASE("a piece that comes twice does nothing, with an id or without, also after the message is whole") {
    const bool has_ids = GENERATE(true, false);
    AskedWhy at;
    const auto first = piece(1, 2, "Hoitaja ", has_ids ? "a" : "");
    const auto second = piece(2, 2, "kuunteli", has_ids ? "b" : "");
    CHECK(at.house.receive(first) == Received::taken);
    CHECK(at.house.receive(first) == Received::duplicate);
    CHECK(at.house.receive(second) == Received::taken);
    CHECK(at.house.receive(second) == Received::duplicate);
    CHECK(at.house.receive(first) == Received::duplicate);
    at.house.wait(11min);
    at.house.fire_timers();
    CHECK(at.whys() == std::vector<std::string>{R"("Hoitaja kuunteli")"});
}

TEST_CASE("after ten minutes what is there is taken as it is, also by the process that starts meanwhile") {
    AskedWhy at;
    at.house.receive(piece(1, 3, "Hoitaja ", "a"));
    at.house.receive(piece(3, 3, "hyvin", "c"));
    const auto due = at.house.reader().next_due_timer();
    REQUIRE(due.has_value());
    CHECK(*due == at.house.now() + bot::parts_patience);
    at.house.restart();
    at.house.wait(9min);
    at.house.fire_timers();
    CHECK(at.whys().empty());
    at.house.wait(61s);
    at.house.fire_timers();
    CHECK(at.whys() == std::vector<std::string>{R"("Hoitaja hyvin")"});
    at.house.fire_timers();
    CHECK(at.whys().size() == 1);
}

TEST_CASE("two long messages of one reference are two, where their pieces have ids of their own") {
    AskedWhy at;
    at.house.receive(piece(1, 2, "Jono oli pitkä", "a"));
    at.house.receive(piece(1, 2, "Hoitaja ", "b"));
    at.house.receive(piece(2, 2, "kuunteli", "c"));
    REQUIRE_FALSE(at.whys().empty());
    CHECK(at.whys()[0] == R"("Jono oli pitkä")");
}

TEST_CASE("pieces of another sender or reference are not mixed in") {
    AskedWhy at;
    at.house.receive(piece(1, 2, "Hoitaja ", "a", "42"));
    at.house.receive(piece(2, 2, "ei tätä", "b", "43"));
    auto other = piece(2, 2, "eikä tätä", "c", "42");
    other.from = tests::phone("+358405556677");
    at.house.receive(other);
    CHECK(at.whys().empty());
    at.house.receive(piece(2, 2, "kuunteli", "d", "42"));
    CHECK(at.whys() == std::vector<std::string>{R"("Hoitaja kuunteli")"});
}

TEST_CASE("a piece that cannot be placed is a whole message") {
    AskedWhy at;
    CHECK(at.house.receive(piece(4, 3, "Hoitaja kuunteli", "a")) == Received::taken);
    CHECK(at.whys() == std::vector<std::string>{R"("Hoitaja kuunteli")"});
}

TEST_CASE("pieces count against the sixty messages a minute") {
    AskedWhy at;
    auto outcome = Received::taken;
    for (int i = 0; i < 61; ++i)
        outcome = at.house.receive(piece(1, 2, "x", std::to_string(i), "r" + std::to_string(i)));
    CHECK(outcome == Received::limited);
}
