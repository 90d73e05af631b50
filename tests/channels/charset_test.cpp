// Bytes of every kind, to text.
#include "channels/charset.hpp"

#include <catch2/catch.hpp>

using channels::Charset;
using channels::decode_text;

TEST_CASE("each charset is read") {
    CHECK(decode_text("t\xE4ynn\xE4 \xA4", Charset::latin1) == "täynnä ¤");
    CHECK(decode_text("\xA4 \xA6\xA8", Charset::latin9) == "€ Šš");
    CHECK(decode_text("\x80 \x93\x94 \x81", Charset::windows1252) == "€ “” \uFFFD");
    CHECK(decode_text(std::string("\0a\xD8\x3D\xDE\x00", 6), Charset::utf16be) == "a😀");
    CHECK(decode_text("0061D83DDE00", Charset::utf16be_hex) == "a😀");
    CHECK(decode_text("S3lsbMOk", Charset::base64) == "Kyllä");
    CHECK(decode_text("TW9p", Charset::base64) == decode_text("TW9p==", Charset::base64));
    CHECK(decode_text(std::string("Kyll\x7B \x1B\x65\0", 9), Charset::gsm7) == "Kyllä €@");
}

TEST_CASE("what is no UTF-8 shows, and takes nothing with it") {
    CHECK(decode_text("a\xC3(b", Charset::utf8) == "a\uFFFD(b");
    CHECK(decode_text("a\xE2\x82", Charset::utf8) == "a\uFFFD");
    CHECK(decode_text("\xC0\xAF\xED\xA0\x80\xF5", Charset::utf8) ==
          "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD");
    CHECK(decode_text(std::string("a\0b", 3), Charset::utf8) == "a\uFFFDb");
    CHECK(decode_text("\xEF\xBB\xBFmoi", Charset::utf8) == "moi");
    CHECK(decode_text("ÅÄÖ 👨‍👩‍👧‍👦 \U0010FFFF", Charset::utf8) ==
          "ÅÄÖ 👨‍👩‍👧‍👦 \U0010FFFF");
}

TEST_CASE("charsets are known by the names that providers use") {
    CHECK(channels::charset_named("UTF-8") == Charset::utf8);
    CHECK(channels::charset_named("Iso-8859-15") == Charset::latin9);
    CHECK(channels::charset_named("UCS-2") == Charset::utf16be);
    CHECK_FALSE(channels::charset_named("8-BIT"));
}
