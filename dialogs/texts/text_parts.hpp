// Long texts in parts, and long labels made short: no grapheme is cut. Text messages have parts of their own: sms_text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dialogs {

/// What a channel counts when it says how long a text may be.
enum class TextUnit {
    character,  ///< UTF-16 code units, as Telegram and Meta count: never fewer than what anybody calls characters
    byte        ///< of UTF-8
};

/// How long the text is. Text is valid UTF-8.
[[nodiscard]] std::size_t length_of(std::string_view text, TextUnit unit = TextUnit::character);

/// The text's parts, none longer than `most` (0: the text as it is), broken behind sentences; where a sentence is
/// longer than a part, behind a word; where a word is, behind a grapheme (a grapheme longer than a part is cut at a
/// code point, which no text of ours has). Blanks around a break are dropped. Never empty: an empty text is one empty
/// part.
[[nodiscard]] std::vector<std::string> split_text(std::string_view text, std::size_t most,
                                                  TextUnit unit = TextUnit::character);

/// The text, where it is no longer than `most` (at least 1; 0: any) characters; else as many of its graphemes as fit
/// before an ellipsis.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t most);

}  // namespace dialogs
