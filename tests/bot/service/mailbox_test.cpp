// Crossing back from other threads.
#include "bot/service/completion.hpp"
#include "bot/service/signal.hpp"
#include "tests/bot/support/loop.hpp"

#include <catch2/catch.hpp>

#include <thread>

using namespace bot;

namespace {

/// Awaits a value that another thread gives.
boost::asio::awaitable<int> from_thread(Mailbox& mailbox, std::thread& thread, int value) {
    auto start = [&thread, value](Completion<int> completion) {
        thread = std::thread([value, waiting = std::move(completion)]() mutable { std::move(waiting)(value); });
    };
    co_return co_await completed_by<int>(mailbox, std::move(start));
}

struct Noted final : Mailbox::Parcel {
    Noted(std::vector<int>& to, int number_of_it) : list(to), number(number_of_it) {}
    void open() override { list.push_back(number); }
    std::vector<int>& list;
    int number;
};

boost::asio::awaitable<void> fail() {
    throw std::runtime_error("a bug");
    co_return;
}

}  // namespace

TEST_CASE("a completion called on another thread resumes its coroutine on the loop") {
    TestLoop loop;
    std::thread thread;
    CHECK(loop.run(from_thread(loop.mailbox, thread, 7)) == 7);
    thread.join();
}

TEST_CASE("parcels are opened in the order they came, however many come at once") {
    TestLoop loop;
    std::vector<int> opened;
    std::thread sender([&] {
        for (int i = 0; i < 1000; ++i) loop.mailbox.put(std::make_unique<Noted>(opened, i));
    });
    sender.join();
    loop.io.run();
    REQUIRE(opened.size() == 1000);
    CHECK(std::is_sorted(opened.begin(), opened.end()));
}

TEST_CASE("a signal wakes all who wait, and time wakes one whom nobody calls") {
    TestLoop loop;
    Signal signal(loop.io);
    int woken = 0;
    const auto wait = [](Signal& on, int& count) -> boost::asio::awaitable<void> {
        co_await on.wait();
        ++count;
    };
    loop.tasks.spawn("one", wait(signal, woken));
    loop.tasks.spawn("other", wait(signal, woken));
    loop.io.poll();
    CHECK(signal.has_waiters());
    CHECK(woken == 0);
    signal.notify_all();
    loop.io.restart();
    loop.io.run();
    CHECK(woken == 2);
    const auto until = [](Signal& on) -> boost::asio::awaitable<bool> {
        co_await on.wait(Signal::Moment::clock::now() + std::chrono::milliseconds(1));
        co_return true;
    };
    CHECK(loop.run(until(signal)));
}

TEST_CASE("what a task throws is logged by its name and ends that task alone") {
    TestLoop loop;
    loop.tasks.spawn("fails", fail());
    loop.io.run();
    CHECK(loop.logged("task.failed task=fails reason=\"a bug\""));
    CHECK(loop.tasks.running() == 0);
}
