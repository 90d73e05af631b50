// A text in several messages (`join: true`): each is taken without a word, until one says OK or ten minutes have
// passed in silence.
#include "dialogs/conversation/turn.hpp"
#include "dialogs/understanding/masking.hpp"
#include "dialogs/understanding/words.hpp"

#include <string_view>
#include <utility>

namespace dialogs {
namespace {

Reading text_read(const std::string& text) { return {.kind = Reading::Kind::value, .value = text}; }

/// OK before anything was written: the old answer stands; the question is left, where that is allowed.
void end_without_text(Turn& turn, const OpenAsk& open, const std::string& text) {
    const auto given = turn.state.given.find(open.question->name);
    if (given != turn.state.given.end() && given->second.kind == Given::Kind::answered)
        return settle_open(turn, *open.question, {.kind = Reading::Kind::value, .value = given->second.value}, text);
    if (open.question->optional) return skip_open(turn, *open.question);
    not_understood(turn, *open.question, text,
                   reprompt_message(turn, *open.question, *open.asked, turn.state.open, Reading{}));
}

int masks_in(std::string_view text) {
    auto count = 0;
    for (auto at = text.find(mask); at != std::string_view::npos; at = text.find(mask, at + mask.size()))
        ++count;
    return count;
}

/// Both without what would name a person; also where that begins in the one and ends in the other.
std::string masked_together(const std::string& so_far, const std::string& part) {
    auto apart = masked(so_far + '\n' + part);
    auto across = masked(so_far + ' ' + part);
    return masks_in(across) > masks_in(apart) ? across : apart;
}

}  // namespace

bool is_joining(const Turn& turn) {
    const auto open = open_ask(turn);
    return open && open.question->join && !open.asked->joined.empty();
}

void take_part(Turn& turn, const OpenAsk& open, const AnswerReader& reader, const std::string& text) {
    const auto& question = *open.question;
    const auto& so_far = open.asked->joined;
    if (says_only(words_of_script(turn), text, Role::done))
        return so_far.empty() ? end_without_text(turn, open, text) : settle_joined(turn);
    auto reading = reader.read(text);
    const bool is_way_out = std::holds_alternative<NotApplicable>(reading.value);
    if (is_way_out && so_far.empty()) return settle_open(turn, question, reading, text);
    if (reading.kind == Reading::Kind::value && !so_far.empty()) reading = reader.read(masked_together(so_far, text));
    const auto* whole = std::get_if<std::string>(&reading.value);
    if (reading.kind != Reading::Kind::value || whole == nullptr) {
        auto reprompt = reprompt_message(turn, question, *open.asked, turn.state.open, reading);
        return not_understood(turn, question, text, std::move(reprompt));
    }
    asked_now(turn).joined = masked(*whole);
    if (turn.state.phase == Conversation::Phase::ended) settle_joined(turn);  // late: no clock runs any more
}

void settle_joined(Turn& turn) {
    const auto text = std::exchange(asked_now(turn).joined, {});
    settle_open(turn, *open_ask(turn).question, text_read(text), text);
}

void keep_joined(Turn& turn) {
    if (!is_joining(turn)) return;
    const auto open = open_ask(turn);
    const auto given = turn.state.given.find(open.question->name);
    const bool is_kept = given != turn.state.given.end() && given->second.value == Value(open.asked->joined);
    if (!is_kept) record(turn, *open.question, text_read(open.asked->joined), open.asked->joined);
}

std::string take_joined_before(Turn& turn, const std::string& question, const std::string& round) {
    std::string joined;
    for (auto& asked : turn.state.asked) {
        if (asked.question == question && asked.round == round && !asked.joined.empty())
            joined = std::exchange(asked.joined, {});
    }
    return joined;
}

void wait_for_silence(Turn& turn) {
    if (turn.state.phase != Conversation::Phase::running || !is_joining(turn)) return;
    turn.emit(SetTimer{
        .kind = SetTimer::Kind::join_silence, .question = turn.state.open, .after = silence_that_ends_a_text});
}

}  // namespace dialogs
