#include "dialogs/reading/source.hpp"

#include "dialogs/iso_time.hpp"
#include "dialogs/reading/yaml_traps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace dialogs {

namespace {

constexpr int days_max = 366;  // nothing that waits longer is a conversation

std::string_view kind_in_words(const YamlNode& node) {
    switch (node.kind) {
        case YamlNode::Kind::map:
            return "keys with values";
        case YamlNode::Kind::sequence:
            return "a list";
        case YamlNode::Kind::scalar:
            return "a text";
        case YamlNode::Kind::null:
            break;
    }
    return "nothing";
}

std::optional<int> whole_from_text(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace

std::optional<double> number_from_text(std::string_view text) {
    std::string digits(text);
    std::replace(digits.begin(), digits.end(), ',', '.');
    const bool starts_well =
        !digits.empty() && (digits[0] == '-' || (digits[0] >= '0' && digits[0] <= '9'));
    double value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value,
                                              std::chars_format::fixed);
    if (!starts_well || error != std::errc() || end != digits.data() + digits.size())
        return std::nullopt;
    return value;
}

void Source::error(const YamlNode& at, std::string code, std::string text) {
    error(place(at), std::move(code), std::move(text));
}

void Source::error(Place place, std::string code, std::string text) {
    if (is_full()) return;
    diagnostics_.push_back(
        {Diagnostic::Severity::error, std::move(place), std::move(code), std::move(text)});
}

Placer Source::placer(const YamlNode& scalar) const {
    return [tree = tree_, node = &scalar](std::size_t code_point) {
        return tree->place(*node, code_point);
    };
}

void Source::warning(Place place, std::string code, std::string text) {
    if (is_full()) return;
    diagnostics_.push_back(
        {Diagnostic::Severity::warning, std::move(place), std::move(code), std::move(text)});
}

bool Source::tell_if_empty(const YamlEntry& entry) {
    const bool is_empty =
        entry.value.is_null() || (entry.value.is_scalar() &&
                                  entry.value.value.find_first_not_of(" \n") == std::string::npos);
    if (!is_empty) return false;
    const auto& text = tree_->text();
    const auto line_end = std::min(text.find('\n', entry.key.offset), text.size());
    const auto hash = text.find(" #", entry.key.offset);
    if (entry.value.is_null() && hash < line_end) {
        error(entry.key, "yaml-hash",
              fmt::format("`{}` has no value: what follows ` #` is a note; put a text that begins "
                          "with # in double quotes",
                          entry.key.value));
    } else {
        error(entry.key, "empty-value", fmt::format("`{}` has no value", entry.key.value));
    }
    return true;
}

bool Source::tell_if_cut_by_comma(const YamlNode& map) {
    if (!map.is_map() || !map.flow) return false;
    for (std::size_t i = 1; i < map.entries.size(); ++i) {
        if (!map.entries[i].value.is_null() || map.entries[i - 1].value.is_null()) continue;
        error(map.entries[i - 1].value, "yaml-brace",
              "a comma ends this value inside { }: put the text in double quotes");
        return true;
    }
    return false;
}

void Source::wrong_kind(const YamlEntry& entry, std::string_view wanted) {
    error(
        entry.value, "wrong-kind",
        fmt::format("`{}` takes {}, not {}", entry.key.value, wanted, kind_in_words(entry.value)));
}

std::optional<std::string> Source::word(const YamlEntry& entry) {
    if (tell_if_empty(entry)) return std::nullopt;
    if (entry.value.is_scalar()) return entry.value.value;
    if (entry.value.flow) {
        const auto trap = sign_trap(std::string_view(tree_->text()).substr(entry.value.offset, 2));
        error(entry.value, trap.code, trap.text);
    } else {
        wrong_kind(entry, "a text");
    }
    return std::nullopt;
}

std::optional<bool> Source::flag(const YamlEntry& entry) {
    const auto text = word(entry);
    if (!text) return std::nullopt;
    if (*text == "true" || *text == "yes") return true;
    if (*text == "false" || *text == "no") return false;
    error(entry.value, "bad-value", fmt::format("`{}` is true or false", entry.key.value));
    return std::nullopt;
}

std::optional<int> Source::whole(const YamlEntry& entry, WholeRange range) {
    const auto text = word(entry);
    if (!text) return std::nullopt;
    const auto value = whole_from_text(*text);
    if (value && *value >= range.least && *value <= range.most) return value;
    error(entry.value, "bad-value",
          fmt::format("`{}` is a whole number from {} to {}", entry.key.value, range.least,
                      range.most));
    return std::nullopt;
}

std::optional<Span> span_written(std::string_view text) {
    if (text.empty()) return std::nullopt;
    const auto count = whole_from_text(text.substr(0, text.size() - 1));
    const char unit = text.back();
    const int minutes = unit == 'm' ? 1 : unit == 'h' ? 60 : unit == 'd' ? 24 * 60 : 0;
    const bool in_range =
        count && *count > 0 && minutes > 0 && *count <= days_max * 24 * 60 / minutes;
    return in_range ? std::optional<Span>(std::chrono::minutes(*count * minutes)) : std::nullopt;
}

std::optional<Span> Source::span(const YamlEntry& entry) {
    const auto text = word(entry);
    if (!text) return std::nullopt;
    if (const auto span = span_written(*text)) return span;
    error(entry.value, "bad-value",
          fmt::format("`{}` is a time such as 30m, 48h or 7d, at most {}d", entry.key.value,
                      days_max));
    return std::nullopt;
}

std::optional<Date> Source::date(const YamlEntry& entry) {
    const auto text = word(entry);
    if (!text) return std::nullopt;
    if (const auto date = date_from_iso(*text)) return date;
    error(entry.value, "bad-value",
          fmt::format("`{}` is a date such as 2026-12-31", entry.key.value));
    return std::nullopt;
}

std::vector<std::string> Source::words(const YamlEntry& entry) {
    if (tell_if_empty(entry)) return {};
    if (entry.value.is_scalar()) return {entry.value.value};
    std::vector<std::string> words;
    if (!entry.value.is_sequence()) {
        wrong_kind(entry, "a list of words: [a, b]");
        return words;
    }
    for (const auto& item : entry.value.items) {
        if (item.is_scalar() && item.value.find_first_not_of(" \n") != std::string::npos) {
            words.push_back(item.value);
        } else {
            error(item, item.is_null() || item.is_scalar() ? "empty-value" : "wrong-kind",
                  fmt::format("each item of `{}` is a word", entry.key.value));
        }
    }
    return words;
}

const YamlNode* Source::map(const YamlEntry& entry) {
    if (tell_if_empty(entry)) return nullptr;
    if (entry.value.is_map()) return tell_if_cut_by_comma(entry.value) ? nullptr : &entry.value;
    wrong_kind(entry, "keys with values");
    return nullptr;
}

const YamlNode* Source::sequence(const YamlEntry& entry) {
    if (tell_if_empty(entry)) return nullptr;
    if (entry.value.is_sequence()) return &entry.value;
    wrong_kind(entry, "a list, each item with a dash");
    return nullptr;
}

}  // namespace dialogs
