#include "bot/api/demo_pages.hpp"

#include "bot/api/demo_events.hpp"
#include "bot/api/pages.hpp"
#include "bot/http/json_body.hpp"
#include "channels/webchat.hpp"
#include "storage/vault.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace bot {
namespace {

using http::awaitable;
using http::Request;
using http::Response;
using nlohmann::json;

/// How languages call themselves, for the page's choice.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> autonyms{{{"fi", "suomi"},
                                                                                 {"fi-simple", "selkosuomi"},
                                                                                 {"sv", "svenska"},
                                                                                 {"en", "English"},
                                                                                 {"ru", "русский"},
                                                                                 {"ar", "العربية"}}};

json language_json(const dialogs::Language& tag) {
    for (const auto& [known, name] : autonyms)
        if (known == tag) return {{"tag", tag}, {"name", name}};
    return {{"tag", tag}, {"name", tag}};
}

json script_json(const dialogs::Script& script) {
    auto languages = json::array();
    for (const auto& language : script.languages) languages.push_back(language_json(language));
    auto given = json::object();
    for (const auto& [name, fact] : script.given)
        given[name] = {{"example", dialogs::to_json(fact.example)}, {"optional", fact.optional}};
    const auto title = script.title.find(script.source_language());
    return {{"id", script.id},
            {"title", title == script.title.end() ? script.id : title->second},
            {"languages", std::move(languages)},
            {"keywords", script.keywords},
            {"given", std::move(given)}};
}

/// A form's fields are texts; facts have their own types.
json facts_from_form(const json& form, const dialogs::Script* script) {
    auto facts = json::object();
    if (!form.is_object()) return facts;
    for (const auto& [name, value] : form.items()) {
        facts[name] = value;
        if (!script || !value.is_string()) continue;
        const auto fact = script->given.find(name);
        if (fact == script->given.end()) continue;
        if (const auto read = dialogs::value_from_text(value.get_ref<const std::string&>(), fact->second.type))
            facts[name] = dialogs::to_json(*read);
    }
    return facts;
}

std::string text_in(const json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

void DemoPages::add_routes(http::Router& router) {
    router.add("GET", "/", [](Request&) -> awaitable<Response> { co_return page("demo/demo.html"); });
    router.add("GET", "/demo/info", [this](Request& request) { return info(request); });
    router.add("GET", "/demo/events", [this](Request& request) { return events(request); });
    router.add("POST", "/demo/start", [this](Request& request) { return start(request); });
    router.add("GET", "/demo/{file}", [](Request& request) -> awaitable<Response> {
        co_return page("demo/" + request.captures[0]);
    });
}

awaitable<Response> DemoPages::info(Request&) {
    auto scripts = json::array();
    for (const auto& [id, script] : publisher_.all_current()) scripts.push_back(script_json(*script));
    auto channels = json::array();
    for (const auto& channel : config_.channels) {
        const auto& can = channel.adapter->capabilities();
        channels.push_back({{"name", channel.name}, {"looks", can.plain ? "sms" : "messenger"}, {"kind", can.kind}});
    }
    const json body = {{"scripts", std::move(scripts)}, {"channels", std::move(channels)}};
    co_return Response{.content_type = "application/json",
                       .body = body.dump(-1, ' ', false, json::error_handler_t::replace)};
}

awaitable<Response> DemoPages::start(Request& request) {
    const auto object = http::json_object_of(request);
    if (!object) co_return http::fault_response(object.error().first, object.error().second);
    InvitationRequest invitation{
        .key = "demo-" + storage::make_public_id(), .script = text_in(*object, "script"), .address = {},
        .channel = text_in(*object, "channel"), .language = std::nullopt, .given = {}, .bulk = false};
    const auto address = channels::web_address(invitation.channel, text_in(*object, "session"));
    if (!address) co_return http::fault_response(422, {{"session", "must be 22 to 64 letters, digits, - and _"}});
    invitation.address = *address;
    if (auto language = text_in(*object, "language"); !language.empty()) invitation.language = language;
    const auto script = publisher_.current(invitation.script);
    const auto given = object->find("given");
    invitation.given = facts_from_form(given == object->end() ? json() : *given, script.get())
                           .dump(-1, ' ', false, json::error_handler_t::replace);
    co_return co_await invitations_.invite(std::move(invitation));
}

awaitable<Response> DemoPages::events(Request& request) {
    const auto seen = http::header(request.headers, "last-event-id");
    std::int64_t after = 0;
    std::from_chars(seen.data(), seen.data() + seen.size(), after);
    if (seen.empty()) {
        auto read = [at = dialogs::Instant{}](storage::Reader& reader) { return reader.figures(at).answers; };
        const auto newest = co_await reading_.run(std::move(read));
        after = std::max<std::int64_t>(0, newest - demo_rows);
    }
    co_return http::event_stream(std::make_unique<DemoEvents>(reading_, live_, storage::AnswerId{after}));
}

}  // namespace bot
