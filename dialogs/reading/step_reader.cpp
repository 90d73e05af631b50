// The steps of a dialog: what kind each is, its `when`, and what it holds.
#include "dialogs/reading/key_table.hpp"
#include "dialogs/reading/script_parts.hpp"

#include <algorithm>

namespace dialogs {

namespace {

constexpr int group_levels_max = 10;
constexpr std::string_view step_kinds[] = {"say", "ask", "group", "repeat", "do", "wait", "end"};

/// Reads one step. The keys of a question and of an effect have tables of their own.
class StepReader {
public:
    StepReader(ScriptParts& parts, const YamlNode& node, std::string path)
        : parts_(parts), node_(node) {
        step_.path = std::move(path);
        step_.what = End{};
    }

    /// nullopt where the step is none, or of a kind that is not carried yet.
    std::optional<Step> run(bool follows_when) {
        const auto* kind = find_kind();
        if (kind == nullptr) return std::nullopt;
        parts_.read.step_places.emplace(step_.path, parts_.source.place(kind->key));
        read_when(follows_when);
        if (step_.when) parts_.texts.held.push_back(*step_.when);
        const bool is_read = read_what(kind->key);
        if (step_.when) parts_.texts.held.pop_back();
        return is_read ? std::optional(std::move(step_)) : std::nullopt;
    }

private:
    /// The one key that says what kind of step this is.
    const YamlEntry* find_kind() {
        if (!node_.is_map() || node_.entries.empty()) {
            const bool is_bare =
                node_.is_scalar() && std::find(std::begin(step_kinds), std::end(step_kinds),
                                               node_.value) != std::end(step_kinds);
            parts_.source.error(node_, "step-kind",
                                is_bare
                                    ? fmt::format("a colon is missing: write `- {}:`", node_.value)
                                    : "a step is written `- say: …`, `- ask: …` and so on");
            return nullptr;
        }
        const YamlEntry* found = nullptr;
        for (const auto& entry : node_.entries) {
            if (std::find(std::begin(step_kinds), std::end(step_kinds), entry.key.value) ==
                std::end(step_kinds))
                continue;
            if (found != nullptr) {
                parts_.source.error(
                    entry.key, "step-kind",
                    fmt::format("this step is `{}` already: a new step begins with a dash",
                                found->key.value));
                return nullptr;
            }
            found = &entry;
        }
        if (found == nullptr) tell_no_kind(node_.entries.front().key);
        return found;
    }

    void tell_no_kind(const YamlNode& key) {
        const std::vector<std::string> kinds(std::begin(step_kinds), std::end(step_kinds));
        parts_.source.error(
            key, "step-kind",
            fmt::format("`{}` is no kind of step: say, ask, group, repeat, do, wait or end{}",
                        key.value, did_you_mean(key.value, kinds)));
    }

    void read_when(bool follows_when) {
        const auto* entry = node_.find("when");
        if (entry == nullptr || !parts_.source.word(*entry)) return;
        parts_.read.key_places.emplace(step_.path + ".when", parts_.source.place(entry->value));
        if (entry->value.value != "else") {
            step_.when = parts_.texts.condition(entry->value, Expression::Wanted::condition);
            return;
        }
        step_.otherwise = true;
        if (!follows_when)
            parts_.source.error(entry->value, "else-alone",
                                "`else` needs a step with a `when` directly before it");
    }

    bool read_what(const YamlNode& kind) {
        static const std::map<std::string_view, bool (StepReader::*)()> readers = {
            {"say", &StepReader::read_say},     {"ask", &StepReader::read_ask},
            {"group", &StepReader::read_group}, {"do", &StepReader::read_do},
            {"end", &StepReader::read_end},
        };
        const auto reader = readers.find(kind.value);
        if (reader != readers.end()) return (this->*reader->second)();
        tell_not_yet(parts_.source, kind, kind.value);
        return false;
    }

    bool read_say() {
        static constexpr KeyRow<StepReader> rows[] = {{"say", &StepReader::read_said},
                                                      {"when", &StepReader::read_nothing}};
        step_.what = Say{};
        read_keys(parts_.source, node_, std::span<const KeyRow<StepReader>>(rows), *this, "`say`");
        return true;
    }

    bool read_end() {
        static constexpr KeyRow<StepReader> rows[] = {{"end", &StepReader::read_ended},
                                                      {"when", &StepReader::read_nothing}};
        read_keys(parts_.source, node_, std::span<const KeyRow<StepReader>>(rows), *this, "`end`");
        return true;
    }

    bool read_ask() {
        step_.what = Ask{read_question(parts_, node_, step_.path)};
        return true;
    }

    bool read_do() {
        step_.what = read_effect(parts_, node_);
        return true;
    }

    bool read_group() {
        static constexpr KeyRow<StepReader> rows[] = {
            {"group", &StepReader::read_group_name},
            {"when", &StepReader::read_nothing},
            {"use", &StepReader::read_nothing, Need::later},
            {"pick", &StepReader::read_nothing, Need::later},
            {"shuffle", &StepReader::read_nothing, Need::later},
            {"steps", &StepReader::read_group_steps},
        };
        step_.what = Group{};
        if (node_.find("steps") == nullptr && node_.find("use") == nullptr) {
            parts_.source.error(node_.entries.front().key, "missing-key",
                                "a group needs the key `steps`");
        }
        read_keys(parts_.source, node_, std::span<const KeyRow<StepReader>>(rows), *this,
                  "a group");
        return true;
    }

    void read_nothing(const YamlEntry&) {}

    void read_said(const YamlEntry& entry) {
        remember(entry);
        std::get<Say>(step_.what).text = parts_.texts.table("say", entry);
    }

    void read_ended(const YamlEntry& entry) {
        if (entry.value.is_null()) return;
        remember(entry);
        std::get<End>(step_.what).text = parts_.texts.table("end", entry);
    }

    void remember(const YamlEntry& entry) {
        parts_.read.key_places.emplace(step_.path + ".text", parts_.source.place(entry.value));
    }

    void read_group_name(const YamlEntry& entry) {
        if (entry.value.is_null()) return;
        const auto name = parts_.source.word(entry);
        if (name && check_name(parts_.source, entry.value))
            std::get<Group>(step_.what).name = *name;
    }

    void read_group_steps(const YamlEntry& entry) {
        const auto* steps = parts_.source.sequence(entry);
        if (steps == nullptr) return;
        const auto level = std::count(step_.path.begin(), step_.path.end(), '.');
        if (level >= group_levels_max) {
            return parts_.source.error(
                entry.key, "too-deep",
                fmt::format("groups stand at most {} deep in one another", group_levels_max));
        }
        if (steps->items.empty())
            return parts_.source.error(entry.key, "empty-value", "`steps` has no steps");
        std::get<Group>(step_.what).steps = read_steps(parts_, *steps, step_.path + ".");
    }

    ScriptParts& parts_;
    const YamlNode& node_;
    Step step_;
};

/// Only the kinds of step count for `else`; what could not be read is taken as having a `when`.
bool has_when(const YamlNode& node) { return node.is_map() && node.find("when") != nullptr; }

}  // namespace

std::vector<Step> read_steps(ScriptParts& parts, const YamlNode& sequence,
                             const std::string& inside) {
    std::vector<Step> steps;
    bool follows_when = false;
    for (const auto& item : sequence.items) {
        if (parts.source.is_full()) break;
        parts.names.enter_step();
        auto step =
            StepReader(parts, item, inside + std::to_string(steps.size())).run(follows_when);
        follows_when = has_when(item);
        if (step) steps.push_back(std::move(*step));
    }
    return steps;
}

std::vector<std::string> step_kind_names() { return {std::begin(step_kinds), std::end(step_kinds)}; }

}  // namespace dialogs
