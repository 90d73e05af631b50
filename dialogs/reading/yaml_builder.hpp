// From the YAML parser's events to the tree; only yaml_tree.cpp needs it.
#pragma once

#include "dialogs/reading/utf8.hpp"
#include "dialogs/reading/yaml_traps.hpp"
#include "dialogs/reading/yaml_tree.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <algorithm>
#include <optional>
#include <tuple>

namespace dialogs {

/// Thrown out of the parser where going on would cost too much.
struct TooDeep {
    YAML::Mark mark;
};

/// Turns bytes into lines and columns. Asked in rising order it walks the text once.
class LineIndex {
public:
    explicit LineIndex(std::string_view text) : text_(text) {
        for (std::size_t at = 0; at < text.size(); ++at) {
            if (text[at] == '\n') begins_.push_back(at + 1);
        }
    }

    [[nodiscard]] std::pair<int, int> find(std::size_t offset) const {
        offset = std::min(offset, text_.size());
        const auto after = std::upper_bound(begins_.begin(), begins_.end(), offset);
        const std::size_t begin = *std::prev(after);
        return {static_cast<int>(after - begins_.begin()),
                static_cast<int>(count_code_points(text_.substr(begin, offset - begin))) + 1};
    }

private:
    std::string_view text_;
    std::vector<std::size_t> begins_{0};
};

/// Builds the tree from the parser's events, and collects what the house does not take.
class TreeBuilder final : public YAML::EventHandler {
public:
    TreeBuilder(std::string_view text, const std::string& file, int levels_max)
        : text_(text), lines_(text), file_(file), levels_max_(levels_max) {}

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        refuse_anchor(mark, anchor);
        add(is_spelled_null(mark) ? make_scalar(mark, word_at(mark))
                                  : make(YamlNode::Kind::null, mark));
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
        refuse(mark, "yaml-anchor");
        add(make(YamlNode::Kind::scalar, mark));
    }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        refuse_anchor(mark, anchor);
        if (tag != "?" && tag != "!") refuse(mark, "yaml-anchor");
        add(make_scalar(mark, value));
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override {
        open(YamlNode::Kind::sequence, mark, tag, anchor, style);
    }

    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override {
        open(YamlNode::Kind::map, mark, tag, anchor, style);
    }

    void OnSequenceEnd() override { close(); }

    void OnMapEnd() override {
        find_duplicates(open_.back().node);
        close();
    }

    YamlNode root;
    std::vector<Diagnostic> faults;

    void fault(std::size_t offset, std::string code, std::string text) {
        const auto [line, column] = lines_.find(offset);
        faults.push_back(
            {Diagnostic::Severity::error, {file_, line, column}, std::move(code), std::move(text)});
    }

private:
    struct Open {
        YamlNode node;
        std::optional<YamlNode> key;  ///< of a map: read, its value not yet
    };

    static std::size_t offset_of(const YAML::Mark& mark) {
        return static_cast<std::size_t>(std::max(mark.pos, 0));
    }

    YamlNode make(YamlNode::Kind kind, const YAML::Mark& mark) {
        YamlNode node;
        node.kind = kind;
        node.offset = std::min(offset_of(mark), text_.size());
        std::tie(node.line, node.column) = lines_.find(node.offset);
        return node;
    }

    YamlNode make_scalar(const YAML::Mark& mark, std::string value) {
        auto node = make(YamlNode::Kind::scalar, mark);
        node.value = std::move(value);
        const char first = node.offset < text_.size() ? text_[node.offset] : ' ';
        if (first == '"') node.style = YamlNode::Style::double_quoted;
        if (first == '\'') node.style = YamlNode::Style::single_quoted;
        if (first == '|') node.style = YamlNode::Style::literal;
        if (first == '>') node.style = YamlNode::Style::folded;
        return node;
    }

    [[nodiscard]] std::string word_at(const YAML::Mark& mark) const {
        const auto rest = text_.substr(std::min(offset_of(mark), text_.size()));
        for (const std::string_view word : {"~", "null", "Null", "NULL"}) {
            const auto behind =
                rest.substr(0, word.size()) == word ? rest.substr(word.size(), 1) : "x";
            if (behind.empty() ||
                std::string_view(" \n,]}:").find(behind[0]) != std::string_view::npos) {
                return std::string(word);
            }
        }
        return {};
    }

    /// `null` is a word like any other here; what follows an empty value may begin with it, too.
    [[nodiscard]] bool is_spelled_null(const YAML::Mark& mark) const {
        if (word_at(mark).empty()) return false;
        const bool is_block_value = !open_.empty() && open_.back().key && !open_.back().node.flow;
        return !is_block_value || mark.column >= open_.back().node.column;
    }

    void open(YamlNode::Kind kind, const YAML::Mark& mark, const std::string& tag,
              YAML::anchor_t anchor, YAML::EmitterStyle::value style) {
        if (static_cast<int>(open_.size()) >= levels_max_) throw TooDeep{mark};
        refuse_anchor(mark, anchor);
        if (tag != "?" && !tag.empty()) refuse(mark, "yaml-anchor");
        auto node = make(kind, mark);
        node.flow = style == YAML::EmitterStyle::Flow;
        open_.push_back({std::move(node), std::nullopt});
    }

    void close() {
        auto node = std::move(open_.back().node);
        open_.pop_back();
        add(std::move(node));
    }

    void add(YamlNode node) {
        if (open_.empty()) {
            root = std::move(node);
            return;
        }
        auto& into = open_.back();
        if (into.node.is_sequence()) {
            into.node.items.push_back(std::move(node));
        } else if (!into.key) {
            check_key(node);
            into.key = std::move(node);
        } else {
            into.node.entries.push_back({std::move(*into.key), std::move(node)});
            into.key.reset();
        }
    }

    void check_key(const YamlNode& key) {
        if (key.is_null()) {
            fault(key.offset, "yaml-key", "a key is missing before the colon");
        } else if (!key.is_scalar()) {
            fault(key.offset, "yaml-brace",
                  "a key must be words: put what begins with a bracket in double quotes");
        } else if (key.value == "<<" && key.style == YamlNode::Style::plain) {
            fault(key.offset, "yaml-anchor",
                  "`<<` merges another map here, which is not taken: write the keys out");
        }
    }

    void find_duplicates(const YamlNode& map) {
        std::vector<const YamlNode*> keys;
        for (const auto& entry : map.entries) {
            if (entry.key.is_scalar()) keys.push_back(&entry.key);
        }
        std::stable_sort(keys.begin(), keys.end(),
                         [](const YamlNode* a, const YamlNode* b) { return a->value < b->value; });
        for (std::size_t i = 1; i < keys.size(); ++i) {
            if (keys[i]->value != keys[i - 1]->value) continue;
            fault(
                keys[i]->offset, "yaml-duplicate-key",
                fmt::format(
                    "`{}` is given twice here, first in line {}: YAML would keep only one of them",
                    keys[i]->value, keys[i - 1]->line));
        }
    }

    void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
        if (anchor != 0) refuse(mark, "yaml-anchor");
    }

    void refuse(const YAML::Mark& mark, const char* code) {
        auto trap = sign_trap(text_.substr(std::min(offset_of(mark), text_.size()), 64));
        if (trap.code.empty())
            trap.text = "anchors, aliases and tags are not taken: write the value out";
        fault(offset_of(mark), code, trap.text);
    }

    std::string_view text_;
    LineIndex lines_;
    const std::string& file_;
    int levels_max_;
    std::vector<Open> open_;
};

}  // namespace dialogs
