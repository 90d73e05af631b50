// /hooks/CHANNEL/…: webhooks. Answered only once what they brought is committed.
#pragma once

#include "bot/config/service_config.hpp"
#include "bot/http/router.hpp"
#include "bot/service/channel_log.hpp"
#include "bot/service/context.hpp"
#include "bot/service/courtesies.hpp"
#include "bot/service/desk.hpp"

#include <map>
#include <string>

namespace bot {

class Hooks {
  public:
    /// All outlive the hooks.
    Hooks(Context& context, Desk& desk, Courtesies& courtesies, ChannelLog& channel_log, const ServiceConfig& config);

    void add_routes(http::Router& router);

    /// The events of a webhook, in their order and as far as there is room in one batch; true once all are committed.
    /// Where the lane is full, waits in it up to `patience`. Its courtesies follow, unless all of it was known before.
    [[nodiscard]] http::awaitable<DeskResult<bool>> take(const std::string& channel, channels::Webhook webhook,
                                                         std::chrono::milliseconds patience);

  private:
    http::awaitable<http::Response> receive(http::Request& request);
    http::awaitable<http::Response> receive(const std::string& name, const channels::Adapter& adapter,
                                            const channels::WebhookRequest& call, PrivateValues& said);
    http::Response refuse(const std::string& channel, const channels::Refusal& refusal);
    http::Response not_now(const std::string& channel, const DeskError& error);
    Counter& counter(const std::string& channel, std::string_view outcome);

    Context& context_;
    Desk& desk_;
    Courtesies& courtesies_;
    ChannelLog& channel_log_;
    std::map<std::string, const ChannelOptions*, std::less<>> channels_;
    std::map<std::pair<std::string, std::string_view>, Counter*> counters_;
    Histogram& durations_;
};

}  // namespace bot
