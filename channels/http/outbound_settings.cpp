// The keys `send.*` and `answer.*` of an HTTP gateway.
#include "channels/http/outbound.hpp"
#include "channels/json_text.hpp"
#include "channels/signature.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace channels {
namespace {

constexpr std::array<std::string_view, 11> variables = {
    "to", "to_digits", "from",     "from_digits", "text",   "text_utf16_hex",
    "id", "channel",   "language", "status_url",  "choices"};

/// What a body is written in.
struct BodyKind {
    std::string_view name;
    std::string_view type;
    Escaping escaping;
};
constexpr std::array body_kinds = {
    BodyKind{"json", "application/json", Escaping::json},
    BodyKind{"form", "application/x-www-form-urlencoded", Escaping::url},
    BodyKind{"xml", "text/xml; charset=utf-8", Escaping::xml},
    BodyKind{"text", "text/plain; charset=utf-8", Escaping::none},
};

constexpr std::array failure_names = {
    NamedValue<FailureKind>{"permanent", FailureKind::permanent},
    NamedValue<FailureKind>{"retry", FailureKind::retry},
    NamedValue<FailureKind>{"throttled", FailureKind::throttled},
    NamedValue<FailureKind>{"unreachable", FailureKind::unreachable},
    NamedValue<FailureKind>{"stopped", FailureKind::stopped},
    NamedValue<FailureKind>{"configuration", FailureKind::configuration}};

TemplateText template_at(SettingsReader& read, const std::string& key) {
    auto parsed = TemplateText::parse(read.text(key), variables);
    if (parsed) return std::move(*parsed);
    read.error(key, parsed.error());
    return {};
}

std::shared_ptr<const re2::RE2> pattern_at(SettingsReader& read, const std::string& key) {
    const auto written = read.text(key);
    if (written.empty()) return nullptr;
    auto pattern = std::make_shared<const re2::RE2>(written, re2::RE2::Quiet);
    if (pattern->ok()) return pattern;
    read.error(key, "is no regular expression: " + pattern->error());
    return nullptr;
}

TemplateText url_at(SettingsReader& read, const std::string& key) {
    const auto written = read.text(key);
    const bool good = written.rfind("http://", 0) == 0 || written.rfind("https://", 0) == 0;
    if (!good && !written.empty())
        read.error(key, "must be an address that begins with http:// or https://");
    return template_at(read, key);
}

/// A body that must be JSON, tried with a sample.
TemplateText body_at(SettingsReader& read, const std::string& key, Escaping escaping) {
    auto body = template_at(read, key);
    TemplateValues sample;
    sample.lists["choices"] = {"a"};
    const bool json = escaping == Escaping::json && !body.empty();
    if (json && json_from(body.fill(sample, escaping)).is_discarded()) {
        read.error(
            key, "is no JSON when filled in; a variable brings its own quotes: {\"text\": {text}}");
    }
    return body;
}

void read_content(SettingsReader& read, Outbound& outbound) {
    const auto name = read.text("send.content");
    const auto* kind = std::find_if(body_kinds.begin(), body_kinds.end(),
                                    [&name](const BodyKind& known) { return known.name == name; });
    if (kind == body_kinds.end()) {
        read.error("send.content", "must be one of json, form, xml, text");
        return;
    }
    outbound.body_escaping = kind->escaping;
    const bool own_type =
        std::any_of(outbound.headers.begin(), outbound.headers.end(),
                    [](const auto& header) { return header.first == "content-type"; });
    if (!read.text("send.body").empty() && !own_type) outbound.content_type = kind->type;
}

void read_headers(SettingsReader& read, Outbound& outbound) {
    for (const auto& entry : read.map("send.headers")) {
        auto name = entry.first;
        std::transform(name.begin(), name.end(), name.begin(), [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        });
        outbound.headers.emplace_back(name, template_at(read, "send.headers." + entry.first));
    }
}

bool is_status(const std::string& written) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (written.size() != 3 || written[0] < '1' || written[0] > '5') return false;
    return written.substr(1) == "xx" || (is_digit(written[1]) && is_digit(written[2]));
}

AnswerRule rule_at(SettingsReader& read, const std::string& key) {
    AnswerRule rule{.match = pattern_at(read, key + ".match"),
                    .means = read.one_of<FailureKind>(key + ".means", failure_names)};
    if (read.has(key + ".status")) rule.status = read.number(key + ".status", 100, 599);
    if (!read.has(key + ".status") && !read.has(key + ".match"))
        read.error(key, "needs a status, a match, or both");
    return rule;
}

}  // namespace

Outbound read_outbound(SettingsReader& read) {
    Outbound outbound{
        .method = read.text("send.method"),
        .sender = read.text("send.from"),
        .length_max = static_cast<std::size_t>(read.number("send.max_length", 0, 100'000)),
        .buttons_max = static_cast<std::size_t>(read.number("send.max_buttons", 0, 100)),
        .plain_signs = read.flag("send.plain_signs"),
        .timeout = read.span("send.timeout")};
    if (outbound.method != "GET" && outbound.method != "POST" && outbound.method != "PUT") {
        read.error("send.method", "must be GET, POST or PUT");
    }
    if (outbound.method == "GET" && !read.text("send.body").empty()) {
        read.error("send.body", "cannot go with send.method GET: put {text} into send.url");
    }
    read_headers(read, outbound);
    read_content(read, outbound);
    outbound.form = {url_at(read, "send.url"), body_at(read, "send.body", outbound.body_escaping)};
    if (read.has("send.unicode")) {
        outbound.unicode_form = outbound.form;
        if (read.has("send.unicode.url"))
            outbound.unicode_form->url = url_at(read, "send.unicode.url");
        if (read.has("send.unicode.body")) {
            outbound.unicode_form->body =
                body_at(read, "send.unicode.body", outbound.body_escaping);
        }
    }
    if (read.has("send.basic")) {
        outbound.authorization =
            basic_authorization(read.text("send.basic.username"), read.text("send.basic.password"));
    }
    return outbound;
}

Answers read_answers(SettingsReader& read) {
    Answers answers{.good = read.list("answer.good"),
                    .must_match = pattern_at(read, "answer.must_match")};
    for (const auto& good : answers.good) {
        if (!is_status(good)) read.error("answer.good", "must be statuses such as 200 or 2xx");
    }
    const auto id = read.text("answer.id");
    if (!id.empty() && id.front() == '/') {
        answers.id_pointer = id;
    } else if (answers.id_pattern = pattern_at(read, "answer.id");
               answers.id_pattern && answers.id_pattern->NumberOfCapturingGroups() != 1) {
        read.error("answer.id",
                   "must be a JSON pointer such as /id, or a regular expression with one group: "
                   "id=(\\w+)");
    }
    for (std::size_t i = 0; read.has("answer.errors." + std::to_string(i)); ++i) {
        answers.rules.push_back(rule_at(read, "answer.errors." + std::to_string(i)));
    }
    return answers;
}

}  // namespace channels
