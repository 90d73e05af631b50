// Dialogs as drawings: which boxes there are, and which arrows between them.
#include "dialogs/authoring/flow_chart.hpp"
#include "dialogs/reading/read_script.hpp"

using namespace dialogs;

namespace {

Script script(const std::string& dialog) {
    auto read = read_script({"s.yaml", "script: s\ntitle: T\nlanguages: [fi]\nstream: event\nbasis: consent\n"
                                       "dialog:\n- ask: n\n  type: nps\n  text: Kuinka?\n" + dialog},
                            nullptr, nullptr);
    for (const auto& one : read.diagnostics) UNSCOPED_INFO(to_line(one));
    REQUIRE(read.script);
    return *read.script;
}

/// The arrows as `from>to:label`; a box is its title, or its text where it says something.
std::string arrows(const FlowChart& chart) {
    const auto name = [&](int index) {
        const auto& node = chart.nodes.at(static_cast<std::size_t>(index));
        const bool speaks = node.kind == FlowNode::Kind::say || node.kind == FlowNode::Kind::end;
        return speaks && !node.text.empty() ? node.text : node.title;
    };
    std::string text;
    for (const auto& edge : chart.edges) {
        text += name(edge.from) + (edge.is_back ? "^" : ">") + name(edge.to);
        if (!edge.label.empty()) text += ":" + edge.label;
        text += "; ";
    }
    return text;
}

std::string arrows(const std::string& dialog) { return arrows(flow_chart(script(dialog), "fi")); }

}  // namespace

TEST_CASE("steps follow one another, and a dialog that runs out ends") {
    CHECK(arrows("- say: Hei\n") == "s>n (nps); n (nps)>Hei; Hei>end; ");
}

TEST_CASE("a condition parts the way, and both ways go on") {
    CHECK(arrows("- say: Hei\n  when: n > 8\n- say: Moi\n") ==
          "s>n (nps); n (nps)>n > 8; n > 8>Hei:yes; Hei>Moi; n > 8>Moi:no; Moi>end; ");
}

TEST_CASE("what ends has no arrow behind it") {
    CHECK(arrows("- end: Kiitos\n  when: n > 8\n- end: Moi\n") ==
          "s>n (nps); n (nps)>n > 8; n > 8>Kiitos:yes; n > 8>Moi:no; ");
}

TEST_CASE("else is where a lone condition says no") {
    CHECK(arrows("- say: Hyvä\n  when: n > 8\n- say: Voi\n  when: else\n- end: Moi\n") ==
          "s>n (nps); n (nps)>n > 8; n > 8>Hyvä:yes; n > 8>Voi:no; Voi>Moi; Hyvä>Moi; ");
}

TEST_CASE("else behind several conditions is where none of them said yes") {
    CHECK(arrows("- say: A\n  when: n > 8\n- say: B\n  when: n < 3\n- say: C\n  when: else\n- end: Moi\n") ==
          "s>n (nps); n (nps)>n > 8; n > 8>A:yes; A>n < 3; n > 8>n < 3:no; n < 3>B:yes; "
          "n < 3>none of these ran:no; none of these ran>C:yes; C>Moi; B>Moi; none of these ran>Moi:no; ");
}

TEST_CASE("a group is a frame around its steps") {
    const auto chart = flow_chart(script("- group: g\n  when: n > 8\n  steps:\n  - say: A\n  - group:\n    steps:\n"
                                         "    - say: B\n- end: Moi\n"),
                                  "fi");
    REQUIRE(chart.frames.size() == 2);
    CHECK(chart.frames[0].title == "g");
    CHECK(chart.frames[1].inside == 0);
    CHECK(arrows(chart) == "s>n (nps); n (nps)>n > 8; n > 8>A:yes; A>B; B>Moi; n > 8>Moi:no; ");
}

TEST_CASE("repeats go back, and waits may come too late") {
    auto made = script("- end: Moi\n");
    Step said;
    said.what = Say{made.question("n")->text};
    made.dialog.pop_back();
    made.dialog.push_back({.path = "1", .when = {}, .what = Repeat{"round", {said}, 3, {}}});
    made.dialog.push_back({.path = "2", .when = {},
                           .what = Wait{.kind = Wait::Kind::before, .span = std::chrono::hours(24), .name = "visited",
                                        .until = {}, .within = {}, .steps = {said}}});
    const auto chart = flow_chart(made, "fi");
    CHECK(chart.frames[0].title == "round · at most 3 rounds");
    CHECK(arrows(chart) ==
          "s>n (nps); n (nps)>Kuinka?; Kuinka?^Kuinka?:again; Kuinka?>wait 1d before visited; "
          "wait 1d before visited>Kuinka?:in time; Kuinka?>end; wait 1d before visited>end:too late; ");
}

TEST_CASE("texts are shortened, and signs of DOT and Mermaid are written as text") {
    const auto text = "- end: \"Sano \\\"hei\\\" & <moi> #1 \\\\ " + std::string(100, 'a') + "\"\n";
    const auto chart = flow_chart(script(text), "fi");
    const auto dot = to_dot(chart);
    CHECK(dot.find("Sano \\\"hei\\\" & <moi> #1 \\\\") != std::string::npos);
    const auto mermaid = to_mermaid(chart);
    CHECK(mermaid.find("Sano #quot;hei#quot; #amp; #lt;moi#gt;") != std::string::npos);
    CHECK(mermaid.find(std::string(91, 'a')) == std::string::npos);
}

TEST_CASE("steps of the same condition stand behind it one after the other") {
    CHECK(arrows("- say: A\n  when: n > 8\n- say: B\n  when: n > 8\n- end: Moi\n") ==
          "s>n (nps); n (nps)>n > 8; n > 8>A:yes; A>B; B>Moi; n > 8>Moi:no; ");
}
