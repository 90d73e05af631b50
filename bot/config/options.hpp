// The tables of options: what may be written, its default, its help, and how it is read.
#pragma once

#include "bot/config/config_reader.hpp"

#include <span>
#include <string_view>

namespace bot {

struct Option {
    std::string_view key;
    std::string_view fallback;  ///< as it would be written
    std::string_view help;
    bool required = false;
    void (*read)(ConfigReader& reader, const Written& value, ServiceConfig& config) = nullptr;
};

/// In the order they are read and printed: what others depend on comes first.
[[nodiscard]] std::span<const Option> service_options();

struct ChannelOption {
    std::string_view key;
    std::string_view fallback;
    std::string_view help;
    bool required = false;
    void (*read)(ConfigReader& reader, const Written& value, ChannelOptions& channel) = nullptr;
};

/// Those that every channel has; the rest are its adapter's.
[[nodiscard]] std::span<const ChannelOption> channel_options();

/// `channels:`; the adapters are made here, so that their faults are told with all others.
void read_channels(ConfigReader& reader, const dialogs::YamlNode& list, ServiceConfig& config);

}  // namespace bot
