#include "bot/service/service.hpp"

#include "bot/api/answers_api.hpp"
#include "bot/api/cases_api.hpp"
#include "bot/api/channels_api.hpp"
#include "bot/api/chat_pages.hpp"
#include "bot/api/demo_pages.hpp"
#include "bot/api/hooks.hpp"
#include "bot/api/invitations_api.hpp"
#include "bot/api/messages_api.hpp"
#include "bot/api/operations.hpp"
#include "bot/api/pools_api.hpp"
#include "bot/api/proposals_api.hpp"
#include "bot/http/server.hpp"
#include "bot/service/as_result.hpp"
#include "bot/service/hook_caller.hpp"
#include "bot/service/outbox_gauges.hpp"
#include "bot/service/poller.hpp"
#include "bot/service/publisher.hpp"
#include "bot/service/pump.hpp"
#include "bot/service/timer_driver.hpp"
#include "bot/service/watchdog.hpp"
#include "bot/turns/fill_seats.hpp"
#include "storage/vault.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/signal_set.hpp>
#include <fmt/format.h>
#include <sodium.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

namespace bot {
namespace {

using Moment = Signal::Moment;

constexpr auto finish_within = std::chrono::seconds(20);   // requests and sends under way
constexpr auto report_within = std::chrono::seconds(10);   // what they came to, into the store
constexpr auto watchdog_after = std::chrono::seconds(45);

/// What is opened before the loop runs.
struct Opened {
    std::unique_ptr<const storage::Vault> vault;                 ///< the store and the reader hold on to it
    std::unique_ptr<storage::Store> store;
    std::unique_ptr<storage::Reader> reader;
    dialogs::Catalog catalog;                                    ///< of the storage thread
    std::shared_ptr<const dialogs::Catalog> reading_catalog;     ///< of the reading thread
};

Sources sources_of(const ServiceConfig& config) {
    return {{config.scripts.begin(), config.scripts.end()}, {config.locales.begin(), config.locales.end()}};
}

std::string told(const ServiceConfig& config, const storage::StoreError& error) {
    const bool is_key = error.kind == storage::StoreError::Kind::wrong_key;
    return fmt::format("{}: {}{}", config.store_path, error.detail,
                       is_key ? " (vault_key is not the one it was made with)" : "");
}

std::string told(const std::vector<dialogs::LocaleError>& errors) {
    std::string text;
    for (const auto& [file, line, column, message] : errors)
        text += fmt::format("{}{}:{}:{}: {}", text.empty() ? "" : "\n", file, line, column, message);
    return text;
}

dialogs::Result<Opened, std::string> open(const ServiceConfig& config) {
    auto read_vault = storage::Vault::from_base64(config.vault_key);
    if (!read_vault) return dialogs::failure("vault_key: " + read_vault.error());
    auto vault = std::make_unique<const storage::Vault>(*read_vault);
    const auto sources = sources_of(config);
    auto catalog = sources.catalog();
    if (!catalog) return dialogs::failure(told(catalog.error()));
    auto reading_catalog = sources.catalog();
    if (!reading_catalog) return dialogs::failure(told(reading_catalog.error()));
    std::error_code ignored;  // opening the store says what is wrong
    const auto folder = std::filesystem::path(config.store_path).parent_path();
    if (!folder.empty()) std::filesystem::create_directories(folder, ignored);
    auto store = storage::open_sqlite_store(config.store_path, *vault);
    if (!store) return dialogs::failure(told(config, store.error()));
    auto reader = storage::open_sqlite_reader(config.store_path, *vault);
    if (!reader) return dialogs::failure(told(config, reader.error()));
    return Opened{.vault = std::move(vault),
                  .store = std::move(*store),
                  .reader = std::move(*reader),
                  .catalog = std::move(*catalog),
                  .reading_catalog = std::make_shared<const dialogs::Catalog>(std::move(*reading_catalog))};
}

WorldParts world_parts(const ServiceConfig& config, const dialogs::Catalog& catalog, dialogs::TextRenderer& renderer) {
    WorldParts parts{
        .catalog = catalog, .renderer = renderer, .local_time = LocalTime(config.timezone), .channels = {}};
    for (const auto& channel : config.channels)
        parts.channels.push_back({.name = channel.name,
                                  .adapter = channel.adapter.get(),
                                  .trusted_with_health = channel.trusted_with_health,
                                  .segments_per_second = channel.segments_per_second,
                                  .rather_lose = channel.rather_lose});
    parts.default_language = config.default_language;
    parts.stranger_script = config.stranger_script;
    for (const auto& hook : config.hooks) parts.hooks[hook.name] = hook.timeout;
    parts.new_public_id = &storage::make_public_id;
    parts.random = [] {
        std::uint64_t random = 0;
        randombytes_buf(&random, sizeof random);
        return random;
    };
    return parts;
}

/// How claims name this process: the machine, the process, its start.
std::string node_name() {
    char host[256] = {};
    (void)gethostname(host, sizeof host - 1);
    return fmt::format("{}-{}-{}", host, getpid(), storage::make_public_id().substr(0, 8));
}

/// Each connection is a descriptor; the usual soft limit is 1 024.
void raise_descriptor_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    (void)setrlimit(RLIMIT_NOFILE, &limit);
}

class Service {
  public:
    Service(const ServiceConfig& config, const Clock& clock, Log& log, const ServiceExtras& extras, Opened opened);

    dialogs::Result<bool, std::string> run();

  private:
    boost::asio::awaitable<void> main();
    boost::asio::awaitable<void> wait_for_the_end();
    boost::asio::awaitable<void> stop();
    boost::asio::awaitable<void> fill_seats();
    void start_channels();
    void add_routes();
    void on_notices(const Notices& notices);
    Pump* pump(const std::string& channel);

    const ServiceConfig& config_;
    Log& log_;
    const ServiceExtras& extras_;

    boost::asio::io_context loop_{1};
    Metrics metrics_;
    TaskGroup tasks_;
    Mailbox mailbox_;
    Context context_;
    boost::asio::signal_set signals_;

    std::unique_ptr<const storage::Vault> vault_;
    dialogs::Catalog catalog_;
    dialogs::TextRenderer renderer_;
    FeedHub feeds_;
    LiveAnswers live_answers_;
    Tokens tokens_;
    Counter& alarms_;
    Counter& erased_;
    Pumps pumps_;
    std::vector<std::unique_ptr<Poller>> pollers_;
    ReadingThread reading_;
    http::CurlClient client_;
    Desk desk_;
    TimerDriver timers_;
    HookCaller hook_caller_;
    Publisher publisher_;
    ChannelLog channel_log_;
    Courtesies courtesies_;
    Hooks hooks_;
    InvitationsApi invitations_;
    AnswersApi answers_;
    MessagesApi messages_;
    CasesApi cases_;
    ProposalsApi proposals_;
    PoolsApi pools_;
    ChannelsApi channels_;
    Operations operations_;
    ChatPages chat_;
    DemoPages demo_;
    http::Router router_;
    http::Server server_;
    std::uint16_t port_ = 0;
    bool is_ready_ = false;
};

http::Limits limits_of(const ServiceConfig& config) {
    return {.arrival = config.request_timeout, .connections = config.connections};
}

Service::Service(const ServiceConfig& config, const Clock& clock, Log& log, const ServiceExtras& extras, Opened opened)
    : config_(config),
      log_(log),
      extras_(extras),
      tasks_(loop_, log),
      mailbox_(loop_),
      context_{loop_, clock, log, metrics_, tasks_, mailbox_},
      signals_(loop_, SIGTERM, SIGINT, SIGHUP),
      vault_(std::move(opened.vault)),
      catalog_(std::move(opened.catalog)),
      feeds_(loop_),
      live_answers_(loop_),
      tokens_(config.api_tokens),
      alarms_(metrics_.counter("kuulolla_alarms_total", "What an operator must see")),
      erased_(metrics_.counter("kuulolla_erased_total", "Residents that were erased, by their own wish")),
      reading_(mailbox_, std::move(opened.reader)),
      client_(mailbox_),
      desk_(mailbox_, log, world_parts(config, catalog_, renderer_), std::move(opened.store), {},
            [this](const Notices& notices) { on_notices(notices); }),
      timers_(context_, desk_, reading_),
      hook_caller_(context_, desk_, reading_, client_, config.hooks),
      publisher_(context_, desk_, reading_, sources_of(config), std::move(opened.reading_catalog)),
      channel_log_(context_, desk_),
      courtesies_(context_, client_),
      hooks_(context_, desk_, courtesies_, channel_log_, config),
      invitations_(context_, desk_, publisher_, config),
      answers_(reading_, config.timezone),
      messages_(reading_),
      cases_(context_, desk_, reading_),
      proposals_(context_, desk_, reading_),
      pools_(context_, desk_, reading_),
      channels_(context_, reading_, config),
      operations_(context_, desk_, reading_, [this] { return is_ready_; }),
      chat_(reading_, feeds_, config),
      demo_(invitations_, reading_, live_answers_, publisher_, config),
      server_(loop_, router_, clock, log, metrics_, tasks_, limits_of(config)) {
    add_routes();
    add_outbox_gauges(metrics_, pumps_);
}

void Service::add_routes() {
    hooks_.add_routes(router_);  // the most frequent first
    chat_.add_routes(router_);
    invitations_.add_routes(router_, tokens_);
    answers_.add_routes(router_, tokens_);
    messages_.add_routes(router_, tokens_);
    cases_.add_routes(router_, tokens_);
    proposals_.add_routes(router_, tokens_);
    pools_.add_routes(router_, tokens_);
    channels_.add_routes(router_, tokens_);
    operations_.add_routes(router_);
    if (extras_.demo_pages) demo_.add_routes(router_);
}

dialogs::Result<bool, std::string> Service::run() {
    const auto port = server_.bind(config_.listen_address, config_.listen_port);
    if (!port) return dialogs::failure(port.error());
    port_ = *port;
    std::exception_ptr thrown;
    boost::asio::co_spawn(loop_, main(), [&](const std::exception_ptr& exception) { thrown = exception; });
    loop_.run();
    if (thrown) std::rethrow_exception(thrown);
    return true;
}

boost::asio::awaitable<void> Service::main() {
    co_await publisher_.shelve();
    co_await publisher_.publish();
    co_await fill_seats();
    channel_log_.start();
    start_channels();
    timers_.start();
    hook_caller_.start();
    server_.start();
    is_ready_ = true;
    log_.info("service.ready", {{"address", config_.listen_address}, {"port", port_},
                                {"scripts", publisher_.all_current().size()}, {"channels", config_.channels.size()}});
    if (extras_.on_ready) extras_.on_ready(port_);
    co_await wait_for_the_end();
    const Watchdog watchdog(watchdog_after, log_);
    co_await stop();
    log_.info("service.stopped");
}

/// What became free just before an earlier run ended.
boost::asio::awaitable<void> Service::fill_seats() {
    const auto pools = co_await reading_.run([](storage::Reader& reader) { return reader.pools(); });
    for (const auto& pool : pools) {
        if (pool.waiting == 0) continue;
        (void)co_await desk_.run<FillSeats>(storage::Lane::results, pool.name, context_.clock.now());
    }
}

void Service::start_channels() {
    const auto node = node_name();
    for (const auto& channel : config_.channels) {
        const auto transport = channel.adapter->transport();
        if (transport == channels::Transport::feed) continue;
        auto& pump = pumps_[channel.name];
        pump = std::make_unique<Pump>(context_, desk_, reading_, client_, channel, channel_log_, node);
        pump->start();
        if (transport != channels::Transport::poll) continue;
        pollers_.push_back(std::make_unique<Poller>(context_, hooks_, client_, channel));
        pollers_.back()->start();
    }
}

boost::asio::awaitable<void> Service::wait_for_the_end() {
    for (;;) {
        const auto [error, number] = co_await signals_.async_wait(as_result);
        if (error || number != SIGHUP) co_return;
        log_.info("service.reload");
        tasks_.spawn("publish", publisher_.publish());
    }
}

/// In the reverse order of the start, each phase bounded; what is cut off is reported as uncertain.
boost::asio::awaitable<void> Service::stop() {
    log_.info("service.stopping");
    is_ready_ = false;
    server_.stop();
    feeds_.stop();
    live_answers_.stop();
    timers_.stop();
    hook_caller_.stop();
    publisher_.stop();
    for (const auto& poller : pollers_) poller->stop();
    for (const auto& [name, pump] : pumps_) pump->stop();
    channel_log_.stop();
    if (co_await tasks_.wait(Moment::clock::now() + finish_within)) co_return;
    client_.stop();
    server_.close_all();
    if (co_await tasks_.wait(Moment::clock::now() + report_within)) co_return;
    for (const auto& [name, pump] : pumps_) pump->give_up();
    const bool is_done = co_await tasks_.wait(Moment::clock::now() + report_within);
    if (!is_done) log_.error("service.tasks_left", {{"count", tasks_.running()}});
}

Pump* Service::pump(const std::string& channel) {
    const auto found = pumps_.find(channel);
    return found == pumps_.end() ? nullptr : found->second.get();
}

void Service::on_notices(const Notices& notices) {
    for (const auto& [channel, at] : notices.messages)
        if (auto* sender = pump(channel)) sender->due(at);
    for (const auto& grown : notices.feeds) feeds_.grew(grown.address);
    for (const auto& parting : notices.partings) {
        feeds_.say_goodbye(parting);
        if (auto* sender = pump(parting.channel)) sender->say_goodbye(parting);
    }
    for (const auto& alarm : notices.alarms) {
        alarms_.add();
        log_.error(alarm.event, {{"reason", alarm.detail}});
    }
    if (notices.timer_due) timers_.due(*notices.timer_due);
    if (notices.call_due) hook_caller_.due(*notices.call_due);
    if (notices.erased > 0) {
        erased_.add(static_cast<std::uint64_t>(notices.erased));
        log_.info("resident.erased", {{"count", notices.erased}});
    }
    if (!notices.answers.empty() || notices.ended > 0) live_answers_.grew();
}

}  // namespace

dialogs::Result<bool, std::string> run_service(const ServiceConfig& config, const Clock& clock, Log& log,
                                               const ServiceExtras& extras) {
    std::signal(SIGPIPE, SIG_IGN);
    raise_descriptor_limit();
    log.redactor().add_secrets(config.secrets());
    auto opened = open(config);
    if (!opened) return dialogs::failure(std::move(opened.error()));
    Service service(config, clock, log, extras, std::move(*opened));
    return service.run();
}

}  // namespace bot
