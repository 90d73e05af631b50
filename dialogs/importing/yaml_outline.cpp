#include "dialogs/importing/yaml_outline.hpp"

#include <algorithm>

namespace dialogs {

namespace {

class OutlineWriter {
public:
    WrittenOutline run(std::vector<OutlineNode>& nodes) {
        write(nodes, 0);
        return std::move(written_);
    }

private:
    void write(std::vector<OutlineNode>& nodes, std::size_t margin) {
        for (auto& node : nodes) {
            if (node.is_dropped) continue;
            if (node.key.empty()) {
                write_item(node, margin);
            } else {
                line(std::string(margin, ' '), node);
                write(node.inside, node.key == "dialog" || node.key == "steps" ? margin : margin + 2);
            }
        }
    }

    /// `- first: …`, the rest of it below.
    void write_item(OutlineNode& item, std::size_t margin) {
        bool is_first = true;
        for (auto& node : item.inside) {
            if (node.is_dropped) continue;
            line(std::string(margin, ' ') + (is_first ? "- " : "  "), node);
            // What is wrong with the first line is wrong with the whole item.
            if (is_first) written_.lines.back() = &item;
            is_first = false;
            write(node.inside, margin + (node.key == "steps" ? 2 : 4));
        }
    }

    void line(const std::string& lead, OutlineNode& node) {
        written_.text += lead + yaml_key(node.key) + ":" + (node.value.empty() ? "" : " " + node.value) + "\n";
        written_.lines.push_back(&node);
    }

    WrittenOutline written_;
};

}  // namespace

WrittenOutline write_outline(std::vector<OutlineNode>& nodes) { return OutlineWriter().run(nodes); }

std::string yaml_text(std::string_view text) {
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') quoted += '\\';
        if (c == '\n') {
            quoted += "\\n";
        } else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) {
            quoted += c;
        } else {
            quoted += ' ';
        }
    }
    return quoted + "\"";
}

std::string yaml_key(std::string_view key) {
    const auto is_word = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    };
    return !key.empty() && std::all_of(key.begin(), key.end(), is_word) ? std::string(key) : yaml_text(key);
}

}  // namespace dialogs
