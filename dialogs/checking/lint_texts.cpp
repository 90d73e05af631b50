#include "dialogs/checking/lint_parts.hpp"
#include "dialogs/reading/utf8.hpp"
#include "dialogs/texts/sms_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace dialogs {

namespace {

constexpr std::size_t link_characters_max = 30;
constexpr int easy_words_max = 15;  // the criteria of easy Finnish: one thing in a sentence

/// `*.languages`, joined.
std::string list_of(const std::vector<Language>& languages) {
    return fmt::format("{}", fmt::join(languages, ", "));
}

bool is_gsm7(std::string_view text) { return count_sms(text).encoding == SmsEncoding::gsm7; }

std::string_view character_at(std::string_view text, std::size_t at) {
    std::size_t end = at + 1;
    while (end < text.size() && !begins_code_point(text[end]))
        ++end;
    return text.substr(at, end - at);
}

/// A sign that alone drags a text out of GSM-7, though it has a plain twin. Letters have none.
void lint_signs(const Linting& linting, const WrittenText& written) {
    const std::string_view text = written.pattern;
    if (is_gsm7(text) || !is_gsm7(plain_sms_text(text))) return;
    std::size_t index = 0;
    for (std::size_t at = 0; at < text.size(); ++index) {
        const auto sign = character_at(text, at);
        at += sign.size();
        if (is_gsm7(sign)) continue;
        const auto twin = plain_sms_text(sign);
        linting.warn(written.place(index), "sms-sign",
                     fmt::format("`{}` is not in the alphabet of text messages and would more than "
                                 "halve what fits into one: write `{}`",
                                 sign, twin));
        return;
    }
}

/// Residents are warned of links in text messages.
void lint_links(const Linting& linting, const WrittenText& written) {
    const std::string_view text = written.pattern;
    for (const std::string_view scheme : {"https://", "http://", "www."}) {
        const auto at = text.find(scheme);
        if (at == std::string_view::npos || (at > 0 && text[at - 1] == '/')) continue;
        const auto end = std::min(text.find_first_of(" \n\"<>", at), text.size());
        const auto link = text.substr(at, end - at);
        const bool is_long = count_code_points(link) > link_characters_max;
        linting.warn(written.place(count_code_points(text.substr(0, at))), "link",
                     is_long
                         ? fmt::format("this link has more than {} characters", link_characters_max)
                         : std::string("this link leads to another domain: residents are warned of "
                                       "links in text messages"));
        return;
    }
}

/// Sentences end at a full stop, a question or an exclamation mark; what stands in braces is one
/// word.
void lint_easy_language(const Linting& linting, const WrittenText& written) {
    int words = 0;
    bool in_word = false;
    std::size_t begin = 0;
    std::size_t index = 0;
    for (const char c : written.pattern) {
        if (!begins_code_point(c)) continue;
        const bool is_end = c == '.' || c == '?' || c == '!' || c == '\n';
        const bool is_letter = c != ' ' && c != '\n';
        if (is_letter && !in_word && words++ == 0) begin = index;
        in_word = is_letter;
        if (words > easy_words_max) {
            return linting.warn(
                written.place(begin), "easy-long",
                fmt::format("a sentence of more than {} words is not easy to read: part it",
                            easy_words_max));
        }
        if (is_end) words = 0;
        ++index;
    }
}

/// The numbers that are written out in a text, with the index of each in code points.
std::vector<std::pair<std::string, std::size_t>> numbers_in(std::string_view text) {
    std::vector<std::pair<std::string, std::size_t>> found;
    int braces = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '{') ++braces;
        if (text[at] == '}') --braces;
        if (braces > 0 || text[at] < '0' || text[at] > '9') continue;
        const auto end = std::min(text.find_first_not_of("0123456789", at), text.size());
        found.emplace_back(text.substr(at, end - at), count_code_points(text.substr(0, at)));
        at = end - 1;
    }
    return found;
}

const TranslatableText* text_of(const Linting& linting, const std::string& context) {
    const auto& texts = linting.read.texts;
    const auto found = std::find_if(texts.begin(), texts.end(), [&](const TranslatableText& one) {
        return one.context == context;
    });
    return found == texts.end() ? nullptr : &*found;
}

/// What the hint, the labels or the numbered lines say, the text need not.
void lint_said_again(const Linting& linting, const Question& question) {
    const auto* text = text_of(linting, "ask." + question.name + ".text");
    if (text == nullptr) return;
    std::vector<std::string> said;
    if (const auto* hint = text_of(linting, "ask." + question.name + ".hint")) {
        for (const auto& [number, at] : numbers_in(hint->source))
            said.push_back(number);
    } else if (has_lines(question.type)) {
        for (std::size_t i = 1; i <= question.options.size(); ++i)
            said.push_back(std::to_string(i) + "=");
    } else {
        for (const auto& [value, label] : question.labels)
            said.push_back(value + "=");
    }
    const auto& written = text->written.at(linting.script.source_language());
    for (const auto& [number, at] : numbers_in(written.pattern)) {
        const bool with_sign = written.pattern.find(number + "=") != std::string::npos;
        const auto is_said = [&said_number = number, with_sign](const std::string& other) {
            return other == said_number || (with_sign && other == said_number + "=");
        };
        if (std::none_of(said.begin(), said.end(), is_said)) continue;
        return linting.warn(
            written.place(at), "said-again",
            fmt::format(
                "the number {} is said again by the hint, the labels or the lines below the text",
                number));
    }
}

void lint_questions(const Linting& linting, const std::vector<Step>& steps) {
    for (const auto& step : steps) {
        if (const auto* ask = std::get_if<Ask>(&step.what)) lint_said_again(linting, ask->question);
        if (const auto* group = std::get_if<Group>(&step.what))
            lint_questions(linting, group->steps);
    }
}

/// A list of hundreds is told of once for each language.
void lint_lists(const Linting& linting) {
    struct Lack {
        Place first;
        int texts = 0;
    };
    std::map<std::pair<std::string, Language>, Lack> lacks;
    for (const auto& text : linting.read.texts) {
        if (text.listed.empty()) continue;
        const auto place = text.written.at(linting.script.source_language()).place(0);
        for (const auto* languages : {&text.missing, &text.fuzzy}) {
            for (const auto& language : *languages) {
                auto& lack = lacks[{place.file, language}];
                if (lack.texts++ == 0) lack.first = place;
            }
        }
    }
    for (const auto& [key, lack] : lacks) {
        const auto texts = lack.texts == 1 ? std::string("this text of the list is")
                                           : fmt::format("{} texts of this list are", lack.texts);
        linting.warn(lack.first, "translation-missing",
                     fmt::format("{} not translated into {}: give the list a column `text:{}`, or the PO file "
                                 "the texts",
                                 texts, key.second, key.second));
    }
}

}  // namespace

void lint_texts(const Linting& linting) {
    for (const auto& text : linting.read.texts) {
        for (const auto& [language, written] : text.written) {
            lint_signs(linting, written);
            lint_links(linting, written);
            if (language == "fi-simple") lint_easy_language(linting, written);
        }
    }
    lint_questions(linting, linting.script.dialog);
}

void lint_translations(const Linting& linting) {
    for (const auto& language : linting.read.untranslated) {
        linting.warn(linting.place_of("languages"), "translation-missing",
                     fmt::format("there is no translation into {} at all: {}/{}.po is missing",
                                 language, language, linting.script.id));
    }
    lint_lists(linting);
    for (const auto& text : linting.read.texts) {
        if (!text.listed.empty()) continue;
        const auto& source = text.written.at(linting.script.source_language());
        if (!text.missing.empty())
            linting.warn(source.place(0), "translation-missing",
                         fmt::format("not translated into {}", list_of(text.missing)));
        if (!text.fuzzy.empty())
            linting.warn(
                source.place(0), "translation-fuzzy",
                fmt::format(
                    "the translation into {} is fuzzy, and not used: the text has changed since",
                    list_of(text.fuzzy)));
    }
}

}  // namespace dialogs
