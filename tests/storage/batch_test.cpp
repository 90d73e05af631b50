// The batch algorithm: one command's fault is its own, the store's trouble is everybody's.
#include "storage/batch.hpp"
#include "tests/storage/home.hpp"

#include <catch2/catch.hpp>

using namespace storage;

namespace {

/// A store that keeps nothing and fails when told to.
class FailingBackend final : public Backend, private IdSource {
  public:
    void load(const Keys&, Loader) override {
        ++loads;
        if (loads == trouble_at_load) throw StoreTrouble({StoreError::Kind::locked, "held"});
    }
    void commit(const Changes&) override {
        if (loads == trouble_at_commit) throw StoreTrouble({StoreError::Kind::full, "no room"});
        ++commits;
    }
    void roll_back() noexcept override { ++roll_backs; }
    [[nodiscard]] const Vault& vault() const override { return vault_; }
    [[nodiscard]] IdSource& ids() override { return *this; }

    int loads = 0, commits = 0, roll_backs = 0;
    int trouble_at_load = 0, trouble_at_commit = 0;  ///< the how-manieth transaction

  private:
    std::int64_t next(Kind) override { return ++last_; }
    std::int64_t last_ = 0;
    Vault vault_ = test_vault();
};

void nothing(Keys&) {}
void agree(WorkingSet&) {}
void refuse(WorkingSet&) { throw std::runtime_error("my own fault"); }

}  // namespace

TEST_CASE("a batch is one transaction") {
    FailingBackend backend;
    Act a(nothing, agree), b(nothing, agree);
    const std::vector<Command*> batch{&a, &b};
    const auto report = run_batch(backend, batch, DecideFor::max());
    CHECK(report.committed == 2);
    CHECK(report.failed == 0);
    CHECK_FALSE(report.trouble);
    CHECK(backend.commits == 1);
    CHECK(a.has_committed);
    CHECK(b.has_committed);
}

TEST_CASE("a command that throws fails alone, the others are run again, each by itself") {
    FailingBackend backend;
    Act a(nothing, agree), bad(nothing, refuse), c(nothing, agree);
    const std::vector<Command*> batch{&a, &bad, &c};
    const auto report = run_batch(backend, batch, DecideFor::max());
    CHECK(report.committed == 2);
    CHECK(report.failed == 1);
    CHECK_FALSE(report.trouble);
    CHECK(a.has_committed);
    CHECK(c.has_committed);
    CHECK(backend.commits == 2);
    CHECK(backend.roll_backs == 2);
    REQUIRE(bad.error);
    CHECK(bad.error->kind == StoreError::Kind::command);
    CHECK(bad.error->detail == "my own fault");
    CHECK(bad.decided == 2);
}

TEST_CASE("when the store is in trouble every command of the batch fails, and nothing runs on") {
    FailingBackend backend;
    Act a(nothing, agree), b(nothing, agree);
    SECTION("at loading") { backend.trouble_at_load = 1; }
    SECTION("at the commit") { backend.trouble_at_commit = 1; }
    const std::vector<Command*> batch{&a, &b};
    const auto report = run_batch(backend, batch, DecideFor::max());
    CHECK(report.committed == 0);
    CHECK(report.failed == 2);
    REQUIRE(report.trouble);
    CHECK(report.trouble->kind != StoreError::Kind::command);
    CHECK(a.error->kind == report.trouble->kind);
    CHECK(b.error->kind == report.trouble->kind);
    CHECK(backend.loads == 1);
    CHECK(backend.roll_backs == 1);
}

TEST_CASE("trouble while commands are run one by one: those before it stay, the rest fail untried") {
    FailingBackend backend;
    backend.trouble_at_commit = 4;  // the batch, the first, the bad one, the third
    Act first(nothing, agree), bad(nothing, refuse), third(nothing, agree), fourth(nothing, agree);
    const std::vector<Command*> batch{&first, &bad, &third, &fourth};
    const auto report = run_batch(backend, batch, DecideFor::max());
    CHECK(first.has_committed);
    CHECK(bad.error->kind == StoreError::Kind::command);
    CHECK(third.error->kind == StoreError::Kind::full);
    CHECK(fourth.error->kind == StoreError::Kind::full);
    CHECK(fourth.decided == 0);
    CHECK(report.committed == 1);
    CHECK(report.failed == 3);
    CHECK(report.trouble);
}

TEST_CASE("when the time for deciding is up, what was decided is committed and the rest waits") {
    FailingBackend backend;
    Act a(nothing, agree), b(nothing, agree);
    const std::vector<Command*> batch{&a, &b};
    const auto report = run_batch(backend, batch, DecideFor::zero());
    CHECK(report.committed == 1);
    CHECK(report.failed == 0);
    CHECK(a.has_committed);
    CHECK(b.decided == 0);
    CHECK_FALSE(b.has_committed);
    CHECK_FALSE(b.error);
}

TEST_CASE("on every store, a failing command takes nothing of its neighbours with it") {
    Home home(GENERATE(from_range(store_kinds())));
    const auto person = home.person("+358401112233");
    const auto conversation = home.conversation(person);
    const auto keys = keys_of(person.address);
    const TallyKey key{"post-visit", "nps", "9", "2026-11-21", "fi", "sms", ""};
    const auto answer = [&](WorkingSet& rows) {
        rows.append({.conversation = conversation, .script = "post-visit", .value = "9"});
        rows.tally(key, 1);
    };
    Act a(keys, answer), c(keys, answer);
    Act bad(keys, [&](WorkingSet& rows) {
        answer(rows);
        rows.residents.edit(person.resident).pending = "delete";
        throw std::runtime_error("no");
    });
    Act twice(keys, [&](WorkingSet& rows) {  // refused by the store itself: the id is taken
        rows.conversations.add({.id = conversation, .public_id = make_public_id()});
    });
    const auto report = home.run({&a, &bad, &twice, &c});
    CHECK(report.committed == 2);
    CHECK(bad.error->kind == StoreError::Kind::command);
    CHECK(twice.error->kind == StoreError::Kind::command);
    CHECK(home.reader().answers({}, {}, 10).size() == 2);
    CHECK(home.reader().tallies("post-visit").at(key) == 2);
    home.run(keys, [&](WorkingSet& rows) {
        CHECK(rows.residents.find(person.resident)->pending.empty());
    });
}
