#include "channels/http/proof.hpp"

#include "channels/query.hpp"
#include "channels/secret.hpp"
#include "channels/timestamp.hpp"
#include "channels/lower_case.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace channels {
namespace {

constexpr std::array hash_names = {
    NamedValue<HmacHash>{"sha256", HmacHash::sha256}, NamedValue<HmacHash>{"sha1", HmacHash::sha1},
    NamedValue<HmacHash>{"sha512", HmacHash::sha512}, NamedValue<HmacHash>{"md5", HmacHash::md5}};
constexpr std::array encoding_names = {
    NamedValue<ByteEncoding>{"hex", ByteEncoding::hex},
    NamedValue<ByteEncoding>{"base64", ByteEncoding::base64},
    NamedValue<ByteEncoding>{"base64url", ByteEncoding::base64url}};
constexpr std::array<std::string_view, 5> signed_variables = {"body", "body_sha256", "timestamp",
                                                              "nonce", "url"};

/// Seconds and milliseconds are told apart by size: this many seconds are the year 5138.
constexpr std::size_t seconds_digits_max = 11;

bool is_timely(std::string_view timestamp, Instant now, Span tolerance) {
    const bool digits = std::all_of(timestamp.begin(), timestamp.end(),
                                    [](char c) { return c >= '0' && c <= '9'; });
    const auto* format = !digits                                  ? "rfc3339"
                         : timestamp.size() <= seconds_digits_max ? "unix"
                                                                  : "unix-ms";
    const auto at = parse_time(timestamp, format);
    return at && *at >= now - tolerance && *at <= now + tolerance;
}

bool holds(const HmacProof& proof, const WebhookRequest& request, std::string_view public_url) {
    const auto written = header(request.headers, proof.header);
    if (written.substr(0, proof.prefix.size()) != proof.prefix) return false;
    TemplateValues values;
    values.texts = {{"body", request.body},
                    {"url", std::string(public_url) + request.target},
                    {"timestamp", std::string(header(request.headers, proof.timestamp_header))},
                    {"nonce", std::string(header(request.headers, proof.nonce_header))}};
    if (proof.signed_text.uses("body_sha256"))
        values.texts["body_sha256"] = sha256_hex(request.body);
    const auto expected =
        hmac(proof.hash, proof.key, proof.signed_text.fill(values, Escaping::none));
    const auto given = decoded(written.substr(proof.prefix.size()), proof.encoding);
    if (given.size() != expected.size()) return false;
    if (sodium_memcmp(given.data(), expected.data(), expected.size()) != 0) return false;
    return proof.timestamp_header.empty() ||
           is_timely(values.texts["timestamp"], request.now, proof.tolerance);
}

HmacProof read_hmac(SettingsReader& read) {
    HmacProof proof{.key = read.text("prove.hmac.key"),
                    .hash = read.one_of<HmacHash>("prove.hmac.hash", hash_names),
                    .encoding = read.one_of<ByteEncoding>("prove.hmac.encoding", encoding_names),
                    .prefix = read.text("prove.hmac.prefix"),
                    .header = lower_case(read.text("prove.hmac.header")),
                    .timestamp_header = lower_case(read.text("prove.hmac.timestamp_header")),
                    .nonce_header = lower_case(read.text("prove.hmac.nonce_header")),
                    .tolerance = read.span("prove.hmac.tolerance")};
    auto signed_text = TemplateText::parse(read.text("prove.hmac.signed"), signed_variables);
    if (!signed_text) {
        read.error("prove.hmac.signed", signed_text.error());
        return proof;
    }
    proof.signed_text = std::move(*signed_text);
    if (proof.key.empty()) read.error("prove.hmac.key", "is missing");
    if (proof.header.empty())
        read.error("prove.hmac.header", "is missing: the header that carries the signature");
    const auto needs = [&](std::string_view variable, std::string_view key,
                           const std::string& value) {
        if (proof.signed_text.uses(variable) && value.empty()) {
            read.error(key, "is missing: prove.hmac.signed uses {" + std::string(variable) + "}");
        }
    };
    needs("timestamp", "prove.hmac.timestamp_header", proof.timestamp_header);
    needs("nonce", "prove.hmac.nonce_header", proof.nonce_header);
    const bool unsigned_time =
        !proof.timestamp_header.empty() && !proof.signed_text.uses("timestamp");
    if (unsigned_time)
        read.error("prove.hmac.timestamp_header",
                   "is of no use: prove.hmac.signed lacks {timestamp}");
    return proof;
}

void check_pair(SettingsReader& read, std::string_view one, std::string_view other) {
    if (read.text(one).empty() != read.text(other).empty()) {
        read.error(read.text(one).empty() ? one : other, "is missing: the one needs the other");
    }
}

}  // namespace

std::string_view Proof::path_after_secret(std::string_view path) const {
    if (path_secret.empty()) return path;
    const auto end = path.find('/', 1);
    return end == std::string_view::npos ? std::string_view() : path.substr(end);
}

std::string_view Proof::refusal(const WebhookRequest& request, std::string_view public_url) const {
    if (!path_secret.empty()) {
        const auto given = request.path.substr(0, request.path.find('/', 1));
        if (!same_secret(given, '/' + path_secret)) return "secret";
    }
    const auto query = read_query(request.query);
    if (!query_secret.empty() && !same_secret(value_of(query, query_name), query_secret))
        return "secret";
    if (!basic.empty() && !same_secret(basic_credentials(request), basic)) return "secret";
    if (!header_secret.empty() && !same_secret(header(request.headers, header_name), header_secret))
        return "secret";
    if (hmac && !holds(*hmac, request, public_url)) return "signature";
    return {};
}

Proof read_proof(SettingsReader& read) {
    Proof proof{.path_secret = read.text("prove.path"),
                .query_name = read.text("prove.query.name"),
                .query_secret = read.text("prove.query.secret"),
                .header_name = lower_case(read.text("prove.header.name")),
                .header_secret = read.text("prove.header.secret")};
    if (read.has("prove.basic")) {
        proof.basic = read.text("prove.basic.username") + ':' + read.text("prove.basic.password");
    }
    check_pair(read, "prove.query.name", "prove.query.secret");
    check_pair(read, "prove.header.name", "prove.header.secret");
    check_pair(read, "prove.basic.username", "prove.basic.password");
    if (proof.path_secret.find('/') != std::string::npos)
        read.error("prove.path", "must not hold a slash");
    if (read.has("prove.hmac")) proof.hmac = read_hmac(read);
    const bool proves = !proof.path_secret.empty() || !proof.query_secret.empty() ||
                        !proof.basic.empty() || !proof.header_secret.empty() || proof.hmac;
    if (!proves)
        read.error("prove",
                   "is missing: one of path, query, basic, header, hmac must prove who calls");
    return proof;
}

}  // namespace channels
