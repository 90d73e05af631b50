// `kuulolla user …`: what an operator needs once.
#include "bot/command_line.hpp"
#include "bot/commands.hpp"
#include "storage/vault.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace bot {

int run_user(int argc, char** argv) {
    CLI::App app("What an operator needs once.", "kuulolla user");
    app.require_subcommand(1);
    app.add_subcommand("vault-key", "prints a fresh key for the addresses; keep it: no other opens the store");
    if (const auto code = parse_arguments(app, argc, argv)) return *code;
    fmt::print("{}\n", storage::Vault::make_key());
    return exit_fine;
}

}  // namespace bot
