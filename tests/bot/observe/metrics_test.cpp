// Figures in Prometheus' text format.
#include "bot/observe/metrics.hpp"

#include <catch2/catch.hpp>

using namespace bot;

TEST_CASE("counters are printed with their labels, escaped, under one head") {
    Metrics metrics;
    metrics.counter("webhooks_total", "Webhooks", {{"channel", "sms"}, {"outcome", "ok"}}).add(2);
    metrics.counter("webhooks_total", "Webhooks", {{"channel", "a\"b"}, {"outcome", "secret"}}).add();
    metrics.counter("webhooks_total", "Webhooks", {{"channel", "sms"}, {"outcome", "ok"}}).add();
    CHECK(metrics.text() ==
          "# HELP webhooks_total Webhooks\n"
          "# TYPE webhooks_total counter\n"
          "webhooks_total{channel=\"a\\\"b\",outcome=\"secret\"} 1\n"
          "webhooks_total{channel=\"sms\",outcome=\"ok\"} 3\n");
}

TEST_CASE("a histogram's buckets add up") {
    Metrics metrics;
    auto& histogram = metrics.histogram("turn_seconds", "Turns");
    histogram.observe_ms(0.5);
    histogram.observe_ms(3);
    histogram.observe_ms(100'000);
    const auto text = metrics.text();
    CHECK(text.find("turn_seconds_bucket{le=\"0.001\"} 1\n") != std::string::npos);
    CHECK(text.find("turn_seconds_bucket{le=\"0.002\"} 1\n") != std::string::npos);
    CHECK(text.find("turn_seconds_bucket{le=\"0.005\"} 2\n") != std::string::npos);
    CHECK(text.find("turn_seconds_bucket{le=\"30\"} 2\n") != std::string::npos);
    CHECK(text.find("turn_seconds_bucket{le=\"+Inf\"} 3\n") != std::string::npos);
    CHECK(text.find("turn_seconds_sum 100.0035\n") != std::string::npos);
    CHECK(text.find("turn_seconds_count 3\n") != std::string::npos);
}

TEST_CASE("a gauge is read when the text is made") {
    Metrics metrics;
    double open = 1;
    metrics.gauge("open", "Open", [&] { return std::vector<GaugeValue>{{{}, open}}; });
    open = 7;
    CHECK(metrics.text() == "# HELP open Open\n# TYPE open gauge\nopen 7\n");
}
