// The contract of every store: what a command changes, a later one finds.
#include "tests/storage/home.hpp"

#include <catch2/catch.hpp>

using namespace storage;

TEST_CASE("a resident met by an address is found by it, and by no other") {
    Home home(GENERATE(from_range(store_kinds())));
    const auto person = home.person("+358401112233");
    const dialogs::Address other{"tel", "+358401112234"}, other_scheme{"web", "+358401112233"};
    const auto name = [&](Keys& keys) { keys.addresses = {person.address, other, other_scheme}; };
    home.run(name, [&](WorkingSet& rows) {
        const auto* row = rows.address(person.address);
        REQUIRE(row);
        CHECK(row->id == person.id);
        CHECK(row->resident == person.resident);
        CHECK(rows.residents.find(row->resident)->public_id.size() == 26);
        CHECK(rows.open(*row) == person.address);
        CHECK_FALSE(rows.address(other));
        CHECK_FALSE(rows.address(other_scheme));
    });
}

TEST_CASE("within a batch each command sees what those before it changed") {
    Home home(GENERATE(from_range(store_kinds())));
    const dialogs::Address address{"tel", "+358401112233"};
    Act first(keys_of(address), [&](WorkingSet& rows) {
        REQUIRE_FALSE(rows.address(address));
        rows.add_address(address, make_public_id(), at(0));
    });
    Act second(keys_of(address), [&](WorkingSet& rows) {
        const auto* row = rows.address(address);
        REQUIRE(row);
        rows.addresses.edit(row->id).channel = "sms";
        rows.residents.edit(row->resident).withdrawn["surveys"] = at(1);
    });
    const auto report = home.run({&first, &second});
    CHECK(report.committed == 2);
    home.run(keys_of(address), [&](WorkingSet& rows) {
        const auto* row = rows.address(address);
        CHECK(row->channel == "sms");
        CHECK(rows.residents.find(row->resident)->withdrawn ==
              std::map<std::string, Instant>{{"surveys", at(1)}});
    });
}

TEST_CASE("a provider's message is met for the first time once, in a batch and ever after") {
    Home home(GENERATE(from_range(store_kinds())));
    const SeenKey key{"sms", "2f0c8a4e"}, other_channel{"whatsapp", "2f0c8a4e"};
    std::vector<bool> first;
    const auto name = [&](Keys& keys) { keys.seen = {key, other_channel}; };
    const auto decide = [&](WorkingSet& rows) { first.push_back(rows.first_time(key, at(0))); };
    Act one(name, decide), two(name, decide);
    home.run({&one, &two});
    CHECK(first == std::vector{true, false});
    home.reopen();
    home.run(name, decide);
    CHECK(first.back() == false);
    home.run(name, [&](WorkingSet& rows) {
        CHECK(rows.seen(key));
        CHECK_FALSE(rows.seen(other_channel));
        CHECK(rows.first_time(other_channel, at(1)));
    });
}

TEST_CASE("every field of a conversation comes back as it was written") {
    Home home(GENERATE(from_range(store_kinds())));
    const auto person = home.person("+358401112233");
    const auto id = home.conversation(person);
    const std::vector<Timer> timers{{.kind = 1, .question = 2, .due_at = at(60)},
                                    {.kind = 0, .question = 3, .after_ms = 86'400'000}};
    const std::map<std::string, LatestAnswer> latest{
        {"nps", {AnswerId{7}, "9", "2026-11-21", "fi"}}, {"a:b|\"ä", {AnswerId{8}, "", "", "fi-simple"}}};
    home.run(keys_of(person.address), [&](WorkingSet& rows) {
        auto& row = rows.conversations.edit(id);
        row.language = "sv";
        row.state = "{\"v\":1,\"text\":\"å 🙂\"}";
        row.timers = timers;
        row.latest = latest;
        row.unit = "Tesoman hyvinvointikeskus";
        row.open = false;
        row.outcome = "completed";
        row.moved_at = at(5);
        row.ended_at = at(6);
    });
    home.reopen();
    home.run(keys_of(person.address), [&](WorkingSet& rows) {
        REQUIRE(rows.conversations_of(person.resident) == std::vector{id});
        const auto& row = *rows.conversations.find(id);
        CHECK(row.language == "sv");
        CHECK(row.state == "{\"v\":1,\"text\":\"å 🙂\"}");
        CHECK(row.timers == timers);
        CHECK(row.latest == latest);
        CHECK(row.unit == "Tesoman hyvinvointikeskus");
        CHECK_FALSE(row.open);
        CHECK(row.outcome == "completed");
        CHECK(row.opened_at == at(0));
        CHECK(row.moved_at == at(5));
        CHECK(row.ended_at == at(6));
        CHECK(row.script == "post-visit");
        CHECK(row.address == person.id);
    });
}

TEST_CASE("every field of a message, a resident and an address comes back as it was written") {
    Home home(GENERATE(from_range(store_kinds())));
    const auto person = home.person("+358401112233");
    MessageRow sent{.public_id = make_public_id(), .resident = person.resident, .address = person.id,
                    .channel = "sms", .stream = "surveys", .bulk = true, .confirms_stop = true,
                    .question = 3, .body = "{}", .state = MessageRow::State::failed, .segments = 2,
                    .attempts = 4, .parts_done = 1, .uncertain = true, .due_at = at(1),
                    .claimed_by = "node", .claimed_until = at(2), .expires_at = at(3),
                    .provider_id = "p1", .failure = "permanent", .created_at = at(0),
                    .accepted_at = at(4)};
    home.run(keys_of(person.address), [&](WorkingSet& rows) {
        sent.id = MessageId{rows.draw(IdSource::Kind::message)};
        rows.messages.add(sent);
        auto& resident = rows.residents.edit(person.resident);
        resident.language = "fi-simple";
        resident.last_stream = "surveys";
        resident.last_stream_at = at(9);
        resident.pending = "delete";
        auto& address = rows.addresses.edit(person.id);
        address.state = AddressRow::State::unreachable;
        address.feed = 3;
        address.minute_at = at(7);
        address.minute_count = 8;
        address.last_text = std::string("\0\xFFtext", 6);
        address.last_text_at = at(8);
        address.last_text_count = 2;
    });
    home.run([&](Keys& keys) { keys.messages = {sent.id}; }, [&](WorkingSet& rows) {
        const auto& row = *rows.messages.find(sent.id);
        CHECK(row.public_id == sent.public_id);
        CHECK(row.bulk);
        CHECK(row.confirms_stop);
        CHECK(row.question == 3);
        CHECK(row.state == MessageRow::State::failed);
        CHECK(row.segments == 2);
        CHECK(row.attempts == 4);
        CHECK(row.parts_done == 1);
        CHECK(row.uncertain);
        CHECK(row.due_at == at(1));
        CHECK(row.claimed_by == "node");
        CHECK(row.claimed_until == at(2));
        CHECK(row.expires_at == at(3));
        CHECK(row.provider_id == "p1");
        CHECK(row.failure == "permanent");
        CHECK(row.accepted_at == at(4));
        const auto& resident = *rows.residents.find(person.resident);
        CHECK(resident.language == "fi-simple");
        CHECK(resident.last_stream == "surveys");
        CHECK(resident.last_stream_at == at(9));
        CHECK(resident.pending == "delete");
        const auto& address = *rows.addresses.find(person.id);
        CHECK(address.state == AddressRow::State::unreachable);
        CHECK(address.feed == 3);
        CHECK(address.minute_at == at(7));
        CHECK(address.minute_count == 8);
        CHECK(address.last_text == std::string("\0\xFFtext", 6));
        CHECK(address.last_text_at == at(8));
        CHECK(address.last_text_count == 2);
    });
}

TEST_CASE("conversations that ended more than 30 days before now are not loaded, unless they are named") {
    Home home(GENERATE(from_range(store_kinds())));
    const auto person = home.person("+358401112233");
    const auto old = home.conversation(person), recent = home.conversation(person),
               open = home.conversation(person);
    constexpr int day = 24 * 60;
    home.run(keys_of(person.address), [&](WorkingSet& rows) {
        for (const auto id : {old, recent}) {
            rows.conversations.edit(id).open = false;
            rows.conversations.edit(id).ended_at = at(id == old ? 0 : 2);
        }
    });
    const auto name = [&](Keys& keys) {
        keys.addresses = {person.address};
        keys.now = at(30 * day + 1);
    };
    home.run(name, [&](WorkingSet& rows) {
        CHECK(rows.conversations_of(person.resident) == std::vector{open, recent});
    });
    const auto whole = [&](Keys& keys) {
        name(keys);
        keys.histories = {person.address, {"tel", "+1"}};
    };
    home.run(whole, [&](WorkingSet& rows) {
        CHECK(rows.conversations_of(person.resident) == std::vector{open, recent, old});
    });
    home.run([&](Keys& keys) { keys.conversations = {old}; keys.now = at(90 * day); },
             [&](WorkingSet& rows) {
                 CHECK(rows.conversations.find(old));
                 CHECK(rows.conversations.find(open));
                 CHECK_FALSE(rows.conversations.find(recent));
                 CHECK(rows.addresses_of(person.resident) == std::vector{person.id});
             });
}

TEST_CASE("a resident's second address leads to the same resident") {
    Home home(GENERATE(from_range(store_kinds())));
    const auto person = home.person("+358401112233");
    const dialogs::Address web{"web", "session"};
    home.run(keys_of(person.address), [&](WorkingSet& rows) {
        rows.add_address(web, "", at(1), person.resident);
        CHECK(rows.addresses_of(person.resident).size() == 2);
    });
    home.run(keys_of(web), [&](WorkingSet& rows) {
        CHECK(rows.address(web)->resident == person.resident);
        CHECK(rows.addresses_of(person.resident).size() == 2);
        CHECK(rows.addresses.find(person.id));
    });
}

TEST_CASE("a message is found by our public id and by the provider's, with its conversation and address") {
    Home home(GENERATE(from_range(store_kinds())));
    const auto person = home.person("+358401112233");
    const auto conversation = home.conversation(person);
    const auto public_id = make_public_id();
    home.run(keys_of(person.address), [&](WorkingSet& rows) {
        rows.messages.add({.id = MessageId{rows.draw(IdSource::Kind::message)},
                           .public_id = public_id,
                           .conversation = conversation,
                           .resident = person.resident,
                           .address = person.id,
                           .channel = "sms"});
    });
    const auto name = [&](Keys& keys) {
        keys.message_public_ids = {public_id, make_public_id()};
        keys.provider_ids = {{"sms", "abc"}, {"other", "abc"}};
    };
    home.run(name, [&](WorkingSet& rows) {
        CHECK_FALSE(rows.message_of_provider("sms", "abc"));
        const auto* row = rows.message(public_id);
        REQUIRE(row);
        CHECK(rows.addresses.find(row->address));
        CHECK(rows.conversations.find(row->conversation));
        rows.messages.edit(row->id).provider_id = "abc";
        CHECK(rows.message_of_provider("sms", "abc") == row);  // in the same batch, too
        CHECK_FALSE(rows.message_of_provider("other", "abc"));
    });
    home.run(name, [&](WorkingSet& rows) {
        CHECK(rows.message_of_provider("sms", "abc") == rows.message(public_id));
        CHECK_FALSE(rows.message_of_provider("other", "abc"));
    });
}

TEST_CASE("answers rise in number, name what they replace, and are counted in the same commit") {
    Home home(GENERATE(from_range(store_kinds())));
    const auto person = home.person("+358401112233");
    const auto conversation = home.conversation(person);
    const TallyKey nine{"post-visit", "nps", "9", "2026-11-21", "fi", "sms", "Tesoma"};
    auto eight = nine;
    eight.value = "8";
    AnswerId first, second;
    home.run(keys_of(person.address), [&](WorkingSet& rows) {
        first = rows.append({.conversation = conversation, .resident = person.resident,
                             .script = "post-visit", .question = "nps", .value = "8", .at = at(1)});
        rows.tally(eight, 1);
    });
    home.reopen();
    home.run(keys_of(person.address), [&](WorkingSet& rows) {
        second = rows.append({.replaces = first, .conversation = conversation,
                              .resident = person.resident, .script = "post-visit", .question = "nps",
                              .value = "9", .comment = "kiitos", .at = at(2)});
        CHECK(rows.appended().back().replaces == first);
        rows.tally(eight, -1);
        rows.tally(nine, 1);
    });
    CHECK(first < second);
    CHECK(home.reader().tallies("post-visit") == std::map<TallyKey, std::int64_t>{{nine, 1}});
    CHECK(home.reader().tallies("other").empty());
}

TEST_CASE("the tallies of a question are summed by value where they are asked for, as they were before the batch") {
    Home home(GENERATE(from_range(store_kinds())));
    const TallyKey agreed{"hours", "views", "near=agree", "2026-11-21", "fi", "sms", ""};
    auto next_day = agreed;
    next_day.day = "2026-11-22";
    auto passed = agreed;
    passed.value = "near=pass";
    auto other = agreed;
    other.question = "kind";
    home.run([](Keys&) {}, [&](WorkingSet& rows) {
        rows.tally(agreed, 2);
        rows.tally(next_day, 3);
        rows.tally(passed, 1);
        rows.tally(other, 7);
        CHECK(rows.sums("hours", "views") == nullptr);
    });
    home.reopen();
    const auto keys = [](Keys& wanted) { wanted.tallied = {{"hours", "views"}, {"hours", "none"}}; };
    home.run(keys, [&](WorkingSet& rows) {
        rows.tally(agreed, 1);
        const auto* sums = rows.sums("hours", "views");
        REQUIRE(sums != nullptr);
        CHECK(*sums == std::map<std::string, std::int64_t>{{"near=agree", 5}, {"near=pass", 1}});
        REQUIRE(rows.sums("hours", "none") != nullptr);
        CHECK(rows.sums("hours", "none")->empty());
        CHECK(rows.sums("hours", "kind") == nullptr);
    });
}

TEST_CASE("an answer without its conversation is the command's own fault") {
    Home home(GENERATE(from_range(store_kinds())));
    Act act([](Keys&) {}, [](WorkingSet& rows) { rows.append({.conversation = ConversationId{5}}); });
    CHECK(home.run({&act}).failed == 1);
    REQUIRE(act.error);
    CHECK(act.error->kind == StoreError::Kind::command);
}

TEST_CASE("an invitation is found by its key, in the batch and after it") {
    Home home(GENERATE(from_range(store_kinds())));
    const auto person = home.person("+358401112233");
    const auto name = [](Keys& keys) { keys.invitation_keys = {"visit-1", "visit-2"}; };
    InvitationId id;
    Act first(
        [&](Keys& keys) {
            name(keys);
            keys.addresses = {person.address};
        },
        [&](WorkingSet& rows) {
            CHECK_FALSE(rows.invitation("visit-1"));
            id = InvitationId{rows.draw(IdSource::Kind::invitation)};
            rows.invitations.add({.id = id, .public_id = make_public_id(), .key = "visit-1",
                                  .fields = "{}", .resident = person.resident, .address = person.id,
                                  .disposition = "sent", .created_at = at(0)});
        });
    Act second(name, [&](WorkingSet& rows) {
        CHECK(rows.invitation("visit-1")->id == id);
        rows.invitations.edit(id).disposition = "excluded:stopped";
    });
    home.run({&first, &second});
    home.run(name, [&](WorkingSet& rows) {
        const auto* row = rows.invitation("visit-1");
        REQUIRE(row);
        CHECK(row->disposition == "excluded:stopped");
        CHECK(rows.residents.find(row->resident));
        CHECK_FALSE(rows.invitation("visit-2"));
    });
}

TEST_CASE("the last published version of a script is current, and every version stays") {
    Home home(GENERATE(from_range(store_kinds())));
    const auto name = [](Keys& keys) {
        keys.scripts = {"post-visit", "unknown"};
        keys.script_versions = {{"post-visit", "v1"}, {"post-visit", "v2"}, {"post-visit", "v3"}};
    };
    const auto publish = [&](const std::string& version) {
        home.run(name, [&](WorkingSet& rows) {
            rows.publish({.id = "post-visit", .version = version, .json = "{" + version + "}"});
            CHECK(rows.current_script("post-visit")->version == version);
        });
    };
    publish("v1");
    publish("v2");
    home.run(name, [&](WorkingSet& rows) {
        CHECK(rows.current_script("post-visit")->version == "v2");
        CHECK(rows.script("post-visit", "v1")->json == "{v1}");
        CHECK_FALSE(rows.script("post-visit", "v3"));
        CHECK_FALSE(rows.current_script("unknown"));
    });
    publish("v1");  // back to the first
    home.run(name, [&](WorkingSet& rows) {
        CHECK(rows.current_script("post-visit")->version == "v1");
        CHECK_FALSE(rows.script("post-visit", "v2")->current);
    });
    CHECK(home.reader().current_scripts().size() == 1);
}

TEST_CASE("a channel's rate is kept between batches") {
    Home home(GENERATE(from_range(store_kinds())));
    const auto name = [](Keys& keys) { keys.rates = {"sms"}; };
    home.run(name, [](WorkingSet& rows) {
        CHECK(rows.rate("sms").at == Instant{});
        rows.rate("sms").tokens = 12.5;
        rows.rate("sms").at = at(3);
    });
    home.run(name, [](WorkingSet& rows) {
        CHECK(rows.rate("sms").tokens == 12.5);
        CHECK(rows.rate("sms").at == at(3));
    });
}

TEST_CASE("a suppression holds for its stream and address until it is lifted, a star holds for all streams") {
    Home home(GENERATE(from_range(store_kinds())));
    const dialogs::Address stopped{"tel", "+358401112233"}, other{"tel", "+358401112234"};
    const auto name = [&](Keys& keys) { keys.addresses = {stopped, other}; };
    home.run(name, [&](WorkingSet& rows) {
        rows.suppress(stopped, "surveys");
        CHECK(rows.suppressed(stopped, "surveys"));
    });
    home.run(name, [&](WorkingSet& rows) {
        CHECK(rows.suppressed(stopped, "surveys"));
        CHECK_FALSE(rows.suppressed(stopped, "pool"));
        CHECK_FALSE(rows.suppressed(other, "surveys"));
        rows.suppress(stopped, "*");
    });
    home.run(name, [&](WorkingSet& rows) {
        CHECK(rows.suppressed(stopped, "pool"));
        rows.lift_suppression(stopped, "*");
        CHECK_FALSE(rows.suppressed(stopped, "surveys"));
    });
    home.run(name, [&](WorkingSet& rows) { CHECK_FALSE(rows.suppressed(stopped, "surveys")); });
}

TEST_CASE("keys go on rising after the store is opened again") {
    Home home(GENERATE(from_range(store_kinds())));
    const auto first = home.person("+358401112233");
    const auto conversation = home.conversation(first);
    home.reopen();
    const auto second = home.person("+358401112234");
    CHECK(second.id > first.id);
    CHECK(second.resident > first.resident);
    CHECK(home.conversation(second) > conversation);
}

TEST_CASE("a case is numbered and kept") {
    Home home(GENERATE(from_range(store_kinds())));
    const auto person = home.person("+358401112233");
    home.run(keys_of(person.address), [&](WorkingSet& rows) {
        const CaseId number{rows.draw(IdSource::Kind::case_number)};
        rows.cases.add({.id = number, .resident = person.resident, .topic = "callback", .text = "soita",
                        .due_on = std::chrono::year(2026) / 11 / 30, .opened_at = at(0)});
    });
    CHECK(home.reader().figures(at(1)).cases_open == 1);
    CHECK(home.bytes().find("2026-11-30") != std::string::npos);
}
