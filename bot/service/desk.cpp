#include "bot/service/desk.hpp"

#include <algorithm>

namespace bot {
namespace {

constexpr std::chrono::milliseconds look_again{5};  // when a full lane is waited for

class NoticeParcel final : public Mailbox::Parcel {
  public:
      NoticeParcel(const Desk::OnNotices& receiver, Notices notices)
          : receiver_(receiver), notices_(std::move(notices)) {}
      void open() override { receiver_(notices_); }

  private:
    const Desk::OnNotices& receiver_;
    Notices notices_;
};

}  // namespace

std::string_view name_of(storage::StoreError::Kind kind) {
    using Kind = storage::StoreError::Kind;
    switch (kind) {
        case Kind::full: return "full";
        case Kind::io: return "io";
        case Kind::locked: return "locked";
        case Kind::read_only: return "read_only";
        case Kind::newer: return "newer";
        case Kind::wrong_key: return "wrong_key";
        case Kind::broken: return "broken";
        case Kind::command: return "command";
    }
    return "unknown";
}

Desk::Desk(Mailbox& mailbox, Log& log, WorldParts parts, std::unique_ptr<storage::Store> store,
           storage::LaneLimits limits, OnNotices on_notices)
    : mailbox_(mailbox), limits_(limits), on_notices_(std::move(on_notices)), moved_(mailbox.loop()) {
    parts.notify = [this](Notices notices) { notify(std::move(notices)); };
    parts.submit = [this](storage::Lane lane, auto command) { submit_again(lane, std::move(command)); };
    world_ = std::make_unique<World>(std::move(parts));
    auto on_trouble = [&log](const storage::StoreError& error) {
        log.error("store.trouble", {{"kind", name_of(error.kind)}, {"reason", error.detail}});
    };
    thread_ = std::make_unique<storage::StoreThread>(std::move(store), limits, std::move(on_trouble));
}

Desk::~Desk() { thread_.reset(); }

DeskError Desk::from_store(const storage::StoreError& error) {
    const bool is_own_fault = error.kind == storage::StoreError::Kind::command;
    return {is_own_fault ? DeskError::Kind::command : DeskError::Kind::store, error.detail};
}

/// On the storage thread.
void Desk::notify(Notices notices) {
    mailbox_.put(std::make_unique<NoticeParcel>(on_notices_, std::move(notices)));
}

/// On the storage thread: a turn that missed its script runs again.
void Desk::submit_again(storage::Lane lane, std::unique_ptr<storage::Command> command) {
    if (thread_->submit(lane, command)) return;
    command->failed({storage::StoreError::Kind::locked, "the lane is full"});
}

std::size_t Desk::room(storage::Lane lane) const {
    if (lane == storage::Lane::results) return static_cast<std::size_t>(-1);
    const auto most = lane == storage::Lane::replies ? limits_.replies : limits_.bulk;
    return most - std::min(most, thread_->waiting(lane));
}

boost::asio::awaitable<bool> Desk::wait_for_room(storage::Lane lane, Signal::Moment until) {
    while (room(lane) == 0 && Signal::Moment::clock::now() < until)
        co_await moved_.wait(std::min(until, Signal::Moment::clock::now() + look_again));
    co_return room(lane) > 0;
}

}  // namespace bot
