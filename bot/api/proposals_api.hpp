// GET /api/v1/proposals, POST /api/v1/proposals/ID: statements that residents propose, and what becomes of them.
#pragma once

#include "bot/api/tokens.hpp"
#include "bot/service/context.hpp"
#include "bot/service/desk.hpp"
#include "bot/service/reading_thread.hpp"

namespace bot {

class ProposalsApi {
  public:
    ProposalsApi(Context& context, Desk& desk, ReadingThread& reading)
        : context_(context), desk_(desk), reading_(reading) {}

    void add_routes(http::Router& router, const Tokens& tokens);

  private:
    http::awaitable<http::Response> list(http::Request& request);
    http::awaitable<http::Response> change(http::Request& request);

    Context& context_;
    Desk& desk_;
    ReadingThread& reading_;
};

}  // namespace bot
