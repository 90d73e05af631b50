// The compiled script from its canonical JSON. Loading is not checking.
#include "dialogs/script.hpp"
#include "dialogs/script_names.hpp"
#include "dialogs/understanding/place_index.hpp"

#include <nlohmann/json.hpp>

#include <stdexcept>

namespace dialogs {

namespace {

using nlohmann::json;

/// The object or array of that key; an empty one where there is none.
const json& inside(const json& in, const char* key) {
    static const json nothing = json::object();
    const auto found = in.find(key);
    return found == in.end() ? nothing : *found;
}

Expression expression_of(const json& in) {
    auto parsed = Expression::parse(in.get<std::string>());
    if (!parsed)
        throw std::runtime_error("a condition of the compiled script does not parse: " +
                                 parsed.error().message);
    return std::move(*parsed);
}

Text text_of(const json& in) {
    Text text;
    for (const auto& one : in) {
        Text::Wording wording;
        wording.patterns = one.at("say").get<std::map<Language, std::string>>();
        if (one.contains("when")) wording.when = expression_of(one.at("when"));
        text.wordings.push_back(std::move(wording));
    }
    return text;
}

Fact fact_of(const json& in) {
    Fact fact;
    fact.type = named<ValueType>(value_type_names, in.at("type").get<std::string>());
    fact.optional = in.value("optional", false);
    fact.example = value_from_json(in.at("example"), fact.type);
    fact.keys = in.value("keys", fact.keys);
    fact.list = in.value("list", fact.list);
    return fact;
}

/// Reads keys of an object where they are there.
class Reader {
public:
    explicit Reader(const json& in) : in_(in) {}

    void text(const char* key, Text& into) const {
        if (in_.contains(key)) into = text_of(in_.at(key));
    }
    template <class T>
    void value(const char* key, T& into) const {
        if (in_.contains(key)) in_.at(key).get_to(into);
    }
    void expression(const char* key, std::optional<Expression>& into) const {
        if (in_.contains(key)) into = expression_of(in_.at(key));
    }
    void span(const char* key, std::optional<Span>& into) const {
        if (in_.contains(key)) into = Span(in_.at(key).get<Span::rep>());
    }
    void bound(const char* key, Bound& into) const {
        if (!in_.contains(key)) return;
        const auto& bound = in_.at(key);
        if (bound.is_number()) {
            into = bound.get<double>();
        } else {
            into = expression_of(bound.at("expression"));
        }
    }

private:
    const json& in_;
};

Option option_of(const json& in) {
    Option option;
    option.key = in.at("key").get<std::string>();
    const Reader reader(in);
    reader.text("label", option.label);
    reader.expression("when", option.when);
    reader.value("cost", option.cost);
    reader.text("about", option.about);
    return option;
}

PlaceList places_of(const json& in) {
    PlaceList list;
    for (const auto& one : in) {
        ListedPlace place{.id = one.at("id").get<std::string>()};
        const Reader reader(one);
        reader.value("names", place.names);
        reader.value("other_names", place.other_names);
        reader.value("municipality", place.municipality);
        list.places.push_back(std::move(place));
    }
    list.index = std::make_shared<const PlaceIndex>(list.places);
    return list;
}

Question question_of(const json& in) {
    Question question;
    const Reader reader(in);
    question.name = in.at("name").get<std::string>();
    const auto type = question_type(in.at("type").get<std::string>());
    if (!type) throw std::runtime_error("the compiled script has a question of an unknown type");
    question.type = *type;
    reader.text("text", question.text);
    reader.text("hint", question.hint);
    reader.text("more", question.more);
    reader.text("invalid", question.invalid);
    for (const auto& [value, label] : inside(in, "labels").items())
        question.labels[value] = text_of(label);
    if (in.contains("na")) question.na = text_of(in.at("na"));
    reader.value("na_number", question.na_number);
    reader.value("accept", question.accept);
    for (const auto& option : inside(in, "options"))
        question.options.push_back(option_of(option));
    reader.value("other", question.other);
    reader.text("other_text", question.other_text);
    reader.value("shuffle", question.shuffle);
    reader.value("optional", question.optional);
    reader.value("complete", question.complete);
    reader.value("sensitive", question.sensitive);
    reader.value("whole", question.whole);
    reader.bound("min", question.min);
    reader.bound("max", question.max);
    reader.value("unit", question.unit);
    reader.value("text_max", question.text_max);
    reader.value("join", question.join);
    reader.value("list", question.list);
    reader.value("ceiling", question.ceiling);
    reader.value("at_least", question.at_least);
    reader.value("brief", question.brief);
    reader.value("per_round", question.per_round);
    reader.value("comment", question.comment);
    reader.span("within", question.within);
    reader.value("save", question.save);
    reader.value("top", question.top);
    reader.value("total", question.total);
    reader.value("more_keys", question.more_keys);
    return question;
}

std::vector<Step> steps_of(const json& in, const std::string& parent);

Group group_of(const json& in, const std::string& path) {
    Group group{.name = in.at("group").get<std::string>(),
                .steps = steps_of(in.at("steps"), path + ".")};
    group.pick = in.value("pick", 0);
    group.shuffle = in.value("shuffle", false);
    return group;
}

Repeat repeat_of(const json& in, const std::string& path) {
    Repeat repeat{.name = in.at("repeat").get<std::string>(),
                  .steps = steps_of(in.at("steps"), path + ".")};
    repeat.most = in.at("most").get<int>();
    Reader(in).expression("while", repeat.again);
    return repeat;
}

Do effect_of(const json& in) {
    Do effect{.effect = in.at("do").get<std::string>()};
    Reader(in).value("words", effect.words);
    for (const auto& [key, value] : inside(in, "values").items())
        effect.values.emplace(key, expression_of(value));
    for (const auto& [name, fact] : inside(in, "returns").items())
        effect.returns.emplace(name, fact_of(fact));
    return effect;
}

Wait wait_of(const json& in, const std::string& path) {
    Wait wait;
    wait.kind = named<Wait::Kind>(wait_names, in.at("wait").get<std::string>());
    wait.span = Span(in.at("span").get<Span::rep>());
    const Reader reader(in);
    reader.value("name", wait.name);
    reader.expression("until", wait.until);
    reader.span("within", wait.within);
    wait.steps = steps_of(in.at("steps"), path + ".");
    return wait;
}

std::variant<Say, Ask, Group, Repeat, Do, Wait, End> what_of(const json& in,
                                                             const std::string& path) {
    if (in.contains("say")) return Say{text_of(in.at("say"))};
    if (in.contains("ask")) return Ask{question_of(in.at("ask"))};
    if (in.contains("end")) return End{text_of(in.at("end"))};
    if (in.contains("group")) return group_of(in, path);
    if (in.contains("repeat")) return repeat_of(in, path);
    if (in.contains("do")) return effect_of(in);
    if (in.contains("wait")) return wait_of(in, path);
    throw std::runtime_error("the compiled script has a step of an unknown kind");
}

std::vector<Step> steps_of(const json& in, const std::string& parent) {
    std::vector<Step> steps;
    for (const auto& one : in) {
        const auto path = parent + std::to_string(steps.size());
        Step step{.path = path, .what = what_of(one, path)};
        Reader(one).expression("when", step.when);
        step.otherwise = one.value("else", false);
        steps.push_back(std::move(step));
    }
    return steps;
}

/// The ids that a place may have, from its list.
void fill_places(const Script& script, std::map<std::string, Fact>& facts) {
    for (auto& [name, fact] : facts)
        if (const auto* places = script.place_list(fact.list)) fact.keys = places->ids();
}

void fill_places(const Script& script, std::vector<Step>& steps) {
    for (auto& step : steps) {
        if (auto* effect = std::get_if<Do>(&step.what)) fill_places(script, effect->returns);
        if (auto* group = std::get_if<Group>(&step.what)) fill_places(script, group->steps);
        if (auto* repeat = std::get_if<Repeat>(&step.what)) fill_places(script, repeat->steps);
        if (auto* wait = std::get_if<Wait>(&step.what)) fill_places(script, wait->steps);
    }
}

Script script_of(const json& in) {
    Script script;
    const Reader reader(in);
    script.id = in.at("script").get<std::string>();
    reader.value("title", script.title);
    reader.value("languages", script.languages);
    reader.value("stream", script.stream);
    reader.value("on_consent", script.on_consent);
    reader.value("owner", script.owner);
    reader.value("decision", script.decision);
    if (in.contains("decided_on")) {
        const auto date = value_from_json(in.at("decided_on"), ValueType::date);
        if (const auto* day = std::get_if<Date>(&date)) script.decided_on = *day;
    }
    reader.text("about", script.about);
    reader.value("keywords", script.keywords);
    reader.value("opening", script.opening);
    for (const auto& [name, fact] : inside(in, "given").items())
        script.given[name] = fact_of(fact);
    for (const auto& [name, fact] : inside(in, "profile").items())
        script.profile[name] = fact_of(fact);
    reader.value("words", script.words);
    for (const auto& [file, places] : inside(in, "places").items())
        script.places[file] = places_of(places);
    script.again =
        named<Script::Again>(again_names, in.value("again", std::string(again_names[0])));
    reader.value("anonymous", script.anonymous);
    reader.span("remind_after", script.remind_after);
    script.close_after = Span(in.value("close_after", script.close_after.count()));
    reader.value("reprompts", script.reprompts);
    script.dialog = steps_of(in.at("dialog"), "");
    script.list_questions();
    fill_places(script, script.given);
    fill_places(script, script.profile);
    fill_places(script, script.dialog);
    if (script.languages.empty()) throw std::runtime_error("the compiled script has no language");
    return script;
}

}  // namespace

Script script_from_json(std::string_view text) {
    const auto in = json::parse(text, nullptr, false);
    if (!in.is_object()) throw std::runtime_error("this is no compiled script");
    try {
        auto script = script_of(in);
        script.version = version_of(text);
        return script;
    } catch (const json::exception& error) {
        throw std::runtime_error(std::string("this is no compiled script: ") + error.what());
    }
}

}  // namespace dialogs
