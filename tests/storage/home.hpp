// A place for a store of any kind, and commands made of two functions: what the contract's tests are written with.
#pragma once

#include "storage/reader.hpp"
#include "storage/store.hpp"
#include "storage/vault.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// A kind of store that the contract holds for. A second store is one more row in store_kinds().
struct StoreKind {
    std::string name;
    std::function<dialogs::Result<std::unique_ptr<storage::Store>, storage::StoreError>(
        const std::filesystem::path& folder, const storage::Vault&)>
        open;
    std::function<dialogs::Result<std::unique_ptr<storage::Reader>, storage::StoreError>(
        const std::filesystem::path& folder, const storage::Vault&)>
        open_reader;
    /// All the bytes it keeps.
    std::function<std::string(const std::filesystem::path& folder)> bytes;
};
[[nodiscard]] const std::vector<StoreKind>& store_kinds();

/// A command made of two functions; remembers how it ended.
class Act final : public storage::Command {
  public:
    using Name = std::function<void(storage::Keys&)>;
    using Decide = std::function<void(storage::WorkingSet&)>;

    Act(Name name, Decide decide) : name_(std::move(name)), decide_(std::move(decide)) {}

    void name_keys(storage::Keys& keys) const override { name_(keys); }
    void decide(storage::WorkingSet& rows) override {
        ++decided;
        decide_(rows);
    }
    void committed() noexcept override { has_committed = true; }
    void failed(const storage::StoreError& reason) noexcept override { error = reason; }

    int decided = 0;
    bool has_committed = false;
    std::optional<storage::StoreError> error;

  private:
    Name name_;
    Decide decide_;
};

/// A folder of its own with an open store in it.
class Home {
  public:
    explicit Home(const StoreKind& kind = store_kinds().front());
    ~Home();
    Home(const Home&) = delete;
    Home& operator=(const Home&) = delete;

    [[nodiscard]] storage::Store& store() { return *store_; }
    [[nodiscard]] storage::Reader& reader();
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
    [[nodiscard]] const storage::Vault& vault() const { return vault_; }
    [[nodiscard]] std::string bytes() const { return kind_.bytes(folder_); }

    /// Closes the store and opens it again.
    void reopen();
    void close();

    /// Runs one command alone; it must commit.
    void run(const Act::Name& name, const Act::Decide& decide);
    /// Runs commands as one batch.
    storage::BatchReport run(std::initializer_list<Act*> acts);

    /// An address with its resident, made now.
    struct Person {
        dialogs::Address address;
        storage::ResidentId resident;
        storage::AddressId id;
    };
    Person person(const std::string& number);
    /// An open conversation of the person.
    storage::ConversationId conversation(const Person& person, const std::string& state = "{}");

  private:
    StoreKind kind_;
    std::filesystem::path folder_;
    storage::Vault vault_;
    std::unique_ptr<storage::Store> store_;
    std::unique_ptr<storage::Reader> reader_;
};

/// A moment of the tests' day.
[[nodiscard]] storage::Instant at(int minutes);

/// Names an address.
[[nodiscard]] Act::Name keys_of(const dialogs::Address& address);

/// The test vault: always the same key.
[[nodiscard]] storage::Vault test_vault(char filling = 'k');
