#include "dialogs/importing/xpath_condition.hpp"

#include "dialogs/conditions/expression.hpp"
#include "dialogs/reading/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace dialogs {

namespace {

constexpr int levels_max = 30;  // conditions allow 6; this keeps the translator from its stack's end

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_digit_sign(char c) { return c >= '0' && c <= '9'; }
bool is_name_sign(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit_sign(c) || c == '_' || c == '-' ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// A part of the translation.
struct Operand {
    enum class Kind { name, number, text, boolean, condition, value } kind = Kind::value;
    std::string text;    ///< as a script writes it; of a text the bare words
    FormName name{};     ///< of a name
    int strength = 9;    ///< how strongly its operator binds; 9: needs no brackets
};

constexpr int or_strength = 1;
constexpr int and_strength = 2;
constexpr int compare_strength = 3;
constexpr int add_strength = 4;
constexpr int multiply_strength = 5;

class Translator {
public:
    Translator(std::string_view text, const FormNames& names) : rest_(text), names_(names) {}

    Result<std::string, std::string> run() {
        auto operand = either();
        skip();
        if (fault_.empty() && !rest_.empty()) fail(fmt::format("`{}` is not understood", told_part(20)));
        if (!fault_.empty()) return failure(fault_);
        const auto condition = as_condition(operand);
        if (!fault_.empty()) return failure(fault_);
        const auto parsed = Expression::parse(condition);
        if (!parsed) return failure(fmt::format("it would be no condition of a script: {}", parsed.error().message));
        return condition;
    }

private:
    Operand fail(std::string why) {
        if (fault_.empty()) fault_ = std::move(why);
        rest_ = {};
        return {};
    }

    [[nodiscard]] std::string_view told_part(std::size_t characters) const {
        return rest_.substr(0, byte_offset(rest_, characters));
    }

    void skip() {
        while (!rest_.empty() && is_space(rest_.front())) rest_.remove_prefix(1);
    }

    bool take(std::string_view sign) {
        skip();
        if (!rest_.starts_with(sign)) return false;
        rest_.remove_prefix(sign.size());
        return true;
    }

    /// A word that is an operator: not the beginning of a longer name.
    bool take_word(std::string_view word) {
        skip();
        if (!rest_.starts_with(word)) return false;
        if (rest_.size() > word.size() && is_name_sign(rest_[word.size()])) return false;
        rest_.remove_prefix(word.size());
        return true;
    }

    std::string as_condition(const Operand& operand) {
        using Kind = Operand::Kind;
        if (operand.kind == Kind::name && operand.name.kind == FormName::Kind::boolean) return operand.text;
        if (operand.kind == Kind::name) return fmt::format("answered({})", operand.text);
        if (operand.kind != Kind::condition && operand.kind != Kind::boolean)
            fail("a value stands where a condition is needed");
        return operand.text;
    }

    std::string bracketed(const Operand& operand, int strength) {
        return operand.strength < strength ? "(" + operand.text + ")" : operand.text;
    }

    Operand condition(std::string text, int strength) {
        return {.kind = Operand::Kind::condition, .text = std::move(text), .strength = strength};
    }

    Operand either() {
        if (++levels_ > levels_max) return fail("it is nested too deep");
        auto left = both();
        while (fault_.empty() && take_word("or")) left = joined(std::move(left), both(), "or", or_strength);
        --levels_;
        return left;
    }

    Operand both() {
        auto left = comparison();
        while (fault_.empty() && take_word("and")) left = joined(std::move(left), comparison(), "and", and_strength);
        return left;
    }

    Operand joined(Operand left, Operand right, std::string_view word, int strength) {
        left.text = as_condition(left);
        right.text = as_condition(right);
        return condition(fmt::format("{} {} {}", bracketed(left, strength), word, bracketed(right, strength)),
                         strength);
    }

    Operand comparison() {
        auto left = sum();
        static constexpr std::pair<std::string_view, std::string_view> signs[] = {
            {"!=", "!="}, {"<=", "<="}, {">=", ">="}, {"=", "=="}, {"<", "<"}, {">", ">"}};
        for (const auto& [sign, ours] : signs) {
            if (!fault_.empty() || !take(sign)) continue;
            return compared(std::move(left), std::string(ours), sum());
        }
        return left;
    }

    static std::string turned(const std::string& sign) {
        if (sign[0] == '<') return ">" + sign.substr(1);
        return sign[0] == '>' ? "<" + sign.substr(1) : sign;
    }

    /// Names stand first, so that a literal is judged by what it is compared with.
    Operand compared(Operand left, std::string sign, Operand right) {
        if (!fault_.empty()) return {};
        using Kind = Operand::Kind;
        if (left.kind != Kind::name && right.kind == Kind::name) {
            std::swap(left, right);
            sign = turned(sign);
        }
        if (left.kind == Kind::text && right.kind == Kind::text)
            return {.kind = Kind::boolean, .text = (left.text == right.text) == (sign == "==") ? "true" : "false"};
        if (left.kind == Kind::condition || right.kind == Kind::condition)
            return fail("a comparison of a condition has no counterpart");
        if (left.kind == Kind::name && right.kind == Kind::text && right.text.empty()) return presence(left, sign);
        const auto other = literal_for(left, right);
        if (!fault_.empty()) return {};
        const auto first = left.kind == Kind::text ? quoted(left.text) : bracketed(left, compare_strength + 1);
        if (left.kind == Kind::name && left.name.kind == FormName::Kind::choices) {
            if (sign != "==" && sign != "!=") return fail("several choices have no order");
            // Of one choice alone XLSForm's text is equal to it.
            const auto alone = fmt::format("contains({0}, {1}) and count({0}) == 1", left.text, other);
            return sign == "==" ? condition(alone, and_strength) : condition("not (" + alone + ")", 9);
        }
        return condition(fmt::format("{} {} {}", first, sign, other), compare_strength);
    }

    /// `${x} = ''`.
    Operand presence(const Operand& name, const std::string& sign) {
        if (sign == "!=") return condition(fmt::format("answered({})", name.text), 9);
        if (sign == "==") return condition(fmt::format("not answered({})", name.text), 9);
        return fail("an order of texts has no counterpart");
    }

    /// What a name is compared with, as its kind has it.
    std::string literal_for(const Operand& name, const Operand& other) {
        if (other.kind != Operand::Kind::text) {
            const bool is_choice = name.kind == Operand::Kind::name && (name.name.kind == FormName::Kind::choice ||
                                                                        name.name.kind == FormName::Kind::choices);
            // In a spreadsheet a choice's name may be a number.
            if (is_choice && other.kind == Operand::Kind::number) return quoted(key_of(name, other.text));
            return bracketed(other, compare_strength + 1);
        }
        if (name.kind != Operand::Kind::name) return quoted(other.text);
        switch (name.name.kind) {
            case FormName::Kind::number: {
                const bool is_number = !other.text.empty() && other.text.find_first_not_of("0123456789.-") ==
                                                                  std::string::npos;
                if (!is_number) fail(fmt::format("`{}` is a number, and '{}' is none", name.text, other.text));
                return other.text;
            }
            case FormName::Kind::choice:
            case FormName::Kind::choices: return quoted(key_of(name, other.text));
            case FormName::Kind::boolean: fail("yes and no are no texts in a script"); return {};
            case FormName::Kind::text:
            case FormName::Kind::date: break;
        }
        return quoted(other.text);
    }

    std::string key_of(const Operand& name, std::string_view choice) {
        return names_.key ? names_.key(name.name.name, choice) : std::string(choice);
    }

    std::string quoted(const std::string& text) {
        if (text.find_first_of("'\n\\") != std::string::npos) fail("a text with an apostrophe has no counterpart");
        return "'" + text + "'";
    }

    Operand sum() {
        auto left = product();
        for (;;) {
            if (!fault_.empty()) return {};
            const std::string_view sign = take("+") ? "+" : take("-") ? "-" : "";
            if (sign.empty()) return left;
            left = computed(std::move(left), sign, product(), add_strength);
        }
    }

    Operand product() {
        auto left = primary();
        for (;;) {
            if (!fault_.empty()) return {};
            const std::string_view sign = take("*") ? "*" : take_word("div") ? "/" : "";
            if (sign.empty()) break;
            left = computed(std::move(left), sign, primary(), multiply_strength);
        }
        if (take_word("mod")) return fail("`mod` has no counterpart");
        return left;
    }

    Operand computed(const Operand& left, std::string_view sign, const Operand& right, int strength) {
        if (left.kind == Operand::Kind::text || right.kind == Operand::Kind::text)
            return fail("a text cannot be computed with");
        return {.kind = Operand::Kind::value,
                .text = fmt::format("{} {} {}", bracketed(left, strength), sign, bracketed(right, strength + 1)),
                .strength = strength};
    }

    Operand primary() {
        skip();
        if (rest_.empty()) return fail("it ends too early");
        if (take("${")) return named_question();
        if (take("(")) return in_brackets();
        if (rest_.front() == '\'' || rest_.front() == '"') return text_literal();
        if (is_digit_sign(rest_.front())) return number_literal("");
        if (take("-")) {
            skip();
            if (!rest_.empty() && is_digit_sign(rest_.front())) return number_literal("-");
            return fail("a minus sign before a name has no counterpart");
        }
        const bool is_decimal = rest_.size() > 1 && rest_.front() == '.' && is_digit_sign(rest_[1]);
        if (is_decimal) return number_literal("0");
        if (take(".")) {
            if (!names_.self) return fail("`.` has no question here");
            return {.kind = Operand::Kind::name, .text = names_.self->name, .name = *names_.self};
        }
        return word();
    }

    Operand in_brackets() {
        auto inside = either();
        if (!take(")")) return fail("a bracket is not closed");
        return inside;
    }

    Operand named_question() {
        const auto end = rest_.find('}');
        if (end == std::string_view::npos) return fail("`${` is not closed");
        const auto name = rest_.substr(0, end);
        rest_.remove_prefix(end + 1);
        const auto known = names_.question ? names_.question(name) : std::nullopt;
        if (!known) return fail(fmt::format("the script has no question `{}`", name));
        return {.kind = Operand::Kind::name, .text = known->name, .name = *known};
    }

    Operand text_literal() {
        const char quote = rest_.front();
        const auto end = rest_.find(quote, 1);
        if (end == std::string_view::npos) return fail("a text is not closed");
        Operand operand{.kind = Operand::Kind::text, .text = std::string(rest_.substr(1, end - 1))};
        rest_.remove_prefix(end + 1);
        return operand;
    }

    Operand number_literal(std::string text) {
        bool has_point = false;
        while (!rest_.empty() && (is_digit_sign(rest_.front()) || (rest_.front() == '.' && !has_point))) {
            has_point = has_point || rest_.front() == '.';
            text += rest_.front();
            rest_.remove_prefix(1);
        }
        if (text.back() == '.') text.pop_back();
        return {.kind = Operand::Kind::number, .text = std::move(text)};
    }

    Operand word() {
        std::size_t size = 0;
        while (size < rest_.size() && is_name_sign(rest_[size])) ++size;
        const auto name = rest_.substr(0, size);
        if (size == 0) return fail(fmt::format("`{}` is not understood", told_part(1)));
        rest_.remove_prefix(size);
        if (take("(")) return call(name);
        const auto cell = names_.column ? names_.column(name) : std::nullopt;
        if (!cell) return fail(fmt::format("`{}` is not understood", name));
        return {.kind = Operand::Kind::text, .text = *cell};
    }

    std::vector<Operand> arguments() {
        std::vector<Operand> found;
        if (take(")")) return found;
        do {
            found.push_back(either());
        } while (fault_.empty() && take(","));
        if (fault_.empty() && !take(")")) fail("a bracket is not closed");
        return found;
    }

    Operand call(std::string_view name) {
        const auto given = arguments();
        if (!fault_.empty()) return {};
        using Kind = Operand::Kind;
        const auto is = [&](std::string_view wanted, std::size_t count) {
            return name == wanted && given.size() == count;
        };
        const auto of_name = [&](std::size_t index) { return given[index].kind == Kind::name; };
        if (is("true", 0) || is("false", 0)) return {.kind = Kind::boolean, .text = std::string(name)};
        if (is("today", 0) || is("now", 0)) return {.kind = Kind::value, .text = "today"};
        if (is("not", 1)) return condition("not (" + as_condition(given[0]) + ")", 9);
        if ((is("date", 1) || is("number", 1) || is("int", 1) || is("string", 1)) && given[0].kind != Kind::value)
            return given[0];
        if (is("string-length", 1) && of_name(0))
            return {.kind = Kind::value, .text = "length(" + given[0].text + ")"};
        if (is("count-selected", 1) && of_name(0) && given[0].name.kind == FormName::Kind::choices)
            return {.kind = Kind::value, .text = "count(" + given[0].text + ")"};
        if (is("selected", 2) && of_name(0) && given[1].kind == Kind::text) return selected(given[0], given[1].text);
        return fail(fmt::format("the function `{}` has no counterpart", name));
    }

    Operand selected(const Operand& question, const std::string& choice) {
        const auto key = quoted(key_of(question, choice));
        if (question.name.kind == FormName::Kind::choices)
            return condition(fmt::format("contains({}, {})", question.text, key), 9);
        if (question.name.kind == FormName::Kind::choice)
            return condition(fmt::format("{} == {}", question.text, key), compare_strength);
        return fail(fmt::format("`{}` has no choices", question.text));
    }

    std::string_view rest_;
    const FormNames& names_;
    std::string fault_;
    int levels_ = 0;
};

}  // namespace

Result<std::string, std::string> condition_from_xpath(std::string_view expression, const FormNames& names) {
    return Translator(expression, names).run();
}

}  // namespace dialogs
