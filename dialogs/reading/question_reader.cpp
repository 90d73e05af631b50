// `ask:` and the keys that every question has.
#include "dialogs/reading/question_reader.hpp"

#include <algorithm>

namespace dialogs {

Question QuestionReader::run() {
    const auto& ask = *step_.find("ask");
    if (const auto name = parts_.source.word(ask)) {
        question_.name = *name;
        is_named_ = check_name(parts_.source, ask.value);
        if (is_named_) check_unique(ask.value);
    }
    find_type();
    check_own_keys();
    read_keys(parts_.source, step_, std::span<const KeyRow<QuestionReader>>(rows), *this,
              "a question");
    check_numbers();
    check_budget();
    check_statements();
    check_words();
    check_save();
    add_names();
    return std::move(question_);
}

void QuestionReader::check_unique(const YamlNode& name) {
    const auto [place, is_new] =
        parts_.read.key_places.emplace("ask." + question_.name, parts_.source.place(name));
    if (is_new) return;
    parts_.source.error(
        name, "duplicate-name",
        fmt::format("the question `{}` is asked already in line {}: each has a name of its own",
                    question_.name, place->second.line));
}

void QuestionReader::find_type() {
    const auto* entry = step_.find("type");
    const auto name = entry == nullptr ? std::nullopt : parts_.source.word(*entry);
    if (!name) return;
    type_ = question_type(*name);
    if (!type_) {
        parts_.source.error(entry->value, "unknown-type",
                            fmt::format("there is no type of answer `{}`{}", *name,
                                        did_you_mean(*name, type_names())));
    }
    question_.type = type_.value_or(Type::text);
}

void QuestionReader::check_own_keys() {
    if (!type_) return;
    for (const auto& entry : step_.entries) {
        if (!is_foreign_key(*type_, entry.key.value)) continue;
        parts_.source.error(entry.key, "wrong-key",
                            fmt::format("`{}` is no key of a question of the type `{}`",
                                        entry.key.value, name_of(*type_)));
    }
    if (*type_ == Type::scale) {
        need_key("min");
        need_key("max");
    }
    if (*type_ == Type::points) need_key("total");
    if (*type_ == Type::budget) need_key("ceiling");
    if (*type_ == Type::place) need_key("list");
    if (step_.find("list") != nullptr) return;
    for (const auto* key : {"choices", "items", "seed"})
        if (!is_foreign_key(*type_, key)) need_key(key);
}

void QuestionReader::need_key(std::string_view key) {
    if (step_.find(key) != nullptr) return;
    parts_.source.error(
        step_.entries.front().key, "missing-key",
        fmt::format("a question of the type `{}` needs the key `{}`", name_of(*type_), key));
}

std::string QuestionReader::context(std::string_view key) const {
    return fmt::format("ask.{}.{}", question_.name, key);
}

void QuestionReader::note_place(std::string_view key, const YamlNode& value) {
    parts_.read.key_places.emplace(fmt::format("{}.{}", path_, key), parts_.source.place(value));
}

void QuestionReader::read_text(const YamlEntry& entry) {
    note_place("text", entry.value);
    const auto own = own_names();
    question_.text = parts_.texts.table(context("text"), entry);
}

void QuestionReader::read_hint(const YamlEntry& entry) {
    note_place("hint", entry.value);
    const auto own = own_names();
    question_.hint = parts_.texts.table(context("hint"), entry);
}

void QuestionReader::read_more(const YamlEntry& entry) {
    question_.more = parts_.texts.table(context("more"), entry);
}

void QuestionReader::read_invalid(const YamlEntry& entry) {
    const auto own = own_names();
    question_.invalid = parts_.texts.table(context("invalid"), entry);
}

void QuestionReader::read_optional(const YamlEntry& entry) {
    question_.optional = parts_.source.flag(entry).value_or(false);
}

void QuestionReader::read_join(const YamlEntry& entry) {
    question_.join = parts_.source.flag(entry).value_or(false);
}

void QuestionReader::read_complete(const YamlEntry& entry) {
    question_.complete = parts_.source.flag(entry).value_or(false);
}

void QuestionReader::read_sensitive(const YamlEntry& entry) {
    question_.sensitive = parts_.source.flag(entry).value_or(false);
}

void QuestionReader::read_within(const YamlEntry& entry) {
    question_.within = parts_.source.span(entry);
}

void QuestionReader::read_comment(const YamlEntry& entry) {
    const auto name = parts_.source.word(entry);
    if (!name) return;
    question_.comment = *name;
    parts_.named_questions.push_back({.question = *name,
                                      .key = "comment",
                                      .place = parts_.source.place(entry.value),
                                      .answered_since = parts_.names.position() + 1});
}

/// `save: profile.FIELD`; the field is declared in the head, with the same type.
void QuestionReader::read_save(const YamlEntry& entry) {
    const auto field = parts_.source.word(entry);
    if (!field) return;
    constexpr std::string_view prefix = "profile.";
    if (!field->starts_with(prefix) || field->size() == prefix.size()) {
        return parts_.source.error(
            entry.value, "bad-value",
            fmt::format("an answer is saved in a field of the profile: `profile.{}`", *field));
    }
    question_.save = *field;
    save_ = &entry.value;
}

void QuestionReader::check_save() {
    if (save_ == nullptr || !type_) return;
    const auto place = [at = parts_.source.place(*save_)](std::size_t) { return at; };
    parts_.names.check_later(question_.save, answers(), place);
}

/// The type of its answers, and their keys.
NameInfo QuestionReader::answers() const {
    NameInfo info{.type = value_type_of(question_.type)};
    if (has_lines(question_.type)) info.keys = closed_values(question_);
    if (question_.type == Type::language) info.keys = parts_.script.languages;
    if (const auto* places = parts_.script.place_list(question_.list)) info.keys = places->ids();
    if (question_.type == Type::statements) {
        for (const auto& statement : question_.options)
            info.keys.push_back(statement.key);
    }
    return info;
}

void QuestionReader::add_names() {
    if (!is_named_) return;
    const int since = parts_.names.position() + 1;
    auto info = answers();
    info.has_na = question_.na.has_value();
    info.known_from = since;
    parts_.names.add(question_.name, info);
    if (question_.other)
        parts_.names.add(question_.name + "_text", {.type = ValueType::text, .known_from = since});
}

const std::vector<KeyRow<QuestionReader>> QuestionReader::rows = {
    {"ask", &QuestionReader::read_nothing, Need::required},
    {"type", &QuestionReader::read_nothing, Need::required},
    {"when", &QuestionReader::read_nothing},
    {"text", &QuestionReader::read_text, Need::required},
    {"hint", &QuestionReader::read_hint},
    {"labels", &QuestionReader::read_labels},
    {"min", &QuestionReader::read_min},
    {"max", &QuestionReader::read_max},
    {"integer", &QuestionReader::read_integer},
    {"unit", &QuestionReader::read_unit},
    {"choices", &QuestionReader::read_choices},
    {"list", &QuestionReader::read_list},
    {"other", &QuestionReader::read_other},
    {"shuffle", &QuestionReader::read_shuffle},
    {"na", &QuestionReader::read_na},
    {"more", &QuestionReader::read_more},
    {"optional", &QuestionReader::read_optional},
    {"invalid", &QuestionReader::read_invalid},
    {"accept", &QuestionReader::read_accept},
    {"comment", &QuestionReader::read_comment},
    {"within", &QuestionReader::read_within},
    {"complete", &QuestionReader::read_complete},
    {"sensitive", &QuestionReader::read_sensitive},
    {"save", &QuestionReader::read_save},
    {"join", &QuestionReader::read_join},
    {"top", &QuestionReader::read_top},
    {"total", &QuestionReader::read_total},
    {"items", &QuestionReader::read_items},
    {"ceiling", &QuestionReader::read_ceiling},
    {"at_least", &QuestionReader::read_at_least},
    {"brief", &QuestionReader::read_brief},
    {"seed", &QuestionReader::read_seed},
    {"per_round", &QuestionReader::read_per_round},
};

Question read_question(ScriptParts& parts, const YamlNode& step, const std::string& path) {
    return QuestionReader(parts, step, path).run();
}

}  // namespace dialogs
