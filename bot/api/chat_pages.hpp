// /chat/KEYWORD: the web chat's page, its parts, and the feed that the page reads.
#pragma once

#include "bot/config/service_config.hpp"
#include "bot/http/router.hpp"
#include "bot/service/feed_hub.hpp"
#include "bot/service/reading_thread.hpp"

namespace bot {

class ChatPages {
  public:
    ChatPages(ReadingThread& reading, FeedHub& hub, const ServiceConfig& config)
        : reading_(reading), hub_(hub), config_(config) {}

    void add_routes(http::Router& router);

  private:
    http::awaitable<http::Response> page(http::Request& request);
    http::awaitable<http::Response> feed(http::Request& request);
    [[nodiscard]] const ChannelOptions* channel(const std::string& keyword, const std::string& wanted) const;

    ReadingThread& reading_;
    FeedHub& hub_;
    const ServiceConfig& config_;
};

}  // namespace bot
