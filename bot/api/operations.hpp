// What operators and machines ask: /healthz, /readyz, /metrics, /api/v1/openapi.json.
#pragma once

#include "bot/http/router.hpp"
#include "bot/service/context.hpp"
#include "bot/service/desk.hpp"
#include "bot/service/reading_thread.hpp"

#include <functional>

namespace bot {

class Operations {
  public:
    /// `is_ready` tells whether scripts are loaded and the service is not stopping.
    Operations(Context& context, Desk& desk, ReadingThread& reading, std::function<bool()> is_ready);

    void add_routes(http::Router& router);

  private:
    http::awaitable<http::Response> health(http::Request& request);
    http::awaitable<http::Response> readiness(http::Request& request);
    http::awaitable<http::Response> metrics(http::Request& request);
    http::awaitable<http::Response> description(http::Request& request);
    void add_gauges();

    Context& context_;
    Desk& desk_;
    ReadingThread& reading_;
    std::function<bool()> is_ready_;
    storage::StoreFigures figures_;
    Signal::Moment figures_at_{};
};

}  // namespace bot
