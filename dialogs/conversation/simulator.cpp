#include "dialogs/conversation/simulator.hpp"

#include "dialogs/conversation/simulator_events.hpp"
#include "dialogs/effects.hpp"
#include "dialogs/local_time.hpp"
#include "dialogs/reading/read_script.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace dialogs {
namespace {

using nlohmann::json;
using Events = std::vector<json>;

constexpr auto case_answered_in = std::chrono::days(14);

/// What an effect answers where nobody says otherwise.
std::map<std::string, Value> example_answers(const Perform& perform, Date today) {
    std::map<std::string, Value> answers;
    const auto& facts = perform.returns.empty() ? facts_of_effect(perform.effect) : perform.returns;
    for (const auto& [name, fact] : facts)
        answers[name] = fact.example;
    if (perform.effect == "open-case") answers["case_due"] = Date(std::chrono::sys_days(today) + case_answered_in);
    const auto room = perform.words.find("room");
    const bool is_full = room != perform.words.end() && room->second == "0";
    if (is_full) answers["seat"] = std::string("waiting");
    return answers;
}

json command_event(ReservedWord word) { return {{"event", "command"}, {"word", name_of(word)}}; }

struct Timer {
    SetTimer::Kind kind;
    int question = 0;
    Instant due{};
};

}  // namespace

struct Simulator::Impl {
    const Script& script;
    const Catalog& catalog;
    SimulatorOptions options;
    TextRenderer renderer{};
    AnswerReaders readers{answer_readers_kept};
    std::optional<Conversation> state{};
    Conversation nothing{};
    Instant now{};
    std::vector<Timer> timers{};

    [[nodiscard]] TurnInput input_for(Event event) {
        TurnInput input{.event = std::move(event),
                        .now = now,
                        .today = local_day(now, options.time_zone),
                        .time_zone = options.time_zone,
                        .catalog = &catalog,
                        .renderer = &renderer,
                        .readers = &readers,
                        .perform = {},
                        .keyword = {},
                        .shuffles = options.shuffles};
        input.perform = [this, today = input.today](const Perform& perform) {
            return answers_to(perform, today);
        };
        input.keyword = [this](std::string_view message) {
            return match_keyword({&script}, message, state ? state->language : language());
        };
        return input;
    }

    [[nodiscard]] std::map<std::string, Value> answers_to(const Perform& perform,
                                                          Date today) const {
        if (perform.effect == "leave") return {};  // whoever leaves is out
        auto answers = example_answers(perform, today);
        for (auto& [name, value] : answers) {
            if (const auto given = options.given.find(name); given != options.given.end()) value = given->second;
        }
        return answers;
    }

    [[nodiscard]] Language language() const {
        return options.language.value_or(script.source_language());
    }

    /// What the invitation brings: what was given, else the examples of what it must bring.
    [[nodiscard]] std::map<std::string, Value> facts() const {
        std::map<std::string, Value> facts;
        for (const auto& [name, fact] : script.given) {
            const auto given = options.given.find(name);
            if (given != options.given.end()) {
                facts[name] = given->second;
            } else if (!fact.optional) {
                facts[name] = fact.example;
            }
        }
        if (const auto lot = options.given.find("lot"); lot != options.given.end())
            facts["lot"] = lot->second;
        for (const auto& [name, value] : options.profile)
            facts["profile." + name] = value;
        for (const auto& pool : options.pools)
            facts["member." + pool] = true;
        return facts;
    }

    [[nodiscard]] Start start_event() const {
        return Start{.language = language(),
                     .channel = options.channel,
                     .seed = options.seed,
                     .given = facts()};
    }

    /// One turn, and the state's way through its JSON.
    [[nodiscard]] Events turn(Event event) {
        auto outcome = advance(script, state ? std::move(*state) : Conversation(),
                               input_for(std::move(event)));
        state = std::move(outcome.conversation);
        auto events = events_of(outcome.effects);
        if (auto trouble = round_trip()) events.push_back(error_event(*trouble));
        return events;
    }

    [[nodiscard]] std::optional<std::string> round_trip() {
        if (!options.round_trip) return std::nullopt;
        auto read = state_from_json(to_state_json(*state), script);
        if (!read) return "the state cannot be read back: " + read.error();
        const auto same = *read == *state;
        state = std::move(*read);
        return same ? std::nullopt
                    : std::optional<std::string>(
                          "the state changed when it was written and read back");
    }

    [[nodiscard]] Events events_of(const std::vector<Effect>& effects) {
        Events events;
        if (asks_to_erase(effects)) events.push_back(command_event(ReservedWord::erase));
        for (const auto& effect : effects) {
            if (auto event = event_of(effect, options.channel)) events.push_back(std::move(*event));
            if (const auto* timer = std::get_if<SetTimer>(&effect)) set(*timer);
            if (const auto* said = std::get_if<Said>(&effect); said != nullptr && !said->answered)
                serve(*said, events);
        }
        return events;
    }

    /// DELETE is a command to the service only once it is confirmed; here it is heard as soon as it
    /// is said.
    [[nodiscard]] bool asks_to_erase(const std::vector<Effect>& effects) const {
        const auto* tell = effects.empty() ? nullptr : std::get_if<Tell>(&effects.back());
        return state->pending.kind == Pending::Kind::erase && tell != nullptr &&
               tell->message.question == state->pending.ordinal;
    }

    void set(const SetTimer& timer) {
        std::erase_if(timers, [&](const Timer& other) {
            return other.kind == timer.kind && other.question == timer.question;
        });
        timers.push_back(Timer{timer.kind, timer.question, now + timer.after});
    }

    void tell(std::string_view name, Events& events,
              const std::vector<std::pair<std::string, std::string>>& arguments = {}) {
        const Message message{.text = catalog.text(state->language, name, arguments),
                              .language = state->language};
        events.push_back(message_event(message, options.channel));
    }

    /// Answers in the service's place, from what this conversation knows.
    void serve(const Said& said, Events& events) {
        switch (said.command.word) {
            case ReservedWord::start:
                tell("started", events);
                break;
            case ReservedWord::data:
                tell_data(events);
                break;
            case ReservedWord::erase:
                events.back()["confirmed"] = true;
                tell("erased", events);
                break;
            case ReservedWord::join:
                tell("join_none", events);
                break;
            case ReservedWord::status:
                tell("status_none", events);
                break;
            case ReservedWord::cancel:
                tell("cancel_none", events);
                break;
            default:
                break;
        }
    }

    void tell_data(Events& events) {
        const auto answers = std::count_if(
            state->given.begin(), state->given.end(),
            [](const auto& named) { return named.second.kind == Given::Kind::answered; });
        if (answers == 0) return tell("data_none", events);
        tell("data_answers", events, {{"answers", std::to_string(answers)}});
    }

    /// The next timer that falls due by then, taken off the list.
    [[nodiscard]] std::optional<Timer> next_due(Instant until) {
        const auto next =
            std::min_element(timers.begin(), timers.end(),
                             [](const Timer& a, const Timer& b) { return a.due < b.due; });
        if (next == timers.end() || next->due > until) return std::nullopt;
        const auto timer = *next;
        timers.erase(next);
        return timer;
    }

    /// When silence ends the text that is being written; none where none is.
    [[nodiscard]] std::optional<Instant> end_of_silence() const {
        for (const auto& timer : timers) {
            const bool is_open = state->phase == Conversation::Phase::running && timer.question == state->open;
            if (timer.kind == SetTimer::Kind::join_silence && is_open) return timer.due;
        }
        return std::nullopt;
    }

    [[nodiscard]] json nothing_happened() const {
        if (const auto end = end_of_silence()) return *event_of(Waits{.until = end}, options.channel);
        if (state->waiting.ordinal == 0) return error_event("the conversation has ended");
        return *event_of(Waits{.until = state->waiting.until}, options.channel);
    }

    [[nodiscard]] Events begin(const Reply& reply) {
        const auto* text = std::get_if<TextReply>(&reply);
        if (text == nullptr) return {error_event("there is no button yet")};
        auto start = start_event();
        start.by_resident = true;
        const auto match = match_keyword({&script}, text->text, start.language);
        start.opening = match ? match->opening : text->text;
        if (match) {
            for (const auto& [name, value] : match->given)
                start.given.insert_or_assign(name, value);
        }
        if (match && !options.language) start.language = match->language;
        return turn(std::move(start));
    }
};

Simulator::Simulator(const Script& script, const Catalog& catalog, SimulatorOptions options)
    : impl_(new Impl{.script = script, .catalog = catalog, .options = std::move(options)}) {
    impl_->now = impl_->options.at;
}
Simulator::~Simulator() = default;

std::vector<json> Simulator::start() { return impl_->turn(impl_->start_event()); }

std::vector<json> Simulator::receive(const Reply& reply) {
    if (!impl_->state) return impl_->begin(reply);
    auto events = impl_->turn(Received{reply});
    if (events.empty()) events.push_back(impl_->nothing_happened());
    return events;
}

std::vector<json> Simulator::wait(Span span) {
    const auto until = impl_->now + span;
    Events events;
    while (const auto timer = impl_->next_due(until)) {
        impl_->now = timer->due;
        auto more = impl_->turn(Due{timer->kind, timer->question});
        events.insert(events.end(), std::make_move_iterator(more.begin()),
                      std::make_move_iterator(more.end()));
    }
    impl_->now = until;
    return events;
}

std::vector<json> Simulator::change_fact(const std::string& name, Value value) {
    impl_->options.given.insert_or_assign(name, value);
    return impl_->state ? impl_->turn(FactChanged{name, std::move(value)}) : Events();
}

const Conversation& Simulator::state() const {
    return impl_->state ? *impl_->state : impl_->nothing;
}
bool Simulator::started() const { return impl_->state.has_value(); }

std::optional<ValueType> simulated_fact(const Script& script, const std::string& name) {
    if (name == "lot") return ValueType::number;
    const auto* fact = script.fact(name);
    return fact == nullptr ? std::nullopt : std::optional(fact->type);
}

std::optional<Value> value_of_fact(const Fact& fact, std::string_view written) {
    auto value = value_from_text(written, fact.type);
    if (!value || fact.keys.empty()) return value;
    const auto is_known = [&](const std::string& key) {
        return std::find(fact.keys.begin(), fact.keys.end(), key) != fact.keys.end();
    };
    if (const auto* key = std::get_if<std::string>(&*value)) return is_known(*key) ? value : std::nullopt;
    const auto* keys = std::get_if<std::vector<std::string>>(&*value);
    const auto fits = keys == nullptr || std::all_of(keys->begin(), keys->end(), is_known);
    return fits ? value : std::nullopt;
}

std::optional<Value> simulated_value(const Script& script, const std::string& name,
                                     std::string_view written) {
    if (name == "lot") return value_from_text(written, ValueType::number);
    const auto* fact = script.fact(name);
    return fact == nullptr ? std::nullopt : value_of_fact(*fact, written);
}

std::optional<Reply> simulated_reply(std::string_view line) {
    const auto blank = std::min(line.find(' '), line.size());
    const auto word = line.substr(0, blank);
    const std::string argument(line.substr(std::min(blank + 1, line.size())));
    if (word == "/tap") return TapReply{.question = 0, .value = argument};
    if (word == "/photo")
        return FileReply{FileReply::Kind::photo, argument.empty() ? "photo" : argument};
    if (word == "/voice")
        return FileReply{FileReply::Kind::voice, argument.empty() ? "voice" : argument};
    if (word != "/location") return std::nullopt;
    LocationReply place{.latitude = 61.49911, .longitude = 23.78712};
    char* rest = nullptr;
    if (!argument.empty()) {
        place.latitude = std::strtod(argument.c_str(), &rest);
        place.longitude = *rest == '\0' ? 0 : std::strtod(rest + 1, nullptr);
    }
    return place;
}

std::optional<Span> span_from_text(std::string_view written) {
    auto count = 0;
    const auto [unit, error] =
        std::from_chars(written.data(), written.data() + written.size(), count);
    if (error != std::errc() || count < 0 || unit + 1 != written.data() + written.size())
        return std::nullopt;
    switch (*unit) {
        case 's':
            return std::chrono::seconds(count);
        case 'm':
            return std::chrono::minutes(count);
        case 'h':
            return std::chrono::hours(count);
        case 'd':
            return std::chrono::hours(24) * count;
        default:
            return std::nullopt;
    }
}

bool begins_by_keyword(const Script& script, std::string_view message, const Language& language) {
    return match_keyword({&script}, message, language).has_value();
}

}  // namespace dialogs
