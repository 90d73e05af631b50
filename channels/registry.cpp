#include "channels/registry.hpp"

#include "channels/discord.hpp"
#include "channels/http/http_gateway.hpp"
#include "channels/kannel.hpp"
#include "channels/matrix.hpp"
#include "channels/rcs.hpp"
#include "channels/signal.hpp"
#include "channels/twilio.hpp"
#include "channels/webchat.hpp"

#include <array>

namespace channels {

std::span<const AdapterRow> registry() {
    static const std::array rows = {
        AdapterRow{"discord", &make_discord, discord_settings()},
        AdapterRow{"http", &make_http, http_settings()},
        AdapterRow{"kannel", &make_kannel, kannel_settings()},
        AdapterRow{"matrix", &make_matrix, matrix_settings()},
        AdapterRow{"rcs", &make_rcs, rcs_settings()},
        AdapterRow{"signal", &make_signal, signal_settings()},
        AdapterRow{"twilio", &make_twilio, twilio_settings()},
        AdapterRow{"webchat", &make_webchat, webchat_settings()},
    };
    return rows;
}

const AdapterRow* find_adapter(std::string_view name) {
    for (const auto& row : registry()) {
        if (row.name == name) return &row;
    }
    return nullptr;
}

}  // namespace channels
