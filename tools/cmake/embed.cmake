# kuulolla_embed(TARGET FOLDER...): the folders' files become part of the program, under their path from the root.
# The assembler reads them (.incbin), so that a megabyte costs no compile time; a changed file is read again.
function(kuulolla_embed target)
  set(files "")
  foreach(folder ${ARGN})
    file(GLOB_RECURSE found CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}
         ${CMAKE_SOURCE_DIR}/${folder}/*.yaml ${CMAKE_SOURCE_DIR}/${folder}/*.csv ${CMAKE_SOURCE_DIR}/${folder}/*.po
         ${CMAKE_SOURCE_DIR}/${folder}/*.html ${CMAKE_SOURCE_DIR}/${folder}/*.css ${CMAKE_SOURCE_DIR}/${folder}/*.js
         ${CMAKE_SOURCE_DIR}/${folder}/*.svg ${CMAKE_SOURCE_DIR}/${folder}/*.json
         ${CMAKE_SOURCE_DIR}/${folder}/*.png ${CMAKE_SOURCE_DIR}/${folder}/*.woff2)
    list(APPEND files ${found})
  endforeach()
  list(SORT files)

  set(bytes "")
  set(names "")
  set(rows "")
  set(paths "")
  set(index 0)
  foreach(file ${files})
    set(symbol "kuulolla_resource_${index}")
    string(APPEND bytes "${symbol}: .incbin \"${CMAKE_SOURCE_DIR}/${file}\"\n${symbol}_end: .byte 0\n"
                        ".balign 8\n${symbol}_size: .quad ${symbol}_end - ${symbol}\n")
    string(APPEND names "extern \"C\" const char ${symbol}[];\nextern \"C\" const std::size_t ${symbol}_size;\n")
    string(APPEND rows "    {\"${file}\", std::string_view(${symbol}, ${symbol}_size)},\n")
    list(APPEND paths ${CMAKE_SOURCE_DIR}/${file})
    math(EXPR index "${index} + 1")
  endforeach()

  set(source ${CMAKE_CURRENT_BINARY_DIR}/embedded.cpp)
  file(CONFIGURE OUTPUT ${source} @ONLY CONTENT [[
// Made by tools/cmake/embed.cmake: the files that are part of the program.
#include "bot/resources.hpp"

#include <cstddef>

asm(R"(
.pushsection .rodata
@bytes@
.popsection
)");

@names@
namespace bot {

std::span<const Resource> resources() {
    static const Resource table[] = {
@rows@    {}};
    return {table, @index@};
}

}  // namespace bot
]])
  set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS "${paths}")
  target_sources(${target} PRIVATE ${source})
endfunction()
