#include "bot/command_line.hpp"

#include <CLI/CLI.hpp>

namespace bot {

std::optional<ExitCode> parse_arguments(CLI::App& app, int argc, char** argv) {
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? exit_fine : exit_wrong_use;
    }
    return std::nullopt;
}

}  // namespace bot
