# -DKUULOLLA_SANITIZER=address (with undefined) or thread: the whole tree is built with it.
set(KUULOLLA_SANITIZER "" CACHE STRING "address (with undefined), thread, or nothing")

if(KUULOLLA_SANITIZER STREQUAL "address")
  # Awaitable frames pair their own new and delete; g++ 12 does not see that.
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
                      $<$<CXX_COMPILER_ID:GNU>:-Wno-mismatched-new-delete>)
  add_link_options(-fsanitize=address,undefined)
elseif(KUULOLLA_SANITIZER STREQUAL "thread")
  # Asio's fences are not seen by the sanitizer, which is harmless: its queues are locked as well.
  add_compile_options(-fsanitize=thread -Wno-tsan)
  add_link_options(-fsanitize=thread)
elseif(KUULOLLA_SANITIZER)
  message(FATAL_ERROR "KUULOLLA_SANITIZER is address, thread or nothing, not ${KUULOLLA_SANITIZER}")
endif()

if(KUULOLLA_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  add_compile_options("SHELL:-Xclang -fno-pch-timestamp")  # ccache keeps precompiled headers by what is in them
endif()
