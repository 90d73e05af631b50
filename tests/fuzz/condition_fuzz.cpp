// Any text as a condition: an error with a place, or an expression that is checked and evaluated without harm.
#include "tests/fuzz/fuzz.hpp"

#include "dialogs/conditions/expression.hpp"

using namespace dialogs;

namespace {

const NameInfo* known_name(std::string_view name) {
    static const NameInfo number{ValueType::number};
    static const NameInfo word{ValueType::text};
    static const NameInfo choice{ValueType::key, {"sms", "chat"}, true};
    static const NameInfo date{ValueType::date};
    static const NameInfo list{ValueType::keys, {"a", "b"}};
    if (name == "nps" || name == "lot") return &number;
    if (name == "unit" || name == "language" || name == "profile.area") return &word;
    if (name == "method") return &choice;
    if (name == "today" || name == "visited") return &date;
    return name == "topics" ? &list : nullptr;
}

Value value_of(std::string_view name) {
    if (name == "nps" || name == "lot") return 9.0;
    if (name == "unit") return "Tays";
    if (name == "method") return "sms";
    if (name == "topics") return std::vector<std::string>{"a", "b"};
    return Unanswered{};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::view(data, size);
    const auto parsed = Expression::parse(text);
    if (!parsed) {
        fuzz::require(parsed.error().offset <= size, "an error lies inside the text");
        return 0;
    }
    const auto again = Expression::parse(parsed->text());
    fuzz::require(again && again->text() == parsed->text(), "what the script keeps parses to itself");
    if (!parsed->check(known_name, Expression::Wanted::any).empty()) return 0;
    const auto nobody = [](std::string_view) { return false; };
    const auto never = [](std::string_view, std::string_view) { return false; };
    const Facts facts{.value = value_of, .skipped = nobody, .member = nobody, .mentions = never};
    (void)parsed->evaluate(facts);
    fuzz::require(parsed->holds(facts) == again->holds(facts), "both mean the same");
    return 0;
}
