// The one completion token: `auto [error, n] = co_await socket.async_read_some(buffer, as_result);`
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace bot {

constexpr auto as_result = boost::asio::as_tuple(boost::asio::use_awaitable);

}  // namespace bot
