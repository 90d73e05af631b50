// STATUS: where the resident's own cases, proposals and seats stand.
#pragma once

#include "bot/turns/service_words.hpp"
#include "bot/turns/turn_command.hpp"

namespace bot {

/// A second command tells, for the resident's cases and proposals are not at hand. `about`: a case's number.
void ask_for_status(Decision& decision, const Speaker& speaker, const std::string& about);

/// Tells it.
class TellStatus final : public TurnCommand<TellStatus, bool> {
  public:
    TellStatus(World& world, StatusWanted wanted, storage::Instant now);

  private:
    void name(storage::Keys& keys) const override;
    [[nodiscard]] bool run(storage::WorkingSet& rows, Notices& notices) override;

    StatusWanted wanted_;
    storage::Instant now_;
};

/// The day as people write it in that language.
[[nodiscard]] std::string day_in_words(Decision& decision, dialogs::Date day, const dialogs::Language& language);

}  // namespace bot
