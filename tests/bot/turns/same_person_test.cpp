// Further addresses that a provider tells: of a known resident, of nobody, of another resident.
#include "tests/bot/turns/published.hpp"

#include <catch2/catch.hpp>

using bot::Received;
using tests::House;
using tests::Published;
using tests::mari;
using tests::phone;

namespace {

const dialogs::Address app{"app", "m-77"};

/// Mari writes from the messenger, which tells her number.
Received write(House& house, const std::string& words) {
    static int written = 0;
    channels::Incoming incoming;
    incoming.external_id = "app" + std::to_string(++written);
    incoming.from = app;
    incoming.also = {phone(mari)};
    incoming.reply = dialogs::TextReply{words};
    return house.receive(std::move(incoming));
}

storage::ResidentRow resident_of(House& house, const dialogs::Address& address) {
    storage::ResidentRow found;
    house.look([&](storage::Keys& keys) { keys.addresses.push_back(address); },
               [&](storage::WorkingSet& rows) {
                   REQUIRE(rows.address(address));
                   found = *rows.residents.find(rows.address(address)->resident);
               });
    return found;
}

/// Mari is known by her number and by the messenger, as two.
struct Two : Published {
    Two() {
        house.text(mari, "PALAUTE");
        channels::Incoming incoming;
        incoming.external_id = "alone";
        incoming.from = app;
        incoming.reply = dialogs::TextReply{"KUULE"};
        house.receive(std::move(incoming));
        house.deliver();
        REQUIRE(resident_of(house, app).id != resident_of(house, phone(mari)).id);
    }
};

}  // namespace

TEST_CASE("a new address that names a known one is its resident's, and the conversation goes on there") {
    Published at;
    at.invite();
    CHECK(write(at.house, "9") == Received::taken);
    CHECK(resident_of(at.house, app).id == resident_of(at.house, phone(mari)).id);
    CHECK(at.house.answers().size() == 1);
    const auto heard = at.house.deliver();
    REQUIRE(heard.size() == 1);
    CHECK(heard[0].to == app);
}

TEST_CASE("an address that nobody has becomes the sender's, and nothing is sent to it unasked") {
    Published at;
    write(at.house, "PALAUTE");
    CHECK(resident_of(at.house, phone(mari)).id == resident_of(at.house, app).id);
    const auto sent = at.house.claim();
    REQUIRE(sent.size() == 1);
    at.house.tell(sent[0].id, channels::SendFailure{.kind = channels::FailureKind::permanent});
    CHECK(at.house.claim().empty());
}

TEST_CASE("two residents that turn out to be one stay two, and no message reaches both phones") {
    Two at;
    write(at.house, "aamulla");
    CHECK(resident_of(at.house, app).id != resident_of(at.house, phone(mari)).id);
    const auto heard = at.house.deliver();
    REQUIRE(heard.size() == 1);
    CHECK(heard[0].to == app);
    CHECK(at.house.answers("hours").size() == 1);
    CHECK(at.house.conversation(mari).script == "feedback");
}

TEST_CASE("a STOP that one of the two says holds for the other, and START takes both back") {
    Two at;
    write(at.house, "STOP");
    CHECK_FALSE(resident_of(at.house, app).withdrawn.empty());
    CHECK(resident_of(at.house, phone(mari)).withdrawn.size() == 1);
    write(at.house, "START");
    CHECK(resident_of(at.house, app).withdrawn.empty());
    CHECK(resident_of(at.house, phone(mari)).withdrawn.empty());
}

TEST_CASE("a STOP from before holds from the first message that names both") {
    Two at;
    at.house.text(mari, "STOP");
    at.house.deliver();
    write(at.house, "aamulla");
    CHECK(resident_of(at.house, app).withdrawn.contains("feedback"));
    CHECK_FALSE(resident_of(at.house, app).withdrawn.contains("consultation"));
}
