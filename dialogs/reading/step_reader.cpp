// The steps of a dialog: what kind each is, its `when`, and what it holds.
#include "dialogs/reading/key_table.hpp"
#include "dialogs/reading/script_parts.hpp"

#include <algorithm>

namespace dialogs {

namespace {

constexpr int rounds_max = 50;
constexpr int picks_max = 1'000;
constexpr std::string_view step_kinds[] = {"say", "ask", "group", "repeat", "do", "wait", "end"};

/// Reads one step. The keys of a question and of an effect have tables of their own.
class StepReader {
public:
    StepReader(ScriptParts& parts, const YamlNode& node, std::string path)
        : parts_(parts), node_(node) {
        step_.path = std::move(path);
        step_.what = End{};
    }

    /// nullopt where the step is none.
    std::optional<Step> run(bool follows_when) {
        const auto* kind = find_kind();
        if (kind == nullptr) return std::nullopt;
        parts_.read.step_places.emplace(step_.path, parts_.source.place(kind->key));
        read_when(follows_when);
        if (step_.when) parts_.texts.held.push_back(*step_.when);
        read_what(kind->key);
        if (step_.when) parts_.texts.held.pop_back();
        return std::move(step_);
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

    void read_what(const YamlNode& kind) {
        static const std::map<std::string_view, void (StepReader::*)()> readers = {
            {"say", &StepReader::read_say},     {"ask", &StepReader::read_ask},
            {"group", &StepReader::read_group}, {"repeat", &StepReader::read_repeat},
            {"do", &StepReader::read_do},       {"wait", &StepReader::read_wait},
            {"end", &StepReader::read_end},
        };
        (this->*readers.at(kind.value))();
    }

    void read_say() {
        static constexpr KeyRow<StepReader> rows[] = {{"say", &StepReader::read_said},
                                                      {"when", &StepReader::read_nothing}};
        step_.what = Say{};
        read_keys(parts_.source, node_, std::span<const KeyRow<StepReader>>(rows), *this, "`say`");
    }

    void read_end() {
        static constexpr KeyRow<StepReader> rows[] = {{"end", &StepReader::read_ended},
                                                      {"when", &StepReader::read_nothing}};
        read_keys(parts_.source, node_, std::span<const KeyRow<StepReader>>(rows), *this, "`end`");
    }

    void read_ask() { step_.what = Ask{read_question(parts_, node_, step_.path)}; }

    void read_do() { step_.what = read_effect(parts_, node_); }

    void read_group() {
        static constexpr KeyRow<StepReader> rows[] = {
            {"group", &StepReader::read_group_name}, {"when", &StepReader::read_nothing},
            {"use", &StepReader::read_use},          {"steps", &StepReader::read_group_steps},
            {"pick", &StepReader::read_pick},        {"shuffle", &StepReader::read_shuffle},
        };
        step_.what = Group{};
        if (node_.find("steps") == nullptr && node_.find("use") == nullptr) {
            parts_.source.error(node_.entries.front().key, "missing-key",
                                "a group needs the key `steps`");
        }
        if (node_.find("steps") != nullptr && node_.find("use") != nullptr) {
            parts_.source.error(node_.find("use")->key, "wrong-key",
                                "a group has either its own `steps` or those of a module: `use`");
        }
        read_keys(parts_.source, node_, std::span<const KeyRow<StepReader>>(rows), *this,
                  "a group");
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
        std::get<Group>(step_.what).steps = read_steps_inside(parts_, entry, step_.path);
    }

    void read_use(const YamlEntry& entry) {
        if (!parts_.source.word(entry) || node_.find("steps") != nullptr) return;
        if (is_deep_enough(parts_.source, entry, step_.path))
            std::get<Group>(step_.what).steps = read_module(parts_, entry.value, step_.path + ".");
    }

    void read_pick(const YamlEntry& entry) {
        auto& group = std::get<Group>(step_.what);
        group.pick = parts_.source.whole(entry, {1, picks_max}).value_or(0);
        if (!group.steps.empty() && static_cast<std::size_t>(group.pick) > group.steps.size()) {
            parts_.source.error(entry.value, "bad-value",
                                fmt::format("the group has {} steps: `pick` takes at most as many",
                                            group.steps.size()));
        }
        check_drawn(entry);
    }

    void read_shuffle(const YamlEntry& entry) {
        std::get<Group>(step_.what).shuffle = parts_.source.flag(entry).value_or(false);
        if (std::get<Group>(step_.what).shuffle) check_drawn(entry);
    }

    /// `else` belongs to the step before it, which may not be drawn, or come later.
    void check_drawn(const YamlEntry& entry) {
        const auto& steps = std::get<Group>(step_.what).steps;
        if (std::any_of(steps.begin(), steps.end(),
                        [](const Step& step) { return step.otherwise; }))
            parts_.source.error(
                entry.key, "else-drawn",
                "steps that are drawn have no order: write a condition in place of `when: else`");
    }

    void read_repeat() {
        static constexpr KeyRow<StepReader> rows[] = {
            {"repeat", &StepReader::read_repeat_name, Need::required},
            {"when", &StepReader::read_nothing},
            {"most", &StepReader::read_most, Need::required},
            {"steps", &StepReader::read_repeat_steps, Need::required},
            {"while", &StepReader::read_while},
        };
        step_.what = Repeat{};
        read_keys(parts_.source, node_, std::span<const KeyRow<StepReader>>(rows), *this,
                  "a repeat");
    }

    void read_repeat_name(const YamlEntry& entry) {
        const auto name = parts_.source.word(entry);
        if (!name || !check_name(parts_.source, entry.value)) return;
        std::get<Repeat>(step_.what).name = *name;
        const auto place = parts_.source.place(entry.value);
        const bool is_new = parts_.names.find(*name) == nullptr &&
                            parts_.read.key_places.emplace("ask." + *name, place).second;
        if (!is_new)
            return parts_.source.error(entry.value, "duplicate-name",
                                       fmt::format("the name `{}` is taken already", *name));
        parts_.names.add(*name, {.type = ValueType::number, .known_from = parts_.names.position()});
    }

    void read_most(const YamlEntry& entry) {
        auto& repeat = std::get<Repeat>(step_.what);
        repeat.most = parts_.source.whole(entry, {1, rounds_max}).value_or(repeat.most);
    }

    void read_repeat_steps(const YamlEntry& entry) {
        std::get<Repeat>(step_.what).steps = read_steps_inside(parts_, entry, step_.path);
    }

    /// Judged after each round, so that all the round's answers are known to it.
    void read_while(const YamlEntry& entry) {
        if (!parts_.source.word(entry)) return;
        parts_.names.enter_step();
        std::get<Repeat>(step_.what).again =
            parts_.texts.condition(entry.value, Expression::Wanted::condition);
    }

    void read_wait() { step_.what = dialogs::read_wait(parts_, node_, step_.path); }

    ScriptParts& parts_;
    const YamlNode& node_;
    Step step_;
};

/// Only the kinds of step count for `else`; what could not be read is taken as having a `when`.
bool has_when(const YamlNode& node) { return node.is_map() && node.find("when") != nullptr; }

}  // namespace

bool is_deep_enough(Source& source, const YamlEntry& entry, const std::string& path) {
    constexpr int group_levels_max = 10;
    const auto level = std::count(path.begin(), path.end(), '.');
    if (level < group_levels_max) return true;
    source.error(entry.key, "too-deep",
                 fmt::format("groups stand at most {} deep in one another", group_levels_max));
    return false;
}

std::vector<Step> read_steps_inside(ScriptParts& parts, const YamlEntry& entry,
                                    const std::string& path) {
    const auto* steps = parts.source.sequence(entry);
    if (steps == nullptr || !is_deep_enough(parts.source, entry, path)) return {};
    if (steps->items.empty()) parts.source.error(entry.key, "empty-value", "`steps` has no steps");
    return read_steps(parts, *steps, path + ".");
}

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
