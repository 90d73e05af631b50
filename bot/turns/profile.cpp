#include "bot/turns/profile.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace bot {

using nlohmann::json;

namespace {

json fields_of(const storage::ResidentRow& resident) {
    auto fields = json::parse(resident.profile, nullptr, /*allow_exceptions=*/false);
    return fields.is_object() ? std::move(fields) : json::object();
}

bool is_known(const dialogs::Fact& field, const dialogs::Value& value) {
    const auto* key = std::get_if<std::string>(&value);
    return key == nullptr || field.keys.empty() ||
           std::find(field.keys.begin(), field.keys.end(), *key) != field.keys.end();
}

}  // namespace

void save_field(Decision& decision, storage::ResidentId resident, const std::string& field,
                const dialogs::Value& value) {
    auto& row = decision.rows.residents.edit(resident);
    auto fields = fields_of(row);
    fields[field] = dialogs::to_json(value);
    row.profile = fields.dump(-1, ' ', false, json::error_handler_t::replace);
}

void drop_fields(Decision& decision, storage::ResidentId resident, const std::vector<std::string>& names) {
    auto& row = decision.rows.residents.edit(resident);
    auto fields = fields_of(row);
    for (const auto& name : names) fields.erase(name);
    row.profile = fields.empty() ? "" : fields.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::map<std::string, dialogs::Value> profile_facts(const storage::ResidentRow& resident,
                                                    const dialogs::Script& script) {
    std::map<std::string, dialogs::Value> facts;
    if (script.profile.empty()) return facts;
    const auto fields = fields_of(resident);
    for (const auto& [name, field] : script.profile) {
        const auto saved = fields.find(name);
        if (saved == fields.end()) continue;
        auto value = dialogs::value_from_json(*saved, field.type);
        const bool is_there =
            !std::holds_alternative<dialogs::Unanswered>(value) && is_known(field, value);
        if (is_there) facts.emplace("profile." + name, std::move(value));
    }
    return facts;
}

}  // namespace bot
