#include "bot/turns/stored_data.hpp"

#include "bot/turns/consent.hpp"
#include "bot/turns/language_choice.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace bot {
namespace {

/// `***67`: enough to know one's own number by, too little to learn another's.
std::string masked(const std::string& id) {
    constexpr std::size_t shown = 2;
    return "***" + (id.size() > shown * 3 ? id.substr(id.size() - shown) : std::string());
}

std::string list_of(const std::set<std::string>& words) {
    std::string list;
    for (const auto& word : words) list += (list.empty() ? "" : ", ") + word;
    return list.empty() ? "-" : list;
}

/// What hangs on one resident, gathered.
struct Stored {
    std::size_t answers = 0;
    std::vector<std::pair<std::string, std::size_t>> by_title;  ///< the newest conversation's first
    std::set<std::string> streams;                              ///< that messages may be sent of
    std::set<std::string> stopped;
};

class Gathering {
  public:
    Gathering(const Decision& decision, const Speaker& speaker) : decision_(decision), speaker_(speaker) {}

    Stored gather() {
        const auto& rows = decision_.rows;
        for (const auto id : rows.conversations_of(speaker_.resident)) add(*rows.conversations.find(id));
        const auto& resident = *rows.residents.find(speaker_.resident);
        if (!resident.last_stream.empty()) add_stream(resident.last_stream);
        for (const auto& [stream, since] : resident.withdrawn)
            if (stream != all_streams) stored_.stopped.insert(name_of(stream));
        return std::move(stored_);
    }

  private:
    void add(const storage::ConversationRow& row) {
        add_stream(row.stream);
        if (row.latest.empty()) return;
        stored_.answers += row.latest.size();
        const auto title = title_of(row);
        const auto same = [&](const auto& line) { return line.first == title; };
        const auto line = std::find_if(stored_.by_title.begin(), stored_.by_title.end(), same);
        if (line == stored_.by_title.end())
            stored_.by_title.emplace_back(title, row.latest.size());
        else
            line->second += row.latest.size();
    }

    void add_stream(const std::string& stream) {
        const auto& resident = *decision_.rows.residents.find(speaker_.resident);
        (is_withdrawn(resident, stream) ? stored_.stopped : stored_.streams).insert(name_of(stream));
    }

    [[nodiscard]] std::string name_of(const std::string& stream) const {
        return decision_.world.catalog().text(speaker_.language, "stream_" + stream);
    }

    /// Of the version that was answered, or of the one there is now; where neither is at hand, the script's id.
    [[nodiscard]] std::string title_of(const storage::ConversationRow& row) const {
        const auto& shelf = decision_.world.shelf();
        const auto* script = shelf.find(row.script, row.version);
        if (script == nullptr) script = shelf.current(row.script);
        const auto* title = script == nullptr ? nullptr : in_language(script->title, *script, speaker_.language);
        return title == nullptr ? row.script : *title;
    }

    const Decision& decision_;
    const Speaker& speaker_;
    Stored stored_;
};

void tell_all(Decision& decision, const Speaker& speaker) {
    const auto stored = Gathering(decision, speaker).gather();
    const auto& catalog = decision.world.catalog();
    const auto address = decision.rows.open(*decision.rows.addresses.find(speaker.address));
    auto text = catalog.text(speaker.language, "data_summary",
                             TextArguments{{"address", masked(address.id)},
                                           {"answers", std::to_string(stored.answers)},
                                           {"streams", list_of(stored.streams)}});
    for (const auto& [title, answers] : stored.by_title) text += "\n" + title + ": " + std::to_string(answers);
    if (!stored.stopped.empty()) {
        text += "\n" + catalog.text(speaker.language, "data_stopped",
                                    TextArguments{{"streams", list_of(stored.stopped)}});
    }
    const auto language = dialogs::own_name(speaker.language, catalog);
    text += "\n" + catalog.text(speaker.language, "data_language", TextArguments{{"language", language}});
    say_words(decision, speaker, std::move(text));
}

}  // namespace

void tell_data(Decision& decision, const Speaker& speaker) {
    const auto& resident = *decision.rows.residents.find(speaker.resident);
    if (decision.now - resident.created_at < storage::ended_are_loaded_for) {
        tell_all(decision, speaker);
        return;
    }
    decision.notices.data_wanted.push_back({.from = decision.rows.open(*decision.rows.addresses.find(speaker.address)),
                                            .channel = speaker.channel,
                                            .language = speaker.language,
                                            .conversation = speaker.conversation});
}

TellData::TellData(World& world, DataWanted wanted, storage::Instant now)
    : TurnCommand(world, nullptr), wanted_(std::move(wanted)), now_(now) {}

void TellData::name(storage::Keys& keys) const {
    keys.now = now_;
    keys.histories.push_back(wanted_.from);
}

bool TellData::run(storage::WorkingSet& rows, Notices& notices) {
    const auto* address = rows.address(wanted_.from);
    if (address == nullptr) return false;  // erased meanwhile
    Decision decision(world(), rows, notices, now_);
    tell_all(decision, {.resident = address->resident,
                        .address = address->id,
                        .channel = wanted_.channel,
                        .language = wanted_.language,
                        .conversation = wanted_.conversation});
    return true;
}

}  // namespace bot
