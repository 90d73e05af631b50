// From a turn's effects to rows, in their order.
#pragma once

#include "bot/turns/consent.hpp"
#include "bot/turns/posting.hpp"
#include "bot/turns/turn.hpp"

#include <map>
#include <optional>
#include <vector>

namespace bot {

/// A case that `do: open-case` opens while the engine runs: its number is in the texts already.
struct DrawnCase {
    storage::CaseId number;
    dialogs::Date due_on{};
};

/// A case is answered within 14 days: the promise that scripts make.
inline constexpr auto case_answered_within = std::chrono::days(14);

/// Carries out the effects of one turn of one conversation.
class Effects {
  public:
    /// `expires_at`: what is told is not worth sending later.
    Effects(Decision& decision, storage::ConversationRow& row, const dialogs::Script& script, bool bulk,
            std::optional<storage::Instant> expires_at)
        : decision_(decision), row_(row), script_(script), bulk_(bulk), expires_at_(expires_at) {}

    /// What `do:` answers; the engine asks while it runs.
    [[nodiscard]] std::map<std::string, dialogs::Value> answer(const dialogs::Perform& perform);

    /// `state`: the conversation's, after the turn.
    void carry_out(const std::vector<dialogs::Effect>& effects, const dialogs::Conversation& state);

    [[nodiscard]] TurnReport take_report() { return std::move(report_); }

  private:
    void on(const dialogs::Tell& tell);
    void on(const dialogs::Answered& answered);
    void on(const dialogs::Withdrawn& withdrawn);
    void on(const dialogs::Saved& saved);
    void on(const dialogs::Unclear& unclear);
    void on(const dialogs::Perform& perform);
    void on(const dialogs::Said& said);
    void on(const dialogs::Waits&) {}     // its timer says it
    void on(const dialogs::SetTimer&) {}  // after all messages are posted
    void on(const dialogs::LanguageChosen& chosen);
    void on(const dialogs::StartScript& start);
    void on(const dialogs::Ended&) {}     // the state says it
    void on(const dialogs::Failed& failed);

    void set_profile(const dialogs::Perform& perform);
    void forget(const dialogs::Perform& perform);
    void propose(const dialogs::Perform& perform);
    void withdraw_if_stopped(const std::vector<dialogs::Effect>& effects);
    void set(const dialogs::SetTimer& timer);
    void note_patience(const std::vector<dialogs::Effect>& effects);
    [[nodiscard]] const storage::MessageRow* asking_now(int question) const;

    Decision& decision_;
    storage::ConversationRow& row_;
    const dialogs::Script& script_;
    bool bulk_;
    const dialogs::Conversation* state_ = nullptr;  ///< while effects are carried out
    std::optional<storage::Instant> expires_at_;
    std::map<int, dialogs::Span> patience_;  ///< of this turn's questions: not sent once they would have closed
    std::vector<DrawnCase> drawn_;
    std::size_t opened_ = 0;
    Stopped::Widened stop_widened_ = Stopped::Widened::to_stream;
    TurnReport report_;
};

}  // namespace bot
