// What must never be logged, taken out of what is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bot {

/// Replaces secrets by `***` and what may be somebody's number by `<number>`. Filled at start, then read by any thread.
class Redactor {
  public:
    /// Secrets shorter than 4 characters are passed over: they would tear up every line.
    void add_secrets(const std::vector<std::string>& secrets);

    [[nodiscard]] std::string clean(std::string_view text) const;

  private:
    std::vector<std::string> secrets_;  ///< longest first
};

}  // namespace bot
