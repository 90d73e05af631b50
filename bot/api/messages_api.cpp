#include "bot/api/messages_api.hpp"

#include "bot/api/instants.hpp"
#include "bot/http/target.hpp"

#include <nlohmann/json.hpp>

namespace bot {
namespace {

using nlohmann::json;

std::string_view name_of(storage::MessageRow::State state) {
    using State = storage::MessageRow::State;
    switch (state) {
        case State::queued: return "queued";
        case State::sending: return "sending";
        case State::accepted: return "accepted";
        case State::delivered: return "delivered";
        case State::read: return "read";
        case State::failed: return "failed";
        case State::expired: return "expired";
    }
    return "unknown";
}

json to_json(const storage::MessageRow& row) {
    return {{"message", row.public_id},
            {"channel", row.channel},
            {"state", name_of(row.state)},
            {"question", row.question},
            {"segments", row.segments},
            {"attempts", row.attempts},
            {"uncertain", row.uncertain},
            {"failure", row.failure.empty() ? json() : json(row.failure)},
            {"created_at", to_rfc3339(row.created_at)},
            {"accepted_at", row.accepted_at ? json(to_rfc3339(*row.accepted_at)) : json()}};
}

}  // namespace

void MessagesApi::add_routes(http::Router& router, const Tokens& tokens) {
    router.add("GET", "/api/v1/messages", tokens.guarded([this](http::Request& request) { return messages(request); }));
}

http::awaitable<http::Response> MessagesApi::messages(http::Request& request) {
    const auto conversation = http::parameter(http::decode_query(request.query), "conversation");
    if (!conversation) co_return http::fault_response(422, {{"conversation", "is missing"}});
    auto read = [id = *conversation](storage::Reader& reader) { return reader.messages_of(id); };
    const auto rows = co_await reading_.run(std::move(read));
    auto messages = json::array();
    for (const auto& row : rows) messages.push_back(to_json(row));
    const json body = {{"messages", std::move(messages)}};
    co_return http::Response{.content_type = "application/json",
                             .body = body.dump(-1, ' ', false, json::error_handler_t::replace) + "\n"};
}

}  // namespace bot
