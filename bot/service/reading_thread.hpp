// The thread for reading: exports, feeds, reports and compiling, beside the writer, in short pieces.
#pragma once

#include "bot/service/completion.hpp"
#include "storage/reader.hpp"

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <variant>

namespace bot {

/// Jobs run one after the other, each at most some 50 ms: whoever reads more asks again for the next piece.
class ReadingThread {
  public:
    ReadingThread(Mailbox& mailbox, std::unique_ptr<storage::Reader> reader);
    /// Does what is queued, then ends.
    ~ReadingThread();
    ReadingThread(const ReadingThread&) = delete;
    ReadingThread& operator=(const ReadingThread&) = delete;

    /// Runs `read(reader)` there and awaits its value here; what it throws is thrown here. It must take what it needs
    /// by value.
    template <class Read, class T = std::invoke_result_t<Read&, storage::Reader&>>
    [[nodiscard]] boost::asio::awaitable<T> run(Read read) {
        using Outcome = std::variant<T, std::exception_ptr>;
        auto start = [this, read = std::move(read)](Completion<Outcome> completion) mutable {
            auto shared = std::make_shared<Completion<Outcome>>(std::move(completion));
            add([shared, read = std::move(read)](storage::Reader& reader) mutable {
                std::move(*shared)(outcome_of<T>(read, reader));
            });
        };
        auto waiting = completed_by<Outcome>(mailbox_, std::move(start));
        return unwrapped<T>(std::move(waiting));
    }

  private:
    using Job = std::function<void(storage::Reader&)>;

    template <class T, class Read>
    static std::variant<T, std::exception_ptr> outcome_of(Read& read, storage::Reader& reader) {
        try {
            return read(reader);
        } catch (const std::exception&) {
            return std::current_exception();
        }
    }

    template <class T>
    static boost::asio::awaitable<T> unwrapped(boost::asio::awaitable<std::variant<T, std::exception_ptr>> waiting) {
        auto outcome = co_await std::move(waiting);
        if (auto* thrown = std::get_if<std::exception_ptr>(&outcome)) std::rethrow_exception(*thrown);
        co_return std::move(std::get<T>(outcome));
    }

    void add(Job job);
    void work();

    Mailbox& mailbox_;
    std::unique_ptr<storage::Reader> reader_;
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<Job> jobs_;
    bool ending_ = false;
    std::thread thread_;
};

}  // namespace bot
