#include "tests/bench/floor_http.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <system_error>

namespace bench {
namespace {

constexpr std::uint64_t listener_id = 0, wake_id = 1;
constexpr std::string_view answer_200 =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";

int checked(int result, const char* what) {
    if (result < 0) throw std::system_error(errno, std::generic_category(), what);
    return result;
}

/// The value of Content-Length; 0 where there is none.
std::size_t content_length(std::string_view head) {
    constexpr std::string_view name = "\r\ncontent-length:";
    const auto is_same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; };
    const auto found = std::search(head.begin(), head.end(), name.begin(), name.end(), is_same);
    if (found == head.end()) return 0;
    const char* begin = &*found + name.size();
    while (*begin == ' ') ++begin;
    std::size_t length = 0;
    std::from_chars(begin, head.data() + head.size(), length);
    return length;
}

}  // namespace

FloorHttp::FloorHttp(int port, Handler handler) : handler_(std::move(handler)) {
    listener_ = checked(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), "socket");
    const int on = 1;
    ::setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    checked(::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address), "bind");
    checked(::listen(listener_, SOMAXCONN), "listen");
    epoll_ = checked(::epoll_create1(0), "epoll");
    wake_ = checked(::eventfd(0, EFD_NONBLOCK), "eventfd");
    watch(listener_, listener_id);
    watch(wake_, wake_id);
}

FloorHttp::~FloorHttp() {
    for (const auto& [id, connection] : connections_) ::close(connection.descriptor);
    for (const int descriptor : {listener_, epoll_, wake_}) ::close(descriptor);
}

void FloorHttp::watch(int descriptor, std::uint64_t id) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = id;
    checked(::epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event), "epoll_ctl");
}

void FloorHttp::run() {
    std::array<epoll_event, 256> events;
    for (;;) {
        const int count = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), -1);
        for (int i = 0; i < count; ++i) {
            const auto id = events[static_cast<std::size_t>(i)].data.u64;
            if (id == listener_id)
                accept_all();
            else if (id == wake_id)
                send_answers();
            else
                read(id);
        }
    }
}

void FloorHttp::accept_all() {
    for (;;) {
        const int descriptor = ::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK);
        if (descriptor < 0) return;
        const int on = 1;
        ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        connections_[++last_id_].descriptor = descriptor;
        watch(descriptor, last_id_);
    }
}

void FloorHttp::read(std::uint64_t id) {
    const auto found = connections_.find(id);
    if (found == connections_.end()) return;
    auto& connection = found->second;
    std::array<char, 16384> buffer;
    const auto size = ::read(connection.descriptor, buffer.data(), buffer.size());
    if (size < 0 && errno == EAGAIN) return;
    if (size <= 0) {
        ::close(connection.descriptor);
        connections_.erase(found);
        return;
    }
    connection.received.append(buffer.data(), static_cast<std::size_t>(size));
    take_requests(id, connection);
}

void FloorHttp::take_requests(std::uint64_t id, Connection& connection) {
    auto& received = connection.received;
    for (;;) {
        const auto end = received.find("\r\n\r\n");
        if (end == std::string::npos) return;
        const auto body = end + 4;
        const auto length = content_length(std::string_view(received).substr(0, end + 2));
        if (received.size() < body + length) return;
        handler_(id, std::string_view(received).substr(body, length));
        received.erase(0, body + length);
    }
}

void FloorHttp::answer(std::vector<std::uint64_t> connections) {
    {
        const std::lock_guard lock(mutex_);
        answered_.insert(answered_.end(), connections.begin(), connections.end());
    }
    const std::uint64_t one = 1;
    (void)!::write(wake_, &one, sizeof one);
}

void FloorHttp::send_answers() {
    std::uint64_t count = 0;
    (void)!::read(wake_, &count, sizeof count);
    std::vector<std::uint64_t> answered;
    {
        const std::lock_guard lock(mutex_);
        answered.swap(answered_);
    }
    for (const auto id : answered) {
        const auto found = connections_.find(id);
        if (found != connections_.end())
            (void)!::write(found->second.descriptor, answer_200.data(), answer_200.size());
    }
}

}  // namespace bench
