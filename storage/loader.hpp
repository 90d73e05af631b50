// The two sides of a working set that commands do not see: a store's loading, and what is to be written.
#pragma once

#include "storage/working_set.hpp"

namespace storage {

/// Fills a working set with what a store found.
class Loader {
  public:
    explicit Loader(WorkingSet& rows) : rows_(rows) {}

    [[nodiscard]] WorkingSet& rows() { return rows_; }
    [[nodiscard]] const Vault& vault() const { return rows_.vault_; }

    void seen(const SeenKey& key) { rows_.seen_.insert(key); }
    /// The address was looked for: its row's id, or 0 where nobody has it.
    void address(const dialogs::Address& address, AddressId id);
    [[nodiscard]] bool has_address(const dialogs::Address& address) const;
    void message(const PublicId& id, MessageId row) { rows_.message_by_public_id_[id] = row; }
    void message(const Keys::ProviderId& id, MessageId row) {
        rows_.message_by_provider_id_[{id.channel, id.id}] = row;
    }
    void invitation(InvitationRow row);
    void script(ScriptRow row);
    void due_message(const std::string& channel, MessageId id);
    void due_conversation(ConversationId id) { rows_.due_conversations_.push_back(id); }
    void rate(RateRow row);
    [[nodiscard]] bool has_pool(const std::string& name) const { return rows_.pools_.contains(name); }
    void pool(PoolRow row);
    void proposal(ProposalRow row);
    void due_call(CallId id) { rows_.due_calls_.push_back(id); }
    void parts(PartsRow row);
    void due_parts(PartsKey key) { rows_.due_parts_.push_back(std::move(key)); }
    void tallied(const std::pair<std::string, std::string>& question, std::map<std::string, std::int64_t> sums) {
        rows_.sums_.insert_or_assign(question, std::move(sums));
    }
    void suppressed(SuppressionKey key) { rows_.suppressed_.emplace(std::move(key), true); }

  private:
    WorkingSet& rows_;
};

/// What a decided batch changed. Making it links new messages into their addresses' chains.
class Changes {
  public:
    explicit Changes(WorkingSet& rows);

    [[nodiscard]] const WorkingSet& rows() const { return rows_; }
    [[nodiscard]] const Vault& vault() const { return rows_.vault_; }
    [[nodiscard]] IdSource& ids() const { return rows_.ids_; }

    [[nodiscard]] const std::map<SeenKey, Instant>& seen() const { return rows_.newly_seen_; }
    [[nodiscard]] const std::vector<ScriptRow>& published() const { return rows_.published_; }
    [[nodiscard]] std::vector<RateRow> rates() const;
    [[nodiscard]] std::vector<PoolRow> pools() const;
    [[nodiscard]] const std::vector<CallId>& ended_calls() const { return rows_.ended_calls_; }
    [[nodiscard]] const std::vector<ConsentRow>& consents() const { return rows_.consents_; }
    /// Long messages whose pieces are kept, or (where the working set has no row of them) dropped.
    [[nodiscard]] const std::set<PartsKey>& parts() const { return rows_.changed_parts_; }
    [[nodiscard]] const std::vector<AnswerRow>& answers() const { return rows_.answers_; }
    [[nodiscard]] const std::map<TallyKey, std::int64_t>& tallies() const { return rows_.tallies_; }
    /// True: to be added; false: to be removed.
    [[nodiscard]] const std::map<SuppressionKey, bool>& suppressions() const {
        return rows_.changed_suppressions_;
    }
    [[nodiscard]] const std::vector<ExchangeRow>& exchanges() const { return rows_.exchanges_; }
    /// What the log keeps: nothing older, and so many of a channel; none: it stays as it is.
    [[nodiscard]] const std::optional<std::pair<Instant, int>>& log_limit() const { return rows_.log_limit_; }
    /// Residents whose stored rows are scrubbed, before anything else is written.
    [[nodiscard]] const std::vector<ResidentId>& erased() const { return rows_.erased_; }
    /// Conversations whose stored answers are erased, and those whose stored answers move: before that.
    [[nodiscard]] const std::vector<ConversationId>& forgotten() const { return rows_.forgotten_; }
    [[nodiscard]] const std::vector<CutLoose>& cut_loose() const { return rows_.cut_loose_; }

  private:
    WorkingSet& rows_;
};

/// When the conversation's first counting timer is due; none where it has none.
[[nodiscard]] std::optional<Instant> earliest(const std::vector<Timer>& timers);

}  // namespace storage
