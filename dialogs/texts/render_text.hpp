// From a compiled text to the words a resident reads.
#pragma once

#include "dialogs/language.hpp"
#include "dialogs/script.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dialogs {

/// Stands for the dot of a dotted name inside a pattern, where ICU would refuse one (U+E000: one
/// unit, offsets stay).
inline constexpr std::string_view hidden_dot = "\xEE\x80\x80";
inline constexpr char16_t hidden_dot_unit = u'\uE000';  ///< the same in UTF-16

/// What a `{NAME}` prints. The renderer formats by the value's kind and the text's language.
struct Printable {
    Value value;
    ValueType type = ValueType::text;
    /// For keys: a key's label in a language (the label of a choice, the name of a place); null:
    /// the key itself.
    std::function<std::string(const std::string& key, const Language& language)> label;
};

/// What rendering needs from the conversation.
struct TextContext {
    std::function<Printable(std::string_view name)>
        print;                                  ///< dotted names unhidden (`profile.area`)
    const Facts* facts = nullptr;               ///< for the wordings' conditions
    Date today{};                               ///< a date more than half a year away has its year
    std::string time_zone = "Europe/Helsinki";  ///< for instants
};

/// The language that all these wordings can be said in: `language`, else along its tag, else the
/// source language.
[[nodiscard]] Language text_language(const std::vector<const Text::Wording*>& wordings,
                                     const Language& language, const Language& source_language);

/// Formatters, built on first use and kept (a date formatter costs 20 µs and 57 KiB): at most 2
/// 000. One thread.
class TextRenderer {
public:
    TextRenderer();
    ~TextRenderer();
    TextRenderer(const TextRenderer&) = delete;
    TextRenderer& operator=(const TextRenderer&) = delete;

    /// The wording whose condition holds first; null where none does.
    [[nodiscard]] static const Text::Wording* wording_of(const Text& text,
                                                         const TextContext& context);

    /// The text in that language, or along its fallback chain, or in the source language; never a
    /// mix inside one text. At most 10 000 characters (cut at a grapheme). Blanks at the ends and
    /// double blanks are dropped; no-break spaces become spaces, the minus sign a hyphen. Empty
    /// where no wording's condition holds.
    [[nodiscard]] std::string render(const Text& text, const Language& language,
                                     const Language& source_language, const TextContext& context);

    /// One pattern (a private-use letter for each hidden dot) in one language; else as `render`.
    [[nodiscard]] std::string render_pattern(std::string_view pattern, const Language& language,
                                             const TextContext& context);

    /// A value as people write it in that language: what a bare `{NAME}` prints.
    [[nodiscard]] std::string write(const Printable& printable, const Language& language,
                                    const TextContext& context);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace dialogs
