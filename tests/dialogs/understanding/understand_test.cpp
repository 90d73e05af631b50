// What the tables of replies do not show: exact answers, comments, `other`, long texts, words of several languages.
#include "dialogs/understanding/understand.hpp"

#include "tests/support/shipped_catalog.hpp"

#include <catch2/catch.hpp>

namespace {

using dialogs::AnswerShape;
using dialogs::QuestionType;
using dialogs::Reading;
using dialogs::Value;

AnswerShape shape_of(QuestionType type, const std::string& spoken = "fi") {
    AnswerShape shape;
    shape.type = type;
    shape.language = spoken;
    shape.languages = {"fi", "sv", "en"};
    return shape;
}

dialogs::ValueWords labelled(const std::string& value, int number, const std::string& label) {
    return {.value = value, .number = number, .labels = {label}, .other_labels = {}, .accept = {}};
}

AnswerShape topic() {
    auto shape = shape_of(QuestionType::choice);
    shape.values = {labelled("praise", 1, "kiitos"), labelled("complaint", 2, "moite"), labelled("help", 3, "apua")};
    shape.values[0].other_labels = {"praise"};
    shape.values[0].accept = {"kehu"};
    shape.values[1].other_labels = {"complaint"};
    shape.values[2].other_labels = {"help"};
    return shape;
}

Reading read(const AnswerShape& shape, const std::string& reply) {
    return understand(shape, reply, tests::shipped_catalog());
}

bool is_exact(const AnswerShape& shape, const std::string& reply) {
    return is_exact_answer(shape, reply, tests::shipped_catalog());
}

std::string key(const Reading& reading) {
    return reading.kind == Reading::Kind::value ? std::get<std::string>(reading.value) : "?";
}

}  // namespace

TEST_CASE("a comment is the whole reply, and only where more than the value is said") {
    const auto nps = shape_of(QuestionType::nps);
    CHECK_FALSE(read(nps, "9").comment.has_value());
    CHECK_FALSE(read(nps, "Annan 9 pistettä, kiitos! 😊").comment.has_value());
    CHECK(read(nps, "  9, mutta jono oli pitkä\n").comment == "9, mutta jono oli pitkä");
    CHECK(read(nps, "9 😡").comment == "9 😡");
    CHECK(std::get<double>(read(nps, "9, mutta jono oli pitkä").value) == 9);
    const std::string story = "9, " + std::string(2000, 'a') + " odotin 2 tuntia";
    CHECK(read(nps, story).comment == story);
}

TEST_CASE("exact answers are a number, a whole label, a synonym, a yes or no, nothing near, and no key") {
    for (const auto* reply : {"1", "1.", "kaksi", "kiitos", "KIITOS!", "apua", "Apua.", "kehu", "help", "complaint"}) {
        INFO(reply);
        CHECK(is_exact(topic(), reply));
    }
    for (const auto* reply :
         {"4", "kiito", "apua kiitos", "1 kiitos", "1 tai 2", "ei", "praise me", "", "vaihtoehto 1"}) {
        INFO(reply);
        CHECK_FALSE(is_exact(topic(), reply));
    }
    CHECK(is_exact(shape_of(QuestionType::yes_no), "joo"));
    CHECK(is_exact(shape_of(QuestionType::yes_no), "ei kiitos"));
    CHECK_FALSE(is_exact(shape_of(QuestionType::yes_no), "en tiedä"));
    CHECK(is_exact(shape_of(QuestionType::number), "112"));
    CHECK_FALSE(is_exact(shape_of(QuestionType::nps), "112"));
    CHECK_FALSE(is_exact(shape_of(QuestionType::text), "stop"));
}

TEST_CASE("a label is its value though the word is courtesy or a command elsewhere") {
    CHECK(key(read(topic(), "kiitos")) == "praise");
    CHECK(key(read(topic(), "apua")) == "help");
    CHECK(key(read(topic(), "2 kiitos")) == "?");
    CHECK(key(read(topic(), "2 apua")) == "?");
}

TEST_CASE("a label that begins with a number is read whole before its number") {
    auto pace = shape_of(QuestionType::choice);
    pace.values = {labelled("fortnight", 1, "2 kertaa kuussa"), labelled("month", 2, "kerran kuussa"),
                   labelled("quarter", 3, "4 kertaa vuodessa")};
    CHECK(key(read(pace, "2 kertaa kuussa")) == "fortnight");
    CHECK(key(read(pace, "4 kertaa vuodessa kiitos")) == "quarter");
    CHECK(key(read(pace, "2")) == "month");
    CHECK(key(read(pace, "kerran kuussa")) == "month");
    CHECK(key(read(pace, "5 kertaa vuodessa")) == "?");
    auto age = shape_of(QuestionType::choice);
    age.values = {labelled("child", 1, "alle 13"), labelled("young", 2, "13-17"), labelled("adult", 3, "18 tai yli")};
    CHECK(key(read(age, "alle 13")) == "child");
    CHECK(key(read(age, "13–17")) == "young");
    CHECK(key(read(age, "18 tai yli")) == "adult");
    CHECK(key(read(age, "15")) == "?");
    CHECK(key(read(age, "2")) == "young");
}

TEST_CASE("a typing error counts in words of five letters or more, never in the first letter, and only for one value") {
    auto shape = shape_of(QuestionType::choice);
    shape.values = {labelled("a", 1, "puhelin"), labelled("b", 2, "kirje"), labelled("c", 3, "chat")};
    CHECK(key(read(shape, "puhlin")) == "a");
    CHECK(key(read(shape, "puheiln")) == "a");
    CHECK(key(read(shape, "puhellin")) == "a");
    CHECK(key(read(shape, "puh")) == "a");
    CHECK(key(read(shape, "kirja")) == "b");
    CHECK(key(read(shape, "duhelin")) == "?");
    CHECK(key(read(shape, "chet")) == "?");
    CHECK(key(read(shape, "pehulni")) == "?");
    shape.values.push_back(labelled("d", 4, "kirjo"));
    CHECK(key(read(shape, "kirja")) == "?");
    CHECK(key(read(shape, "kirj")) == "?");
    CHECK(key(read(shape, "kirje")) == "b");
}

TEST_CASE("with `other`, words that are no choice are kept as they were written, what is unclear is not") {
    auto shape = topic();
    shape.has_other = true;
    const auto other = read(shape, "  Halusin kysyä parkkipaikasta ");
    CHECK(key(other) == "other");
    CHECK(other.other_text == "Halusin kysyä parkkipaikasta");
    CHECK_FALSE(other.comment.has_value());
    CHECK(key(read(shape, "moite")) == "complaint");
    CHECK(key(read(shape, "1 tai 2")) == "?");
    CHECK(key(read(shape, "7")) == "?");
    CHECK(key(read(shape, "?")) == "?");
    CHECK(key(read(shape, "en tiedä")) == "?");
}

TEST_CASE("words of the script's other languages count, but not those that mean something in the one spoken") {
    const auto yes_no = shape_of(QuestionType::yes_no);
    CHECK(std::get<bool>(read(yes_no, "nej tack").value) == false);
    CHECK(std::get<bool>(read(yes_no, "yes").value) == true);
    CHECK(read(yes_no, "ja").kind == Reading::Kind::unclear);  // Finnish and, Swedish yes
    CHECK(std::get<bool>(read(yes_no, "en").value) == false);  // Finnish no, Swedish one
    auto nps = shape_of(QuestionType::nps);
    CHECK(std::get<double>(read(nps, "åtta").value) == 8);
    CHECK(read(nps, "atta").kind == Reading::Kind::unclear);  // another language's words, in tier one only
    nps.languages = {"fi"};
    CHECK(read(nps, "åtta").kind == Reading::Kind::unclear);
}

TEST_CASE("easy Finnish understands what Finnish does") {
    CHECK(std::get<double>(read(shape_of(QuestionType::nps, "fi-simple"), "ysi").value) == 9);
    CHECK(std::get<bool>(read(shape_of(QuestionType::yes_no, "fi-simple"), "kylla").value));
}

TEST_CASE("a text is anything that says something, measured in graphemes") {
    auto text = shape_of(QuestionType::text);
    text.text_max = 5;
    CHECK(read(text, " \n\u200b ").kind == Reading::Kind::unclear);
    CHECK(std::get<std::string>(read(text, "  hyvä ").value) == "hyvä");
    const std::string family = "👨\u200d👩\u200d👧";
    CHECK(read(text, family + family + family + family + family).kind == Reading::Kind::value);
    CHECK(read(text, family + family + family + family + family + family).over == 1);
    const auto long_one = read(text, "hyvää päivää");
    CHECK(long_one.kind == Reading::Kind::too_long);
    CHECK(long_one.over == 7);
}

TEST_CASE("numbers keep to their bounds, their wholeness and their unit") {
    auto number = shape_of(QuestionType::number);
    number.unit = "min";
    number.min = 0;
    number.max = 600;
    CHECK(std::get<double>(read(number, "45 minuuttia").value) == 45);
    CHECK(std::get<double>(read(number, "45min").value) == 45);
    CHECK(std::get<double>(read(number, "1,5").value) == 1.5);
    CHECK(read(number, "2 tuntia").kind == Reading::Kind::unclear);
    CHECK(read(number, "700").kind == Reading::Kind::outside);
    CHECK(read(number, "-5").kind == Reading::Kind::outside);
    number.whole = true;
    CHECK(read(number, "1,5").kind == Reading::Kind::unclear);
    number.min.reset();
    CHECK(std::get<double>(read(number, "-5").value) == -5);
    number.unit = "euroa";
    CHECK(read(number, "12 €").kind == Reading::Kind::value);
}

TEST_CASE("a scale's na is its number and its words") {
    auto scale = shape_of(QuestionType::scale);
    scale.min = 1;
    scale.max = 5;
    scale.has_na = true;
    scale.values = {labelled("na", 0, "ei koske minua")};
    CHECK(read(scale, "0").value == Value(dialogs::NotApplicable{}));
    CHECK(read(scale, "ei koske minua").value == Value(dialogs::NotApplicable{}));
    CHECK(read(scale, "en tiedä").kind == Reading::Kind::unclear);  // another way out than the one offered
    CHECK(read(scale, "0 tai 3").kind == Reading::Kind::unclear);
}

TEST_CASE("hostile replies are read like any other") {
    for (const auto type : {QuestionType::nps, QuestionType::yes_no, QuestionType::choice, QuestionType::number}) {
        for (const std::string piece : {"9", "9 ", "9.", "-", "en ", "\u0301", "👍", "\u200b", "ﷺ ", ".", "(", "9-"}) {
            std::string reply;
            for (int time = 0; time < 3000; ++time) reply += piece;
            CHECK(read(shape_of(type), reply).kind != Reading::Kind::too_long);
        }
        CHECK(read(shape_of(type), "").kind == Reading::Kind::unclear);
    }
}
