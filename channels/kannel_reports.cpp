#include "channels/kannel_reports.hpp"

#include <array>
#include <charconv>
#include <cstdint>

namespace channels {
namespace {

struct Nack {
    std::uint32_t status;
    FailureKind kind;
    std::string_view detail;
};

/// Command statuses of SMPP 3.4 that say more than "no".
constexpr std::array nacks = {
    Nack{0x00000008, FailureKind::retry, "system error"},
    Nack{0x0000000A, FailureKind::configuration, "invalid source address"},
    Nack{0x0000000B, FailureKind::permanent, "invalid destination address"},
    Nack{0x00000014, FailureKind::retry, "queue full"},
    Nack{0x00000045, FailureKind::retry, "submit failed"},
    Nack{0x00000058, FailureKind::throttled, "throttled"},
};

/// Final states of an SMPP receipt.
constexpr std::array<std::string_view, 5> receipt_states = {"EXPIRED", "DELETED", "UNDELIV",
                                                            "REJECTD", "UNKNOWN"};

/// The status in `NACK/0x%08x/text`; nullopt where another driver wrote something else.
std::optional<std::uint32_t> nack_status(std::string_view reply) {
    constexpr std::string_view prefix = "NACK/0x";
    if (reply.substr(0, prefix.size()) != prefix) return std::nullopt;
    std::uint32_t status = 0;
    const auto hex = reply.substr(prefix.size(), 8);
    const auto [stopped, problem] =
        std::from_chars(hex.data(), hex.data() + hex.size(), status, 16);
    if (problem != std::errc() || stopped == hex.data()) return std::nullopt;
    return status;
}

SendFailure rejection(std::string_view reply) {
    const auto status = nack_status(reply);
    for (const auto& nack : nacks) {
        if (status == nack.status) return {.kind = nack.kind, .detail = std::string(nack.detail)};
    }
    return {.kind = FailureKind::permanent, .detail = "rejected by the SMSC"};
}

SendFailure undelivered(std::string_view reply) {
    for (const auto state : receipt_states) {
        if (reply.find("stat:" + std::string(state)) != std::string_view::npos) {
            return {.kind = FailureKind::permanent,
                    .detail = "not delivered: " + std::string(state)};
        }
    }
    return {.kind = FailureKind::permanent, .detail = "not delivered"};
}

}  // namespace

std::optional<StatusReport> delivery_report(std::string_view event, std::string_view reply) {
    if (event == "1") return StatusReport{.state = DeliveryState::delivered};
    if (event == "4" || event == "8") return StatusReport{.state = DeliveryState::sent};
    if (event == "2")
        return StatusReport{.state = DeliveryState::failed, .failure = undelivered(reply)};
    if (event == "16")
        return StatusReport{.state = DeliveryState::failed, .failure = rejection(reply)};
    return std::nullopt;
}

}  // namespace channels
