// A dialog as a drawing: boxes and arrows, before any drawing program has given them a form.
#pragma once

#include "dialogs/script.hpp"

#include <string>
#include <vector>

namespace dialogs {

/// One box. Its id is its place in FlowChart::nodes.
struct FlowNode {
    enum class Kind { start, say, ask, condition, effect, wait, end } kind = Kind::say;
    std::string title;  ///< the question's name, the effect, the condition
    std::string text;   ///< what is said, shortened
    int frame = -1;     ///< the frame it stands in; -1: in none
};

struct FlowEdge {
    int from = 0;
    int to = 0;
    std::string label;     ///< `yes`, `no`, `again` …
    bool is_back = false;  ///< of a repeat: to an earlier box
};

/// A group, a repeat, or what a wait holds.
struct FlowFrame {
    std::string title;
    int inside = -1;  ///< the frame around it
};

struct FlowChart {
    std::vector<FlowNode> nodes;
    std::vector<FlowEdge> edges;
    std::vector<FlowFrame> frames;
};

/// The script's steps with their conditions as branches; texts in that language, or what it falls back to.
[[nodiscard]] FlowChart flow_chart(const Script& script, const Language& language);

/// For Graphviz.
[[nodiscard]] std::string to_dot(const FlowChart& chart);

/// For Mermaid, which Markdown pages draw.
[[nodiscard]] std::string to_mermaid(const FlowChart& chart);

}  // namespace dialogs
