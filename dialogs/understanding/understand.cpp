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
    Reading (*read)(const ClosedQuestion& question, const ClosedType& type, std::string_view reply) = &read_closed;
    bool (*is_exact)(const ClosedQuestion& question, const ClosedType& type, std::string_view reply) = &is_exactly_one;
};

constexpr double none = 0;

/// Every type by what reads its answers.
constexpr auto closed_types = std::to_array<TypeRow>({
    {QuestionType::nps, &rating_type, 0, 10},
    {QuestionType::scale, &rating_type, 1, 5},
    {QuestionType::smiley, &smiley_type, 1, 5},
    {QuestionType::yes_no, &yes_no_type, none, none},
    {QuestionType::choice, &choice_type, none, none},
    {QuestionType::choices, &several_type, none, none, &read_several, &is_exactly_several},
    {QuestionType::number, &number_type, none, none, &read_or_outside},
    {QuestionType::year, &year_type, none, none, &read_year},
    {QuestionType::date, &way_out_type, none, none, &read_date, &is_exactly_date},
    {QuestionType::language, &choice_type, none, none},
    {QuestionType::text, &way_out_type, none, none, &read_free_text, &is_exactly_way_out},
    {QuestionType::place, &choice_type, none, none, &read_place, &is_exactly_place},
    {QuestionType::budget, &several_type, none, none, &read_several, &is_exactly_several},
    {QuestionType::rank, &several_type, none, none, &read_several, &is_exactly_several},
    {QuestionType::points, &way_out_type, none, none, &read_points, &is_exactly_way_out},
    {QuestionType::statements, &opinion_type, none, none},
    {QuestionType::photo, &way_out_type, none, none, &read_sent, &is_exactly_way_out},
    {QuestionType::voice, &way_out_type, none, none, &read_sent, &is_exactly_way_out},
    {QuestionType::location, &way_out_type, none, none, &read_sent, &is_exactly_way_out},
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
    Impl(AnswerShape shape, const TypeRow* its_row, const Catalog& catalog)
        : question(completed(std::move(shape), its_row), catalog),
          row(its_row),
          type(its_row ? std::optional(its_row->rules()) : std::nullopt) {}

    ClosedQuestion question;
    const TypeRow* row;              ///< null: any words are an answer
    std::optional<ClosedType> type;
};

AnswerReader::AnswerReader(AnswerShape shape, const Catalog& catalog) {
    const bool is_mere_text = shape.type == QuestionType::text && !shape.has_na;
    const auto* row = is_mere_text ? nullptr : row_of(shape.type);
    impl_ = std::make_unique<const Impl>(std::move(shape), row, catalog);
}

AnswerReader::~AnswerReader() = default;

const AnswerShape& AnswerReader::shape() const { return impl_->question.shape; }

Reading AnswerReader::read(std::string_view reply) const {
    return impl_->row ? impl_->row->read(impl_->question, *impl_->type, reply) : read_text(shape(), reply);
}

bool AnswerReader::is_exact(std::string_view reply) const {
    return impl_->row && impl_->row->is_exact(impl_->question, *impl_->type, reply);
}

Reading understand(const AnswerShape& shape, std::string_view reply, const Catalog& catalog) {
    return AnswerReader(shape, catalog).read(reply);
}

bool is_exact_answer(const AnswerShape& shape, std::string_view reply, const Catalog& catalog) {
    return AnswerReader(shape, catalog).is_exact(reply);
}

}  // namespace dialogs
