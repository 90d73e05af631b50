// The operator's log: `event.name key=value`, one line an event, to stderr. No texts of residents, no numbers, no
// secrets.
#pragma once

#include "bot/observe/redactor.hpp"

#include <concepts>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace spdlog {
class logger;
}

namespace bot {

/// error: the operator must act; info: lifecycle.
enum class LogLevel { debug, info, warning, error };

[[nodiscard]] std::optional<LogLevel> log_level_named(std::string_view name);

/// One `key=value`. Texts are redacted and quoted where they have blanks; numbers are printed as they are.
struct LogField {
    std::string_view key;
    std::string value;
    bool is_text = true;

    LogField(std::string_view name, std::string_view text) : key(name), value(text) {}
    LogField(std::string_view name, const std::string& text) : key(name), value(text) {}
    LogField(std::string_view name, const char* text) : key(name), value(text) {}
    LogField(std::string_view name, std::integral auto number)
        : key(name), value(std::to_string(number)), is_text(false) {}
};

/// Any thread.
class Log {
  public:
    using Sink = std::function<void(LogLevel, const std::string& line)>;

    /// To stderr through spdlog.
    explicit Log(LogLevel level);
    /// To a sink of the caller's: tests.
    Log(LogLevel level, Sink sink);
    ~Log();
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    using Fields = std::initializer_list<LogField>;
    void debug(std::string_view event, Fields fields = {}) const { write(LogLevel::debug, event, fields); }
    void info(std::string_view event, Fields fields = {}) const { write(LogLevel::info, event, fields); }
    void warning(std::string_view event, Fields fields = {}) const { write(LogLevel::warning, event, fields); }
    void error(std::string_view event, Fields fields = {}) const { write(LogLevel::error, event, fields); }

    [[nodiscard]] bool is_on(LogLevel level) const { return level >= level_; }

    /// To be called before other threads log.
    [[nodiscard]] Redactor& redactor() { return redactor_; }

  private:
    void write(LogLevel level, std::string_view event, Fields fields) const;

    LogLevel level_;
    Redactor redactor_;
    Sink sink_;
};

}  // namespace bot
