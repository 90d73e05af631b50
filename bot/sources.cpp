#include "bot/sources.hpp"

#include "bot/resources.hpp"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

namespace bot {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t file_bytes_max = 16 * 1024 * 1024;  // no script, list or locale is near it
constexpr std::string_view shipped_scripts = "dialogs/scripts/";
constexpr std::string_view shipped_locales = "locales/";

/// Files below a folder, sorted; nothing where it cannot be read.
std::vector<fs::path> files_below(const fs::path& folder) {
    std::vector<fs::path> found;
    std::error_code error;
    for (auto it = fs::recursive_directory_iterator(folder, error); !error && it != fs::end(it); it.increment(error))
        if (it->is_regular_file(error)) found.push_back(it->path());
    std::sort(found.begin(), found.end());
    return found;
}

/// A script's files may be named by the script, which is not to reach outside its folder.
bool stays_below(const std::string& relative) {
    const fs::path path(relative);
    return !path.is_absolute() && std::find(path.begin(), path.end(), "..") == path.end();
}

std::optional<dialogs::SourceFile> shipped(std::string_view folder, const std::string& relative) {
    const auto path = std::string(folder) + relative;
    if (const auto bytes = resource(path)) return dialogs::SourceFile{path, std::string(*bytes)};
    return std::nullopt;
}

}  // namespace

std::optional<std::string> read_file(const fs::path& file) {
    std::error_code error;
    if (!fs::is_regular_file(file, error) || fs::file_size(file, error) > file_bytes_max || error) return std::nullopt;
    std::ifstream in(file, std::ios::binary);
    std::ostringstream bytes;
    if (in.peek() != std::ifstream::traits_type::eof()) bytes << in.rdbuf();
    if (!in && !in.eof()) return std::nullopt;
    return std::move(bytes).str();
}

std::vector<dialogs::LocaleFile> Sources::locale_files() const {
    std::vector<dialogs::LocaleFile> files;
    for (const auto& [path, bytes] : resources())
        if (path.starts_with(shipped_locales))
            files.push_back({std::string(path.substr(shipped_locales.size())), std::string(bytes)});
    for (auto folder = locale_folders_.rbegin(); folder != locale_folders_.rend(); ++folder)
        for (const auto& path : files_below(*folder))
            if (auto bytes = read_file(path))
                files.push_back({path.lexically_relative(*folder).generic_string(), std::move(*bytes)});
    return files;
}

dialogs::Result<dialogs::Catalog, std::vector<dialogs::LocaleError>> Sources::catalog() const {
    const auto files = locale_files();
    return dialogs::Catalog::read(files);
}

Sources::Scripts Sources::scripts() const {
    Scripts found;
    std::set<std::string> names;
    for (const auto& folder : script_folders_) {
        std::error_code error;
        std::vector<fs::path> paths;
        for (const auto& entry : fs::directory_iterator(folder, error))
            if (entry.path().extension() == ".yaml") paths.push_back(entry.path());
        if (error) found.unreadable.push_back(folder.generic_string());
        std::sort(paths.begin(), paths.end());
        for (const auto& path : paths) {
            auto bytes = read_file(path);
            if (!bytes) found.unreadable.push_back(path.generic_string());
            if (bytes && names.insert(path.filename().string()).second)
                found.files.push_back({path.generic_string(), std::move(*bytes)});
        }
    }
    for (const auto& [path, bytes] : resources()) {
        if (!path.starts_with(shipped_scripts) || !path.ends_with(".yaml")) continue;
        const std::string name(path.substr(shipped_scripts.size()));
        if (name.find('/') == std::string::npos && names.insert(name).second)
            found.files.push_back({std::string(path), std::string(bytes)});
    }
    return found;
}

dialogs::ReadScript Sources::read(const dialogs::SourceFile& file) const {
    const fs::path folder = fs::path(file.name).parent_path();
    const auto beside = [&](const std::string& relative) -> std::optional<dialogs::SourceFile> {
        if (!stays_below(relative)) return std::nullopt;
        if (file.name.starts_with(shipped_scripts)) {
            if (auto found = shipped(shipped_scripts, relative)) return found;
        }
        auto bytes = read_file(folder / relative);
        if (!bytes) return std::nullopt;
        return dialogs::SourceFile{(folder / relative).generic_string(), std::move(*bytes)};
    };
    const auto translated = [&](const std::string& relative) { return translation(relative); };
    return dialogs::read_script(file, beside, translated);
}

/// `relative` is `locales/LANGUAGE/ID.po`, or without its first part.
std::optional<dialogs::SourceFile> Sources::translation(const std::string& relative) const {
    const auto below = relative.starts_with(shipped_locales) ? relative.substr(shipped_locales.size()) : relative;
    if (!stays_below(below)) return std::nullopt;
    for (const auto& folder : locale_folders_)
        if (auto bytes = read_file(folder / below))
            return dialogs::SourceFile{(folder / below).generic_string(), std::move(*bytes)};
    return shipped(shipped_locales, below);
}

std::map<dialogs::Language, std::string> Sources::translations(const std::string& script_id) const {
    const auto name = "/" + script_id + ".po";
    std::map<dialogs::Language, std::string> found;
    for (auto& [path, bytes] : locale_files())  // later ones replace earlier ones
        if (path.ends_with(name)) found[path.substr(0, path.size() - name.size())] = std::move(bytes);
    return found;
}

}  // namespace bot
