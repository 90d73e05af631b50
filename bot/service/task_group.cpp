#include "bot/service/task_group.hpp"

#include "bot/service/as_result.hpp"

#include <boost/asio/co_spawn.hpp>

#include <exception>

namespace bot {
namespace {

std::string what_of(const std::exception_ptr& thrown) {
    try {
        std::rethrow_exception(thrown);
    } catch (const std::exception& error) {
        return error.what();
    }
}

}  // namespace

TaskGroup::TaskGroup(boost::asio::io_context& loop, Log& log) : loop_(loop), log_(log), emptied_(loop) {}

void TaskGroup::spawn(std::string_view name, boost::asio::awaitable<void> task) {
    ++running_;
    auto ended = [this, name](const std::exception_ptr& thrown) {
        --running_;
        if (thrown) log_.error("task.failed", {{"task", name}, {"reason", what_of(thrown)}});
        if (running_ == 0) emptied_.cancel();
    };
    boost::asio::co_spawn(loop_, std::move(task), std::move(ended));
}

boost::asio::awaitable<bool> TaskGroup::wait(std::chrono::steady_clock::time_point until) {
    emptied_.expires_at(until);
    while (running_ > 0 && std::chrono::steady_clock::now() < until)
        (void)co_await emptied_.async_wait(as_result);
    co_return running_ == 0;
}

}  // namespace bot
