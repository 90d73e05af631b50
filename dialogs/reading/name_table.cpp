#include "dialogs/reading/name_table.hpp"

#include "dialogs/conditions/node.hpp"
#include "dialogs/did_you_mean.hpp"
#include "dialogs/texts/pattern.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dialogs {

namespace {

void add(std::vector<Diagnostic>& diagnostics, Place place, std::string code, std::string text,
         Diagnostic::Severity severity = Diagnostic::Severity::error) {
    diagnostics.push_back({severity, std::move(place), std::move(code), std::move(text)});
}

void add_too_early(std::vector<Diagnostic>& diagnostics, Place place, const std::string& name) {
    add(diagnostics, std::move(place), "used-too-early",
        fmt::format("`{}` cannot be known here: it is asked, given or answered only later", name));
}

/// A key that the field has no room for; null where it has them all.
const std::string* stray_key(const NameInfo& field, const NameInfo& saved) {
    const auto is_stray = [&](const std::string& key) {
        return std::find(field.keys.begin(), field.keys.end(), key) == field.keys.end();
    };
    const auto found = std::find_if(saved.keys.begin(), saved.keys.end(), is_stray);
    return field.keys.empty() || found == saved.keys.end() ? nullptr : &*found;
}

}  // namespace

void NameTable::add(const std::string& name, NameInfo info) {
    const auto [found, is_new] = names_.emplace(name, info);
    if (!is_new) found->second.known_from = std::min(found->second.known_from, info.known_from);
}

void NameTable::known_since(const std::string& name, int position) {
    const auto found = names_.find(name);
    if (found != names_.end())
        found->second.known_from = std::min(found->second.known_from, position);
}

const NameInfo* NameTable::find(std::string_view name) const {
    const auto found = names_.find(name);
    return found == names_.end() ? nullptr : &found->second;
}

void NameTable::check_later(Expression condition, Expression::Wanted wanted, Placer place) {
    conditions_.push_back({std::move(condition), wanted, position_, std::move(place)});
}

void NameTable::check_later(Expression value, NameInfo kept_as, Placer place) {
    conditions_.push_back(
        {std::move(value), Expression::Wanted::any, position_, std::move(place), std::move(kept_as)});
}

void NameTable::check_later(std::string pattern, Placer place) {
    patterns_.push_back({std::move(pattern), position_, std::move(place), own_});
}

void NameTable::check_later(std::string name, NameInfo wanted, Placer place) {
    uses_.push_back({std::move(name), std::move(wanted), position_, std::move(place)});
}

void NameTable::check_later(std::string name, std::vector<ValueType> wanted, std::string words, Placer place) {
    uses_.push_back({std::move(name), {}, position_, std::move(place), std::move(wanted), std::move(words)});
}

void NameTable::finish(std::vector<Diagnostic>& diagnostics) const {
    for (const auto& one : conditions_)
        finish(one, diagnostics);
    for (const auto& one : patterns_)
        finish(one, diagnostics);
    for (const auto& one : uses_)
        finish(one, diagnostics);
}

void NameTable::finish(const Condition& one, std::vector<Diagnostic>& diagnostics) const {
    const NameLookup lookup = [this](std::string_view name) { return find(name); };
    const auto faults = one.kept_as ? one.expression.check_value(lookup, *one.kept_as)
                                    : one.expression.check(lookup, one.wanted);
    for (const auto& fault : faults) {
        dialogs::add(diagnostics, one.place(fault.offset), fault.code,
                     fault.message + suggestion(fault.name));
    }
    for_each_node(one.expression.root(), [&](const ExpressionNode& node) {
        if (node.operation != Operation::name) return;
        const auto* info = find(node.text);
        if (info != nullptr && info->known_from > one.position)
            add_too_early(diagnostics, one.place(node.offset), node.text);
    });
}

void NameTable::finish(const Pattern& one, std::vector<Diagnostic>& diagnostics) const {
    const NameLookup lookup = [&](std::string_view name) {
        const auto own = one.own ? one.own->find(name) : OwnNames::const_iterator();
        return one.own && own != one.own->end() ? &own->second : find(name);
    };
    const auto check = check_pattern(one.pattern, lookup);
    for (const auto& fault : check.faults) {
        dialogs::add(diagnostics, one.place(fault.offset), fault.code,
                     fault.message + suggestion(fault.name, one.own.get()), fault.severity);
    }
    for (const auto& used : check.names) {
        if (lookup(used.name)->known_from > one.position)
            add_too_early(diagnostics, one.place(used.offset), used.name);
    }
}

void NameTable::finish(const Name& one, std::vector<Diagnostic>& diagnostics) const {
    const bool is_field = one.name.starts_with("profile.");
    const auto* info = find(one.name);
    const bool is_wanted =
        info != nullptr && (one.types.empty()
                                ? info->type == one.wanted.type
                                : std::find(one.types.begin(), one.types.end(), info->type) != one.types.end());
    if (info == nullptr) {
        dialogs::add(diagnostics, one.place(0), "unknown-name",
                     fmt::format("there is no {} `{}`{}", is_field ? "field" : "question", one.name,
                                 suggestion(one.name)));
    } else if (!is_wanted) {
        dialogs::add(diagnostics, one.place(0), is_field ? "wrong-field" : "wrong-question",
                     is_field ? fmt::format("`{}` is of another type than what is saved in it",
                                            one.name)
                              : fmt::format("`{}` is {}", one.name, one.words));
    } else if (info->known_from > one.position) {
        add_too_early(diagnostics, one.place(0), one.name);
    } else if (const auto* key = stray_key(*info, one.wanted)) {
        dialogs::add(diagnostics, one.place(0), "unknown-choice",
                     fmt::format("`{}` has no choice `{}`, which is to be saved in it", one.name,
                                 *key));
    }
}

std::string NameTable::suggestion(const std::string& name, const OwnNames* own) const {
    if (name.empty()) return {};
    std::vector<std::string> known;
    if (own != nullptr) {
        for (const auto& [other, info] : *own)
            known.push_back(other);
    }
    for (const auto& [other, info] : names_)
        known.push_back(other);
    return did_you_mean(name, known);
}

}  // namespace dialogs
