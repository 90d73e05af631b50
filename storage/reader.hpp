// Reading beside the writer: a read-only connection, in short pieces, for exports, feeds, reports and the start.
#pragma once

#include "dialogs/result.hpp"
#include "storage/rows.hpp"
#include "storage/store.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace storage {

class Vault;

struct AnswerFilter {
    std::string script;                 ///< empty: all
    std::optional<Instant> since, until;
    std::string question;
};

/// An answer as exported: with the public names of what it hangs on.
struct ExportedAnswer {
    AnswerRow answer;
    PublicId conversation;
    PublicId resident;                  ///< empty: anonymous or erased
};

/// A message of a feed, as the page reads it.
struct FeedMessage {
    std::int64_t number = 0;
    MessageRow message;
    PublicId conversation;              ///< empty: none
};

/// A conversation that has come to an end.
struct EndedConversation {
    PublicId conversation;
    std::string script, outcome, channel, kind;
    Language language;
    Instant at{};
};

struct CaseFilter {
    std::string state;                  ///< empty: all
    CaseId after{};                     ///< only those with a higher number
};

/// A case with what a person must know to answer it.
struct ToldCase {
    CaseRow row;
    PublicId conversation;              ///< empty: none
    std::string script, language;
    std::vector<AnswerRow> answers;     ///< of its conversation, those that hold, oldest first
};

struct ProposalFilter {
    std::string script, question, state;  ///< empty: all
    ProposalId after{};
};

/// Counts for metrics and the operator.
struct StoreFigures {
    std::map<std::string, std::int64_t> messages_by_state;   ///< `queued` …; of the last 24 hours for final ones
    std::map<std::string, std::int64_t> queued_by_channel;   ///< waiting, or on their way
    std::map<std::string, Instant> oldest_queued_by_channel; ///< when the oldest of them was made
    std::int64_t conversations_open = 0, cases_open = 0;
    std::int64_t answers = 0;     ///< the highest number
    std::int64_t residents = 0;   ///< as many as have an address; counted by address
};

/// Used by one thread. Every call is one short read transaction.
class Reader {
  public:
    virtual ~Reader() = default;
    /// By `number > after`, oldest first.
    [[nodiscard]] virtual std::vector<ExportedAnswer> answers(const AnswerFilter& filter, AnswerId after,
                                                              int limit) = 0;
    [[nodiscard]] virtual std::vector<FeedMessage> feed(const dialogs::Address& address, std::int64_t after,
                                                        int limit) = 0;
    [[nodiscard]] virtual std::vector<ScriptRow> current_scripts() = 0;
    [[nodiscard]] virtual std::vector<ScriptRow> scripts_of_open_conversations() = 0;
    [[nodiscard]] virtual std::map<TallyKey, std::int64_t> tallies(const std::string& script) = 0;
    [[nodiscard]] virtual std::vector<MessageRow> messages_of(const PublicId& conversation) = 0;
    /// Of the conversations that began last, those that have an outcome; the latest to end comes last.
    [[nodiscard]] virtual std::vector<EndedConversation> outcomes(int limit) = 0;
    /// By number, oldest first.
    [[nodiscard]] virtual std::vector<ToldCase> cases(const CaseFilter& filter, int limit) = 0;
    [[nodiscard]] virtual std::vector<ProposalRow> proposals(const ProposalFilter& filter, int limit) = 0;
    [[nodiscard]] virtual std::vector<PoolRow> pools() = 0;
    /// The ledger by `number > after`.
    [[nodiscard]] virtual std::vector<ConsentRow> consents(std::int64_t after, int limit) = 0;
    [[nodiscard]] virtual std::optional<Instant> next_due_call() = 0;
    /// The last exchanges of a channel since then, the newest last.
    [[nodiscard]] virtual std::vector<ExchangeRow> exchanges(const std::string& channel, Instant since, int limit) = 0;
    [[nodiscard]] virtual StoreFigures figures(Instant now) = 0;
    /// The earliest moment at which a message of the channel is due; at which a timer of a conversation, or the rest of
    /// a long message, is waited for no longer.
    [[nodiscard]] virtual std::optional<Instant> next_due_message(const std::string& channel) = 0;
    [[nodiscard]] virtual std::optional<Instant> next_due_timer() = 0;
};

[[nodiscard]] dialogs::Result<std::unique_ptr<Reader>, StoreError> open_sqlite_reader(const std::string& path,
                                                                                      const Vault& vault);

}  // namespace storage
