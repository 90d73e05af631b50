#include "bot/api/operations.hpp"

#include "bot/resources.hpp"

#include <algorithm>
#include <string>

namespace bot {
namespace {

using http::awaitable;
using http::Request;
using http::Response;

constexpr auto figures_kept = std::chrono::seconds(1);  // counted once, however many ask

std::vector<GaugeValue> by(std::string_view label, const std::map<std::string, std::int64_t>& counts) {
    std::vector<GaugeValue> values;
    for (const auto& [name, count] : counts)
        values.push_back({{{std::string(label), name}}, static_cast<double>(count)});
    return values;
}

std::vector<GaugeValue> one(double value) { return {GaugeValue{{}, value}}; }

}  // namespace

Operations::Operations(Context& context, Desk& desk, ReadingThread& reading, std::function<bool()> is_ready)
    : context_(context), desk_(desk), reading_(reading), is_ready_(std::move(is_ready)) {
    add_gauges();
}

void Operations::add_routes(http::Router& router) {
    router.add("GET", "/healthz", [this](Request& request) { return health(request); });
    router.add("GET", "/readyz", [this](Request& request) { return readiness(request); });
    router.add("GET", "/metrics", [this](Request& request) { return metrics(request); });
    router.add("GET", "/api/v1/openapi.json", [this](Request& request) { return description(request); });
}

void Operations::add_gauges() {
    auto& metrics = context_.metrics;
    metrics.gauge("kuulolla_messages", "Messages by state; final ones of the last 24 hours",
                  [this] { return by("state", figures_.messages_by_state); });
    metrics.gauge("kuulolla_outbox_waiting", "Messages waiting to be sent, or on their way",
                  [this] { return by("channel", figures_.queued_by_channel); });
    metrics.gauge("kuulolla_outbox_oldest_seconds", "How long ago the oldest of them was made", [this] {
        std::map<std::string, std::int64_t> ages;
        for (const auto& [channel, made_at] : figures_.oldest_queued_by_channel) {
            const auto age = std::chrono::floor<std::chrono::seconds>(context_.clock.now() - made_at);
            ages[channel] = std::max<std::int64_t>(0, age.count());
        }
        return by("channel", ages);
    });
    metrics.gauge("kuulolla_conversations_open", "Conversations that go on",
                  [this] { return one(static_cast<double>(figures_.conversations_open)); });
    metrics.counted("kuulolla_answers_total", "Answers stored",
                    [this] { return one(static_cast<double>(figures_.answers)); });
    metrics.gauge("kuulolla_residents", "Residents with an address",
                  [this] { return one(static_cast<double>(figures_.residents)); });
    metrics.gauge("kuulolla_cases_open", "Cases that wait for a person",
                  [this] { return one(static_cast<double>(figures_.cases_open)); });
    metrics.gauge("kuulolla_store_writable", "1: the store takes commits",
                  [this] { return one(desk_.counters().writable ? 1 : 0); });
    metrics.counted("kuulolla_store_batches_total", "Batches committed",
                    [this] { return one(static_cast<double>(desk_.counters().batches)); });
    metrics.counted("kuulolla_store_commands_total", "Commands committed",
                    [this] { return one(static_cast<double>(desk_.counters().commands)); });
    metrics.counted("kuulolla_store_failed_total", "Commands that failed by their own fault",
                    [this] { return one(static_cast<double>(desk_.counters().failed)); });
    metrics.counted("kuulolla_store_trouble_total", "Times the store could not commit",
                    [this] { return one(static_cast<double>(desk_.counters().trouble)); });
    metrics.gauge("kuulolla_lane_waiting", "Commands that wait for the store, by lane", [this] {
        using storage::Lane;
        return by("lane", {{"results", static_cast<std::int64_t>(desk_.waiting(Lane::results))},
                           {"replies", static_cast<std::int64_t>(desk_.waiting(Lane::replies))},
                           {"bulk", static_cast<std::int64_t>(desk_.waiting(Lane::bulk))}});
    });
}

awaitable<Response> Operations::health(Request&) { co_return Response{.body = "alive\n"}; }

awaitable<Response> Operations::readiness(Request&) {
    if (!desk_.counters().writable) co_return http::fault_response(503, "the store cannot be written");
    if (!is_ready_()) co_return http::fault_response(503, "the scripts are not loaded, or the service is stopping");
    co_return Response{.body = "ready\n"};
}

awaitable<Response> Operations::metrics(Request&) {
    const auto now = Signal::Moment::clock::now();
    if (now - figures_at_ > figures_kept) {
        figures_at_ = now;
        auto read = [at = context_.clock.now()](storage::Reader& reader) { return reader.figures(at); };
        figures_ = co_await reading_.run(std::move(read));
    }
    co_return Response{.content_type = "text/plain; version=0.0.4; charset=utf-8", .body = context_.metrics.text()};
}

awaitable<Response> Operations::description(Request&) {
    co_return Response{.content_type = "application/json",
                       .body = std::string(resource("bot/api/openapi.json").value_or("{}"))};
}

}  // namespace bot
