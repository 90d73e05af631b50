#include "dialogs/authoring/sample_messages.hpp"

#include "dialogs/authoring/walk_steps.hpp"
#include "dialogs/message.hpp"
#include "dialogs/effects.hpp"
#include "dialogs/texts/plain_text.hpp"
#include "dialogs/texts/render_text.hpp"
#include "dialogs/texts/sms_text.hpp"

#include <fmt/format.h>

#include <functional>

namespace dialogs {

namespace {

constexpr Date day_sampled = std::chrono::year(2026) / 11 / 20;
constexpr std::string_view text_sampled = "kirjoitettu";  // as long as words people print are

Value sample_of(ValueType type) {
    switch (type) {
        case ValueType::boolean: return true;
        case ValueType::number: return 8.0;
        case ValueType::year: return 2026.0;
        case ValueType::date: return day_sampled;
        case ValueType::instant: return Instant(std::chrono::sys_days(day_sampled)) + std::chrono::hours(15);
        case ValueType::text:
        case ValueType::key:
        case ValueType::keys:
        case ValueType::table: break;
    }
    return std::string(text_sampled);
}

/// The first wording's pattern in the language, or in what that falls back to.
const std::string* pattern_in(const Text& text, const Language& language, const Language& source) {
    if (text.empty()) return nullptr;
    const auto& patterns = text.wordings.front().patterns;
    for (const auto& tag : fallback_chain(language))
        if (const auto found = patterns.find(tag); found != patterns.end()) return &found->second;
    const auto found = patterns.find(source);
    return found == patterns.end() ? nullptr : &found->second;
}

class Sampler {
public:
    Sampler(const Script& script, const std::vector<Language>& languages) : script_(script), languages_(languages) {
        context_.print = [this](std::string_view name) { return printable(name); };
        context_.today = day_sampled;
        for (const auto& [name, fact] : script.given) add(name, fact);
        for (const auto& [name, fact] : script.profile) add("profile." + name, fact);
        names_["case"] = {.value = std::string("1234"), .type = ValueType::text, .label = {}};
        for_each_step(script.dialog, [this](const Step& step) { learn(step); });
        if (script.decided_on)
            names_["decided_on"] = {.value = *script.decided_on, .type = ValueType::date, .label = {}};
        names_["owner"] = {.value = script.owner, .type = ValueType::text, .label = {}};
        names_["decision"] = {.value = script.decision, .type = ValueType::text, .label = {}};
    }

    std::vector<SampledText> run() {
        for_each_step(script_.dialog, [this](const Step& step) { sample(step); });
        return std::move(sampled_);
    }

private:
    void add(const std::string& name, const Fact& fact) {
        names_[name] = {.value = fact.example, .type = fact.type, .label = label_in(fact.list)};
    }

    /// The name of a place of that list; null where it is none.
    [[nodiscard]] std::function<std::string(const std::string&, const Language&)> label_in(
        const std::string& list) const {
        if (list.empty()) return {};
        return [this, list](const std::string& id, const Language& language) {
            return place_name(script_, list, id, language);
        };
    }

    void learn(const Step& step) {
        if (const auto* effect = std::get_if<Do>(&step.what)) {
            for (const auto& [name, fact] : facts_of(*effect))
                names_.try_emplace(name, Printable{.value = sample_of(fact.type), .type = fact.type, .label = {}});
        }
        const auto* ask = std::get_if<Ask>(&step.what);
        if (ask == nullptr) return;
        const auto& question = ask->question;
        Printable printable{.value = sample_of(value_type_of(question.type)),
                            .type = value_type_of(question.type), .label = {}};
        if (!question.options.empty() && printable.type == ValueType::key) {
            printable.value = question.options.front().key;
            printable.label = [this, &question](const std::string&, const Language& language) {
                return plain(question.options.front().label, language);
            };
        }
        if (const auto* places = script_.place_list(question.list)) {
            printable.value = places->places.front().id;
            printable.label = label_in(question.list);
        }
        names_[question.name] = std::move(printable);
    }

    [[nodiscard]] Printable printable(std::string_view name) const {
        const auto found = names_.find(std::string(name));
        if (found != names_.end()) return found->second;
        return {.value = std::string(text_sampled), .type = ValueType::text, .label = {}};
    }

    std::string plain(const Text& text, const Language& language) {
        const auto* pattern = pattern_in(text, language, script_.source_language());
        return pattern == nullptr ? "" : renderer_.render_pattern(*pattern, language, context_);
    }

    void sample(const Step& step) {
        if (const auto* say = std::get_if<Say>(&step.what)) each_wording("say", say->text, nullptr);
        if (const auto* end = std::get_if<End>(&step.what)) each_wording("end", end->text, nullptr);
        if (const auto* ask = std::get_if<Ask>(&step.what)) {
            const auto& question = ask->question;
            each_wording(fmt::format("ask.{}.text", question.name), question.text, &question);
            each_wording(fmt::format("ask.{}.more", question.name), question.more, nullptr);
            each_wording(fmt::format("ask.{}.invalid", question.name), question.invalid, nullptr);
        }
    }

    /// `question` where the text is asked, with its hint and lines.
    void each_wording(const std::string& context, const Text& text, const Question* question) {
        for (const auto& wording : text.wordings) {
            auto& sampled = sampled_.emplace_back();
            sampled.context = context;
            if (wording.when) sampled.context += "[" + wording.when->text() + "]";
            if (!wording.when && text.wordings.size() > 1) sampled.context += "[else]";
            for (const auto& language : languages_) sampled.messages.push_back(message(wording, question, language));
        }
    }

    /// Of statements the longest, as the first of its round.
    void learn_statement(const Question& question, const Language& language) {
        std::string longest;
        for (const auto& option : question.options) {
            auto statement = plain(option.label, language);
            if (statement.size() > longest.size()) longest = std::move(statement);
        }
        const auto count = question.per_round > 0 ? question.per_round : static_cast<int>(question.options.size());
        names_["i"] = {.value = 1.0, .type = ValueType::number, .label = {}};
        names_["n"] = {.value = static_cast<double>(count), .type = ValueType::number, .label = {}};
        names_["statement"] = {.value = std::move(longest), .type = ValueType::text, .label = {}};
    }

    SampleMessage message(const Text::Wording& wording, const Question* question, const Language& wanted) {
        std::vector<const Text::Wording*> wordings{&wording};
        if (question != nullptr) add_parts(*question, wordings);
        const auto language = text_language(wordings, wanted, script_.source_language());
        Message message;
        if (question != nullptr && question->type == QuestionType::statements) learn_statement(*question, language);
        message.text = renderer_.render_pattern(wording.patterns.at(language), language, context_);
        if (question != nullptr) add_answers(*question, language, message);
        return {.language = language, .text = plain_sms_text(plain_text(message))};
    }

    static void add_parts(const Question& question, std::vector<const Text::Wording*>& wordings) {
        const auto add = [&](const Text& text) {
            if (!text.empty()) wordings.push_back(&text.wordings.front());
        };
        add(question.hint);
        if (question.na) add(*question.na);
        for (const auto& [value, label] : question.labels) add(label);
        for (const auto& option : question.options) add(option.label);
        add(question.other_text);
    }

    void add_answers(const Question& question, const Language& language, Message& message) {
        message.hint = plain(question.hint, language);
        if (question.brief) return;  // the lines come on MORE
        if (has_lines(question.type) && !question.options.empty()) {
            message.plain_choices = PlainChoices::numbered;
            for (const auto& option : question.options) add_line(message, line_of(question, option, language));
            if (!question.other_text.empty()) add_line(message, plain(question.other_text, language));
            if (question.na)
                message.choices.push_back({.value = "na", .label = plain(*question.na, language), .number = 0});
            return;
        }
        std::string values;
        for (const auto& [value, label] : question.labels) {
            const auto is_number = value.find_first_not_of("0123456789") == std::string::npos;
            if (message.hint.empty() && is_number) values += fmt::format(", {}={}", value, plain(label, language));
        }
        if (question.na) values += fmt::format(", {}={}", question.na_number, plain(*question.na, language));
        if (values.empty()) return;
        message.hint += (message.hint.empty() ? "" : " ") + values.substr(2);
    }

    std::string line_of(const Question& question, const Option& option, const Language& language) {
        const auto label = plain(option.label, language);
        if (question.type != QuestionType::budget) return label;
        const Printable cost{.value = static_cast<double>(option.cost), .type = ValueType::number, .label = {}};
        return fmt::format("{} {} €", label, renderer_.write(cost, language, context_));
    }

    static void add_line(Message& message, std::string label) {
        const int number = static_cast<int>(message.choices.size()) + 1;
        message.choices.push_back({.value = std::to_string(number), .label = std::move(label), .number = number});
    }

    const Script& script_;
    const std::vector<Language>& languages_;
    std::map<std::string, Printable> names_;
    TextContext context_;
    TextRenderer renderer_;
    std::vector<SampledText> sampled_;
};

}  // namespace

std::vector<SampledText> sample_messages(const Script& script, const std::vector<Language>& languages) {
    return Sampler(script, languages).run();
}

}  // namespace dialogs
