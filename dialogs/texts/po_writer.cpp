// PO entries as text, laid out so that gettext's own tools have nothing to say of it.
#include "dialogs/texts/po.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dialogs {

namespace {

std::string escaped(std::string_view text) {
    constexpr std::string_view meant = "\n\t\r\\\"\a\b\f\v";
    constexpr std::string_view signs = "ntr\\\"abfv";
    std::string out;
    for (const char c : text) {
        const auto found = meant.find(c);
        if (found == std::string_view::npos) {
            out += c;
        } else {
            out += {'\\', signs[found]};
        }
    }
    return out;
}

/// One line, or an empty one and then a line for each line of the text.
void write_text(std::string& out, std::string_view prefix, std::string_view keyword,
                std::string_view text) {
    const auto first_break = text.find('\n');
    if (first_break == std::string_view::npos || first_break + 1 == text.size()) {
        out += fmt::format("{}{} \"{}\"\n", prefix, keyword, escaped(text));
        return;
    }
    out += fmt::format("{}{} \"\"\n", prefix, keyword);
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size() - 1) + 1;
        out += fmt::format("{}\"{}\"\n", prefix, escaped(text.substr(0, end)));
        text.remove_prefix(end);
    }
}

bool is_flag_line(const std::string& comment) { return comment.substr(0, 2) == "#,"; }

}  // namespace

std::string write_po(const std::vector<PoEntry>& entries) {
    std::string out;
    for (const auto& entry : entries) {
        if (!out.empty()) out += '\n';
        for (const auto& comment : entry.comments) {
            if (!is_flag_line(comment)) out += comment + "\n";
        }
        const auto flags = std::find_if(entry.comments.begin(), entry.comments.end(), is_flag_line);
        const bool says_fuzzy =
            flags != entry.comments.end() && flags->find("fuzzy") != std::string::npos;
        if (flags != entry.comments.end()) out += *flags + "\n";
        if (entry.fuzzy && !says_fuzzy) out += "#, fuzzy\n";
        const std::string_view prefix = entry.obsolete ? "#~ " : "";
        const std::string_view previous = entry.obsolete ? "#~| " : "#| ";
        if (!entry.previous_context.empty())
            write_text(out, previous, "msgctxt", entry.previous_context);
        if (!entry.previous_source.empty())
            write_text(out, previous, "msgid", entry.previous_source);
        if (!entry.context.empty()) write_text(out, prefix, "msgctxt", entry.context);
        write_text(out, prefix, "msgid", entry.source);
        write_text(out, prefix, "msgstr", entry.translation);
    }
    return out;
}

}  // namespace dialogs
