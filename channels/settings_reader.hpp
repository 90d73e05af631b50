// An adapter's settings, read against its table: defaults, kinds of value, and every fault with its
// key and line.
#pragma once

#include "channels/registry.hpp"

#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace channels {

/// One name an operator may write, and what it stands for.
template <class T>
struct NamedValue {
    std::string_view name;
    T value;
};

/// Reads settings and gathers errors; what is read after an error is a harmless default. Ask
/// `errors()` last.
class SettingsReader {
public:
    /// Reports unknown keys (with "did you mean") and required ones that are missing or empty.
    SettingsReader(const ChannelConfig& config, std::span<const SettingInfo> known);

    /// True where the operator wrote the key, or a key below it.
    [[nodiscard]] bool has(std::string_view key) const;

    /// The value, or the table's fallback.
    [[nodiscard]] std::string text(std::string_view key) const;
    [[nodiscard]] bool flag(std::string_view key);
    [[nodiscard]] int number(std::string_view key, int least,
                             int most = std::numeric_limits<int>::max());
    /// `30s`, `5m`, `2h`, `500ms`.
    [[nodiscard]] Span span(std::string_view key);
    /// An http or https address, without a trailing slash.
    [[nodiscard]] std::string url(std::string_view key);
    /// The elements of a list, or a single value; the table's fallback split at blanks.
    [[nodiscard]] std::vector<std::string> list(std::string_view key) const;
    /// What stands below the key: the rest of each key, and its value.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> map(std::string_view key) const;

    /// The value that a name stands for; an unknown name is an error that lists the names.
    template <class T, class Names>
    [[nodiscard]] T one_of(std::string_view key, const Names& names) {
        const auto written = text(key);
        std::string list;
        for (const NamedValue<T>& named : names) {
            if (named.name == written) return named.value;
            list += (list.empty() ? "" : ", ") + std::string(named.name);
        }
        error(key, "must be one of " + list);
        return {};
    }

    void error(std::string_view key, std::string message);
    [[nodiscard]] const std::vector<SettingError>& errors() const { return errors_; }

    /// The values of the keys that the table marks secret, as written and as they stand in a URL,
    /// for `Adapter::secrets()`.
    [[nodiscard]] std::vector<std::string> secrets() const;

private:
    [[nodiscard]] const SettingInfo* info(std::string_view key) const;
    [[nodiscard]] int line_of(std::string_view key) const;
    void check_known();
    void check_required();

    const Settings& settings_;
    std::span<const SettingInfo> known_;
    std::vector<SettingError> errors_;
};

/// True where a key fits the table's: equal, a `*` standing for one part; a last `*` for all that
/// follows.
[[nodiscard]] bool fits_key(std::string_view key, std::string_view pattern);

}  // namespace channels
