// The test program's main: ICU must not borrow words from the process's locale.
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>

#include <unicode/locid.h>

int main(int argc, char** argv) {
    UErrorCode status = U_ZERO_ERROR;
    icu::Locale::setDefault(icu::Locale::getRoot(), status);
    return Catch::Session().run(argc, argv);
}
