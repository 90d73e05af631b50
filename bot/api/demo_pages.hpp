// The demo: its page, its phones' invitations, and what is stored of them, live.
#pragma once

#include "bot/api/invitations_api.hpp"
#include "bot/service/live_answers.hpp"

namespace bot {

/// Without tokens: `demo` listens on loopback only.
class DemoPages {
  public:
    DemoPages(InvitationsApi& invitations, ReadingThread& reading, LiveAnswers& live, const Publisher& publisher,
              const ServiceConfig& config)
        : invitations_(invitations), reading_(reading), live_(live), publisher_(publisher), config_(config) {}

    void add_routes(http::Router& router);

  private:
    http::awaitable<http::Response> info(http::Request& request);
    http::awaitable<http::Response> start(http::Request& request);
    http::awaitable<http::Response> events(http::Request& request);

    InvitationsApi& invitations_;
    ReadingThread& reading_;
    LiveAnswers& live_;
    const Publisher& publisher_;
    const ServiceConfig& config_;
};

}  // namespace bot
