// The names that a script's conditions and texts may speak of, and since when each is known.
#pragma once

#include "dialogs/conditions/expression.hpp"
#include "dialogs/reading/diagnostic.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dialogs {

/// Conditions and texts are handed in as they are read and judged at the end, when all names are
/// known: what is misspelt can then be told from what is used too early.
class NameTable {
public:
    /// Adds a name, known from the given position on (0: from the start). The earliest counts.
    void add(const std::string& name, NameInfo info);

    /// A name already known becomes known earlier.
    void known_since(const std::string& name, int position);

    [[nodiscard]] const NameInfo* find(std::string_view name) const;

    /// Steps are counted in reading order; what is handed in now is judged at this position.
    void enter_step() { ++position_; }
    [[nodiscard]] int position() const { return position_; }

    void check_later(Expression condition, Expression::Wanted wanted, Placer place);
    /// An expression whose value is kept as something that was declared.
    void check_later(Expression value, NameInfo kept_as, Placer place);
    void check_later(std::string pattern, Placer place);
    /// A name used by itself: a text question (`text: why` of a case), a field of the profile;
    /// `wanted` says of what type it must be, and which keys it must have.
    void check_later(std::string name, NameInfo wanted, Placer place);
    void check_later(std::string name, ValueType wanted, Placer place) {
        check_later(std::move(name), NameInfo{.type = wanted}, std::move(place));
    }
    /// The same for one that may be of several types; `words` say what it is not otherwise: "no date, and no time".
    void check_later(std::string name, std::vector<ValueType> wanted, std::string words, Placer place);

    /// Names that only the patterns handed in meanwhile may speak of: those of each statement, in its question.
    class Scope {
    public:
        Scope(NameTable& names, std::map<std::string, NameInfo, std::less<>> own) : names_(names) {
            names.own_ = std::make_shared<const OwnNames>(std::move(own));
        }
        ~Scope() { names_.own_ = nullptr; }
        Scope(const Scope&) = delete;
        Scope& operator=(const Scope&) = delete;

    private:
        NameTable& names_;
    };

    void finish(std::vector<Diagnostic>& diagnostics) const;

private:
    using OwnNames = std::map<std::string, NameInfo, std::less<>>;

    struct Condition {
        Expression expression;
        Expression::Wanted wanted;
        int position;
        Placer place;
        std::optional<NameInfo> kept_as{};
    };
    struct Pattern {
        std::string pattern;
        int position;
        Placer place;
        std::shared_ptr<const OwnNames> own{};  ///< null: none
    };
    struct Name {
        std::string name;
        NameInfo wanted;
        int position;
        Placer place;
        std::vector<ValueType> types{};  ///< any of these; none: that of `wanted`
        std::string words = "no question of the type `text`";
    };

    void finish(const Condition& one, std::vector<Diagnostic>& diagnostics) const;
    void finish(const Pattern& one, std::vector<Diagnostic>& diagnostics) const;
    void finish(const Name& one, std::vector<Diagnostic>& diagnostics) const;
    [[nodiscard]] std::string suggestion(const std::string& name, const OwnNames* own = nullptr) const;

    OwnNames names_;
    std::shared_ptr<const OwnNames> own_;
    int position_ = 0;
    std::vector<Condition> conditions_;
    std::vector<Pattern> patterns_;
    std::vector<Name> uses_;
};

}  // namespace dialogs
