// Invitations: facts, languages, who is not asked, and the same request again.
#include "tests/bot/turns/house.hpp"
#include "tests/bot/turns/scripts.hpp"

#include <catch2/catch.hpp>

using bot::Invited;
using tests::House;

namespace {

const std::string mari = "+358401112233";

struct Published {
    House house;
    Published() {
        house.publish(tests::post_visit());
        house.publish(tests::consultation());
    }
};

}  // namespace

TEST_CASE("the same key and request again gives the same answer and asks nobody twice") {
    Published at;
    const auto first = at.house.invite(at.house.invitation("visit-1", mari));
    CHECK(first.kind == Invited::Kind::accepted);
    const auto again = at.house.invite(at.house.invitation("visit-1", mari));
    CHECK(again.kind == Invited::Kind::known);
    CHECK(again.invitation == first.invitation);
    CHECK(again.resident == first.resident);
    CHECK(at.house.deliver().size() == 1);
}

TEST_CASE("the same key with another request names what differs") {
    Published at;
    at.house.invite(at.house.invitation("visit-1", mari));
    auto other = at.house.invitation("visit-1", "+358405556677");
    other.given = R"({"unit":"Tesoma","visited":"2026-11-20"})";
    const auto answer = at.house.invite(other);
    CHECK(answer.kind == Invited::Kind::differs);
    CHECK(answer.differing == std::vector<std::string>{"address", "given.unit"});
}

TEST_CASE("all faults of a request are told at once, each with its place") {
    Published at;
    auto request = at.house.invitation("", mari);
    request.channel = "pigeon";
    request.language = "sv";
    request.given = R"({"visited":"yesterday","ward":3})";
    const auto answer = at.house.invite(request);
    CHECK(answer.kind == Invited::Kind::faulty);
    std::vector<std::string> places;
    for (const auto& fault : answer.faults) places.push_back(fault.at);
    CHECK(places ==
          std::vector<std::string>{"key", "channel", "language", "given.visited", "given.ward", "given.unit"});
    CHECK(at.house.deliver().empty());
}

TEST_CASE("a fact that is a place is one of its list, and is told by its name") {
    House house;
    house.publish(tests::written("unit-visit",
                                 "given:\n  unit: {type: place, list: units.csv, example: tays}\n"
                                 "dialog:\n- ask: n\n  type: nps\n  text: \"{unit}?\"\n",
                                 {{"units.csv", "id,name\ntays,Tays Keskussairaala\n"}}));
    auto request = house.invitation("visit-1", mari);
    request.script = "unit-visit";
    request.given = R"({"unit":"tyas"})";
    const auto refused = house.invite(request);
    CHECK(refused.kind == Invited::Kind::faulty);
    REQUIRE(refused.faults.size() == 1);
    CHECK(refused.faults[0].at == "given.unit");
    CHECK(refused.faults[0].message == "units.csv has no place tyas");
    request.given = R"({"unit":"tays"})";
    CHECK(house.invite(request).kind == Invited::Kind::accepted);
    CHECK(house.deliver_texts() == std::vector<std::string>{"Tays Keskussairaala?"});
}

TEST_CASE("facts that are no object are one fault, not a crash") {
    Published at;
    auto request = at.house.invitation("visit-1", mari);
    request.given = "[1,";
    const auto answer = at.house.invite(request);
    REQUIRE(answer.faults.size() == 1);
    CHECK(answer.faults[0].at == "given");
}

TEST_CASE("a resident who has said STOP is not asked, and the caller is told why") {
    Published at;
    at.house.text(mari, "STOP");
    at.house.deliver();
    const auto answer = at.house.invite(at.house.invitation("visit-1", mari));
    CHECK(answer.kind == Invited::Kind::accepted);
    CHECK(answer.disposition == "excluded:stopped");
    CHECK(at.house.deliver().empty());
}

TEST_CASE("a STOP outlives an erasure") {
    Published at;
    at.house.text(mari, "STOP");
    at.house.text(mari, "POISTA");
    at.house.text(mari, "kyllä");
    CHECK(at.house.take_notices().partings.size() == 1);
    CHECK(at.house.invite(at.house.invitation("visit-1", mari)).disposition == "excluded:stopped");
}

TEST_CASE("one conversation at a time: who is being asked is not asked something else") {
    Published at;
    at.house.invite(at.house.invitation("visit-1", mari));
    CHECK(at.house.invite(at.house.invitation("visit-2", mari)).disposition == "excluded:busy");
    CHECK(at.house.deliver().size() == 1);
}

TEST_CASE("an address that cannot be reached is not tried again") {
    Published at;
    at.house.invite(at.house.invitation("visit-1", mari));
    const auto claimed = at.house.claim();
    REQUIRE(claimed.size() == 1);
    at.house.tell(claimed[0].id, channels::SendFailure{.kind = channels::FailureKind::unreachable});
    CHECK(at.house.invite(at.house.invitation("visit-2", mari)).disposition == "excluded:unreachable");
}

TEST_CASE("the language is what the invitation says, else what the resident chose, else the service's") {
    Published at;
    auto english = at.house.invitation("visit-1", mari);
    english.language = "en";
    at.house.invite(english);
    CHECK(at.house.deliver_texts() == std::vector<std::string>{"Hervanta: recommend us? Reply 0-10."});

    const std::string other = "+358405556677";
    at.house.text(other, "LANGUAGE EN");
    at.house.deliver();
    at.house.invite(at.house.invitation("visit-2", other));
    CHECK(at.house.deliver_texts() == std::vector<std::string>{"Hervanta: recommend us? Reply 0-10."});

    at.house.invite(at.house.invitation("visit-3", "+358407778899"));
    CHECK(at.house.deliver_texts() == std::vector<std::string>{"Hervanta: suositteletko? Vastaa 0-10."});
}

TEST_CASE("no number is stored in clear: not in a row, not in an invitation") {
    Published at;
    at.house.invite(at.house.invitation("visit-1", mari));
    at.house.look(
        [&](storage::Keys& keys) { keys.invitation_keys.push_back("visit-1"); },
        [&](storage::WorkingSet& rows) {
            const auto* row = rows.invitation("visit-1");
            REQUIRE(row != nullptr);
            CHECK(row->fields.find("401112233") == std::string::npos);
        });
}
