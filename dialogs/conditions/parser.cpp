#include "dialogs/conditions/parser.hpp"

#include "dialogs/conditions/functions.hpp"
#include "dialogs/conditions/lexer.hpp"
#include "dialogs/did_you_mean.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dialogs {

namespace {

using Parsed = Result<ExpressionNode, ConditionError>;

struct Sign {
    std::string_view text;
    Operation operation;
    int strength;
};

/// The strongest binds first.
constexpr Sign binary_signs[] = {
    {"*", Operation::multiply, 5}, {"/", Operation::divide, 5},
    {"+", Operation::add, 4},      {"-", Operation::subtract, 4},
    {"==", Operation::equal, 3},   {"!=", Operation::not_equal, 3},
    {"<", Operation::less, 3},     {"<=", Operation::less_equal, 3},
    {">", Operation::greater, 3},  {">=", Operation::greater_equal, 3},
    {"in", Operation::in, 3},      {"and", Operation::and_, 2},
    {"or", Operation::or_, 1},
};

class Parser {
public:
    explicit Parser(std::vector<ConditionToken> tokens) : tokens_(std::move(tokens)) {}

    Parsed run() {
        auto node = binary(1);
        if (!node || here().kind == ConditionToken::Kind::end) return node;
        return fault(
            here().text == ")"
                ? "this bracket closes nothing"
                : fmt::format("`{}` is not expected here: is an operator (and, or, ==) missing?",
                              here().text));
    }

private:
    [[nodiscard]] const ConditionToken& here() const { return tokens_[at_]; }
    [[nodiscard]] bool at_sign(std::string_view sign) const {
        return here().kind == ConditionToken::Kind::sign && here().text == sign;
    }
    bool take(std::string_view sign) {
        if (!at_sign(sign)) return false;
        ++at_;
        return true;
    }

    [[nodiscard]] const Sign* binary_sign() const {
        if (here().kind != ConditionToken::Kind::sign && here().kind != ConditionToken::Kind::word)
            return nullptr;
        const auto* found =
            std::find_if(std::begin(binary_signs), std::end(binary_signs),
                         [this](const Sign& sign) { return sign.text == here().text; });
        return found == std::end(binary_signs) ? nullptr : found;
    }

    /// Precedence climbing: operators of at least this strength, left to right.
    Parsed binary(int strength) {
        auto left = unary();
        while (left) {
            const auto* sign = binary_sign();
            if (sign == nullptr || sign->strength < strength) break;
            auto node = make(sign->operation);
            ++at_;
            auto right = binary(sign->strength + 1);
            if (!right) return right;
            node.children = {std::move(*left), std::move(*right)};
            left = std::move(node);
            if (auto over = over_limit()) return failure(std::move(*over));
        }
        return left;
    }

    Parsed unary() {
        const bool is_not = here().kind == ConditionToken::Kind::word && here().text == "not";
        if (!is_not && !at_sign("-")) return primary();
        auto node = make(is_not ? Operation::not_ : Operation::negate);
        ++at_;
        if (auto over = over_limit()) return failure(std::move(*over));
        auto child = unary();
        if (!child) return child;
        node.children = {std::move(*child)};
        return node;
    }

    Parsed primary() {
        if (auto over = over_limit()) return failure(std::move(*over));
        if (at_sign("(")) return bracketed();
        if (at_sign("[")) return list();
        switch (here().kind) {
            case ConditionToken::Kind::number:
                return literal(Operation::number);
            case ConditionToken::Kind::text:
                return literal(Operation::text);
            case ConditionToken::Kind::word:
                return word();
            case ConditionToken::Kind::end:
                return fault("the condition ends here: something is missing");
            case ConditionToken::Kind::sign:
                break;
        }
        return fault(
            fmt::format("`{}` is not expected here: a name, a number or a text in single quotes is",
                        here().text));
    }

    Parsed bracketed() {
        if (++level_ > condition_levels_max)
            return fault(fmt::format("more than {} brackets deep", condition_levels_max));
        ++at_;
        auto inner = binary(1);
        if (!inner) return inner;
        if (!take(")")) return fault("a closing bracket is missing");
        --level_;
        return inner;
    }

    Parsed list() {
        auto node = make(Operation::list);
        ++at_;
        while (!at_sign("]")) {
            auto item = unary();
            if (!item) return item;
            if (!is_literal(*item))
                return fault_at(item->offset, "a list holds numbers and texts in single quotes");
            node.children.push_back(std::move(*item));
            if (!take(",") && !at_sign("]"))
                return fault("a list is written ['a', 'b']: a comma or `]` is missing");
        }
        ++at_;
        if (node.children.empty()) return fault_at(node.offset, "the list is empty");
        return node;
    }

    static bool is_literal(const ExpressionNode& node) {
        const bool negative =
            node.operation == Operation::negate && node.children[0].operation == Operation::number;
        return negative || node.operation == Operation::number || node.operation == Operation::text;
    }

    Parsed literal(Operation operation) {
        auto node = make(operation);
        node.number = here().number;
        node.text = here().text;
        ++at_;
        return node;
    }

    Parsed word() {
        const auto& text = here().text;
        if (text == "true" || text == "false") {
            auto node = make(Operation::boolean);
            node.truth = text == "true";
            ++at_;
            return node;
        }
        if (binary_sign() != nullptr)
            return fault(fmt::format("something is missing before `{}`", text));
        if (text == "else") return fault("`else` stands alone");
        const bool is_call =
            tokens_[at_ + 1].kind == ConditionToken::Kind::sign && tokens_[at_ + 1].text == "(";
        return is_call ? call() : literal(Operation::name);
    }

    Parsed call() {
        auto node = make(Operation::call);
        node.text = here().text;
        const auto function = function_named(node.text);
        if (!function) {
            return fault(fmt::format("there is no function `{}`{}", node.text,
                                     did_you_mean(node.text, function_names())),
                         "unknown-function");
        }
        if (++level_ > condition_levels_max)
            return fault(fmt::format("more than {} brackets deep", condition_levels_max));
        at_ += 2;
        while (!at_sign(")")) {
            auto argument = binary(1);
            if (!argument) return argument;
            node.children.push_back(std::move(*argument));
            if (!take(",") && !at_sign(")")) return fault("a closing bracket is missing");
        }
        ++at_;
        --level_;
        if (node.children.size() == argument_count(*function)) return node;
        return fault_at(node.offset,
                        fmt::format("`{}` takes {} value{}", node.text, argument_count(*function),
                                    argument_count(*function) == 1 ? "" : "s"));
    }

    ExpressionNode make(Operation operation) {
        ++nodes_;
        ExpressionNode node;
        node.operation = operation;
        node.offset = here().offset;
        return node;
    }

    [[nodiscard]] std::optional<ConditionError> over_limit() const {
        if (nodes_ < condition_nodes_max) return std::nullopt;
        return ConditionError{.offset = here().offset,
                              .code = "condition-syntax",
                              .message = "the condition is too long: part it among several steps"};
    }

    [[nodiscard]] Parsed fault(std::string message, std::string code = "condition-syntax") const {
        return fault_at(here().offset, std::move(message), std::move(code));
    }

    [[nodiscard]] static Parsed fault_at(std::size_t offset, std::string message,
                                         std::string code = "condition-syntax") {
        return failure(ConditionError{
            .offset = offset, .code = std::move(code), .message = std::move(message)});
    }

    std::vector<ConditionToken> tokens_;
    std::size_t at_ = 0;
    int level_ = 0;
    int nodes_ = 0;
};

}  // namespace

Result<ExpressionNode, ConditionError> parse_condition(std::string_view text) {
    if (text.size() > 4 * condition_characters_max) {
        return failure(ConditionError{
            .offset = condition_characters_max,
            .code = "condition-syntax",
            .message =
                fmt::format("a condition has at most {} characters", condition_characters_max)});
    }
    auto tokens = read_tokens(text);
    if (!tokens) return failure(std::move(tokens.error()));
    if (tokens->size() == 1) {
        return failure(ConditionError{
            .offset = 0, .code = "condition-syntax", .message = "the condition is empty"});
    }
    if (tokens->back().offset > condition_characters_max) {
        return failure(ConditionError{
            .offset = condition_characters_max,
            .code = "condition-syntax",
            .message =
                fmt::format("a condition has at most {} characters", condition_characters_max)});
    }
    return Parser(std::move(*tokens)).run();
}

}  // namespace dialogs
