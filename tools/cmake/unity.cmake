# Few fat translation units where a whole build is wanted (release, sanitizers, fuzzing): the sources of one folder
# are compiled together, which takes a quarter of the time. Working on a file wants them apart: the dev preset leaves
# it off.
option(KUULOLLA_UNITY "Compile the sources of each folder together" OFF)

# What is one file's own (unnamed namespaces, short names) meets its neighbours here: no fault of it. The dev preset
# without unity warns of what is one.
add_library(kuulolla_unity_warnings INTERFACE)
target_compile_options(kuulolla_unity_warnings INTERFACE
  $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage> -Wno-shadow)

function(kuulolla_unity target)
  if(NOT KUULOLLA_UNITY)
    return()
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  target_link_libraries(${target} PRIVATE kuulolla_unity_warnings)
  get_target_property(sources ${target} SOURCES)
  get_target_property(source_folder ${target} SOURCE_DIR)
  foreach(source IN LISTS sources)
    get_filename_component(path ${source} ABSOLUTE BASE_DIR ${source_folder})
    get_filename_component(folder ${path} DIRECTORY)
    string(MD5 group ${folder})
    set_source_files_properties(${path} TARGET_DIRECTORY ${target} PROPERTIES UNITY_GROUP ${group})
  endforeach()
endfunction()
