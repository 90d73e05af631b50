#include "bot/api/tokens.hpp"

#include <sodium.h>

namespace bot {
namespace {

http::awaitable<http::Response> refuse() {
    auto response = http::fault_response(401, "a bearer token is needed: Authorization: Bearer …");
    response.headers.emplace_back("WWW-Authenticate", "Bearer");
    co_return response;
}

}  // namespace

Tokens::Tokens(const std::vector<ApiToken>& tokens) {
    for (const auto& [name, token] : tokens) known_.push_back({name, hash_of(token)});
}

Tokens::Hash Tokens::hash_of(std::string_view token) {
    Hash hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(token.data()), token.size(),
                       nullptr, 0);
    return hash;
}

std::string_view Tokens::holder(const http::Request& request) const {
    constexpr std::string_view bearer = "Bearer ";
    const auto given = http::header(request.headers, "authorization");
    if (!given.starts_with(bearer)) return {};
    const auto hash = hash_of(given.substr(bearer.size()));
    std::string_view holder;
    for (const auto& [name, known] : known_)
        if (sodium_memcmp(hash.data(), known.data(), hash.size()) == 0) holder = name;
    return holder;
}

http::Handler Tokens::guarded(http::Handler handler) const {
    return [this, handler = std::move(handler)](http::Request& request) {
        return holder(request).empty() ? refuse() : handler(request);
    };
}

}  // namespace bot
