// From what a resident wrote to what they meant: rules 1 to 6 of the script language's "Types of answer".
#pragma once

#include "dialogs/language.hpp"
#include "dialogs/question_type.hpp"
#include "dialogs/recent.hpp"
#include "dialogs/value.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dialogs {

class Catalog;
class PlaceIndex;

/// What words stand for one value of the open question.
struct ValueWords {
    std::string value;                     ///< `sms`, `9`, `true`, `na`
    std::optional<int> number;             ///< the number it is shown under on numbered lines (0 for na)
    std::vector<std::string> labels;       ///< its label in the language spoken (at most one) …
    std::vector<std::string> other_labels; ///< … and in the script's other languages (tier one only)
    std::vector<std::string> accept;       ///< the script's own synonyms, all languages
};

/// The shape an answer must have: the open question as it was shown.
struct AnswerShape {
    QuestionType type = QuestionType::text;
    std::optional<double> min;        ///< nps is 0–10, smiley 1–5 without these
    std::optional<double> max;
    bool whole = false;               ///< number: only whole ones
    std::string unit;                 ///< number: the word that may follow it
    bool has_na = false;
    bool has_other = false;           ///< choice: any other words are an answer
    int text_max = 1600;              ///< text: longest answer, in graphemes
    std::optional<Date> earliest;     ///< date: the first and the last day that may be told
    std::optional<Date> latest;
    int top = 0;                      ///< rank: how many are put in order; 0: all
    int total = 0;                    ///< points: what they come to together
    int at_least = 1;                 ///< budget: how many are chosen at least
    std::shared_ptr<const PlaceIndex> places;  ///< place: where names are looked up
    std::vector<std::string> offered; ///< place: the ids offered last, in the order shown
    std::vector<ValueWords> values;   ///< labelled values, `na` included; in the order shown
    Language language;                ///< the language spoken
    std::vector<Language> languages;  ///< the script's, the spoken one included
    Date today{};                     ///< for dates, in the county's zone
};

/// What a reply means as an answer.
struct Reading {
    enum class Kind {
        value,
        unclear,
        too_long,     ///< text: by `over` graphemes
        outside,      ///< date, year: understood, but not between min and max
        wrong_count,  ///< choices, rank, budget: understood, but too few or too many
        wrong_total,  ///< points: understood, but they come to `sum`
        unsure,       ///< place: one of those `near`
        none          ///< place: none of those offered
    };
    Kind kind = Kind::unclear;
    Value value;                         ///< with Kind::value
    std::optional<std::string> comment;  ///< the whole reply, where more than the value is in it (rule 5)
    std::string other_text;              ///< choice with `other`: the words themselves
    int over = 0;                        ///< with Kind::too_long: by how many graphemes
    int sum = 0;                         ///< with Kind::wrong_total: what the points come to
    std::vector<std::string> near{};     ///< with Kind::unsure: the likeliest ids; with Kind::wrong_count of a budget:
                                         ///< the keys told
};

/// What "none of these" is among the values of a place's offer: no id of a list.
inline constexpr std::string_view none_value = "none";

/// Reads replies to one question. Its words are cut and folded once, when it is made; reading is free of that. Never
/// guesses: what is ambiguous is unclear. Immutable; keeps references to the catalog.
class AnswerReader {
  public:
    AnswerReader(AnswerShape shape, const Catalog& catalog);
    ~AnswerReader();
    AnswerReader(const AnswerReader&) = delete;
    AnswerReader& operator=(const AnswerReader&) = delete;

    [[nodiscard]] const AnswerShape& shape() const;

    /// What the reply means. At most 2 ms for 10 000 characters in any script. `reply` is valid UTF-8.
    [[nodiscard]] Reading read(std::string_view reply) const;

    /// True where the reply is exactly one of the question's own answers (its number, a whole label, an `accept` word,
    /// a yes or no, a lone number in range): what comes before the reserved words other than emergency and STOP (rule
    /// 2).
    [[nodiscard]] bool is_exact(std::string_view reply) const;

  private:
    struct Impl;
    std::unique_ptr<const Impl> impl_;
};

/// Readers of the questions lately asked, for the next reply to the same one. At most so many are worth their memory
/// (some kilobytes each).
using AnswerReaders = Recent<std::shared_ptr<const AnswerReader>>;
inline constexpr std::size_t answer_readers_kept = 1'000;

/// `AnswerReader::read` for one reply alone.
[[nodiscard]] Reading understand(const AnswerShape& shape, std::string_view reply, const Catalog& catalog);

/// `AnswerReader::is_exact` for one reply alone.
[[nodiscard]] bool is_exact_answer(const AnswerShape& shape, std::string_view reply, const Catalog& catalog);

}  // namespace dialogs
