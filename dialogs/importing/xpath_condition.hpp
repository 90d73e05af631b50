// XLSForm's expressions (`${age} >= 18 and selected(${way}, 'sms')`) as conditions of scripts.
#pragma once

#include "dialogs/result.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace dialogs {

/// A name of the form as the script knows it.
struct FormName {
    enum class Kind { number, text, date, choice, choices, boolean } kind = Kind::text;
    std::string name;
};

/// What an expression may speak of.
struct FormNames {
    /// `${name}`; nullopt where the script has no such question.
    std::function<std::optional<FormName>(std::string_view name)> question;
    /// `.`: the question whose constraint it is; none elsewhere.
    std::optional<FormName> self;
    /// A bare name: in a choice filter, what this choice has in its column of that name.
    std::function<std::optional<std::string>(std::string_view name)> column;
    /// The key that a choice of the form has in the script.
    std::function<std::string(std::string_view question, std::string_view choice)> key;
};

/// The condition, which parses; or in plain words what of it scripts have no word for.
[[nodiscard]] Result<std::string, std::string> condition_from_xpath(std::string_view expression,
                                                                    const FormNames& names);

}  // namespace dialogs
