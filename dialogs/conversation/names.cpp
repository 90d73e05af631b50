#include "dialogs/conversation/names.hpp"

#include "dialogs/conversation/drawing.hpp"
#include "dialogs/conversation/offering.hpp"
#include "dialogs/conversation/turn.hpp"
#include "dialogs/understanding/mentions.hpp"
#include "dialogs/understanding/understand.hpp"

#include <algorithm>

namespace dialogs {
namespace {

const Given* answer_of(const Conversation& conversation, const std::string& name) {
    const auto found = conversation.given.find(name);
    return found == conversation.given.end() ? nullptr : &found->second;
}

bool is_opinion(const std::string& value) {
    return std::find(opinions.begin(), opinions.end(), value) != opinions.end();
}

/// `contact` of `contact_text`; empty where the name has no such end.
std::string_view without_text_ending(std::string_view name) {
    constexpr std::string_view ending = "_text";
    return name.size() > ending.size() && name.ends_with(ending)
               ? name.substr(0, name.size() - ending.size())
               : std::string_view();
}

}  // namespace

Names::Names(const Script& script, const Conversation& conversation, const TurnInput& input,
             const Asked* shown)
    : script_(script), conversation_(conversation), input_(input), shown_(shown) {
    facts_.value = [this](std::string_view name) { return value(name); };
    facts_.skipped = [this](std::string_view name) {
        const auto* given = answer_of(conversation_, std::string(name));
        return given != nullptr && given->kind == Given::Kind::skipped;
    };
    facts_.member = [this](std::string_view pool) {
        const auto found = conversation_.facts.find("member." + std::string(pool));
        const auto* seat =
            found == conversation_.facts.end() ? nullptr : std::get_if<bool>(&found->second);
        return seat != nullptr && *seat;
    };
    facts_.mentions = [this](std::string_view text, std::string_view list) {
        return mentions(text, list);
    };
    facts_.today = input.today;
    facts_.time_zone = input.time_zone;
    texts_.print = [this](std::string_view name) { return printable(name); };
    texts_.facts = &facts_;
    texts_.today = input.today;
    texts_.time_zone = input.time_zone;
}

Value Names::value(std::string_view name_seen) const {
    const std::string name(name_seen);
    if (const auto* given = answer_of(conversation_, name)) {
        return given->kind == Given::Kind::answered ? given->value : Value();
    }
    if (const auto fact = conversation_.facts.find(name); fact != conversation_.facts.end())
        return fact->second;
    if (const auto round = conversation_.rounds.find(name); round != conversation_.rounds.end())
        return static_cast<double>(round->second);
    if (name == "language") return conversation_.language;
    if (name == "channel") return conversation_.channel;
    if (name == "today") return input_.today;
    if (name == "lot") return static_cast<double>(drawn_lot(conversation_.seed));
    if (name == "decided_on" && script_.decided_on) return *script_.decided_on;
    if (name == "owner" && !script_.owner.empty()) return script_.owner;
    if (name == "decision" && !script_.decision.empty()) return script_.decision;
    if (const auto base = without_text_ending(name); !base.empty()) {
        const auto* given = answer_of(conversation_, std::string(base));
        if (given != nullptr && !given->other_text.empty()) return given->other_text;
    }
    return {};
}

bool Names::is_settled(const std::string& question) const {
    const auto* given = answer_of(conversation_, question);
    return given != nullptr ? !given->unfinished : conversation_.facts.contains(question);
}

/// `{i}/{n} {statement}`
std::optional<Printable> Names::of_statement(std::string_view name) const {
    const auto& statement = shown_->statement;
    if (name == "i") return Printable{.value = static_cast<double>(statement.number), .type = ValueType::number};
    if (name == "n") return Printable{.value = static_cast<double>(statement.count), .type = ValueType::number};
    if (name != "statement") return std::nullopt;
    if (!statement.text.empty()) return Printable{.value = statement.text};
    Printable printable{.value = statement.key, .type = ValueType::key};
    printable.label = [this](const std::string& key, const Language& language) {
        const auto* question = script_.question(shown_->question);
        return question == nullptr ? key : label_of(script_, *question, key, language, input_, texts_);
    };
    return printable;
}

Printable Names::printable(std::string_view name) const {
    if (shown_ != nullptr) {
        if (auto of_shown = of_statement(name)) return std::move(*of_shown);
    }
    Printable printable{.value = value(name)};
    const auto* fact = script_.fact(name);
    if (fact != nullptr) printable.type = fact->type;
    const auto is_plain_fact = fact != nullptr && fact->keys.empty() && fact->list.empty();
    const auto* question = is_plain_fact ? nullptr : script_.question(name);
    const auto is_place = question != nullptr && question->type == QuestionType::place;
    const auto is_listed_fact = question == nullptr && fact != nullptr && !fact->list.empty();
    if (is_place || is_listed_fact) {
        printable.type = ValueType::key;
        printable.label = [this, question, &list = is_place ? question->list : fact->list](
                              const std::string& id, const Language& language) {
            if (id == "na" && question != nullptr)
                return label_of(script_, *question, id, language, input_, texts_);
            return place_name(script_, list, id, language);
        };
    } else if (question != nullptr && question->type != QuestionType::text) {
        printable.type = value_type_of(question->type);
        printable.label = [this, question](const std::string& key, const Language& language) {
            return label_of(script_, *question, key, language, input_, texts_);
        };
    } else if (std::holds_alternative<bool>(printable.value)) {
        printable.label = [this](const std::string& key, const Language& language) {
            return input_.catalog->text(language, key == "true" ? "yes" : "no");
        };
    }
    return printable;
}

bool Names::mentions(std::string_view text, std::string_view list) const {
    const auto found = script_.words.find(std::string(list));
    if (found == script_.words.end()) return false;
    return std::any_of(found->second.begin(), found->second.end(), [&](const auto& in_language) {
        return mentions_any(text, in_language.second);
    });
}

std::string label_of(const Script& script, const Question& question, const std::string& value,
                     const Language& language, const TurnInput& input, const TextContext& context) {
    const auto words = [&](const Text& text) {
        return input.renderer->render(text, language, script.source_language(), context);
    };
    if (value == "na" && question.na) return words(*question.na);
    if (value == "other" && question.other) return words(question.other_text);
    const auto option =
        std::find_if(question.options.begin(), question.options.end(),
                     [&](const Option& candidate) { return candidate.key == value; });
    if (option != question.options.end()) return words(option->label);
    if (const auto label = question.labels.find(value); label != question.labels.end())
        return words(label->second);
    if (question.type == QuestionType::statements && is_opinion(value)) return input.catalog->text(language, value);
    if (question.type == QuestionType::language) return own_name(value, *input.catalog);
    if (question.type == QuestionType::place && value == none_value)
        return input.catalog->text(language, "none_of_these");
    if (question.type == QuestionType::place) return place_line(script, question, value, language);
    if (question.type == QuestionType::yes_no)
        return input.catalog->text(language, value == "true" ? "yes" : "no");
    return value;
}

}  // namespace dialogs
