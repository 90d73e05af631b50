#include "channels/http/json_document.hpp"

#include "channels/json_text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace channels {
namespace {

using Json = nlohmann::json;

/// The first step of a pointer, unescaped; it is taken off.
std::string take_step(std::string_view& pointer) {
    pointer.remove_prefix(1);
    const auto written = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(written.size());
    std::string step;
    for (std::size_t i = 0; i < written.size(); ++i) {
        const bool escape = written[i] == '~' && i + 1 < written.size();
        step += escape ? (written[++i] == '1' ? '/' : '~') : written[i];
    }
    return step;
}

const Json* child(const Json& value, const std::string& step) {
    if (value.is_object()) {
        const auto found = value.find(step);
        return found == value.end() ? nullptr : &*found;
    }
    std::size_t index = 0;
    const auto [stopped, problem] = std::from_chars(step.data(), step.data() + step.size(), index);
    const bool whole = problem == std::errc() && stopped == step.data() + step.size();
    return value.is_array() && whole && index < value.size() ? &value[index] : nullptr;
}

/// All values that a pointer with `*` leads to.
void collect(const Json& value, std::string_view pointer, std::vector<const Json*>& found) {
    if (pointer.empty()) {
        found.push_back(&value);
        return;
    }
    const auto step = take_step(pointer);
    if (step != "*") {
        if (const auto* next = child(value, step)) collect(*next, pointer, found);
    } else if (value.is_array()) {
        for (const auto& element : value)
            collect(element, pointer, found);
    }
}

/// What a list's pointer leads to: values, and the elements of arrays.
std::vector<const Json*> elements_of(const Json& root, std::string_view list) {
    std::vector<const Json*> found;
    collect(root, list, found);
    std::vector<const Json*> elements;
    for (const auto* value : found) {
        if (value->is_array() && !list.empty()) {
            for (const auto& element : *value)
                elements.push_back(&element);
        } else {
            elements.push_back(value);
        }
    }
    return elements;
}

class JsonDocument final : public Document {
public:
    JsonDocument(std::unique_ptr<Json> root, std::string_view list)
        : root_(std::move(root)), elements_(elements_of(*root_, list)) {}

    [[nodiscard]] std::size_t size() const override { return elements_.size(); }
    [[nodiscard]] std::optional<std::string> field(std::size_t element,
                                                   std::string_view location) const override {
        return text_at(*elements_[element], location);
    }

private:
    std::unique_ptr<Json> root_;
    std::vector<const Json*> elements_;
};

}  // namespace

std::optional<std::string> text_at(const Json& value, std::string_view pointer) {
    std::vector<const Json*> found;
    collect(value, pointer, found);
    if (found.empty()) return std::nullopt;
    const auto& first = *found.front();
    if (first.is_string()) return first.get<std::string>();
    if (first.is_number() || first.is_boolean()) return first.dump();
    return std::nullopt;
}

std::unique_ptr<Document> open_json(std::string_view text, std::string_view list) {
    auto root = std::make_unique<Json>(json_from(text));
    if (root->is_discarded()) return nullptr;
    return std::make_unique<JsonDocument>(std::move(root), list);
}

}  // namespace channels
