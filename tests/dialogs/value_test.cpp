// Values and times as they are stored.
#include "dialogs/value.hpp"

#include "dialogs/iso_time.hpp"

using namespace dialogs;
using namespace std::chrono_literals;

TEST_CASE("a value is read back as it was written") {
    const auto day = Date{2026y / 11 / 20};
    const std::pair<Value, ValueType> values[] = {
        {Unanswered{}, ValueType::number},
        {NotApplicable{}, ValueType::key},
        {true, ValueType::boolean},
        {9.0, ValueType::number},
        {1.5, ValueType::number},
        {std::string("na"), ValueType::text},
        {std::string("sms"), ValueType::key},
        {day, ValueType::date},
        {Instant{std::chrono::sys_days(day) + 15h + 125ms}, ValueType::instant},
        {std::vector<std::string>{"a", "b"}, ValueType::keys},
        {std::map<std::string, std::string>{{"a", "1"}}, ValueType::table},
    };
    for (const auto& [value, type] : values) {
        CAPTURE(to_json(value).dump());
        CHECK(value_from_json(to_json(value), type) == value);
    }
}

TEST_CASE("values are stored as people would write them") {
    CHECK(to_json(9.0).dump() == "9");
    CHECK(to_json(1e300).dump() == "1e+300");
    CHECK(to_json(Date{2026y / 1 / 5}).dump() == "\"2026-01-05\"");
    CHECK(to_json(*instant_from_iso("2026-11-25T17:00+02:00")).dump() ==
          "\"2026-11-25T15:00:00Z\"");
}

TEST_CASE("JSON that does not fit the type is no answer") {
    CHECK(value_from_json("sms", ValueType::number) == Value(Unanswered{}));
    CHECK(value_from_json(9, ValueType::text) == Value(Unanswered{}));
    CHECK(value_from_json(nlohmann::json::array({1}), ValueType::keys) == Value(Unanswered{}));
    CHECK(value_from_json("2026-02-30", ValueType::date) == Value(Unanswered{}));
}

TEST_CASE("only whole, real dates and times are read") {
    CHECK(date_from_iso("2026-11-20"));
    for (const auto* text : {"", "2026-11-2", "2026-13-01", "2026-02-29", "2026-11-20 ",
                             "20.11.2026", "２026-11-20"}) {
        CAPTURE(text);
        CHECK_FALSE(date_from_iso(text));
    }
    CHECK(instant_from_iso("2026-11-25T15:00:00.125Z") ==
          instant_from_iso("2026-11-25T17:00:00.125+02:00"));
    CHECK(instant_from_iso("2026-11-25T17:00", 120) == instant_from_iso("2026-11-25T15:00Z"));
    for (const auto* text :
         {"2026-11-25", "2026-11-25T24:00Z", "2026-11-25T17:00X", "2026-11-25T17Z"}) {
        CAPTURE(text);
        CHECK_FALSE(instant_from_iso(text));
    }
}
