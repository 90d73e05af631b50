// Claiming and results through the store: order, rate, uncertainty, the next address.
#include "tests/bot/turns/house.hpp"
#include "tests/bot/turns/scripts.hpp"

#include <catch2/catch.hpp>

using namespace std::chrono_literals;
using bot::SendVerdict;
using channels::FailureKind;
using channels::SendFailure;
using tests::House;

namespace {

const std::string mari = "+358401112233";

/// Mari's second phone, or her page.
void add_address(House& house, const dialogs::Address& address, const std::string& channel) {
    house.look([&](storage::Keys& keys) { keys.addresses.push_back(tests::phone(mari)); },
               [&](storage::WorkingSet& rows) {
                   const auto resident = rows.address(tests::phone(mari))->resident;
                   rows.add_address(address, "", house.now(), resident).channel = channel;
               });
}

const auto second_phone = tests::phone("+358405556677");

void invite_many(House& house, int count, bool bulk = false) {
    for (int i = 0; i < count; ++i) {
        auto request = house.invitation("visit-" + std::to_string(i), "+35840" + std::to_string(1000000 + i));
        request.bulk = bulk;
        house.invite(request);
    }
}

/// What the provider reports when it names a message by its own id alone.
channels::StatusReport delivered(const std::string& provider_id) {
    return {.provider_id = provider_id, .state = channels::DeliveryState::delivered};
}

std::int64_t delivered_messages(House& house) {
    return house.reader().figures(house.now()).messages_by_state["delivered"];
}

}  // namespace

TEST_CASE("messages to one address leave one by one, in order") {
    House house;
    house.publish(tests::post_visit());
    house.invite(house.invitation("visit-1", mari));
    house.text(mari, "APUA");
    const auto first = house.claim();
    REQUIRE(first.size() == 1);
    CHECK(first[0].outgoing.message.question == 1);
    CHECK(house.claim().empty());
    house.tell(first[0].id, channels::Sent{});
    CHECK(house.claim().size() == 1);
}

TEST_CASE("an adapter is told the script, the moment, and when the resident last wrote from that address") {
    House house;
    house.publish(tests::post_visit());
    house.invite(house.invitation("visit-1", mari));
    const auto first = house.claim();
    REQUIRE(first.size() == 1);
    CHECK(first[0].outgoing.script == "post-visit");
    CHECK(first[0].outgoing.now == house.now());
    CHECK_FALSE(first[0].outgoing.heard_at.has_value());
    house.tell(first[0].id, channels::Sent{});
    house.wait(1h);
    const auto wrote = house.now();
    house.text(mari, "9");
    house.wait(5min);
    const auto second = house.claim();
    REQUIRE(second.size() == 1);
    CHECK(second[0].outgoing.heard_at == wrote);
}

TEST_CASE("no more is claimed than there are open requests for, and replies go before bulk") {
    House house;
    house.publish(tests::post_visit());
    house.publish(tests::feedback());
    invite_many(house, 5, /*bulk=*/true);
    house.wait(1s);
    house.text(mari, "PALAUTE");
    const auto claimed = house.claim(3);
    REQUIRE(claimed.size() == 3);
    CHECK(claimed[0].outgoing.to == tests::phone(mari));
}

TEST_CASE("no more segments leave than the rate allows, and the pump is told when to come again") {
    House house({.segments_per_second = 10});
    house.publish(tests::post_visit());
    invite_many(house, 100);
    std::size_t sent = 0;
    const auto begin = house.now();
    while (sent < 100) {
        const auto claimed = house.claim(1000);
        for (const auto& message : claimed) house.tell(message.id, channels::Sent{});
        sent += claimed.size();
        if (sent == 100) break;
        REQUIRE(house.again_at().has_value());
        REQUIRE(*house.again_at() > house.now());
        house.wait(*house.again_at() - house.now());
    }
    const auto seconds = std::chrono::duration<double>(house.now() - begin).count();
    CHECK(seconds >= (100 - 21) / 10.0);
    CHECK(seconds <= 10.0);
}

TEST_CASE("a time-out is uncertain: after two minutes without a status it is sent again, marked") {
    House house;
    house.publish(tests::post_visit());
    house.invite(house.invitation("visit-1", mari));
    const auto first = house.claim();
    CHECK(house.tell(first.at(0).id, SendFailure{.kind = FailureKind::uncertain}) == SendVerdict::waiting);
    house.wait(119s);
    CHECK(house.claim().empty());
    house.wait(2s);
    const auto again = house.claim();
    REQUIRE(again.size() == 1);
    CHECK(again[0].uncertain);
    CHECK(again[0].outgoing.id == first[0].outgoing.id);
}

TEST_CASE("a status that names an uncertain message settles it: it is not sent again, and clocks start") {
    House house;
    house.publish(tests::post_visit());
    house.invite(house.invitation("visit-1", mari));
    const auto first = house.claim();
    house.tell(first.at(0).id, SendFailure{.kind = FailureKind::uncertain});
    house.status({.message_id = first[0].outgoing.id, .state = channels::DeliveryState::delivered});
    house.wait(10min);
    CHECK(house.claim().empty());
    house.wait(49h);
    CHECK(house.fire_timers() == 1);
}

TEST_CASE("a claim that has run out is taken up by another process") {
    House house;
    house.publish(tests::post_visit());
    house.invite(house.invitation("visit-1", mari));
    REQUIRE(house.claim().size() == 1);
    house.wait(59s);
    CHECK(house.claim().empty());
    house.wait(2s);
    // The first may have sent it: it waits for a status, as after a time-out.
    CHECK(house.claim().empty());
    house.wait(2min);
    const auto again = house.claim();
    REQUIRE(again.size() == 1);
    CHECK(again[0].uncertain);
}

TEST_CASE("renewed claims hold, released ones are free at once") {
    House house;
    house.publish(tests::post_visit());
    house.invite(house.invitation("visit-1", mari));
    const auto claimed = house.claim();
    house.wait(50s);
    house.run<bot::TendClaims>(bot::Claims::renew, std::vector{claimed.at(0).id}, std::string("node"), house.now());
    house.wait(50s);
    CHECK(house.claim().empty());
    house.run<bot::TendClaims>(bot::Claims::release, std::vector{claimed[0].id}, std::string("node"), house.now());
    const auto again = house.claim();
    REQUIRE(again.size() == 1);
    CHECK_FALSE(again[0].uncertain);
}

TEST_CASE("the parts of a long message that were accepted are not sent again") {
    House house;
    house.publish(tests::post_visit());
    house.invite(house.invitation("visit-1", mari));
    const auto first = house.claim();
    house.tell(first.at(0).id, bot::PartSent{});
    house.tell(first[0].id, SendFailure{.kind = FailureKind::retry});
    house.wait(1min);
    const auto again = house.claim();
    REQUIRE(again.size() == 1);
    CHECK(again[0].parts_done == 1);
}

TEST_CASE("a wrong credential is told the operator, and the message waits") {
    House house;
    house.publish(tests::post_visit());
    house.invite(house.invitation("visit-1", mari));
    const auto first = house.claim();
    house.take_notices();
    CHECK(house.tell(first.at(0).id, SendFailure{.kind = FailureKind::configuration, .detail = "403"}) ==
          SendVerdict::waiting);
    const auto notices = house.take_notices();
    REQUIRE(notices.alarms.size() == 1);
    CHECK(notices.alarms[0].event == "outbox.configuration");
    house.wait(6min);
    CHECK(house.claim().size() == 1);
}

TEST_CASE("an address that cannot be reached is marked, and the resident's next one is tried once") {
    House house;
    house.publish(tests::post_visit());
    house.invite(house.invitation("visit-1", mari));
    add_address(house, second_phone, "sms");
    const auto first = house.claim();
    house.tell(first.at(0).id, SendFailure{.kind = FailureKind::unreachable});
    const auto second = house.claim();
    REQUIRE(second.size() == 1);
    CHECK(second[0].outgoing.to == second_phone);
    CHECK(second[0].outgoing.message == first[0].outgoing.message);
    house.tell(second[0].id, SendFailure{.kind = FailureKind::permanent});
    CHECK(house.claim().empty());
    CHECK_FALSE(house.conversation(mari).open);
}

TEST_CASE("on the next address the message has that channel's form: its buttons, and nothing of SMS") {
    House house;
    house.publish(tests::post_visit());
    house.invite(house.invitation("visit-1", mari));
    add_address(house, {"web", "page"}, "chat");
    const auto first = house.claim();
    house.tell(first.at(0).id, SendFailure{.kind = FailureKind::unreachable});
    const auto heard = house.feed("page");
    REQUIRE(heard.size() == 1);
    CHECK(heard[0].message == first[0].outgoing.message);
    CHECK(heard[0].text.find("Vastaa 0-10.") == std::string::npos);
    CHECK_FALSE(heard[0].message.choices.empty());
    CHECK(house.conversation(mari).kind == "web");
    house.tap("page", heard[0].message.question, "9", heard[0].ref);
    CHECK(house.answers().size() == 1);
}

TEST_CASE("what may have arrived, or has in part, does not go to another phone") {
    const bool in_part = GENERATE(true, false);
    House house({.rather_lose = true});
    house.publish(tests::post_visit());
    house.invite(house.invitation("visit-1", mari));
    add_address(house, second_phone, "sms");
    const auto first = house.claim();
    if (in_part) house.tell(first.at(0).id, bot::PartSent{});
    house.tell(first.at(0).id, SendFailure{.kind = in_part ? FailureKind::permanent : FailureKind::uncertain});
    house.wait(24h);
    CHECK(house.claim().empty());
}

TEST_CASE("nothing goes to the next address of one who has said STOP meanwhile") {
    House house;
    house.publish(tests::post_visit());
    house.invite(house.invitation("visit-1", mari));
    add_address(house, second_phone, "sms");
    const auto first = house.claim();
    house.text(mari, "STOP");
    house.tell(first.at(0).id, SendFailure{.kind = FailureKind::permanent});
    for (const auto& message : house.claim()) CHECK(message.outgoing.to == tests::phone(mari));  // the confirmation
}

TEST_CASE("a message that arrives after all is not sent to the next address, where that has not happened yet") {
    House house;
    house.publish(tests::post_visit());
    house.invite(house.invitation("visit-1", mari));
    add_address(house, second_phone, "sms");
    const auto first = house.claim();
    house.tell(first.at(0).id, channels::Sent{});
    house.status({.message_id = first[0].outgoing.id, .state = channels::DeliveryState::failed});
    house.status({.message_id = first[0].outgoing.id, .state = channels::DeliveryState::delivered});
    CHECK(house.claim().empty());
    CHECK(house.conversation(mari).open);
}

TEST_CASE("of several campaigns each has its turn, however long the others are") {
    House house;
    house.publish(tests::post_visit());
    house.publish(tests::feedback());
    invite_many(house, 20, /*bulk=*/true);
    for (int i = 0; i < 3; ++i) {
        auto request = house.invitation("small-" + std::to_string(i), "+35850" + std::to_string(1000000 + i));
        request.script = "feedback";
        request.given = "{}";
        request.bulk = true;
        REQUIRE(house.invite(request).disposition == "sent");
    }
    std::map<std::string, int> sent;
    for (int i = 0; i < 6; ++i) {
        const auto claimed = house.claim(1);
        REQUIRE(claimed.size() == 1);
        ++sent[claimed[0].outgoing.script];
        house.tell(claimed[0].id, channels::Sent{});
    }
    CHECK(sent == std::map<std::string, int>{{"feedback", 3}, {"post-visit", 3}});
}

TEST_CASE("a question is not sent once its answer would have been waited for no longer") {
    House house;
    house.publish(tests::written("appointment", "dialog:\n- ask: comes\n  type: yes-no\n  text: Tuletko tänään?\n"
                                                "  within: 12h\n- end: Kiitos!\n"));
    auto request = house.invitation("today", mari);
    request.script = "appointment";
    request.given = "{}";
    REQUIRE(house.invite(request).disposition == "sent");
    house.wait(12h);
    CHECK(house.claim().empty());
    CHECK(house.reader().figures(house.now()).messages_by_state["expired"] == 1);
}

TEST_CASE("an invitation that has expired is neither sent nor reminded of, but an answer to it is answered") {
    const bool in_time = GENERATE(true, false);
    House house;
    house.publish(tests::post_visit());
    auto request = house.invitation("visit-1", mari);
    request.expires_at = house.now() + 24h;
    REQUIRE(house.invite(request).disposition == "sent");
    if (in_time) {
        CHECK(house.deliver().size() == 1);
        house.wait(49h);
        CHECK(house.fire_timers() == 1);
        CHECK(house.deliver().empty());
        house.text(mari, "9");
        CHECK(house.deliver().size() == 1);
    } else {
        house.wait(24h);
        CHECK(house.deliver().empty());
        CHECK_FALSE(house.conversation(mari).open);
    }
}

TEST_CASE("an invitation that has expired before it comes is refused, and another moment is another request") {
    House house;
    house.publish(tests::post_visit());
    auto request = house.invitation("visit-1", mari);
    request.expires_at = house.now();
    const auto refused = house.invite(request);
    REQUIRE(refused.faults.size() == 1);
    CHECK(refused.faults[0].at == "expires");
    request.expires_at = house.now() + 1h;
    CHECK(house.invite(request).kind == bot::Invited::Kind::accepted);
    CHECK(house.invite(request).kind == bot::Invited::Kind::known);
    request.expires_at = house.now() + 2h;
    CHECK(house.invite(request).differing == std::vector<std::string>{"expires"});
}

TEST_CASE("a provider's report of a message it cannot bring closes the dialog, and late reports change nothing") {
    House house;
    house.publish(tests::post_visit());
    house.invite(house.invitation("visit-1", mari));
    const auto first = house.claim();
    house.tell(first.at(0).id, channels::Sent{});
    house.status({.message_id = first[0].outgoing.id, .state = channels::DeliveryState::delivered});
    house.status({.message_id = first[0].outgoing.id, .state = channels::DeliveryState::failed});
    CHECK(house.conversation(mari).open);
    CHECK(house.status({.message_id = "nobody's", .state = channels::DeliveryState::read}) == bot::Received::unknown);
}

TEST_CASE("a question that may have arrived is given up, but its dialog stays open and is reminded of") {
    House house({.rather_lose = true});
    house.publish(tests::post_visit());
    house.invite(house.invitation("visit-1", mari));
    const auto first = house.claim();
    CHECK(house.tell(first.at(0).id, SendFailure{.kind = FailureKind::uncertain}) == SendVerdict::failed);
    CHECK(house.conversation(mari).open);
    house.text(mari, "9");
    CHECK(house.answers().size() == 1);
}

TEST_CASE("a notice wakes the pump for what is behind a message that left the queue") {
    House house;
    house.publish(tests::post_visit());
    house.invite(house.invitation("visit-1", mari));
    const auto first = house.claim();
    house.take_notices();
    house.tell(first.at(0).id, channels::Sent{});
    const auto notices = house.take_notices();
    REQUIRE(notices.messages.size() == 1);
    CHECK(notices.messages[0].channel == "sms");
    CHECK(notices.timer_due.has_value());
}

TEST_CASE("a status that comes before the send's own answer is stored is kept, and applied once it is") {
    House house;
    house.publish(tests::post_visit());
    house.invite(house.invitation("visit-1", mari));
    const auto first = house.claim();
    CHECK(house.status(delivered("gx-7")) == bot::Received::unknown);
    CHECK(house.status(delivered("gx-8")) == bot::Received::unknown);  // nobody's
    house.tell(first.at(0).id, channels::Sent{.provider_id = "gx-7"});
    CHECK(delivered_messages(house) == 1);
}

TEST_CASE("a status in the same batch as the send's own answer is applied, whichever comes first") {
    const bool status_first = GENERATE(true, false);
    House house;
    house.publish(tests::post_visit());
    house.invite(house.invitation("visit-1", mari));
    const auto first = house.claim();
    std::vector<std::unique_ptr<storage::Command>> batch;
    batch.push_back(std::make_unique<bot::ReceiveEvent>(house.world(), "sms", delivered("gx-7"), house.now(), nullptr));
    batch.push_back(std::make_unique<bot::SendResult>(house.world(), first.at(0).id,
                                                      channels::Sent{.provider_id = "gx-7"}, house.now(), nullptr));
    if (!status_first) std::swap(batch[0], batch[1]);
    house.run_batch(std::move(batch));
    CHECK(delivered_messages(house) == 1);
}

TEST_CASE("early statuses are kept for minutes and by the thousand, not for ever") {
    bot::EarlyStatuses early;
    const storage::Instant now(1h);
    early.keep("sms", delivered("old"), now);
    early.keep("sms", delivered("gx-7"), now + 9min);
    early.keep("other", delivered("gx-7"), now + 11min);
    CHECK(early.take("sms", "old").empty());
    CHECK(early.take("sms", "gx-7").size() == 1);
    CHECK(early.take("sms", "gx-7").empty());
    CHECK(early.take("other", "gx-7").size() == 1);
    for (int i = 0; i < 1001; ++i) early.keep("sms", delivered(std::to_string(i)), now + 11min);
    CHECK(early.take("sms", "0").empty());
    CHECK(early.take("sms", "1").size() == 1);
}
