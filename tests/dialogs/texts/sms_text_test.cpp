// Counting, splitting and coding of text messages, with vectors that two independent implementations agree on.
#include "dialogs/texts/sms_text.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <fstream>
#include <numeric>
#include <random>
#include <sstream>

using dialogs::count_sms;
using dialogs::plain_sms_text;
using dialogs::SmsEncoding;
using dialogs::split_sms;

namespace {

nlohmann::json encoding_vectors() {
    std::ifstream file(KUULOLLA_SOURCE_DIR "/tests/dialogs/texts/sms-encoding-vectors.json");
    return nlohmann::json::parse(file);
}

std::string repeated(int times, std::string_view what) {
    std::string text;
    for (int i = 0; i < times; ++i) text += what;
    return text;
}

std::string joined(const std::vector<std::string>& parts) {
    return std::accumulate(parts.begin(), parts.end(), std::string());
}

std::string in_hex(std::string_view bytes) {
    std::ostringstream hex;
    hex << std::hex << std::uppercase << std::setfill('0');
    for (const char byte : bytes) hex << std::setw(2) << (static_cast<unsigned>(byte) & 0xFFU);
    return hex.str();
}

const std::string family = "👨‍👩‍👧‍👦";  // 11 units
const std::string flag = "🇫🇮";    // 4 units

}  // namespace

TEST_CASE("every published vector is counted as given") {
    const auto vectors = encoding_vectors();
    REQUIRE(vectors.size() == 31);
    for (const auto& vector : vectors) {
        DYNAMIC_SECTION(vector.at("name").get<std::string>()) {
            const auto count = count_sms(vector.at("text").get<std::string>());
            CHECK(name_of(count.encoding) == vector.at("encoding").get<std::string>());
            CHECK(count.units == vector.at("units").get<int>());
            CHECK(count.segments == vector.at("segments").get<int>());
            CHECK(count.parts == vector.at("parts").get<std::vector<int>>());
        }
    }
}

TEST_CASE("every published vector is split into the parts that were counted") {
    for (const auto& vector : encoding_vectors()) {
        DYNAMIC_SECTION(vector.at("name").get<std::string>()) {
            const auto text = vector.at("text").get<std::string>();
            const auto parts = split_sms(text);
            CHECK(joined(parts) == text);
            CHECK(parts.size() == vector.at("parts").size());
        }
    }
}

TEST_CASE("composition alone does not cost a text its alphabet") {
    const auto vectors = encoding_vectors();
    const auto& decomposed = vectors.at(23);
    REQUIRE(decomposed.at("name") == "V24");
    const auto count = count_sms(plain_sms_text(decomposed.at("text").get<std::string>()));
    CHECK(count.encoding == SmsEncoding::gsm7);
    CHECK(count.units == 4);
}

TEST_CASE("no grapheme is cut where a part ends") {
    const auto before = repeated(60, "š");
    CHECK(split_sms(before + family + repeated(10, "š")).front() == before);
    CHECK(split_sms(repeated(65, "š") + flag + "š!").front() == repeated(65, "š"));
    CHECK(split_sms(repeated(66, "š") + "e\u0301xyz").front() == repeated(66, "š"));
    CHECK(split_sms(repeated(66, "š") + "👍🏽xyz").front() == repeated(66, "š"));
    CHECK(split_sms(repeated(152, "a") + "\r\n" + repeated(20, "b")).front() == repeated(152, "a"));
}

TEST_CASE("what is counted is what is sent") {
    const auto text = repeated(60, "š") + family + repeated(60, "š") + flag;
    const auto count = count_sms(text);
    CHECK(count.parts == std::vector<int>{60, 67, 8});
    CHECK(count.segments == static_cast<int>(split_sms(text).size()));
}

TEST_CASE("a grapheme longer than a part is cut between code points") {
    const auto tower = "a" + repeated(200, "\u0301");
    const auto parts = split_sms(tower);
    REQUIRE(parts.size() == 3);
    CHECK(parts.front() == "a" + repeated(66, "\u0301"));
    CHECK(joined(parts) == tower);
}

TEST_CASE("texts of random graphemes are split without loss, in parts that fit") {
    const std::vector<std::string> graphemes = {"a",  "ä", "€",    "š",  "я",      "ع",
                                                "👍", flag, family, "e\u0301", "\r\n", "\n"};
    std::mt19937 random(20260302);
    std::uniform_int_distribution<std::size_t> any(0, graphemes.size() - 1);
    for (int round = 0; round < 300; ++round) {
        std::string text;
        for (int i = 0; i < 120; ++i) text += graphemes[any(random)];
        const auto count = count_sms(text);
        const auto parts = split_sms(text);
        REQUIRE(joined(parts) == text);
        REQUIRE(parts.size() == count.parts.size());
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const auto part = count_sms(parts[i]);
            const int room = count.encoding == SmsEncoding::gsm7 ? 153 : 67;
            REQUIRE(count.parts[i] <= room);
            if (part.encoding == count.encoding) REQUIRE(part.units == count.parts[i]);
        }
    }
}

TEST_CASE("typographic signs that alone need UCS-2 become their plain twins") {
    CHECK(plain_sms_text("Lainaus: “kyllä” – ehkä… ’ok’") == "Lainaus: \"kyllä\" - ehkä... 'ok'");
    CHECK(count_sms(plain_sms_text("Lainaus: “kyllä” – ehkä… ’ok’")).units == 31);
    CHECK(plain_sms_text("Väli\u00A0lyönti\u202Ftässä\u200B\u00AD") == "Väli lyönti tässä");
    CHECK(plain_sms_text("Rivi 1\r\nRivi 2\rRivi 3\n") == "Rivi 1\nRivi 2\nRivi 3\n");
    CHECK(plain_sms_text("• 2 × 3 − 1") == "* 2 x 3 - 1");
}

TEST_CASE("a text that needs UCS-2 anyway keeps its signs and its letters") {
    CHECK(plain_sms_text("Спасибо – «да»…") == "Спасибо – «да»…");
    CHECK(plain_sms_text("Šakki – džonkki") == "Šakki – džonkki");
    CHECK(plain_sms_text("Kiitos… 👍") == "Kiitos… 👍");
}

TEST_CASE("septets are packed and unpacked as published") {
    const std::vector<std::pair<std::string, std::string>> vectors = {
        {"Hyvää", "C8BC7DBF07"},      {"Kyllä", "CB3C9BBD07"}, {"ÅÄÖåäö", "8E2DF7B1E703"},
        {"€", "9B32"},                {"hellohello", "E8329BFD4697D9EC37"},
    };
    for (const auto& [text, packed] : vectors) {
        DYNAMIC_SECTION(text) {
            const auto septets = dialogs::gsm7_septets(text);
            const auto octets = dialogs::pack_septets(septets);
            CHECK(in_hex(octets) == packed);
            CHECK(dialogs::unpack_septets(octets, septets.size()) == septets);
            CHECK(dialogs::text_from_gsm7(septets) == text);
        }
    }
}

TEST_CASE("behind a user data header the text begins at a septet boundary") {
    const auto octets = dialogs::pack_septets(dialogs::gsm7_septets("Kyllä"), 1);
    CHECK(in_hex(octets) == "9679367B0F");
    CHECK(dialogs::text_from_gsm7(dialogs::unpack_septets(octets, 5, 1)) == "Kyllä");
}

TEST_CASE("a message whose length is told in septets grows no sign at its end") {
    const auto octets = dialogs::pack_septets(dialogs::gsm7_septets("1234567"));  // 49 bits, 7 spare
    CHECK(dialogs::text_from_gsm7(dialogs::unpack_septets(octets, 7)) == "1234567");
    CHECK(dialogs::unpack_septets("\x31", 5).size() == 1);
}

TEST_CASE("all of the alphabet goes out and comes back") {
    std::string septets;
    for (char septet = 0; septet >= 0 && septet < 0x7F; ++septet) {
        if (septet != 0x1B) septets += septet;
    }
    const auto text = dialogs::text_from_gsm7(septets);
    CHECK(dialogs::gsm7_septets(text) == septets);
    CHECK(count_sms(text).encoding == SmsEncoding::gsm7);
    CHECK(dialogs::text_from_gsm7(dialogs::gsm7_septets("^{}\\[~]|€\f")) == "^{}\\[~]|€\f");
}

TEST_CASE("unknown extensions show the basic character, stray escapes a space") {
    CHECK(dialogs::text_from_gsm7("\x1B\x41") == "A");
    CHECK(dialogs::text_from_gsm7("a\x1B\x1B" "b") == "a b");
    CHECK(dialogs::text_from_gsm7("a\x1B") == "a ");
    CHECK(dialogs::gsm7_septets("š") == "?");
}

TEST_CASE("UTF-16BE goes both ways, and broken pairs are shown, not lost") {
    const std::string bytes("\0K\0y\0l\0l\0\xE4\0 \xD8\x3D\xDC\x4D", 16);
    CHECK(dialogs::utf16be_from("Kyllä 👍") == bytes);
    CHECK(dialogs::text_from_utf16be(bytes) == "Kyllä 👍");
    CHECK(dialogs::text_from_utf16be(std::string("\xD8\x3D\0a", 4)) == "\uFFFDa");
    CHECK(dialogs::text_from_utf16be("\xDC\x4D") == "\uFFFD");
    CHECK(dialogs::text_from_utf16be(std::string("\0a\0", 3)) == "a\uFFFD");
}

TEST_CASE("bytes that are no UTF-8 are counted, and none is lost") {
    const std::string broken = repeated(40, "a\xFF\xC3") + "\xE2\x82";
    CHECK(count_sms(broken).encoding == SmsEncoding::ucs2);
    CHECK(joined(split_sms(broken)) == broken);
}
