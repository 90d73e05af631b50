#include "bot/api/chat_pages.hpp"

#include "bot/api/event_feed.hpp"
#include "bot/api/pages.hpp"
#include "bot/http/target.hpp"
#include "bot/turns/message_body.hpp"
#include "bot/turns/world.hpp"
#include "channels/webchat.hpp"

#include <algorithm>
#include <charconv>

namespace bot {
namespace {

using http::awaitable;
using http::Request;
using http::Response;

constexpr int page_messages = 100;

/// A session's messages from one number on, and then each as it is committed.
class Feed final : public EventFeed {
  public:
    Feed(ReadingThread& reading, FeedHub& hub, const channels::Adapter& adapter, const dialogs::Address& address,
         std::int64_t after)
        : reading_(reading), adapter_(adapter), address_(address), after_(after), listener_(hub, address) {}

  private:
    awaitable<std::string> read() override {
        auto read = [address = address_, after = after_](storage::Reader& reader) {
            return reader.feed(address, after, page_messages);
        };
        const auto messages = co_await reading_.run(std::move(read));
        std::string events;
        for (const auto& [number, row, conversation] : messages) {
            events += event_of(row, message_from_body(row.body), number);
            after_ = number;
        }
        for (const auto& message : listener_.take_partings()) events += event_of({}, message, 0);
        co_return events;
    }

    awaitable<void> wait(Signal::Moment until) override { return listener_.wait(until); }
    [[nodiscard]] bool is_stopping() const override { return listener_.is_stopping(); }

    std::string event_of(const storage::MessageRow& row, const dialogs::Message& message, std::int64_t number) const {
        const auto ref = row.conversation ? conversation_ref(row.conversation) : std::string();
        const channels::Outgoing outgoing{
            .id = row.public_id, .conversation_ref = ref, .to = address_, .message = message};
        return http::event(channels::feed_event_json(adapter_, outgoing, number),
                           number > 0 ? std::to_string(number) : "");
    }

    ReadingThread& reading_;
    const channels::Adapter& adapter_;
    dialogs::Address address_;
    std::int64_t after_;
    FeedHub::Listener listener_;
};

std::int64_t number_in(const std::string& text) {
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return std::max<std::int64_t>(number, 0);
}

bool is_feed(const ChannelOptions& channel) { return channel.adapter->transport() == channels::Transport::feed; }

}  // namespace

void ChatPages::add_routes(http::Router& router) {
    router.add("GET", "/chat/{keyword}", [this](Request& request) { return page(request); });
    router.add("GET", "/chat/{keyword}/feed", [this](Request& request) { return feed(request); });
}

/// The channel that is named, that of the keyword's name, or the first that has a feed; one with buttons before others.
const ChannelOptions* ChatPages::channel(const std::string& keyword, const std::string& wanted) const {
    const ChannelOptions* best = nullptr;
    for (const auto& one : config_.channels) {
        if (!is_feed(one)) continue;
        if (one.name == (wanted.empty() ? keyword : wanted)) return &one;
        const auto is_plain = [](const ChannelOptions& of) { return of.adapter->capabilities().plain; };
        if (!best || (is_plain(*best) && !is_plain(one))) best = &one;
    }
    return wanted.empty() ? best : nullptr;
}

awaitable<Response> ChatPages::page(Request& request) {
    const auto& name = request.captures[0];
    if (name.find('.') != std::string::npos) co_return bot::page("chat/" + name);
    const auto* found = channel(name, {});
    if (!found) co_return http::fault_response(404, "there is no web chat here");
    auto response = bot::page("chat/chat.html", Framing::any);
    constexpr std::string_view place = "{channel}";  // where the page posts to: /hooks/CHANNEL/message
    if (const auto at = response.body.find(place); at != std::string::npos) {
        response.body.replace(at, place.size(), found->name);
    }
    co_return response;
}

awaitable<Response> ChatPages::feed(Request& request) {
    const auto parameters = http::decode_query(request.query);
    const auto* found = channel(request.captures[0], http::parameter(parameters, "channel").value_or(""));
    if (!found) co_return http::fault_response(404, "there is no web chat here");
    const auto address = channels::web_address(found->name, http::parameter(parameters, "session").value_or(""));
    if (!address) co_return http::fault_response(422, {{"session", "must be 22 to 64 letters, digits, - and _"}});
    const auto seen = std::string(http::header(request.headers, "last-event-id"));
    const auto after = number_in(seen.empty() ? http::parameter(parameters, "after").value_or("0") : seen);
    co_return http::event_stream(std::make_unique<Feed>(reading_, hub_, *found->adapter, *address, after));
}

}  // namespace bot
