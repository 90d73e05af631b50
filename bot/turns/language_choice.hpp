// Which language a resident is spoken to in.
#pragma once

#include "bot/turns/decision.hpp"
#include "dialogs/script.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace bot {

/// What is known, in the order in which it counts.
struct LanguageHints {
    std::optional<dialogs::Language> asked{};     ///< by the invitation
    std::optional<dialogs::Language> chosen{};    ///< by the resident, before
    std::optional<dialogs::Language> profile{};   ///< of the messenger
    std::optional<dialogs::Language> keyword{};   ///< that the keyword belongs to
    std::optional<dialogs::Language> written{};   ///< that the message seems to be in
};

/// The first hint that the script speaks (`fi-simple` may be served as `fi`); else the service's default, if the script
/// has it; else the script's first.
[[nodiscard]] dialogs::Language language_for(const dialogs::Script& script, const LanguageHints& hints,
                                             const dialogs::Language& fallback);

/// The same among the service's own languages, where no script speaks.
[[nodiscard]] dialogs::Language service_language(const dialogs::Catalog& catalog, const LanguageHints& hints,
                                                 const dialogs::Language& fallback);

/// The language a text seems to be written in, among those offered; none where it cannot be told.
[[nodiscard]] std::optional<dialogs::Language> language_written(std::string_view text,
                                                                const std::vector<dialogs::Language>& offered);

/// The entry for that language, along its chain, else the script's source language; null where there is neither.
template <class T>
[[nodiscard]] const T* in_language(const std::map<dialogs::Language, T>& texts, const dialogs::Script& script,
                                   const dialogs::Language& language) {
    for (const auto& tag : dialogs::fallback_chain(language)) {
        if (const auto found = texts.find(tag); found != texts.end()) return &found->second;
    }
    const auto source = texts.find(script.source_language());
    return source == texts.end() ? nullptr : &source->second;
}

}  // namespace bot
