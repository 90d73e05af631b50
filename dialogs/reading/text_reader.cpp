#include "dialogs/reading/text_reader.hpp"

#include "dialogs/reading/yaml_traps.hpp"
#include "dialogs/texts/pattern.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dialogs {

Text TextReader::plain(const std::string& context, const YamlEntry& entry) {
    if (source_.tell_if_empty(entry) || !is_text(entry)) return {};
    return plain(context, entry.value);
}

Text TextReader::plain(const std::string& context, const YamlNode& scalar) {
    if (!is_whole(scalar)) return {};
    return Text{{wording(context, scalar)}};
}

Text TextReader::table(const std::string& context, const YamlEntry& entry) {
    if (!entry.value.is_map() || entry.value.flow) return plain(context, entry);
    Text text;
    rows_above_.clear();
    const auto& rows = entry.value.entries;
    for (std::size_t i = 0; i < rows.size(); ++i)
        read_row(context, rows[i], i + 1 == rows.size(), text);
    rows_above_.clear();
    return text;
}

void TextReader::read_row(const std::string& context, const YamlEntry& row, bool is_last,
                          Text& into) {
    const auto& key = row.key;
    const bool is_else = key.value == "else";
    if (is_else && !is_last)
        source_.error(key, "text-else",
                      "`else` is the last row of a table of texts: rows below it are never said");
    if (!is_else && is_last)
        source_.error(key, "text-else",
                      "the last row of a table of texts is `else`, which is missing");
    auto when = is_else ? std::nullopt : condition(key, Expression::Wanted::condition);
    if (source_.tell_if_empty(row) || !is_text(row) || !is_whole(row.value)) return;
    if (when) rows_above_.push_back(*when);
    const auto name = when ? when->text() : key.value;
    auto one = wording(fmt::format("{}[{}]", context, name), row.value);
    one.when = std::move(when);
    into.wordings.push_back(std::move(one));
}

std::map<Language, std::string> TextReader::words(const std::string& context,
                                                  const YamlEntry& entry) {
    if (source_.tell_if_empty(entry) || !is_text(entry) || !is_whole(entry.value)) return {};
    return translations_.translate(context, entry.value.value, source_.placer(entry.value));
}

/// What is no text tells so; a bracket at its beginning is told as the trap it is.
bool TextReader::is_text(const YamlEntry& entry) {
    if (entry.value.is_scalar()) return true;
    if (entry.value.flow) {
        const auto trap =
            sign_trap(std::string_view(source_.tree().text()).substr(entry.value.offset, 2));
        source_.error(entry.value, trap.code, trap.text);
    } else {
        source_.error(entry.value, "wrong-kind",
                      fmt::format("`{}` takes a text here", entry.key.value));
    }
    return false;
}

/// A text must not lose its end to a comment.
bool TextReader::is_whole(const YamlNode& scalar) {
    const bool is_cut =
        scalar.style == YamlNode::Style::plain && source_.tree().has_comment_behind(scalar);
    if (is_cut)
        source_.error(scalar, "yaml-hash",
                      "this text is cut at ` #`, which begins a note: put the text in double "
                      "quotes, or the note on a line of its own");
    return !is_cut;
}

Text::Wording TextReader::wording(const std::string& context, const YamlNode& scalar) {
    Text::Wording wording;
    wording.patterns = translations_.translate(context, scalar.value, source_.placer(scalar));
    for (auto& [language, pattern] : wording.patterns) {
        if (pattern.find_first_of("{}") == std::string::npos) continue;
        names_.check_later(pattern, translations_.last_place(language));
        pattern = hide_dotted_names(pattern);
    }
    return wording;
}

std::optional<Expression> TextReader::parsed(const YamlNode& scalar, std::size_t characters) {
    auto parsed = Expression::parse(std::string_view(scalar.value).substr(characters));
    if (parsed) return std::move(*parsed);
    source_.error(source_.tree().place(scalar, characters + parsed.error().offset), parsed.error().code,
                  parsed.error().message);
    return std::nullopt;
}

std::optional<Expression> TextReader::condition_behind(const YamlNode& scalar, std::size_t characters,
                                                       Expression::Wanted wanted) {
    auto expression = parsed(scalar, characters);
    if (!expression) return std::nullopt;
    const auto placer = [whole = source_.placer(scalar), characters](std::size_t at) { return whole(characters + at); };
    names_.check_later(*expression, wanted, placer);
    if (wanted == Expression::Wanted::condition) conditions.push_back({*expression, placer, held, rows_above_});
    return expression;
}

std::optional<Expression> TextReader::value_for(const YamlNode& scalar, const NameInfo& field) {
    const auto is_choice = std::find(field.keys.begin(), field.keys.end(), scalar.value) != field.keys.end();
    auto expression = is_choice ? Expression::of_text(scalar.value) : parsed(scalar, 0);
    if (expression && !is_choice) names_.check_later(*expression, field, source_.placer(scalar));
    return expression;
}

}  // namespace dialogs
