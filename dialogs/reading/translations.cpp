#include "dialogs/reading/translations.hpp"

#include "dialogs/texts/pattern.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dialogs {

namespace {

Placer place_in(const std::string& file, const PoEntry& entry) {
    return [file, line = entry.translation_line,
            column = entry.translation_column](std::size_t code_point) {
        return Place{file, line, column == 0 ? 1 : column + static_cast<int>(code_point)};
    };
}

}  // namespace

void Translations::load(const std::string& script_id, const std::vector<Language>& languages,
                        const FindFile& find) {
    languages_ = languages;
    for (std::size_t i = 1; i < languages.size(); ++i) {
        const auto file =
            find ? find(fmt::format("{}/{}.po", languages[i], script_id)) : std::nullopt;
        if (file) {
            load_file(languages[i], *file);
        } else {
            missing_files.push_back(languages[i]);
        }
    }
}

void Translations::load_file(const Language& language, const SourceFile& file) {
    auto entries = read_po(file.bytes);
    if (!entries) {
        const auto& fault = entries.error();
        diagnostics_.push_back({Diagnostic::Severity::error,
                                {file.name, fault.line, fault.column},
                                "po-syntax",
                                fault.message});
        return;
    }
    auto& into = files_.emplace_back();
    into.language = language;
    into.name = file.name;
    for (auto& entry : *entries) {
        if (entry.obsolete || entry.source.empty()) continue;
        const auto key = key_of(entry.context, entry.source);
        into.entries.emplace(key, Entry{std::move(entry), false});
    }
}

std::map<Language, std::string> Translations::translate(const std::string& context,
                                                        const std::string& source,
                                                        const Placer& place) {
    TranslatableText text{
        .context = context, .source = source, .written = {}, .missing = {}, .fuzzy = {}};
    if (!languages_.empty()) text.written[languages_.front()] = {source, place};
    look_up(text);
    return remember(std::move(text));
}

std::map<Language, std::string> Translations::translate_listed(
    const std::string& context, const std::string& source,
    std::map<Language, WrittenText> listed) {
    TranslatableText text{.context = context,
                          .source = source,
                          .written = std::move(listed),
                          .missing = {},
                          .fuzzy = {}};
    for (const auto& [language, written] : text.written)
        text.listed.push_back(language);
    look_up(text);
    for (auto& [language, written] : text.written)
        written.pattern = pattern_of_words(written.pattern);
    return remember(std::move(text));
}

void Translations::look_up(TranslatableText& text) {
    for (auto& file : files_) {
        if (text.written.contains(file.language)) continue;
        const auto found = file.entries.find(key_of(text.context, text.source));
        if (found == file.entries.end()) {
            text.missing.push_back(file.language);
            continue;
        }
        found->second.is_used = true;
        const auto& po = found->second.po;
        if (po.translation.empty()) {
            text.missing.push_back(file.language);
        } else if (po.fuzzy) {
            text.fuzzy.push_back(file.language);
        } else {
            text.written[file.language] = {po.translation, place_in(file.name, po)};
        }
    }
}

std::map<Language, std::string> Translations::remember(TranslatableText text) {
    std::map<Language, std::string> patterns;
    for (const auto& [language, written] : text.written)
        patterns[language] = written.pattern;
    texts.push_back(std::move(text));
    return patterns;
}

void Translations::warn_of_unused() const {
    for (const auto& file : files_) {
        for (const auto& [key, entry] : file.entries) {
            if (entry.is_used) continue;
            diagnostics_.push_back({Diagnostic::Severity::warning,
                                    {file.name, entry.po.line, 1},
                                    "translation-unused",
                                    fmt::format("no text of the script has the context `{}` and "
                                                "these words: it has changed or gone",
                                                entry.po.context)});
        }
    }
}

}  // namespace dialogs
