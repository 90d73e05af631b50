// Erasure in SQLite: what was not in memory, found by the resident and along the chains.
#pragma once

#include "storage/loader.hpp"
#include "storage/sqlite/query.hpp"

namespace storage {

/// Used within a transaction, before the batch's rows are written.
class SqliteErase {
  public:
    explicit SqliteErase(SQLite::Database& database);

    /// What stays: coded answers without pseudonym, and a mark for each answer in the resident's own words, with a
    /// new number, so that those who have read the answer learn of it.
    void run(ResidentId resident, IdSource& ids);

    /// The conversation's answers lose what they were; its messages their words, now or once they are sent.
    void forget(ConversationId conversation);

    /// The conversation's answers move to another, which is linked to nobody.
    void cut_loose(const CutLoose& cut);

  private:
    Query own_words_, mark_, scrub_answers_;
    Query drop_messages_;
    Query scrub_conversations_, scrub_invitations_, scrub_cases_;
    Query drop_seats_, drop_calls_, drop_proposals_, scrub_proposals_, scrub_consents_;
    Query drop_parts_, drop_addresses_, drop_resident_;
    Query forget_answers_, move_answers_, cut_proposals_, drop_words_, drop_words_once_sent_;
};

}  // namespace storage
