#include "bot/observe/metrics.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace bot {
namespace {

std::string escaped(std::string_view value) {
    std::string result;
    for (const char byte : value) {
        if (byte == '\\' || byte == '"') result += '\\';
        if (byte == '\n') {
            result += "\\n";
        } else {
            result += byte;
        }
    }
    return result;
}

/// `channel="sms",outcome="ok"`, without braces; empty where there are none.
std::string printed(const MetricLabels& labels) {
    std::string result;
    for (const auto& [name, value] : labels) {
        if (!result.empty()) result += ',';
        result += fmt::format("{}=\"{}\"", name, escaped(value));
    }
    return result;
}

std::string braced(const std::string& labels) { return labels.empty() ? "" : "{" + labels + "}"; }

std::string with_bound(const std::string& labels, const std::string& bound) {
    return fmt::format("{{{}{}le=\"{}\"}}", labels, labels.empty() ? "" : ",", bound);
}

}  // namespace

void Histogram::observe_ms(double milliseconds) {
    const auto bound = std::lower_bound(bounds_ms.begin(), bounds_ms.end(), milliseconds);
    counts_[static_cast<std::size_t>(bound - bounds_ms.begin())].fetch_add(1, std::memory_order_relaxed);
    sum_us_.fetch_add(static_cast<std::uint64_t>(std::max(0.0, milliseconds * 1000)), std::memory_order_relaxed);
}

Metrics::Family& Metrics::family(std::string_view name, std::string_view help, std::string_view type) {
    auto found = families_.find(name);
    if (found == families_.end()) {
        found = families_.try_emplace(std::string(name)).first;
        found->second.help = help;
        found->second.type = type;
    }
    return found->second;
}

Counter& Metrics::counter(std::string_view name, std::string_view help, const MetricLabels& labels) {
    const std::lock_guard lock(mutex_);
    auto& slot = family(name, help, "counter").counters[printed(labels)];
    if (!slot) slot = std::make_unique<Counter>();
    return *slot;
}

Histogram& Metrics::histogram(std::string_view name, std::string_view help, const MetricLabels& labels) {
    const std::lock_guard lock(mutex_);
    auto& slot = family(name, help, "histogram").histograms[printed(labels)];
    if (!slot) slot = std::make_unique<Histogram>();
    return *slot;
}

void Metrics::gauge(std::string_view name, std::string_view help, ReadGauge read) {
    const std::lock_guard lock(mutex_);
    family(name, help, "gauge").read = std::move(read);
}

void Metrics::counted(std::string_view name, std::string_view help, ReadGauge read) {
    const std::lock_guard lock(mutex_);
    family(name, help, "counter").read = std::move(read);
}

void Metrics::print(std::string& out, const std::string& name, const Family& family) {
    auto end = std::back_inserter(out);
    fmt::format_to(end, "# HELP {} {}\n# TYPE {} {}\n", name, family.help, name, family.type);
    for (const auto& [labels, counter] : family.counters)
        fmt::format_to(end, "{}{} {}\n", name, braced(labels), counter->value());
    if (family.read)
        for (const auto& [labels, value] : family.read())
            fmt::format_to(end, "{}{} {}\n", name, braced(printed(labels)), value);
    for (const auto& [labels, histogram] : family.histograms) {
        std::uint64_t count = 0;
        for (std::size_t i = 0; i < Histogram::bounds_ms.size(); ++i) {
            count += histogram->counts_[i].load(std::memory_order_relaxed);
            const auto bound = fmt::format("{}", Histogram::bounds_ms[i] / 1000);
            fmt::format_to(end, "{}_bucket{} {}\n", name, with_bound(labels, bound), count);
        }
        count += histogram->counts_.back().load(std::memory_order_relaxed);
        const double sum_s = static_cast<double>(histogram->sum_us_.load(std::memory_order_relaxed)) / 1e6;
        fmt::format_to(end, "{}_bucket{} {}\n", name, with_bound(labels, "+Inf"), count);
        fmt::format_to(end, "{}_sum{} {}\n{}_count{} {}\n", name, braced(labels), sum_s, name, braced(labels), count);
    }
}

std::string Metrics::text() const {
    const std::lock_guard lock(mutex_);
    std::string out;
    for (const auto& [name, family] : families_) print(out, name, family);
    return out;
}

}  // namespace bot
