// Answers as they are stored: append-only rows, and the tallies that move with them.
#pragma once

#include "bot/turns/decision.hpp"
#include "dialogs/conversation/effect.hpp"
#include "dialogs/script.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace bot {

/// Appends the answer; a later one to the same question replaces the earlier, in the tallies too. Words given to a
/// choice's `other` are an answer of their own, `NAME_text`.
void store_answer(Decision& decision, storage::ConversationRow& conversation, const dialogs::Script& script,
                  const dialogs::Answered& answer);

/// A reply that was never understood: no value, its raw text is the comment.
void store_unclear(Decision& decision, storage::ConversationRow& conversation, const dialogs::Unclear& reply);

/// The question's answer of that round no longer counts: a row with `erased`, and its tally goes.
void withdraw_answer(Decision& decision, storage::ConversationRow& conversation, const dialogs::Withdrawn& withdrawn);

/// Erases all of the conversation's answers: each that still held is withdrawn, and the stored ones lose what they were.
void forget_answers(Decision& decision, storage::ConversationRow& conversation);

/// Withdraws all answers of the conversation that still hold.
void withdraw_answers(Decision& decision, storage::ConversationRow& conversation);

/// From here on the conversation's answers are in the tallies, those it has given so far, too.
void count_answers(Decision& decision, storage::ConversationRow& conversation);

/// What a value counts as: `9`, `true`, `na`, a key; several keys are parted by newlines, and so are
/// statements with what is thought of each (`near=agree`). Empty: not tallied (free
/// text, numbers, dates: they have no few values to count).
[[nodiscard]] std::string tally_value(dialogs::QuestionType type, const dialogs::Value& value);

/// Every value that a LatestAnswer is tallied under, one by one.
template <class Visit>
void for_each_counted(std::string_view values, const Visit& visit) {
    while (!values.empty()) {
        const auto end = std::min(values.find('\n'), values.size());
        visit(std::string(values.substr(0, end)));
        values.remove_prefix(std::min(end + 1, values.size()));
    }
}

}  // namespace bot
