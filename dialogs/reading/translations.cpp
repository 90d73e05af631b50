#include "dialogs/reading/translations.hpp"

#include "dialogs/reading/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dialogs {

void Translations::load(const std::string& script_id, const std::vector<Language>& languages, const FindFile& find) {
    languages_ = languages;
    for (std::size_t i = 1; i < languages.size(); ++i) {
        const auto file = find ? find(fmt::format("{}/{}.po", languages[i], script_id)) : std::nullopt;
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
        diagnostics_.push_back({Diagnostic::Severity::error, {file.name, fault.line, fault.column}, "po-syntax", fault.message});
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

std::map<Language, std::string> Translations::translate(const std::string& context, const std::string& source,
                                                        const Place& place) {
    TranslatableText text{context, source, place, {}, {}};
    std::map<Language, std::string> patterns;
    if (!languages_.empty()) patterns[languages_.front()] = source;
    for (auto& file : files_) {
        const auto found = file.entries.find(key_of(context, source));
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
            patterns[file.language] = po.translation;
        }
    }
    texts.push_back(std::move(text));
    return patterns;
}

Placer Translations::placer(const Language& language, const std::string& context, const std::string& source) const {
    const auto file = std::find_if(files_.begin(), files_.end(), [&](const File& one) { return one.language == language; });
    if (file == files_.end()) return [](std::size_t) { return Place{}; };
    const auto entry = file->entries.find(key_of(context, source));
    if (entry == file->entries.end()) return [name = file->name](std::size_t) { return Place{name, 1, 1}; };
    const auto& po = entry->second.po;
    return [name = file->name, line = po.translation_line, column = po.translation_column](std::size_t code_point) {
        return Place{name, line, column == 0 ? 1 : column + static_cast<int>(code_point)};
    };
}

void Translations::warn_of_unused() const {
    for (const auto& file : files_) {
        for (const auto& [key, entry] : file.entries) {
            if (entry.is_used) continue;
            diagnostics_.push_back({Diagnostic::Severity::warning, {file.name, entry.po.line, 1}, "translation-unused",
                                    fmt::format("no text of the script has the context `{}` and these words: it has changed or gone", entry.po.context)});
        }
    }
}

}  // namespace dialogs
