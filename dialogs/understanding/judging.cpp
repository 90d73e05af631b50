#include "dialogs/understanding/judging.hpp"

#include "dialogs/understanding/emoji.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace dialogs {
namespace {

constexpr auto silent = Role::courtesy | Role::empty | Role::own | Role::hedge | Role::correction | Role::filler;
constexpr auto connecting = Role::goes_on | Role::remark | Role::negation | Role::alternative | Role::joiner |
                            Role::bound | Role::bound_after | Role::half | Role::out_of | Role::before_time |
                            Role::yes | Role::no;
constexpr std::size_t negation_reach = 3;  // words that a negation may stand before what it denies: "ei ole kovin hyvä"

class Judge {
  public:
    Judge(const ClosedQuestion& question, const ClosedType& type, const Tokens& tokens)
        : question_(question), type_(type), tokens_(tokens) {
        auto pieces = pieces_of(tokens, question.words, question.labels, type.nearness,
                                question.words.spoken().grouping_sign);
        row_.reserve(pieces.size());
        for (auto& piece : pieces)
            row_.push_back(
                Judged{.piece = std::move(piece), .candidate = {}, .after_own_word = false, .neutral = false});
        for (auto& judged : row_) judged.words = words_in(judged.piece);
    }

    std::vector<Judged> run() {
        for (std::size_t at = 0; at < row_.size(); ++at) {
            row_[at].neutral = row_[at].neutral || is_neutral(row_[at].piece);
            row_[at].candidate = candidate_of(row_[at].piece);
        }
        for (std::size_t at = 0; at < row_.size(); ++at) settle(at);
        for (std::size_t at = 0; at < row_.size(); ++at) spoil(at);
        return std::move(row_);
    }

  private:
    [[nodiscard]] std::size_t words_in(const Piece& piece) const {
        return tokens_[piece.first].cut ? 1 : piece.last - piece.first;
    }

    [[nodiscard]] const Piece& piece(std::size_t at) const { return row_[at].piece; }
    [[nodiscard]] const Token& first_token(std::size_t at) const { return tokens_[piece(at).first]; }
    [[nodiscard]] bool exists(std::size_t at) const { return at < row_.size(); }
    [[nodiscard]] bool is_sign(std::size_t at, std::string_view sign) const {
        return exists(at) && first_token(at).is_sign(sign);
    }
    [[nodiscard]] bool is_comma(std::size_t at) const { return is_sign(at, ",") || is_sign(at, "、"); }
    [[nodiscard]] bool has_role(std::size_t at, Roles roles) const {
        return exists(at) && !piece(at).label && piece(at).meaning.roles.any_of(roles);
    }

    static bool is_neutral(const Piece& piece) {
        if (piece.label) return false;
        return piece.is_sign() || (piece.kind == Piece::Kind::word && piece.meaning.roles.any_of(silent));
    }

    /// What the piece is by itself, before its neighbours are looked at.
    [[nodiscard]] std::optional<Candidate> candidate_of(const Piece& piece) const {
        if (piece.label) {
            return Candidate{.value = question_.shape.values[piece.label->value].value, .loud = true};
        }
        if (piece.meaning.roles.has(Role::not_value)) return Candidate{};
        auto found = type_.candidate(question_, tokens_, piece);
        if (found) return found;
        if (piece.meaning.roles.has(Role::dont_know))
            return question_.na_is_dont_know ? Candidate{.value = "na", .loud = true} : Candidate{};
        const bool is_no = piece.meaning.roles.has(Role::no) && !piece.meaning.roles.any_of(silent);
        return is_no ? std::optional(Candidate{}) : std::nullopt;
    }

    /// Takes away candidates that count, measure or are denied, and joins what belongs to the value.
    void settle(std::size_t at) {
        auto& judged = row_[at];
        if (!judged.candidate) return;
        const bool is_number = !judged.piece.label && is_quantity(judged.piece);
        if (is_number && join_best(at)) return;
        if (is_number && (counts_something(at) || is_measure_of_number(at))) judged.candidate.reset();
        else if (is_within_unknown_word(at)) judged.candidate.reset();
        else if (belongs_to_next_word(at) || is_mere_courtesy(at)) judged.candidate.reset();
        else if (is_denied(at)) judged.candidate = Candidate{};
        if (judged.candidate) judged.after_own_word = stands_by_own_word(at);
    }

    static bool is_quantity(const Piece& piece) {
        return piece.kind == Piece::Kind::number || piece.meaning.number.has_value();
    }

    /// `9 out of 10`, `9 / 10`: the best joins the value, where it is the question's best. In some languages both
    /// are one word: `9 kymmenestä`.
    bool join_best(std::size_t at) {
        const bool is_one_word = has_role(at + 1, Role::out_of) && piece(at + 1).plain_number().has_value();
        const auto best_at = is_one_word ? at + 1 : at + 2;
        const bool is_joined = has_role(at + 1, Role::out_of) || is_sign(at + 1, "/");
        if (!is_joined || !exists(best_at) || !piece(best_at).plain_number()) return false;
        const auto best = *piece(best_at).plain_number();
        if (!question_.shape.max || best != *question_.shape.max) {
            row_[at].candidate = Candidate{};
        } else {
            row_[at + 1].neutral = row_[best_at].neutral = true;
            row_[at].after_own_word = true;
        }
        row_[best_at].candidate.reset();
        row_[best_at].neutral = true;
        return true;
    }

    bool counts_something(std::size_t at) {
        if (at > 0 && comes_before_time(at - 1)) return true;
        if (at > 0 && (is_glued_to_word_before(at) || is_unit_sign(at - 1))) return true;
        return exists(at + 1) && counts_next(at);
    }

    /// Vietnamese năm is five, and year behind a number.
    [[nodiscard]] bool is_measure_of_number(std::size_t at) const {
        return at > 0 && has_role(at, Role::measure) && is_quantity(piece(at - 1));
    }

    [[nodiscard]] bool comes_before_time(std::size_t at) const {
        if (is_sign(at, ".") && at > 0) return has_role(at - 1, Role::before_time);  // klo. 9
        return has_role(at, Role::before_time);
    }

    [[nodiscard]] bool is_glued_to_word_before(std::size_t at) const {
        if (!first_token(at).glued || piece(at - 1).kind != Piece::Kind::word || has_role(at - 1, silent)) return false;
        const bool is_without_blanks = tokens_[piece(at - 1).last - 1].cut;  // 8或9
        return !is_without_blanks || piece(at - 1).is_unknown_word();
    }

    bool counts_next(std::size_t at) {
        const auto next = at + 1;
        if (is_unit(next)) {
            row_[next].neutral = true;
            return false;
        }
        if (is_year_before_its_unit(at)) {
            row_[next].neutral = true;
            return false;
        }
        if (join_ending(at)) return exists(at + 3) && has_role(at + 3, Role::measure);
        if (piece(next).is_sign()) return counts_by_sign(next);
        if (has_role(next, Role::measure)) return true;
        if (has_role(next, Role::out_of)) return counts_among(at);
        if (first_token(next).glued && piece(next).is_unknown_word()) return true;
        return is_plain_word(next) && counts_plain_word(at);
    }

    [[nodiscard]] bool is_unit_sign(std::size_t at) const {
        constexpr std::array<std::string_view, 6> units{"%", "€", "$", "£", "°", "‰"};
        return std::find(units.begin(), units.end(), first_token(at).exact) != units.end();
    }

    /// `yksi lääkäreistä`, `one of them`: a number of some, where it has not been joined to its best.
    [[nodiscard]] bool counts_among(std::size_t at) const {
        const auto whole = at + 2;
        if (!exists(whole) || piece(whole).is_sign() || has_role(whole, Role::courtesy)) return false;
        const bool is_word_or_one = piece(at).kind == Piece::Kind::word || piece(at).number.value == 1;
        return is_word_or_one || has_role(whole, Role::measure) || has_counted_form(whole);
    }

    /// %, €, and `9-vuotias`.
    [[nodiscard]] bool counts_by_sign(std::size_t sign) const {
        if (is_unit_sign(sign)) return true;
        const bool has_ending = (is_sign(sign, ".") || is_sign(sign, ":")) && first_token(sign).glued;
        if (has_ending && has_role(sign + 1, Role::measure)) return true;  // 9. päivä, 9:ltä
        const bool is_hyphen = is_sign(sign, "-") && first_token(sign).glued;
        return is_hyphen && exists(sign + 1) && first_token(sign + 1).glued &&
               piece(sign + 1).kind == Piece::Kind::word && !piece(sign + 1).label;
    }

    /// `1984 года`: a year; `84 года` is an age.
    [[nodiscard]] bool is_year_before_its_unit(std::size_t at) const {
        constexpr std::size_t digits_of_a_year = 4;
        return question_.shape.type == QuestionType::year && first_token(at).is_number() &&
               first_token(at).exact.size() == digits_of_a_year && piece(at + 1).meaning.unit == "year";
    }

    [[nodiscard]] bool is_unit(std::size_t at) const {
        const auto& unit = question_.unit;
        if (unit.word.empty()) return false;
        return unit.stands_at(tokens_, piece(at).first) || (!unit.name.empty() && unit.name == unit_of(at));
    }

    /// The unit that a word or sign is, by its name in all languages.
    [[nodiscard]] std::string_view unit_of(std::size_t at) const {
        if (is_sign(at, "€")) return "eur";
        if (is_sign(at, "%")) return "percent";
        return piece(at).meaning.unit;
    }

    /// `9:n`, `9:ää`: an ending of the number itself.
    bool join_ending(std::size_t at) {
        for (const auto& parts : question_.words.spoken().number_endings) {
            std::size_t same = 0;
            while (same < parts.size() && exists(at + 1 + same) && first_token(at + 1 + same).glued &&
                   piece(at + 1 + same).last == piece(at + 1 + same).first + 1 &&
                   first_token(at + 1 + same).exact == parts[same].exact)
                ++same;
            if (same == 0 || same < parts.size()) continue;
            for (std::size_t part = 0; part < same; ++part) {
                row_[at + 1 + part].neutral = true;
                row_[at + 1 + part].candidate.reset();
            }
            return true;
        }
        return false;
    }

    /// A word that says nothing of numbers: what it is doing behind one is the question.
    [[nodiscard]] bool is_plain_word(std::size_t at) const {
        const auto& next = row_[at];
        return next.piece.kind == Piece::Kind::word && !next.piece.label && !next.candidate &&
               !next.piece.meaning.roles.any_of(silent | connecting);
    }

    /// Before a plain word a number word counts it (`yksi hoitaja`), and so do digits before a counted form, also
    /// behind another word (`2 hoitajaa`, `2 todella huonoa`), and a one.
    [[nodiscard]] bool counts_plain_word(std::size_t at) const {
        if (piece(at).kind == Piece::Kind::word || piece(at).number.value == 1) return true;
        if (has_counted_form(at + 1)) return true;
        const auto second = at + 2;
        if (!exists(second) || piece(second).is_sign()) return false;
        return has_role(second, Role::measure) || (is_plain_word(second) && has_counted_form(second));
    }

    [[nodiscard]] bool has_counted_form(std::size_t at) const {
        const auto& word = tokens_[piece(at).first].exact;
        const auto& endings = question_.words.spoken().counted_endings;
        return std::any_of(endings.begin(), endings.end(),
                           [&](const std::string& ending) { return word.ends_with(ending); });
    }

    /// `en saanut apua`, `haluan kiittää`: said of the next word, it is no answer.
    [[nodiscard]] bool belongs_to_next_word(std::size_t at) const {
        if (!has_role(at, Role::negation | Role::alone) || !exists(at + 1)) return false;
        const auto& next = row_[at + 1];
        const bool repeats = next.candidate && next.candidate->value == row_[at].candidate->value;
        const bool is_answer = next.candidate && !is_quantity(next.piece);
        if (is_answer && !has_role(at, Role::negation)) return false;  // it contradicts
        return !next.piece.is_sign() && !next.neutral && !repeats && !has_role(at + 1, Role::goes_on);
    }

    /// Written without blanks, a known word with unknown letters beside it is a piece of another: 对 in 对面.
    [[nodiscard]] bool is_within_unknown_word(std::size_t at) const {
        const auto continues = [&](std::size_t before, std::size_t behind) {
            return tokens_[piece(before).last - 1].cut && tokens_[piece(behind).first].is_within_run();
        };
        const auto spoils = [&](const Piece& beside) {
            return beside.is_unknown_word() || (is_quantity(beside) && is_quantity(piece(at)));  // 九九
        };
        if (at > 0 && spoils(piece(at - 1)) && continues(at - 1, at)) return true;
        return exists(at + 1) && spoils(piece(at + 1)) && continues(at, at + 1);
    }

    /// Thai ครับ, alone a yes, is courtesy beside anything else.
    [[nodiscard]] bool is_mere_courtesy(std::size_t at) const {
        if (!has_role(at, Role::courtesy) || !has_role(at, Role::alone)) return false;
        return std::any_of(row_.begin(), row_.end(), [&](const Judged& other) {
            return &other != &row_[at] && !other.piece.is_sign();
        });
    }

    [[nodiscard]] bool is_denied(std::size_t at) const {
        if (!piece(at).label && piece(at).meaning.roles.has(Role::no)) return false;
        std::size_t words = 0;
        for (auto before = at; before > 0 && words < negation_reach; ++words) {
            --before;
            if (ends_clause(piece(before))) return false;
            if (has_role(before, Role::negation)) return true;
        }
        return false;
    }

    [[nodiscard]] bool stands_by_own_word(std::size_t at) const {
        for (auto before = at; before > 0; --before) {
            if (has_role(before - 1, Role::own)) return true;
            const bool is_between = has_role(before - 1, Role::empty | Role::hedge) || is_sign(before - 1, ":") ||
                                    is_sign(before - 1, "=") || is_sign(before - 1, "#");
            if (!is_between) break;
        }
        return has_role(at + 1, Role::own);
    }

    /// A value joined to an alternative, bounded, or not quite whole is unclear.
    void spoil(std::size_t at) {
        auto& judged = row_[at];
        if (!judged.candidate || judged.candidate->is_unclear()) return;
        if (is_joined_before(at) || is_joined_after(at)) judged.candidate = Candidate{.loud = judged.candidate->loud};
    }

    [[nodiscard]] bool is_joined_before(std::size_t at) const {
        if (at == 0) return false;
        auto before = at - 1;
        while (before > 0 && (is_comma(before) || has_role(before, Role::empty | Role::own))) --before;
        return has_role(before, Role::alternative | Role::bound) || is_bounding_sign(before) ||
               piece(before).kind == Piece::Kind::fraction || is_span(at, before);
    }

    [[nodiscard]] bool is_joined_after(std::size_t at) const {
        constexpr auto spoiling = Role::alternative | Role::bound_after | Role::half;
        auto after = at + 1;
        for (; exists(after) && (is_comma(after) || (row_[after].neutral && !piece(after).is_sign())); ++after)
            if (type_.several && has_role(after, spoiling)) return true;  // `1 to 3`: *to* says nothing elsewhere
        if (!exists(after)) return false;
        const bool joins_values =
            !type_.several && has_role(after, Role::joiner) && exists(after + 1) && row_[after + 1].candidate;
        if (joins_values && row_[after + 1].candidate->value != row_[at].candidate->value) return true;
        return has_role(after, spoiling) || is_sign(after, "~") ||
               piece(after).kind == Piece::Kind::fraction || is_bound_behind(after) || is_span(at, after);
    }

    [[nodiscard]] bool is_bounding_sign(std::size_t at) const {
        const bool is_minus = is_sign(at, "-") && exists(at + 1) && first_token(at + 1).glued &&
                              is_quantity(piece(at + 1)) && !first_token(at).glued &&
                              question_.shape.type != QuestionType::number &&
                              question_.shape.type != QuestionType::year;  // -84
        return is_sign(at, "<") || is_sign(at, ">") || is_sign(at, "≥") || is_sign(at, "≤") || is_sign(at, "±") ||
               is_minus;
    }

    /// `9+`, `9-`.
    [[nodiscard]] bool is_bound_behind(std::size_t at) const {
        const bool is_mark = is_sign(at, "+") || is_sign(at, "-");
        return is_mark && first_token(at).glued && !(exists(at + 1) && first_token(at + 1).glued);
    }

    /// `8 - 9`, `8 / 9`: a sign with a number on its other side.
    [[nodiscard]] bool is_span(std::size_t at, std::size_t sign) const {
        if (!is_sign(sign, "-") && !is_sign(sign, "/") && !is_sign(sign, "~")) return false;
        const auto other = sign > at ? sign + 1 : sign - 1;
        return exists(other) && !row_[other].neutral && is_quantity(piece(at)) && is_quantity(piece(other));
    }

    const ClosedQuestion& question_;
    const ClosedType& type_;
    const Tokens& tokens_;
    std::vector<Judged> row_;
};

}  // namespace

std::vector<Judged> judge(const ClosedQuestion& question, const ClosedType& type, const Tokens& tokens) {
    auto row = Judge(question, type, tokens).run();
    for (auto& judged : row)
        if (!judged.candidate && judged.piece.kind == Piece::Kind::emoji)
            judged.neutral = is_friendly_emoji(tokens[judged.piece.first].exact);
    return row;
}

bool ends_clause(const Piece& piece) { return piece.is_sign(); }

}  // namespace dialogs
