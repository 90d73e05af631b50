// A reply as a row of days and what stands between them: weekdays beside dates, times behind them,
// what makes a day doubtful.
#include "dialogs/understanding/days.hpp"

#include "dialogs/understanding/written_days.hpp"

#include <algorithm>

namespace dialogs {
namespace {

class DayFinder {
public:
    DayFinder(const ClosedQuestion& question, const Tokens& tokens)
        : question_(question), tokens_(tokens), written_(question, tokens) {}

    DayRow run() {
        for (std::size_t at = 0; at < tokens_.size(); at = row_.back().last)
            row_.push_back(piece_at(at));
        join_weekdays();
        for (std::size_t at = 0; at < row_.size(); ++at)
            if (row_[at].kind == DayPiece::Kind::day) {
                mark_times(at);
                row_[at].day.is_doubtful = row_[at].day.is_doubtful || is_spoiled(at);
            }
        return std::move(row_);
    }

private:
    [[nodiscard]] DayPiece piece_at(std::size_t at) const {
        DayPiece piece{.first = at, .last = at + 1};
        if (auto found = written_.day_at(at)) {
            piece.kind = DayPiece::Kind::day;
            piece.day = found->day;
            piece.last = found->end;
            return piece;
        }
        const auto& token = tokens_[at];
        if (token.is_number()) {
            piece.kind = DayPiece::Kind::number;
            piece.last = read_number(tokens_, at, '\0').end;
            return piece;
        }
        if (!token.is_word()) {
            piece.kind = DayPiece::Kind::sign;
            return piece;
        }
        if (token.exact.empty()) return piece;
        // `on Friday` may be a phrase of its own elsewhere; here `on` stands beside a day.
        const auto name = written_.name_at(at);
        piece.is_beside = name && name->word.kind == DayWord::Kind::beside;
        const auto word = question_.words.at(tokens_, at);
        if (word && (!piece.is_beside || word->end == name->end)) {
            piece.roles = word->meaning.roles;
            piece.last = word->end;
        }
        if (piece.is_beside) piece.last = name->end;
        return piece;
    }

    [[nodiscard]] bool is_sign(std::size_t at, std::string_view sign) const {
        return at < tokens_.size() && tokens_[at].is_sign(sign);
    }

    /// `ma 3.5.`, `3.5. maanantaina`: one day, told twice.
    void join_weekdays() {
        for (std::size_t at = 0; at + 1 < row_.size(); ++at) {
            auto next = at + 1;
            while (next < row_.size() && (row_[next].is_beside || is_sign(row_[next].first, ",")))
                ++next;
            if (next >= row_.size()) return;
            auto& a = row_[at];
            auto& b = row_[next];
            if (a.kind != DayPiece::Kind::day || b.kind != DayPiece::Kind::day) continue;
            const bool is_pair =
                (a.day.month != 0) != (b.day.month != 0) && !a.day.offset && !b.day.offset;
            if (!is_pair) continue;
            const auto weekday = a.day.weekday ? a.day.weekday : b.day.weekday;
            if (a.day.month == 0) a.day = b.day;
            a.day.weekday = weekday;
            a.last = b.last;
            row_.erase(row_.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                       row_.begin() + static_cast<std::ptrdiff_t>(next) + 1);
        }
    }

    [[nodiscard]] bool has_role(std::size_t at, Roles roles) const {
        return at < row_.size() && row_[at].roles.any_of(roles);
    }
    [[nodiscard]] bool is_number_piece(std::size_t at) const {
        return at < row_.size() && row_[at].kind == DayPiece::Kind::number;
    }

    /// `klo 12`, `12:30`, `kl. 9` behind a day.
    void mark_times(std::size_t day) {
        for (auto at = day + 1; at < row_.size(); ++at) {
            const auto next = is_sign(row_[at].last, ".") ? at + 2 : at + 1;
            if (has_role(at, Role::before_time) && is_number_piece(next)) {
                row_[at].is_time = row_[next].is_time = true;
                at = next;
                continue;
            }
            if (row_[at].is_neutral()) continue;
            const bool is_clock =
                is_number_piece(at) && row_[at].last - row_[at].first == 3 &&
                (is_sign(row_[at].first + 1, ":") || is_sign(row_[at].first + 1, "."));
            if (!is_clock) return;
            row_[at].is_time = true;
        }
    }

    /// Denied, bounded, one of two, the end of a range.
    [[nodiscard]] bool is_spoiled(std::size_t day) const {
        constexpr auto before =
            Role::negation | Role::alternative | Role::bound | Role::before_time;
        constexpr auto after = Role::alternative | Role::bound_after | Role::before_time;
        auto at = day;
        while (at > 0 && row_[at - 1].is_neutral() && row_[at - 1].kind == DayPiece::Kind::word)
            --at;
        if (at > 0 && (has_role(at - 1, before) || is_span_sign(at - 1))) return true;
        at = day + 1;
        while (at < row_.size() && (row_[at].is_time || (row_[at].is_neutral() &&
                                                         row_[at].kind == DayPiece::Kind::word)))
            ++at;
        return has_role(at, after) || (is_span_sign(at) && at + 1 < row_.size());
    }

    /// A dash beside a day, not a dash between clauses.
    [[nodiscard]] bool is_span_sign(std::size_t at) const {
        if (at >= row_.size() || row_[at].kind != DayPiece::Kind::sign) return false;
        const auto& sign = tokens_[row_[at].first];
        if (sign.is_sign("<") || sign.is_sign(">") || sign.is_sign("~") || sign.is_sign("/"))
            return true;
        const auto next = row_[at].last;
        const bool is_numeric =
            next < tokens_.size() && (tokens_[next].is_number() || tokens_[next].glued);
        return sign.is_sign("-") && is_numeric;
    }

    const ClosedQuestion& question_;
    const Tokens& tokens_;
    WrittenDays written_;
    DayRow row_;
};

}  // namespace

bool DayPiece::is_neutral() const {
    constexpr auto silent =
        Role::courtesy | Role::empty | Role::own | Role::hedge | Role::correction | Role::filler;
    constexpr auto loud = Role::negation | Role::alternative | Role::bound | Role::bound_after;
    if (kind == Kind::sign || is_time) return true;
    if (kind != Kind::word || roles.any_of(loud)) return false;
    return is_beside || (roles.any_of(silent) && !roles.has(Role::before_time));
}

DayRow day_row(const ClosedQuestion& question, const Tokens& tokens) {
    return DayFinder(question, tokens).run();
}

}  // namespace dialogs
