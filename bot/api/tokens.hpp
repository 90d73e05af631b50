// Who may use the API.
#pragma once

#include "bot/config/service_config.hpp"
#include "bot/http/router.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace bot {

/// Bearer tokens, compared by their hashes in constant time.
class Tokens {
  public:
    explicit Tokens(const std::vector<ApiToken>& tokens);

    /// The name of the token that the request carries; empty: none that is known.
    [[nodiscard]] std::string_view holder(const http::Request& request) const;

    /// A handler that answers 401 where there is no good token.
    [[nodiscard]] http::Handler guarded(http::Handler handler) const;

  private:
    using Hash = std::array<unsigned char, 32>;
    static Hash hash_of(std::string_view token);
    struct Known {
        std::string name;
        Hash hash;
    };
    std::vector<Known> known_;
};

}  // namespace bot
