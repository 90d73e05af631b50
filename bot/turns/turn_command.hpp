// What all commands of the turn desk have in common: a completion, notices, and another go where a script was missing.
#pragma once

#include "bot/turns/world.hpp"
#include "dialogs/result.hpp"
#include "storage/store.hpp"

#include <algorithm>
#include <functional>
#include <memory>
#include <set>
#include <stdexcept>
#include <utility>

namespace bot {

template <class T>
using Done = std::function<void(dialogs::Result<T, storage::StoreError>)>;

/// A command whose outcome is a T; `Self` is the command itself. `done` is called exactly once, on the storage thread,
/// after the commit or the failure. A command that finds a conversation whose script is not on the shelf changes
/// nothing, is submitted anew with that script among its keys, and completes then.
template <class Self, class T>
class TurnCommand : public storage::Command {
  public:
    using Outcome = T;

    TurnCommand(World& world, Done<T> done) : world_(&world), done_(std::move(done)) {}

    void name_keys(storage::Keys& keys) const final {
        for (const auto& script : named_) keys.script_versions.emplace_back(script.id, script.version);
        keys.pools.insert(world_->shelf().pools().begin(), world_->shelf().pools().end());
        keys.accepted.insert(world_->shelf().proposed().begin(), world_->shelf().proposed().end());
        for (const auto& question : world_->shelf().opinions().wanted()) keys.tallied.push_back(question);
        name(keys);
    }

    void decide(storage::WorkingSet& rows) final {
        notices_ = {};
        outcome_ = {};
        missing_.clear();
        for (const auto& script : named_) {
            if (const auto* row = rows.script(script.id, script.version)) world_->shelf().put(*row);
        }
        learn_opinions(rows);
        need(rows, missing_);
        std::erase_if(missing_, [&](const ScriptVersion& script) {
            return world_->shelf().find(script.id, script.version) != nullptr;
        });
        for (const auto& script : missing_) {
            if (named_.contains(script)) throw std::runtime_error("no such script: " + script.id);
        }
        const auto& pools = world_->shelf().pools();
        lacks_pools_ = !std::all_of(pools.begin(), pools.end(), [&](const auto& pool) { return rows.has_pool(pool); });
        if (!must_come_back()) outcome_ = run(rows, notices_);
    }

    void committed() noexcept final {
        if (must_come_back()) {
            named_.merge(missing_);
            auto again = std::make_unique<Self>(std::move(static_cast<Self&>(*this)));
            world().submit(storage::Lane::results, std::move(again));
            return;
        }
        keep();
        world_->shelf().opinions().move(notices_.opinions);
        if (!notices_.empty()) world_->notify(std::move(notices_));
        if (done_) done_(std::move(outcome_));
    }

    void failed(const storage::StoreError& error) noexcept override {
        if (done_) done_(dialogs::failure(error));
    }

  protected:
    virtual void name(storage::Keys& keys) const = 0;

    /// The scripts that it runs on, by what was loaded.
    virtual void need(const storage::WorkingSet&, std::set<ScriptVersion>&) const {}

    /// Decides, in memory. May be called again: starts afresh each time.
    [[nodiscard]] virtual T run(storage::WorkingSet& rows, Notices& notices) = 0;

    /// After the commit: what the world itself must remember of it.
    virtual void keep() {}

    [[nodiscard]] const T& outcome() const { return outcome_; }
    [[nodiscard]] const Notices& notices() const { return notices_; }

    [[nodiscard]] World& world() const { return *world_; }

  private:
    [[nodiscard]] bool must_come_back() const { return lacks_pools_ || !missing_.empty(); }
    void learn_opinions(const storage::WorkingSet& rows) {
        auto& opinions = world_->shelf().opinions();
        const auto wanted = opinions.wanted();
        for (const auto& question : wanted) {
            if (const auto* sums = rows.sums(question.first, question.second)) opinions.learn(question, *sums);
        }
    }

    World* world_;
    Done<T> done_;
    T outcome_{};
    Notices notices_;
    std::set<ScriptVersion> named_;
    std::set<ScriptVersion> missing_;
    bool lacks_pools_ = false;  ///< a script was put on the shelf meanwhile
};

}  // namespace bot
