// What only several scripts together can tell.
#include "dialogs/checking/check.hpp"

#include <catch2/catch.hpp>

using namespace dialogs;

namespace {

ReadScript script(const std::string& id, const std::string& body) {
    const auto text =
        "script: " + id + "\ntitle: T\nlanguages: [fi]\nstream: pool\nbasis: public-task\n" + body;
    auto read = read_script({id + ".yaml", text}, nullptr, nullptr);
    REQUIRE(read.script);
    return read;
}

std::string told(std::vector<ReadScript> scripts) {
    std::string lines;
    for (const auto& one : check_together(scripts))
        lines += to_line(one) + "\n";
    return lines;
}

const std::string joins = "dialog:\n- do: join\n  pool: residents\n";

}  // namespace

TEST_CASE("a pool that only one script names is told where it stands first") {
    CHECK(told({script("a", joins),
                script("b", "dialog:\n- end:\n  when: member('residentts')\n")}) ==
          "a.yaml:7:3: warning: no other script names the pool `residents`: is it written as the "
          "others have it? "
          "[only-here]\n"
          "b.yaml:8:16: warning: no other script names the pool `residentts`: is it written as the "
          "others have it? "
          "[only-here]\n");
    CHECK(told({script("a", joins), script("b", "dialog:\n- end:\n  when: member('residents')\n")})
              .empty());
}

TEST_CASE("so are fields and hooks") {
    CHECK(told({script("a",
                       "profile:\n  area: {type: text, example: x}\ndialog:\n- do: call\n  hook: "
                       "queue\n"),
                script("b", "dialog:\n- end:\n")}) ==
          "a.yaml:7:3: warning: no other script names the field of the profile `area`: is it "
          "written as the others "
          "have it? [only-here]\n"
          "a.yaml:9:3: warning: no other script names the hook `queue`: is it written as the "
          "others have it? "
          "[only-here]\n");
}

TEST_CASE("one script alone has nobody to agree with") {
    CHECK(told({script("a", joins)}).empty());
}
