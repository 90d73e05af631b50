#include "channels/google_account.hpp"

#include "channels/json_fields.hpp"
#include "channels/json_text.hpp"
#include "channels/provider_answer.hpp"
#include "channels/query.hpp"
#include "channels/signature.hpp"

#include <nlohmann/json.hpp>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

namespace channels {
namespace {

constexpr auto assertion_lasts = std::chrono::hours(1);  // the longest that Google takes

const unsigned char* octets(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

}  // namespace

struct GoogleAccount::Key {
    struct Free {
        void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    };
    std::unique_ptr<EVP_PKEY, Free> key;

    [[nodiscard]] static std::unique_ptr<Key> from(const std::string& pem) {
        const std::unique_ptr<BIO, decltype(&BIO_free)> bytes(
            BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free);
        auto key = std::make_unique<Key>();
        key->key.reset(PEM_read_bio_PrivateKey(bytes.get(), nullptr, nullptr, nullptr));
        return key->key && EVP_PKEY_base_id(key->key.get()) == EVP_PKEY_RSA ? std::move(key) : nullptr;
    }

    [[nodiscard]] std::string sign(std::string_view text) const {
        const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
        std::size_t length = static_cast<std::size_t>(EVP_PKEY_size(key.get()));
        std::string signature(length, '\0');
        const bool begun = EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1;
        auto* const out = reinterpret_cast<unsigned char*>(signature.data());
        const bool done =
            begun && EVP_DigestSign(context.get(), out, &length, octets(text), text.size()) == 1;
        signature.resize(done ? length : 0);  // Google refuses an empty one
        return signature;
    }
};

GoogleAccount::GoogleAccount() = default;
GoogleAccount::GoogleAccount(GoogleAccount&&) noexcept = default;
GoogleAccount& GoogleAccount::operator=(GoogleAccount&&) noexcept = default;
GoogleAccount::~GoogleAccount() = default;

Result<GoogleAccount, std::string> GoogleAccount::parse(std::string_view key_file) {
    const auto file = json_from(key_file);
    if (!file.is_object()) return dialogs::failure(std::string("is no JSON: give the key file whole"));
    GoogleAccount account;
    account.email_ = words_at(file, "/client_email");
    account.key_id_ = words_at(file, "/private_key_id");
    account.token_url_ = words_at(file, "/token_uri");
    account.key_ = Key::from(words_at(file, "/private_key"));
    if (account.email_.empty()) return dialogs::failure(std::string("has no client_email"));
    if (account.token_url_.empty()) return dialogs::failure(std::string("has no token_uri"));
    if (!account.key_) return dialogs::failure(std::string("has no private_key of RSA"));
    return account;
}

HttpRequest GoogleAccount::token_request(std::string_view scope, Instant now) const {
    using std::chrono::duration_cast;
    using std::chrono::seconds;
    const auto issued = duration_cast<seconds>(now.time_since_epoch());
    const nlohmann::json head = {{"alg", "RS256"}, {"kid", key_id_}, {"typ", "JWT"}};
    const nlohmann::json claims = {{"iss", email_},
                                   {"scope", scope},
                                   {"aud", token_url_},
                                   {"iat", issued.count()},
                                   {"exp", (issued + duration_cast<seconds>(assertion_lasts)).count()}};
    const auto base64url = [](std::string_view bytes) { return encoded(bytes, ByteEncoding::base64url); };
    auto assertion = base64url(json_text(head)) + '.' + base64url(json_text(claims));
    assertion += '.' + base64url(key_->sign(assertion));
    return {.method = "POST",
            .url = token_url_,
            .headers = {{"content-type", "application/x-www-form-urlencoded"}},
            .body = "grant_type=" + percent_encoded("urn:ietf:params:oauth:grant-type:jwt-bearer") +
                    "&assertion=" + assertion};
}

Result<std::string, SendFailure> read_google_token(const HttpResponse& response) {
    const auto answer = json_from(response.body);
    auto token = words_at(answer, "/access_token");
    auto failure = failure_of(response);
    if (!failure && !token.empty()) return token;
    if (!failure) failure = SendFailure{.kind = FailureKind::retry, .detail = "an answer without a token"};
    if (failure->kind == FailureKind::uncertain) failure->kind = FailureKind::retry;
    if (failure->kind == FailureKind::permanent) {  // nothing about this message is wrong, but our key or clock
        failure->kind = FailureKind::configuration;
        failure->detail = "Google refuses the service account: " + words_at(answer, "/error");
    }
    return dialogs::failure(std::move(*failure));
}

}  // namespace channels
