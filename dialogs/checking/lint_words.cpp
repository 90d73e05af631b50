#include "dialogs/checking/lint_parts.hpp"
#include "dialogs/understanding/reserved_words.hpp"

#include <fmt/format.h>

#include <optional>

namespace dialogs {

namespace {

/// The kinds of text whose words a resident writes back.
bool is_answer_words(const std::string& context) {
    const auto key = context.find('.', 4);
    if (context.substr(0, 4) != "ask." || key == std::string::npos) return false;
    const auto rest = std::string_view(context).substr(key + 1);
    return rest == "na" || rest == "other" || rest.substr(0, 7) == "labels." ||
           rest.substr(0, 8) == "choices." || rest.substr(0, 5) == "list." ||
           rest.substr(0, 6) == "items.";
}

bool is_synonyms(const std::string& context) {
    return context.find(".accept.") != std::string::npos;
}

void lint_word(const Linting& linting, std::string_view word, const Language& language,
               OpenQuestion open, const Place& place) {
    const auto command = find_command(word, language, open, false, linting.catalog);
    if (!command) return;
    const bool is_stop =
        command->word == ReservedWord::stop || command->word == ReservedWord::emergency;
    linting.told.push_back(
        {is_stop ? Diagnostic::Severity::error : Diagnostic::Severity::warning, place,
         "reserved-word",
         fmt::format("`{}` means {} in every conversation ({}): take another word", word,
                     name_of(command->word), command->language)});
}

void lint_synonyms(const Linting& linting, const std::string& line, const Language& language,
                   const Place& place) {
    for (std::size_t begin = 0; begin <= line.size();) {
        const auto end = std::min(line.find('|', begin), line.size());
        if (end > begin)
            lint_word(linting, std::string_view(line).substr(begin, end - begin), language,
                      OpenQuestion::closed, place);
        begin = end + 1;
    }
}

}  // namespace

void lint_words(const Linting& linting) {
    for (const auto& text : linting.read.texts) {
        for (const auto& [language, written] : text.written) {
            if (is_answer_words(text.context))
                lint_word(linting, written.pattern, language, OpenQuestion::closed,
                          written.place(0));
            if (is_synonyms(text.context))
                lint_synonyms(linting, written.pattern, language, written.place(0));
        }
    }
    for (const auto& [language, words] : linting.script.keywords) {
        for (const auto& word : words)
            lint_word(linting, word, language, OpenQuestion::none,
                      linting.place_of("keywords." + language));
    }
}

}  // namespace dialogs
