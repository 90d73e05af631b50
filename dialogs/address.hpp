// One way to reach a resident.
#pragma once

#include <string>

namespace dialogs {

/// A scheme and an id, normalised by the adapter that met it: {`tel`, `+358401234567`}, {`telegram`, `99`},
/// {`web`, session}. Short codes (16161) are never given a country.
struct Address {
    std::string scheme;
    std::string id;

    bool operator==(const Address&) const = default;
};

}  // namespace dialogs
