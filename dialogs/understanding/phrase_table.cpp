#include "dialogs/understanding/phrase_table.hpp"

namespace dialogs {
namespace {

constexpr std::size_t joined_bytes_min = 6;  // shorter ones come about by chance: "se is" is not seis

/// A hyphen, a full stop or a quote for an apostrophe inside a word (a.m., п"ять), or (where labels are compared) any
/// sign but a line break.
bool may_step_over(const Tokens& tokens, std::size_t at, bool over_signs) {
    if (tokens[at].kind != Token::Kind::sign || tokens[at].exact == "\n") return false;
    if (over_signs) return true;
    const bool is_inside = tokens[at].glued && at + 1 < tokens.size() && tokens[at + 1].glued;
    return is_inside && (tokens[at].exact == "-" || tokens[at].exact == "." || tokens[at].exact == "\"");
}

}  // namespace

const std::string& form(const Token& token, Tier tier) {
    return tier == Tier::exact || !token.is_word() ? token.exact : token.loose;
}

std::string phrase_key(const Tokens& tokens, std::size_t first, std::size_t last, Tier tier) {
    std::string key;
    bool after_number = false;
    for (auto at = first; at < last; ++at) {
        if (!tokens[at].is_part()) continue;
        if (after_number && tokens[at].is_number()) key += ' ';
        key += form(tokens[at], tier);
        after_number = tokens[at].is_number();
    }
    return key;
}

bool GrowingPhrase::grow() {
    auto next = end_;
    if (words_ > 0)
        while (next < tokens_.size() && may_step_over(tokens_, next, over_signs_)) ++next;
    if (next >= tokens_.size() || !tokens_[next].is_part() || tokens_[next].exact.empty()) return false;
    if (words_ == 1) joined_ = form(tokens_[first_], tier_);
    if (words_ > 0) {
        if (last_word().is_number() && tokens_[next].is_number()) joined_ += ' ';
        joined_ += form(tokens_[next], tier_);
    }
    end_ = next + 1;
    ++words_;
    return true;
}

bool GrowingPhrase::may_be_one_word() const {
    std::size_t bytes = 0;
    for (auto at = first_; at < end_; ++at) {
        if (!tokens_[at].is_word()) continue;
        if (tokens_[at].exact.size() < 2) return false;
        bytes += tokens_[at].exact.size();
    }
    return bytes >= joined_bytes_min;
}

void Beginnings::add(std::string_view beginning) {
    if (beginning.size() < start_bytes) return;
    auto& lengths = lengths_[std::string(beginning.substr(0, start_bytes))];
    const auto place = std::lower_bound(lengths.begin(), lengths.end(), beginning.size(), std::greater<>());
    if (place == lengths.end() || *place != beginning.size()) lengths.insert(place, beginning.size());
}

std::span<const std::size_t> Beginnings::lengths(std::string_view text) const {
    const auto found = lengths_.find(text.substr(0, start_bytes));
    return found == lengths_.end() ? std::span<const std::size_t>() : found->second;
}

}  // namespace dialogs
