// Values out of a YAML tree: texts with their environment, spans, numbers; faults are gathered with their places.
#pragma once

#include "bot/config/service_config.hpp"
#include "dialogs/reading/yaml_tree.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bot {

/// A value as written, or an option's default where `node` is null.
struct Written {
    std::string text;
    const dialogs::YamlNode* node = nullptr;
};

class ConfigReader {
  public:
    ConfigReader(const dialogs::YamlTree& tree, const Environment& environment)
        : tree_(tree), environment_(environment) {}

    /// A scalar with its `${NAME}` filled in; nullopt, and an error, for anything else.
    [[nodiscard]] std::optional<std::string> text(const dialogs::YamlNode& node);
    /// A list of scalars, or one of them alone.
    [[nodiscard]] std::vector<std::string> texts(const dialogs::YamlNode& node);

    [[nodiscard]] double number(const Written& value, double least, double most);
    [[nodiscard]] bool flag(const Written& value);
    /// `500ms`, `10s`, `5m`, `2h`
    [[nodiscard]] std::chrono::milliseconds span(const Written& value);

    /// An unknown key, with what it may have meant.
    void unknown(const dialogs::YamlNode& key, const std::vector<std::string>& known);
    void error(const dialogs::YamlNode& node, std::string message);
    void error(const Written& value, std::string message);
    void error(dialogs::Place place, std::string message);

    [[nodiscard]] const dialogs::YamlTree& tree() const { return tree_; }
    /// In file order.
    [[nodiscard]] std::vector<ConfigError> take_errors();
    [[nodiscard]] bool has_errors() const { return !errors_.empty(); }

  private:
    const dialogs::YamlTree& tree_;
    const Environment& environment_;
    std::vector<ConfigError> errors_;
};

}  // namespace bot
