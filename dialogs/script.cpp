#include "dialogs/script.hpp"

#include "dialogs/effects.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace dialogs {

namespace {

constexpr std::size_t version_digits = 16;

const std::vector<Step>* steps_inside(const Step& step) {
    if (const auto* group = std::get_if<Group>(&step.what)) return &group->steps;
    if (const auto* repeat = std::get_if<Repeat>(&step.what)) return &repeat->steps;
    if (const auto* wait = std::get_if<Wait>(&step.what)) return &wait->steps;
    return nullptr;
}

const Question* find_question(const std::vector<Step>& steps, std::string_view name) {
    for (const auto& step : steps) {
        if (const auto* ask = std::get_if<Ask>(&step.what)) {
            if (ask->question.name == name) return &ask->question;
        } else if (const auto* inside = steps_inside(step)) {
            if (const auto* found = find_question(*inside, name)) return found;
        }
    }
    return nullptr;
}

/// Notes the questions of the list that stands at that place.
void note_questions(const std::vector<Step>& steps, std::vector<std::size_t>& place,
                    TextMap<std::vector<std::size_t>>& places) {
    for (std::size_t at = 0; at < steps.size(); ++at) {
        place.push_back(at);
        if (const auto* ask = std::get_if<Ask>(&steps[at].what)) {
            places.try_emplace(ask->question.name, place);
        } else if (const auto* inside = steps_inside(steps[at])) {
            note_questions(*inside, place, places);
        }
        place.pop_back();
    }
}

/// The question at that place; null where the dialog has become another.
const Question* question_in(const std::vector<Step>& dialog, const std::vector<std::size_t>& place) {
    const auto* steps = &dialog;
    const Step* step = nullptr;
    for (const auto at : place) {
        if (steps == nullptr || at >= steps->size()) return nullptr;
        step = &(*steps)[at];
        steps = steps_inside(*step);
    }
    const auto* ask = step == nullptr ? nullptr : std::get_if<Ask>(&step->what);
    return ask == nullptr ? nullptr : &ask->question;
}

const Fact* fact_in(const std::map<std::string, Fact>& facts, std::string_view name) {
    const auto found = facts.find(std::string(name));
    return found == facts.end() ? nullptr : &found->second;
}

const Fact* find_answered(const std::vector<Step>& steps, std::string_view name) {
    for (const auto& step : steps) {
        const Fact* found = nullptr;
        if (const auto* effect = std::get_if<Do>(&step.what)) {
            found = fact_in(facts_of(*effect), name);
        } else if (const auto* inside = steps_inside(step)) {
            found = find_answered(*inside, name);
        }
        if (found != nullptr) return found;
    }
    return nullptr;
}

}  // namespace

const ListedPlace* PlaceList::find(std::string_view id) const {
    const auto found = std::find_if(places.begin(), places.end(),
                                    [&](const ListedPlace& place) { return place.id == id; });
    return found == places.end() ? nullptr : &*found;
}

std::vector<std::string> PlaceList::ids() const {
    std::vector<std::string> ids;
    for (const auto& place : places)
        ids.push_back(place.id);
    return ids;
}

const PlaceList* Script::place_list(std::string_view file) const {
    const auto found = places.find(std::string(file));
    return found == places.end() ? nullptr : &found->second;
}

std::string place_name(const Script& script, std::string_view list, std::string_view id, const Language& language) {
    const auto* places = script.place_list(list);
    const auto* place = places == nullptr ? nullptr : places->find(id);
    if (place == nullptr) return std::string(id);
    auto tags = fallback_chain(language);
    tags.push_back(script.source_language());
    for (const auto& tag : tags)
        if (const auto name = place->names.find(tag); name != place->names.end()) return name->second;
    return std::string(id);
}

bool Script::speaks(const Language& language) const {
    return std::find(languages.begin(), languages.end(), language) != languages.end();
}

const Question* Script::question(std::string_view name) const {
    const auto found = question_places.find(name);
    if (found == question_places.end()) return question_places.empty() ? find_question(dialog, name) : nullptr;
    const auto* question = question_in(dialog, found->second);
    return question != nullptr && question->name == name ? question : find_question(dialog, name);
}

void Script::list_questions() {
    question_places.clear();
    std::vector<std::size_t> place;
    note_questions(dialog, place, question_places);
}

const Fact* Script::fact(std::string_view name) const {
    constexpr std::string_view prefix = "profile.";
    if (name.starts_with(prefix)) return fact_in(profile, name.substr(prefix.size()));
    if (const auto* found = fact_in(given, name)) return found;
    return find_answered(dialog, name);
}

std::string version_of(std::string_view canonical_json) {
    std::array<unsigned char, crypto_generichash_BYTES> hash{};
    crypto_generichash(hash.data(), hash.size(),
                       reinterpret_cast<const unsigned char*>(canonical_json.data()),
                       canonical_json.size(), nullptr, 0);
    std::string digits(version_digits + 1, '\0');
    sodium_bin2hex(digits.data(), digits.size(), hash.data(), version_digits / 2);
    digits.resize(version_digits);
    return digits;
}

}  // namespace dialogs
