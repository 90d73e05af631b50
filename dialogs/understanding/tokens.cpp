#include "dialogs/understanding/tokens.hpp"

#include "dialogs/texts/code_points.hpp"
#include "dialogs/understanding/folding.hpp"

#include <unicode/uchar.h>

#include <cmath>
#include <unordered_map>

namespace dialogs {
namespace {

constexpr char32_t first_beyond_ascii = 0x80;
constexpr std::size_t word_bytes_max = 160;  // no word of a locale comes near: 40 letters of four bytes

/// A code point, where it stands, and what it is to us.
struct Sign {
    enum class Kind { end, blank, invisible, letter, run_letter, digit, fraction, whole_number, emoji, punctuation };
    Kind kind = Kind::end;
    char32_t code = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
};

bool is_skin_tone(char32_t code) { return code >= 0x1F3FB && code <= 0x1F3FF; }

/// Code points that show nothing by themselves: variation selectors, the keycap's box, joiners, bidi marks.
bool is_invisible(char32_t code) {
    const auto character = static_cast<UChar32>(code);
    return code == 0x20E3 || is_skin_tone(code) || u_hasBinaryProperty(character, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

bool is_emoji(char32_t code) {
    return code > 0x203B && u_hasBinaryProperty(static_cast<UChar32>(code), UCHAR_EXTENDED_PICTOGRAPHIC);
}

bool is_any_mark(char32_t code) { return (U_GET_GC_MASK(static_cast<UChar32>(code)) & U_GC_M_MASK) != 0; }

/// Letters of scripts written without blanks between words; their marks and vowel signs too.
bool is_run_letter(char32_t code) {
    constexpr char32_t first_such_letter = 0x0E01;  // Thai ko kai
    if (code < first_such_letter) return false;
    const auto character = static_cast<UChar32>(code);
    return u_hasBinaryProperty(character, UCHAR_IDEOGRAPHIC) ||
           (u_getIntPropertyValue(character, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT &&
            (u_isalpha(character) || is_any_mark(code)));
}

/// Thai and Lao vowels that are written before their consonant.
bool is_vowel_ahead(char32_t code) {
    return u_hasBinaryProperty(static_cast<UChar32>(code), UCHAR_LOGICAL_ORDER_EXCEPTION);
}

Sign::Kind kind_of_ascii(char32_t code) {
    if ((code >= U'a' && code <= U'z') || (code >= U'A' && code <= U'Z')) return Sign::Kind::letter;
    if (code >= U'0' && code <= U'9') return Sign::Kind::digit;
    if (code == U' ' || code == U'\t' || code == U'\v' || code == U'\f') return Sign::Kind::blank;
    return is_apostrophe(code) ? Sign::Kind::letter : Sign::Kind::punctuation;
}

Sign::Kind kind_of(char32_t code) {
    if (code < first_beyond_ascii) return kind_of_ascii(code);
    const auto character = static_cast<UChar32>(code);
    if (is_invisible(code)) return Sign::Kind::invisible;
    if (code == U'\n' || code == U'\r' || code == 0x2028 || code == 0x2029) return Sign::Kind::punctuation;
    if (u_isUWhiteSpace(character)) return Sign::Kind::blank;
    if (u_charDigitValue(character) >= 0) return Sign::Kind::digit;
    if (is_run_letter(code)) return Sign::Kind::run_letter;
    if (u_isalpha(character) || is_any_mark(code)) return Sign::Kind::letter;
    if (is_apostrophe(code)) return Sign::Kind::letter;
    if (code == 0x1F51F) return Sign::Kind::whole_number;
    if (u_charType(character) == U_OTHER_NUMBER) {
        const double value = u_getNumericValue(character);
        const bool is_raised = code == 0xB2 || code == 0xB3 || code == 0xB9 || (code >= 0x2070 && code <= 0x2089);
        if (is_raised) return Sign::Kind::letter;
        return value >= 0 && value == std::floor(value) ? Sign::Kind::whole_number : Sign::Kind::fraction;
    }
    return is_emoji(code) ? Sign::Kind::emoji : Sign::Kind::punctuation;
}

/// The one sign that stands for all of its kind.
std::string plain_sign(char32_t code, std::string_view bytes) {
    if (code < first_beyond_ascii) return code == U'\r' ? "\n" : std::string(bytes);
    const auto character = static_cast<UChar32>(code);
    if (code == 0x2028 || code == 0x2029) return "\n";
    if (u_hasBinaryProperty(character, UCHAR_DASH)) return "-";
    switch (code) {
        case U'،': case U'٫': return ",";
        case U'，': case U'、': return "、";  // never inside a number
        case U'。': case U'．': case U'۔': return ".";
        case U'：': return ":";
        case U'；': case U'؛': return ";";
        case U'！': case U'¡': return "!";
        case U'？': case U'؟': case U'¿': return "?";
        case U'／': case U'⁄': case U'∕': return "/";
        case U'＋': return "+";
        case U'％': case U'٪': return "%";
        case U'＝': return "=";
        case U'（': return "(";
        case U'）': return ")";
        case U'～': case U'≈': return "~";
        default: return std::string(bytes);
    }
}

class Tokenizer {
  public:
    Tokenizer(std::string_view text, std::size_t most) : text_(text), most_(most) { next(); }

    Tokens run() {
        while (sign_.kind != Sign::Kind::end && tokens_.size() < most_) take();
        return std::move(tokens_);
    }

  private:
    /// Moves on to the next code point.
    void next() {
        sign_.begin = sign_.end;
        if (sign_.end >= text_.size()) {
            sign_.kind = Sign::Kind::end;
            return;
        }
        sign_.code = next_code_point(text_, sign_.end);
        sign_.kind = kind_of(sign_.code);
    }

    void take() {
        switch (sign_.kind) {
            case Sign::Kind::blank: glued_ = false; return next();
            case Sign::Kind::invisible: return next();
            case Sign::Kind::letter: return take_word();
            case Sign::Kind::run_letter: return take_run_letter();
            case Sign::Kind::digit: return take_digits();
            case Sign::Kind::whole_number: return take_one(Token::Kind::number, whole_number());
            case Sign::Kind::fraction: return take_one(Token::Kind::fraction, std::string(bytes()));
            case Sign::Kind::emoji: return take_one(Token::Kind::emoji, std::string(bytes()));
            default: return take_one(Token::Kind::sign, plain_sign(sign_.code, bytes()));
        }
    }

    void take_one(Token::Kind kind, std::string exact) {
        const auto begin = sign_.begin;
        next();
        add(kind, std::move(exact), begin);
    }

    void take_digits() {
        const auto begin = sign_.begin;
        std::string digits;
        for (; sign_.kind == Sign::Kind::digit || sign_.kind == Sign::Kind::invisible; next())
            if (sign_.kind == Sign::Kind::digit)
                digits += static_cast<char>('0' + u_charDigitValue(static_cast<UChar32>(sign_.code)));
        add(Token::Kind::number, std::move(digits), begin);
    }

    void take_word() {
        const auto begin = sign_.begin;
        auto end = begin;
        bool is_ascii = true;
        for (; sign_.kind == Sign::Kind::letter || sign_.kind == Sign::Kind::invisible; next()) {
            end = sign_.end;
            is_ascii = is_ascii && sign_.code < first_beyond_ascii;
        }
        const auto bytes = text_.substr(begin, end - begin);
        if (bytes.size() > word_bytes_max) return add(Token::Kind::word, {}, begin);
        is_ascii ? add_ascii_word(bytes, begin) : add_word(bytes, begin);
    }

    /// A letter with the vowel ahead of it and the marks behind it.
    void take_run_letter() {
        const auto begin = sign_.begin;
        auto end = begin;
        for (bool is_ahead = true; is_ahead && sign_.kind == Sign::Kind::run_letter; next()) {
            is_ahead = is_vowel_ahead(sign_.code);
            end = sign_.end;
        }
        for (; sign_.kind == Sign::Kind::invisible || is_mark_here(); next())
            if (sign_.kind != Sign::Kind::invisible) end = sign_.end;
        const auto bytes = text_.substr(begin, end - begin);
        if (bytes.size() > word_bytes_max) return add(Token::Kind::word, {}, begin);
        const auto before = tokens_.size();
        add_word(bytes, begin);
        if (tokens_.size() > before) tokens_.back().cut = true;
    }

    [[nodiscard]] bool is_mark_here() const { return sign_.kind == Sign::Kind::run_letter && is_any_mark(sign_.code); }

    void add_ascii_word(std::string_view bytes, std::size_t begin) {
        auto folded = fold_exactly(bytes);
        if (folded.empty()) return;  // apostrophes alone
        add(Token::Kind::word, std::move(folded), begin);
        tokens_.back().loose = tokens_.back().exact;
    }

    void add_word(std::string_view bytes, std::size_t begin) {
        const auto [seen, is_new] = folded_.try_emplace(bytes);
        if (is_new) {
            seen->second.exact = fold_exactly(bytes);
            seen->second.loose = fold_loosely(seen->second.exact);
        }
        if (seen->second.exact.empty()) return;
        add(Token::Kind::word, seen->second.exact, begin);
        tokens_.back().loose = seen->second.loose;
    }

    void add(Token::Kind kind, std::string exact, std::size_t begin) {
        tokens_.push_back(Token{.kind = kind, .exact = std::move(exact), .loose = {}, .glued = glued_, .begin = begin,
                                .end = sign_.begin});
        glued_ = true;
    }

    [[nodiscard]] std::string_view bytes() const { return text_.substr(sign_.begin, sign_.end - sign_.begin); }

    [[nodiscard]] std::string whole_number() const {
        if (sign_.code == 0x1F51F) return "10";
        return std::to_string(static_cast<int>(u_getNumericValue(static_cast<UChar32>(sign_.code))));
    }

    struct Folded {
        std::string exact;
        std::string loose;
    };

    std::string_view text_;
    std::size_t most_;
    std::unordered_map<std::string_view, Folded> folded_;  ///< beyond ASCII, folding is what costs: each word once
    Sign sign_;
    bool glued_ = false;
    Tokens tokens_;
};

}  // namespace

Tokens tokens_of(std::string_view text, std::size_t most) { return Tokenizer(text, most).run(); }

}  // namespace dialogs
