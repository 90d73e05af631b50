#include "tests/tidy/rules.hpp"

#include <algorithm>
#include <array>
#include <sstream>

namespace tidy {
namespace {

constexpr int line_characters_max = 120;  // 100 is the habit; comments and tables may need a little more

/// A word that files whose path begins with `where` and ends with `ending` must not have, but for `except`.
struct Ban {
    std::string_view word;
    std::string_view where;
    std::string_view ending;
    std::string_view except;
    std::string_view why;
};

// Written in two pieces, so that this table does not break its own rules.
constexpr std::array bans{
    Ban{"asio::" "detached", "", "pp", "", "swallows exceptions: spawn through TaskGroup"},
    Ban{"[" "=]", "", "pp", "", "captures what nobody looked at"},
    Ban{"std::" "regex", "", "pp", "", "slow, and recurses on long input: use RE2"},
    Ban{"sleep" "_for", "", "pp", "", "wait for what you wait for"},
    Ban{"sleep" "_until", "", "pp", "", "wait for what you wait for"},
    Ban{"system_clock::" "now", "", "pp", "bot/clock.cpp", "take the time from the clock you are given"},
    Ban{"using " "namespace", "", ".hpp", "", "leaks into every includer"},
    Ban{"TO" "DO", "", "", "", "do it, or say why it is as it is"},
    Ban{"FIX" "ME", "", "", "", "do it, or say why it is as it is"},
};

/// A header that only some folders may include; `allowed` is a list of path beginnings.
struct Reserved {
    std::string_view header;
    std::vector<std::string_view> allowed;
};

const std::vector<Reserved>& reserved_headers() {
    static const std::vector<Reserved> headers{
        {"<boost/asio", {"bot/", "tests/bot/", "tests/bench/"}},
        {"<boost/beast", {"bot/", "tests/bot/", "tests/bench/"}},
        {"<curl/", {"bot/", "tests/bot/", "tests/bench/"}},
        {"<SQLiteCpp/", {"storage/", "tests/storage/", "tests/bench/"}},
        {"<sqlite3.h>", {"storage/", "tests/storage/", "tests/bench/"}},
        {"<yaml-cpp/", {"dialogs/", "bot/"}},
        {"<openssl/", {"channels/", "tests/channels/", "tests/fuzz/"}},
    };
    return headers;
}

constexpr std::array heavy_headers{"<nlohmann/json.hpp>", "<curl/",        "<sqlite3.h>",
                                   "<catch2/",            "<boost/beast"};

constexpr std::array folders{"dialogs/", "channels/", "storage/", "bot/"};

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

/// Calls `judge(line)` for each line; a non-empty answer is what is wrong with it.
template <typename Judge>
Findings for_each_line(const Source& source, Judge judge) {
    Findings findings;
    int number = 0;
    for (const auto& line : lines_of(source.text)) {
        ++number;
        if (std::string what = judge(line); !what.empty())
            findings.push_back({source.path, number, std::move(what)});
    }
    return findings;
}

/// What the line includes, with its quotes or angle brackets; empty where it includes nothing.
std::string_view included(std::string_view line) {
    const auto start = line.find_first_not_of(" \t");
    if (start == std::string_view::npos || line[start] != '#') return {};
    const auto word = line.find_first_not_of(" \t", start + 1);
    if (word == std::string_view::npos || !line.substr(word).starts_with("include")) return {};
    const auto open = line.find_first_of("\"<", word);
    if (open == std::string_view::npos) return {};
    const auto close = line.find_first_of("\">", open + 1);
    return line.substr(open, close == std::string_view::npos ? close : close + 1 - open);
}

/// Whether a file at `path` may include a header of `folder`. tests/X may include what X may, and tests/support.
bool may_include(std::string_view path, std::string_view folder) {
    if (path.starts_with("tests/")) path.remove_prefix(6);
    const auto is_in = [&](auto... names) { return (path.starts_with(names) || ...); };
    if (folder == "dialogs/") return true;
    if (folder == "channels/") return !is_in("dialogs/", "storage/");
    if (folder == "storage/") return !is_in("dialogs/", "channels/");
    return !is_in("dialogs/", "channels/", "storage/");
}

bool is_cpp(std::string_view path) { return path.ends_with(".cpp") || path.ends_with(".hpp"); }

}  // namespace

Findings layering(const Source& source) {
    if (!is_cpp(source.path)) return {};
    return for_each_line(source, [&](std::string_view line) -> std::string {
        auto header = included(line);
        if (header.empty()) return {};
        header.remove_prefix(1);
        for (const std::string_view folder : folders)
            if (header.starts_with(folder) && !may_include(source.path, folder))
                return "must not include " + std::string(folder);
        return {};
    });
}

Findings libraries(const Source& source) {
    if (!is_cpp(source.path)) return {};
    const bool is_our_header = source.path.ends_with(".hpp") && !source.path.starts_with("tests/");
    return for_each_line(source, [&](std::string_view line) -> std::string {
        const auto header = included(line);
        if (header.empty()) return {};
        for (const std::string_view heavy : heavy_headers)
            if (is_our_header && header.starts_with(heavy))
                return std::string(header) + " belongs in a .cpp";
        for (const auto& [name, allowed] : reserved_headers()) {
            const auto allows = [&](std::string_view place) { return source.path.starts_with(place); };
            if (header.starts_with(name) && std::none_of(allowed.begin(), allowed.end(), allows))
                return std::string(header) + " does not belong in this folder";
        }
        return {};
    });
}

Findings banned_words(const Source& source) {
    return for_each_line(source, [&](std::string_view line) -> std::string {
        for (const auto& ban : bans) {
            const bool applies = source.path.starts_with(ban.where) && source.path != ban.except &&
                                 source.path.ends_with(ban.ending);
            if (applies && line.find(ban.word) != std::string_view::npos)
                return std::string(ban.word) + ": " + std::string(ban.why);
        }
        return {};
    });
}

Findings long_lines(const Source& source) {
    return for_each_line(source, [](std::string_view line) -> std::string {
        const auto starts_character = [](char byte) { return (byte & 0xC0) != 0x80; };
        const auto length = std::count_if(line.begin(), line.end(), starts_character);
        return length > line_characters_max ? std::to_string(length) + " characters" : "";
    });
}

Findings opening_comment(const Source& source) {
    std::string_view text = source.text;
    const bool has_header = source.path.ends_with(".cpp") && text.starts_with("#include \"");
    if (has_header) return {};  // which says it
    if (text.starts_with("#!")) text.remove_prefix(std::min(text.find('\n') + 1, text.size()));
    const bool is_comment = text.starts_with("//") || text.starts_with("/*") || text.starts_with("# ");
    return is_comment ? Findings{} : Findings{{source.path, 1, "does not say what lives here"}};
}

}  // namespace tidy
