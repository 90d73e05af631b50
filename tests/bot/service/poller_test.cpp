// A provider that is asked: its answers are read like webhooks.
#include "bot/service/poller.hpp"

#include "tests/bot/service/desk_fixture.hpp"

#include <catch2/catch.hpp>

using namespace std::chrono_literals;
using tests::DeskFixture;

namespace {

/// Asks with its cursor in the address; an answer is `CURSOR NUMBER TEXT`, one message, or `CURSOR`.
class AskedAdapter final : public channels::Adapter {
  public:
    channels::Transport transport() const override { return channels::Transport::poll; }
    const channels::Capabilities& capabilities() const override { return capabilities_; }
    channels::Result<channels::Webhook, channels::Refusal> receive(const channels::WebhookRequest&) const override {
        return channels::Webhook{};
    }
    channels::Result<std::vector<channels::HttpRequest>, channels::SendFailure> compose(
        const channels::Outgoing&) const override {
        return std::vector<channels::HttpRequest>(1);
    }
    channels::Result<channels::Sent, channels::SendFailure> read_answer(const channels::HttpResponse&) const override {
        return channels::Sent{};
    }
    std::string rendered(const channels::Message& message) const override { return message.text; }
    std::vector<std::string> secrets() const override { return {}; }

    channels::HttpRequest poll(const std::string& cursor) const override { return {.url = "after=" + cursor}; }
    channels::Result<std::pair<channels::Webhook, std::string>, channels::SendFailure> receive_poll(
        const channels::HttpResponse& response) const override {
        if (response.status != 200) {
            return dialogs::failure(channels::SendFailure{
                .kind = channels::FailureKind::retry, .retry_after = 1ms, .detail = "it is down"});
        }
        std::istringstream words(response.body);
        std::string cursor, number, text;
        words >> cursor >> number >> text;
        channels::Webhook webhook;
        if (!text.empty()) {
            webhook.events.emplace_back(channels::Incoming{
                .external_id = cursor, .from = {"tel", number}, .reply = dialogs::TextReply{text}});
        }
        webhook.courtesies.push_back({.url = "read=" + cursor});
        return std::pair(std::move(webhook), cursor);
    }

  private:
    channels::Capabilities capabilities_;
};

struct Polled {
    explicit Polled(std::deque<channels::HttpResponse> answers, storage::LaneLimits limits = {}) : house("", limits) {
        house.invite(1);
        house.client.answers = std::move(answers);
        house.client.is_aside = [](std::string_view url) { return url.starts_with("read="); };
        poller.emplace(house.context, *house.hooks, house.client, options);
    }
    ~Polled() {
        poller->stop();
        house.client.release();
        CHECK(house.loop.run(house.loop.tasks.wait(std::chrono::steady_clock::now() + 10s)));
    }
    /// What the provider was asked for, and what courtesy told it.
    std::vector<std::string> asked() { return urls_with("after="); }
    std::vector<std::string> told() { return urls_with("read="); }
    std::vector<std::string> urls_with(std::string_view begin) {
        std::vector<std::string> found;
        for (const auto& url : house.client.urls)
            if (url.starts_with(begin)) found.push_back(url);
        return found;
    }
    std::size_t answers() {
        auto read = [](storage::Reader& reader) { return reader.answers({}, {}, 10).size(); };
        return house.loop.run(house.reading->run(std::move(read)));
    }

    DeskFixture house;
    bot::ChannelOptions options{.name = "sms", .adapter = std::make_shared<AskedAdapter>()};
    std::optional<bot::Poller> poller;
};

channels::HttpResponse ok(std::string body) { return {.status = 200, .body = std::move(body)}; }

const std::string nine = "7 +358401000001 9";

}  // namespace

TEST_CASE("a provider is asked for what came after the last answer, once that is stored") {
    Polled at({ok(nine), ok("8")});
    at.poller->start();
    REQUIRE(at.house.until([&] { return at.asked().size() >= 2; }));
    CHECK(at.asked()[0] == "after=");
    CHECK(at.asked()[1] == "after=7");
    CHECK(at.answers() == 1);
}

TEST_CASE("a provider that is down is asked again, and told of in the log") {
    Polled at({{.status = 502}, ok(nine)});
    at.poller->start();
    REQUIRE(at.house.until([&] { return at.asked().size() >= 3; }));
    CHECK(at.asked()[1] == "after=");
    CHECK(at.asked()[2] == "after=7");
    CHECK(at.house.loop.logged("poll.failed channel=sms"));
    CHECK(at.answers() == 1);
}

TEST_CASE("what comes twice is stored once") {
    Polled at({ok(nine), ok(nine), ok("8")});
    at.poller->start();
    REQUIRE(at.house.until([&] { return at.asked().size() >= 3; }));
    CHECK(at.answers() == 1);
}

TEST_CASE("a message that fails by its own fault does not keep the next ones from being asked for") {
    Polled at({ok(nine), ok("8")});
    at.house.break_conversation(1);
    at.poller->start();
    REQUIRE(at.house.until([&] { return at.asked().size() >= 2; }));
    CHECK(at.asked()[1] == "after=7");
    CHECK(at.house.loop.logged("turn.failed"));
}

TEST_CASE("a stopped poller asks no more, and ends when its open request does") {
    Polled at({ok(nine)});
    at.house.client.hold();
    at.poller->start();
    REQUIRE(at.house.until([&] { return at.house.client.open == 1; }));
    at.poller->stop();
    at.house.client.release();
    CHECK(at.house.loop.run(at.house.loop.tasks.wait(std::chrono::steady_clock::now() + 10s)));
    CHECK(at.asked().size() == 1);
    CHECK(at.answers() == 1);  // what came is stored
}

TEST_CASE("what courtesy asks for is sent once, after what it belongs to is stored") {
    Polled at({ok(nine), {.status = 500}, ok(nine), ok(nine)});
    at.poller->start();
    REQUIRE(at.house.until([&] { return at.asked().size() >= 4; }));
    at.house.settle();
    CHECK(at.told() == std::vector<std::string>{"read=7"});
    CHECK(at.answers() == 1);
}
