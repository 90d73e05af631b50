// What people of the house decide: a case is answered or closed, a proposal is accepted or refused.
#pragma once

#include "bot/turns/turn_command.hpp"

#include <optional>
#include <string>

namespace bot {

/// What became of such a decision.
enum class Moderated {
    changed,
    unchanged,  ///< it was so already: nobody is told again
    unknown,    ///< no such case or proposal
    closed      ///< a closed case stays as it is
};

struct CaseChange {
    storage::CaseId number;
    std::string state;   ///< `answered` or `closed`
    std::string answer;  ///< to be sent to the resident; empty: none
};

struct CaseChanged {
    Moderated became = Moderated::changed;
    bool is_told = false;  ///< the answer is on its way to the resident
};

/// The answer is sent where the resident was last talked to about it, not before morning: it was asked for, so only a
/// STOP of everything withholds it. Conversations that wait for the case go on. Submit to Lane::bulk.
class ChangeCase final : public TurnCommand<ChangeCase, CaseChanged> {
  public:
    ChangeCase(World& world, CaseChange change, storage::Instant now, Done<CaseChanged> done);

  private:
    void name(storage::Keys& keys) const override;
    [[nodiscard]] CaseChanged run(storage::WorkingSet& rows, Notices& notices) override;

    CaseChange change_;
    storage::Instant now_;
};

struct ProposalChange {
    storage::PublicId proposal;
    std::string state;                ///< `accepted` or `refused`
    std::optional<std::string> text;  ///< edited; none: as it is
    std::string reason;
};

/// Submit to Lane::bulk.
class ChangeProposal final : public TurnCommand<ChangeProposal, Moderated> {
  public:
    ChangeProposal(World& world, ProposalChange change, storage::Instant now, Done<Moderated> done);

  private:
    void name(storage::Keys& keys) const override;
    [[nodiscard]] Moderated run(storage::WorkingSet& rows, Notices& notices) override;

    ProposalChange change_;
    storage::Instant now_;
};

}  // namespace bot
