#include "bot/api/pools_api.hpp"

#include "bot/api/api_answers.hpp"
#include "bot/http/json_body.hpp"
#include "bot/turns/fill_seats.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace bot {
namespace {

using http::awaitable;
using http::Request;
using http::Response;
using nlohmann::json;

constexpr std::int64_t seats_drawn_max = 1'000'000;

json told_pool(const storage::PoolRow& row) {
    return {{"pool", row.name},
            {"room", row.room < 0 ? json() : json(std::max(row.room, row.drawn))},
            {"in", row.taken},
            {"waiting", row.waiting}};
}

}  // namespace

void PoolsApi::add_routes(http::Router& router, const Tokens& tokens) {
    router.add("GET", "/api/v1/pools", tokens.guarded([this](Request& request) { return list(request); }));
    router.add("POST", "/api/v1/pools/{name}/draw", tokens.guarded([this](Request& request) { return draw(request); }));
}

awaitable<Response> PoolsApi::list(Request&) {
    const auto rows = co_await reading_.run([](storage::Reader& reader) { return reader.pools(); });
    auto pools = json::array();
    for (const auto& row : rows) pools.push_back(told_pool(row));
    const json body = {{"pools", std::move(pools)}};
    co_return json_response(200, body);
}

awaitable<Response> PoolsApi::draw(Request& request) {
    const auto object = http::json_object_of(request);
    if (!object) co_return http::fault_response(object.error().first, object.error().second);
    std::vector<http::Fault> faults;
    refuse_other_fields(*object, {"seats"}, faults);
    const auto seats = object->find("seats");
    const bool is_number = seats != object->end() && seats->is_number_unsigned();
    if (!is_number || seats->get<std::int64_t>() > seats_drawn_max || seats->get<std::int64_t>() == 0)
        faults.push_back({"seats", "must be a whole number from 1 on"});
    if (!faults.empty()) co_return http::fault_response(422, faults);
    auto pool = request.captures.front();
    const auto count = static_cast<int>(seats->get<std::int64_t>());
    const auto drawn = co_await desk_.run<DrawSeats>(storage::Lane::bulk, pool, count, context_.clock.now());
    if (!drawn) co_return failure_response(context_.log, "draw.failed", drawn.error());
    if (!drawn->is_known) co_return http::fault_response(404, "there is no such pool");
    context_.log.info("pool.drawn", {{"pool", pool}, {"seats", drawn->seats}, {"waiting", drawn->waiting}});
    const json body = {{"pool", pool}, {"seats", drawn->seats}, {"waiting", drawn->waiting}};
    co_return json_response(200, body);
}

}  // namespace bot
