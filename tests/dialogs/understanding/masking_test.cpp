#include "dialogs/understanding/masking.hpp"
#include "tests/support/shipped_catalog.hpp"

#include <catch2/catch.hpp>
#include <unicode/brkiter.h>

#include <memory>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

/// A personal identity code with its right check character: the rest of the nine digits divided by 31.
std::string identity_code(const std::string& date, char century, const std::string& number) {
    const auto rest = std::stol(date + number) % 31;
    return date + century + number + std::string("0123456789ABCDEFHJKLMNPRSTUVWXY").at(static_cast<std::size_t>(rest));
}

std::string masked(const std::string& text) { return dialogs::mask_personal_data(text); }

/// The lines of a table of this folder, without its notes.
std::vector<std::string> lines_of(const std::string& table) {
    std::istringstream in(tests::source_file("tests/dialogs/understanding/masking/" + table));
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);)
        if (!line.empty() && !line.starts_with("# ")) lines.push_back(line);
    return lines;
}

/// A line with `⟦…⟧` around what is personal: as it is written, and as it is kept.
struct Marked {
    std::string written;
    std::string kept;
};

Marked read_marked(std::string_view line) {
    constexpr std::string_view open = "⟦";
    constexpr std::string_view close = "⟧";
    Marked marked;
    while (!line.empty()) {
        const auto begin = line.find(open);
        marked.written += line.substr(0, begin);
        marked.kept += line.substr(0, begin);
        if (begin == std::string_view::npos) break;
        line.remove_prefix(begin + open.size());
        const auto end = line.find(close);
        REQUIRE(end != std::string_view::npos);
        marked.written += line.substr(0, end);
        marked.kept += dialogs::mask;
        line.remove_prefix(end + close.size());
    }
    return marked;
}

/// Where the graphemes of a text begin and end.
std::set<std::size_t> grapheme_bounds(const std::string& text) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::BreakIterator> graphemes(
        icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
    UText utext = UTEXT_INITIALIZER;
    utext_openUTF8(&utext, text.data(), static_cast<std::int64_t>(text.size()), &status);
    graphemes->setText(&utext, status);
    REQUIRE(U_SUCCESS(status));
    std::set<std::size_t> bounds;
    for (auto at = graphemes->first(); at != icu::BreakIterator::DONE; at = graphemes->next())
        bounds.insert(static_cast<std::size_t>(at));
    utext_close(&utext);
    return bounds;
}

/// True where the masked text can be had from the written one by masking whole graphemes only.
bool keeps_graphemes(const std::string& written, const std::string& kept) {
    const auto bounds = grapheme_bounds(written);
    std::set<std::size_t> reached{0};  // ends in `written` of what `kept` has been matched with
    for (std::size_t begin = 0; begin <= kept.size();) {
        const auto end = std::min(kept.find(dialogs::mask, begin), kept.size());
        const auto part = kept.substr(begin, end - begin);
        std::set<std::size_t> next;
        for (auto at = written.find(part); at != std::string::npos; at = written.find(part, at + 1)) {
            const bool joins = begin == 0 ? at == 0 : *reached.begin() < at;
            if (joins && bounds.contains(at) && bounds.contains(at + part.size())) next.insert(at + part.size());
        }
        if (next.empty()) return false;
        if (end == kept.size()) return next.contains(written.size());
        reached = std::move(next);
        begin = end + dialogs::mask.size();
    }
    return true;
}

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

TEST_CASE("of 200 texts that name a person none is missed, and nothing else of them is masked") {
    const auto lines = lines_of("true.txt");
    for (const auto& line : lines) {
        const auto [written, kept] = read_marked(line);
        INFO(written);
        CHECK(masked(written) == kept);
    }
    CHECK(lines.size() >= 200);
}

TEST_CASE("of 200 texts that only look so at most two are masked") {
    const auto lines = lines_of("false.txt");
    std::vector<std::string> alarms;
    for (const auto& line : lines)
        if (masked(line) != line) alarms.push_back(line + " -> " + masked(line));
    for (const auto& alarm : alarms) UNSCOPED_INFO(alarm);
    CHECK(alarms.size() <= 2);
    CHECK(lines.size() >= 200);
}

TEST_CASE("what is masked stays as it is when masked again, and no grapheme is cut") {
    const std::vector<std::string> pieces{
        "131052-308T", "131052", "-", "308T", "040", "0401234567", "+358", " ", "  ", "(", ")", ".", "/", ",", ":", "@",
        "a@b.fi", "x", "ä", "9", "12", "2026", "01.02.", "00", "4111111111111111", "4111 1111", "1111 1111", "\n",
        "\u0301", "\u200d", "\ufe0f\u20e3", "\u0600", "🙂", "👍🏽", "٠٤٠", "１３", "puh", "[***]", "*", "]", "\u200b",
        "กำ", "नि", "\r\n", "\u1100\u1161"};
    std::mt19937 random(20261122);
    for (int round = 0; round < 20'000; ++round) {
        std::string written;
        for (auto left = random() % 9; left > 0; --left) written += pieces[random() % pieces.size()];
        const auto kept = masked(written);
        INFO(written << " -> " << kept);
        REQUIRE(masked(kept) == kept);
        const bool has_mask = written.find(dialogs::mask) != std::string::npos;  // which is no cut of ours
        if (!has_mask) REQUIRE(keeps_graphemes(written, kept));
    }
}
