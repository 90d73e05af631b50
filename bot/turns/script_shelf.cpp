// The compiled scripts that turns run on.
#include "bot/turns/script_shelf.hpp"

#include "dialogs/conversation/steps.hpp"

namespace bot {
namespace {

using Pools = std::map<std::string, std::optional<std::int64_t>>;

void add_pools(Pools& pools, const std::vector<dialogs::Step>& steps) {
    for (const auto& step : steps) {
        if (const auto* inside = dialogs::steps_inside(step)) add_pools(pools, *inside);
        const auto* effect = std::get_if<dialogs::Do>(&step.what);
        if (effect == nullptr || (effect->effect != "join" && effect->effect != "leave")) continue;
        auto& room = pools[effect->words.at("pool")];
        const auto written = effect->words.find("room");
        if (written != effect->words.end()) room = std::stoll(written->second);
        if (!room && effect->effect == "join") room = -1;
    }
}

void add_proposed(std::set<StatementsQuestion>& questions, const std::string& script,
                  const std::vector<dialogs::Step>& steps) {
    for (const auto& step : steps) {
        if (const auto* inside = dialogs::steps_inside(step)) add_proposed(questions, script, *inside);
        const auto* effect = std::get_if<dialogs::Do>(&step.what);
        if (effect != nullptr && effect->effect == "propose") questions.emplace(script, effect->words.at("to"));
    }
}

}  // namespace

Pools pools_of(const dialogs::Script& script) {
    Pools pools;
    add_pools(pools, script.dialog);
    return pools;
}

const dialogs::Script* ScriptShelf::find(const std::string& id, const std::string& version) const {
    const auto it = versions_.find(ScriptVersion{id, version});
    return it == versions_.end() ? nullptr : it->second.get();
}

const dialogs::Script* ScriptShelf::current(const std::string& id) const {
    const auto it = current_.find(id);
    return it == current_.end() ? nullptr : it->second.get();
}

void ScriptShelf::put(ScriptPtr script, bool current) {
    const auto [place, is_new] = versions_.try_emplace({script->id, script->version}, script);
    const auto& kept = place->second;
    if (is_new) opinions_.want(*kept);
    for (const auto& [pool, room] : pools_of(*kept)) pools_.insert(pool);
    if (is_new) add_proposed(proposed_, kept->id, kept->dialog);
    if (!current) return;
    current_[kept->id] = kept;
    list_keywords();
}

void ScriptShelf::put(const storage::ScriptRow& row) {
    if (const auto known = versions_.find({row.id, row.version}); known != versions_.end()) {
        put(known->second, row.current);
        return;
    }
    auto script = dialogs::script_from_json(row.json);
    script.version = row.version;
    put(std::make_shared<const dialogs::Script>(std::move(script)), row.current);
}

void ScriptShelf::list_keywords() {
    with_keywords_.clear();
    for (const auto& [id, script] : current_) {
        if (!script->keywords.empty()) with_keywords_.push_back(script.get());
    }
    keywords_ = dialogs::KeywordTable(with_keywords_);
}

}  // namespace bot
