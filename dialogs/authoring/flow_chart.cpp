#include "dialogs/authoring/flow_chart.hpp"

#include "dialogs/authoring/walk_steps.hpp"
#include "dialogs/reading/utf8.hpp"
#include "dialogs/texts/render_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dialogs {

namespace {

constexpr std::size_t text_characters_max = 90;  // more makes boxes that nobody reads

/// `30m`, `48h`, `3d`.
std::string span_written(Span span) {
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(span).count();
    if (minutes % (24 * 60) == 0) return fmt::format("{}d", minutes / (24 * 60));
    return minutes % 60 == 0 ? fmt::format("{}h", minutes / 60) : fmt::format("{}m", minutes);
}

/// Cut behind a word where it is long.
std::string shortened(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    if (count_code_points(text) <= text_characters_max) return text;
    std::size_t end = 0;
    for (std::size_t count = 0; count < text_characters_max; ++end)
        if (begins_code_point(text[end])) ++count;
    while (end < text.size() && !begins_code_point(text[end])) ++end;
    const auto blank = text.rfind(' ', end);
    text.resize(blank == std::string::npos || blank < end / 2 ? end : blank);
    return text + " …";
}

class Drawer {
public:
    Drawer(const Script& script, const Language& language) : script_(script), language_(language) {}

    FlowChart run() {
        FlowNode start{.kind = FlowNode::Kind::start, .title = script_.id, .text = words(script_.title)};
        for (const auto& [language, keywords] : script_.keywords)
            if (language == language_ && !keywords.empty()) start.text += " · " + keywords.front();
        open_ = {{add(std::move(start)), ""}};
        draw(script_.dialog);
        if (!open_.empty()) join(FlowNode{.kind = FlowNode::Kind::end, .title = "end", .text = {}});
        return std::move(chart_);
    }

private:
    /// An arrow that has left a box and not arrived yet.
    struct Loose {
        int from;
        std::string label;
        bool operator==(const Loose&) const = default;
    };
    using LooseEnds = std::vector<Loose>;

    int add(FlowNode node) {
        node.frame = frame_;
        chart_.nodes.push_back(std::move(node));
        return static_cast<int>(chart_.nodes.size()) - 1;
    }

    /// A box that everything open leads to.
    int join(FlowNode node) {
        const int to = add(std::move(node));
        for (auto& [from, label] : open_) chart_.edges.push_back({from, to, std::move(label)});
        open_ = {{to, ""}};
        return to;
    }

    void draw(const std::vector<Step>& steps) {
        for (std::size_t i = 0; i < steps.size();) {
            if (!steps[i].when && !steps[i].otherwise) {
                draw(steps[i++]);
                continue;
            }
            auto end = i;
            while (end < steps.size() && steps[end].when) ++end;
            const bool has_else = end < steps.size() && steps[end].otherwise;
            draw_chain(steps, i, end, has_else);
            i = has_else ? end + 1 : std::max(end, i + 1);
        }
    }

    /// Steps with conditions, and the `else` behind them.
    void draw_chain(const std::vector<Step>& steps, std::size_t begin, std::size_t end, bool has_else) {
        LooseEnds behind;  // past the `else`
        int conditions = 0;
        for (auto i = begin; i < end;) {
            const auto& condition = steps[i].when->text();
            const int asked = join({.kind = FlowNode::Kind::condition, .title = condition, .text = {}});
            open_ = {{asked, "yes"}};
            ++conditions;
            // Steps of the same condition stand behind it one after the other.
            for (; i < end && steps[i].when->text() == condition; ++i) draw(steps[i]);
            // Where a step of the chain ran, only the conditions after it are asked, and never the `else`.
            const bool is_last = i == end;
            if (has_else && is_last) {
                behind.insert(behind.end(), open_.begin(), open_.end());
                open_ = {{asked, "no"}};
            } else {
                open_.push_back({asked, "no"});
            }
        }
        if (!has_else) return;
        const bool may_have_run = conditions > 1;
        if (may_have_run) {
            const int asked = join({.kind = FlowNode::Kind::condition, .title = "none of these ran", .text = {}});
            behind.push_back({asked, "no"});
            open_ = {{asked, "yes"}};
        }
        draw(steps[end]);
        open_.insert(open_.end(), behind.begin(), behind.end());
    }

    void draw(const Step& step) {
        std::visit([this](const auto& what) { draw_kind(what); }, step.what);
    }

    void draw_kind(const Say& say) { join({.kind = FlowNode::Kind::say, .title = "say", .text = said(say.text)}); }

    void draw_kind(const Ask& ask) {
        const auto& question = ask.question;
        auto title = fmt::format("{} ({})", question.name, name_of(question.type));
        if (question.complete) title += " · complete";
        if (question.optional) title += " · optional";
        if (question.sensitive) title += " · sensitive";
        if (question.within) title += " · within " + span_written(*question.within);
        join({.kind = FlowNode::Kind::ask, .title = std::move(title), .text = said(question.text)});
    }

    void draw_kind(const Group& group) {
        auto title = group.name.empty() ? std::string("group") : group.name;
        if (group.pick > 0) title += fmt::format(" · {} drawn of {}", group.pick, group.steps.size());
        if (group.shuffle) title += " · in drawn order";
        draw_framed(std::move(title), group.steps);
    }

    void draw_kind(const Repeat& repeat) {
        const auto first = chart_.nodes.size();
        draw_framed(fmt::format("{} · at most {} rounds", repeat.name, repeat.most), repeat.steps);
        if (chart_.nodes.size() == first) return;
        const auto label = repeat.again ? "again while " + repeat.again->text() : std::string("again");
        for (const auto& [from, ignored] : open_)
            if (from >= static_cast<int>(first))
                chart_.edges.push_back({from, static_cast<int>(first), label, true});
    }

    void draw_kind(const Do& effect) {
        std::string text;
        for (const auto& [key, word] : effect.words) text += (text.empty() ? "" : ", ") + key + ": " + word;
        for (const auto& [key, value] : effect.values)
            text += (text.empty() ? "" : ", ") + key + ": " + value.text();
        join({.kind = FlowNode::Kind::effect, .title = effect.effect, .text = shortened(std::move(text))});
    }

    void draw_kind(const Wait& wait) {
        const int waited = join({.kind = FlowNode::Kind::wait, .title = "wait " + moment(wait), .text = {}});
        if (wait.steps.empty()) return;
        open_ = {{waited, "in time"}};
        draw_framed("then", wait.steps);
        open_.push_back({waited, "too late"});
    }

    void draw_kind(const End& end) {
        join({.kind = FlowNode::Kind::end, .title = "end", .text = said(end.text)});
        open_.clear();
    }

    static std::string moment(const Wait& wait) {
        const auto longest = wait.within ? ", at most " + span_written(*wait.within) : std::string();
        switch (wait.kind) {
            case Wait::Kind::before: return span_written(wait.span) + " before " + wait.name;
            case Wait::Kind::after: return span_written(wait.span) + " after " + wait.name;
            case Wait::Kind::until: return "until " + (wait.until ? wait.until->text() : "") + longest;
            case Wait::Kind::span: break;
        }
        return span_written(wait.span);
    }

    void draw_framed(std::string title, const std::vector<Step>& steps) {
        const int around = frame_;
        chart_.frames.push_back({std::move(title), around});
        frame_ = static_cast<int>(chart_.frames.size()) - 1;
        draw(steps);
        frame_ = around;
    }

    std::string words(const std::map<Language, std::string>& patterns) const {
        for (const auto& tag : fallback_chain(language_))
            if (const auto found = patterns.find(tag); found != patterns.end()) return found->second;
        const auto found = patterns.find(script_.source_language());
        return found == patterns.end() ? "" : found->second;
    }

    /// The text that most residents read, names standing as written; how many other wordings there are.
    std::string said(const Text& text) const {
        if (text.empty()) return {};
        auto pattern = words(text.wordings.back().patterns);
        for (auto at = pattern.find(hidden_dot); at != std::string::npos; at = pattern.find(hidden_dot))
            pattern.replace(at, hidden_dot.size(), ".");
        auto shown = shortened(std::move(pattern));
        const auto others = text.wordings.size() - 1;
        if (others > 0) shown += fmt::format(" (+{} {})", others, others == 1 ? "wording" : "wordings");
        return shown;
    }

    const Script& script_;
    const Language& language_;
    FlowChart chart_;
    LooseEnds open_;
    int frame_ = -1;
};

}  // namespace

FlowChart flow_chart(const Script& script, const Language& language) { return Drawer(script, language).run(); }

}  // namespace dialogs
