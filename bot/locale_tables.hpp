// The reports of `kuulolla locale report`, as tables for people and as JSON for programs.
#pragma once

#include "dialogs/authoring/locale_gaps.hpp"
#include "dialogs/authoring/locale_report.hpp"

#include <string>
#include <vector>

namespace bot {

[[nodiscard]] std::string as_tables(const dialogs::LocaleReport& report);
[[nodiscard]] std::string as_json(const dialogs::LocaleReport& report);

/// The service's own words, then how far each script is translated.
[[nodiscard]] std::string as_tables(const std::vector<dialogs::LocaleGaps>& service,
                                    const std::vector<dialogs::LocaleReport>& scripts);
[[nodiscard]] std::string as_json(const std::vector<dialogs::LocaleGaps>& service,
                                  const std::vector<dialogs::LocaleReport>& scripts);

}  // namespace bot
