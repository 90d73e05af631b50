#include "tests/channels/cases.hpp"

namespace cases {

channels::Settings settings_of(const std::vector<std::pair<std::string, std::string>>& written) {
    channels::Settings settings;
    int line = 10;
    for (const auto& [key, value] : written) settings[key] = channels::Setting{value, line++};
    return settings;
}

}  // namespace cases
