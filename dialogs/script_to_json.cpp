// The compiled script as canonical JSON. What is as by default is left out, so that a later
// version's new keys change neither the JSON nor the version of the scripts of today.
#include "dialogs/script.hpp"
#include "dialogs/script_names.hpp"

#include <nlohmann/json.hpp>

namespace dialogs {

namespace {

using nlohmann::json;

json json_of(const Expression& expression) { return expression.text(); }
json json_of(const Span& span) { return span.count(); }

json json_of(const Text& text) {
    auto wordings = json::array();
    for (const auto& wording : text.wordings) {
        json one = {{"say", wording.patterns}};
        if (wording.when) one["when"] = json_of(*wording.when);
        wordings.push_back(std::move(one));
    }
    return wordings;
}

json json_of(const Bound& bound) {
    if (const auto* number = std::get_if<double>(&bound)) return to_json(Value(*number));
    if (const auto* expression = std::get_if<Expression>(&bound))
        return json{{"expression", expression->text()}};
    return nullptr;
}

json json_of(const Fact& fact) {
    json out = {{"type", value_type_names[static_cast<std::size_t>(fact.type)]},
                {"example", to_json(fact.example)}};
    if (fact.optional) out["optional"] = true;
    if (!fact.keys.empty() && fact.list.empty()) out["keys"] = fact.keys;
    if (!fact.list.empty()) out["list"] = fact.list;  // the ids stand in the list already
    return out;
}

/// Writes keys of an object, leaving out what is empty or as by default.
class Writer {
public:
    void text(const char* key, const Text& value) {
        if (!value.empty()) out[key] = json_of(value);
    }
    void word(const char* key, const std::string& value) {
        if (!value.empty()) out[key] = value;
    }
    void flag(const char* key, bool value) {
        if (value) out[key] = true;
    }
    void number(const char* key, int value, int otherwise) {
        if (value != otherwise) out[key] = value;
    }
    template <class T>
    void optional(const char* key, const std::optional<T>& value) {
        if (value) out[key] = json_of(*value);
    }
    void bound(const char* key, const Bound& value) {
        if (!std::holds_alternative<std::monostate>(value)) out[key] = json_of(value);
    }
    template <class Map>
    void map(const char* key, const Map& value) {
        if (!value.empty()) out[key] = value;
    }

    json out = json::object();
};

json json_of(const Option& option) {
    Writer writer;
    writer.word("key", option.key);
    writer.text("label", option.label);
    writer.optional("when", option.when);
    writer.number("cost", option.cost, 0);
    writer.text("about", option.about);
    return std::move(writer.out);
}

json json_of(const ListedPlace& place) {
    Writer writer;
    writer.word("id", place.id);
    writer.map("names", place.names);
    writer.map("other_names", place.other_names);
    writer.word("municipality", place.municipality);
    return std::move(writer.out);
}

json json_of(const Question& question) {
    Writer writer;
    writer.word("name", question.name);
    writer.out["type"] = name_of(question.type);
    writer.text("text", question.text);
    writer.text("hint", question.hint);
    writer.text("more", question.more);
    writer.text("invalid", question.invalid);
    for (const auto& [value, label] : question.labels)
        writer.out["labels"][value] = json_of(label);
    writer.optional("na", question.na);
    writer.number("na_number", question.na_number, 0);
    writer.map("accept", question.accept);
    for (const auto& option : question.options)
        writer.out["options"].push_back(json_of(option));
    writer.flag("other", question.other);
    writer.text("other_text", question.other_text);
    writer.flag("shuffle", question.shuffle);
    writer.flag("optional", question.optional);
    writer.flag("complete", question.complete);
    writer.flag("sensitive", question.sensitive);
    writer.flag("whole", question.whole);
    writer.bound("min", question.min);
    writer.bound("max", question.max);
    writer.word("unit", question.unit);
    writer.number("text_max", question.text_max, Question().text_max);
    writer.flag("join", question.join);
    writer.word("list", question.list);
    writer.number("ceiling", question.ceiling, 0);
    writer.number("at_least", question.at_least, 1);
    writer.flag("brief", question.brief);
    writer.number("per_round", question.per_round, 0);
    writer.word("comment", question.comment);
    writer.optional("within", question.within);
    writer.word("save", question.save);
    writer.number("top", question.top, 0);
    writer.number("total", question.total, 0);
    writer.map("more_keys", question.more_keys);
    return std::move(writer.out);
}

json json_of(const std::vector<Step>& steps);

struct StepWriter {
    Writer& writer;

    void operator()(const Say& say) const { writer.out["say"] = json_of(say.text); }
    void operator()(const Ask& ask) const { writer.out["ask"] = json_of(ask.question); }
    void operator()(const End& end) const { writer.out["end"] = json_of(end.text); }
    void operator()(const Group& group) const {
        writer.out["group"] = group.name;
        writer.out["steps"] = json_of(group.steps);
        writer.number("pick", group.pick, 0);
        writer.flag("shuffle", group.shuffle);
    }
    void operator()(const Repeat& repeat) const {
        writer.out["repeat"] = repeat.name;
        writer.out["steps"] = json_of(repeat.steps);
        writer.out["most"] = repeat.most;
        writer.optional("while", repeat.again);
    }
    void operator()(const Do& effect) const {
        writer.out["do"] = effect.effect;
        writer.map("words", effect.words);
        for (const auto& [key, value] : effect.values)
            writer.out["values"][key] = json_of(value);
        for (const auto& [name, fact] : effect.returns)
            writer.out["returns"][name] = json_of(fact);
    }
    void operator()(const Wait& wait) const {
        writer.out["wait"] = wait_names[static_cast<std::size_t>(wait.kind)];
        writer.out["span"] = json_of(wait.span);
        writer.word("name", wait.name);
        writer.optional("until", wait.until);
        writer.optional("within", wait.within);
        writer.out["steps"] = json_of(wait.steps);
    }
};

json json_of(const std::vector<Step>& steps) {
    auto out = json::array();
    for (const auto& step : steps) {
        Writer writer;
        writer.optional("when", step.when);
        writer.flag("else", step.otherwise);
        std::visit(StepWriter{writer}, step.what);
        out.push_back(std::move(writer.out));
    }
    return out;
}

}  // namespace

std::string to_canonical_json(const Script& script) {
    Writer writer;
    writer.word("script", script.id);
    writer.map("title", script.title);
    writer.map("languages", script.languages);
    writer.word("stream", script.stream);
    writer.flag("on_consent", script.on_consent);
    writer.word("owner", script.owner);
    writer.word("decision", script.decision);
    if (script.decided_on) writer.out["decided_on"] = to_json(Value(*script.decided_on));
    writer.text("about", script.about);
    writer.map("keywords", script.keywords);
    writer.word("opening", script.opening);
    for (const auto& [name, fact] : script.given)
        writer.out["given"][name] = json_of(fact);
    for (const auto& [name, fact] : script.profile)
        writer.out["profile"][name] = json_of(fact);
    writer.map("words", script.words);
    for (const auto& [file, list] : script.places) {
        auto& places = writer.out["places"][file] = json::array();
        for (const auto& place : list.places)
            places.push_back(json_of(place));
    }
    if (script.again != Script::Again::add)
        writer.out["again"] = again_names[static_cast<std::size_t>(script.again)];
    writer.flag("anonymous", script.anonymous);
    writer.optional("remind_after", script.remind_after);
    writer.out["close_after"] = json_of(script.close_after);
    writer.out["reprompts"] = script.reprompts;
    writer.out["dialog"] = json_of(script.dialog);
    return writer.out.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace dialogs
