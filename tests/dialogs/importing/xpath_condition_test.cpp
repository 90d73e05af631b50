// XLSForm's expressions as conditions, and what is told of those that have no counterpart.
#include "dialogs/importing/xpath_condition.hpp"

using namespace dialogs;

namespace {

FormNames names() {
    FormNames known;
    known.question = [](std::string_view name) -> std::optional<FormName> {
        if (name == "age" || name == "n") return FormName{FormName::Kind::number, std::string(name)};
        if (name == "way") return FormName{FormName::Kind::choice, "way"};
        if (name == "used") return FormName{FormName::Kind::choices, "used"};
        if (name == "day") return FormName{FormName::Kind::date, "day"};
        if (name == "why") return FormName{FormName::Kind::text, "why"};
        return std::nullopt;
    };
    known.column = [](std::string_view header) -> std::optional<std::string> {
        return header == "county" ? std::optional<std::string>("pirha") : std::nullopt;
    };
    known.key = [](std::string_view, std::string_view key) { return std::string(key); };
    return known;
}

std::string translated(const std::string& expression) {
    const auto condition = condition_from_xpath(expression, names());
    return condition ? *condition : "! " + condition.error();
}

}  // namespace

TEST_CASE("expressions with a counterpart become conditions") {
    const std::pair<const char*, const char*> cases[] = {
        {"${age} >= 18", "age >= 18"},
        {"${age}=18", "age == 18"},
        {"18 < ${age}", "age > 18"},
        {"18 <= ${age}", "age >= 18"},
        {"${age} != ${n}", "age != n"},
        {"${age} = '18'", "age == 18"},
        {"${age} > -5", "age > -5"},
        {"${age} > .5", "age > 0.5"},
        {"${age} >= 18 and ${n} < 3 or ${way} = 'sms'", "age >= 18 and n < 3 or way == 'sms'"},
        {"${age} >= 18 and (${n} < 3 or ${way} = \"sms\")", "age >= 18 and (n < 3 or way == 'sms')"},
        {"(${age} >= 18)", "age >= 18"},
        {"not(${age} >= 18)", "not (age >= 18)"},
        {"not(selected(${way}, 'sms'))", "not (way == 'sms')"},
        {"selected(${used}, 'dentist')", "contains(used, 'dentist')"},
        {"selected( ${used} , 'dentist' ) and true()", "contains(used, 'dentist') and true"},
        {"count-selected(${used}) > 2", "count(used) > 2"},
        {"string-length(${why}) > 10", "length(why) > 10"},
        {"${why} = ''", "not answered(why)"},
        {"${why} != \"\"", "answered(why)"},
        {"'' != ${why}", "answered(why)"},
        {"${why} = 'joo'", "why == 'joo'"},
        {"${used} = 'a'", "contains(used, 'a') and count(used) == 1"},
        {"${used} != 'a'", "not (contains(used, 'a') and count(used) == 1)"},
        {"${way} = 1", "way == '1'"},
        {"${day} <= today()", "day <= today"},
        {"${day} > date('2026-01-01')", "day > '2026-01-01'"},
        {"(${age} + ${n}) * 2 - 1 > 10", "(age + n) * 2 - 1 > 10"},
        {"${age} - (${n} - 1) > 3", "age - (n - 1) > 3"},
        {"${age} div 2 = 9", "age / 2 == 9"},
        {"${why}", "answered(why)"},
        {"county = ${way}", "way == 'pirha'"},
        {"county='pirha'", "true"},
        {"county = 'varha' or ${age} > 3", "false or age > 3"},
    };
    for (const auto& [expression, condition] : cases) {
        INFO(expression);
        CHECK(translated(expression) == condition);
    }
}

TEST_CASE("what has no counterpart is told") {
    const std::pair<const char*, const char*> cases[] = {
        {"", "! it ends too early"},
        {"${gone} = 1", "! the script has no question `gone`"},
        {"${age", "! `${` is not closed"},
        {"regex(${why}, 'a')", "! the function `regex` has no counterpart"},
        {"if(${age} > 1, 1, 2) = 1", "! the function `if` has no counterpart"},
        {"${age} mod 2 = 0", "! `mod` has no counterpart"},
        {"${age} = 'old'", "! `age` is a number, and 'old' is none"},
        {"${age} > 1 ${n}", "! `${n}` is not understood"},
        {". > 3", "! `.` has no question here"},
        {"${age} >= (18", "! a bracket is not closed"},
        {"selected(${why}, 'a')", "! `why` has no choices"},
        {"${used} > 'a'", "! several choices have no order"},
        {"population > 3", "! `population` is not understood"},
        {"${why} = \"it's\"", "! a text with an apostrophe has no counterpart"},
        {"5", "! a value stands where a condition is needed"},
        {"${age} = 'a", "! a text is not closed"},
        {"- ${age} > 1", "! a minus sign before a name has no counterpart"},
        {"(${age} > 1) = (${n} > 1)", "! a comparison of a condition has no counterpart"},
        {"${why} + 1 > 2 and 'a' + 1 > 2", "! a text cannot be computed with"},
        {"@ = 1", "! `@` is not understood"},
    };
    for (const auto& [expression, told] : cases) {
        INFO(expression);
        CHECK(translated(expression) == told);
    }
    CHECK(translated(std::string(1000, '(')) == "! it is nested too deep");
}

TEST_CASE("a dot is the question whose constraint it is") {
    auto known = names();
    known.self = FormName{FormName::Kind::number, "age"};
    CHECK(*condition_from_xpath(". > 3 and . < 9", known) == "age > 3 and age < 9");
}
