// The one error channel of the house: a value, or the reason there is none.
#pragma once

#include <tl/expected.hpp>

namespace dialogs {

/// Either a T or an E. Check before dereferencing: `*r` of an error is undefined behaviour.
template <class T, class E>
using Result = tl::expected<T, E>;

/// Makes the error arm of a Result: `return failure(BadPayload{...});`
template <class E>
[[nodiscard]] auto failure(E error) {
    return tl::unexpected<E>(std::move(error));
}

}  // namespace dialogs
