#include "dialogs/reading/scalar_places.hpp"

#include "dialogs/reading/utf8.hpp"

#include <algorithm>

namespace dialogs {

namespace {

using Style = YamlNode::Style;

bool is_blank(char byte) { return byte == ' ' || byte == '\t'; }
bool is_space(char byte) { return is_blank(byte) || byte == '\n'; }

/// Walks a scalar's source and its value side by side. White space that the source spreads over
/// lines is matched as one run: folding, indentation and empty lines need no rules of their own.
class Walk {
public:
    Walk(std::string_view text, const YamlNode& scalar)
        : text_(text), value_(scalar.value), style_(scalar.style), at_(scalar.offset) {
        enter();
    }

    /// The source of the value's byte `goal`.
    std::size_t find(std::size_t goal) {
        goal_ = std::min(goal, value_.size());
        while (in_value_ < goal_)
            step();
        const std::size_t beyond = in_value_ - goal_;  // the goal was inside a run of white space
        if (beyond == 0) skip_continuation();
        return at_ - std::min(beyond, at_ - run_begin_);
    }

private:
    [[nodiscard]] char here(std::size_t ahead = 0) const {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\n';
    }

    void enter() {
        if (style_ == Style::single_quoted || style_ == Style::double_quoted) ++at_;
        if (style_ != Style::literal && style_ != Style::folded) return;
        while (at_ < text_.size() && text_[at_] != '\n')
            ++at_;
        match_space_run();
    }

    /// One character of the value, or one run of white space.
    void step() {
        skip_continuation();
        if (at_line_break()) return match_space_run();
        if (style_ == Style::double_quoted && here() == '\\') return skip_escape();
        if (style_ == Style::single_quoted && here() == '\'') ++at_;
        advance(text_, at_);
        advance(value_, in_value_);
    }

    static void advance(std::string_view in, std::size_t& at) {
        do {
            ++at;
        } while (at < in.size() && !begins_code_point(in[at]));
    }

    /// True where only blanks stand between here and the end of the line.
    [[nodiscard]] bool at_line_break() const {
        std::size_t ahead = 0;
        while (is_blank(here(ahead)))
            ++ahead;
        return here(ahead) == '\n';
    }

    void match_space_run() {
        run_begin_ = at_;
        while (at_ < text_.size() && is_space(text_[at_]))
            ++at_;
        const std::size_t before = in_value_;
        while (in_value_ < value_.size() && is_space(value_[in_value_]))
            ++in_value_;
        if (before == in_value_ && at_ >= text_.size()) in_value_ = value_.size();
        if (before == in_value_ && run_begin_ == at_) in_value_ = value_.size();
    }

    void skip_escape() {
        const char kind = here(1);
        const std::size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
        ++at_;
        advance(text_, at_);
        at_ = std::min(at_ + digits, text_.size());
        advance(value_, in_value_);
    }

    /// A backslash at a line's end joins the lines without leaving anything in the value.
    void skip_continuation() {
        while (style_ == Style::double_quoted && here() == '\\' && here(1) == '\n') {
            ++at_;
            while (at_ < text_.size() && is_space(text_[at_]))
                ++at_;
        }
    }

    std::string_view text_;
    std::string_view value_;
    Style style_;
    std::size_t at_;
    std::size_t in_value_ = 0;
    std::size_t goal_ = 0;
    std::size_t run_begin_ = 0;
};

}  // namespace

std::size_t source_offset(std::string_view text, const YamlNode& scalar, std::size_t code_point) {
    const std::size_t found = Walk(text, scalar).find(byte_offset(scalar.value, code_point));
    return std::min(found, text.size());
}

}  // namespace dialogs
