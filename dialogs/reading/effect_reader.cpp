// `do:` and the keys of each effect.
#include "dialogs/effects.hpp"
#include "dialogs/reading/key_table.hpp"
#include "dialogs/reading/script_parts.hpp"

#include <map>

namespace dialogs {

namespace {

constexpr int room_max = 1'000'000;

class EffectReader {
public:
    EffectReader(ScriptParts& parts, const YamlNode& step) : parts_(parts), step_(step) {}

    Do run() {
        const auto& entry = *step_.find("do");
        const auto name = parts_.source.word(entry);
        if (!name) return {};
        effect_.effect = *name;
        const auto rows = tables().find(*name);
        if (rows == tables().end()) {
            parts_.source.error(entry.value, "unknown-effect",
                                fmt::format("there is no effect `{}`{}", *name,
                                            did_you_mean(*name, effect_names())));
            return std::move(effect_);
        }
        read_keys(parts_.source, step_, std::span<const Row>(rows->second), *this,
                  "`do: " + *name + "`");
        add_names();
        return std::move(effect_);
    }

private:
    using Row = KeyRow<EffectReader>;

    /// Each effect's keys.
    static const std::map<std::string_view, std::vector<Row>>& tables() {
        static const auto with = [](std::vector<Row> own) {
            own.insert(own.begin(), {{"do", &EffectReader::read_nothing, Need::required},
                                     {"when", &EffectReader::read_nothing}});
            return own;
        };
        static const std::map<std::string_view, std::vector<Row>> all = {
            {"open-case", with({{"topic", &EffectReader::read_word, Need::required},
                                {"text", &EffectReader::read_text_answer}})},
            {"join", with({{"pool", &EffectReader::read_pool, Need::required},
                           {"room", &EffectReader::read_room},
                           {"consent", &EffectReader::read_consent}})},
            {"leave", with({{"pool", &EffectReader::read_pool, Need::required}})},
            {"propose", with({{"to", &EffectReader::read_statements, Need::required},
                              {"text", &EffectReader::read_text_answer, Need::required}})},
            {"set", with({{"profile", &EffectReader::read_fields, Need::required}})},
            {"start", with({{"script", &EffectReader::read_script, Need::required},
                            {"given", &EffectReader::read_given}})},
            {"call", with({{"hook", &EffectReader::read_hook, Need::required},
                           {"returns", &EffectReader::read_returns}})},
            {"forget", with({})},
        };
        return all;
    }

    /// What the effect answers is known from the next step on.
    void add_names() {
        for (const auto& [name, fact] : facts_of_effect(effect_.effect)) {
            parts_.names.add(
                name,
                {.type = fact.type, .keys = fact.keys, .known_from = parts_.names.position() + 1});
        }
    }

    void read_nothing(const YamlEntry&) {}

    void read_word(const YamlEntry& entry) {
        if (const auto word = parts_.source.word(entry)) effect_.words[entry.key.value] = *word;
    }

    void read_id(const YamlEntry& entry, std::string_view what) {
        if (!parts_.source.word(entry) || !check_id(parts_.source, entry.value, what)) return;
        read_word(entry);
    }
    void read_pool(const YamlEntry& entry) { read_id(entry, "a pool's name"); }
    void read_script(const YamlEntry& entry) { read_id(entry, "a script's id"); }
    void read_hook(const YamlEntry& entry) { read_id(entry, "a hook's name"); }

    void read_room(const YamlEntry& entry) {
        if (const auto room = parts_.source.whole(entry, {0, room_max}))
            effect_.words["room"] = std::to_string(*room);
    }

    /// The name of a text answer.
    void read_text_answer(const YamlEntry& entry) {
        read_name(entry, {ValueType::text}, "no question of the type `text`");
    }

    /// The yes-no that the seat is taken on.
    void read_consent(const YamlEntry& entry) {
        read_name(entry, {ValueType::boolean}, "no question of the type `yes-no`");
        name_question(entry, QuestionType::yes_no);
    }

    void read_statements(const YamlEntry& entry) {
        read_word(entry);
        name_question(entry, QuestionType::statements);
    }

    void read_name(const YamlEntry& entry, std::vector<ValueType> types, std::string words) {
        const auto name = parts_.source.word(entry);
        if (!name) return;
        effect_.words[entry.key.value] = *name;
        const auto place = parts_.source.place(entry.value);
        parts_.names.check_later(*name, std::move(types), std::move(words),
                                 [place](std::size_t) { return place; });
    }

    void name_question(const YamlEntry& entry, QuestionType type) {
        const auto name = effect_.words.find(entry.key.value);
        if (name == effect_.words.end()) return;
        static const std::map<std::string, std::string_view> keys = {{"consent", "consent"},
                                                                     {"to", "to"}};
        parts_.named_questions.push_back({.question = name->second,
                                          .key = keys.at(entry.key.value),
                                          .place = parts_.source.place(entry.value),
                                          .type = type});
    }

    void read_fields(const YamlEntry& entry) {
        const auto* fields = parts_.source.map(entry);
        if (fields == nullptr) return;
        for (const auto& row : fields->entries) {
            const auto field = parts_.script.profile.find(row.key.value);
            if (field == parts_.script.profile.end()) {
                tell_unknown_field(row.key);
            } else if (parts_.source.word(row)) {
                const NameInfo kept_as{.type = field->second.type, .keys = field->second.keys};
                if (auto value = parts_.texts.value_for(row.value, kept_as))
                    effect_.values.emplace("profile." + row.key.value, std::move(*value));
            }
        }
    }

    void tell_unknown_field(const YamlNode& key) {
        std::vector<std::string> known;
        for (const auto& [name, field] : parts_.script.profile)
            known.push_back(name);
        parts_.source.error(key, "unknown-name",
                            fmt::format("the script's `profile` declares no field `{}`{}",
                                        key.value, did_you_mean(key.value, known)));
    }

    void read_given(const YamlEntry& entry) {
        const auto* facts = parts_.source.map(entry);
        if (facts == nullptr) return;
        for (const auto& row : facts->entries) {
            if (!check_name(parts_.source, row.key) || !parts_.source.word(row)) continue;
            if (auto value = parts_.texts.condition(row.value, Expression::Wanted::any))
                effect_.values.emplace("given." + row.key.value, std::move(*value));
        }
    }

    void read_returns(const YamlEntry& entry) {
        effect_.returns = read_facts(
            parts_, entry, {.prefix = "returns.", .known_from = parts_.names.position() + 1});
    }

    ScriptParts& parts_;
    const YamlNode& step_;
    Do effect_;
};

}  // namespace

Do read_effect(ScriptParts& parts, const YamlNode& step) { return EffectReader(parts, step).run(); }

}  // namespace dialogs
