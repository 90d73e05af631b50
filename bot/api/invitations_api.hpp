// POST /api/v1/invitations: this resident is to be asked this, with these facts.
#pragma once

#include "bot/api/tokens.hpp"
#include "bot/service/context.hpp"
#include "bot/service/desk.hpp"
#include "bot/service/publisher.hpp"
#include "bot/turns/invite.hpp"
#include "bot/turns/local_time.hpp"

namespace bot {

class InvitationsApi {
  public:
    InvitationsApi(Context& context, Desk& desk, const Publisher& publisher, const ServiceConfig& config)
        : context_(context), desk_(desk), publisher_(publisher), country_(config.country), zone_(config.timezone) {}

    void add_routes(http::Router& router, const Tokens& tokens);

    /// Submits it and words what came of it.
    [[nodiscard]] http::awaitable<http::Response> invite(InvitationRequest request);

  private:
    http::awaitable<http::Response> post(http::Request& request);

    Context& context_;
    Desk& desk_;
    const Publisher& publisher_;
    std::string country_;
    LocalTime zone_;  ///< of dates
};

/// An address as the API writes it (`tel:+358401112233`), normalised; nullopt where it is none.
[[nodiscard]] std::optional<dialogs::Address> address_from(std::string_view written, std::string_view country);

}  // namespace bot
