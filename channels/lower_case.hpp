// ASCII letters in lower case: names of headers, words of protocols. Never residents' words.
#pragma once

#include <algorithm>
#include <string>

namespace channels {

[[nodiscard]] inline std::string lower_case(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

}  // namespace channels
