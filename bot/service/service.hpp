// The whole service: made from its configuration, run until it is told to stop, stopped in the order it was started.
#pragma once

#include "bot/clock.hpp"
#include "bot/config/service_config.hpp"
#include "bot/observe/log.hpp"
#include "dialogs/result.hpp"

#include <functional>
#include <string>

namespace bot {

/// What `serve` and `demo` do differently.
struct ServiceExtras {
    bool demo_pages = false;
    /// Called once it takes requests, with the port it listens on.
    std::function<void(std::uint16_t port)> on_ready;
};

/// Runs until SIGTERM or SIGINT; SIGHUP publishes changed scripts. The error says why it could not start.
[[nodiscard]] dialogs::Result<bool, std::string> run_service(const ServiceConfig& config, const Clock& clock, Log& log,
                                                             const ServiceExtras& extras);

}  // namespace bot
