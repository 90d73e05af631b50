#include "channels/settings_reader.hpp"

#include "channels/query.hpp"
#include "dialogs/did_you_mean.hpp"

#include <boost/url/parse.hpp>

#include <algorithm>
#include <charconv>

namespace channels {
namespace {

/// The first part of a dotted key, which is taken off it.
std::string_view take_part(std::string_view& key) {
    const auto part = key.substr(0, key.find('.'));
    key.remove_prefix(part.size() < key.size() ? part.size() + 1 : part.size());
    return part;
}

bool is_separated(std::string_view key, std::string_view prefix) {
    return key == prefix || (key.starts_with(prefix) && key[prefix.size()] == '.');
}

}  // namespace

bool fits_key(std::string_view key, std::string_view pattern) {
    while (!key.empty() && !pattern.empty()) {
        const auto wanted = take_part(pattern);
        if (wanted == "*" && pattern.empty()) return true;
        const auto part = take_part(key);
        if (wanted != "*" && wanted != part) return false;
    }
    return key.empty() && pattern.empty();
}

SettingsReader::SettingsReader(const ChannelConfig& config, std::span<const SettingInfo> known)
    : settings_(config.settings), known_(known) {
    check_known();
    check_required();
}

void SettingsReader::check_known() {
    std::vector<std::string> keys;
    for (const auto& row : known_)
        keys.emplace_back(row.key);
    for (const auto& [key, setting] : settings_) {
        if (info(key) == nullptr) error(key, "unknown key" + dialogs::did_you_mean(key, keys));
    }
}

void SettingsReader::check_required() {
    for (const auto& row : known_) {
        if (row.required && text(row.key).empty())
            error(row.key, "is missing: " + std::string(row.help));
    }
}

const SettingInfo* SettingsReader::info(std::string_view key) const {
    for (const auto& row : known_) {
        if (fits_key(key, row.key)) return &row;
    }
    return nullptr;
}

bool SettingsReader::has(std::string_view key) const {
    return std::any_of(settings_.begin(), settings_.end(),
                       [key](const auto& entry) { return is_separated(entry.first, key); });
}

std::string SettingsReader::text(std::string_view key) const {
    if (const auto found = settings_.find(std::string(key)); found != settings_.end())
        return found->second.value;
    const auto* row = info(key);
    return row == nullptr ? std::string() : std::string(row->fallback);
}

bool SettingsReader::flag(std::string_view key) {
    const auto written = text(key);
    if (written != "true" && written != "false") error(key, "must be true or false");
    return written == "true";
}

int SettingsReader::number(std::string_view key, int least, int most) {
    const auto written = text(key);
    int value = 0;
    const auto* end = written.data() + written.size();
    const auto [stopped, problem] = std::from_chars(written.data(), end, value);
    if (problem == std::errc() && stopped == end && value >= least && value <= most) return value;
    const auto range = most == std::numeric_limits<int>::max()
                           ? "of at least " + std::to_string(least)
                           : "from " + std::to_string(least) + " to " + std::to_string(most);
    error(key, "must be a whole number " + range);
    return least;
}

Span SettingsReader::span(std::string_view key) {
    const auto written = text(key);
    long long count = 0;
    const auto* end = written.data() + written.size();
    const auto [stopped, problem] = std::from_chars(written.data(), end, count);
    const std::string_view unit(stopped, static_cast<std::size_t>(end - stopped));
    constexpr long long count_max = 1'000'000;  // keeps hours far from overflow
    if (problem == std::errc() && count >= 0 && count <= count_max) {
        if (unit == "ms") return std::chrono::milliseconds(count);
        if (unit == "s") return std::chrono::seconds(count);
        if (unit == "m") return std::chrono::minutes(count);
        if (unit == "h") return std::chrono::hours(count);
    }
    error(key, "must be a time such as 30s, 5m or 2h");
    return {};
}

std::string SettingsReader::url(std::string_view key) {
    auto written = text(key);
    const auto parsed = boost::urls::parse_uri({written.data(), written.size()});
    const bool good = parsed && (parsed->scheme() == "http" || parsed->scheme() == "https") &&
                      !parsed->encoded_host().empty() && !parsed->has_fragment();
    if (!good && !written.empty())
        error(key, "must be an address that begins with http:// or https://");
    while (!written.empty() && written.back() == '/')
        written.pop_back();
    return written;
}

std::vector<std::string> SettingsReader::list(std::string_view key) const {
    std::vector<std::string> elements;
    for (std::size_t i = 0;; ++i) {
        const auto found = settings_.find(std::string(key) + '.' + std::to_string(i));
        if (found == settings_.end()) break;
        elements.push_back(found->second.value);
    }
    if (!elements.empty()) return elements;
    const auto written = text(key);
    for (std::string_view rest = written; !rest.empty();) {
        const auto word = rest.substr(0, rest.find(' '));
        if (!word.empty()) elements.emplace_back(word);
        rest.remove_prefix(word.size() < rest.size() ? word.size() + 1 : word.size());
    }
    return elements;
}

std::vector<std::pair<std::string, std::string>> SettingsReader::map(std::string_view key) const {
    std::vector<std::pair<std::string, std::string>> entries;
    for (const auto& [name, setting] : settings_) {
        if (name.size() > key.size() && is_separated(name, key)) {
            entries.emplace_back(name.substr(key.size() + 1), setting.value);
        }
    }
    return entries;
}

void SettingsReader::error(std::string_view key, std::string message) {
    errors_.push_back(
        {.line = line_of(key), .key = std::string(key), .message = std::move(message)});
}

/// The line of the key, else of the nearest key around it, else 0: the channel's own line is the
/// caller's to know.
int SettingsReader::line_of(std::string_view key) const {
    for (auto around = key; !around.empty();) {
        for (const auto& [name, setting] : settings_) {
            if (is_separated(name, around)) return setting.line;
        }
        const auto dot = around.rfind('.');
        around = around.substr(0, dot == std::string_view::npos ? 0 : dot);
    }
    return 0;
}

std::vector<std::string> SettingsReader::secrets() const {
    std::vector<std::string> values;
    for (const auto& [key, setting] : settings_) {
        const auto* row = info(key);
        if (row == nullptr || !row->secret || setting.value.empty()) continue;
        values.push_back(setting.value);
        if (auto encoded = percent_encoded(setting.value); encoded != setting.value)
            values.push_back(std::move(encoded));
    }
    return values;
}

}  // namespace channels
