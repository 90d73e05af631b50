// The least HTTP a service can do: keep-alive requests with a body, answered in their order per connection. Linux only.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace bench {

/// One thread, one epoll. A request's body goes to the handler together with the connection it came on; what the
/// handler gives back by answer(), from any thread, closes the round trip.
class FloorHttp {
  public:
    using Handler = std::function<void(std::uint64_t connection, std::string_view body)>;

    FloorHttp(int port, Handler handler);
    ~FloorHttp();
    FloorHttp(const FloorHttp&) = delete;
    FloorHttp& operator=(const FloorHttp&) = delete;

    /// Serves until the process is ended.
    void run();

    /// Answers 200 on each of them; any thread.
    void answer(std::vector<std::uint64_t> connections);

  private:
    struct Connection {
        int descriptor = -1;
        std::string received;
    };

    void accept_all();
    void read(std::uint64_t id);
    void take_requests(std::uint64_t id, Connection& connection);
    void send_answers();
    void watch(int descriptor, std::uint64_t id);

    Handler handler_;
    int listener_ = -1, epoll_ = -1, wake_ = -1;
    std::uint64_t last_id_ = 1;  // 0 and 1 are the listener and the wake-up
    std::unordered_map<std::uint64_t, Connection> connections_;
    std::mutex mutex_;
    std::vector<std::uint64_t> answered_;
};

}  // namespace bench
