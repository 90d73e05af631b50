// Which word was meant.
#include "dialogs/did_you_mean.hpp"

using namespace dialogs;

TEST_CASE("spelling distance counts slips, a swap as one") {
    CHECK(spelling_distance("type", "type") == 0);
    CHECK(spelling_distance("tpye", "type") == 1);
    CHECK(spelling_distance("tyype", "type") == 1);
    CHECK(spelling_distance("", "type") == 4);
    CHECK(spelling_distance("käynti", "kaynti") == 1);
    CHECK(spelling_distance("a", "b") == 1);
}

TEST_CASE("only near words are offered") {
    const std::vector<std::string> known = {"type", "text", "hint", "optional"};
    CHECK(did_you_mean("tpye", known) == "; did you mean `type`?");
    CHECK(did_you_mean("optoinal", known) == "; did you mean `optional`?");
    CHECK(did_you_mean("colour", known).empty());
    CHECK(did_you_mean("", known).empty());
    CHECK(closest_word("hnit", known) == "hint");
}
