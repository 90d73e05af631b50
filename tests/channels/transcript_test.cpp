// One script, one transcript, every adapter: what a resident sees and taps is what `compose` wrote, what they send
// comes in through `receive`, and the same answers come out.
#include "channels/payload.hpp"
#include "channels/query.hpp"
#include "channels/rendering.hpp"
#include "channels/webchat.hpp"
#include "dialogs/conversation/advance.hpp"
#include "dialogs/reading/read_script.hpp"
#include "tests/channels/cases.hpp"
#include "tests/support/shipped_catalog.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>
#include <iterator>
#include <sstream>

using namespace channels;

namespace {

using Written = std::function<std::string(const std::string&)>;

/// How a text may stand in a request: as JSON, in a query or form, alone on its line.
const std::vector<std::pair<Written, std::string>>& forms() {
    static const std::vector<std::pair<Written, std::string>> all = {
        {[](const std::string& text) { return nlohmann::json(text).dump(); }, ""},
        {[](const std::string& text) {
             auto written = percent_encoded(text);
             for (auto at = written.find("%20"); at != std::string::npos; at = written.find("%20"))
                 written.replace(at, 3, "+");
             return '=' + written;
         },
         "&"},
        {[](const std::string& text) { return '=' + percent_encoded(text); }, "&"},
        {[](const std::string& text) { return '>' + text; }, "<"},
        {[](const std::string& text) { return "\r\n\r\n" + text; }, "\r\n"},
        {[](const std::string& text) { return text; }, ""},
    };
    return all;
}

/// Puts another text in the place of the first, in the form in which it stands there; false where it does not.
bool put_in_place(std::string& bytes, const std::string& old_text, const std::string& new_text) {
    for (const auto& [form, end] : forms()) {
        const auto written = form(old_text);
        for (auto at = bytes.find(written); at != std::string::npos; at = bytes.find(written, at + 1)) {
            const auto after = at + written.size();
            if (after != bytes.size() && bytes.compare(after, end.size(), end) != 0) continue;
            bytes.replace(at, written.size(), form(new_text));
            return true;
        }
    }
    return false;
}

/// A webhook of the table with another text in it: as it is, and proved anew. None where the text is not found.
std::vector<WebhookRequest> retold(const cases::AdapterCases& given, const WebhookRequest& told,
                                     const std::string& old_text, const std::string& new_text) {
    auto request = told;
    if (old_text.empty()) return {};
    if (!put_in_place(request.body, old_text, new_text) && !put_in_place(request.query, old_text, new_text)) return {};
    const auto path = request.target.substr(0, request.target.find('?'));
    request.target = request.query.empty() ? path : path + '?' + request.query;
    if (given.prove == nullptr) return {request};
    auto proved = request;
    given.prove(proved);
    return {request, proved};
}

/// The resident's phone: what it sends is made from the adapter's own cases.
class Telephone {
  public:
    Telephone(const cases::AdapterCases& given, const Adapter& adapter) : given_(given), adapter_(adapter) {}

    /// A message to this phone, in the words that stand in the requests.
    Rendering see(const Message& message) const {
        const Outgoing outgoing{.id = "01h8xgpmze1q2r3s4t5v6w7y8z",
                                .conversation_ref = "c0ffee42",
                                .to = address(),
                                .message = message,
                                .heard_at = cases::now,
                                .now = cases::now,
                                .prepared = "1180000000000000010"};
        const auto rendering = render(message, outgoing.conversation_ref, adapter_.capabilities());
        std::string shown = adapter_.transport() == Transport::feed ? feed_event_json(adapter_, outgoing, 1) : "";
        const auto requests = adapter_.compose(outgoing);
        REQUIRE(requests.has_value());
        for (const auto& request : *requests) shown += request.url + '\n' + request.body + '\n';
        INFO(shown);
        for (const auto& word : first_words(message.text)) CHECK(stands_in(shown, word));
        for (const auto& button : rendering.buttons) CHECK(stands_in(shown, first_words(button.label).front()));
        return rendering;
    }

    /// What comes of it when the resident taps that choice where it can be tapped, else writes these words.
    Reply answer(const Rendering& seen, const std::string& choice, const std::string& words) const {
        const auto button = std::find_if(seen.buttons.begin(), seen.buttons.end(),
                                         [&](const Button& each) { return each.value == choice; });
        if (button == seen.buttons.end()) return received(said(words));
        if (const auto tap = tapped(*button)) return received(*tap);
        return received(said(button->label));  // a gateway whose buttons send their words
    }

    /// False where the table has nothing but signatures made elsewhere: nobody can sign other words.
    [[nodiscard]] bool speaks() const { return webhook_of("moikka").has_value(); }

  private:
    [[nodiscard]] Address address() const {
        for (const auto& row : given_.incoming)
            if (!row.messages.empty()) return row.messages.front().from;
        return {};
    }

    static std::vector<std::string> first_words(const std::string& text) {
        std::istringstream sentence(text.substr(0, text.find_first_of(".?!")));
        return {std::istream_iterator<std::string>(sentence), {}};
    }

    /// As it is, or as in a query: a text may be parted between words, and a blank written as a plus sign.
    static bool stands_in(const std::string& shown, const std::string& text) {
        return shown.find(text) != std::string::npos || shown.find(percent_encoded(text)) != std::string::npos;
    }

    [[nodiscard]] WebhookRequest said(const std::string& words) const {
        auto request = webhook_of(words);
        if (!request) FAIL(given_.adapter << " " << given_.configuration << " cannot say: " << words);
        return std::move(*request);
    }

    [[nodiscard]] std::optional<WebhookRequest> webhook_of(const std::string& words) const {
        if (given_.says != nullptr) return given_.says(words);
        for (const auto& row : given_.incoming) {
            if (row.messages.size() != 1 || row.messages[0].unsupported || row.messages[0].part) continue;
            const auto* text = std::get_if<dialogs::TextReply>(&row.messages[0].reply);
            if (text == nullptr) continue;
            for (const auto& request : retold(given_, row.request, text->text, words))
                if (reads(request) == Reply(dialogs::TextReply{words})) return request;
        }
        return std::nullopt;
    }

    /// What the adapter makes of it; nullopt where it is refused, or is not one message.
    [[nodiscard]] std::optional<Reply> reads(const WebhookRequest& request) const {
        const auto webhook = adapter_.receive(request);
        if (!webhook || webhook->events.size() != 1) return std::nullopt;
        const auto* incoming = std::get_if<Incoming>(&webhook->events[0]);
        return incoming == nullptr ? std::nullopt : std::optional(incoming->reply);
    }

    [[nodiscard]] std::optional<WebhookRequest> tapped(const Button& button) const {
        if (given_.taps != nullptr) return given_.taps(*payload_from(button.payload));
        for (const auto& row : given_.incoming) {
            if (row.messages.size() != 1) continue;
            const auto* tap = std::get_if<dialogs::TapReply>(&row.messages[0].reply);
            if (tap == nullptr) continue;
            const auto payload = payload_text({*tap, row.messages[0].conversation_ref});
            for (const auto& request : retold(given_, row.request, payload, button.payload))
                if (reads(request)) return request;
        }
        return std::nullopt;
    }

    [[nodiscard]] Reply received(const WebhookRequest& request) const {
        const auto reply = reads(request);
        REQUIRE(reply.has_value());
        return *reply;
    }

    const cases::AdapterCases& given_;
    const Adapter& adapter_;
};

dialogs::Script shipped_post_visit() {
    auto read = dialogs::read_script({"post-visit.yaml", tests::source_file("dialogs/scripts/post-visit.yaml")},
                                     nullptr, nullptr);
    REQUIRE(read.script.has_value());
    return std::move(*read.script);
}

/// One step of the transcript: what the question is about, the choice to tap, the words to write instead.
struct Line {
    std::string asks;
    std::string choice;
    std::string words;
};

const std::vector<Line> transcript = {
    {"suosittelisit", "9", "9"},
    {"onnistui erityisen hyvin", "", "Hoitaja kuunteli minua."},
    {"kertoa mielipiteesi", "sms", "1"},
};

/// Plays the transcript, and returns what was answered.
nlohmann::json played(const dialogs::Script& script, const Telephone& phone, const std::string& kind) {
    static dialogs::AnswerReaders readers{dialogs::answer_readers_kept};  // the same for every adapter
    dialogs::TextRenderer renderer;
    dialogs::TurnInput input{.now = cases::now,
                             .today = std::chrono::year(2026) / 3 / 2,
                             .catalog = &tests::shipped_catalog(),
                             .renderer = &renderer,
                             .readers = &readers};
    dialogs::Start start{.language = "fi", .channel = kind};
    for (const auto& [name, fact] : script.given) start.given[name] = fact.example;
    input.event = std::move(start);
    dialogs::Conversation conversation;
    auto answers = nlohmann::json::object();
    auto line = transcript.begin();
    for (bool asked = true; asked;) {
        auto outcome = dialogs::advance(script, std::move(conversation), input);
        conversation = std::move(outcome.conversation);
        asked = false;
        for (const auto& effect : outcome.effects) {
            if (const auto* answer = std::get_if<dialogs::Answered>(&effect))
                answers[answer->question] = dialogs::to_json(answer->value);
            const auto* tell = std::get_if<dialogs::Tell>(&effect);
            if (tell == nullptr) continue;
            const auto seen = phone.see(tell->message);
            if (tell->message.question == 0) continue;
            REQUIRE(line != transcript.end());
            CHECK_THAT(tell->message.text, Catch::Contains(line->asks));
            input.event = dialogs::Received{phone.answer(seen, line->choice, line->words)};
            ++line;
            asked = true;
        }
    }
    CHECK(line == transcript.end());
    return answers;
}

}  // namespace

TEST_CASE("the same conversation gives the same answers on every adapter") {
    const auto script = shipped_post_visit();
    const nlohmann::json wanted = {{"nps", 9}, {"why", "Hoitaja kuunteli minua."}, {"method", "sms"}};
    const auto tables = cases::all_cases();
    for (const auto& row : registry()) {
        int phones = 0;
        for (const auto& given : tables) {
            if (given.adapter != row.name || given.incoming.empty()) continue;
            INFO(given.adapter << " " << given.configuration);
            const auto adapter = row.make(given.config);
            REQUIRE(adapter.has_value());
            const Telephone phone(given, **adapter);
            if (!phone.speaks()) continue;
            ++phones;
            CHECK(played(script, phone, (*adapter)->capabilities().kind) == wanted);
        }
        INFO(row.name);
        CHECK(phones > 0);
    }
}
