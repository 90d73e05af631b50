// Scripts that coordinators wrote before anything could run them: they read without an error, and
// their tests go as written.
#include "dialogs/checking/check.hpp"
#include "tests/support/shipped_catalog.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace dialogs;

namespace {

const std::string folder = "tests/dialogs/examples/";

std::optional<SourceFile> beside(const std::string& name) {
    const auto path = folder + name;
    if (!std::filesystem::exists(std::filesystem::path(KUULOLLA_SOURCE_DIR) / path))
        return std::nullopt;
    return SourceFile{path, tests::source_file(path)};
}

std::optional<SourceFile> untranslated(const std::string&) { return std::nullopt; }

}  // namespace

TEST_CASE("the examples have no errors, and their tests go as written") {
    auto scripts = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(KUULOLLA_SOURCE_DIR) / folder)) {
        if (entry.path().extension() != ".yaml") continue;
        const auto read = read_script(*beside(entry.path().filename().string()), beside, untranslated);
        CAPTURE(read.file);
        for (const auto& one : check(read, tests::shipped_catalog())) {
            if (one.severity == Diagnostic::Severity::error) FAIL_CHECK(to_line(one));
        }
        CHECK(read.tests.size() >= 2);
        ++scripts;
    }
    CHECK(scripts >= 6);
}
