// A place that was not surely understood: the best three are offered with "none of these", and the
// next reply chooses.
#include "dialogs/conversation/turn.hpp"

#include <algorithm>

namespace dialogs {
namespace {

/// A first offer is no reply gone wrong; that the next one fits several again is one.
void offer(Turn& turn, const Question& question, const Reading& reading, const std::string& text) {
    auto& asked = asked_now(turn);
    const auto is_first = asked.shown.empty();
    asked.shown = reading.near;
    asked.shown.emplace_back(none_value);
    if (question.na) asked.shown.emplace_back("na");
    asked.wrote = masked(text);
    auto message = reprompt_message(turn, question, asked, turn.state.open, reading);
    if (!is_first) return not_understood(turn, question, text, std::move(message));
    turn.emit(Tell{.message = std::move(message), .purpose = Tell::Purpose::service});
}

/// What is kept of it, should it stay unclear, are the words that were offered about.
void offer_none(Turn& turn, const Question& question, const std::string& text) {
    auto& asked = asked_now(turn);
    const auto wrote = asked.wrote.empty() ? text : asked.wrote;
    asked.shown.clear();
    asked.wrote.clear();
    auto message = reprompt_message(turn, question, asked, turn.state.open, Reading{});
    not_understood(turn, question, wrote, std::move(message));
}

}  // namespace

void take_place(Turn& turn, const Question& question, const Reading& reading,
                const std::string& text) {
    if (reading.kind == Reading::Kind::none) return offer_none(turn, question, text);
    offer(turn, question, reading, text);
}

std::string place_line(const Script& script, const Question& question, const std::string& id,
                       const Language& language) {
    auto name = place_name(script, question.list, id, language);
    const auto* list = script.place_list(question.list);
    const auto* place = list == nullptr ? nullptr : list->find(id);
    if (place == nullptr || place->municipality.empty()) return name;
    const auto is_twin = [&](const ListedPlace& other) {
        return other.id != id && other.municipality != place->municipality &&
               place_name(script, question.list, other.id, language) == name;
    };
    const auto has_twin = std::any_of(list->places.begin(), list->places.end(), is_twin);
    return has_twin ? name + ", " + place->municipality : name;
}

}  // namespace dialogs
