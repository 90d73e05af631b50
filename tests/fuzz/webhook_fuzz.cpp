// Any bytes as a webhook: a refusal, or events whose texts are UTF-8. The first line is `METHOD PATH QUERY`, then
// headers as `name: value`, an empty line, the body. Gateways of the http adapter get it twice: as it came, and with
// what proves its sender added, for few bytes get past a signature by chance.
#include "tests/fuzz/fuzz.hpp"

#include "channels/registry.hpp"
#include "dialogs/reading/utf8.hpp"
#include "tests/channels/cases.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <map>

using namespace channels;

namespace {

using Prove = void (*)(WebhookRequest&);

struct Gateway {
    std::unique_ptr<Adapter> adapter;
    Prove prove = nullptr;  ///< none: the seeds have the secret
};

void add_header(WebhookRequest& request, const char* name, std::string value) {
    request.headers.insert(request.headers.begin(), {name, std::move(value)});
}

void sign(WebhookRequest& request) {
    const std::string key = "generic-hook-secret";
    const std::string timestamp = "1772442928";
    const auto text = timestamp + '.' + request.body;
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(text.data()),
         text.size(), digest, &length);
    std::string signature = "v1=";
    for (unsigned i = 0; i < length; ++i) {
        signature += "0123456789abcdef"[digest[i] >> 4U];
        signature += "0123456789abcdef"[digest[i] & 15U];
    }
    add_header(request, "x-signature", std::move(signature));
    add_header(request, "x-timestamp", timestamp);
}

/// How each configuration of tests/channels/cases is proved, by its name.
const std::map<std::string, Prove>& proofs() {
    static const Prove by_key = [](WebhookRequest& request) { add_header(request, "x-key", "h-1"); };
    static const std::map<std::string, Prove> all{
        {"signed JSON", &sign},
        {"Jasmin", [](WebhookRequest& request) { request.path.insert(0, "/s3cr3t"); }},
        {"batches of JSON",
         [](WebhookRequest& request) { add_header(request, "authorization", "Basic a2FubmVsOm1vLXBhc3MtOTE="); }},
        {"XML", [](WebhookRequest& request) { request.query.insert(0, "token=t-0%26k&"); }},
        {"a multipart form", by_key},
        {"plain text", by_key}};
    return all;
}

Gateway made(const std::string& name, const ChannelConfig& config, Prove prove) {
    auto adapter = find_adapter(name)->make(config);
    fuzz::require(adapter.has_value(), "the configuration is good");
    return {*std::move(adapter), prove};
}

const std::vector<Gateway>& gateways() {
    static const auto all = [] {
        std::vector<Gateway> list;
        const auto kannel = cases::settings_of({{"send_url", "http://127.0.0.1:1/"},
                                                {"username", "u"},
                                                {"password", "p"},
                                                {"secret", "s"},
                                                {"sender", "18123"}});
        list.push_back(made("kannel", {"kannel", "https://example.fi", "358", kannel}, nullptr));
        list.push_back(made("webchat", {"webchat", "https://example.fi", "358", {}}, nullptr));
        for (const auto& gateway : cases::http_cases())
            list.push_back(made(gateway.adapter, gateway.config, proofs().at(gateway.configuration)));
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

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto request = parse(fuzz::view(data, size));
    for (const auto& [adapter, prove] : gateways()) {
        receive(*adapter, request);
        if (!prove) continue;
        auto proved = request;
        prove(proved);
        fuzz::require(receive(*adapter, proved) != 403, "who is proved is let in");
    }
    return 0;
}
