// `channels:` of the configuration: what every channel has, and what its adapter makes of the rest.
#include "bot/config/options.hpp"

#include "dialogs/did_you_mean.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace bot {
namespace {

using dialogs::Place;
using dialogs::YamlNode;

void read_name(ConfigReader& reader, const Written& value, ChannelOptions& channel) {
    const auto is_sign = [](char byte) {
        return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '-' || byte == '_';
    };
    if (value.text.empty() || value.text.size() > 40 || !std::all_of(value.text.begin(), value.text.end(), is_sign))
        return reader.error(value, "must be a short name of small letters, digits and hyphens: it becomes /hooks/NAME");
    channel.name = value.text;
}

void read_segments(ConfigReader& reader, const Written& value, ChannelOptions& channel) {
    channel.segments_per_second = reader.number(value, 0, 10'000);
}

void read_open_requests(ConfigReader& reader, const Written& value, ChannelOptions& channel) {
    channel.open_requests = static_cast<int>(reader.number(value, 1, 256));
}

void read_trust(ConfigReader& reader, const Written& value, ChannelOptions& channel) {
    if (!value.node) return;  // the adapter's own
    if (value.text != "health" && value.text != "ordinary") return reader.error(value, "must be health or ordinary");
    channel.trusted_with_health = value.text == "health";
}

void read_rather_lose(ConfigReader& reader, const Written& value, ChannelOptions& channel) {
    channel.rather_lose = reader.flag(value);
}

constexpr std::array common_options{
    ChannelOption{"name", "", "small letters; webhooks arrive at /hooks/NAME", true, &read_name},
    ChannelOption{"adapter", "", "one of those below", true, nullptr},
    ChannelOption{"segments_per_second", "0", "at most so many SMS segments (or messages) a second; 0: no limit", false,
                  &read_segments},
    ChannelOption{"open_requests", "16", "to the provider at the same time", false, &read_open_requests},
    ChannelOption{"trust", "",
                  "health or ordinary: whether `sensitive` questions may be asked here (default: the adapter's)", false,
                  &read_trust},
    ChannelOption{"rather_lose", "false", "true: a message that may have been sent is given up rather than sent twice",
                  false, &read_rather_lose},
};

/// Nested maps and lists as dotted keys.
void flatten(ConfigReader& reader, const YamlNode& node, const std::string& key, channels::Settings& settings,
             std::map<std::string, Place>& places) {
    places.emplace(key, reader.tree().place(node));
    for (const auto& [name, value] : node.entries) flatten(reader, value, key + "." + name.value, settings, places);
    for (std::size_t i = 0; i < node.items.size(); ++i)
        flatten(reader, node.items[i], key + "." + std::to_string(i), settings, places);
    if (node.is_null()) settings[key] = {"", node.line};
    if (!node.is_scalar()) return;
    if (auto text = reader.text(node)) settings[key] = {std::move(*text), node.line};
}

void read_common(ConfigReader& reader, const YamlNode& node, ChannelOptions& channel) {
    for (const auto& option : common_options) {
        if (!option.read) continue;
        const auto* entry = node.find(option.key);
        if (!entry) {
            if (option.required) reader.error(node, fmt::format("the channel has no `{}`", option.key));
            if (!option.required) option.read(reader, {std::string(option.fallback), nullptr}, channel);
        } else if (entry->value.is_null()) {
            reader.error(entry->key, "a value is missing here");
        } else if (auto text = reader.text(entry->value)) {
            option.read(reader, {std::move(*text), &entry->value}, channel);
        }
    }
}

const channels::AdapterRow* find_adapter(ConfigReader& reader, const YamlNode& node) {
    const auto* entry = node.find("adapter");
    if (!entry) {
        reader.error(node, "the channel has no `adapter`");
        return nullptr;
    }
    const auto name = reader.text(entry->value);
    if (!name) return nullptr;
    if (const auto* row = channels::find_adapter(*name)) return row;
    std::vector<std::string> known;
    for (const auto& row : channels::registry()) known.emplace_back(row.name);
    reader.error(entry->value, fmt::format("there is no adapter `{}`{} (there are: {})", *name,
                                           dialogs::did_you_mean(*name, known), fmt::join(known, ", ")));
    return nullptr;
}

void make_adapter(ConfigReader& reader, const YamlNode& node, const channels::AdapterRow& row,
                  const ServiceConfig& config, ChannelOptions& channel) {
    channels::ChannelConfig described{
        .name = channel.name, .public_url = config.public_url, .country = config.country, .settings = {}};
    std::map<std::string, Place> places;
    for (const auto& [key, value] : node.entries) {
        const auto& name = key.value;
        const auto is_common = [&name](const ChannelOption& option) { return option.key == name; };
        if (std::any_of(common_options.begin(), common_options.end(), is_common)) continue;
        flatten(reader, value, name, described.settings, places);
        places[name] = reader.tree().place(key);
    }
    auto made = row.make(described);
    if (made) {
        channel.adapter = std::move(*made);
        return;
    }
    for (auto& [line, key, message] : made.error()) {
        const auto known = places.find(key);
        auto place = known != places.end() ? known->second : reader.tree().place(node);
        reader.error(std::move(place), fmt::format("{}: {}", key, message));
    }
}

void read_channel(ConfigReader& reader, const YamlNode& node, ServiceConfig& config) {
    if (!node.is_map()) return reader.error(node, "must be a channel: a map with a name and an adapter");
    ChannelOptions channel;
    read_common(reader, node, channel);
    const auto same_name = [&](const ChannelOptions& other) { return other.name == channel.name; };
    if (!channel.name.empty() && std::any_of(config.channels.begin(), config.channels.end(), same_name))
        reader.error(node, fmt::format("two channels are named `{}`", channel.name));
    if (const auto* row = find_adapter(reader, node)) make_adapter(reader, node, *row, config, channel);
    if (channel.adapter && !node.find("trust"))
        channel.trusted_with_health = channel.adapter->capabilities().trusted_with_health;
    config.channels.push_back(std::move(channel));
}

}  // namespace

std::span<const ChannelOption> channel_options() { return common_options; }

void read_channels(ConfigReader& reader, const YamlNode& list, ServiceConfig& config) {
    for (const auto& node : list.items) read_channel(reader, node, config);
}

}  // namespace bot
