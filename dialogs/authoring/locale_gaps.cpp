#include "dialogs/authoring/locale_gaps.hpp"

#include "dialogs/reading/yaml_tree.hpp"
#include "dialogs/texts/service_texts.hpp"
#include "dialogs/texts/sms_text.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace dialogs {

namespace {

/// The names in one file: keys of a map, `reserved.stop` for those of `reserved` that have a word.
std::set<std::string> names_in(const YamlTree& tree) {
    std::set<std::string> names;
    if (!tree.root().is_map()) return names;
    const auto has_words = [](const YamlEntry& list) { return list.value.is_scalar() || !list.value.items.empty(); };
    for (const auto& entry : tree.root().entries) {
        if (entry.key.value != "reserved" || !entry.value.is_map()) {
            names.insert(entry.key.value);
            continue;
        }
        for (const auto& word : entry.value.entries) {
            const auto& lists = word.value.entries;
            if (std::any_of(lists.begin(), lists.end(), has_words)) names.insert("reserved." + word.key.value);
        }
    }
    return names;
}

/// What the comment at the top of a file says of review: the sentence with that word in it.
std::string review_in(std::string_view bytes) {
    while (bytes.starts_with("#")) {
        auto line = bytes.substr(0, bytes.find('\n'));
        bytes.remove_prefix(std::min(line.size() + 1, bytes.size()));
        line.remove_prefix(std::min(line.find_first_not_of("# "), line.size()));
        while (!line.empty()) {
            const auto end = std::min(line.find(". "), line.size());
            auto sentence = line.substr(0, end);
            line.remove_prefix(std::min(end + 2, line.size()));
            if (sentence.find("eview") == std::string_view::npos) continue;
            if (sentence.ends_with(".")) sentence.remove_suffix(1);
            return std::string(sentence);
        }
    }
    return {};
}

/// One language's files: the names in each, and what they say of review.
struct Known {
    std::set<std::string> texts;
    std::set<std::string> words;
    std::string review;
};

using Locales = std::map<Language, Known>;

Locales read_locales(std::span<const LocaleFile> files) {
    std::map<std::string, const LocaleFile*> latest;  // an operator's file comes after the shipped one
    for (const auto& file : files) latest[file.path] = &file;
    Locales locales;
    for (const auto& [path, file] : latest) {
        const auto slash = path.find('/');
        const auto name = path.substr(slash + 1);
        if (slash == std::string::npos || (name != "words.yaml" && name != "texts.yaml")) continue;
        auto& known = locales[path.substr(0, slash)];
        const auto tree = YamlTree::read(path, file->bytes);
        if (!tree) continue;
        (name == "words.yaml" ? known.words : known.texts) = names_in(*tree);
        if (known.review.empty()) known.review = review_in(file->bytes);
    }
    return locales;
}

/// What none of the language's own files and those it builds on has.
template <class Pick>
std::vector<std::string> missing(const std::vector<std::string>& needed, const Language& language,
                                 const Locales& locales, const Pick& pick) {
    std::vector<std::string> names;
    const auto has = [&](const std::string& name) {
        for (const auto& tag : fallback_chain(language)) {
            const auto found = locales.find(tag);
            if (found != locales.end() && pick(found->second).contains(name)) return true;
        }
        return false;
    };
    std::copy_if(needed.begin(), needed.end(), std::back_inserter(names),
                 [&](const std::string& name) { return !has(name); });
    return names;
}

/// A text as it would be sent, its arguments filled in with something of their kind.
std::string sample_text(const Catalog& catalog, const Language& language, const KnownText& text) {
    std::vector<std::pair<std::string, std::string>> arguments;
    for (const auto& name : arguments_of(text)) {
        auto value = std::string("12");
        if (name == "min") value = "0";
        if (name == "max") value = "10";
        if (name == "stream" || name == "streams") value = catalog.text(language, "stream_feedback");
        if (name == "address") value = "+358401234567";
        if (name == "title" || name == "scripts") value = "Palaute";
        arguments.emplace_back(name, std::move(value));
    }
    return plain_sms_text(catalog.text(language, text.name, arguments));
}

void count_segments(LocaleGaps& gaps, const Catalog& catalog) {
    int in_reference = 0;
    for (const auto& text : known_texts()) {
        if (std::find(gaps.texts.begin(), gaps.texts.end(), text.name) != gaps.texts.end()) continue;
        const auto segments = count_sms(sample_text(catalog, gaps.language, text)).segments;
        gaps.segments += segments;
        in_reference += count_sms(sample_text(catalog, Language(reference_language), text)).segments;
        if (segments > 1) gaps.long_texts.emplace_back(text.name);
    }
    if (in_reference > 0) gaps.price_factor = static_cast<double>(gaps.segments) / in_reference;
}

}  // namespace

std::vector<LocaleGaps> find_locale_gaps(std::span<const LocaleFile> files, const Catalog& catalog) {
    const auto locales = read_locales(files);
    std::vector<std::string> texts;
    for (const auto& text : known_texts()) texts.emplace_back(text.name);
    std::vector<std::string> words;
    if (const auto model = locales.find(std::string(model_of_words)); model != locales.end())
        words.assign(model->second.words.begin(), model->second.words.end());
    std::vector<LocaleGaps> found;
    for (const auto& [language, known] : locales) {
        auto& gaps = found.emplace_back();
        gaps.language = language;
        gaps.review = known.review;
        gaps.texts = missing(texts, language, locales, [](const Known& one) -> const auto& { return one.texts; });
        gaps.words = missing(words, language, locales, [](const Known& one) -> const auto& { return one.words; });
        count_segments(gaps, catalog);
    }
    return found;
}

}  // namespace dialogs
