// Which language a resident is spoken to in.
#include "bot/turns/language_choice.hpp"

#include <cld2/public/compact_lang_det.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace bot {

using dialogs::Language;

namespace {

/// Below this, statistics guess; the alphabet alone is sure.
constexpr int letters_for_statistics = 15;

/// The writing of the text's letters, where nearly all are of one; and how many letters there are.
struct Writing {
    UScriptCode script = USCRIPT_COMMON;
    int letters = 0;
};

Writing writing_of(std::string_view text) {
    Writing writing;
    std::map<UScriptCode, int> counts;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    for (std::size_t at = 0; at < text.size();) {
        UChar32 c = 0;
        U8_NEXT(bytes, at, text.size(), c);
        UErrorCode error = U_ZERO_ERROR;
        if (c >= 0 && u_isalpha(c)) ++counts[uscript_getScript(c, &error)];
    }
    int most = 0;
    for (const auto& [script, count] : counts) {
        writing.letters += count;
        if (count > most) writing.script = script;
        most = std::max(most, count);
    }
    if (most * 10 < writing.letters * 9) writing.script = USCRIPT_COMMON;
    return writing;
}

bool is_written_in(const Language& language, UScriptCode script) {
    std::array<UScriptCode, 4> codes{};
    UErrorCode error = U_ZERO_ERROR;
    const auto base = language.substr(0, language.find('-'));
    const auto count = uscript_getCode(base.c_str(), codes.data(), static_cast<int32_t>(codes.size()), &error);
    if (U_FAILURE(error)) return false;
    return std::find(codes.begin(), codes.begin() + count, script) != codes.begin() + count;
}

std::optional<Language> by_statistics(std::string_view text, const std::vector<Language>& offered) {
    bool reliable = false;
    const auto found = CLD2::DetectLanguage(text.data(), static_cast<int>(text.size()), /*plain text*/ true, &reliable);
    if (!reliable) return std::nullopt;
    const Language code = CLD2::LanguageCode(found);
    if (std::find(offered.begin(), offered.end(), code) == offered.end()) return std::nullopt;
    return code;
}

/// The tag itself, or what it falls back to, as far as it is among those offered.
std::optional<Language> served(const std::optional<Language>& wanted, const std::vector<Language>& offered) {
    if (!wanted) return std::nullopt;
    for (const auto& tag : dialogs::fallback_chain(*wanted)) {
        if (std::find(offered.begin(), offered.end(), tag) != offered.end()) return tag;
    }
    return std::nullopt;
}

std::optional<Language> first_served(const LanguageHints& hints, const std::vector<Language>& offered) {
    for (const auto* hint : {&hints.asked, &hints.chosen, &hints.profile, &hints.keyword, &hints.written}) {
        if (auto language = served(*hint, offered)) return language;
    }
    return std::nullopt;
}

}  // namespace

Language language_for(const dialogs::Script& script, const LanguageHints& hints, const Language& fallback) {
    if (auto language = first_served(hints, script.languages)) return *language;
    return served(fallback, script.languages).value_or(script.source_language());
}

Language service_language(const dialogs::Catalog& catalog, const LanguageHints& hints, const Language& fallback) {
    return first_served(hints, catalog.languages()).value_or(fallback);
}

std::optional<Language> language_written(std::string_view text, const std::vector<Language>& offered) {
    const auto writing = writing_of(text);
    if (writing.letters == 0) return std::nullopt;
    if (writing.letters >= letters_for_statistics) {
        if (auto language = by_statistics(text, offered)) return language;
    }
    if (writing.script == USCRIPT_LATIN || writing.script == USCRIPT_COMMON) return std::nullopt;
    const auto found = std::find_if(offered.begin(), offered.end(), [&](const Language& language) {
        return is_written_in(language, writing.script);
    });
    return found == offered.end() ? std::nullopt : std::optional(*found);
}

}  // namespace bot
