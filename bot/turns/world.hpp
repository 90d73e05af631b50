// What decisions need besides the rows: scripts, words, channels, the county's days. Owned by the storage thread.
#pragma once

#include "bot/turns/early_statuses.hpp"
#include "bot/turns/local_time.hpp"
#include "bot/turns/notices.hpp"
#include "bot/turns/script_shelf.hpp"
#include "channels/adapter.hpp"
#include "dialogs/texts/catalog.hpp"
#include "dialogs/texts/render_text.hpp"
#include "dialogs/understanding/understand.hpp"
#include "storage/store_thread.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace bot {

/// A configured channel, as decisions see it.
struct Channel {
    std::string name;
    const channels::Adapter* adapter = nullptr;  ///< outlives the World; only its pure functions are called
    bool trusted_with_health = true;             ///< `trust`: `sensitive` questions may be asked here
    double segments_per_second = 0;              ///< 0: as fast as open requests allow
    bool rather_lose = false;                    ///< an uncertain message is given up rather than sent twice
    bool is_feed() const { return adapter->transport() == channels::Transport::feed; }
    const channels::Capabilities& can() const { return adapter->capabilities(); }
};

/// What a World is made of. Everything is injected; time comes in with each command.
struct WorldParts {
    const dialogs::Catalog& catalog;       ///< used by the storage thread alone
    dialogs::TextRenderer& renderer;       ///< the same
    LocalTime local_time;
    std::vector<Channel> channels;
    dialogs::Language default_language = "fi";
    std::string stranger_script = "feedback";  ///< who writes unasked gets this one; empty: a friendly word only
    std::map<std::string, dialogs::Span> hooks{};  ///< that scripts may call, and how long each may take
    std::function<storage::PublicId()> new_public_id;
    std::function<std::uint64_t()> random;
    /// After each commit that has any; on the storage thread. Must not throw.
    std::function<void(Notices)> notify;
    /// Submits a command from the storage thread (a turn that missed a script is run again once it is there). Must not
    /// throw, must not run it at once.
    std::function<void(storage::Lane, std::unique_ptr<storage::Command>)> submit;
};

class World {
  public:
    explicit World(WorldParts parts);
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    [[nodiscard]] const dialogs::Catalog& catalog() const { return parts_.catalog; }
    [[nodiscard]] dialogs::TextRenderer& renderer() { return parts_.renderer; }
    [[nodiscard]] dialogs::AnswerReaders& readers() { return readers_; }
    [[nodiscard]] ScriptShelf& shelf() { return shelf_; }
    [[nodiscard]] const ScriptShelf& shelf() const { return shelf_; }

    [[nodiscard]] EarlyStatuses& early_statuses() { return early_statuses_; }

    /// The bulk queue of the channel that was served last: the others have their turn before it.
    [[nodiscard]] std::string& last_queue(const std::string& channel) { return last_queues_[channel]; }

    /// Null where no channel has that name.
    [[nodiscard]] const Channel* channel(const std::string& name) const;
    [[nodiscard]] const dialogs::Language& default_language() const { return parts_.default_language; }
    [[nodiscard]] const std::string& stranger_script() const { return parts_.stranger_script; }
    [[nodiscard]] const std::string& time_zone() const { return parts_.local_time.zone(); }
    [[nodiscard]] dialogs::Date day_of(storage::Instant at) const { return parts_.local_time.day_of(at); }

    /// How long a call of that hook may take; none where the configuration names no such hook.
    [[nodiscard]] std::optional<dialogs::Span> hook_timeout(const std::string& hook) const;

    [[nodiscard]] storage::PublicId new_public_id() { return parts_.new_public_id(); }
    [[nodiscard]] std::uint64_t random() { return parts_.random(); }
    void notify(Notices notices);
    void submit(storage::Lane lane, std::unique_ptr<storage::Command> command);

  private:
    WorldParts parts_;
    ScriptShelf shelf_;
    dialogs::AnswerReaders readers_{dialogs::answer_readers_kept};
    EarlyStatuses early_statuses_;
    std::map<std::string, std::string> last_queues_;
    std::map<std::string, Channel> channels_;
};

/// How a conversation is named in a button's payload: at most 8 characters of its row's number in base 32.
[[nodiscard]] std::string conversation_ref(storage::ConversationId id);
/// 0 where it is no such name.
[[nodiscard]] storage::ConversationId conversation_of_ref(std::string_view ref);

}  // namespace bot
