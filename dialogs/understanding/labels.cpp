#include "dialogs/understanding/labels.hpp"

#include "dialogs/did_you_mean.hpp"

#include <algorithm>
#include <set>

namespace dialogs {
namespace {

constexpr std::size_t label_tokens_max = 40;
constexpr std::size_t typo_letters_min = 5;  // in shorter words one letter makes another word

bool begins_letter(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

std::size_t letters_in(std::string_view word) {
    return static_cast<std::size_t>(std::count_if(word.begin(), word.end(), begins_letter));
}

std::string_view first_letter(std::string_view word) {
    std::size_t end = 0;
    do ++end;
    while (end < word.size() && !begins_letter(word[end]));
    return word.substr(0, end);
}

/// True where one letter is too few, too many or wrong, or two changed places; never the first letter, which often
/// turns a word round (typical, atypical).
bool differs_by_one_error(const std::string& written, const std::string& meant) {
    if (letters_in(meant) < typo_letters_min || letters_in(written) < typo_letters_min - 1) return false;
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

/// Every word the same or another form of the same, and one at least another form.
bool is_another_form(const Tokens& written, const std::vector<std::vector<std::string>>& written_stems,
                     const Tokens& meant, const std::vector<std::vector<std::string>>& meant_stems, Tier tier) {
    if (written.size() != meant.size() || written_stems.empty() || meant_stems.empty()) return false;
    for (std::size_t at = 0; at < written.size(); ++at) {
        if (form(written[at], tier) == form(meant[at], tier)) continue;
        if (!share_a_stem(written_stems[at], meant_stems[at])) return false;
    }
    return true;
}

}  // namespace

Labels::Stems Labels::stems_of(const Tokens& words, Tier tier) const {
    Stems stems;
    if (inflection_.endings.empty()) return stems;
    for (const auto& word : words)
        stems.push_back(word.is_word() ? inflection_.stems_of(form(word, tier)) : std::vector<std::string>());
    return stems;
}

bool Labels::Sense::merge(const Sense& other) {
    if (value == other.value) return true;
    shared = true;
    return false;
}

Labels::Labels(const AnswerShape& shape, const Inflection& inflection) : inflection_(inflection) {
    for (std::size_t value = 0; value < shape.values.size(); ++value) {
        const auto& words = shape.values[value];
        for (const auto& label : words.labels) {
            static_cast<void>(spoken_.add(label, {.value = value}));
            auto cut = words_of(label);
            labels_.push_back(Label{.value = value,
                                    .words = cut,
                                    .exact = phrase_key(cut, 0, cut.size(), Tier::exact),
                                    .loose = phrase_key(cut, 0, cut.size(), Tier::loose),
                                    .exact_stems = stems_of(cut, Tier::exact),
                                    .loose_stems = stems_of(cut, Tier::loose)});
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
    std::optional<FoundLabel> found;
    GrowingPhrase exact(tokens, at, Tier::exact, false);
    GrowingPhrase loose(tokens, at, Tier::loose, false);
    while (exact.words() < label_tokens_max && exact.grow() && loose.grow()) {
        auto longer = nearly(tokens, exact, letters_min, Tier::exact);
        if (!longer) longer = nearly(tokens, loose, letters_min, Tier::loose);
        if (longer) found = longer;
    }
    return found;
}

std::optional<FoundLabel> Labels::nearly(const Tokens& tokens, const GrowingPhrase& phrase, std::size_t letters_min,
                                         Tier tier) const {
    Tokens written(tokens.begin() + static_cast<std::ptrdiff_t>(phrase.first()),
                   tokens.begin() + static_cast<std::ptrdiff_t>(phrase.end()));
    std::erase_if(written, [](const Token& token) { return token.kind == Token::Kind::sign; });
    const auto stems = stems_of(written, tier);
    const bool long_enough = letters_in(phrase.key()) >= letters_min;
    std::set<std::size_t> beginnings;
    std::set<std::size_t> errors;
    for (const auto& label : labels_) {
        const auto& whole = tier == Tier::exact ? label.exact : label.loose;
        if (long_enough && whole.starts_with(phrase.key())) beginnings.insert(label.value);
        if (differs_by_one_typing_error(written, label.words, tier)) errors.insert(label.value);
        const auto& label_stems = tier == Tier::exact ? label.exact_stems : label.loose_stems;
        if (is_another_form(written, stems, label.words, label_stems, tier)) errors.insert(label.value);
    }
    beginnings.insert(errors.begin(), errors.end());
    if (beginnings.size() != 1) return std::nullopt;
    return FoundLabel{.end = phrase.end(), .value = *beginnings.begin()};
}

}  // namespace dialogs
