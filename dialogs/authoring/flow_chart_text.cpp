// Flow charts as text: DOT for Graphviz, and Mermaid.
#include "dialogs/authoring/flow_chart.hpp"
#include "dialogs/reading/utf8.hpp"

#include <fmt/format.h>

namespace dialogs {

namespace {

using Kind = FlowNode::Kind;

constexpr std::size_t line_characters = 34;

/// The text in lines of a readable width.
std::string wrapped(std::string_view text) {
    std::string lines;
    std::size_t width = 0;
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        const auto word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const auto size = count_code_points(word);
        if (width > 0 && width + 1 + size > line_characters) {
            lines += '\n';
            width = 0;
        } else if (width > 0) {
            lines += ' ';
            ++width;
        }
        lines += word;
        width += size;
    }
    return lines;
}

/// In double quotes of DOT.
std::string dot_text(std::string_view text) {
    std::string safe;
    for (const char c : wrapped(text)) {
        if (c == '"' || c == '\\') safe += '\\';
        if (c == '\n') safe += "\\n";
        else safe += c;
    }
    return safe;
}

std::string mermaid_text(std::string_view text) {
    std::string safe;
    for (const char c : wrapped(text)) {
        switch (c) {
            case '\n': safe += "<br/>"; break;
            case '"': safe += "#quot;"; break;
            case '#': safe += "#35;"; break;
            case '<': safe += "#lt;"; break;
            case '>': safe += "#gt;"; break;
            case '&': safe += "#amp;"; break;
            case '`': safe += "#96;"; break;
            default: safe += c;
        }
    }
    return safe;
}

std::string_view dot_form(Kind kind) {
    switch (kind) {
        case Kind::start: return "shape=oval, fillcolor=\"#1b5e5a\", fontcolor=white";
        case Kind::say: return "shape=note, fillcolor=\"#f4f1e8\"";
        case Kind::ask: return "shape=box, style=\"rounded,filled\", fillcolor=\"#dcecf7\"";
        case Kind::condition: return "shape=diamond, fillcolor=\"#fff3c4\", margin=\"0.02,0.02\"";
        case Kind::effect: return "shape=component, fillcolor=\"#e8dff5\"";
        case Kind::wait: return "shape=hexagon, fillcolor=\"#ffe3d3\"";
        case Kind::end: return "shape=box, style=\"rounded,filled\", fillcolor=\"#37474f\", fontcolor=white";
    }
    return "";
}

/// What stands in the box: its title, and below it the text.
template <class Write>
std::string label_of(const FlowNode& node, std::string_view line_end, const Write& write) {
    const bool is_title_told = node.kind != Kind::say && !(node.kind == Kind::end && !node.text.empty());
    auto label = is_title_told ? write(node.title) : std::string();
    if (!node.text.empty()) label += (label.empty() ? "" : std::string(line_end)) + write(node.text);
    return label;
}

class Dot {
public:
    explicit Dot(const FlowChart& chart) : chart_(chart) {}

    std::string run() {
        out_ = "digraph script {\n"
               "  rankdir=TB; nodesep=0.35; ranksep=0.4; bgcolor=white;\n"
               "  graph [fontname=\"Helvetica,Arial,sans-serif\", fontsize=11];\n"
               "  node [fontname=\"Helvetica,Arial,sans-serif\", fontsize=11, style=filled, color=\"#546e7a\"];\n"
               "  edge [fontname=\"Helvetica,Arial,sans-serif\", fontsize=10, color=\"#546e7a\"];\n";
        write_frame(-1, "  ");
        for (const auto& edge : chart_.edges) {
            out_ += fmt::format("  n{} -> n{}", edge.from, edge.to);
            if (!edge.label.empty() || edge.is_back)
                out_ += fmt::format(" [label=\"{}\"{}]", dot_text(edge.label),
                                    edge.is_back ? ", style=dashed, constraint=false" : "");
            out_ += ";\n";
        }
        return out_ + "}\n";
    }

private:
    void write_frame(int frame, const std::string& margin) {
        for (std::size_t i = 0; i < chart_.nodes.size(); ++i) {
            const auto& node = chart_.nodes[i];
            if (node.frame != frame) continue;
            out_ += fmt::format("{}n{} [label=\"{}\", {}];\n", margin, i, label_of(node, "\\n", dot_text),
                                dot_form(node.kind));
        }
        for (std::size_t i = 0; i < chart_.frames.size(); ++i) {
            if (chart_.frames[i].inside != frame) continue;
            out_ += fmt::format("{}subgraph cluster_{} {{\n{}  label=\"{}\"; labeljust=l; style=\"rounded,dashed\"; "
                                "color=\"#90a4ae\";\n",
                                margin, i, margin, dot_text(chart_.frames[i].title));
            write_frame(static_cast<int>(i), margin + "  ");
            out_ += margin + "}\n";
        }
    }

    const FlowChart& chart_;
    std::string out_;
};

class Mermaid {
public:
    explicit Mermaid(const FlowChart& chart) : chart_(chart) {}

    std::string run() {
        out_ = "flowchart TD\n";
        write_frame(-1, "  ");
        for (const auto& edge : chart_.edges) {
            const std::string arrow = edge.is_back ? "-.->" : "-->";
            const auto label = edge.label.empty() ? "" : "|\"" + mermaid_text(edge.label) + "\"|";
            out_ += fmt::format("  n{} {}{} n{}\n", edge.from, arrow, label, edge.to);
        }
        return std::move(out_);
    }

private:
    static std::pair<std::string_view, std::string_view> brackets(Kind kind) {
        switch (kind) {
            case Kind::start: return {"([", "])"};
            case Kind::condition: return {"{", "}"};
            case Kind::effect: return {"[[", "]]"};
            case Kind::wait: return {"{{", "}}"};
            case Kind::end: return {"([", "])"};
            case Kind::ask: return {"(", ")"};
            case Kind::say: break;
        }
        return {"[", "]"};
    }

    void write_frame(int frame, const std::string& margin) {
        for (std::size_t i = 0; i < chart_.nodes.size(); ++i) {
            const auto& node = chart_.nodes[i];
            if (node.frame != frame) continue;
            const auto [open, close] = brackets(node.kind);
            out_ += fmt::format("{}n{}{}\"{}\"{}\n", margin, i, open, label_of(node, "<br/>", mermaid_text), close);
        }
        for (std::size_t i = 0; i < chart_.frames.size(); ++i) {
            if (chart_.frames[i].inside != frame) continue;
            out_ += fmt::format("{}subgraph f{} [\"{}\"]\n", margin, i, mermaid_text(chart_.frames[i].title));
            write_frame(static_cast<int>(i), margin + "  ");
            out_ += margin + "end\n";
        }
    }

    const FlowChart& chart_;
    std::string out_;
};

}  // namespace

std::string to_dot(const FlowChart& chart) { return Dot(chart).run(); }
std::string to_mermaid(const FlowChart& chart) { return Mermaid(chart).run(); }

}  // namespace dialogs
