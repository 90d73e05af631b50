// A request as it arrived and the answer to it, free of any library's types.
#pragma once

#include "channels/adapter.hpp"

#include <boost/asio/awaitable.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bot::http {

using boost::asio::awaitable;
using channels::header;
using channels::Headers;

struct Request {
    std::string method;
    std::string target;   ///< raw: path and query
    std::string query;    ///< raw, without `?`
    Headers headers;      ///< names in lower case
    std::string body;
    std::vector<std::string> captures;  ///< what the route's `{}` and `*` stood for, decoded

    [[nodiscard]] std::string_view path() const;  ///< raw, without the query
};

/// A body made while it is sent. The server asks for the next piece when the client has taken the last one, so that a
/// slow client holds nothing.
class BodySource {
  public:
    virtual ~BodySource() = default;
    /// nullopt: that was all. An empty piece is passed over.
    [[nodiscard]] virtual awaitable<std::optional<std::string>> next() = 0;
};

struct Response {
    int status = 200;
    std::string content_type = "text/plain; charset=UTF-8";
    std::string body;
    Headers headers;                     ///< further ones
    std::unique_ptr<BodySource> source;  ///< instead of `body`
};

/// `text/html` … by the path's ending.
[[nodiscard]] std::string_view content_type_of(std::string_view path);

[[nodiscard]] std::string_view reason_phrase(int status);

/// One thing that is wrong with a request: where (a field's name, dotted), and what.
struct Fault {
    std::string at;
    std::string message;
};

/// {"errors":[{"at":…,"message":…}]}
[[nodiscard]] Response fault_response(int status, const std::vector<Fault>& faults);
[[nodiscard]] Response fault_response(int status, std::string message);

}  // namespace bot::http
