// Bird, the platform that succeeds MessageBird's REST API: notifications in JSON in, channel messages out.
#pragma once

#include "channels/sms_adapter.hpp"

#include <memory>
#include <string>

namespace channels {

struct BirdSettings {
    std::string authorization;
    std::string signing_key;
    std::string workspace_id;
    std::string channel_id;
};

[[nodiscard]] std::unique_ptr<Adapter> make_bird(SmsSettings sms, BirdSettings bird);

}  // namespace channels
