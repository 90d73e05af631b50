// Scripts going live: read, checked and compiled on the reading thread, published by a command.
#pragma once

#include "bot/service/context.hpp"
#include "bot/service/desk.hpp"
#include "bot/service/reading_thread.hpp"
#include "bot/sources.hpp"
#include "bot/turns/publish.hpp"

#include <map>
#include <string>

namespace bot {

/// The store is the law about which version is current. A file that fails is logged with its places, and the version
/// before stays.
class Publisher {
  public:
    /// `catalog` is used by the reading thread alone.
    Publisher(Context& context, Desk& desk, ReadingThread& reading, Sources sources,
              std::shared_ptr<const dialogs::Catalog> catalog);

    /// At start: the current scripts and those of open conversations, from the store.
    [[nodiscard]] boost::asio::awaitable<void> shelve();

    /// Every script in the folders and in the program that passes the checks and differs.
    [[nodiscard]] boost::asio::awaitable<void> publish();

    /// Null where there is none.
    [[nodiscard]] ScriptPtr current(const std::string& id) const;
    [[nodiscard]] const std::map<std::string, ScriptPtr>& all_current() const { return current_; }

    void stop();

  private:
    struct Compiled;
    static Compiled compile(const Sources& sources, const dialogs::Catalog& catalog, const dialogs::SourceFile& file);
    boost::asio::awaitable<void> publish_one(dialogs::SourceFile file);
    void log(const dialogs::Diagnostic& diagnostic) const;

    template <class Command, class... Arguments>
    boost::asio::awaitable<std::optional<typename Command::Outcome>> insist(Arguments... arguments);

    Context& context_;
    Desk& desk_;
    ReadingThread& reading_;
    Sources sources_;
    std::shared_ptr<const dialogs::Catalog> catalog_;
    std::map<std::string, ScriptPtr> current_;
    Signal stopped_;
    bool stopping_ = false;
};

}  // namespace bot
