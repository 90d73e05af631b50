// What a turn costs the conversation alone, without HTTP or a store: `advance`, the state as JSON, and reading replies.
//   bench_turn SOURCE_DIR [SECONDS]     each line for that long (0.5); processor's time per call
#include "dialogs/conversation/advance.hpp"
#include "dialogs/reading/read_script.hpp"
#include "dialogs/understanding/masking.hpp"
#include "dialogs/understanding/understand.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace bench {
namespace {

using namespace dialogs;

double measured_seconds = 0.5;

double processor_time() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

/// Calls it until the time is over, and prints what one call took.
template <class Call>
void measure(const char* what, Call call) {
    call();  // what is built on first use
    const auto began = processor_time();
    long calls = 0;
    double took = 0;
    for (; took < measured_seconds; took = processor_time() - began)
        for (int i = 0; i < 8; ++i, ++calls) call();
    std::printf("%-58s %9.2f us\n", what, took * 1e6 / static_cast<double>(calls));
}

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error("no file " + path.string());
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return bytes.str();
}

Catalog catalog_of(const std::filesystem::path& locales) {
    std::vector<LocaleFile> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(locales)) {
        if (!entry.is_regular_file()) continue;
        files.push_back({.path = std::filesystem::relative(entry.path(), locales).generic_string(),
                         .bytes = bytes_of(entry.path())});
    }
    auto catalog = Catalog::read(files);
    if (!catalog) throw std::runtime_error("the locales: " + catalog.error().front().message);
    return std::move(*catalog);
}

Script script_of(const std::string& id, const std::string& yaml, const std::filesystem::path& locales) {
    const auto nothing = [](const std::string&) -> std::optional<SourceFile> { return std::nullopt; };
    const auto translation = [&](const std::string& name) -> std::optional<SourceFile> {
        if (!std::filesystem::exists(locales / name)) return std::nullopt;
        return SourceFile{name, bytes_of(locales / name)};
    };
    auto read = read_script({id + ".yaml", yaml}, nothing, translation);
    if (!read.script) throw std::runtime_error(to_line(read.diagnostics.front()));
    read.script->version = version_of(to_canonical_json(*read.script));
    return std::move(*read.script);
}

/// 200 steps of every kind that asks, in one language; every tenth stands under a condition.
std::string long_script() {
    std::string yaml =
        "script: long\ntitle: Pitkä\nlanguages: [fi]\nstream: feedback\nbasis: public-task\n"
        "keywords:\n  fi: [pitkä kysely, mittaus]\ndialog:\n";
    for (int i = 0; i < 200; ++i) {
        yaml += "- ask: q" + std::to_string(i) + "\n";
        if (i % 10 == 9) yaml += "  when: answered(q" + std::to_string(i / 10 * 10) + ")\n";
        yaml += "  text: \"Kysymys " + std::to_string(i) + ": kuinka hyvin tämä sujui {language}?\"\n";
        switch (i % 4) {
            case 0: yaml += "  type: nps\n"; break;
            case 1:
                yaml += "  type: choice\n  choices: {sms: Tekstiviestillä, chat: WhatsAppissa, web: Verkossa, "
                        "meet: Tilaisuuksissa, none: En mitenkään}\n";
                break;
            case 2: yaml += "  type: yes-no\n  labels: {yes: kyllä, no: en}\n"; break;
            default: yaml += "  type: scale\n  min: 1\n  max: 5\n  labels: {1: tosi vaikea, 5: tosi helppo}\n"; break;
        }
    }
    return yaml;
}

/// A conversation that has come to that question by plain answers, and what its next turn needs.
class Talk {
  public:
    Talk(const Script& script, const Catalog& catalog, const Language& language) : script_(script) {
        input_ = TurnInput{.event = Start{.language = language, .channel = "sms", .seed = 7, .given = given()},
                           .now = Instant(std::chrono::hours(24 * 365 * 56)),
                           .today = Date(std::chrono::year(2026) / 1 / 15),
                           .catalog = &catalog,
                           .renderer = &renderer_,
                           .readers = &readers_};
        input_.keyword = [this, language](std::string_view message) {
            return keywords_.match(message, language);
        };
        state_ = advance(script_, {}, input_).conversation;
    }

    void come_to(int open) {
        while (state_.open < open && state_.phase == Conversation::Phase::running) say("1");
        if (state_.open != open) throw std::runtime_error("the script ends before its question");
    }

    void say(const std::string& text) { state_ = turn(text).conversation; }

    [[nodiscard]] TurnOutcome turn(const std::string& text) {
        input_.event = Received{TextReply{text}};
        return advance(script_, state_, input_);
    }

    [[nodiscard]] std::string state_json() const { return to_state_json(state_); }

    /// As the service does it: the state comes and goes as JSON.
    [[nodiscard]] std::string turn_from_json(const std::string& json, const std::string& text) {
        input_.event = Received{TextReply{text}};
        auto state = state_from_json(json, script_);
        return to_state_json(advance(script_, *std::move(state), input_).conversation);
    }

    [[nodiscard]] Conversation read(const std::string& json) const { return *state_from_json(json, script_); }

  private:
    [[nodiscard]] std::map<std::string, Value> given() const {
        std::map<std::string, Value> facts;
        for (const auto& [name, fact] : script_.given) facts[name] = fact.example;
        return facts;
    }

    const Script& script_;
    KeywordTable keywords_{{&script_}};
    TextRenderer renderer_;
    AnswerReaders readers_{answer_readers_kept};
    TurnInput input_;
    Conversation state_;
};

void measure_talk(const char* name, const Script& script, const Catalog& catalog, int question, const char* reply) {
    Talk talk(script, catalog, "fi");
    talk.come_to(question);
    const auto what = [&](const char* part) {
        return std::string(name) + ", question " + std::to_string(question) + ": " + part;
    };
    measure((what("advance \"") + reply + "\"").c_str(), [&] { (void)talk.turn(reply); });
    const auto json = talk.state_json();
    measure(what("state from JSON").c_str(), [&] { (void)talk.read(json); });
    measure(what("state to JSON").c_str(), [&] { (void)talk.state_json(); });
    measure(what("all of it").c_str(), [&] { (void)talk.turn_from_json(json, reply); });
}

/// The words again and again, up to ten thousand characters.
std::string ten_thousand(std::string_view words) {
    constexpr long characters_max = 10'000;
    std::string text;
    for (long characters = 0; characters < characters_max;)
        for (std::size_t i = 0; i < words.size() && characters < characters_max; ++i) {
            text += words[i];
            if (i + 1 == words.size() || (static_cast<unsigned char>(words[i + 1]) & 0xC0) != 0x80) ++characters;
        }
    return text;
}

void measure_reading(const char* name, const std::string& text, const Catalog& catalog,
                     const Language& language = "fi") {
    AnswerShape nps;
    nps.type = QuestionType::nps;
    nps.language = language;
    nps.languages = {"fi", "sv", "en", "ar", "ru"};
    if (std::find(nps.languages.begin(), nps.languages.end(), language) == nps.languages.end())
        nps.languages.push_back(language);
    const AnswerReader nps_reader(nps, catalog);
    auto choice = nps;
    choice.type = QuestionType::choice;
    const auto add = [&](const char* value, int number, const char* label, const char* other_label) {
        choice.values.push_back(
            {.value = value, .number = number, .labels = {label}, .other_labels = {other_label}, .accept = {}});
    };
    add("sms", 1, "Tekstiviestillä", "By SMS");
    add("chat", 2, "WhatsAppissa", "In WhatsApp");
    add("meet", 3, "Tilaisuuksissa", "At events");
    const AnswerReader choice_reader(choice, catalog);
    const auto what = [&](const char* part) { return std::string(name) + ": " + part; };
    measure(what("understand, nps").c_str(), [&] { (void)nps_reader.read(text); });
    measure(what("understand, choice").c_str(), [&] { (void)choice_reader.read(text); });
    measure(what("find_command").c_str(),
            [&] { (void)find_command(text, language, OpenQuestion::text, false, catalog); });
    measure(what("mask_personal_data").c_str(), [&] { (void)mask_personal_data(text); });
}

void run(const std::filesystem::path& source) {
    const auto locales = source / "locales";
    const auto catalog = catalog_of(locales);
    const auto plain = script_of("bench", bytes_of(source / "tests/bench/bench.yaml"), locales);
    measure_talk("bench", plain, catalog, 20, "9");
    const auto visit = script_of("post-visit", bytes_of(source / "dialogs/scripts/post-visit.yaml"), locales);
    measure_talk("post-visit", visit, catalog, 1, "9, hoitaja kuunteli tosi hyvin");
    measure("200 steps: read, checked and compiled", [&] { (void)script_of("long", long_script(), locales); });
    const auto many = script_of("long", long_script(), locales);
    measure_talk("200 steps", many, catalog, 101, "1");
    measure_talk("200 steps", many, catalog, 102, "whatsapissa");
    measure_reading("9", "9", catalog);
    const auto measure_long = [&](const char* name, const char* words, const Language& language = "fi") {
        measure_reading((std::string("ten thousand, ") + name).c_str(), ten_thousand(words), catalog, language);
    };
    measure_long("Finnish", "Hoitaja kuunteli minua todella hyvin, mutta jono oli pitkä ja odotin 2 tuntia. ");
    measure_long("Russian", "Медсестра слушала меня очень хорошо, но очередь была длинная и я ждал 2 часа. ");
    measure_long("Arabic", "استمعت إليّ الممرضة جيدًا، لكن الطابور كان طويلًا وانتظرتُ ساعتين. ");
    measure_long("Chinese", "护士很认真地听我说话，但是排队太长，我等了两个小时。", "zh");
    measure_long("Thai", "พยาบาลรับฟังฉันดีมาก แต่คิวยาวและฉันรอสองชั่วโมง ", "th");
    measure_long("one sign each", "9 ! ei 😀 ");
}

}  // namespace
}  // namespace bench

int main(int count, char** arguments) {
    if (count < 2 || count > 3) {
        std::fputs("bench_turn SOURCE_DIR [SECONDS]\n", stderr);
        return 2;
    }
    try {
        if (count > 2) bench::measured_seconds = std::atof(arguments[2]);
        bench::run(arguments[1]);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_turn: %s\n", error.what());
        return 1;
    }
}
