// STATUS.
#include "bot/turns/status.hpp"

#include "bot/turns/seats.hpp"

#include <algorithm>

namespace bot {
namespace {

/// What has been closed for so long is asked after by its number.
constexpr auto closed_are_told_for = std::chrono::hours(24 * 30);
constexpr std::size_t lines_most = 10;       // a text message has an end
constexpr std::size_t proposal_shown = 40;   // bytes: enough to know it by

/// The beginning of a text, cut between characters.
std::string beginning(const std::string& text) {
    if (text.size() <= proposal_shown) return text;
    auto end = proposal_shown;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return text.substr(0, end) + "...";
}

class Telling {
  public:
    Telling(Decision& decision, const Speaker& speaker) : decision_(decision), speaker_(speaker) {}

    void tell_all() {
        const auto& rows = decision_.rows;
        auto cases = rows.cases.of(speaker_.resident);
        std::reverse(cases.begin(), cases.end());  // the newest first
        for (const auto id : cases)
            if (is_of_interest(*rows.cases.find(id))) add(*rows.cases.find(id));
        for (const auto id : rows.proposals.of(speaker_.resident)) add(*rows.proposals.find(id));
        for (const auto id : seats_of(rows, speaker_.resident)) add(*rows.seats.find(id));
        if (lines_.empty()) return say(decision_, speaker_, "status_none");
        say_lines();
    }

    void tell_case(const std::string& number) {
        for (const auto id : decision_.rows.cases.of(speaker_.resident)) {
            if (std::to_string(id.value) != number) continue;
            add(*decision_.rows.cases.find(id));
            return say_lines();
        }
        say(decision_, speaker_, "status_unknown", {{"case", number}});
    }

  private:
    [[nodiscard]] bool is_of_interest(const storage::CaseRow& row) const {
        if (row.topic == "emergency") return false;
        return row.state == "open" || decision_.now - row.answered_at.value_or(row.opened_at) <= closed_are_told_for;
    }

    void add(std::string_view name, const TextArguments& arguments) {
        lines_.push_back(decision_.world.catalog().text(speaker_.language, name, arguments));
    }

    void add(const storage::CaseRow& row) {
        TextArguments arguments{{"case", std::to_string(row.id.value)}};
        if (row.state == "open") arguments.emplace_back("due", day_in_words(decision_, row.due_on, speaker_.language));
        add("status_case_" + row.state, arguments);
    }

    void add(const storage::ProposalRow& row) {
        add("status_proposal_" + row.state, {{"text", beginning(row.text)}});
    }

    void add(const storage::SeatRow& row) {
        add("status_seat_" + std::string(name_of(row.state)),
            {{"title", script_title(decision_, row.script, speaker_.language)}});
    }

    void say_lines() {
        std::string text;
        lines_.resize(std::min(lines_.size(), lines_most));
        for (const auto& line : lines_) text += (text.empty() ? "" : "\n") + line;
        say_words(decision_, speaker_, std::move(text));
    }

    Decision& decision_;
    const Speaker& speaker_;
    std::vector<std::string> lines_;
};

}  // namespace

void ask_for_status(Decision& decision, const Speaker& speaker, const std::string& about) {
    decision.notices.status_wanted.push_back(
        {.from = decision.rows.open(*decision.rows.addresses.find(speaker.address)),
         .channel = speaker.channel,
         .language = speaker.language,
         .conversation = speaker.conversation,
         .about = about});
}

std::string day_in_words(Decision& decision, dialogs::Date day, const dialogs::Language& language) {
    const dialogs::TextContext context{.print = nullptr,
                                       .facts = nullptr,
                                       .today = decision.today,
                                       .time_zone = decision.world.time_zone()};
    return decision.world.renderer().write({.value = day, .type = dialogs::ValueType::date, .label = nullptr}, language,
                                           context);
}

TellStatus::TellStatus(World& world, StatusWanted wanted, storage::Instant now)
    : TurnCommand(world, nullptr), wanted_(std::move(wanted)), now_(now) {}

void TellStatus::name(storage::Keys& keys) const {
    keys.now = now_;
    keys.dealings.push_back(wanted_.from);
}

bool TellStatus::run(storage::WorkingSet& rows, Notices& notices) {
    const auto* address = rows.address(wanted_.from);
    if (address == nullptr) return false;  // erased meanwhile
    Decision decision(world(), rows, notices, now_);
    const Speaker speaker{.resident = address->resident,
                          .address = address->id,
                          .channel = wanted_.channel,
                          .language = wanted_.language,
                          .conversation = wanted_.conversation};
    Telling telling(decision, speaker);
    wanted_.about.empty() ? telling.tell_all() : telling.tell_case(wanted_.about);
    return true;
}

}  // namespace bot
