#include "dialogs/texts/compiled_pattern.hpp"

#include "dialogs/texts/icu_text.hpp"

#include <fmt/format.h>
#include <unicode/datefmt.h>
#include <unicode/gregocal.h>
#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>

#include <map>
#include <utility>
#include <vector>

namespace dialogs {
namespace {

/// Words, or a name whose value is printed. A name in ICU's own simple form (`{visited, date,
/// short}`) has a formatter.
struct Piece {
    std::string words;
    std::string name;
    std::unique_ptr<icu::Format> format;
};

std::string shown_name(icu::UnicodeString name) {
    return utf8(name.findAndReplace(icu::UnicodeString(hidden_dot_unit), icu::UnicodeString(u'.')));
}

/// ICU's formatter for `{NAME, TYPE, STYLE` (its closing brace left out); null where there is none.
std::unique_ptr<icu::Format> simple_format(const icu::UnicodeString& argument,
                                           const icu::Locale& locale) {
    const auto comma = argument.indexOf(u',');
    icu::UnicodeString pattern(u"{0");
    pattern.append(argument, comma, argument.length() - comma).append(u'}');
    UErrorCode status = U_ZERO_ERROR;
    icu::MessageFormat message(pattern, locale, status);
    if (U_FAILURE(status)) return nullptr;
    int32_t count = 0;
    const auto** formats = message.getFormats(count);
    return std::unique_ptr<icu::Format>(count == 1 && formats[0] != nullptr ? formats[0]->clone()
                                                                            : nullptr);
}

/// A day as ICU's date formats take it: noon, in their own zone, so that it is that day everywhere.
UDate noon_of(Date date, const icu::TimeZone& zone) {
    UErrorCode status = U_ZERO_ERROR;
    icu::GregorianCalendar calendar(zone, status);
    calendar.set(static_cast<int>(date.year()),
                 static_cast<int>(static_cast<unsigned>(date.month())) - 1,
                 static_cast<int>(static_cast<unsigned>(date.day())), 12, 0, 0);
    return calendar.getTime(status);
}

/// A name that a plural or select judges.
struct Judged {
    icu::UnicodeString name;  ///< as ICU has it
    bool as_number = false;
};

/// A value as a plural takes it; 0 where there is none.
icu::Formattable counted(const Value& value) {
    if (const auto* number = std::get_if<double>(&value)) return {*number};
    const auto* keys = std::get_if<std::vector<std::string>>(&value);
    return {keys == nullptr ? int32_t{0} : static_cast<int32_t>(keys->size())};
}

/// A value as a select takes it.
icu::Formattable selected(const Value& value) {
    if (const auto* number = std::get_if<double>(&value))
        return {icu::UnicodeString::fromUTF8(fmt::format("{}", *number))};
    if (const auto* text = std::get_if<std::string>(&value))
        return {icu::UnicodeString::fromUTF8(*text)};
    if (const auto* yes = std::get_if<bool>(&value))
        return {icu::UnicodeString(*yes ? "true" : "false")};
    if (std::holds_alternative<NotApplicable>(value)) return {icu::UnicodeString("na")};
    return {icu::UnicodeString("other")};
}

std::string in_icus_form(icu::Format& format, const Printable& printable,
                         const TextContext& context) {
    icu::Formattable argument;
    if (auto* dates = dynamic_cast<icu::DateFormat*>(&format)) {
        if (const auto* date = std::get_if<Date>(&printable.value)) {
            dates->setTimeZone(*icu::TimeZone::getGMT());
            argument = icu::Formattable(noon_of(*date, *icu::TimeZone::getGMT()),
                                        icu::Formattable::kIsDate);
        } else if (const auto* instant = std::get_if<Instant>(&printable.value)) {
            dates->adoptTimeZone(
                icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(context.time_zone)));
            argument = icu::Formattable(static_cast<UDate>(instant->time_since_epoch().count()),
                                        icu::Formattable::kIsDate);
        } else {
            return {};
        }
    } else if (const auto* number = std::get_if<double>(&printable.value)) {
        argument = icu::Formattable(*number);
    } else {
        return {};
    }
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString text;
    format.format(argument, text, status);
    return U_FAILURE(status) ? std::string() : utf8(text);
}

/// The argument that stands for the piece of that index in a rewritten pattern.
icu::UnicodeString argument_name(std::size_t index) {
    return icu::UnicodeString(u'\uE001').append(
        icu::UnicodeString::fromUTF8(std::to_string(index)));
}

bool is_chosen_by(UMessagePatternArgType type) {
    return type != UMSGPAT_ARG_TYPE_NONE && type != UMSGPAT_ARG_TYPE_SIMPLE;
}

/// The argument that begins at that part, as a piece to be filled in.
Piece piece_at(const icu::MessagePattern& parsed, int32_t index, const icu::Locale& locale) {
    const auto& start = parsed.getPart(index);
    const auto& limit = parsed.getPart(parsed.getLimitPartIndex(index));
    Piece piece;
    piece.name = shown_name(parsed.getSubstring(parsed.getPart(index + 1)));
    if (start.getArgType() == UMSGPAT_ARG_TYPE_SIMPLE) {
        const auto& pattern = parsed.getPatternString();
        piece.format =
            simple_format(pattern.tempSubStringBetween(start.getIndex(), limit.getIndex()), locale);
    }
    return piece;
}

/// A pattern with plurals or selects: every bare and simple argument takes ready words
/// (`{\uE001n}`) instead.
struct Rewritten {
    icu::UnicodeString pattern;
    std::vector<Piece> arguments;
    std::map<std::string, Judged> judged;
};

Rewritten rewritten(const icu::MessagePattern& parsed, const icu::Locale& locale) {
    const auto& pattern = parsed.getPatternString();
    Rewritten result;
    auto done = 0;
    for (auto i = 0; i < parsed.countParts(); ++i) {
        const auto& part = parsed.getPart(i);
        if (part.getType() != UMSGPAT_PART_TYPE_ARG_START) continue;
        if (is_chosen_by(part.getArgType())) {
            const auto name = parsed.getSubstring(parsed.getPart(i + 1));
            const auto as_number = part.getArgType() != UMSGPAT_ARG_TYPE_SELECT;
            result.judged.emplace(shown_name(name), Judged{name, as_number});
            continue;
        }
        result.pattern.append(pattern, done, part.getIndex() - done);
        result.pattern.append(u'{').append(argument_name(result.arguments.size())).append(u'}');
        result.arguments.push_back(piece_at(parsed, i, locale));
        done = parsed.getPart(parsed.getLimitPartIndex(i)).getLimit();
    }
    result.pattern.append(pattern, done, pattern.length() - done);
    return result;
}

/// The pieces of a pattern without plurals and selects.
std::vector<Piece> pieces_of(const icu::MessagePattern& parsed, const icu::Locale& locale) {
    const auto& pattern = parsed.getPatternString();
    std::vector<Piece> pieces;
    icu::UnicodeString words;
    auto done = 0;
    const auto take_words_to = [&](int32_t end) { words.append(pattern, done, end - done); };
    const auto end_words = [&] {
        if (words.isEmpty()) return;
        pieces.push_back({utf8(words), {}, nullptr});
        words.remove();
    };
    for (auto i = 0; i < parsed.countParts(); ++i) {
        const auto& part = parsed.getPart(i);
        switch (part.getType()) {
            case UMSGPAT_PART_TYPE_SKIP_SYNTAX:
            case UMSGPAT_PART_TYPE_MSG_START:
            case UMSGPAT_PART_TYPE_MSG_LIMIT:
                take_words_to(part.getIndex());
                done = part.getLimit();
                break;
            case UMSGPAT_PART_TYPE_ARG_START: {
                take_words_to(part.getIndex());
                end_words();
                pieces.push_back(piece_at(parsed, i, locale));
                i = parsed.getLimitPartIndex(i);
                done = parsed.getPart(i).getLimit();
                break;
            }
            default:
                break;
        }
    }
    end_words();
    return pieces;
}

bool has_choices(const icu::MessagePattern& parsed) {
    for (auto i = 0; i < parsed.countParts(); ++i) {
        const auto& part = parsed.getPart(i);
        if (part.getType() == UMSGPAT_PART_TYPE_ARG_START && is_chosen_by(part.getArgType()))
            return true;
    }
    return false;
}

}  // namespace

struct CompiledPattern::Impl {
    Language language;
    std::vector<Piece> pieces;  ///< all of it, or the arguments of `message`
    std::unique_ptr<icu::MessageFormat> message;
    std::map<std::string, Judged> judged;

    std::string words_of(const Piece& piece, const TextContext& context,
                         WrittenValues& values) const {
        const auto printable = context.print(piece.name);
        return piece.format ? in_icus_form(*piece.format, printable, context)
                            : written(printable, language, context, values);
    }

    std::string join(const TextContext& context, WrittenValues& values) const {
        std::string text;
        for (const auto& piece : pieces)
            text += piece.name.empty() ? piece.words : words_of(piece, context, values);
        return text;
    }

    std::string format(const TextContext& context, WrittenValues& values) const {
        std::vector<icu::UnicodeString> names;
        std::vector<icu::Formattable> arguments;
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            names.push_back(argument_name(i));
            arguments.emplace_back(
                icu::UnicodeString::fromUTF8(words_of(pieces[i], context, values)));
        }
        for (const auto& [name, one] : judged) {
            const auto value = context.print(name).value;
            names.push_back(one.name);
            arguments.push_back(one.as_number ? counted(value) : selected(value));
        }
        UErrorCode status = U_ZERO_ERROR;
        icu::UnicodeString text;
        message->format(names.data(), arguments.data(), static_cast<int32_t>(names.size()), text,
                        status);
        return U_FAILURE(status) ? std::string() : utf8(text);
    }
};

CompiledPattern::CompiledPattern(std::string_view pattern, const Language& language)
    : impl_(std::make_unique<Impl>()) {
    impl_->language = language;
    const auto locale = locale_of(language);
    UErrorCode status = U_ZERO_ERROR;
    UParseError place;
    const icu::MessagePattern parsed(icu::UnicodeString::fromUTF8(std::string(pattern)), &place,
                                     status);
    if (U_FAILURE(status)) {
        impl_->pieces.push_back({std::string(pattern), {}, nullptr});
        return;
    }
    if (!has_choices(parsed)) {
        impl_->pieces = pieces_of(parsed, locale);
        return;
    }
    auto filled_in = rewritten(parsed, locale);
    impl_->message = std::make_unique<icu::MessageFormat>(filled_in.pattern, locale, status);
    impl_->pieces = std::move(filled_in.arguments);
    impl_->judged = std::move(filled_in.judged);
}

CompiledPattern::~CompiledPattern() = default;
CompiledPattern::CompiledPattern(CompiledPattern&&) noexcept = default;
CompiledPattern& CompiledPattern::operator=(CompiledPattern&&) noexcept = default;

std::string CompiledPattern::fill(const TextContext& context, WrittenValues& values) {
    return impl_->message ? impl_->format(context, values) : impl_->join(context, values);
}

std::string written(const Printable& printable, const Language& language,
                    const TextContext& context, WrittenValues& values) {
    const auto label = [&](const std::string& key) {
        return printable.label ? printable.label(key, language) : key;
    };
    const auto& value = printable.value;
    if (const auto* text = std::get_if<std::string>(&value)) return label(*text);
    if (const auto* number = std::get_if<double>(&value)) {
        return printable.type == ValueType::year ? fmt::format("{:.0f}", *number)
                                                 : values.number(*number);
    }
    if (const auto* date = std::get_if<Date>(&value)) return values.date(*date, context.today);
    if (const auto* instant = std::get_if<Instant>(&value)) {
        return values.instant(*instant, context.today, context.time_zone);
    }
    if (const auto* yes = std::get_if<bool>(&value)) return label(*yes ? "true" : "false");
    if (std::holds_alternative<NotApplicable>(value)) return label("na");
    if (const auto* keys = std::get_if<std::vector<std::string>>(&value)) {
        std::vector<std::string> labels;
        for (const auto& key : *keys)
            labels.push_back(label(key));
        return values.list(labels);
    }
    if (const auto* table = std::get_if<std::map<std::string, std::string>>(&value)) {
        std::vector<std::string> rows;
        for (const auto& [key, given] : *table)
            rows.push_back(label(key) + ": " + given);
        return values.list(rows);
    }
    return {};
}

}  // namespace dialogs
