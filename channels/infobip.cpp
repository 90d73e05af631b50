#include "channels/infobip.hpp"

#include "channels/hook_proof.hpp"
#include "channels/json_fields.hpp"
#include "channels/json_text.hpp"
#include "channels/lower_case.hpp"
#include "channels/provider_answer.hpp"
#include "channels/signature.hpp"
#include "channels/timestamp.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace channels {
namespace {

constexpr std::array infobip_keys = {
    SettingInfo{.key = "api_url", .required = true, .help = "the account's own address, https://….api.infobip.com"},
    SettingInfo{.key = "api_key", .required = true, .secret = true, .help = "with the right to send text messages"},
    hook_secret_key,
    hook_username_key,
    hook_password_key,
    SettingInfo{.key = "signature_key", .secret = true, .help = "where the subscription's webhooks are signed (HMAC)"},
    SettingInfo{.key = "signature_header", .help = "which header carries the signature"},
    SettingInfo{.key = "signature_hash", .fallback = "sha256", .help = "sha256, sha1, sha512 or md5"},
    SettingInfo{.key = "signature_encoding", .fallback = "hex", .help = "hex, base64 or base64url"},
    sms_sender_key,
    sms_parts_key("10"),
    sms_timeout_key,
};

constexpr int infobip_parts_most = 25;

constexpr std::array infobip_hashes = {
    NamedValue<HmacHash>{"sha256", HmacHash::sha256}, NamedValue<HmacHash>{"sha1", HmacHash::sha1},
    NamedValue<HmacHash>{"sha512", HmacHash::sha512}, NamedValue<HmacHash>{"md5", HmacHash::md5}};
constexpr std::array infobip_encodings = {NamedValue<ByteEncoding>{"hex", ByteEncoding::hex},
                                          NamedValue<ByteEncoding>{"base64", ByteEncoding::base64},
                                          NamedValue<ByteEncoding>{"base64url", ByteEncoding::base64url}};

// Ids of statuses that mean more than their group.
constexpr std::string_view en_route = "7";
constexpr std::string_view at_operator = "2";
constexpr std::string_view no_final_report = "29";
constexpr std::string_view sent_before = "23";  ///< the same id again: the first one counts

constexpr std::array infobip_statuses = {
    CodeMeaning{6, FailureKind::permanent, "rejected by the network"},
    CodeMeaning{10, FailureKind::stopped, "do not disturb"},
    CodeMeaning{11, FailureKind::configuration, "wrong sender"},
    CodeMeaning{12, FailureKind::configuration, "no credit"},
    CodeMeaning{13, FailureKind::configuration, "the sender is not allowed"},
    CodeMeaning{14, FailureKind::stopped, "block-listed"},
    CodeMeaning{17, FailureKind::configuration, "the package has run out"},
    CodeMeaning{18, FailureKind::configuration, "a trial: the number is not registered"},
    CodeMeaning{19, FailureKind::permanent, "no route"},
    CodeMeaning{20, FailureKind::throttled, "flooding"},
    CodeMeaning{21, FailureKind::retry, "system error"},
    CodeMeaning{52, FailureKind::unreachable, "no valid number"},
};

constexpr std::array infobip_errors = {
    CodeMeaning{1, FailureKind::unreachable, "unknown subscriber"},
    CodeMeaning{5, FailureKind::retry, "unidentified subscriber"},
    CodeMeaning{6, FailureKind::retry, "absent"},
    CodeMeaning{8, FailureKind::retry, "roaming not allowed"},
    CodeMeaning{9, FailureKind::unreachable, "illegal subscriber"},
    CodeMeaning{11, FailureKind::unreachable, "no text messages at that number"},
    CodeMeaning{12, FailureKind::unreachable, "illegal equipment"},
    CodeMeaning{13, FailureKind::retry, "call barred"},
    CodeMeaning{27, FailureKind::retry, "absent"},
    CodeMeaning{31, FailureKind::retry, "busy"},
    CodeMeaning{32, FailureKind::retry, "delivery failed"},
    CodeMeaning{33, FailureKind::retry, "waiting list full"},
    CodeMeaning{581, FailureKind::retry, "no prepaid credit"},
};

/// Why a status of a failing group failed.
SendFailure infobip_failure(const nlohmann::json& element) {
    if (words_at(element, "/error/name").ends_with("_BLOCKED_BY_END_USER"))
        return {.kind = FailureKind::stopped, .detail = "blocked by the resident"};
    if (auto known = known_failure(infobip_statuses, words_at(element, "/status/id"))) return std::move(*known);
    if (auto known = known_failure(infobip_errors, words_at(element, "/error/id"))) return std::move(*known);
    const auto& permanent = value_at(element, "/error/permanent");
    const bool passing = permanent.is_boolean() && !permanent.get<bool>() && words_at(element, "/error/id") != "0";
    return {.kind = passing ? FailureKind::retry : FailureKind::permanent,
            .detail = "status " + words_at(element, "/status/id") + ", error " + words_at(element, "/error/id")};
}

bool is_failing_group(std::string_view group) { return group == "2" || group == "4" || group == "5"; }

/// nullopt for what says nothing new.
std::optional<DeliveryState> infobip_state(const nlohmann::json& element) {
    const auto group = words_at(element, "/status/groupId");
    const auto id = words_at(element, "/status/id");
    if (id == sent_before || id == no_final_report) return std::nullopt;
    if (is_failing_group(group)) return DeliveryState::failed;
    if (group == "0") return DeliveryState::accepted;
    if (group == "1") return id == en_route ? DeliveryState::sent : DeliveryState::accepted;
    if (group == "3") return id == at_operator ? DeliveryState::sent : DeliveryState::delivered;
    return std::nullopt;
}

/// Of a text's second long message and later ones, the id says which: theirs must differ.
std::string id_of_piece(const SmsPiece& piece) {
    return piece.message_id + (piece.number == 1 ? "" : ".part" + std::to_string(piece.number));
}

class Infobip final : public SmsAdapter {
  public:
    Infobip(SmsSettings sms, std::string authorization, Proof proof)
        : SmsAdapter(std::move(sms), {.carries_our_id = true, .retry_window = std::chrono::hours(48)}),
          authorization_(std::move(authorization)),
          proof_(std::move(proof)) {}

    [[nodiscard]] Result<Webhook, Refusal> receive(const WebhookRequest& request) const override {
        const auto reason = proof_.refusal(request, sms_.public_url);
        if (!reason.empty()) return dialogs::failure(Refusal{403, std::string(reason)});
        if (request.method != "POST") return dialogs::failure(Refusal{405, "method"});
        const auto object = json_from_batch(request.body);
        const auto& results = value_at(object, "/results");
        if (!results.is_array()) return dialogs::failure(Refusal{400, "malformed"});
        Webhook webhook;
        bool any = results.empty();
        for (const auto& element : results) any = read_element(element, webhook.events) || any;
        if (!any) return dialogs::failure(Refusal{400, "malformed"});
        return webhook;
    }

    [[nodiscard]] Result<Sent, SendFailure> read_answer(const HttpResponse& response) const override {
        if (auto failure = failure_of(response)) {
            if (response.status == 403) failure->kind = FailureKind::configuration;
            return dialogs::failure(std::move(*failure));
        }
        const auto answer = json_from(response.body);
        const auto& messages = value_at(answer, "/messages");
        if (!messages.is_array() || messages.empty()) return Sent{};
        const auto& one = messages.front();
        const bool again = words_at(one, "/status/id") == sent_before;
        if (is_failing_group(words_at(one, "/status/groupId")) && !again)
            return dialogs::failure(infobip_failure(one));
        return Sent{.provider_id = words_at(one, "/messageId")};
    }

    [[nodiscard]] std::vector<SetupStep> setup() const override {
        return {{"credentials", get(sms_.api_url + "/account/1/balance", {{"authorization", authorization_}}), false}};
    }

  protected:
    [[nodiscard]] HttpRequest request_for(const SmsPiece& piece) const override {
        const nlohmann::json destination = {{"to", digits_of(piece.to)}, {"messageId", id_of_piece(piece)}};
        const nlohmann::json delivery = {{"url", proved_hook_url(sms_, proof_)}, {"intermediateReport", true}};
        nlohmann::json message = {{"sender", sms_.sender},
                                  {"content", {{"text", piece.text}, {"transliteration", "NONE"}}},
                                  {"webhooks", {{"delivery", delivery}, {"contentType", "application/json"}}}};
        message["destinations"] = nlohmann::json::array({destination});
        nlohmann::json body = nlohmann::json::object();
        body["messages"] = nlohmann::json::array({message});
        return post(sms_.api_url + "/sms/3/messages",
                    {{"content-type", "application/json"}, {"authorization", authorization_}}, json_text(body));
    }

  private:
    /// False where the element is neither a message nor a report.
    bool read_element(const nlohmann::json& element, std::vector<ChannelEvent>& events) const {
        return value_at(element, "/status").is_object() ? read_report(element, events) : read_message(element, events);
    }

    bool read_message(const nlohmann::json& element, std::vector<ChannelEvent>& events) const {
        const auto written = words_at(element, "/from");
        const auto& text = value_at(element, "/text");
        if (written.empty() || !text.is_string()) return false;
        const auto from = sender_of(written);
        if (!from) return true;  // a name: nobody who could be answered
        events.emplace_back(Incoming{.external_id = words_at(element, "/messageId"),
                                     .from = *from,
                                     .to = words_at(element, "/to"),
                                     .reply = dialogs::TextReply{words_at(element, "/text")},
                                     .sent_at = parse_time(words_at(element, "/receivedAt"), "rfc3339")});
        return true;
    }

    static bool read_report(const nlohmann::json& element, std::vector<ChannelEvent>& events) {
        const auto id = words_at(element, "/messageId");
        if (id.empty()) return false;
        const auto state = infobip_state(element);
        if (!state) return true;
        StatusReport report{.message_id = id.substr(0, id.find(".part")),
                            .provider_id = id,
                            .state = *state,
                            .at = parse_time(words_at(element, "/doneAt"), "rfc3339")};
        if (*state == DeliveryState::failed) report.failure = infobip_failure(element);
        events.emplace_back(std::move(report));
        return true;
    }

    std::string authorization_;
    Proof proof_;
};

HmacProof read_infobip_signature(SettingsReader& read) {
    constexpr std::array<std::string_view, 1> variables = {"body"};
    HmacProof proof{.key = read.text("signature_key"),
                    .hash = read.one_of<HmacHash>("signature_hash", infobip_hashes),
                    .encoding = read.one_of<ByteEncoding>("signature_encoding", infobip_encodings),
                    .header = lower_case(read.text("signature_header")),
                    .signed_text = *TemplateText::parse("{body}", variables)};
    if (proof.header.empty()) read.error("signature_header", "is missing: the header that carries the signature");
    return proof;
}

}  // namespace

std::span<const SettingInfo> infobip_settings() { return infobip_keys; }

Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_infobip(const ChannelConfig& config) {
    SettingsReader read(config, infobip_keys);
    auto sms = read_sms_settings(read, config, infobip_parts_most);
    const bool signs = read.has("signature_key");
    auto proof = read_hook_proof(read, signs);
    if (signs) proof.hmac = read_infobip_signature(read);
    auto authorization = "App " + read.text("api_key");
    if (!read.errors().empty()) return dialogs::failure(read.errors());
    return std::make_unique<Infobip>(std::move(sms), std::move(authorization), std::move(proof));
}

}  // namespace channels
