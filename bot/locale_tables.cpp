#include "bot/locale_tables.hpp"

#include "dialogs/reading/utf8.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <set>

namespace bot {
namespace {

using Cells = std::vector<std::string>;

/// Columns as wide as their widest cell; the first to the left, the others to the right.
std::string table(const std::vector<Cells>& rows) {
    std::vector<std::size_t> widths;
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max<std::size_t>(widths[i], dialogs::count_code_points(row[i]));
    }
    std::string text;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string blanks(widths[i] - dialogs::count_code_points(row[i]), ' ');
            line += i == 0 ? row[i] + blanks : "  " + blanks + row[i];
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text;
}

std::string factor(const std::optional<double>& price) { return price ? fmt::format("{:.2f}", *price) : "-"; }

/// `2u`: two segments, outside GSM-7; `(1)`: said in another language.
std::string segments_cell(const dialogs::MessageReport& message, const dialogs::Language& language) {
    const auto cell = fmt::format("{}{}", message.segments, message.is_gsm7 ? "" : "u");
    return message.said_in == language ? cell : "(" + cell + ")";
}

nlohmann::json json_of(const std::optional<double>& price) {
    if (!price) return nullptr;
    return std::round(*price * 100) / 100;
}

nlohmann::json json_of(const dialogs::LanguageReport& language) {
    return {{"language", language.language}, {"texts", language.texts},
            {"translated", language.translated}, {"per_cent", language.per_cent()},
            {"fuzzy", language.fuzzy}, {"missing", language.missing},
            {"segments", language.segments}, {"price_factor", json_of(language.price_factor)}};
}

nlohmann::json json_of(const dialogs::LocaleReport& report) {
    auto languages = nlohmann::json::array();
    for (const auto& language : report.languages) languages.push_back(json_of(language));
    auto messages = nlohmann::json::array();
    for (const auto& text : report.texts) {
        auto by_language = nlohmann::json::object();
        for (std::size_t i = 0; i < report.languages.size(); ++i) {
            const auto& message = text.languages[i];
            by_language[report.languages[i].language] = {{"segments", message.segments},
                                                         {"encoding", message.is_gsm7 ? "GSM-7" : "UCS-2"},
                                                         {"said_in", message.said_in}};
        }
        messages.push_back({{"text", text.context}, {"languages", std::move(by_language)}});
    }
    return {{"script", report.script}, {"languages", std::move(languages)}, {"messages", std::move(messages)}};
}

std::string line_of(const nlohmann::json& json) {
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

std::string list(const std::vector<std::string>& names) { return fmt::format("{}", fmt::join(names, ", ")); }

/// What a table has no room for, a line for each language that has something to say.
std::string details(const std::vector<dialogs::LocaleGaps>& service) {
    std::string text;
    for (const auto& one : service) {
        if (!one.texts.empty()) text += fmt::format("{}: texts missing: {}\n", one.language, list(one.texts));
        if (!one.words.empty()) text += fmt::format("{}: lists of words missing: {}\n", one.language, list(one.words));
        if (!one.long_texts.empty())
            text += fmt::format("{}: more than one text message: {}\n", one.language, list(one.long_texts));
        if (!one.review.empty()) text += fmt::format("{}: {}\n", one.language, one.review);
    }
    return text;
}

std::string scripts_table(const std::vector<dialogs::LocaleReport>& scripts) {
    std::set<dialogs::Language> languages;
    for (const auto& script : scripts)
        for (const auto& language : script.languages) languages.insert(language.language);
    std::vector<Cells> rows{{"script"}};
    rows.front().insert(rows.front().end(), languages.begin(), languages.end());
    for (const auto& script : scripts) {
        Cells row{script.script};
        for (const auto& wanted : languages) {
            const auto found = std::find_if(script.languages.begin(), script.languages.end(),
                                            [&](const auto& one) { return one.language == wanted; });
            if (found == script.languages.end()) {
                row.emplace_back("-");
            } else {
                row.push_back(found->fuzzy > 0 ? fmt::format("{}% ({} fuzzy)", found->per_cent(), found->fuzzy)
                                               : fmt::format("{}%", found->per_cent()));
            }
        }
        rows.push_back(std::move(row));
    }
    return table(rows);
}

}  // namespace

std::string as_tables(const dialogs::LocaleReport& report) {
    std::vector<Cells> languages{{"language", "translated", "fuzzy", "missing", "segments", "price"}};
    Cells head{"segments"};
    for (const auto& one : report.languages) {
        languages.push_back({one.language, fmt::format("{}%", one.per_cent()), std::to_string(one.fuzzy),
                             std::to_string(one.missing), std::to_string(one.segments), factor(one.price_factor)});
        head.push_back(one.language);
    }
    std::vector<Cells> messages{std::move(head)};
    for (const auto& text : report.texts) {
        Cells row{text.context};
        for (std::size_t i = 0; i < text.languages.size(); ++i)
            row.push_back(segments_cell(text.languages[i], report.languages[i].language));
        messages.push_back(std::move(row));
    }
    return fmt::format("{}: {} texts\n\n{}\n{}\nu: outside the alphabet of text messages; (): not translated, said in "
                       "another language\n",
                       report.script, report.languages.front().texts, table(languages), table(messages));
}

std::string as_json(const dialogs::LocaleReport& report) { return line_of(json_of(report)); }

std::string as_tables(const std::vector<dialogs::LocaleGaps>& service,
                      const std::vector<dialogs::LocaleReport>& scripts) {
    std::vector<Cells> rows{{"language", "texts missing", "lists missing", "segments", "price"}};
    for (const auto& one : service) {
        rows.push_back({one.language, std::to_string(one.texts.size()), std::to_string(one.words.size()),
                        std::to_string(one.segments), factor(one.price_factor)});
    }
    auto text = "The service's own words\n\n" + table(rows) + "\n" + details(service);
    if (!scripts.empty()) text += "\nScripts: per cent translated\n\n" + scripts_table(scripts);
    return text;
}

std::string as_json(const std::vector<dialogs::LocaleGaps>& service,
                    const std::vector<dialogs::LocaleReport>& scripts) {
    auto languages = nlohmann::json::array();
    for (const auto& one : service) {
        languages.push_back({{"language", one.language}, {"review", one.review}, {"texts_missing", one.texts},
                             {"lists_missing", one.words}, {"segments", one.segments},
                             {"long_texts", one.long_texts}, {"price_factor", json_of(one.price_factor)}});
    }
    auto all = nlohmann::json::array();
    for (const auto& script : scripts) {
        auto of_script = nlohmann::json::array();
        for (const auto& language : script.languages) of_script.push_back(json_of(language));
        all.push_back({{"script", script.script}, {"languages", std::move(of_script)}});
    }
    return line_of({{"service", std::move(languages)}, {"scripts", std::move(all)}});
}

}  // namespace bot
