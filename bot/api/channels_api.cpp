#include "bot/api/channels_api.hpp"

#include "bot/api/instants.hpp"
#include "bot/http/target.hpp"
#include "bot/turns/keep_exchanges.hpp"

#include <nlohmann/json.hpp>

#include <charconv>

namespace bot {
namespace {

using nlohmann::json;

constexpr int listed_unless_asked = 100;

/// 1 to as many as are kept; nullopt for anything else.
std::optional<int> limit_in(const std::string& written) {
    int limit = 0;
    const auto* end = written.data() + written.size();
    const auto [stopped, problem] = std::from_chars(written.data(), end, limit);
    const bool is_well = problem == std::errc() && stopped == end && limit >= 1 && limit <= exchanges_kept;
    return is_well ? std::optional(limit) : std::nullopt;
}

}  // namespace

ChannelsApi::ChannelsApi(const Context& context, ReadingThread& reading, const ServiceConfig& config)
    : context_(context), reading_(reading) {
    for (const auto& channel : config.channels) names_.insert(channel.name);
}

void ChannelsApi::add_routes(http::Router& router, const Tokens& tokens) {
    router.add("GET", "/api/v1/channels/{channel}/log",
               tokens.guarded([this](http::Request& request) { return log(request); }));
}

http::awaitable<http::Response> ChannelsApi::log(http::Request& request) {
    auto name = request.captures[0];
    if (!names_.contains(name)) co_return http::fault_response(404, "there is no such channel");
    const auto written = http::parameter(http::decode_query(request.query), "limit");
    const auto limit = written ? limit_in(*written) : std::optional(listed_unless_asked);
    if (!limit) co_return http::fault_response(422, {{"limit", "must be from 1 to 1000"}});
    auto read = [name = std::move(name), since = context_.clock.now() - exchanges_kept_for,
                 limit = *limit](storage::Reader& reader) { return reader.exchanges(name, since, limit); };
    const auto rows = co_await reading_.run(std::move(read));
    std::string body;
    for (const auto& row : rows) body += (body.empty() ? "" : ",\n") + exchange_json(row);
    co_return http::Response{.content_type = "application/json", .body = "{\"exchanges\":[" + body + "]}\n"};
}

std::string exchange_json(const storage::ExchangeRow& row) {
    const bool we_asked = row.direction == storage::ExchangeRow::Direction::asked;
    const json exchange = {{"at", to_rfc3339(row.at)},
                           {"direction", we_asked ? "asked" : "called"},
                           {"request", row.request},
                           {"status", row.status},
                           {"took_ms", row.took_ms},
                           {"asked", row.asked},
                           {"answered", row.answered},
                           {"left_out", row.left_out}};
    return exchange.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace bot
