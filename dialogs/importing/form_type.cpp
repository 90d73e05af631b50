// What a row's `type` asks for.
#include "dialogs/importing/form_importer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace dialogs {

namespace {

using Kind = FormType::Kind;

struct PlainType {
    std::string_view written;
    Kind kind;
    QuestionType type = QuestionType::text;
};

constexpr PlainType plain_types[] = {
    {"text", Kind::question, QuestionType::text},       {"string", Kind::question, QuestionType::text},
    {"integer", Kind::question, QuestionType::number},  {"int", Kind::question, QuestionType::number},
    {"decimal", Kind::question, QuestionType::number},  {"range", Kind::question, QuestionType::number},
    {"date", Kind::question, QuestionType::date},       {"image", Kind::question, QuestionType::photo},
    {"audio", Kind::question, QuestionType::voice},     {"geopoint", Kind::question, QuestionType::location},
    {"note", Kind::note},                               {"begin_group", Kind::begin_group},
    {"end_group", Kind::end_group},                     {"begin_repeat", Kind::begin_repeat},
    {"end_repeat", Kind::end_repeat},
};

constexpr std::string_view metadata[] = {"start",     "end",      "today",       "deviceid",     "subscriberid",
                                         "simserial", "username", "phonenumber", "audit",        "email",
                                         "start-geopoint", "background-audio", "background-geopoint"};

/// Of choices from a list; several words may begin it.
struct ListType {
    std::string_view beginning;
    QuestionType type;
};
constexpr ListType list_types[] = {
    {"select_one_from_file ", QuestionType::text},  // which has no counterpart; told below
    {"select_multiple_from_file ", QuestionType::text},
    {"select_one ", QuestionType::choice},
    {"select one from ", QuestionType::choice},
    {"select one ", QuestionType::choice},
    {"select_multiple ", QuestionType::choices},
    {"select all that apply from ", QuestionType::choices},
    {"select multiple from ", QuestionType::choices},
    {"select multiple ", QuestionType::choices},
    {"rank ", QuestionType::rank},
};

/// Single blanks, and none at the ends.
std::string tidy(std::string_view text) {
    std::string tidied;
    for (const char c : text) {
        const bool is_blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (!is_blank) tidied += c;
        else if (!tidied.empty() && tidied.back() != ' ') tidied += ' ';
    }
    while (!tidied.empty() && tidied.back() == ' ') tidied.pop_back();
    return tidied;
}

FormType none(std::string why) { return {.kind = Kind::none, .list = {}, .why_not = std::move(why)}; }

FormType list_type(const ListType& found, std::string list) {
    if (found.type == QuestionType::text) return none("choices from a file of their own have no counterpart yet");
    FormType type{.kind = Kind::question, .type = found.type, .list = {}, .why_not = {}};
    for (const std::string_view ending : {" or_other", " or specify other", " or other"}) {
        if (!list.ends_with(ending)) continue;
        list.resize(list.size() - ending.size());
        type.has_other = true;
    }
    type.list = std::move(list);
    return type;
}

FormType known_type(const std::string& written) {
    for (const auto& one : list_types)
        if (written.starts_with(one.beginning)) return list_type(one, written.substr(one.beginning.size()));
    auto word = written;
    std::replace(word.begin(), word.end(), ' ', '_');
    for (const auto& one : plain_types)
        if (one.written == word)
            return {.kind = one.kind, .type = one.type, .list = {}, .is_whole = word == "integer" || word == "int",
                    .why_not = {}};
    if (std::find(std::begin(metadata), std::end(metadata), written) != std::end(metadata))
        return none(fmt::format("`{}` is noted by the service itself, where it may be", written));
    return none(fmt::format("the type `{}` has no counterpart in a script", written));
}

}  // namespace

FormType form_type(std::string_view written) {
    return known_type(tidy(written));
}

}  // namespace dialogs
