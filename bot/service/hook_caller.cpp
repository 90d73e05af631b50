#include "bot/service/hook_caller.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace bot {
namespace {

constexpr auto claim_pause = std::chrono::seconds(1);  // what the store itself waits after trouble
constexpr std::size_t answer_length_max = 64 << 10;    // a few facts need no more

/// What has no use trying again: the hook has understood, and says no.
bool is_refusal(int status) { return status >= 300 && status < 500 && status != 408 && status != 429; }

CallOutcome outcome_of(channels::HttpResponse response) {
    using Kind = CallOutcome::Kind;
    const bool is_good = response.status >= 200 && response.status < 300;
    if (is_good && response.body.size() <= answer_length_max)
        return {.kind = Kind::returned, .body = std::move(response.body)};
    return {.kind = is_good || is_refusal(response.status) ? Kind::refused : Kind::failed};
}

}  // namespace

std::string call_signature(std::string_view secret, storage::Instant now, std::string_view body) {
    const auto seconds =
        std::to_string(std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count());
    const auto bytes = [](std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); };
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, bytes(secret), secret.size());
    for (const auto part : {std::string_view(seconds), std::string_view("."), body})
        crypto_auth_hmacsha256_update(&state, bytes(part), part.size());
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
    crypto_auth_hmacsha256_final(&state, mac.data());
    std::string hex(mac.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), mac.data(), mac.size());
    hex.pop_back();  // its own zero
    return "t=" + seconds + ",v1=" + hex;
}

HookCaller::HookCaller(Context& context, Desk& desk, ReadingThread& reading, http::Client& client,
                       const std::vector<HookOptions>& hooks)
    : context_(context), desk_(desk), reading_(reading), client_(client), changed_(context.loop) {
    for (const auto& hook : hooks) hooks_.emplace(hook.name, hook);
}

void HookCaller::start() { context_.tasks.spawn("hooks", run()); }

void HookCaller::due(storage::Instant at) {
    if (at >= next_due_) return;
    next_due_ = at;
    changed_.notify_all();
}

void HookCaller::stop() {
    stopping_ = true;
    changed_.notify_all();
}

boost::asio::awaitable<void> HookCaller::run() {
    while (!stopping_) {
        if (next_due_ > context_.clock.now()) {
            co_await changed_.wait(context_.moment_of(next_due_));
        } else {
            co_await claim();
        }
    }
}

boost::asio::awaitable<void> HookCaller::claim() {
    next_due_ = storage::Instant::max();  // what is said from here on counts
    const auto now = context_.clock.now();
    auto claimed = co_await desk_.run<ClaimCalls>(storage::Lane::results, now);
    if (!claimed) {
        due(now + claim_pause);
        co_return;
    }
    for (auto& call : claimed->calls) context_.tasks.spawn("hooks.call", this->call(std::move(call)));
    if (claimed->more) {
        due(now);
        co_return;
    }
    const auto next = co_await reading_.run([](storage::Reader& reader) { return reader.next_due_call(); });
    if (next) due(*next > now ? *next : now + claim_pause);
}

channels::HttpRequest HookCaller::request_of(const HookOptions& hook, const ClaimedCall& call) const {
    const auto now = context_.clock.now();
    constexpr dialogs::Span least = std::chrono::milliseconds(100);
    return {.method = "POST",
            .url = hook.url,
            .headers = {{"Content-Type", "application/json"},
                        {"Idempotency-Key", call.public_id},
                        {"Kuulolla-Signature", call_signature(hook.secret, now, call.body)}},
            .body = call.body,
            .timeout = std::max(least, call.until - now)};
}

boost::asio::awaitable<void> HookCaller::call(ClaimedCall call) {
    const auto hook = hooks_.find(call.hook);
    CallOutcome outcome{.kind = CallOutcome::Kind::refused};
    if (hook != hooks_.end()) {
        auto response = co_await client_.send(request_of(hook->second, call));
        context_.log.debug("hook.called", {{"hook", call.hook}, {"status", response.status}});
        outcome = outcome_of(std::move(response));
    }
    co_await report(call.id, std::move(outcome));
}

/// Until the store has it; where the service ends first, the call is made again.
boost::asio::awaitable<void> HookCaller::report(storage::CallId call, CallOutcome outcome) {
    for (;;) {
        const auto ended = co_await desk_.run<EndCall>(storage::Lane::results, call, outcome, context_.clock.now());
        if (ended) co_return;
        context_.log.error("hook.report_failed", {{"reason", ended.error().detail}});
        if (ended.error().kind == DeskError::Kind::command || stopping_) co_return;
        co_await changed_.wait(Signal::Moment::clock::now() + claim_pause);
    }
}

}  // namespace bot
