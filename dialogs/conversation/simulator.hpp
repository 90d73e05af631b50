// A conversation talked through without a service: what `kuulolla chat`, script tests and the
// demo's preview run on.
#pragma once

#include "dialogs/conversation/advance.hpp"

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dialogs {

struct SimulatorOptions {
    std::optional<Language> language;
    std::string channel = "sms";
    std::map<std::string, Value> given;  ///< facts, `lot`, and what effects answer (`case`)
    std::map<std::string, Value> profile;
    std::vector<std::string> pools;
    Instant at{};
    std::string time_zone = "Europe/Helsinki";
    std::uint64_t seed = 1;
    bool shuffles = true;
    bool round_trip = true;  ///< serialise and read the state back between any two turns
};

/// Plays one script. Events are the objects that `chat --json` prints, in order. Facts that an
/// invitation must bring and that nobody gave are their examples. Script and catalog must outlive
/// it.
class Simulator {
public:
    Simulator(const Script& script, const Catalog& catalog, SimulatorOptions options);
    ~Simulator();

    /// Starts by invitation; a script that is begun by the resident is started by the first
    /// `receive` instead.
    [[nodiscard]] std::vector<nlohmann::json> start();
    /// Before the start: begins by keyword, or as a stranger's text.
    [[nodiscard]] std::vector<nlohmann::json> receive(const Reply& reply);
    /// Lets time pass: what falls due in it happens, in order.
    [[nodiscard]] std::vector<nlohmann::json> wait(Span span);
    [[nodiscard]] std::vector<nlohmann::json> change_fact(const std::string& name, Value value);
    [[nodiscard]] const Conversation& state() const;
    [[nodiscard]] bool started() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// What a fact of the conversation is, by name: declared in `given`, answered by one of the
/// script's effects, or `lot`. Nullopt for a name that no invitation and no effect can bring.
[[nodiscard]] std::optional<ValueType> simulated_fact(const Script& script,
                                                      const std::string& name);

/// The value of such a fact as a person writes it; nullopt where it is not of the type (or not one
/// of the fact's keys).
[[nodiscard]] std::optional<Value> simulated_value(const Script& script, const std::string& name,
                                                   std::string_view written);

/// What the resident does by `/tap VALUE`, `/photo ID`, `/voice ID` or `/location 60.17,24.94`;
/// nullopt for any other line.
[[nodiscard]] std::optional<Reply> simulated_reply(std::string_view line);

/// A span of time as a person writes it: `30m`, `49h`, `7d`.
[[nodiscard]] std::optional<Span> span_from_text(std::string_view written);

/// The script's own keyword opens the message.
[[nodiscard]] bool begins_by_keyword(const Script& script, std::string_view message,
                                     const Language& language);

}  // namespace dialogs
