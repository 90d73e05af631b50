// `kuulolla user …`: what an operator needs once.
#include "bot/commands.hpp"
#include "storage/vault.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace bot {

int run_user(int argc, char** argv) {
    CLI::App app("What an operator needs once.", "kuulolla user");
    app.require_subcommand(1);
    app.add_subcommand("vault-key", "prints a fresh key for the addresses; keep it: no other opens the store");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? exit_fine : exit_wrong_use;
    }
    fmt::print("{}\n", storage::Vault::make_key());
    return exit_fine;
}

}  // namespace bot
