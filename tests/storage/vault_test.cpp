// The vault: what is sealed opens under its own key only, and what is hashed never does.
#include "storage/vault.hpp"
#include "tests/storage/home.hpp"

#include <catch2/catch.hpp>

#include <cstdio>
#include <set>

using namespace storage;

TEST_CASE("a vault key is 32 bytes in base64, and nothing else") {
    CHECK(Vault::from_base64(Vault::make_key()));
    CHECK(Vault::make_key() != Vault::make_key());
    const auto key = Vault::make_key();
    for (const auto& wrong : {std::string(), std::string("secret"), key.substr(0, 40), key + "AAAA",
                              key + " ", "!" + key.substr(1)}) {
        INFO(wrong);
        const auto vault = Vault::from_base64(wrong);
        REQUIRE_FALSE(vault);
        CHECK(vault.error().find("kuulolla user vault-key") != std::string::npos);
    }
}

TEST_CASE("what is sealed opens again, looks different each time, and tells when it was touched") {
    const auto vault = test_vault();
    const auto sealed = vault.seal("+358401112233");
    CHECK(vault.open(sealed) == "+358401112233");
    CHECK(vault.seal("+358401112233") != sealed);
    CHECK(sealed.find("358") == std::string::npos);
    CHECK_FALSE(test_vault('x').open(sealed));
    CHECK_FALSE(vault.open(""));
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        auto touched = sealed;
        touched[i] = static_cast<char>(touched[i] ^ 1);
        CHECK_FALSE(vault.open(touched));
    }
}

TEST_CASE("the three hashes of an address differ, by purpose, by key and by scheme") {
    const auto vault = test_vault(), other = test_vault('x');
    const dialogs::Address phone{"tel", "+358401112233"}, web{"web", "+358401112233"};
    CHECK(vault.lookup_hash(phone).size() == 32);
    CHECK(vault.lookup_hash(phone) == test_vault().lookup_hash(phone));
    CHECK(vault.lookup_hash(phone) != vault.suppression_hash(phone));
    CHECK(vault.lookup_hash(phone) != vault.lookup_hash(web));
    CHECK(vault.lookup_hash(phone) != other.lookup_hash(phone));
    CHECK(vault.suppression_hash(phone) != other.suppression_hash(phone));
    CHECK(vault.lookup_hash({"te", "l+358"}) != vault.lookup_hash({"tel", "+358"}));
    CHECK(vault.text_hash("a").size() == 16);
    CHECK(vault.text_hash("a") != vault.text_hash("b"));
    CHECK(vault.fingerprint() != other.fingerprint());
}

TEST_CASE("hashes never change: stores depend on them") {
    const auto vault = test_vault();
    const auto hex = [](const std::string& bytes) {
        std::string text;
        for (const char byte : bytes) {
            char digits[3];
            std::snprintf(digits, sizeof digits, "%02x", static_cast<unsigned>(byte) & 0xFF);
            text += digits;
        }
        return text;
    };
    CHECK(hex(vault.fingerprint()) == "c3d54a55ac8d3906");
    CHECK(hex(vault.lookup_hash({"tel", "+358401112233"})) == 
          "ecc964240b19a187898d2ba8562df5bd231965200439874f713210cb475d2a2d");
    CHECK(hex(vault.suppression_hash({"tel", "+358401112233"})) == 
          "895b57dc670c05189117b237fc8ada6b1dfbdf574c0f0f43a1184ec0efc7e0ef");
}

TEST_CASE("public ids are 26 characters of base32 and never alike") {
    std::set<std::string> ids;
    for (int i = 0; i < 1000; ++i) {
        const auto id = make_public_id();
        CHECK(id.size() == 26);
        CHECK(id.find_first_not_of("0123456789abcdefghjkmnpqrstvwxyz") == std::string::npos);
        ids.insert(id);
    }
    CHECK(ids.size() == 1000);
}
