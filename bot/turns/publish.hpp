// Going live: a checked script becomes the current version of its id.
#pragma once

#include "bot/turns/turn_command.hpp"

#include <string>
#include <vector>

namespace bot {

struct Published {
    enum class Kind { published, unchanged, refused };
    Kind kind = Kind::unchanged;
    std::vector<std::string> reasons;  ///< refused: what an existing question may not become
};

/// A version that gives an existing question another type, or a choice other keys than a superset, is refused.
/// Submit to Lane::bulk.
class PublishScript final : public TurnCommand<PublishScript, Published> {
  public:
    /// `row.json` and `row.version` are the script's; `current` and `published_at` are set here.
    PublishScript(World& world, storage::ScriptRow row, ScriptPtr script, storage::Instant now, Done<Published> done);

  private:
    void name(storage::Keys& keys) const override;
    [[nodiscard]] Published run(storage::WorkingSet& rows, Notices& notices) override;
    void keep() override;

    storage::ScriptRow row_;
    ScriptPtr script_;
    storage::Instant now_;
};

/// Puts scripts of earlier runs on the shelf (at start: the current ones and those of open conversations).
class ShelveScripts final : public TurnCommand<ShelveScripts, bool> {
  public:
    struct Shelved { ScriptPtr script; bool current = false; };
    ShelveScripts(World& world, std::vector<Shelved> scripts, Done<bool> done);

  private:
    void name(storage::Keys&) const override {}
    [[nodiscard]] bool run(storage::WorkingSet& rows, Notices& notices) override;

    std::vector<Shelved> scripts_;
};

/// What a new version may not change about the one it replaces; empty: it may go live.
[[nodiscard]] std::vector<std::string> incompatibilities(const dialogs::Script& before, const dialogs::Script& after);

}  // namespace bot
