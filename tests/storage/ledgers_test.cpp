// The contract of every store: seats, proposals, calls and consents; answers that are forgotten or cut loose.
#include "storage/ledger.hpp"
#include "tests/storage/home.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace storage;

namespace {

SeatId seat(Home& home, const Home::Person& person, const std::string& pool, std::int64_t place) {
    SeatId id;
    home.run(
        [&](Keys& keys) {
            keys.addresses = {person.address};
            keys.pools = {pool};
        },
        [&](WorkingSet& rows) {
            id = SeatId{rows.draw(IdSource::Kind::seat)};
            rows.seats.add({.id = id, .pool = pool, .resident = person.resident, .script = "evening",
                            .stream = "event", .place = place, .taken_at = at(1), .moved_at = at(2)});
            rows.residents.edit(person.resident).has_seats = true;
            ++rows.pool(pool).waiting;
        });
    return id;
}

AnswerId answer(Home& home, const Home::Person& person, ConversationId conversation, const std::string& value,
                Instant when) {
    AnswerId number;
    home.run(keys_of(person.address), [&](WorkingSet& rows) {
        number = rows.append({.conversation = conversation, .resident = person.resident, .script = "quiet",
                              .question = "q", .value = value, .raw = "OwnRawWords", .comment = "OwnCommentWords",
                              .at = when});
    });
    return number;
}

}  // namespace

TEST_CASE("seats come with their resident, and their pools with them; those that are out do not") {
    Home home(GENERATE(from_range(store_kinds())));
    const auto mari = home.person("+358401112233");
    const auto first = seat(home, mari, "evening", 1);
    const auto second = seat(home, mari, "club", 1);
    home.reopen();
    home.run(keys_of(mari.address), [&](WorkingSet& rows) {
        CHECK(rows.seats.of(mari.resident) == std::vector{first, second});
        const auto& row = *rows.seats.find(first);
        CHECK(row.pool == "evening");
        CHECK(row.script == "evening");
        CHECK(row.stream == "event");
        CHECK(row.taken_at == at(1));
        CHECK(rows.pool("club").waiting == 1);
        rows.seats.edit(first).state = SeatRow::State::out;
    });
    home.run(keys_of(mari.address), [&](WorkingSet& rows) {
        CHECK(rows.seats.of(mari.resident) == std::vector{second});
        CHECK_FALSE(rows.has_pool("evening"));
    });
}

TEST_CASE("a queue brings the first that wait, in order, with their residents") {
    Home home(GENERATE(from_range(store_kinds())));
    std::vector<Home::Person> people;
    std::vector<SeatId> seats;
    for (int i = 0; i < 4; ++i) {
        people.push_back(home.person("+35840111223" + std::to_string(i)));
        seats.push_back(seat(home, people.back(), "evening", 10 - i));
    }
    home.run([](Keys& keys) { keys.queues.push_back({.pool = "evening", .limit = 2}); },
             [&](WorkingSet& rows) {
                 CHECK(rows.queue("evening") == std::vector{seats[3], seats[2]});
                 CHECK(rows.residents.find(people[3].resident) != nullptr);
                 CHECK(rows.residents.find(people[0].resident) == nullptr);
                 CHECK(rows.pool("evening").waiting == 4);
                 rows.pool("evening").room = 7;
             });
    CHECK(home.reader().pools().at(0).room == 7);
}

TEST_CASE("a pool that was never met has room for all and nobody in it") {
    Home home(GENERATE(from_range(store_kinds())));
    home.run([](Keys& keys) { keys.pools = {"new"}; },
             [](WorkingSet& rows) { CHECK(rows.pool("new") == PoolRow{.name = "new"}); });
}

TEST_CASE("proposals are found by their public id, accepted ones by their question; dealings by the resident") {
    Home home(GENERATE(from_range(store_kinds())));
    const auto mari = home.person("+358401112233");
    const auto conversation = home.conversation(mari);
    const auto public_id = make_public_id();
    home.run(keys_of(mari.address), [&](WorkingSet& rows) {
        rows.proposals.add({.id = ProposalId{rows.draw(IdSource::Kind::proposal)}, .public_id = public_id,
                            .conversation = conversation, .resident = mari.resident, .script = "idea",
                            .question = "views", .text = "Penkkejä", .language = "fi", .created_at = at(3)});
        rows.cases.add({.id = CaseId{rows.draw(IdSource::Kind::case_number)}, .resident = mari.resident,
                        .text = "Jono", .answer = "Soitamme", .answered_at = at(4)});
    });
    home.run([&](Keys& keys) { keys.proposals = {public_id}; },
             [&](WorkingSet& rows) {
                 const auto* row = rows.proposal(public_id);
                 REQUIRE(row);
                 CHECK(row->text == "Penkkejä");
                 CHECK(row->state == "waiting");
                 CHECK(rows.residents.find(mari.resident) != nullptr);
                 CHECK(rows.conversations.find(conversation) != nullptr);
                 CHECK(rows.accepted("idea", "views").empty());
                 rows.proposals.edit(row->id).state = "accepted";
             });
    home.run([](Keys& keys) { keys.accepted.insert({"idea", "views"}); },
             [](WorkingSet& rows) { CHECK(rows.accepted("idea", "views").size() == 1); });
    home.run([&](Keys& keys) { keys.dealings = {mari.address}; },
             [&](WorkingSet& rows) {
                 REQUIRE(rows.cases.of(mari.resident).size() == 1);
                 CHECK(rows.cases.find(rows.cases.of(mari.resident)[0])->answer == "Soitamme");
                 CHECK(rows.cases.find(rows.cases.of(mari.resident)[0])->answered_at == at(4));
                 CHECK(rows.proposals.of(mari.resident).size() == 1);
             });
    home.run(keys_of(mari.address), [&](WorkingSet& rows) {
        CHECK(rows.cases.of(mari.resident).empty());  // no turn pays for them
        CHECK(rows.proposals.of(mari.resident).empty());
    });
}

TEST_CASE("a conversation that is due for news brings its resident's cases and proposals") {
    Home home(GENERATE(from_range(store_kinds())));
    const auto mari = home.person("+358401112233");
    const auto conversation = home.conversation(mari);
    home.run(keys_of(mari.address), [&](WorkingSet& rows) {
        rows.cases.add({.id = CaseId{rows.draw(IdSource::Kind::case_number)}, .resident = mari.resident});
        rows.conversations.edit(conversation).timers = {{.kind = news_timer, .due_at = at(5)}};
    });
    home.run([](Keys& keys) { keys.due_conversations.push_back({.now = at(5)}); },
             [&](WorkingSet& rows) {
                 CHECK(rows.due_conversations() == std::vector{conversation});
                 CHECK(rows.cases.of(mari.resident).size() == 1);
             });
}

TEST_CASE("a call is due until it is over") {
    Home home(GENERATE(from_range(store_kinds())));
    const auto mari = home.person("+358401112233");
    const auto conversation = home.conversation(mari);
    CallId id;
    home.run(keys_of(mari.address), [&](WorkingSet& rows) {
        id = CallId{rows.draw(IdSource::Kind::call)};
        rows.calls.add({.id = id, .public_id = make_public_id(), .conversation = conversation,
                        .resident = mari.resident, .ordinal = 3, .hook = "queue", .body = "{}", .due_at = at(5),
                        .until = at(6)});
    });
    CHECK(home.reader().next_due_call() == at(5));
    home.run([](Keys& keys) { keys.due_calls.push_back({.now = at(4), .limit = 10}); },
             [](WorkingSet& rows) { CHECK(rows.due_calls().empty()); });
    home.run([](Keys& keys) { keys.due_calls.push_back({.now = at(5), .limit = 10}); },
             [&](WorkingSet& rows) {
                 CHECK(rows.due_calls() == std::vector{id});
                 CHECK(rows.calls.find(id)->ordinal == 3);
                 CHECK(rows.conversations.find(conversation) != nullptr);
                 rows.calls.edit(id).due_at = at(7);
             });
    CHECK(home.reader().next_due_call() == at(7));
    home.run([&](Keys& keys) { keys.calls = {id}; }, [&](WorkingSet& rows) { rows.end_call(id); });
    CHECK_FALSE(home.reader().next_due_call());
    home.run([&](Keys& keys) { keys.calls = {id}; }, [&](WorkingSet& rows) { CHECK_FALSE(rows.calls.find(id)); });
}

TEST_CASE("the ledger of consents is a chain: nothing in it is changed or left out unseen, and erasing keeps it whole") {
    Home home(GENERATE(from_range(store_kinds())));
    const auto mari = home.person("+358401112233");
    const auto pekka = home.person("+358404445566");
    for (const auto* person : {&mari, &pekka, &mari})
        home.run(keys_of(person->address), [&](WorkingSet& rows) {
            rows.record_consent(person->resident, "{\"wording\":\"OwnConsentWords\"}");
        });
    auto ledger = home.reader().consents(0, 10);
    REQUIRE(ledger.size() == 3);
    CHECK(first_broken(ledger) == 0);
    CHECK(ledger[0].digest != ledger[2].digest);
    auto changed = ledger;
    changed[1].content = "{\"wording\":\"other\"}";
    CHECK(first_broken(changed) == 2);
    changed = ledger;
    changed.erase(changed.begin() + 1);
    CHECK(first_broken(changed) == 2);

    home.run(keys_of(mari.address), [&](WorkingSet& rows) { rows.erase(mari.resident); });
    ledger = home.reader().consents(0, 10);
    REQUIRE(ledger.size() == 3);
    CHECK_FALSE(ledger[0].content);
    CHECK_FALSE(ledger[0].salt);
    CHECK_FALSE(ledger[0].resident);
    CHECK(ledger[1].content);
    CHECK(first_broken(ledger) == 0);
    // What is appended afterwards goes on from what was there.
    home.run(keys_of(pekka.address), [&](WorkingSet& rows) { rows.record_consent(pekka.resident, "{}"); });
    CHECK(first_broken(home.reader().consents(0, 10)) == 0);
}

TEST_CASE("erasure takes seats, calls and proposals that nobody has accepted, and leaves no byte of them") {
    Home home(GENERATE(from_range(store_kinds())));
    const auto mari = home.person("+358401112233");
    const auto conversation = home.conversation(mari);
    static_cast<void>(seat(home, mari, "evening", 1));
    home.run(keys_of(mari.address), [&](WorkingSet& rows) {
        rows.record_consent(mari.resident, "OwnConsentWords");
        rows.calls.add({.id = CallId{rows.draw(IdSource::Kind::call)}, .public_id = make_public_id(),
                        .conversation = conversation, .resident = mari.resident, .hook = "queue",
                        .body = "OwnCallWords", .due_at = at(5), .until = at(6)});
        for (const auto* state : {"waiting", "accepted"})
            rows.proposals.add({.id = ProposalId{rows.draw(IdSource::Kind::proposal)}, .public_id = make_public_id(),
                                .conversation = conversation, .resident = mari.resident, .script = "idea",
                                .question = "views", .text = "Own" + std::string(state) + "Proposal", .state = state});
        rows.cases.add({.id = CaseId{rows.draw(IdSource::Kind::case_number)}, .resident = mari.resident,
                        .answer = "OwnCaseAnswer"});
    });
    const auto is_kept = [&](const std::string& words) { return home.bytes().find(words) != std::string::npos; };
    for (const auto* words : {"OwnConsentWords", "OwnCallWords", "OwnwaitingProposal", "OwnCaseAnswer"})
        REQUIRE(is_kept(words));
    home.run(keys_of(mari.address), [&](WorkingSet& rows) { rows.erase(mari.resident); });
    for (const auto* words : {"OwnConsentWords", "OwnCallWords", "OwnwaitingProposal", "OwnCaseAnswer"}) {
        INFO(words);
        CHECK_FALSE(is_kept(words));
    }
    const auto left = home.reader().proposals({}, 10);
    REQUIRE(left.size() == 1);
    CHECK(left[0].text == "OwnacceptedProposal");
    CHECK_FALSE(left[0].resident);
    home.run([](Keys& keys) { keys.queues.push_back({.pool = "evening", .limit = 5}); },
             [](WorkingSet& rows) { CHECK(rows.queue("evening").empty()); });
}

TEST_CASE("what is forgotten leaves the rows of its answers, and no byte of what they were; a later answer stays") {
    Home home(GENERATE(from_range(store_kinds())));
    const auto mari = home.person("+358401112233");
    const auto conversation = home.conversation(mari);
    const auto other = home.conversation(mari);
    const auto gone = answer(home, mari, conversation, "\"OwnAnswerWords\"", at(1));
    const auto kept = answer(home, mari, other, "9", at(1));
    MessageId sent, waiting;
    home.run(keys_of(mari.address), [&](WorkingSet& rows) {
        for (auto* id : {&sent, &waiting}) {
            *id = MessageId{rows.draw(IdSource::Kind::message)};
            rows.messages.add({.id = *id, .public_id = make_public_id(), .conversation = conversation,
                               .resident = mari.resident, .address = mari.id, .channel = "sms",
                               .body = "OwnMessageWords",
                               .state = id == &sent ? MessageRow::State::accepted : MessageRow::State::queued});
        }
    });
    AnswerId later;
    home.run(keys_of(mari.address), [&](WorkingSet& rows) {
        rows.forget(conversation);
        later = rows.append({.conversation = conversation, .resident = mari.resident, .script = "quiet",
                             .question = "after", .value = "\"kept\""});
    });
    auto bytes = home.bytes();
    CHECK(bytes.find("OwnAnswerWords") == std::string::npos);
    CHECK(bytes.find("OwnMessageWords") != std::string::npos);  // of the one that is still to be sent
    const auto page = home.reader().answers({}, {}, 10);
    const auto row_of = [&](AnswerId number) {
        return std::find_if(page.begin(), page.end(), [&](const auto& one) { return one.answer.number == number; })
            ->answer;
    };
    CHECK(row_of(gone).erased);
    CHECK(row_of(gone).raw.empty());
    CHECK_FALSE(row_of(gone).comment);
    CHECK(row_of(kept).value == "9");
    CHECK(row_of(later).value == "\"kept\"");
    home.run([&](Keys& keys) { keys.messages = {waiting}; },
             [&](WorkingSet& rows) {
                 CHECK(rows.messages.find(waiting)->body == "OwnMessageWords");
                 rows.messages.edit(waiting).state = MessageRow::State::accepted;
             });
    CHECK(home.bytes().find("OwnMessageWords") == std::string::npos);
}

TEST_CASE("answers that are cut loose hang on a conversation that is linked to nobody, of a whole day") {
    Home home(GENERATE(from_range(store_kinds())));
    const auto mari = home.person("+358401112233");
    const auto conversation = home.conversation(mari);
    const Instant midnight{std::chrono::floor<std::chrono::days>(at(0))};
    const auto number = answer(home, mari, conversation, "9", at(17));
    const ConversationId anonymous{-4711};
    AnswerId last;
    home.run(keys_of(mari.address), [&](WorkingSet& rows) {
        last = rows.append({.conversation = conversation, .resident = mari.resident, .script = "quiet",
                            .question = "q", .value = "8", .at = at(18)});
        rows.cut_loose(conversation,
                       {.id = anonymous, .public_id = make_public_id(), .script = "quiet", .open = false}, midnight);
    });
    const auto page = home.reader().answers({}, {}, 10);
    REQUIRE(page.size() == 2);
    CHECK(page[0].answer.number == number);
    for (const auto& one : page) {
        CHECK(one.answer.conversation == anonymous);
        CHECK_FALSE(one.answer.resident);
        CHECK(one.answer.at == midnight);
        CHECK(one.resident.empty());
    }
    home.reopen();
    home.run(keys_of(mari.address), [&](WorkingSet& rows) {
        CHECK(rows.conversations_of(mari.resident) == std::vector{conversation});
        CHECK_FALSE(rows.conversations.find(conversation)->last_answer);
    });
    home.run(keys_of(mari.address), [&](WorkingSet& rows) {
        CHECK(rows.draw(IdSource::Kind::conversation) == conversation.value + 1);  // ids go on as before
    });
}
