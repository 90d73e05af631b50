// Matrix, as an application service of a homeserver: it pushes what is said in the rooms that our user is in.
#pragma once

#include "channels/registry.hpp"

#include <memory>
#include <span>
#include <vector>

namespace channels {

[[nodiscard]] Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_matrix(const ChannelConfig& config);
[[nodiscard]] std::span<const SettingInfo> matrix_settings();

}  // namespace channels
