#include "dialogs/channel_kind.hpp"

#include <algorithm>
#include <array>

namespace dialogs {
namespace {

struct ChannelKind {
    std::string_view name;
    bool plain = false;
    bool photos = false;
    bool voices = false;
    bool places = false;
};

constexpr auto kinds = std::to_array<ChannelKind>({
    {.name = "sms", .plain = true},
    {.name = "whatsapp", .photos = true, .voices = true, .places = true},
    {.name = "telegram", .photos = true, .voices = true, .places = true},
    {.name = "messenger", .photos = true, .voices = true},
    {.name = "instagram", .photos = true, .voices = true},
    {.name = "viber", .photos = true, .places = true},
    {.name = "discord", .photos = true, .voices = true},
    {.name = "signal", .plain = true, .photos = true, .voices = true},
    {.name = "matrix", .plain = true, .photos = true, .voices = true, .places = true},
    {.name = "rcs", .photos = true, .voices = true, .places = true},
    {.name = "line", .photos = true, .voices = true, .places = true},
    {.name = "slack", .photos = true},
    {.name = "teams", .photos = true},
    {.name = "web"},
    {.name = "kiosk"},
    {.name = "phone", .plain = true},
    {.name = "paper", .plain = true},
});

const ChannelKind* kind_named(std::string_view name) {
    const auto* found = std::find_if(kinds.begin(), kinds.end(),
                                     [&](const ChannelKind& kind) { return kind.name == name; });
    return found == kinds.end() ? nullptr : found;
}

}  // namespace

std::vector<std::string> channel_kinds() {
    std::vector<std::string> names;
    for (const auto& kind : kinds)
        names.emplace_back(kind.name);
    return names;
}

bool is_plain_channel(std::string_view kind) {
    const auto* known = kind_named(kind);
    return known != nullptr && known->plain;
}

bool channel_carries(std::string_view kind, QuestionType type) {
    const auto* known = kind_named(kind);
    switch (type) {
        case QuestionType::photo:
            return known != nullptr && known->photos;
        case QuestionType::voice:
            return known != nullptr && known->voices;
        case QuestionType::location:
            return known != nullptr && known->places;
        default:
            return true;
    }
}

}  // namespace dialogs
