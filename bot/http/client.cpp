#include "bot/http/client.hpp"

#include "bot/service/completion.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <atomic>
#include <deque>
#include <list>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

namespace bot::http {
namespace {

using channels::HttpRequest;
using channels::HttpResponse;

constexpr std::size_t response_bytes_max = 1024 * 1024;  // no provider's answer is near it
constexpr long connect_timeout_ms = 10'000;
constexpr long connections_per_host_max = 64;
constexpr int poll_ms = 60'000;  // woken for everything that matters

struct Transfer {
    HttpRequest request;
    Completion<HttpResponse> completion;
    HttpResponse response;
    CURL* easy = nullptr;
    curl_slist* headers = nullptr;
    bool too_long = false;
};

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* user) {
    auto& transfer = *static_cast<Transfer*>(user);
    if (transfer.response.body.size() + size * count > response_bytes_max) {
        transfer.too_long = true;
        return 0;  // an error to curl
    }
    transfer.response.body.append(bytes, size * count);
    return size * count;
}

std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* user) {
    auto& headers = static_cast<Transfer*>(user)->response.headers;
    const std::string_view line(bytes, size * count);
    if (line.starts_with("HTTP/")) headers.clear();  // after a 100 Continue
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return line.size();
    std::string name(line.substr(0, colon));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char byte) { return static_cast<char>(std::tolower(byte)); });
    auto value = line.substr(colon + 1);
    while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) value.remove_prefix(1);
    while (!value.empty() && static_cast<unsigned char>(value.back()) <= ' ') value.remove_suffix(1);
    headers.emplace_back(std::move(name), std::string(value));
    return line.size();
}

/// A failure after the request has begun to be sent may have had its effect.
bool had_begun(CURL* easy) {
    double pretransfer_s = 0;
    curl_easy_getinfo(easy, CURLINFO_PRETRANSFER_TIME, &pretransfer_s);
    return pretransfer_s > 0;
}

void set_up(Transfer& transfer) {
    CURL* easy = transfer.easy;
    const auto& request = transfer.request;
    curl_easy_setopt(easy, CURLOPT_PRIVATE, &transfer);
    curl_easy_setopt(easy, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, connect_timeout_ms);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &transfer);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "kuulolla");
    if (request.method != "GET") {
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, static_cast<long>(request.body.size()));
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.c_str());
        curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
    }
    transfer.headers = curl_slist_append(nullptr, "Expect:");  // no pause before a body
    for (const auto& [name, value] : request.headers) {
        const auto line = value.empty() ? name + ";" : name + ": " + value;
        transfer.headers = curl_slist_append(transfer.headers, line.c_str());
    }
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer.headers);
}

}  // namespace

/// The thread, its queue and curl's handles. Only `add` and `stop` are for other threads.
class CurlClient::Worker {
  public:
    Worker() {
        if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) throw std::runtime_error("libcurl does not start");
        multi_ = curl_multi_init();
        if (!multi_) throw std::runtime_error("libcurl does not start");
        curl_multi_setopt(multi_, CURLMOPT_MAX_HOST_CONNECTIONS, connections_per_host_max);
        curl_multi_setopt(multi_, CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX);
        thread_ = std::thread([this] { run(); });
    }

    ~Worker() {
        stop();
        thread_.join();
        for (CURL* easy : spare_) curl_easy_cleanup(easy);
        curl_multi_cleanup(multi_);
        curl_global_cleanup();
    }

    void add(HttpRequest request, Completion<HttpResponse> completion) {
        auto transfer = std::make_unique<Transfer>(Transfer{.request = std::move(request),
                                                            .completion = std::move(completion),
                                                            .response = {}});
        {
            const std::lock_guard lock(mutex_);
            if (!stopping_) queue_.push_back(std::move(transfer));
        }
        if (transfer) return fail(std::move(transfer), "the service is stopping");
        curl_multi_wakeup(multi_);
    }

    void stop() {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        curl_multi_wakeup(multi_);
    }

  private:
    void run() {
        while (take_queue()) {
            int running = 0;
            curl_multi_perform(multi_, &running);
            collect();
            curl_multi_poll(multi_, nullptr, 0, poll_ms, nullptr);
        }
        abandon();
    }

    /// False once stop() was called.
    bool take_queue() {
        std::deque<std::unique_ptr<Transfer>> fresh;
        {
            const std::lock_guard lock(mutex_);
            if (stopping_) return false;
            fresh.swap(queue_);
        }
        for (auto& transfer : fresh) start(std::move(transfer));
        return true;
    }

    void start(std::unique_ptr<Transfer> transfer) {
        if (spare_.empty()) {
            transfer->easy = curl_easy_init();
        } else {
            transfer->easy = spare_.back();
            spare_.pop_back();
        }
        if (!transfer->easy) return fail(std::move(transfer), "out of memory");
        set_up(*transfer);
        curl_multi_add_handle(multi_, transfer->easy);
        running_.push_back(std::move(transfer));
    }

    void collect() {
        int left = 0;
        while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
            if (message->msg != CURLMSG_DONE) continue;
            const CURLcode code = message->data.result;
            Transfer* done = nullptr;
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &done);
            auto transfer = release(done);
            if (code == CURLE_OK) {
                long status = 0;
                curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
                transfer->response.status = static_cast<int>(status);
            } else {
                transfer->response.timed_out = had_begun(transfer->easy);
                transfer->response.error = transfer->too_long ? "the answer is too long" : curl_easy_strerror(code);
            }
            finish(std::move(transfer));
        }
    }

    /// Out of curl's hands.
    std::unique_ptr<Transfer> release(Transfer* transfer) {
        curl_multi_remove_handle(multi_, transfer->easy);
        const auto found = std::find_if(running_.begin(), running_.end(),
                                        [&](const auto& one) { return one.get() == transfer; });
        auto released = std::move(*found);
        running_.erase(found);
        return released;
    }

    void finish(std::unique_ptr<Transfer> transfer) {
        curl_slist_free_all(transfer->headers);
        curl_easy_reset(transfer->easy);
        spare_.push_back(transfer->easy);
        std::move(transfer->completion)(std::move(transfer->response));
    }

    static void fail(std::unique_ptr<Transfer> transfer, const char* why) {
        transfer->response.error = why;
        std::move(transfer->completion)(std::move(transfer->response));
    }

    void abandon() {
        while (!running_.empty()) {
            auto transfer = release(running_.front().get());
            transfer->response.timed_out = true;
            transfer->response.error = "the service is stopping";
            finish(std::move(transfer));
        }
        for (auto& transfer : queue_) fail(std::move(transfer), "the service is stopping");
        queue_.clear();
    }

    CURLM* multi_ = nullptr;
    std::mutex mutex_;
    std::deque<std::unique_ptr<Transfer>> queue_;
    bool stopping_ = false;
    std::list<std::unique_ptr<Transfer>> running_;
    std::vector<CURL*> spare_;
    std::thread thread_;
};

CurlClient::CurlClient(Mailbox& mailbox) : mailbox_(mailbox), worker_(std::make_unique<Worker>()) {}
CurlClient::~CurlClient() = default;

boost::asio::awaitable<HttpResponse> CurlClient::send(HttpRequest request) {
    auto start = [worker = worker_.get(), request = std::move(request)](Completion<HttpResponse> completion) mutable {
        worker->add(std::move(request), std::move(completion));
    };
    return completed_by<HttpResponse>(mailbox_, std::move(start));
}

void CurlClient::stop() { worker_->stop(); }

}  // namespace bot::http
