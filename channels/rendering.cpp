#include "channels/rendering.hpp"

#include "channels/payload.hpp"
#include "dialogs/texts/plain_text.hpp"
#include "dialogs/texts/sms_text.hpp"

#include <algorithm>
#include <set>

namespace channels {
namespace {

using dialogs::Choice;

struct Room {
    Offered offered;
    std::size_t choices_max;
    std::size_t label_max;
};

/// Whatever the reference of a conversation is: what fits must not depend on it.
bool payload_fits(const Message& message, const Choice& choice, std::size_t most) {
    const Payload longest{{message.question, choice.value}, std::string(conversation_ref_max, 'x')};
    return most == 0 || payload_text(longest).size() <= most;
}

bool are_told_apart(const std::vector<std::string>& labels) {
    const std::set<std::string_view> different(labels.begin(), labels.end());
    return different.size() == labels.size() && !different.contains("");
}

/// The label with its number in front, for labels that begin alike: `3 Sosiaali- ja …`.
std::string numbered_label(const Choice& choice, std::size_t most) {
    return dialogs::shortened(std::to_string(choice.number) + ' ' + choice.label, most);
}

/// The labels of the choices on their buttons; empty where they cannot be told apart.
std::vector<std::string> button_labels(const std::vector<Choice>& choices, std::size_t most) {
    std::vector<std::string> labels;
    for (const auto& choice : choices)
        labels.push_back(dialogs::shortened(choice.label, most));
    if (are_told_apart(labels)) return labels;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const bool is_cut = labels[i] != choices[i].label;
        if (is_cut && choices[i].number >= 0) labels[i] = numbered_label(choices[i], most);
    }
    return are_told_apart(labels) ? labels : std::vector<std::string>();
}

/// The text of a message with buttons: without its hint, but with the line of every label that is not whole.
std::string text_beside(const Message& message, const std::vector<std::string>& labels) {
    auto text = message.text;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const auto& choice = message.choices[i];
        if (labels[i] == choice.label || choice.number < 0) continue;
        if (!text.empty()) text += '\n';
        text += std::to_string(choice.number) + '=' + choice.label;
    }
    return text;
}

/// How the choices are offered, by the labels of their buttons; none where all is text.
struct Offering {
    Offered offered = Offered::text;
    std::vector<std::string> labels;
};

Offering offering_of(const Message& message, const Capabilities& can) {
    const auto& choices = message.choices;
    const bool fits = std::all_of(choices.begin(), choices.end(), [&](const Choice& choice) {
        return payload_fits(message, choice, can.payload_max);
    });
    if (can.plain || !dialogs::may_have_buttons(message) || !fits) return {};
    for (const auto& room : {Room{Offered::buttons, can.buttons_max, can.label_max},
                             Room{Offered::list, can.list_max, can.list_label_max}}) {
        if (choices.size() > room.choices_max) continue;
        if (auto labels = button_labels(choices, room.label_max); !labels.empty())
            return {room.offered, std::move(labels)};
    }
    return {};
}

std::string text_of(const Message& message, const Capabilities& can, const Offering& offering) {
    if (offering.offered != Offered::text) return text_beside(message, offering.labels);
    const auto text = dialogs::plain_text(message);
    return can.plain ? dialogs::plain_sms_text(text) : text;
}

std::vector<std::string> parts_of(std::string_view text, const Capabilities& can, Offered offered) {
    auto parts = dialogs::split_text(text, can.text_max, can.text_unit);
    if (offered == Offered::text || can.choices_text_max == 0) return parts;
    const auto last = std::move(parts.back());
    parts.pop_back();
    for (auto& part : dialogs::split_text(last, can.choices_text_max, can.text_unit))
        parts.push_back(std::move(part));
    return parts;
}

}  // namespace

Rendering render(const Message& message, std::string_view conversation_ref, const Capabilities& can) {
    auto offering = offering_of(message, can);
    Rendering rendering{.parts = parts_of(text_of(message, can, offering), can, offering.offered),
                        .offered = offering.offered};
    for (std::size_t i = 0; i < offering.labels.size(); ++i) {
        const auto& value = message.choices[i].value;
        rendering.buttons.push_back(
            {.label = std::move(offering.labels[i]),
             .value = value,
             .payload = payload_text({{message.question, value}, std::string(conversation_ref)})});
    }
    return rendering;
}

std::string shown_text(const Message& message, const Capabilities& can) {
    return text_of(message, can, offering_of(message, can));
}

}  // namespace channels
