// Texts with `{variables}`, filled in as their destination wants it escaped.
#pragma once

#include "dialogs/result.hpp"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace channels {

/// How a filled-in value is written: as it is, percent-encoded, as a JSON value (strings with their
/// quotes), with XML's entities.
enum class Escaping { none, url, json, xml };

/// What variables stand for. A list is an array in JSON, lines elsewhere.
struct TemplateValues {
    std::map<std::string, std::string, std::less<>> texts;
    std::map<std::string, std::vector<std::string>, std::less<>> lists;
};

/// A parsed template. `{name}` is a variable where the name is lower-case letters, digits and `_`;
/// every other brace is itself, so JSON needs no escaping.
class TemplateText {
public:
    TemplateText() = default;

    /// An error names the variable that is none of `known`, and those that are.
    [[nodiscard]] static dialogs::Result<TemplateText, std::string> parse(
        std::string_view text, std::span<const std::string_view> known);

    /// Variables without a value are empty.
    [[nodiscard]] std::string fill(const TemplateValues& values, Escaping escaping) const;
    [[nodiscard]] bool uses(std::string_view variable) const;
    [[nodiscard]] bool empty() const { return pieces_.empty(); }

private:
    struct Piece {
        std::string literal;   ///< comes first
        std::string variable;  ///< empty: none follows
    };
    std::vector<Piece> pieces_;
};

}  // namespace channels
