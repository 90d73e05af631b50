// The compiled script: what a conversation runs on. Immutable; made by the reader, or from its own canonical JSON.
#pragma once

#include "dialogs/conditions/expression.hpp"
#include "dialogs/language.hpp"
#include "dialogs/listed_place.hpp"
#include "dialogs/question_type.hpp"
#include "dialogs/text_map.hpp"
#include "dialogs/time.hpp"
#include "dialogs/value.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace dialogs {

class PlaceIndex;  // dialogs/understanding/place_index.hpp

/// A text of the script in all its languages; several wordings where a table of conditions stands.
struct Text {
    struct Wording {
        std::optional<Expression> when;           ///< none: `else`, or the only one
        std::map<Language, std::string>
            patterns;  ///< ICU patterns, dotted names hidden; the source language is always there
    };
    std::vector<Wording> wordings;                ///< the first whose condition holds is said; empty: no text

    [[nodiscard]] bool empty() const { return wordings.empty(); }
};

/// One choice of a question.
struct Option {
    std::string key;
    Text label;
    std::optional<Expression> when;
    int cost = 0;                              ///< budget: in whole euros
    Text about;                                ///< budget: what a single number is answered with
};

/// The places of one file, in its order, and where to look them up.
struct PlaceList {
    std::vector<ListedPlace> places;
    std::shared_ptr<const PlaceIndex> index;   ///< never null in a compiled script

    /// The place of that id; null where there is none.
    [[nodiscard]] const ListedPlace* find(std::string_view id) const;
    [[nodiscard]] std::vector<std::string> ids() const;
};

/// A number, or an expression that gives one (`max: today`).
using Bound = std::variant<std::monostate, double, Expression>;

struct Question {
    std::string name;
    QuestionType type = QuestionType::text;
    Text text;
    Text hint;
    Text more;
    Text invalid;
    std::map<std::string, Text> labels;        ///< words for values: `1`, `5`, `true`, `false`
    std::optional<Text> na;                    ///< the words of the way out
    int na_number = 0;
    std::map<std::string, std::map<Language, std::vector<std::string>>> accept;  ///< value → language → synonyms
    std::vector<Option> options;
    bool other = false;
    Text other_text;                           ///< `other: TEXT`; shown as a line of its own
    bool shuffle = false;
    bool optional = false;
    bool complete = false;
    bool sensitive = false;
    bool whole = false;                        ///< number: `integer: true`
    Bound min;
    Bound max;
    std::string unit;
    int text_max = 1600;
    bool join = false;
    std::string list;                          ///< place: the file, a key of Script::places
    int ceiling = 0;                           ///< budget: what the items may cost together
    int at_least = 1;                          ///< budget: how many items make a ballot
    bool brief = false;                        ///< budget: the items are listed on MORE only
    int per_round = 0;                         ///< statements: how many are asked at a time; 0: all
    std::string comment;                       ///< the text question that a comment answers
    std::optional<Span> within;
    std::string save;                          ///< `profile.FIELD`
    int top = 0;                               ///< rank: how many are put in order; 0: all
    int total = 0;                             ///< points: what they come to together
    std::map<std::string, std::string> more_keys;  ///< keys of the types still to come, as read (canonical JSON values)
};

struct Step;

struct Say { Text text; };
struct Ask { Question question; };
struct Group { std::string name; std::vector<Step> steps; int pick = 0; bool shuffle = false; };
struct Repeat { std::string name; std::vector<Step> steps; int most = 1; std::optional<Expression> again; };

/// A declared fact or profile field.
struct Fact {
    ValueType type = ValueType::text;
    bool optional = false;
    Value example;
    std::vector<std::string> keys;   ///< for choice and choices; for place, the ids of its list
    std::string list;                ///< for place: the file, a key of Script::places
};

/// `do:`: an effect by its name, with its keys as read: plain words in `words`, expressions in `values`.
struct Do {
    std::string effect;
    std::map<std::string, std::string> words;      ///< `topic`, `text`, `pool`, `script` …
    std::map<std::string, Expression> values;      ///< `given.FACT`, `profile.FIELD`
    std::map<std::string, Fact> returns;           ///< call: the facts that the hook may return
};
struct Wait {
    enum class Kind { span, before, after, until };
    Kind kind = Kind::span;
    Span span{};
    std::string name;
    std::optional<Expression> until;
    std::optional<Span> within;
    std::vector<Step> steps;
};
struct End { Text text; };

struct Step {
    /// Where it is in the script, stable under new neighbours' texts: indexes joined by dots (`3`, `5.0`). The state's
    /// position.
    std::string path;
    std::optional<Expression> when;
    bool otherwise = false;  ///< `when: else`
    std::variant<Say, Ask, Group, Repeat, Do, Wait, End> what;
};

struct Script {
    std::string id;
    std::string version;             ///< 16 hexadecimal digits; empty until compiled
    std::map<Language, std::string> title;
    std::vector<Language> languages; ///< the first is the source language
    std::string stream;
    bool on_consent = false;         ///< `basis: consent`
    std::string owner, decision;
    std::optional<Date> decided_on;
    Text about;
    std::map<Language, std::vector<std::string>> keywords;
    std::string opening;
    std::map<std::string, Fact> given;
    std::map<std::string, Fact> profile;
    std::map<std::string, std::map<Language, std::vector<std::string>>> words;
    std::map<std::string, PlaceList> places;   ///< by file: the lists that questions, facts and fields name
    enum class Again { add, replace, refuse };
    Again again = Again::add;
    bool anonymous = false;
    std::optional<Span> remind_after;
    Span close_after = std::chrono::hours(24 * 14);
    int reprompts = 2;
    std::vector<Step> dialog;
    /// Where each question stands: by its name, the places of its step in the lists around it. Made by `list_questions`
    /// when the dialog is whole; while it is empty, questions are looked for one by one.
    TextMap<std::vector<std::size_t>> question_places;

    [[nodiscard]] const Language& source_language() const { return languages.front(); }
    [[nodiscard]] bool speaks(const Language& language) const;

    /// The question of that name; null where there is none.
    [[nodiscard]] const Question* question(std::string_view name) const;

    /// The fact of that name, declared in `given` or answered by an effect, or the profile's field (`profile.FIELD`);
    /// null where there is none.
    [[nodiscard]] const Fact* fact(std::string_view name) const;

    void list_questions();

    /// The places of that file; null where the script names no such list.
    [[nodiscard]] const PlaceList* place_list(std::string_view file) const;
};

/// What the place of that list is called in the language, in what that falls back to, or in the script's first; the id
/// itself where the list has no such place.
[[nodiscard]] std::string place_name(const Script& script, std::string_view list, std::string_view id,
                                     const Language& language);

/// The canonical JSON: what the version is the hash of, and what running conversations load. Sorted keys, no blanks.
[[nodiscard]] std::string to_canonical_json(const Script& script);

/// Loads what `to_canonical_json` wrote; loading is not checking. Throws std::runtime_error where it is not such JSON.
[[nodiscard]] Script script_from_json(std::string_view json);

/// The first 16 hexadecimal digits of BLAKE2b-256 over the canonical JSON.
[[nodiscard]] std::string version_of(std::string_view canonical_json);

}  // namespace dialogs
