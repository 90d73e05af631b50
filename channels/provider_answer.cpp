#include "channels/provider_answer.hpp"

#include <algorithm>
#include <charconv>

namespace channels {
namespace {

FailureKind kind_of(int status) {
    if (status == 429) return FailureKind::throttled;
    if (status >= 500 || status == 408 || status == 425) return FailureKind::retry;
    if (status < 400) return FailureKind::configuration;  // a redirection, or no HTTP at all
    const bool ours = status == 401 || status == 405 || status == 407;
    return ours ? FailureKind::configuration : FailureKind::permanent;
}

}  // namespace

std::optional<Span> retry_after(const HttpResponse& response) {
    const auto written = header(response.headers, "retry-after");
    long long seconds = 0;
    const auto* end = written.data() + written.size();
    const auto [stopped, problem] = std::from_chars(written.data(), end, seconds);
    if (written.empty() || problem != std::errc() || stopped != end || seconds < 0)
        return std::nullopt;
    constexpr long long day = 24 * 60 * 60;
    return std::chrono::seconds(std::min(seconds, day));
}

std::optional<SendFailure> failure_of(const HttpResponse& response) {
    if (response.status >= 200 && response.status < 300) return std::nullopt;
    if (response.status == 0) {
        return SendFailure{.kind = response.timed_out ? FailureKind::uncertain : FailureKind::retry,
                           .detail = response.timed_out ? "no answer in time" : "no connection"};
    }
    return SendFailure{.kind = kind_of(response.status),
                       .retry_after = retry_after(response),
                       .detail = "HTTP " + std::to_string(response.status)};
}

}  // namespace channels
