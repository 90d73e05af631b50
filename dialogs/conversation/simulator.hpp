// A conversation talked through without a service: what `kuulolla chat`, script tests and the demo's preview run on.
#pragma once

#include "dialogs/conversation/advance.hpp"

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace dialogs {

struct SimulatorOptions {
    std::optional<Language> language;
    std::string channel = "sms";
    std::map<std::string, Value> given;     ///< facts, and what effects answer (`case`)
    std::map<std::string, Value> profile;
    std::vector<std::string> pools;
    Instant at{};
    std::string time_zone = "Europe/Helsinki";
    std::uint64_t seed = 1;
    bool shuffles = true;
    bool round_trip = true;                 ///< serialise and read the state back between any two turns
};

/// Plays one script. Events are the objects that `chat --json` prints, in order.
class Simulator {
  public:
    Simulator(const Script& script, const Catalog& catalog, SimulatorOptions options);
    ~Simulator();

    /// Starts by invitation; a script that is begun by the resident is started by the first `receive` instead.
    [[nodiscard]] std::vector<nlohmann::json> start();
    [[nodiscard]] std::vector<nlohmann::json> receive(const Reply& reply);
    [[nodiscard]] std::vector<nlohmann::json> wait(Span span);
    [[nodiscard]] std::vector<nlohmann::json> change_fact(const std::string& name, Value value);
    [[nodiscard]] const Conversation& state() const;
    [[nodiscard]] bool started() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace dialogs
