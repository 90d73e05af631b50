// Where scripts and locales come from: the operator's folders first, then what is shipped in the program.
#pragma once

#include "dialogs/reading/read_script.hpp"
#include "dialogs/result.hpp"
#include "dialogs/texts/catalog.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace bot {

/// Reads files. Not a cache: every call looks anew, so that a reload finds what has changed.
class Sources {
  public:
    /// `script_folders` and `locale_folders` come before the shipped ones, earlier before later.
    Sources(std::vector<std::filesystem::path> script_folders, std::vector<std::filesystem::path> locale_folders)
        : script_folders_(std::move(script_folders)), locale_folders_(std::move(locale_folders)) {}

    /// The service's words, an operator's file replacing the shipped one of the same path.
    [[nodiscard]] dialogs::Result<dialogs::Catalog, std::vector<dialogs::LocaleError>> catalog() const;

    /// Every script: `*.yaml` of each folder, and the shipped ones whose name no folder has. Folders that cannot be
    /// read are named in `unreadable`.
    struct Scripts {
        std::vector<dialogs::SourceFile> files;
        std::vector<std::string> unreadable;
    };
    [[nodiscard]] Scripts scripts() const;

    /// Reads and compiles one, with the modules, lists and translations that it names.
    [[nodiscard]] dialogs::ReadScript read(const dialogs::SourceFile& file) const;

    /// The translations of a script, by language: PO texts as they are.
    [[nodiscard]] std::map<dialogs::Language, std::string> translations(const std::string& script_id) const;

    /// All files of all locales: the shipped ones, then those of the folders, earlier folders last.
    [[nodiscard]] std::vector<dialogs::LocaleFile> locale_files() const;

  private:
    [[nodiscard]] std::optional<dialogs::SourceFile> translation(const std::string& relative) const;

    std::vector<std::filesystem::path> script_folders_;
    std::vector<std::filesystem::path> locale_folders_;
};

/// The bytes of a file; nullopt where it cannot be read, or is larger than 16 MiB.
[[nodiscard]] std::optional<std::string> read_file(const std::filesystem::path& file);

}  // namespace bot
