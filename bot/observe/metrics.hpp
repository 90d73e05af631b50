// Figures for Prometheus: counters, gauges, histograms, and their text.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bot {

/// Label names and values, in the order they are printed.
using MetricLabels = std::vector<std::pair<std::string, std::string>>;

/// Only rises. Any thread.
class Counter {
  public:
    void add(std::uint64_t amount = 1) { value_.fetch_add(amount, std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

  private:
    std::atomic<std::uint64_t> value_{0};
};

/// How long things took. Any thread.
class Histogram {
  public:
    /// Upper bounds in milliseconds: a webhook's commit takes a few, a provider's answer up to its time-out.
    static constexpr std::array<double, 11> bounds_ms{1, 2, 5, 10, 20, 50, 100, 250, 1000, 5000, 30000};

    void observe_ms(double milliseconds);

  private:
    friend class Metrics;
    std::array<std::atomic<std::uint64_t>, bounds_ms.size() + 1> counts_{};
    std::atomic<std::uint64_t> sum_us_{0};
};

/// A value that is asked for when the text is made.
struct GaugeValue {
    MetricLabels labels;
    double value = 0;
};
using ReadGauge = std::function<std::vector<GaugeValue>()>;

/// The registry. Registering and printing from any thread; references stay good.
class Metrics {
  public:
    Counter& counter(std::string_view name, std::string_view help, const MetricLabels& labels = {});
    Histogram& histogram(std::string_view name, std::string_view help, const MetricLabels& labels = {});
    /// `read` is called by text(), on its thread.
    void gauge(std::string_view name, std::string_view help, ReadGauge read);
    /// The same for a counter that somebody else counts.
    void counted(std::string_view name, std::string_view help, ReadGauge read);

    /// Prometheus' text format 0.0.4.
    [[nodiscard]] std::string text() const;

  private:
    struct Family {
        std::string help;
        std::string_view type;
        std::map<std::string, std::unique_ptr<Counter>> counters;      ///< by printed labels
        std::map<std::string, std::unique_ptr<Histogram>> histograms;
        ReadGauge read;
    };
    Family& family(std::string_view name, std::string_view help, std::string_view type);
    static void print(std::string& out, const std::string& name, const Family& family);

    mutable std::mutex mutex_;
    std::map<std::string, Family, std::less<>> families_;
};

}  // namespace bot
