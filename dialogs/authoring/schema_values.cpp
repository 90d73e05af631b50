#include "dialogs/authoring/schema_values.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <string>

namespace dialogs {

namespace {

using Json = nlohmann::ordered_json;

/// What a key holds. `map` is the kind of map it stands in; empty: any.
struct KeyValue {
    std::string_view map;
    std::string_view key;
    std::string_view value;  ///< the name of a definition
    std::string_view description;
};

// Rows of one kind of map come before those of any.
constexpr KeyValue key_values[] = {
    {"script", "script", "id", "The script's id, equal to the file's name"},
    {"script", "title", "scalar", "What the script is called"},
    {"script", "languages", "words", "Language tags; the first is the language of the texts in this file"},
    {"script", "stream", "stream", "Consent, quarantine and quiet hours are kept per stream"},
    {"script", "basis", "basis", "A script on consent is never sent to a resident without one"},
    {"script", "owner", "scalar", "Who answers for the consultation"},
    {"script", "decision", "scalar", "Which decision the consultation serves"},
    {"script", "decided_on", "date", "When that decision is made"},
    {"script", "about", "scalar", "What HELP answers while this script runs"},
    {"script", "keywords", "words_by_language", "Per language: words that start the script"},
    {"script", "opening", "name", "The text question that the rest of the starting message answers"},
    {"script", "given", "facts", "Facts that come with each invitation"},
    {"script", "profile", "facts", "The fields of the resident's profile that the script reads or writes"},
    {"script", "words", "word_lists", "Named lists of words per language, for mentions()"},
    {"script", "again", "again", "When the same resident starts it anew: add, replace or refuse"},
    {"script", "anonymous", "flag", "When it ends, the answers are cut loose from the resident"},
    {"script", "remind_after", "span", "Who has answered nothing is reminded once after this time"},
    {"script", "close_after", "span", "The conversation closes after this time; default 14d"},
    {"script", "reprompts", "whole", "How many times an unclear reply is asked again; default 2"},
    {"script", "dialog", "steps", "The steps, from top to bottom"},
    {"script", "tests", "tests", "Transcripts that check plays"},

    {"module", "module", "id", "The module's id, equal to the file's name"},
    {"module", "title", "scalar", "What the module is called"},
    {"module", "locked", "scalar", "The hash that the steps of a national set must match"},

    {"say", "say", "text", "A message of its own"},
    {"end", "end", "text_or_nothing", "The conversation ends here"},
    {"group", "group", "name_or_nothing", "Steps that share a condition; the name is for drawings and reports"},
    {"group", "pick", "whole", "Asks so many of the steps, drawn for each resident"},
    {"group", "shuffle", "flag", "Draws the order of the steps"},
    {"group", "use", "id", "Takes the steps from modules/MODULE.yaml"},
    {"repeat", "repeat", "name", "Steps held round after round; the name is the number of the round"},
    {"repeat", "most", "whole", "The most rounds, 1-50"},
    {"repeat", "while", "condition", "Checked after each round"},
    {"wait", "wait", "scalar", "3d, 1d before NAME, 20h after NAME or until CONDITION"},
    {"wait", "within", "span", "The longest that `until` is waited for"},

    {"ask", "ask", "name", "The question's name: the variable in conditions, results and exports for ever"},
    {"ask", "type", "question_type", "The type of answer"},
    {"ask", "text", "text", "The question"},
    {"ask", "hint", "text", "How to answer; shown after the text where there are no buttons"},
    {"ask", "labels", "texts_by_value", "Words for values, on the buttons or after the text"},
    {"ask", "na", "scalar", "A way out that is an answer: offered as 0=…, stored as na"},
    {"ask", "more", "text", "What the word MORE answers"},
    {"ask", "optional", "flag", "The skip word is accepted"},
    {"ask", "invalid", "text", "Own words for a reply that was not understood"},
    {"ask", "accept", "words_by_value", "Own synonyms: {value: [word, …]}"},
    {"ask", "comment", "name", "The text question that a comment of three words or more answers"},
    {"ask", "within", "span", "Not answered by then, the dialog goes on"},
    {"ask", "complete", "flag", "From here on the response counts as complete"},
    {"ask", "sensitive", "flag", "Never asked on a channel that is not trusted with health matters"},
    {"ask", "save", "profile_field", "profile.FIELD, of the same type"},
    {"ask", "min", "bound", "The least value: a number or an expression"},
    {"ask", "max", "bound", "The greatest value: a number or an expression (max: today)"},
    {"ask", "integer", "flag", "Whole numbers only"},
    {"ask", "unit", "scalar", "What the number counts"},
    {"ask", "choices", "choices", "key: text, or key: {text, when}; or a list, where each text is its own key"},
    {"ask", "list", "csv", "A file of choices beside the script: id, text …"},
    {"ask", "other", "flag_or_text", "Any other words are an answer, too"},
    {"ask", "shuffle", "flag", "Draws the order of the choices for each resident"},
    {"ask", "join", "flag", "Takes several messages until OK or 10 minutes of silence"},
    {"ask", "top", "whole", "How many are ranked"},
    {"ask", "total", "whole", "How many points are given"},
    {"ask", "items", "items", "key: {text, cost, about}"},
    {"ask", "ceiling", "number", "What the items may cost together"},
    {"ask", "at_least", "whole", "How many items must be chosen"},
    {"ask", "brief", "flag", "The lines are shown only on MORE"},
    {"ask", "seed", "texts_by_value", "The statements to begin with: key: text"},
    {"ask", "per_round", "whole", "How many statements are shown in a round"},

    {"choice", "text", "scalar", "What the resident reads"},
    {"item", "text", "scalar", "What the resident reads"},
    {"item", "cost", "number", "What it costs"},
    {"item", "about", "scalar", "What is told of it on its number alone"},

    {"do", "do", "effect", "What the service is to do"},
    {"do", "topic", "scalar", "What the case is about"},
    {"do", "text", "name", "The name of a text answer"},
    {"do", "pool", "scalar", "The pool"},
    {"do", "room", "whole", "How many seats there are; the next ones wait in order"},
    {"do", "consent", "name", "The yes-no question whose wording goes into the consent ledger"},
    {"do", "to", "name", "The question of the type statements"},
    {"do", "profile", "expressions", "{FIELD: EXPRESSION}"},
    {"do", "script", "id", "The script that starts when this one ends"},
    {"do", "given", "expressions", "{FACT: EXPRESSION}"},
    {"do", "hook", "scalar", "A webhook named in the service's configuration"},
    {"do", "returns", "facts", "The facts it returns, declared as in given"},

    {"fact", "type", "fact_type", "The fact's type"},
    {"fact", "example", "scalar_or_list", "A value, as an invitation might bring it"},
    {"fact", "optional", "flag", "The fact may be missing"},
    {"fact", "choices", "words", "The values it may have"},
    {"fact", "list", "csv", "The file of places"},

    {"test", "name", "scalar", "What the test shows"},
    {"test", "language", "scalar", "The resident's language; default the first"},
    {"test", "channel", "channel", "The kind of channel; default sms"},
    {"test", "at", "scalar", "When it begins: 2026-01-15T12:00:00+02:00"},
    {"test", "given", "values", "Facts, and what effects answer"},
    {"test", "profile", "values", "The resident's profile"},
    {"test", "pools", "words", "The pools that the resident is in"},
    {"test", "talk", "scalar", "< the bot, > the resident, ! the world; a line each"},
    {"test", "expect", "values", "The answers at the end"},
    {"test", "outcome", "outcome", "How it ends"},
    {"test", "effects", "words_or_none", "The effects' names in order"},

    {"", "when", "condition", "The step is left out where this is not true; `else`: where none before it ran"},
    {"", "steps", "steps", "The steps inside"},
};

Json text_of(std::string_view pattern) { return {{"type", "string"}, {"pattern", std::string(pattern)}}; }

Json one_of(std::initializer_list<const char*> words) {
    Json list = Json::array();
    for (const auto* word : words) list.push_back(word);
    return {{"enum", std::move(list)}};
}

Json refer_to(std::string_view name) { return {{"$ref", "#/definitions/" + std::string(name)}}; }

Json map_of(std::string_view value) {
    return {{"type", "object"}, {"additionalProperties", refer_to(value)}, {"minProperties", 1}};
}

/// As YAML reads it: a number is a number there, and text in a script all the same.
Json number_like(const char* type, const char* pattern) {
    return {{"type", {type, "string"}}, {"pattern", pattern}};
}

constexpr const char* name_pattern = "^[a-z][a-z0-9_]{0,39}$";

void add_scalars(Json& all) {
    all["scalar"] = {{"type", {"string", "number", "boolean"}}, {"pattern", "\\S"}};
    all["nothing"] = {{"enum", {nullptr, ""}}};
    all["flag"] = {{"enum", {true, false, "true", "false", "yes", "no"}}};
    all["whole"] = number_like("integer", "^[0-9]+$");
    all["number"] = number_like("number", "^-?[0-9]+([.,][0-9]+)?$");
    all["bound"] = {{"type", {"number", "string"}}, {"pattern", "\\S"}};
    all["id"] = text_of("^[a-z][a-z0-9-]{0,39}$");
    all["name"] = text_of(name_pattern);
    all["name_or_nothing"] = {{"anyOf", {refer_to("name"), refer_to("nothing")}}};
    all["profile_field"] = text_of("^profile\\.[a-z][a-z0-9_]{0,39}$");
    all["span"] = text_of("^[0-9]+[mhd]$");
    all["date"] = text_of("^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
    all["csv"] = text_of("\\.csv$");
    all["condition"] = refer_to("scalar");
    all["stream"] = one_of({"feedback", "consultation", "pool", "event", "staff", "notice"});
    all["basis"] = one_of({"public-task", "consent"});
    all["again"] = one_of({"add", "replace", "refuse"});
    all["outcome"] = one_of({"completed", "partial", "refused", "closed", "failed"});
    all["channel"] = one_of({"sms", "whatsapp", "telegram", "messenger", "instagram", "viber", "discord", "signal",
                             "matrix", "rcs", "line", "slack", "teams", "web", "kiosk", "phone", "paper"});
}

void add_collections(Json& all) {
    all["text"] = {{"description", "A text, or a table of conditions and texts whose last row is `else`"},
                   {"anyOf",
                    {refer_to("scalar"), Json{{"type", "object"},
                                         {"required", Json::array({"else"})},
                                         {"minProperties", 2},
                                         {"additionalProperties", refer_to("scalar")}}}}};
    all["text_or_nothing"] = {{"anyOf", {refer_to("text"), refer_to("nothing")}}};
    all["flag_or_text"] = {{"anyOf", {refer_to("flag"), refer_to("scalar")}}};
    all["words"] = {{"anyOf",
                     {refer_to("scalar"), Json{{"type", "array"}, {"items", refer_to("scalar")}, {"minItems", 1}}}}};
    all["words_or_none"] = {{"anyOf", {refer_to("scalar"), Json{{"type", "array"}, {"items", refer_to("scalar")}}}}};
    all["scalar_or_list"] = refer_to("words");
    all["words_by_language"] = map_of("words");
    all["words_by_value"] = map_of("words");
    all["word_lists"] = map_of("words_by_language");
    all["texts_by_value"] = map_of("scalar");
    all["expressions"] = map_of("scalar");
    all["value"] = {{"description", "A value, a list of keys, or a table: {statement: agree}"},
                    {"anyOf", {refer_to("words"), map_of("scalar")}}};
    all["values"] = map_of("value");
    all["facts"] = map_of("fact");
    all["facts"]["propertyNames"] = {{"pattern", name_pattern}};
    all["items"] = map_of("item");
    all["choices"] = {{"anyOf",
                       {Json{{"type", "array"}, {"items", refer_to("scalar")}, {"minItems", 1}},
                        Json{{"type", "object"},
                             {"minProperties", 1},
                             {"additionalProperties", {{"anyOf", {refer_to("scalar"), refer_to("choice")}}}}}}}};
    for (const auto* list : {"steps", "tests"}) {
        const std::string one(list, std::string_view(list).size() - 1);
        all[list] = {{"type", "array"}, {"items", refer_to(one)}, {"minItems", 1}};
    }
}

}  // namespace

std::optional<Json> schema_of_key(std::string_view map, std::string_view key) {
    const auto* row = std::find_if(std::begin(key_values), std::end(key_values), [&](const KeyValue& one) {
        return one.key == key && (one.map == map || one.map.empty());
    });
    if (row == std::end(key_values)) return std::nullopt;
    // Beside a reference draft 7 passes over everything else, so the reference stands inside.
    return Json{{"description", std::string(row->description)}, {"allOf", Json::array({refer_to(row->value)})}};
}

Json schema_definitions() {
    Json all = Json::object();
    add_scalars(all);
    add_collections(all);
    return all;
}

}  // namespace dialogs
