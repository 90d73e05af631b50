// What was made lately, kept for the next time: the most recently used values by key.
#pragma once

#include <cstddef>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace dialogs {

/// At most so many values; the one that was longest not asked for goes first. One thread.
template <class Value>
class Recent {
  public:
    explicit Recent(std::size_t most) : most_(most) {}

    /// Good until the next `keep`; null where it is not kept.
    [[nodiscard]] Value* find(std::string_view key) {
        const auto found = by_key_.find(key);
        if (found == by_key_.end()) return nullptr;
        kept_.splice(kept_.begin(), kept_, found->second);
        return &kept_.front().value;
    }

    /// A value that is not kept yet.
    Value& keep(std::string_view key, Value value) {
        if (kept_.size() >= most_) {
            by_key_.erase(kept_.back().key);
            kept_.pop_back();
        }
        kept_.push_front(Kept{std::string(key), std::move(value)});
        by_key_.emplace(kept_.front().key, kept_.begin());
        return kept_.front().value;
    }

  private:
    struct Kept {
        std::string key;
        Value value;
    };
    std::size_t most_;
    std::list<Kept> kept_;  ///< the most recently used first
    std::unordered_map<std::string_view, typename std::list<Kept>::iterator> by_key_;
};

}  // namespace dialogs
