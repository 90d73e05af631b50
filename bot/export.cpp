// `kuulolla export`: answers out of a store, read beside a running service or without one.
#include "bot/api/answer_rows.hpp"
#include "bot/api/instants.hpp"
#include "bot/command_line.hpp"
#include "bot/commands.hpp"
#include "bot/config/service_config.hpp"
#include "storage/reader.hpp"
#include "storage/vault.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdio>
#include <string>

namespace bot {
namespace {

constexpr int page_rows = 1000;  // each its own short read transaction

struct ExportOptions {
    std::string config;
    std::string script;
    std::string question;
    std::string since;
    std::string until;
    bool csv = false;
};

int end_with(const std::string& why, int code = exit_wrong_use) {
    fmt::print(stderr, "kuulolla export: {}\n", why);
    return code;
}

bool write_page(const std::vector<storage::ExportedAnswer>& rows, bool csv) {
    std::string text;
    for (const auto& row : rows) text += csv ? answer_csv(row) : answer_json(row) + "\n";
    return std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
}

int write_all(storage::Reader& reader, const storage::AnswerFilter& filter, bool csv) {
    if (csv) fmt::print("{}", answer_csv_head());
    storage::AnswerId after;
    for (;;) {
        const auto rows = reader.answers(filter, after, page_rows);
        if (!write_page(rows, csv)) return end_with("standard output cannot be written", exit_failed);
        if (rows.size() < page_rows) break;
        after = rows.back().answer.number;
    }
    return std::fflush(stdout) == 0 ? exit_fine : end_with("standard output cannot be written", exit_failed);
}

int export_answers(const ExportOptions& options) {
    const auto config = load_config(options.config);
    if (!config) {
        for (const auto& error : config.error()) fmt::print(stderr, "{}\n", to_line(error));
        return exit_wrong_use;
    }
    const LocalTime zone(config->timezone);
    storage::AnswerFilter filter{.script = options.script, .since = {}, .until = {}, .question = options.question};
    filter.since = instant_from(options.since, zone);
    filter.until = instant_from(options.until, zone);
    if (!options.since.empty() && !filter.since) return end_with("--since must be a date or a time");
    if (!options.until.empty() && !filter.until) return end_with("--until must be a date or a time");
    const auto vault = storage::Vault::from_base64(config->vault_key);
    if (!vault) return end_with(vault.error());
    auto reader = storage::open_sqlite_reader(config->store_path, *vault);
    if (!reader) return end_with(fmt::format("{}: {}", config->store_path, reader.error().detail));
    return write_all(**reader, filter, options.csv);
}

}  // namespace

int run_export(int argc, char** argv) {
    ExportOptions options;
    CLI::App app("Writes answers to standard output, oldest first.", "kuulolla export");
    app.add_option("--config", options.config, "the service's configuration: it names the store")->required();
    app.add_option("--script", options.script, "of this script alone");
    app.add_option("--question", options.question, "to this question alone");
    app.add_option("--since", options.since, "a date (2026-11-21) or a time");
    app.add_option("--until", options.until, "before that date or time");
    app.add_flag("--csv", options.csv, "CSV instead of a JSON object a line");
    if (const auto code = parse_arguments(app, argc, argv)) return *code;
    return export_answers(options);
}

}  // namespace bot
