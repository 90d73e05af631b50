// STOP and START: nothing after STOP but its confirmation, until START.
#include "tests/bot/turns/published.hpp"

#include <catch2/catch.hpp>

using namespace std::chrono_literals;
using bot::Received;
using tests::Published;
using tests::mari;

TEST_CASE("STOP in a dialog is confirmed once, ends it as refused, and means its stream") {
    Published at;
    at.invite();
    at.house.text(mari, "STOP");
    CHECK(at.house.deliver().size() == 1);
    CHECK(at.house.conversation(mari).outcome == "refused");
    CHECK(at.house.resident(mari).withdrawn.contains("feedback"));
    CHECK_FALSE(at.house.resident(mari).withdrawn.contains("*"));
}

TEST_CASE("a second STOP widens to all and is confirmed, a third is silent") {
    Published at;
    at.invite();
    at.house.text(mari, "STOP");
    at.house.deliver();
    at.house.text(mari, "STOP");
    CHECK(at.house.deliver().size() == 1);
    CHECK(at.house.resident(mari).withdrawn.contains("*"));
    CHECK(at.house.text(mari, "STOP") == Received::silent);
    CHECK(at.house.deliver().empty());
}

TEST_CASE("STOP KAIKKI means all at once") {
    Published at;
    at.invite();
    at.house.text(mari, "STOP KAIKKI");
    CHECK(at.house.deliver().size() == 1);
    CHECK(at.house.resident(mari).withdrawn.contains("*"));
}

TEST_CASE("STOP from one to whom nothing was sent in 30 days means all") {
    Published at;
    at.house.text(mari, "STOP");
    CHECK(at.house.deliver().size() == 1);
    CHECK(at.house.resident(mari).withdrawn.contains("*"));

    const std::string other = "+358405556677";
    at.house.invite(at.house.invitation("visit-9", other));
    at.house.deliver();
    at.house.wait(31 * 24h);
    at.house.fire_timers();
    at.house.text(other, "STOP");
    CHECK(at.house.resident(other).withdrawn.contains("*"));
}

TEST_CASE("after STOP there is silence: no question, no reminder, no stranger's script") {
    Published at;
    at.invite();
    at.house.text(mari, "STOP");
    at.house.deliver();
    CHECK(at.house.text(mari, "kiitos ja hei vaan") == Received::silent);
    at.house.wait(49h);
    at.house.fire_timers();
    at.house.wait(24h * 10);
    at.house.fire_timers();
    CHECK(at.house.deliver().empty());
}

TEST_CASE("what was queued before STOP is not sent after it") {
    Published at;
    at.house.invite(at.house.invitation("visit-1", mari));
    at.house.text(mari, "STOP");
    const auto heard = at.house.deliver();
    REQUIRE(heard.size() == 1);
    CHECK(heard[0].message.question == 0);
}

TEST_CASE("a message that failed for now and was stopped meanwhile is not tried again") {
    Published at;
    at.house.invite(at.house.invitation("visit-1", mari));
    const auto claimed = at.house.claim();
    at.house.tell(claimed.at(0).id, channels::SendFailure{.kind = channels::FailureKind::retry});
    at.house.text(mari, "STOP");
    at.house.wait(1h);
    const auto heard = at.house.deliver();
    REQUIRE(heard.size() == 1);
    CHECK(heard[0].id != claimed[0].id);
}

TEST_CASE("START takes STOP back, and the survey that STOP ended is taken up") {
    Published at;
    at.invite();
    at.house.text(mari, "STOP");
    at.house.deliver();
    at.house.text(mari, "START");
    const auto texts = at.house.deliver_texts();
    REQUIRE_FALSE(texts.empty());
    CHECK(texts.back() == "Hervanta: suositteletko? Vastaa 0-10.");
    CHECK(at.house.resident(mari).withdrawn.empty());
    at.house.text(mari, "9");
    CHECK(at.house.answers().size() == 1);
    CHECK(at.house.conversation(mari).open);
}

TEST_CASE("a keyword after STOP is told how to come back, and starts nothing") {
    Published at;
    at.invite();
    at.house.text(mari, "STOP");
    at.house.deliver();
    at.house.text(mari, "PALAUTE");
    const auto texts = at.house.deliver_texts();
    REQUIRE(texts.size() == 1);
    CHECK(texts[0].find("START") != std::string::npos);
    CHECK(at.house.conversation(mari).script == "post-visit");
    // Another stream is open to them.
    at.house.text(mari, "KUULE");
    CHECK(at.house.conversation(mari).script == "hours");
}

TEST_CASE("in danger one is answered also after STOP") {
    Published at;
    at.house.text(mari, "STOP KAIKKI");
    at.house.deliver();
    at.house.text(mari, "en halua elää");
    CHECK(at.house.deliver().size() == 1);
}

TEST_CASE("STOP means the stream of the newest message, also where another dialog is open") {
    Published at;
    at.house.text(mari, "KUULE");
    at.house.deliver();
    at.house.wait(1h);
    // Meanwhile a message of another stream has gone to the same resident.
    at.house.look([&](storage::Keys& keys) { keys.addresses.push_back(tests::phone(mari)); },
                  [&](storage::WorkingSet& rows) {
                      auto& resident = rows.residents.edit(rows.address(tests::phone(mari))->resident);
                      resident.last_stream = "notice";
                      resident.last_stream_at = at.house.now();
                  });
    at.house.text(mari, "STOP");
    CHECK(at.house.resident(mari).withdrawn.contains("notice"));
    CHECK_FALSE(at.house.resident(mari).withdrawn.contains("consultation"));
    CHECK(at.house.conversation(mari).open);
}

TEST_CASE("an opt-out at the provider withdraws silently") {
    Published at;
    at.invite();
    CHECK(at.house.run<bot::ReceiveEvent>(std::string("sms"),
                                          channels::ChannelEvent(channels::OptOut{tests::phone(mari)}),
                                          at.house.now()) == Received::taken);
    CHECK(at.house.deliver().empty());
    CHECK(at.house.resident(mari).withdrawn.contains("feedback"));
    CHECK(at.house.conversation(mari).outcome == "refused");
}

TEST_CASE("STOP takes back what waits in the outbox in the same commit, so that its confirmation waits for nothing") {
    Published at;
    at.house.invite(at.house.invitation("visit-1", mari));
    const auto claimed = at.house.claim();
    at.house.tell(claimed.at(0).id, channels::SendFailure{.kind = channels::FailureKind::retry, .retry_after = 1h});
    at.house.text(mari, "STOP");
    const auto confirmation = at.house.claim();
    REQUIRE(confirmation.size() == 1);
    CHECK(confirmation[0].id != claimed[0].id);
    CHECK(at.house.reader().figures(at.house.now()).messages_by_state.at("failed") == 1);
}

TEST_CASE("a dialog that STOP ended from outside is taken up by START, and its clocks run") {
    Published at;
    at.invite();
    at.house.look([&](storage::Keys& keys) { keys.addresses.push_back(tests::phone(mari)); },
                  [&](storage::WorkingSet& rows) {
                      auto& resident = rows.residents.edit(rows.address(tests::phone(mari))->resident);
                      resident.last_stream = "notice";
                      resident.last_stream_at = at.house.now();
                  });
    at.house.text(mari, "STOP");
    at.house.text(mari, "STOP");
    CHECK(at.house.conversation(mari).outcome == "refused");
    at.house.text(mari, "START");
    CHECK(at.house.conversation(mari).open);
    CHECK_FALSE(at.house.conversation(mari).timers.empty());
}
