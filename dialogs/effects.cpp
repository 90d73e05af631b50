#include "dialogs/effects.hpp"

namespace dialogs {
namespace {

using FactTable = std::map<std::string, Fact>;

struct EffectRow {
    std::string_view name;
    FactTable facts;
};

Fact key_fact(std::vector<std::string> keys) {
    const auto first = keys.front();
    return {.type = ValueType::key, .optional = true, .example = first, .keys = std::move(keys)};
}

const std::vector<EffectRow>& rows() {
    static const std::vector<EffectRow> table = {
        {"open-case",
         {{"case", {.type = ValueType::text, .optional = true, .example = std::string("1234")}},
          {"case_due", {.type = ValueType::date, .optional = true}},
          {"case_state", key_fact({"open", "answered", "closed"})}}},
        {"join", {{"seat", key_fact({"in", "waiting", "out"})}}},
        {"leave", {{"seat", key_fact({"in", "waiting", "out"})}}},
        {"propose", {{"proposal", key_fact({"waiting", "accepted", "refused"})}}},
        {"set", {}},
        {"start", {}},
        {"call", {}},
        {"forget", {}},
    };
    return table;
}

}  // namespace

std::vector<std::string> effect_names() {
    std::vector<std::string> names;
    for (const auto& row : rows())
        names.emplace_back(row.name);
    return names;
}

const FactTable& facts_of_effect(std::string_view effect) {
    static const FactTable none;
    for (const auto& row : rows()) {
        if (row.name == effect) return row.facts;
    }
    return none;
}

const FactTable& facts_of(const Do& effect) {
    return effect.returns.empty() ? facts_of_effect(effect.effect) : effect.returns;
}

}  // namespace dialogs
