// The parts of a zip archive in memory.
#pragma once

#include "dialogs/importing/workbook.hpp"

namespace dialogs {

/// The archive's parts that end in `.xml` or `.rels`, unpacked within the limits; or why not.
[[nodiscard]] Result<std::map<std::string, std::string>, std::string> unpack_xml_parts(std::string_view bytes,
                                                                                       const WorkbookLimits& limits);

}  // namespace dialogs
