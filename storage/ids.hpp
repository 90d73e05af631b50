// Row keys, and the names that leave the house.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>

namespace storage {

/// A row's integer key. 0: none.
template <class Tag>
struct Id {
    std::int64_t value = 0;
    auto operator<=>(const Id&) const = default;
    explicit operator bool() const { return value != 0; }
};

using AddressId = Id<struct AddressTag>;
using ResidentId = Id<struct ResidentTag>;
using ConversationId = Id<struct ConversationTag>;
using MessageId = Id<struct MessageTag>;
using InvitationId = Id<struct InvitationTag>;
using CaseId = Id<struct CaseTag>;      ///< also its number, as residents are told it
using SeatId = Id<struct SeatTag>;
using ProposalId = Id<struct ProposalTag>;
using CallId = Id<struct CallTag>;
using AnswerId = Id<struct AnswerTag>;  ///< also its number: rises in commit order

/// 128 random bits as 26 characters of lower-case base32 (Crockford's alphabet), made before the batch.
using PublicId = std::string;

}  // namespace storage

template <class Tag>
struct std::hash<storage::Id<Tag>> {
    std::size_t operator()(storage::Id<Tag> id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
