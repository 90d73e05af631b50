#include "channels/webchat.hpp"

#include "channels/charset.hpp"
#include "channels/json_text.hpp"
#include "channels/payload.hpp"
#include "channels/rendering.hpp"
#include "channels/settings_reader.hpp"
#include "dialogs/texts/sms_text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace channels {
namespace {

constexpr std::array webchat_keys = {
    SettingInfo{.key = "looks",
                .fallback = "messenger",
                .help = "messenger (buttons), or sms (plain text, counted in segments)"},
    SettingInfo{.key = "kind",
                .help = "what scripts see as the channel; web, or sms where it looks so"},
};

enum class Looks { messenger, sms };
constexpr std::array looks_names = {NamedValue<Looks>{"messenger", Looks::messenger},
                                    NamedValue<Looks>{"sms", Looks::sms}};

constexpr std::size_t session_min = 22;  // 128 bits in base64
constexpr std::size_t session_max = 64;
constexpr std::size_t message_id_max = 64;
constexpr std::size_t buttons_max = 100;    // a page scrolls; more than that is no choice

bool is_token_sign(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_';
}

bool is_token(std::string_view text, std::size_t least, std::size_t most) {
    return text.size() >= least && text.size() <= most &&
           std::all_of(text.begin(), text.end(), is_token_sign);
}

/// A member that is a string, or an empty one.
std::string string_in(const nlohmann::json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// The tap in `tap`; nullopt where it is none of ours.
std::optional<dialogs::TapReply> tap_in(const nlohmann::json& tap) {
    if (!tap.is_object()) return std::nullopt;
    dialogs::TapReply reply{.value = string_in(tap, "value")};
    const auto question = tap.find("question");
    if (question != tap.end() && question->is_number_integer()) {
        const auto ordinal = question->get<long long>();
        if (ordinal < 0 || ordinal > question_ordinal_max) return std::nullopt;
        reply.question = static_cast<int>(ordinal);
    }
    if (reply.value.empty() || reply.value.size() > tap_value_max) return std::nullopt;
    return reply;
}

/// Words or a tap; nullopt where the object has neither.
std::optional<Reply> reply_in(const nlohmann::json& object) {
    if (const auto text = object.find("text"); text != object.end() && text->is_string()) {
        return dialogs::TextReply{decode_text(text->get<std::string>(), Charset::utf8)};
    }
    const auto tap = object.find("tap");
    if (tap == object.end()) return std::nullopt;
    auto reply = tap_in(*tap);
    if (!reply) return std::nullopt;
    return std::move(*reply);
}

std::string ref_in(const nlohmann::json& object) {
    const auto tap = object.find("tap");
    if (tap == object.end() || !tap->is_object()) return {};
    auto ref = string_in(*tap, "ref");
    return is_conversation_ref(ref) ? ref : std::string();
}

bool is_json(const WebhookRequest& request) {
    const auto type = header(request.headers, "content-type");
    return type.substr(0, type.find(';')) == "application/json";
}

class Webchat final : public Adapter {
public:
    Webchat(std::string name, Capabilities capabilities)
        : name_(std::move(name)), capabilities_(std::move(capabilities)) {}

    [[nodiscard]] Transport transport() const override { return Transport::feed; }
    [[nodiscard]] const Capabilities& capabilities() const override { return capabilities_; }
    [[nodiscard]] std::vector<std::string> secrets() const override { return {}; }

    /// A message of the page: `{session, id, text}` or `{session, id, tap: {question, value,
    /// ref}}`, with `language` where the page knows it. Knowing the session is the proof; JSON
    /// alone is taken, so that no other site's form can send.
    [[nodiscard]] Result<Webhook, Refusal> receive(const WebhookRequest& request) const override {
        if (request.path != "/message") return dialogs::failure(Refusal{404, "malformed"});
        if (request.method != "POST") return dialogs::failure(Refusal{405, "method"});
        if (!is_json(request)) return dialogs::failure(Refusal{415, "malformed"});
        const auto object = json_from(request.body);
        if (!object.is_object()) return dialogs::failure(Refusal{400, "malformed"});
        const auto session = string_in(object, "session");
        const auto from = web_address(name_, session);
        if (!from) return dialogs::failure(Refusal{403, "secret"});
        const auto id = string_in(object, "id");
        auto reply = reply_in(object);
        if (!is_token(id, 1, message_id_max) || !reply)
            return dialogs::failure(Refusal{400, "malformed"});
        Incoming incoming{.external_id = id,
                          .scope = session,
                          .from = *from,
                          .to = name_,
                          .reply = std::move(*reply),
                          .conversation_ref = ref_in(object)};
        if (auto language = string_in(object, "language"); is_token(language, 2, 35)) {
            incoming.language_hint = std::move(language);
        }
        return Webhook{.events = {std::move(incoming)},
                       .answer = {.content_type = "application/json", .body = "{}"}};
    }

    [[nodiscard]] Result<std::vector<HttpRequest>, SendFailure> compose(
        const Outgoing&) const override {
        return std::vector<HttpRequest>{};  // a feed: the page reads
    }

    [[nodiscard]] Result<Sent, SendFailure> read_answer(const HttpResponse&) const override {
        return Sent{};
    }

    [[nodiscard]] std::string rendered(const Message& message) const override {
        return shown_text(message, capabilities_);
    }

private:
    std::string name_;
    Capabilities capabilities_;
};

nlohmann::json choices_json(const std::vector<Button>& buttons) {
    auto choices = nlohmann::json::array();
    for (const auto& button : buttons) {
        choices.push_back(nlohmann::json{{"value", button.value}, {"label", button.label}});
    }
    return choices;
}

}  // namespace

std::optional<Address> web_address(std::string_view channel, std::string_view session) {
    if (!is_token(session, session_min, session_max)) return std::nullopt;
    return Address{"web", std::string(channel) + ':' + std::string(session)};
}

std::string feed_event_json(const Adapter& adapter, const Outgoing& outgoing, long long number) {
    const auto& can = adapter.capabilities();
    const auto& message = outgoing.message;
    const auto rendering = render(message, outgoing.conversation_ref, can);
    const auto& text = rendering.parts.back();  // a page takes any length: there is one
    nlohmann::json event = {{"n", number},
                            {"text", text},
                            {"language", message.language},
                            {"dir", dialogs::is_right_to_left(message.language) ? "rtl" : "ltr"},
                            {"question", message.question},
                            {"ref", outgoing.conversation_ref},
                            {"choices", choices_json(rendering.buttons)}};
    if (can.counts_segments) {
        const auto count = dialogs::count_sms(text);
        event["segments"] = count.segments;
        event["encoding"] = dialogs::name_of(count.encoding);
    }
    return event.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::span<const SettingInfo> webchat_settings() { return webchat_keys; }

Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_webchat(
    const ChannelConfig& config) {
    SettingsReader read(config, webchat_keys);
    const bool sms = read.one_of<Looks>("looks", looks_names) == Looks::sms;
    auto kind = read.text("kind");
    if (kind.empty()) kind = sms ? "sms" : "web";
    if (!is_token(kind, 1, 40)) read.error("kind", "must be a word such as web, sms or kiosk");
    if (!read.errors().empty()) return dialogs::failure(read.errors());
    return std::make_unique<Webchat>(config.name, Capabilities{.kind = kind,
                                                               .plain = sms,
                                                               .buttons_max = sms ? 0 : buttons_max,
                                                               .carries_our_id = true,
                                                               .counts_segments = sms});
}

}  // namespace channels
