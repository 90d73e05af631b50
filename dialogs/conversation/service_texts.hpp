// The service's own texts that a conversation says: their names in locales/LANGUAGE/texts.yaml, and their arguments.
#pragma once

#include <array>
#include <string_view>

namespace dialogs {

struct ServiceText {
    std::string_view name;
    std::string_view arguments;  ///< parted by blanks
    std::string_view said_when;
};

/// Every locale has all of these (a test walks the list).
inline constexpr std::array service_texts{
    ServiceText{"yes", "", "the label of yes where the script has none"},
    ServiceText{"no", "", "the label of no"},
    ServiceText{"help", "", "after the script's `about`: how to stop, how to see one's data"},
    ServiceText{"help_about", "", "HELP without an `about`: who asks, why, how to stop, how to see one's data"},
    ServiceText{"stopped", "", "STOP: the one confirmation"},
    ServiceText{"started", "", "START takes a STOP back"},
    ServiceText{"emergency", "", "an emergency phrase: 112 and the crisis line; how to go on (START)"},
    ServiceText{"paused", "", "anything written while an emergency has paused the survey"},
    ServiceText{"language_list", "", "KIELI alone, before the numbered list of languages"},
    ServiceText{"language_changed", "", "the language is changed and nothing is open"},
    ServiceText{"reprompt_range", "min max", "nps, scale, smiley, number: not understood"},
    ServiceText{"reprompt_number", "", "number without bounds: not understood"},
    ServiceText{"reprompt_yes_no", "", "yes-no: not understood"},
    ServiceText{"reprompt_choice", "", "choice: not understood; the numbered lines follow"},
    ServiceText{"reprompt_text", "", "text: nothing in it"},
    ServiceText{"too_long", "max over", "text: longer than it may be, by `over` characters"},
    ServiceText{"not_optional", "", "OHI where an answer is needed; the hint or lines follow"},
    ServiceText{"no_way_back", "", "TAKAISIN where there is no previous question, or a `do` is between"},
    ServiceText{"button_is_old", "", "a button of a question that may no longer be changed"},
    ServiceText{"answer_changed", "", "a button of an older question changed its answer"},
    ServiceText{"keyword_sure", "title", "another script's keyword in mid-dialog: start it instead? yes or no"},
    ServiceText{"erase_sure", "", "POISTA: really? yes or no"},
    ServiceText{"erase_kept", "", "not erased after all"},
    ServiceText{"erased", "", "POISTA, confirmed"},
    ServiceText{"data_none", "", "TIEDOT: nothing is stored"},
    ServiceText{"data_answers", "answers", "TIEDOT: the answers stored"},
    ServiceText{"join_none", "", "MUKAAN: nothing to take part in now"},
    ServiceText{"status_none", "", "TILA: no cases, sign-ups or initiatives"},
    ServiceText{"cancel_none", "", "PERU: no seat to give up"},
    ServiceText{"failed", "", "the script has failed: sorry, in a few words"},
};

}  // namespace dialogs
