// XML by XPath.
#pragma once

#include "channels/http/document.hpp"

namespace channels {

[[nodiscard]] std::unique_ptr<Document> open_xml(std::string_view bytes, std::string_view list);
[[nodiscard]] bool is_xpath(std::string_view text);

}  // namespace channels
