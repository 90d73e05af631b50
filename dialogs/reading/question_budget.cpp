// A budget: `items`, `ceiling`, `at_least`, `brief`.
#include "dialogs/reading/csv.hpp"
#include "dialogs/reading/list_reader.hpp"
#include "dialogs/reading/question_reader.hpp"

#include <algorithm>
#include <numeric>

namespace dialogs {

void QuestionReader::read_items(const YamlEntry& entry) {
    if (question_.type != Type::budget || parts_.source.tell_if_empty(entry)) return;
    note_place("choices", entry.value);
    const auto* items = parts_.source.map(entry);
    if (items == nullptr) return;
    for (const auto& item : items->entries)
        read_item(item);
}

/// `benches: {text: Penkit, cost: 15000}`
void QuestionReader::read_item(const YamlEntry& item) {
    if (!item.value.is_map()) {
        parts_.source.error(
            item.value, "wrong-kind",
            fmt::format("an item has a text and a cost: `{}: {{text: …, cost: 15000}}`",
                        item.key.value));
        return;
    }
    if (parts_.source.tell_if_cut_by_comma(item.value)) return;
    item_ = Option{.key = item.key.value, .label = {}, .when = {}};
    static constexpr KeyRow<QuestionReader> item_rows[] = {
        {"text", &QuestionReader::read_item_text, Need::required},
        {"cost", &QuestionReader::read_item_cost, Need::required},
        {"about", &QuestionReader::read_item_about},
    };
    read_keys(parts_.source, item.value, std::span<const KeyRow<QuestionReader>>(item_rows), *this,
              "an item");
    if (item_.key == "na") tell_taken_key(item.key, item_.key);
    question_.options.push_back(std::move(item_));
}

void QuestionReader::read_item_text(const YamlEntry& entry) {
    item_.label = parts_.texts.plain(context("items." + item_.key), entry);
}

void QuestionReader::read_item_cost(const YamlEntry& entry) {
    item_.cost = parts_.source.whole(entry, {0, item_cost_max}).value_or(0);
}

void QuestionReader::read_item_about(const YamlEntry& entry) {
    item_.about = parts_.texts.plain(context("about." + item_.key), entry);
}

void QuestionReader::read_ceiling(const YamlEntry& entry) {
    question_.ceiling = parts_.source.whole(entry, {1, item_cost_max}).value_or(0);
}

void QuestionReader::read_at_least(const YamlEntry& entry) {
    question_.at_least =
        parts_.source.whole(entry, {1, static_cast<int>(csv_rows_max)}).value_or(1);
}

void QuestionReader::read_brief(const YamlEntry& entry) {
    question_.brief = parts_.source.flag(entry).value_or(false);
}

/// A ballot must be possible, and each item choosable.
void QuestionReader::check_budget() {
    if (question_.type != Type::budget || question_.options.empty() || question_.ceiling == 0)
        return;
    if (step_.find("at_least") != nullptr) check_count("at_least", question_.at_least);
    std::vector<long long> costs;
    for (const auto& item : question_.options)
        costs.push_back(item.cost);
    std::sort(costs.begin(), costs.end());
    const auto count = std::min(costs.size(), static_cast<std::size_t>(question_.at_least));
    const auto least =
        std::accumulate(costs.begin(), costs.begin() + static_cast<std::ptrdiff_t>(count), 0LL);
    const auto& ceiling = step_.find("ceiling")->value;
    if (least > question_.ceiling) {
        parts_.source.error(
            ceiling, "bad-value",
            fmt::format("nobody could vote: the {} cheapest cost {} euros, more than the ceiling",
                        count, least));
        return;
    }
    for (const auto& item : question_.options) {
        if (item.cost <= question_.ceiling) continue;
        parts_.source.error(
            ceiling, "bad-value",
            fmt::format("`{}` alone costs {} euros, more than the ceiling", item.key, item.cost));
    }
}

}  // namespace dialogs
