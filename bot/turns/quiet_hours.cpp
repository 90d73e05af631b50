#include "bot/turns/quiet_hours.hpp"

#include "dialogs/local_time.hpp"

namespace bot {
namespace {

constexpr auto quiet_from = std::chrono::hours(21);
constexpr auto quiet_until = std::chrono::hours(8);
constexpr auto just_before = std::chrono::minutes(1);

/// The moment as the clocks show it, and the midnight before it.
struct Shown {
    storage::Instant at;
    storage::Instant midnight;

    explicit Shown(storage::Instant instant, const std::string& zone)
        : at(dialogs::local_time(instant, zone)),
          midnight(std::chrono::floor<std::chrono::days>(at)) {}

    [[nodiscard]] bool is_early() const { return at < midnight + quiet_until; }
    [[nodiscard]] bool is_late() const { return at >= midnight + quiet_from; }
};

}  // namespace

bool is_quiet(storage::Instant at, const std::string& zone) {
    const Shown shown(at, zone);
    return shown.is_early() || shown.is_late();
}

storage::Instant first_allowed(storage::Instant at, const std::string& zone) {
    const Shown shown(at, zone);
    if (!shown.is_early() && !shown.is_late()) return at;
    const auto day = shown.is_late() ? shown.midnight + std::chrono::days(1) : shown.midnight;
    return dialogs::instant_from_local(day + quiet_until, zone);
}

storage::Instant last_allowed(storage::Instant at, storage::Instant now, const std::string& zone) {
    const Shown shown(at, zone);
    if (!shown.is_early() && !shown.is_late()) return at;
    const auto day = shown.is_early() ? shown.midnight - std::chrono::days(1) : shown.midnight;
    const auto last = dialogs::instant_from_local(day + quiet_from - just_before, zone);
    return last < now ? first_allowed(at, zone) : last;
}

}  // namespace bot
