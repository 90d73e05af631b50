// ICU's text as bytes, and ICU's name for a language of ours.
#pragma once

#include "dialogs/language.hpp"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <string>

namespace dialogs {

/// UTF-8 of ICU's UTF-16.
[[nodiscard]] inline std::string utf8(const icu::UnicodeString& text) {
    std::string bytes;
    text.toUTF8String(bytes);
    return bytes;
}

/// The language with Gregorian dates and digits 0–9, whatever its own custom is.
[[nodiscard]] inline icu::Locale locale_of(const Language& language) {
    return icu::Locale((language + "-u-ca-gregory-nu-latn").c_str());
}

}  // namespace dialogs
