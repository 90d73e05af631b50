#include "dialogs/language.hpp"

#include <unicode/locid.h>

namespace dialogs {

std::vector<Language> fallback_chain(std::string_view language) {
    std::vector<Language> chain;
    for (auto tag = std::string(language); !tag.empty();) {
        chain.push_back(tag);
        const auto dash = tag.rfind('-');
        tag.resize(dash == std::string::npos ? 0 : dash);
    }
    return chain;
}

bool is_right_to_left(std::string_view language) {
    return icu::Locale(std::string(language).c_str()).isRightToLeft() != 0;
}

}  // namespace dialogs
