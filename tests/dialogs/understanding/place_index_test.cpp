// Places by what residents call them: the sure ones, the offered ones, and never a wrong one.
#include "dialogs/understanding/place_index.hpp"

#include "dialogs/understanding/folding.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <random>

namespace {

using namespace dialogs;

ListedPlace place(std::string id, std::string name, std::vector<std::string> others = {},
                  std::string municipality = {}) {
    return {.id = std::move(id),
            .names = {{"fi", std::move(name)}},
            .other_names = std::move(others),
            .municipality = std::move(municipality)};
}

const std::vector<ListedPlace>& units() {
    static const std::vector<ListedPlace> list{
        place("hervanta", "Hervannan terveysasema", {"Herwood", "Hervannan tk"}, "Tampere"),
        place("neuvola", "Hervannan neuvola", {}, "Tampere"),
        place("hammas", "Hervannan hammashoitola", {"Hervannan hammaslääkäri"}, "Tampere"),
        place("tesoma", "Tesoman hyvinvointikeskus", {"Tesoman tk"}, "Tampere"),
        place("tays", "Tays Keskussairaala", {"Tays", "Yliopistosairaala"}, "Tampere"),
        place("acuta", "Tays Ensiapu Acuta", {"Acuta", "ensiapu"}, "Tampere"),
        place("nokia", "Nokian hyvinvointikeskus", {"Nokian tk"}, "Nokia"),
        place("asema1", "Asema 1", {}, "Lempäälä"),
        place("asema2", "Asema 2", {}, "Lempäälä"),
        place("kirjasto-t", "Kirjasto", {}, "Tampere"),
        place("kirjasto-n", "Kirjasto", {}, "Nokia"),
    };
    return list;
}

PlaceReply reply_of(std::string_view text) {
    auto words = tokens_of(text, 100);
    std::erase_if(words, [](const Token& token) { return !token.is_part(); });
    PlaceReply reply{.words = std::move(words), .idle = {}};
    for (const auto& word : reply.words)
        reply.idle.push_back(word.exact == "hei" || word.exact == "kiitos");
    return reply;
}

std::string shown(const PlaceFound& found, const std::vector<ListedPlace>& list) {
    std::string all = found.kind == PlaceFound::Kind::sure     ? "sure"
                      : found.kind == PlaceFound::Kind::unsure ? "unsure"
                                                               : "nothing";
    for (const auto at : found.places)
        all += ' ' + list[at].id;
    return all;
}

std::string find(std::string_view text) {
    static const PlaceIndex index(units());
    return shown(index.find(reply_of(text)), units());
}

/// 700 units as a county may have: 35 parts of 14 municipalities, 20 kinds.
std::vector<ListedPlace> county() {
    constexpr std::array areas{
        "Hervannan",   "Tesoman",    "Nokian",     "Kaukajärven",      "Linnainmaan",
        "Lielahden",   "Pyynikin",   "Hatanpään",  "Koilliskeskuksen", "Pirkkalan",
        "Lempäälän",   "Ylöjärven",  "Kangasalan", "Sahalahden",       "Valkeakosken",
        "Akaan",       "Toijalan",   "Viialan",    "Mäntän",           "Vilppulan",
        "Virtain",     "Ruoveden",   "Parkanon",   "Ikaalisten",       "Kihniön",
        "Hämeenkyrön", "Sastamalan", "Vammalan",   "Punkalaitumen",    "Urjalan",
        "Vesilahden",  "Oriveden",   "Juupajoen",  "Kuhmoisten",       "Pälkäneen"};
    constexpr std::array kinds{"terveysasema",
                               "neuvola",
                               "hammashoitola",
                               "hyvinvointikeskus",
                               "perhekeskus",
                               "kotihoito",
                               "palvelutalo",
                               "kuntoutus",
                               "laboratorio",
                               "fysioterapia",
                               "mielenterveysyksikkö",
                               "päihdepalvelut",
                               "lastensuojelu",
                               "vammaispalvelut",
                               "paloasema",
                               "ensihoito",
                               "sosiaalitoimisto",
                               "kouluterveydenhuolto",
                               "opiskeluterveydenhuolto",
                               "ikäneuvola"};
    std::vector<ListedPlace> list;
    for (std::size_t area = 0; area < areas.size(); ++area)
        for (std::size_t kind = 0; kind < kinds.size(); ++kind)
            list.push_back(place(std::to_string(area) + "-" + std::to_string(kind),
                                 std::string(areas[area]) + " " + kinds[kind] +
                                     (kind % 5 == 0 ? " " + std::to_string(area + 1) : ""),
                                 {}, "Kunta " + std::to_string(area / 3)));
    return list;
}

/// One letter too few, too many, another, or two swapped.
std::string with_one_error(const std::string& name, std::mt19937& random) {
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < name.size(); ++i)
        if ((name[i] & 0xC0) != 0x80) starts.push_back(i);
    starts.push_back(name.size());
    const auto at = random() % (starts.size() - 1);
    const auto begin = starts[at];
    const auto end = starts[at + 1];
    const std::string letter(1, static_cast<char>('a' + random() % 26));
    switch (random() % 4) {
        case 0:
            return name.substr(0, begin) + name.substr(end);
        case 1:
            return name.substr(0, begin) + letter + name.substr(begin);
        case 2:
            return name.substr(0, begin) + letter + name.substr(end);
        default: {
            const auto next = at + 2 < starts.size() ? starts[at + 2] : end;
            return name.substr(0, begin) + name.substr(end, next - end) +
                   name.substr(begin, end - begin) + name.substr(next);
        }
    }
}

}  // namespace

TEST_CASE("a whole name is sure, in any case, with or without accents and blanks") {
    CHECK(find("Hervannan terveysasema") == "sure hervanta");
    CHECK(find("HERVANNAN TERVEYSASEMA!") == "sure hervanta");
    CHECK(find("hervannanterveysasema") == "sure hervanta");
    CHECK(find("hervannan hammaslaakari") == "sure hammas");
    CHECK(find("herwood") == "sure hervanta");
    CHECK(find("Tays") == "sure tays");
    CHECK(find("hei, Hervannan tk kiitos") == "sure hervanta");
    CHECK(find("Asema 2") == "sure asema2");
    CHECK(find("Kirjasto, Nokia") == "sure kirjasto-n");
    CHECK(find("Tays, odotin kolme tuntia") == "sure tays");
}

TEST_CASE("one typing error in a long word is still sure where no other place is as near") {
    CHECK(find("Hervannan terveysasma") == "sure hervanta");
    CHECK(find("Hervanan terveysasema") == "sure hervanta");
    CHECK(find("Tesoman hyvinvointikeksus") == "sure tesoma");
    CHECK(find("Yliopistosairala") == "sure tays");
}

TEST_CASE("what is not sure is offered, the likeliest first") {
    CHECK(find("hervannan") == "unsure hervanta neuvola hammas");
    CHECK(find("Hervannassa") == "unsure hervanta neuvola hammas");
    CHECK(find("tesomalla") == "unsure tesoma");
    CHECK(find("Tesoma") == "unsure tesoma");
    CHECK(find("Nokia") == "unsure nokia kirjasto-n");
    CHECK(find("kirjasto") == "unsure kirjasto-t kirjasto-n");
    CHECK(find("hervannan hammas") == "unsure hammas");
    CHECK(find("Hervannan terveysasemalla eilen") == "unsure hervanta");
    CHECK(find("Asema") == "unsure asema1 asema2");
    CHECK(find("ervannan terveysasema") == "unsure hervanta");
}

TEST_CASE("a digit is never a typing error") {
    CHECK(find("Asema 3") == "unsure asema1 asema2");
    CHECK(find("Tays 2") == "unsure tays acuta");
}

TEST_CASE("two places in one reply are offered, never chosen from") {
    CHECK(find("Hervannan tk, Tesoman tk") == "unsure hervanta tesoma");
    CHECK(find("Tays ensiapu") == "unsure tays acuta");
    CHECK(find("Tays Acuta") == "unsure tays acuta");
    CHECK(find("Kirjasto Lempäälä") == "unsure kirjasto-t kirjasto-n");
    auto doubtful = reply_of("ei Tays");
    doubtful.is_doubtful = true;
    CHECK(shown(PlaceIndex(units()).find(doubtful), units()) == "unsure tays acuta");
}

TEST_CASE("what is no place finds nothing") {
    CHECK(find("en muista") == "nothing");
    CHECK(find("") == "nothing");
    CHECK(find("12345") == "nothing");
}

TEST_CASE("a word that belongs to one of the offered places chooses it") {
    const PlaceIndex index(units());
    const auto among = [&](std::string_view text) {
        return shown(index.find_among(reply_of(text), {0, 1, 2}), units());
    };
    CHECK(among("neuvola") == "sure neuvola");
    CHECK(among("se terveysasemalla") == "unsure hervanta");
    CHECK(among("hammas") == "sure hammas");
    CHECK(among("hervannan") == "unsure hervanta neuvola hammas");
    CHECK(among("Tesoman tk") == "sure tesoma");
    CHECK(among("Nokian neuvola") == "unsure neuvola nokia kirjasto-n");
}

TEST_CASE("no place is found under another's name") {
    const auto list = county();
    REQUIRE(list.size() == 700);
    const PlaceIndex index(list);
    std::map<std::string, std::size_t> by_name;
    for (std::size_t at = 0; at < list.size(); ++at)
        by_name[fold_exactly(list[at].names.at("fi"))] = at;
    std::mt19937 random(20261122);
    int sure = 0;
    int offered = 0;
    int tried = 0;
    for (std::size_t at = 0; at < list.size(); ++at) {
        const auto& name = list[at].names.at("fi");
        CHECK(index.find(reply_of(name)).places == std::vector<std::size_t>{at});
        for (int i = 0; i < 10; ++i) {
            const auto written = with_one_error(name, random);
            const auto same = by_name.find(fold_exactly(written));
            if (same != by_name.end() && same->second != at)
                continue;  // it has become another's name
            const auto found = index.find(reply_of(written));
            INFO(name << " written " << written);
            ++tried;
            if (found.kind == PlaceFound::Kind::sure) {
                REQUIRE(found.places.front() == at);
                ++sure;
            } else {
                offered += std::count(found.places.begin(), found.places.end(), at) > 0 ? 1 : 0;
            }
        }
    }
    CHECK(tried > 6'900);
    CHECK(sure > tried * 70 / 100);
    CHECK(sure + offered > tried * 97 / 100);
    WARN("of " << tried << " names with one typing error " << sure << " were sure, " << offered
               << " offered");
}

TEST_CASE("700 places are looked up in little time", "[.bench]") {
    const auto list = county();
    using Clock = std::chrono::steady_clock;
    const auto begin = Clock::now();
    const PlaceIndex index(list);
    const auto built = Clock::now();
    std::size_t found = 0;
    for (const auto& one : list)
        found += index.find(reply_of(one.names.at("fi").substr(0, 12))).places.size();
    const auto done = Clock::now();
    const auto us = [](auto span) {
        return std::chrono::duration_cast<std::chrono::microseconds>(span).count();
    };
    WARN("index of 700: " << us(built - begin) << " us; a reply: " << us(done - built) / 700
                          << " us");
    CHECK(found > 0);
}
