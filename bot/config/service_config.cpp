#include "bot/config/service_config.hpp"

#include "bot/config/options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace bot {
namespace {

using dialogs::YamlTree;

ConfigError from_diagnostic(const dialogs::Diagnostic& diagnostic) { return {diagnostic.place, diagnostic.text}; }

void read_option(ConfigReader& reader, const Option& option, const dialogs::YamlNode& root, ServiceConfig& config) {
    const auto* entry = root.find(option.key);
    if (!entry) {
        if (option.required) return reader.error(root, fmt::format("`{}` is missing: {}", option.key, option.help));
        return option.read(reader, {std::string(option.fallback), nullptr}, config);
    }
    if (entry->value.is_null()) return reader.error(entry->key, "a value is missing here");
    if (option.fallback == "[]") return option.read(reader, {"", &entry->value}, config);
    if (auto text = reader.text(entry->value)) option.read(reader, {std::move(*text), &entry->value}, config);
}

void check_keys(ConfigReader& reader, const dialogs::YamlNode& root) {
    std::vector<std::string> known;
    for (const auto& option : service_options()) known.emplace_back(option.key);
    for (const auto& [key, value] : root.entries)
        if (std::find(known.begin(), known.end(), key.value) == known.end()) reader.unknown(key, known);
}

void print_option(std::string& out, std::string_view key, std::string_view fallback, bool required,
                  std::string_view help) {
    const auto value = required ? std::string("required") : fallback.empty() ? "" : fmt::format("default {}", fallback);
    fmt::format_to(std::back_inserter(out), "  {:<22} {}{}{}\n", key, help, value.empty() ? "" : "; ", value);
}

}  // namespace

std::string to_line(const ConfigError& error) {
    return fmt::format("{}:{}:{}: {}", error.place.file, error.place.line, error.place.column, error.message);
}

std::vector<std::string> ServiceConfig::secrets() const {
    std::vector<std::string> all{vault_key};
    for (const auto& [name, token] : api_tokens) all.push_back(token);
    for (const auto& hook : hooks) all.push_back(hook.secret);
    for (const auto& channel : channels)
        if (channel.adapter)
            for (auto& secret : channel.adapter->secrets()) all.push_back(std::move(secret));
    return all;
}

dialogs::Result<ServiceConfig, std::vector<ConfigError>> read_config(const std::string& file, std::string_view bytes,
                                                                     const Environment& environment) {
    const auto tree = YamlTree::read(file, bytes);
    if (!tree) {
        std::vector<ConfigError> errors;
        for (const auto& diagnostic : tree.error()) errors.push_back(from_diagnostic(diagnostic));
        return dialogs::failure(std::move(errors));
    }
    ConfigReader reader(*tree, environment);
    ServiceConfig config;
    if (!tree->root().is_map()) {
        reader.error(tree->root(), "a configuration is a list of `option: value`; `kuulolla serve --help` shows them");
        return dialogs::failure(reader.take_errors());
    }
    check_keys(reader, tree->root());
    for (const auto& option : service_options()) read_option(reader, option, tree->root(), config);
    if (reader.has_errors()) return dialogs::failure(reader.take_errors());
    return config;
}

dialogs::Result<ServiceConfig, std::vector<ConfigError>> load_config(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream bytes;
    if (in) bytes << in.rdbuf();
    if (!in) return dialogs::failure(std::vector{ConfigError{{file, 1, 1}, "the configuration cannot be read"}});
    const auto from_process = [](const std::string& name) -> std::optional<std::string> {
        const char* value = std::getenv(name.c_str());  // NOLINT(concurrency-mt-unsafe): before any thread is started
        return value ? std::optional<std::string>(value) : std::nullopt;
    };
    return read_config(file, std::move(bytes).str(), from_process);
}

std::string options_help() {
    std::string out = "The configuration is one YAML file; ${NAME} in a value is taken from the environment.\n\n";
    for (const auto& option : service_options())
        print_option(out, option.key, option.fallback, option.required, option.help);
    out += "\nEvery channel has:\n";
    for (const auto& option : channel_options())
        print_option(out, option.key, option.fallback, option.required, option.help);
    for (const auto& row : channels::registry()) {
        fmt::format_to(std::back_inserter(out), "\nAdapter {} has:\n", row.name);
        for (const auto& setting : row.settings)
            print_option(out, setting.key, setting.fallback, setting.required, setting.help);
    }
    return out;
}

}  // namespace bot
