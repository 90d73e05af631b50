#include "dialogs/understanding/emergencies.hpp"

#include <algorithm>

namespace dialogs {
namespace {

constexpr std::size_t message_tokens_max = 10'000;  // a message of the longest kind is read to its end
constexpr std::string_view emergency_number = "112";

bool is_the_number_alone(const Tokens& tokens) {
    const auto is_other = [](const Token& token) { return token.kind != Token::Kind::sign; };
    return std::count_if(tokens.begin(), tokens.end(), is_other) == 1 &&
           std::any_of(tokens.begin(), tokens.end(),
                       [](const Token& token) { return token.is_number() && token.exact == emergency_number; });
}

}  // namespace

bool is_emergency(std::string_view message, bool number_expected, const Emergencies& emergencies) {
    const auto tokens = tokens_of(message, message_tokens_max);
    if (!number_expected && is_the_number_alone(tokens)) return true;
    for (std::size_t at = 0; at < tokens.size();) {
        auto match = emergencies.longest(tokens, at, Tier::exact);
        const auto loose = emergencies.longest(tokens, at, Tier::loose);
        if (loose && (!match || loose->end > match->end)) match = loose;
        if (match && match->value->is_real) return true;
        at = match ? match->end : at + 1;
    }
    return false;
}

}  // namespace dialogs
