// What conditions and texts see of a conversation: answers, facts, profile fields, `language`,
// `channel`, `today`, `lot`.
#pragma once

#include "dialogs/conversation/advance.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace dialogs {

/// Looks names up in one conversation. Keeps references: lives no longer than the turn. Profile
/// fields are facts named `profile.FIELD`; membership of a pool is a fact named `member.POOL`.
class Names {
public:
    /// `shown`: where its texts are said, the statement is known, too: `i`, `n` and `statement`.
    Names(const Script& script, const Conversation& conversation, const TurnInput& input,
          const Asked* shown = nullptr);
    Names(const Names&) = delete;
    Names& operator=(const Names&) = delete;

    [[nodiscard]] const Facts& facts() const { return facts_; }
    [[nodiscard]] const TextContext& texts() const { return texts_; }

    [[nodiscard]] Value value(std::string_view name) const;

    /// True where the question need not be asked: answered, skipped or given up, or a fact bears
    /// its name.
    [[nodiscard]] bool is_settled(const std::string& question) const;

private:
    [[nodiscard]] Printable printable(std::string_view name) const;
    [[nodiscard]] std::optional<Printable> of_statement(std::string_view name) const;
    [[nodiscard]] bool mentions(std::string_view text, std::string_view list) const;

    const Script& script_;
    const Conversation& conversation_;
    const TurnInput& input_;
    const Asked* shown_;
    Facts facts_;
    TextContext texts_;
};

/// The words for one value of a question in a language: an option's label, the words of `labels`,
/// of `na`, of yes and no; the value itself where it has none.
[[nodiscard]] std::string label_of(const Script& script, const Question& question,
                                   const std::string& value, const Language& language,
                                   const TurnInput& input, const TextContext& context);

}  // namespace dialogs
