// GET /api/v1/pools, POST /api/v1/pools/NAME/draw: who is in, who waits, and drawing lots.
#pragma once

#include "bot/api/tokens.hpp"
#include "bot/service/context.hpp"
#include "bot/service/desk.hpp"
#include "bot/service/reading_thread.hpp"

namespace bot {

class PoolsApi {
  public:
    PoolsApi(Context& context, Desk& desk, ReadingThread& reading)
        : context_(context), desk_(desk), reading_(reading) {}

    void add_routes(http::Router& router, const Tokens& tokens);

  private:
    http::awaitable<http::Response> list(http::Request& request);
    http::awaitable<http::Response> draw(http::Request& request);

    Context& context_;
    Desk& desk_;
    ReadingThread& reading_;
};

}  // namespace bot
