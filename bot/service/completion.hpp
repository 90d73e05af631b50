// What another thread calls when it is done, and the awaitable that waits for it.
#pragma once

#include "bot/service/mailbox.hpp"

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <memory>
#include <optional>
#include <utility>

namespace bot {

/// Resumes a waiting coroutine on the loop with a value. To be called exactly once, at shutdown as well; move-only.
template <class T>
class Completion {
  public:
    using Handler = boost::asio::any_completion_handler<void(T)>;

    Completion(Mailbox& mailbox, Handler handler)
        : mailbox_(&mailbox), waiting_(std::make_unique<Waiting>(mailbox.loop(), std::move(handler))) {}

    /// Any thread.
    void operator()(T value) && {
        waiting_->value.emplace(std::move(value));
        mailbox_->put(std::move(waiting_));
    }

  private:
    struct Waiting final : Mailbox::Parcel {
        Waiting(boost::asio::io_context& loop, Handler waiting_handler)
            : handler(std::move(waiting_handler)), work(loop.get_executor()) {}
        void open() override { std::move(handler)(std::move(*value)); }
        Handler handler;
        boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work;
        std::optional<T> value;
    };
    Mailbox* mailbox_;
    std::unique_ptr<Waiting> waiting_;
};

namespace detail {

/// A named functor: a capturing lambda inside a co_await expression is destroyed twice by g++ 12.
template <class T, class Start>
struct Initiate {
    Mailbox* mailbox;
    Start start;
    template <class Handler>
    void operator()(Handler&& handler) {
        start(Completion<T>(*mailbox, typename Completion<T>::Handler(std::forward<Handler>(handler))));
    }
};

}  // namespace detail

/// Calls `start(Completion<T>)` and waits until that completion is called.
template <class T, class Start>
[[nodiscard]] boost::asio::awaitable<T> completed_by(Mailbox& mailbox, Start start) {
    return boost::asio::async_initiate<const boost::asio::use_awaitable_t<>&, void(T)>(
        detail::Initiate<T, Start>{&mailbox, std::move(start)}, boost::asio::use_awaitable);
}

}  // namespace bot
