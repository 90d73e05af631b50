#include "channels/kannel_sending.hpp"

#include "channels/long_messages.hpp"
#include "channels/provider_answer.hpp"
#include "channels/query.hpp"
#include "dialogs/texts/sms_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace channels {
namespace {

/// Events we ask for: all but the intermediate ones; of a part that is not the last, only that it
/// failed.
constexpr std::string_view all_events = "31";
constexpr std::string_view failures_only = "18";

/// Units that Kannel puts into each part of a long UCS-2 message, wherever that cuts.
constexpr int kannel_part_units = 67;

/// Escapes of Kannel's own begin with a percent sign, too: literal ones are written twice.
std::string kannel_literal(std::string_view text) {
    std::string doubled;
    for (const char c : text)
        doubled += c == '%' ? "%%" : std::string(1, c);
    return doubled;
}

/// `…/dlr?k=SECRET&m=ID&st=%d&r=%A`, with Kannel's escapes still to be filled in by Kannel.
std::string report_url(const KannelSending& sending, std::string_view message_id) {
    return kannel_literal(sending.report_url + "?k=" + percent_encoded(sending.report_secret) +
                          "&m=" + percent_encoded(message_id)) +
           "&st=%d&r=%A";
}

/// Builds one sendsms request, parameter by parameter.
class Sendsms {
public:
    Sendsms(const KannelSending& sending, const Address& to)
        : url_(sending.send_url), timeout_(sending.timeout) {
        add("username", sending.username);
        add("password", sending.password);
        add("from", sending.sender);
        add("to", to.id);
        if (!sending.smsc.empty()) add("smsc", sending.smsc);
    }

    void add(std::string_view name, std::string_view value) {
        url_ += url_.find('?') == std::string::npos ? '?' : '&';
        url_.append(name).append("=").append(percent_encoded(value));
    }

    /// GSM-7 as UTF-8; UCS-2 as UTF-16BE without a charset, which every build of Kannel takes as it
    /// is.
    void add_text(std::string_view text, dialogs::SmsEncoding encoding) {
        const bool gsm7 = encoding == dialogs::SmsEncoding::gsm7;
        add("coding", gsm7 ? "0" : "2");
        if (gsm7) add("charset", "UTF-8");
        add("text", gsm7 ? std::string(text) : dialogs::utf16be_from(text));
    }

    void add_report(const KannelSending& sending, std::string_view message_id,
                    std::string_view events) {
        if (sending.report_url.empty()) return;
        add("dlr-mask", events);
        add("dlr-url", report_url(sending, message_id));
    }

    [[nodiscard]] HttpRequest request() && {
        return {.method = "GET", .url = std::move(url_), .timeout = timeout_};
    }

private:
    std::string url_;
    Span timeout_;
};

/// One of the requests a text becomes.
struct Piece {
    std::string text;
    dialogs::SmsEncoding encoding = dialogs::SmsEncoding::gsm7;
    std::string udh;
};

/// True where cuts at every 67 units fall between graphemes: all parts but the last are full.
bool kannel_cuts_well(const dialogs::SmsCount& count) {
    if (count.encoding == dialogs::SmsEncoding::gsm7 || count.segments == 1) return true;
    return std::all_of(count.parts.begin(), count.parts.end() - 1,
                       [](int units) { return units == kannel_part_units; });
}

/// An 8-bit reference that is another one for nearly every message (FNV-1a, folded).
std::uint8_t reference_of(std::string_view message_id, std::size_t long_message) {
    std::uint32_t hash = 2166136261U;
    for (const char c : message_id)
        hash = (hash ^ static_cast<std::uint8_t>(c)) * 16777619U;
    hash += static_cast<std::uint32_t>(long_message);
    return static_cast<std::uint8_t>(hash ^ (hash >> 8) ^ (hash >> 16) ^ (hash >> 24));
}

std::string concatenation_header(std::uint8_t reference, std::size_t total, std::size_t part) {
    const std::array header = {'\x05',
                               '\x00',
                               '\x03',
                               static_cast<char>(reference),
                               static_cast<char>(total),
                               static_cast<char>(part)};
    return {header.begin(), header.end()};
}

/// The pieces of one long message.
std::vector<Piece> pieces_of(std::string_view text, std::uint8_t reference) {
    const auto count = dialogs::count_sms(text);
    if (kannel_cuts_well(count)) return {{.text = std::string(text), .encoding = count.encoding}};
    std::vector<Piece> pieces;
    for (auto& part : dialogs::split_sms(text)) {
        const auto total = static_cast<std::size_t>(count.segments);
        auto udh = concatenation_header(reference, total, pieces.size() + 1);
        pieces.push_back(
            {.text = std::move(part), .encoding = count.encoding, .udh = std::move(udh)});
    }
    return pieces;
}

std::vector<Piece> all_pieces(const KannelSending& sending, std::string_view message_id,
                              std::string_view text) {
    std::vector<Piece> pieces;
    std::size_t number = 0;
    for (const auto& message : long_messages(text, sending.max_parts)) {
        for (auto& piece : pieces_of(message, reference_of(message_id, number)))
            pieces.push_back(std::move(piece));
        ++number;
    }
    return pieces;
}

struct Refused {
    int status;
    std::string_view body;  ///< what the answer contains
    FailureKind kind;
};

/// sendsms' answers that its status alone does not tell apart, the first that fits.
constexpr std::array refusals = {
    Refused{400, "Number(s) has/have been denied", FailureKind::permanent},
    Refused{403, "Not routable", FailureKind::permanent},
    Refused{403, "Authorization failed", FailureKind::configuration},
    Refused{403, "", FailureKind::configuration},
    Refused{404, "", FailureKind::configuration},
};

}  // namespace

std::vector<HttpRequest> sendsms_requests(const KannelSending& sending, std::string_view message_id,
                                          const Address& to, std::string_view text) {
    std::vector<HttpRequest> requests;
    const auto pieces = all_pieces(sending, message_id, text);
    for (const auto& piece : pieces) {
        Sendsms sendsms(sending, to);
        sendsms.add_text(piece.text, piece.encoding);
        if (!piece.udh.empty()) sendsms.add("udh", piece.udh);
        const bool last = &piece == &pieces.back();
        sendsms.add_report(sending, message_id, last ? all_events : failures_only);
        requests.push_back(std::move(sendsms).request());
    }
    return requests;
}

std::string secret_as_sent(const KannelSending& sending) {
    return percent_encoded(kannel_literal(percent_encoded(sending.report_secret)));
}

Result<Sent, SendFailure> sendsms_answer(const HttpResponse& response) {
    auto failure = failure_of(response);
    if (!failure) {
        if (response.body.find("Denied receivers") == std::string::npos) return Sent{};
        return dialogs::failure(
            SendFailure{.kind = FailureKind::permanent, .detail = "receiver denied"});
    }
    for (const auto& refused : refusals) {
        if (response.status != refused.status) continue;
        if (response.body.find(refused.body) == std::string::npos) continue;
        failure->kind = refused.kind;
        if (!refused.body.empty()) failure->detail += ": " + std::string(refused.body);
        break;
    }
    return dialogs::failure(std::move(*failure));
}

}  // namespace channels
