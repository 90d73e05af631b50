// Answers as the outside reads them: one JSON object or one CSV line each.
#pragma once

#include "storage/reader.hpp"

#include <string>

namespace bot {

/// {"answer":1,"replaces":null,"conversation":"…",…} without a line break.
[[nodiscard]] std::string answer_json(const storage::ExportedAnswer& exported);

/// The same as a line of RFC 4180, with its line end. A text that a spreadsheet would take for a formula gets an
/// apostrophe before it.
[[nodiscard]] std::string answer_csv(const storage::ExportedAnswer& exported);

/// The names of the columns, with its line end.
[[nodiscard]] std::string answer_csv_head();

/// A JSON string of any bytes; what is no UTF-8 becomes U+FFFD.
[[nodiscard]] std::string json_string(std::string_view text);

}  // namespace bot
