// Writing a batch's changes to SQLite: each changed row once.
#pragma once

#include "storage/loader.hpp"
#include "storage/sqlite/query.hpp"

namespace storage {

/// Used within a transaction. Rows and figures; not deduplication keys, nor erasure.
class SqliteWrite {
  public:
    explicit SqliteWrite(SQLite::Database& database);

    void run(const Changes& changes);

  private:
    void people(const WorkingSet& rows);
    void conversations(const Rows<ConversationRow>& rows);
    void messages(const Rows<MessageRow>& rows);
    void figures(const Changes& changes);
    void services(const Changes& changes);
    void channel_log(const Changes& changes);

    Query add_resident_, change_resident_;
    Query add_address_, change_address_;
    Query add_conversation_, change_conversation_, open_conversation_, wake_conversation_;
    Query add_message_, change_message_;
    Query add_answer_, tally_;
    Query add_invitation_, change_invitation_;
    Query add_case_, change_case_;
    Query retire_script_, publish_script_;
    Query set_rate_;
    Query keep_parts_, drop_parts_;
    Query log_, shorten_log_, drop_old_log_;
    Query suppress_, lift_suppression_;
};

}  // namespace storage
