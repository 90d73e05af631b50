#include "dialogs/texts/words_reader.hpp"

#include "dialogs/did_you_mean.hpp"
#include "dialogs/understanding/folding.hpp"

#include <charconv>
#include <functional>

namespace dialogs {
namespace {

constexpr std::size_t number_ending_tokens_max = 3;

class WordsReader {
  public:
    WordsReader(const YamlTree& tree, Vocabulary& vocabulary, Emergencies& emergencies, std::vector<Diagnostic>& errors)
        : tree_(tree), vocabulary_(vocabulary), emergencies_(emergencies), errors_(errors) {}

    void run() {
        if (!tree_.root().is_map()) return fail(tree_.root(), "the file must be a map of word lists");
        for (const auto& entry : tree_.root().entries) read(entry);
    }

  private:
    using Add = std::function<bool(const std::string& phrase)>;

    void read(const YamlEntry& entry) {
        const auto& key = entry.key.value;
        if (const auto role = role_named(key))
            return words(entry.value, [&](const std::string& phrase) {
                return vocabulary_.add(phrase, {.roles = *role});
            });
        if (key == "own_name") return own_name(entry.value);
        if (key == "tones") return tones(entry.value);
        if (key == "names") return names(entry.value);
        if (key == "numbers") return numbered(entry.value, 0, 100, [](int n) { return Meaning{.number = n}; });
        if (key == "smileys") return numbered(entry.value, 1, 5, [](int n) { return Meaning{.smiley = n}; });
        if (key == "opinions") return opinions(entry.value);
        if (key == "units") return units(entry.value);
        if (key == "reserved") return reserved(entry.value);
        if (key == "number_endings") return number_endings(entry.value);
        if (key == "case_endings") return texts(entry.value, vocabulary_.inflection.endings);
        if (key == "stem_vowels") return texts(entry.value, vocabulary_.inflection.vowels);
        if (key == "day_endings") return texts(entry.value, vocabulary_.day_endings);
        if (key == "day_words") {
            const DayWord beside{.kind = DayWord::Kind::beside};
            return words(entry.value, [&](const std::string& phrase) { return vocabulary_.days.add(phrase, beside); });
        }
        if (key == "days") return days(entry.value, {-3, 3, DayWord::Kind::offset});
        if (key == "weekdays") return days(entry.value, {1, 7, DayWord::Kind::weekday});
        if (key == "months") return days(entry.value, {1, 12, DayWord::Kind::month});
        if (key == "counted_endings") return texts(entry.value, vocabulary_.counted_endings);
        if (key == "emergency" || key == "not_emergency") return emergency(entry.value, key == "emergency");
        fail(entry.key, "unknown word list `" + key + "`" + did_you_mean(key, known_keys()));
    }

    static std::vector<std::string> known_keys() {
        std::vector<std::string> keys{"own_name", "tones", "names", "numbers", "smileys", "units", "reserved",
                                      "opinions", "number_endings", "counted_endings", "case_endings", "stem_vowels",
                                      "day_endings", "day_words", "days", "weekdays", "months",
                                      "emergency", "not_emergency"};
        for (const auto name : role_names()) keys.emplace_back(name);
        return keys;
    }

    /// A list of phrases, or one alone.
    void words(const YamlNode& node, const Add& add) {
        if (node.is_scalar()) return word(node, add);
        if (!node.is_sequence()) return fail(node, "a list of words must stand here");
        for (const auto& item : node.items) word(item, add);
    }

    void word(const YamlNode& node, const Add& add) {
        if (!node.is_scalar() || !add(node.value)) fail(node, "a word or phrase must stand here");
    }

    void texts(const YamlNode& node, std::vector<std::string>& list) {
        words(node, [&](const std::string& text) {
            list.push_back(text);
            return !text.empty();
        });
    }

    void number_endings(const YamlNode& node) {
        words(node, [&](const std::string& text) {
            vocabulary_.number_endings.push_back(tokens_of(text, number_ending_tokens_max));
            return !text.empty();
        });
    }

    void own_name(const YamlNode& node) {
        if (!node.is_scalar() || node.value.empty()) return fail(node, "the language's own name must stand here");
        vocabulary_.own_name = node.value;
    }

    void tones(const YamlNode& node) {
        if (!node.is_scalar() || (node.value != "true" && node.value != "false"))
            return fail(node, "`true` or `false` must stand here");
        if (node.value == "true") vocabulary_.heed_tones();
    }

    void names(const YamlNode& node) {
        each_entry(node, [&](const YamlEntry& entry) { texts(entry.value, vocabulary_.names[entry.key.value]); });
    }

    void opinions(const YamlNode& node) {
        each_entry(node, [&](const YamlEntry& entry) {
            const auto& name = entry.key.value;
            if (name != "agree" && name != "disagree" && name != "pass")
                return fail(entry.key, "`agree`, `disagree` or `pass` must stand here");
            texts(entry.value, vocabulary_.opinions[name]);
        });
    }

    void numbered(const YamlNode& node, int min, int max, const std::function<Meaning(int)>& meaning_of) {
        each_entry(node, [&](const YamlEntry& entry) {
            const auto number = number_in(entry.key.value, min, max);
            if (!number)
                return fail(entry.key, "a number from " + std::to_string(min) + " to " + std::to_string(max) +
                                           " must stand here");
            const auto meaning = meaning_of(*number);
            words(entry.value, [&](const std::string& phrase) { return vocabulary_.add(phrase, meaning); });
        });
    }

    struct DayList {
        int min;
        int max;
        DayWord::Kind kind;
    };
    void days(const YamlNode& node, const DayList& list) {
        each_entry(node, [&](const YamlEntry& entry) {
            const auto number = number_in(entry.key.value, list.min, list.max);
            if (!number)
                return fail(entry.key, "a number from " + std::to_string(list.min) + " to " +
                                           std::to_string(list.max) + " must stand here");
            const DayWord word{.kind = list.kind, .value = *number};
            words(entry.value, [&](const std::string& phrase) { return vocabulary_.days.add(phrase, word); });
        });
    }

    static std::optional<int> number_in(const std::string& text, int min, int max) {
        int number = 0;
        const auto* end = text.data() + text.size();
        const auto read = std::from_chars(text.data(), end, number);
        const bool is_fine = read.ec == std::errc() && read.ptr == end && number >= min && number <= max;
        return is_fine ? std::optional(number) : std::nullopt;
    }

    void units(const YamlNode& node) {
        each_entry(node, [&](const YamlEntry& entry) {
            Meaning meaning{.roles = Role::measure};
            meaning.unit = entry.key.value;
            words(entry.value, [&](const std::string& phrase) { return vocabulary_.add(phrase, meaning); });
        });
    }

    void reserved(const YamlNode& node) {
        each_entry(node, [&](const YamlEntry& entry) {
            const auto word = reserved_word_named(entry.key.value);
            if (!word || *word == ReservedWord::emergency)
                return fail(entry.key, "unknown reserved word `" + entry.key.value + "`");
            each_entry(entry.value, [&](const YamlEntry& list) { reserved_list(*word, list); });
        });
    }

    void reserved_list(ReservedWord word, const YamlEntry& list) {
        const bool everyday = list.key.value == "everyday";
        if (!everyday && list.key.value != "words") return fail(list.key, "`words` or `everyday` must stand here");
        words(list.value, [&](const std::string& phrase) {
            Meaning meaning;
            meaning.reserved = word;
            meaning.everyday = everyday;
            if (word == ReservedWord::stop) vocabulary_.stops_by_looks.push_back(fold_lookalikes(fold_exactly(phrase)));
            return vocabulary_.add(phrase, meaning);
        });
    }

    void emergency(const YamlNode& node, bool is_real) {
        words(node, [&](const std::string& phrase) { return emergencies_.add(phrase, {.is_real = is_real}); });
    }

    void each_entry(const YamlNode& node, const std::function<void(const YamlEntry&)>& visit) {
        if (!node.is_map()) return fail(node, "a map must stand here");
        for (const auto& entry : node.entries) visit(entry);
    }

    void fail(const YamlNode& node, std::string text) {
        errors_.push_back({.severity = Diagnostic::Severity::error, .place = tree_.place(node), .code = "locale",
                           .text = std::move(text)});
    }

    const YamlTree& tree_;
    Vocabulary& vocabulary_;
    Emergencies& emergencies_;
    std::vector<Diagnostic>& errors_;
};

}  // namespace

void read_words(const YamlTree& tree, Vocabulary& vocabulary, Emergencies& emergencies,
                std::vector<Diagnostic>& errors) {
    WordsReader(tree, vocabulary, emergencies, errors).run();
}

}  // namespace dialogs
