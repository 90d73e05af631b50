// JSON read and written without a tree: the same as nlohmann/json, which is the witness here.
#include "dialogs/json_cursor.hpp"
#include "dialogs/json_writer.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <random>

namespace {

using dialogs::JsonCursor;
using dialogs::JsonWriter;
using nlohmann::json;

constexpr int levels_max = 20;

/// The tree of what stands before the cursor.
json tree(JsonCursor& cursor) {
    switch (cursor.kind()) {
        case JsonCursor::Kind::object: {
            auto object = json::object();
            cursor.members([&](std::string_view name) {
                const std::string key(name);
                object[key] = tree(cursor);
            });
            return object;
        }
        case JsonCursor::Kind::array: {
            auto array = json::array();
            cursor.items([&] { array.push_back(tree(cursor)); });
            return array;
        }
        case JsonCursor::Kind::text:
            return cursor.text();
        case JsonCursor::Kind::number:
            return cursor.number();
        case JsonCursor::Kind::boolean:
            return cursor.boolean();
        default:
            cursor.null();
            return nullptr;
    }
}

/// Nothing where it is not JSON.
std::optional<json> read(std::string_view text) {
    try {
        JsonCursor cursor(text, levels_max);
        auto found = tree(cursor);
        cursor.end();
        return found;
    } catch (const dialogs::NotJson&) {
        return std::nullopt;
    }
}

std::optional<json> witnessed(std::string_view text) {
    auto found = json::parse(text, nullptr, false);
    return found.is_discarded() ? std::nullopt : std::optional(std::move(found));
}

}  // namespace

TEST_CASE("a JSON text is read as nlohmann reads it, or refused as it is there") {
    for (const std::string_view text : {R"({"a":1,"b":[true,false,null],"c":{"d":"e"}})",
                                        R"( [ 1 , -2.5e3 , 0 , -0 , 1E+2 ] )",
                                        R"("")",
                                        "\"\\u00e4\\ud83d\\ude00\\n\\/\"",
                                        "\"ä😀\"",
                                        "[]",
                                        "{}",
                                        "[[[[]]]]",
                                        "",
                                        " ",
                                        "[1,]",
                                        "[,1]",
                                        "{\"a\":1,}",
                                        "{\"a\"}",
                                        "{a:1}",
                                        "01",
                                        "1.",
                                        ".5",
                                        "-",
                                        "+1",
                                        "1e",
                                        "nul",
                                        "truex",
                                        "\"",
                                        "\"\\x\"",
                                        "\"\\u12g4\"",
                                        "\"\\ud83d\"",
                                        "\"\\ude00\"",
                                        "\"\xC3\"",
                                        "\"\xED\xA0\x80\"",
                                        "\"\n\"",
                                        "[1 2]",
                                        "[1]]",
                                        "{\"a\":1}{}",
                                        "inf",
                                        "NaN",
                                        "0x1",
                                        "[\"a\" \"b\"]",
                                        "{\"a\" 1}",
                                        "1 ",
                                        "\"a\":1"}) {
        CAPTURE(text);
        CHECK(read(text) == witnessed(text));
    }
    CHECK_FALSE(read(std::string(levels_max + 1, '[') + std::string(levels_max + 1, ']')));
    CHECK(read(std::string(levels_max, '[') + std::string(levels_max, ']')));
}

TEST_CASE("a JSON text with one byte changed is read as nlohmann reads it") {
    const std::string whole =
        R"({"a":[1,-2.5e3,"ä\u00e4\n😀"],"b":{"c":true,"d":null,"e":"\\\""},"f":12345678901234567890})";
    std::mt19937 random(7);
    constexpr std::string_view bytes = "{}[]\",:\\0123456789eE+-.tfnu \n\x80\xC3\xA4";
    for (int i = 0; i < 20'000; ++i) {
        auto text = whole;
        text[random() % text.size()] = bytes[random() % bytes.size()];
        CAPTURE(text);
        REQUIRE(read(text) == witnessed(text));
    }
}

TEST_CASE("what is written is what nlohmann writes") {
    for (const std::string text :
         {"", "sana", "ä😀", "\"\\/", "\b\f\n\r\t\x01\x1f\x7f", "a\xC3", "\xFFz", "\xED\xA0\x80"}) {
        JsonWriter writer;
        writer.text(text);
        CHECK(writer.take() == json(text).dump(-1, ' ', false, json::error_handler_t::replace));
    }
    for (const dialogs::Value& value : std::initializer_list<dialogs::Value>{
             dialogs::Unanswered{}, dialogs::NotApplicable{}, true, false, 0.0, -3.0, 2.5, 1e300,
             9007199254740993.0, std::string("sms"), std::vector<std::string>{"a", "b"},
             std::map<std::string, std::string>{{"a", "1"}}}) {
        JsonWriter writer;
        writer.value(value);
        CHECK(writer.take() == dialogs::to_json(value).dump());
    }
    JsonWriter writer;
    writer.object([&] {
        writer.key("list").array([&] {
            writer.whole(1);
            writer.whole(-2);
            writer.array([] {});
            writer.object([] {});
        });
        writer.key("empty").object([] {});
        writer.key("\"").boolean(true);
    });
    CHECK(writer.take() == R"({"list":[1,-2,[],{}],"empty":{},"\"":true})");
}
