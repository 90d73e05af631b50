#include "dialogs/understanding/understand.hpp"

#include "dialogs/texts/catalog.hpp"
#include "dialogs/understanding/types.hpp"

#include <unicode/dcfmtsym.h>

#include <algorithm>
#include <array>

namespace dialogs {
namespace {

struct TypeRow {
    QuestionType type;
    ClosedType (*rules)();
    double min;  ///< where the shape has none
    double max;
};

constexpr double none = 0;

/// Every type that has a value of its own; `text` takes anything.
constexpr auto closed_types = std::to_array<TypeRow>({
    {QuestionType::nps, &rating_type, 0, 10},
    {QuestionType::scale, &rating_type, 1, 5},
    {QuestionType::smiley, &smiley_type, 1, 5},
    {QuestionType::yes_no, &yes_no_type, none, none},
    {QuestionType::choice, &choice_type, none, none},
    {QuestionType::number, &number_type, none, none},
});

const TypeRow* row_of(QuestionType type) {
    const auto* const found =
        std::find_if(closed_types.begin(), closed_types.end(), [&](const TypeRow& row) { return row.type == type; });
    return found == closed_types.end() ? nullptr : found;
}

AnswerShape completed(AnswerShape shape, const TypeRow& row) {
    if (row.min < row.max) {
        if (!shape.min) shape.min = row.min;
        if (!shape.max) shape.max = row.max;
    }
    return shape;
}

bool means_dont_know(const Words& words, const std::string& label) {
    const auto knows = [&](const Vocabulary& vocabulary) {
        const auto* meaning = vocabulary.phrases().exactly(label);
        return meaning && meaning->roles.has(Role::dont_know);
    };
    return knows(words.spoken()) || std::any_of(words.others().begin(), words.others().end(),
                                                [&](const Vocabulary* other) { return knows(*other); });
}

bool is_na_dont_know(const AnswerShape& shape, const Words& words) {
    for (const auto& value : shape.values) {
        if (value.value != "na") continue;
        for (const auto* labels : {&value.labels, &value.other_labels})
            for (const auto& label : *labels)
                if (means_dont_know(words, label)) return true;
    }
    return false;
}

/// What parts thousands in that language; 0 where it is a blank.
char grouping_sign(const Language& language) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::DecimalFormatSymbols symbols(icu::Locale((language + "-u-nu-latn").c_str()), status);
    if (U_FAILURE(status)) return '\0';
    const auto sign = symbols.getConstSymbol(icu::DecimalFormatSymbols::kGroupingSeparatorSymbol);
    return sign == u"," ? ',' : sign == u"." ? '.' : '\0';
}

/// Calls `read(question, type)` with all that reading a reply to the shape needs.
template <typename Read>
auto with_question(const AnswerShape& given, const TypeRow& row, const Catalog& catalog, Read read) {
    const auto shape = completed(given, row);
    const Words words(catalog, shape.language, shape.languages);
    const Labels labels(shape);
    const ClosedQuestion question{.shape = shape,
                                  .words = words,
                                  .labels = labels,
                                  .grouping_sign = grouping_sign(shape.language),
                                  .na_is_dont_know = is_na_dont_know(shape, words)};
    return read(question, row.rules());
}

}  // namespace

Reading understand(const AnswerShape& shape, std::string_view reply, const Catalog& catalog) {
    const auto* row = row_of(shape.type);
    if (!row) return read_text(shape, reply);
    return with_question(shape, *row, catalog, [&](const ClosedQuestion& question, const ClosedType& type) {
        return read_closed(question, type, reply);
    });
}

bool is_exact_answer(const AnswerShape& shape, std::string_view reply, const Catalog& catalog) {
    const auto* row = row_of(shape.type);
    if (!row) return false;
    return with_question(shape, *row, catalog, [&](const ClosedQuestion& question, const ClosedType& type) {
        return is_exactly_one(question, type, reply);
    });
}

}  // namespace dialogs
