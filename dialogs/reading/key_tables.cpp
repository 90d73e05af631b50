#include "dialogs/reading/key_tables.hpp"

#include "dialogs/reading/script_parts.hpp"

namespace dialogs {

ReadTables read_key_tables(const SourceFile& file, const FindFile& find_beside) {
    ReadTables found;
    auto tree = YamlTree::read(file.name, file.bytes);
    if (!tree) {
        found.diagnostics = tree.error();
        return found;
    }
    ReadScript read;
    Source source(std::make_shared<const YamlTree>(std::move(*tree)), read.diagnostics);
    source.record_tables(found.tables);
    NameTable names;
    Translations translations(read.diagnostics);
    TextReader texts(source, names, translations);
    Script script;
    ScriptParts parts{source, names, texts, translations, script, read, find_beside};
    if (source.tree().root().is_map()) read_head(parts, source.tree().root(), nullptr);
    found.diagnostics = std::move(read.diagnostics);
    return found;
}

}  // namespace dialogs
