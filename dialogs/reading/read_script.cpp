#include "dialogs/reading/read_script.hpp"

#include "dialogs/did_you_mean.hpp"
#include "dialogs/reading/script_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace dialogs {

namespace {

/// The script's own file first, each file from top to bottom.
void sort_by_place(std::vector<Diagnostic>& diagnostics, const std::string& first_file) {
    const auto order = [&](const Diagnostic& one) {
        return std::tuple(one.place.file != first_file, std::string_view(one.place.file),
                          one.place.line, one.place.column);
    };
    std::stable_sort(diagnostics.begin(), diagnostics.end(),
                     [&](const Diagnostic& a, const Diagnostic& b) { return order(a) < order(b); });
    diagnostics.erase(std::unique(diagnostics.begin(), diagnostics.end()), diagnostics.end());
}

/// `comment` and `opening` name text questions, which may then be answered before they are asked; effects name others.
void settle_named_questions(ScriptParts& parts) {
    for (const auto& by : parts.named_questions) {
        const auto* question = parts.script.question(by.question);
        if (question == nullptr) {
            std::vector<std::string> known;
            for (const auto& [key, place] : parts.read.key_places) {
                if (key.substr(0, 4) == "ask.") known.push_back(key.substr(4));
            }
            parts.source.error(
                by.place, "unknown-name",
                fmt::format("`{}` names no question{}", by.key, did_you_mean(by.question, known)));
        } else if (question->type != by.type) {
            parts.source.error(by.place, "wrong-question",
                               fmt::format("`{}` names a question of the type `{}`; `{}` is none",
                                           by.key, name_of(by.type), by.question));
        } else if (by.answered_since) {
            parts.names.known_since(by.question, *by.answered_since);
        }
    }
}

void read_tree(const std::shared_ptr<const YamlTree>& tree, const FindFile& find_beside,
               const FindFile& find_translation, ReadScript& read) {
    Source source(tree, read.diagnostics);
    NameTable names;
    Translations translations(read.diagnostics);
    TextReader texts(source, names, translations);
    Script script;
    ScriptParts parts{source, names, texts, translations, script, read, find_beside};
    const auto& root = tree->root();
    if (!root.is_map()) {
        source.error(
            root, "wrong-kind",
            root.is_null() ? "the file is empty" : "a script begins with keys: `script: …`");
        return;
    }
    read_head(parts, root, find_translation);
    settle_named_questions(parts);
    names.finish(read.diagnostics);
    translations.warn_of_unused();
    read.texts = std::move(translations.texts);
    read.conditions = std::move(texts.conditions);
    read.untranslated = std::move(translations.missing_files);
    if (has_errors(read.diagnostics)) return;
    script.version = version_of(to_canonical_json(script));
    read.script = std::move(script);
}

}  // namespace

ReadScript read_script(const SourceFile& file, const FindFile& find_beside,
                       const FindFile& find_translation) {
    ReadScript read;
    read.file = file.name;
    auto tree = YamlTree::read(file.name, file.bytes);
    if (tree) {
        read_tree(std::make_shared<const YamlTree>(std::move(*tree)), find_beside, find_translation, read);
    } else {
        read.diagnostics = tree.error();
    }
    sort_by_place(read.diagnostics, file.name);
    return read;
}

}  // namespace dialogs
