#include "bot/api/answers_api.hpp"

#include "bot/api/answer_rows.hpp"
#include "bot/api/api_answers.hpp"
#include "bot/api/instants.hpp"
#include "bot/http/target.hpp"

namespace bot {
namespace {

using http::awaitable;
using http::Fault;
using http::Request;
using http::Response;

constexpr int page_rows = 1000;  // some 50 ms of reading, 400 KiB of text

struct Page {
    std::string text;
    storage::AnswerId last;
    bool is_last = false;
};

Page read_page(storage::Reader& reader, const storage::AnswerFilter& filter, storage::AnswerId after,
               AnswerPages::Form form) {
    const auto rows = reader.answers(filter, after, page_rows);
    Page page{.text = {}, .last = after, .is_last = rows.size() < page_rows};
    for (const auto& row : rows) {
        if (form == AnswerPages::Form::csv) {
            page.text += answer_csv(row);
        } else {
            page.text.append(answer_json(row)).append("\n");
        }
        page.last = row.answer.number;
    }
    return page;
}

struct Wanted {
    storage::AnswerFilter filter;
    storage::AnswerId after;
    std::vector<Fault> faults;
};

Wanted read_wanted(const http::Parameters& parameters, const LocalTime& zone) {
    Wanted wanted;
    const auto read_instant = [&](const std::string& name, const std::string& text, auto& target) {
        target = instant_from(text, zone);
        if (!target) wanted.faults.push_back({name, "must be a date (2026-11-21) or a time (2026-11-21T10:00:00Z)"});
    };
    for (const auto& [name, value] : parameters) {
        if (name == "script") {
            wanted.filter.script = value;
        } else if (name == "question") {
            wanted.filter.question = value;
        } else if (name == "since") {
            read_instant(name, value, wanted.filter.since);
        } else if (name == "until") {
            read_instant(name, value, wanted.filter.until);
        } else if (const auto number = whole_number(value); name == "after" && number) {
            wanted.after = {*number};
        } else {
            wanted.faults.push_back({name, name == "after" ? "must be an answer's number" : "is no parameter of this"});
        }
    }
    return wanted;
}

}  // namespace

AnswerPages::AnswerPages(ReadingThread& reading, storage::AnswerFilter filter, storage::AnswerId after, Form form)
    : reading_(reading), filter_(std::move(filter)), after_(after), form_(form) {}

awaitable<std::optional<std::string>> AnswerPages::next() {
    if (at_end_) co_return std::nullopt;
    auto read = [filter = filter_, after = after_, form = form_](storage::Reader& reader) {
        return read_page(reader, filter, after, form);
    };
    auto page = co_await reading_.run(std::move(read));
    after_ = page.last;
    at_end_ = page.is_last;
    if (std::exchange(at_start_, false) && form_ == Form::csv) page.text.insert(0, answer_csv_head());
    co_return std::move(page.text);
}

void AnswersApi::add_routes(http::Router& router, const Tokens& tokens) {
    router.add("GET", "/api/v1/answers", tokens.guarded([this](Request& request) { return answers(request); }));
}

awaitable<Response> AnswersApi::answers(Request& request) {
    auto wanted = read_wanted(http::decode_query(request.query), zone_);
    if (!wanted.faults.empty()) co_return http::fault_response(422, wanted.faults);
    const auto accept = http::header(request.headers, "accept");
    const bool is_csv = accept.find("text/csv") != std::string_view::npos;
    const auto form = is_csv ? AnswerPages::Form::csv : AnswerPages::Form::ndjson;
    co_return Response{
        .content_type = is_csv ? "text/csv; charset=UTF-8" : "application/x-ndjson",
        .headers = {{"Cache-Control", "no-store"}},
        .source = std::make_unique<AnswerPages>(reading_, std::move(wanted.filter), wanted.after, form)};
}

}  // namespace bot
