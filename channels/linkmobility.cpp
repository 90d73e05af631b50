#include "channels/linkmobility.hpp"

#include "channels/hook_proof.hpp"
#include "channels/json_fields.hpp"
#include "channels/json_text.hpp"
#include "channels/provider_answer.hpp"
#include "channels/signature.hpp"
#include "channels/timestamp.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace channels {
namespace {

constexpr std::array linkmobility_keys = {
    SettingInfo{.key = "api_url", .required = true, .help = "as LINK told, https://wsx.sp247.net/sms or the like"},
    SettingInfo{.key = "username", .required = true, .help = "of the API"},
    SettingInfo{.key = "password", .required = true, .secret = true, .help = "of the API"},
    SettingInfo{.key = "platform_id", .fallback = "SMSC", .help = "as LINK told"},
    SettingInfo{.key = "partner_id", .required = true, .help = "platformPartnerId, as LINK told"},
    SettingInfo{.key = "report_gate", .help = "id of the gate for delivery reports; none: no reports"},
    hook_secret_key,
    hook_username_key,
    hook_password_key,
    sms_sender_key,
    sms_parts_key("10"),
    sms_timeout_key,
};

constexpr int linkmobility_parts_most = 254;

struct LinkState {
    int code;
    DeliveryState state;
};
constexpr std::array link_states = {
    LinkState{1000, DeliveryState::sent},      LinkState{1008, DeliveryState::sent},
    LinkState{1011, DeliveryState::sent},      LinkState{1012, DeliveryState::sent},
    LinkState{1013, DeliveryState::sent},      LinkState{1005, DeliveryState::accepted},
    LinkState{1001, DeliveryState::delivered}, LinkState{1007, DeliveryState::delivered},
};

/// Final, and nobody knows what came of it.
constexpr std::array link_unknown = {4, 5, 1010};

constexpr std::array link_codes = {
    CodeMeaning{1, FailureKind::retry, "passing trouble"},
    CodeMeaning{3, FailureKind::retry, "passing trouble"},
    CodeMeaning{105, FailureKind::retry, "passing trouble"},
    CodeMeaning{1002, FailureKind::permanent, "expired"},
    CodeMeaning{1003, FailureKind::permanent, "deleted"},
    CodeMeaning{1004, FailureKind::retry, "the handset is full"},
    CodeMeaning{2000, FailureKind::configuration, "wrong address or account"},
    CodeMeaning{2001, FailureKind::configuration, "wrong address or account"},
    CodeMeaning{2002, FailureKind::configuration, "wrong address or account"},
    CodeMeaning{2003, FailureKind::configuration, "wrong address or account"},
    CodeMeaning{2100, FailureKind::configuration, "wrong address or account"},
    CodeMeaning{2101, FailureKind::configuration, "wrong address or account"},
    CodeMeaning{2102, FailureKind::configuration, "wrong address or account"},
    CodeMeaning{2103, FailureKind::configuration, "wrong address or account"},
    CodeMeaning{2104, FailureKind::unreachable, "unknown subscriber"},
    CodeMeaning{2105, FailureKind::stopped, "barred by the resident"},
    CodeMeaning{2106, FailureKind::unreachable, "no valid number"},
    CodeMeaning{2107, FailureKind::retry, "barred for a while"},
    CodeMeaning{2205, FailureKind::stopped, "refused by the resident"},
    CodeMeaning{106000, FailureKind::retry, "unknown error"},
    CodeMeaning{106100, FailureKind::configuration, "wrong credentials"},
    CodeMeaning{106101, FailureKind::configuration, "wrong credentials"},
    CodeMeaning{106200, FailureKind::configuration, "wrong platform_id"},
    CodeMeaning{106201, FailureKind::configuration, "wrong partner_id"},
    CodeMeaning{106300, FailureKind::configuration, "no gate"},
    CodeMeaning{106301, FailureKind::configuration, "the gate is not available"},
};

/// Without what needs four bytes of UTF-8 (LINK cannot carry it: emoji above all), what joins such signs, and the
/// blank that it leaves behind.
std::string within_link_alphabet(std::string_view text) {
    std::string kept;
    bool dropped = false;
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
        const auto sign = text.substr(at, length);
        const bool joins = sign == "\u200D" || sign == "\uFE0F";
        at += length;
        if (length == 4 || (dropped && joins)) {
            dropped = true;
            continue;
        }
        const bool twice = dropped && (sign == " " || sign == "\n") && kept.ends_with(' ');
        if (twice) kept.pop_back();
        kept += sign;
        dropped = false;
    }
    if (dropped && kept.ends_with(' ')) kept.pop_back();
    return kept;
}

/// `16161` is a short number, `+358…` a number, all else a name.
std::string_view link_kind_of(std::string_view sender) {
    if (sender.starts_with('+')) return "MSISDN";
    return sender.find_first_not_of("0123456789") == std::string_view::npos ? "SHORTNUMBER" : "ALPHANUMERIC";
}

/// `FI-16161` without its country.
std::string link_receiver(std::string written) {
    const bool has_country = written.size() > 3 && written[2] == '-';
    return has_country ? written.substr(3) : written;
}

struct LinkSettings {
    std::string authorization;
    std::string platform_id;
    std::string partner_id;
    std::string report_gate;
    Proof proof;
};

class LinkMobility final : public SmsAdapter {
  public:
    LinkMobility(SmsSettings sms, LinkSettings link)
        : SmsAdapter(std::move(sms), {.retry_window = std::chrono::hours(48)}), link_(std::move(link)) {}

    [[nodiscard]] std::string rendered(const Message& message) const override {
        return dialogs::plain_sms_text(within_link_alphabet(SmsAdapter::rendered(message)));
    }

    [[nodiscard]] Result<Webhook, Refusal> receive(const WebhookRequest& request) const override {
        const auto reason = link_.proof.refusal(request, sms_.public_url);
        if (!reason.empty()) return dialogs::failure(Refusal{403, std::string(reason)});
        if (request.method != "POST") return dialogs::failure(Refusal{405, "method"});
        const auto object = json_from(request.body);
        if (!object.is_object()) return dialogs::failure(Refusal{400, "malformed"});
        auto webhook = object.contains("resultCode") ? report(object) : message(object);
        // A gate that wants to be acknowledged wants some object.
        if (webhook) webhook->answer = {.content_type = "application/json", .body = R"({"ok":true})"};
        return webhook;
    }

    [[nodiscard]] Result<Sent, SendFailure> read_answer(const HttpResponse& response) const override {
        auto failure = failure_of(response);
        const auto answer = json_from(response.body);
        if (!failure) {
            const auto code = words_at(answer, "/resultCode");
            if (code.empty() || is_under_way(code)) return Sent{.provider_id = words_at(answer, "/messageId")};
            return dialogs::failure(failure_by_code(link_codes, code));
        }
        if (response.status == 403) failure->kind = FailureKind::configuration;
        if (response.status >= 400 && response.status < 500) {
            if (auto known = known_failure(link_codes, words_at(answer, "/status"))) failure = std::move(known);
        }
        return dialogs::failure(std::move(*failure));
    }

  protected:
    [[nodiscard]] HttpRequest request_for(const SmsPiece& piece) const override {
        nlohmann::json body = {{"source", sms_.sender},
                               {"sourceTON", link_kind_of(sms_.sender)},
                               {"destination", piece.to.id},
                               {"userData", piece.text},
                               {"dcs", "TEXT"},
                               {"useDeliveryReport", !link_.report_gate.empty()},
                               {"platformId", link_.platform_id},
                               {"platformPartnerId", link_.partner_id},
                               {"refId", piece.message_id},
                               {"ignoreResponse", false}};
        if (!link_.report_gate.empty())
            body["deliveryReportGates"] = nlohmann::json::array({link_.report_gate});
        return post(sms_.api_url + "/send",
                    {{"content-type", "application/json"}, {"authorization", link_.authorization}}, json_text(body));
    }

  private:
    static bool is_under_way(std::string_view code) {
        return std::any_of(link_states.begin(), link_states.end(),
                           [code](const LinkState& known) { return std::to_string(known.code) == code; });
    }

    [[nodiscard]] Result<Webhook, Refusal> message(const nlohmann::json& object) const {
        const auto written = words_at(object, "/source");
        const auto& text = value_at(object, "/content/userData");
        if (written.empty() || !text.is_string()) return dialogs::failure(Refusal{400, "malformed"});
        const auto from = sender_of(written);
        if (!from) return Webhook{};  // a name: nobody who could be answered
        const auto encoding = words_at(object, "/content/encoding");
        Incoming incoming{.external_id = words_at(object, "/messageId"),
                          .from = *from,
                          .to = link_receiver(words_at(object, "/destination")),
                          .sent_at = parse_time(words_at(object, "/timestamp"), "rfc3339"),
                          .unsupported = encoding == "BINARY"};
        if (!incoming.unsupported) incoming.reply = dialogs::TextReply{words_at(text, "")};
        return Webhook{.events = {std::move(incoming)}};
    }

    /// One for each segment. What is delivered counts with the last one, what failed with any.
    [[nodiscard]] static Result<Webhook, Refusal> report(const nlohmann::json& object) {
        const auto id = words_at(object, "/id");
        const auto dollar = std::min(id.rfind('$'), id.size());
        StatusReport report{.message_id = words_at(object, "/refId"),
                            .provider_id = id.substr(0, dollar),
                            .at = parse_time(words_at(object, "/timestamp"), "rfc3339")};
        if (report.message_id.empty() && report.provider_id.empty())
            return dialogs::failure(Refusal{400, "malformed"});
        const auto code = words_at(object, "/resultCode");
        const bool unknown = std::any_of(link_unknown.begin(), link_unknown.end(),
                                         [&code](int known) { return std::to_string(known) == code; });
        const auto state = std::find_if(link_states.begin(), link_states.end(), [&code](const LinkState& known) {
            return std::to_string(known.code) == code;
        });
        const bool billing = code.size() == 4 && code.starts_with("22") && code != "2205";
        if (unknown || billing) return Webhook{};
        if (state == link_states.end()) {
            report.state = DeliveryState::failed;
            report.failure = failure_by_code(link_codes, code);
            return Webhook{.events = {std::move(report)}};
        }
        const bool last = dollar == id.size() || id.substr(dollar + 1) == words_at(object, "/segments");
        const bool delivered = state->state == DeliveryState::delivered;
        report.state = delivered && !last ? DeliveryState::sent : state->state;
        return Webhook{.events = {std::move(report)}};
    }

    LinkSettings link_;
};

}  // namespace

std::span<const SettingInfo> linkmobility_settings() { return linkmobility_keys; }

Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_linkmobility(const ChannelConfig& config) {
    SettingsReader read(config, linkmobility_keys);
    auto sms = read_sms_settings(read, config, linkmobility_parts_most);
    LinkSettings link{.authorization = basic_authorization(read.text("username"), read.text("password")),
                      .platform_id = read.text("platform_id"),
                      .partner_id = read.text("partner_id"),
                      .report_gate = read.text("report_gate"),
                      .proof = read_hook_proof(read)};
    if (!read.errors().empty()) return dialogs::failure(read.errors());
    sms.secrets.push_back(link.authorization);
    return std::make_unique<LinkMobility>(std::move(sms), std::move(link));
}

}  // namespace channels
