// A whole service without a network.
#include "tests/bot/turns/house.hpp"

#include "bot/turns/message_body.hpp"
#include "dialogs/texts/plain_text.hpp"
#include "dialogs/texts/sms_text.hpp"
#include "tests/support/shipped_catalog.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <random>

namespace tests {

using namespace std::chrono_literals;

namespace {

constexpr const char* test_key = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

channels::Capabilities sms_capabilities() {
    return {.kind = "sms", .plain = true};
}

channels::Capabilities web_capabilities() {
    return {.kind = "web", .plain = false, .buttons_max = 20, .counts_segments = false};
}

std::filesystem::path own_folder() {
    std::random_device device;
    const auto name = "kuulolla-house-" + std::to_string(getpid()) + '-' + std::to_string(device());
    auto folder = std::filesystem::temp_directory_path() / name;
    std::filesystem::create_directories(folder);
    return folder;
}

/// A command made of two functions.
class Look final : public storage::Command {
  public:
    Look(std::function<void(storage::Keys&)> name, std::function<void(storage::WorkingSet&)> look)
        : name_(std::move(name)), look_(std::move(look)) {}
    void name_keys(storage::Keys& keys) const override { name_(keys); }
    void decide(storage::WorkingSet& rows) override { look_(rows); }
    void committed() noexcept override {}
    void failed(const storage::StoreError&) noexcept override { failed_ = true; }
    bool failed_ = false;

  private:
    std::function<void(storage::Keys&)> name_;
    std::function<void(storage::WorkingSet&)> look_;
};

template <class T>
void append(std::vector<T>& to, std::vector<T>&& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

}  // namespace

channels::Result<channels::Webhook, channels::Refusal> FakeAdapter::receive(const channels::WebhookRequest&) const {
    return channels::Webhook{};
}

channels::Result<std::vector<channels::HttpRequest>, channels::SendFailure> FakeAdapter::compose(
    const channels::Outgoing&) const {
    return std::vector<channels::HttpRequest>(1);
}

channels::Result<channels::Sent, channels::SendFailure> FakeAdapter::read_answer(const channels::HttpResponse&) const {
    return channels::Sent{};
}

std::string FakeAdapter::rendered(const channels::Message& message) const {
    return capabilities_.plain ? dialogs::plain_sms_text(dialogs::plain_text(message)) : message.text;
}

dialogs::Address phone(const std::string& number) { return {"tel", number}; }

House::House(HouseOptions options)
    : options_(options),
      folder_(own_folder()),
      vault_(*storage::Vault::from_base64(test_key)),
      sms_(channels::Transport::push, sms_capabilities()),
      web_(channels::Transport::feed, web_capabilities()),
      now_(std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + 12h),
      random_(options.seed) {
    open_store();
    make_world();
}

void House::open_store() {
    auto store = storage::open_sqlite_store((folder_ / "test.db").string(), vault_);
    REQUIRE(store.has_value());
    store_ = *std::move(store);
}

void House::make_world() {
    bot::WorldParts parts{.catalog = shipped_catalog(),
                          .renderer = renderer_,
                          .local_time = bot::LocalTime("Europe/Helsinki"),
                          .channels = {{.name = "sms",
                                        .adapter = &sms_,
                                        .segments_per_second = options_.segments_per_second,
                                        .rather_lose = options_.rather_lose},
                                       {.name = "chat", .adapter = &web_}},
                          .default_language = "fi",
                          .stranger_script = "feedback",
                          .hooks = {{"queue", 10s}},
                          .new_public_id = [this] { return "id" + std::to_string(++drawn_); },
                          .random = [this] { return random_ = random_ * 6364136223846793005U + 1442695040888963407U; },
                          .notify = [this](bot::Notices notices) { collect(std::move(notices)); },
                          .submit = [this](storage::Lane, std::unique_ptr<storage::Command> command) {
                              submitted_.push_back(std::move(command));
                          }};
    world_ = std::make_unique<bot::World>(std::move(parts));
}

void House::restart() {
    reader_.reset();
    store_.reset();
    open_store();
    make_world();
    for (const auto& row : reader().current_scripts()) world_->shelf().put(row);
}

House::~House() {
    reader_.reset();
    store_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

void House::publish(dialogs::Script script) {
    storage::ScriptRow row{.id = script.id, .version = script.version, .json = dialogs::to_canonical_json(script)};
    run<bot::PublishScript>(std::move(row), std::make_shared<const dialogs::Script>(std::move(script)), now_);
}

bot::Received House::text(const std::string& from, const std::string& words) {
    channels::Incoming incoming;
    incoming.external_id = "in" + std::to_string(++drawn_);
    incoming.from = phone(from);
    incoming.reply = dialogs::TextReply{words};
    return receive(std::move(incoming));
}

bot::Received House::receive(channels::Incoming incoming, const std::string& channel) {
    return run<bot::ReceiveEvent>(channel, channels::ChannelEvent(std::move(incoming)), now_);
}

bot::Received House::tap(const std::string& session, int question, const std::string& value, const std::string& ref) {
    channels::Incoming incoming;
    incoming.external_id = "in" + std::to_string(++drawn_);
    incoming.from = {"web", session};
    incoming.reply = dialogs::TapReply{question, value};
    incoming.conversation_ref = ref;
    return receive(std::move(incoming), "chat");
}

bot::Received House::status(channels::StatusReport report) {
    return run<bot::ReceiveEvent>(std::string("sms"), channels::ChannelEvent(std::move(report)), now_);
}

bot::Invited House::invite(bot::InvitationRequest request) {
    return run<bot::Invite>(std::move(request), now_);
}

bot::InvitationRequest House::invitation(const std::string& key, const std::string& number) const {
    return {.key = key,
            .script = "post-visit",
            .address = phone(number),
            .channel = "sms",
            .given = R"({"unit":"Hervanta","visited":"2026-11-20"})"};
}

std::vector<bot::ClaimedMessage> House::claim(int slots) {
    auto claimed = run<bot::ClaimMessages>(std::string("sms"), std::string("node"), slots, now_);
    again_at_ = claimed.again_at;
    return std::move(claimed.messages);
}

bot::SendVerdict House::tell(storage::MessageId message, bot::SendOutcome outcome) {
    return run<bot::SendResult>(message, std::move(outcome), now_);
}

std::vector<Heard> House::deliver() {
    std::vector<Heard> heard;
    const auto is_due = [this] {
        const auto next = reader().next_due_message("sms");
        return next && *next <= now_;
    };
    // A claim may come back empty because what it found is no longer wanted; the next one finds what was behind it.
    for (int rounds = 0; is_due() && rounds < 1000; ++rounds) {
        auto claimed = claim();
        for (auto& message : claimed) {
            auto& outgoing = message.outgoing;
            heard.push_back({.to = outgoing.to,
                             .text = sms_.rendered(outgoing.message),
                             .message = outgoing.message,
                             .ref = outgoing.conversation_ref,
                             .id = message.id,
                             .uncertain = message.uncertain});
            tell(message.id, channels::Sent{});
        }
    }
    return heard;
}

std::vector<std::string> House::deliver_texts() {
    std::vector<std::string> texts;
    for (auto& heard : deliver()) texts.push_back(heard.text);
    return texts;
}

std::vector<Heard> House::feed(const std::string& session) {
    std::vector<Heard> heard;
    auto& read = feed_read_[session];
    for (const auto& entry : reader().feed({"web", session}, read, 100)) {
        read = entry.number;
        const auto message = bot::message_from_body(entry.message.body);
        heard.push_back({.to = {"web", session},
                         .text = message.text,
                         .message = message,
                         .ref = bot::conversation_ref(entry.message.conversation),
                         .id = entry.message.id});
    }
    return heard;
}

int House::fire_timers() {
    int fired = 0;
    for (auto result = run<bot::FireTimers>(now_);; result = run<bot::FireTimers>(now_)) {
        fired += result.fired;
        if (!result.more) return fired;
    }
}

void House::run_batch(std::vector<std::unique_ptr<storage::Command>> commands) {
    std::vector<storage::Command*> batch;
    for (const auto& command : commands) batch.push_back(command.get());
    const auto report = store_->run(batch);
    if (report.trouble) FAIL(report.trouble->detail);
    run_submitted();
}

void House::run_submitted() {
    while (!submitted_.empty()) {
        const auto command = std::move(submitted_.front());
        submitted_.pop_front();
        storage::Command* const batch[] = {command.get()};
        const auto report = store_->run(batch);
        if (report.trouble) FAIL(report.trouble->detail);
    }
}

void House::collect(bot::Notices notices) {
    append(notices_.messages, std::move(notices.messages));
    append(notices_.feeds, std::move(notices.feeds));
    append(notices_.answers, std::move(notices.answers));
    append(notices_.partings, std::move(notices.partings));
    append(notices_.alarms, std::move(notices.alarms));
    append(notices_.scripts, std::move(notices.scripts));
    if (notices.timer_due) {
        notices_.timer_due = std::min(notices_.timer_due.value_or(*notices.timer_due), *notices.timer_due);
    }
    if (notices.call_due) notices_.call_due = std::min(notices_.call_due.value_or(*notices.call_due), *notices.call_due);
    notices_.erased += notices.erased;
    notices_.ended += notices.ended;
}

storage::Reader& House::reader() {
    if (!reader_) {
        auto opened = storage::open_sqlite_reader((folder_ / "test.db").string(), vault_);
        REQUIRE(opened.has_value());
        reader_ = *std::move(opened);
    }
    return *reader_;
}

std::vector<storage::AnswerRow> House::answers(const std::string& script) {
    std::vector<storage::AnswerRow> rows;
    for (const auto& exported : reader().answers({.script = script}, {}, 100'000)) rows.push_back(exported.answer);
    return rows;
}

std::string House::bytes() const {
    std::string bytes;
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
        std::ifstream file(entry.path(), std::ios::binary);
        bytes.append(std::istreambuf_iterator<char>(file), {});
    }
    return bytes;
}

bool House::tallies_equal_answers(const std::string& script) {
    std::map<std::pair<storage::ConversationId, std::string>, storage::AnswerRow> latest;
    for (const auto& answer : answers(script)) 
        latest[{answer.conversation, answer.question + '/' + answer.round}] = answer;
    std::map<storage::TallyKey, std::int64_t> counted;
    const auto* compiled = world_->shelf().current(script);
    for (const auto& [key, answer] : latest) {
        const auto* question = compiled->question(answer.question);
        const bool is_coded = question != nullptr && question->type != dialogs::QuestionType::text;
        if (!is_coded || answer.erased || answer.value == "null") continue;
        auto value = answer.value;
        if (value.front() == '"') value = value.substr(1, value.size() - 2);
        ++counted[{.script = script,
                   .question = answer.question,
                   .value = value,
                   .day = bot::to_iso(world_->day_of(answer.at)),
                   .language = answer.language,
                   .kind = answer.kind,
                   .unit = answer.unit}];
    }
    auto stored = reader().tallies(script);
    std::erase_if(stored, [](const auto& entry) { return entry.second == 0; });
    CHECK(stored == counted);
    return stored == counted;
}

void House::look(const std::function<void(storage::Keys&)>& name,
                 const std::function<void(storage::WorkingSet&)>& look) {
    Look command(name, look);
    storage::Command* const batch[] = {&command};
    static_cast<void>(store_->run(batch));
    REQUIRE_FALSE(command.failed_);
}

storage::ConversationRow House::conversation(const std::string& number) {
    storage::ConversationRow found;
    look([&](storage::Keys& keys) { keys.now = now_; keys.addresses.push_back(phone(number)); },
         [&](storage::WorkingSet& rows) {
             const auto* address = rows.address(phone(number));
             REQUIRE(address != nullptr);
             const auto ids = rows.conversations_of(address->resident);
             REQUIRE_FALSE(ids.empty());
             found = *rows.conversations.find(ids.front());
         });
    return found;
}

storage::ResidentRow House::resident(const std::string& number) {
    storage::ResidentRow found;
    look([&](storage::Keys& keys) { keys.now = now_; keys.addresses.push_back(phone(number)); },
         [&](storage::WorkingSet& rows) {
             const auto* address = rows.address(phone(number));
             REQUIRE(address != nullptr);
             found = *rows.residents.find(address->resident);
         });
    return found;
}

}  // namespace tests
