// Scripts for the tests of the turn desk, as compiled: the shape of the shipped ones, in few words.
#pragma once

#include "dialogs/script.hpp"

#include <map>
#include <string>

namespace tests {

/// nps (complete, comment: why), why (text, optional), wants_reply (yes-no, when nps <= 6) with a case, an end.
[[nodiscard]] dialogs::Script post_visit();

/// What strangers get: topic (choice), words (text, opening). Keyword PALAUTE; stream `feedback`.
[[nodiscard]] dialogs::Script feedback();

/// One choices question; keyword KUULE; stream `consultation`.
[[nodiscard]] dialogs::Script consultation();

/// Compiles a script of YAML: `script: id` and the rest of the head are added (fi, feedback). `lists` are the files
/// that it names.
[[nodiscard]] dialogs::Script written(const std::string& id, const std::string& body,
                                      const std::map<std::string, std::string>& lists = {});

}  // namespace tests
