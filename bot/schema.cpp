// `kuulolla schema`: the script language as a JSON Schema, for editors.
#include "dialogs/authoring/schema.hpp"

#include "bot/command_line.hpp"
#include "bot/commands.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>

namespace bot {

int run_schema(int argc, char** argv) {
    CLI::App app("Prints a JSON Schema of the script language, for editors.", "kuulolla schema");
    if (const auto code = parse_arguments(app, argc, argv)) return *code;
    const auto schema = dialogs::script_schema();
    const bool is_written = std::fwrite(schema.data(), 1, schema.size(), stdout) == schema.size();
    return is_written && std::fflush(stdout) == 0 ? exit_fine : exit_failed;
}

}  // namespace bot
