#include "dialogs/texts/service_pattern.hpp"

#include "dialogs/did_you_mean.hpp"
#include "dialogs/texts/icu_text.hpp"

#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>

#include <algorithm>
#include <cstdlib>
#include <set>

namespace dialogs {
namespace {

constexpr std::int32_t pattern_units_max = 4'000;  // thousands of nested selects end ICU's stack

icu::UnicodeString unicode(std::string_view bytes) {
    return icu::UnicodeString::fromUTF8({bytes.data(), static_cast<std::int32_t>(bytes.size())});
}

std::size_t code_points_before(const icu::UnicodeString& text, std::int32_t unit) {
    return static_cast<std::size_t>(text.countChar32(0, std::clamp(unit, 0, text.length())));
}

/// Walks a parsed pattern and says what we do not take.
class Walker {
  public:
    Walker(const icu::MessagePattern& pattern, const std::vector<std::string>& arguments)
        : pattern_(pattern), arguments_(arguments) {}

    std::optional<PatternError> run() {
        for (std::int32_t at = 0; at < pattern_.countParts(); ++at)
            if (pattern_.getPartType(at) == UMSGPAT_PART_TYPE_ARG_START)
                if (auto error = argument(at)) return error;
        return std::nullopt;
    }

    /// The arguments that must be numbers.
    [[nodiscard]] const std::set<std::string>& counted() const { return counted_; }

  private:
    std::optional<PatternError> argument(std::int32_t start) {
        const auto& name_part = pattern_.getPart(start + 1);
        if (name_part.getType() != UMSGPAT_PART_TYPE_ARG_NAME) return error(name_part, "an argument needs a name");
        const auto name = utf8(pattern_.getSubstring(name_part));
        if (std::find(arguments_.begin(), arguments_.end(), name) == arguments_.end())
            return error(name_part, "this text has no argument `" + name + "`" + did_you_mean(name, arguments_));
        switch (pattern_.getPart(start).getArgType()) {
            case UMSGPAT_ARG_TYPE_NONE:
            case UMSGPAT_ARG_TYPE_SELECT: return std::nullopt;
            case UMSGPAT_ARG_TYPE_PLURAL:
            case UMSGPAT_ARG_TYPE_SELECTORDINAL: counted_.insert(name); return std::nullopt;
            case UMSGPAT_ARG_TYPE_SIMPLE: return simple(start, name);
            default: return error(name_part, "a choice format is not taken; write plural or select");
        }
    }

    std::optional<PatternError> simple(std::int32_t start, const std::string& name) {
        const auto& kind = pattern_.getPart(start + 2);
        if (utf8(pattern_.getSubstring(kind)) != "number") return error(kind, "only `number` may stand here");
        counted_.insert(name);
        return std::nullopt;
    }

    [[nodiscard]] PatternError error(const icu::MessagePattern::Part& part, std::string message) const {
        return {.code_point = code_points_before(pattern_.getPatternString(), part.getIndex()),
                .message = std::move(message)};
    }

    const icu::MessagePattern& pattern_;
    const std::vector<std::string>& arguments_;
    std::set<std::string> counted_;
};

/// No-break spaces become spaces; soft hyphens vanish.
std::string plain(icu::UnicodeString text) {
    text.findAndReplace(icu::UnicodeString(u'\u00A0'), icu::UnicodeString(u' '));
    text.findAndReplace(icu::UnicodeString(u'\u202F'), icu::UnicodeString(u' '));
    text.findAndReplace(icu::UnicodeString(u'\u00AD'), icu::UnicodeString());
    return utf8(text);
}

}  // namespace

struct ServicePattern::Impl {
    icu::MessageFormat format;
    std::set<std::string> counted;
};

Result<ServicePattern, PatternError> ServicePattern::parse(std::string_view pattern, const Language& language,
                                                           const std::vector<std::string>& arguments) {
    const auto text = unicode(pattern);
    if (text.length() > pattern_units_max)
        return failure(PatternError{.code_point = 0, .message = "the text is too long"});
    UErrorCode status = U_ZERO_ERROR;
    UParseError place{};
    icu::MessagePattern parsed(status);
    parsed.parse(text, &place, status);
    if (U_FAILURE(status)) {
        const auto at = code_points_before(text, std::max(place.offset, 0));
        return failure(PatternError{.code_point = at, .message = "the braces do not fit together here"});
    }
    Walker walker(parsed, arguments);
    if (auto error = walker.run()) return failure(std::move(*error));
    const auto locale = locale_of(language);
    const icu::MessageFormat format(text, locale, place, status);
    if (U_FAILURE(status)) return failure(PatternError{.code_point = 0, .message = "not a message pattern"});
    return ServicePattern(std::make_unique<Impl>(Impl{.format = format, .counted = walker.counted()}));
}

ServicePattern::ServicePattern(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ServicePattern::ServicePattern(ServicePattern&&) noexcept = default;
ServicePattern& ServicePattern::operator=(ServicePattern&&) noexcept = default;
ServicePattern::~ServicePattern() = default;

std::string ServicePattern::fill(std::span<const std::pair<std::string, std::string>> arguments) const {
    std::vector<icu::UnicodeString> names;
    std::vector<icu::Formattable> values;
    for (const auto& [name, value] : arguments) {
        names.push_back(unicode(name));
        if (impl_->counted.contains(name)) values.emplace_back(std::strtod(value.c_str(), nullptr));
        else values.emplace_back(unicode(value));
    }
    icu::UnicodeString text;
    UErrorCode status = U_ZERO_ERROR;
    impl_->format.format(names.data(), values.data(), static_cast<std::int32_t>(names.size()), text, status);
    return plain(std::move(text));
}

}  // namespace dialogs
