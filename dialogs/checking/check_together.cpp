// What only several scripts together can tell.
#include "dialogs/checking/check.hpp"
#include "dialogs/conditions/node.hpp"
#include "dialogs/conversation/steps.hpp"

#include <fmt/format.h>

#include <map>
#include <set>

namespace dialogs {

namespace {

/// Where a name stands first, and which scripts have it.
struct Named {
    Place place;
    std::set<std::string> scripts;
};

using Names = std::map<std::string, Named>;

/// The pools, fields and hooks of some scripts.
struct Shared {
    Names pools;
    Names fields;
    Names hooks;

    void add(Names& names, const std::string& name, const ReadScript& read, const Place& place) {
        names.try_emplace(name, Named{place, {}}).first->second.scripts.insert(read.script->id);
    }

    void add(const ReadScript& read) {
        add_steps(read, read.script->dialog);
        for (const auto& [field, fact] : read.script->profile) {
            const auto place = read.key_places.find("profile." + field);
            if (place != read.key_places.end()) add(fields, field, read, place->second);
        }
        for (const auto& written : read.conditions)
            add_members(read, written);
    }

    void add_steps(const ReadScript& read, const std::vector<Step>& steps) {
        for (const auto& step : steps) {
            if (const auto* inside = steps_inside(step)) add_steps(read, *inside);
            const auto* effect = std::get_if<Do>(&step.what);
            if (effect == nullptr) continue;
            const auto& place = read.step_places.at(step.path);
            if (const auto pool = effect->words.find("pool"); pool != effect->words.end())
                add(pools, pool->second, read, place);
            if (const auto hook = effect->words.find("hook"); hook != effect->words.end())
                add(hooks, hook->second, read, place);
        }
    }

    void add_members(const ReadScript& read, const WrittenCondition& written) {
        for_each_node(written.condition.root(), [&](const ExpressionNode& node) {
            if (node.operation != Operation::call || node.text != "member") return;
            const auto& pool = node.children.front();
            add(pools, pool.text, read, written.place(pool.offset));
        });
    }
};

void warn_of_lonely(const Names& names, std::string_view what, std::vector<Diagnostic>& told) {
    for (const auto& [name, named] : names) {
        if (named.scripts.size() > 1) continue;
        told.push_back(
            {Diagnostic::Severity::warning, named.place, "only-here",
             fmt::format("no other script names the {} `{}`: is it written as the others have it?",
                         what, name)});
    }
}

}  // namespace

std::vector<Diagnostic> check_together(const std::vector<ReadScript>& scripts) {
    Shared shared;
    std::set<std::string> ids;
    for (const auto& read : scripts) {
        if (!read.script || !ids.insert(read.script->id).second) continue;
        shared.add(read);
    }
    std::vector<Diagnostic> told;
    if (ids.size() < 2) return told;  // one alone has nobody to agree with
    warn_of_lonely(shared.pools, "pool", told);
    warn_of_lonely(shared.fields, "field of the profile", told);
    warn_of_lonely(shared.hooks, "hook", told);
    return told;
}

}  // namespace dialogs
