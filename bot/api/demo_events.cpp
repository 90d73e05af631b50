#include "bot/api/demo_events.hpp"

#include "bot/api/answer_rows.hpp"
#include "bot/api/instants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace bot {
namespace {

struct Timed {
    storage::Instant at{};
    std::string event;
};

std::string outcome_json(const storage::EndedConversation& ended) {
    return fmt::format(
        R"({{"outcome":{},"conversation":{},"script":{},"language":{},"channel":{},"kind":{},"at":"{}"}})",
        json_string(ended.outcome), json_string(ended.conversation), json_string(ended.script),
        json_string(ended.language), json_string(ended.channel), json_string(ended.kind), to_rfc3339(ended.at));
}

}  // namespace

http::awaitable<std::string> DemoEvents::read() {
    auto read = [after = after_](storage::Reader& reader) {
        return std::pair(reader.answers({}, after, demo_rows), reader.outcomes(demo_rows));
    };
    const auto [answers, outcomes] = co_await reading_.run(std::move(read));
    std::vector<Timed> events;
    for (const auto& row : answers)
        events.push_back({row.answer.at, http::event(answer_json(row), std::to_string(row.answer.number.value))});
    for (const auto& ended : outcomes)
        if (told_.emplace(ended.conversation, ended.outcome).second)
            events.push_back({ended.at, http::event(outcome_json(ended))});
    if (!answers.empty()) after_ = answers.back().answer.number;
    // An answer and the end that it led to have one moment: the answer comes first.
    std::stable_sort(events.begin(), events.end(), [](const Timed& a, const Timed& b) { return a.at < b.at; });
    std::string text;
    for (const auto& [at, event] : events) text += event;
    co_return text;
}

}  // namespace bot
