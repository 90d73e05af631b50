#include "bot/api/invitations_api.hpp"

#include "bot/api/api_answers.hpp"
#include "bot/api/instants.hpp"
#include "bot/http/json_body.hpp"
#include "bot/turns/given_facts.hpp"
#include "channels/registry.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace bot {
namespace {

using http::awaitable;
using http::Fault;
using http::Request;
using http::Response;
using nlohmann::json;

constexpr std::size_t key_length_max = 200;

struct ReadInvitation {
    InvitationRequest request;
    std::vector<Fault> faults;
};

ReadInvitation read_invitation(const json& object, const std::string& country, const LocalTime& zone) {
    ReadInvitation read;
    auto& [request, faults] = read;
    request.bulk = true;  // nobody waits for it, as one does who has written
    refuse_other_fields(object, {"key", "script", "address", "channel", "language", "given", "expires"}, faults);
    request.key = text_field(object, "key", true, faults);
    if (request.key.size() > key_length_max) faults.push_back({"key", "is longer than 200 bytes"});
    request.script = text_field(object, "script", true, faults);
    request.channel = text_field(object, "channel", true, faults);
    if (auto language = text_field(object, "language", false, faults); !language.empty()) request.language = language;
    const auto address = text_field(object, "address", true, faults);
    if (auto normalised = address_from(address, country)) {
        request.address = std::move(*normalised);
    } else if (!address.empty()) {
        faults.push_back({"address", "must be such as tel:+358401112233"});
    }
    if (const auto expires = text_field(object, "expires", false, faults); !expires.empty()) {
        request.expires_at = instant_from(expires, zone);
        if (!request.expires_at) faults.push_back({"expires", "must be a date or a time"});
    }
    const auto given = object.find("given");
    if (given != object.end() && !given->is_null())
        request.given = given->dump(-1, ' ', false, json::error_handler_t::replace);
    return read;
}

/// What the desk would find wrong, so that all faults are told at once.
void add_script_faults(const InvitationRequest& request, const Publisher& publisher, std::vector<Fault>& faults) {
    if (request.script.empty()) return;
    const auto script = publisher.current(request.script);
    if (!script) return faults.push_back({"script", "there is no script " + request.script});
    for (auto& [at, message] : read_given(*script, request.given).faults) faults.push_back({at, message});
}

Response worded(const Invited& invited) {
    std::vector<Fault> faults;
    switch (invited.kind) {
        case Invited::Kind::accepted:
        case Invited::Kind::known:
            return json_response(invited.kind == Invited::Kind::known ? 200 : 202,
                                 {{"invitation", invited.invitation},
                                  {"resident", invited.resident},
                                  {"disposition", invited.disposition}});
        case Invited::Kind::differs:
            for (const auto& field : invited.differing)
                faults.push_back({field, "differs from the first request with this key"});
            return http::fault_response(409, faults);
        case Invited::Kind::faulty:
            for (const auto& [at, message] : invited.faults) faults.push_back({at, message});
            return http::fault_response(422, faults);
    }
    return http::fault_response(500, "unknown outcome");
}

}  // namespace

std::optional<dialogs::Address> address_from(std::string_view written, std::string_view country) {
    const auto colon = written.find(':');
    if (colon == std::string_view::npos || colon == 0 || colon + 1 == written.size()) return std::nullopt;
    const auto scheme = written.substr(0, colon);
    const auto id = written.substr(colon + 1);
    if (scheme == "tel") return channels::normalise_phone(id, country);
    const auto is_letter = [](char byte) { return byte >= 'a' && byte <= 'z'; };
    if (!std::all_of(scheme.begin(), scheme.end(), is_letter) || id.size() > 200) return std::nullopt;
    return dialogs::Address{std::string(scheme), std::string(id)};
}

void InvitationsApi::add_routes(http::Router& router, const Tokens& tokens) {
    router.add("POST", "/api/v1/invitations", tokens.guarded([this](Request& request) { return post(request); }));
}

awaitable<Response> InvitationsApi::post(Request& request) {
    const auto object = http::json_object_of(request);
    if (!object) co_return http::fault_response(object.error().first, object.error().second);
    auto read = read_invitation(*object, country_, zone_);
    if (!read.faults.empty()) {
        add_script_faults(read.request, publisher_, read.faults);
        co_return http::fault_response(422, read.faults);
    }
    co_return co_await invite(std::move(read.request));
}

awaitable<Response> InvitationsApi::invite(InvitationRequest request) {
    const auto invited = co_await desk_.run<Invite>(storage::Lane::bulk, std::move(request), context_.clock.now());
    if (invited) co_return worded(*invited);
    co_return failure_response(context_.log, "invitation.failed", invited.error());
}

}  // namespace bot
