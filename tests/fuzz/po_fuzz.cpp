// Any bytes as a PO file: an error with a place, or entries that are written and read back equal.
#include "tests/fuzz/fuzz.hpp"

#include "dialogs/texts/po.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto entries = dialogs::read_po(fuzz::view(data, size));
    if (!entries) {
        fuzz::require(entries.error().line > 0 && entries.error().column > 0, "an error has a place");
        return 0;
    }
    const auto written = dialogs::write_po(*entries);
    const auto again = dialogs::read_po(written);
    fuzz::require(again.has_value(), "what was written can be read");
    fuzz::require(dialogs::write_po(*again) == written, "what was written reads back equal");
    return 0;
}
