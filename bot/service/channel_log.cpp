#include "bot/service/channel_log.hpp"

#include "bot/turns/commands.hpp"

#include <algorithm>

namespace bot {
namespace {

using Moment = Signal::Moment;

constexpr auto gathered_for = std::chrono::seconds(1);
constexpr auto old_ones_dropped_every = std::chrono::hours(1);

}  // namespace

ChannelLog::ChannelLog(Context& context, Desk& desk) : context_(context), desk_(desk), changed_(context.loop) {}

void ChannelLog::start() { context_.tasks.spawn("channel_log", run()); }

void ChannelLog::stop() {
    stopping_ = true;
    changed_.notify_all();
}

void ChannelLog::add(const std::string& channel, Exchange exchange) {
    const bool is_first = gathered_.empty();
    auto& gathered = gathered_[channel];
    auto& kept = exchange.is_well ? gathered.well : gathered.wrong;
    kept.push_back(std::move(exchange));
    if (kept.size() > exchanges_a_second) {
        kept.pop_front();
        ++gathered.left_out;
    }
    if (is_first) changed_.notify_all();
}

boost::asio::awaitable<void> ChannelLog::run() {
    co_await store();  // what has become too old while nobody was there
    while (!stopping_) {
        const auto next_drop = Moment::clock::now() + old_ones_dropped_every;
        while (!stopping_ && gathered_.empty() && Moment::clock::now() < next_drop) co_await changed_.wait(next_drop);
        const auto until = Moment::clock::now() + gathered_for;
        while (!stopping_ && Moment::clock::now() < until) co_await changed_.wait(until);
        co_await store();
    }
    if (!gathered_.empty()) co_await store();
}

boost::asio::awaitable<void> ChannelLog::store() {
    auto rows = take_rows();
    // Where the store is in trouble the log is the least of it: what was gathered is let go.
    (void)co_await desk_.run<KeepExchanges>(storage::Lane::results, std::move(rows), context_.clock.now());
}

std::vector<storage::ExchangeRow> ChannelLog::take_rows() {
    std::vector<storage::ExchangeRow> rows;
    for (const auto& [channel, gathered] : gathered_) {
        const auto first = rows.size();
        for (const auto* kept : {&gathered.well, &gathered.wrong})
            for (const auto& exchange : *kept) rows.push_back(row_of(channel, exchange));
        const auto begin = rows.begin() + static_cast<std::ptrdiff_t>(first);
        std::stable_sort(begin, rows.end(), [](const auto& one, const auto& other) { return one.at < other.at; });
        rows[first].left_out = gathered.left_out;
    }
    gathered_.clear();
    return rows;
}

storage::ExchangeRow ChannelLog::row_of(const std::string& channel, const Exchange& exchange) const {
    const auto& redactor = context_.log.redactor();
    const auto& values = exchange.private_values;
    return {.channel = channel,
            .at = exchange.at,
            .direction = exchange.direction,
            .request = redactor.clean(exchange.method + " " + redacted_target(exchange.target, values)),
            .status = exchange.status,
            .took_ms = exchange.took.count(),
            .asked = redactor.clean(redacted_request(exchange.asked, values)),
            .answered = redactor.clean(redacted_answer(exchange.answered, values))};
}

}  // namespace bot
