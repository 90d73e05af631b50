#include "channels/place.hpp"

#include "channels/query.hpp"

#include <charconv>
#include <cmath>

namespace channels {

std::optional<dialogs::LocationReply> place_at(double latitude, double longitude) {
    const bool on_earth = std::abs(latitude) <= 90 && std::abs(longitude) <= 180;  // false for NaN
    if (!on_earth) return std::nullopt;
    return dialogs::LocationReply{.latitude = latitude, .longitude = longitude};
}

std::optional<dialogs::LocationReply> place_in(std::string_view text) {
    const auto plain = percent_decoded(text, Plus::plus);
    const auto* const end = plain.data() + plain.size();
    double latitude = 0;
    double longitude = 0;
    const auto first = std::from_chars(plain.data(), end, latitude);
    if (first.ec != std::errc() || first.ptr == end || *first.ptr != ',') return std::nullopt;
    const auto second = std::from_chars(first.ptr + 1, end, longitude);
    const bool ends = second.ptr == end || *second.ptr == ',' || *second.ptr == ';';
    if (second.ec != std::errc() || !ends) return std::nullopt;
    return place_at(latitude, longitude);
}

}  // namespace channels
