#include "channels/discord_message.hpp"

#include "channels/payload.hpp"
#include "dialogs/texts/text_parts.hpp"

#include <nlohmann/json.hpp>

namespace channels {
namespace {

using nlohmann::json;

constexpr int action_row_type = 1;
constexpr int button_type = 2;
constexpr int list_type = 3;
constexpr int text_input_type = 4;
constexpr int primary_style = 1;
constexpr int secondary_style = 2;
constexpr int paragraph_style = 2;

constexpr std::size_t row_buttons_max = 5;
constexpr std::size_t title_max = 45;
constexpr int written_max = 4000;
constexpr std::size_t nonce_max = 25;  // our ids have 26 characters: of 130 bits, 120 and the part's number are left

constexpr std::string_view pencil_sign = "✏️";
constexpr std::string_view writing_prefix = "write:";

json action_row(json components) { return {{"type", action_row_type}, {"components", std::move(components)}}; }

/// Buttons in rows that are about equally long: 0 to 10 are 4, 4 and 3.
json button_rows(const std::vector<Button>& buttons) {
    const auto rows = (buttons.size() + row_buttons_max - 1) / row_buttons_max;
    const auto in_row = (buttons.size() + rows - 1) / rows;
    auto all = json::array();
    for (std::size_t at = 0; at < buttons.size(); at += in_row) {
        auto components = json::array();
        for (auto i = at; i < std::min(at + in_row, buttons.size()); ++i) {
            components.push_back({{"type", button_type},
                                  {"style", secondary_style},
                                  {"label", buttons[i].label},
                                  {"custom_id", buttons[i].payload}});
        }
        all.push_back(action_row(std::move(components)));
    }
    return all;
}

json list_row(const std::vector<Button>& buttons) {
    auto options = json::array();
    for (const auto& one : buttons)
        options.push_back({{"label", one.label}, {"value", one.payload}});
    auto list = json::array();
    list.push_back({{"type", list_type}, {"custom_id", "list"}, {"options", std::move(options)}});
    return json::array({action_row(std::move(list))});
}

json writing_row(const Writing& writing) {
    auto buttons = json::array();
    buttons.push_back({{"type", button_type},
                       {"style", primary_style},
                       {"emoji", {{"name", pencil_sign}}},
                       {"custom_id", writing_id(writing)}});
    return json::array({action_row(std::move(buttons))});
}

json components_of(const Outgoing& message, const Rendering& rendering) {
    if (rendering.offered == Offered::buttons) return button_rows(rendering.buttons);
    if (rendering.offered == Offered::list) return list_row(rendering.buttons);
    const auto question = message.message.question;
    return question == 0 ? json::array() : writing_row({question, message.conversation_ref});
}

bool is_link_at(std::string_view text, std::size_t at) {
    const auto rest = text.substr(at);
    return rest.starts_with("https://") || rest.starts_with("http://");
}

/// What an escaped text shows.
std::string unescaped(std::string_view content) {
    std::string text;
    for (std::size_t at = 0; at < content.size(); ++at) {
        if (content[at] == '\\' && at + 1 < content.size()) ++at;
        text += content[at];
    }
    return text;
}

}  // namespace

std::string markdown_escaped(std::string_view text) {
    constexpr std::string_view anywhere = "\\*_~`|<[";
    constexpr std::string_view at_line_start = ">#-";
    std::string escaped;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (is_link_at(text, at)) {
            const auto end = std::min(text.find_first_of(" \n", at), text.size());
            escaped += text.substr(at, end - at);
            at = end - 1;
            continue;
        }
        const bool line_start = at == 0 || text[at - 1] == '\n';
        const bool sign = anywhere.find(text[at]) != std::string_view::npos ||
                          (line_start && at_line_start.find(text[at]) != std::string_view::npos);
        if (sign) escaped += '\\';
        escaped += text[at];
    }
    return escaped;
}

std::vector<json> discord_bodies(const Outgoing& message, const Capabilities& can) {
    const auto rendering = render(message.message, message.conversation_ref, can);
    std::vector<json> bodies;
    for (const auto& part : rendering.parts) {
        auto number = std::to_string(bodies.size() + 1);
        json body = {{"content", markdown_escaped(part)},
                     {"nonce", message.id.substr(0, nonce_max - number.size()) + number},
                     {"enforce_nonce", true},
                     {"allowed_mentions", {{"parse", json::array()}}}};
        bodies.push_back(std::move(body));
    }
    if (auto components = components_of(message, rendering); !components.empty())
        bodies.back()["components"] = std::move(components);
    return bodies;
}

std::string writing_id(const Writing& writing) {
    return std::string(writing_prefix) + payload_text({{writing.question, "-"}, writing.conversation_ref});
}

std::optional<Writing> writing_from(std::string_view id) {
    if (!id.starts_with(writing_prefix)) return std::nullopt;
    const auto payload = payload_from(id.substr(writing_prefix.size()));
    if (!payload) return std::nullopt;
    return Writing{payload->tap.question, payload->conversation_ref};
}

json writing_window(std::string_view id, std::string_view content) {
    const auto first_line = content.substr(0, content.find('\n'));
    auto title = dialogs::shortened(unescaped(first_line), title_max);
    if (title.empty()) title = pencil_sign;
    auto input = json::array();
    input.push_back({{"type", text_input_type},
                     {"style", paragraph_style},
                     {"custom_id", "text"},
                     {"label", pencil_sign},
                     {"required", true},
                     {"max_length", written_max}});
    return {{"custom_id", id},
            {"title", std::move(title)},
            {"components", json::array({action_row(std::move(input))})}};
}

}  // namespace channels
