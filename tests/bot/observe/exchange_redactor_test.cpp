// Nothing private is in what is kept of an exchange, and what an operator needs is.
#include "bot/observe/exchange_redactor.hpp"

#include <catch2/catch.hpp>

using bot::PrivateValues;
using bot::redacted_answer;
using bot::redacted_request;
using bot::redacted_target;

namespace {

const PrivateValues mari{"+358401112233", "Hei Mari! Miten meni?", "ok"};

}  // namespace

TEST_CASE("of an address the names and codes stay, numbers and texts do not, however they are written") {
    CHECK(redacted_target("http://gw:13013/cgi-bin/sendsms?to=%2B358401112233&coding=0&text=Hei+Mari%21+Miten+meni%3F",
                          mari) ==
          "http://gw:13013/cgi-bin/sendsms?to=<13 bytes>&coding=0&text=<21 bytes>");
    CHECK(redacted_target("/hooks/sms?from=0401112233&text=9", {"9"}) ==
          "/hooks/sms?from=<10 bytes>&text=<1 bytes>");
    CHECK(redacted_target("/v1/numbers/358401112233/messages", {}) == "/v1/numbers/<12 bytes>/messages");
    CHECK(redacted_target("/send?text=0048006500690020", {}) == "/send?text=<16 bytes>");
}

TEST_CASE("of a JSON request the names and codes stay, in any depth and also where it is cut off") {
    const auto sent = R"({"to":"+358401112233","type":"text","message":{"body":"Hei Mari! Miten meni?"}})";
    CHECK(redacted_request(sent, mari) ==
          R"({"to":"<13 bytes>","type":"text","message":{"body":"<21 bytes>"}})");
    CHECK(redacted_request(R"({"to":358401112233,"ttl":60})", {}) == R"({"to":<number>,"ttl":60})");
    CHECK(redacted_request(R"({"text":"kyllä \"joo\" 040","next)", {}) == R"({"text":"<18 bytes>","next")");
    CHECK(redacted_request(R"({"text":"ok"})", mari) == R"({"text":"<2 bytes>"})");
    CHECK(redacted_request(std::string(3000, '['), {}) == std::string(3000, '['));
}

TEST_CASE("of a form, of XML and of anything else the same") {
    CHECK(redacted_request("To=%2B358401112233&Body=Hei+Mari%21+Miten+meni%3F&Kind=sms", mari) ==
          "To=<13 bytes>&Body=<21 bytes>&Kind=sms");
    CHECK(redacted_request("<sms to=\"0401112233\"><text>Hei taas</text><kind>flash</kind></sms>", {}) ==
          "<sms …><text><8 bytes></text><kind>flash</kind></sms>");
    CHECK(redacted_request("Hei Mari! Miten meni?", {}) == "<21 bytes>");
    CHECK(redacted_request("", {}).empty());
}

TEST_CASE("an answer tells its reason, without the number and the text that it says again") {
    CHECK(redacted_answer("0: Accepted for delivery", mari) == "0: Accepted for delivery");
    CHECK(redacted_answer("Denied receivers: +358401112233 0409998877", mari) == "Denied receivers: *** <number>");
    CHECK(redacted_answer(R"({"error":"Invalid destination","to":"+358401112233","text":"Hei Mari! Miten meni?"})",
                          mari) == R"({"error":"Invalid destination","to":"***","text":"***"})");
    CHECK(redacted_answer(R"({"text":"Hei Mari!"})", mari) == R"({"text":"<9 bytes>"})");
    CHECK(redacted_answer(R"({"text":"\u0048ei Mari"})", mari) == R"({"text":"<13 bytes>"})");
}

TEST_CASE("a long body is kept in part, and its length is told") {
    const auto kept = redacted_answer(std::string(100'000, 'x'), {});
    CHECK(kept.size() < 5000);
    CHECK(kept.find("<100000 bytes in all>") != std::string::npos);
}
