#include "dialogs/importing/form_names.hpp"

#include "dialogs/reading/script_parts.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace dialogs {

namespace {

constexpr std::size_t name_size_max = 40;
constexpr std::pair<std::string_view, std::string_view> plain_letters[] = {
    {"ä", "a"}, {"ö", "o"}, {"å", "a"}, {"Ä", "a"}, {"Ö", "o"}, {"Å", "a"}};

/// Lower case, `filler` for everything else, a letter first.
std::string sober(std::string_view text, char filler) {
    std::string name;
    std::string latin(text);
    for (const auto& [letter, plain] : plain_letters)
        for (auto at = latin.find(letter); at != std::string::npos; at = latin.find(letter))
            latin.replace(at, letter.size(), plain);
    for (const char c : latin) {
        const char low = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        const bool is_fine = (low >= 'a' && low <= 'z') || (low >= '0' && low <= '9');
        if (is_fine) name += low;
        else if (!name.empty() && name.back() != filler) name += filler;
    }
    while (!name.empty() && name.back() == filler) name.pop_back();
    if (name.empty() || name[0] < 'a') name.insert(0, filler == '_' ? "q_" : "form-");
    name.resize(std::min(name.size(), name_size_max));
    while (name.back() == filler) name.pop_back();
    return name;
}

/// As it is where a script may have it.
bool is_fine_name(std::string_view name) {
    return !name.empty() && name.size() <= name_size_max && name[0] >= 'a' && name[0] <= 'z' &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

}  // namespace

std::string ImportedNames::well_formed(std::string_view name) const {
    auto made = is_fine_name(name) ? std::string(name) : sober(name, '_');
    const auto base = made.substr(0, name_size_max - 4);
    for (int number = 2; is_taken_name(made) || taken_.contains(made); ++number)
        made = base + "_" + std::to_string(number);
    return made;
}

std::string ImportedNames::add_question(const std::string& name, FormName::Kind kind) {
    auto made = well_formed(name);
    taken_.insert(made);
    taken_.insert(made + "_text");
    by_form_.insert_or_assign(name, FormName{kind, made});
    return made;
}

std::optional<FormName> ImportedNames::question(std::string_view name) const {
    const auto found = by_form_.find(name);
    return found == by_form_.end() ? std::nullopt : std::optional(found->second);
}

std::string ImportedNames::choice_key(std::string_view name) {
    for (const std::string_view taken : {"na", "other", "done"})
        if (name == taken) return std::string(name) + "_choice";
    return std::string(name);
}

std::string script_id(std::string_view text) { return sober(text, '-'); }

}  // namespace dialogs
