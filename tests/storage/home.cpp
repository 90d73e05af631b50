#include "tests/storage/home.hpp"

#include <catch2/catch.hpp>
#include <stdlib.h>

#include <fstream>
#include <sstream>

using namespace storage;
namespace fs = std::filesystem;

namespace {

std::string read(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

std::string bytes_under(const fs::path& folder) {
    std::string all;
    for (const auto& entry : fs::directory_iterator(folder)) all += read(entry.path());
    return all;
}

fs::path new_folder() {
    auto pattern = (fs::temp_directory_path() / "kuulolla-store-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    return pattern;
}

}  // namespace

const std::vector<StoreKind>& store_kinds() {
    static const std::vector<StoreKind> kinds{
        {.name = "SQLite",
         .open = [](const fs::path& folder,
                    const Vault& vault) { return open_sqlite_store(folder / "store.db", vault); },
         .open_reader = [](const fs::path& folder,
                           const Vault& vault) { return open_sqlite_reader(folder / "store.db", vault); },
         .bytes = bytes_under},
    };
    return kinds;
}

Home::Home(const StoreKind& kind) : kind_(kind), folder_(new_folder()), vault_(test_vault()) {
    reopen();
}

Home::~Home() {
    close();
    fs::remove_all(folder_);
}

void Home::close() {
    reader_.reset();
    store_.reset();
}

void Home::reopen() {
    close();
    auto opened = kind_.open(folder_, vault_);
    if (!opened) FAIL(opened.error().detail);
    store_ = *std::move(opened);
}

Reader& Home::reader() {
    if (!reader_) {
        auto opened = kind_.open_reader(folder_, vault_);
        if (!opened) FAIL(opened.error().detail);
        reader_ = *std::move(opened);
    }
    return *reader_;
}

void Home::run(const Act::Name& name, const Act::Decide& decide) {
    Act act(name, decide);
    run({&act});
    if (act.error) FAIL(act.error->detail);
    REQUIRE(act.has_committed);
}

BatchReport Home::run(std::initializer_list<Act*> acts) {
    const std::vector<Command*> batch(acts.begin(), acts.end());
    return store_->run(batch);
}

Home::Person Home::person(const std::string& number) {
    Person person{.address = {"tel", number}, .resident = {}, .id = {}};
    run(keys_of(person.address), [&](WorkingSet& rows) {
        const auto& row = rows.add_address(person.address, make_public_id(), at(0));
        person.resident = row.resident;
        person.id = row.id;
    });
    return person;
}

ConversationId Home::conversation(const Person& person, const std::string& state) {
    ConversationId id;
    run(keys_of(person.address), [&](WorkingSet& rows) {
        id = ConversationId{rows.draw(IdSource::Kind::conversation)};
        rows.conversations.add({.id = id,
                                .public_id = make_public_id(),
                                .resident = person.resident,
                                .address = person.id,
                                .script = "post-visit",
                                .version = "v1",
                                .stream = "surveys",
                                .channel = "sms",
                                .kind = "sms",
                                .language = "fi",
                                .state = state,
                                .opened_at = at(0),
                                .moved_at = at(0)});
    });
    return id;
}

Instant at(int minutes) {
    return Instant(std::chrono::sys_days(std::chrono::year(2026) / 11 / 21)) +
           std::chrono::minutes(minutes);
}

Act::Name keys_of(const dialogs::Address& address) {
    return [address](Keys& keys) {
        keys.addresses.push_back(address);
        keys.now = at(0);
    };
}

Vault test_vault(char filling) {
    // 32 bytes that are all alike, in base64.
    const auto key = filling == 'k' ? "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s="
                                    : "eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHg=";
    auto vault = Vault::from_base64(key);
    if (!vault) FAIL(vault.error());
    return *std::move(vault);
}
