// What the parts of the service share.
#pragma once

#include "bot/clock.hpp"
#include "bot/observe/log.hpp"
#include "bot/observe/metrics.hpp"
#include "bot/service/mailbox.hpp"
#include "bot/service/signal.hpp"
#include "bot/service/task_group.hpp"

#include <boost/asio/io_context.hpp>

namespace bot {

/// All of it outlives the parts.
struct Context {
    boost::asio::io_context& loop;
    const Clock& clock;
    Log& log;
    Metrics& metrics;
    TaskGroup& tasks;
    Mailbox& mailbox;

    /// When to wake up for an instant of the clock.
    [[nodiscard]] Signal::Moment moment_of(dialogs::Instant at) const {
        const auto now = std::chrono::steady_clock::now();
        constexpr auto far = std::chrono::hours(24);  // looked at again then; an Instant's maximum must not overflow
        const auto ahead = at - clock.now();
        return now + (ahead > far ? dialogs::Span(far) : ahead);
    }
};

}  // namespace bot
