#include "bot/api/answer_rows.hpp"

#include "bot/api/instants.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>

namespace bot {
namespace {

constexpr std::array columns{"answer", "replaces", "conversation", "resident", "script", "version", "question", "value",
                             "raw",    "comment",  "language",     "channel",  "kind",   "at",      "erased", "round"};

std::string number_or_null(storage::AnswerId id) { return id ? std::to_string(id.value) : "null"; }

std::string string_or_null(const std::string& text) { return text.empty() ? "null" : json_string(text); }

/// What is kept of the value: JSON already; an erased answer has none.
std::string value_of(const storage::AnswerRow& answer) {
    return answer.erased || answer.value.empty() ? "null" : answer.value;
}

std::string csv_quoted(std::string_view text) {
    const bool is_plain = text.find_first_of(",\"\r\n") == std::string_view::npos;
    if (is_plain) return std::string(text);
    std::string result = "\"";
    for (const char byte : text) {
        if (byte == '"') result += '"';
        result += byte;
    }
    return result + '"';
}

/// As residents wrote it, and harmless in a spreadsheet.
std::string cell(std::string_view text) {
    const bool is_formula = !text.empty() && std::string_view("=+-@\t").find(text.front()) != std::string_view::npos;
    return csv_quoted(is_formula ? "'" + std::string(text) : std::string(text));
}

/// A JSON value as a cell: a string without its quotation marks, null as nothing.
std::string value_cell(const std::string& value) {
    const auto json = nlohmann::json::parse(value, nullptr, false);
    if (json.is_null() || json.is_discarded()) return {};
    return json.is_string() ? cell(json.get_ref<const std::string&>()) : csv_quoted(value);
}

}  // namespace

std::string json_string(std::string_view text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string answer_json(const storage::ExportedAnswer& exported) {
    const auto& answer = exported.answer;
    return fmt::format(
        R"({{"answer":{},"replaces":{},"conversation":{},"resident":{},"script":{},"version":{},)"
        R"("question":{},"value":{},)"
        R"("raw":{},"comment":{},"language":{},"channel":{},"kind":{},"at":"{}"{}{}}})",
        answer.number.value, number_or_null(answer.replaces), json_string(exported.conversation),
        string_or_null(exported.resident), json_string(answer.script), json_string(answer.version),
        json_string(answer.question), value_of(answer), answer.erased ? "null" : json_string(answer.raw),
        answer.comment ? json_string(*answer.comment) : "null", json_string(answer.language),
        json_string(answer.channel), json_string(answer.kind), to_rfc3339(answer.at),
        answer.erased ? R"(,"erased":true)" : "",
        answer.round.empty() ? "" : R"(,"round":)" + json_string(answer.round));
}

std::string answer_csv_head() { return fmt::format("{}\r\n", fmt::join(columns, ",")); }

std::string answer_csv(const storage::ExportedAnswer& exported) {
    const auto& answer = exported.answer;
    const std::string replaces = answer.replaces ? std::to_string(answer.replaces.value) : "";
    return fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\r\n", answer.number.value, replaces,
                       exported.conversation, exported.resident, csv_quoted(answer.script), answer.version,
                       csv_quoted(answer.question), value_cell(value_of(answer)), cell(answer.raw),
                       cell(answer.comment.value_or("")), answer.language, csv_quoted(answer.channel),
                       csv_quoted(answer.kind), to_rfc3339(answer.at), answer.erased ? "true" : "", answer.round);
}

}  // namespace bot
