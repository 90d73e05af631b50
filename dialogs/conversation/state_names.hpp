// How the state's kinds are written in its JSON.
#pragma once

#include <array>
#include <string_view>

namespace dialogs {

inline constexpr int state_version = 1;

inline constexpr std::array<std::string_view, 3> phase_names{"running", "paused", "ended"};
inline constexpr std::array<std::string_view, 4> given_names{"answered", "skipped", "unclear",
                                                             "undelivered"};
inline constexpr std::array<std::string_view, 4> pending_names{"nothing", "language", "erase",
                                                               "keyword"};

}  // namespace dialogs
