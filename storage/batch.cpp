#include "storage/batch.hpp"

namespace storage {
namespace {

/// One transaction over all of them; how many were decided in time, and committed.
int run_together(Backend& backend, std::span<Command* const> batch, DecideUntil decide_until) {
    Keys keys;
    for (const auto* command : batch) command->name_keys(keys);
    WorkingSet rows(backend.vault(), backend.ids());
    backend.load(keys, Loader(rows));
    int decided = 0;
    for (auto* command : batch) {
        command->decide(rows);
        ++decided;
        // A clock is read only where there is a limit: a seeded run has none.
        if (decide_until != DecideUntil::max() &&
            std::chrono::steady_clock::now() >= decide_until)
            break;
    }
    backend.commit(Changes(rows));
    return decided;
}

void complete(std::span<Command* const> commands, BatchReport& report) {
    for (auto* command : commands) command->committed();
    report.committed += static_cast<int>(commands.size());
}

void fail(std::span<Command* const> commands, const StoreError& error, BatchReport& report) {
    for (auto* command : commands) command->failed(error);
    report.failed += static_cast<int>(commands.size());
}

/// Runs what is to commit or fail as one, and completes it. False: one of several commands threw, nothing happened.
bool attempt(Backend& backend, std::span<Command* const> batch, DecideUntil decide_until,
             BatchReport& report) {
    int decided = 0;
    try {
        decided = run_together(backend, batch, decide_until);
    } catch (const StoreTrouble& trouble) {
        backend.roll_back();
        report.trouble = trouble.error();
        fail(batch, trouble.error(), report);
        return true;
    } catch (const std::exception& fault) {
        backend.roll_back();
        if (batch.size() != 1) return false;
        fail(batch, {StoreError::Kind::command, fault.what()}, report);
        return true;
    }
    complete(batch.first(static_cast<std::size_t>(decided)), report);
    return true;
}

}  // namespace

BatchReport run_batch(Backend& backend, std::span<Command* const> batch, DecideUntil decide_until) {
    BatchReport report;
    if (attempt(backend, batch, decide_until, report)) return report;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        if (report.trouble)
            fail(batch.subspan(i, 1), *report.trouble, report);
        else
            attempt(backend, batch.subspan(i, 1), DecideUntil::max(), report);
    }
    return report;
}

}  // namespace storage
