// Kannel's delivery reports: what the event's number and the link's own words mean.
#pragma once

#include "channels/adapter.hpp"

#include <optional>
#include <string_view>

namespace channels {

/// `event` is Kannel's `%d`, `reply` its `%A` (`NACK/0x0000000b/…`, or an SMPP receipt). nullopt
/// for what says nothing new.
[[nodiscard]] std::optional<StatusReport> delivery_report(std::string_view event,
                                                          std::string_view reply);

}  // namespace channels
