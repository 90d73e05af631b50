// Any bytes as a list: faults with places, or rows as long as the header; and places found by their
// own names.
#include "dialogs/reading/csv.hpp"
#include "dialogs/understanding/place_index.hpp"
#include "tests/fuzz/fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::vector<dialogs::Diagnostic> faults;
    const auto table = dialogs::read_csv({"fuzz.csv", std::string(fuzz::view(data, size))}, faults);
    for (const auto& fault : faults)
        fuzz::require(fault.place.line > 0 && fault.place.column > 0, "a fault has a place");
    fuzz::require(!table.header.empty() || !faults.empty(), "no table without a fault");
    std::vector<dialogs::ListedPlace> places;
    for (const auto& row : table.rows) {
        fuzz::require(row.size() == table.header.size(), "a row is as long as the header");
        places.push_back({.id = row.front().text, .names = {{"fi", row.back().text}}});
    }
    const dialogs::PlaceIndex index(places);
    for (const auto& place : places) {
        auto words = dialogs::tokens_of(place.names.at("fi"), dialogs::PlaceIndex::words_max);
        std::erase_if(words, [](const dialogs::Token& token) { return !token.is_part(); });
        const dialogs::PlaceReply reply{.words = words, .idle = std::vector<bool>(words.size())};
        const auto found = index.find(reply);
        fuzz::require(found.places.size() <= dialogs::PlaceIndex::offered_max,
                      "at most three are offered");
    }
    return 0;
}
