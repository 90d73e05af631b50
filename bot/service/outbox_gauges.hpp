// Figures of the pumps, as they are when somebody asks.
#pragma once

#include "bot/observe/metrics.hpp"
#include "bot/service/pump.hpp"

#include <map>
#include <memory>
#include <string>

namespace bot {

/// By channel. The pumps outlive the metrics' last text.
using Pumps = std::map<std::string, std::unique_ptr<Pump>>;

/// `kuulolla_outbox_open_requests` and `kuulolla_outbox_breaker`.
void add_outbox_gauges(Metrics& metrics, const Pumps& pumps);

}  // namespace bot
