// WhatsApp's Cloud API: questions with buttons or lists inside the 24-hour window, approved templates outside it.
#pragma once

#include "channels/registry.hpp"

#include <span>

namespace channels {

[[nodiscard]] Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_whatsapp(const ChannelConfig& config);
[[nodiscard]] std::span<const SettingInfo> whatsapp_settings();

}  // namespace channels
