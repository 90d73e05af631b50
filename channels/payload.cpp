#include "channels/payload.hpp"

#include "channels/charset.hpp"
#include "channels/query.hpp"

#include <algorithm>
#include <charconv>

namespace channels {
namespace {

bool is_ref_sign(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
}

std::optional<int> ordinal_in(std::string_view digits) {
    int ordinal = -1;
    const auto* end = digits.data() + digits.size();
    const auto [stopped, problem] = std::from_chars(digits.data(), end, ordinal);
    const bool good = problem == std::errc() && stopped == end && ordinal >= 0 && ordinal <= question_ordinal_max;
    return good ? std::optional(ordinal) : std::nullopt;
}

}  // namespace

bool is_conversation_ref(std::string_view text) {
    return !text.empty() && text.size() <= conversation_ref_max && std::all_of(text.begin(), text.end(), is_ref_sign);
}

std::string payload_text(const Payload& payload) {
    return 'q' + std::to_string(payload.tap.question) + ':' + payload.conversation_ref + ':' +
           percent_encoded(payload.tap.value);
}

std::optional<Payload> payload_from(std::string_view text) {
    const auto first = text.find(':');
    const auto second = text.find(':', first == std::string_view::npos ? first : first + 1);
    if (!text.starts_with('q') || second == std::string_view::npos) return std::nullopt;
    const auto ordinal = ordinal_in(text.substr(1, first - 1));
    const auto ref = text.substr(first + 1, second - first - 1);
    auto value = percent_decoded(text.substr(second + 1), Plus::plus);
    const bool good = ordinal && (ref.empty() || is_conversation_ref(ref)) && !value.empty() &&
                      value.size() <= tap_value_max && is_printable_utf8(value);
    if (!good) return std::nullopt;
    return Payload{{.question = *ordinal, .value = std::move(value)}, std::string(ref)};
}

}  // namespace channels
