// Statements through the service: what residents answer is counted in the commit of their answer, and the next one is
// put what tells most. Texts in several messages: the silence that ends them is a stored timer.
#include "bot/turns/opinions.hpp"
#include "tests/bot/turns/house.hpp"
#include "tests/bot/turns/scripts.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <set>

using tests::House;
using tests::written;
using namespace std::chrono_literals;

namespace {

const std::string mari = "+358401112233";
using Texts = std::vector<std::string>;

std::string views(int per_round) {
    return "keywords: {fi: [mielipide]}\ndialog:\n- ask: views\n  type: statements\n  text: '{statement}'\n"
           "  per_round: " +
           std::to_string(per_round) +
           "\n  seed: {morning: Aamulla., day: Päivällä., evening: Illalla.}\n- end: Kiitos!\n";
}

std::string number(int resident) { return "+35840100000" + std::to_string(resident); }

/// Everybody passes the morning, agrees with the day, and disagrees with the evening.
std::string opinion_on(const std::string& statement) {
    return statement == "Aamulla." ? "3" : statement == "Päivällä." ? "1" : "2";
}

/// The statements that the resident was put until the thanks, each answered as everybody does.
Texts statements_put(House& house, const std::string& resident) {
    Texts put;
    house.text(resident, "mielipide");
    for (auto told = house.deliver_texts(); !told.empty() && told.back() != "Kiitos!"; told = house.deliver_texts()) {
        put.push_back(told.back());
        house.text(resident, opinion_on(told.back()));
    }
    return put;
}

dialogs::StatementVotes votes_on(House& house, const std::string& statement) {
    const auto& votes = house.world().shelf().opinions().votes({"views", "views"});
    const auto found = votes.find(statement);
    return found == votes.end() ? dialogs::StatementVotes{} : found->second;
}

/// The tallies as they are stored, of all days and languages.
std::map<std::string, std::int64_t> stored_tallies(House& house) {
    std::map<std::string, std::int64_t> sums;
    for (const auto& [key, count] : house.reader().tallies("views")) sums[key.value] += count;
    std::erase_if(sums, [](const auto& sum) { return sum.second == 0; });
    return sums;
}

}  // namespace

TEST_CASE("the next resident is put the statement that tells most, also after a restart") {
    House house;
    house.publish(written("views", views(3)));
    for (auto resident = 1; resident <= 6; ++resident) CHECK(statements_put(house, number(resident)).size() == 3);
    CHECK(votes_on(house, "morning") == dialogs::StatementVotes{.pass = 6});
    CHECK(votes_on(house, "day") == dialogs::StatementVotes{.agree = 6});
    CHECK(votes_on(house, "evening") == dialogs::StatementVotes{.disagree = 6});
    CHECK(statements_put(house, number(7)) == Texts{"Päivällä.", "Illalla.", "Aamulla."});
    house.restart();
    CHECK(statements_put(house, number(8)) == Texts{"Päivällä.", "Illalla.", "Aamulla."});
    CHECK(votes_on(house, "day") == dialogs::StatementVotes{.agree = 8});
    CHECK(stored_tallies(house) ==
          std::map<std::string, std::int64_t>{{"day=agree", 8}, {"evening=disagree", 8}, {"morning=pass", 8}});
}

TEST_CASE("who comes again is put what they have not answered yet") {
    House house;
    house.publish(written("views", views(1)));
    std::set<std::string> put;
    for (auto time = 1; time <= 3; ++time) {
        const auto told = statements_put(house, mari);
        REQUIRE(told.size() == 1);
        put.insert(told.front());
    }
    CHECK(put.size() == 3);
    CHECK(statements_put(house, mari).empty());
}

TEST_CASE("a changed opinion moves its count, in the store and in memory alike") {
    House house;
    house.publish(written("views", views(3)));
    house.text(mari, "mielipide");
    const auto first = house.deliver_texts().back();
    house.text(mari, "1");
    house.deliver();
    house.text(mari, "takaisin");
    CHECK(house.deliver_texts() == Texts{first});
    house.text(mari, "2");
    const auto key = first == "Aamulla." ? "morning" : first == "Päivällä." ? "day" : "evening";
    CHECK(votes_on(house, key) == dialogs::StatementVotes{.disagree = 1});
    CHECK(stored_tallies(house) == std::map<std::string, std::int64_t>{{bot::opinion_tally(key, "disagree"), 1}});
    const auto answers = house.answers("views");
    REQUIRE(answers.size() == 2);
    CHECK(answers[1].value == "{\"" + std::string(key) + "\":\"disagree\"}");
    CHECK(answers[1].replaces == answers[0].number);
}

TEST_CASE("a script without statements asks for no counts") {
    House house;
    house.publish(tests::post_visit());
    CHECK(house.world().shelf().opinions().wanted().empty());
    house.publish(written("views", views(3)));
    CHECK(house.world().shelf().opinions().wanted().size() == 1);
    house.text(mari, "mielipide");
    CHECK(house.world().shelf().opinions().wanted().empty());
    CHECK(house.world().shelf().opinions().knows({"views", "views"}));
}

TEST_CASE("a text in several messages ends with a silence that is stored, and the message that begins it may open it") {
    const std::string body =
        "keywords: {fi: [kerro]}\nopening: story\ndialog:\n- ask: kind\n  type: choice\n  text: Mistä on kyse?\n  "
        "choices: {praise: kiitos, fault: moite}\n- ask: story\n  type: text\n  join: true\n  text: Kerro. Lopuksi "
        "OK.\n- end: Kiitos!\n";
    House house;
    house.publish(written("story", body));
    house.text(mari, "kerro");
    house.deliver();
    house.text(mari, "moite");
    house.deliver();
    CHECK(house.text(mari, "Jonotin tunnin.") == bot::Received::taken);
    house.wait(6min);
    house.text(mari, "Lähdin pois.");
    CHECK(house.deliver_texts().empty());
    house.restart();
    house.wait(9min);
    house.fire_timers();
    CHECK(house.answers("story").size() == 1);
    house.wait(1min);
    house.fire_timers();
    CHECK(house.deliver_texts() == Texts{"Kiitos!"});
    CHECK(house.answers("story").back().value == "\"Jonotin tunnin.\\nLähdin pois.\"");
    CHECK(house.answers("story").back().free_text);

    const auto pekka = number(1);
    house.text(pekka, "KERRO jonotin tunnin ja lähdin pois");
    CHECK(house.deliver_texts() == Texts{"Mistä on kyse?\n1=kiitos\n2=moite"});
    house.text(pekka, "2");
    CHECK(house.deliver_texts() == Texts{"Kiitos!"});
    const auto answers = house.answers("story");
    REQUIRE(answers.size() == 4);
    CHECK(answers[2].question == "story");
    CHECK(answers[2].value == "\"jonotin tunnin ja lähdin pois\"");
}
