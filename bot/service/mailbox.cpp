#include "bot/service/mailbox.hpp"

#include <boost/asio/post.hpp>

#include <utility>

namespace bot {

void Mailbox::put(std::unique_ptr<Parcel> parcel) {
    {
        const std::lock_guard lock(mutex_);
        parcels_.push_back(std::move(parcel));
        if (std::exchange(is_coming_, true)) return;
    }
    boost::asio::post(loop_, [this] { deliver(); });
}

void Mailbox::deliver() {
    std::vector<std::unique_ptr<Parcel>> arrived;
    {
        const std::lock_guard lock(mutex_);
        arrived.swap(parcels_);
        is_coming_ = false;
    }
    for (const auto& parcel : arrived) parcel->open();
}

}  // namespace bot
