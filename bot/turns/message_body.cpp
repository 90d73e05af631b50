// A Message as the outbox keeps it.
#include "bot/turns/message_body.hpp"

#include <nlohmann/json.hpp>

#include <stdexcept>

namespace bot {

using nlohmann::json;

std::string to_body(const dialogs::Message& message) {
    json body = {{"text", message.text}, {"language", message.language}};
    if (!message.hint.empty()) body["hint"] = message.hint;
    if (message.question != 0) body["question"] = message.question;
    if (message.plain_choices == dialogs::PlainChoices::numbered) body["numbered"] = true;
    if (message.plain_choices == dialogs::PlainChoices::listed) body["listed"] = true;
    if (!message.choices.empty()) {
        auto& choices = body["choices"] = json::array();
        for (const auto& choice : message.choices) {
            choices.push_back(json::array({choice.value, choice.label, choice.number}));
        }
    }
    return body.dump(-1, ' ', false, json::error_handler_t::replace);
}

dialogs::Message message_from_body(std::string_view body) {
    try {
        const auto read = json::parse(body);
        dialogs::Message message{.text = read.at("text").get<std::string>(),
                                 .hint = read.value("hint", std::string()),
                                 .language = read.at("language").get<std::string>(),
                                 .question = read.value("question", 0)};
        if (read.value("numbered", false)) message.plain_choices = dialogs::PlainChoices::numbered;
        if (read.value("listed", false)) message.plain_choices = dialogs::PlainChoices::listed;
        const auto choices = read.find("choices");
        if (choices == read.end()) return message;
        for (const auto& choice : *choices) {
            message.choices.push_back({.value = choice.at(0).get<std::string>(),
                                       .label = choice.at(1).get<std::string>(),
                                       .number = choice.at(2).get<int>()});
        }
        return message;
    } catch (const json::exception& error) {
        throw std::runtime_error(std::string("a message's body: ") + error.what());
    }
}

}  // namespace bot
