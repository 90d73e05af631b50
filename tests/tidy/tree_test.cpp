// The rules on the tree as it stands, and that every source is built.
#include "tests/tidy/rules.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

namespace fs = std::filesystem;
using namespace tidy;

namespace {

const fs::path root = KUULOLLA_SOURCE_DIR;

std::string read(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

/// All our sources whose name has one of these endings.
std::vector<Source> sources(const std::set<std::string>& endings) {
    std::vector<Source> found;
    for (const char* folder : {"bot", "channels", "dialogs", "storage", "tests", "tools"}) {
        for (auto it = fs::recursive_directory_iterator(root / folder); it != fs::end(it); ++it) {
            if (it->path().filename() == "node_modules") it.disable_recursion_pending();
            if (it->is_regular_file() && endings.contains(it->path().extension().string()))
                found.push_back({fs::relative(it->path(), root).generic_string(), read(it->path())});
        }
    }
    return found;
}

const std::set<std::string> cpp{".cpp", ".hpp"};
const std::set<std::string> code{".cpp", ".hpp", ".js", ".mjs", ".css", ".html", ".cmake"};
const std::set<std::string> commented{".cpp", ".hpp", ".js", ".mjs"};

void holds(Findings (*rule)(const Source&), const std::set<std::string>& endings) {
    const auto tree = sources(endings);
    REQUIRE(tree.size() > 20);  // the tree has been found at all
    for (const auto& source : tree)
        for (const auto& finding : rule(source))
            FAIL_CHECK(finding.path << ":" << finding.line << ": " << finding.what);
}

}  // namespace

TEST_CASE("no include runs against the plan of the house") { holds(layering, cpp); }

TEST_CASE("libraries are included only where they belong") { holds(libraries, cpp); }

TEST_CASE("no trap and no note is left in the code") { holds(banned_words, code); }

TEST_CASE("no line is longer than 120 characters") { holds(long_lines, code); }

TEST_CASE("every file says in its first line what lives in it") { holds(opening_comment, commented); }

TEST_CASE("every source is built: a CMakeLists.txt names it from its own folder or from the root") {
    std::map<std::string, std::string> lists;  // by folder
    for (const auto& list : sources({".txt"}))
        if (list.path.ends_with("CMakeLists.txt"))
            lists[fs::path(list.path).parent_path().generic_string()] = list.text;
    for (const auto& source : sources({".cpp"})) {
        const auto names_it = [&](const auto& list) {
            const auto name = fs::path(source.path).lexically_relative(list.first).generic_string();
            const bool is_below = !name.starts_with("..");
            return (is_below && list.second.find(name) != std::string::npos) ||
                   list.second.find("/" + source.path) != std::string::npos;
        };
        if (std::none_of(lists.begin(), lists.end(), names_it))
            FAIL_CHECK(source.path << ": no CMakeLists.txt names it");
    }
}
