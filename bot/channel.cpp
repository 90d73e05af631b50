// `kuulolla channel check|log`: is a channel set up well, and what was said to its provider lately.
#include "bot/api/channels_api.hpp"
#include "bot/api/instants.hpp"
#include "bot/api/invitations_api.hpp"
#include "bot/command_line.hpp"
#include "bot/commands.hpp"
#include "bot/config/service_config.hpp"
#include "bot/http/client.hpp"
#include "bot/observe/redactor.hpp"
#include "bot/outbox/outbox_entry.hpp"
#include "bot/turns/keep_exchanges.hpp"
#include "storage/reader.hpp"
#include "storage/vault.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <string>

namespace bot {
namespace {

/// Short, in GSM-7, and what it is.
constexpr const char* test_words = "Kuulolla: this is a test message. No reply is needed.";

struct ChannelCommand {
    std::string name;
    std::string config;
    bool registers = false;
    std::string send_to;
    int lines = 20;
    bool as_json = false;
};

int stop_with(const std::string& why, int code = exit_wrong_use) {
    fmt::print(stderr, "kuulolla channel: {}\n", why);
    return code;
}

/// What came of a step: whether to go on, and the line is printed already.
enum class Step { well, failed };

/// Asks the provider, in plain words. Everything it uses outlives it.
class ChannelCheck {
  public:
    ChannelCheck(const ChannelOptions& channel, const ServiceConfig& config, const ChannelCommand& command)
        : channel_(channel), config_(config), command_(command), mailbox_(loop_), client_(mailbox_) {
        redactor_.add_secrets(config.secrets());
    }

    int run() {
        int code = exit_failed;
        std::exception_ptr thrown;
        boost::asio::co_spawn(loop_, check(), [&](const std::exception_ptr& exception, int result) {
            thrown = exception;
            code = result;
        });
        loop_.run();
        if (thrown) std::rethrow_exception(thrown);
        return code;
    }

  private:
    boost::asio::awaitable<int> check() {
        const auto steps = channel_.adapter->setup();
        if (steps.empty()) say("..", "setup", "this provider cannot be asked; --send ADDRESS sends a test message");
        for (const auto& step : steps) {
            if (step.changes && !command_.registers) {
                say("--", step.what, "would change something at the provider: --register does it");
                continue;
            }
            const auto took = co_await take(step);
            if (took == Step::failed) co_return exit_failed;
        }
        if (command_.send_to.empty()) co_return exit_fine;
        const auto sent = co_await send();
        co_return sent == Step::well ? exit_fine : exit_failed;
    }

    boost::asio::awaitable<Step> take(const channels::SetupStep& step) {
        const auto response = co_await client_.send(step.request);
        const auto read = channel_.adapter->read_setup(step, response);
        say(read ? "ok" : "NO", step.what, read ? *read : read.error());
        co_return read ? Step::well : Step::failed;
    }

    boost::asio::awaitable<Step> send() {
        if (channel_.adapter->transport() == channels::Transport::feed) {
            say("--", "send", "nothing is sent on this channel: its page reads");
            co_return Step::well;
        }
        const SystemClock clock;
        channels::Outgoing message{.id = storage::make_public_id(),
                                   .conversation_ref = {},
                                   .to = *address_from(command_.send_to, config_.country),
                                   .message = {.text = test_words, .language = "en"},
                                   .script = {},
                                   .heard_at = {},
                                   .now = clock.now(),
                                   .prepared = {}};
        auto questions = channel_.adapter->prepare(message);
        channels::HttpResponse last;
        for (auto& question : questions) last = co_await client_.send(std::move(question));
        if (!questions.empty()) {
            auto prepared = channel_.adapter->read_prepared(last);
            if (!prepared) co_return fail(prepared.error());
            message.prepared = *std::move(prepared);
        }
        auto requests = channel_.adapter->compose(message);
        if (!requests) co_return fail(requests.error());
        channels::Sent sent;
        for (auto& request : *requests) {
            const auto response = co_await client_.send(std::move(request));
            const auto answer = channel_.adapter->read_answer(response);
            if (!answer) co_return fail(answer.error());
            if (sent.provider_id.empty()) sent = *answer;
        }
        const auto known_as = sent.provider_id.empty() ? "" : ", which knows it as " + sent.provider_id;
        say("ok", "send", "the provider has taken a test message" + known_as);
        co_return Step::well;
    }

    [[nodiscard]] Step fail(const channels::SendFailure& failure) const {
        say("NO", "send", fmt::format("{}: {}", name_of(failure.kind), failure.detail));
        return Step::failed;
    }

    void say(std::string_view mark, std::string_view what, std::string_view words) const {
        fmt::print("{} {:<12} {}\n", mark, what, redactor_.clean(words));
    }

    const ChannelOptions& channel_;
    const ServiceConfig& config_;
    const ChannelCommand& command_;
    Redactor redactor_;
    boost::asio::io_context loop_{1};
    Mailbox mailbox_;
    http::CurlClient client_;
};

const ChannelOptions* find_channel(const ServiceConfig& config, const std::string& name) {
    const auto found = std::find_if(config.channels.begin(), config.channels.end(),
                                    [&](const ChannelOptions& channel) { return channel.name == name; });
    return found == config.channels.end() ? nullptr : &*found;
}

int print_log(const ServiceConfig& config, const ChannelCommand& command) {
    const auto vault = storage::Vault::from_base64(config.vault_key);
    if (!vault) return stop_with(vault.error());
    auto reader = storage::open_sqlite_reader(config.store_path, *vault);
    if (!reader) return stop_with(fmt::format("{}: {}", config.store_path, reader.error().detail));
    const SystemClock clock;
    for (const auto& row : (*reader)->exchanges(command.name, clock.now() - exchanges_kept_for, command.lines)) {
        if (command.as_json) {
            fmt::print("{}\n", exchange_json(row));
            continue;
        }
        const bool we_asked = row.direction == storage::ExchangeRow::Direction::asked;
        if (row.left_out > 0) fmt::print("… {} others\n", row.left_out);
        fmt::print("{} {} {} {} {} ms\n", to_rfc3339(row.at), we_asked ? "->" : "<-", row.request, row.status,
                   row.took_ms);
        if (!row.asked.empty()) fmt::print("    {}\n", row.asked);
        if (!row.answered.empty()) fmt::print("    = {}\n", row.answered);
    }
    return std::fflush(stdout) == 0 ? exit_fine : stop_with("standard output cannot be written", exit_failed);
}

int check_channel(const ServiceConfig& config, const ChannelOptions& channel, const ChannelCommand& command) {
    if (!command.send_to.empty() && !address_from(command.send_to, config.country))
        return stop_with("--send must be such as tel:+358401112233");
    return ChannelCheck(channel, config, command).run();
}

enum class Wish { check, log };

int with_channel(const ChannelCommand& command, Wish wish) {
    const auto config = load_config(command.config);
    if (!config) {
        for (const auto& error : config.error()) fmt::print(stderr, "{}\n", to_line(error));
        return exit_wrong_use;
    }
    const auto* channel = find_channel(*config, command.name);
    if (channel == nullptr) {
        std::string known;
        for (const auto& other : config->channels) known += (known.empty() ? "" : ", ") + other.name;
        return stop_with(fmt::format("there is no channel {} (there are: {})", command.name, known));
    }
    return wish == Wish::log ? print_log(*config, command) : check_channel(*config, *channel, command);
}

}  // namespace

int run_channel(int argc, char** argv) {
    ChannelCommand command;
    CLI::App app("A channel of the configuration: is it set up well, and what was said to its provider lately.",
                 "kuulolla channel");
    app.require_subcommand(1);
    auto* check = app.add_subcommand("check", "asks the provider whether all is well, a line for each thing");
    auto* log = app.add_subcommand("log", "prints the last exchanges, without secrets, numbers and texts");
    for (auto* sub : {check, log}) {
        sub->add_option("NAME", command.name, "the channel's")->required();
        sub->add_option("--config", command.config, "the service's configuration")->required();
    }
    check->add_flag("--register", command.registers, "registers the webhook and whatever else the provider must know");
    check->add_option("--send", command.send_to, "an address (tel:+358401112233) that gets a test message");
    log->add_option("--lines", command.lines, "so many exchanges")->check(CLI::Range(1, exchanges_kept));
    log->add_flag("--json", command.as_json, "a JSON object a line");
    if (const auto code = parse_arguments(app, argc, argv)) return *code;
    return with_channel(command, log->parsed() ? Wish::log : Wish::check);
}

}  // namespace bot
