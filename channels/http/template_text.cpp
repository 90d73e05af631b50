#include "channels/http/template_text.hpp"

#include "channels/query.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>

namespace channels {
namespace {

bool is_name_sign(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }

/// The name of the variable that begins there, or an empty view.
std::string_view variable_at(std::string_view text, std::size_t at) {
    if (text[at] != '{') return {};
    const auto name = text.substr(at + 1, text.find('}', at) - at - 1);
    const bool closed = at + 1 + name.size() < text.size();
    return closed && std::all_of(name.begin(), name.end(), is_name_sign) ? name
                                                                         : std::string_view();
}

std::string in_json(const nlohmann::json& value) {
    return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string in_xml(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        const bool forbidden =
            static_cast<std::uint8_t>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t';
        switch (c) {
            case '&':
                escaped += "&amp;";
                break;
            case '<':
                escaped += "&lt;";
                break;
            case '>':
                escaped += "&gt;";
                break;
            case '"':
                escaped += "&quot;";
                break;
            case '\'':
                escaped += "&apos;";
                break;
            default:
                escaped += forbidden ? ' ' : c;
        }
    }
    return escaped;
}

std::string escaped_text(const std::string& text, Escaping escaping) {
    switch (escaping) {
        case Escaping::none:
            return text;
        case Escaping::url:
            return percent_encoded(text);
        case Escaping::json:
            return in_json(text);
        case Escaping::xml:
            return in_xml(text);
    }
    return text;
}

std::string escaped_list(const std::vector<std::string>& list, Escaping escaping) {
    if (escaping == Escaping::json) return in_json(list);
    std::string lines;
    for (const auto& element : list)
        lines += (lines.empty() ? "" : "\n") + element;
    return escaped_text(lines, escaping);
}

std::string unknown_variable(std::string_view name, std::span<const std::string_view> known) {
    std::string message = "unknown variable {" + std::string(name) + "}; there are";
    for (const auto variable : known)
        message += " {" + std::string(variable) + "}";
    return message;
}

}  // namespace

dialogs::Result<TemplateText, std::string> TemplateText::parse(
    std::string_view text, std::span<const std::string_view> known) {
    TemplateText parsed;
    Piece piece;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto name = variable_at(text, at);
        if (name.empty()) {
            piece.literal += text[at];
            continue;
        }
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            return dialogs::failure(unknown_variable(name, known));
        }
        piece.variable = name;
        parsed.pieces_.push_back(std::exchange(piece, {}));
        at += name.size() + 1;
    }
    if (!piece.literal.empty()) parsed.pieces_.push_back(std::move(piece));
    return parsed;
}

std::string TemplateText::fill(const TemplateValues& values, Escaping escaping) const {
    std::string text;
    for (const auto& piece : pieces_) {
        text += piece.literal;
        if (piece.variable.empty()) continue;
        if (const auto list = values.lists.find(piece.variable); list != values.lists.end()) {
            text += escaped_list(list->second, escaping);
            continue;
        }
        const auto value = values.texts.find(piece.variable);
        text += escaped_text(value == values.texts.end() ? std::string() : value->second, escaping);
    }
    return text;
}

bool TemplateText::uses(std::string_view variable) const {
    return std::any_of(pieces_.begin(), pieces_.end(),
                       [variable](const Piece& piece) { return piece.variable == variable; });
}

}  // namespace channels
