// A stream of server-sent events that follows what grows: what there is, and then each as it is committed.
#pragma once

#include "bot/http/event_stream.hpp"
#include "bot/service/signal.hpp"

#include <optional>
#include <string>

namespace bot {

/// Reads, sends, and waits for more; a comment now and then keeps an idle connection alive. Ends when the service does.
class EventFeed : public http::BodySource {
  public:
    http::awaitable<std::optional<std::string>> next() final;

  private:
    /// The events since the last call; empty: none yet.
    virtual http::awaitable<std::string> read() = 0;
    /// Until there may be more, the service stops, or the time has come. What grew since the last call counts.
    virtual http::awaitable<void> wait(Signal::Moment until) = 0;
    [[nodiscard]] virtual bool is_stopping() const = 0;

    bool is_fresh_ = true;
};

}  // namespace bot
