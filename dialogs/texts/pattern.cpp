#include "dialogs/texts/pattern.hpp"

#include "dialogs/did_you_mean.hpp"
#include "dialogs/texts/render_text.hpp"

#include <fmt/format.h>
#include <unicode/messagepattern.h>

#include <algorithm>
#include <optional>

namespace dialogs {

namespace {

using Part = icu::MessagePattern::Part;

bool is_name_byte(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }

std::string printable_utf8(const icu::UnicodeString& text) {
    std::string bytes;
    text.toUTF8String(bytes);
    std::replace(bytes.begin(), bytes.end(), '\0', ' ');
    return bytes;
}

std::size_t end_of_word(std::string_view pattern, std::size_t at) {
    while (at < pattern.size() && is_name_byte(pattern[at]))
        ++at;
    return at;
}

/// The dot of a dotted name that begins here and is all of an argument's name; nullopt where there
/// is none.
std::optional<std::size_t> dot_of_name(std::string_view pattern, std::size_t begin) {
    const auto dot = end_of_word(pattern, begin);
    if (dot == begin || dot >= pattern.size() || pattern[dot] != '.') return std::nullopt;
    const auto end = end_of_word(pattern, dot + 1);
    const auto next = pattern.find_first_not_of(' ', end);
    const bool is_name = end > dot + 1 && next != std::string_view::npos &&
                         (pattern[next] == ',' || pattern[next] == '}');
    return is_name ? std::optional(dot) : std::nullopt;
}

/// Braces as ICU counts them: apostrophes before a brace begin a quote, double ones are one.
struct Braces {
    int deepest = 0;
    std::optional<std::size_t> unclosed;  ///< code points: the outermost brace that nothing closes
    std::optional<std::size_t> superfluous;
    std::vector<std::size_t> apostrophes;  ///< those that begin a quote
};

Braces count_braces(const icu::UnicodeString& pattern) {
    Braces braces;
    std::vector<std::size_t> open;
    bool quoted = false;
    std::size_t at = 0;
    for (int32_t unit = 0; unit < pattern.length(); unit = pattern.moveIndex32(unit, 1), ++at) {
        const char16_t c = pattern.charAt(unit);
        const char16_t next = unit + 1 < pattern.length() ? pattern.charAt(unit + 1) : u' ';
        if (c == u'\'' && next == u'\'') {
            ++unit;
            ++at;
        } else if (c == u'\'' && quoted) {
            quoted = false;
        } else if (c == u'\'' && (next == u'{' || next == u'}')) {
            quoted = true;
            braces.apostrophes.push_back(at);
        } else if (!quoted && c == u'{') {
            open.push_back(at);
            braces.deepest = std::max(braces.deepest, static_cast<int>(open.size()));
        } else if (!quoted && c == u'}' && !open.empty()) {
            open.pop_back();
        } else if (!quoted && c == u'}' && !braces.superfluous) {
            braces.superfluous = at;
        }
    }
    if (!open.empty()) braces.unclosed = open.front();
    return braces;
}

struct Kind {
    std::u16string_view name;
    bool numbers;
    bool dates;
    bool times;
};

/// ICU's own simple forms.
constexpr Kind kinds[] = {
    {u"number", true, false, false},  {u"date", false, true, true},
    {u"time", false, false, true},    {u"spellout", true, false, false},
    {u"ordinal", true, false, false}, {u"duration", true, false, false},
};

class Check {
public:
    Check(std::string_view pattern, const NameLookup& names)
        : text_(icu::UnicodeString::fromUTF8(hide_dotted_names(pattern))), names_(names) {}

    PatternCheck run() {
        if (!check_braces()) return std::move(result_);
        UErrorCode status = U_ZERO_ERROR;
        UParseError place{};
        const icu::MessagePattern parsed(text_, &place, status);
        if (U_FAILURE(status)) {
            syntax_fault(status, place);
        } else {
            walk(parsed);
        }
        std::stable_sort(
            result_.faults.begin(), result_.faults.end(),
            [](const PatternFault& a, const PatternFault& b) { return a.offset < b.offset; });
        return std::move(result_);
    }

private:
    [[nodiscard]] std::size_t offset_of(int32_t unit) const {
        return static_cast<std::size_t>(text_.countChar32(0, std::clamp(unit, 0, text_.length())));
    }

    /// What stands in ICU's way at all, or passes it unseen. False: do not let ICU parse it.
    bool check_braces() {
        const auto braces = count_braces(text_);
        for (const auto at : braces.apostrophes) {
            add(at, "text-apostrophe",
                "ICU takes an apostrophe before a brace as a quote, and prints the brace: write '' "
                "for an apostrophe, or use ’",
                Diagnostic::Severity::warning);
        }
        if (braces.superfluous) add(*braces.superfluous, "text-brace", "this brace closes nothing");
        if (braces.unclosed) add(*braces.unclosed, "text-brace", "this brace is never closed");
        if (braces.deepest > 2 * pattern_levels_max)
            add(0, "text-depth", fmt::format("texts nest at most {} deep", pattern_levels_max));
        return !braces.unclosed && braces.deepest <= 2 * pattern_levels_max;
    }

    void syntax_fault(UErrorCode status, const UParseError& place) {
        const auto at = offset_of(place.offset);
        if (status == U_DEFAULT_KEYWORD_MISSING) {
            return add(at, "text-syntax",
                       "a plural or select ends with `other {…}`, which is missing");
        }
        if (status == U_UNMATCHED_BRACES)
            return add(at, "text-brace", "the braces do not match from here on");
        add(at, "text-syntax",
            "between braces stands a name, as in {nps}, or a form of ICU's, as in "
            "{days, plural, one {# day} other {# days}}");
    }

    void walk(const icu::MessagePattern& parsed) {
        int arguments = 0;
        int level = 0;
        for (int32_t i = 0; i < parsed.countParts(); ++i) {
            const auto& part = parsed.getPart(i);
            if (part.getType() == UMSGPAT_PART_TYPE_ARG_LIMIT) --level;
            if (part.getType() != UMSGPAT_PART_TYPE_ARG_START) continue;
            if (++level > pattern_levels_max)
                add(offset_of(part.getIndex()), "text-depth",
                    fmt::format("texts nest at most {} deep", pattern_levels_max));
            if (++arguments == pattern_arguments_max + 1) {
                add(offset_of(part.getIndex()), "text-arguments",
                    fmt::format("a text has at most {} arguments", pattern_arguments_max));
            }
            check_argument(parsed, i);
        }
    }

    void check_argument(const icu::MessagePattern& parsed, int32_t start) {
        const auto& name_part = parsed.getPart(start + 1);
        const auto at = offset_of(name_part.getIndex());
        auto name_units = parsed.getSubstring(name_part);
        const auto name = printable_utf8(name_units.findAndReplace(
            icu::UnicodeString(hidden_dot_unit), icu::UnicodeString(u'.')));
        if (name_part.getType() == UMSGPAT_PART_TYPE_ARG_NUMBER) {
            return add(at, "text-syntax", "names stand in braces, not numbers");
        }
        const auto* info = names_(name);
        if (info == nullptr) {
            result_.faults.push_back({Diagnostic::Severity::error, at, "unknown-name",
                                      fmt::format("there is no answer or fact `{}`", name), name});
        } else {
            result_.names.push_back({name, at});
        }
        check_form(parsed, start, info, name);
    }

    void check_form(const icu::MessagePattern& parsed, int32_t start, const NameInfo* info,
                    const std::string& name) {
        const auto form = parsed.getPart(start).getArgType();
        const auto at = offset_of(parsed.getPart(start + 1).getIndex());
        if (form == UMSGPAT_ARG_TYPE_CHOICE)
            return add(at, "text-kind", "`choice` is an old form: write a plural or a select");
        if (form == UMSGPAT_ARG_TYPE_SIMPLE) return check_simple(parsed, start, info, name);
        if (info == nullptr || form == UMSGPAT_ARG_TYPE_NONE) return;
        if (form == UMSGPAT_ARG_TYPE_SELECT) return check_select(parsed, start, *info, name);
        if (!is_number(*info))
            add(at, "text-kind", fmt::format("a plural counts, but `{}` is no number", name));
    }

    void check_simple(const icu::MessagePattern& parsed, int32_t start, const NameInfo* info,
                      const std::string& name) {
        const auto& type_part = parsed.getPart(start + 2);
        const auto type = parsed.getSubstring(type_part);
        const auto at = offset_of(type_part.getIndex());
        const auto* kind = std::find_if(std::begin(kinds), std::end(kinds), [&](const Kind& one) {
            return type ==
                   icu::UnicodeString(one.name.data(), static_cast<int32_t>(one.name.size()));
        });
        if (kind == std::end(kinds)) {
            const std::vector<std::string> known = {"number",   "date",    "time",
                                                    "spellout", "ordinal", "duration",
                                                    "plural",   "select",  "selectordinal"};
            return add(at, "text-kind",
                       fmt::format("there is no kind of argument `{}`{}", printable_utf8(type),
                                   did_you_mean(printable_utf8(type), known)));
        }
        const bool fits = info == nullptr || (kind->numbers && is_number(*info)) ||
                          (kind->dates && info->type == ValueType::date) ||
                          (kind->times && info->type == ValueType::instant);
        if (!fits)
            add(at, "text-kind",
                fmt::format("`{}` does not fit `{}`, which is another kind of value",
                            printable_utf8(type), name));
        check_style(parsed, start + 3);
    }

    /// `{visited, date, shrot}` would print letters of its own.
    void check_style(const icu::MessagePattern& parsed, int32_t index) {
        const auto& part = parsed.getPart(index);
        if (part.getType() != UMSGPAT_PART_TYPE_ARG_STYLE) return;
        auto style = parsed.getSubstring(part);
        style.trim();
        const auto word = printable_utf8(style);
        const std::vector<std::string> known = {"short",   "medium",  "long",    "full",
                                                "integer", "percent", "currency"};
        if (std::find(known.begin(), known.end(), word) != known.end()) return;
        const auto meant = word.size() > 3 ? closest_word(word, known) : std::nullopt;
        if (meant)
            add(offset_of(part.getIndex()), "text-kind",
                fmt::format("there is no style `{}`; did you mean `{}`?", word, *meant));
    }

    void check_select(const icu::MessagePattern& parsed, int32_t start, const NameInfo& info,
                      const std::string& name) {
        const bool is_yes_no = info.type == ValueType::boolean;
        if (info.keys.empty() && !is_yes_no) return;
        const int32_t limit = parsed.getLimitPartIndex(start);
        for (int32_t i = start + 1; i < limit; ++i) {
            const auto& part = parsed.getPart(i);
            if (part.getType() == UMSGPAT_PART_TYPE_MSG_START) i = parsed.getLimitPartIndex(i);
            if (part.getType() != UMSGPAT_PART_TYPE_ARG_SELECTOR) continue;
            const auto key = printable_utf8(parsed.getSubstring(part));
            auto keys = is_yes_no ? std::vector<std::string>{"true", "false"} : info.keys;
            keys.insert(keys.end(), {"other", "na"});
            if (std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
            add(offset_of(part.getIndex()), "unknown-choice",
                fmt::format("`{}` has no choice '{}'{}", name, key, did_you_mean(key, keys)));
        }
    }

    static bool is_number(const NameInfo& info) {
        return info.type == ValueType::number || info.type == ValueType::year;
    }

    void add(std::size_t at, std::string code, std::string message,
             Diagnostic::Severity severity = Diagnostic::Severity::error) {
        result_.faults.push_back({severity, at, std::move(code), std::move(message)});
    }

    icu::UnicodeString text_;
    const NameLookup& names_;
    PatternCheck result_;
};

}  // namespace

PatternCheck check_pattern(std::string_view pattern, const NameLookup& names) {
    if (pattern.find_first_of("{}") == std::string_view::npos) return {};
    return Check(pattern, names).run();
}

std::string hide_dotted_names(std::string_view pattern) {
    std::string hidden;
    hidden.reserve(pattern.size() + hidden_dot.size());
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        hidden += pattern[at];
        if (pattern[at] != '{' || (at > 0 && pattern[at - 1] == '\'')) continue;
        const auto begin = std::min(pattern.find_first_not_of(' ', at + 1), pattern.size());
        const auto dot = dot_of_name(pattern, begin);
        if (!dot) continue;
        hidden.append(pattern.substr(at + 1, *dot - at - 1)).append(hidden_dot);
        at = *dot;
    }
    return hidden;
}

std::string pattern_of_words(std::string_view words) {
    std::string pattern;
    for (const char c : words) {
        if (c == '\'') {
            pattern += "''";
        } else if (c == '{' || c == '}') {
            pattern += fmt::format("'{}'", c);
        } else {
            pattern += c;
        }
    }
    return pattern;
}

}  // namespace dialogs
