#include "dialogs/conversation/steps.hpp"

#include <charconv>

namespace dialogs {

const std::vector<Step>* steps_inside(const Step& step) {
    if (const auto* group = std::get_if<Group>(&step.what)) return &group->steps;
    if (const auto* repeat = std::get_if<Repeat>(&step.what)) return &repeat->steps;
    if (const auto* wait = std::get_if<Wait>(&step.what)) return &wait->steps;
    return nullptr;
}

std::vector<StepPlace> places_on(const Script& script, std::string_view path) {
    std::vector<StepPlace> places;
    const auto* steps = &script.dialog;
    while (!path.empty()) {
        const auto part = path.substr(0, path.find('.'));
        path.remove_prefix(std::min(path.size(), part.size() + 1));
        std::size_t index = 0;
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), index);
        if (error != std::errc() || end != part.data() + part.size()) return {};
        if (steps == nullptr || index >= steps->size()) return {};
        places.push_back(StepPlace{steps, index});
        steps = steps_inside(places.back().step());
    }
    return places;
}

const Step* step_at(const Script& script, std::string_view path) {
    const auto places = places_on(script, path);
    return places.empty() ? nullptr : &places.back().step();
}

const Question* question_at(const Script& script, std::string_view path) {
    const auto* step = step_at(script, path);
    const auto* ask = step == nullptr ? nullptr : std::get_if<Ask>(&step->what);
    return ask == nullptr ? nullptr : &ask->question;
}

}  // namespace dialogs
