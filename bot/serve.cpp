// `kuulolla serve --config FILE`: the service.
#include "bot/command_line.hpp"
#include "bot/commands.hpp"
#include "bot/config/service_config.hpp"
#include "bot/service/service.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdio>
#include <string>

namespace bot {
namespace {

int serve(const std::string& file) {
    const auto config = load_config(file);
    if (!config) {
        for (const auto& error : config.error()) fmt::print(stderr, "{}\n", to_line(error));
        return exit_wrong_use;
    }
    const SystemClock clock;
    Log log(config->log_level);
    const auto ended = run_service(*config, clock, log, {});
    if (ended) return exit_fine;
    fmt::print(stderr, "kuulolla serve: {}\n", ended.error());
    return exit_wrong_use;
}

}  // namespace

int run_serve(int argc, char** argv) {
    std::string file;
    CLI::App app("Runs the service until SIGTERM; SIGHUP publishes changed scripts.", "kuulolla serve");
    app.add_option("--config", file, "the configuration")->required();
    app.footer(options_help());
    if (const auto code = parse_arguments(app, argc, argv)) return *code;
    return serve(file);
}

}  // namespace bot
