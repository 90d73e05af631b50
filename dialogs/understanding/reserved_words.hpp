// The words that mean the same in every conversation: STOP, HELP, SKIP … and emergencies.
#pragma once

#include "dialogs/language.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace dialogs {

class Catalog;

enum class ReservedWord { emergency, stop, start, help, language, skip, back, more, data, erase, status, cancel, join };

/// As the simulator prints it: `stop`, `language`, `delete` …
[[nodiscard]] std::string_view name_of(ReservedWord word);

/// A message that is a command.
struct Command {
    ReservedWord word;
    std::string argument;  ///< `KIELI EN` → the tag `en`; `STOP KAIKKI` → `all`; `TILA 4711` → `4711`; else empty
    Language language;     ///< the language whose word it was
    bool operator==(const Command&) const = default;
};

/// Where the message arrives.
enum class OpenQuestion { none, closed, text };

/// Finds the command in a message, by rule 2: nothing is left of it after the reserved word, its argument and at most
/// three fillers; where a `text` is open, everyday words count only alone. Words of all the catalog's languages count;
/// a word that means something else in the language spoken is not looked for in another. Emergency is looked for as
/// phrases, also inside a longer message; `112` is one only alone, and not where `number_expected`.
[[nodiscard]] std::optional<Command> find_command(std::string_view message, const Language& spoken, OpenQuestion open,
                                                  bool number_expected, const Catalog& catalog);

/// A language from its own name, its name in the language spoken, or its code; only among `offered`.
[[nodiscard]] std::optional<Language> find_language(std::string_view words, const Language& spoken,
                                                    std::span<const Language> offered, const Catalog& catalog);

/// The language's name for itself (`suomi`, `العربية`, `selkosuomi`).
[[nodiscard]] std::string own_name(const Language& language, const Catalog& catalog);

}  // namespace dialogs
