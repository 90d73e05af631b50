#include "channels/http/document.hpp"

#include "channels/http/json_document.hpp"
#include "channels/http/xml_document.hpp"
#include "channels/query.hpp"

#include <algorithm>

namespace channels {
namespace {

/// One element whose fields have names.
class FormDocument final : public Document {
public:
    explicit FormDocument(Parameters fields) : fields_(std::move(fields)) {}

    [[nodiscard]] std::size_t size() const override { return 1; }
    [[nodiscard]] std::optional<std::string> field(std::size_t,
                                                   std::string_view location) const override {
        const auto found = find(fields_, location);
        if (!found) return std::nullopt;
        return std::string(*found);
    }

private:
    Parameters fields_;
};

/// The value of `name="…"` among a header's parameters.
std::string_view quoted_parameter(std::string_view header_value, std::string_view name) {
    const auto wanted = ' ' + std::string(name) + '=';
    const auto at = header_value.find(wanted);
    if (at == std::string_view::npos) return {};
    auto value = header_value.substr(at + wanted.size());
    if (value.empty() || value.front() != '"') return value.substr(0, value.find(';'));
    value.remove_prefix(1);
    return value.substr(0, value.find('"'));
}

/// The parts of a multipart form (RFC 7578) by name; nullopt where it is none.
std::optional<Parameters> read_multipart(const WebhookRequest& request) {
    const auto boundary = quoted_parameter(header(request.headers, "content-type"), "boundary");
    if (boundary.empty()) return std::nullopt;
    const auto delimiter = "\r\n--" + std::string(boundary);
    const auto body = "\r\n" + request.body;  // the first delimiter has no line before it
    Parameters fields;
    for (auto at = body.find(delimiter); at != std::string::npos;) {
        const auto begin = at + delimiter.size();
        at = body.find(delimiter, begin);
        if (at == std::string::npos) break;  // what follows the last delimiter is no part
        const auto part = std::string_view(body).substr(begin, at - begin);
        const auto blank = part.find("\r\n\r\n");
        if (blank == std::string_view::npos) return std::nullopt;
        fields.emplace_back(quoted_parameter(part.substr(0, blank), "name"),
                            part.substr(blank + 4));
    }
    return fields;
}

}  // namespace

std::unique_ptr<Document> open_document(const WebhookRequest& request, Content content,
                                        Charset charset, std::string_view list) {
    switch (content) {
        case Content::json:
            return open_json(decode_text(request.body, charset), list);
        case Content::form:
            return std::make_unique<FormDocument>(read_query(request.body));
        case Content::query:
            return std::make_unique<FormDocument>(read_query(request.query));
        case Content::xml:
            return open_xml(request.body, list);
        case Content::text:
            return std::make_unique<FormDocument>(Parameters{});
        case Content::multipart:
            break;
    }
    auto fields = read_multipart(request);
    if (!fields) return nullptr;
    return std::make_unique<FormDocument>(std::move(*fields));
}

bool is_location(Content content, std::string_view location) {
    if (content == Content::json) return location.empty() || location.front() == '/';
    if (content == Content::xml) return is_xpath(location);
    return !location.empty();
}

}  // namespace channels
