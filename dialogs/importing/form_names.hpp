// The names of a form's questions and choices as a script may have them.
#pragma once

#include "dialogs/importing/xpath_condition.hpp"

#include <map>
#include <set>
#include <string>

namespace dialogs {

class ImportedNames {
public:
    /// The name that a question of the form has in the script: as it is where a script may have it, else made so.
    std::string add_question(const std::string& name, FormName::Kind kind);

    [[nodiscard]] std::optional<FormName> question(std::string_view name) const;

    /// The key of a choice: names with a meaning of their own get another.
    [[nodiscard]] static std::string choice_key(std::string_view name);

    /// A well-formed name; another than `name` where that is none. Not taken by a question.
    [[nodiscard]] std::string well_formed(std::string_view name) const;

private:
    std::map<std::string, FormName, std::less<>> by_form_;
    std::set<std::string> taken_;
};

/// `[a-z][a-z0-9-]{0,39}` made of any text.
[[nodiscard]] std::string script_id(std::string_view text);

}  // namespace dialogs
