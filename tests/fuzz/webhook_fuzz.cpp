// Any bytes as a webhook: a refusal, or events whose texts are UTF-8. The first line is `METHOD PATH QUERY`, then
// headers as `name: value`, an empty line, the body.
#include "tests/fuzz/fuzz.hpp"

#include "channels/registry.hpp"
#include "dialogs/reading/utf8.hpp"

#include <map>

using namespace channels;

namespace {

Settings settings(std::initializer_list<std::pair<const char*, const char*>> pairs) {
    Settings made;
    for (const auto& pair : pairs) made[pair.first] = {pair.second, 1};
    return made;
}

const std::vector<std::unique_ptr<Adapter>>& adapters() {
    static const auto made = [] {
        const std::map<std::string, Settings> configurations{
            {"kannel", settings({{"send_url", "http://127.0.0.1:1/"}, {"username", "u"}, {"password", "p"},
                                 {"secret", "s"}, {"sender", "18123"}})},
            {"webchat", settings({})},
        };
        std::vector<std::unique_ptr<Adapter>> all;
        for (const auto& row : configurations) {
            auto adapter = find_adapter(row.first)->make({row.first, "https://example.fi", "358", row.second});
            fuzz::require(adapter.has_value(), "the configuration is good");
            all.push_back(*std::move(adapter));
        }
        return all;
    }();
    return made;
}

WebhookRequest parse(std::string_view bytes) {
    WebhookRequest request;
    auto line = fuzz::take(bytes, '\n');
    request.method = fuzz::take(line, ' ');
    request.path = fuzz::take(line, ' ');
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
    const auto* incoming = std::get_if<Incoming>(&event);
    if (!incoming) return;
    if (const auto* text = std::get_if<dialogs::TextReply>(&incoming->reply))
        fuzz::require(!dialogs::first_invalid_utf8(text->text), "a text is UTF-8");
    fuzz::require(!incoming->from.id.empty(), "a message has a sender");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto request = parse(fuzz::view(data, size));
    for (const auto& adapter : adapters()) {
        const auto webhook = adapter->receive(request);
        if (webhook)
            for (const auto& event : webhook->events) check(event);
        else
            fuzz::require(webhook.error().status >= 400, "a refusal is one");
    }
    return 0;
}
