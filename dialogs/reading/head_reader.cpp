// The head of a script: who asks, in which languages, on what ground, with which facts.
#include "dialogs/channel_kind.hpp"
#include "dialogs/reading/key_table.hpp"
#include "dialogs/reading/script_parts.hpp"
#include "dialogs/script_names.hpp"

#include <algorithm>

namespace dialogs {

namespace {

constexpr std::string_view streams[] = {"feedback", "consultation", "pool",
                                        "event",    "staff",        "notice"};
constexpr int reprompts_max = 10;

/// `fi`, `fi-simple`, `zh-Hant`: a language, then further parts.
bool is_language_tag(std::string_view tag) {
    bool is_first = true;
    for (std::size_t begin = 0; begin <= tag.size(); is_first = false) {
        const auto end = std::min(tag.find('-', begin), tag.size());
        const auto part = tag.substr(begin, end - begin);
        const auto is_letter = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        };
        const auto is_fine = [&](char c) {
            return is_letter(c) || (!is_first && c >= '0' && c <= '9');
        };
        if (part.size() < 2 || part.size() > (is_first ? 3 : 8) ||
            !std::all_of(part.begin(), part.end(), is_fine))
            return false;
        begin = end + 1;
    }
    return true;
}

std::string_view stem_of(std::string_view file) {
    const auto slash = file.find_last_of("/\\");
    if (slash != std::string_view::npos) file.remove_prefix(slash + 1);
    return file.substr(0, file.rfind('.'));
}

class HeadReader {
public:
    HeadReader(ScriptParts& parts, const YamlNode& root, const FindFile& find_translation)
        : parts_(parts), script_(parts.script), root_(root), find_translation_(find_translation) {}

    void run() {
        static constexpr KeyRow<HeadReader> rows[] = {
            {"script", &HeadReader::read_script, Need::required},
            {"languages", &HeadReader::read_languages, Need::required},
            {"title", &HeadReader::read_title, Need::required},
            {"stream", &HeadReader::read_stream, Need::required},
            {"basis", &HeadReader::read_basis, Need::required},
            {"owner", &HeadReader::read_owner},
            {"decision", &HeadReader::read_decision},
            {"decided_on", &HeadReader::read_decided_on},
            {"about", &HeadReader::read_about},
            {"keywords", &HeadReader::read_keywords},
            {"opening", &HeadReader::read_opening},
            {"given", &HeadReader::read_given},
            {"profile", &HeadReader::read_profile},
            {"words", &HeadReader::read_words},
            {"again", &HeadReader::read_again},
            {"anonymous", &HeadReader::read_anonymous},
            {"remind_after", &HeadReader::read_remind_after},
            {"close_after", &HeadReader::read_close_after},
            {"reprompts", &HeadReader::read_reprompts},
            {"dialog", &HeadReader::read_dialog, Need::required},
            {"tests", &HeadReader::read_tests},
        };
        read_keys(parts_.source, root_, std::span<const KeyRow<HeadReader>>(rows), *this,
                  "a script");
        check_consultation();
        check_keyword_facts();
    }

private:
    std::string word(const YamlEntry& entry) {
        parts_.read.key_places.emplace(entry.key.value, parts_.source.place(entry.value));
        return parts_.source.word(entry).value_or("");
    }

    void read_script(const YamlEntry& entry) {
        script_.id = word(entry);
        if (script_.id.empty()) return;
        const auto place = parts_.source.place(entry.value);  // `stem` is a view into it
        const auto stem = stem_of(place.file);
        is_named_ = check_id(parts_.source, entry.value, "a script's id");
        if (is_named_ && stem != script_.id) {
            parts_.source.error(entry.value, "script-name",
                                fmt::format("the script's id is its file's name: `{}`", stem));
        }
    }

    void read_languages(const YamlEntry& entry) {
        parts_.read.key_places.emplace("languages", parts_.source.place(entry.value));
        if (parts_.source.tell_if_empty(entry)) return;
        for (const auto& tag : parts_.source.words(entry)) {
            if (!is_language_tag(tag)) {
                parts_.source.error(
                    entry.value, "unknown-language",
                    fmt::format("`{}` is no language tag: a tag is written fi, sv or fi-simple",
                                tag));
            } else if (script_.speaks(tag)) {
                parts_.source.error(entry.value, "duplicate-name",
                                    fmt::format("the language `{}` stands here twice", tag));
            } else {
                script_.languages.push_back(tag);
            }
        }
        if (entry.value.is_sequence() && entry.value.items.empty())
            parts_.source.error(entry.key, "empty-value", "`languages` has no language");
        add_known_names();
        if (!script_.languages.empty() && is_named_)
            parts_.translations.load(script_.id, script_.languages, find_translation_);
    }

    void add_known_names() {
        parts_.names.add("language", {.type = ValueType::key});
        parts_.names.add("channel", {.type = ValueType::key,
                                     .keys = channel_kinds()});
        parts_.names.add("today", {.type = ValueType::date});
        parts_.names.add("lot", {.type = ValueType::number});
    }

    void read_title(const YamlEntry& entry) {
        parts_.read.key_places.emplace("title", parts_.source.place(entry.value));
        script_.title = parts_.texts.words("title", entry);
    }

    void read_stream(const YamlEntry& entry) {
        script_.stream = word(entry);
        if (script_.stream.empty() ||
            std::find(std::begin(streams), std::end(streams), script_.stream) != std::end(streams))
            return;
        const std::vector<std::string> known(std::begin(streams), std::end(streams));
        parts_.source.error(
            entry.value, "bad-value",
            fmt::format("`stream` is feedback, consultation, pool, event, staff or notice{}",
                        did_you_mean(script_.stream, known)));
    }

    void read_basis(const YamlEntry& entry) {
        const auto basis = word(entry);
        script_.on_consent = basis == "consent";
        if (basis.empty() || basis == "consent" || basis == "public-task") return;
        parts_.source.error(entry.value, "bad-value", "`basis` is public-task or consent");
    }

    void read_owner(const YamlEntry& entry) {
        script_.owner = word(entry);
        parts_.names.add("owner", {.type = ValueType::text});
    }

    void read_decision(const YamlEntry& entry) {
        script_.decision = word(entry);
        parts_.names.add("decision", {.type = ValueType::text});
    }

    void read_decided_on(const YamlEntry& entry) {
        script_.decided_on = parts_.source.date(entry);
        parts_.names.add("decided_on", {.type = ValueType::date});
    }

    void read_about(const YamlEntry& entry) {
        parts_.read.key_places.emplace("about", parts_.source.place(entry.value));
        script_.about = parts_.texts.plain("about", entry);
    }

    /// Lists of words by language.
    std::map<Language, std::vector<std::string>> words_by_language(const YamlEntry& entry, const std::string& path) {
        std::map<Language, std::vector<std::string>> lists;
        const auto* map = parts_.source.map(entry);
        if (map == nullptr) return lists;
        for (const auto& row : map->entries) {
            parts_.read.key_places.emplace(path + row.key.value, parts_.source.place(row.value));
            auto words = parts_.source.words(row);
            if (!script_.speaks(row.key.value)) {
                parts_.source.error(
                    row.key, "unknown-language",
                    fmt::format("`{}` is not among the script's languages{}", row.key.value,
                                did_you_mean(row.key.value, script_.languages)));
            } else {
                lists[row.key.value] = std::move(words);
            }
        }
        return lists;
    }

    void read_keywords(const YamlEntry& entry) { script_.keywords = words_by_language(entry, "keywords."); }

    void read_words(const YamlEntry& entry) {
        const auto* map = parts_.source.map(entry);
        if (map == nullptr) return;
        for (const auto& row : map->entries) {
            if (!check_name(parts_.source, row.key, /*is_behind_dot=*/true)) continue;
            parts_.names.add("words." + row.key.value, {});
            auto lists = words_by_language(row, "words." + row.key.value + ".");
            for (const auto& [language, words] : lists)
                check_stars(row, words);
            script_.words[row.key.value] = std::move(lists);
        }
    }

    /// `*` is any ending: it stands at a word's end, behind something.
    void check_stars(const YamlEntry& row, const std::vector<std::string>& words) {
        for (const auto& word : words) {
            for (auto star = word.find('*'); star != std::string::npos; star = word.find('*', star + 1)) {
                const bool ends_a_word = star + 1 == word.size() || word[star + 1] == ' ';
                if (ends_a_word && star > 0 && word[star - 1] != ' ') continue;
                parts_.source.error(row.value, "bad-value",
                                    fmt::format("`{}`: `*` stands at the end of a word, for any ending", word));
                break;
            }
        }
    }

    void read_again(const YamlEntry& entry) {
        const auto again = word(entry);
        const auto* const found = std::find(std::begin(again_names), std::end(again_names), again);
        if (again.empty()) return;
        if (found == std::end(again_names))
            return parts_.source.error(entry.value, "bad-value", "`again` is add, replace or refuse");
        script_.again = static_cast<Script::Again>(found - std::begin(again_names));
    }

    void read_anonymous(const YamlEntry& entry) {
        script_.anonymous = parts_.source.flag(entry).value_or(false);
    }

    void read_profile(const YamlEntry& entry) {
        script_.profile = read_facts(parts_, entry, {.prefix = "profile."});
    }

    void read_opening(const YamlEntry& entry) {
        script_.opening = word(entry);
        if (!script_.opening.empty())
            parts_.named_questions.push_back({.question = script_.opening,
                                              .key = "opening",
                                              .place = parts_.source.place(entry.value),
                                              .answered_since = 0});
    }

    void read_given(const YamlEntry& entry) { script_.given = read_facts(parts_, entry); }
    void read_remind_after(const YamlEntry& entry) {
        script_.remind_after = parts_.source.span(entry);
    }
    void read_close_after(const YamlEntry& entry) {
        script_.close_after = parts_.source.span(entry).value_or(script_.close_after);
    }
    void read_reprompts(const YamlEntry& entry) {
        script_.reprompts =
            parts_.source.whole(entry, {0, reprompts_max}).value_or(script_.reprompts);
    }

    void read_dialog(const YamlEntry& entry) {
        const auto* steps = parts_.source.sequence(entry);
        if (steps == nullptr) return;
        if (steps->items.empty())
            return parts_.source.error(entry.key, "empty-value", "`dialog` has no steps");
        script_.dialog = read_steps(parts_, *steps, "");
        script_.list_questions();
    }

    void read_tests(const YamlEntry& entry) { dialogs::read_tests(parts_, entry); }

    /// A consultation says who answers for it, which decision it serves, and when that is made.
    void check_consultation() {
        if (script_.stream != "consultation") return;
        for (const auto* key : {"owner", "decision", "decided_on"}) {
            if (root_.find(key) != nullptr) continue;
            parts_.source.error(root_.entries.front().key, "missing-key",
                                fmt::format("a consultation needs the key `{}`", key));
        }
    }

    /// Who starts a script by its keyword brings no facts.
    void check_keyword_facts() {
        if (script_.keywords.empty()) return;
        for (const auto& [name, fact] : script_.given) {
            if (fact.optional) continue;
            parts_.source.error(parts_.read.key_places.at("given." + name), "keyword-facts",
                                fmt::format("a script with keywords is started without facts: give "
                                            "`{}` the key `optional: true`",
                                            name));
        }
    }

    ScriptParts& parts_;
    Script& script_;
    const YamlNode& root_;
    const FindFile& find_translation_;
    bool is_named_ = false;
};

}  // namespace

void read_head(ScriptParts& parts, const YamlNode& root, const FindFile& find_translation) {
    HeadReader(parts, root, find_translation).run();
}

}  // namespace dialogs
