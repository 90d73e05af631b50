#include "dialogs/texts/catalog.hpp"

#include "dialogs/did_you_mean.hpp"
#include "dialogs/reading/yaml_tree.hpp"
#include "dialogs/texts/service_pattern.hpp"
#include "dialogs/texts/service_texts.hpp"
#include "dialogs/texts/words_reader.hpp"
#include "dialogs/understanding/reserved_index.hpp"
#include "dialogs/understanding/vocabulary.hpp"

#include <algorithm>
#include <cassert>
#include <cctype>
#include <functional>

namespace dialogs {
namespace {

constexpr std::string_view words_file = "words.yaml";
constexpr std::string_view texts_file = "texts.yaml";
constexpr std::string_view last_fallback = "en";

using Patterns = std::map<std::string, ServicePattern, std::less<>>;

/// A file of ours: its language and name.
struct LocalePath {
    std::string path;
    Language language;
    std::string name;
};

std::optional<LocalePath> locale_path(const std::string& path) {
    const auto slash = path.find('/');
    if (slash == std::string::npos || slash == 0) return std::nullopt;
    const auto name = path.substr(slash + 1);
    if (name != words_file && name != texts_file) return std::nullopt;
    return LocalePath{.path = path, .language = path.substr(0, slash), .name = name};
}

/// Our files, a language before those that build on it (`fi`, `fi-simple`).
std::vector<LocalePath> in_order(const std::map<std::string, std::string_view>& files) {
    std::vector<LocalePath> paths;
    for (const auto& file : files)
        if (auto path = locale_path(file.first)) paths.push_back(std::move(*path));
    std::stable_sort(paths.begin(), paths.end(), [](const LocalePath& a, const LocalePath& b) {
        return a.language.size() < b.language.size();
    });
    return paths;
}

bool is_tag(std::string_view language) {
    return std::all_of(language.begin(), language.end(), [](char c) {
        return c == '-' || std::isalnum(static_cast<unsigned char>(c)) != 0;
    });
}

LocaleError error_of(const Diagnostic& diagnostic) {
    return {.file = diagnostic.place.file, .line = diagnostic.place.line, .column = diagnostic.place.column,
            .message = diagnostic.text};
}

/// Reads one texts.yaml.
void read_texts(const YamlTree& tree, const Language& language, Patterns& patterns, std::vector<Diagnostic>& errors) {
    const auto fail = [&](const Place& place, std::string text) {
        errors.push_back({.severity = Diagnostic::Severity::error, .place = place, .code = "locale",
                          .text = std::move(text)});
    };
    if (!tree.root().is_map()) return fail(tree.place(tree.root()), "the file must be a map from names to texts");
    std::vector<std::string> known;
    for (const auto& text : known_texts()) known.emplace_back(text.name);
    for (const auto& [key, value] : tree.root().entries) {
        const auto text = known_text(key.value);
        if (!text) {
            fail(tree.place(key), "the service has no text `" + key.value + "`" + did_you_mean(key.value, known));
            continue;
        }
        if (!value.is_scalar() || value.value.empty()) {
            fail(tree.place(value), "a text must stand here");
            continue;
        }
        auto pattern = ServicePattern::parse(value.value, language, arguments_of(*text));
        if (pattern) patterns.insert_or_assign(key.value, std::move(*pattern));
        else fail(tree.place(value, pattern.error().code_point), pattern.error().message);
    }
}

}  // namespace

struct Catalog::Impl {
    std::vector<Language> languages;
    std::map<Language, Vocabulary, std::less<>> vocabularies;
    std::map<Language, Patterns, std::less<>> texts;
    Emergencies emergencies;
    ReservedIndex reserved_index;
    Vocabulary nothing;

    /// Reads one file into the tables. A language with a tag below another's begins with its words.
    std::vector<Diagnostic> add(const LocalePath& file, std::string_view bytes) {
        if (std::find(languages.begin(), languages.end(), file.language) == languages.end())
            languages.push_back(file.language);
        const auto tree = YamlTree::read(file.path, bytes);
        if (!tree) return tree.error();
        std::vector<Diagnostic> errors;
        if (file.name == texts_file) {
            read_texts(*tree, file.language, texts[file.language], errors);
        } else {
            auto words = inherited(file.language);
            read_words(*tree, words, emergencies, errors);
            vocabularies.insert_or_assign(file.language, std::move(words));
        }
        return errors;
    }

    /// What is not in the files: what ICU knows of the languages, and what is found by looking at all of them.
    void complete() {
        for (auto& [language, vocabulary] : vocabularies) {
            add_icu_numbers(vocabulary, language);
            add_calendar(vocabulary, language);
            vocabulary.grouping_sign = grouping_sign_of(language);
            reserved_index.add(vocabulary);
        }
    }

    [[nodiscard]] Vocabulary inherited(const Language& language) const {
        for (const auto& tag : fallback_chain(language))
            if (const auto found = vocabularies.find(tag); found != vocabularies.end()) return found->second;
        return {};
    }

    [[nodiscard]] const ServicePattern* pattern(std::string_view language, std::string_view name) const {
        const auto of_language = texts.find(language);
        if (of_language == texts.end()) return nullptr;
        const auto found = of_language->second.find(name);
        return found == of_language->second.end() ? nullptr : &found->second;
    }
};

Result<Catalog, std::vector<LocaleError>> Catalog::read(std::span<const LocaleFile> files) {
    std::map<std::string, std::string_view> latest;
    for (const auto& file : files) latest[file.path] = file.bytes;
    auto impl = std::make_unique<Impl>();
    std::vector<LocaleError> errors;
    for (const auto& file : in_order(latest)) {
        if (!is_tag(file.language)) {
            errors.push_back({.file = file.path, .message = "the folder's name must be a language tag"});
            continue;
        }
        const auto diagnostics = impl->add(file, latest.at(file.path));
        for (const auto& diagnostic : diagnostics)
            if (diagnostic.severity == Diagnostic::Severity::error) errors.push_back(error_of(diagnostic));
    }
    if (!errors.empty()) return failure(std::move(errors));
    std::sort(impl->languages.begin(), impl->languages.end());
    impl->complete();
    return Catalog(std::move(impl));
}

Catalog::Catalog(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Catalog::Catalog(Catalog&&) noexcept = default;
Catalog& Catalog::operator=(Catalog&&) noexcept = default;
Catalog::~Catalog() = default;

const std::vector<Language>& Catalog::languages() const { return impl_->languages; }

std::string Catalog::text(std::string_view language, std::string_view name,
                          std::span<const std::pair<std::string, std::string>> arguments) const {
    assert(known_text(name).has_value());
    auto chain = fallback_chain(language);
    chain.emplace_back(last_fallback);
    for (const auto& tag : chain)
        if (const auto* pattern = impl_->pattern(tag, name)) return pattern->fill(arguments);
    return {};
}

const Vocabulary& Catalog::vocabulary(std::string_view language) const {
    for (const auto& tag : fallback_chain(language)) {
        const auto found = impl_->vocabularies.find(tag);
        if (found != impl_->vocabularies.end()) return found->second;
    }
    return impl_->nothing;
}

const Emergencies& Catalog::emergencies() const { return impl_->emergencies; }

const ReservedIndex& Catalog::reserved_index() const { return impl_->reserved_index; }

}  // namespace dialogs
