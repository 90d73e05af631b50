// The log of what is said to providers and by them: gathered for a second, redacted, stored beside the turns.
#pragma once

#include "bot/observe/exchange_redactor.hpp"
#include "bot/service/context.hpp"
#include "bot/service/desk.hpp"

#include <deque>
#include <map>
#include <string>

namespace bot {

/// An exchange as it was: held in memory for a second, and never stored so.
struct Exchange {
    storage::ExchangeRow::Direction direction = storage::ExchangeRow::Direction::asked;
    storage::Instant at{};
    std::string method;
    std::string target;    ///< the whole address where we asked
    std::string asked;     ///< the bodies
    std::string answered;
    int status = 0;
    std::chrono::milliseconds took{0};
    bool is_well = true;   ///< what went wrong is kept rather than what went well
    PrivateValues private_values;
};

/// What a channel may add in a second, of what went well and of what went wrong each: the newest. More is counted.
inline constexpr std::size_t exchanges_a_second = 50;

/// Loop thread only.
class ChannelLog {
  public:
    ChannelLog(Context& context, Desk& desk);

    void start();
    /// Stores what there is, and ends.
    void stop();

    void add(const std::string& channel, Exchange exchange);

  private:
    struct Gathered {
        std::deque<Exchange> well, wrong;
        int left_out = 0;
    };

    boost::asio::awaitable<void> run();
    boost::asio::awaitable<void> store();
    [[nodiscard]] std::vector<storage::ExchangeRow> take_rows();
    [[nodiscard]] storage::ExchangeRow row_of(const std::string& channel, const Exchange& exchange) const;

    Context& context_;
    Desk& desk_;
    std::map<std::string, Gathered> gathered_;
    Signal changed_;
    bool stopping_ = false;
};

}  // namespace bot
