#include "channels/jwt.hpp"

#include "channels/json_fields.hpp"
#include "channels/json_text.hpp"
#include "channels/secret.hpp"
#include "channels/signature.hpp"

#include <nlohmann/json.hpp>

namespace channels {

nlohmann::json jwt_claims(std::string_view token, std::string_view key) {
    const auto last = token.rfind('.');
    const auto first = token.find('.');
    if (last == std::string_view::npos || first == last) return nlohmann::json::value_t::discarded;
    const auto signature = decoded(token.substr(last + 1), ByteEncoding::base64url);
    if (!same_secret(signature, hmac(HmacHash::sha256, key, token.substr(0, last))))
        return nlohmann::json::value_t::discarded;
    const auto head = json_from(decoded(token.substr(0, first), ByteEncoding::base64url));
    if (head.is_discarded() || words_at(head, "/alg") != "HS256") return nlohmann::json::value_t::discarded;
    auto claims = json_from(decoded(token.substr(first + 1, last - first - 1), ByteEncoding::base64url));
    if (!claims.is_object()) return nlohmann::json::value_t::discarded;
    return claims;
}

}  // namespace channels
