// Facebook Messenger and Instagram Direct: one platform of Meta's, questions with quick replies.
#pragma once

#include "channels/registry.hpp"

#include <span>

namespace channels {

[[nodiscard]] Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_messenger(const ChannelConfig& config);
[[nodiscard]] Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_instagram(const ChannelConfig& config);
/// The keys of both.
[[nodiscard]] std::span<const SettingInfo> messenger_settings();

}  // namespace channels
