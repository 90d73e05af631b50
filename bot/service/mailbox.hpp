// From other threads back to the loop: what arrives together is delivered by one wake-up.
#pragma once

#include <boost/asio/io_context.hpp>

#include <memory>
#include <mutex>
#include <vector>

namespace bot {

class Mailbox {
  public:
    /// Something to be done on the loop.
    class Parcel {
      public:
        virtual ~Parcel() = default;
        virtual void open() = 0;
    };

    explicit Mailbox(boost::asio::io_context& loop) : loop_(loop) {}
    Mailbox(const Mailbox&) = delete;
    Mailbox& operator=(const Mailbox&) = delete;

    /// Any thread. Parcels are opened in the order they came; none is lost while the loop runs.
    void put(std::unique_ptr<Parcel> parcel);

    [[nodiscard]] boost::asio::io_context& loop() { return loop_; }

  private:
    void deliver();

    boost::asio::io_context& loop_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Parcel>> parcels_;
    bool is_coming_ = false;  ///< a delivery has been posted and not begun
};

}  // namespace bot
