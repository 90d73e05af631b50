// Putting messages into the outbox.
#include "bot/turns/posting.hpp"

#include "bot/turns/consent.hpp"
#include "bot/turns/message_body.hpp"
#include "dialogs/texts/plain_text.hpp"
#include "dialogs/texts/sms_text.hpp"

#include <algorithm>

namespace bot {

using State = storage::MessageRow::State;

namespace {

/// A row written with every message costs as much as the message: so exact need "the newest in 30 days" not be.
constexpr auto stream_noted_every = std::chrono::hours(24);

bool is_withheld(const storage::WorkingSet& rows, const std::string& stream, const storage::AddressRow& address) {
    if (stream.empty()) return false;
    if (address.state == storage::AddressRow::State::withdrawn) return true;
    const auto* resident = rows.residents.find(address.resident);
    return resident != nullptr && is_withdrawn(*resident, stream);
}

/// Bulk messages of one script wait in one queue.
std::string queue_of(const storage::WorkingSet& rows, storage::ConversationId id) {
    const auto* conversation = rows.conversations.find(id);
    return conversation == nullptr ? std::string() : conversation->script;
}

/// On a feed, committing is accepting: the page reads the row.
void put_into_feed(Decision& decision, storage::MessageRow& row) {
    auto& address = decision.rows.addresses.edit(row.address);
    row.state = State::accepted;
    row.accepted_at = decision.now;
    row.feed_number = ++address.feed;
    decision.notices.feeds.push_back(
        {.channel = row.channel, .address = decision.rows.open(address), .number = row.feed_number});
    note_stream(decision.rows, row.resident, row.stream, decision.now);
}

/// Queues the row, or puts it into its feed.
storage::MessageId queue(Decision& decision, const Channel& channel, storage::MessageRow row) {
    row.id = storage::MessageId{decision.rows.draw(storage::IdSource::Kind::message)};
    row.public_id = decision.world.new_public_id();
    row.created_at = decision.now;
    row.due_at = std::max(row.due_at, decision.now);
    auto& queued = decision.rows.messages.add(std::move(row));
    if (channel.is_feed()) {
        put_into_feed(decision, queued);
    } else {
        decision.notices.messages.push_back({.channel = queued.channel, .at = queued.due_at});
    }
    return queued.id;
}

}  // namespace

storage::MessageId post(Decision& decision, const Post& post, const dialogs::Message& message) {
    const auto* address = decision.rows.addresses.find(post.address);
    const auto* channel = decision.world.channel(post.channel);
    if (address == nullptr || channel == nullptr) return {};
    if (!post.confirms_stop && is_withheld(decision.rows, post.stream, *address)) return {};
    const auto patience = std::min(post.patience, post.is_service ? service_patience : question_patience);
    return queue(decision, *channel,
                 {.conversation = post.conversation,
                  .resident = address->resident,
                  .address = post.address,
                  .channel = post.channel,
                  .stream = post.stream,
                  .bulk = post.bulk,
                  .queue = post.bulk ? queue_of(decision.rows, post.conversation) : std::string(),
                  .confirms_stop = post.confirms_stop,
                  .question = message.question,
                  .body = to_body(message),
                  .segments = segments_of(*channel, message),
                  .due_at = post.not_before,
                  .expires_at = std::min(decision.now + patience, post.expires_at.value_or(storage::Instant::max()))});
}

storage::MessageId repost(Decision& decision, const storage::MessageRow& failed, const storage::AddressRow& address) {
    const auto* channel = decision.world.channel(address.channel);
    if (channel == nullptr) return {};
    if (!failed.confirms_stop && is_withheld(decision.rows, failed.stream, address)) return {};
    return queue(decision, *channel,
                 {.conversation = failed.conversation,
                  .resident = failed.resident,
                  .address = address.id,
                  .channel = address.channel,
                  .stream = failed.stream,
                  .bulk = failed.bulk,
                  .queue = failed.queue,
                  .confirms_stop = failed.confirms_stop,
                  .question = failed.question,
                  .body = failed.body,
                  .segments = segments_of(*channel, message_from_body(failed.body)),
                  .expires_at = failed.expires_at,
                  .instead_of = failed.id,
                  .forgotten = failed.forgotten});
}

int segments_of(const Channel& channel, const dialogs::Message& message) {
    if (!channel.can().counts_segments) return 1;
    return dialogs::count_sms(channel.adapter->rendered(message)).segments;
}

void note_stream(storage::WorkingSet& rows, storage::ResidentId resident, const std::string& stream,
                 storage::Instant now) {
    const auto* row = rows.residents.find(resident);
    if (row == nullptr || stream.empty()) return;
    if (row->last_stream == stream && now - row->last_stream_at < stream_noted_every) return;
    auto& changed = rows.residents.edit(resident);
    changed.last_stream = stream;
    changed.last_stream_at = now;
}

}  // namespace bot
