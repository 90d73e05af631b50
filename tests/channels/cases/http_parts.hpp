// What the tables of the http adapter are made of: requests, messages and reports that most of them share.
#pragma once

#include "tests/channels/cases.hpp"

namespace cases {

using channels::DeliveryState;
using channels::FailureKind;
using channels::Headers;
using channels::HttpRequest;
using channels::OptOut;

inline const std::string public_url = "https://bot.example.fi";

[[nodiscard]] channels::ChannelConfig config(const std::vector<std::pair<std::string, std::string>>& settings);

/// A webhook of the gateway `gw`.
[[nodiscard]] channels::WebhookRequest post(const std::string& path, const std::string& type, std::string body,
                                            Headers headers = {});

[[nodiscard]] channels::Incoming from_aino(std::string id, std::string text);
[[nodiscard]] channels::Incoming at(channels::Incoming incoming, long long seconds);

[[nodiscard]] channels::StatusReport about_ours(DeliveryState state);
[[nodiscard]] channels::StatusReport about_theirs(DeliveryState state);
[[nodiscard]] channels::StatusReport failing(channels::StatusReport report, FailureKind kind, std::string detail);

[[nodiscard]] channels::Outgoing message(std::string text);
/// One with a hint and two choices, one of them the way out.
[[nodiscard]] channels::Outgoing question();

[[nodiscard]] AdapterCases signed_json();
[[nodiscard]] AdapterCases jasmin_gateway();
[[nodiscard]] AdapterCases batches();
[[nodiscard]] AdapterCases xml();
[[nodiscard]] AdapterCases multipart();
[[nodiscard]] AdapterCases plain_text();

}  // namespace cases
