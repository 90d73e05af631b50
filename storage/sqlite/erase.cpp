#include "storage/sqlite/erase.hpp"

#include <string>
#include <vector>

namespace storage {
namespace {

const std::string answers_of_resident =
    "WITH RECURSIVE chain (number) AS ("
    "SELECT last_answer FROM conversations WHERE resident = ? AND last_answer <> 0 "
    "UNION ALL SELECT previous FROM chain JOIN answers USING (number) WHERE previous <> 0) ";

const std::string messages_of_resident =
    "WITH RECURSIVE chain (id) AS ("
    "SELECT last_message FROM addresses WHERE resident = ? AND last_message <> 0 "
    "UNION ALL SELECT previous FROM chain JOIN messages USING (id) WHERE previous <> 0) ";

const std::string answers_of_conversation =
    "WITH RECURSIVE chain (number) AS ("
    "SELECT last_answer FROM conversations WHERE id = ? AND last_answer <> 0 "
    "UNION ALL SELECT previous FROM chain JOIN answers USING (number) WHERE previous <> 0) ";

/// They may have gone to any of the resident's addresses.
const std::string messages_told_in =
    "WITH RECURSIVE chain (id) AS ("
    "SELECT a.last_message FROM conversations AS c JOIN addresses AS a ON a.resident = c.resident "
    "WHERE c.id = ?1 AND c.resident <> 0 AND a.last_message <> 0 "
    "UNION ALL SELECT previous FROM chain JOIN messages USING (id) WHERE previous <> 0) ";

}  // namespace

SqliteErase::SqliteErase(SQLite::Database& db)
    : own_words_(db, answers_of_resident +
                         "SELECT number FROM chain JOIN answers USING (number) "
                         "WHERE NOT erased AND (free_text OR value = 'null') ORDER BY number"),
      mark_(db, "INSERT INTO answers (number, replaces, erased, free_text, conversation, resident, "
                "script, version, question, value, raw, comment, language, channel, kind, unit, at, "
                "previous, round) SELECT ?, number, 1, free_text, conversation, 0, script, version, question, "
                "'', '', NULL, language, channel, kind, unit, at, 0, round FROM answers WHERE number = ?"),
      scrub_answers_(db, answers_of_resident +
                             "UPDATE answers SET resident = 0, raw = '', comment = NULL, "
                             "erased = (erased OR free_text OR value = 'null'), "
                             "value = CASE WHEN erased OR free_text OR value = 'null' THEN '' "
                             "ELSE value END WHERE number IN (SELECT number FROM chain)"),
      drop_messages_(db, messages_of_resident +
                             "DELETE FROM messages WHERE id IN (SELECT id FROM chain)"),
      scrub_conversations_(db, "UPDATE conversations SET resident = 0, address = 0, state = '', "
                               "timers = '', latest = '', heard = '', wake_at = NULL, "
                               "outcome = CASE WHEN open THEN 'closed' ELSE outcome END, "
                               "ended_at = ifnull(ended_at, moved_at), open = 0 WHERE resident = ?"),
      scrub_invitations_(db, "UPDATE invitations SET resident = 0, address = 0, fields = '', "
                             "disposition = 'erased' WHERE resident = ?"),
      scrub_cases_(db, "UPDATE cases SET resident = 0, text = '', answer = '' WHERE resident = ?"),
      drop_seats_(db, "DELETE FROM seats WHERE resident = ?"),
      drop_calls_(db, "DELETE FROM calls WHERE resident = ?"),
      drop_proposals_(db, "DELETE FROM proposals WHERE resident = ? AND state <> 'accepted'"),
      scrub_proposals_(db, "UPDATE proposals SET resident = 0, conversation = 0 WHERE resident = ?"),
      scrub_consents_(db, "UPDATE consents SET resident = 0, salt = NULL, content = NULL WHERE resident = ?"),
      drop_parts_(db, "DELETE FROM parts WHERE address IN (SELECT id FROM addresses WHERE resident = ?)"),
      drop_addresses_(db, "DELETE FROM addresses WHERE resident = ?"),
      drop_resident_(db, "DELETE FROM residents WHERE id = ?"),
      forget_answers_(db, answers_of_conversation +
                              "UPDATE answers SET erased = 1, value = '', raw = '', comment = NULL "
                              "WHERE number IN (SELECT number FROM chain)"),
      move_answers_(db, answers_of_conversation +
                            "UPDATE answers SET resident = 0, conversation = ?2, "
                            "at = at - (((at - ?3) % 86400000) + 86400000) % 86400000 "
                            "WHERE number IN (SELECT number FROM chain)"),
      cut_proposals_(db, "UPDATE proposals SET resident = 0, conversation = 0 WHERE conversation = ?"),
      drop_words_(db, messages_told_in +
                          "UPDATE messages SET body = '' WHERE id IN (SELECT id FROM chain) "
                          "AND conversation = ?1 AND state >= 2"),
      drop_words_once_sent_(db, messages_told_in +
                                    "UPDATE messages SET forgotten = 1 WHERE id IN (SELECT id FROM chain) "
                                    "AND conversation = ?1 AND state < 2") {}

void SqliteErase::forget(ConversationId conversation) {
    forget_answers_.run(conversation);
    drop_words_.run(conversation);
    drop_words_once_sent_.run(conversation);
}

void SqliteErase::cut_loose(const CutLoose& cut) {
    move_answers_.run(cut.from, cut.to, cut.day);
    cut_proposals_.run(cut.from);
    drop_words_.run(cut.from);
    drop_words_once_sent_.run(cut.from);
}

void SqliteErase::run(ResidentId resident, IdSource& ids) {
    std::vector<AnswerId> own_words;
    for (auto found = own_words_.with(resident); found.next();)
        own_words.push_back(found.get<AnswerId>());
    for (const auto number : own_words)
        mark_.run(AnswerId{ids.next(IdSource::Kind::answer)}, number);
    scrub_answers_.run(resident);
    drop_messages_.run(resident);
    scrub_conversations_.run(resident);
    scrub_invitations_.run(resident);
    scrub_cases_.run(resident);
    for (auto* query : {&drop_seats_, &drop_calls_, &drop_proposals_, &scrub_proposals_, &scrub_consents_})
        query->run(resident);
    drop_parts_.run(resident);
    drop_addresses_.run(resident);
    drop_resident_.run(resident);
}

}  // namespace storage
