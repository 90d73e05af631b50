// The contract of every store: erasure leaves coded answers and figures, and not a byte of the resident.
#include "tests/storage/home.hpp"

#include <catch2/catch.hpp>

using namespace storage;

namespace {

constexpr const char* own_words[] = {"OwnStateWords", "OwnMessageWords", "OwnRawWords", "OwnCommentWords",
                                     "OwnAnswerWords", "OwnCaseWords", "OwnFactWords", "OwnUnclearWords",
                                     "OwnPieceWords"};

/// A resident with one of everything, all of it telling.
struct Telling {
    explicit Telling(Home& its_home)
        : home(its_home), person(home.person("+358407654321")),
          conversation(home.conversation(person, "{\"words\":\"OwnStateWords\"}")) {
        home.run(keys_of(person.address), [&](WorkingSet& rows) {
            fill(rows);
            coded = rows.append(answer("nps", "9"));
            auto text = answer("why", "\"OwnAnswerWords\"");
            text.free_text = true;
            free = rows.append(text);
        });
        home.run(keys_of(person.address), [&](WorkingSet& rows) {
            auto nothing = answer("age", "null");
            nothing.comment = "OwnUnclearWords";
            unclear = rows.append(nothing);
        });
    }

    void fill(WorkingSet& rows) const {
        rows.residents.edit(person.resident).withdrawn["surveys"] = at(1);
        rows.messages.add({.id = MessageId{rows.draw(IdSource::Kind::message)},
                           .public_id = make_public_id(),
                           .conversation = conversation,
                           .resident = person.resident,
                           .address = person.id,
                           .channel = "sms",
                           .body = "{\"text\":\"OwnMessageWords\"}"});
        rows.keep_parts({.key = {person.id, "sms", "42"}, .due_at = at(9), .sealed = "OwnPieceWords"});
        rows.cases.add({.id = CaseId{rows.draw(IdSource::Kind::case_number)},
                        .resident = person.resident,
                        .text = "OwnCaseWords"});
        rows.invitations.add({.id = InvitationId{rows.draw(IdSource::Kind::invitation)},
                              .public_id = make_public_id(),
                              .key = "visit-1",
                              .fields = "{\"unit\":\"OwnFactWords\"}",
                              .resident = person.resident,
                              .address = person.id});
    }

    [[nodiscard]] AnswerRow answer(const std::string& question, const std::string& value) const {
        return {.conversation = conversation,
                .resident = person.resident,
                .script = "post-visit",
                .question = question,
                .value = value,
                .raw = "OwnRawWords",
                .comment = "OwnCommentWords"};
    }

    void erase() {
        home.run(keys_of(person.address), [&](WorkingSet& rows) { rows.erase(person.resident); });
    }

    Home& home;
    Home::Person person;
    ConversationId conversation;
    AnswerId coded, free, unclear;
};

ExportedAnswer exported(Home& home, AnswerId number) {
    const auto page = home.reader().answers({}, AnswerId{number.value - 1}, 1);
    REQUIRE(page.size() == 1);
    REQUIRE(page.front().answer.number == number);
    return page.front();
}

}  // namespace

TEST_CASE("after an erasure no byte of the store tells the number or the resident's own words") {
    Home home(GENERATE(from_range(store_kinds())));
    Telling telling(home);
    const auto pseudonym = exported(home, telling.coded).resident;
    const auto before = home.bytes();
    CHECK(before.find("358407654321") == std::string::npos);  // not even before
    for (const auto* words : own_words) REQUIRE(before.find(words) != std::string::npos);
    REQUIRE(before.find(pseudonym) != std::string::npos);
    const auto hash = home.vault().lookup_hash(telling.person.address);
    REQUIRE(before.find(hash) != std::string::npos);

    telling.erase();
    const auto after = home.bytes();
    for (const auto* words : own_words) {
        INFO(words);
        CHECK(after.find(words) == std::string::npos);
    }
    CHECK(after.find(pseudonym) == std::string::npos);
    CHECK(after.find(hash) == std::string::npos);
}

TEST_CASE("after an erasure the coded answers stay without pseudonym, the worded ones are marked as erased") {
    Home home(GENERATE(from_range(store_kinds())));
    Telling telling(home);
    telling.erase();
    const auto coded = exported(home, telling.coded);
    CHECK(coded.answer.value == "9");
    CHECK_FALSE(coded.answer.erased);
    CHECK(coded.resident.empty());
    CHECK(coded.answer.raw.empty());
    CHECK_FALSE(coded.answer.comment);
    for (const auto number : {telling.free, telling.unclear}) {
        const auto gone = exported(home, number);
        CHECK(gone.answer.erased);
        CHECK(gone.answer.value.empty());
    }
    // Those who had read them learn of it.
    const auto marks = home.reader().answers({}, telling.unclear, 10);
    REQUIRE(marks.size() == 2);
    CHECK(marks[0].answer.replaces == telling.free);
    CHECK(marks[1].answer.replaces == telling.unclear);
    CHECK(marks[0].answer.erased);
    CHECK(marks[0].answer.value.empty());
}

TEST_CASE("erasure keeps a suppression where there was a STOP, and the number begins anew as a stranger") {
    Home home(GENERATE(from_range(store_kinds())));
    Telling telling(home);
    telling.erase();
    home.run(keys_of(telling.person.address), [&](WorkingSet& rows) {
        CHECK_FALSE(rows.address(telling.person.address));
        CHECK(rows.suppressed(telling.person.address, "surveys"));
        CHECK_FALSE(rows.suppressed(telling.person.address, "pool"));
    });
    const auto again = home.person("+358407654321");
    CHECK(again.resident != telling.person.resident);
    home.run([&](Keys& keys) { keys.invitation_keys = {"visit-1"}; },
             [&](WorkingSet& rows) {
                 REQUIRE(rows.invitation("visit-1"));
                 CHECK(rows.invitation("visit-1")->fields.empty());
                 CHECK(rows.invitation("visit-1")->disposition == "erased");
                 CHECK_FALSE(rows.invitation("visit-1")->resident);
             });
}

TEST_CASE("within one batch, what came before an erasure is erased and what comes after is a stranger's") {
    Home home(GENERATE(from_range(store_kinds())));
    Telling telling(home);
    const auto keys = keys_of(telling.person.address);
    AnswerId late;
    Act before(keys, [&](WorkingSet& rows) {
        auto answer = telling.answer("more", "\"OwnLateWords\"");
        answer.free_text = true;
        late = rows.append(answer);
        rows.messages.add({.id = MessageId{rows.draw(IdSource::Kind::message)},
                           .public_id = make_public_id(),
                           .resident = telling.person.resident,
                           .address = telling.person.id,
                           .body = "OwnLateMessage"});
        rows.conversations.edit(telling.conversation).state = "OwnLateState";
    });
    Act erase(keys, [&](WorkingSet& rows) { rows.erase(telling.person.resident); });
    Act after(keys, [&](WorkingSet& rows) {
        REQUIRE_FALSE(rows.address(telling.person.address));
        CHECK(rows.suppressed(telling.person.address, "surveys"));
        rows.add_address(telling.person.address, make_public_id(), at(9));
    });
    CHECK(home.run({&before, &erase, &after}).committed == 3);
    const auto bytes = home.bytes();
    for (const auto* words : {"OwnLateWords", "OwnLateMessage", "OwnLateState"})
        CHECK(bytes.find(words) == std::string::npos);
    CHECK(exported(home, late).answer.erased);
    home.run(keys, [&](WorkingSet& rows) {
        const auto* row = rows.address(telling.person.address);
        REQUIRE(row);
        CHECK(row->id != telling.person.id);
        CHECK(rows.conversations_of(row->resident).empty());
    });
}

TEST_CASE("erasure leaves no trace however often the pages around it were rebuilt") {
    // B-trees move rows when their neighbours grow; a copy left behind would still be legible.
    Home home(GENERATE(from_range(store_kinds())));
    std::vector<Home::Person> people;
    std::vector<ConversationId> conversations;
    for (int i = 0; i < 60; ++i) {
        people.push_back(home.person("+3584000" + std::to_string(1000 + i)));
        conversations.push_back(home.conversation(people.back()));
    }
    const auto words_of = [](std::size_t i) { return "Words-of-" + std::to_string(i) + "-end"; };
    const auto everybody = [&](Keys& keys) {
        for (const auto& person : people) keys.addresses.push_back(person.address);
    };
    for (std::size_t round = 1; round < 20; ++round) {
        home.run(everybody, [&](WorkingSet& rows) {
            for (std::size_t i = 0; i < people.size(); ++i) {
                std::string state;
                for (std::size_t n = 0; n < (round * 7919 + i * 104'729) % 97 * 2; ++n)
                    state += words_of(i);
                rows.conversations.edit(conversations[i]).state = state + words_of(i);
                rows.messages.add({.id = MessageId{rows.draw(IdSource::Kind::message)},
                                   .public_id = make_public_id(),
                                   .resident = people[i].resident,
                                   .address = people[i].id,
                                   .body = state});
            }
        });
    }
    for (const std::size_t i : {std::size_t{7}, std::size_t{30}, std::size_t{59}}) {
        REQUIRE(home.bytes().find(words_of(i)) != std::string::npos);
        home.run(keys_of(people[i].address), [&](WorkingSet& rows) { rows.erase(people[i].resident); });
        CHECK(home.bytes().find(words_of(i)) == std::string::npos);
        CHECK(home.bytes().find(words_of(i + 1 == people.size() ? 0 : i + 1)) != std::string::npos);
    }
}
