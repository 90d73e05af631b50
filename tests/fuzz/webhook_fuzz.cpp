// Any bytes as a webhook of every adapter: a refusal, or events whose texts are UTF-8. The first line is `METHOD PATH
// QUERY`, then headers as `name: value`, an empty line, the body. Each configuration of tests/channels/cases gets it
// twice: as it came, and with what proves its sender added, for few bytes get past a signature by chance. The requests
// of the cases are seeds that need no files.
#include "tests/fuzz/fuzz.hpp"

#include "channels/registry.hpp"
#include "dialogs/reading/utf8.hpp"
#include "tests/channels/cases.hpp"

#include <algorithm>

using namespace channels;

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t size_max);

namespace {

struct Gateway {
    std::unique_ptr<Adapter> adapter;
    cases::Prove prove = nullptr;
    std::string promise;  ///< that proof is enough
};

const std::vector<Gateway>& gateways() {
    static const auto all = [] {
        std::vector<Gateway> list;
        for (const auto& given : cases::all_cases()) {
            auto adapter = find_adapter(given.adapter)->make(given.config);
            fuzz::require(adapter.has_value(), "the configuration is good");
            list.push_back({*std::move(adapter), given.prove,
                            given.adapter + ", " + given.configuration + ": who is proved is let in"});
        }
        return list;
    }();
    return all;
}

std::string written(const WebhookRequest& request) {
    auto bytes = request.method + ' ' + request.path + ' ' + request.query + '\n';
    for (const auto& [name, value] : request.headers) bytes += name + ": " + value + '\n';
    return bytes + '\n' + request.body;
}

/// Every request of every table, as bytes.
const std::vector<std::string>& seeds() {
    static const auto all = [] {
        std::vector<std::string> list;
        for (const auto& given : cases::all_cases()) {
            for (const auto& row : given.incoming) list.push_back(written(row.request));
            for (const auto& row : given.statuses) list.push_back(written(row.request));
            for (const auto& row : given.refused) list.push_back(written(row.request));
        }
        return list;
    }();
    return all;
}

WebhookRequest parse(std::string_view bytes) {
    WebhookRequest request;
    request.now = cases::now;
    auto line = fuzz::take(bytes, '\n');
    request.method = fuzz::take(line, ' ');
    request.path = fuzz::take(line, ' ');
    if (!request.path.empty() && request.path.front() != '/') request.path.insert(0, "/");  // as the router gives it
    request.query = line;
    request.target = "/hooks/x" + request.path + "?" + request.query;
    for (line = fuzz::take(bytes, '\n'); !line.empty(); line = fuzz::take(bytes, '\n')) {
        const auto name = fuzz::take(line, ':');
        request.headers.emplace_back(name, line.starts_with(' ') ? line.substr(1) : line);
    }
    request.body = bytes;
    return request;
}

void check(const ChannelEvent& event) {
    if (const auto* report = std::get_if<StatusReport>(&event)) {
        fuzz::require(!report->message_id.empty() || !report->provider_id.empty(), "a report names a message");
        return;
    }
    const auto* incoming = std::get_if<Incoming>(&event);
    if (!incoming) {
        fuzz::require(!std::get<OptOut>(event).from.id.empty(), "an opt-out has a sender");
        return;
    }
    if (const auto* text = std::get_if<dialogs::TextReply>(&incoming->reply))
        fuzz::require(!dialogs::first_invalid_utf8(text->text), "a text is UTF-8");
    fuzz::require(!incoming->from.id.empty(), "a message has a sender");
    const auto& part = incoming->part;
    fuzz::require(!part || (part->index >= 1 && part->index <= part->count), "a part is one of all");
}

/// The status of the refusal; 0: none.
int receive(const Adapter& adapter, const WebhookRequest& request) {
    const auto webhook = adapter.receive(request);
    if (!webhook) {
        fuzz::require(webhook.error().status >= 400, "a refusal is one");
        return webhook.error().status;
    }
    for (const auto& event : webhook->events) check(event);
    return 0;
}

constexpr unsigned seeded_every = 64;  // mutations

}  // namespace

/// Now and then begins anew from a request of the tables.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t size_max,
                                               unsigned random) {
    if (random % seeded_every == 0) {
        const auto& seed = seeds()[random / seeded_every % seeds().size()];
        size = std::min(seed.size(), size_max);
        std::copy_n(seed.begin(), size, data);
    }
    return LLVMFuzzerMutate(data, size, size_max);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto request = parse(fuzz::view(data, size));
    for (const auto& [adapter, prove, promise] : gateways()) {
        receive(*adapter, request);
        if (!prove) continue;
        auto proved = request;
        prove(proved);
        fuzz::require(receive(*adapter, proved) != 403, promise.c_str());
    }
    return 0;
}
