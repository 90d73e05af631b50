// Which handler answers a method and a path: one table.
#pragma once

#include "bot/http/message.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace bot::http {

/// Answers a request; the request outlives the coroutine.
using Handler = std::function<awaitable<Response>(Request&)>;

class Router {
  public:
      /// `pattern` is a path whose segments may be `{NAME}` (any one segment) and, last, `*` (the rest, which may be
      /// empty and else begins with `/`). The first route that fits is taken. GET answers HEAD as well.
      void add(std::string_view method, std::string_view pattern, Handler handler);

      /// 404 where no pattern fits the path, 405 with `Allow` where none fits the method, 400 where the path's encoding
      /// is broken. What a handler throws passes through.
      [[nodiscard]] awaitable<Response> handle(Request& request) const;

  private:
    struct Route {
        std::string method;
        std::vector<std::string> segments;
        bool open_ended = false;
        Handler handler;
    };
    static bool fits(const Route& route, const std::vector<std::string_view>& segments);
    static bool capture(const Route& route, Request& request, const std::vector<std::string_view>& segments);

    std::vector<Route> routes_;
};

}  // namespace bot::http
