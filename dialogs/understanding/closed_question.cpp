#include "dialogs/understanding/closed_question.hpp"

#include "dialogs/blanks.hpp"
#include "dialogs/understanding/judging.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace dialogs {
namespace {

constexpr std::size_t tokens_max = 200;    // a value further on than this opens nothing and answers nothing
constexpr std::size_t unit_tokens_max = 16;  // a unit may be many letters written without blanks
constexpr std::size_t few_words_max = 5;   // rule 6: the only candidate in so short a reply is the value

using Row = std::vector<Judged>;

/// Chooses the value among judged pieces; nothing where it is unclear.
class Choice {
  public:
    explicit Choice(const Row& row) : row_(row) {}

    [[nodiscard]] std::optional<std::size_t> run() const {
        auto chosen = by_own_word();
        if (!chosen) chosen = opening();
        if (!chosen) chosen = only_one();
        if (!chosen || candidate(*chosen).is_unclear() || candidate(*chosen).outside) return std::nullopt;
        for (std::size_t at = 0; at < row_.size(); ++at)
            if (contradicts(at, *chosen)) return std::nullopt;
        return chosen;
    }

    [[nodiscard]] bool has_any_candidate() const {
        return std::any_of(row_.begin(), row_.end(), [](const Judged& judged) { return judged.candidate.has_value(); });
    }

    /// True where nothing but the value, its unit, own words and courtesy is there (rule 5).
    [[nodiscard]] bool is_bare(std::size_t chosen) const {
        return std::all_of(row_.begin(), row_.end(), [&](const Judged& judged) {
            return judged.neutral || (judged.candidate && judged.candidate->value == candidate(chosen).value);
        });
    }

  private:
    [[nodiscard]] const Candidate& candidate(std::size_t at) const { return *row_[at].candidate; }

    [[nodiscard]] std::optional<std::size_t> by_own_word() const {
        for (std::size_t at = 0; at < row_.size(); ++at)
            if (row_[at].candidate && row_[at].after_own_word) return at;
        return std::nullopt;
    }

    [[nodiscard]] std::optional<std::size_t> opening() const {
        for (std::size_t at = 0; at < row_.size(); ++at) {
            if (row_[at].candidate) return at;
            if (!row_[at].neutral) return std::nullopt;
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<std::size_t> only_one() const {
        std::size_t words = 0;
        std::optional<std::size_t> only;
        for (std::size_t at = 0; at < row_.size(); ++at) {
            if (!row_[at].piece.is_sign()) words += row_[at].words;
            if (!row_[at].candidate) continue;
            if (only && candidate(at).value != candidate(*only).value) return std::nullopt;
            if (!only) only = at;
        }
        const bool is_denial = only && row_[*only].piece.meaning.roles.has(Role::negation) && !row_[*only].piece.label;
        return words <= few_words_max && only && stands_by_itself(*only) && !is_denial ? only : std::nullopt;
    }

    /// Nothing that it could belong to comes after it in its clause.
    [[nodiscard]] bool stands_by_itself(std::size_t at) const {
        return at + 1 >= row_.size() || row_[at + 1].neutral || row_[at + 1].candidate.has_value();
    }

    /// Its clause has nothing but candidates and neutral words.
    [[nodiscard]] bool is_clause_of_its_own(std::size_t at) const {
        const auto is_plain = [&](std::size_t other) { return row_[other].neutral || row_[other].candidate; };
        auto first = at;
        while (first > 0 && !ends_clause(row_[first - 1].piece)) --first;
        for (; first < row_.size() && !ends_clause(row_[first].piece); ++first)
            if (!is_plain(first)) return false;
        return true;
    }

    [[nodiscard]] bool contradicts(std::size_t at, std::size_t chosen) const {
        const auto& judged = row_[at];
        if (at == chosen || !judged.candidate || judged.candidate->value == candidate(chosen).value) return false;
        if (judged.candidate->outside) return is_clause_of_its_own(at);
        return judged.candidate->loud || stands_by_itself(at);
    }

    const Row& row_;
};

Roles roles_of(const std::string& label, const Vocabulary& vocabulary) {
    const auto* meaning = vocabulary.phrases().exactly(label);
    return meaning ? meaning->roles : Roles();
}

bool means_dont_know(const Words& words, const std::string& label) {
    const auto knows = [&](const Vocabulary* vocabulary) { return roles_of(label, *vocabulary).has(Role::dont_know); };
    return knows(&words.spoken()) || std::any_of(words.others().begin(), words.others().end(), knows);
}

bool is_na_dont_know(const AnswerShape& shape, const Words& words) {
    for (const auto& value : shape.values) {
        if (value.value != "na") continue;
        for (const auto* labels : {&value.labels, &value.other_labels})
            for (const auto& label : *labels)
                if (means_dont_know(words, label)) return true;
    }
    return false;
}

ClosedQuestion::Unit unit_of(const std::string& unit, const Words& words) {
    auto tokens = tokens_of(unit, unit_tokens_max);
    if (tokens.empty()) return {};
    const auto known = tokens.front().is_word() ? words.at(tokens, 0) : std::nullopt;
    const auto rest = std::find_if_not(tokens.begin() + 1, tokens.end(),
                                       [](const Token& token) { return token.is_within_run(); });
    tokens.erase(rest, tokens.end());
    return {.word = std::move(tokens), .name = known ? known->meaning.unit : std::string()};
}

Value value_of(const ClosedType& type, const std::string& value) {
    return value == "na" ? Value(NotApplicable{}) : type.value(value);
}

}  // namespace

bool ClosedQuestion::Unit::stands_at(const Tokens& tokens, std::size_t at) const {
    if (word.empty() || at + word.size() > tokens.size()) return false;
    return std::equal(word.begin(), word.end(), tokens.begin() + static_cast<std::ptrdiff_t>(at),
                      [](const Token& a, const Token& b) { return a.exact == b.exact; });
}

ClosedQuestion::ClosedQuestion(AnswerShape its_shape, const Catalog& catalog)
    : shape(std::move(its_shape)),
      words(catalog, shape.language, shape.languages),
      labels(shape, words.spoken().inflection),
      na_is_dont_know(is_na_dont_know(shape, words)),
      unit(unit_of(shape.unit, words)) {
    for (const auto& value : shape.values) {
        Roles roles;
        for (const auto& label : value.labels) roles = roles | roles_of(label, words.spoken());
        label_roles.push_back(roles);
    }
}

Reading read_closed(const ClosedQuestion& question, const ClosedType& type, std::string_view reply) {
    const auto row = judge(question, type, tokens_of(reply, tokens_max));
    const Choice choice(row);
    if (const auto chosen = choice.run()) {
        Reading reading{.kind = Reading::Kind::value, .value = value_of(type, row[*chosen].candidate->value),
                        .comment = {}, .other_text = {}};
        if (!choice.is_bare(*chosen)) reading.comment = std::string(without_blank_ends(reply));
        return reading;
    }
    const bool is_other = question.shape.has_other && !choice.has_any_candidate() &&
                          std::any_of(row.begin(), row.end(), [](const Judged& judged) {
                              return judged.piece.kind == Piece::Kind::word && !judged.neutral;
                          });
    if (!is_other) return {};
    return {.kind = Reading::Kind::value,
            .value = std::string("other"),
            .comment = {},
            .other_text = std::string(without_blank_ends(reply))};
}

bool is_exactly_one(const ClosedQuestion& question, const ClosedType& type, std::string_view reply) {
    auto exactly = type;
    exactly.nearness = Nearness::exact;
    auto row = judge(question, exactly, tokens_of(reply, tokens_max));
    std::erase_if(row, [](const Judged& judged) { return judged.piece.is_sign(); });
    if (row.size() != 1 || !row.front().candidate) return false;
    const auto& only = row.front();
    const bool is_by_key = only.piece.label && only.piece.label->is_key;
    return !only.candidate->is_unclear() && !only.candidate->outside && !is_by_key;
}

std::string value_text(double number) {
    return number == std::floor(number) && std::abs(number) < 1e15 ? fmt::format("{:.0f}", number)
                                                                   : fmt::format("{}", number);
}

Candidate number_in_range(const AnswerShape& shape, double number, double min, double max) {
    for (const auto& words : shape.values)
        if (words.number && *words.number == number) return {.value = words.value};
    if (number < min || number > max) return {.value = {}, .outside = true};
    return {.value = value_text(number)};
}

Candidate choice_of_number(const AnswerShape& shape, double number) {
    for (const auto& words : shape.values)
        if (words.number && *words.number == number) return {.value = words.value};
    return {.value = {}, .outside = true};
}

Value number_value(const std::string& value) { return std::strtod(value.c_str(), nullptr); }

Value key_value(const std::string& value) { return value; }

}  // namespace dialogs
