#include "channels/http/outbound.hpp"

#include "channels/http/json_document.hpp"
#include "channels/json_text.hpp"
#include "channels/provider_answer.hpp"
#include "dialogs/texts/sms_text.hpp"

#include <nlohmann/json.hpp>
#include <sodium.h>

#include <algorithm>

namespace channels {
namespace {

bool begins_code_point(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

/// The byte behind the first `count` code points.
std::size_t bytes_of(std::string_view text, std::size_t count) {
    std::size_t at = 0;
    for (; at < text.size(); ++at) {
        if (begins_code_point(text[at]) && count-- == 0) break;
    }
    return at;
}

/// The text in pieces of at most that many code points, cut behind blanks where there are any.
std::vector<std::string> cut(std::string_view text, std::size_t length_max) {
    std::vector<std::string> pieces;
    do {
        auto end = length_max == 0 ? text.size() : bytes_of(text, length_max);
        if (end < text.size()) {
            const auto blank = text.substr(0, end + 1).find_last_of(" \n");
            if (blank != std::string_view::npos && blank > 0) end = blank;
        }
        pieces.emplace_back(text.substr(0, end));
        text.remove_prefix(end);
        if (!text.empty() && (text.front() == ' ' || text.front() == '\n')) text.remove_prefix(1);
    } while (!text.empty());
    return pieces;
}

std::string without_plus(const std::string& number) {
    return number.substr(!number.empty() && number.front() == '+' ? 1 : 0);
}

std::string hex_of(std::string_view bytes) {
    std::string hex(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                   bytes.size());
    hex.pop_back();
    return hex;
}

TemplateValues values_of(const Outbound& outbound, const Outgoing& message,
                         const std::string& text) {
    TemplateValues values;
    values.texts = {{"to", message.to.id},
                    {"to_digits", without_plus(message.to.id)},
                    {"from", outbound.sender},
                    {"from_digits", without_plus(outbound.sender)},
                    {"text", text},
                    {"text_utf16_hex", hex_of(dialogs::utf16be_from(text))},
                    {"id", message.id},
                    {"channel", outbound.channel},
                    {"language", message.message.language},
                    {"status_url", outbound.status_url}};
    values.lists["choices"] = {};
    return values;
}

/// Null where a value would break out of its header.
std::optional<Headers> headers_of(const Outbound& outbound, const TemplateValues& values) {
    Headers headers;
    if (!outbound.content_type.empty()) headers.emplace_back("content-type", outbound.content_type);
    if (!outbound.authorization.empty())
        headers.emplace_back("authorization", outbound.authorization);
    for (const auto& [name, value] : outbound.headers) {
        auto filled = value.fill(values, Escaping::none);
        if (filled.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos)
            return std::nullopt;
        headers.emplace_back(name, std::move(filled));
    }
    return headers;
}

std::vector<std::string> labels_of(const Message& message) {
    std::vector<std::string> labels;
    for (const auto& choice : message.choices)
        labels.push_back(choice.label);
    return labels;
}

bool is_good(const Answers& answers, int status) {
    const auto exact = std::to_string(status);
    return std::any_of(answers.good.begin(), answers.good.end(), [&](const std::string& good) {
        return good == exact || (good.size() == 3 && good.substr(1) == "xx" && good[0] == exact[0]);
    });
}

std::string id_in(const Answers& answers, const std::string& body) {
    if (!answers.id_pointer.empty()) {
        const auto object = json_from(body);
        if (object.is_discarded()) return {};
        return text_at(object, answers.id_pointer).value_or("");
    }
    std::string id;
    if (answers.id_pattern) re2::RE2::PartialMatch(body, *answers.id_pattern, &id);
    return id;
}

}  // namespace

bool Outbound::uses(std::string_view variable) const {
    const auto in_form = [variable](const RequestForm& one) {
        return one.url.uses(variable) || one.body.uses(variable);
    };
    return in_form(form) || (unicode_form && in_form(*unicode_form)) ||
           std::any_of(headers.begin(), headers.end(),
                       [variable](const auto& entry) { return entry.second.uses(variable); });
}

Result<std::vector<HttpRequest>, SendFailure> compose_requests(const Outbound& outbound,
                                                               const Outgoing& message,
                                                               std::string_view text) {
    std::vector<HttpRequest> requests;
    const auto pieces = cut(text, outbound.length_max);
    for (const auto& piece : pieces) {
        auto values = values_of(outbound, message, piece);
        const bool last = &piece == &pieces.back();
        const bool buttons = may_have_buttons(message.message) &&
                             message.message.choices.size() <= outbound.buttons_max;
        if (last && buttons) values.lists["choices"] = labels_of(message.message);
        auto headers = headers_of(outbound, values);
        if (!headers) {
            return dialogs::failure(SendFailure{.kind = FailureKind::permanent,
                                                .detail = "a header cannot hold a line break"});
        }
        const bool unicode = outbound.unicode_form &&
                             dialogs::count_sms(piece).encoding == dialogs::SmsEncoding::ucs2;
        const auto& form = unicode ? *outbound.unicode_form : outbound.form;
        requests.push_back({.method = outbound.method,
                            .url = form.url.fill(values, Escaping::url),
                            .headers = std::move(*headers),
                            .body = form.body.fill(values, outbound.body_escaping),
                            .timeout = outbound.timeout});
    }
    return requests;
}

Result<Sent, SendFailure> understand(const Answers& answers, const HttpResponse& response) {
    auto failure = failure_of(response);
    if (response.status == 0) return dialogs::failure(std::move(*failure));
    const auto status = "HTTP " + std::to_string(response.status);
    for (const auto& rule : answers.rules) {
        if (rule.status && *rule.status != response.status) continue;
        if (rule.match && !re2::RE2::PartialMatch(response.body, *rule.match)) continue;
        return dialogs::failure(SendFailure{
            .kind = rule.means, .retry_after = retry_after(response), .detail = status});
    }
    if (!is_good(answers, response.status)) {
        return dialogs::failure(
            failure.value_or(SendFailure{.kind = FailureKind::permanent, .detail = status}));
    }
    if (answers.must_match && !re2::RE2::PartialMatch(response.body, *answers.must_match)) {
        return dialogs::failure(SendFailure{.kind = FailureKind::permanent,
                                            .detail = status + " that does not say accepted"});
    }
    return Sent{.provider_id = id_in(answers, response.body)};
}

}  // namespace channels
