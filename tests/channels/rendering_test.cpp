// One message on channels that can carry more, less and nothing but text.
#include "channels/payload.hpp"
#include "channels/rendering.hpp"

#include <catch2/catch.hpp>

using namespace channels;
using dialogs::Choice;
using dialogs::PlainChoices;

using Parts = std::vector<std::string>;

namespace {

const Capabilities few{.plain = false, .buttons_max = 3, .label_max = 12, .list_max = 5, .list_label_max = 16};

Message where() {
    return {.text = "Mistä?",
            .hint = "Vastaa numerolla.",
            .choices = {{"sms", "Viestillä", 1}, {"web", "Netissä", 2}, {"na", "En tiedä", 0}},
            .plain_choices = PlainChoices::numbered,
            .language = "fi",
            .question = 2};
}

Message ratings(int last) {
    Message message{.text = "Arvosana?", .hint = "Vastaa 0-" + std::to_string(last) + '.', .question = 1};
    for (int i = 0; i <= last; ++i)
        message.choices.push_back({std::to_string(i), std::to_string(i), i});
    return message;
}

std::vector<std::string> labels(const Rendering& rendering) {
    std::vector<std::string> labels;
    for (const auto& button : rendering.buttons)
        labels.push_back(button.label);
    return labels;
}

}  // namespace

TEST_CASE("choices that fit are buttons, without hint and lines") {
    const auto shown = render(where(), "c0ffee42", few);
    CHECK(shown.offered == Offered::buttons);
    CHECK(shown.parts == Parts{"Mistä?"});
    CHECK(shown.buttons == std::vector<Button>{{"Viestillä", "sms", "q2:c0ffee42:sms"},
                                               {"Netissä", "web", "q2:c0ffee42:web"},
                                               {"En tiedä", "na", "q2:c0ffee42:na"}});
}

TEST_CASE("more choices are a list, still more are numbered text") {
    CHECK(render(ratings(4), "x", few).offered == Offered::list);
    CHECK(render(ratings(4), "x", few).parts == Parts{"Arvosana?"});
    const auto text = render(ratings(5), "x", few);
    CHECK(text.offered == Offered::text);
    CHECK(text.buttons.empty());
    CHECK(text.parts == Parts{"Arvosana? Vastaa 0-5."});
}

TEST_CASE("a channel of plain text has the signs of text messages") {
    auto message = where();
    message.text = "“Mistä” …";
    const auto shown = render(message, "x", {.plain = true, .buttons_max = 3});
    CHECK(shown.offered == Offered::text);
    CHECK(shown.parts == Parts{"\"Mistä\" ... Vastaa numerolla.\n1=Viestillä\n2=Netissä\n0=En tiedä"});
}

TEST_CASE("orders and amounts have lines on every channel") {
    auto message = where();
    message.plain_choices = PlainChoices::listed;
    CHECK(render(message, "x", few).offered == Offered::text);
    CHECK(render(message, "x", few).parts.front().find("1=Viestillä") != std::string::npos);
}

TEST_CASE("a label too long for its button is whole in the text, under the number that means the same everywhere") {
    auto message = where();
    message.choices[1].label = "Verkkosivuilla";
    const auto shown = render(message, "x", few);
    CHECK(shown.offered == Offered::buttons);
    CHECK(labels(shown) == Parts{"Viestillä", "Verkkosivui…", "En tiedä"});
    CHECK(shown.parts == Parts{"Mistä?\n2=Verkkosivuilla"});
    CHECK(shown_text(message, few) == "Mistä?\n2=Verkkosivuilla");
}

TEST_CASE("labels that begin alike are told apart by their numbers") {
    auto message = where();
    message.choices[0].label = "Keskustan terveysasema";
    message.choices[1].label = "Keskustan terveyskioski";
    const auto shown = render(message, "x", few);
    CHECK(labels(shown) == Parts{"1 Keskustan…", "2 Keskustan…", "En tiedä"});
    CHECK(shown.parts == Parts{"Mistä?\n1=Keskustan terveysasema\n2=Keskustan terveyskioski"});
}

TEST_CASE("labels that nothing tells apart are numbered text") {
    auto message = where();
    message.choices[0].label = message.choices[1].label;
    CHECK(render(message, "x", few).offered == Offered::text);
    message.choices[0].label.clear();
    CHECK(render(message, "x", few).offered == Offered::text);
}

TEST_CASE("where one payload does not fit, everything is numbered text, whatever the conversation") {
    auto message = where();
    message.choices[0].value = std::string(20, 'k');
    auto narrow = few;
    narrow.payload_max = 32;  // q2: + 8 characters + : + 20
    CHECK(render(message, "x", narrow).offered == Offered::buttons);
    message.choices[0].value += 'k';
    CHECK(render(message, "x", narrow).offered == Offered::text);
    CHECK(render(message, "x", narrow).parts ==
          Parts{"Mistä? Vastaa numerolla.\n1=Viestillä\n2=Netissä\n0=En tiedä"});
}

TEST_CASE("every payload fits its channel") {
    Capabilities telegram{.plain = false, .buttons_max = 100, .payload_max = 64};
    for (std::size_t length = 1; length < 80; ++length) {
        auto message = where();
        message.question = question_ordinal_max;
        message.choices[0].value = std::string(length, 'k');
        for (const auto& button : render(message, "c0ffee42", telegram).buttons)
            CHECK(button.payload.size() <= 64);
    }
}

TEST_CASE("a long text is parted at sentences, and the last part has the buttons") {
    auto message = where();
    message.text = "Kiitos käynnistä. Kuulemme mielellämme lisää. Mistä?";
    auto narrow = few;
    narrow.text_max = 45;
    CHECK(render(message, "x", narrow).parts == Parts{"Kiitos käynnistä. Kuulemme mielellämme lisää.", "Mistä?"});
    CHECK(render(message, "x", narrow).buttons.size() == 3);
}

TEST_CASE("a text that buttons hang on may have a limit of its own") {
    auto message = where();
    message.text = "Kiitos käynnistä. Kuulemme mielellämme lisää. Mistä?";
    auto narrow = few;
    narrow.choices_text_max = 30;
    CHECK(render(message, "x", narrow).parts == Parts{"Kiitos käynnistä.", "Kuulemme mielellämme lisää.", "Mistä?"});
    message.choices.clear();
    CHECK(render(message, "x", narrow).parts.size() == 1);
}
