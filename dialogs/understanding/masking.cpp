#include "dialogs/understanding/masking.hpp"

#include "dialogs/understanding/personal_numbers.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <optional>
#include <string>

namespace dialogs {
namespace {

/// [first, last) of what is to be masked.
struct Stretch {
    std::size_t first;
    std::size_t last;
};

class Masker {
  public:
    explicit Masker(std::string_view text) : text_(text), characters_(plain_characters(text)) {}

    std::string run() {
        std::string masked;
        std::size_t copied = 0;
        for (std::size_t at = 0; at < characters_.size();) {
            const auto stretch = personal_at(at);
            if (!stretch) {
                ++at;
                continue;
            }
            masked += text_.substr(copied, characters_[stretch->first].begin - copied);
            masked += mask;
            copied = characters_[stretch->last - 1].end;
            at = masked_to_ = stretch->last;
        }
        return masked += text_.substr(copied);
    }

  private:
    [[nodiscard]] char32_t code(std::size_t at) const { return at < characters_.size() ? characters_[at].code : U'\0'; }

    /// The character that many places before, as it will stand in the masked text.
    [[nodiscard]] char32_t before(std::size_t at, std::size_t places) const {
        if (at < places) return U'\0';
        return at - places < masked_to_ ? mask.back() : characters_[at - places].code;
    }

    /// True where a long number may begin: not inside a word, nor behind the point of a number (1.0451234).
    [[nodiscard]] bool begins(std::size_t at) const {
        const auto last = before(at, 1);
        if (is_plain_digit(last)) return false;
        if (is_any_letter(last)) return follows_number_word(at);
        constexpr std::u32string_view points = U".,:/";
        return points.find(last) == std::u32string_view::npos || !is_plain_digit(before(at, 2));
    }

    /// puh0401234567
    [[nodiscard]] bool follows_number_word(std::size_t at) const {
        std::u32string word;
        for (std::size_t places = 1; is_any_letter(before(at, places)) && places <= number_word_max + 1; ++places)
            word.insert(word.begin(), static_cast<char32_t>(u_tolower(static_cast<UChar32>(before(at, places)))));
        return std::find(std::begin(number_words), std::end(number_words), word) != std::end(number_words);
    }

    static constexpr std::u32string_view number_words[] = {U"p",  U"puh", U"puhnro", U"nro",
                                                           U"nr", U"tel", U"tfn",    U"gsm"};
    static constexpr std::size_t number_word_max = 6;

    [[nodiscard]] std::optional<Stretch> personal_at(std::size_t at) const {
        if (code(at) == U'@') return email_around(at);
        if (!is_plain_digit(code(at)) && code(at) != U'+' && code(at) != U'(') return std::nullopt;
        const auto rest = PlainText(characters_).subspan(at);
        const auto stretch = [at](std::size_t size) { return Stretch{at, at + size}; };
        if (!is_plain_digit(before(at, 1)))
            if (const auto size = identity_code_at(rest)) return stretch(*size);
        if (!begins(at)) return std::nullopt;
        if (const auto size = card_number_at(rest)) return stretch(*size);
        if (const auto size = phone_number_at(rest)) return stretch(*size);
        return std::nullopt;
    }

    /// The address around an @: what stands before it, and a name with a dot in it behind. Neither reaches over another
    /// @, so that all of them together cost no more than the text.
    [[nodiscard]] std::optional<Stretch> email_around(std::size_t at) const {
        auto first = at;
        while (first > masked_to_ && is_local_part(code(first - 1))) --first;
        auto last = at + 1;
        while (is_domain(code(last))) ++last;
        while (last > at + 1 && (code(last - 1) == U'.' || code(last - 1) == U'-')) --last;
        auto dot = last - 1;
        while (dot > at + 1 && code(dot) != U'.') --dot;
        const bool has_top = dot > at + 1 && last - dot > 2 && is_any_letter(code(dot + 1));
        return first < at && has_top ? std::optional(Stretch{first, last}) : std::nullopt;
    }

    static bool is_local_part(char32_t code) {
        constexpr std::u32string_view signs = U"._%+-'";
        return is_plain_digit(code) || is_any_letter(code) || signs.find(code) != std::u32string_view::npos;
    }

    static bool is_domain(char32_t code) {
        return is_plain_digit(code) || is_any_letter(code) || code == U'.' || code == U'-';
    }

    std::string_view text_;
    std::vector<PlainCharacter> characters_;
    std::size_t masked_to_ = 0;  ///< characters before it are masked, or stand before what is
};

}  // namespace

std::string mask_personal_data(std::string_view text) { return Masker(text).run(); }

}  // namespace dialogs
