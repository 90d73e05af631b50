// Scripts for the tests of the turn desk.
#include "tests/bot/turns/scripts.hpp"

#include "dialogs/reading/read_script.hpp"

#include <stdexcept>

namespace tests {

using namespace dialogs;

namespace {

Text text(const std::string& finnish, const std::string& english = {}) {
    Text::Wording wording;
    wording.patterns["fi"] = finnish;
    if (!english.empty()) wording.patterns["en"] = english;
    return Text{{wording}};
}

Expression condition(const std::string& words) {
    return *Expression::parse(words);
}

Step step(const std::string& path, std::variant<Say, Ask, Group, Repeat, Do, Wait, End> what,
          const char* when = nullptr) {
    Step made;
    made.path = path;
    made.what = std::move(what);
    if (when != nullptr) made.when = condition(when);
    return made;
}

Question question(const std::string& name, QuestionType type, Text words) {
    Question made;
    made.name = name;
    made.type = type;
    made.text = std::move(words);
    return made;
}

Option option(const std::string& key, const std::string& finnish, const std::string& english) {
    Option made;
    made.key = key;
    made.label = text(finnish, english);
    return made;
}

Script script(const std::string& id, const std::string& stream) {
    Script made;
    made.id = id;
    made.title["fi"] = id;
    made.languages = {"fi", "en"};
    made.stream = stream;
    made.about = text("Kysymme palveluista.", "We ask about services.");
    made.remind_after = std::chrono::hours(48);
    made.close_after = std::chrono::hours(24 * 7);
    return made;
}

Script compiled(Script made) {
    made.version = version_of(to_canonical_json(made));
    return made;
}

}  // namespace

Script post_visit() {
    auto made = script("post-visit", "feedback");
    Fact unit;
    unit.type = ValueType::text;
    made.given["unit"] = unit;
    Fact visited;
    visited.type = ValueType::date;
    visited.optional = true;
    made.given["visited"] = visited;

    auto nps = question("nps", QuestionType::nps, text("{unit}: suositteletko?", "{unit}: recommend us?"));
    nps.hint = text("Vastaa 0-10.", "Reply 0-10.");
    nps.complete = true;
    nps.comment = "why";
    auto why = question("why", QuestionType::text, text("Miksi?", "Why?"));
    why.optional = true;
    auto wants = question("wants_reply", QuestionType::yes_no, text("Vastaus?", "An answer?"));
    Do open_case;
    open_case.effect = "open-case";
    open_case.words = {{"topic", "feedback"}, {"text", "why"}};

    made.dialog.push_back(step("0", Ask{nps}));
    made.dialog.push_back(step("1", Ask{why}));
    made.dialog.push_back(step("2", Ask{wants}, "nps <= 6"));
    made.dialog.push_back(step("3", Do{open_case}, "wants_reply"));
    made.dialog.push_back(step("4", End{text("Numero on {case}.", "Your number is {case}.")}, "wants_reply"));
    made.dialog.push_back(step("5", End{text("Kiitos!", "Thank you!")}));
    return compiled(made);
}

Script feedback() {
    auto made = script("feedback", "feedback");
    made.keywords["fi"] = {"PALAUTE"};
    made.keywords["en"] = {"FEEDBACK"};
    made.opening = "words";
    auto topic = question("topic", QuestionType::choice, text("Mistä?", "What about?"));
    topic.options = {option("care", "Hoito", "Care"), option("queue", "Jono", "Queue"), option("rest", "Muu", "Else")};
    made.dialog.push_back(step("0", Ask{topic}));
    made.dialog.push_back(step("1", Ask{question("words", QuestionType::text, text("Kerro.", "Tell us."))}));
    made.dialog.push_back(step("2", End{text("Kiitos palautteesta!", "Thanks for your feedback!")}));
    return compiled(made);
}

Script consultation() {
    auto made = script("hours", "consultation");
    made.keywords["fi"] = {"KUULE"};
    auto open_at = question("open_at", QuestionType::choice, text("Milloin auki?", "Open when?"));
    open_at.options = {option("morning", "Aamulla", "Morning"), option("evening", "Illalla", "Evening")};
    made.dialog.push_back(step("0", Ask{open_at}));
    made.dialog.push_back(step("1", End{text("Kiitos mielipiteestä!", "Thanks!")}));
    return compiled(made);
}

Script written(const std::string& id, const std::string& body, const std::map<std::string, std::string>& lists) {
    const auto text = "script: " + id + "\ntitle: T\nlanguages: [fi]\nstream: feedback\nbasis: public-task\n" + body;
    const auto beside = [&](const std::string& name) -> std::optional<SourceFile> {
        const auto found = lists.find(name);
        return found == lists.end() ? std::nullopt : std::optional(SourceFile{name, found->second});
    };
    auto read = read_script({id + ".yaml", text}, beside, nullptr);
    if (!read.script)
        throw std::runtime_error(read.diagnostics.empty() ? "no script" : to_line(read.diagnostics.front()));
    return std::move(*read.script);
}

}  // namespace tests
