// `kuulolla check PATH…`: everything that can be known to be wrong with scripts, before anybody is
// asked anything.
#include "dialogs/checking/check.hpp"

#include "bot/command_line.hpp"
#include "bot/commands.hpp"
#include "bot/terminal_scripts.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

namespace bot {
namespace {

namespace fs = std::filesystem;

struct CheckOptions {
    std::vector<std::string> paths;
    std::vector<fs::path> locales;
    bool json = false;
};

/// What every script is checked with.
struct Checking {
    const Sources& sources;
    const dialogs::Catalog& catalog;
    bool as_json = false;
};

struct Tally {
    int scripts = 0;
    std::size_t tests = 0;
    int errors = 0;
    int warnings = 0;
};

bool is_in_folder_named(const fs::path& path, std::string_view name) {
    return std::any_of(path.begin(), path.end(),
                       [&](const fs::path& part) { return part == name; });
}

/// The scripts below a folder, sorted; `modules/` and `locales/` hold what is no script by itself.
std::vector<std::string> scripts_below(const fs::path& folder) {
    std::vector<std::string> scripts;
    std::error_code error;
    for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
         at.increment(error)) {
        const auto below = fs::relative(at->path(), folder, error);
        const auto is_script =
            at->path().extension() == ".yaml" || at->path().extension() == ".yml";
        if (!is_script || !at->is_regular_file(error)) continue;
        if (is_in_folder_named(below, "modules") || is_in_folder_named(below, "locales")) continue;
        scripts.push_back(at->path().generic_string());
    }
    std::sort(scripts.begin(), scripts.end());
    return scripts;
}

std::string json_line(const dialogs::Diagnostic& diagnostic) {
    const auto is_error = diagnostic.severity == dialogs::Diagnostic::Severity::error;
    const nlohmann::json object = {
        {"file", diagnostic.place.file},     {"line", diagnostic.place.line},
        {"column", diagnostic.place.column}, {"severity", is_error ? "error" : "warning"},
        {"code", diagnostic.code},           {"text", diagnostic.text}};
    return object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void print(const std::vector<dialogs::Diagnostic>& told, const Checking& checking, Tally& tally) {
    for (const auto& diagnostic : told) {
        const auto is_error = diagnostic.severity == dialogs::Diagnostic::Severity::error;
        ++(is_error ? tally.errors : tally.warnings);
        fmt::print("{}\n", checking.as_json ? json_line(diagnostic) : dialogs::to_line(diagnostic));
    }
}

/// False where there is no such file.
bool check_one(const std::string& path, const Checking& checking, Tally& tally,
               std::vector<dialogs::ReadScript>& all) {
    const auto file = find_script(path);
    if (!file) return false;
    auto read = checking.sources.read(*file);
    ++tally.scripts;
    tally.tests += read.tests.size();
    print(dialogs::check(read, checking.catalog), checking, tally);
    all.push_back(std::move(read));
    return true;
}

int check_all(const CheckOptions& options) {
    const Sources sources({}, options.locales);
    const auto catalog = load_catalog(sources);
    if (!catalog) return exit_wrong_use;
    const Checking checking{.sources = sources, .catalog = *catalog, .as_json = options.json};
    Tally tally;
    auto all_found = true;
    std::vector<dialogs::ReadScript> read;
    for (const auto& path : options.paths) {
        std::error_code error;
        const auto scripts =
            fs::is_directory(path, error) ? scripts_below(path) : std::vector<std::string>{path};
        if (scripts.empty()) fmt::print(stderr, "kuulolla check: no scripts below {}\n", path);
        for (const auto& script : scripts)
            all_found = check_one(script, checking, tally, read) && all_found;
    }
    print(dialogs::check_together(read), checking, tally);
    fmt::print(stderr, "scripts: {}, tests: {}, errors: {}, warnings: {}\n", tally.scripts,
               tally.tests, tally.errors, tally.warnings);
    if (!all_found) return exit_wrong_use;
    return tally.errors > 0 ? exit_failed : exit_fine;
}

}  // namespace

int run_check(int argc, char** argv) {
    CheckOptions options;
    CLI::App app("Reads scripts, says what is wrong with them, and runs their tests.",
                 "kuulolla check");
    app.add_option("PATH", options.paths, "scripts, or folders of scripts")->required();
    app.add_option("--locales", options.locales, "a folder of locales, before the program's own")
        ->allow_extra_args(false);
    app.add_flag("--json", options.json, "one JSON object a line");
    if (const auto code = parse_arguments(app, argc, argv)) return *code;
    return check_all(options);
}

}  // namespace bot
