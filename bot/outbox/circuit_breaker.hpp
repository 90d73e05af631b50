// Whether a provider is asked at all: a state machine without I/O, one for each channel.
#pragma once

#include "channels/adapter.hpp"

#include <optional>
#include <string_view>

namespace bot {

/// So many attempts must fail in a row, with none between that reached the provider: one that fails alone is the
/// message's affair.
inline constexpr int failures_to_open = 5;
/// The first probe comes so soon, later ones twice as late each, at most …
inline constexpr dialogs::Span first_probe_after = std::chrono::seconds(10);
inline constexpr dialogs::Span probe_after_most = std::chrono::minutes(5);

/// The theory: `closed` lets everything through. When the provider does not answer, or answers with its own trouble,
/// so often in a row, the breaker is `open`: nothing is let through until a moment, from which on it is `half_open` and
/// lets one message through as a probe. If that one reaches the provider, the breaker is closed; if not, it is open
/// again, for twice as long. Attempts that began before it opened tell only good news.
class CircuitBreaker {
  public:
    enum class State { closed, half_open, open };

    /// What may begin now.
    struct Admission {
        int messages = 0;                       ///< at most so many
        std::optional<dialogs::Instant> again;  ///< else look again then; none: when an attempt has ended
    };

    [[nodiscard]] Admission admit(int wanted, dialogs::Instant now) const;

    /// So many attempts have begun; which period they belong to, for their end.
    int begin(int attempts, dialogs::Instant now);
    /// An attempt of that period reached the provider, whatever it said of the message.
    void reached();
    /// It did not, or met its trouble.
    void missed(int period, dialogs::Instant now);
    /// It ended without telling either: cancelled.
    void left(int period);

    [[nodiscard]] State state(dialogs::Instant now) const;

  private:
    void open(dialogs::Instant now);

    int failures_ = 0;
    int period_ = 0;                         ///< rises with each opening and closing
    bool is_probing_ = false;
    dialogs::Span wait_ = first_probe_after;
    std::optional<dialogs::Instant> until_;  ///< open until then; none: closed
};

/// True where a failure says something of the provider, not of the message or its address.
[[nodiscard]] bool is_trouble(channels::FailureKind kind);

/// `closed` …, as metrics name it.
[[nodiscard]] std::string_view name_of(CircuitBreaker::State state);

}  // namespace bot
