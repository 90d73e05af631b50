#include "bot/api/cases_api.hpp"

#include "bot/api/api_answers.hpp"
#include "bot/api/instants.hpp"
#include "bot/http/json_body.hpp"
#include "bot/http/target.hpp"
#include "bot/turns/local_time.hpp"
#include "bot/turns/moderation.hpp"

#include <nlohmann/json.hpp>

namespace bot {
namespace {

using http::awaitable;
using http::Fault;
using http::Request;
using http::Response;
using nlohmann::json;

constexpr int cases_at_a_time = 200;             // some 50 ms of reading, with their answers
constexpr std::size_t answer_length_max = 4000;  // bytes; a text message is cut far below

json told_answer(const storage::AnswerRow& row) {
    auto value = json::parse(row.value, nullptr, /*allow_exceptions=*/false);
    return {{"question", row.question},
            {"value", value.is_discarded() ? json() : std::move(value)},
            {"comment", row.comment ? json(*row.comment) : json()}};
}

json told_case(const storage::ToldCase& told) {
    const auto& row = told.row;
    auto answers = json::array();
    for (const auto& answer : told.answers) answers.push_back(told_answer(answer));
    return {{"case", row.id.value},
            {"state", row.state},
            {"topic", row.topic},
            {"urgent", row.urgent},
            {"text", row.text.empty() ? json() : json(row.text)},
            {"answers", std::move(answers)},
            {"answer", row.answer.empty() ? json() : json(row.answer)},
            {"script", told.script.empty() ? json() : json(told.script)},
            {"conversation", told.conversation.empty() ? json() : json(told.conversation)},
            {"language", told.language.empty() ? json() : json(told.language)},
            {"due_on", to_iso(row.due_on)},
            {"opened_at", to_rfc3339(row.opened_at)},
            {"answered_at", row.answered_at ? json(to_rfc3339(*row.answered_at)) : json()}};
}

storage::CaseFilter read_case_filter(const http::Parameters& parameters, std::vector<Fault>& faults) {
    storage::CaseFilter filter;
    for (const auto& [name, value] : parameters) {
        if (name == "state" && (value == "open" || value == "answered" || value == "closed")) {
            filter.state = value;
        } else if (const auto number = whole_number(value); name == "after" && number) {
            filter.after = {*number};
        } else {
            const bool is_known = name == "state" || name == "after";
            faults.push_back({name, name == "state" ? "must be open, answered or closed"
                                    : is_known      ? "must be a case's number"
                                                    : "is no parameter of this"});
        }
    }
    return filter;
}

CaseChange read_case_change(const json& object, std::vector<Fault>& faults) {
    CaseChange change;
    refuse_other_fields(object, {"state", "answer"}, faults);
    change.state = text_field(object, "state", true, faults);
    change.answer = text_field(object, "answer", false, faults);
    if (!change.state.empty() && change.state != "answered" && change.state != "closed")
        faults.push_back({"state", "must be answered or closed"});
    if (change.state == "answered" && change.answer.empty()) faults.push_back({"answer", "is missing"});
    if (change.answer.size() > answer_length_max) faults.push_back({"answer", "is longer than 4000 bytes"});
    return change;
}

}  // namespace

void CasesApi::add_routes(http::Router& router, const Tokens& tokens) {
    router.add("GET", "/api/v1/cases", tokens.guarded([this](Request& request) { return list(request); }));
    router.add("POST", "/api/v1/cases/{number}", tokens.guarded([this](Request& request) { return change(request); }));
}

awaitable<Response> CasesApi::list(Request& request) {
    std::vector<Fault> faults;
    const auto filter = read_case_filter(http::decode_query(request.query), faults);
    if (!faults.empty()) co_return http::fault_response(422, faults);
    auto read = [filter](storage::Reader& reader) { return reader.cases(filter, cases_at_a_time); };
    const auto page = co_await reading_.run(std::move(read));
    auto cases = json::array();
    for (const auto& told : page) cases.push_back(told_case(told));
    const json body = {{"cases", std::move(cases)}, {"more", static_cast<int>(page.size()) == cases_at_a_time}};
    co_return json_response(200, body);
}

awaitable<Response> CasesApi::change(Request& request) {
    const auto number = whole_number(request.captures.front());
    const auto object = http::json_object_of(request);
    if (!object) co_return http::fault_response(object.error().first, object.error().second);
    std::vector<Fault> faults;
    auto wanted = read_case_change(*object, faults);
    if (!faults.empty()) co_return http::fault_response(422, faults);
    if (!number) co_return http::fault_response(404, "there is no such case");
    wanted.number = {*number};
    const auto state = wanted.state;
    const auto changed = co_await desk_.run<ChangeCase>(storage::Lane::bulk, std::move(wanted), context_.clock.now());
    if (!changed) co_return failure_response(context_.log, "case.failed", changed.error());
    if (changed->became == Moderated::unknown) co_return http::fault_response(404, "there is no such case");
    if (changed->became == Moderated::closed) co_return http::fault_response(409, "the case is closed");
    const json body = {{"case", *number}, {"state", state}, {"told", changed->is_told}};
    co_return json_response(200, body);
}

}  // namespace bot
