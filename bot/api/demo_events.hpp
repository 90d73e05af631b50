// What the demo page shows of the store: answers and outcomes, each as it is committed.
#pragma once

#include "bot/api/event_feed.hpp"
#include "bot/service/live_answers.hpp"
#include "bot/service/reading_thread.hpp"

#include <set>
#include <utility>

namespace bot {

/// As many rows as the page shows.
inline constexpr int demo_rows = 200;

/// The answers from one number on, which is the event's id, and the outcomes of the newest conversations, in the order
/// in which they came. Outcomes have no id: a reader who comes again gets them again, and knows them by their
/// conversation.
class DemoEvents final : public EventFeed {
  public:
    DemoEvents(ReadingThread& reading, LiveAnswers& live, storage::AnswerId after)
        : reading_(reading), watcher_(live), after_(after) {}

  private:
    http::awaitable<std::string> read() override;
    http::awaitable<void> wait(Signal::Moment until) override { return watcher_.wait(until); }
    [[nodiscard]] bool is_stopping() const override { return watcher_.is_stopping(); }

    ReadingThread& reading_;
    LiveAnswers::Watcher watcher_;
    storage::AnswerId after_;
    std::set<std::pair<storage::PublicId, std::string>> told_;  ///< conversations and outcomes
};

}  // namespace bot
