// GET /api/v1/messages?conversation=…: how far a conversation's messages have come, without their texts.
#pragma once

#include "bot/api/tokens.hpp"
#include "bot/service/reading_thread.hpp"

namespace bot {

class MessagesApi {
  public:
    explicit MessagesApi(ReadingThread& reading) : reading_(reading) {}

    void add_routes(http::Router& router, const Tokens& tokens);

  private:
    http::awaitable<http::Response> messages(http::Request& request);

    ReadingThread& reading_;
};

}  // namespace bot
