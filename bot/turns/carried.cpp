#include "bot/turns/carried.hpp"

#include "dialogs/conversation/steps.hpp"

#include <map>
#include <set>

namespace bot {
namespace {

/// Effects that need a ledger which the store does not keep yet.
const std::map<std::string, std::string>& effects_to_come() {
    static const std::map<std::string, std::string> reasons = {
        {"join", "the service keeps no seats yet"},
        {"leave", "the service keeps no seats yet"},
        {"propose", "the service has no moderation yet"},
        {"call", "the service calls no hooks yet"},
    };
    return reasons;
}

struct Search {
    std::set<std::string> found;

    void note(const std::string& what, const std::string& why) { found.insert(what + ": " + why); }

    void run(const std::vector<dialogs::Step>& steps) {
        for (const auto& step : steps) {
            if (const auto* effect = std::get_if<dialogs::Do>(&step.what)) look_at(*effect);
            if (const auto* inside = dialogs::steps_inside(step)) run(*inside);
        }
    }

    void look_at(const dialogs::Do& effect) {
        const auto reason = effects_to_come().find(effect.effect);
        if (reason != effects_to_come().end()) note("do: " + effect.effect, reason->second);
    }
};

}  // namespace

std::vector<std::string> not_carried(const dialogs::Script& script) {
    Search search;
    search.run(script.dialog);
    return {search.found.begin(), search.found.end()};
}

}  // namespace bot
