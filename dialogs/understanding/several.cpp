// choices, rank and budget: several lines at once, by their numbers (`1 3 5`, `1,3`, `135` where no line
// has two digits) or by their labels. A range is unclear, and so are numbers mixed with labels that
// mean others (`1. digi 2. perheet`).
#include "dialogs/blanks.hpp"
#include "dialogs/understanding/judging.hpp"
#include "dialogs/understanding/types.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace dialogs {
namespace {

using Row = std::vector<Judged>;
using Keys = std::vector<std::string>;

constexpr std::size_t list_tokens_max = 200;
constexpr std::size_t list_words_max = 5;  // rule 6: in so short a reply a value need not open it
constexpr char key_end = '\x1f';           // between the keys that one number stands for: 135

Keys keys_in(const std::string& value) {
    Keys keys;
    for (std::size_t begin = 0; begin <= value.size();) {
        const auto end = std::min(value.find(key_end, begin), value.size());
        keys.push_back(value.substr(begin, end - begin));
        begin = end + 1;
    }
    return keys;
}

/// `135`: the lines of its digits, each at most once; only where every line has one digit.
Candidate lines_of_digits(const AnswerShape& shape, std::string_view digits) {
    std::string keys;
    std::set<char> seen;
    for (const auto& words : shape.values)
        if (words.number.value_or(0) > 9) return {.value = {}, .outside = true};
    for (const char digit : digits) {
        const auto line = choice_of_number(shape, digit - '0');
        if (line.outside || line.value == "na" || !seen.insert(digit).second)
            return {.value = {}, .outside = true};
        if (!keys.empty()) keys += key_end;
        keys += line.value;
    }
    return {.value = keys};
}

std::optional<Candidate> several_candidate(const ClosedQuestion& question, const Tokens& tokens,
                                           const Piece& piece) {
    const auto one = choice_type().candidate(question, tokens, piece);
    const bool is_digits =
        one && one->outside && piece.kind == Piece::Kind::number && piece.last == piece.first + 1;
    return is_digits ? lines_of_digits(question.shape, tokens[piece.first].exact) : one;
}

/// How many numbers are joined by that sign from here on, without blanks.
std::size_t numbers_joined(const Tokens& tokens, std::size_t at, std::string_view sign) {
    std::size_t count = 1;
    for (; at + 2 < tokens.size() && tokens[at + 1].is_sign(sign) && tokens[at + 1].glued &&
           tokens[at + 2].is_number() && tokens[at + 2].glued;
         at += 2)
        ++count;
    return count;
}

/// `1,3`, `1+3`, `1.3.5` and in an order `3>1>2`, `3-1-2` are lists, no decimals, dates or ranges.
Tokens as_list(Tokens tokens, bool in_order) {
    const auto part = [&](std::size_t sign) {
        tokens[sign].exact = ",";
        tokens[sign].glued = tokens[sign + 1].glued = false;
    };
    for (std::size_t at = 0; at + 2 < tokens.size(); ++at) {
        if (!tokens[at].is_number() || !tokens[at + 2].is_number()) continue;
        const auto& sign = tokens[at + 1];
        const bool parts_always = sign.is_sign(",") || sign.is_sign(";") || sign.is_sign("+") ||
                                  sign.is_sign("&") || (in_order && sign.is_sign(">"));
        if (parts_always) {
            part(at + 1);
            continue;
        }
        for (const std::string_view joint : {".", in_order ? "-" : "."}) {
            const auto count = numbers_joined(tokens, at, joint);
            if (count < 3) continue;
            for (std::size_t number = 1; number < count; ++number)
                part(at + 2 * number - 1);
        }
    }
    return tokens;
}

/// The lines that a reply tells, one after the other.
class ListReader {
public:
    ListReader(const ClosedQuestion& question, const Row& row) : question_(question), row_(row) {}

    /// The keys in the order told; empty where it is unclear.
    [[nodiscard]] Keys run() {
        const auto first = beginning();
        if (!first) return {};
        end_ = end_of_run(*first);
        for (std::size_t at = *first; at < end_; ++at)
            if (row_[at].candidate && !take(at)) return {};
        if (is_mixed() || excludes_itself()) return {};
        for (std::size_t at = 0; at < row_.size(); ++at)
            if ((at < *first || at >= end_) && contradicts(at)) return {};
        first_ = *first;
        return keys_;
    }

    /// True where nothing but the list and courtesy is there.
    [[nodiscard]] bool is_bare() const {
        for (std::size_t at = 0; at < row_.size(); ++at)
            if ((at < first_ || at >= end_) && !row_[at].neutral && !row_[at].candidate)
                return false;
        return true;
    }

    [[nodiscard]] bool has_any_candidate() const {
        return std::any_of(row_.begin(), row_.end(),
                           [](const Judged& judged) { return judged.candidate.has_value(); });
    }

private:
    static bool is_joiner(const Judged& judged) {
        return judged.piece.meaning.roles.has(Role::joiner) &&
               !judged.piece.meaning.roles.has(Role::negation);
    }

    [[nodiscard]] std::optional<std::size_t> beginning() const {
        std::size_t words = 0;
        std::optional<std::size_t> first;
        bool opens = true;
        for (std::size_t at = 0; at < row_.size(); ++at) {
            const auto& judged = row_[at];
            if (judged.candidate && !first) first = at;
            if (judged.candidate && judged.after_own_word) return first;
            if (!judged.candidate && !judged.piece.is_sign() && !is_joiner(judged))
                words += judged.piece.last - judged.piece.first;
            if (!first && !judged.neutral) opens = false;
        }
        return opens || words < list_words_max ? first : std::nullopt;
    }

    [[nodiscard]] std::size_t end_of_run(std::size_t at) const {
        auto end = at;
        for (; at < row_.size(); ++at) {
            if (row_[at].candidate)
                end = at + 1;
            else if (!row_[at].neutral && !is_joiner(row_[at]))
                break;
        }
        return end;
    }

    bool take(std::size_t at) {
        const auto& candidate = *row_[at].candidate;
        if (candidate.is_unclear() || candidate.outside) return false;
        const auto& how = row_[at].piece.label ? labelled_ : numbered_;
        for (const auto& key : keys_in(candidate.value)) {
            const bool is_again = std::find(keys_.begin(), keys_.end(), key) != keys_.end();
            const bool is_order = question_.shape.type == QuestionType::rank;
            if (is_again && is_order && (keys_.back() != key || how.contains(key))) return false;
            if (!is_again) keys_.push_back(key);
            (row_[at].piece.label ? labelled_ : numbered_).insert(key);
        }
        return true;
    }

    [[nodiscard]] bool is_mixed() const {
        return !numbered_.empty() && !labelled_.empty() && numbered_ != labelled_;
    }

    /// The way out stands alone.
    [[nodiscard]] bool excludes_itself() const {
        return keys_.size() > 1 && std::find(keys_.begin(), keys_.end(), "na") != keys_.end();
    }

    [[nodiscard]] bool is_told(const std::string& value) const {
        const auto keys = keys_in(value);
        return std::all_of(keys.begin(), keys.end(), [&](const std::string& key) {
            return std::find(keys_.begin(), keys_.end(), key) != keys_.end();
        });
    }

    /// A later value that is not in the list makes the list doubtful.
    [[nodiscard]] bool contradicts(std::size_t at) const {
        const auto& candidate = row_[at].candidate;
        if (!candidate || (!candidate->is_unclear() && is_told(candidate->value))) return false;
        const bool stands_alone =
            at + 1 >= row_.size() || row_[at + 1].neutral || row_[at + 1].candidate;
        return candidate->loud || stands_alone;
    }

    const ClosedQuestion& question_;
    const Row& row_;
    std::size_t first_ = 0;
    std::size_t end_ = 0;
    Keys keys_;
    std::set<std::string> numbered_;
    std::set<std::string> labelled_;
};

/// `kaikki` alone: every line but the way out and the others.
Keys all_lines(const ClosedQuestion& question, const Row& row) {
    bool says_all = false;
    for (const auto& judged : row) {
        const bool is_all = judged.piece.meaning.roles.has(Role::all) && !judged.piece.label;
        if (!is_all && !judged.neutral) return {};
        says_all = says_all || is_all;
    }
    Keys keys;
    if (!says_all) return keys;
    for (const auto& words : question.shape.values)
        if (words.value != "na" && words.value != "other") keys.push_back(words.value);
    return keys;
}

std::size_t lines_in(const AnswerShape& shape) {
    return static_cast<std::size_t>(
        std::count_if(shape.values.begin(), shape.values.end(),
                      [](const ValueWords& words) { return words.value != "na"; }));
}

/// As many as the question wants.
bool is_count_fine(const AnswerShape& shape, std::size_t count) {
    if (shape.type == QuestionType::rank)
        return count == (shape.top > 0 ? static_cast<std::size_t>(shape.top) : lines_in(shape));
    if (shape.type == QuestionType::budget) return count >= static_cast<std::size_t>(shape.at_least);
    const auto told = static_cast<double>(count);
    return told >= shape.min.value_or(0) && told <= shape.max.value_or(told);
}

Reading reading_of(const ClosedQuestion& question, Keys keys, std::optional<std::string> comment) {
    if (keys == Keys{"na"})
        return {.kind = Reading::Kind::value, .value = NotApplicable{}, .comment = comment};
    if (!is_count_fine(question.shape, keys.size())) {
        Reading reading{.kind = Reading::Kind::wrong_count};
        if (question.shape.type == QuestionType::budget) reading.near = std::move(keys);
        return reading;
    }
    Reading reading{.kind = Reading::Kind::value};
    if (std::find(keys.begin(), keys.end(), "other") != keys.end())
        reading.other_text = comment.value_or("");
    else
        reading.comment = std::move(comment);
    reading.value = std::move(keys);
    return reading;
}

}  // namespace

ClosedType several_type() {
    return {.nearness = Nearness::beginnings_and_typing_errors,
            .candidate = &several_candidate,
            .value = &key_value,
            .several = true};
}

Reading read_several(const ClosedQuestion& question, const ClosedType& type,
                     std::string_view reply) {
    const bool in_order = question.shape.type == QuestionType::rank;
    const auto tokens = as_list(tokens_of(reply, list_tokens_max), in_order);
    const auto row = judge(question, type, tokens);
    ListReader list(question, row);
    auto keys = list.run();
    if (!keys.empty()) {
        auto comment = list.is_bare() ? std::nullopt : std::optional(std::string(without_blank_ends(reply)));
        return reading_of(question, std::move(keys), std::move(comment));
    }
    if (!in_order)
        if (auto all = all_lines(question, row); !all.empty())
            return reading_of(question, std::move(all), {});
    const bool has_words = std::any_of(row.begin(), row.end(), [](const Judged& judged) {
        return judged.piece.kind == Piece::Kind::word && !judged.neutral;
    });
    if (!question.shape.has_other || list.has_any_candidate() || !has_words) return {};
    return reading_of(question, {"other"}, std::string(without_blank_ends(reply)));
}

bool is_exactly_several(const ClosedQuestion& question, const ClosedType& type,
                        std::string_view reply) {
    auto exactly = type;
    exactly.nearness = Nearness::exact;
    const bool in_order = question.shape.type == QuestionType::rank;
    const auto tokens = as_list(tokens_of(reply, list_tokens_max), in_order);
    const auto row = judge(question, exactly, tokens);
    const bool is_list = std::all_of(row.begin(), row.end(), [](const Judged& judged) {
        const bool by_key = judged.piece.label && judged.piece.label->is_key;
        return judged.piece.is_sign() || (judged.candidate && !by_key);
    });
    return is_list && !ListReader(question, row).run().empty();
}

}  // namespace dialogs
