#include "dialogs/texts/text_parts.hpp"

#include "dialogs/texts/icu_text.hpp"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>

#include <cstdint>
#include <memory>

namespace dialogs {
namespace {

using Breaks = std::unique_ptr<icu::BreakIterator>;

constexpr const char* ellipsis = "…";

std::size_t units_of(UChar32 code_point, TextUnit unit) {
    if (unit == TextUnit::character) return static_cast<std::size_t>(U16_LENGTH(code_point));
    return static_cast<std::size_t>(U8_LENGTH(code_point));
}

icu::UnicodeString utf16(std::string_view text) {
    return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

/// How far from `begin` the text may go without being longer than `most`: behind one code point at least.
std::int32_t reach(const icu::UnicodeString& text, std::int32_t begin, std::size_t most, TextUnit unit) {
    std::size_t length = 0;
    auto at = begin;
    while (at < text.length()) {
        length += units_of(text.char32At(at), unit);
        if (length > most && at > begin) break;
        at = text.moveIndex32(at, 1);
    }
    return at;
}

std::int32_t without_blanks_after(const icu::UnicodeString& text, std::int32_t begin, std::int32_t end) {
    while (end > begin && u_isUWhiteSpace(text.charAt(end - 1)))
        --end;
    return end;
}

std::int32_t past_blanks(const icu::UnicodeString& text, std::int32_t begin) {
    while (begin < text.length() && u_isUWhiteSpace(text.charAt(begin)))
        ++begin;
    return begin;
}

/// The last boundary in (begin, end]; `begin` where there is none.
std::int32_t last_break(icu::BreakIterator& breaks, std::int32_t begin, std::int32_t end) {
    if (breaks.isBoundary(end)) return end;
    const auto found = breaks.preceding(end);
    return found == icu::BreakIterator::DONE || found < begin ? begin : found;
}

/// Where texts may be broken, the best first: sentences, words (as lines are), graphemes.
class Breaker {
public:
    explicit Breaker(const icu::UnicodeString& text) {
        const auto& root = icu::Locale::getRoot();
        UErrorCode status = U_ZERO_ERROR;
        add(Breaks(icu::BreakIterator::createSentenceInstance(root, status)), text);
        add(Breaks(icu::BreakIterator::createLineInstance(root, status)), text);
        add(Breaks(icu::BreakIterator::createCharacterInstance(root, status)), text);
    }

    [[nodiscard]] std::int32_t best(std::int32_t begin, std::int32_t end) const {
        for (const auto& breaks : breaks_) {
            if (const auto at = last_break(*breaks, begin, end); at > begin) return at;
        }
        return end;
    }

private:
    void add(Breaks breaks, const icu::UnicodeString& text) {
        if (breaks == nullptr) return;
        breaks->setText(text);
        breaks_.push_back(std::move(breaks));
    }

    std::vector<Breaks> breaks_;
};

}  // namespace

std::size_t length_of(std::string_view text, TextUnit unit) {
    if (unit == TextUnit::byte) return text.size();
    return static_cast<std::size_t>(utf16(text).length());
}

std::vector<std::string> split_text(std::string_view text, std::size_t most, TextUnit unit) {
    if (most == 0 || length_of(text, unit) <= most) return {std::string(text)};
    const auto whole = utf16(text);
    const Breaker breaker(whole);
    std::vector<std::string> parts;
    for (auto begin = past_blanks(whole, 0); begin < whole.length();) {
        auto end = reach(whole, begin, most, unit);
        if (end < whole.length()) end = breaker.best(begin, past_blanks(whole, end));
        const auto last = without_blanks_after(whole, begin, end);
        parts.push_back(utf8(whole.tempSubStringBetween(begin, last)));
        begin = past_blanks(whole, end);
    }
    if (parts.empty()) parts.emplace_back();
    return parts;
}

std::string shortened(std::string_view text, std::size_t most) {
    if (most == 0 || length_of(text) <= most) return std::string(text);
    const auto whole = utf16(text);
    UErrorCode status = U_ZERO_ERROR;
    const Breaks graphemes(icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
    auto end = most == 1 ? 0 : reach(whole, 0, most - 1, TextUnit::character);
    if (graphemes != nullptr) {
        graphemes->setText(whole);
        end = last_break(*graphemes, 0, end);
    }
    end = without_blanks_after(whole, 0, end);
    return utf8(whole.tempSubStringBetween(0, end)) + ellipsis;
}

}  // namespace dialogs
