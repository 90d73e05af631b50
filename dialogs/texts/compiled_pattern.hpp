// An ICU message pattern made ready to be filled in, in one language.
#pragma once

#include "dialogs/language.hpp"
#include "dialogs/texts/render_text.hpp"
#include "dialogs/texts/written_values.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace dialogs {

/// A pattern of nothing but words and bare `{NAME}`s is kept as pieces and joined by ourselves,
/// which costs a microsecond; any other goes through ICU's MessageFormat. Bare names print as
/// WrittenValues writes them in both.
class CompiledPattern {
public:
    /// Never fails: what ICU refuses (the checker has told so) stands as it was written.
    CompiledPattern(std::string_view pattern, const Language& language);
    ~CompiledPattern();
    CompiledPattern(CompiledPattern&&) noexcept;
    CompiledPattern& operator=(CompiledPattern&&) noexcept;

    [[nodiscard]] std::string fill(const TextContext& context, WrittenValues& values);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// What a bare `{NAME}` prints; empty where there is no value.
[[nodiscard]] std::string written(const Printable& printable, const Language& language,
                                  const TextContext& context, WrittenValues& values);

}  // namespace dialogs
