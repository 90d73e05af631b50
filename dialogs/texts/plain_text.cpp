#include "dialogs/texts/plain_text.hpp"

namespace dialogs {

std::string plain_text(const Message& message) {
    auto text = message.text;
    if (!text.empty() && !message.hint.empty()) text += ' ';
    text += message.hint;
    if (message.plain_choices == PlainChoices::as_written) return text;
    for (const auto& choice : message.choices) {
        if (choice.number < 0) continue;
        if (!text.empty()) text += '\n';
        text += std::to_string(choice.number) + '=' + choice.label;
    }
    return text;
}

}  // namespace dialogs
