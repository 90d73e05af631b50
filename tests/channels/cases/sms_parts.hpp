// What the tables of SMS providers are made of: one resident, one message of ours, requests to one service.
#pragma once

#include "tests/channels/cases.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cases::sms {

/// A channel named `sms` of the service at https://bot.example.fi.
[[nodiscard]] channels::ChannelConfig config(const std::vector<std::pair<std::string, std::string>>& settings);

/// A webhook of it; `path` is what follows `/hooks/sms`.
[[nodiscard]] channels::WebhookRequest post(const std::string& path, const std::string& type, std::string body,
                                            channels::Headers headers = {});
[[nodiscard]] channels::WebhookRequest get(const std::string& path, const std::string& query);

inline const std::string form = "application/x-www-form-urlencoded";
inline const std::string json = "application/json";

/// The same, changed by one bit in its middle.
[[nodiscard]] std::string flipped(std::string text);
[[nodiscard]] channels::WebhookRequest flipped(channels::WebhookRequest request);  ///< its body
[[nodiscard]] channels::WebhookRequest by(const char* method, channels::WebhookRequest request);
[[nodiscard]] channels::WebhookRequest later(channels::WebhookRequest request, channels::Span span);

[[nodiscard]] channels::Incoming from_aino(std::string id, std::string text);
/// Sent at 2026-03-02T09:15:27Z and so many milliseconds.
[[nodiscard]] channels::Incoming sent_at_27(channels::Incoming incoming, int milliseconds = 0);
[[nodiscard]] channels::Incoming to(channels::Incoming incoming, std::string receiver);
[[nodiscard]] channels::Incoming unsupported(channels::Incoming incoming);
[[nodiscard]] channels::Incoming photo(std::string id, std::string file);

/// Seconds since 09:15:00 on that day.
[[nodiscard]] channels::Instant at_second(int second, int milliseconds = 0);
[[nodiscard]] channels::StatusReport report(std::string ours, std::string theirs, channels::DeliveryState state,
                                            std::optional<channels::Instant> at = {});
[[nodiscard]] channels::StatusReport failed(std::string ours, std::string theirs, channels::FailureKind kind,
                                            std::string detail, std::optional<channels::Instant> at = {});

/// Our message `out-88231` to the resident.
[[nodiscard]] channels::Outgoing message(std::string text);
/// One with a hint and two numbered choices: `asked_text`.
[[nodiscard]] channels::Outgoing question();
/// One to somebody who has no telephone.
[[nodiscard]] channels::Outgoing to_a_page();

[[nodiscard]] std::string times(int count, std::string_view what);

}  // namespace cases::sms
