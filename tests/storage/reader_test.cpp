// The contract of every store's reader.
#include "tests/storage/home.hpp"

#include <catch2/catch.hpp>

using namespace storage;

namespace {

void answer(Home& home, const Home::Person& person, ConversationId conversation,
            const std::string& script, const std::string& question, Instant when) {
    home.run(keys_of(person.address), [&](WorkingSet& rows) {
        rows.append({.conversation = conversation, .resident = person.resident, .script = script,
                     .question = question, .value = "9", .raw = "ysi", .language = "fi", .at = when});
    });
}

std::vector<std::int64_t> numbers(const std::vector<ExportedAnswer>& page) {
    std::vector<std::int64_t> numbers;
    for (const auto& entry : page) numbers.push_back(entry.answer.number.value);
    return numbers;
}

}  // namespace

TEST_CASE("answers are read in pages, by script, question and time") {
    Home home(GENERATE(from_range(store_kinds())));
    const auto person = home.person("+1");
    const auto conversation = home.conversation(person);
    for (int i = 0; i < 6; ++i)
        answer(home, person, conversation, i % 2 ? "feedback" : "post-visit", i < 3 ? "nps" : "why", at(i));
    auto& reader = home.reader();
    using Numbers = std::vector<std::int64_t>;
    const auto first = reader.answers({}, {}, 4);
    CHECK(numbers(first) == Numbers{1, 2, 3, 4});
    CHECK(numbers(reader.answers({}, first.back().answer.number, 4)) == Numbers{5, 6});
    CHECK(numbers(reader.answers({.script = "feedback"}, {}, 9)) == Numbers{2, 4, 6});
    CHECK(numbers(reader.answers({.script = "feedback", .question = "nps"}, {}, 9)) == Numbers{2});
    CHECK(numbers(reader.answers({.since = at(2), .until = at(4)}, {}, 9)) == Numbers{3, 4});
    CHECK(first[0].answer.raw == "ysi");
    CHECK(first[0].resident.size() == 26);
    CHECK(first[0].conversation.size() == 26);
    CHECK(first[0].resident != first[0].conversation);
}

TEST_CASE("outcomes are those of the newest conversations that have one, in the order of their ends") {
    Home home(GENERATE(from_range(store_kinds())));
    const auto person = home.person("+1");
    const auto oldest = home.conversation(person), first = home.conversation(person);
    const auto second = home.conversation(person), open = home.conversation(person);
    home.run(keys_of(person.address), [&](WorkingSet& rows) {
        const auto end = [&](ConversationId id, const char* outcome, int minute) {
            auto& row = rows.conversations.edit(id);
            row.open = false;
            row.outcome = outcome;
            row.ended_at = at(minute);
        };
        end(oldest, "closed", 9);
        end(first, "completed", 7);
        end(second, "refused", 5);
        CHECK(rows.conversations.find(open)->outcome.empty());
    });
    const auto outcomes = home.reader().outcomes(2);
    REQUIRE(outcomes.size() == 2);
    CHECK(outcomes[0].outcome == "refused");
    CHECK(outcomes[0].at == at(5));
    CHECK(outcomes[1].outcome == "completed");
    CHECK(outcomes[1].script == "post-visit");
    CHECK(outcomes[1].language == "fi");
    CHECK(outcomes[1].channel == "sms");
    CHECK(outcomes[1].conversation.size() == 26);
    CHECK(home.reader().outcomes(9).size() == 3);
}

TEST_CASE("a feed gives what came after a number, in order, and nobody else's") {
    Home home(GENERATE(from_range(store_kinds())));
    const auto person = home.person("+1"), other = home.person("+2");
    const auto conversation = home.conversation(person);
    const auto tell = [&](const Home::Person& to, const std::string& body) {
        home.run(keys_of(to.address), [&](WorkingSet& rows) {
            rows.messages.add({.id = MessageId{rows.draw(IdSource::Kind::message)},
                               .public_id = make_public_id(),
                               .conversation = to.id == person.id ? conversation : ConversationId{},
                               .resident = to.resident,
                               .address = to.id,
                               .channel = "web",
                               .body = body,
                               .state = MessageRow::State::accepted,
                               .feed_number = ++rows.addresses.edit(to.id).feed});
        });
    };
    for (const auto* body : {"one", "two", "three"}) {
        tell(person, body);
        tell(other, "theirs");
    }
    auto& reader = home.reader();
    const auto all = reader.feed(person.address, 0, 100);
    REQUIRE(all.size() == 3);
    CHECK(all[0].number == 1);
    CHECK(all[0].message.body == "one");
    CHECK(all[2].message.body == "three");
    CHECK(all[0].conversation.size() == 26);
    const auto later = reader.feed(person.address, 1, 1);
    REQUIRE(later.size() == 1);
    CHECK(later[0].message.body == "two");
    CHECK(reader.feed(person.address, 3, 100).empty());
    CHECK(reader.feed({"tel", "+3"}, 0, 100).empty());
    CHECK(reader.feed(other.address, 2, 9).front().conversation.empty());

    const auto messages = reader.messages_of(all[0].conversation);
    REQUIRE(messages.size() == 3);
    CHECK(messages.front().body == "one");
    CHECK(reader.messages_of("unknown").empty());
}

TEST_CASE("the scripts that open conversations run on are told apart from the current ones") {
    Home home(GENERATE(from_range(store_kinds())));
    for (const auto* version : {"v1", "v2"})
        home.run([](Keys&) {},
                 [&](WorkingSet& rows) { rows.publish({.id = "post-visit", .version = version}); });
    CHECK(home.reader().scripts_of_open_conversations().empty());
    const auto person = home.person("+1");
    const auto id = home.conversation(person);  // on v1
    REQUIRE(home.reader().scripts_of_open_conversations().size() == 1);
    CHECK(home.reader().scripts_of_open_conversations().front().version == "v1");
    REQUIRE(home.reader().current_scripts().size() == 1);
    CHECK(home.reader().current_scripts().front().version == "v2");
    home.run([&](Keys& keys) { keys.conversations = {id}; },
             [&](WorkingSet& rows) { rows.conversations.edit(id).open = false; });
    CHECK(home.reader().scripts_of_open_conversations().empty());
}

TEST_CASE("figures count what waits, what was sent in a day, and who is there") {
    Home home(GENERATE(from_range(store_kinds())));
    const auto person = home.person("+1");
    home.conversation(person);
    const auto message = [&](MessageRow::State state, Instant created, const std::string& channel) {
        home.run(keys_of(person.address), [&](WorkingSet& rows) {
            rows.messages.add({.id = MessageId{rows.draw(IdSource::Kind::message)},
                               .public_id = make_public_id(),
                               .address = person.id,
                               .channel = channel,
                               .state = state,
                               .created_at = created});
        });
    };
    constexpr int day = 24 * 60;
    message(MessageRow::State::queued, at(0), "sms");
    message(MessageRow::State::delivered, at(0), "sms");
    message(MessageRow::State::delivered, at(2), "sms");
    message(MessageRow::State::failed, at(3), "web");
    message(MessageRow::State::queued, at(4), "web");
    const auto figures = home.reader().figures(at(day + 1));
    CHECK(figures.messages_by_state ==
          std::map<std::string, std::int64_t>{{"queued", 2}, {"delivered", 1}, {"failed", 1}});
    CHECK(figures.queued_by_channel == std::map<std::string, std::int64_t>{{"sms", 1}, {"web", 1}});
    CHECK(figures.conversations_open == 1);
    CHECK(figures.residents == 1);
    CHECK(figures.answers == 0);
}

TEST_CASE("a reader sees each commit, and never holds up the writer's erasure") {
    Home home(GENERATE(from_range(store_kinds())));
    auto& reader = home.reader();
    CHECK(reader.figures(at(0)).residents == 0);
    const auto person = home.person("+1");
    CHECK(reader.figures(at(0)).residents == 1);
    const auto id = home.conversation(person, "OwnWords");
    CHECK(reader.answers({}, {}, 10).empty());
    home.run(keys_of(person.address), [&](WorkingSet& rows) { rows.erase(person.resident); });
    CHECK(home.bytes().find("OwnWords") == std::string::npos);
    CHECK(id);
}
