// The compiled scripts that turns run on.
#include "bot/turns/script_shelf.hpp"

namespace bot {

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
