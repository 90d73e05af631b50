#include "dialogs/understanding/vocabulary.hpp"

#include <array>
#include <utility>

namespace dialogs {
namespace {

constexpr auto roles_by_name = std::to_array<std::pair<std::string_view, Role>>({
    {"yes", Role::yes},
    {"no", Role::no},
    {"alone", Role::alone},
    {"dont_know", Role::dont_know},
    {"not_values", Role::not_value},
    {"negations", Role::negation},
    {"alternatives", Role::alternative},
    {"joiners", Role::joiner},
    {"corrections", Role::correction},
    {"bounds", Role::bound},
    {"bounds_after", Role::bound_after},
    {"halves", Role::half},
    {"out_of", Role::out_of},
    {"before_time", Role::before_time},
    {"measures", Role::measure},
    {"own_words", Role::own},
    {"courtesy", Role::courtesy},
    {"fillers", Role::filler},
    {"empty", Role::empty},
    {"hedges", Role::hedge},
    {"goes_on", Role::goes_on},
    {"remarks", Role::remark},
    {"ordinary", Role::ordinary},
    {"all", Role::all},
    {"done", Role::done},
    {"enough", Role::enough},
});

constexpr auto answers = Role::yes | Role::no | Role::dont_know | Role::not_value;

/// True where both say something, and not the same.
template <typename T>
bool differ(const std::optional<T>& a, const std::optional<T>& b) {
    return a && b && *a != *b;
}

/// What a word answers, apart from the roles it plays beside an answer.
bool answers_anything(const Meaning& meaning) {
    return meaning.number || meaning.smiley || meaning.reserved || meaning.roles.any_of(answers);
}

bool answer_alike(const Meaning& a, const Meaning& b) {
    return a.number == b.number && a.smiley == b.smiley && a.reserved == b.reserved &&
           a.roles.within(answers) == b.roles.within(answers);
}

}  // namespace

std::string_view name_of(Role role) {
    for (const auto& [name, named] : roles_by_name)
        if (named == role) return name;
    return {};
}

std::optional<Role> role_named(std::string_view name) {
    for (const auto& [known, role] : roles_by_name)
        if (known == name) return role;
    return std::nullopt;
}

std::vector<std::string_view> role_names() {
    std::vector<std::string_view> names;
    for (const auto& row : roles_by_name) names.push_back(row.first);
    return names;
}

bool Meaning::merge(const Meaning& other) {
    const bool alike = !answers_anything(*this) || !answers_anything(other) || answer_alike(*this, other);
    roles = roles | other.roles;
    if (!number) number = other.number;
    if (!smiley) smiley = other.smiley;
    if (unit.empty()) unit = other.unit;
    if (!reserved) {
        reserved = other.reserved;
        everyday = other.everyday;
    }
    return alike;
}

bool Vocabulary::add(std::string_view phrase, const Meaning& meaning) {
    if (meaning.number) phrases_.add_head(phrase);
    return phrases_.add(phrase, meaning);
}

void Vocabulary::add_number(std::string_view phrase, int number) {
    const auto* known = phrases_.exactly(phrase);
    constexpr auto answers_already = Role::yes | Role::no | Role::not_value;  // Vietnamese không is no, too
    if (known && (known->roles.any_of(answers_already) || differ(known->number, std::optional(number)))) return;
    static_cast<void>(add(phrase, {.roles = {}, .number = number}));
}

}  // namespace dialogs
