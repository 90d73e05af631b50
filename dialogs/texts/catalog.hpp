// The service's own words, per language: what it says itself, and what it understands.
#pragma once

#include "dialogs/language.hpp"
#include "dialogs/result.hpp"
#include "dialogs/understanding/emergencies.hpp"

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dialogs {

class ReservedIndex;  // dialogs/understanding/reserved_index.hpp
class Vocabulary;     // dialogs/understanding/vocabulary.hpp

/// What is wrong with a locale's file, and where (line and column from 1; 0 where there is no place).
struct LocaleError {
    std::string file;
    int line = 0;
    int column = 0;
    std::string message;
};

/// One file of `locales/LANGUAGE/`: its path relative to the locales' root (`fi/words.yaml`), and its bytes.
struct LocaleFile {
    std::string path;
    std::string bytes;
};

/// All loaded locales. Immutable; used from one thread at a time (ICU formatters fill lazily).
class Catalog {
  public:
      /// Reads `LANGUAGE/words.yaml` (what is understood) and `LANGUAGE/texts.yaml` (what is said: name → ICU pattern).
      /// Later files of the same path replace earlier ones, so an operator's folder comes last. Files of scripts (*.po)
      /// and others are passed over. Reports every error at once.
      [[nodiscard]] static Result<Catalog, std::vector<LocaleError>> read(std::span<const LocaleFile> files);

      Catalog(Catalog&&) noexcept;
      Catalog& operator=(Catalog&&) noexcept;
      ~Catalog();

      /// The languages that have a locale of their own, sorted.
      [[nodiscard]] const std::vector<Language>& languages() const;

      /// The service's text of this name in the language (or what it falls back to: along the tag, then English), its
      /// arguments filled in: `text("fi", "stopped", {{"stream", "palaute"}})`. An unknown name is a bug (asserted).
      [[nodiscard]] std::string text(std::string_view language, std::string_view name,
                                     std::span<const std::pair<std::string, std::string>> arguments = {}) const;

      /// What is understood in that language; falls back along the tag, and to an empty vocabulary.
      [[nodiscard]] const Vocabulary& vocabulary(std::string_view language) const;

      /// The cries for help of all languages.
      [[nodiscard]] const Emergencies& emergencies() const;

      /// Which languages may have a command in a message.
      [[nodiscard]] const ReservedIndex& reserved_index() const;

  private:
    struct Impl;
    explicit Catalog(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace dialogs
