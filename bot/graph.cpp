// `kuulolla graph SCRIPT`: the dialog as a drawing. Graphviz's `dot` makes the SVG where it is installed.
#include "bot/command_line.hpp"
#include "bot/commands.hpp"
#include "bot/terminal_scripts.hpp"
#include "dialogs/authoring/flow_chart.hpp"

#include <CLI/CLI.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <memory>
#include <optional>
#include <string>

extern char** environ;

namespace bot {
namespace {

struct GraphOptions {
    std::string script;
    std::string format = "svg";
    std::string language;
    std::vector<std::filesystem::path> locales;
};

int refuse_graph(const std::string& why, int code) {
    fmt::print(stderr, "kuulolla graph: {}\n", why);
    return code;
}

/// What `dot -Tsvg` makes of the text; nullopt where it is not installed or fails (on its own standard error).
std::optional<std::string> drawn_by_graphviz(const std::string& dot) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> in(std::tmpfile(), &std::fclose);
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> out(std::tmpfile(), &std::fclose);
    if (!in || !out || std::fwrite(dot.data(), 1, dot.size(), in.get()) != dot.size()) return std::nullopt;
    std::rewind(in.get());  // which writes what is buffered, too
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, fileno(in.get()), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, fileno(out.get()), STDOUT_FILENO);
    char name[] = "dot";
    char as_svg[] = "-Tsvg";
    char* arguments[] = {name, as_svg, nullptr};
    pid_t child = 0;
    const int failed = posix_spawnp(&child, name, &actions, nullptr, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    int status = 0;
    if (failed != 0 || waitpid(child, &status, 0) != child || status != 0) return std::nullopt;
    std::string svg;
    std::rewind(out.get());
    char buffer[64 * 1024];
    for (std::size_t count = 0; (count = std::fread(buffer, 1, sizeof buffer, out.get())) > 0;)
        svg.append(buffer, count);
    return svg;
}

int draw(const GraphOptions& options) {
    const auto file = find_script(options.script);
    if (!file) return exit_wrong_use;
    const auto read = Sources({}, options.locales).read(*file);
    if (!read.script) {
        for (const auto& diagnostic : read.diagnostics) fmt::print(stderr, "{}\n", dialogs::to_line(diagnostic));
        return exit_failed;
    }
    const auto language = options.language.empty() ? read.script->source_language() : options.language;
    if (!read.script->speaks(language))
        return refuse_graph(fmt::format("{} is not among the script's languages", language), exit_wrong_use);
    const auto chart = dialogs::flow_chart(*read.script, language);
    std::string text;
    if (options.format == "mermaid") {
        text = dialogs::to_mermaid(chart);
    } else {
        text = dialogs::to_dot(chart);
    }
    if (options.format == "svg") {
        auto svg = drawn_by_graphviz(text);
        if (!svg)
            return refuse_graph("Graphviz's program `dot` draws the SVG, and is not there (Debian: apt install "
                                "graphviz). --format dot and --format mermaid need nothing.",
                                exit_failed);
        text = std::move(*svg);
    }
    const bool is_written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
    return is_written && std::fflush(stdout) == 0 ? exit_fine
                                                   : refuse_graph("standard output cannot be written", exit_failed);
}

}  // namespace

int run_graph(int argc, char** argv) {
    GraphOptions options;
    CLI::App app("Draws a script: steps, conditions, groups, waits.", "kuulolla graph");
    app.add_option("SCRIPT", options.script, "a script, or the id of a shipped one")->required();
    app.add_option("--format", options.format, "svg, dot (Graphviz) or mermaid")
        ->check(CLI::IsMember({"svg", "dot", "mermaid"}))
        ->capture_default_str();
    app.add_option("--language", options.language, "of the texts (default: the script's first)");
    app.add_option("--locales", options.locales, "a folder of locales, before the program's own")
        ->allow_extra_args(false);
    if (const auto code = parse_arguments(app, argc, argv)) return *code;
    return draw(options);
}

}  // namespace bot
