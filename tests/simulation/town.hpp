// A town of residents and a provider that misbehaves, around a real store, on a clock of its own. One seed, one story.
#pragma once

#include "tests/bot/turns/house.hpp"

#include <functional>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace tests {

/// Draws that replay exactly: the standard's distributions differ between libraries.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : engine_(seed) {}
    [[nodiscard]] int below(int bound) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(bound)); }
    [[nodiscard]] bool percent(int chance) { return below(100) < chance; }
    [[nodiscard]] dialogs::Span span(dialogs::Span least, dialogs::Span most) {
        return least + dialogs::Span(static_cast<std::int64_t>(engine_() %
                                                               static_cast<std::uint64_t>((most - least).count() + 1)));
    }

  private:
    std::mt19937_64 engine_;
};

struct TownOptions {
    std::uint64_t seed = 1;
    int residents = 12;
    int rounds = 2;      ///< invitations for each
};

/// One who is asked. Answers each question once, however often it comes.
struct Resident {
    std::string number;
    std::map<std::pair<std::string, int>, std::string> said;  ///< (conversation, question) → what was replied
    bool stopped = false;     ///< STOP has been committed, START has not
    int confirmations = 0;    ///< messages claimed since STOP
};

/// Runs the story to its end. Anything that must not happen is kept in `faults`.
class Town {
  public:
    explicit Town(TownOptions options);

    void run();

    [[nodiscard]] const std::vector<std::string>& faults() const { return faults_; }
    [[nodiscard]] int steps() const { return steps_; }
    [[nodiscard]] std::size_t expected_answers() const { return expected_.size(); }

  private:
    using Action = std::function<void()>;

    void at(dialogs::Span after, Action action) { agenda_.emplace(house_.now() + after, std::move(action)); }
    void fault(std::string what);

    // The service's own drivers.
    void pump();
    void fire_timers();
    void restart();

    // The provider.
    void hand_over(const bot::ClaimedMessage& message);
    void carry(const bot::ClaimedMessage& message);
    void tell(storage::MessageId id, dialogs::Span after, bot::SendOutcome outcome);
    void report(const std::string& id, dialogs::Span after, channels::DeliveryState state);

    // Residents.
    void invite(Resident& resident, int round);
    void hear(Resident& resident, const channels::Outgoing& message);
    void answer(Resident& resident, const channels::Outgoing& message);
    void write(Resident& resident, const std::string& words, const std::function<void(bot::Received)>& then);
    [[nodiscard]] std::string words_for(const std::string& question);

    // What must hold.
    void check_claim(const bot::ClaimedMessage& message);
    void check_answers();
    void check_end();

    Dice dice_;
    House house_;
    TownOptions options_;
    std::vector<Resident> residents_;
    std::multimap<Instant, Action> agenda_;
    std::map<std::string, int> handed_over_;                        ///< by our message id
    std::map<std::pair<std::string, std::string>, std::string>
        expected_;  ///< (conversation ref, question name) → value
    std::vector<std::string> faults_;
    int steps_ = 0;
    int written_ = 0;
};

}  // namespace tests
