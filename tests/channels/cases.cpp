#include "tests/channels/cases.hpp"

namespace cases {
namespace {

using MakeCases = std::vector<AdapterCases> (*)();

constexpr MakeCases makers[] = {
    &discord_cases,
    &elks46_cases,
    &gatewayapi_cases,
    &http_cases,
    &infobip_cases,
    &instagram_cases,
    &kannel_cases,
    &linkmobility_cases,
    &matrix_cases,
    &messagebird_cases,
    &messenger_cases,
    &rcs_cases,
    &signal_cases,
    &sinch_cases,
    &telegram_cases,
    &twilio_cases,
    &viber_cases,
    &vonage_cases,
    &webchat_cases,
    &whatsapp_cases,
};

}  // namespace

channels::Settings settings_of(const std::vector<std::pair<std::string, std::string>>& written) {
    channels::Settings settings;
    int line = 10;
    for (const auto& [key, value] : written) settings[key] = channels::Setting{value, line++};
    return settings;
}

std::vector<AdapterCases> all_cases() {
    std::vector<AdapterCases> all;
    for (const auto make : makers) {
        for (auto& one : make()) all.push_back(std::move(one));
    }
    return all;
}

}  // namespace cases
