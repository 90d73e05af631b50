#include "channels/registry.hpp"

#include "channels/discord.hpp"
#include "channels/elks46.hpp"
#include "channels/gatewayapi.hpp"
#include "channels/http/http_gateway.hpp"
#include "channels/infobip.hpp"
#include "channels/kannel.hpp"
#include "channels/linkmobility.hpp"
#include "channels/matrix.hpp"
#include "channels/messagebird.hpp"
#include "channels/messenger.hpp"
#include "channels/rcs.hpp"
#include "channels/signal.hpp"
#include "channels/sinch.hpp"
#include "channels/telegram.hpp"
#include "channels/twilio.hpp"
#include "channels/viber.hpp"
#include "channels/vonage.hpp"
#include "channels/webchat.hpp"
#include "channels/whatsapp.hpp"

#include <array>

namespace channels {

std::span<const AdapterRow> registry() {
    static const std::array rows = {
        AdapterRow{"46elks", &make_elks46, elks46_settings()},
        AdapterRow{"discord", &make_discord, discord_settings()},
        AdapterRow{"gatewayapi", &make_gatewayapi, gatewayapi_settings()},
        AdapterRow{"http", &make_http, http_settings()},
        AdapterRow{"infobip", &make_infobip, infobip_settings()},
        AdapterRow{"instagram", &make_instagram, messenger_settings()},
        AdapterRow{"kannel", &make_kannel, kannel_settings()},
        AdapterRow{"linkmobility", &make_linkmobility, linkmobility_settings()},
        AdapterRow{"matrix", &make_matrix, matrix_settings()},
        AdapterRow{"messagebird", &make_messagebird, messagebird_settings()},
        AdapterRow{"messenger", &make_messenger, messenger_settings()},
        AdapterRow{"rcs", &make_rcs, rcs_settings()},
        AdapterRow{"signal", &make_signal, signal_settings()},
        AdapterRow{"sinch", &make_sinch, sinch_settings()},
        AdapterRow{"telegram", &make_telegram, telegram_settings()},
        AdapterRow{"twilio", &make_twilio, twilio_settings()},
        AdapterRow{"viber", &make_viber, viber_settings()},
        AdapterRow{"vonage", &make_vonage, vonage_settings()},
        AdapterRow{"webchat", &make_webchat, webchat_settings()},
        AdapterRow{"whatsapp", &make_whatsapp, whatsapp_settings()},
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
