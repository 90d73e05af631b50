// One place of a list (`units.csv`), as residents may call it.
#pragma once

#include "dialogs/language.hpp"

#include <map>
#include <string>
#include <vector>

namespace dialogs {

struct ListedPlace {
    std::string id;
    std::map<Language, std::string> names;  ///< the source language is always there
    std::vector<std::string> other_names;   ///< in any language
    std::string municipality;               ///< empty: none

    bool operator==(const ListedPlace&) const = default;
};

}  // namespace dialogs
