// `kuulolla locale extract|merge|report`: a script's texts for translators, and how far the translations are.
#include "bot/clock.hpp"
#include "bot/command_line.hpp"
#include "bot/commands.hpp"
#include "bot/locale_tables.hpp"
#include "bot/terminal_files.hpp"
#include "bot/terminal_scripts.hpp"
#include "dialogs/authoring/po_merge.hpp"
#include "dialogs/authoring/po_template.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

namespace bot {
namespace {

namespace fs = std::filesystem;

struct LocaleOptions {
    std::string script;
    std::string output;
    std::vector<fs::path> locales;
    fs::path into = "locales";
    std::vector<std::string> languages;
    bool json = false;
};

int refuse_locale(const std::string& why, int code = exit_wrong_use) {
    fmt::print(stderr, "kuulolla locale: {}\n", why);
    return code;
}

/// Nullopt (told) where there is no such script, or it has errors.
std::optional<dialogs::ReadScript> read_for_translators(const Sources& sources, const std::string& name, int& code) {
    const auto file = find_script(name);
    code = exit_wrong_use;
    if (!file) return std::nullopt;
    auto read = sources.read(*file);
    code = exit_failed;
    if (read.script) return read;
    for (const auto& diagnostic : read.diagnostics)
        if (diagnostic.severity == dialogs::Diagnostic::Severity::error)
            fmt::print(stderr, "{}\n", dialogs::to_line(diagnostic));
    return std::nullopt;
}

int extract(const LocaleOptions& options) {
    int code = exit_fine;
    const auto read = read_for_translators(Sources({}, options.locales), options.script, code);
    if (!read) return code;
    const auto text = dialogs::write_po(dialogs::po_template(*read, gettext_moment(SystemClock().now())));
    if (options.output.empty())
        return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() ? exit_fine : exit_failed;
    if (!replace_file(options.output, text))
        return refuse_locale(options.output + " cannot be written", exit_failed);
    return exit_fine;
}

/// One language's file brought up to date. False where it cannot be (told).
bool merge_language(const std::string& id, const dialogs::Language& language, const LocaleOptions& options,
                    const std::vector<dialogs::PoEntry>& po_template) {
    const auto path = options.into / language / (id + ".po");
    std::vector<dialogs::PoEntry> old;
    const auto bytes = read_file(path);
    std::error_code error;
    if (!bytes && fs::exists(path, error)) {
        fmt::print(stderr, "kuulolla locale: {} cannot be read\n", path.generic_string());
        return false;
    }
    if (bytes) {
        auto read = dialogs::read_po(*bytes);
        if (!read) {
            fmt::print(stderr, "{}:{}:{}: error: {}\n", path.generic_string(), read.error().line, read.error().column,
                       read.error().message);
            return false;
        }
        old = std::move(*read);
    }
    const auto merged = dialogs::merge_po(old, po_template, language);
    const auto text = dialogs::write_po(merged.entries);
    if (text != bytes && !replace_file(path, text)) {
        fmt::print(stderr, "kuulolla locale: {} cannot be written\n", path.generic_string());
        return false;
    }
    fmt::print("{}: {} translated, {} fuzzy, {} untranslated, {} obsolete{}\n", path.generic_string(),
               merged.translated, merged.fuzzy, merged.untranslated, merged.obsolete,
               text == bytes ? " (unchanged)" : "");
    return true;
}

int merge(const LocaleOptions& options) {
    int code = exit_fine;
    const auto read = read_for_translators(Sources({}, {}), options.script, code);
    if (!read) return code;
    const auto& script = *read->script;
    auto languages = options.languages;
    if (languages.empty()) languages.assign(script.languages.begin() + 1, script.languages.end());
    for (const auto& language : languages) {
        if (script.speaks(language) && language != script.source_language()) continue;
        return refuse_locale(fmt::format("{} is not among the languages that {} is translated into", language,
                                         script.id));
    }
    if (languages.empty()) return refuse_locale(script.id + " speaks one language only: nothing to translate");
    const auto made_at = gettext_moment(SystemClock().now());
    auto all_merged = true;
    for (const auto& language : languages) {
        const auto po_template = dialogs::po_template(*read, made_at, language);
        all_merged = merge_language(script.id, language, options, po_template) && all_merged;
    }
    return all_merged ? exit_fine : exit_failed;
}

int report_script(const LocaleOptions& options) {
    int code = exit_fine;
    const auto read = read_for_translators(Sources({}, options.locales), options.script, code);
    if (!read) return code;
    const auto report = dialogs::report_locales(*read);
    fmt::print("{}", options.json ? as_json(report) : as_tables(report));
    return exit_fine;
}

int report_service(const LocaleOptions& options) {
    const Sources sources({}, options.locales);
    const auto catalog = load_catalog(sources);
    if (!catalog) return exit_failed;
    const auto gaps = dialogs::find_locale_gaps(sources.locale_files(), *catalog);
    std::vector<dialogs::LocaleReport> scripts;
    for (const auto& file : sources.scripts().files)
        if (const auto read = sources.read(file); read.script) scripts.push_back(dialogs::report_locales(read));
    fmt::print("{}", options.json ? as_json(gaps, scripts) : as_tables(gaps, scripts));
    return exit_fine;
}

int report(const LocaleOptions& options) {
    return options.script.empty() ? report_service(options) : report_script(options);
}

}  // namespace

int run_locale(int argc, char** argv) {
    LocaleOptions options;
    CLI::App app("Texts for translators (gettext PO), and how far the translations are.", "kuulolla locale");
    app.require_subcommand(1);
    auto* extracting = app.add_subcommand("extract", "a script's texts as a .pot file");
    extracting->add_option("SCRIPT", options.script, "a script, or the id of a shipped one")->required();
    extracting->add_option("-o,--output", options.output, "the file (default: standard output)");
    auto* merging = app.add_subcommand("merge", "bring a script's translations up to date with its texts");
    merging->add_option("SCRIPT", options.script, "a script, or the id of a shipped one")->required();
    merging->add_option("--locales", options.into, "the folder that has LANGUAGE/SCRIPT.po")->capture_default_str();
    merging->add_option("--language", options.languages, "only this one (default: all of the script's)")
        ->allow_extra_args(false);
    auto* reporting = app.add_subcommand("report", "what is translated, and what each language costs");
    reporting->add_option("SCRIPT", options.script, "a script (default: the service's own words)");
    for (auto* command : {extracting, reporting})
        command->add_option("--locales", options.locales, "a folder of locales, before the program's own")
            ->allow_extra_args(false);
    reporting->add_flag("--json", options.json, "one JSON object");
    if (const auto code = parse_arguments(app, argc, argv)) return *code;
    if (*extracting) return extract(options);
    return *merging ? merge(options) : report(options);
}

}  // namespace bot
