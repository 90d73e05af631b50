#include "bot/service/pump.hpp"

#include "bot/outbox/outbox_entry.hpp"

#include <algorithm>

namespace bot {
namespace {

using storage::Instant;
using storage::Lane;

constexpr auto store_pause = std::chrono::seconds(1);   // what the store itself waits after trouble
constexpr auto blocked_pause = std::chrono::seconds(1); // what is due but held by an earlier message of its address
constexpr auto renew_every = std::chrono::seconds(20);  // a claim holds for 60 s

MetricLabels labels(const std::string& channel) { return {{"channel", channel}}; }

}  // namespace

Pump::Pump(Context& context, Desk& desk, ReadingThread& reading, http::Client& client, const ChannelOptions& channel,
           ChannelLog& channel_log, std::string node)
    : context_(context),
      desk_(desk),
      reading_(reading),
      client_(client),
      channel_(channel),
      channel_log_(channel_log),
      node_(std::move(node)),
      durations_(context.metrics.histogram("kuulolla_send_seconds", "From a claim to the provider's answer",
                                           labels(channel.name))),
      sent_(context.metrics.counter("kuulolla_outbox_sent_total", "Messages that a provider took",
                                    labels(channel.name))),
      changed_(context.loop) {}

void Pump::start() { context_.tasks.spawn("pump", run()); }

void Pump::due(Instant at) {
    has_later_ = has_later_ || at > context_.clock.now();
    if (at >= next_due_) return;
    next_due_ = at;
    changed_.notify_all();
}

void Pump::stop() {
    stopping_ = true;
    changed_.notify_all();
}

boost::asio::awaitable<void> Pump::run() {
    while (!stopping_) {
        const auto now = context_.clock.now();
        const int slots = channel_.open_requests - static_cast<int>(open_.size());
        const auto admission = breaker_.admit(slots, now);
        if (slots <= 0) {
            co_await changed_.wait();
        } else if (next_due_ > now) {
            co_await changed_.wait(context_.moment_of(next_due_));
        } else if (admission.messages > 0) {
            co_await claim(admission.messages);
        } else if (admission.again) {
            co_await changed_.wait(context_.moment_of(*admission.again));
        } else {
            co_await changed_.wait();
        }
    }
}

boost::asio::awaitable<void> Pump::claim(int slots) {
    next_due_ = Instant::max();  // what is said from here on counts
    const auto now = context_.clock.now();
    auto claimed = co_await desk_.run<ClaimMessages>(Lane::results, channel_.name, node_, slots, now);
    if (!claimed) {
        due(context_.clock.now() + store_pause);
        co_return;
    }
    if (stopping_) {
        std::vector<storage::MessageId> ids;
        for (const auto& message : claimed->messages) ids.push_back(message.id);
        co_await release(std::move(ids));
        co_return;
    }
    const bool is_full = static_cast<int>(claimed->messages.size()) >= slots;
    const auto period = breaker_.begin(static_cast<int>(claimed->messages.size()), now);
    for (auto& message : claimed->messages) {
        open_.insert(message.id);
        context_.tasks.spawn("pump.send", send(std::move(message), period));
    }
    if (!open_.empty() && !renewing_) {
        renewing_ = true;
        context_.tasks.spawn("pump.renew", renew());
    }
    if (claimed->again_at) {
        due(*claimed->again_at);
    } else if (is_full) {
        due(now);
    } else if (has_later_) {
        co_await look_ahead();
    }
}

/// Asks the store what waits for later: retries, and what an earlier run left.
boost::asio::awaitable<void> Pump::look_ahead() {
    has_later_ = false;
    auto read = [name = channel_.name](storage::Reader& reader) { return reader.next_due_message(name); };
    const auto next = co_await reading_.run(std::move(read));
    if (!next) co_return;
    const auto now = context_.clock.now();
    due(*next > now ? *next : now + blocked_pause);
    has_later_ = true;
}

boost::asio::awaitable<void> Pump::renew() {
    while (!open_.empty() && !given_up_) {
        const auto until = Signal::Moment::clock::now() + renew_every;
        while (!open_.empty() && !given_up_ && Signal::Moment::clock::now() < until) co_await changed_.wait(until);
        if (open_.empty()) break;
        std::vector<storage::MessageId> ids(open_.begin(), open_.end());
        (void)co_await desk_.run<TendClaims>(Lane::results, Claims::renew, std::move(ids), node_, context_.clock.now());
    }
    renewing_ = false;
}

boost::asio::awaitable<void> Pump::release(std::vector<storage::MessageId> messages) {
    if (messages.empty()) co_return;
    (void)co_await desk_.run<TendClaims>(Lane::results, Claims::release, std::move(messages), node_,
                                         context_.clock.now());
}

boost::asio::awaitable<void> Pump::send(ClaimedMessage message, int period) {
    struct Slot {
        Pump& pump;
        storage::MessageId id;
        ~Slot() {
            pump.open_.erase(id);
            pump.next_due_ = std::min(pump.next_due_, pump.context_.clock.now());  // the address's next may go
            pump.changed_.notify_all();
        }
    };
    const Slot slot{*this, message.id};
    const auto began = Signal::Moment::clock::now();
    auto outcome = co_await attempt(message, period);
    count(outcome, began);
    co_await report(message.id, std::move(outcome));
}

boost::asio::awaitable<SendOutcome> Pump::attempt(ClaimedMessage& message, int period) {
    auto requests = co_await requests_for(message.outgoing);
    if (!requests) {
        if (is_trouble(requests.error().kind)) {
            tell_breaker(&requests.error(), period);
        } else {
            breaker_.left(period);  // nobody was asked
        }
        co_return SendOutcome{std::move(requests.error())};
    }
    channels::Sent sent;
    const auto first = static_cast<std::size_t>(std::max(0, message.parts_done));
    for (std::size_t part = first; part < requests->size(); ++part) {
        const auto response = co_await ask(std::move((*requests)[part]), message.outgoing, Keeps::answer);
        auto answer = channel_.adapter->read_answer(response);
        tell_breaker(answer ? nullptr : &answer.error(), period);
        if (!answer) co_return SendOutcome{std::move(answer.error())};
        if (sent.provider_id.empty()) sent = std::move(*answer);
        if (part + 1 < requests->size()) co_await report(message.id, PartSent{});
    }
    co_return SendOutcome{std::move(sent)};
}

/// Asks the provider, and keeps what was said for the log.
boost::asio::awaitable<channels::HttpResponse> Pump::ask(channels::HttpRequest request,
                                                         const channels::Outgoing& message, Keeps keeps) {
    Exchange exchange{.at = context_.clock.now(),
                      .method = request.method,
                      .target = request.url,
                      .asked = request.body,
                      .private_values = {message.to.id, message.message.text, message.message.hint,
                                         message.prepared}};
    const auto began = Signal::Moment::clock::now();
    auto response = co_await client_.send(std::move(request));
    exchange.took = std::chrono::duration_cast<std::chrono::milliseconds>(Signal::Moment::clock::now() - began);
    exchange.status = response.status;
    if (keeps == Keeps::answer) exchange.answered = response.body;
    if (response.status == 0) exchange.answered = response.error;
    exchange.is_well = response.status >= 200 && response.status < 300;
    channel_log_.add(channel_.name, std::move(exchange));
    co_return response;
}

/// Composes it, once what it needs has been asked for: tokens, which are not for the log.
boost::asio::awaitable<channels::Result<Pump::Requests, channels::SendFailure>> Pump::requests_for(
    channels::Outgoing& message) {
    auto questions = channel_.adapter->prepare(message);
    channels::HttpResponse last;
    for (auto& question : questions) last = co_await ask(std::move(question), message, Keeps::no_answer);
    if (!questions.empty()) {
        auto prepared = channel_.adapter->read_prepared(last);
        if (!prepared) co_return dialogs::failure(std::move(prepared.error()));
        message.prepared = std::move(*prepared);
    }
    co_return channel_.adapter->compose(message);
}

/// Until the store has it: a message that was sent and is not known to be would be sent again.
boost::asio::awaitable<void> Pump::report(storage::MessageId message, SendOutcome outcome) {
    while (!given_up_) {
        const auto verdict = co_await desk_.run<SendResult>(Lane::results, message, outcome, context_.clock.now());
        if (verdict) co_return;
        if (verdict.error().kind == DeskError::Kind::command) {
            context_.log.error("outbox.report_failed",
                               {{"channel", channel_.name}, {"reason", verdict.error().detail}});
            co_return;
        }
        co_await changed_.wait(Signal::Moment::clock::now() + store_pause);
    }
}

void Pump::count(const SendOutcome& outcome, Signal::Moment began) {
    const std::chrono::duration<double, std::milli> took = Signal::Moment::clock::now() - began;
    durations_.observe_ms(took.count());
    const auto* failure = std::get_if<channels::SendFailure>(&outcome);
    if (failure == nullptr) return sent_.add();
    context_.metrics
        .counter("kuulolla_outbox_failed_total", "Attempts that failed, by what became of them",
                 {{"channel", channel_.name}, {"kind", std::string(name_of(failure->kind))}})
        .add();
    context_.log.debug("outbox.attempt_failed", {{"channel", channel_.name}, {"reason", failure->detail}});
}

/// `failure`: null where there is none.
void Pump::tell_breaker(const channels::SendFailure* failure, int period) {
    using State = CircuitBreaker::State;
    const auto now = context_.clock.now();
    const auto before = breaker_.state(now);
    if (failure != nullptr && is_trouble(failure->kind)) {
        breaker_.missed(period, now);
    } else {
        breaker_.reached();
    }
    const auto after = breaker_.state(now);
    if (before != State::closed && after == State::closed)
        context_.log.info("outbox.breaker_closed", {{"channel", channel_.name}});
    if (before != State::open && after == State::open)
        context_.log.warning("outbox.breaker_opened", {{"channel", channel_.name}, {"reason", failure->detail}});
}

void Pump::say_goodbye(const Parting& parting) {
    channels::Outgoing last{.id = {}, .conversation_ref = {}, .to = parting.to, .message = parting.message};
    context_.tasks.spawn("pump.goodbye", send_once(std::move(last)));
}

boost::asio::awaitable<void> Pump::send_once(channels::Outgoing message) {
    auto requests = co_await requests_for(message);
    if (!requests) co_return;
    for (auto& request : *requests) (void)co_await ask(std::move(request), message, Keeps::answer);
}

}  // namespace bot
