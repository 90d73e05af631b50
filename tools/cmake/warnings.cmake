# One set of warnings for every target of ours.
add_library(kuulolla_warnings INTERFACE)
set(gnu_only -Wduplicated-cond -Wlogical-op -Wsuggest-override -Winvalid-pch)
target_compile_options(kuulolla_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast -Wnon-virtual-dtor
  -Woverloaded-virtual -Wno-missing-field-initializers
  $<$<CXX_COMPILER_ID:GNU>:${gnu_only}>
  $<$<CXX_COMPILER_ID:Clang>:-Wno-missing-braces>)
option(KUULOLLA_WERROR "Treat warnings as errors" OFF)
if(KUULOLLA_WERROR)
  target_compile_options(kuulolla_warnings INTERFACE -Werror)
endif()
