// Pages and what belongs to them, out of the program.
#pragma once

#include "bot/http/message.hpp"

#include <string_view>

namespace bot {

/// Whether only our own pages may show it in a frame.
enum class Framing { own, any };

/// The embedded file `bot/pages/PATH`, or 404.
[[nodiscard]] http::Response page(std::string_view path, Framing framing = Framing::own);

}  // namespace bot
