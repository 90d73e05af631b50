#include "channels/kannel.hpp"

#include "channels/charset.hpp"
#include "channels/kannel_reports.hpp"
#include "channels/kannel_sending.hpp"
#include "channels/query.hpp"
#include "channels/secret.hpp"
#include "channels/settings_reader.hpp"
#include "dialogs/texts/plain_text.hpp"
#include "dialogs/texts/sms_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace channels {
namespace {

constexpr std::array kannel_keys = {
    SettingInfo{.key = "send_url",
                .required = true,
                .help = "address of smsbox's sendsms, http://HOST:13013/cgi-bin/sendsms"},
    SettingInfo{.key = "username", .required = true, .help = "of the sendsms-user group"},
    SettingInfo{
        .key = "password", .required = true, .secret = true, .help = "of the sendsms-user group"},
    SettingInfo{.key = "secret",
                .required = true,
                .secret = true,
                .help = "what webhooks carry as k=SECRET"},
    SettingInfo{.key = "sender",
                .required = true,
                .help = "short code, number or name that messages come from"},
    SettingInfo{.key = "smsc", .help = "send by this link only (smsc-id)"},
    SettingInfo{
        .key = "max_parts",
        .fallback = "10",
        .help = "parts of one long message; not over max-messages of the sendsms-user group"},
    SettingInfo{.key = "delivery_reports", .fallback = "true", .help = "ask Kannel for them"},
    SettingInfo{.key = "timeout", .fallback = "30s", .help = "how long to wait for sendsms"},
};

/// What of a webhook we read, wherever the operator's template put it: the query, or headers of a
/// POST.
class Fields {
public:
    explicit Fields(const WebhookRequest& request)
        : request_(request), query_(read_query(request.query)) {}

    [[nodiscard]] std::string_view operator[](std::string_view name) const {
        return value_of(query_, name);
    }

    [[nodiscard]] std::string_view get(std::string_view name, std::string_view header_name) const {
        const auto value = find(query_, name);
        return value && !value->empty() ? *value : header(request_.headers, header_name);
    }

    /// The message's bytes: the parameter `text`, or the body of a POST.
    [[nodiscard]] std::optional<std::string_view> text() const {
        if (const auto text = find(query_, "text")) return text;
        if (request_.method == "POST") return request_.body;
        return std::nullopt;
    }

    /// What the request says of its character set: the parameter, or the POST's content type.
    [[nodiscard]] std::string charset() const {
        if (const auto value = find(query_, "charset"); value && !value->empty())
            return std::string(*value);
        const auto type = header(request_.headers, "content-type");
        const auto at = type.find("charset=");
        if (request_.method != "POST" || at == std::string_view::npos) return {};
        auto name = std::string(type.substr(at + 8, type.find(';', at) - at - 8));
        name.erase(std::remove(name.begin(), name.end(), '"'), name.end());
        return name;
    }

private:
    const WebhookRequest& request_;
    Parameters query_;
};

/// What post-url sends: text, or bytes. XML and JSON are another dialect's, which would be read wrongly.
bool is_text(const WebhookRequest& request) {
    if (request.method != "POST") return true;
    const auto type = header(request.headers, "content-type");
    const auto name = type.substr(0, type.find(';'));
    return name.empty() || name == "text/plain" || name == "application/octet-stream";
}

/// UTF-16BE where Kannel says so; where it says UCS-2 beside another charset, unless the bytes are
/// plainly UTF-8.
Charset charset_of(std::string_view bytes, std::string_view coding, std::string_view charset) {
    const auto named = charset_named(charset);
    if (coding != "2") return named.value_or(Charset::utf8);
    if (named == Charset::utf16be && bytes.size() % 2 == 0) return Charset::utf16be;
    const bool utf8 = (named == Charset::utf8 || bytes.size() % 2 != 0) && is_printable_utf8(bytes);
    return utf8 ? Charset::utf8 : Charset::utf16be;
}

/// True where a user data header tells of a part of a longer message: those that Kannel joined have
/// none.
bool is_lone_part(std::string_view header_bytes) {
    const auto byte_at = [header_bytes](std::size_t i) {
        return static_cast<std::uint8_t>(header_bytes[i]);
    };
    for (std::size_t at = 1; at + 1 < header_bytes.size();) {
        const auto element = byte_at(at);
        const std::size_t length = byte_at(at + 1);
        const bool concatenation =
            (element == 0x00 && length == 3) || (element == 0x08 && length == 4);
        const auto total_at = at + length;  // the last byte but one of the element
        if (concatenation && total_at < header_bytes.size()) return byte_at(total_at) > 1;
        at += 2 + length;
    }
    return false;
}

std::optional<Instant> instant_of(std::string_view epoch_seconds) {
    long long seconds = 0;
    const auto* end = epoch_seconds.data() + epoch_seconds.size();
    const auto [stopped, problem] = std::from_chars(epoch_seconds.data(), end, seconds);
    constexpr long long year_2200 = 7'258'118'400;
    const bool good =
        problem == std::errc() && stopped == end && seconds > 0 && seconds < year_2200;
    if (!good) return std::nullopt;
    return Instant(std::chrono::seconds(seconds));
}

/// Ids and numbers go into logs and JSON: text whatever came.
std::string readable(std::string_view bytes) { return decode_text(bytes, Charset::utf8); }

/// Networks give whole numbers, at times without the plus sign.
std::optional<Address> sender_of(std::string_view from, std::string_view country) {
    auto address = normalise_phone(from, country);
    return address ? address : normalise_phone('+' + std::string(from), country);
}

class Kannel final : public Adapter {
public:
    Kannel(std::string country, KannelSending sending, std::string secret,
           std::vector<std::string> secrets)
        : country_(std::move(country)),
          sending_(std::move(sending)),
          secret_(std::move(secret)),
          secrets_(std::move(secrets)) {}

    [[nodiscard]] Transport transport() const override { return Transport::push; }
    [[nodiscard]] const Capabilities& capabilities() const override { return capabilities_; }
    [[nodiscard]] std::vector<std::string> secrets() const override { return secrets_; }

    [[nodiscard]] Result<Webhook, Refusal> receive(const WebhookRequest& request) const override {
        const Fields fields(request);
        if (!same_secret(fields["k"], secret_)) return dialogs::failure(Refusal{403, "secret"});
        if (request.method != "GET" && request.method != "POST") {
            return dialogs::failure(Refusal{405, "method"});
        }
        if (!is_text(request)) return dialogs::failure(Refusal{415, "malformed"});
        return request.path == "/dlr" ? report(fields) : message(fields);
    }

    [[nodiscard]] Result<std::vector<HttpRequest>, SendFailure> compose(
        const Outgoing& message) const override {
        return sendsms_requests(sending_, message.id, message.to, rendered(message.message));
    }

    [[nodiscard]] Result<Sent, SendFailure> read_answer(
        const HttpResponse& response) const override {
        return sendsms_answer(response);
    }

    [[nodiscard]] std::string rendered(const Message& message) const override {
        return dialogs::plain_sms_text(dialogs::plain_text(message));
    }

private:
    [[nodiscard]] Result<Webhook, Refusal> message(const Fields& fields) const {
        const auto from = fields.get("from", "x-kannel-from");
        const auto bytes = fields.text();
        if (from.empty() || !bytes) return dialogs::failure(Refusal{400, "malformed"});
        const auto address = sender_of(from, country_);
        if (!address) return Webhook{};  // a name: nobody who could be answered
        const auto coding = fields.get("coding", "x-kannel-coding");
        const auto udh = fields.get("udh", "x-kannel-udh");
        Incoming incoming{
            .external_id = readable(fields["id"]),
            .from = *address,
            .to = readable(fields.get("to", "x-kannel-to")),
            .sent_at = instant_of(fields["ts"]),
            // The parameter is decoded once already; the header is not.
            .incomplete = is_lone_part(fields["udh"].empty() ? percent_decoded(udh, Plus::plus)
                                                             : std::string(udh))};
        incoming.unsupported = coding == "1" && !is_printable_utf8(*bytes);
        if (!incoming.unsupported) {
            incoming.reply = dialogs::TextReply{
                decode_text(*bytes, charset_of(*bytes, coding, fields.charset()))};
        }
        return Webhook{.events = {std::move(incoming)}};
    }

    [[nodiscard]] Result<Webhook, Refusal> report(const Fields& fields) const {
        if (fields["m"].empty()) return dialogs::failure(Refusal{400, "malformed"});
        Webhook webhook;
        if (auto status = delivery_report(fields["st"], fields["r"])) {
            status->message_id = readable(fields["m"]);
            webhook.events.emplace_back(std::move(*status));
        }
        return webhook;
    }

    std::string country_;
    KannelSending sending_;
    std::string secret_;
    std::vector<std::string> secrets_;
    /// Unless told otherwise smsbox asks once and waits four minutes; told as recommended, it asks
    /// 30 times in 10 minutes.
    Capabilities capabilities_{.kind = "sms",
                               .plain = true,
                               .retries_webhooks = false,
                               .retry_window = std::chrono::minutes(15),
                               .webhook_deadline = std::chrono::seconds(60)};
};

}  // namespace

std::span<const SettingInfo> kannel_settings() { return kannel_keys; }

Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_kannel(
    const ChannelConfig& config) {
    SettingsReader read(config, kannel_keys);
    KannelSending sending{.send_url = read.url("send_url"),
                          .username = read.text("username"),
                          .password = read.text("password"),
                          .sender = read.text("sender"),
                          .smsc = read.text("smsc"),
                          .max_parts = read.number("max_parts", 1, 255),
                          .timeout = read.span("timeout"),
                          .report_secret = read.text("secret")};
    if (read.flag("delivery_reports")) {
        sending.report_url = config.public_url + "/hooks/" + percent_encoded(config.name) + "/dlr";
    }
    if (!read.errors().empty()) return dialogs::failure(read.errors());
    auto secrets = read.secrets();
    secrets.push_back(secret_as_sent(sending));
    return std::make_unique<Kannel>(config.country, std::move(sending), read.text("secret"),
                                    std::move(secrets));
}

}  // namespace channels
