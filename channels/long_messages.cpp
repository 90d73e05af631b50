#include "channels/long_messages.hpp"

#include "dialogs/texts/sms_text.hpp"

namespace channels {

std::vector<std::string> long_messages(std::string_view text, int max_parts) {
    if (dialogs::count_sms(text).segments <= max_parts) return {std::string(text)};
    std::vector<std::string> messages;
    int room = 0;
    for (const auto& part : dialogs::split_sms(text)) {
        if (room == 0) {
            messages.emplace_back();
            room = max_parts;
        }
        messages.back() += part;
        --room;
    }
    return messages;
}

}  // namespace channels
