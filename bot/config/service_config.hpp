// What the operator decides: one YAML file, read whole, with everything that is wrong in it told at once.
#pragma once

#include "bot/observe/log.hpp"
#include "channels/registry.hpp"
#include "dialogs/language.hpp"
#include "dialogs/reading/diagnostic.hpp"
#include "dialogs/result.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bot {

struct ChannelOptions {
    std::string name;
    std::shared_ptr<const channels::Adapter> adapter;
    double segments_per_second = 0;  ///< 0: as fast as open requests allow
    int open_requests = 16;
    bool trusted_with_health = true;
    bool rather_lose = false;
};

/// Who holds it may use the whole API.
struct ApiToken {
    std::string name;
    std::string token;
};

/// A webhook that scripts may call by its name.
struct HookOptions {
    std::string name;
    std::string url;
    std::string secret;                ///< signs what is sent
    std::chrono::milliseconds timeout = std::chrono::seconds(10);  ///< for the call, further attempts included
};

/// The defaults are in the table of options (options.cpp), which the help prints.
struct ServiceConfig {
    std::string listen_address;
    std::uint16_t listen_port = 0;
    std::string public_url;            ///< without a trailing slash
    std::string store_path;            ///< of the SQLite file
    std::string vault_key;
    std::vector<std::string> scripts;  ///< folders, before the shipped ones
    std::vector<std::string> locales;
    std::string timezone;
    dialogs::Language default_language;
    std::string country;               ///< calling code of numbers written without one
    std::string stranger_script;
    LogLevel log_level = LogLevel::info;
    std::chrono::milliseconds request_timeout{};
    std::size_t connections = 0;
    std::vector<ChannelOptions> channels;
    std::vector<ApiToken> api_tokens;
    std::vector<HookOptions> hooks;

    /// What must never be logged.
    [[nodiscard]] std::vector<std::string> secrets() const;
};

struct ConfigError {
    dialogs::Place place;
    std::string message;
};

/// `FILE:LINE:COLUMN: MESSAGE`
[[nodiscard]] std::string to_line(const ConfigError& error);

/// The value of an environment variable.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

/// All faults, in file order. `${NAME}` in a value is taken from the environment.
[[nodiscard]] dialogs::Result<ServiceConfig, std::vector<ConfigError>> read_config(const std::string& file,
                                                                                   std::string_view bytes,
                                                                                   const Environment& environment);

/// The same from the file itself, and the process's environment.
[[nodiscard]] dialogs::Result<ServiceConfig, std::vector<ConfigError>> load_config(const std::string& file);

/// Every option with its default, and every adapter's: what `kuulolla serve --help` prints.
[[nodiscard]] std::string options_help();

}  // namespace bot
