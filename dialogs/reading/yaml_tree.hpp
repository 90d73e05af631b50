// A YAML file as a small tree that knows where everything stands. Every scalar is text; nothing is
// guessed to be a number or a truth. What scripts, locales and the configuration are read from.
#pragma once

#include "dialogs/reading/diagnostic.hpp"
#include "dialogs/result.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dialogs {

struct YamlEntry;

/// One node. Keys of maps are always scalars, each given once.
struct YamlNode {
    enum class Kind {
        null,  ///< nothing is written here
        scalar,
        map,
        sequence
    };
    enum class Style { plain, single_quoted, double_quoted, literal, folded };

    Kind kind = Kind::null;
    Style style = Style::plain;      ///< of a scalar
    bool flow = false;               ///< of a map or sequence: written in `{}` or `[]`
    std::string value;               ///< of a scalar
    int line = 1;                    ///< where it begins, from 1
    int column = 1;                  ///< in code points, from 1
    std::size_t offset = 0;          ///< its first byte in YamlTree::text()
    std::vector<YamlEntry> entries;  ///< of a map, in file order
    std::vector<YamlNode> items;     ///< of a sequence

    [[nodiscard]] bool is_null() const { return kind == Kind::null; }
    [[nodiscard]] bool is_scalar() const { return kind == Kind::scalar; }
    [[nodiscard]] bool is_map() const { return kind == Kind::map; }
    [[nodiscard]] bool is_sequence() const { return kind == Kind::sequence; }

    /// The map's entry of that key; null where there is none (or this is no map).
    [[nodiscard]] const YamlEntry* find(std::string_view key) const;
};

struct YamlEntry {
    YamlNode key;
    YamlNode value;
};

struct YamlLimits {
    std::size_t bytes = 256 * 1024;  ///< a script longer than this is no longer read by people
    int levels = 50;
};

class YamlTree {
public:
    /// Reads one document. Anchors, aliases, merges, tags, duplicate keys, tabs and what is not
    /// UTF-8 are errors, all told at once; YAML's own traps are told in plain words. `file` is the
    /// name shown in places.
    [[nodiscard]] static Result<YamlTree, std::vector<Diagnostic>> read(std::string file,
                                                                        std::string_view bytes,
                                                                        YamlLimits limits = {});

    [[nodiscard]] const YamlNode& root() const { return root_; }

    /// The file's text as it was parsed: no byte order mark, line ends are `\n`.
    [[nodiscard]] const std::string& text() const { return text_; }

    /// Where the node begins.
    [[nodiscard]] Place place(const YamlNode& node) const {
        return {file_, node.line, node.column};
    }

    /// Where in the file a scalar's value has its character of that index (in code points; its
    /// length is the place just behind it), through folding, indentation and escapes.
    [[nodiscard]] Place place(const YamlNode& scalar, std::size_t code_point) const;

    /// True where a plain scalar, or the emptiness in its place, is followed on its line by a
    /// comment.
    [[nodiscard]] bool has_comment_behind(const YamlNode& node) const;

private:
    YamlTree(std::string file, std::string text) : file_(std::move(file)), text_(std::move(text)) {}

    std::string file_;
    std::string text_;
    YamlNode root_;
};

}  // namespace dialogs
