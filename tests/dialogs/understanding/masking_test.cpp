#include "dialogs/understanding/masking.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace {

/// A personal identity code with its right check character: the rest of the nine digits divided by 31.
std::string identity_code(const std::string& date, char century, const std::string& number) {
    const auto rest = std::stol(date + number) % 31;
    return date + century + number + std::string("0123456789ABCDEFHJKLMNPRSTUVWXY").at(static_cast<std::size_t>(rest));
}

std::string masked(const std::string& text) { return dialogs::mask_personal_data(text); }

}  // namespace

TEST_CASE("personal identity codes are masked, with every century sign, in any surroundings") {
    CHECK(identity_code("131052", '-', "308") == "131052-308T");
    for (const char century : std::string("+-ABCDEFYXWVU")) {
        const auto code = identity_code("050401", century, "902");
        INFO(code);
        CHECK(masked(code) == "[***]");
        CHECK(masked("hetu on " + code + ", kiitos") == "hetu on [***], kiitos");
        CHECK(masked("hetu:" + code + ".") == "hetu:[***].");
    }
    const std::vector<std::pair<std::string, std::string>> cases{
        {"131052-308T", "[***]"},
        {"131052-308t", "[***]"},
        {"Tunnukseni131052-308T!", "Tunnukseni[***]!"},
        {"131052–308T", "[***]"},
        {"１３１０５２-３０８T", "[***]"},
        {"131052-\u200b308T", "[***]"},
        {"131052-308T ja 131052-308T", "[***] ja [***]"},
    };
    for (const auto& [text, expected] : cases) {
        INFO(text);
        CHECK(masked(text) == expected);
    }
}

TEST_CASE("phone numbers, cards and e-mail addresses are masked") {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"soita 0401234567", "soita [***]"},
        {"soita 040 1234567 illalla", "soita [***] illalla"},
        {"040-1234567", "[***]"},
        {"040 123 4567.", "[***]."},
        {"+358401234567", "[***]"},
        {"+358 40 123 4567", "[***]"},
        {"+358 (0)40 123 4567", "[***]"},
        {"00358401234567", "[***]"},
        {"358401234567", "[***]"},
        {"(09) 123 4567", "[***]"},
        {"09 2525 0111", "[***]"},
        {"03 3123456", "[***]"},
        {"050 123 45 67", "[***]"},
        {"puh.0501234567", "puh.[***]"},
        {"nro:044-123 4567,", "nro:[***],"},
        {"+46 70 123 45 67", "[***]"},
        {"+372 5123 4567", "[***]"},
        {"+7 912 345-67-89", "[***]"},
        {"+44 20 7946 0958", "[***]"},
        {"٠٤٠١٢٣٤٥٦٧", "[***]"},
        {"numeroni on ０４０１２３４５６７", "numeroni on [***]"},
        {"040\u00a01234567", "[***]"},
        {"4111111111111111", "[***]"},
        {"4111 1111 1111 1111", "[***]"},
        {"kortti 5500-0000-0000-0004 vanheni", "kortti [***] vanheni"},
        {"340000000000009", "[***]"},
        {"2221000000000009", "[***]"},
        {"matti.meikalainen@example.com", "[***]"},
        {"Kirjoita matti@example.fi.", "Kirjoita [***]."},
        {"a_b+c%d@mail.example.co.uk, kiitos", "[***], kiitos"},
        {"<maija@example.org>", "<[***]>"},
        {"päivi.mäkelä@esimerkki.fi", "[***]"},
        {"MAIJA@EXAMPLE.FI", "[***]"},
        {"mailto:x@y.io", "mailto:[***]"},
        {"maija@example.fi tai 0401234567", "[***] tai [***]"},
        {"иван@пример.рф", "[***]"},
        {"0401234567@example.fi", "[***]@example.fi"},
    };
    for (const auto& [text, expected] : cases) {
        INFO(text);
        CHECK(masked(text) == expected);
    }
}

TEST_CASE("what only looks personal stays as it was written") {
    const std::vector<std::string> texts{
        "131052-308A",           // wrong check character
        "311352-308T",           // month 13
        "300201-1230",           // 30 February
        "131052G308T",           // no century sign
        "1131052-308T",          // a digit before
        "131052-308TT",          // a letter after
        "131052 308T",
        "13.10.1952",
        "9",
        "112",
        "116117",
        "soitin 112 ja apu tuli",
        "16161",
        "palaute 4711",
        "33720 Tampere",
        "00100 Helsinki",
        "vuonna 2026",
        "klo 08.00-16.00",
        "08-16",
        "20.11.2026",
        "01.02.2026",
        "01-02-2026",
        "2026-11-20",
        "2026-11-20 12:00",
        "05/06/2026",
        "1 500 000 euroa",
        "1500000",
        "12,50 e",
        "0,5 mg",
        "0.05 %",
        "100 %",
        "8-9",
        "1 2 3 4 5 6 7 8 9",
        "huone 0123",
        "jonotin 10 15 20 minuuttia",
        "verenpaine 120/80",
        "4111111111111112",      // Luhn fails
        "1234567890123456",
        "FI-33720",
        "B12 ja D3",
        "C:\\polku",
        "a@b",
        "@kuulolla",
        "huhtikuu @ kahvila",
        "5@",
        "9/10",
        "ＡＢＣ",
        "hoitaja nro 7",
        "12345",
        "123456",
        "osasto 0301",
        "000",
        "diaari 2026/1234",
        "",
        "🙂🙂🙂",
        "+1",
        "+ 5 astetta",
        "(9)",
        "2.0.1",
        "10-15-20",
        "v. 1939-1945",
    };
    for (const auto& text : texts) {
        INFO(text);
        CHECK(masked(text) == text);
    }
    CHECK(texts.size() >= 60);
}
