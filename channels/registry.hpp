// The adapters there are: one row each.
#pragma once

#include "channels/adapter.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace channels {

/// One channel's part of the configuration, as written: nested maps and lists flattened to dotted keys
/// (`inbound.text`, `headers.X-Key`, `statuses.0`). Every key carries its line for errors.
struct Setting {
    std::string value;
    int line = 0;
};
using Settings = std::map<std::string, Setting>;

struct SettingError {
    int line = 0;
    std::string key;
    std::string message;
};

/// What every adapter is told.
struct ChannelConfig {
    std::string name;            ///< as the operator named it: `/hooks/NAME`
    std::string public_url;      ///< of the service, without a trailing slash
    std::string country = "358"; ///< for national numbers: the country's calling code
    Settings settings;           ///< all keys but name, adapter and those the outbox reads
};

/// A key that the adapter takes, for help, the README and "did you mean".
struct SettingInfo {
    std::string_view key;        ///< `send_url`; `headers.*` for a map
    std::string_view fallback;   ///< default as written; empty and required below
    bool required = false;
    bool secret = false;
    std::string_view help;
};

/// Makes a channel's adapter, or tells every fault at once: unknown keys, too, and required ones that are missing
/// (line 0 where there is no key near: the channel's own line is the caller's to know).
using MakeAdapter = Result<std::unique_ptr<Adapter>, std::vector<SettingError>> (*)(const ChannelConfig& config);

struct AdapterRow {
    std::string_view name;       ///< `kannel`
    MakeAdapter make;
    std::span<const SettingInfo> settings;
};

/// All adapters, by name.
[[nodiscard]] std::span<const AdapterRow> registry();
[[nodiscard]] const AdapterRow* find_adapter(std::string_view name);

/// E.164 from what people and providers write (`+358…`, `00358…`, `040…` and `358…` of the country given; blanks, signs
/// and `(0)` do not matter); short codes (at most 6 digits) stay as they are. nullopt for names, and for digits that do
/// not say their country.
[[nodiscard]] std::optional<Address> normalise_phone(std::string_view written, std::string_view country);

}  // namespace channels
