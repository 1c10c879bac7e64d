// Applies and undoes revisions.
#pragma once

#include <retort/connection.hpp>
#include <retort/plan.hpp>

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

enum class direction { up, down };

/// One revision that a run has to take, or has taken.
struct step {
    const plan::revision* revision = nullptr;
    retort::direction direction = retort::direction::up;
    /// How long it took; zero before it was taken.
    std::chrono::microseconds duration{0};
};

/// How a run behaves.
struct run_options {
    /// Called before a step (`done` false) and after it (`done` true).
    std::function<void(const step&, bool done)> progress;
    /// How long to wait for another process that is migrating the same database.
    std::chrono::milliseconds lock_timeout{std::chrono::seconds{60}};
};

/// A row of the ledger: an applied revision.
struct applied_revision {
    std::string id;
    std::string checksum;
    /// UTC, "YYYY-MM-DD HH:MM:SS.ffffff".
    std::string applied_at;
    /// "user@host (pid N)" of the process that applied it.
    std::string applied_by;
    std::chrono::microseconds duration{0};
    std::string tool_version;
};

/// The applied revisions, in the order in which they were applied. Reads only: a database without a ledger has none.
std::vector<applied_revision> applied(connection& db, const plan::history& history);

/// What `upgrade` / `downgrade` would do, in order. `target`: a revision or an unambiguous prefix of one; "head", "+N"
/// (up); "base", "-N" (down). Throws E305 (unknown revision), E306 (ambiguous), E307 (the database holds a revision
/// that the history lacks), E308 (an applied revision was edited), E310 (irreversible).
std::vector<step> plan_upgrade(connection& db, const plan::history& history, std::string_view target = "head");
std::vector<step> plan_downgrade(connection& db, const plan::history& history, std::string_view target = "-1");

/// Takes the steps; each revision and its ledger row in one transaction. Returns what was done by this process. A
/// second process at the same time waits, then finds the work done. On failure the failing revision is rolled back,
/// those before it stay.
std::vector<step> upgrade(connection& db, const plan::history& history, std::string_view target = "head",
                          const run_options& options = {});
std::vector<step> downgrade(connection& db, const plan::history& history, std::string_view target = "-1",
                            const run_options& options = {});

/// The applied revisions that no other applied revision revises: one where the history has one head.
std::vector<std::string> current(connection& db, const plan::history& history);
/// The revisions that `upgrade` to head would apply, in order.
std::vector<std::string> pending(connection& db, const plan::history& history);

/// The SQL of the steps as one script for the database's own command-line client, ledger rows included.
std::string offline_sql(const plan::history& history, database on, std::span<const step> steps, bool with_ledger_table);

}  // namespace retort
