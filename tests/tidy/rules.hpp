// The house rules that a machine can hold, each a function from one source file to what breaks it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tidy {

/// A file of the tree: its path from the root, with `/`, and its text.
struct Source {
    std::string path;
    std::string text;
};

/// One line that breaks a rule, printed as `path:line: what`.
struct Finding {
    std::string path;
    int line = 0;
    std::string what;

    bool operator==(const Finding&) const = default;
};
using Findings = std::vector<Finding>;

/// dialogs includes nothing of ours, channels and storage dialogs, bot all; tests of a folder what the folder may.
Findings layering(const Source& source);

/// Libraries stay where they belong: heavy headers out of our headers, Asio and Beast in bot, SQLite in storage.
Findings libraries(const Source& source);

/// Words that are traps in C++ on these versions, and notes left behind.
Findings banned_words(const Source& source);

/// Lines of at most 120 characters.
Findings long_lines(const Source& source);

/// Each file opens with a comment that says what lives there.
Findings opening_comment(const Source& source);

}  // namespace tidy
