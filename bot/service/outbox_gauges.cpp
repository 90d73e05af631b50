#include "bot/service/outbox_gauges.hpp"

namespace bot {
namespace {

template <class Read>
std::vector<GaugeValue> of_each(const Pumps& pumps, Read read) {
    std::vector<GaugeValue> values;
    for (const auto& [channel, pump] : pumps) values.push_back({{{"channel", channel}}, read(*pump)});
    return values;
}

}  // namespace

void add_outbox_gauges(Metrics& metrics, const Pumps& pumps) {
    metrics.gauge("kuulolla_outbox_open_requests", "Messages that a provider has not answered yet", [&pumps] {
        return of_each(pumps, [](const Pump& pump) { return static_cast<double>(pump.open_requests()); });
    });
    metrics.gauge("kuulolla_outbox_breaker", "0: all is let through; 1: one probe; 2: nothing, the provider is down",
                  [&pumps] {
                      return of_each(pumps, [](const Pump& pump) { return static_cast<double>(pump.breaker_state()); });
                  });
}

}  // namespace bot
