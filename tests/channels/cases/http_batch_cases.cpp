// A gateway that batches, with Basic authorization; messages and reports come in lists.
#include "tests/channels/cases/http_parts.hpp"
#include "tests/channels/signing.hpp"

namespace cases {

using namespace channels;

AdapterCases batches() {
    const Headers basic = {{"authorization", "Basic a2FubmVsOm1vLXBhc3MtOTE="}};
    const auto batch = [&](std::string body, const std::string& path = "") {
        return post(path, "application/json", std::move(body), basic);
    };
    const std::string aino =
        R"({"sender":"358401112233","receiver":"16161","messageId":"b-1","text":"1",)"
        R"("receivedAt":"2026-03-02T09:15:27.118+0000"})";
    const std::string broken = R"({"messageId":"b-2"})";
    const std::string eino =
        R"({"sender":"358401112233","receiver":16161,"messageId":12345678901234567890,"text":"2 \ud83d\udc4d"})";
    auto first = at(from_aino("b-1", "1"), 1772442927);
    *first.sent_at += std::chrono::milliseconds(118);
    const auto second = from_aino("12345678901234567890", "2 👍");
    const auto sent = [](std::string text) {
        return HttpRequest{.method = "PUT",
                           .url = "https://gw.example/send",
                           .headers = {{"content-type", "application/json"},
                                       {"authorization", "Basic Ym90OnB3LTc3"}},
                           .body = std::move(text)};
    };
    return {.adapter = "http",
            .configuration = "batches of JSON",
            .config = config({{"kind", "rcs"},
                              {"send.url", "https://gw.example/send"},
                              {"send.method", "PUT"},
                              {"send.basic.username", "bot"},
                              {"send.basic.password", "pw-77"},
                              {"send.body", R"([{"t": {text}, "c": {choices}}])"},
                              {"send.max_length", "20"},
                              {"send.max_buttons", "3"},
                              {"send.plain_signs", "false"},
                              {"inbound.list", "/results"},
                              {"inbound.from", "/sender"},
                              {"inbound.to", "/receiver"},
                              {"inbound.text", "/text"},
                              {"inbound.id", "/messageId"},
                              {"inbound.time", "/receivedAt"},
                              {"prove.basic.username", "kannel"},
                              {"prove.basic.password", "mo-pass-91"},
                              {"status.list", "/results"},
                              {"status.message_id", "/ref"},
                              {"status.provider_id", "/messageId"},
                              {"status.state", "path"}}),
            .incoming = {{"two messages",
                          batch("{\"results\":[" + aino + "," + eino + "]}"),
                          {first, second}},
                         {"one bad element does not spoil the rest",
                          batch("{\"results\":[" + aino + "," + broken + "," + eino + "]}"),
                          {first, second}},
                         {"a batch of one",
                          batch(R"({"results":[{"sender":"358401112233","receiver":"16161","messageId":"b-3",)"
                                R"("text":"moikka"}]})"),
                          {from_aino("b-3", "moikka")}},
                         {"an empty batch", batch(R"({"results":[]})"), {}},
                         {"a batch of something else", batch(R"({"typing":true})"), {}},
                         {"bytes that are no UTF-8",
                          batch("{\"results\":[{\"sender\":\"358401112233\",\"receiver\":\"16161\","
                                "\"messageId\":\"b\",\"text\":\"a\xFF\"}]}"),
                          {from_aino("b", "a\uFFFD")}}},
            .statuses = {{"reports on both ids",
                          batch(R"({"results":[{"ref":"out-88231"},{"messageId":"gx-7"}]})",
                                "/status/delivered"),
                          {about_ours(DeliveryState::delivered),
                           about_theirs(DeliveryState::delivered)}},
                         {"read",
                          batch(R"({"results":[{"ref":"out-88231"}]})", "/status/read"),
                          {about_ours(DeliveryState::read)}},
                         {"failed",
                          batch(R"({"results":[{"ref":"out-88231"}]})", "/status/failed"),
                          {failing(about_ours(DeliveryState::failed), FailureKind::permanent,
                                   "reported as failed")}},
                         {"stopped",
                          batch(R"({"results":[{"ref":"out-88231"}]})", "/status/stopped"),
                          {failing(about_ours(DeliveryState::failed), FailureKind::stopped,
                                   "reported as stopped")}},
                         {"a path that means nothing",
                          batch(R"({"results":[{"ref":"out-88231"}]})", "/status/queued"),
                          {}}},
            .refused = {{"no authorization", post("", "application/json", "{}"), {403, "secret"}},
                        {"a wrong password",
                         post("", "application/json", "{}",
                              {{"authorization", "Basic a2FubmVsOm1vLXBhc3MtOTI="}}),
                         {403, "secret"}},
                        {"another scheme",
                         post("", "application/json", "{}",
                              {{"authorization", "Bearer a2FubmVsOm1vLXBhc3MtOTE="}}),
                         {403, "secret"}},
                        {"no JSON", batch("results=1"), {400, "malformed"}},
                        {"nothing but bad elements",
                         batch("{\"results\":[" + broken + "]}"),
                         {400, "malformed"}}},
            .outgoing = {{"typographic signs may stay",
                          message("“ok” – ok"),
                          {sent(R"([{"t": "“ok” – ok", "c": []}])")}},
                         {"buttons, and no hint",
                          question(),
                          {sent(R"([{"t": "Mistä?", "c": ["Tekstiviestillä","En tiedä"]}])")}},
                         {"a long text is cut at blanks",
                          message("yksi kaksi kolme neljä viisi kuusi seitsemän"),
                          {sent(R"([{"t": "yksi kaksi kolme", "c": []}])"),
                           sent(R"([{"t": "neljä viisi kuusi", "c": []}])"),
                           sent(R"([{"t": "seitsemän", "c": []}])")}},
                         {"a long word is cut between letters",
                          message("ääääääääääääääääääääöö"),
                          {sent(R"([{"t": "ääääääääääääääääääää", "c": []}])"),
                           sent(R"([{"t": "öö", "c": []}])")}}},
            .answers = {{"accepted", {.status = 200, .body = "{}"}, "", {}}},
            .prove = [](WebhookRequest& request) {
                put_header(request, "authorization", "Basic a2FubmVsOm1vLXBhc3MtOTE=");
            }};
}

}  // namespace cases
