// What one turn costs the store alone: commands as a turn's, in batches, without HTTP, scripts or threads.
//   bench_store FILE RESIDENTS TURNS BATCH
#include "storage/store.hpp"
#include "storage/vault.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <string>
#include <vector>

namespace bench {
namespace {

using namespace storage;
using Clock = std::chrono::steady_clock;

const std::string state_json(500, 's'), message_json(300, 'm');

/// A resident's message: known or new, it moves a conversation, is answered and counted.
class TurnCommand final : public Command {
  public:
    TurnCommand(std::size_t resident, std::size_t round)
        : round_(round), address_{"web", "web:bench-" + std::to_string(resident)},
          key_{"web", std::to_string(resident) + "/" + std::to_string(round)} {}

    void name_keys(Keys& keys) const override {
        keys.seen.push_back(key_);
        keys.addresses.push_back(address_);
        keys.now = now();
    }

    void decide(WorkingSet& rows) override {
        if (!rows.first_time(key_, now())) return;
        const auto* known = rows.address(address_);
        auto& address = known ? rows.addresses.edit(known->id) : rows.add_address(address_, make_public_id(), now());
        ++address.minute_count;
        const auto conversations = rows.conversations_of(address.resident);
        auto& conversation =
            conversations.empty() ? begin(rows, address) : rows.conversations.edit(conversations.front());
        conversation.state = state_json;
        conversation.moved_at = now();
        conversation.timers = {{.kind = 1, .due_at = now() + std::chrono::hours(24)},
                               {.kind = 0, .due_at = now() + std::chrono::hours(24 * 7)}};
        if (round_ > 0) answer(rows, conversation);
        rows.messages.add({.id = MessageId{rows.draw(IdSource::Kind::message)},
                           .public_id = make_public_id(),
                           .conversation = conversation.id,
                           .resident = address.resident,
                           .address = address.id,
                           .channel = "web",
                           .stream = "feedback",
                           .body = message_json,
                           .state = MessageRow::State::accepted,
                           .feed_number = ++address.feed,
                           .created_at = now()});
    }

    void committed() noexcept override {}
    void failed(const StoreError& error) noexcept override {
        std::fprintf(stderr, "bench_store: %s\n", error.detail.c_str());
        std::exit(1);
    }

  private:
      [[nodiscard]] Instant now() const {
          return Instant(dialogs::Span(1'800'000'000'000)) + std::chrono::seconds(round_);
      }

    ConversationRow& begin(WorkingSet& rows, const AddressRow& address) const {
        return rows.conversations.add({.id = ConversationId{rows.draw(IdSource::Kind::conversation)},
                                       .public_id = make_public_id(),
                                       .resident = address.resident,
                                       .address = address.id,
                                       .script = "bench",
                                       .version = "0123456789abcdef",
                                       .stream = "feedback",
                                       .channel = "web",
                                       .kind = "web",
                                       .language = "fi",
                                       .opened_at = now()});
    }

    void answer(WorkingSet& rows, ConversationRow& conversation) const {
        const auto question = "q" + std::to_string(round_);
        const auto value = std::to_string(address_.id.size() * round_ % 11);
        const auto number = rows.append({.conversation = conversation.id,
                                         .resident = conversation.resident,
                                         .script = "bench",
                                         .version = "0123456789abcdef",
                                         .question = question,
                                         .value = value,
                                         .raw = value,
                                         .language = "fi",
                                         .channel = "web",
                                         .kind = "web",
                                         .at = now()});
        conversation.latest[question] = {number, value, "2027-01-15", "fi"};
        rows.tally({"bench", question, value, "2027-01-15", "fi", "web", ""}, 1);
    }

    std::size_t round_;
    dialogs::Address address_;
    SeenKey key_;
};

/// Of this thread, in microseconds.
double processor_time() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

void run(const std::string& file, std::size_t residents, std::size_t turns, std::size_t batch_size) {
    const auto vault = Vault::from_base64(Vault::make_key());
    const auto opened = open_sqlite_store(file, *vault);
    if (!opened) throw std::runtime_error(opened.error().detail);
    auto& store = **opened;
    std::size_t done = 0;
    const auto play = [&](std::size_t until, const char* what) {
        const auto began = done;
        const auto started = Clock::now();
        const auto worked = processor_time();
        while (done < until) {
            std::vector<TurnCommand> commands;
            std::vector<Command*> batch;
            for (; commands.size() < batch_size && done < until; ++done)  // far apart, as residents are
                commands.emplace_back(done * 7'919 % residents, done / residents);
            for (auto& command : commands) batch.push_back(&command);
            (void)store.run(batch);
        }
        const std::chrono::duration<double, std::micro> took = Clock::now() - started;
        const auto turns_done = static_cast<double>(done - began);
        std::printf("%s: %.1f us a turn, of it %.1f us of the processor's time\n", what,
                    took.count() / turns_done, (processor_time() - worked) / turns_done);
    };
    play(residents, "first messages");
    play(residents + turns, "turns");
}

}  // namespace
}  // namespace bench

int main(int count, char** arguments) {
    if (count != 5) {
        std::fputs("bench_store FILE RESIDENTS TURNS BATCH\n", stderr);
        return 2;
    }
    const auto number = [&](int index) { return std::strtoul(arguments[index], nullptr, 10); };
    try {
        bench::run(arguments[1], number(2), number(3), number(4));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_store: %s\n", error.what());
        return 1;
    }
}
