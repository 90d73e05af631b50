#include "dialogs/understanding/labels.hpp"

#include "dialogs/did_you_mean.hpp"

#include <unicode/unistr.h>

#include <algorithm>
#include <set>

namespace dialogs {
namespace {

constexpr std::size_t label_tokens_max = 40;
constexpr std::int32_t typo_letters_min = 5;  // in shorter words one letter makes another word

std::int32_t letters_in(const std::string& word) { return icu::UnicodeString::fromUTF8(word).countChar32(); }

/// True where one letter is too few, too many or wrong, or two changed places; never the first letter, which often
/// turns a word round (typical, atypical).
bool differs_by_one_error(const std::string& written, const std::string& meant) {
    if (letters_in(meant) < typo_letters_min || letters_in(written) < typo_letters_min - 1) return false;
    const auto first_letter = [](const std::string& word) { return icu::UnicodeString::fromUTF8(word).char32At(0); };
    return first_letter(written) == first_letter(meant) && spelling_distance(written, meant) == 1;
}

Tokens words_of(std::string_view label) {
    auto tokens = tokens_of(label, label_tokens_max);
    std::erase_if(tokens, [](const Token& token) { return !token.is_word() && !token.is_number(); });
    return tokens;
}

bool differs_by_one_typing_error(const Tokens& written, const Tokens& meant, Tier tier) {
    if (written.size() != meant.size()) return false;
    int errors = 0;
    for (std::size_t at = 0; at < written.size(); ++at) {
        if (form(written[at], tier) == form(meant[at], tier)) continue;
        const bool is_error = written[at].is_word() && meant[at].is_word() &&
                              differs_by_one_error(form(written[at], tier), form(meant[at], tier));
        if (!is_error) return false;
        ++errors;
    }
    return errors == 1;
}

}  // namespace

bool Labels::Sense::merge(const Sense& other) {
    if (value == other.value) return true;
    shared = true;
    return false;
}

Labels::Labels(const AnswerShape& shape) {
    for (std::size_t value = 0; value < shape.values.size(); ++value) {
        const auto& words = shape.values[value];
        for (const auto& label : words.labels) {
            static_cast<void>(spoken_.add(label, {.value = value}));
            labels_.push_back(Label{.value = value, .words = words_of(label)});
        }
        for (const auto& word : words.accept) static_cast<void>(spoken_.add(word, {.value = value}));
        for (const auto& label : words.other_labels) static_cast<void>(others_.add(label, {.value = value}));
    }
    for (std::size_t value = 0; value < shape.values.size(); ++value)
        if (!others_.exactly(shape.values[value].value))
            static_cast<void>(others_.add(shape.values[value].value, {.value = value, .is_key = true}));
}

std::optional<FoundLabel> Labels::at(const Tokens& tokens, std::size_t at) const {
    std::optional<PhraseTable<Sense>::Match> best;
    const auto consider = [&](const std::optional<PhraseTable<Sense>::Match>& match) {
        if (match && (!best || match->end > best->end)) best = match;
    };
    consider(spoken_.longest(tokens, at, Tier::exact, true));
    consider(spoken_.longest(tokens, at, Tier::loose, true));
    consider(others_.longest(tokens, at, Tier::exact, true));
    if (!best || best->value->shared) return std::nullopt;
    const bool is_number_key = best->value->is_key && tokens[at].is_number();
    if (is_number_key) return std::nullopt;
    return FoundLabel{.end = best->end, .value = best->value->value, .is_key = best->value->is_key};
}

std::optional<FoundLabel> Labels::nearly_at(const Tokens& tokens, std::size_t at, std::size_t letters_min) const {
    const auto ends = phrase_ends(tokens, at, label_tokens_max, false);
    for (auto end = ends.rbegin(); end != ends.rend(); ++end)
        for (const auto tier : {Tier::exact, Tier::loose})
            if (const auto found = nearly(tokens, at, *end, letters_min, tier)) return found;
    return std::nullopt;
}

std::optional<FoundLabel> Labels::nearly(const Tokens& tokens, std::size_t first, std::size_t last,
                                         std::size_t letters_min, Tier tier) const {
    const auto key = phrase_key(tokens, first, last, tier);
    Tokens written(tokens.begin() + static_cast<std::ptrdiff_t>(first),
                   tokens.begin() + static_cast<std::ptrdiff_t>(last));
    std::erase_if(written, [](const Token& token) { return token.kind == Token::Kind::sign; });
    const bool long_enough = static_cast<std::size_t>(letters_in(key)) >= letters_min;
    std::set<std::size_t> beginnings;
    std::set<std::size_t> errors;
    for (const auto& label : labels_) {
        const auto whole = phrase_key(label.words, 0, label.words.size(), tier);
        if (long_enough && whole.starts_with(key)) beginnings.insert(label.value);
        if (differs_by_one_typing_error(written, label.words, tier)) errors.insert(label.value);
    }
    beginnings.insert(errors.begin(), errors.end());
    if (beginnings.size() != 1) return std::nullopt;
    return FoundLabel{.end = last, .value = *beginnings.begin()};
}

}  // namespace dialogs
