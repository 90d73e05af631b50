#include "dialogs/understanding/understand.hpp"

#include "dialogs/understanding/types.hpp"

#include <algorithm>
#include <array>
#include <utility>

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

AnswerShape completed(AnswerShape shape, const TypeRow* row) {
    if (row && row->min < row->max) {
        if (!shape.min) shape.min = row->min;
        if (!shape.max) shape.max = row->max;
    }
    return shape;
}

}  // namespace

struct AnswerReader::Impl {
    Impl(AnswerShape shape, const TypeRow* row, const Catalog& catalog)
        : question(completed(std::move(shape), row), catalog), type(row ? std::optional(row->rules()) : std::nullopt) {}

    ClosedQuestion question;
    std::optional<ClosedType> type;  ///< none: any words are an answer
};

AnswerReader::AnswerReader(AnswerShape shape, const Catalog& catalog) {
    const auto* row = row_of(shape.type);
    impl_ = std::make_unique<const Impl>(std::move(shape), row, catalog);
}

AnswerReader::~AnswerReader() = default;

const AnswerShape& AnswerReader::shape() const { return impl_->question.shape; }

Reading AnswerReader::read(std::string_view reply) const {
    return impl_->type ? read_closed(impl_->question, *impl_->type, reply) : read_text(shape(), reply);
}

bool AnswerReader::is_exact(std::string_view reply) const {
    return impl_->type && is_exactly_one(impl_->question, *impl_->type, reply);
}

Reading understand(const AnswerShape& shape, std::string_view reply, const Catalog& catalog) {
    return AnswerReader(shape, catalog).read(reply);
}

bool is_exact_answer(const AnswerShape& shape, std::string_view reply, const Catalog& catalog) {
    return AnswerReader(shape, catalog).is_exact(reply);
}

}  // namespace dialogs
