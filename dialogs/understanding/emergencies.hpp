// Cries for help, in every language at once: looked for in every message before anything else.
#pragma once

#include "dialogs/understanding/phrase_table.hpp"

#include <string_view>

namespace dialogs {

/// A phrase that is an emergency, or one that only looks like it and hides the shorter one in it.
struct EmergencyPhrase {
    bool is_real = true;
    bool merge(const EmergencyPhrase& other) {
        is_real = is_real && other.is_real;
        return true;
    }
};

using Emergencies = PhraseTable<EmergencyPhrase>;

/// True where one of the phrases is in the message and not inside a longer harmless one, or where the message is the
/// emergency number alone and no number is expected.
[[nodiscard]] bool is_emergency(std::string_view message, bool number_expected, const Emergencies& emergencies);

}  // namespace dialogs
