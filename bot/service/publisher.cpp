#include "bot/service/publisher.hpp"

#include "dialogs/checking/check.hpp"

#include <nlohmann/json.hpp>

namespace bot {
namespace {

constexpr auto publish_retry = std::chrono::seconds(1);

std::vector<ShelveScripts::Shelved> shelved(storage::Reader& reader) {
    std::vector<ShelveScripts::Shelved> scripts;
    const auto add = [&](const storage::ScriptRow& row) {
        auto script = dialogs::script_from_json(row.json);
        script.version = row.version;
        scripts.push_back({std::make_shared<const dialogs::Script>(std::move(script)), row.current});
    };
    for (const auto& row : reader.scripts_of_open_conversations())
        if (!row.current) add(row);
    for (const auto& row : reader.current_scripts()) add(row);
    return scripts;
}

}  // namespace

/// One script, compiled; null where it has errors.
struct Publisher::Compiled {
    std::vector<dialogs::Diagnostic> diagnostics;
    storage::ScriptRow row;
    ScriptPtr script;
};

Publisher::Publisher(Context& context, Desk& desk, ReadingThread& reading, Sources sources,
                     std::shared_ptr<const dialogs::Catalog> catalog)
    : context_(context),
      desk_(desk),
      reading_(reading),
      sources_(std::move(sources)),
      catalog_(std::move(catalog)),
      stopped_(context.loop) {}

void Publisher::stop() {
    stopping_ = true;
    stopped_.notify_all();
}

ScriptPtr Publisher::current(const std::string& id) const {
    const auto found = current_.find(id);
    return found == current_.end() ? nullptr : found->second;
}

/// Again and again while the store is in trouble; nullopt at the end of the service, and for a fault of the command's
/// own.
template <class Command, class... Arguments>
boost::asio::awaitable<std::optional<typename Command::Outcome>> Publisher::insist(Arguments... arguments) {
    while (!stopping_) {
        auto outcome = co_await desk_.run<Command>(storage::Lane::results, arguments...);
        if (outcome) co_return std::move(*outcome);
        context_.log.error("script.not_stored", {{"reason", outcome.error().detail}});
        if (outcome.error().kind == DeskError::Kind::command) break;
        co_await stopped_.wait(Signal::Moment::clock::now() + publish_retry);
    }
    co_return std::nullopt;
}

boost::asio::awaitable<void> Publisher::shelve() {
    auto scripts = co_await reading_.run(&shelved);
    for (const auto& [script, is_current] : scripts)
        if (is_current) current_[script->id] = script;
    if (!scripts.empty()) (void)co_await insist<ShelveScripts>(std::move(scripts));
}

boost::asio::awaitable<void> Publisher::publish() {
    auto read = [sources = sources_](storage::Reader&) { return sources.scripts(); };
    auto found = co_await reading_.run(std::move(read));
    for (const auto& path : found.unreadable) context_.log.error("script.unreadable", {{"path", path}});
    for (auto& file : found.files) co_await publish_one(std::move(file));
}

Publisher::Compiled Publisher::compile(const Sources& sources, const dialogs::Catalog& catalog,
                                       const dialogs::SourceFile& file) {
    auto read = sources.read(file);
    Compiled compiled{.diagnostics = dialogs::check(read, catalog), .row = {}, .script = nullptr};
    if (!read.script || dialogs::has_errors(compiled.diagnostics)) return compiled;
    auto& row = compiled.row;
    row.id = read.script->id;
    row.json = dialogs::to_canonical_json(*read.script);
    row.version = dialogs::version_of(row.json);
    row.yaml = file.bytes;
    row.translations = nlohmann::json(sources.translations(row.id))
                           .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    read.script->version = row.version;
    compiled.script = std::make_shared<const dialogs::Script>(std::move(*read.script));
    return compiled;
}

boost::asio::awaitable<void> Publisher::publish_one(dialogs::SourceFile file) {
    auto job = [sources = sources_, catalog = catalog_, file](storage::Reader&) {
        return compile(sources, *catalog, file);
    };
    auto compiled = co_await reading_.run(std::move(job));
    for (const auto& diagnostic : compiled.diagnostics) log(diagnostic);
    if (!compiled.script) co_return;
    const auto known = current(compiled.script->id);
    if (known && known->version == compiled.script->version) co_return;
    const auto published =
        co_await insist<PublishScript>(std::move(compiled.row), compiled.script, context_.clock.now());
    if (!published) co_return;
    if (published->kind == Published::Kind::refused) {
        for (const auto& reason : published->reasons)
            context_.log.error("script.refused", {{"script", compiled.script->id}, {"reason", reason}});
        co_return;
    }
    current_[compiled.script->id] = compiled.script;
    if (published->kind == Published::Kind::published)
        context_.log.info("script.published", {{"script", compiled.script->id}, {"version", compiled.script->version}});
}

void Publisher::log(const dialogs::Diagnostic& diagnostic) const {
    const bool is_error = diagnostic.severity == dialogs::Diagnostic::Severity::error;
    if (!is_error && !context_.log.is_on(LogLevel::debug)) return;
    const auto write = is_error ? &Log::error : &Log::debug;
    (context_.log.*write)(is_error ? "script.faulty" : "script.warning",
                          {{"file", diagnostic.place.file},
                           {"line", diagnostic.place.line},
                           {"column", diagnostic.place.column},
                           {"code", diagnostic.code},
                           {"reason", diagnostic.text}});
}

}  // namespace bot
