#include "channels/gatewayapi_codes.hpp"

#include "channels/sms_adapter.hpp"

#include <array>

namespace channels {
namespace {

constexpr std::array gatewayapi_codes = {
    CodeMeaning{0x0211, FailureKind::configuration, "wrong credentials"},
    CodeMeaning{0x0213, FailureKind::configuration, "our network address is not allowed"},
    CodeMeaning{0x0214, FailureKind::retry, "black-listed for a while"},
    CodeMeaning{0x0215, FailureKind::stopped, "black-listed"},
    CodeMeaning{0x0216, FailureKind::configuration, "no credit"},
    CodeMeaning{0x0217, FailureKind::configuration, "the country is not allowed"},
    CodeMeaning{0x0229, FailureKind::configuration, "wrong credentials"},
    CodeMeaning{0x022A, FailureKind::configuration, "the account is frozen"},
    CodeMeaning{0x0312, FailureKind::permanent, "filtered"},
    CodeMeaning{0x1010, FailureKind::unreachable, "unknown subscriber"},
    CodeMeaning{0x1011, FailureKind::permanent, "barred"},
    CodeMeaning{0x1012, FailureKind::unreachable, "no text messages at that number"},
    CodeMeaning{0x1013, FailureKind::retry, "passing trouble"},
    CodeMeaning{0x1018, FailureKind::retry, "the handset is full"},
    CodeMeaning{0x1019, FailureKind::retry, "passing trouble"},
    CodeMeaning{0x1021, FailureKind::retry, "absent"},
    CodeMeaning{0x1022, FailureKind::retry, "absent"},
    CodeMeaning{0x1025, FailureKind::unreachable, "illegal subscriber"},
    CodeMeaning{0x1026, FailureKind::unreachable, "illegal equipment"},
    CodeMeaning{0x102A, FailureKind::retry, "the handset is full"},
    CodeMeaning{0x1047, FailureKind::retry, "congestion"},
    CodeMeaning{0x1060, FailureKind::unreachable, "wrong address"},
    CodeMeaning{0x1061, FailureKind::unreachable, "wrong address"},
    CodeMeaning{0x1062, FailureKind::unreachable, "wrong address"},
    CodeMeaning{0x106A, FailureKind::retry, "passing trouble"},
    CodeMeaning{0x1080, FailureKind::retry, "queue full"},
    CodeMeaning{0x1091, FailureKind::retry, "no answer in time"},
    CodeMeaning{0x1093, FailureKind::permanent, "blocked"},
};

struct NamedGatewayState {
    std::string_view name;
    DeliveryState state;
};
constexpr std::array gatewayapi_states = {
    NamedGatewayState{"SCHEDULED", DeliveryState::accepted},   NamedGatewayState{"BUFFERED", DeliveryState::accepted},
    NamedGatewayState{"UNKNOWN", DeliveryState::accepted},     NamedGatewayState{"ENROUTE", DeliveryState::sent},
    NamedGatewayState{"ACCEPTED", DeliveryState::sent},        NamedGatewayState{"DELIVERED", DeliveryState::delivered},
    NamedGatewayState{"READ", DeliveryState::read},            NamedGatewayState{"EXPIRED", DeliveryState::failed},
    NamedGatewayState{"DELETED", DeliveryState::failed},
    NamedGatewayState{"UNDELIVERABLE", DeliveryState::failed},
    NamedGatewayState{"REJECTED", DeliveryState::failed},      NamedGatewayState{"SKIPPED", DeliveryState::failed},
};

}  // namespace

std::optional<DeliveryState> gatewayapi_state(std::string_view status) {
    for (const auto& known : gatewayapi_states) {
        if (known.name == status) return known.state;
    }
    return std::nullopt;
}

std::optional<SendFailure> gatewayapi_failure(std::string_view code) {
    if (auto known = known_failure(gatewayapi_codes, code)) return known;
    const bool is_code = code.size() == 6 && code.starts_with("0x") &&
                         code.find_first_not_of("0123456789abcdefABCDEF", 2) == std::string_view::npos;
    if (!is_code) return std::nullopt;
    const bool unavailable = code.ends_with("09");  // of any origin
    return SendFailure{.kind = unavailable ? FailureKind::retry : FailureKind::permanent,
                       .detail = "error " + std::string(code)};
}

}  // namespace channels
