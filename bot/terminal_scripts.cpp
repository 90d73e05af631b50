#include "bot/terminal_scripts.hpp"

#include "bot/resources.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

namespace bot {
namespace {

constexpr std::size_t script_bytes_read_most =
    1024 * 1024;  // the reader refuses more than a quarter of it

std::optional<std::string> beginning_of(const std::filesystem::path& path) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) return std::nullopt;
    std::ifstream in(path, std::ios::binary);
    if (!in) return std::nullopt;
    std::string bytes(script_bytes_read_most, '\0');
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(in.gcount()));
    return bytes;
}

}  // namespace

std::optional<dialogs::Catalog> load_catalog(const Sources& sources) {
    auto catalog = sources.catalog();
    if (catalog) return std::move(*catalog);
    for (const auto& error : catalog.error()) {
        fmt::print(stderr, "{}:{}:{}: error: {}\n", error.file, error.line, error.column,
                   error.message);
    }
    return std::nullopt;
}

std::optional<dialogs::SourceFile> find_script(const std::string& name) {
    if (auto bytes = beginning_of(name)) return dialogs::SourceFile{name, std::move(*bytes)};
    const auto shipped = "dialogs/scripts/" + name + ".yaml";
    if (const auto bytes = resource(shipped))
        return dialogs::SourceFile{shipped, std::string(*bytes)};
    fmt::print(stderr, "kuulolla: there is no script {}\n", name);
    return std::nullopt;
}

}  // namespace bot
