// Long texts in parts, long labels made short.
#include "dialogs/texts/text_parts.hpp"

#include <catch2/catch.hpp>

using dialogs::length_of;
using dialogs::shortened;
using dialogs::split_text;
using dialogs::TextUnit;

using Parts = std::vector<std::string>;

TEST_CASE("a text that fits is one part, as it is") {
    CHECK(split_text("Kiitos! ", 8) == Parts{"Kiitos! "});
    CHECK(split_text("", 8) == Parts{""});
    CHECK(split_text("Kiitos!\n\nHei.", 0) == Parts{"Kiitos!\n\nHei."});
}

TEST_CASE("a longer text is parted behind sentences, and blanks around the break are dropped") {
    CHECK(split_text("Kiitos. Se auttaa. Hyvää päivää!", 20) == Parts{"Kiitos. Se auttaa.", "Hyvää päivää!"});
    CHECK(split_text("Kiitos. Se auttaa.   Hei!", 18) == Parts{"Kiitos. Se auttaa.", "Hei!"});
    CHECK(split_text("Kiitos! \n \n Hei", 10) == Parts{"Kiitos!", "Hei"});
}

TEST_CASE("lines stay whole") {
    CHECK(split_text("Mistä?\n1=Keskusta\n2=Kaleva", 18) == Parts{"Mistä?\n1=Keskusta", "2=Kaleva"});
}

TEST_CASE("a sentence that is longer than a part is parted behind a word, and a word behind a grapheme") {
    CHECK(split_text("yksi kaksi kolme", 11) == Parts{"yksi kaksi", "kolme"});
    CHECK(split_text("abcdef", 4) == Parts{"abcd", "ef"});
    CHECK(split_text("ab👩‍👩‍👧ab", 9) == Parts{"ab", "👩‍👩‍👧", "ab"});
    CHECK(split_text("ba\u0308ba\u0308", 2) == Parts{"b", "a\u0308", "b", "a\u0308"});
}

TEST_CASE("a sentence of another script ends where it ends there") {
    CHECK(split_text("谢谢您的回答。再见！", 8) == Parts{"谢谢您的回答。", "再见！"});
    CHECK(split_text("هل أنت بخير؟ شكرا", 14) == Parts{"هل أنت بخير؟", "شكرا"});
}

TEST_CASE("a grapheme longer than a part is cut at a code point") {
    CHECK(split_text("👩‍👩‍👧", 5) == Parts{"👩‍👩", "‍👧"});
    CHECK(split_text("👩👩", 1) == Parts{"👩", "👩"});
}

TEST_CASE("lengths are counted as the channel counts") {
    CHECK(length_of("äö😀") == 4);
    CHECK(length_of("äö😀", TextUnit::byte) == 8);
    CHECK(split_text("ää ää ää", 6, TextUnit::byte) == Parts{"ää", "ää", "ää"});
    CHECK(split_text("ää ää ää", 6) == Parts{"ää ää", "ää"});
}

TEST_CASE("parts hold all words of a text, in order, and none is longer than it may be") {
    std::string text;
    for (int i = 1; i < 400; ++i)
        text += "Lause " + std::to_string(i) + (i % 7 == 0 ? "\n" : ". ") + (i % 50 == 0 ? "😀😀😀😀 " : "");
    for (const std::size_t most : {10U, 33U, 160U, 1000U}) {
        std::string joined;
        for (const auto& part : split_text(text, most)) {
            CHECK(length_of(part) <= most);
            CHECK_FALSE(part.empty());
            joined += part;
        }
        const auto bare = [](std::string from) {
            from.erase(std::remove_if(from.begin(), from.end(), [](char c) { return c == ' ' || c == '\n'; }),
                       from.end());
            return from;
        };
        CHECK(bare(joined) == bare(text));
    }
}

TEST_CASE("a label that fits stays, a longer one ends in an ellipsis") {
    CHECK(shortened("Kyllä", 5) == "Kyllä");
    CHECK(shortened("Kyllä", 0) == "Kyllä");
    CHECK(shortened("Hyvinvointiasema", 8) == "Hyvinvo…");
    CHECK(shortened("Ehkä en tiedä", 6) == "Ehkä…");
    CHECK(shortened("ab", 1) == "…");
}

TEST_CASE("a label is never cut inside a grapheme") {
    CHECK(shortened("a👩‍👩‍👧b", 10) == "a👩‍👩‍👧b");
    CHECK(shortened("a👩‍👩‍👧bcd", 9) == "a…");
    CHECK(shortened("ไม่แน่ใจ", 4) == "ไม่…");
}
