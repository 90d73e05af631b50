#include "bot/observe/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <utility>

namespace bot {
namespace {

constexpr std::array<std::pair<std::string_view, LogLevel>, 4> levels{{{"debug", LogLevel::debug},
                                                                       {"info", LogLevel::info},
                                                                       {"warning", LogLevel::warning},
                                                                       {"error", LogLevel::error}}};

spdlog::level::level_enum spdlog_level(LogLevel level) {
    switch (level) {
        case LogLevel::debug: return spdlog::level::debug;
        case LogLevel::info: return spdlog::level::info;
        case LogLevel::warning: return spdlog::level::warn;
        case LogLevel::error: return spdlog::level::err;
    }
    return spdlog::level::err;
}

Log::Sink stderr_sink() {
    auto logger = std::make_shared<spdlog::logger>("kuulolla", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    logger->set_level(spdlog::level::debug);
    logger->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
    return [logger](LogLevel level, const std::string& line) { logger->log(spdlog_level(level), line); };
}

/// One line stays one line, and a value with blanks stays one value.
std::string quoted(const std::string& value) {
    const auto is_plain = [](char byte) {
        return static_cast<unsigned char>(byte) > ' ' && byte != '"' && byte != '=';
    };
    if (!value.empty() && std::all_of(value.begin(), value.end(), is_plain)) return value;
    std::string result = "\"";
    for (const char byte : value) {
        if (byte == '"' || byte == '\\') result += '\\';
        result += static_cast<unsigned char>(byte) < ' ' ? ' ' : byte;
    }
    return result + '"';
}

}  // namespace

std::optional<LogLevel> log_level_named(std::string_view name) {
    for (const auto& [known, level] : levels)
        if (known == name) return level;
    return std::nullopt;
}

Log::Log(LogLevel level) : Log(level, stderr_sink()) {}
Log::Log(LogLevel level, Sink sink) : level_(level), sink_(std::move(sink)) {}
Log::~Log() = default;

void Log::write(LogLevel level, std::string_view event, Fields fields) const {
    if (!is_on(level)) return;
    std::string line(event);
    for (const auto& field : fields) {
        line += ' ';
        line += field.key;
        line += '=';
        line += field.is_text ? quoted(redactor_.clean(field.value)) : field.value;
    }
    sink_(level, line);
}

}  // namespace bot
