# kuulolla_discover_tests(TARGET): each test case of a Catch2 program becomes a test of ctest; under a sanitizer the
# whole program is one, for there a process takes longer to begin (it reads all locales) than most cases take.
# A name that Catch reads otherwise than it was written (a star, say) would match nothing and pass; NoTests fails it.
function(kuulolla_discover_tests target)
  if(KUULOLLA_SANITIZER)
    add_test(NAME "${KUULOLLA_SANITIZER}: ${target}" COMMAND ${target} --warn NoTests)
    set_tests_properties("${KUULOLLA_SANITIZER}: ${target}" PROPERTIES TIMEOUT 600)
  else()
    catch_discover_tests(${target} EXTRA_ARGS --warn NoTests PROPERTIES TIMEOUT 300)
  endif()
endfunction()
