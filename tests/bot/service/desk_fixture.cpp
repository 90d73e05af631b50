#include "tests/bot/service/desk_fixture.hpp"

#include "bot/turns/commands.hpp"
#include "tests/bot/turns/scripts.hpp"
#include "tests/support/shipped_catalog.hpp"

#include <catch2/catch.hpp>

#include <random>

namespace tests {
namespace {

namespace fs = std::filesystem;

const std::string key = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

fs::path fresh_folder() {
    std::random_device random;
    auto folder = fs::temp_directory_path() / ("kuulolla-desk-" + std::to_string(random()));
    fs::create_directories(folder);
    return folder;
}

bot::ServiceConfig configuration(const std::string& channel_settings) {
    const auto config =
        bot::read_config("test",
                         "vault_key: " + key +
                             "\nchannels:\n  - name: sms\n    adapter: kannel\n"
                             "    send_url: http://gateway/sendsms\n    username: u\n    password: pass\n"
                             "    secret: hook-secret\n    sender: \"18123\"\n" +
                             channel_settings,
                         [](const std::string&) { return std::nullopt; });
    REQUIRE(config.has_value());
    return *config;
}

bot::WorldParts parts(DeskFixture& fixture) {
    bot::WorldParts parts{.catalog = fixture.catalog,
                          .renderer = fixture.renderer,
                          .local_time = bot::LocalTime("Europe/Helsinki"),
                          .channels = {}};
    for (const auto& channel : fixture.config.channels)
        parts.channels.push_back({.name = channel.name, .adapter = channel.adapter.get()});
    parts.hooks = {{"queue", std::chrono::seconds(10)}};
    parts.new_public_id = &storage::make_public_id;
    parts.random = [] { return std::uint64_t{1}; };
    return parts;
}

class BreakConversation final : public bot::TurnCommand<BreakConversation, bool> {
  public:
    BreakConversation(bot::World& world, dialogs::Address of, bot::Done<bool> done)
        : TurnCommand(world, std::move(done)), of_(std::move(of)) {}

  private:
    void name(storage::Keys& keys) const override { keys.addresses.push_back(of_); }
    bool run(storage::WorkingSet& rows, bot::Notices&) override {
        for (const auto id : rows.conversations_of(rows.address(of_)->resident))
            rows.conversations.edit(id).state = "{broken";
        return true;
    }

    dialogs::Address of_;
};

}  // namespace

boost::asio::awaitable<channels::HttpResponse> FakeClient::send(channels::HttpRequest request) {
    const auto given = provider ? std::optional(provider(request)) : std::nullopt;
    const bool aside = is_aside && is_aside(request.url);
    urls.push_back(std::move(request.url));
    if (aside) co_return channels::HttpResponse{.status = 200};
    most_open = std::max(most_open, ++open);
    while (held_) co_await released_.wait();
    --open;
    if (given) co_return *given;
    if (answers.empty()) co_return channels::HttpResponse{.status = 202, .body = "0: Accepted for delivery"};
    auto answer = std::move(answers.front());
    answers.pop_front();
    co_return answer;
}

void FakeClient::release() {
    held_ = false;
    released_.notify_all();
}

DeskFixture::DeskFixture(std::string channel_settings, storage::LaneLimits limits)
    : folder(fresh_folder()),
      config(configuration(channel_settings)),
      vault(storage::Vault::from_base64(key).value()),
      catalog(shipped_catalog()) {
    const auto file = (folder / "store.db").string();
    auto store = storage::open_sqlite_store(file, vault);
    REQUIRE(store.has_value());
    auto reader = storage::open_sqlite_reader(file, vault);
    REQUIRE(reader.has_value());
    reading = std::make_unique<bot::ReadingThread>(loop.mailbox, std::move(*reader));
    desk = std::make_unique<bot::Desk>(loop.mailbox, loop.log, parts(*this), std::move(*store), limits,
                                       [this](const bot::Notices& told) {
                                           for (const auto& due : told.messages) pump->due(due.at);
                                           notices.push_back(told);
                                       });
    channel_log = std::make_unique<bot::ChannelLog>(context, *desk);
    pump = std::make_unique<bot::Pump>(context, *desk, *reading, client, config.channels.at(0), *channel_log, "node");
    hooks = std::make_unique<bot::Hooks>(context, *desk, courtesies, *channel_log, config);
    auto script = post_visit();
    storage::ScriptRow row{.id = script.id, .json = dialogs::to_canonical_json(script)};
    row.version = script.version = dialogs::version_of(row.json);
    auto compiled = std::make_shared<const dialogs::Script>(std::move(script));
    REQUIRE(loop.run(desk->run<bot::PublishScript>(storage::Lane::results, std::move(row), std::move(compiled),
                                                   clock.now())));
}

DeskFixture::~DeskFixture() {
    pump->stop();
    channel_log->stop();
    client.release();
    (void)loop.run(loop.tasks.wait(std::chrono::steady_clock::now() + std::chrono::seconds(10)));
    desk.reset();
    reading.reset();
    fs::remove_all(folder);
}

void DeskFixture::invite(int count) {
    for (int i = 0; i < count; ++i) {
        ++invited_;
        bot::InvitationRequest request{.key = "visit-" + std::to_string(invited_),
                                       .script = "post-visit",
                                       .address = address_of(invited_),
                                       .channel = "sms",
                                       .language = "fi",
                                       .given = R"({"unit":"Tays","visited":"2026-11-20"})"};
        const auto invited = loop.run(desk->run<bot::Invite>(storage::Lane::results, std::move(request), clock.now()));
        REQUIRE(invited);
        REQUIRE(invited->disposition == "sent");
    }
}

dialogs::Address DeskFixture::address_of(int nth) { return {"tel", "+35840" + std::to_string(1'000'000 + nth)}; }

void DeskFixture::break_conversation(int nth) {
    REQUIRE(loop.run(desk->run<BreakConversation>(storage::Lane::results, address_of(nth))));
}

bool DeskFixture::until(const std::function<bool()>& condition) {
    loop.io.restart();
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!condition() && std::chrono::steady_clock::now() < end)
        loop.io.run_one_for(std::chrono::milliseconds(20));
    return condition();
}

/// What is under way comes back through the store's queue, behind a command of ours.
void DeskFixture::settle() {
    for (int round = 0; round < 3; ++round)
        (void)loop.run(desk->run<bot::TendClaims>(storage::Lane::results, bot::Claims::renew,
                                                  std::vector<storage::MessageId>{}, std::string("node"), clock.now()));
}

std::map<std::string, std::int64_t> DeskFixture::states() {
    auto read = [at = clock.now()](storage::Reader& reader) { return reader.figures(at).messages_by_state; };
    return loop.run(reading->run(std::move(read)));
}

void DeskFixture::advance(dialogs::Span span) {
    clock.advance(span);
    pump->due({});  // a standing clock wakes nobody: whatever is due by now, it looks anew
    settle();
}

}  // namespace tests
