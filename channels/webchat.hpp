// The web chat: a feed channel. What the page sends, and what it reads from its feed.
#pragma once

#include "channels/registry.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace channels {

/// A resident's address in a web chat: {`web`, `CHANNEL:SESSION`}. The session is the token its
/// page made, 128 random bits or more as 22 to 64 letters, digits, `-` and `_`; nullopt for
/// anything else.
[[nodiscard]] std::optional<Address> web_address(std::string_view channel,
                                                 std::string_view session);

/// One event of the feed, as JSON: `{n, text, language, dir, question, ref, choices: [{value,
/// label}]}`, and
/// `{segments, encoding}` where the channel looks like text messages. `number` rises by one per
/// session; the server writes it as the event's `id`, too. Never holds a line break.
[[nodiscard]] std::string feed_event_json(const Adapter& adapter, const Outgoing& message,
                                          long long number);

[[nodiscard]] Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_webchat(
    const ChannelConfig& config);
[[nodiscard]] std::span<const SettingInfo> webchat_settings();

}  // namespace channels
