#include "channels/sms_adapter.hpp"

#include "channels/long_messages.hpp"
#include "channels/query.hpp"
#include "dialogs/texts/plain_text.hpp"

#include <algorithm>
#include <charconv>

namespace channels {

SmsSettings read_sms_settings(SettingsReader& read, const ChannelConfig& config, int parts_most) {
    SmsSettings sms{.country = config.country,
                    .public_url = config.public_url,
                    .hook_path = "/hooks/" + percent_encoded(config.name),
                    .sender = read.text("sender"),
                    .api_url = read.url("api_url"),
                    .max_parts = read.number("max_parts", 1, parts_most),
                    .timeout = read.span("timeout"),
                    .secrets = read.secrets()};
    const auto written = sms.secrets;
    for (const auto& secret : written) {  // in an address that stands in a form
        if (auto twice = percent_encoded(percent_encoded(secret)); twice != secret)
            sms.secrets.push_back(std::move(twice));
    }
    return sms;
}

std::string SmsAdapter::rendered(const Message& message) const {
    return dialogs::plain_sms_text(dialogs::plain_text(message));
}

Result<std::vector<HttpRequest>, SendFailure> SmsAdapter::compose(const Outgoing& message) const {
    if (message.to.scheme != "tel")
        return dialogs::failure(SendFailure{.kind = FailureKind::unreachable, .detail = "no telephone number"});
    std::vector<HttpRequest> requests;
    for (auto& text : long_messages(rendered(message.message), sms_.max_parts)) {
        const auto encoding = dialogs::count_sms(text).encoding;
        requests.push_back(request_for({.message_id = message.id,
                                        .number = requests.size() + 1,
                                        .to = message.to,
                                        .text = std::move(text),
                                        .encoding = encoding,
                                        .now = message.now}));
    }
    return requests;
}

Result<std::string, std::string> SmsAdapter::read_setup(const SetupStep& step, const HttpResponse& response) const {
    const bool asks = step.what == "credentials";
    if (response.status >= 200 && response.status < 300)
        return asks ? std::string("the provider knows us") : "the provider sends " + step.what + " to us";
    std::string trouble = "the provider answers HTTP " + std::to_string(response.status);
    if (response.status == 0)
        trouble = "the provider cannot be reached: check api_url, and the way out of this network";
    if (response.status == 401 || response.status == 403)
        trouble = "the provider refuses us: check the user name, the key or the token in the configuration";
    if (response.status == 404) trouble = "the provider does not know that account or number: check the configuration";
    return dialogs::failure(std::move(trouble));
}

std::optional<Address> SmsAdapter::sender_of(std::string_view written) const {
    auto address = normalise_phone(written, sms_.country);
    return address ? address : normalise_phone('+' + std::string(written), sms_.country);
}

HttpRequest SmsAdapter::post(std::string url, Headers headers, std::string body) const {
    return {.method = "POST",
            .url = std::move(url),
            .headers = std::move(headers),
            .body = std::move(body),
            .timeout = sms_.timeout};
}

HttpRequest SmsAdapter::get(std::string url, Headers headers) const {
    return {.method = "GET", .url = std::move(url), .headers = std::move(headers), .timeout = sms_.timeout};
}

std::string digits_of(const Address& address) {
    return address.id.substr(address.id.starts_with('+') ? 1 : 0);
}

std::optional<SendFailure> known_failure(std::span<const CodeMeaning> meanings, std::string_view code) {
    int number = 0;
    const auto* end = code.data() + code.size();
    const bool hex = code.starts_with("0x");
    const auto [stopped, problem] = std::from_chars(code.data() + (hex ? 2 : 0), end, number, hex ? 16 : 10);
    if (problem != std::errc() || stopped != end) return std::nullopt;
    const auto known = std::find_if(meanings.begin(), meanings.end(),
                                    [number](const CodeMeaning& meaning) { return meaning.code == number; });
    if (known == meanings.end()) return std::nullopt;
    return SendFailure{.kind = known->kind, .detail = std::string(code) + ' ' + std::string(known->words)};
}

SendFailure failure_by_code(std::span<const CodeMeaning> meanings, std::string_view code) {
    if (auto known = known_failure(meanings, code)) return std::move(*known);
    const bool printable = !code.empty() && code.size() <= 40 &&
                           std::all_of(code.begin(), code.end(), [](char c) { return c > ' ' && c < '\x7f'; });
    return {.kind = FailureKind::permanent,
            .detail = printable ? "error " + std::string(code) : std::string("not delivered")};
}

}  // namespace channels
