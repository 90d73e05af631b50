// How a message leaves to an HTTP gateway, and what its answer means.
#pragma once

#include "channels/adapter.hpp"
#include "channels/http/template_text.hpp"
#include "channels/settings_reader.hpp"

#include <re2/re2.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace channels {

/// URL and body of a request; for texts that need UCS-2 there may be others.
struct RequestForm {
    TemplateText url;
    TemplateText body;
};

struct Outbound {
    std::string method;
    std::string content_type;  ///< empty: no body
    Escaping body_escaping = Escaping::none;
    RequestForm form;
    std::optional<RequestForm> unicode_form;
    std::vector<std::pair<std::string, TemplateText>> headers;
    std::string sender;
    std::string authorization;   ///< the header of a Basic authorization; empty: none
    std::size_t length_max = 0;  ///< code points of a text; 0: any
    std::size_t buttons_max = 0;
    bool plain_signs = true;
    Span timeout = std::chrono::seconds(30);
    std::string channel;
    std::string status_url;

    /// True where a URL, a body or a header has the variable.
    [[nodiscard]] bool uses(std::string_view variable) const;
};

/// The first rule that fits tells what an answer means.
struct AnswerRule {
    std::optional<int> status;
    std::shared_ptr<const re2::RE2> match;  ///< null: any body
    FailureKind means = FailureKind::permanent;
};

struct Answers {
    std::vector<std::string> good;  ///< `2xx` or whole statuses
    std::shared_ptr<const re2::RE2> must_match;
    std::string id_pointer;  ///< a JSON pointer
    std::shared_ptr<const re2::RE2> id_pattern;
    std::vector<AnswerRule> rules;
};

/// Reads `send.*`.
[[nodiscard]] Outbound read_outbound(SettingsReader& read);
/// Reads `answer.*`.
[[nodiscard]] Answers read_answers(SettingsReader& read);

/// One request; several where the text is longer than the gateway takes: cut at blanks, choices
/// with the last.
[[nodiscard]] Result<std::vector<HttpRequest>, SendFailure> compose_requests(
    const Outbound& outbound, const Outgoing& message, std::string_view text);

[[nodiscard]] Result<Sent, SendFailure> understand(const Answers& answers,
                                                   const HttpResponse& response);

}  // namespace channels
