// The arguments of one command, read by CLI11.
#pragma once

#include "bot/commands.hpp"

#include <optional>

namespace CLI {
class App;
}

namespace bot {

/// Reads the arguments into what the app's options name. What the command returns at once where there is nothing to do
/// after that: help was wanted and is printed, or the use is wrong and that is told on standard error.
[[nodiscard]] std::optional<ExitCode> parse_arguments(CLI::App& app, int argc, char** argv);

}  // namespace bot
