// What the rest of the service must hear of after a commit.
#pragma once

#include "bot/turns/opinions.hpp"
#include "channels/adapter.hpp"
#include "storage/rows.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace bot {

/// A channel has a message to send at that moment: wake its pump.
struct MessageDue {
    std::string channel;
    storage::Instant at{};
};

/// A feed has new messages: push them to the pages that read it.
struct FeedGrew {
    std::string channel;
    dialogs::Address address;
    std::int64_t number = 0;  ///< the newest message's
};

/// An answer was stored: for the live view.
struct AnswerStored {
    storage::AnswerRow answer;
    storage::PublicId conversation;
    storage::PublicId resident;
};

/// A last word to one whose address was erased in this commit: to be sent once, with no retry, and not to be kept.
/// Feeds get it as a message without a number.
struct Parting {
    std::string channel;
    dialogs::Address to;
    dialogs::Message message;
};

/// A resident wants to know what is stored, and not all of it was at hand.
struct DataWanted {
    dialogs::Address from;
    std::string channel;
    dialogs::Language language;
    storage::ConversationId conversation;  ///< it was asked in; 0: none
};

/// A resident wants to know where their cases, proposals and seats stand.
struct StatusWanted {
    dialogs::Address from;
    std::string channel;
    dialogs::Language language;
    storage::ConversationId conversation;  ///< it was asked in; 0: none
    std::string about;                     ///< a case's number; empty: all
};

/// Something the operator must see: a wrong credential, a conversation that failed. No numbers, no texts.
struct Alarm {
    std::string event;   ///< `outbox.configuration`, `turn.failed` …
    std::string detail;
};

/// Of one command, given to World::notify on the storage thread, after its commit. Never of what did not happen.
struct Notices {
    std::vector<MessageDue> messages;
    std::vector<FeedGrew> feeds;
    std::vector<AnswerStored> answers;
    std::vector<Parting> partings;
    std::vector<Alarm> alarms;
    std::vector<std::string> scripts;              ///< ids whose current version changed
    std::optional<storage::Instant> timer_due;     ///< the earliest timer that was set
    std::optional<storage::Instant> call_due;      ///< a hook is to be called then
    std::vector<DataWanted> data_wanted;           ///< for the desk itself: TellData follows
    std::vector<StatusWanted> status_wanted;       ///< the same: TellStatus follows
    std::map<std::string, storage::Instant> seats_free;  ///< pools that may have room: FillSeats follows
    std::vector<storage::MessageId> arrived_after_all;  ///< for the desk itself: TakeBack follows
    std::vector<OpinionMoved> opinions;            ///< for the world's own book of them
    int ended = 0;                                 ///< conversations that ended, or whose outcome rose after the end
    int erased = 0;                                ///< residents

    [[nodiscard]] bool empty() const {
        return messages.empty() && feeds.empty() && answers.empty() && partings.empty() && alarms.empty() &&
               scripts.empty() && !timer_due && !call_due && seats_free.empty() && ended == 0 && erased == 0;
    }
};

}  // namespace bot
