#include "channels/provider_answer.hpp"

#include "channels/timestamp.hpp"

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

std::optional<Span> seconds_in(std::string_view written) {
    long long seconds = 0;
    const auto* end = written.data() + written.size();
    const auto [stopped, problem] = std::from_chars(written.data(), end, seconds);
    constexpr long long year = 366LL * 24 * 60 * 60;
    if (written.empty() || problem != std::errc() || stopped != end) return std::nullopt;
    return std::chrono::seconds(std::clamp(seconds, -1LL, year));
}

/// `Wed, 21 Oct 2015 07:28:00 GMT`, as HTTP writes dates.
std::optional<Instant> http_date(std::string_view written) {
    constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    constexpr std::size_t length = 29;
    if (written.size() != length) return std::nullopt;
    const auto name = written.substr(8, 3);
    const auto month = months.find(name);
    if (month == std::string_view::npos || month % 3 != 0) return std::nullopt;
    auto digits = std::string(written.substr(5, 20));
    const auto number = month / 3 + 1;
    digits.replace(3, 3, (number < 10 ? "0" : "") + std::to_string(number));
    return parse_time(digits, "DD MM YYYY hh:mm:ss");
}

}  // namespace

std::optional<Span> retry_after(const HttpResponse& response) {
    const auto written = header(response.headers, "retry-after");
    auto wait = seconds_in(written);
    const auto until = http_date(written);
    const auto sent = http_date(header(response.headers, "date"));
    if (!wait && until && sent) wait = *until - *sent;
    if (!wait || *wait < Span::zero()) return std::nullopt;
    return std::min<Span>(*wait, std::chrono::hours(24));
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
