// The load: keep-alive connections in a closed loop, each the phones of its own share of the residents. Every request
// has its own body; a resident's next message goes out only after the answer to the one before.
//   bench_load PORT PATH CONNECTIONS SESSIONS ROUNDS [FIRST_ROUND]
// Round 0 says the keyword, the others a number. Prints one line of JSON: turns a second, latencies, failures.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace bench {
namespace {

using Clock = std::chrono::steady_clock;

struct Plan {
    int port = 0;
    std::string path;
    int connections = 0, sessions = 0, rounds = 0, first_round = 0;
};

struct Tally {
    std::vector<float> milliseconds;
    long failures = 0;
    std::string first_failure;
};

/// One connection; the sessions `index`, `index + connections`, … are its own.
class Phone {
  public:
    Phone(const Plan& plan, int index) : plan_(plan), session_(index), step_(plan.connections), first_(index) {
        descriptor_ = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(plan.port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
            throw std::runtime_error(std::string("connect: ") + std::strerror(errno));
        const int on = 1;
        ::setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }
    ~Phone() { ::close(descriptor_); }
    Phone(const Phone&) = delete;
    Phone& operator=(const Phone&) = delete;

    [[nodiscard]] int descriptor() const { return descriptor_; }

    /// The next message; false where all are said.
    bool send() {
        if (session_ >= plan_.sessions) {
            session_ = first_;
            ++round_;
        }
        if (round_ >= plan_.rounds || session_ >= plan_.sessions) return false;
        const auto request = next_request();
        sent_at_ = Clock::now();
        if (::write(descriptor_, request.data(), request.size()) != static_cast<ssize_t>(request.size()))
            throw std::runtime_error("a request could not be written");
        session_ += step_;
        return true;
    }

    /// Reads; true once the answer is whole.
    bool receive(Tally& tally) {
        std::array<char, 8192> buffer;
        const auto size = ::read(descriptor_, buffer.data(), buffer.size());
        if (size <= 0) throw std::runtime_error("the service closed a connection");
        received_.append(buffer.data(), static_cast<std::size_t>(size));
        const auto end = received_.find("\r\n\r\n");
        if (end == std::string::npos || received_.size() < end + 4 + body_length(end)) return false;
        const std::chrono::duration<float, std::milli> took = Clock::now() - sent_at_;
        tally.milliseconds.push_back(took.count());
        if (!received_.starts_with("HTTP/1.1 200") && ++tally.failures == 1) tally.first_failure = received_;
        received_.clear();
        return true;
    }

  private:
    std::string next_request() const {
        const int round = plan_.first_round + round_;
        char body[256], head[256];
        const auto text = round == 0 ? std::string("mittaus") : std::to_string((session_ + round * 7) % 11);
        const int length = std::snprintf(body, sizeof body, R"({"session":"bench-%020d","id":"m-%d-%d","text":"%s"})",
                                         session_, session_, round, text.c_str());
        std::snprintf(head, sizeof head,
                      "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\n"
                      "Content-Length: %d\r\n\r\n",
                      plan_.path.c_str(), plan_.port, length);
        return std::string(head) + body;
    }

    [[nodiscard]] std::size_t body_length(std::size_t end) const {
        const auto head = received_.substr(0, end + 2);
        const auto* found = strcasestr(head.c_str(), "\r\ncontent-length:");
        return found ? std::strtoul(found + std::strlen("\r\ncontent-length:"), nullptr, 10) : 0;
    }

    const Plan& plan_;
    int session_, step_, first_;
    int round_ = 0;
    int descriptor_ = -1;
    Clock::time_point sent_at_;
    std::string received_;
};

void run(const Plan& plan, Tally& tally) {
    const int epoll = ::epoll_create1(0);
    std::vector<std::unique_ptr<Phone>> phones;
    int talking = 0;
    for (int i = 0; i < plan.connections; ++i) {
        auto& phone = *phones.emplace_back(std::make_unique<Phone>(plan, i));
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.ptr = &phone;
        ::epoll_ctl(epoll, EPOLL_CTL_ADD, phone.descriptor(), &event);
    }
    for (auto& phone : phones) talking += phone->send();
    std::array<epoll_event, 256> events;
    while (talking > 0) {
        const int count = ::epoll_wait(epoll, events.data(), static_cast<int>(events.size()), 30'000);
        if (count == 0) throw std::runtime_error("no answer for 30 s");
        for (int i = 0; i < count; ++i) {
            auto& phone = *static_cast<Phone*>(events[static_cast<std::size_t>(i)].data.ptr);
            if (phone.receive(tally) && !phone.send()) --talking;
        }
    }
    ::close(epoll);
}

void print(const Plan& plan, Tally& tally, double seconds) {
    auto& all = tally.milliseconds;
    std::sort(all.begin(), all.end());
    const auto at = [&](double part) {
        return all.empty() ? 0.0F : all[static_cast<std::size_t>(part * static_cast<double>(all.size() - 1))];
    };
    std::printf("{\"connections\":%d,\"sessions\":%d,\"turns\":%zu,\"turns_a_second\":%.0f,\"p50_ms\":%.2f,"
                "\"p99_ms\":%.2f,\"p999_ms\":%.2f,\"max_ms\":%.2f,\"failures\":%ld}\n",
                plan.connections, plan.sessions, all.size(), static_cast<double>(all.size()) / seconds,
                static_cast<double>(at(0.5)), static_cast<double>(at(0.99)), static_cast<double>(at(0.999)),
                static_cast<double>(at(1)), tally.failures);
    if (tally.failures > 0) std::fprintf(stderr, "the first failure: %s\n", tally.first_failure.c_str());
}

}  // namespace
}  // namespace bench

int main(int count, char** arguments) {
    if (count < 6 || count > 7) {
        std::fputs("bench_load PORT PATH CONNECTIONS SESSIONS ROUNDS [FIRST_ROUND]\n", stderr);
        return 2;
    }
    const auto number = [&](int index) { return std::atoi(arguments[index]); };
    const bench::Plan plan{.port = number(1),
                           .path = arguments[2],
                           .connections = number(3),
                           .sessions = number(4),
                           .rounds = number(5),
                           .first_round = count > 6 ? number(6) : 0};
    try {
        bench::Tally tally;
        const auto started = bench::Clock::now();
        bench::run(plan, tally);
        const std::chrono::duration<double> took = bench::Clock::now() - started;
        bench::print(plan, tally, took.count());
        return tally.failures == 0 ? 0 : 1;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_load: %s\n", error.what());
        return 1;
    }
}
