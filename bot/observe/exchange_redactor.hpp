// What may be kept of an exchange with a provider: its shape, its codes, its reasons; no numbers and no texts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bot {

/// What is known to be private in an exchange: the resident's address, the words said. Values that contain one of them,
/// or are a piece of one, are left out. Secrets are taken out by the Redactor, which must see the results.
using PrivateValues = std::vector<std::string>;

/// An address with its query: names stay, values only where they look like a code.
[[nodiscard]] std::string redacted_target(std::string_view target, const PrivateValues& values);

/// The body of a request, which carries what is said: JSON, a form or XML keep their names, and values that look like
/// a code; of anything else the length is told.
[[nodiscard]] std::string redacted_request(std::string_view body, const PrivateValues& values);

/// The body of an answer, which tells reasons: words stay, but for what is known to be private and what may be a
/// number.
[[nodiscard]] std::string redacted_answer(std::string_view body, const PrivateValues& values);

}  // namespace bot
