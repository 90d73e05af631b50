// Who is reading which feed right now: woken when it grows.
#pragma once

#include "bot/service/signal.hpp"
#include "bot/turns/notices.hpp"

#include <boost/asio/io_context.hpp>

#include <deque>
#include <map>
#include <string>
#include <utility>

namespace bot {

class FeedHub {
  public:
    explicit FeedHub(boost::asio::io_context& loop) : loop_(loop) {}

    /// A reader of one address's feed, from its making to its end.
    class Listener {
      public:
        Listener(FeedHub& hub, const dialogs::Address& address);
        ~Listener();
        Listener(const Listener&) = delete;
        Listener& operator=(const Listener&) = delete;

        /// Until the feed has grown, the service stops, or the time has come. What grew before it is called counts.
        [[nodiscard]] boost::asio::awaitable<void> wait(Signal::Moment until);
        [[nodiscard]] bool is_stopping() const { return hub_.stopping_; }
        [[nodiscard]] std::deque<dialogs::Message> take_partings() { return std::exchange(partings_, {}); }

      private:
        friend class FeedHub;
        FeedHub& hub_;
        Signal grew_;
        bool has_grown_ = false;
        std::deque<dialogs::Message> partings_;
        std::multimap<std::string, Listener*>::iterator place_;
    };

    void grew(const dialogs::Address& address);
    /// A last word: only to those who read now.
    void say_goodbye(const Parting& parting);
    /// All feeds end.
    void stop();

    [[nodiscard]] std::size_t listeners() const { return listeners_.size(); }

  private:
    template <class Do>
    void for_each(const dialogs::Address& address, Do&& what);

    boost::asio::io_context& loop_;
    std::multimap<std::string, Listener*> listeners_;
    bool stopping_ = false;
};

}  // namespace bot
