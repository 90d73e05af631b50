// One of the service's texts as an ICU message pattern with named arguments: judged when it is read, filled in later.
#pragma once

#include "dialogs/language.hpp"
#include "dialogs/result.hpp"

#include <cstddef>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dialogs {

/// What is wrong with a pattern, and at which of its code points.
struct PatternError {
    std::size_t code_point = 0;
    std::string message;
};

class ServicePattern {
  public:
    /// Parses the pattern. Only the arguments named may be printed, bare, as `number`, or in `plural` and `select`.
    [[nodiscard]] static Result<ServicePattern, PatternError> parse(std::string_view pattern, const Language& language,
                                                                    const std::vector<std::string>& arguments);

    ServicePattern(ServicePattern&&) noexcept;
    ServicePattern& operator=(ServicePattern&&) noexcept;
    ~ServicePattern();

    /// Fills the arguments in. An argument that the pattern counts with (plural) is read as a number.
    [[nodiscard]] std::string fill(std::span<const std::pair<std::string, std::string>> arguments) const;

  private:
    struct Impl;
    explicit ServicePattern(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace dialogs
