// Calls the hooks that scripts name: claims, signs, sends, reports.
#pragma once

#include "bot/config/service_config.hpp"
#include "bot/http/client.hpp"
#include "bot/service/context.hpp"
#include "bot/service/desk.hpp"
#include "bot/service/reading_thread.hpp"
#include "bot/turns/calls.hpp"

#include <map>
#include <string>
#include <string_view>

namespace bot {

/// `t=SECONDS,v1=HEX`: HMAC-SHA256 under the hook's secret over the seconds since 1970, a dot and the body, so that an
/// old call cannot be sent again as a new one.
[[nodiscard]] std::string call_signature(std::string_view secret, storage::Instant now, std::string_view body);

/// Sleeps until a call is due; a notice wakes it. Each call is under way by itself, and ends at its deadline.
class HookCaller {
  public:
    HookCaller(Context& context, Desk& desk, ReadingThread& reading, http::Client& client,
               const std::vector<HookOptions>& hooks);

    void start();
    void due(storage::Instant at);
    void stop();

  private:
    boost::asio::awaitable<void> run();
    boost::asio::awaitable<void> claim();
    boost::asio::awaitable<void> call(ClaimedCall call);
    boost::asio::awaitable<void> report(storage::CallId call, CallOutcome outcome);
    [[nodiscard]] channels::HttpRequest request_of(const HookOptions& hook, const ClaimedCall& call) const;

    Context& context_;
    Desk& desk_;
    ReadingThread& reading_;
    http::Client& client_;
    std::map<std::string, HookOptions> hooks_;
    Signal changed_;
    storage::Instant next_due_{};
    bool stopping_ = false;
};

}  // namespace bot
