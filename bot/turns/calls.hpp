// Hooks that scripts call: a row that is sent until its time is over, and the turn that its answer makes.
#pragma once

#include "bot/turns/decision.hpp"
#include "bot/turns/turn_command.hpp"
#include "dialogs/conversation/conversation.hpp"
#include "dialogs/conversation/effect.hpp"

#include <optional>
#include <string>
#include <vector>

namespace bot {

/// `do: call`: to be sent once this is committed. What the hook is told: the script's facts and the answers so far, but
/// what is sensitive, the profile and whoever gave them.
void begin_call(Decision& decision, const storage::ConversationRow& conversation, const dialogs::Script& script,
                const dialogs::Conversation& state, const dialogs::Perform& call);

/// A call to be made now.
struct ClaimedCall {
    storage::CallId id;
    std::string public_id;    ///< the same at each attempt
    std::string hook;
    std::string body;
    storage::Instant until{};
};

struct ClaimedCalls {
    std::vector<ClaimedCall> calls;
    bool more = false;        ///< a full page was taken
};

/// Takes the calls that are due; those whose time is over end here, with nothing returned. A call that is claimed and
/// never reported, for the process has ended, is due again. Submit to Lane::results.
class ClaimCalls final : public TurnCommand<ClaimCalls, ClaimedCalls> {
  public:
    ClaimCalls(World& world, storage::Instant now, Done<ClaimedCalls> done);

  private:
    void name(storage::Keys& keys) const override;
    void need(const storage::WorkingSet& rows, std::set<ScriptVersion>& scripts) const override;
    [[nodiscard]] ClaimedCalls run(storage::WorkingSet& rows, Notices& notices) override;

    storage::Instant now_;
};

/// What an attempt came to.
struct CallOutcome {
    enum class Kind { returned, refused, failed } kind = Kind::failed;  ///< refused: not to be tried again
    std::string body{};       ///< returned: the JSON object of facts
};

/// Submit to Lane::results. A call that is over already is left alone.
class EndCall final : public TurnCommand<EndCall, bool> {
  public:
    EndCall(World& world, storage::CallId call, CallOutcome outcome, storage::Instant now, Done<bool> done);

  private:
    void name(storage::Keys& keys) const override;
    void need(const storage::WorkingSet& rows, std::set<ScriptVersion>& scripts) const override;
    [[nodiscard]] bool run(storage::WorkingSet& rows, Notices& notices) override;

    storage::CallId call_;
    CallOutcome outcome_;
    storage::Instant now_;
};

}  // namespace bot
