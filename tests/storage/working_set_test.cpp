// The contract of every store: what a command changes, a later one finds.
#include "tests/storage/home.hpp"

#include <catch2/catch.hpp>

using namespace storage;

namespace {

/// Runs the rest of the test once for each kind of store.
StoreKind each_store() { return GENERATE(from_range(store_kinds())); }

}  // namespace

TEST_CASE("a resident met by an address is found by it, and by no other") {
    Home home(each_store());
    const auto person = home.person("+358401112233");
    const dialogs::Address other{"tel", "+358401112234"}, other_scheme{"web", "+358401112233"};
    const auto name = [&](Keys& keys) { keys.addresses = {person.address, other, other_scheme}; };
    home.run(name, [&](WorkingSet& rows) {
        const auto* row = rows.address(person.address);
        REQUIRE(row);
        CHECK(row->id == person.id);
        CHECK(row->resident == person.resident);
        CHECK(rows.residents.find(row->resident)->public_id.size() == 26);
        CHECK(rows.open(*row) == person.address);
        CHECK_FALSE(rows.address(other));
        CHECK_FALSE(rows.address(other_scheme));
    });
}

TEST_CASE("within a batch each command sees what those before it changed") {
    Home home(each_store());
    const dialogs::Address address{"tel", "+358401112233"};
    Act first(keys_of(address), [&](WorkingSet& rows) {
        REQUIRE_FALSE(rows.address(address));
        rows.add_address(address, make_public_id(), at(0));
    });
    Act second(keys_of(address), [&](WorkingSet& rows) {
        const auto* row = rows.address(address);
        REQUIRE(row);
        rows.addresses.edit(row->id).channel = "sms";
        rows.residents.edit(row->resident).withdrawn["surveys"] = at(1);
    });
    const auto report = home.run({&first, &second});
    CHECK(report.committed == 2);
    home.run(keys_of(address), [&](WorkingSet& rows) {
        const auto* row = rows.address(address);
        CHECK(row->channel == "sms");
        CHECK(rows.residents.find(row->resident)->withdrawn ==
              std::map<std::string, Instant>{{"surveys", at(1)}});
    });
}
