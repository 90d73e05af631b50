#include "dialogs/understanding/pieces.hpp"

#include <algorithm>

namespace dialogs {
namespace {

constexpr std::size_t near_words_max = 5;     // in longer replies a beginning comes about by chance
constexpr std::size_t alone_letters_min = 2;  // a beginning that is the whole reply
constexpr std::size_t among_letters_min = 4;  // a beginning among other words

Piece::Kind kind_of(const Token& token) {
    switch (token.kind) {
        case Token::Kind::word: return Piece::Kind::word;
        case Token::Kind::number: return Piece::Kind::number;
        case Token::Kind::fraction: return Piece::Kind::fraction;
        case Token::Kind::emoji: return Piece::Kind::emoji;
        default: return Piece::Kind::sign;
    }
}

bool is_word_or_number(const Token& token) { return token.is_word() || token.is_number(); }

class Cutter {
  public:
    Cutter(const Tokens& tokens, const Words& words, const Labels& labels, char grouping_sign)
        : tokens_(tokens), words_(words), labels_(labels), grouping_sign_(grouping_sign) {
        word_count_ = static_cast<std::size_t>(std::count_if(tokens.begin(), tokens.end(), [](const Token& token) {
            return is_word_or_number(token) && !token.is_within_run();
        }));
    }

    std::vector<Piece> run(Nearness nearness) {
        std::vector<Piece> pieces;
        for (std::size_t at = 0; at < tokens_.size(); at = pieces.back().last) {
            pieces.push_back(piece_at(at));
            if (nearness == Nearness::beginnings_and_typing_errors) look_nearby(pieces.back());
        }
        return pieces;
    }

  private:
    [[nodiscard]] Piece piece_at(std::size_t at) const {
        Piece piece{.kind = kind_of(tokens_[at]), .first = at, .last = at + 1};
        if (!is_word_or_number(tokens_[at]) || tokens_[at].exact.empty()) return piece;
        if (tokens_[at].is_number()) {
            piece.number = read_number(tokens_, at, grouping_sign_);
            piece.last = piece.number.end;
        }
        const auto label = labels_.at(tokens_, at);
        const auto word = words_.at(tokens_, at);
        if (word && word->end >= piece.last) {
            piece.kind = Piece::Kind::word;
            piece.meaning = word->meaning;
            piece.last = word->end;
        }
        if (label && label->end >= piece.last) {
            piece.label = label;
            piece.last = label->end;
        }
        return piece;
    }

    /// True for a word that answers nothing in any language: only then may it be a label written badly.
    static bool is_free(const Piece& piece) {
        constexpr auto answers = Role::yes | Role::no | Role::dont_know | Role::not_value | Role::negation |
                                 Role::alternative | Role::bound | Role::courtesy | Role::own;
        return piece.kind == Piece::Kind::word && !piece.label && !piece.meaning.number && !piece.meaning.smiley &&
               !piece.meaning.roles.any_of(answers);
    }

    void look_nearby(Piece& piece) const {
        if (word_count_ > near_words_max || !is_free(piece)) return;
        const auto label = labels_.nearly_at(tokens_, piece.first, among_letters_min);
        piece.label = label ? label : nearly_alone(piece);
        if (piece.label) piece.last = piece.label->end;
    }

    [[nodiscard]] std::optional<FoundLabel> nearly_alone(const Piece& piece) const {
        return word_count_ == 1 ? labels_.nearly_at(tokens_, piece.first, alone_letters_min) : std::nullopt;
    }

    const Tokens& tokens_;
    const Words& words_;
    const Labels& labels_;
    char grouping_sign_;
    std::size_t word_count_ = 0;
};

}  // namespace

std::optional<double> Piece::plain_number() const {
    if (kind == Kind::number && number.kind == WrittenNumber::Kind::plain) return number.value;
    const bool is_sure = !meaning.roles.any_of(Role::empty | Role::yes | Role::no);  // Persian نه is nine and no
    if (kind == Kind::word && meaning.number && is_sure) return *meaning.number;
    return std::nullopt;
}

std::vector<Piece> pieces_of(const Tokens& tokens, const Words& words, const Labels& labels, Nearness nearness,
                             char grouping_sign) {
    return Cutter(tokens, words, labels, grouping_sign).run(nearness);
}

}  // namespace dialogs
