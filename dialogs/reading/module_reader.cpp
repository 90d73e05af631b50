// Modules: the same questions under the same names in every script, in `modules/NAME.yaml`.
#include "dialogs/reading/key_table.hpp"
#include "dialogs/reading/script_parts.hpp"

#include <nlohmann/json.hpp>

namespace dialogs {

namespace {

using nlohmann::json;

/// What a lock is taken of: the steps as they are written, whatever their blanks, quotes and notes.
json json_of(const YamlNode& node) {
    if (node.is_scalar()) return node.value;
    if (node.is_sequence()) {
        auto items = json::array();
        for (const auto& item : node.items)
            items.push_back(json_of(item));
        return items;
    }
    auto entries = json::object();
    for (const auto& entry : node.entries)
        entries[entry.key.value] = json_of(entry.value);
    return entries;
}

class ModuleReader {
public:
    ModuleReader(ScriptParts& parts, const YamlNode& root, const std::string& inside)
        : parts_(parts), root_(root), inside_(inside) {}

    std::vector<Step> run() {
        static constexpr KeyRow<ModuleReader> rows[] = {
            {"module", &ModuleReader::read_name, Need::required},
            {"title", &ModuleReader::read_title, Need::required},
            {"steps", &ModuleReader::read_module_steps, Need::required},
            {"locked", &ModuleReader::read_lock},
        };
        if (root_.is_map()) {
            read_keys(parts_.source, root_, std::span<const KeyRow<ModuleReader>>(rows), *this,
                      "a module");
        } else {
            parts_.source.error(root_, "wrong-kind", "a module begins with keys: `module: …`");
        }
        return std::move(steps_);
    }

private:
    void read_name(const YamlEntry& entry) {
        const auto name = parts_.source.word(entry);
        if (name && *name != parts_.module)
            parts_.source.error(
                entry.value, "script-name",
                fmt::format("the module's name is its file's name: `{}`", parts_.module));
    }

    void read_title(const YamlEntry& entry) { static_cast<void>(parts_.source.word(entry)); }

    void read_module_steps(const YamlEntry& entry) {
        const auto* steps = parts_.source.sequence(entry);
        if (steps == nullptr) return;
        if (steps->items.empty())
            parts_.source.error(entry.key, "empty-value", "`steps` has no steps");
        steps_ = read_steps(parts_, *steps, inside_);
    }

    /// A national set stays as it was agreed.
    void read_lock(const YamlEntry& entry) {
        const auto lock = parts_.source.word(entry);
        const auto* steps = root_.find("steps");
        if (!lock || steps == nullptr) return;
        const auto found = version_of(json_of(steps->value).dump());
        if (*lock != found)
            parts_.source.error(
                entry.value, "module-locked",
                fmt::format(
                    "the steps of this module are locked and have changed: those locked were "
                    "{}, these are {}",
                    *lock, found));
    }

    ScriptParts& parts_;
    const YamlNode& root_;
    const std::string& inside_;
    std::vector<Step> steps_;
};

std::vector<Step> read_tree(ScriptParts& outer, const std::shared_ptr<const YamlTree>& tree,
                            const std::string& name, const std::string& inside) {
    Source source(tree, outer.read.diagnostics);
    if (outer.source.tables() != nullptr) source.record_tables(*outer.source.tables());
    TextReader texts(source, outer.names, outer.translations);
    texts.held = outer.texts.held;
    ScriptParts parts{source,     outer.names,      texts, outer.translations, outer.script,
                      outer.read, outer.find_beside};
    parts.module = name;
    auto steps = ModuleReader(parts, tree->root(), inside).run();
    auto& conditions = outer.texts.conditions;
    conditions.insert(conditions.end(), std::make_move_iterator(texts.conditions.begin()),
                      std::make_move_iterator(texts.conditions.end()));
    auto& named = outer.named_questions;
    named.insert(named.end(), std::make_move_iterator(parts.named_questions.begin()),
                 std::make_move_iterator(parts.named_questions.end()));
    return steps;
}

}  // namespace

std::vector<Step> read_module(ScriptParts& parts, const YamlNode& name, const std::string& inside) {
    if (!check_id(parts.source, name, "a module's name")) return {};
    if (!parts.module.empty()) {
        parts.source.error(name, "module-inside",
                           "a module uses no other module: the script has a group for each");
        return {};
    }
    const auto path = fmt::format("modules/{}.yaml", name.value);
    const auto file = parts.find_beside ? parts.find_beside(path) : std::nullopt;
    if (!file) {
        parts.source.error(
            name, "unknown-module",
            fmt::format("there is no module `{}`: it is looked for in {} beside the script",
                        name.value, path));
        return {};
    }
    auto tree = YamlTree::read(file->name, file->bytes);
    if (!tree) {
        auto& told = parts.read.diagnostics;
        told.insert(told.end(), tree.error().begin(), tree.error().end());
        return {};
    }
    return read_tree(parts, std::make_shared<const YamlTree>(std::move(*tree)), name.value, inside);
}

}  // namespace dialogs
