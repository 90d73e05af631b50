#include "storage/batch.hpp"

namespace storage {
namespace {

/// Decides the commands in order until the time is over; how many. A clock is read only where there is a limit, so that
/// a seeded run never reads one.
int decide(std::span<Command* const> batch, WorkingSet& rows, DecideFor decide_for) {
    using Clock = std::chrono::steady_clock;
    const bool is_limited = decide_for != DecideFor::max();
    const auto began = is_limited ? Clock::now() : Clock::time_point();
    int decided = 0;
    for (auto* command : batch) {
        command->decide(rows);
        ++decided;
        if (is_limited && Clock::now() - began >= decide_for) break;
    }
    return decided;
}

/// One transaction over all of them; how many were decided in time, and committed.
int run_together(Backend& backend, std::span<Command* const> batch, DecideFor decide_for) {
    Keys keys;
    for (const auto* command : batch) command->name_keys(keys);
    WorkingSet rows(backend.vault(), backend.ids());
    backend.load(keys, Loader(rows));
    const auto decided = decide(batch, rows, decide_for);
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
bool attempt(Backend& backend, std::span<Command* const> batch, DecideFor decide_for,
             BatchReport& report) {
    int decided = 0;
    try {
        decided = run_together(backend, batch, decide_for);
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

BatchReport run_batch(Backend& backend, std::span<Command* const> batch, DecideFor decide_for) {
    BatchReport report;
    if (attempt(backend, batch, decide_for, report)) return report;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        if (report.trouble)
            fail(batch.subspan(i, 1), *report.trouble, report);
        else
            attempt(backend, batch.subspan(i, 1), DecideFor::max(), report);
    }
    return report;
}

}  // namespace storage
