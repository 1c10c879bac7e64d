// What the runtime asks of a database. One implementation per folder; everything that differs between databases while
// running is behind this class, everything that differs as text is in dialect.hpp.
#pragma once

#include <retort/connection.hpp>
#include <retort/error.hpp>
#include <retort/plan.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "url.hpp"

namespace retort::detail {

/// What a client library or a server said. The connection, or the migrator that knows the revision, makes an `error` of
/// it; it never leaves the runtime.
class failure : public std::runtime_error {
public:
    failure(std::string_view code, const std::string& words, std::string_view way_out = {},
            std::string_view sqlstate = {})
        : std::runtime_error(words), code_(code), way_out_(way_out), sqlstate_(sqlstate) {}

    const std::string& code() const noexcept { return code_; }
    const std::string& way_out() const noexcept { return way_out_; }
    const std::string& sqlstate() const noexcept { return sqlstate_; }
    /// The connection is gone, so nobody can say here how the last statement ended.
    bool lost() const noexcept { return lost_; }
    failure& losing_connection() {
        lost_ = true;
        return *this;
    }
    /// The statement ended the transaction in which it stood by committing what was done before.
    bool committed() const noexcept { return committed_; }
    failure& committing() {
        committed_ = true;
        return *this;
    }
    /// Another attempt may succeed: a lock that was held too long, a deadlock.
    bool transient() const noexcept { return transient_; }
    /// The table or column that was asked for is not there, or its name is that of something else, as an index's.
    bool is_missing() const noexcept {
        for (const std::string_view state : {"42P01", "42703", "42809", "3F000", "42S02", "42S22"})
            if (sqlstate_ == state) return true;
        return std::string_view(what()).starts_with("no such ");
    }
    failure& passing() {
        transient_ = true;
        return *this;
    }

private:
    std::string code_, way_out_, sqlstate_;
    bool lost_ = false, committed_ = false, transient_ = false;
};

/// For a statement with more parameters than values were given for.
failure too_few_parameters(std::size_t wanted, std::size_t given);

/// The text of a point in time for a database whose types know offsets.
inline std::string with_offset(const point_in_time& moment) { return moment.utc + "+00"; }

/// The public form of `what`, for a statement outside of any revision.
error to_error(const failure& what, std::string_view sql = {});

/// A run's time limits, of which 0 is none, and whom it tells that another process holds it up.
struct limits {
    /// For another migration; for a lock of the application's; for a statement.
    std::chrono::milliseconds wait{60000}, lock{0}, statement{0};
    std::function<void(std::string_view holder)> waiting = {};
    /// Called when a query waits for a lock that is not a migration's.
    std::function<void(std::string_view holder)> blocked = {};
};

/// What a database needs around a script: made before its transaction, destroyed after it, however it ended.
class script_hooks {
public:
    script_hooks() = default;
    script_hooks(const script_hooks&) = delete;
    script_hooks& operator=(const script_hooks&) = delete;
    virtual ~script_hooks() = default;
    /// In the transaction, before the first statement.
    virtual void opened() {}
    virtual void before(std::size_t /*statement*/) {}
    virtual void after(std::size_t /*statement*/) {}
    /// In the transaction, after the last statement; throws to have it rolled back.
    virtual void closing() {}
};

class driver {
public:
    driver() = default;
    driver(const driver&) = delete;
    driver& operator=(const driver&) = delete;
    virtual ~driver() = default;

    virtual database kind() const = 0;
    virtual std::string safe_url() const = 0;
    /// Of the server, or of the library that is one.
    virtual plan::release release() const = 0;

    /// Runs `sql`; without parameters it may be several statements, of which the last one's rows are returned.
    virtual result execute(std::string_view sql, std::span<const value> parameters) = 0;

    /// Sets how long ask() waits. The default waits a minute and tells nobody.
    void limit_questions(limits within) { questions_ = std::move(within); }
    const limits& question_limits() const { return questions_; }
    /// Runs a query that only reads. Outside of a transaction it waits for the locks of other sessions for at most the
    /// limits' `wait`, then throws E312; inside of one, the transaction's limits hold.
    result ask(const std::string& sql);

    virtual void begin() = 0;
    virtual void commit() = 0;
    /// Does nothing outside a transaction.
    virtual void rollback() noexcept = 0;
    /// Ends a transaction that SQL may have begun.
    virtual void abandon() noexcept { rollback(); }
    virtual bool in_transaction() const = 0;

    /// Begins a transaction that excludes every other migration of `schema` until commit() or rollback(), or the end of
    /// the connection. A statement may end the transaction before (on MariaDB whatever changes the schema commits):
    /// the exclusion lasts, and begin() makes a new one. Waits for at most `wait`, then throws E312. The other limits
    /// hold inside it.
    virtual void begin_locked(std::string_view schema, const limits& within) = 0;

    /// begin_locked(), and the rows of `question`; in one round trip where the database can.
    virtual result begin_locked_asking(std::string_view schema, const limits& within, const std::string& question) {
        begin_locked(schema, within);
        return execute(question, {});
    }
    /// Runs `last`, whose statements end in semicolons, and commits; in one round trip where the database can.
    virtual void commit_after(const std::string& last) {
        execute(last, {});
        commit();
    }
    /// The statements that begin a transaction as begin_locked() does, ending in a semicolon, and fail where the lock
    /// is not free; empty where that cannot be said so.
    virtual std::string locking_sql(std::string_view /*schema*/, const limits& /*within*/) const { return {}; }

    /// The same exclusion for a whole run, where the database's lock is not a transaction's: true, and nobody else
    /// writes the ledger until unlock_run().
    virtual bool lock_run(std::string_view /*schema*/, const limits& /*within*/) { return false; }
    virtual void unlock_run() noexcept {}
    /// Throws E312 where the lock of the run has been lost to another process, which only a cluster can do.
    virtual void require_lock() {}

    /// The same exclusion for a revision with statements that run outside transactions.
    virtual void lock_session(std::string_view /*schema*/, const limits& /*within*/) {}
    virtual void unlock_session() noexcept {}
    /// Whether lock_session() excludes anybody; else only transactions do.
    virtual bool has_session_lock() const { return true; }

    /// Whether an answer takes so long that round trips count.
    virtual bool is_far() const { return false; }
    /// Whether steps may be sent without an answer to those before.
    virtual bool can_be_sent_ahead() const { return false; }
    /// Like in_transaction(), also where somebody has ended it in SQL.
    virtual bool is_still_open() { return in_transaction(); }

    /// Called in a transaction before the ledger's tables are made: histories of different schemas do not exclude each
    /// other, but share these tables.
    virtual void lock_ledger() {}

    /// Called in a transaction that has changed nothing yet, before count_exclusively().
    virtual void prepare_to_count() {}
    /// Excludes writers from `relation`, an SQL name, until the open transaction ends, then returns the rows of
    /// `count`; no rows where the relation or the column does not exist.
    virtual result count_exclusively(std::string_view relation, const std::string& count) = 0;
    /// Excludes writers from a table outside a transaction until unlock_tables(), where each change of the schema
    /// commits. False where that is not needed, or where there is no such table.
    virtual bool lock_table(std::string_view /*relation*/) { return false; }
    virtual void unlock_tables() noexcept {}

    /// A view or a trigger that cannot be used, because what it names is not there.
    struct broken_object {
        /// "view", "trigger".
        std::string kind;
        std::string name;
        /// What the database says.
        std::string why;
    };
    /// Those that there are. A database that refuses what would break one has none.
    virtual std::vector<broken_object> broken_objects() { return {}; }

    virtual std::unique_ptr<script_hooks> around(const plan::script& /*script*/) {
        return std::make_unique<script_hooks>();
    }

protected:
    /// One attempt of ask() outside a transaction, which waits for locks for about `most`, then throws E312.
    virtual result ask_once(const std::string& sql, const limits& within, std::chrono::milliseconds most) = 0;

private:
    limits questions_;
};

struct backup_method;

/// What the library of one driver adds to a program. A program has the drivers that it is linked with.
struct driver_entry {
    database kind;
    std::unique_ptr<driver> (*open)(const url&);
    const backup_method* backup;
    const driver_entry* next = nullptr;
};

/// Adds `entry`, which must outlive the program's use of it. Each driver calls it before main(): its library is linked
/// whole, so that the linker keeps the call. Returns true, to be the initialiser of a constant.
bool register_driver(driver_entry& entry) noexcept;

/// The driver for `which`. Throws `error` E314 if the program is not linked with it.
const driver_entry& driver_for(database which);

/// Sleeps between attempts to get a lock: short at first, longer later, never in step with another process.
class backoff {
public:
    explicit backoff(std::chrono::milliseconds patience);
    /// False when the patience is exhausted; otherwise sleeps and returns true.
    bool wait();

private:
    std::chrono::steady_clock::time_point until_;
    std::chrono::microseconds next_{5000};
};

}  // namespace retort::detail
