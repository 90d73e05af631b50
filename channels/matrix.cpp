#include "channels/matrix.hpp"

#include "channels/json_fields.hpp"
#include "channels/json_text.hpp"
#include "channels/matrix_events.hpp"
#include "channels/provider_answer.hpp"
#include "channels/query.hpp"
#include "channels/rendering.hpp"
#include "channels/secret.hpp"
#include "channels/settings_reader.hpp"

#include <nlohmann/json.hpp>
#include <sodium.h>

#include <array>

namespace channels {
namespace {

constexpr std::array matrix_keys = {
    SettingInfo{.key = "api_url", .required = true, .help = "of the homeserver, https://matrix.example.fi"},
    SettingInfo{.key = "user", .required = true, .help = "ours, @kuulolla:example.fi: the registration's sender"},
    SettingInfo{.key = "as_token", .required = true, .secret = true, .help = "as_token of the registration"},
    SettingInfo{.key = "hs_token", .required = true, .secret = true, .help = "hs_token of the registration"},
    SettingInfo{.key = "registration_id", .fallback = "kuulolla", .help = "id of the registration"},
    SettingInfo{.key = "notices",
                .fallback = "false",
                .help = "true: send as m.notice, which most clients show without telling anybody"},
    SettingInfo{.key = "timeout", .fallback = "30s", .help = "how long to wait for the homeserver"},
};

struct MatrixService {
    std::string api_url;
    std::string user;
    std::string as_token;
    std::string hs_token;
    std::string registration_id;
    bool notices = false;
    Span timeout{};
};

/// What the homeserver's errors mean beside their HTTP status.
struct MatrixError {
    std::string_view code;
    FailureKind kind;
    std::string_view detail;
};
constexpr std::array matrix_errors = {
    MatrixError{"M_FORBIDDEN", FailureKind::unreachable, "our user is not in the room"},
    MatrixError{"M_NOT_FOUND", FailureKind::unreachable, "no such room"},
    MatrixError{"M_UNKNOWN_TOKEN", FailureKind::configuration, "the homeserver does not know as_token"},
    MatrixError{"M_MISSING_TOKEN", FailureKind::configuration, "the homeserver does not know as_token"},
    MatrixError{"M_UNRECOGNIZED", FailureKind::configuration, "api_url is no Matrix homeserver"},
    MatrixError{"M_EXCLUSIVE", FailureKind::configuration, "our user is outside the registration's namespace"},
    MatrixError{"M_TOO_LARGE", FailureKind::permanent, "too large for an event"},
};

/// The token in `Authorization: Bearer …`, or where old homeservers put it.
std::string matrix_token(const WebhookRequest& request) {
    constexpr std::string_view scheme = "Bearer ";
    const auto written = header(request.headers, "authorization");
    if (written.starts_with(scheme)) return std::string(written.substr(scheme.size()));
    const auto query = read_query(request.query);
    return std::string(value_of(query, "access_token"));
}

/// A room's alias of 128 bits: always the same for a resident, and to be guessed by nobody.
std::string alias_for(const std::string& resident, const std::string& key) {
    std::array<unsigned char, crypto_generichash_BYTES> hashed_key{};
    crypto_generichash(hashed_key.data(), hashed_key.size(), reinterpret_cast<const unsigned char*>(key.data()),
                       key.size(), nullptr, 0);
    std::array<unsigned char, crypto_generichash_BYTES_MIN> hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(resident.data()),
                       resident.size(), hashed_key.data(), hashed_key.size());
    std::array<char, hash.size() * 2 + 1> hex{};
    return sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
}

class Matrix final : public Adapter {
public:
    Matrix(MatrixService service, std::vector<std::string> secrets)
        : service_(std::move(service)), secrets_(std::move(secrets)) {}

    [[nodiscard]] Transport transport() const override { return Transport::push; }
    [[nodiscard]] const Capabilities& capabilities() const override { return capabilities_; }
    [[nodiscard]] std::vector<std::string> secrets() const override { return secrets_; }

    /// A transaction, or the homeserver's ping. What cannot be read is answered like the rest: the homeserver repeats a
    /// transaction for ever, and holds back all that follow.
    [[nodiscard]] Result<Webhook, Refusal> receive(const WebhookRequest& request) const override {
        const auto token = matrix_token(request);
        if (token.empty()) return dialogs::failure(Refusal{401, "secret"});
        if (!same_secret(token, service_.hs_token)) return dialogs::failure(Refusal{403, "secret"});
        Webhook webhook{.answer = {.content_type = "application/json", .body = "{}"}};
        if (request.path == "/_matrix/app/v1/ping") return webhook;
        if (request.path.find("/transactions/") == std::string::npos)
            return dialogs::failure(Refusal{404, "malformed"});  // users and aliases: there are none but ours
        if (request.method != "PUT") return dialogs::failure(Refusal{405, "method"});
        const auto transaction = json_from_batch(request.body);
        webhook.events = matrix_events(transaction, service_.user);
        for (const auto& [rooms, answer] :
             {std::pair{matrix_invitations(transaction, service_.user).direct, "/join"},
              std::pair{matrix_invitations(transaction, service_.user).others, "/leave"}}) {
            for (const auto& room : rooms)
                webhook.courtesies.push_back(call("POST", "/rooms/" + percent_encoded(room) + answer, {}));
        }
        return webhook;
    }

    /// Whom we know by name only gets a room: opened the first time, found by its alias after that.
    [[nodiscard]] std::vector<HttpRequest> prepare(const Outgoing& message) const override {
        if (!message.to.id.starts_with('@')) return {};
        const auto alias = alias_for(message.to.id, service_.as_token);
        const auto server = service_.user.substr(service_.user.find(':'));
        auto find = call("GET", "/directory/room/" + percent_encoded('#' + alias + server), {});
        find.body.clear();
        return {call("POST", "/createRoom",
                     {{"is_direct", true},
                      {"invite", {message.to.id}},
                      {"preset", "trusted_private_chat"},
                      {"room_alias_name", alias}}),
                std::move(find)};
    }

    [[nodiscard]] Result<std::string, SendFailure> read_prepared(const HttpResponse& response) const override {
        const auto room = words_at(json_from(response.body), "/room_id");
        if (response.status == 200 && !room.empty()) return room;
        auto failure = understood(response);
        // It cannot be found because it could not be opened: the homeserver has many, or is slow.
        if (response.status == 404) failure = {.kind = FailureKind::retry, .detail = "no room could be opened"};
        if (failure.kind == FailureKind::uncertain) failure.kind = FailureKind::retry;
        return dialogs::failure(std::move(failure));
    }

    [[nodiscard]] Result<std::vector<HttpRequest>, SendFailure> compose(const Outgoing& message) const override {
        const auto& room = message.to.id.starts_with('@') ? message.prepared : message.to.id;
        if (room.empty()) return dialogs::failure(SendFailure{.detail = "no room"});
        std::vector<HttpRequest> requests;
        for (const auto& part : render(message.message, message.conversation_ref, capabilities_).parts) {
            const auto id = message.id + '.' + std::to_string(requests.size() + 1);
            requests.push_back(
                call("PUT", "/rooms/" + percent_encoded(room) + "/send/m.room.message/" + percent_encoded(id),
                     {{"msgtype", service_.notices ? "m.notice" : "m.text"}, {"body", part}}));
        }
        return requests;
    }

    [[nodiscard]] Result<Sent, SendFailure> read_answer(const HttpResponse& response) const override {
        if (failure_of(response)) return dialogs::failure(understood(response));
        return Sent{.provider_id = words_at(json_from(response.body), "/event_id")};
    }

    [[nodiscard]] std::string rendered(const Message& message) const override {
        return shown_text(message, capabilities_);
    }

    [[nodiscard]] std::vector<SetupStep> setup() const override {
        auto who = call("GET", "/account/whoami", {});
        who.body.clear();
        auto ping = call("POST", "", {});
        ping.url = service_.api_url + "/_matrix/client/v1/appservice/" + percent_encoded(service_.registration_id) +
                   "/ping";
        return {{.what = "credentials", .request = std::move(who)}, {.what = "webhook", .request = std::move(ping)}};
    }

    [[nodiscard]] Result<std::string, std::string> read_setup(const SetupStep& step,
                                                              const HttpResponse& response) const override {
        const auto answer = json_from(response.body);
        const auto code = words_at(answer, "/errcode");
        const auto failure = failure_of(response);
        if (step.what == "credentials") {
            if (failure) return dialogs::failure("the homeserver refuses as_token: " + failure->detail + ' ' + code);
            const auto user = words_at(answer, "/user_id");
            if (user == service_.user) return "we are " + user;
            return dialogs::failure("as_token belongs to " + user + ", not to user: see sender_localpart");
        }
        if (!failure) return "the homeserver reaches our webhook";
        if (response.status == 404) return dialogs::failure(std::string(
            "the homeserver has no registration of registration_id, or is too old to be asked (before v1.7)"));
        return dialogs::failure("the homeserver does not reach our webhook: its registration needs url: "
                                "PUBLIC_URL/hooks/NAME and our hs_token (" + failure->detail + ' ' + code + ')');
    }

private:
    [[nodiscard]] HttpRequest call(std::string method, const std::string& path, const nlohmann::json& value) const {
        auto request = json_request(std::move(method), service_.api_url + "/_matrix/client/v3" + path,
                                    value.is_null() ? nlohmann::json::object() : value,
                                    {{"authorization", "Bearer " + service_.as_token}});
        request.timeout = service_.timeout;
        return request;
    }

    [[nodiscard]] static SendFailure understood(const HttpResponse& response) {
        auto failure = failure_of(response).value_or(SendFailure{.detail = "an answer without a room"});
        const auto answer = json_from(response.body);
        const auto wait_ms = number_at(answer, "/retry_after_ms");
        if (wait_ms && *wait_ms >= 0 && !failure.retry_after) failure.retry_after = std::chrono::milliseconds(*wait_ms);
        const auto code = words_at(answer, "/errcode");
        for (const auto& error : matrix_errors) {
            if (code == error.code && response.status != 429) {
                failure.kind = error.kind;
                failure.detail = error.detail;
            }
        }
        return failure;
    }

    MatrixService service_;
    std::vector<std::string> secrets_;
    Capabilities capabilities_{
        .kind = "matrix", .plain = false, .carries_our_id = true, .counts_segments = false};
};

bool is_matrix_user(std::string_view text) {
    const auto colon = text.find(':');
    return text.starts_with('@') && colon > 1 && colon != std::string_view::npos && colon + 1 < text.size();
}

}  // namespace

std::span<const SettingInfo> matrix_settings() { return matrix_keys; }

Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_matrix(const ChannelConfig& config) {
    SettingsReader read(config, matrix_keys);
    MatrixService service{.api_url = read.url("api_url"),
                          .user = read.text("user"),
                          .as_token = read.text("as_token"),
                          .hs_token = read.text("hs_token"),
                          .registration_id = read.text("registration_id"),
                          .notices = read.flag("notices"),
                          .timeout = read.span("timeout")};
    if (!service.user.empty() && !is_matrix_user(service.user)) read.error("user", "must be as @kuulolla:example.fi");
    if (!read.errors().empty()) return dialogs::failure(read.errors());
    return std::make_unique<Matrix>(std::move(service), read.secrets());
}

}  // namespace channels
