#include "channels/elks46.hpp"

#include "channels/charset.hpp"
#include "channels/hook_proof.hpp"
#include "channels/json_fields.hpp"
#include "channels/json_text.hpp"
#include "channels/lower_case.hpp"
#include "channels/provider_answer.hpp"
#include "channels/query.hpp"
#include "channels/signature.hpp"
#include "channels/timestamp.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace channels {
namespace {

constexpr std::array elks46_keys = {
    SettingInfo{.key = "api_username", .required = true, .help = "u…, from the account page"},
    SettingInfo{.key = "api_password", .required = true, .secret = true, .help = "from the account page"},
    hook_secret_key,
    hook_username_key,
    hook_password_key,
    SettingInfo{.key = "number_id", .help = "n… of the number, for `channel check` to register our webhook"},
    SettingInfo{.key = "keep_texts", .fallback = "false", .help = "whether 46elks may keep the texts we send"},
    sms_sender_key,
    sms_parts_key("10"),
    sms_timeout_key,
    sms_api_key("https://api.46elks.com"),
};

constexpr int elks46_parts_most = 20;

/// Words in a refusal that the operator must act upon.
constexpr std::array<std::string_view, 4> elks46_operators_words = {"credit", "sender", "from", "account"};

struct Elks46Settings {
    std::string authorization;
    Proof proof;
    std::string number_id;
    bool keep_texts = false;
};

class Elks46 final : public SmsAdapter {
  public:
    Elks46(SmsSettings sms, Elks46Settings elks)
        : SmsAdapter(std::move(sms), {.retry_window = std::chrono::hours(6)}), elks_(std::move(elks)) {}

    /// What it is answered is empty: any text would be sent to the resident.
    [[nodiscard]] Result<Webhook, Refusal> receive(const WebhookRequest& request) const override {
        const auto reason = elks_.proof.refusal(request, sms_.public_url);
        if (!reason.empty()) return dialogs::failure(Refusal{403, std::string(reason)});
        if (request.method != "POST") return dialogs::failure(Refusal{405, "method"});
        const auto fields = read_query(request.body);
        const bool about_ours = elks_.proof.path_after_secret(request.path) == "/status";
        return about_ours ? report(fields, request.query) : message(fields);
    }

    [[nodiscard]] Result<Sent, SendFailure> read_answer(const HttpResponse& response) const override {
        if (auto failure = failure_of(response)) {
            const auto words = lower_case(response.body.substr(0, 500));
            const bool refused = response.status == 400 || response.status == 403;
            const bool operators = std::any_of(elks46_operators_words.begin(), elks46_operators_words.end(),
                                               [&words](auto word) { return words.find(word) != std::string::npos; });
            if (refused && operators) failure->kind = FailureKind::configuration;
            return dialogs::failure(std::move(*failure));
        }
        const auto answer = json_from(response.body);
        if (words_at(answer, "/status") == "failed")
            return dialogs::failure(SendFailure{.kind = FailureKind::permanent, .detail = "not sent"});
        return Sent{.provider_id = words_at(answer, "/id")};
    }

    [[nodiscard]] std::vector<SetupStep> setup() const override {
        std::vector<SetupStep> steps = {
            {"credentials", get(sms_.api_url + "/a1/me", {{"authorization", elks_.authorization}}), false}};
        const auto url = sms_.api_url + "/a1/numbers/" + percent_encoded(elks_.number_id);
        if (!elks_.number_id.empty()) {
            auto form = write_query({{"sms_url", proved_hook_url(sms_, elks_.proof)}});
            steps.push_back({"webhook", post(url, headers(), std::move(form)), true});
        }
        return steps;
    }

  protected:
    [[nodiscard]] HttpRequest request_for(const SmsPiece& piece) const override {
        Parameters form = {{"from", sms_.sender},
                           {"to", piece.to.id},
                           {"message", piece.text},
                           {"whendelivered", proved_hook_url(sms_, elks_.proof) +
                                                 "/status?m=" + percent_encoded(piece.message_id)}};
        if (!elks_.keep_texts) form.emplace_back("dontlog", "message");
        return post(sms_.api_url + "/a1/sms", headers(), write_query(form));
    }

  private:
    [[nodiscard]] Headers headers() const {
        return {{"content-type", "application/x-www-form-urlencoded"}, {"authorization", elks_.authorization}};
    }

    [[nodiscard]] Result<Webhook, Refusal> message(const Parameters& fields) const {
        const auto field = [&fields](std::string_view name) {
            return decode_text(value_of(fields, name), Charset::utf8);
        };
        const auto written = field("from");
        if (written.empty() || !find(fields, "message")) return dialogs::failure(Refusal{400, "malformed"});
        const auto from = sender_of(written);
        if (!from) return Webhook{};  // a name: nobody who could be answered
        return Webhook{.events = {Incoming{.external_id = field("id"),
                                           .from = *from,
                                           .to = field("to"),
                                           .reply = dialogs::TextReply{field("message")},
                                           .sent_at = parse_time(field("created"), "rfc3339")}}};
    }

    [[nodiscard]] static Result<Webhook, Refusal> report(const Parameters& fields, std::string_view query) {
        const auto of_query = read_query(query);
        StatusReport report{.message_id = decode_text(value_of(of_query, "m"), Charset::utf8),
                            .provider_id = decode_text(value_of(fields, "id"), Charset::utf8),
                            .at = parse_time(value_of(fields, "delivered"), "rfc3339")};
        if (report.message_id.empty() && report.provider_id.empty())
            return dialogs::failure(Refusal{400, "malformed"});
        const auto told = value_of(fields, "status");
        if (told == "delivered") {
            report.state = DeliveryState::delivered;
        } else if (told == "failed") {
            report.state = DeliveryState::failed;
            report.failure = SendFailure{.kind = FailureKind::permanent, .detail = "not delivered"};
        } else if (told != "sent") {
            return Webhook{};
        }
        return Webhook{.events = {std::move(report)}};
    }

    Elks46Settings elks_;
};

}  // namespace

std::span<const SettingInfo> elks46_settings() { return elks46_keys; }

Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_elks46(const ChannelConfig& config) {
    SettingsReader read(config, elks46_keys);
    auto sms = read_sms_settings(read, config, elks46_parts_most);
    Elks46Settings elks{.authorization = basic_authorization(read.text("api_username"), read.text("api_password")),
                        .proof = read_hook_proof(read),
                        .number_id = read.text("number_id"),
                        .keep_texts = read.flag("keep_texts")};
    if (!read.errors().empty()) return dialogs::failure(read.errors());
    sms.secrets.push_back(elks.authorization);
    return std::make_unique<Elks46>(std::move(sms), std::move(elks));
}

}  // namespace channels
