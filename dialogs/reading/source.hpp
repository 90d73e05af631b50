// A file being read: its tree, what is said of it, and the plain kinds of value.
#pragma once

#include "dialogs/reading/key_tables.hpp"
#include "dialogs/reading/yaml_tree.hpp"
#include "dialogs/time.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dialogs {

/// What a whole number may be.
struct WholeRange {
    int least;
    int most;
};

/// Reads values and tells what is wrong with them. Values that are wrong come back as nullopt (or
/// empty), told already.
class Source {
public:
    /// Further errors would bury the first ones.
    static constexpr std::size_t diagnostics_max = 100;

    Source(std::shared_ptr<const YamlTree> tree, std::vector<Diagnostic>& diagnostics)
        : tree_(std::move(tree)), diagnostics_(diagnostics) {}

    void error(const YamlNode& at, std::string code, std::string text);
    void error(Place place, std::string code, std::string text);
    void warning(Place place, std::string code, std::string text);

    [[nodiscard]] bool is_full() const { return diagnostics_.size() >= diagnostics_max; }
    [[nodiscard]] const YamlTree& tree() const { return *tree_; }
    [[nodiscard]] Place place(const YamlNode& node) const { return tree_->place(node); }

    /// Where the characters of a scalar stand. Keeps the tree alive.
    [[nodiscard]] Placer placer(const YamlNode& scalar) const;

    /// A scalar with something in it.
    [[nodiscard]] std::optional<std::string> word(const YamlEntry& entry);
    [[nodiscard]] std::optional<bool> flag(const YamlEntry& entry);
    [[nodiscard]] std::optional<int> whole(const YamlEntry& entry, WholeRange range);
    /// `30m`, `48h`, `7d`; at most a year.
    [[nodiscard]] std::optional<Span> span(const YamlEntry& entry);
    [[nodiscard]] std::optional<Date> date(const YamlEntry& entry);
    /// A list of scalars, or a lone one.
    [[nodiscard]] std::vector<std::string> words(const YamlEntry& entry);
    /// The value as a map or a sequence; null where it is none.
    [[nodiscard]] const YamlNode* map(const YamlEntry& entry);
    [[nodiscard]] const YamlNode* sequence(const YamlEntry& entry);

    /// Tells of an entry without a value; true where it has none. A flow map's comma and ` #` are
    /// told as the traps they are.
    bool tell_if_empty(const YamlEntry& entry);

    /// Tells of `{text: Penkit, pöydät}`, where a comma has cut a value; true where it has.
    bool tell_if_cut_by_comma(const YamlNode& map);

    /// Notes the tables of keys that reading comes by from now on.
    void record_tables(KeyTables& tables) { tables_ = &tables; }
    [[nodiscard]] KeyTables* tables() const { return tables_; }

private:
    void wrong_kind(const YamlEntry& entry, std::string_view wanted);

    std::shared_ptr<const YamlTree> tree_;
    std::vector<Diagnostic>& diagnostics_;
    KeyTables* tables_ = nullptr;
};

/// `30m`, `48h`, `7d`; at most a year. Nullopt for anything else.
[[nodiscard]] std::optional<Span> span_written(std::string_view text);

/// A number as people write it, with a point or a comma; nullopt for anything else.
[[nodiscard]] std::optional<double> number_from_text(std::string_view text);

}  // namespace dialogs
