// Server-sent events: their form, and the headers that keep proxies from holding them back.
#pragma once

#include "bot/http/message.hpp"

#include <string>
#include <string_view>

namespace bot::http {

/// One event; `data` must not hold a line break. An empty `id` is left out.
[[nodiscard]] std::string event(std::string_view data, std::string_view id = {});

/// What keeps an idle connection alive; clients pass it over.
inline constexpr std::string_view keep_alive_event = ": still here\n\n";
/// Proxies give up a silent stream after 30 to 60 s.
inline constexpr auto keep_alive_interval = std::chrono::seconds(15);

/// The answer whose body are the events of `source`.
[[nodiscard]] Response event_stream(std::unique_ptr<BodySource> source);

}  // namespace bot::http
