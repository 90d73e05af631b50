// What one batch sees and changes: rows loaded once, decided over in memory, each changed row written once.
#pragma once

#include "dialogs/address.hpp"
#include "storage/ids.hpp"
#include "storage/rows.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace storage {

class Vault;

/// Conversations that ended are loaded for so long: an outcome may still rise, STOP finds its stream.
inline constexpr std::chrono::hours ended_are_loaded_for{24 * 30};

/// The rows a command must see. What hangs on them comes along: an address brings its resident, all the resident's
/// addresses, the conversations that are open or ended within 30 days, each with the one that it will replace; a message
/// brings its conversation and address.
struct Keys {
    struct DueMessages {
        std::string channel;
        Instant now{};
        int limit = 256;
        std::string after{};  ///< the bulk queue that was served last: the next one comes first
    };
    struct DueConversations { Instant now{}; int limit = 256; };
    struct ProviderId { std::string channel; std::string id; };
    struct Parts { dialogs::Address address; std::string channel; std::string reference; };

    Instant now{};  ///< what the 30 days of ended conversations count from; not set: all of them are loaded
    std::vector<SeenKey> seen;
    std::vector<dialogs::Address> addresses;
    std::vector<dialogs::Address>
        waiting_for;  ///< the messages that wait to be sent to their residents: what STOP takes back
    std::vector<dialogs::Address> histories;  ///< all their residents' conversations, however long ago they ended
    std::vector<ResidentId> residents;
    std::vector<ConversationId> conversations;
    std::vector<MessageId> messages;
    std::vector<MessageId> waiting_instead_of;  ///< these messages, and those that wait to be sent instead of them
    std::vector<PublicId> message_public_ids;
    std::vector<ProviderId> provider_ids;
    std::vector<std::string> invitation_keys;
    /// The head of each address's queue: replies first, by due_at; then bulk, its queues in turn, each by due_at.
    std::vector<DueMessages> due_messages;
    std::vector<DueConversations> due_conversations;  ///< a timer is due; in order of due_at
    std::vector<std::string> scripts;                 ///< ids whose current version is asked for
    std::vector<std::pair<std::string, std::string>> script_versions;
    std::vector<std::string> rates;                   ///< channels
    struct Queue { std::string pool; int limit = 0; };
    struct DueCalls { Instant now{}; int limit = 0; };
    std::set<std::string> pools;                      ///< by name; seats come with their resident, pools with seats
    std::vector<Queue> queues;                        ///< a pool, and the first of those that wait, with their residents
    std::vector<dialogs::Address> dealings;           ///< their residents' cases and proposals
    std::vector<CaseId> cases;                        ///< with their resident and conversation
    std::vector<PublicId> proposals;                  ///< the same
    std::set<std::pair<std::string, std::string>> accepted;  ///< proposals of a script's question
    std::vector<CallId> calls;                        ///< with their conversation
    std::vector<DueCalls> due_calls;
    std::vector<Parts> parts;                         ///< long messages whose pieces are being gathered
    std::optional<Instant> due_parts;                 ///< those that are waited for no longer
    std::vector<std::pair<std::string, std::string>> tallied;  ///< script and question: its tallies, summed by value
};

/// Rows of one kind by id: what was loaded, what has changed, what is new. Pointers stay good for the batch.
template <class Row, class Key = decltype(Row::id)>
class Rows {
  public:
    [[nodiscard]] const Row* find(Key id) const {
        const auto it = rows_.find(id);
        return it == rows_.end() ? nullptr : &it->second;
    }
    /// The row, to be changed; it must be there.
    [[nodiscard]] Row& edit(Key id) {
        Row& row = rows_.at(id);
        if (marks_.try_emplace(id, Mark::changed).second) changed_.push_back(id);
        return row;
    }
    /// A new row; its id has been drawn.
    Row& add(Row row) {
        const auto id = row.id;
        marks_[id] = Mark::added;
        added_.push_back(id);
        index(row);
        return rows_.insert_or_assign(id, std::move(row)).first->second;
    }
    void load(Row row) {
        const auto id = row.id;
        const auto [it, is_new] = rows_.try_emplace(id, std::move(row));
        if (is_new) index(it->second);
    }
    /// Forgets the row, whatever it was: what the store holds of it stays.
    void forget(Key id) {
        rows_.erase(id);
        marks_.erase(id);
        std::erase(changed_, id);
        std::erase(added_, id);
    }

    /// The rows of a resident, in key order.
    [[nodiscard]] std::vector<Key> of(ResidentId resident) const {
        std::vector<Key> ids;
        const auto [begin, end] = by_resident_.equal_range(resident);
        for (auto it = begin; it != end; ++it)
            if (const auto* row = find(it->second); row && row->resident == resident)
                ids.push_back(row->id);
        std::sort(ids.begin(), ids.end());
        return ids;
    }

    [[nodiscard]] const std::vector<Key>& changed() const { return changed_; }  ///< loaded and edited
    [[nodiscard]] const std::vector<Key>& added() const { return added_; }
    [[nodiscard]] auto begin() const { return rows_.begin(); }
    [[nodiscard]] auto end() const { return rows_.end(); }

  private:
    enum class Mark { changed, added };

    void index(const Row& row) {
        if constexpr (requires { row.resident; }) by_resident_.emplace(row.resident, row.id);
    }

    std::unordered_map<Key, Row> rows_;
    std::unordered_map<Key, Mark> marks_;
    std::vector<Key> changed_;
    std::vector<Key> added_;
    std::unordered_multimap<ResidentId, Key> by_resident_;
};

/// Draws fresh keys without a round trip: blocks reserved by the store.
class IdSource {
  public:
    virtual ~IdSource() = default;
    enum class Kind {
        address, resident, conversation, message, invitation, case_number, answer, seat, proposal, call
    };
    [[nodiscard]] virtual std::int64_t next(Kind kind) = 0;
};

/// (hash of the address under the third key, stream).
using SuppressionKey = std::pair<std::string, std::string>;

/// A conversation whose answers now hang on another, which is linked to nobody.
struct CutLoose {
    ConversationId from, to;
    Instant day{};
};

/// What a batch sees and changes. Everything asked for was named in its Keys; what was not is as if it were not there.
class WorkingSet {
  public:
    WorkingSet(const Vault& vault, IdSource& ids) : vault_(vault), ids_(ids) {}
    WorkingSet(const WorkingSet&) = delete;
    WorkingSet& operator=(const WorkingSet&) = delete;

    Rows<AddressRow> addresses;
    Rows<ResidentRow> residents;
    Rows<ConversationRow> conversations;
    Rows<MessageRow> messages;
    Rows<InvitationRow> invitations;
    Rows<CaseRow> cases;
    Rows<SeatRow> seats;          ///< those that are held or waited for
    Rows<ProposalRow> proposals;
    Rows<CallRow> calls;

    /// True the first time this key is met, in the store or in this batch; marks it.
    [[nodiscard]] bool first_time(const SeenKey& key, Instant now);
    [[nodiscard]] bool seen(const SeenKey& key) const { return seen_.contains(key); }

    [[nodiscard]] const AddressRow* address(const dialogs::Address& address) const;
    /// A new address with a new resident, or for the resident given.
    AddressRow& add_address(const dialogs::Address& address, const PublicId& resident_public_id, Instant now,
                            ResidentId resident = {});
    /// The address in clear: only for handing it to an adapter.
    [[nodiscard]] dialogs::Address open(const AddressRow& row) const;

    /// Newest first; open ones and those ended within 30 days of Keys::now.
    [[nodiscard]] std::vector<ConversationId> conversations_of(ResidentId resident) const;
    [[nodiscard]] std::vector<AddressId> addresses_of(ResidentId resident) const;

    [[nodiscard]] const MessageRow* message(const PublicId& id) const;
    /// What has become known in this batch counts, too.
    [[nodiscard]] const MessageRow* message_of_provider(const std::string& channel, const std::string& id) const;
    [[nodiscard]] const InvitationRow* invitation(const std::string& key) const;
    [[nodiscard]] const ScriptRow* current_script(const std::string& id) const;
    [[nodiscard]] const ScriptRow* script(const std::string& id, const std::string& version) const;
    /// Makes it the current version of its id.
    void publish(ScriptRow row);

    /// What DueMessages / DueConversations found, in their order. A conversation among them has a timer that is due.
    [[nodiscard]] const std::vector<MessageId>& due_messages(const std::string& channel) const;
    [[nodiscard]] const std::vector<ConversationId>& due_conversations() const;

    [[nodiscard]] RateRow& rate(const std::string& channel);

    /// The pool of that name, to be changed; it must have been named. A new one has room for all.
    [[nodiscard]] PoolRow& pool(const std::string& name);
    [[nodiscard]] bool has_pool(const std::string& name) const { return pools_.contains(name); }
    /// Those that wait for a seat in the pool, in their order: as many as were asked for, and still wait.
    [[nodiscard]] std::vector<SeatId> queue(const std::string& pool) const;

    [[nodiscard]] const ProposalRow* proposal(const PublicId& id) const;
    /// Accepted proposals of a script's question, oldest first; those accepted in this batch, too.
    [[nodiscard]] std::vector<ProposalId> accepted(const std::string& script, const std::string& question) const;

    [[nodiscard]] const std::vector<CallId>& due_calls() const { return due_calls_; }
    /// The call is over: its row goes.
    void end_call(CallId id);

    /// Appends to the ledger of consents; the store chains and salts it.
    void record_consent(ResidentId resident, std::string content);
    /// Null where no piece of it is there.
    [[nodiscard]] const PartsRow* parts(const PartsKey& key) const;
    /// Keeps its pieces, instead of those that were kept before.
    void keep_parts(PartsRow row);
    void drop_parts(const PartsKey& key);
    /// What Keys::due_parts found, the oldest first.
    [[nodiscard]] const std::vector<PartsKey>& due_parts() const { return due_parts_; }

    /// Appends; its number is drawn here, and returned. Its conversation must have been loaded.
    AnswerId append(AnswerRow answer);
    [[nodiscard]] const std::vector<AnswerRow>& appended() const { return answers_; }
    /// What Keys::tallied found, as it was before this batch; null where it was not asked for.
    [[nodiscard]] const std::map<std::string, std::int64_t>* sums(const std::string& script,
                                                                  const std::string& question) const;
    void tally(TallyKey key, std::int64_t difference) { tallies_[std::move(key)] += difference; }

    /// Adds to the channel log.
    void log(ExchangeRow exchange) { exchanges_.push_back(std::move(exchange)); }
    /// Of the log, what is older goes, and what is more than so many of a channel that was added to.
    void shorten_log(Instant before, int keep) { log_limit_ = {before, keep}; }

    /// A STOP that outlives erasure: hash of the address under the third key, linked to nothing.
    [[nodiscard]] bool suppressed(const dialogs::Address& address, const std::string& stream) const;
    void suppress(const dialogs::Address& address, const std::string& stream);
    void lift_suppression(const dialogs::Address& address, const std::string& stream);

    /// Erases the resident at commit: addresses, link, free texts, raw replies, given facts, messages. What stays:
    /// coded answers without pseudonym, tallies; a suppression where there was a STOP.
    void erase(ResidentId resident);

    /// Erases what the conversation's answers were at commit: values, raw replies, comments, the words of its messages
    /// (of those still on their way once they are sent). The answers' rows stay, as erased. What is appended from here
    /// on is not touched.
    void forget(ConversationId conversation);

    /// Cuts the conversation's answers loose from it and its resident at commit: they hang on `anonymous`, a new row
    /// that is linked to nothing, are of a whole day (counted from `day`, a midnight), and its messages lose their
    /// words. The conversation must have ended.
    void cut_loose(ConversationId conversation, ConversationRow anonymous, Instant day);

    [[nodiscard]] std::int64_t draw(IdSource::Kind kind) { return ids_.next(kind); }
    [[nodiscard]] const Vault& vault() const { return vault_; }

  private:
    friend class Loader;   // fills it
    friend class Changes;  // reads what changed
    [[nodiscard]] bool was_suppressed(const dialogs::Address& address) const;
    void forget_addresses(const ResidentRow& resident);
    void scrub_conversations(ResidentId resident);
    void forget_messages(ConversationId conversation);
    void scrub_ledgers(ResidentId resident);

    const Vault& vault_;
    IdSource& ids_;
    std::set<SeenKey> seen_;
    std::map<SeenKey, Instant> newly_seen_;
    std::unordered_map<std::string, AddressId> address_by_name_;      ///< `tel:+358…`; an id of 0: known to be unknown
    std::unordered_map<PublicId, MessageId> message_by_public_id_;
    std::map<std::pair<std::string, std::string>, MessageId> message_by_provider_id_;
    std::unordered_map<std::string, InvitationId> invitation_by_key_;
    std::map<std::pair<std::string, std::string>, ScriptRow> scripts_;
    std::vector<ScriptRow> published_;
    std::map<std::string, std::vector<MessageId>> due_messages_;
    std::vector<ConversationId> due_conversations_;
    std::map<std::string, RateRow> rates_;
    std::set<std::string> changed_rates_;
    std::map<std::string, PoolRow> pools_;
    std::set<std::string> changed_pools_;
    std::unordered_map<PublicId, ProposalId> proposal_by_public_id_;
    std::vector<CallId> due_calls_;
    std::vector<CallId> ended_calls_;
    std::vector<ConsentRow> consents_;
    std::map<PartsKey, PartsRow> parts_;
    std::set<PartsKey> changed_parts_;                   ///< kept, or (no longer in parts_) dropped
    std::vector<PartsKey> due_parts_;
    std::vector<AnswerRow> answers_;
    std::map<TallyKey, std::int64_t> tallies_;
    std::map<std::pair<std::string, std::string>, std::map<std::string, std::int64_t>> sums_;
    std::map<SuppressionKey, bool> suppressed_;          ///< loaded, added (true) and lifted (false)
    std::map<SuppressionKey, bool> changed_suppressions_;
    std::vector<ResidentId> erased_;
    std::vector<ConversationId> forgotten_;
    std::vector<CutLoose> cut_loose_;
    std::vector<ExchangeRow> exchanges_;
    std::optional<std::pair<Instant, int>> log_limit_;
};

}  // namespace storage
