#include "dialogs/conversation/conversation.hpp"

#include <array>
#include <utility>

namespace dialogs {
namespace {

constexpr std::array<std::pair<Outcome, std::string_view>, 5> outcome_names{{
    {Outcome::completed, "completed"},
    {Outcome::partial, "partial"},
    {Outcome::refused, "refused"},
    {Outcome::closed, "closed"},
    {Outcome::failed, "failed"},
}};

}  // namespace

std::string_view name_of(Outcome outcome) {
    for (const auto& [value, name] : outcome_names) {
        if (value == outcome) return name;
    }
    return {};
}

std::optional<Outcome> outcome_named(std::string_view name) {
    for (const auto& [value, known] : outcome_names) {
        if (known == name) return value;
    }
    return std::nullopt;
}

}  // namespace dialogs
