// Calling hooks: signed, under one id, and no longer than they may take.
#include "bot/service/hook_caller.hpp"

#include <catch2/catch.hpp>

using namespace std::chrono_literals;

TEST_CASE("a call is signed over its moment and its body") {
    const storage::Instant now{1'764'500'000'123ms};
    // Reckoned with OpenSSL: printf '1764500000.{"a":1}' | openssl dgst -sha256 -hmac 'a secret of ours'
    CHECK(bot::call_signature("a secret of ours", now, "{\"a\":1}") ==
          "t=1764500000,v1=ae0f516383de82a27af32efc379f40e4d64754906e5ec0c2308fc13856e152b2");
    CHECK(bot::call_signature("another secret", now, "{\"a\":1}") !=
          bot::call_signature("a secret of ours", now, "{\"a\":1}"));
    CHECK(bot::call_signature("a secret of ours", now + 1s, "{\"a\":1}") !=
          bot::call_signature("a secret of ours", now, "{\"a\":1}"));
}
