#include "channels/hook_proof.hpp"

#include "channels/query.hpp"

namespace channels {

Proof read_hook_proof(SettingsReader& read, bool signs) {
    Proof proof{.path_secret = read.text("secret")};
    const auto username = read.text("webhook_username");
    const auto password = read.text("webhook_password");
    if (username.empty() != password.empty()) {
        read.error(username.empty() ? "webhook_username" : "webhook_password", "is missing: the one needs the other");
    } else if (!username.empty()) {
        proof.basic = username + ':' + password;
    }
    if (proof.path_secret.find('/') != std::string::npos) read.error("secret", "must not hold a slash");
    const bool proves = !proof.path_secret.empty() || !username.empty() || !password.empty() || signs;
    if (!proves)
        read.error("secret", "is missing: it, or webhook_username and webhook_password, must prove who calls");
    return proof;
}

std::string proved_hook_url(const SmsSettings& sms, const Proof& proof) {
    auto url = sms.public_url + sms.hook_path;
    if (!proof.basic.empty()) {
        const auto colon = proof.basic.find(':');
        const auto user = percent_encoded(proof.basic.substr(0, colon)) + ':' +
                          percent_encoded(proof.basic.substr(colon + 1)) + '@';
        url.insert(url.find("://") + 3, user);
    }
    if (!proof.path_secret.empty()) url += '/' + percent_encoded(proof.path_secret);
    return url;
}

}  // namespace channels
