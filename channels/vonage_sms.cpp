// Vonage's SMS API: signed parameters in (part by part), forms out; every answer is HTTP 200.
#include "channels/charset.hpp"
#include "channels/hook_proof.hpp"
#include "channels/json_fields.hpp"
#include "channels/json_text.hpp"
#include "channels/provider_answer.hpp"
#include "channels/query.hpp"
#include "channels/secret.hpp"
#include "channels/signature.hpp"
#include "channels/timestamp.hpp"
#include "channels/vonage_apis.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace channels {
namespace {

constexpr auto vonage_clock_tolerance = std::chrono::minutes(5);

constexpr std::array vonage_submit_codes = {
    CodeMeaning{1, FailureKind::throttled, "throttled"},
    CodeMeaning{2, FailureKind::configuration, "a parameter is missing"},
    CodeMeaning{3, FailureKind::configuration, "a parameter is wrong"},
    CodeMeaning{4, FailureKind::configuration, "wrong credentials"},
    CodeMeaning{5, FailureKind::retry, "internal error"},
    CodeMeaning{6, FailureKind::permanent, "no valid message"},
    CodeMeaning{7, FailureKind::permanent, "the number is barred"},
    CodeMeaning{8, FailureKind::configuration, "the account is barred"},
    CodeMeaning{9, FailureKind::configuration, "no credit"},
    CodeMeaning{10, FailureKind::throttled, "too many connections"},
    CodeMeaning{11, FailureKind::configuration, "the account may not send"},
    CodeMeaning{12, FailureKind::permanent, "too long"},
    CodeMeaning{14, FailureKind::configuration, "wrong signature"},
    CodeMeaning{15, FailureKind::configuration, "the sender cannot send"},
    CodeMeaning{22, FailureKind::configuration, "wrong network"},
    CodeMeaning{23, FailureKind::configuration, "wrong callback address"},
    CodeMeaning{29, FailureKind::configuration, "the number is not white-listed"},
    CodeMeaning{32, FailureKind::configuration, "signature and secret"},
    CodeMeaning{33, FailureKind::unreachable, "the number is deactivated"},
};

constexpr std::array vonage_receipt_codes = {
    CodeMeaning{2, FailureKind::retry, "absent"},
    CodeMeaning{3, FailureKind::unreachable, "absent for good"},
    CodeMeaning{4, FailureKind::stopped, "barred by the resident"},
    CodeMeaning{5, FailureKind::permanent, "portability error"},
    CodeMeaning{6, FailureKind::permanent, "taken for spam"},
    CodeMeaning{7, FailureKind::retry, "the handset is busy"},
    CodeMeaning{8, FailureKind::retry, "network error"},
    CodeMeaning{9, FailureKind::unreachable, "no valid number"},
    CodeMeaning{10, FailureKind::permanent, "no valid message"},
    CodeMeaning{11, FailureKind::permanent, "no route"},
    CodeMeaning{12, FailureKind::unreachable, "out of reach"},
    CodeMeaning{13, FailureKind::permanent, "age restriction"},
    CodeMeaning{14, FailureKind::permanent, "blocked by the carrier"},
    CodeMeaning{15, FailureKind::permanent, "no prepaid credit"},
    CodeMeaning{33, FailureKind::unreachable, "the number is deactivated"},
};

struct NamedReceiptState {
    std::string_view name;
    DeliveryState state;
};
constexpr std::array vonage_receipt_states = {
    NamedReceiptState{"accepted", DeliveryState::sent},      NamedReceiptState{"buffered", DeliveryState::sent},
    NamedReceiptState{"delivered", DeliveryState::delivered}, NamedReceiptState{"failed", DeliveryState::failed},
    NamedReceiptState{"rejected", DeliveryState::failed},    NamedReceiptState{"expired", DeliveryState::failed},
};

/// The parameters, however the account sends them.
std::optional<Parameters> vonage_parameters(const WebhookRequest& request) {
    if (request.method == "GET") return read_query(request.query);
    const auto type = header(request.headers, "content-type");
    if (!type.starts_with("application/json")) return read_query(request.body);
    const auto object = json_from(request.body);
    if (!object.is_object()) return std::nullopt;
    Parameters parameters;
    for (const auto& [name, value] : object.items())
        parameters.emplace_back(name, words_at(value, ""));
    return parameters;
}

std::string vonage_text_to_sign(Parameters parameters) {
    std::sort(parameters.begin(), parameters.end());
    std::string text;
    for (auto& [name, value] : parameters) {
        if (name == "sig") continue;
        std::replace(value.begin(), value.end(), '&', '_');
        std::replace(value.begin(), value.end(), '=', '_');
        text.append("&").append(name).append("=").append(value);
    }
    return text;
}

std::string vonage_signature(VonageSignature method, const std::string& secret, const std::string& text) {
    switch (method) {
        case VonageSignature::md5hash: return hash_of(HmacHash::md5, text + secret);
        case VonageSignature::md5: return hmac(HmacHash::md5, secret, text);
        case VonageSignature::sha1: return hmac(HmacHash::sha1, secret, text);
        case VonageSignature::sha256: return hmac(HmacHash::sha256, secret, text);
        case VonageSignature::sha512: return hmac(HmacHash::sha512, secret, text);
    }
    return hmac(HmacHash::sha256, secret, text);
}

int whole_number_in(std::string_view text) {
    int number = 0;
    const auto* end = text.data() + text.size();
    const auto [stopped, problem] = std::from_chars(text.data(), end, number);
    return problem == std::errc() && stopped == end ? number : 0;
}

/// `…please wait [ 250 ] and retry`: milliseconds.
std::optional<Span> told_to_wait(std::string_view text) {
    const auto open = text.find("wait [");
    if (open == std::string_view::npos) return std::nullopt;
    auto digits = text.substr(open + 6, text.find(']', open) - open - 6);
    while (digits.starts_with(' ')) digits.remove_prefix(1);
    while (digits.ends_with(' ')) digits.remove_suffix(1);
    const int wait = whole_number_in(digits);
    if (wait <= 0) return std::nullopt;
    return std::chrono::milliseconds(wait);
}

class VonageSms final : public SmsAdapter {
  public:
    VonageSms(SmsSettings sms, VonageSettings vonage)
        : SmsAdapter(std::move(sms), {.retry_window = std::chrono::hours(24)}), vonage_(std::move(vonage)) {}

    [[nodiscard]] Result<Webhook, Refusal> receive(const WebhookRequest& request) const override {
        const auto reason = vonage_.proof.refusal(request, sms_.public_url);
        if (!reason.empty()) return dialogs::failure(Refusal{403, std::string(reason)});
        const auto parameters = vonage_parameters(request);
        const bool is_signed = vonage_.signature_secret.empty() || (parameters && holds(*parameters, request.now));
        if (!is_signed) return dialogs::failure(Refusal{403, "signature"});
        if (request.method != "GET" && request.method != "POST") return dialogs::failure(Refusal{405, "method"});
        if (!parameters) return dialogs::failure(Refusal{400, "malformed"});
        const bool receipt = find(*parameters, "status") && !find(*parameters, "text");
        return receipt ? report(*parameters) : message(*parameters);
    }

    [[nodiscard]] Result<Sent, SendFailure> read_answer(const HttpResponse& response) const override {
        if (auto failure = failure_of(response)) return dialogs::failure(std::move(*failure));
        const auto answer = json_from(response.body);
        const auto messages = answer.is_object() ? answer.find("messages") : answer.end();
        if (!answer.is_object() || messages == answer.end() || !messages->is_array() || messages->empty())
            return dialogs::failure(SendFailure{.kind = FailureKind::uncertain, .detail = "a blank answer"});
        for (const auto& part : *messages) {  // one for each segment
            const auto status = words_at(part, "/status");
            if (status == "0") continue;
            auto failure = failure_by_code(vonage_submit_codes, status);
            if (failure.kind == FailureKind::throttled)
                failure.retry_after = told_to_wait(words_at(part, "/error-text"));
            return dialogs::failure(std::move(failure));
        }
        return Sent{.provider_id = words_at(messages->front(), "/message-id")};
    }

    [[nodiscard]] std::vector<SetupStep> setup() const override {
        const auto hook = proved_hook_url(sms_, vonage_.proof);
        return {{"credentials", get(sms_.api_url + "/account/get-balance", {headers().back()}), false},
                {"webhook",
                 post(sms_.api_url + "/account/settings", headers(),
                      write_query({{"moCallBackUrl", hook}, {"drCallBackUrl", hook + "/status"}})),
                 true}};
    }

  protected:
    [[nodiscard]] HttpRequest request_for(const SmsPiece& piece) const override {
        const bool gsm7 = piece.encoding == dialogs::SmsEncoding::gsm7;
        const auto from = sms_.sender.substr(sms_.sender.starts_with('+') ? 1 : 0);
        return post(sms_.api_url + "/sms/json", headers(),
                    write_query({{"from", from},
                                 {"to", digits_of(piece.to)},
                                 {"text", piece.text},
                                 {"type", gsm7 ? "text" : "unicode"},
                                 {"client-ref", piece.message_id},
                                 {"status-report-req", "1"},
                                 {"callback", proved_hook_url(sms_, vonage_.proof) + "/status"}}));
    }

  private:
    [[nodiscard]] Headers headers() const {
        return {{"content-type", "application/x-www-form-urlencoded"}, {"authorization", vonage_.authorization}};
    }

    [[nodiscard]] bool holds(const Parameters& parameters, Instant now) const {
        const auto given = decoded(value_of(parameters, "sig"), ByteEncoding::hex);
        const auto expected =
            vonage_signature(vonage_.signature, vonage_.signature_secret, vonage_text_to_sign(parameters));
        if (!same_secret(given, expected)) return false;
        const auto at = parse_time(value_of(parameters, "timestamp"), "unix");
        return at && *at >= now - vonage_clock_tolerance && *at <= now + vonage_clock_tolerance;
    }

    [[nodiscard]] Result<Webhook, Refusal> message(const Parameters& parameters) const {
        const auto field = [&parameters](std::string_view name) {
            return decode_text(value_of(parameters, name), Charset::utf8);
        };
        const auto written = field("msisdn");
        const auto text = find(parameters, "text");
        const bool binary = field("type") == "binary";
        if (written.empty() || (!text && !binary)) return dialogs::failure(Refusal{400, "malformed"});
        const auto from = sender_of(written);
        if (!from) return Webhook{};  // a name: nobody who could be answered
        Incoming incoming{.external_id = field("messageId"),
                          .from = *from,
                          .to = field("to"),
                          .sent_at = parse_time(field("message-timestamp"), "YYYY-MM-DD hh:mm:ss"),
                          .unsupported = binary};
        if (!binary) incoming.reply = dialogs::TextReply{field("text")};
        if (field("concat") == "true") {
            const MessagePart part{.reference = incoming.to + '/' + field("concat-ref"),
                                   .index = whole_number_in(field("concat-part")),
                                   .count = whole_number_in(field("concat-total"))};
            const bool one_of_all = part.index >= 1 && part.index <= part.count && part.count > 1;
            incoming.incomplete = !one_of_all;
            if (one_of_all) incoming.part = part;
        }
        return Webhook{.events = {std::move(incoming)}};
    }

    [[nodiscard]] static Result<Webhook, Refusal> report(const Parameters& parameters) {
        const auto field = [&parameters](std::string_view name) {
            return decode_text(value_of(parameters, name), Charset::utf8);
        };
        StatusReport report{.message_id = field("client-ref"),
                            .provider_id = field("messageId"),
                            .at = parse_time(field("message-timestamp"), "YYYY-MM-DD hh:mm:ss")};
        if (report.message_id.empty() && report.provider_id.empty())
            return dialogs::failure(Refusal{400, "malformed"});
        const auto told = field("status");
        const auto known = std::find_if(vonage_receipt_states.begin(), vonage_receipt_states.end(),
                                        [&told](const auto& state) { return state.name == told; });
        if (known == vonage_receipt_states.end()) return Webhook{};  // unknown: it stays as it is
        report.state = known->state;
        if (report.state == DeliveryState::failed)
            report.failure = failure_by_code(vonage_receipt_codes, field("err-code"));
        return Webhook{.events = {std::move(report)}};
    }

    VonageSettings vonage_;
};

}  // namespace

std::unique_ptr<Adapter> make_vonage_sms(SmsSettings sms, VonageSettings vonage) {
    return std::make_unique<VonageSms>(std::move(sms), std::move(vonage));
}

}  // namespace channels
