#include "dialogs/texts/service_texts.hpp"

namespace dialogs {

const std::vector<KnownText>& known_texts() {
    static const std::vector<KnownText> texts{
        {"yes", ""},
        {"no", ""},
        {"reprompt_range", "min max"},
        {"reprompt_number", ""},
        {"reprompt_yes_no", ""},
        {"reprompt_choice", ""},
        {"reprompt_text", ""},
        {"reprompt_choices", ""},
        {"reprompt_year", ""},
        {"reprompt_date", "example"},
        {"reprompt_rank", "count"},
        {"reprompt_points", "total example"},
        {"reprompt_place", ""},
        {"place_which", ""},
        {"none_of_these", ""},
        {"reprompt_photo", ""},
        {"reprompt_voice", ""},
        {"reprompt_location", ""},
        {"number_from", "min"},
        {"number_until", "max"},
        {"date_range", "min max"},
        {"date_from", "min"},
        {"date_until", "max"},
        {"choose_between", "min max"},
        {"choose_exactly", "count"},
        {"choose_least", "count"},
        {"points_total", "sum total"},
        {"budget_check", "numbers cost left"},
        {"budget_over", "cost over"},
        {"budget_confirm", ""},
        {"budget_change", ""},
        {"more_languages", ""},
        {"more_list", ""},
        {"picked", "choices"},
        {"picked_none", ""},
        {"done", ""},
        {"agree", ""},
        {"disagree", ""},
        {"pass", ""},
        {"reprompt_statements", ""},
        {"too_long", "max over"},
        {"not_optional", ""},
        {"no_way_back", ""},
        {"skip_nothing", ""},
        {"more_nothing", ""},
        {"button_is_old", ""},
        {"answer_changed", ""},
        {"attachment", ""},
        {"help", ""},
        {"help_about", ""},
        {"help_nothing_open", ""},
        {"stopped", ""},
        {"stopped_stream", "stream"},
        {"stopped_all", ""},
        {"started", ""},
        {"start_nothing", ""},
        {"stream_feedback", ""},
        {"stream_consultation", ""},
        {"stream_pool", ""},
        {"stream_event", ""},
        {"stream_staff", ""},
        {"stream_notice", ""},
        {"emergency", ""},
        {"paused", ""},
        {"language_list", ""},
        {"language_changed", ""},
        {"language_unknown", ""},
        {"data_answers", "answers"},
        {"data_summary", "answers streams address"},
        {"data_stopped", "streams"},
        {"data_language", "language"},
        {"data_none", ""},
        {"erase_sure", ""},
        {"erase_kept", ""},
        {"erased", ""},
        {"join_list", "scripts"},
        {"join_none", ""},
        {"status_none", ""},
        {"case_answer", "case answer"},
        {"status_case_open", "case due"},
        {"status_case_answered", "case"},
        {"status_case_closed", "case"},
        {"status_unknown", "case"},
        {"status_proposal_waiting", "text"},
        {"status_proposal_accepted", "text"},
        {"status_proposal_refused", "text"},
        {"status_seat_in", "title"},
        {"status_seat_waiting", "title"},
        {"cancel_none", ""},
        {"seat_in", "title"},
        {"seat_cancelled", "title"},
        {"cancel_which", ""},
        {"keyword_sure", "title"},
        {"survey_expired", ""},
        {"already_answered", ""},
        {"received", ""},
        {"failed", ""},
        {"too_many", ""},
    };
    return texts;
}

std::optional<KnownText> known_text(std::string_view name) {
    for (const auto& text : known_texts())
        if (text.name == name) return text;
    return std::nullopt;
}

std::vector<std::string> arguments_of(const KnownText& text) {
    std::vector<std::string> names;
    for (auto rest = text.arguments; !rest.empty();) {
        const auto blank = rest.find(' ');
        names.emplace_back(rest.substr(0, blank));
        rest.remove_prefix(blank == std::string_view::npos ? rest.size() : blank + 1);
    }
    return names;
}

}  // namespace dialogs
