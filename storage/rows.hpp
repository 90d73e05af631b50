// The rows, as the turn desk sees them. Nothing here can be turned back into a number but `sealed`.
#pragma once

#include "dialogs/address.hpp"
#include "dialogs/language.hpp"
#include "dialogs/time.hpp"
#include "storage/ids.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace storage {

using dialogs::Date;
using dialogs::Instant;
using dialogs::Language;

/// One way to reach a resident.
struct AddressRow {
    AddressId id;
    ResidentId resident;
    std::string scheme;
    std::string hash;              ///< keyed BLAKE2b-256 of the normalised address: 32 bytes
    std::string sealed;            ///< nonce and XChaCha20-Poly1305 ciphertext of the id
    int key_number = 1;
    int normaliser = 1;
    enum class State { usable = 0, unreachable = 1, withdrawn = 2 } state = State::usable;
    std::string channel;           ///< the channel it was last met on
    Instant created_at{};
    std::int64_t feed = 0;         ///< the last number of its feed (web chat)
    MessageId last_message;        ///< the working set's: its newest message, head of the chain of `previous`
    bool may_be_suppressed = false;  ///< the working set's: false spares the look at the suppressions
    // What the limits and the id-less duplicates need: the minute's count, the newest text and how often it came.
    Instant minute_at{};
    int minute_count = 0;
    std::string last_text;         ///< keyed hash of the newest text: 16 bytes
    Instant last_text_at{};        ///< when that text first came
    int last_text_count = 0;
    std::optional<Instant> heard_at;  ///< when its resident last wrote from it
};

/// A person, known by a random pseudonym.
struct ResidentRow {
    ResidentId id;
    PublicId public_id;
    std::optional<Language> language;          ///< the resident's own choice
    std::map<std::string, Instant> withdrawn;  ///< streams said STOP to; `*`: all
    std::string last_stream;                   ///< of the newest message sent …
    Instant last_stream_at{};                  ///< … and when: what STOP means
    bool has_several_addresses = false;        ///< the working set's: false spares the search for them
    std::string pending;  ///< what the next reply decides outside any conversation (`delete`, `language`)
    std::string profile;  ///< JSON: what is kept from one conversation to the next; empty: nothing
    bool has_seats = false;       ///< the working set's: false spares the search for them
    std::map<std::string, Instant> consents;  ///< those that hold: `STREAM/POOL` and when they were given
    std::map<std::string, ConversationId> taken;  ///< by script that counts one's answers once: whose count
    Instant created_at{};
};

/// The kind of a timer that is due because something has changed which its conversation may wait for: its resident's
/// cases and proposals are loaded with it.
inline constexpr int news_timer = 100;

/// A moment a conversation waits for.
struct Timer {
    int kind = 0;                  ///< dialogs::SetTimer::Kind, or `news_timer`
    int question = 0;              ///< the question's ordinal; 0: the conversation
    Instant due_at{};              ///< the epoch: not yet counting, see `after_ms`
    std::int64_t after_ms = 0;     ///< not yet counting: starts when that question's message is accepted
    bool operator==(const Timer&) const = default;
};

/// The latest answer to a question, for `replaces` and the tallies' reversal.
struct LatestAnswer {
    AnswerId number;
    std::string tally_value;       ///< empty: not tallied
    std::string day;               ///< local, `2026-11-21`
    Language language;
    std::string kind;              ///< the channel's kind it came by
    bool operator==(const LatestAnswer&) const = default;
};

struct ConversationRow {
    ConversationId id;
    PublicId public_id;
    ResidentId resident;
    AddressId address;
    std::string script;
    std::string version;
    std::string stream;
    std::string channel;           ///< the channel's name
    std::string kind;              ///< its kind
    Language language;
    std::string unit;              ///< the `given` fact of that name; empty: none
    bool open = true;
    std::string outcome;           ///< empty while open
    std::string state;             ///< the state JSON
    std::vector<Timer> timers;
    std::map<std::string, LatestAnswer> latest;  ///< by question, with its round in brackets: `age[2]`
    std::string heard;             ///< the turn desk's: by the provider's clock, for messages that overtake each other
    Instant opened_at{};
    Instant moved_at{};            ///< the newest turn
    std::optional<Instant> ended_at;
    std::optional<Instant> expires_at;  ///< what we say of our own accord is not sent later
    AnswerId last_answer;          ///< the working set's: its newest answer, head of the chain of `previous`
    bool counts = true;            ///< its answers are in the tallies; false: they will be once it is complete …
    ConversationId replaces;       ///< … instead of those of this one, which is loaded with it; 0: none

    /// What the store holds, and only it reads: it spares what has not changed.
    struct Stored {
        bool open = true;
        std::optional<Instant> wake_at;  ///< not later than the earliest timer, so that few turns move it
        bool woken = false;              ///< loaded because `wake_at` has come
    } stored;
};

/// A message on its way: the outbox.
struct MessageRow {
    MessageId id;
    PublicId public_id;
    ConversationId conversation;   ///< 0: none (a service's word to a stranger)
    ResidentId resident;
    AddressId address;
    std::string channel;
    std::string stream;
    bool bulk = false;             ///< after all replies
    std::string queue{};           ///< bulk: the queues of a channel take turns; replies: empty
    bool confirms_stop = false;    ///< sent though the stream is withdrawn
    int question = 0;              ///< the ordinal of the question it asks; 0: none
    std::string body;              ///< the Message as JSON: channel-neutral
    enum class State { queued = 0, sending = 1, accepted = 2, delivered = 3, read = 4, failed = 5, expired = 6 } state =
        State::queued;
    int segments = 1;
    int attempts = 0;
    int parts_done = 0;            ///< requests of a long message that were accepted
    bool uncertain = false;        ///< may have been sent before: sent again, marked
    Instant due_at{};
    std::string claimed_by;
    std::optional<Instant> claimed_until;
    std::optional<Instant> expires_at;
    std::string provider_id;
    std::string failure;           ///< kind and detail, for reports
    std::int64_t feed_number = 0;  ///< feed channels: rises by one per address
    Instant created_at{};
    std::optional<Instant> accepted_at;
    MessageId instead_of;          ///< the same message to another address, which could not be reached; 0: none
    MessageId previous;            ///< the working set's: the message before it to the same address
    bool forgotten = false;        ///< its words go as soon as it is sent
};

/// One answer. Append-only: a changed one is a new row with `replaces`.
struct AnswerRow {
    AnswerId number;
    AnswerId replaces;
    bool erased = false;
    bool free_text = false;        ///< the value is the resident's own words: erasure takes it
    ConversationId conversation;
    ResidentId resident;           ///< 0 once erased or anonymous
    std::string script;
    std::string version;
    std::string question;
    std::string value;             ///< JSON; `null`: unclear, its raw text is the comment
    std::string raw;
    std::optional<std::string> comment;
    Language language;
    std::string channel;
    std::string kind;
    std::string unit;
    Instant at{};
    AnswerId previous;             ///< the working set's: the answer before it in the same conversation
    std::string round{};           ///< of the repeats around the question: `2`, `2.1`; empty: in none
};

/// Figures moved in the same commit as the answers they count.
struct TallyKey {
    std::string script, question, value, day;
    Language language;
    std::string kind, unit;
    auto operator<=>(const TallyKey&) const = default;
};

/// This resident is to be asked this, with these facts.
struct InvitationRow {
    InvitationId id;
    PublicId public_id;
    std::string key;               ///< the caller's, unique
    std::string fields;            ///< what was asked, as JSON, the address as its hash in base64: for 200 or 409
    ResidentId resident;
    AddressId address;
    ConversationId conversation;   ///< 0: not begun (excluded)
    std::string disposition;       ///< `sent`, `excluded:stopped` …
    Instant created_at{};
};

struct CaseRow {
    CaseId id;
    ConversationId conversation;
    ResidentId resident;
    std::string topic;
    std::string text;              ///< masked
    bool urgent = false;
    std::string state = "open";
    Date due_on{};
    Instant opened_at{};
    std::string answer{};          ///< what a person has answered
    std::optional<Instant> answered_at{};
};

/// A place in a pool, or in the queue for one.
struct SeatRow {
    SeatId id;
    std::string pool;
    ResidentId resident;
    ConversationId conversation;   ///< the one that took it, and tells of it
    std::string script;
    std::string stream;
    enum class State { waiting = 0, in = 1, out = 2 } state = State::waiting;
    std::int64_t place = 0;        ///< in the queue; a draw deals them anew
    Instant taken_at{};
    Instant moved_at{};
};

/// Who may be in: as many as there is room for; the others wait in order.
struct PoolRow {
    std::string name;
    std::int64_t room = -1;        ///< as its script says; below 0: for all
    std::int64_t drawn = 0;        ///< seats that were given by lot, where the script has no room
    std::int64_t taken = 0;        ///< seats whose holders are in
    std::int64_t waiting = 0;
    std::int64_t last_place = 0;   ///< of the queue
    bool operator==(const PoolRow&) const = default;
};

/// A statement that a resident would have others judge, once somebody has read it.
struct ProposalRow {
    ProposalId id;
    PublicId public_id;
    ConversationId conversation;
    ResidentId resident;
    std::string script;
    std::string question;          ///< the `statements` question that it is for
    std::string text;              ///< masked; as it was edited
    Language language;
    std::string state = "waiting"; ///< `waiting`, `accepted`, `refused`
    std::string reason;            ///< the moderator's
    Instant created_at{};
    std::optional<Instant> decided_at{};
};

/// A hook that is to be called: gone once it has returned, or can no longer.
struct CallRow {
    CallId id;
    PublicId public_id;            ///< names the call to the hook, however often it is tried
    ConversationId conversation;
    ResidentId resident;
    int ordinal = 0;               ///< what the conversation waits for
    std::string hook;
    std::string body;              ///< JSON
    int attempts = 0;
    Instant due_at{};              ///< the next attempt; while one is under way, when it is given up
    Instant until{};               ///< after which it has failed
};

/// One entry of the ledger of consents: append-only, each digest holds the one before it.
struct ConsentRow {
    std::int64_t number = 0;
    ResidentId resident;           ///< 0: erased
    std::string digest;            ///< 32 bytes; of the digest before it, the salt and the content
    std::optional<std::string> salt;
    std::optional<std::string> content;  ///< JSON; none: erased
};

/// A script version: kept for ever, so that a running conversation ends with what it began with.
struct ScriptRow {
    std::string id;
    std::string version;
    std::string json;              ///< canonical
    std::string yaml;
    std::string translations;      ///< JSON: language → PO text
    int language_level = 1;
    bool current = false;
    Instant published_at{};
};

/// A provider's message id that was met: (channel, scope and id).
struct SeenKey {
    std::string channel;
    std::string id;
    auto operator<=>(const SeenKey&) const = default;
};

/// Names one long message whose pieces come one by one.
struct PartsKey {
    AddressId address;
    std::string channel;
    std::string reference;         ///< the sender's
    auto operator<=>(const PartsKey&) const = default;
};

/// The pieces of it that are there, sealed: nobody has masked them yet.
struct PartsRow {
    PartsKey key;
    Instant due_at{};              ///< what is there by then is taken as it is
    std::string sealed;
};

/// What a channel may still send: a token bucket in segments, shared by nodes.
struct RateRow {
    std::string channel;
    double tokens = 0;
    Instant at{};
};

/// One exchange with a provider, as its log keeps it: without secrets, numbers and texts.
struct ExchangeRow {
    std::int64_t id = 0;           ///< the store's
    std::string channel;
    Instant at{};
    enum class Direction { asked = 0, called = 1 } direction = Direction::asked;  ///< we asked; we were called
    std::string request;           ///< method and address
    int status = 0;                ///< 0: no answer
    std::int64_t took_ms = 0;
    std::string asked;             ///< the request's body
    std::string answered;          ///< the answer's, or why there is none
    int left_out = 0;              ///< others just before it, that were too many to be kept
};

}  // namespace storage
