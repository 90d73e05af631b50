// What is a command or a cry for help in each language, and what only looks like one: commands/LANGUAGE.tsv.
#include "dialogs/understanding/reserved_words.hpp"

#include "tests/support/shipped_catalog.hpp"
#include "tests/support/tables.hpp"

#include <catch2/catch.hpp>

namespace {

using dialogs::OpenQuestion;

const std::string folder = "tests/dialogs/understanding/commands";

/// As the tables write it: `stop`, `language en`, `-`.
std::string command(const std::string& message, const std::string& spoken, OpenQuestion open) {
    const auto found = find_command(message, spoken, open, false, tests::shipped_catalog());
    if (!found) return "-";
    return std::string(name_of(found->word)) + (found->argument.empty() ? "" : " " + found->argument);
}

}  // namespace

TEST_CASE("commands and cries for help are heard in every language, and nothing else is taken for one") {
    for (const auto& language : tests::languages_in(folder)) {
        for (const auto& row : tests::table(folder + "/" + language + ".tsv", 3)) {
            const auto& where = row.cells[0];
            const auto& message = row.cells[1];
            INFO(language << ".tsv:" << row.line << ": " << message);
            REQUIRE((where == "any" || where == "text" || where == "closed"));
            if (where != "text") CHECK(command(message, language, OpenQuestion::closed) == row.cells[2]);
            if (where != "closed") CHECK(command(message, language, OpenQuestion::text) == row.cells[2]);
        }
    }
}
