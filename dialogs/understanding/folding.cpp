#include "dialogs/understanding/folding.hpp"

#include "dialogs/texts/code_points.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <utility>

namespace dialogs {
namespace {

/// Sorted by the first: what the second stands for in comparisons.
using Twin = std::pair<char32_t, char32_t>;

// Latin letters that Unicode does not decompose, and Arabic letters that are written one for another.
constexpr auto loose_twins = std::to_array<Twin>({
    {U'ð', U'd'}, {U'ø', U'o'}, {U'đ', U'd'}, {U'ħ', U'h'}, {U'ı', U'i'}, {U'ł', U'l'}, {U'ŧ', U't'},
    {U'\u0629', U'\u0647'},  // teh marbuta: heh
    {U'\u0649', U'\u064A'},  // alef maksura: yeh
    {U'\u0671', U'\u0627'},  // alef wasla: alef
    {U'\u0695', U'\u0631'},  // Kurdish rr: reh
    {U'\u06A9', U'\u0643'},  // Persian kaf: kaf
    {U'\u06B5', U'\u0644'},  // Kurdish ll: lam
    {U'\u06BE', U'\u0647'},  // heh with two eyes: heh
    {U'\u06C1', U'\u0647'},  // Urdu heh: heh
    {U'\u06C6', U'\u0648'},  // Kurdish o: waw
    {U'\u06CC', U'\u064A'},  // Persian yeh: yeh
    {U'\u06CE', U'\u064A'},  // Kurdish e: yeh
    {U'\u06D5', U'\u0647'},  // ae: heh
});

// Their capitals look the same: В and B, Н and H, Р and P.
constexpr auto lookalike_twins = std::to_array<Twin>({
    {U'α', U'a'}, {U'β', U'b'}, {U'ε', U'e'}, {U'ζ', U'z'}, {U'η', U'h'}, {U'ι', U'i'}, {U'κ', U'k'}, {U'μ', U'm'},
    {U'ν', U'n'}, {U'ο', U'o'}, {U'ρ', U'p'}, {U'τ', U't'}, {U'υ', U'y'}, {U'χ', U'x'}, {U'а', U'a'}, {U'в', U'b'},
    {U'е', U'e'}, {U'к', U'k'}, {U'м', U'm'}, {U'н', U'h'}, {U'о', U'o'}, {U'р', U'p'}, {U'с', U'c'}, {U'т', U't'},
    {U'у', U'y'}, {U'х', U'x'}, {U'ѕ', U's'}, {U'і', U'i'}, {U'ј', U'j'},
});

template <std::size_t Size>
char32_t twin_of(char32_t letter, const std::array<Twin, Size>& twins) {
    const auto less = [](const Twin& twin, char32_t key) { return twin.first < key; };
    const auto found = std::lower_bound(twins.begin(), twins.end(), letter, less);
    return found != twins.end() && found->first == letter ? found->second : letter;
}

/// Calls `visit(letter)` for each code point.
template <typename Visit>
void for_each_letter(std::string_view text, Visit visit) {
    for (std::size_t at = 0; at < text.size();) visit(next_code_point(text, at));
}

bool is_mark(char32_t letter) { return u_charType(static_cast<UChar32>(letter)) == U_NON_SPACING_MARK; }

bool is_accented_script(char32_t letter) {
    UErrorCode status = U_ZERO_ERROR;
    const auto script = uscript_getScript(static_cast<UChar32>(letter), &status);
    return script == USCRIPT_LATIN || script == USCRIPT_GREEK;
}

bool is_arabic(char32_t letter) { return letter >= 0x0600 && letter <= 0x06FF; }

bool is_hamza_or_tatweel(char32_t letter) { return letter == 0x0621 || letter == 0x0640; }

}  // namespace

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_apostrophe(char32_t sign) {
    if (sign < 0x80) return sign == U'\'' || sign == U'`';
    constexpr std::u32string_view signs = U"'`´ʹʻʼʽˈ‘’‛′＇";
    return signs.find(sign) != std::u32string_view::npos;
}

std::string fold_exactly(std::string_view word) {
    std::string bare;
    bare.reserve(word.size());
    if (is_ascii(word)) {
        for (const char c : word)
            if (c != '\'' && c != '`') bare += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
        return bare;
    }
    for_each_letter(word, [&](char32_t letter) {
        if (!is_apostrophe(letter)) append_code_point(bare, letter);
    });
    UErrorCode status = U_ZERO_ERROR;
    const auto* folder = icu::Normalizer2::getNFKCCasefoldInstance(status);
    std::string folded;
    icu::StringByteSink<std::string> sink(&folded, static_cast<std::int32_t>(bare.size()));
    if (U_SUCCESS(status)) folder->normalizeUTF8(0, bare, sink, nullptr, status);
    return U_SUCCESS(status) ? folded : bare;
}

std::string fold_loosely(std::string_view folded) {
    if (is_ascii(folded)) return std::string(folded);
    UErrorCode status = U_ZERO_ERROR;
    const auto* splitter = icu::Normalizer2::getNFDInstance(status);
    const auto* joiner = icu::Normalizer2::getNFCInstance(status);
    if (U_FAILURE(status)) return std::string(folded);
    const auto text = icu::UnicodeString::fromUTF8({folded.data(), static_cast<std::int32_t>(folded.size())});
    std::string split;
    splitter->normalize(text, status).toUTF8String(split);
    std::string loose;
    bool drops_marks = false;
    for_each_letter(split, [&](char32_t letter) {
        if (is_mark(letter)) {
            if (!drops_marks) append_code_point(loose, letter);
            return;
        }
        drops_marks = is_accented_script(letter) || is_arabic(letter);
        if (!is_hamza_or_tatweel(letter)) append_code_point(loose, twin_of(letter, loose_twins));
    });
    const auto loose_text = icu::UnicodeString::fromUTF8(loose);
    std::string joined;
    joiner->normalize(loose_text, status).toUTF8String(joined);
    return joined;
}

std::string fold_lookalikes(std::string_view folded) {
    std::string alike;
    for_each_letter(folded, [&](char32_t letter) { append_code_point(alike, twin_of(letter, lookalike_twins)); });
    return alike;
}

}  // namespace dialogs
