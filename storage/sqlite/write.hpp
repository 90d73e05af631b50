// Writing a batch's changes to SQLite: each changed row once.
#pragma once

#include "storage/loader.hpp"
#include "storage/sqlite/query.hpp"

namespace storage {

/// Used within a transaction. Rows and figures; not deduplication keys, nor erasure.
class SqliteWrite {
  public:
    explicit SqliteWrite(SQLite::Database& database);

    /// True: words were dropped that must not stay in the log either.
    bool run(const Changes& changes);

  private:
    void people(const WorkingSet& rows);
    void conversations(const Rows<ConversationRow>& rows);
    void messages(const Rows<MessageRow>& rows);
    void figures(const Changes& changes);
    void services(const Changes& changes);
    void ledgers(const Changes& changes);
    void consents(const std::vector<ConsentRow>& entries);
    void channel_log(const Changes& changes);

    Query add_resident_, change_resident_;
    Query add_address_, change_address_;
    Query add_conversation_, change_conversation_, open_conversation_, wake_conversation_;
    Query add_message_, change_message_, drop_words_;
    Query add_answer_, tally_;
    Query add_invitation_, change_invitation_;
    Query add_case_, change_case_;
    Query add_seat_, change_seat_, set_pool_;
    Query add_proposal_, change_proposal_;
    Query add_call_, change_call_, drop_call_;
    Query last_digest_, add_consent_;
    Query retire_script_, publish_script_;
    Query set_rate_;
    Query keep_parts_, drop_parts_;
    Query log_, shorten_log_, drop_old_log_;
    Query suppress_, lift_suppression_;
    bool words_dropped_ = false;
};

}  // namespace storage
