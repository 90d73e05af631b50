// A desk on a real store with its threads, a Kannel that is made believe, and a clock that stands.
#pragma once

#include "bot/api/hooks.hpp"
#include "bot/service/pump.hpp"
#include "dialogs/script.hpp"
#include "storage/vault.hpp"
#include "tests/bot/support/loop.hpp"

#include <deque>
#include <filesystem>
#include <functional>

namespace tests {

/// A provider: takes everything, unless told otherwise.
class FakeClient final : public bot::http::Client {
  public:
    explicit FakeClient(boost::asio::io_context& loop) : released_(loop) {}

    boost::asio::awaitable<channels::HttpResponse> send(channels::HttpRequest request) override;

    /// Requests from here on are not answered …
    void hold() { held_ = true; }
    /// … until they are.
    void release();

    std::vector<std::string> urls;                  ///< of all requests, in order
    std::deque<channels::HttpResponse> answers;     ///< of the next requests; 202 when there are none
    /// Answers instead of them, where it is set.
    std::function<channels::HttpResponse(const channels::HttpRequest&)> provider;
    std::function<bool(std::string_view url)> is_aside;  ///< requests that are answered 200, and take none of them
    std::size_t open = 0;
    std::size_t most_open = 0;

  private:
    bot::Signal released_;
    bool held_ = false;
};

class DeskFixture {
  public:
    explicit DeskFixture(std::string channel_settings = "", storage::LaneLimits limits = {});
    ~DeskFixture();

    /// Invites so many residents, each at a number of their own.
    void invite(int count);
    /// Makes the conversation of the n-th one invited unreadable: its next turn fails.
    void break_conversation(int nth);
    /// Runs the loop until it is so, at most 20 seconds.
    bool until(const std::function<bool()>& condition);
    /// Runs the loop until nothing happens any more.
    void settle();
    /// The states of all messages, counted by name.
    std::map<std::string, std::int64_t> states();
    void advance(dialogs::Span span);

    TestLoop loop;
    FakeClock clock;
    bot::Metrics metrics;
    bot::Context context{loop.io, clock, loop.log, metrics, loop.tasks, loop.mailbox};
    std::filesystem::path folder;
    bot::ServiceConfig config;
    storage::Vault vault;
    const dialogs::Catalog& catalog;
    dialogs::TextRenderer renderer;
    FakeClient client{loop.io};
    bot::Courtesies courtesies{context, client};
    std::vector<bot::Notices> notices;
    std::unique_ptr<bot::ReadingThread> reading;
    std::unique_ptr<bot::Desk> desk;
    std::unique_ptr<bot::ChannelLog> channel_log;
    std::unique_ptr<bot::Pump> pump;
    std::unique_ptr<bot::Hooks> hooks;

  private:
    [[nodiscard]] static dialogs::Address address_of(int nth);

    int invited_ = 0;
};

}  // namespace tests
