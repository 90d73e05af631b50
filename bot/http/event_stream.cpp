#include "bot/http/event_stream.hpp"

namespace bot::http {

std::string event(std::string_view data, std::string_view id) {
    std::string text;
    text.reserve(data.size() + id.size() + 16);
    if (!id.empty()) text.append("id: ").append(id).append("\n");
    return text.append("data: ").append(data).append("\n\n");
}

Response event_stream(std::unique_ptr<BodySource> source) {
    return {.content_type = "text/event-stream",
            .headers = {{"Cache-Control", "no-store"}, {"X-Accel-Buffering", "no"}},
            .source = std::move(source)};
}

}  // namespace bot::http
