# kuulolla_discover_tests(TARGET): each test case of a Catch2 program becomes a test of ctest.
# A name that Catch reads otherwise than it was written (a star, say) would match nothing and pass; NoTests fails it.
function(kuulolla_discover_tests target)
  set(prefix "")
  if(KUULOLLA_SANITIZER STREQUAL "thread")
    set(prefix "tsan: ")  # these run in another tree, too
  endif()
  catch_discover_tests(${target} TEST_PREFIX "${prefix}" EXTRA_ARGS --warn NoTests
                       PROPERTIES TIMEOUT 300)
endfunction()
