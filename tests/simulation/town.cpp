// A town of residents and a provider that misbehaves.
#include "tests/simulation/town.hpp"

#include "tests/bot/turns/scripts.hpp"

namespace tests {

using namespace std::chrono_literals;
using channels::DeliveryState;
using channels::FailureKind;
using channels::SendFailure;

namespace {

constexpr int steps_most = 200'000;   // a story that does not end is a fault, too
constexpr auto between_rounds = 24h * 45;
constexpr auto claim_looked_at = 61s;  // when a claim has run out

SendFailure failure(FailureKind kind, std::optional<dialogs::Span> retry_after = {}) {
    return {.kind = kind, .retry_after = retry_after, .detail = "simulated"};
}

/// The question's name, by its words; empty: a reprompt.
std::string question_in(const channels::Outgoing& message) {
    const auto says = [&](const char* words) { return message.message.text.find(words) != std::string::npos; };
    return says("suositteletko") ? "nps" : says("Miksi") ? "why" : says("Vastaus?") ? "wants_reply" : "";
}

}  // namespace

Town::Town(TownOptions options) : dice_(options.seed), house_({.seed = options.seed}), options_(options) {
    house_.publish(post_visit());
    house_.publish(feedback());
    for (int i = 0; i < options.residents; ++i)
        residents_.push_back({.number = "+35840" + std::to_string(1'000'000 + i)});
}

void Town::run() {
    for (int round = 0; round < options_.rounds; ++round) {
        for (auto& resident : residents_) {
            at(round * between_rounds + dice_.span(0s, 24h), [this, &resident, round] { invite(resident, round); });
        }
    }
    for (int i = 0; i < 4; ++i) at(dice_.span(1h, options_.rounds * between_rounds), [this] { restart(); });
    while (!agenda_.empty() && steps_ < steps_most) {
        ++steps_;
        const auto next = agenda_.begin();
        if (next->first > house_.now()) house_.wait(next->first - house_.now());
        const auto action = std::move(next->second);
        agenda_.erase(next);
        action();
        if (steps_ % 200 == 0) check_answers();
    }
    if (steps_ >= steps_most) fault("the story does not end");
    check_end();
}

void Town::fault(std::string what) {
    faults_.push_back("step " + std::to_string(steps_) + ": " + std::move(what));
}

/// As the real pump: claims now, and looks again when something may be due.
void Town::pump() {
    for (auto claimed = house_.claim(3); !claimed.empty(); claimed = house_.claim(3)) {
        for (const auto& message : claimed) {
            check_claim(message);
            hand_over(message);
        }
    }
    if (const auto due = house_.reader().next_due_message("sms"); due && *due > house_.now()) {
        at(*due - house_.now(), [this] { pump(); });
    }
}

void Town::fire_timers() {
    house_.fire_timers();
    pump();
    if (const auto due = house_.reader().next_due_timer(); due && *due > house_.now()) {
        at(*due - house_.now(), [this] { fire_timers(); });
    }
}

void Town::restart() {
    house_.restart();
    pump();
    fire_timers();
}

void Town::hand_over(const bot::ClaimedMessage& message) {
    const auto fate = dice_.below(100);
    const auto& id = message.outgoing.id;
    if (fate < 72) {
        carry(message);
        tell(message.id, dice_.span(10ms, 2s), channels::Sent{});
        report(id, dice_.span(0s, 30s), DeliveryState::sent);
        report(id, dice_.span(1s, 20min), DeliveryState::delivered);
        if (dice_.percent(10)) report(id, dice_.span(1s, 1h), DeliveryState::delivered);
    } else if (fate < 80) {
        tell(message.id, dice_.span(10ms, 2s), failure(FailureKind::retry));
    } else if (fate < 84) {
        tell(message.id, dice_.span(10ms, 1s), failure(FailureKind::throttled, 30s));
    } else if (fate < 92) {
        const bool arrived = dice_.percent(50);
        if (arrived) carry(message);
        tell(message.id, 30s, failure(FailureKind::uncertain));
        if (arrived && dice_.percent(80)) report(id, dice_.span(1s, 5min), DeliveryState::delivered);
    } else if (fate < 96) {
        // The process that asked has died: nobody tells.
        if (dice_.percent(50)) carry(message);
    } else if (fate < 98) {
        tell(message.id, 1s, failure(FailureKind::permanent));
    } else {
        tell(message.id, 1s, failure(FailureKind::configuration));
    }
    at(claim_looked_at, [this] { pump(); });
}

/// The phone has it.
void Town::carry(const bot::ClaimedMessage& message) {
    if (++handed_over_[message.outgoing.id] > 1 && !message.uncertain) fault("sent twice, and not marked uncertain");
    for (auto& resident : residents_) {
        if (phone(resident.number) == message.outgoing.to) hear(resident, message.outgoing);
    }
}

void Town::tell(storage::MessageId id, dialogs::Span after, bot::SendOutcome outcome) {
    at(after, [this, id, outcome = std::move(outcome)] {
        house_.tell(id, outcome);
        pump();
        fire_timers();
    });
}

void Town::report(const std::string& id, dialogs::Span after, DeliveryState state) {
    at(after, [this, id, state] {
        house_.status({.message_id = id, .state = state});
        pump();
        fire_timers();
    });
}

void Town::invite(Resident& resident, int round) {
    const auto request = house_.invitation(resident.number + "/" + std::to_string(round), resident.number);
    house_.invite(request);
    if (dice_.percent(20) && house_.invite(request).kind != bot::Invited::Kind::known)
        fault("the same key was not known");
    pump();
    fire_timers();
}

void Town::hear(Resident& resident, const channels::Outgoing& message) {
    if (message.message.question == 0 || resident.stopped) return;
    if (resident.said.contains({message.conversation_ref, message.message.question})) return;
    const auto mood = dice_.below(100);
    if (mood < 12) return;  // silent
    const auto after = dice_.percent(80) ? dice_.span(2s, 10min) : dice_.span(1h, 24h * 2);
    at(after, [this, &resident, message, mood] {
        if (resident.stopped) return;
        if (mood < 17) {
            write(resident, "STOP", [&resident](bot::Received) { resident.stopped = true; });
            if (dice_.percent(30)) write(resident, "STOP", [](bot::Received) {});
        } else if (mood < 20) {
            write(resident, "APUA", [](bot::Received) {});
            answer(resident, message);
        } else if (mood < 28 && question_in(message) != "why") {  // any words answer that
            write(resident, "ehkä " + std::to_string(++written_) + " tai 7 vai 8", [](bot::Received) {});
            answer(resident, message);
        } else {
            answer(resident, message);
        }
    });
}

void Town::answer(Resident& resident, const channels::Outgoing& message) {
    const std::pair key(message.conversation_ref, message.message.question);
    if (resident.said.contains(key)) return;
    const auto name = question_in(message);
    if (name.empty()) return;  // a reprompt: the question itself was heard
    const auto words = words_for(name);
    resident.said[key] = words;
    write(resident, words, [this, key, name, words](bot::Received received) {
        if (received != bot::Received::taken)
            return fault("an answer was not taken: " + std::string(name_of(received)));
        expected_[{key.first, name}] = name == "nps"      ? words
                                       : name == "why"    ? '"' + words + '"'
                                       : words == "kyllä" ? "true"
                                                          : "false";
    });
}

std::string Town::words_for(const std::string& question) {
    if (question == "nps") return std::to_string(dice_.below(11));
    if (question == "why") return "syy " + std::to_string(++written_);
    return dice_.percent(50) ? "kyllä" : "ei";
}

/// The gateway calls our webhook, once or, now and then, again.
void Town::write(Resident& resident, const std::string& words, const std::function<void(bot::Received)>& then) {
    channels::Incoming incoming;
    incoming.external_id = "mo" + std::to_string(++written_);
    incoming.from = phone(resident.number);
    incoming.reply = dialogs::TextReply{words};
    incoming.sent_at = std::chrono::floor<std::chrono::seconds>(house_.now());
    then(house_.receive(incoming));
    if (dice_.percent(15)) {
        at(dice_.span(1s, 10min), [this, incoming] {
            if (house_.receive(incoming) != bot::Received::duplicate) fault("a webhook was taken twice");
        });
    }
    pump();
    fire_timers();
}

void Town::check_claim(const bot::ClaimedMessage& message) {
    for (auto& resident : residents_) {
        if (phone(resident.number) != message.outgoing.to || !resident.stopped) continue;
        if (message.outgoing.message.question != 0) fault("a question was sent after STOP");
        if (message.outgoing.message.text.find("Kiitos!") == 0) fault("a word of the script was sent after STOP");
    }
}

void Town::check_answers() {
    std::map<std::pair<std::string, std::string>, std::vector<std::string>> stored;
    for (const auto& answer : house_.answers("post-visit")) {
        if (answer.value == "null") continue;
        stored[{bot::conversation_ref(answer.conversation), answer.question}].push_back(answer.value);
    }
    for (const auto& [key, value] : expected_) {
        const auto found = stored.find(key);
        if (found == stored.end()) {
            fault("lost: " + key.second + " of conversation " + key.first);
        } else if (found->second != std::vector{value}) {
            fault("not stored once as said: " + key.second + " of conversation " + key.first);
        }
    }
    if (!house_.tallies_equal_answers("post-visit")) fault("the tallies are not the answers");
}

void Town::check_end() {
    check_answers();
    const auto figures = house_.reader().figures(house_.now());
    if (figures.conversations_open != 0) fault("a conversation never closed");
    if (house_.reader().next_due_timer()) fault("a timer is left");
    if (house_.reader().next_due_message("sms")) fault("a message is left");
}

}  // namespace tests
