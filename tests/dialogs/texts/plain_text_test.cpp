// How a message reads where there are no buttons.
#include "dialogs/texts/plain_text.hpp"

#include <catch2/catch.hpp>

using dialogs::Message;
using dialogs::plain_text;
using dialogs::PlainChoices;

TEST_CASE("text and hint are one line, joined by a blank") {
    Message message{.text = "Kuinka todennäköisesti suosittelisit?", .hint = "Vastaa 0-10."};
    CHECK(plain_text(message) == "Kuinka todennäköisesti suosittelisit? Vastaa 0-10.");
    message.hint.clear();
    CHECK(plain_text(message) == "Kuinka todennäköisesti suosittelisit?");
}

TEST_CASE("numbered choices stand on lines of their own, under the number to be written") {
    const Message message{.text = "Mistä haluaisit kertoa?",
                          .hint = "Vastaa numerolla.",
                          .choices = {{"sms", "Tekstiviestillä", 1},
                                      {"chat", "WhatsAppissa", 2},
                                      {"na", "En tiedä", 0}},
                          .plain_choices = PlainChoices::numbered,
                          .language = "fi"};
    CHECK(plain_text(message) ==
          "Mistä haluaisit kertoa? Vastaa numerolla.\n1=Tekstiviestillä\n2=WhatsAppissa\n0=En tiedä");
}

TEST_CASE("choices that the text already explains are not listed again") {
    const Message message{.text = "Haluatko vastauksen?", .choices = {{"true", "kyllä", 1}, {"false", "en", 2}}};
    CHECK(plain_text(message) == "Haluatko vastauksen?");
}

TEST_CASE("a message without text is its hint and its lines") {
    CHECK(plain_text({.hint = "Vastaa 1."}) == "Vastaa 1.");
    CHECK(plain_text({.choices = {{"a", "Yksi", 1}}, .plain_choices = PlainChoices::numbered}) == "1=Yksi");
}
