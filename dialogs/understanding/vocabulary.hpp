// What one language's words mean to us: the contents of locales/LANGUAGE/words.yaml and ICU's number words.
#pragma once

#include "dialogs/language.hpp"
#include "dialogs/understanding/inflection.hpp"
#include "dialogs/understanding/phrase_table.hpp"
#include "dialogs/understanding/reserved_words.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dialogs {

/// What a word does in a reply. Each is a list of words.yaml, named as in `role_named`.
enum class Role : std::uint32_t {
    yes,
    no,
    alone,        ///< a value only where no other word follows: haluan
    dont_know,    ///< en tiedä: `na`, where `na` is offered in such words
    not_value,    ///< only begins like a value: ei väliä, no idea
    negation,     ///< takes back what follows: ei, not
    alternative,  ///< tai, or
    joiner,       ///< between two values: ja, and
    correction,   ///< eiku, I meant
    bound,        ///< before a number: alle, more than
    bound_after,  ///< after it: tai yli, or more
    half,         ///< after it: ja puoli
    out_of,       ///< between a number and its best: out of
    before_time,  ///< klo, puoli
    measure,      ///< after a number, which then counts something: tuntia
    own,          ///< the types' own words: annan, arvosana, pistettä, vaihtoehto
    courtesy,     ///< kiitos, hei
    filler,       ///< beside a reserved word: viestit, nyt
    empty,        ///< says nothing: no, ihan
    hedge,        ///< noin, maybe
    goes_on,      ///< after a number word shows that it counts nothing, after a no that it is one: mutta, koska
    remark,       ///< after a number word shows that it counts nothing: kaikki, oli
    ordinary,     ///< a word of this language that means something else in another: ja
    all,          ///< STOP's argument: kaikki
    done,         ///< ends what takes several messages or taps: valmis
    enough        ///< ends a round of statements: riittää
};

/// The list's name in words.yaml.
[[nodiscard]] std::string_view name_of(Role role);
[[nodiscard]] std::optional<Role> role_named(std::string_view name);
[[nodiscard]] std::vector<std::string_view> role_names();

/// A set of roles.
class Roles {
  public:
    constexpr Roles() = default;
    constexpr explicit(false) Roles(Role role) : bits_(1U << static_cast<std::uint32_t>(role)) {}

    [[nodiscard]] constexpr bool has(Role role) const { return (bits_ & Roles(role).bits_) != 0; }
    [[nodiscard]] constexpr bool any_of(Roles roles) const { return (bits_ & roles.bits_) != 0; }
    [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
    [[nodiscard]] constexpr Roles within(Roles roles) const { return Roles(bits_ & roles.bits_); }

    friend constexpr Roles operator|(Roles a, Roles b) { return Roles(a.bits_ | b.bits_); }
    bool operator==(const Roles&) const = default;

  private:
    constexpr explicit Roles(std::uint32_t bits) : bits_(bits) {}
    std::uint32_t bits_ = 0;
};

constexpr Roles operator|(Role a, Role b) { return Roles(a) | Roles(b); }

/// `stop`, `delete` …, as in words.yaml; nothing where there is no such reserved word.
[[nodiscard]] std::optional<ReservedWord> reserved_word_named(std::string_view name);

/// All that one word or phrase means.
struct Meaning {
    Roles roles;
    std::optional<int> number;   ///< 0–100
    std::optional<int> smiley;   ///< 1–5
    std::string unit;            ///< of a measure: the same in every language (`km`, `h`)
    std::optional<ReservedWord> reserved;
    bool everyday = false;       ///< of a reserved word: also a word of everyday speech

    /// Adds the other's meanings. False where they answer differently: yes and stop, 1 and 9.
    bool merge(const Meaning& other);
};

/// A name of the calendar.
struct DayWord {
    enum class Kind {
        month,
        weekday,
        offset,  ///< huomenna
        beside   ///< says nothing of the day: on, of, päivänä
    };
    Kind kind = Kind::month;
    int value = 0;          ///< 1: January; 1: Monday … 7: Sunday; days from today
    bool is_short = false;  ///< of two or three letters

    bool operator==(const DayWord& other) const { return kind == other.kind && value == other.value; }
    /// False where the word names two things.
    bool merge(const DayWord& other) {
        is_short = is_short || other.is_short;
        return *this == other;
    }
};

/// How a language writes the third of May with slashes.
enum class DayOrder { day_first, month_first, either };

/// One language's words.
class Vocabulary {
  public:
    /// Adds a word or phrase. False where there is no word in it.
    bool add(std::string_view phrase, const Meaning& meaning);
    /// Adds a number word, unless the phrase is already known as an answer, as no value or as another number.
    void add_number(std::string_view phrase, int number);

    /// Accents make the word, as tones do: `má` is no `ma`.
    void heed_tones() { phrases_.heed_tones(); }

    [[nodiscard]] const PhraseTable<Meaning>& phrases() const { return phrases_; }

    std::string own_name;
    std::map<Language, std::vector<std::string>> names;  ///< of languages, in this one; the first is the name
    std::map<std::string, std::vector<std::string>> opinions;  ///< `agree`, `disagree`, `pass`: what is said for each
    std::vector<std::string> stops_by_looks;             ///< STOP's words, look-alike letters folded
    std::vector<Tokens> number_endings;                  ///< as written behind digits: `:n`
    std::vector<std::string> counted_endings;            ///< of a word that a number before it counts: `ista`
    std::vector<std::string> day_endings;                ///< as written behind a day's number: `rd`, `:e`
    Inflection inflection;                               ///< the endings that its nouns take
    PhraseTable<DayWord> days;                           ///< months, weekdays, `huomenna`
    DayOrder day_order = DayOrder::day_first;

    char grouping_sign = '\0';                            ///< what parts thousands: `,`, `.`; 0: a blank

  private:
    PhraseTable<Meaning> phrases_;
};

/// What parts thousands in that language, as ICU writes them; 0 where it is neither comma nor full stop.
[[nodiscard]] char grouping_sign_of(const Language& language);

/// Adds the months and weekdays as ICU names them. Nothing where ICU has no data of that very language.
void add_calendar(Vocabulary& vocabulary, const Language& language);

/// Adds the language's number words 0–100, as ICU writes them. Nothing where ICU has no data of that very language.
void add_icu_numbers(Vocabulary& vocabulary, const Language& language);

}  // namespace dialogs
