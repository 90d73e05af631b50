// Calling hooks: signed, under one id, and no longer than they may take.
#include "bot/service/hook_caller.hpp"

#include "bot/turns/commands.hpp"
#include "tests/bot/service/desk_fixture.hpp"
#include "tests/bot/turns/scripts.hpp"

#include <catch2/catch.hpp>

using namespace std::chrono_literals;
using tests::DeskFixture;

namespace {

/// A conversation that waits for the hook `queue`, and what calls it.
struct Calling {
    DeskFixture house;
    bot::HookCaller caller{house.context, *house.desk, *house.reading, house.client,
                           {{.name = "queue", .url = "http://hooks/queue", .secret = "a secret of ours"}}};
    std::vector<channels::HttpRequest> requests;
    std::deque<channels::HttpResponse> answers;

    Calling() {
        house.client.provider = [this](const channels::HttpRequest& request) {
            requests.push_back(request);
            auto answer = answers.empty() ? channels::HttpResponse{.status = 200, .body = "{\"minutes\":12}"}
                                          : std::move(answers.front());
            if (!answers.empty()) answers.pop_front();
            return answer;
        };
        auto script = tests::written("queue", "dialog:\n- do: call\n  hook: queue\n  returns:\n    minutes: {type: number, "
                                              "example: 12}\n- end:\n    answered(minutes): \"{minutes} min\"\n    else: "
                                              "Ei tiedetä.\n");
        storage::ScriptRow row{.id = script.id, .json = dialogs::to_canonical_json(script)};
        row.version = script.version = dialogs::version_of(row.json);
        auto compiled = std::make_shared<const dialogs::Script>(std::move(script));
        REQUIRE(house.loop.run(house.desk->run<bot::PublishScript>(storage::Lane::results, std::move(row),
                                                                   std::move(compiled), house.clock.now())));
        bot::InvitationRequest request{.key = "call-1",
                                       .script = "queue",
                                       .address = {"tel", "+358401112233"},
                                       .channel = "sms",
                                       .given = "{}"};
        const auto invited = house.loop.run(
            house.desk->run<bot::Invite>(storage::Lane::results, std::move(request), house.clock.now()));
        REQUIRE(invited);
        REQUIRE(invited->disposition == "sent");
        caller.start();
    }
    ~Calling() {
        caller.stop();
        (void)house.until([&] { return house.loop.tasks.running() == 0; });
    }
    std::string header(const std::string& name) const {
        for (const auto& [key, value] : requests.at(0).headers)
            if (key == name) return value;
        return {};
    }
};

}  // namespace

TEST_CASE("a call is signed over its moment and its body") {
    const storage::Instant now{1'764'500'000'123ms};
    // Reckoned with OpenSSL: printf '1764500000.{"a":1}' | openssl dgst -sha256 -hmac 'a secret of ours'
    CHECK(bot::call_signature("a secret of ours", now, "{\"a\":1}") ==
          "t=1764500000,v1=ae0f516383de82a27af32efc379f40e4d64754906e5ec0c2308fc13856e152b2");
    CHECK(bot::call_signature("another secret", now, "{\"a\":1}") !=
          bot::call_signature("a secret of ours", now, "{\"a\":1}"));
    CHECK(bot::call_signature("a secret of ours", now + 1s, "{\"a\":1}") !=
          bot::call_signature("a secret of ours", now, "{\"a\":1}"));
}

TEST_CASE("a hook is called where the configuration says, and the conversation goes on with what it returns") {
    Calling calling;
    REQUIRE(calling.house.until([&] { return calling.house.states()["queued"] == 1; }));
    REQUIRE(calling.requests.size() == 1);
    const auto& request = calling.requests[0];
    CHECK(request.method == "POST");
    CHECK(request.url == "http://hooks/queue");
    CHECK(request.timeout <= 10s);
    CHECK(calling.header("Content-Type") == "application/json");
    CHECK(request.body.find(calling.header("Idempotency-Key")) != std::string::npos);
    CHECK(calling.header("Kuulolla-Signature") ==
          bot::call_signature("a secret of ours", calling.house.clock.now(), request.body));
}

TEST_CASE("a hook that is busy is asked again under the same id") {
    Calling calling;
    calling.answers.push_back({.status = 503});
    REQUIRE(calling.house.until([&] { return calling.requests.size() == 1; }));
    calling.house.settle();
    calling.house.clock.advance(2s);
    calling.caller.due({});  // a standing clock wakes nobody
    REQUIRE(calling.house.until([&] { return calling.house.states()["queued"] == 1; }));
    REQUIRE(calling.requests.size() == 2);
    CHECK(calling.requests[0].body == calling.requests[1].body);
}
