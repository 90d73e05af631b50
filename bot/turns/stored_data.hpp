// DATA: what is stored about a resident, in plain words.
#pragma once

#include "bot/turns/service_words.hpp"
#include "bot/turns/turn_command.hpp"

namespace bot {

/// Tells it at once where all of the resident's conversations are at hand; else asks for TellData, by a notice.
void tell_data(Decision& decision, const Speaker& speaker);

/// Tells it with everything there is, however old. Follows the commit in which the resident asked.
class TellData final : public TurnCommand<TellData, bool> {
  public:
    TellData(World& world, DataWanted wanted, storage::Instant now);

  private:
    void name(storage::Keys& keys) const override;
    [[nodiscard]] bool run(storage::WorkingSet& rows, Notices& notices) override;

    DataWanted wanted_;
    storage::Instant now_;
};

}  // namespace bot
