// The compiled scripts that turns run on: every version in use, and which version of an id is current.
#pragma once

#include "bot/turns/opinions.hpp"
#include "dialogs/conversation/keywords.hpp"
#include "dialogs/script.hpp"
#include "storage/rows.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace bot {

/// The pools that the script has seats of, each with its room (below 0: for all); none where it only gives seats up.
[[nodiscard]] std::map<std::string, std::optional<std::int64_t>> pools_of(const dialogs::Script& script);

using ScriptPtr = std::shared_ptr<const dialogs::Script>;

/// Names one version for ever.
struct ScriptVersion {
    std::string id;
    std::string version;
    auto operator<=>(const ScriptVersion&) const = default;
};

/// Owned by the storage thread. Scripts are put on it once and stay: running conversations need the version they began
/// with, and so do late answers.
class ScriptShelf {
  public:
    /// Null where it is not on the shelf (yet).
    [[nodiscard]] const dialogs::Script* find(const std::string& id, const std::string& version) const;
    [[nodiscard]] const dialogs::Script* current(const std::string& id) const;

    /// Current scripts that have keywords, by id.
    [[nodiscard]] const std::vector<const dialogs::Script*>& with_keywords() const { return with_keywords_; }
    /// Their keywords.
    [[nodiscard]] const dialogs::KeywordTable& keywords() const { return keywords_; }

    /// The pools that any of them has seats of.
    [[nodiscard]] const std::set<std::string>& pools() const { return pools_; }
    /// The questions that residents may propose statements for.
    [[nodiscard]] const std::set<StatementsQuestion>& proposed() const { return proposed_; }

    /// What is counted of the statements of all of them.
    [[nodiscard]] OpinionBook& opinions() { return opinions_; }
    [[nodiscard]] const OpinionBook& opinions() const { return opinions_; }

    /// Makes a version known. `current`: it is the one that new conversations begin with.
    void put(ScriptPtr script, bool current);

    /// The same from a row: compiles its JSON. Throws std::runtime_error where that is broken.
    void put(const storage::ScriptRow& row);

  private:
    void list_keywords();

    std::map<ScriptVersion, ScriptPtr> versions_;
    std::map<std::string, ScriptPtr> current_;
    std::vector<const dialogs::Script*> with_keywords_;
    dialogs::KeywordTable keywords_;
    std::set<std::string> pools_;
    std::set<StatementsQuestion> proposed_;
    OpinionBook opinions_;
};

}  // namespace bot
