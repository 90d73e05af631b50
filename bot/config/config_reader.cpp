#include "bot/config/config_reader.hpp"

#include "dialogs/did_you_mean.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace bot {

using dialogs::YamlNode;

std::optional<std::string> ConfigReader::text(const YamlNode& node) {
    if (!node.is_scalar()) {
        error(node, node.is_null() ? "a value is missing here" : "one value belongs here, not a list or a map");
        return std::nullopt;
    }
    std::string result;
    std::string_view rest = node.value;
    for (auto open = rest.find("${"); open != std::string_view::npos; open = rest.find("${")) {
        const auto close = rest.find('}', open);
        if (close == std::string_view::npos) break;
        const std::string name(rest.substr(open + 2, close - open - 2));
        const auto value = environment_(name);
        if (!value) error(node, fmt::format("the environment has no variable {}", name));
        result.append(rest.substr(0, open)).append(value.value_or(""));
        rest.remove_prefix(close + 1);
    }
    return result.append(rest);
}

std::vector<std::string> ConfigReader::texts(const YamlNode& node) {
    std::vector<std::string> result;
    const auto add = [&](const YamlNode& item) {
        if (auto value = text(item)) result.push_back(std::move(*value));
    };
    if (!node.is_sequence()) {
        add(node);
        return result;
    }
    for (const auto& item : node.items) add(item);
    return result;
}

double ConfigReader::number(const Written& value, double least, double most) {
    double number = 0;
    const auto* end = value.text.data() + value.text.size();
    const auto parsed = std::from_chars(value.text.data(), end, number);
    if (parsed.ec == std::errc{} && parsed.ptr == end && number >= least && number <= most) return number;
    error(value, fmt::format("must be a number from {} to {}", least, most));
    return least;
}

bool ConfigReader::flag(const Written& value) {
    if (value.text == "true" || value.text == "false") return value.text == "true";
    error(value, "must be true or false");
    return false;
}

std::chrono::milliseconds ConfigReader::span(const Written& value) {
    constexpr std::array<std::pair<std::string_view, int>, 4> units{
        {{"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}}};
    int count = 0;
    const auto* end = value.text.data() + value.text.size();
    const auto parsed = std::from_chars(value.text.data(), end, count);
    const std::string_view unit(parsed.ptr, static_cast<std::size_t>(end - parsed.ptr));
    for (const auto& [name, milliseconds] : units)
        if (parsed.ec == std::errc{} && unit == name && count > 0 && count < 10'000)
            return std::chrono::milliseconds(std::int64_t{count} * milliseconds);
    error(value, "must be a time such as 500ms, 10s, 5m or 2h");
    return {};
}

void ConfigReader::unknown(const YamlNode& key, const std::vector<std::string>& known) {
    error(key, fmt::format("there is no option `{}`{}", key.value, dialogs::did_you_mean(key.value, known)));
}

void ConfigReader::error(const YamlNode& node, std::string message) { error(tree_.place(node), std::move(message)); }

void ConfigReader::error(const Written& value, std::string message) {
    error(value.node ? *value.node : tree_.root(), std::move(message));
}

void ConfigReader::error(dialogs::Place place, std::string message) {
    errors_.push_back({std::move(place), std::move(message)});
}

std::vector<ConfigError> ConfigReader::take_errors() {
    std::stable_sort(errors_.begin(), errors_.end(), [](const ConfigError& one, const ConfigError& other) {
        return std::pair(one.place.line, one.place.column) < std::pair(other.place.line, other.place.column);
    });
    return std::move(errors_);
}

}  // namespace bot
