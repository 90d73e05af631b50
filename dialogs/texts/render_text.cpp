#include "dialogs/texts/render_text.hpp"

#include "dialogs/recent.hpp"
#include "dialogs/texts/compiled_pattern.hpp"
#include "dialogs/texts/written_values.hpp"

#include <unicode/brkiter.h>

#include <algorithm>
#include <map>
#include <utility>

namespace dialogs {
namespace {

constexpr std::size_t patterns_kept = 2'000;  // a formatter with a date in it takes 57 KiB
constexpr int32_t characters_most = 10'000;   // goflow's MaxTemplateChars

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

/// Blanks at the ends, double blanks and blanks beside a line break are dropped.
std::string tidied(std::string_view text) {
    std::string tidy;
    tidy.reserve(text.size());
    auto blank = false;
    for (const auto c : text) {
        if (is_blank(c)) {
            blank = true;
            continue;
        }
        if (blank && c != '\n' && !tidy.empty() && tidy.back() != '\n') tidy += ' ';
        blank = false;
        if (c != '\n' || !tidy.empty()) tidy += c;
    }
    while (!tidy.empty() && tidy.back() == '\n')
        tidy.pop_back();
    return tidy;
}

/// The text's first 10 000 characters, cut at a grapheme.
std::string limited(std::string text) {
    if (text.size() <= characters_most) return text;
    const auto units = icu::UnicodeString::fromUTF8(text);
    if (units.countChar32() <= characters_most) return text;
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::BreakIterator> graphemes(
        icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
    auto end = units.moveIndex32(0, characters_most);
    if (U_SUCCESS(status)) {
        graphemes->setText(units);
        if (!graphemes->isBoundary(end)) end = graphemes->preceding(end);
    }
    std::string cut;
    units.tempSubString(0, end).toUTF8String(cut);
    return cut;
}

/// The pattern of a wording in the language, or along its tag, or in the source language, and which
/// language that is.
std::pair<const std::string*, const Language*> pattern_of(const Text::Wording& wording,
                                                          const Language& language,
                                                          const Language& source_language) {
    for (std::string_view tag = language; !tag.empty();) {
        const auto found = wording.patterns.find(std::string(tag));
        if (found != wording.patterns.end()) return {&found->second, &found->first};
        const auto dash = tag.rfind('-');
        tag = dash == std::string_view::npos ? std::string_view() : tag.substr(0, dash);
    }
    const auto source = wording.patterns.find(source_language);
    if (source == wording.patterns.end()) return {nullptr, nullptr};
    return {&source->second, &source->first};
}

}  // namespace

struct TextRenderer::Impl {
    Recent<CompiledPattern> patterns{patterns_kept};
    std::map<Language, WrittenValues> values;
    std::string key;

    WrittenValues& values_of(const Language& language) {
        const auto found = values.find(language);
        return found != values.end()
                   ? found->second
                   : values.emplace(language, WrittenValues(language)).first->second;
    }

    CompiledPattern& compiled(std::string_view pattern, const Language& language) {
        key.assign(language).append(1, '\0').append(pattern);
        if (auto* kept = patterns.find(key)) return *kept;
        return patterns.keep(key, CompiledPattern(pattern, language));
    }
};

TextRenderer::TextRenderer() : impl_(std::make_unique<Impl>()) {}
TextRenderer::~TextRenderer() = default;

Language text_language(const std::vector<const Text::Wording*>& wordings, const Language& language,
                       const Language& source_language) {
    for (const auto& tag : fallback_chain(language)) {
        const auto says = [&](const Text::Wording* wording) {
            return wording->patterns.contains(tag);
        };
        if (std::all_of(wordings.begin(), wordings.end(), says)) return tag;
    }
    return source_language;
}

const Text::Wording* TextRenderer::wording_of(const Text& text, const TextContext& context) {
    for (const auto& wording : text.wordings) {
        if (!wording.when || (context.facts != nullptr && wording.when->holds(*context.facts)))
            return &wording;
    }
    return nullptr;
}

std::string TextRenderer::render(const Text& text, const Language& language,
                                 const Language& source_language, const TextContext& context) {
    const auto* wording = wording_of(text, context);
    if (wording == nullptr) return {};
    const auto [pattern, spoken] = pattern_of(*wording, language, source_language);
    return pattern == nullptr ? std::string() : render_pattern(*pattern, *spoken, context);
}

std::string TextRenderer::render_pattern(std::string_view pattern, const Language& language,
                                         const TextContext& context) {
    auto text = impl_->compiled(pattern, language).fill(context, impl_->values_of(language));
    return limited(tidied(with_plain_twins(std::move(text))));
}

std::string TextRenderer::write(const Printable& printable, const Language& language,
                                const TextContext& context) {
    return written(printable, language, context, impl_->values_of(language));
}

}  // namespace dialogs
