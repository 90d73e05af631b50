#include "bot/service/reading_thread.hpp"

#include <utility>

namespace bot {

ReadingThread::ReadingThread(Mailbox& mailbox, std::unique_ptr<storage::Reader> reader)
    : mailbox_(mailbox), reader_(std::move(reader)), thread_([this] { work(); }) {}

ReadingThread::~ReadingThread() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    arrived_.notify_one();
    thread_.join();
}

void ReadingThread::add(Job job) {
    {
        const std::lock_guard lock(mutex_);
        jobs_.push_back(std::move(job));
    }
    arrived_.notify_one();
}

void ReadingThread::work() {
    for (;;) {
        std::unique_lock lock(mutex_);
        arrived_.wait(lock, [this] { return ending_ || !jobs_.empty(); });
        if (jobs_.empty()) return;
        auto job = std::move(jobs_.front());
        jobs_.pop_front();
        lock.unlock();
        job(*reader_);
    }
}

}  // namespace bot
