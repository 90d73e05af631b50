// `kuulolla import xlsform FILE.xlsx`: a form of another standard as a script with its translations.
#include "bot/clock.hpp"
#include "bot/command_line.hpp"
#include "bot/commands.hpp"
#include "bot/sources.hpp"
#include "bot/terminal_files.hpp"
#include "dialogs/importing/xlsform.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

namespace bot {
namespace {

namespace fs = std::filesystem;

struct ImportOptions {
    std::string file;
    fs::path into = ".";
    bool may_replace = false;
    dialogs::FormImportOptions form;
};

int refuse_import(const std::string& why, int code) {
    fmt::print(stderr, "kuulolla import: {}\n", why);
    return code;
}

/// What is written, by its path.
using Files = std::vector<std::pair<fs::path, std::string>>;

Files files_of(const dialogs::ImportedForm& form, const fs::path& into) {
    Files files{{into / (form.id + ".yaml"), form.script}};
    for (const auto& [language, entries] : form.translations)
        files.emplace_back(into / "locales" / language / (form.id + ".po"), dialogs::write_po(entries));
    return files;
}

int import_form(ImportOptions options) {
    const auto bytes = read_file(options.file);
    if (!bytes) return refuse_import(options.file + " cannot be read, or is too large for a form", exit_wrong_use);
    const auto workbook = dialogs::read_workbook(*bytes);
    if (!workbook) return refuse_import(options.file + ": " + workbook.error(), exit_failed);
    options.form.name = fs::path(options.file).stem().string();
    options.form.made_at = gettext_moment(SystemClock().now());
    const auto form = dialogs::import_xlsform(*workbook, options.form);
    if (!form) return refuse_import(options.file + ": " + form.error(), exit_failed);
    const auto files = files_of(*form, options.into);
    std::error_code error;
    for (const auto& [path, text] : files)
        if (!options.may_replace && fs::exists(path, error))
            return refuse_import(path.generic_string() + " is there already: --replace writes over it", exit_failed);
    for (const auto& [path, text] : files) {
        if (!replace_file(path, text)) return refuse_import(path.generic_string() + " cannot be written", exit_failed);
        fmt::print("{}\n", path.generic_string());
    }
    for (const auto& loss : form->losses) fmt::print("{}: {}\n", options.file, loss.to_line());
    fmt::print(stderr, "not carried over, or otherwise than in the form: {}\n", form->losses.size());
    return exit_fine;
}

}  // namespace

int run_import(int argc, char** argv) {
    ImportOptions options;
    CLI::App app("Makes a script of a form of another standard.", "kuulolla import");
    app.require_subcommand(1);
    auto* xlsform = app.add_subcommand("xlsform", "a form of ODK or KoboToolbox");
    xlsform->add_option("FILE", options.file, "the form (.xlsx)")->required();
    xlsform->add_option("--into", options.into, "the folder to write into")->capture_default_str();
    xlsform->add_flag("--replace", options.may_replace, "write over files that are there");
    xlsform->add_option("--language", options.form.language, "of labels that name none")->capture_default_str();
    xlsform->add_option("--stream", options.form.stream, "the script's stream")
        ->check(CLI::IsMember({"feedback", "pool", "event", "staff", "notice"}))
        ->capture_default_str();
    xlsform->add_option("--basis", options.form.basis, "the script's basis")
        ->check(CLI::IsMember({"public-task", "consent"}))
        ->capture_default_str();
    if (const auto code = parse_arguments(app, argc, argv)) return *code;
    return import_form(std::move(options));
}

}  // namespace bot
