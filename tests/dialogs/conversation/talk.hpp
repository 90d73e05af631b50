// Talks with a script, written down line by line: what the tests of the conversation compare.
#pragma once

#include "dialogs/conversation/simulator.hpp"
#include "dialogs/reading/read_script.hpp"

#include <map>
#include <string>
#include <string_view>

namespace tests {

/// Compiles a script; fails the test where it has errors. The head is added: `script: talk`, fi and
/// sv, feedback. `beside` are the files that it may name.
[[nodiscard]] dialogs::Script script_of(std::string_view body, const std::map<std::string, std::string>& beside = {});

/// 2026-01-15 12:00 in Helsinki.
[[nodiscard]] dialogs::Instant noon();

/// Plays the resident's lines (a message; `/tap VALUE`; `/tap N VALUE` of question N; `/wait 49h`; `/given NAME=VALUE`)
/// on a fresh conversation and writes everything down:
///
///     < what the bot says        > what the resident sends       = question value ("comment")
///     ? question, not understood * effect   ! command   - question, withdrawn   # outcome
///     ~ until when it waits; a question in a repeat has its round, question[2]
[[nodiscard]] std::string talk(const dialogs::Script& script, std::string_view lines,
                               dialogs::SimulatorOptions options = {.at = noon()});

/// The state behind such a talk.
[[nodiscard]] dialogs::Conversation state_behind(const dialogs::Script& script,
                                                 std::string_view lines);

}  // namespace tests
