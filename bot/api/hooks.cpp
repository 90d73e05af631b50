#include "bot/api/hooks.hpp"

#include "bot/turns/receive.hpp"

#include <utility>

namespace bot {
namespace {

using http::awaitable;
using http::Request;
using http::Response;

constexpr const char* retry_after = "1";  // seconds: what the store waits after trouble

/// Names that a refusal may have; anything else is counted as malformed.
std::string_view known_reason(std::string_view reason) {
    for (const std::string_view known : {"secret", "signature", "method"})
        if (known == reason) return known;
    return "malformed";
}

void note_private(const channels::ChannelEvent& event, PrivateValues& said) {
    if (const auto* incoming = std::get_if<channels::Incoming>(&event)) {
        said.push_back(incoming->from.id);
        for (const auto& address : incoming->also) said.push_back(address.id);
        if (const auto* text = std::get_if<dialogs::TextReply>(&incoming->reply)) said.push_back(text->text);
        if (const auto* tap = std::get_if<dialogs::TapReply>(&incoming->reply)) said.push_back(tap->value);
    } else if (const auto* out = std::get_if<channels::OptOut>(&event)) {
        said.push_back(out->from.id);
    }
}

channels::WebhookRequest webhook_of(Request& request, std::string path, dialogs::Instant now) {
    return {.method = std::move(request.method),
            .target = std::move(request.target),
            .path = std::move(path),
            .query = std::move(request.query),
            .headers = std::move(request.headers),
            .body = std::move(request.body),
            .now = now};
}

}  // namespace

Hooks::Hooks(Context& context, Desk& desk, Courtesies& courtesies, ChannelLog& channel_log,
             const ServiceConfig& config)
    : context_(context),
      desk_(desk),
      courtesies_(courtesies),
      channel_log_(channel_log),
      durations_(context.metrics.histogram("kuulolla_webhook_seconds", "From a webhook's arrival to its commit")) {
    for (const auto& channel : config.channels) channels_.emplace(channel.name, &channel);
}

void Hooks::add_routes(http::Router& router) {
    for (const char* method : {"POST", "GET", "PUT"})
        router.add(method, "/hooks/{channel}/*", [this](Request& request) { return receive(request); });
}

Counter& Hooks::counter(const std::string& channel, std::string_view outcome) {
    auto& slot = counters_[{channel, outcome}];
    if (!slot)
        slot = &context_.metrics.counter("kuulolla_webhooks_total", "Events and refused calls of webhooks, by outcome",
                                         {{"channel", channel}, {"outcome", std::string(outcome)}});
    return *slot;
}

awaitable<Response> Hooks::receive(Request& request) {
    const auto found = channels_.find(request.captures[0]);
    if (found == channels_.end()) co_return http::fault_response(404, "there is no such channel");
    const auto& [name, channel] = *found;
    const auto& adapter = *channel->adapter;
    const auto began = Signal::Moment::clock::now();
    auto call = webhook_of(request, std::move(request.captures[1]), context_.clock.now());
    PrivateValues said;
    auto response = co_await receive(name, adapter, call, said);
    const auto took = Signal::Moment::clock::now() - began;
    if (response.status < 400) durations_.observe_ms(std::chrono::duration<double, std::milli>(took).count());
    // A feed's page asks all the time, and there is no provider whose words an operator would look for.
    if (adapter.transport() == channels::Transport::feed) co_return response;
    // Who is not known to be the provider may say anything: of that nothing but its length is kept.
    const bool is_authentic = response.status < 400 || response.status >= 500;
    channel_log_.add(name, {.direction = storage::ExchangeRow::Direction::called,
                            .at = call.now,
                            .method = std::move(call.method),
                            .target = is_authentic ? std::move(call.target) : "/hooks/" + name + call.path,
                            .asked = is_authentic ? std::move(call.body) : std::string(),
                            .answered = response.body,
                            .status = response.status,
                            .took = std::chrono::duration_cast<std::chrono::milliseconds>(took),
                            .is_well = response.status < 400,
                            .private_values = std::move(said)});
    co_return response;
}

/// `said`: what residents said in it, and from where.
awaitable<Response> Hooks::receive(const std::string& name, const channels::Adapter& adapter,
                                   const channels::WebhookRequest& call, PrivateValues& said) {
    auto webhook = adapter.receive(call);
    if (!webhook) co_return refuse(name, webhook.error());
    for (const auto& event : webhook->events) note_private(event, said);
    const auto& can = adapter.capabilities();
    const auto patience = can.retries_webhooks ? std::chrono::milliseconds(0) : can.webhook_deadline;
    auto answer = std::move(webhook->answer);
    const auto taken = co_await take(name, std::move(*webhook), patience);
    if (!taken) co_return not_now(name, taken.error());
    co_return Response{.status = answer.status,
                       .content_type = std::move(answer.content_type),
                       .body = std::move(answer.body)};
}

awaitable<DeskResult<bool>> Hooks::take(const std::string& channel, channels::Webhook webhook,
                                        std::chrono::milliseconds patience) {
    const auto until = Signal::Moment::clock::now() + patience;
    DeskResult<bool> all = true;
    auto& events = webhook.events;
    bool is_new = events.empty();
    auto next = events.begin();
    while (next != events.end()) {
        if (desk_.room(lane_of(*next)) == 0) {
            const bool has_room = co_await desk_.wait_for_room(lane_of(*next), until);
            if (!has_room) co_return dialogs::failure(DeskError{});
        }
        auto room = desk_.room(storage::Lane::replies);
        std::vector<std::pair<storage::Lane, channels::ChannelEvent>> part;
        for (; next != events.end(); ++next) {
            const auto lane = lane_of(*next);
            if (lane == storage::Lane::replies && room-- == 0) break;
            part.emplace_back(lane, std::move(*next));
        }
        const auto outcomes = co_await desk_.run_each<ReceiveEvent>(std::move(part), channel, context_.clock.now());
        for (const auto& outcome : outcomes) {
            if (outcome) {
                counter(channel, name_of(*outcome)).add();
                is_new = is_new || *outcome != Received::duplicate;
            } else if (outcome.error().kind == DeskError::Kind::command) {
                counter(channel, "failed").add();
                context_.log.error("turn.failed", {{"channel", channel}, {"reason", outcome.error().detail}});
                if (all) all = dialogs::failure(outcome.error());  // the others of the batch must not suffer
            } else {
                co_return dialogs::failure(outcome.error());
            }
        }
    }
    if (is_new) courtesies_.send(channel, std::move(webhook.courtesies));
    co_return all;
}

Response Hooks::refuse(const std::string& channel, const channels::Refusal& refusal) {
    counter(channel, known_reason(refusal.reason)).add();
    context_.log.debug("webhook.refused", {{"channel", channel}, {"reason", refusal.reason}});
    return http::fault_response(refusal.status, refusal.reason);
}

Response Hooks::not_now(const std::string& channel, const DeskError& error) {
    if (error.kind == DeskError::Kind::command)
        return http::fault_response(500, "this failed on our side, and has been logged");
    counter(channel, error.kind == DeskError::Kind::busy ? "busy" : "store_trouble").add();
    auto response = http::fault_response(503, "not now; try again");
    response.headers.emplace_back("Retry-After", retry_after);
    return response;
}

}  // namespace bot
