// points: `1=50 3=50`, `digi 50, perheet 50`: a line by its number or label, then whole points, all
// coming to the total.
#include "dialogs/understanding/types.hpp"

#include <charconv>
#include <map>

namespace dialogs {
namespace {

constexpr std::size_t points_tokens_max = 200;
constexpr std::size_t amount_digits_max = 7;

class PointsReader {
public:
    PointsReader(const ClosedQuestion& question, const Tokens& tokens)
        : question_(question), tokens_(tokens) {}

    /// The points by key; empty where the reply is anything else than a list of them.
    [[nodiscard]] std::map<std::string, int> run() {
        while (skip_between(), at_ < tokens_.size()) {
            const auto key = line();
            if (!key) return {};
            const auto amount = amount_of(key->by_number);
            if (!amount || !points_.emplace(key->value, *amount).second) return {};
        }
        return std::move(points_);
    }

private:
    struct Line {
        std::string value;
        bool by_number = false;
    };

    /// Signs and words between two pairs; courtesy at both ends.
    void skip_between() {
        constexpr auto silent =
            Role::courtesy | Role::empty | Role::own | Role::joiner | Role::filler;
        while (at_ < tokens_.size()) {
            const auto& token = tokens_[at_];
            const bool is_separator = token.is_sign(",") || token.is_sign(";") ||
                                      token.is_sign(".") || token.is_sign("\n") ||
                                      token.is_sign("!") || token.is_sign("&");
            if (is_separator) {
                ++at_;
                continue;
            }
            if (token.is_number() || question_.labels.at(tokens_, at_)) return;
            const auto word = token.is_word() ? question_.words.at(tokens_, at_) : std::nullopt;
            if (!word || word->meaning.number || !word->meaning.roles.any_of(silent) ||
                word->meaning.roles.has(Role::negation))
                return;
            at_ = word->end;
        }
    }

    std::optional<Line> line() {
        if (const auto label = question_.labels.at(tokens_, at_)) {
            at_ = label->end;
            return of(question_.shape.values[label->value].value, false);
        }
        const auto number = whole_number();
        if (!number) return std::nullopt;
        const auto found = choice_of_number(question_.shape, *number);
        return found.outside ? std::nullopt : of(found.value, true);
    }

    static std::optional<Line> of(const std::string& value, bool by_number) {
        if (value == "na") return std::nullopt;
        return Line{.value = value, .by_number = by_number};
    }

    /// Behind a number stands `=` or `:`; behind a label it may be left out.
    std::optional<int> amount_of(bool by_number) {
        const bool has_sign =
            at_ < tokens_.size() && (tokens_[at_].is_sign("=") || tokens_[at_].is_sign(":"));
        if (has_sign) ++at_;
        if (by_number && !has_sign) return std::nullopt;
        const auto amount = whole_number();
        const bool is_share = at_ < tokens_.size() && tokens_[at_].is_sign("%");
        if (amount && is_share && question_.shape.total == 100) ++at_;
        return amount;
    }

    std::optional<int> whole_number() {
        if (at_ >= tokens_.size() || !tokens_[at_].is_number()) return std::nullopt;
        const auto& digits = tokens_[at_].exact;
        if (digits.size() > amount_digits_max || is_part_of_more()) return std::nullopt;
        int number = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), number);
        ++at_;
        return number;
    }

    /// `1,5`, `1.5`, `10-20`: not the number alone.
    [[nodiscard]] bool is_part_of_more() const {
        if (at_ + 2 >= tokens_.size() || !tokens_[at_ + 1].glued || !tokens_[at_ + 2].glued)
            return false;
        const auto& sign = tokens_[at_ + 1];
        const bool goes_on =
            sign.is_sign(",") || sign.is_sign(".") || sign.is_sign("-") || sign.is_sign("/");
        // `1=50,3=50`: the comma parts two pairs where a sign of a pair follows.
        const bool is_next_pair = sign.is_sign(",") && at_ + 3 < tokens_.size() &&
                                  (tokens_[at_ + 3].is_sign("=") || tokens_[at_ + 3].is_sign(":"));
        return goes_on && tokens_[at_ + 2].is_number() && !is_next_pair;
    }

    const ClosedQuestion& question_;
    const Tokens& tokens_;
    std::size_t at_ = 0;
    std::map<std::string, int> points_;
};

}  // namespace

Reading read_points(const ClosedQuestion& question, const ClosedType&, std::string_view reply) {
    if (auto way_out = read_way_out(question, reply); way_out.kind == Reading::Kind::value)
        return way_out;
    const auto tokens = tokens_of(reply, points_tokens_max);
    const auto points = PointsReader(question, tokens).run();
    if (points.empty()) return {};
    long long sum = 0;
    std::map<std::string, std::string> table;
    for (const auto& [key, amount] : points) {
        sum += amount;
        if (amount > 0) table.emplace(key, std::to_string(amount));
    }
    if (sum != question.shape.total)
        return {.kind = Reading::Kind::wrong_total, .sum = static_cast<int>(sum)};
    return {.kind = Reading::Kind::value, .value = std::move(table)};
}

}  // namespace dialogs
