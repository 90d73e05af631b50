#include "channels/http/inbound.hpp"

#include "channels/query.hpp"
#include "channels/timestamp.hpp"
#include "channels/lower_case.hpp"

#include <algorithm>
#include <cstdlib>

namespace channels {
namespace {

/// One element of a webhook, with what the request around it tells.
class Element {
public:
    Element(const WebhookRequest& request, const Document& document, std::size_t index)
        : request_(request), document_(document), index_(index) {}

    [[nodiscard]] std::optional<std::string> bytes(const Location& location) const {
        if (location.empty()) return std::nullopt;
        if (location == "body:") return request_.body;
        if (location.starts_with("header:"))
            return std::string(header(request_.headers, lower_case(std::string(location.substr(7)))));
        if (!location.starts_with("query:")) return document_.field(index_, location);
        const auto query = read_query(request_.query);
        const auto found = find(query, location.substr(6));
        if (!found) return std::nullopt;
        return std::string(*found);
    }

    /// Readable in any case; empty where there is none.
    [[nodiscard]] std::string text(const Location& location) const {
        return decode_text(bytes(location).value_or(""), Charset::utf8);
    }

private:
    const WebhookRequest& request_;
    const Document& document_;
    std::size_t index_;
};

std::optional<Address> address_of(const Inbound& inbound, std::string_view written) {
    if (inbound.sender == SenderFormat::id) return Address{inbound.scheme, std::string(written)};
    auto address = normalise_phone(written, inbound.country);
    return address ? address : normalise_phone('+' + std::string(written), inbound.country);
}

Charset text_charset(const Inbound& inbound, const Element& element) {
    const auto told = inbound.charsets.find(element.text(inbound.charset_field));
    if (told != inbound.charsets.end()) return told->second;
    // A whole JSON or XML document has been decoded already; its strings are UTF-8 unless they hold
    // coded bytes.
    const bool whole = inbound.content == Content::json || inbound.content == Content::xml;
    const bool coded =
        inbound.charset == Charset::utf16be_hex || inbound.charset == Charset::base64;
    return whole && !coded ? Charset::utf8 : inbound.charset;
}

/// The charset of a document as a whole: coded fields stand in UTF-8 documents.
Charset document_charset(const Inbound& inbound) {
    const bool coded = inbound.charset == Charset::utf16be_hex ||
                       inbound.charset == Charset::base64 || inbound.charset == Charset::gsm7;
    return coded ? Charset::utf8 : inbound.charset;
}

/// False where the element has no sender or no text: it is none of what was configured.
bool read_message(const Inbound& inbound, const Element& element,
                  std::vector<ChannelEvent>& events) {
    const auto from = element.text(inbound.from);
    const auto bytes = element.bytes(inbound.text);
    if (from.empty() || !bytes) return false;
    const auto address = address_of(inbound, from);
    if (!address) return true;  // a name: nobody who could be answered
    events.emplace_back(
        Incoming{.external_id = element.text(inbound.id),
                 .from = *address,
                 .to = element.text(inbound.to),
                 .reply = dialogs::TextReply{decode_text(*bytes, text_charset(inbound, element))},
                 .sent_at = parse_time(element.text(inbound.time), inbound.time_format),
                 .incomplete = std::atoi(element.text(inbound.parts).c_str()) > 1});
    return true;
}

bool read_report(const InboundSettings& settings, const Element& element,
                 std::string_view rest_of_path, std::vector<ChannelEvent>& events) {
    const auto& reports = settings.reports;
    StatusReport report{
        .message_id = element.text(reports.message_id),
        .provider_id = element.text(reports.provider_id),
        .at = parse_time(element.text(reports.time), settings.messages.time_format)};
    if (report.message_id.empty() && report.provider_id.empty()) return false;
    const auto told =
        reports.state == "path" ? std::string(rest_of_path) : element.text(reports.state);
    const auto meaning = reports.values.find(lower_case(told));
    if (meaning == reports.values.end() || !meaning->second.state)
        return true;  // unknown: nothing for us
    report.state = *meaning->second.state;
    if (meaning->second.failure)
        report.failure =
            SendFailure{.kind = *meaning->second.failure, .detail = "reported as " + told};
    events.emplace_back(std::move(report));
    return true;
}

bool read_opt_out(const InboundSettings& settings, const Element& element,
                  std::vector<ChannelEvent>& events) {
    const auto from = element.text(settings.opt_outs.from);
    if (from.empty()) return false;
    if (const auto address = address_of(settings.messages, from))
        events.emplace_back(OptOut{*address});
    return true;
}

/// Reads every element with `read`; refuses a document none of whose elements is what was
/// configured.
template <class Read>
Result<std::vector<ChannelEvent>, Refusal> read_elements(const WebhookRequest& request,
                                                         Content content, Charset charset,
                                                         std::string_view list, Read read) {
    const auto document = open_document(request, content, charset, list);
    if (!document) return dialogs::failure(Refusal{400, "malformed"});
    std::vector<ChannelEvent> events;
    bool any = document->size() == 0;  // an empty batch is fine
    for (std::size_t i = 0; i < document->size(); ++i) {
        any = read(Element(request, *document, i), events) || any;
    }
    if (!any) return dialogs::failure(Refusal{400, "malformed"});
    return events;
}

}  // namespace

Result<std::vector<ChannelEvent>, Refusal> read_webhook(const InboundSettings& settings,
                                                        const WebhookRequest& request,
                                                        std::string_view path) {
    const auto& messages = settings.messages;
    const auto& reports = settings.reports;
    const bool right_method = messages.method == "any" || messages.method == request.method;
    if (!reports.path.empty() && (path == reports.path || path.starts_with(reports.path + '/'))) {
        const auto rest = path.substr(std::min(path.size(), reports.path.size() + 1));
        return read_elements(request, reports.content, Charset::utf8, reports.list,
                             [&](const Element& element, std::vector<ChannelEvent>& events) {
                                 return read_report(settings, element, rest, events);
                             });
    }
    if (!settings.opt_outs.path.empty() && path == settings.opt_outs.path) {
        return read_elements(request, reports.content, Charset::utf8, {},
                             [&](const Element& element, std::vector<ChannelEvent>& events) {
                                 return read_opt_out(settings, element, events);
                             });
    }
    if (!right_method) return dialogs::failure(Refusal{405, "method"});
    return read_elements(request, messages.content, document_charset(messages), messages.list,
                         [&](const Element& element, std::vector<ChannelEvent>& events) {
                             return read_message(messages, element, events);
                         });
}

}  // namespace channels
