// Answers as they are stored, and the tallies that move with them.
#include "bot/turns/answers.hpp"

#include "bot/turns/local_time.hpp"
#include "bot/turns/opinions.hpp"
#include "dialogs/json_writer.hpp"


namespace bot {

using dialogs::QuestionType;

namespace {

std::string json_text(const dialogs::Value& value) {
    dialogs::JsonWriter to;
    to.value(value);
    return to.take();
}

void move_tallies(Decision& decision, const storage::ConversationRow& conversation, const std::string& question,
                  const storage::LatestAnswer& answer, int difference) {
    if (!conversation.counts) return;
    const StatementsQuestion named(conversation.script, question);
    const bool are_opinions = decision.world.shelf().opinions().knows(named);
    for_each_counted(answer.tally_value, [&](std::string value) {
        if (are_opinions) decision.notices.opinions.push_back({named, value, difference});
        decision.rows.tally({.script = conversation.script,
                             .question = question,
                             .value = std::move(value),
                             .day = answer.day,
                             .language = answer.language,
                             .kind = answer.kind,
                             .unit = conversation.unit},
                            difference);
    });
}

/// `age[2]`: each round has an answer of its own.
std::string in_round(const std::string& question, const std::string& round) {
    return round.empty() ? question : question + '[' + round + ']';
}

/// A question and its round, as `in_round` has named them.
std::pair<std::string, std::string> parted(const std::string& named) {
    const auto bracket = named.find('[');
    if (bracket == std::string::npos) return {named, {}};
    return {named.substr(0, bracket), named.substr(bracket + 1, named.size() - bracket - 2)};
}

/// The earlier answer, which no longer counts; nothing where there was none.
std::optional<storage::LatestAnswer> take_latest(Decision& decision, storage::ConversationRow& conversation,
                                                 const std::string& question, const std::string& round) {
    const auto found = conversation.latest.find(in_round(question, round));
    if (found == conversation.latest.end()) return std::nullopt;
    const auto earlier = found->second;
    conversation.latest.erase(found);
    move_tallies(decision, conversation, question, earlier, -1);
    return earlier;
}

/// Answers that will be cut loose from their resident never hang on them.
storage::ResidentId resident_of(const Decision& decision, const storage::ConversationRow& conversation) {
    const auto* script = decision.world.shelf().find(conversation.script, conversation.version);
    return script != nullptr && script->anonymous ? storage::ResidentId{} : conversation.resident;
}

storage::AnswerRow row_of(const Decision& decision, const storage::ConversationRow& conversation,
                          const std::string& question) {
    return {.conversation = conversation.id,
            .resident = resident_of(decision, conversation),
            .script = conversation.script,
            .version = conversation.version,
            .question = question,
            .language = conversation.language,
            .channel = conversation.channel,
            .kind = conversation.kind,
            .unit = conversation.unit,
            .at = decision.now};
}

void append(Decision& decision, storage::ConversationRow& conversation, storage::AnswerRow row, std::string counted) {
    const auto question = row.question;
    const auto key = in_round(question, row.round);
    if (const auto earlier = take_latest(decision, conversation, question, row.round)) row.replaces = earlier->number;
    storage::LatestAnswer latest{.tally_value = std::move(counted),
                                 .day = to_iso(decision.today),
                                 .language = row.language,
                                 .kind = row.kind};
    auto told = row;
    latest.number = told.number = decision.rows.append(std::move(row));
    move_tallies(decision, conversation, question, latest, +1);
    conversation.latest.insert_or_assign(key, std::move(latest));

    const auto* resident = decision.rows.residents.find(told.resident);
    decision.notices.answers.push_back({.answer = std::move(told),
                                        .conversation = conversation.public_id,
                                        .resident = resident == nullptr ? "" : resident->public_id});
}

void withdraw_latest(Decision& decision, storage::ConversationRow& conversation, const std::string& question,
                     const std::string& round) {
    const auto earlier = take_latest(decision, conversation, question, round);
    if (!earlier) return;
    auto row = row_of(decision, conversation, question);
    row.replaces = earlier->number;
    row.round = round;
    row.erased = true;
    decision.rows.append(std::move(row));
}

}  // namespace

void store_answer(Decision& decision, storage::ConversationRow& conversation, const dialogs::Script& script,
                  const dialogs::Answered& answer) {
    const auto* question = script.question(answer.question);
    const auto type = question == nullptr ? QuestionType::text : question->type;
    auto row = row_of(decision, conversation, answer.question);
    row.value = json_text(answer.value);
    row.raw = answer.raw;
    row.comment = answer.comment;
    row.language = answer.language;
    row.free_text = type == QuestionType::text;
    row.round = answer.round;
    append(decision, conversation, std::move(row), tally_value(type, answer.value));

    if (answer.other_text.empty()) return;
    auto words = row_of(decision, conversation, answer.question + "_text");
    words.value = json_text(answer.other_text);
    words.raw = answer.raw;
    words.language = answer.language;
    words.free_text = true;
    words.round = answer.round;
    append(decision, conversation, std::move(words), {});
}

void store_unclear(Decision& decision, storage::ConversationRow& conversation, const dialogs::Unclear& reply) {
    auto row = row_of(decision, conversation, reply.question);
    row.value = "null";
    row.raw = reply.raw;
    row.comment = reply.raw;
    row.round = reply.round;
    row.language = reply.language;
    append(decision, conversation, std::move(row), {});
}

void withdraw_answer(Decision& decision, storage::ConversationRow& conversation, const dialogs::Withdrawn& withdrawn) {
    for (const auto& name : {withdrawn.question, withdrawn.question + "_text"})
        withdraw_latest(decision, conversation, name, withdrawn.round);
}

void withdraw_answers(Decision& decision, storage::ConversationRow& conversation) {
    const auto latest = conversation.latest;
    for (const auto& [named, answer] : latest) {
        const auto [question, round] = parted(named);
        withdraw_latest(decision, conversation, question, round);
    }
}

void forget_answers(Decision& decision, storage::ConversationRow& conversation) {
    decision.rows.forget(conversation.id);
    withdraw_answers(decision, conversation);
    conversation.heard.clear();
}

void count_answers(Decision& decision, storage::ConversationRow& conversation) {
    if (conversation.counts) return;
    conversation.counts = true;
    for (const auto& [named, answer] : conversation.latest)
        move_tallies(decision, conversation, parted(named).first, answer, +1);
}

std::string tally_value(QuestionType type, const dialogs::Value& value) {
    if (std::holds_alternative<dialogs::NotApplicable>(value)) return "na";
    switch (type) {
        case QuestionType::nps:
        case QuestionType::scale:
        case QuestionType::smiley:
        case QuestionType::yes_no:
            return std::holds_alternative<dialogs::Unanswered>(value) ? "" : json_text(value);
        case QuestionType::choice:
        case QuestionType::language:
        case QuestionType::place: {
            const auto* key = std::get_if<std::string>(&value);
            return key == nullptr ? "" : *key;
        }
        case QuestionType::choices: {
            std::string keys;
            const auto* chosen = std::get_if<std::vector<std::string>>(&value);
            if (chosen == nullptr) return keys;
            for (const auto& key : *chosen) keys += (keys.empty() ? "" : "\n") + key;
            return keys;
        }
        case QuestionType::statements: {
            std::string tallies;
            const auto* opinions = std::get_if<std::map<std::string, std::string>>(&value);
            if (opinions == nullptr) return tallies;
            for (const auto& [statement, opinion] : *opinions)
                tallies += (tallies.empty() ? "" : "\n") + opinion_tally(statement, opinion);
            return tallies;
        }
        default: return {};
    }
}

}  // namespace bot
