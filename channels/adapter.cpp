#include "channels/adapter.hpp"

namespace channels {

std::string_view header(const Headers& headers, std::string_view name) {
    for (const auto& [key, value] : headers) {
        if (key == name) return value;
    }
    return {};
}

std::vector<HttpRequest> Adapter::prepare(const Outgoing&) const { return {}; }

Result<std::string, SendFailure> Adapter::read_prepared(const HttpResponse&) const { return std::string(); }

HttpRequest Adapter::poll(const std::string&) const { return {}; }

Result<std::pair<Webhook, std::string>, SendFailure> Adapter::receive_poll(
    const HttpResponse&) const {
    return dialogs::failure(
        SendFailure{.kind = FailureKind::configuration, .detail = "this adapter does not poll"});
}

std::vector<SetupStep> Adapter::setup() const { return {}; }

Result<std::string, std::string> Adapter::read_setup(const SetupStep&, const HttpResponse&) const {
    return dialogs::failure(std::string("this adapter has no such step"));
}

}  // namespace channels
