#include "bot/service/courtesies.hpp"

#include <algorithm>

namespace bot {

void Courtesies::send(const std::string& channel, std::vector<channels::HttpRequest> requests) {
    if (requests.empty()) return;
    if (open_ >= courtesies_open_max) return count(channel, "dropped", requests.size());
    ++open_;
    context_.tasks.spawn("courtesy", send_each(channel, std::move(requests)));
}

boost::asio::awaitable<void> Courtesies::send_each(std::string channel, std::vector<channels::HttpRequest> requests) {
    struct Slot {
        std::size_t& open;
        ~Slot() { --open; }
    };
    const Slot slot{open_};
    for (auto& request : requests) {
        request.timeout = std::min(request.timeout, courtesy_timeout);
        const auto response = co_await client_.send(std::move(request));
        const bool is_well = response.status >= 200 && response.status < 300;
        count(channel, is_well ? "sent" : "failed");
    }
}

void Courtesies::count(const std::string& channel, std::string_view outcome, std::size_t amount) {
    context_.metrics
        .counter("kuulolla_courtesies_total", "Requests made out of courtesy after a webhook, by outcome",
                 {{"channel", channel}, {"outcome", std::string(outcome)}})
        .add(amount);
}

}  // namespace bot
