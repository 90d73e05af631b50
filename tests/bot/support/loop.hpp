// Running coroutines in tests: on a loop of the test's own, failures and exceptions on the test's thread.
#pragma once

#include "bot/clock.hpp"
#include "bot/observe/log.hpp"
#include "bot/service/mailbox.hpp"
#include "bot/service/task_group.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <mutex>
#include <string>
#include <vector>

/// A clock that stands until it is moved.
class FakeClock final : public bot::Clock {
  public:
    [[nodiscard]] dialogs::Instant now() const override { return now_; }
    void advance(dialogs::Span by) { now_ += by; }

  private:
    dialogs::Instant now_{std::chrono::sys_days{std::chrono::year{2026} / 11 / 21} + std::chrono::hours(10)};
};

/// A loop with what everything on it needs, and the log it wrote.
struct TestLoop {
    boost::asio::io_context io{1};
    std::mutex lines_mutex;
    std::vector<std::string> lines;
    bot::Log log{bot::LogLevel::debug, [this](bot::LogLevel, const std::string& line) {
                     const std::lock_guard lock(lines_mutex);
                     lines.push_back(line);
                 }};
    bot::TaskGroup tasks{io, log};
    bot::Mailbox mailbox{io};

    /// Runs the loop until the coroutine has ended, and rethrows what it threw. At most 20 seconds.
    template <class T>
    T run(boost::asio::awaitable<T> task) {
        std::optional<T> result;
        std::exception_ptr thrown;
        bool ended = false;
        auto on_end = [&](const std::exception_ptr& exception, T value) {
            thrown = exception;
            result.emplace(std::move(value));
            ended = true;
        };
        boost::asio::co_spawn(io, std::move(task), std::move(on_end));
        io.restart();
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (!ended && std::chrono::steady_clock::now() < until) io.run_one_until(until);
        io.poll();  // an ended coroutine's frame is destroyed by a handler of its own
        if (thrown) std::rethrow_exception(thrown);
        if (!ended) throw std::runtime_error("the coroutine did not end in time");
        return std::move(*result);
    }

    [[nodiscard]] bool logged(std::string_view part) {
        const std::lock_guard lock(lines_mutex);
        return std::any_of(lines.begin(), lines.end(),
                           [&](const auto& line) { return line.find(part) != std::string::npos; });
    }
};
