// GET /api/v1/channels/NAME/log: the last exchanges with a channel's provider, without secrets, numbers and texts.
#pragma once

#include "bot/api/tokens.hpp"
#include "bot/config/service_config.hpp"
#include "bot/service/context.hpp"
#include "bot/service/reading_thread.hpp"

#include <set>
#include <string>

namespace bot {

class ChannelsApi {
  public:
    ChannelsApi(const Context& context, ReadingThread& reading, const ServiceConfig& config);

    void add_routes(http::Router& router, const Tokens& tokens);

  private:
    http::awaitable<http::Response> log(http::Request& request);

    const Context& context_;
    ReadingThread& reading_;
    std::set<std::string> names_;
};

/// One exchange as a JSON object: what the API lists, and what `kuulolla channel log --json` prints.
[[nodiscard]] std::string exchange_json(const storage::ExchangeRow& row);

}  // namespace bot
