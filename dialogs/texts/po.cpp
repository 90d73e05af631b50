#include "dialogs/texts/po.hpp"

#include "dialogs/reading/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

namespace dialogs {

namespace {

constexpr std::size_t bytes_max = 4 * 1024 * 1024;
constexpr std::size_t entries_max = 20'000;
constexpr std::string_view obsolete_sign = "#~";

/// One pass over the lines: comments gather, keywords open a text, quoted lines go on with it.
class Reader {
public:
    explicit Reader(std::string_view bytes) : rest_(bytes) {
        if (rest_.substr(0, 3) == "\xEF\xBB\xBF") rest_.remove_prefix(3);
    }

    Result<std::vector<PoEntry>, PoError> run() {
        while (!rest_.empty() && !error_) {
            const auto end = rest_.find('\n');
            auto line = rest_.substr(0, end);
            rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
            while (!line.empty() && line.back() == '\r')
                line.remove_suffix(1);
            ++line_;
            whole_line_ = line;
            read_line(line);
        }
        if (!error_) finish();
        if (error_) return failure(std::move(*error_));
        return std::move(entries_);
    }

private:
    enum class Part { none, context, source, translation };

    void read_line(std::string_view line) {
        const auto begin = line.find_first_not_of(" \t");
        if (begin == std::string_view::npos) return finish();
        line.remove_prefix(begin);
        if (line.substr(0, 2) == obsolete_sign) return read_obsolete(line.substr(2));
        if (line[0] == '#') return read_comment(line);
        read_text(line, false);
    }

    void read_comment(std::string_view line) {
        if (part_ == Part::translation) finish();
        if (line.substr(0, 2) == "#|") return read_previous(line.substr(2));
        if (line.substr(0, 2) == "#,")
            entry_.fuzzy = entry_.fuzzy || line.find("fuzzy") != std::string_view::npos;
        entry_.comments.emplace_back(line);
    }

    void read_obsolete(std::string_view line) {
        if (!line.empty() && line[0] == '|') {
            if (part_ == Part::translation) finish();
            return read_previous(line.substr(1));
        }
        const auto begin = line.find_first_not_of(" \t");
        if (begin == std::string_view::npos) return;
        line.remove_prefix(begin);
        if (line[0] == ',') return;
        read_text(line, true);
    }

    /// `#| msgid "…"` and the quoted lines below it.
    void read_previous(std::string_view line) {
        const auto begin = line.find_first_not_of(" \t");
        if (begin == std::string_view::npos) return;
        line.remove_prefix(begin);
        if (take(line, "msgctxt")) {
            previous_ = &entry_.previous_context;
        } else if (take(line, "msgid")) {
            previous_ = &entry_.previous_source;
        } else if (line[0] != '"' || previous_ == nullptr) {
            return;  // of a plural, which no text of ours has
        }
        if (const auto text = quoted(line)) *previous_ += *text;
    }

    void read_text(std::string_view line, bool is_obsolete) {
        const bool begins_entry = line[0] == 'm' && line.substr(0, 6) != "msgstr";
        if (part_ == Part::translation && (begins_entry || is_obsolete != entry_.obsolete))
            finish();
        if (part_ == Part::none) entry_.obsolete = is_obsolete;
        if (is_obsolete != entry_.obsolete)
            return fail(line, "of one entry either every line begins with #~ or none");
        if (line[0] == '"') return append(line);
        if (take(line, "msgctxt")) return open(Part::context, line);
        if (line.substr(0, 12) == "msgid_plural")
            return fail(line, "plural entries are not taken: plurals stand inside the pattern");
        if (take(line, "msgid")) return open(Part::source, line);
        if (line.substr(0, 7) == "msgstr[")
            return fail(line, "plural entries are not taken: plurals stand inside the pattern");
        if (take(line, "msgstr")) return open(Part::translation, line);
        fail(line, "msgctxt, msgid, msgstr, a quoted text or a comment is expected here");
    }

    static bool take(std::string_view& line, std::string_view keyword) {
        if (line.substr(0, keyword.size()) != keyword) return false;
        const auto rest = line.substr(keyword.size());
        const auto begin = rest.find_first_not_of(" \t");
        if (begin == std::string_view::npos || (begin == 0 && rest[0] != '"')) return false;
        line = rest.substr(begin);
        return true;
    }

    void open(Part part, std::string_view line) {
        const bool in_order = part > part_ && !(part == Part::translation && part_ != Part::source);
        if (!in_order)
            return fail(line, "the keywords of an entry come in the order msgctxt, msgid, msgstr");
        if (part_ == Part::none) entry_.line = line_;
        part_ = part;
        if (part == Part::translation) {
            entry_.translation_line = line_;
            const bool is_plain = line.size() > 2 && line.find('\\') == std::string_view::npos;
            entry_.translation_column = is_plain ? column_of(line) + 1 : 0;
        }
        append(line);
    }

    void append(std::string_view line) {
        const auto text = quoted(line);
        if (!text) return;
        switch (part_) {
            case Part::none:
                return fail(line, "a quoted text without a keyword before it");
            case Part::context:
                entry_.context += *text;
                return;
            case Part::source:
                entry_.source += *text;
                return;
            case Part::translation:
                entry_.translation += *text;
                return;
        }
    }

    std::optional<std::string> quoted(std::string_view line) {
        while (!line.empty() && (line.back() == ' ' || line.back() == '\t'))
            line.remove_suffix(1);
        if (line.size() < 2 || line[0] != '"')
            return fail(line, "a text in double quotes is expected here"), std::nullopt;
        std::string text;
        for (std::size_t at = 1; at < line.size(); ++at) {
            if (line[at] == '"') {
                if (at + 1 == line.size()) return text;
                return fail(line.substr(at), "a double quote inside a text is written \\\""),
                       std::nullopt;
            }
            if (line[at] != '\\') {
                text += line[at];
            } else if (!escape(line, ++at, text)) {
                return std::nullopt;
            }
        }
        return fail(line, "the text is not closed: a double quote is missing at its end"),
               std::nullopt;
    }

    bool escape(std::string_view line, std::size_t at, std::string& text) {
        constexpr std::string_view signs = "ntr\\\"abfv";
        constexpr std::string_view meant = "\n\t\r\\\"\a\b\f\v";
        const auto found = at < line.size() ? signs.find(line[at]) : std::string_view::npos;
        if (found == std::string_view::npos) {
            fail(line.substr(at - 1),
                 "only \\n, \\t, \\r, \\\\ and \\\" are written with a backslash");
            return false;
        }
        text += meant[found];
        return true;
    }

    void finish() {
        if (error_) return;
        if (part_ == Part::none) {
            entry_ = {};  // a comment that belongs to nothing
            previous_ = nullptr;
            return;
        }
        if (part_ != Part::translation) return fail(whole_line_, "the entry has no msgstr");
        if (!entry_.obsolete && !seen_.insert(entry_.context + '\4' + entry_.source).second) {
            error_ = PoError{entry_.line, 1,
                             "the same msgctxt and msgid stand here for the second time"};
            return;
        }
        if (entries_.size() == entries_max)
            return fail(whole_line_, fmt::format("more than {} entries", entries_max));
        entries_.push_back(std::move(entry_));
        entry_ = {};
        previous_ = nullptr;
        part_ = Part::none;
    }

    [[nodiscard]] int column_of(std::string_view at) const {
        const auto before = static_cast<std::size_t>(at.data() - whole_line_.data());
        return static_cast<int>(
                   count_code_points(whole_line_.substr(0, std::min(before, whole_line_.size())))) +
               1;
    }

    void fail(std::string_view at, std::string message) {
        if (!error_) error_ = PoError{line_, column_of(at), std::move(message)};
    }

    std::string_view rest_;
    std::string_view whole_line_;
    int line_ = 0;
    Part part_ = Part::none;
    PoEntry entry_;
    std::string* previous_ = nullptr;  ///< the part of `#|` that quoted lines go on with
    std::set<std::string> seen_;
    std::vector<PoEntry> entries_;
    std::optional<PoError> error_;
};

}  // namespace

Result<std::vector<PoEntry>, PoError> read_po(std::string_view bytes) {
    if (bytes.size() > bytes_max)
        return failure(
            PoError{1, 1, fmt::format("the file is longer than {} MiB", bytes_max / 1024 / 1024)});
    if (const auto bad = first_invalid_utf8(bytes)) {
        const auto before = bytes.substr(0, *bad);
        const auto line_begin =
            before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
        return failure(PoError{static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1,
                               static_cast<int>(count_code_points(before.substr(line_begin))) + 1,
                               "this is not UTF-8: save the file in the encoding UTF-8"});
    }
    return Reader(bytes).run();
}

}  // namespace dialogs
