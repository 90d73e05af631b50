#include "bot/api/proposals_api.hpp"

#include "bot/api/api_answers.hpp"
#include "bot/api/instants.hpp"
#include "bot/http/json_body.hpp"
#include "bot/http/target.hpp"
#include "bot/turns/moderation.hpp"

#include <nlohmann/json.hpp>

namespace bot {
namespace {

using http::awaitable;
using http::Fault;
using http::Request;
using http::Response;
using nlohmann::json;

constexpr int proposals_at_a_time = 500;
constexpr std::size_t statement_length_max = 1000;  // bytes: it is asked of everybody, one a message

bool is_proposal_state(const std::string& state) {
    return state == "waiting" || state == "accepted" || state == "refused";
}

json told_proposal(const storage::ProposalRow& row) {
    return {{"proposal", row.public_id},
            {"number", row.id.value},
            {"state", row.state},
            {"script", row.script},
            {"question", row.question},
            {"text", row.text},
            {"language", row.language},
            {"reason", row.reason.empty() ? json() : json(row.reason)},
            {"created_at", to_rfc3339(row.created_at)},
            {"decided_at", row.decided_at ? json(to_rfc3339(*row.decided_at)) : json()}};
}

storage::ProposalFilter read_proposal_filter(const http::Parameters& parameters, std::vector<Fault>& faults) {
    storage::ProposalFilter filter;
    for (const auto& [name, value] : parameters) {
        if (name == "script") {
            filter.script = value;
        } else if (name == "question") {
            filter.question = value;
        } else if (name == "state" && is_proposal_state(value)) {
            filter.state = value;
        } else if (const auto number = whole_number(value); name == "after" && number) {
            filter.after = {*number};
        } else {
            faults.push_back({name, name == "state"   ? "must be waiting, accepted or refused"
                                    : name == "after" ? "must be a proposal's number"
                                                      : "is no parameter of this"});
        }
    }
    return filter;
}

ProposalChange read_proposal_change(const json& object, std::vector<Fault>& faults) {
    ProposalChange change;
    refuse_other_fields(object, {"state", "text", "reason"}, faults);
    change.state = text_field(object, "state", true, faults);
    if (!change.state.empty() && change.state != "accepted" && change.state != "refused")
        faults.push_back({"state", "must be accepted or refused"});
    if (auto text = text_field(object, "text", false, faults); !text.empty()) change.text = std::move(text);
    if (change.text && change.text->size() > statement_length_max)
        faults.push_back({"text", "is longer than 1000 bytes"});
    change.reason = text_field(object, "reason", false, faults);
    return change;
}

}  // namespace

void ProposalsApi::add_routes(http::Router& router, const Tokens& tokens) {
    router.add("GET", "/api/v1/proposals", tokens.guarded([this](Request& request) { return list(request); }));
    router.add("POST", "/api/v1/proposals/{id}", tokens.guarded([this](Request& request) { return change(request); }));
}

awaitable<Response> ProposalsApi::list(Request& request) {
    std::vector<Fault> faults;
    const auto filter = read_proposal_filter(http::decode_query(request.query), faults);
    if (!faults.empty()) co_return http::fault_response(422, faults);
    auto read = [filter](storage::Reader& reader) { return reader.proposals(filter, proposals_at_a_time); };
    const auto page = co_await reading_.run(std::move(read));
    auto proposals = json::array();
    for (const auto& row : page) proposals.push_back(told_proposal(row));
    const json body = {{"proposals", std::move(proposals)},
                       {"more", static_cast<int>(page.size()) == proposals_at_a_time}};
    co_return json_response(200, body);
}

awaitable<Response> ProposalsApi::change(Request& request) {
    const auto object = http::json_object_of(request);
    if (!object) co_return http::fault_response(object.error().first, object.error().second);
    std::vector<Fault> faults;
    auto wanted = read_proposal_change(*object, faults);
    if (!faults.empty()) co_return http::fault_response(422, faults);
    wanted.proposal = request.captures.front();
    const json body = {{"proposal", wanted.proposal}, {"state", wanted.state}};
    const auto became =
        co_await desk_.run<ChangeProposal>(storage::Lane::bulk, std::move(wanted), context_.clock.now());
    if (!became) co_return failure_response(context_.log, "proposal.failed", became.error());
    if (*became == Moderated::unknown) co_return http::fault_response(404, "there is no such proposal");
    co_return json_response(200, body);
}

}  // namespace bot
