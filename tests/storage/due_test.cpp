// The contract of every store: what is due, in which order, and what must wait behind what.
#include "tests/storage/home.hpp"

#include <catch2/catch.hpp>

using namespace storage;

namespace {

struct Outbox {
    Home& home;

    MessageId queue(const Home::Person& to, Instant due, bool bulk = false, const std::string& queue = "") {
        MessageId id;
        home.run(keys_of(to.address), [&](WorkingSet& rows) {
            id = MessageId{rows.draw(IdSource::Kind::message)};
            rows.messages.add({.id = id,
                               .public_id = make_public_id(),
                               .resident = to.resident,
                               .address = to.id,
                               .channel = "sms",
                               .bulk = bulk,
                               .queue = queue,
                               .due_at = due});
        });
        return id;
    }

    void change(MessageId id, const std::function<void(MessageRow&)>& change) {
        home.run([&](Keys& keys) { keys.messages = {id}; },
                 [&](WorkingSet& rows) { change(rows.messages.edit(id)); });
    }

    std::vector<MessageId> due(Instant now, int limit = 256, const std::string& channel = "sms") {
        std::vector<MessageId> found;
        home.run([&](Keys& keys) { keys.due_messages = {{channel, now, limit}}; },
                 [&](WorkingSet& rows) {
                     found = rows.due_messages(channel);
                     for (const auto id : found) {
                         CHECK(rows.addresses.find(rows.messages.find(id)->address));
                         CHECK(rows.residents.find(rows.messages.find(id)->resident));
                     }
                 });
        return found;
    }
};

std::vector<ConversationId> due_conversations(Home& home, Instant now, int limit = 256) {
    std::vector<ConversationId> found;
    home.run([&](Keys& keys) { keys.due_conversations = {{now, limit}}; },
             [&](WorkingSet& rows) { found = rows.due_conversations(); });
    return found;
}

void set_timers(Home& home, ConversationId id, std::vector<Timer> timers) {
    home.run([&](Keys& keys) { keys.conversations = {id}; },
             [&](WorkingSet& rows) { rows.conversations.edit(id).timers = timers; });
}

}  // namespace

TEST_CASE("due messages come replies first, then by the time they are due, up to the limit") {
    Home home(GENERATE(from_range(store_kinds())));
    Outbox outbox{home};
    const auto a = home.person("+1"), b = home.person("+2"), c = home.person("+3"), d = home.person("+4");
    const auto bulk = outbox.queue(a, at(1), true);
    const auto later = outbox.queue(b, at(3));
    const auto earlier = outbox.queue(c, at(2));
    outbox.queue(d, at(9));  // not yet due
    using Ids = std::vector<MessageId>;
    CHECK(outbox.due(at(5)) == Ids{earlier, later, bulk});
    CHECK(outbox.due(at(5), 2) == Ids{earlier, later});
    CHECK(outbox.due(at(2)) == Ids{earlier, bulk});
    CHECK(outbox.due(at(5), 256, "other").empty());
}

TEST_CASE("bulk queues take turns, beginning after the one that was served last") {
    Home home(GENERATE(from_range(store_kinds())));
    Outbox outbox{home};
    std::vector<MessageId> big, small;
    int number = 0;
    const auto queue = [&](const std::string& name) {
        ++number;
        return outbox.queue(home.person("+" + std::to_string(number)), at(number), true, name);
    };
    for (int i = 0; i < 6; ++i) big.push_back(queue("big"));
    for (int i = 0; i < 2; ++i) small.push_back(queue("small"));
    const auto reply = outbox.queue(home.person("+99"), at(30));
    const auto due = [&](int limit, const std::string& after) {
        std::vector<MessageId> found;
        home.run([&](Keys& keys) { keys.due_messages = {{"sms", at(60), limit, after}}; },
                 [&](WorkingSet& rows) { found = rows.due_messages("sms"); });
        return found;
    };
    using Ids = std::vector<MessageId>;
    CHECK(due(5, "") == Ids{reply, big[0], small[0], big[1], small[1]});
    CHECK(due(2, "big") == Ids{reply, small[0]});
    CHECK(due(2, "small") == Ids{reply, big[0]});
    CHECK(due(2, "one that is empty now") == Ids{reply, small[0]});
    CHECK(due(256, "").size() == 9);
    CHECK(home.reader().next_due_message("sms") == at(1));
}

TEST_CASE("what waits instead of another message is found by that one") {
    Home home(GENERATE(from_range(store_kinds())));
    Outbox outbox{home};
    const auto person = home.person("+1");
    const auto failed = outbox.queue(person, at(1)), other = outbox.queue(person, at(3));
    MessageId instead;
    home.run(keys_of(person.address), [&](WorkingSet& rows) {
        instead = MessageId{rows.draw(IdSource::Kind::message)};
        rows.messages.add({.id = instead,
                           .public_id = make_public_id(),
                           .resident = person.resident,
                           .address = person.id,
                           .channel = "sms",
                           .instead_of = failed});
    });
    home.run([&](Keys& keys) { keys.waiting_instead_of = {failed}; },
             [&](WorkingSet& rows) {
                 CHECK(rows.messages.find(failed));
                 CHECK(rows.messages.find(instead));
                 CHECK_FALSE(rows.messages.find(other));
             });
}

TEST_CASE("to one address messages go in order: the next waits until the one before has been accepted") {
    Home home(GENERATE(from_range(store_kinds())));
    Outbox outbox{home};
    const auto person = home.person("+1");
    const auto first = outbox.queue(person, at(1)), second = outbox.queue(person, at(1));
    using Ids = std::vector<MessageId>;
    CHECK(outbox.due(at(5)) == Ids{first});
    SECTION("while it is being sent") {
        outbox.change(first, [](MessageRow& row) {
            row.state = MessageRow::State::sending;
            row.claimed_until = at(10);
        });
        CHECK(outbox.due(at(5)).empty());
        CHECK(home.reader().next_due_message("sms") == at(10));
    }
    SECTION("while it waits to be tried again") {
        outbox.change(first, [](MessageRow& row) { row.due_at = at(20); });
        CHECK(outbox.due(at(5)).empty());
        CHECK(home.reader().next_due_message("sms") == at(20));
    }
    SECTION("once it has been accepted the next goes") {
        outbox.change(first, [](MessageRow& row) { row.state = MessageRow::State::accepted; });
        CHECK(outbox.due(at(5)) == Ids{second});
    }
    SECTION("once it has failed the next goes") {
        outbox.change(first, [](MessageRow& row) { row.state = MessageRow::State::failed; });
        CHECK(outbox.due(at(5)) == Ids{second});
    }
}

TEST_CASE("a reply does not wait behind bulk that is scheduled for later, but behind bulk being sent") {
    Home home(GENERATE(from_range(store_kinds())));
    Outbox outbox{home};
    const auto person = home.person("+1");
    const auto bulk = outbox.queue(person, at(600), true);
    const auto reply = outbox.queue(person, at(1));
    CHECK(outbox.due(at(5)) == std::vector{reply});
    CHECK(home.reader().next_due_message("sms") == at(1));
    outbox.change(bulk, [](MessageRow& row) {
        row.state = MessageRow::State::sending;
        row.claimed_until = at(10);
    });
    CHECK(outbox.due(at(5)).empty());
}

TEST_CASE("a claimed message is due again once its claim has run out") {
    Home home(GENERATE(from_range(store_kinds())));
    Outbox outbox{home};
    const auto id = outbox.queue(home.person("+1"), at(1));
    outbox.change(id, [](MessageRow& row) {
        row.state = MessageRow::State::sending;
        row.claimed_by = "node";
        row.claimed_until = at(3);
    });
    CHECK(outbox.due(at(2)).empty());
    CHECK(outbox.due(at(3)) == std::vector{id});
    outbox.change(id, [](MessageRow& row) {
        row.state = MessageRow::State::delivered;
        row.claimed_until.reset();
    });
    CHECK(outbox.due(at(9)).empty());
    CHECK_FALSE(home.reader().next_due_message("sms"));
}

TEST_CASE("a conversation is due at its earliest timer that counts") {
    Home home(GENERATE(from_range(store_kinds())));
    const auto person = home.person("+1");
    const auto first = home.conversation(person), second = home.conversation(person);
    CHECK_FALSE(home.reader().next_due_timer());
    set_timers(home, second, {{.kind = 0, .due_at = at(10)}, {.kind = 1, .due_at = at(5)}});
    set_timers(home, first, {{.kind = 0, .due_at = at(7)}, {.kind = 1, .after_ms = 1000}});
    CHECK(home.reader().next_due_timer() == at(5));
    CHECK(due_conversations(home, at(4)).empty());
    CHECK(due_conversations(home, at(6)) == std::vector{second});
    CHECK(due_conversations(home, at(8)) == std::vector{second, first});
    CHECK(due_conversations(home, at(8), 1) == std::vector{second});
}

TEST_CASE("a timer that was moved, dropped or ended with its conversation wakes nobody") {
    Home home(GENERATE(from_range(store_kinds())));
    const auto person = home.person("+1");
    const auto id = home.conversation(person);
    set_timers(home, id, {{.kind = 0, .due_at = at(5)}});
    SECTION("moved later: it sleeps on, and wakes then") {
        set_timers(home, id, {{.kind = 0, .due_at = at(50)}});
        CHECK(due_conversations(home, at(10)).empty());
        CHECK(home.reader().next_due_timer() == at(50));
        CHECK(due_conversations(home, at(50)) == std::vector{id});
    }
    SECTION("moved earlier") {
        set_timers(home, id, {{.kind = 0, .due_at = at(2)}});
        CHECK(due_conversations(home, at(2)) == std::vector{id});
    }
    SECTION("dropped") {
        set_timers(home, id, {});
        CHECK_FALSE(home.reader().next_due_timer());
        CHECK(due_conversations(home, at(10)).empty());
    }
    SECTION("ended") {
        home.run([&](Keys& keys) { keys.conversations = {id}; },
                 [&](WorkingSet& rows) {
                     rows.conversations.edit(id).open = false;
                     rows.conversations.edit(id).ended_at = at(3);
                 });
        CHECK_FALSE(home.reader().next_due_timer());
        CHECK(due_conversations(home, at(10)).empty());
    }
    SECTION("handled when it was due: the next one counts") {
        home.run([&](Keys& keys) { keys.due_conversations = {{at(6)}}; },
                 [&](WorkingSet& rows) {
                     REQUIRE(rows.due_conversations() == std::vector{id});
                     rows.conversations.edit(id).timers = {{.kind = 0, .due_at = at(30)}};
                 });
        CHECK(home.reader().next_due_timer() == at(30));
        CHECK(due_conversations(home, at(10)).empty());
    }
}

TEST_CASE("what waits for a resident is found by any of the addresses, and what is on its way to nobody else") {
    Home home(GENERATE(from_range(store_kinds())));
    Outbox outbox{home};
    const auto person = home.person("+1"), other = home.person("+2");
    const dialogs::Address web{"web", "session"};
    home.run(keys_of(person.address),
             [&](WorkingSet& rows) { rows.add_address(web, "", at(0), person.resident); });
    const auto waiting = outbox.queue(person, at(600), true), sent = outbox.queue(person, at(1));
    const auto theirs = outbox.queue(other, at(1));
    outbox.change(sent, [](MessageRow& row) { row.state = MessageRow::State::accepted; });
    home.run([&](Keys& keys) { keys.waiting_for = {web, {"tel", "+3"}}; },
             [&](WorkingSet& rows) {
                 CHECK(rows.messages.find(waiting));
                 CHECK_FALSE(rows.messages.find(sent));
                 CHECK_FALSE(rows.messages.find(theirs));
             });
}

TEST_CASE("pieces of a long message are kept by sender, channel and reference, until they are dropped") {
    Home home(GENERATE(from_range(store_kinds())));
    const auto person = home.person("+1"), other = home.person("+2");
    const PartsKey key{person.id, "sms", "42"};
    home.run(keys_of(person.address), [&](WorkingSet& rows) {
        rows.keep_parts({.key = key, .due_at = at(10), .sealed = "one"});
        rows.keep_parts({.key = key, .due_at = at(10), .sealed = "one, two"});
    });
    CHECK(home.reader().next_due_timer() == at(10));
    const auto find = [&](const Home::Person& of, const std::string& channel, const std::string& reference) {
        std::string found;
        home.run([&](Keys& keys) { keys.parts = {{of.address, channel, reference}}; },
                 [&](WorkingSet& rows) {
                     if (const auto* row = rows.parts({of.id, channel, reference})) found = row->sealed;
                 });
        return found;
    };
    CHECK(find(person, "sms", "42") == "one, two");
    CHECK(find(person, "sms", "43").empty());
    CHECK(find(person, "gw", "42").empty());
    CHECK(find(other, "sms", "42").empty());
    const auto due = [&](Instant now) {
        std::vector<PartsKey> found;
        home.run([&](Keys& keys) { keys.due_parts = now; }, [&](WorkingSet& rows) { found = rows.due_parts(); });
        return found;
    };
    CHECK(due(at(9)).empty());
    CHECK(due(at(10)) == std::vector{key});
    home.run(keys_of(person.address), [&](WorkingSet& rows) { rows.drop_parts(key); });
    CHECK(due(at(99)).empty());
    CHECK_FALSE(home.reader().next_due_timer());
}
