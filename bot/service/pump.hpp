// Sends one channel's outbox: claims what is due, composes, asks the provider, tells the desk what became of it.
#pragma once

#include "bot/config/service_config.hpp"
#include "bot/http/client.hpp"
#include "bot/outbox/circuit_breaker.hpp"
#include "bot/service/channel_log.hpp"
#include "bot/service/context.hpp"
#include "bot/service/desk.hpp"
#include "bot/service/reading_thread.hpp"
#include "bot/turns/commands.hpp"

#include <set>
#include <string>
#include <vector>

namespace bot {

/// Sleeps until a notice says that something is due, a request has ended, or the earliest message waits no longer.
/// While the channel's breaker is open nothing is claimed but a probe now and then.
/// Nothing is sent that has not been claimed; what was claimed is told the desk, however often the store must be asked.
class Pump {
  public:
    /// `node` names this process in its claims. Everything outlives the pump, and the pump its tasks.
    Pump(Context& context, Desk& desk, ReadingThread& reading, http::Client& client, const ChannelOptions& channel,
         ChannelLog& channel_log, std::string node);

    void start();

    /// Something is due then.
    void due(storage::Instant at);

    /// A last word to one who was erased: sent once, and not kept.
    void say_goodbye(const Parting& parting);

    /// Claims nothing more, and gives back what it has claimed and not begun.
    void stop();

    /// Ends the attempts to tell a store that does not answer: claims run out by themselves.
    void give_up() { given_up_ = true; changed_.notify_all(); }

    [[nodiscard]] std::size_t open_requests() const { return open_.size(); }
    [[nodiscard]] CircuitBreaker::State breaker_state() const { return breaker_.state(context_.clock.now()); }

  private:
    using Requests = std::vector<channels::HttpRequest>;
    enum class Keeps { answer, no_answer };  ///< in the channel's log

    boost::asio::awaitable<void> run();
    boost::asio::awaitable<void> claim(int slots);
    boost::asio::awaitable<void> look_ahead();
    boost::asio::awaitable<void> renew();
    boost::asio::awaitable<void> release(std::vector<storage::MessageId> messages);
    boost::asio::awaitable<void> send(ClaimedMessage message, int period);
    boost::asio::awaitable<SendOutcome> attempt(ClaimedMessage& message, int period);
    boost::asio::awaitable<channels::Result<Requests, channels::SendFailure>> requests_for(channels::Outgoing& message);
    boost::asio::awaitable<void> report(storage::MessageId message, SendOutcome outcome);
    boost::asio::awaitable<channels::HttpResponse> ask(channels::HttpRequest request,
                                                       const channels::Outgoing& message, Keeps keeps);
    boost::asio::awaitable<void> send_once(channels::Outgoing message);
    void count(const SendOutcome& outcome, Signal::Moment began);
    void tell_breaker(const channels::SendFailure* failure, int period);

    Context& context_;
    Desk& desk_;
    ReadingThread& reading_;
    http::Client& client_;
    const ChannelOptions& channel_;
    ChannelLog& channel_log_;
    std::string node_;
    Histogram& durations_;
    Counter& sent_;
    CircuitBreaker breaker_;
    Signal changed_;
    std::set<storage::MessageId> open_;
    storage::Instant next_due_{};
    bool has_later_ = true;  ///< something waits for a later moment, which only the store knows
    bool renewing_ = false;
    bool stopping_ = false;
    bool given_up_ = false;
};

}  // namespace bot
