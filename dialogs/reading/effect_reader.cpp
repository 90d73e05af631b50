// `do:` and the keys of each effect.
#include "dialogs/reading/key_table.hpp"
#include "dialogs/reading/script_parts.hpp"

#include <algorithm>

namespace dialogs {

namespace {

/// The effects of the language; those without keys here are not carried yet.
constexpr std::string_view effects[] = {"open-case", "join",  "leave", "propose",
                                        "set",       "start", "call",  "forget"};

class EffectReader {
public:
    EffectReader(ScriptParts& parts, const YamlNode& step) : parts_(parts), step_(step) {}

    Do run() {
        const auto& entry = *step_.find("do");
        const auto name = parts_.source.word(entry);
        if (!name) return {};
        effect_.effect = *name;
        if (*name == "open-case") {
            read_open_case();
        } else if (std::find(std::begin(effects), std::end(effects), *name) != std::end(effects)) {
            tell_not_yet(parts_.source, entry.value, "do: " + *name);
        } else {
            const std::vector<std::string> known(std::begin(effects), std::end(effects));
            parts_.source.error(
                entry.value, "unknown-effect",
                fmt::format("there is no effect `{}`{}", *name, did_you_mean(*name, known)));
        }
        return std::move(effect_);
    }

private:
    void read_open_case() {
        static constexpr KeyRow<EffectReader> rows[] = {
            {"do", &EffectReader::read_nothing, Need::required},
            {"when", &EffectReader::read_nothing},
            {"topic", &EffectReader::read_word, Need::required},
            {"text", &EffectReader::read_text_answer},
        };
        read_keys(parts_.source, step_, std::span<const KeyRow<EffectReader>>(rows), *this,
                  "`do: open-case`");
        for (auto [name, info] : effect_answers("open-case")) {
            info.known_from = parts_.names.position() + 1;
            parts_.names.add(name, info);
        }
    }

    void read_nothing(const YamlEntry&) {}

    void read_word(const YamlEntry& entry) {
        if (const auto word = parts_.source.word(entry)) effect_.words[entry.key.value] = *word;
    }

    /// The name of a text answer.
    void read_text_answer(const YamlEntry& entry) {
        const auto name = parts_.source.word(entry);
        if (!name) return;
        effect_.words[entry.key.value] = *name;
        const auto place = parts_.source.place(entry.value);
        parts_.names.check_later(*name, ValueType::text, [place](std::size_t) { return place; });
    }

    ScriptParts& parts_;
    const YamlNode& step_;
    Do effect_;
};

}  // namespace

std::map<std::string, NameInfo> effect_answers(std::string_view effect) {
    if (effect != "open-case") return {};
    return {{"case", {.type = ValueType::text}},
            {"case_due", {.type = ValueType::date}},
            {"case_state", {.type = ValueType::key, .keys = {"open", "answered", "closed"}}}};
}

Do read_effect(ScriptParts& parts, const YamlNode& step) { return EffectReader(parts, step).run(); }

std::vector<std::string> effect_names() { return {std::begin(effects), std::end(effects)}; }

}  // namespace dialogs
