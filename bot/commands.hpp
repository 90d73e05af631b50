// The commands of the program: one row each in main.cpp.
#pragma once

namespace bot {

/// What the process returns.
enum ExitCode : int {
    exit_fine = 0,
    exit_failed = 1,    ///< the thing asked for failed: a script has errors
    exit_wrong_use = 2  ///< wrong use or configuration
};

/// A channel and its provider: `kuulolla channel check|log NAME`.
[[nodiscard]] int run_channel(int argc, char** argv);

/// Talks a script through in the terminal: `kuulolla chat FILE …`. `argv[0]` is the command's name.
[[nodiscard]] int run_chat(int argc, char** argv);

/// Reads, checks and tests scripts: `kuulolla check PATH…`.
[[nodiscard]] int run_check(int argc, char** argv);

/// Translations: `kuulolla locale extract|merge|report`.
[[nodiscard]] int run_locale(int argc, char** argv);

/// A form of another standard as a script: `kuulolla import xlsform FILE`.
[[nodiscard]] int run_import(int argc, char** argv);

/// The script language as a JSON Schema: `kuulolla schema`.
[[nodiscard]] int run_schema(int argc, char** argv);

/// A script as a drawing: `kuulolla graph SCRIPT`.
[[nodiscard]] int run_graph(int argc, char** argv);

/// The service: `kuulolla serve --config FILE`.
[[nodiscard]] int run_serve(int argc, char** argv);

/// The service with everything built in, and simulated phones in the browser: `kuulolla demo`.
[[nodiscard]] int run_demo(int argc, char** argv);

/// Answers out of a store, to standard output: `kuulolla export`.
[[nodiscard]] int run_export(int argc, char** argv);

/// What an operator needs once: `kuulolla user vault-key`.
[[nodiscard]] int run_user(int argc, char** argv);

}  // namespace bot
