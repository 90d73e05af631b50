#include "dialogs/reading/yaml_traps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace dialogs {

namespace {

constexpr std::size_t traps_max = 20;

bool is_key_byte(char byte) { return (byte >= 'a' && byte <= 'z') || byte == '_'; }

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.back() == ' ' || text.back() == '\r'))
        text.remove_suffix(1);
    return text;
}

/// Where in a line its key ends (the colon), looking past quotes; nullopt: the line has no key.
std::optional<std::size_t> key_colon(std::string_view line) {
    std::size_t from = 0;
    if (!line.empty() && (line[0] == '"' || line[0] == '\'')) {
        const auto close = line.find(line[0], 1);
        if (close == std::string_view::npos) return std::nullopt;
        from = close + 1;
        if (from >= line.size() || line[from] != ':') return std::nullopt;
    }
    for (std::size_t at = from; at < line.size(); ++at) {
        if (line[at] == '#' && at > 0 && line[at - 1] == ' ') return std::nullopt;
        if (line[at] == ':' && (at + 1 == line.size() || line[at + 1] == ' ')) return at;
    }
    return std::nullopt;
}

/// True where a line looks like a key of ours (`text:`), not like words of a text.
bool looks_like_our_key(std::string_view line) {
    const auto colon = key_colon(line);
    return colon && *colon > 0 &&
           std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(*colon),
                       is_key_byte);
}

std::string_view without_comment(std::string_view value) {
    const auto hash = value.find(" #");
    return trimmed(hash == std::string_view::npos ? value : value.substr(0, hash));
}

/// Where a quoted value ends: the closing quote, or the text's size.
std::size_t closing_quote(std::string_view text, std::size_t open) {
    const char quote = text[open];
    std::size_t at = open + 1;
    while (at < text.size() &&
           (text[at] != quote || (quote == '\'' && text.substr(at, 2) == "''"))) {
        at += (quote == '"' && text[at] == '\\') || (quote == '\'' && text[at] == quote) ? 2 : 1;
    }
    return std::min(at, text.size());
}

/// Where a bracket is closed, or the text's size. Quotes inside are passed over.
std::size_t closing_bracket(std::string_view text, std::size_t open) {
    int depth = 0;
    for (std::size_t at = open; at < text.size(); ++at) {
        const bool begins_quote = (text[at] == '"' || text[at] == '\'') && text[at - 1] == ' ';
        if (begins_quote) at = closing_quote(text, at);
        if (at >= text.size()) break;
        if (text[at] == '{' || text[at] == '[') ++depth;
        if ((text[at] == '}' || text[at] == ']') && --depth == 0) return at;
    }
    return text.size();
}

class Scan {
public:
    explicit Scan(std::string_view text) : text_(text) {}

    std::vector<YamlTrap> run() {
        while (begin_ < text_.size() && traps_.size() < traps_max) {
            const auto end = end_of_line(begin_);
            read_line(text_.substr(begin_, end - begin_));
            begin_ = std::max(end + 1, resume_);
        }
        return std::move(traps_);
    }

private:
    [[nodiscard]] std::size_t end_of_line(std::size_t at) const {
        return std::min(text_.find('\n', at), text_.size());
    }

    void read_line(std::string_view line) {
        const auto indent = line.find_first_not_of(' ');
        if (indent == std::string_view::npos || line[indent] == '#') return;
        if (block_indent_ && indent > *block_indent_) return;
        block_indent_.reset();
        if (plain_indent_ && indent > *plain_indent_)
            return read_continuation(trimmed(line), indent);
        plain_indent_.reset();
        read_entry(trimmed(line), indent);
    }

    /// A line that is deeper than the plain text above it goes on with that text.
    void read_continuation(std::string_view line, std::size_t indent) {
        if (looks_like_our_key(line.substr(indent))) {
            add(begin_ + indent, "yaml-indent",
                "this line stands deeper than the keys it belongs with, so YAML reads it as more "
                "of the value above: "
                "give the keys of one step the same indentation");
        } else if (key_colon(line.substr(indent))) {
            add_colon(plain_begin_);
        }
    }

    void read_entry(std::string_view line, std::size_t indent) {
        std::size_t at = indent;
        if (misses_blank(line.substr(indent)))
            return add_missing_blank(line.substr(indent), indent);
        while (at + 1 < line.size() && line[at] == '-' && line[at + 1] == ' ') {
            at = std::min(line.find_first_not_of(' ', at + 1), line.size());
        }
        const auto rest = line.substr(at);
        const auto colon = key_colon(rest);
        check_indent(rest, indent, at);
        const std::size_t value = colon ? rest.find_first_not_of(' ', *colon + 1) : 0;
        opens_ = value == std::string_view::npos || value >= rest.size() || rest[value] == '#';
        if (!opens_) read_value(rest.substr(value), begin_ + at + value, colon ? at : indent);
    }

    static bool misses_blank(std::string_view line) {
        return line.size() > 1 && line[0] == '-' && looks_like_our_key(line.substr(1));
    }

    void add_missing_blank(std::string_view line, std::size_t indent) {
        add(begin_ + indent, "yaml-dash-space",
            fmt::format("a blank is missing after the dash: write `- {}:`",
                        line.substr(1, line.find(':') - 1)));
        opens_ = true;
    }

    /// Keys must stand under a key that stood there before, or begin a new level under a key
    /// without a value.
    void check_indent(std::string_view rest, std::size_t indent, std::size_t key) {
        while (!columns_.empty() && columns_.back() > indent)
            columns_.pop_back();
        const bool stands = columns_.empty() || columns_.back() == indent || opens_;
        if (!stands && looks_like_our_key(rest)) {
            add(begin_ + indent, "yaml-indent",
                "this line stands under no other key: give the keys of one step the same "
                "indentation");
        }
        if (columns_.empty() || columns_.back() < indent) columns_.push_back(indent);
        if (key > columns_.back()) columns_.push_back(key);
    }

    void read_value(std::string_view value, std::size_t offset, std::size_t parent_indent) {
        const char first = value[0];
        if (first == '"' || first == '\'') return read_quoted(offset);
        if (first == '{' || first == '[') return read_flow(offset);
        const bool is_block =
            (first == '|' || first == '>') &&
            without_comment(value).find_first_not_of("+-0123456789", 1) == std::string_view::npos;
        if (is_block) {
            block_indent_ = parent_indent;
            return;
        }
        const auto sign = sign_trap(value);
        if (!sign.code.empty()) return add(offset, sign.code, sign.text);
        plain_indent_ = parent_indent;
        plain_begin_ = offset;
        const auto plain = without_comment(value);
        if (plain.find(": ") != std::string_view::npos || plain.back() == ':') add_colon(offset);
    }

    void read_quoted(std::size_t offset) {
        const char quote = text_[offset];
        const auto close = closing_quote(text_, offset);
        if (close == text_.size()) {
            return add(
                offset, "yaml-quote-open",
                fmt::format(
                    "this {} is never closed: close it, or put the whole text in double quotes",
                    quote));
        }
        resume_ = end_of_line(close) + 1;
        if (nothing_follows(close)) return;
        add(offset, "yaml-quote-open",
            fmt::format(
                "the value begins with {0}, and more follows after the closing {0}: put the whole "
                "text in {1}",
                quote,
                quote == '"' ? "double quotes, with \\\" for each quote inside" : "double quotes"));
    }

    void read_flow(std::size_t offset) {
        const auto close = closing_bracket(text_, offset);
        const auto sign = sign_trap(text_.substr(offset));
        if (close == text_.size()) return add(offset, sign.code, sign.text);
        resume_ = end_of_line(close) + 1;
        if (!nothing_follows(close)) add(offset, sign.code, sign.text);
    }

    [[nodiscard]] bool nothing_follows(std::size_t close) const {
        const auto rest = text_.substr(close + 1, end_of_line(close) - close - 1);
        const auto next = rest.find_first_not_of(' ');
        return next == std::string_view::npos || (rest[next] == '#' && next > 0);
    }

    void add_colon(std::size_t offset) {
        add(offset, "yaml-colon",
            "a text with `: ` in it is read as another key: put the text in double quotes");
    }

    void add(std::size_t offset, std::string code, std::string text) {
        const bool told = std::any_of(traps_.begin(), traps_.end(),
                                      [&](const YamlTrap& one) { return one.offset == offset; });
        if (!told) traps_.push_back({offset, std::move(code), std::move(text)});
    }

    std::string_view text_;
    std::size_t begin_ = 0;                    ///< of the line
    std::size_t resume_ = 0;                   ///< where to go on behind a value of several lines
    std::optional<std::size_t> block_indent_;  ///< inside `|` or `>`: deeper lines are its text
    std::optional<std::size_t> plain_indent_;  ///< after a plain text: deeper lines go on with it
    std::size_t plain_begin_ = 0;
    std::vector<std::size_t> columns_;  ///< where keys stand, outermost first
    bool opens_ = true;                 ///< the entry before had no value: a deeper level may begin
    std::vector<YamlTrap> traps_;
};

}  // namespace

std::vector<YamlTrap> find_yaml_traps(std::string_view text) { return Scan(text).run(); }

YamlTrap sign_trap(std::string_view value) {
    const char sign = value.empty() ? ' ' : value[0];
    const auto trap = [sign](const char* code, std::string_view taken_for) {
        return YamlTrap{0, code,
                        fmt::format("the value begins with `{}`, which YAML takes for {}: put the "
                                    "text in double quotes",
                                    sign, taken_for)};
    };
    switch (sign) {
        case '{':
            return trap("yaml-brace", "a map");
        case '[':
            return trap("yaml-brace", "a list");
        case '&':
            return trap("yaml-anchor", "an anchor");
        case '*':
            return trap("yaml-anchor", "an alias");
        case '!':
            return trap("yaml-anchor", "a tag");
        case '%':
            return trap("yaml-sign", "a directive");
        case '@':
        case '`':
            return trap("yaml-sign", "a sign of its own");
        case '|':
        case '>':
            return trap("yaml-sign", "a text of several lines");
        case '-':
        case '?':
            break;
        default:
            return {};
    }
    if (value.size() > 1 && value[1] != ' ') return {};
    return trap(sign == '-' ? "yaml-dash-space" : "yaml-sign",
                sign == '-' ? "an item of a list" : "a key");
}

}  // namespace dialogs
