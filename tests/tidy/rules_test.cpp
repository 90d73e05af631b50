// The rules themselves, on made-up files: each must be able to fail.
#include "tests/tidy/rules.hpp"

#include <catch2/catch.hpp>

using namespace tidy;

TEST_CASE("dialogs includes nothing of ours but itself") {
    CHECK(layering({"dialogs/x.cpp", "#include \"dialogs/y.hpp\"\n#include <string>\n"}).empty());
    CHECK(layering({"dialogs/x.cpp", "\n#include \"storage/store.hpp\"\n"}) ==
          Findings{{"dialogs/x.cpp", 2, "must not include storage/"}});
    CHECK(layering({"dialogs/a/x.hpp", "  #  include <bot/clock.hpp>\n"}).size() == 1);
}

TEST_CASE("channels and storage never see each other") {
    CHECK(layering({"channels/x.cpp", "#include \"storage/store.hpp\"\n"}).size() == 1);
    CHECK(layering({"storage/x.cpp", "#include \"channels/channel.hpp\"\n"}).size() == 1);
    CHECK(layering({"storage/x.cpp", "#include \"dialogs/value.hpp\"\n"}).empty());
    CHECK(layering({"bot/x.cpp", "#include \"storage/a.hpp\"\n#include \"channels/b.hpp\"\n"}).empty());
}

TEST_CASE("the tests of a folder include what the folder may") {
    CHECK(layering({"tests/dialogs/x_test.cpp", "#include \"bot/clock.hpp\"\n"}).size() == 1);
    CHECK(layering({"tests/bot/x_test.cpp", "#include \"bot/clock.hpp\"\n"}).empty());
    CHECK(layering({"tests/channels/x_test.cpp", "#include \"tests/support/y.hpp\"\n"}).empty());
}

TEST_CASE("heavy headers stay out of our headers and libraries in their folders") {
    CHECK(libraries({"bot/x.hpp", "#include <nlohmann/json.hpp>\n"}).size() == 1);
    CHECK(libraries({"bot/x.hpp", "#include <nlohmann/json_fwd.hpp>\n"}).empty());
    CHECK(libraries({"bot/x.cpp", "#include <boost/beast/core.hpp>\n"}).empty());
    CHECK(libraries({"channels/x.cpp", "#include <boost/asio.hpp>\n"}).size() == 1);
    CHECK(libraries({"bot/x.cpp", "#include <SQLiteCpp/Database.h>\n"}).size() == 1);
    CHECK(libraries({"storage/x.cpp", "#include <SQLiteCpp/Database.h>\n"}).empty());
}

TEST_CASE("traps are found where they count") {
    const std::string now = "auto t = std::chrono::system_clock::" "now();\n";
    CHECK(banned_words({"bot/turn.cpp", now}).size() == 1);
    CHECK(banned_words({"bot/clock.cpp", now}).empty());
    CHECK(banned_words({"bot/x.cpp", "using " "namespace std::literals;\n"}).empty());
    CHECK(banned_words({"bot/x.hpp", "using " "namespace std::literals;\n"}).size() == 1);
    CHECK(banned_words({"bot/x.cpp", "auto f = [" "=] { return x; };\n"}).size() == 1);
    CHECK(banned_words({"bot/page.js", "// TO" "DO later\n"}).size() == 1);
}

TEST_CASE("length is counted in characters, not bytes") {
    std::string letters;
    for (int i = 0; i < 120; ++i) letters += "ä";
    CHECK(long_lines({"x.cpp", letters + "\n"}).empty());
    CHECK(long_lines({"x.cpp", "ok\n" + letters + "ä\n"}) == Findings{{"x.cpp", 2, "121 characters"}});
}

TEST_CASE("a file opens with what lives in it") {
    CHECK(opening_comment({"bot/x.hpp", "#pragma once\n"}).size() == 1);
    CHECK(opening_comment({"bot/x.hpp", "// The clock.\n#pragma once\n"}).empty());
    CHECK(opening_comment({"tools/x", "#!/usr/bin/env bash\n# Runs it.\n"}).empty());
    CHECK(opening_comment({"tools/x", "#!/usr/bin/env bash\nset -e\n"}).size() == 1);
}
