// Any bytes as a text message: parts that join to the text, counted as they are, no part over its room.
#include "tests/fuzz/fuzz.hpp"

#include "dialogs/reading/utf8.hpp"
#include "dialogs/texts/sms_text.hpp"

#include <numeric>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::view(data, size);
    const auto count = dialogs::count_sms(text);
    const auto parts = dialogs::split_sms(text);
    fuzz::require(parts.size() == count.parts.size(), "as many parts as were counted");
    fuzz::require(count.segments == static_cast<int>(parts.size()), "as many segments as parts");
    const int room = count.encoding == dialogs::SmsEncoding::gsm7 ? (parts.size() > 1 ? 153 : 160)
                                                                  : (parts.size() > 1 ? 67 : 70);
    for (const int units : count.parts) fuzz::require(units <= room, "a part fits");
    if (!dialogs::first_invalid_utf8(text)) {
        fuzz::require(std::accumulate(parts.begin(), parts.end(), std::string()) == text, "the parts are the text");
        const auto plain = dialogs::plain_sms_text(text);
        fuzz::require(!dialogs::first_invalid_utf8(plain), "plain text is UTF-8");
        fuzz::require(dialogs::plain_sms_text(plain) == plain, "plain text stays as it is");
    }
    fuzz::require(!dialogs::first_invalid_utf8(dialogs::text_from_utf16be(text)), "UTF-16 becomes UTF-8");
    fuzz::require(!dialogs::first_invalid_utf8(dialogs::text_from_gsm7(text)), "GSM 03.38 becomes UTF-8");
    const auto septets = dialogs::unpack_septets(text, size, 0);
    fuzz::require(dialogs::unpack_septets(dialogs::pack_septets(septets), septets.size()) == septets,
                  "packed septets come back");
    return 0;
}
