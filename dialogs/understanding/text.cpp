// text: anything that says something, up to the question's length.
#include "dialogs/understanding/types.hpp"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

namespace dialogs {
namespace {

bool is_blank(UChar32 code) {
    return u_isUWhiteSpace(code) || u_isISOControl(code) ||
           u_hasBinaryProperty(code, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

/// Without the blank and invisible characters at its ends.
icu::UnicodeString trimmed(const icu::UnicodeString& text) {
    std::int32_t first = 0;
    std::int32_t last = text.length();
    while (first < last && is_blank(text.char32At(first))) first = text.moveIndex32(first, 1);
    while (last > first && is_blank(text.char32At(text.moveIndex32(last, -1)))) last = text.moveIndex32(last, -1);
    return {text, first, last - first};
}

std::int32_t graphemes_in(const icu::UnicodeString& text) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::BreakIterator> breaks(
        icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
    if (U_FAILURE(status)) return text.countChar32();
    breaks->setText(text);
    std::int32_t count = 0;
    while (breaks->next() != icu::BreakIterator::DONE) ++count;
    return count;
}

/// By how many graphemes the text is longer than it may be; 0 where it is not.
int over_by(const icu::UnicodeString& text, int max) {
    return text.countChar32() > max ? std::max(0, graphemes_in(text) - max) : 0;
}

}  // namespace

Reading read_text(const AnswerShape& shape, std::string_view reply) {
    const auto text =
        trimmed(icu::UnicodeString::fromUTF8({reply.data(), static_cast<std::int32_t>(reply.size())}));
    if (text.isEmpty()) return {};
    if (const int over = over_by(text, shape.text_max); over > 0)
        return {.kind = Reading::Kind::too_long, .value = {}, .comment = {}, .other_text = {}, .over = over};
    std::string bytes;
    text.toUTF8String(bytes);
    return {.kind = Reading::Kind::value, .value = std::move(bytes), .comment = {}, .other_text = {}};
}

}  // namespace dialogs
