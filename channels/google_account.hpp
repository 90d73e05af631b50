// A Google service account: what its key file holds, and the request that changes its signature for an access token.
#pragma once

#include "channels/adapter.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace channels {

class GoogleAccount {
public:
    GoogleAccount();
    GoogleAccount(GoogleAccount&&) noexcept;
    GoogleAccount& operator=(GoogleAccount&&) noexcept;
    ~GoogleAccount();

    /// From the JSON key file that Google's console makes; an error says what it lacks.
    [[nodiscard]] static Result<GoogleAccount, std::string> parse(std::string_view key_file);

    /// A JSON Web Token that claims `scope` for an hour, signed with RS256, on its way to be exchanged.
    [[nodiscard]] HttpRequest token_request(std::string_view scope, Instant now) const;

private:
    struct Key;

    std::string email_;
    std::string key_id_;
    std::string token_url_;
    std::unique_ptr<Key> key_;
};

/// The access token in the answer.
[[nodiscard]] Result<std::string, SendFailure> read_google_token(const HttpResponse& response);

}  // namespace channels
