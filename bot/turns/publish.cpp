// Going live.
#include "bot/turns/publish.hpp"

#include "dialogs/conversation/steps.hpp"

#include <algorithm>
#include <set>

namespace bot {
namespace {

bool has_option(const dialogs::Question& question, const std::string& key) {
    return std::any_of(question.options.begin(), question.options.end(),
                       [&](const dialogs::Option& option) { return option.key == key; });
}

void compare(const dialogs::Question& before, const dialogs::Question& after, std::vector<std::string>& reasons) {
    if (before.type != after.type) {
        reasons.push_back("question " + before.name + " was of type " + std::string(dialogs::name_of(before.type)) +
                          " and cannot become " + std::string(dialogs::name_of(after.type)) +
                          ": its answers so far would change their meaning");
        return;
    }
    for (const auto& option : before.options) {
        if (has_option(after, option.key)) continue;
        reasons.push_back("question " + before.name + " loses the choice " + option.key +
                          ": keep it (with `when: false` nobody is offered it), or give the script another id");
    }
}

void add_hooks(std::set<std::string>& hooks, const std::vector<dialogs::Step>& steps) {
    for (const auto& step : steps) {
        if (const auto* inside = dialogs::steps_inside(step)) add_hooks(hooks, *inside);
        const auto* effect = std::get_if<dialogs::Do>(&step.what);
        if (effect != nullptr && effect->effect == "call") hooks.insert(effect->words.at("hook"));
    }
}

std::vector<std::string> unknown_hooks(const World& world, const dialogs::Script& script) {
    std::set<std::string> hooks;
    add_hooks(hooks, script.dialog);
    std::vector<std::string> reasons;
    for (const auto& hook : hooks)
        if (!world.hook_timeout(hook)) reasons.push_back("do: call: the configuration's `hooks` names no " + hook);
    return reasons;
}

}  // namespace

std::vector<std::string> incompatibilities(const dialogs::Script& before, const dialogs::Script& after) {
    std::vector<std::string> reasons;
    dialogs::for_each_question(before.dialog, [&](const dialogs::Step&, const dialogs::Question& question) {
        if (const auto* now = after.question(question.name)) compare(question, *now, reasons);
    });
    return reasons;
}

PublishScript::PublishScript(World& world, storage::ScriptRow row, ScriptPtr script, storage::Instant now,
                             Done<Published> done)
    : TurnCommand(world, std::move(done)), row_(std::move(row)), script_(std::move(script)), now_(now) {}

void PublishScript::name(storage::Keys& keys) const {
    keys.now = now_;
    keys.scripts.push_back(row_.id);
    keys.script_versions.emplace_back(row_.id, row_.version);
    for (const auto& [pool, room] : pools_of(*script_)) keys.pools.insert(pool);
}

Published PublishScript::run(storage::WorkingSet& rows, Notices& notices) {
    if (auto reasons = unknown_hooks(world(), *script_); !reasons.empty())
        return {.kind = Published::Kind::refused, .reasons = std::move(reasons)};
    const auto* current = rows.current_script(row_.id);
    if (current != nullptr && current->version == row_.version) return {.kind = Published::Kind::unchanged};
    if (current != nullptr) {
        world().shelf().put(*current);
        const auto* before = world().shelf().find(current->id, current->version);
        auto reasons = incompatibilities(*before, *script_);
        if (!reasons.empty()) return {.kind = Published::Kind::refused, .reasons = std::move(reasons)};
    }
    auto row = row_;
    row.current = true;
    row.published_at = now_;
    rows.publish(std::move(row));
    notices.scripts.push_back(row_.id);
    for (const auto& [pool, room] : pools_of(*script_)) {
        if (!room) continue;
        rows.pool(pool).room = *room;
        notices.seats_free[pool] = now_;
    }
    return {.kind = Published::Kind::published};
}

/// The store is the law: only what is committed is current.
void PublishScript::keep() {
    if (outcome().kind != Published::Kind::refused) world().shelf().put(script_, /*current=*/true);
}

ShelveScripts::ShelveScripts(World& world, std::vector<Shelved> scripts, Done<bool> done)
    : TurnCommand(world, std::move(done)), scripts_(std::move(scripts)) {}

bool ShelveScripts::run(storage::WorkingSet&, Notices&) {
    for (auto& shelved : scripts_) world().shelf().put(shelved.script, shelved.current);
    return true;
}

}  // namespace bot
