#include "bot/config/options.hpp"

#include "bot/turns/local_time.hpp"
#include "storage/vault.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <stdexcept>

namespace bot {
namespace {

constexpr std::size_t token_length_min = 8;

bool is_loopback(std::string_view host) {
    return host == "localhost" || host.starts_with("127.") || host == "::1" || host == "[::1]";
}

void read_listen(ConfigReader& reader, const Written& value, ServiceConfig& config) {
    const auto colon = value.text.rfind(':');
    std::string address = colon == std::string::npos ? "" : value.text.substr(0, colon);
    if (address.starts_with('[') && address.ends_with(']')) address = address.substr(1, address.size() - 2);
    const auto port = colon == std::string::npos ? "" : value.text.substr(colon + 1);
    const bool is_number =
        !port.empty() && port.size() <= 5 && port.find_first_not_of("0123456789") == std::string::npos;
    if (address.empty() || !is_number || std::stoi(port) > 65535)
        return reader.error(value, "must be an address and a port up to 65535, such as 127.0.0.1:8080 or [::1]:8080");
    config.listen_address = address;
    config.listen_port = static_cast<std::uint16_t>(std::stoi(port));
}

void read_public_url(ConfigReader& reader, const Written& value, ServiceConfig& config) {
    auto text = value.text;
    if (!value.node) {
        if (config.listen_address.empty()) return;  // which has been told
        if (!is_loopback(config.listen_address))
            return reader.error(value, "`public_url` is missing: what providers and residents call us by");
        const bool is_ipv6 = config.listen_address.find(':') != std::string::npos;
        text = fmt::format(fmt::runtime(is_ipv6 ? "http://[{}]:{}" : "http://{}:{}"), config.listen_address,
                           config.listen_port);
    }
    while (text.ends_with('/')) text.pop_back();
    const auto url = boost::urls::parse_uri(text);
    const bool is_web = url && (url->scheme() == "http" || url->scheme() == "https") && !url->host().empty();
    if (!is_web || url->has_query() || url->has_fragment())
        return reader.error(value, "must be an address such as https://kuulolla.example.fi");
    if (url->scheme() == "http" && !is_loopback(url->host()))
        reader.error(value, "must begin with https:// (a proxy in front of the service holds the certificate); "
                            "http:// is for loopback only");
    config.public_url = text;
}

void read_store(ConfigReader& reader, const Written& value, ServiceConfig& config) {
    constexpr std::string_view sqlite = "sqlite:";
    if (value.text.starts_with("postgresql:"))
        return reader.error(value, "PostgreSQL is not supported yet; write sqlite:FILE");
    if (!value.text.starts_with(sqlite) || value.text.size() == sqlite.size())
        return reader.error(value, "must be sqlite:FILE");
    config.store_path = value.text.substr(sqlite.size());
}

void read_vault_key(ConfigReader& reader, const Written& value, ServiceConfig& config) {
    if (const auto vault = storage::Vault::from_base64(value.text); !vault)
        return reader.error(value, "must be 32 bytes in base64; `kuulolla user vault-key` makes one");
    config.vault_key = value.text;
}

void read_scripts(ConfigReader& reader, const Written& value, ServiceConfig& config) {
    if (value.node) config.scripts = reader.texts(*value.node);
}

void read_locales(ConfigReader& reader, const Written& value, ServiceConfig& config) {
    if (value.node) config.locales = reader.texts(*value.node);
}

void read_timezone(ConfigReader& reader, const Written& value, ServiceConfig& config) {
    try {
        config.timezone = LocalTime(value.text).zone();
    } catch (const std::invalid_argument&) {
        reader.error(value, "is no time zone that is known here; write one such as Europe/Helsinki");
    }
}

void read_default_language(ConfigReader& reader, const Written& value, ServiceConfig& config) {
    const auto is_sign = [](char byte) {
        return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '-';
    };
    if (value.text.size() < 2 || !std::all_of(value.text.begin(), value.text.end(), is_sign))
        return reader.error(value, "must be a language such as fi or sv");
    config.default_language = value.text;
}

void read_country(ConfigReader& reader, const Written& value, ServiceConfig& config) {
    if (value.text.empty() || value.text.size() > 3 || value.text.find_first_not_of("0123456789") != std::string::npos)
        return reader.error(value, "must be a calling code such as 358");
    config.country = value.text;
}

void read_stranger_script(ConfigReader&, const Written& value, ServiceConfig& config) {
    config.stranger_script = value.text;
}

void read_log_level(ConfigReader& reader, const Written& value, ServiceConfig& config) {
    const auto level = log_level_named(value.text);
    if (!level) return reader.error(value, "must be debug, info, warning or error");
    config.log_level = *level;
}

void read_request_timeout(ConfigReader& reader, const Written& value, ServiceConfig& config) {
    config.request_timeout = reader.span(value);
}

void read_connections(ConfigReader& reader, const Written& value, ServiceConfig& config) {
    config.connections = static_cast<std::size_t>(reader.number(value, 16, 65'536));
}

std::optional<ApiToken> read_token(ConfigReader& reader, const dialogs::YamlNode& node) {
    if (!node.is_map()) {
        reader.error(node, "must be {name: …, token: …}");
        return std::nullopt;
    }
    ApiToken token;
    for (const auto& [key, value] : node.entries) {
        if (key.value != "name" && key.value != "token") {
            reader.unknown(key, {"name", "token"});
        } else if (const auto text = reader.text(value)) {
            (key.value == "name" ? token.name : token.token) = *text;
        }
    }
    if (token.name.empty()) reader.error(node, "a token needs a name, for the log");
    if (token.token.size() < token_length_min)
        reader.error(node, fmt::format("a token needs {} characters or more", token_length_min));
    return token;
}

void read_api_tokens(ConfigReader& reader, const Written& value, ServiceConfig& config) {
    if (!value.node) return;
    if (!value.node->is_sequence()) return reader.error(value, "must be a list of {name: …, token: …}");
    for (const auto& item : value.node->items)
        if (auto token = read_token(reader, item)) config.api_tokens.push_back(std::move(*token));
}

bool is_web_address(const std::string& text) {
    const auto url = boost::urls::parse_uri(text);
    if (!url || url->host().empty()) return false;
    return url->scheme() == "https" || url->scheme() == "http";
}

std::optional<HookOptions> read_hook(ConfigReader& reader, const dialogs::YamlNode& node) {
    if (!node.is_map()) {
        reader.error(node, "must be {name: …, url: …, secret: …}");
        return std::nullopt;
    }
    HookOptions hook;
    const std::map<std::string, std::string*> fields{{"name", &hook.name}, {"url", &hook.url}, {"secret", &hook.secret}};
    for (const auto& [key, value] : node.entries) {
        const auto field = fields.find(key.value);
        if (key.value != "timeout" && field == fields.end()) {
            reader.unknown(key, {"name", "url", "secret", "timeout"});
        } else if (auto text = reader.text(value); text && key.value == "timeout") {
            hook.timeout = reader.span({std::move(*text), &value});
        } else if (text) {
            *field->second = std::move(*text);
        }
    }
    if (hook.name.empty()) reader.error(node, "a hook needs a name: what scripts call it by");
    if (!is_web_address(hook.url)) reader.error(node, "a hook needs a url such as https://queues.example.fi/kuulolla");
    if (hook.secret.size() < token_length_min)
        reader.error(node, fmt::format("a hook needs a secret of {} characters or more", token_length_min));
    if (hook.timeout < std::chrono::milliseconds(100) || hook.timeout > std::chrono::minutes(10))
        reader.error(node, "a hook's timeout must be between 100ms and 10m");
    return hook;
}

void read_hooks(ConfigReader& reader, const Written& value, ServiceConfig& config) {
    if (!value.node) return;
    if (!value.node->is_sequence()) return reader.error(value, "must be a list of {name: …, url: …, secret: …}");
    for (const auto& item : value.node->items) {
        auto hook = read_hook(reader, item);
        if (!hook) continue;
        const auto same = [&](const HookOptions& other) { return other.name == hook->name; };
        if (std::any_of(config.hooks.begin(), config.hooks.end(), same))
            reader.error(item, "there are two hooks " + hook->name);
        config.hooks.push_back(std::move(*hook));
    }
}

void read_channel_list(ConfigReader& reader, const Written& value, ServiceConfig& config) {
    if (!value.node) return;
    if (!value.node->is_sequence())
        return reader.error(value, "must be a list of channels, each with a name and an adapter");
    read_channels(reader, *value.node, config);
}

constexpr std::array options{
    Option{"listen", "127.0.0.1:8080", "address and port; a proxy with the certificate stands in front", false,
           &read_listen},
    Option{"public_url", "", "what providers and residents call us by; https, or http on loopback (default: `listen`)",
           false, &read_public_url},
    Option{"store", "sqlite:data/kuulolla.db", "where everything is kept", false, &read_store},
    Option{"vault_key", "", "32 bytes in base64: the key of the addresses; `kuulolla user vault-key` makes one", true,
           &read_vault_key},
    Option{"scripts", "[]", "folders of scripts, before the shipped ones", false, &read_scripts},
    Option{"locales", "[]", "folders of locales, before the shipped ones", false, &read_locales},
    Option{"timezone", "Europe/Helsinki", "of days, dates and quiet hours", false, &read_timezone},
    Option{"default_language", "fi", "for whom we know no better", false, &read_default_language},
    Option{"country", "358", "calling code of numbers written without one", false, &read_country},
    Option{"stranger_script", "feedback", "what one who writes unasked is asked; empty: a friendly word only", false,
           &read_stranger_script},
    Option{"log_level", "info", "debug, info, warning or error", false, &read_log_level},
    Option{"request_timeout", "10s", "for a request to arrive whole", false, &read_request_timeout},
    Option{"connections", "4096", "open at the same time; further ones wait", false, &read_connections},
    Option{"channels", "[]", "gateways and messengers: name, adapter, and their own options below", false,
           &read_channel_list},
    Option{"api_tokens", "[]", "[{name: …, token: …}]: who may use /api/v1", false, &read_api_tokens},
    Option{"hooks", "[]", "[{name: …, url: …, secret: …, timeout: 10s}]: what `do: call` of a script may call", false,
           &read_hooks},
};

}  // namespace

std::span<const Option> service_options() { return options; }

}  // namespace bot
