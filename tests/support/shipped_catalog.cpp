#include "tests/support/shipped_catalog.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

namespace tests {
namespace {

dialogs::Catalog read_locales() {
    const std::filesystem::path root = std::filesystem::path(KUULOLLA_SOURCE_DIR) / "locales";
    std::vector<dialogs::LocaleFile> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
        if (!entry.is_regular_file()) continue;
        const auto path = std::filesystem::relative(entry.path(), root).generic_string();
        files.push_back(dialogs::LocaleFile{.path = path, .bytes = source_file("locales/" + path)});
    }
    auto catalog = dialogs::Catalog::read(files);
    if (!catalog)
        for (const auto& error : catalog.error())
            UNSCOPED_INFO(error.file << ":" << error.line << ":" << error.column << ": " << error.message);
    REQUIRE(catalog.has_value());
    return std::move(*catalog);
}

}  // namespace

const dialogs::Catalog& shipped_catalog() {
    static const dialogs::Catalog catalog = read_locales();
    return catalog;
}

std::string source_file(const std::string& path) {
    std::ifstream in(std::string(KUULOLLA_SOURCE_DIR) + "/" + path, std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return bytes.str();
}

}  // namespace tests
