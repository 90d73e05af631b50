// Loading a batch's rows from SQLite: by the keys that commands name, and what hangs on them.
#pragma once

#include "storage/loader.hpp"
#include "storage/sqlite/query.hpp"
#include "storage/sqlite/seen_keys.hpp"

namespace storage {

/// Used within a transaction.
class SqliteLoad {
  public:
    explicit SqliteLoad(SQLite::Database& database);

    void run(const Keys& keys, const SeenKeys& seen, Loader loader);

  private:
    struct Pass;  // one run

    Query suppressed_;
    Query person_, addresses_of_;
    Query resident_;
    Query conversation_, conversations_of_, waking_;
    Query message_, message_by_public_id_, message_by_provider_id_, waiting_, due_messages_,
        bulk_queues_, waiting_instead_;
    Query invitation_;
    Query current_script_, script_;
    Query rate_;
    Query pool_, seats_of_, queue_;
    Query case_, cases_of_;
    Query proposal_, proposals_of_, accepted_;
    Query call_, due_calls_;
    Query parts_, due_parts_;
    Query sums_;
};

}  // namespace storage
