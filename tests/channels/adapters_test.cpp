// Every adapter against its tables; an adapter without a table fails.
#include "channels/registry.hpp"
#include "channels/webchat.hpp"
#include "tests/channels/cases.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <set>

using namespace channels;

namespace {

constexpr std::size_t cases_min = 12;

std::unique_ptr<Adapter> adapter_for(const cases::AdapterCases& given) {
    const auto* row = find_adapter(given.adapter);
    REQUIRE(row != nullptr);
    auto made = row->make(given.config);
    if (!made) {
        for (const auto& error : made.error())
            UNSCOPED_INFO(error.key << ": " << error.message);
    }
    REQUIRE(made.has_value());
    return std::move(*made);
}

/// What a log would show of a text once its secrets are taken out.
std::string redacted(std::string text, const std::vector<std::string>& secrets) {
    for (const auto& secret : secrets) {
        for (auto at = text.find(secret); at != std::string::npos; at = text.find(secret))
            text.erase(at, secret.size());
    }
    return text;
}

/// True where something of a configured secret is left in a request's log: half of it, to find
/// encoded ones.
bool shows_a_secret(const std::vector<HttpRequest>& requests, const cases::AdapterCases& given,
                    const std::vector<std::string>& hidden) {
    for (const auto& request : requests) {
        auto log = redacted(request.url, hidden) + redacted(request.body, hidden);
        for (const auto& [name, value] : request.headers)
            log += redacted(value, hidden);
        for (const auto& info : find_adapter(given.adapter)->settings) {
            const auto written = given.config.settings.find(std::string(info.key));
            if (!info.secret || written == given.config.settings.end()) continue;
            const auto& secret = written->second.value;
            if (log.find(secret.substr(0, secret.size() / 2 + 1)) != std::string::npos) return true;
        }
    }
    return false;
}

std::vector<HttpRequest> requests_of(const std::vector<SetupStep>& steps) {
    std::vector<HttpRequest> requests;
    for (const auto& step : steps) requests.push_back(step.request);
    return requests;
}

std::string shown(const Reply& reply) {
    if (const auto* text = std::get_if<dialogs::TextReply>(&reply)) return text->text;
    if (const auto* tap = std::get_if<dialogs::TapReply>(&reply)) return "tap " + tap->value;
    if (const auto* file = std::get_if<dialogs::FileReply>(&reply)) return "file " + file->id;
    return "a place";
}

std::string shown(const ChannelEvent& event) {
    if (const auto* status = std::get_if<StatusReport>(&event)) {
        return "status " + std::to_string(static_cast<int>(status->state)) + " of " + status->message_id + "/" +
               status->provider_id +
               (status->failure ? ": failure " + std::to_string(static_cast<int>(status->failure->kind)) + ' ' +
                                      status->failure->detail
                                : "") +
               (status->at ? " at " + std::to_string(status->at->time_since_epoch().count()) : "");
    }
    if (const auto* opt_out = std::get_if<OptOut>(&event)) return "opt-out of " + opt_out->from.id;
    const auto& incoming = std::get<Incoming>(event);
    return "message " + incoming.external_id + " in " + incoming.scope + " from " + incoming.from.scheme + ":" +
           incoming.from.id + " to " + incoming.to + ": " + shown(incoming.reply) +
           (incoming.conversation_ref.empty() ? "" : " of " + incoming.conversation_ref) +
           (incoming.part ? " (part " + std::to_string(incoming.part->index) + '/' +
                                std::to_string(incoming.part->count) + " of " + incoming.part->reference + ')'
                          : "") +
           (incoming.incomplete ? " (incomplete)" : "") + (incoming.unsupported ? " (unsupported)" : "") +
           (incoming.sent_at ? " at " + std::to_string(incoming.sent_at->time_since_epoch().count()) : "");
}

/// `given` is the adapter's table, `row` one of its webhooks.
template <class Row>
void check_webhook(const cases::AdapterCases& given, const Adapter& adapter, const Row& row,
                   const std::vector<ChannelEvent>& wanted) {
    const auto read = adapter.receive(row.request);
    if (!read) UNSCOPED_INFO("refused: " << read.error().status << ' ' << read.error().reason);
    REQUIRE(read.has_value());
    for (const auto& event : read->events) UNSCOPED_INFO("read: " << shown(event));
    for (const auto& event : wanted) UNSCOPED_INFO("wanted: " << shown(event));
    CHECK(read->events == wanted);
    const auto answer = row.answer.value_or(given.answer);
    CHECK(read->answer.status == answer.status);
    CHECK(read->answer.content_type == answer.content_type);
    CHECK(read->answer.body == answer.body);
    CHECK(read->courtesies == row.courtesies);
}

void check_requests(const std::vector<HttpRequest>& written, const std::vector<HttpRequest>& wanted) {
    REQUIRE(written.size() == wanted.size());
    for (std::size_t i = 0; i < written.size(); ++i) {
        CHECK(written[i].method == wanted[i].method);
        CHECK(written[i].url == wanted[i].url);
        CHECK(written[i].headers == wanted[i].headers);
        CHECK(written[i].body == wanted[i].body);
    }
}

}  // namespace

TEST_CASE("every adapter has a table of cases, long enough to mean something") {
    const auto tables = cases::all_cases();
    for (const auto& row : registry()) {
        INFO(row.name);
        std::size_t incoming = 0;
        std::size_t outgoing = 0;
        for (const auto& given : tables) {
            if (given.adapter != row.name) continue;
            incoming += given.incoming.size();
            outgoing += given.outgoing.size();
        }
        CHECK(incoming >= cases_min);
        CHECK(outgoing >= cases_min);
    }
}

TEST_CASE("adapters read what residents send") {
    for (const auto& given : cases::all_cases()) {
        const auto adapter = adapter_for(given);
        for (const auto& row : given.incoming) {
            INFO(given.adapter << " " << given.configuration << ": " << row.label);
            check_webhook(given, *adapter, row, {row.messages.begin(), row.messages.end()});
        }
    }
}

TEST_CASE("adapters read what providers report") {
    for (const auto& given : cases::all_cases()) {
        const auto adapter = adapter_for(given);
        for (const auto& row : given.statuses) {
            INFO(given.adapter << " " << given.configuration << ": " << row.label);
            check_webhook(given, *adapter, row, row.events);
        }
    }
}

TEST_CASE("adapters refuse what proves nothing or says nothing") {
    for (const auto& given : cases::all_cases()) {
        const auto adapter = adapter_for(given);
        for (const auto& row : given.refused) {
            INFO(given.adapter << " " << given.configuration << ": " << row.label);
            const auto read = adapter->receive(row.request);
            REQUIRE_FALSE(read.has_value());
            CHECK(read.error().status == row.refusal.status);
            CHECK(read.error().reason == row.refusal.reason);
        }
    }
}

TEST_CASE("adapters write what providers read") {
    for (const auto& given : cases::all_cases()) {
        const auto adapter = adapter_for(given);
        for (const auto& row : given.outgoing) {
            INFO(given.adapter << " " << given.configuration << ": " << row.label);
            const auto composed = adapter->compose(row.message);
            CHECK(composed.has_value() == !row.failure.has_value());
            if (!composed && row.failure) CHECK(composed.error().kind == *row.failure);
            if (!composed) continue;
            check_requests(*composed, row.requests);
            if (adapter->transport() != Transport::feed) continue;
            const auto event = feed_event_json(*adapter, row.message, 7);
            CHECK(nlohmann::json::parse(event) == nlohmann::json::parse(row.feed_event));
            CHECK(event.find('\n') == std::string::npos);
        }
    }
}

TEST_CASE("adapters ask for what a message needs, and take what they are told") {
    for (const auto& given : cases::all_cases()) {
        const auto adapter = adapter_for(given);
        for (const auto& row : given.prepared) {
            INFO(given.adapter << " " << given.configuration << ": " << row.label);
            check_requests(adapter->prepare(row.message), row.requests);
            if (row.requests.empty()) continue;
            const auto told = adapter->read_prepared(row.response);
            CHECK(told.has_value() == !row.failure.has_value());
            if (told) CHECK(*told == row.told);
            if (!told && row.failure) CHECK(told.error().kind == *row.failure);
        }
    }
}

TEST_CASE("adapters understand what providers answer") {
    for (const auto& given : cases::all_cases()) {
        const auto adapter = adapter_for(given);
        for (const auto& row : given.answers) {
            INFO(given.adapter << " " << given.configuration << ": " << row.label);
            const auto read = adapter->read_answer(row.response);
            CHECK(read.has_value() == !row.failure.has_value());
            if (read) CHECK(read->provider_id == row.provider_id);
            if (!read && row.failure)
                CHECK(static_cast<int>(read.error().kind) == static_cast<int>(*row.failure));
        }
    }
}

TEST_CASE("adapters set channels up, and tell an operator what came of it") {
    for (const auto& given : cases::all_cases()) {
        const auto adapter = adapter_for(given);
        INFO(given.adapter << " " << given.configuration);
        const auto steps = adapter->setup();
        REQUIRE(steps.size() == given.steps.size());
        for (std::size_t i = 0; i < steps.size(); ++i) {
            CHECK(steps[i].what == given.steps[i].what);
            CHECK(steps[i].changes == given.steps[i].changes);
            CHECK(steps[i].request.method == given.steps[i].request.method);
            CHECK(steps[i].request.url == given.steps[i].request.url);
            CHECK(steps[i].request.headers == given.steps[i].request.headers);
            CHECK(steps[i].request.body == given.steps[i].request.body);
        }
        for (const auto& row : given.setup) {
            INFO(row.label);
            const auto told = adapter->read_setup({.what = row.what}, row.response);
            CHECK(told.has_value() == row.well);
            CHECK_THAT(told ? *told : told.error(), Catch::Contains(row.told));
        }
    }
}

TEST_CASE("no adapter lets its secrets be logged") {
    for (const auto& given : cases::all_cases()) {
        const auto* row = find_adapter(given.adapter);
        const auto adapter = adapter_for(given);
        const auto hidden = adapter->secrets();
        for (const auto& info : row->settings) {
            const auto written = given.config.settings.find(std::string(info.key));
            if (!info.secret || written == given.config.settings.end()) continue;
            CHECK(std::find(hidden.begin(), hidden.end(), written->second.value) != hidden.end());
        }
        for (const auto& outgoing : given.outgoing) {
            const auto composed = adapter->compose(outgoing.message);
            if (composed) CHECK_FALSE(shows_a_secret(*composed, given, hidden));
            CHECK_FALSE(shows_a_secret(adapter->prepare(outgoing.message), given, hidden));
        }
        CHECK_FALSE(shows_a_secret(requests_of(adapter->setup()), given, hidden));
    }
}
