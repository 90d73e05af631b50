#include "dialogs/conditions/functions.hpp"

namespace dialogs {

namespace {

struct Row {
    Function function;
    std::string_view name;
    std::size_t arguments;
};

constexpr Row rows[] = {
    {Function::answered, "answered", 1},     {Function::skipped, "skipped", 1},
    {Function::count, "count", 1},           {Function::contains, "contains", 2},
    {Function::length, "length", 1},         {Function::age, "age", 1},
    {Function::days_since, "days_since", 1}, {Function::member, "member", 1},
    {Function::mentions, "mentions", 2},
};

}  // namespace

std::optional<Function> function_named(std::string_view name) {
    for (const auto& row : rows) {
        if (row.name == name) return row.function;
    }
    return std::nullopt;
}

std::size_t argument_count(Function function) {
    for (const auto& row : rows) {
        if (row.function == function) return row.arguments;
    }
    return 0;
}

std::vector<std::string> function_names() {
    std::vector<std::string> names;
    for (const auto& row : rows)
        names.emplace_back(row.name);
    return names;
}

}  // namespace dialogs
