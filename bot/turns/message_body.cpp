// A Message as the outbox keeps it.
#include "bot/turns/message_body.hpp"

#include "dialogs/json_writer.hpp"

#include <nlohmann/json.hpp>

#include <stdexcept>

namespace bot {

using nlohmann::json;

std::string to_body(const dialogs::Message& message) {
    dialogs::JsonWriter to;
    const auto write_choice = [&](const dialogs::Choice& choice) {
        to.array([&] {
            to.text(choice.value);
            to.text(choice.label);
            to.whole(choice.number);
        });
    };
    to.object([&] {
        to.key("text").text(message.text);
        to.key("language").text(message.language);
        if (!message.hint.empty()) to.key("hint").text(message.hint);
        if (message.question != 0) to.key("question").whole(message.question);
        if (message.plain_choices == dialogs::PlainChoices::numbered) to.key("numbered").boolean(true);
        if (message.plain_choices == dialogs::PlainChoices::listed) to.key("listed").boolean(true);
        if (message.choices.empty()) return;
        to.key("choices").array([&] {
            for (const auto& choice : message.choices) write_choice(choice);
        });
    });
    return to.take();
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
