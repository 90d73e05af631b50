// Kannel's sendsms: a text as the requests that carry it whole, and what the answers mean.
#pragma once

#include "channels/adapter.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace channels {

struct KannelSending {
    std::string send_url;
    std::string username;
    std::string password;
    std::string sender;
    std::string smsc;    ///< empty: Kannel chooses the link
    int max_parts = 10;  ///< of one long message
    Span timeout = std::chrono::seconds(30);
    std::string report_url;  ///< empty: no delivery reports
    std::string report_secret;
};

/// One request where Kannel cuts the text as we would. Where its cut at every 67 units would divide
/// a grapheme, one for each part, with our own concatenation header. A text of more parts than
/// `max_parts` becomes several long messages: Kannel would cut the rest off in silence.
[[nodiscard]] std::vector<HttpRequest> sendsms_requests(const KannelSending& sending,
                                                        std::string_view message_id,
                                                        const Address& to, std::string_view text);

/// How the webhooks' secret stands in a request, inside the encoded address for reports: for
/// `Adapter::secrets()`.
[[nodiscard]] std::string secret_as_sent(const KannelSending& sending);

[[nodiscard]] Result<Sent, SendFailure> sendsms_answer(const HttpResponse& response);

}  // namespace channels
