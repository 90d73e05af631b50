// What the adapters of SMS providers have in common: a text cut into long messages, plain signs, settings of one name.
#pragma once

#include "channels/registry.hpp"
#include "channels/settings_reader.hpp"
#include "dialogs/texts/sms_text.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace channels {

struct SmsSettings {
    std::string country;
    std::string public_url;    ///< of the service
    std::string hook_path;     ///< `/hooks/NAME`
    std::string sender;
    std::string api_url;
    int max_parts = 10;        ///< segments of one long message
    Span timeout = std::chrono::seconds(30);
    std::vector<std::string> secrets;
};

// Keys that have one meaning with every provider.
inline constexpr SettingInfo sms_sender_key{
    .key = "sender", .required = true, .help = "number, short code or name that messages come from"};
inline constexpr SettingInfo sms_timeout_key{
    .key = "timeout", .fallback = "30s", .help = "how long to wait for the provider's answer"};
[[nodiscard]] constexpr SettingInfo sms_parts_key(std::string_view fallback) {
    return {.key = "max_parts", .fallback = fallback, .help = "segments of one long message; a longer text is several"};
}
[[nodiscard]] constexpr SettingInfo sms_api_key(std::string_view fallback) {
    return {.key = "api_url", .fallback = fallback, .help = "where the provider's API is"};
}

/// Reads the keys above; `parts_most` is the provider's limit. Secrets are named in every form they take in a request.
[[nodiscard]] SmsSettings read_sms_settings(SettingsReader& read, const ChannelConfig& config, int parts_most);

/// One long message of a text.
struct SmsPiece {
    std::string message_id;  ///< ours, of the whole text
    std::size_t number = 1;  ///< from 1
    Address to;
    std::string text;
    dialogs::SmsEncoding encoding = dialogs::SmsEncoding::gsm7;
    Instant now{};
};

class SmsAdapter : public Adapter {
  public:
    [[nodiscard]] Transport transport() const override { return Transport::push; }
    [[nodiscard]] const Capabilities& capabilities() const override { return capabilities_; }
    [[nodiscard]] std::vector<std::string> secrets() const override { return sms_.secrets; }
    [[nodiscard]] std::string rendered(const Message& message) const override;

    /// A request for each long message. An address that is no telephone number is unreachable.
    [[nodiscard]] Result<std::vector<HttpRequest>, SendFailure> compose(const Outgoing& message) const override;

    /// In words that fit every provider: `credentials` are right or wrong, anything else is registered or not.
    [[nodiscard]] Result<std::string, std::string> read_setup(const SetupStep& step,
                                                              const HttpResponse& response) const override;

  protected:
    SmsAdapter(SmsSettings sms, Capabilities capabilities)
        : sms_(std::move(sms)), capabilities_(std::move(capabilities)) {}

    [[nodiscard]] virtual HttpRequest request_for(const SmsPiece& piece) const = 0;

    /// A sender as networks write them: whole numbers, at times without the plus sign; nullopt for a name, whom nobody
    /// could answer.
    [[nodiscard]] std::optional<Address> sender_of(std::string_view written) const;

    [[nodiscard]] HttpRequest post(std::string url, Headers headers, std::string body) const;
    [[nodiscard]] HttpRequest get(std::string url, Headers headers) const;

    SmsSettings sms_;
    Capabilities capabilities_;
};

/// The number without its plus sign.
[[nodiscard]] std::string digits_of(const Address& address);

/// What a provider's code of an error means.
struct CodeMeaning {
    int code;
    FailureKind kind;
    std::string_view words;
};

/// The failure that the code (decimal, or `0x…`) stands for: `permanent` where the table does not have it.
[[nodiscard]] SendFailure failure_by_code(std::span<const CodeMeaning> meanings, std::string_view code);

/// The same, nullopt where the table does not have it.
[[nodiscard]] std::optional<SendFailure> known_failure(std::span<const CodeMeaning> meanings, std::string_view code);

}  // namespace channels
