// `kuulolla demo`: the service with everything built in; its phones are web chats that look like phones.
#include "bot/command_line.hpp"
#include "bot/commands.hpp"
#include "bot/config/service_config.hpp"
#include "bot/service/service.hpp"
#include "bot/sources.hpp"
#include "storage/vault.hpp"

#include <CLI/CLI.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>

namespace bot {
namespace {

namespace fs = std::filesystem;

struct DemoOptions {
    int port = 8080;
    fs::path data = "kuulolla-demo";
    std::vector<fs::path> scripts;
    std::string log_level = "warning";
};

/// Writes a file that only we may read; false where that fails.
bool write_private(const fs::path& file, const std::string& text) {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor < 0) return false;
    const auto written = ::write(descriptor, text.data(), text.size());
    const bool is_kept = ::fsync(descriptor) == 0;
    return ::close(descriptor) == 0 && is_kept && written == static_cast<ssize_t>(text.size());
}

/// The demo's own vault key, made on the first run; its store can be read with no other.
std::optional<std::string> vault_key(const fs::path& folder) {
    const auto file = folder / "vault-key";
    if (auto kept = read_file(file)) {
        while (!kept->empty() && kept->back() == '\n') kept->pop_back();
        return kept;
    }
    auto fresh = storage::Vault::make_key();
    if (!write_private(file, fresh + "\n")) return std::nullopt;
    return fresh;
}

std::string configuration(const DemoOptions& options, const std::string& key) {
    std::string scripts;
    for (const auto& folder : options.scripts) scripts += fmt::format("  - \"{}\"\n", folder.generic_string());
    return fmt::format(
        "listen: 127.0.0.1:{}\n"
        "store: \"sqlite:{}\"\n"
        "vault_key: \"{}\"\n"
        "log_level: {}\n"
        "{}{}"
        "channels:\n"
        "  - {{name: sms, adapter: webchat, looks: sms}}\n"
        "  - {{name: messenger, adapter: webchat, looks: messenger}}\n",
        options.port, (options.data / "kuulolla.db").generic_string(), key, options.log_level,
        scripts.empty() ? "" : "scripts:\n", scripts);
}

int fail(const std::string& why) {
    fmt::print(stderr, "kuulolla demo: {}\n", why);
    return exit_wrong_use;
}

int demo(const DemoOptions& options) {
    std::error_code error;
    fs::create_directories(options.data, error);
    if (error) return fail(fmt::format("{}: {}", options.data.generic_string(), error.message()));
    const auto key = vault_key(options.data);
    if (!key) return fail(fmt::format("{}: cannot be written", options.data.generic_string()));
    const auto config =
        read_config("(demo)", configuration(options, *key), [](const std::string&) { return std::nullopt; });
    if (!config) return fail(to_line(config.error().front()));
    const SystemClock clock;
    Log log(config->log_level);
    const ServiceExtras extras{.demo_pages = true, .on_ready = [](std::uint16_t port) {
                                   fmt::print("http://127.0.0.1:{}/\n", port);
                                   std::fflush(stdout);
                               }};
    const auto ended = run_service(*config, clock, log, extras);
    return ended ? exit_fine : fail(ended.error());
}

}  // namespace

int run_demo(int argc, char** argv) {
    DemoOptions options;
    CLI::App app("Simulated phones in the browser, with the shipped scripts; prints the page's address.",
                 "kuulolla demo");
    app.add_option("--port", options.port, "on loopback; 0: any")->check(CLI::Range(0, 65535))->capture_default_str();
    app.add_option("--data", options.data, "where everything is kept")->capture_default_str();
    app.add_option("--scripts", options.scripts, "a folder of your own scripts, besides the shipped ones")
        ->allow_extra_args(false);
    app.add_option("--log-level", options.log_level, "debug, info, warning or error")->capture_default_str();
    if (const auto code = parse_arguments(app, argc, argv)) return *code;
    return demo(options);
}

}  // namespace bot
