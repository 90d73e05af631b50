#include "dialogs/understanding/reserved_index.hpp"

#include "dialogs/understanding/folding.hpp"
#include "dialogs/understanding/vocabulary.hpp"

#include <algorithm>

namespace dialogs {
namespace {

void note(ReservedIndex::Languages& languages, const Vocabulary* language) {
    if (std::find(languages.begin(), languages.end(), language) == languages.end()) languages.push_back(language);
}

void note_all(ReservedIndex::Languages& languages, const TextMap<ReservedIndex::Languages>& map,
              std::string_view word) {
    const auto found = map.find(word);
    if (found == map.end()) return;
    for (const auto* language : found->second) note(languages, language);
}

}  // namespace

void ReservedIndex::add(const Vocabulary& vocabulary) {
    const auto& phrases = vocabulary.phrases();
    phrases.for_each_key([&](std::string_view key, const Meaning& meaning, bool is_open) {
        if (!meaning.reserved) return;
        note(first_words_[std::string(key)], &vocabulary);
        // Written apart, it begins with a word that phrases begin with.
        for (auto first = key.substr(0, key.size() - 1); !first.empty(); first.remove_suffix(1))
            if (phrases.is_head(first)) note(first_words_[std::string(first)], &vocabulary);
        if (is_open) beginnings_.emplace_back(key, &vocabulary);
    });
    for (const auto& stop : vocabulary.stops_by_looks) note(stops_by_looks_[stop], &vocabulary);
}

ReservedIndex::Languages ReservedIndex::candidates(const Tokens& tokens) const {
    Languages languages;
    for (const auto& token : tokens) {
        if (!token.is_part()) continue;
        note_all(languages, first_words_, token.exact);
        if (!token.is_word()) continue;
        if (token.loose != token.exact) note_all(languages, first_words_, token.loose);
        if (!is_ascii(token.exact)) note_all(languages, stops_by_looks_, fold_lookalikes(token.exact));
        for (const auto& [beginning, language] : beginnings_)
            if (token.exact.starts_with(beginning) || token.loose.starts_with(beginning)) note(languages, language);
    }
    return languages;
}

}  // namespace dialogs
