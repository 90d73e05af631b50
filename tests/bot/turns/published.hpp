// A house with three scripts, and what one resident sends to it.
#pragma once

#include "tests/bot/turns/house.hpp"
#include "tests/bot/turns/scripts.hpp"

namespace tests {

inline const std::string mari = "+358401112233";

/// A text from Mari; without an id where none is given.
inline channels::Incoming message(const std::string& words, const std::string& id = "") {
    channels::Incoming incoming;
    incoming.external_id = id;
    incoming.from = phone(mari);
    incoming.reply = dialogs::TextReply{words};
    return incoming;
}

/// The same, with the provider's own moment, in whole seconds as Kannel tells it.
inline channels::Incoming sent_at(storage::Instant at, const std::string& words, const std::string& id) {
    auto incoming = message(words, id);
    incoming.sent_at = std::chrono::floor<std::chrono::seconds>(at);
    return incoming;
}

struct Published {
    House house;
    Published() {
        house.publish(post_visit());
        house.publish(feedback());
        house.publish(consultation());
    }
    /// Mari has got the first question of post-visit.
    void invite(const std::string& key = "visit-1") {
        if (house.invite(house.invitation(key, mari)).disposition != "sent") throw std::runtime_error("not invited");
        house.deliver();
    }
};

}  // namespace tests
