#include "dialogs/understanding/reserved_words.hpp"

#include "dialogs/texts/catalog.hpp"
#include "dialogs/understanding/emergencies.hpp"
#include "dialogs/understanding/folding.hpp"
#include "dialogs/understanding/reserved_index.hpp"
#include "dialogs/understanding/vocabulary.hpp"

#include <algorithm>
#include <array>

namespace dialogs {
namespace {

constexpr std::size_t fillers_max = 3;         // rule 2
constexpr std::size_t command_words_max = 23;  // a command is a line; emergencies are looked for in the whole message
constexpr std::size_t command_tokens_max = 3 * command_words_max;  // of a line written without blanks
constexpr std::size_t argument_tokens_max = 24;  // a language's name and what may stand beside it

constexpr auto names = std::to_array<std::pair<ReservedWord, std::string_view>>({
    {ReservedWord::emergency, "emergency"},
    {ReservedWord::stop, "stop"},
    {ReservedWord::start, "start"},
    {ReservedWord::help, "help"},
    {ReservedWord::language, "language"},
    {ReservedWord::skip, "skip"},
    {ReservedWord::back, "back"},
    {ReservedWord::more, "more"},
    {ReservedWord::data, "data"},
    {ReservedWord::erase, "delete"},
    {ReservedWord::status, "status"},
    {ReservedWord::cancel, "cancel"},
    {ReservedWord::join, "join"},
});

/// A command in one language's words.
class Finder {
  public:
    Finder(const Tokens& tokens, const Language& spoken, OpenQuestion open, const Catalog& catalog)
        : tokens_(tokens), spoken_(spoken), open_(open), catalog_(catalog) {}

    [[nodiscard]] std::optional<Command> find(const Language& language) const {
        const auto& vocabulary = catalog_.vocabulary(language);
        const bool is_foreign = &vocabulary != &catalog_.vocabulary(spoken_);
        for (std::size_t at = 0; at < tokens_.size(); ++at) {
            if (!tokens_[at].is_part()) continue;
            const auto word = reserved_at(vocabulary, at, is_foreign);
            if (!word) continue;
            if (auto command = whole(*word, at, language, vocabulary)) return command;
        }
        return std::nullopt;
    }

  private:
    struct Word {
        ReservedWord word;
        bool everyday;
        std::size_t end;
        bool is_all = false;  ///< says by itself that it means all: STOPALL
    };

    [[nodiscard]] std::optional<Word> reserved_at(const Vocabulary& vocabulary, std::size_t at,
                                                  bool is_foreign) const {
        auto match = vocabulary.phrases().longest(tokens_, at, Tier::exact);
        if (!is_foreign) {
            const auto loose = vocabulary.phrases().longest(tokens_, at, Tier::loose);
            if (loose && (!match || loose->end > match->end)) match = loose;
        }
        if (const auto end = match ? std::nullopt : stop_by_looks(vocabulary, at))
            return Word{.word = ReservedWord::stop, .everyday = false, .end = *end};
        if (!match || !match->value->reserved) return std::nullopt;
        if (is_foreign && means_anything_here(at)) return std::nullopt;
        return Word{.word = *match->value->reserved,
                    .everyday = match->value->everyday,
                    .end = match->end,
                    .is_all = match->value->roles.has(Role::all)};
    }

    /// STOP in letters that look like its own: Cyrillic С, Т, О among Latin ones.
    [[nodiscard]] std::optional<std::size_t> stop_by_looks(const Vocabulary& vocabulary, std::size_t at) const {
        if (!tokens_[at].is_word() || is_ascii(tokens_[at].exact)) return std::nullopt;
        const auto looks = fold_lookalikes(tokens_[at].exact);
        if (looks == tokens_[at].exact) return std::nullopt;
        const auto& stops = vocabulary.stops_by_looks;
        return std::find(stops.begin(), stops.end(), looks) != stops.end() ? std::optional(at + 1) : std::nullopt;
    }

    [[nodiscard]] bool means_anything_here(std::size_t at) const {
        const auto& phrases = catalog_.vocabulary(spoken_).phrases();
        return phrases.longest(tokens_, at, Tier::exact) || phrases.longest(tokens_, at, Tier::loose);
    }

    /// The command, where nothing is left of the message beside its word, argument and fillers.
    [[nodiscard]] std::optional<Command> whole(const Word& word, std::size_t at, const Language& language,
                                               const Vocabulary& vocabulary) const {
        Tokens rest(tokens_.begin(), tokens_.begin() + static_cast<std::ptrdiff_t>(at));
        rest.insert(rest.end(), tokens_.begin() + static_cast<std::ptrdiff_t>(word.end), tokens_.end());
        std::erase_if(rest, [](const Token& token) { return !token.is_part(); });
        if (open_ == OpenQuestion::text && word.everyday && !is_mere_number(rest, word.word)) return std::nullopt;
        drop_repeats(rest, word.word, vocabulary);
        Command command{.word = word.word, .argument = {}, .language = language};
        command.argument = take_argument(rest, word.word, language, vocabulary);
        if (word.is_all) command.argument = "all";
        return are_fillers(rest, vocabulary) ? std::optional(command) : std::nullopt;
    }

    /// Nothing, or the number of `TILA 4711`.
    static bool is_mere_number(const Tokens& rest, ReservedWord word) {
        const bool may_have_number = word == ReservedWord::status || word == ReservedWord::cancel;
        return rest.empty() || (may_have_number && rest.size() == 1 && rest.front().is_number());
    }

    /// `STOP STOP`.
    static void drop_repeats(Tokens& rest, ReservedWord word, const Vocabulary& vocabulary) {
        for (std::size_t at = 0; at < rest.size();) {
            const auto match = vocabulary.phrases().longest(rest, at, Tier::exact);
            if (!match || match->value->reserved != word) {
                ++at;
                continue;
            }
            rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(at),
                       rest.begin() + static_cast<std::ptrdiff_t>(match->end));
        }
    }

    std::string take_argument(Tokens& rest, ReservedWord word, const Language& language,
                              const Vocabulary& vocabulary) const {
        switch (word) {
            case ReservedWord::stop: return take_all(rest, vocabulary);
            case ReservedWord::language: return take_language(rest, language);
            case ReservedWord::status:
            case ReservedWord::cancel: return take_number(rest);
            default: return {};
        }
    }

    static std::string take_all(Tokens& rest, const Vocabulary& vocabulary) {
        for (std::size_t at = 0; at < rest.size(); ++at) {
            auto match = vocabulary.phrases().longest(rest, at, Tier::exact);
            if (!match) match = vocabulary.phrases().longest(rest, at, Tier::loose);
            if (!match || !match->value->roles.has(Role::all)) continue;
            rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(at),
                       rest.begin() + static_cast<std::ptrdiff_t>(match->end));
            return "all";
        }
        return {};
    }

    std::string take_language(Tokens& rest, const Language& language) const {
        if (rest.empty()) return {};
        const auto words = phrase_key(rest, 0, rest.size(), Tier::exact);
        for (const auto& in : {spoken_, language}) {
            if (const auto found = find_language(words, in, known_languages(catalog_), catalog_)) {
                rest.clear();
                return *found;
            }
        }
        return take_language_among(rest, language);
    }

    /// `KIELI EN kiitos`: one word of the rest, or without blanks between words its beginning or end.
    std::string take_language_among(Tokens& rest, const Language& language) const {
        if (rest.size() > argument_tokens_max) return {};
        for (std::size_t at = 0; at < rest.size(); ++at)
            if (auto found = take_language_at(rest, at, at + 1, language); !found.empty()) return found;
        if (std::none_of(rest.begin(), rest.end(), [](const Token& token) { return token.cut; })) return {};
        for (std::size_t at = 1; at < rest.size(); ++at) {
            if (auto found = take_language_at(rest, 0, rest.size() - at, language); !found.empty()) return found;
            if (auto found = take_language_at(rest, at, rest.size(), language); !found.empty()) return found;
        }
        return {};
    }

    std::string take_language_at(Tokens& rest, std::size_t first, std::size_t last, const Language& language) const {
        const auto words = phrase_key(rest, first, last, Tier::exact);
        for (const auto& in : {spoken_, language}) {
            const auto found = find_language(words, in, known_languages(catalog_), catalog_);
            if (!found) continue;
            rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(first),
                       rest.begin() + static_cast<std::ptrdiff_t>(last));
            return *found;
        }
        return {};
    }

    static std::string take_number(Tokens& rest) {
        const auto number =
            std::find_if(rest.begin(), rest.end(), [](const Token& token) { return token.is_number(); });
        if (number == rest.end()) return {};
        auto digits = number->exact;
        rest.erase(number);
        return digits;
    }

    static bool are_fillers(const Tokens& rest, const Vocabulary& vocabulary) {
        std::size_t words = 0;
        for (std::size_t at = 0; at < rest.size();) {
            auto match = vocabulary.phrases().longest(rest, at, Tier::exact);
            if (!match || !match->value->roles.has(Role::filler))
                match = vocabulary.phrases().longest(rest, at, Tier::loose);
            if (!match || !match->value->roles.has(Role::filler)) return false;
            words += rest[at].cut ? 1 : match->end - at;
            if (words > fillers_max) return false;
            at = match->end;
        }
        return true;
    }

    static std::vector<Language> known_languages(const Catalog& catalog) {
        std::vector<Language> known = catalog.languages();
        for (const auto& language : catalog.languages())
            for (const auto& [tag, in_words] : catalog.vocabulary(language).names)
                if (std::find(known.begin(), known.end(), tag) == known.end()) known.push_back(tag);
        return known;
    }

    const Tokens& tokens_;
    const Language& spoken_;
    OpenQuestion open_;
    const Catalog& catalog_;
};

/// A lone hyphen skips.
bool is_lone_hyphen(const Tokens& tokens) { return tokens.size() == 1 && tokens.front().is_sign("-"); }

}  // namespace

std::string_view name_of(ReservedWord word) {
    for (const auto& [known, name] : names)
        if (known == word) return name;
    return {};
}

std::optional<ReservedWord> reserved_word_named(std::string_view name) {
    for (const auto& [word, known] : names)
        if (known == name) return word;
    return std::nullopt;
}

std::optional<Command> find_command(std::string_view message, const Language& spoken, OpenQuestion open,
                                    bool number_expected, const Catalog& catalog) {
    if (is_emergency(message, number_expected, catalog.emergencies()))
        return Command{.word = ReservedWord::emergency, .argument = {}, .language = spoken};
    const auto tokens = tokens_of(message, command_tokens_max);
    const auto is_word_of_its_own = [](const Token& token) { return !token.is_within_run(); };
    const auto words = std::count_if(tokens.begin(), tokens.end(), is_word_of_its_own);
    if (tokens.size() == command_tokens_max || words > static_cast<std::ptrdiff_t>(command_words_max))
        return std::nullopt;
    if (is_lone_hyphen(tokens)) return Command{.word = ReservedWord::skip, .argument = {}, .language = spoken};
    const auto candidates = catalog.reserved_index().candidates(tokens);
    if (candidates.empty()) return std::nullopt;
    const Finder finder(tokens, spoken, open, catalog);
    const auto is_candidate = [&](const Language& language) {
        return std::find(candidates.begin(), candidates.end(), &catalog.vocabulary(language)) != candidates.end();
    };
    if (is_candidate(spoken))
        if (auto command = finder.find(spoken)) return command;
    for (const auto& language : catalog.languages())
        if (is_candidate(language))
            if (auto command = finder.find(language)) return command;
    return std::nullopt;
}

}  // namespace dialogs
