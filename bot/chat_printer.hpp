// What `kuulolla chat` prints: one JSON object a line, or a conversation as people read it.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace bot {

class ChatPrinter {
public:
    enum class Form { people, json };

    /// `prompts`: somebody sits at the keyboard.
    ChatPrinter(Form form, bool prompts) : form_(form), prompts_(prompts) {}

    void print(const std::vector<nlohmann::json>& events) const;
    void print_error(std::string_view message) const;
    void print_state(const std::string& state) const;
    void prompt() const;

private:
    void print_one(const nlohmann::json& event) const;

    Form form_;
    bool prompts_;
};

/// An event as people read it: a bubble for a message, a line for anything else.
[[nodiscard]] std::string as_people_read(const nlohmann::json& event);

}  // namespace bot
