#include "storage/working_set.hpp"

#include "storage/vault.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace storage {
namespace {

constexpr const char* all_streams = "*";

/// What the working set calls an address: in memory only.
std::string name_of(const dialogs::Address& address) { return address.scheme + ":" + address.id; }

template <class Map, class Key>
auto* value_or_null(const Map& map, const Key& key) {
    const auto it = map.find(key);
    return it == map.end() ? nullptr : &it->second;
}

// What erasure leaves of a row. The same is done to rows that are not loaded, by the store.

void scrub(ConversationRow& row) {
    row.resident = {};
    row.address = {};
    row.state.clear();
    row.timers.clear();
    row.latest.clear();
    row.heard.clear();
    if (!row.open) return;
    row.open = false;
    row.outcome = "closed";
    row.ended_at = row.moved_at;
}

void scrub(AnswerRow& row) {
    row.resident = {};
    row.raw.clear();
    row.comment.reset();
    if (!row.free_text && row.value != "null") return;
    row.erased = true;
    row.value.clear();
}

void scrub(InvitationRow& row) {
    row.resident = {};
    row.address = {};
    row.fields.clear();
    row.disposition = "erased";
}

/// The midnight before, counted in whole days from another one.
Instant start_of_day(Instant at, Instant midnight) {
    return midnight + std::chrono::floor<std::chrono::days>(at - midnight);
}

void scrub(CaseRow& row) {
    row.resident = {};
    row.text.clear();
    row.answer.clear();
}

template <class Row>
void forget_all(Rows<Row>& rows, ResidentId resident) {
    for (const auto id : rows.of(resident)) rows.forget(id);
}

}  // namespace

bool WorkingSet::first_time(const SeenKey& key, Instant now) {
    if (!seen_.insert(key).second) return false;
    newly_seen_.emplace(key, now);
    return true;
}

const AddressRow* WorkingSet::address(const dialogs::Address& address) const {
    const auto* id = value_or_null(address_by_name_, name_of(address));
    return id ? addresses.find(*id) : nullptr;
}

AddressRow& WorkingSet::add_address(const dialogs::Address& address, const PublicId& resident_public_id,
                                    Instant now, ResidentId resident) {
    if (resident) {
        residents.edit(resident).has_several_addresses = true;
    } else {
        resident = ResidentId{draw(IdSource::Kind::resident)};
        residents.add({.id = resident, .public_id = resident_public_id, .created_at = now});
    }
    const AddressId id{draw(IdSource::Kind::address)};
    address_by_name_[name_of(address)] = id;
    return addresses.add({.id = id,
                          .resident = resident,
                          .scheme = address.scheme,
                          .hash = vault_.lookup_hash(address),
                          .sealed = vault_.seal(address.id),
                          .created_at = now,
                          .may_be_suppressed = was_suppressed(address)});
}

dialogs::Address WorkingSet::open(const AddressRow& row) const {
    auto id = vault_.open(row.sealed);
    if (!id) throw std::runtime_error(id.error());
    return {row.scheme, *std::move(id)};
}

std::vector<ConversationId> WorkingSet::conversations_of(ResidentId resident) const {
    auto ids = conversations.of(resident);
    std::reverse(ids.begin(), ids.end());
    return ids;
}

std::vector<AddressId> WorkingSet::addresses_of(ResidentId resident) const {
    return addresses.of(resident);
}

const MessageRow* WorkingSet::message(const PublicId& id) const {
    const auto* found = value_or_null(message_by_public_id_, id);
    return found ? messages.find(*found) : nullptr;
}

const MessageRow* WorkingSet::message_of_provider(const std::string& channel,
                                                  const std::string& id) const {
    const auto* found = value_or_null(message_by_provider_id_, std::pair(channel, id));
    if (found) return messages.find(*found);
    for (const auto changed : messages.changed()) {
        const auto* row = messages.find(changed);
        if (row != nullptr && row->provider_id == id && row->channel == channel) return row;
    }
    return nullptr;
}

const InvitationRow* WorkingSet::invitation(const std::string& key) const {
    if (const auto* found = value_or_null(invitation_by_key_, key)) return invitations.find(*found);
    for (const auto id : invitations.added())
        if (const auto* row = invitations.find(id); row->key == key) return row;
    return nullptr;
}

const ScriptRow* WorkingSet::current_script(const std::string& id) const {
    for (auto it = scripts_.lower_bound({id, ""}); it != scripts_.end() && it->first.first == id; ++it)
        if (it->second.current) return &it->second;
    return nullptr;
}

const ScriptRow* WorkingSet::script(const std::string& id, const std::string& version) const {
    return value_or_null(scripts_, std::pair(id, version));
}

void WorkingSet::publish(ScriptRow row) {
    for (auto& [key, script] : scripts_)
        if (key.first == row.id) script.current = false;
    row.current = true;
    published_.push_back(row);
    scripts_.insert_or_assign({row.id, row.version}, std::move(row));
}

const std::vector<MessageId>& WorkingSet::due_messages(const std::string& channel) const {
    static const std::vector<MessageId> none;
    const auto* found = value_or_null(due_messages_, channel);
    return found ? *found : none;
}

const std::vector<ConversationId>& WorkingSet::due_conversations() const { return due_conversations_; }

const std::map<std::string, std::int64_t>* WorkingSet::sums(const std::string& script,
                                                            const std::string& question) const {
    const auto found = sums_.find({script, question});
    return found == sums_.end() ? nullptr : &found->second;
}

RateRow& WorkingSet::rate(const std::string& channel) {
    changed_rates_.insert(channel);
    auto& row = rates_[channel];
    row.channel = channel;
    return row;
}

PoolRow& WorkingSet::pool(const std::string& name) {
    if (!pools_.contains(name)) throw std::logic_error("a pool was not named: " + name);
    changed_pools_.insert(name);
    return pools_.at(name);
}

std::vector<SeatId> WorkingSet::queue(const std::string& pool) const {
    std::vector<SeatId> waiting;
    for (const auto& [id, row] : seats)
        if (row.pool == pool && row.state == SeatRow::State::waiting) waiting.push_back(id);
    std::sort(waiting.begin(), waiting.end(),
              [&](SeatId a, SeatId b) { return seats.find(a)->place < seats.find(b)->place; });
    return waiting;
}

const ProposalRow* WorkingSet::proposal(const PublicId& id) const {
    const auto* row = value_or_null(proposal_by_public_id_, id);
    return row ? proposals.find(*row) : nullptr;
}

std::vector<ProposalId> WorkingSet::accepted(const std::string& script, const std::string& question) const {
    std::vector<ProposalId> ids;
    for (const auto& [id, row] : proposals)
        if (row.script == script && row.question == question && row.state == "accepted") ids.push_back(id);
    std::sort(ids.begin(), ids.end());
    return ids;
}

void WorkingSet::end_call(CallId id) {
    calls.forget(id);
    ended_calls_.push_back(id);
}

void WorkingSet::record_consent(ResidentId resident, std::string content) {
    consents_.push_back({.number = 0, .resident = resident, .digest = {}, .salt = {}, .content = std::move(content)});
}

const PartsRow* WorkingSet::parts(const PartsKey& key) const { return value_or_null(parts_, key); }

void WorkingSet::keep_parts(PartsRow row) {
    changed_parts_.insert(row.key);
    auto key = row.key;
    parts_.insert_or_assign(std::move(key), std::move(row));
}

void WorkingSet::drop_parts(const PartsKey& key) {
    changed_parts_.insert(key);
    parts_.erase(key);
}

AnswerId WorkingSet::append(AnswerRow answer) {
    auto& conversation = conversations.edit(answer.conversation);
    answer.number = AnswerId{draw(IdSource::Kind::answer)};
    answer.previous = std::exchange(conversation.last_answer, answer.number);
    answers_.push_back(std::move(answer));
    return answers_.back().number;
}

bool WorkingSet::suppressed(const dialogs::Address& address, const std::string& stream) const {
    const auto hash = vault_.suppression_hash(address);
    const auto is_kept = [&](const std::string& name) {
        const auto* kept = value_or_null(suppressed_, SuppressionKey(hash, name));
        return kept && *kept;
    };
    return is_kept(stream) || is_kept(all_streams);
}

bool WorkingSet::was_suppressed(const dialogs::Address& address) const {
    const auto hash = vault_.suppression_hash(address);
    const auto first = suppressed_.lower_bound({hash, ""});
    return first != suppressed_.end() && first->first.first == hash;
}

void WorkingSet::suppress(const dialogs::Address& address, const std::string& stream) {
    const SuppressionKey key(vault_.suppression_hash(address), stream);
    suppressed_[key] = changed_suppressions_[key] = true;
    if (const auto* row = this->address(address)) addresses.edit(row->id).may_be_suppressed = true;
}

void WorkingSet::lift_suppression(const dialogs::Address& address, const std::string& stream) {
    const auto hash = vault_.suppression_hash(address);
    for (auto it = suppressed_.lower_bound({hash, ""});
         it != suppressed_.end() && it->first.first == hash; ++it) {
        if (!it->second || (stream != all_streams && it->first.second != stream)) continue;
        it->second = changed_suppressions_[it->first] = false;
    }
}

void WorkingSet::erase(ResidentId resident) {
    const auto* row = residents.find(resident);
    if (!row) throw std::logic_error("a resident to be erased was not loaded");
    forget_addresses(*row);
    scrub_conversations(resident);
    for (const auto id : messages.of(resident)) messages.forget(id);
    for (const auto id : invitations.of(resident)) scrub(invitations.edit(id));
    for (const auto id : cases.of(resident)) scrub(cases.edit(id));
    scrub_ledgers(resident);
    residents.forget(resident);
    erased_.push_back(resident);
}

void WorkingSet::forget(ConversationId conversation) {
    for (auto& answer : answers_) {
        if (answer.conversation != conversation) continue;
        answer.erased = true;
        answer.value.clear();
        answer.raw.clear();
        answer.comment.reset();
    }
    forget_messages(conversation);
    forgotten_.push_back(conversation);
}

void WorkingSet::cut_loose(ConversationId conversation, ConversationRow anonymous, Instant day) {
    const auto to = anonymous.id;
    auto& row = conversations.edit(conversation);
    anonymous.last_answer = std::exchange(row.last_answer, {});
    row.latest.clear();
    for (auto& answer : answers_) {
        if (answer.conversation != conversation) continue;
        answer.conversation = to;
        answer.resident = {};
        answer.at = start_of_day(answer.at, day);
    }
    conversations.add(std::move(anonymous));
    forget_messages(conversation);
    std::vector<ProposalId> theirs;
    for (const auto& [id, proposal] : proposals)
        if (proposal.conversation == conversation) theirs.push_back(id);
    for (const auto id : theirs) {
        proposals.edit(id).conversation = {};
        proposals.edit(id).resident = {};
    }
    cut_loose_.push_back({.from = conversation, .to = to, .day = day});
}

/// A message made in this batch has not been read by anybody yet: it keeps its words until it is sent.
void WorkingSet::forget_messages(ConversationId conversation) {
    std::vector<MessageId> theirs;
    for (const auto& [id, row] : messages)
        if (row.conversation == conversation) theirs.push_back(id);
    for (const auto id : theirs) messages.edit(id).forgotten = true;
}

/// A consent that is recorded and erased in one batch is written as erased: the chain has it all the same.
void WorkingSet::scrub_ledgers(ResidentId resident) {
    forget_all(seats, resident);
    forget_all(calls, resident);
    for (const auto id : proposals.of(resident)) {
        if (proposals.find(id)->state != "accepted") {
            proposals.forget(id);
            continue;
        }
        proposals.edit(id).resident = {};
        proposals.edit(id).conversation = {};
    }
    for (auto& consent : consents_) {
        if (consent.resident != resident) continue;
        consent.resident = {};
        consent.content.reset();
    }
}

void WorkingSet::forget_addresses(const ResidentRow& resident) {
    for (const auto id : addresses_of(resident.id)) {
        const auto address = open(*addresses.find(id));
        for (const auto& [stream, since] : resident.withdrawn) suppress(address, stream);
        address_by_name_.erase(name_of(address));
        std::erase_if(parts_, [&](const auto& entry) { return entry.first.address == id; });
        addresses.forget(id);
    }
}

void WorkingSet::scrub_conversations(ResidentId resident) {
    const auto ids = conversations.of(resident);
    for (const auto id : ids) scrub(conversations.edit(id));
    for (auto& answer : answers_)
        if (std::find(ids.begin(), ids.end(), answer.conversation) != ids.end()) scrub(answer);
}

}  // namespace storage
