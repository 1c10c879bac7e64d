#include <retort/access.hpp>
#include <retort/migrator.hpp>

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "dialect.hpp"
#include "driver.hpp"
#include "ledger.hpp"
#include "revisions.hpp"
#include "text.hpp"

namespace retort {
namespace detail {
namespace {

using clock = std::chrono::steady_clock;

std::chrono::microseconds since(clock::time_point start) {
    return std::chrono::duration_cast<std::chrono::microseconds>(clock::now() - start);
}

/// Takes one step. What it knows of its way is in `at_`, for the error that may have to be written.
class stepper {
public:
    stepper(connection& db, const graph& revisions, const run_options& options, step& taken)
        : db_(db),
          revisions_(revisions),
          options_(options),
          step_(taken),
          script_(script_of(taken, db.kind())),
          words_(dialect_of(db.kind())) {}

    /// False when another process has taken it meanwhile.
    bool take() {
        try {
            return all_transactional(script_) ? take_at_once() : take_piece_by_piece();
        } catch (const failure& f) {
            db_.driver().rollback();
            throw explained(f);
        } catch (error& e) {
            db_.driver().rollback();
            if (partial_) e.leaving(left_behind::partial);
            throw e.at_revision(step_.revision->id);
        } catch (...) {
            db_.driver().rollback();
            throw;
        }
    }

private:
    // DDL and ledger row in one transaction, which also is the lock: a killed process leaves nothing.
    bool take_at_once() {
        hooks_ = db_.driver().around(script_);
        doing_ = "waiting for the lock";
        db_.driver().begin_locked(revisions_.history().name, options_.lock_timeout);
        if (!still_due()) {
            db_.driver().rollback();
            return false;
        }
        announce(false);
        const auto start = clock::now();
        hooks_->opened();
        for (std::size_t i = 0; i < script_.statements.size(); ++i) {
            hooks_->before(i);
            run(i);
            hooks_->after(i);
            go_on_inside();
        }
        doing_ = "checking the result";
        hooks_->closing();
        write_down(since(start));
        commit();
        step_.duration = since(start);
        announce(true);
        return true;
    }

    // A plan may not know that a statement ends the transaction (on MariaDB, one that somebody wrote and that changes
    // the schema): what comes after it stands in one of its own, with the ledger row, under the same lock.
    void go_on_inside() {
        if (db_.driver().in_transaction()) return;
        partial_ = true;
        db_.driver().begin();
    }

    // For scripts with statements that a database refuses inside a transaction, or commits by themselves. What stands
    // between them is a transaction each time, and the last one has the ledger row: a process that dies between leaves
    // a part, and the next run starts the revision again.
    bool take_piece_by_piece() {
        driver& d = db_.driver();
        const std::string_view schema = revisions_.history().name;
        hooks_ = d.around(script_);
        d.lock_session(schema, options_.lock_timeout);
        struct unlock {
            driver& d;
            std::string_view schema;
            ~unlock() { d.unlock_session(schema); }
        } const held{d, schema};
        d.begin_locked(schema, options_.lock_timeout);
        const bool due = still_due();
        if (due) commit();
        d.rollback();
        if (!due) return false;
        announce(false);
        const auto start = clock::now();
        for (std::size_t i = 0; i < script_.statements.size(); ++i) {
            const plan::statement& s = script_.statements[i];
            if (s.transactional && !d.in_transaction()) {
                d.begin_locked(schema, options_.lock_timeout);
            } else if (!s.transactional && d.in_transaction()) {
                commit();
                partial_ = true;
            }
            run(i);
            if (!d.in_transaction()) partial_ = true;
        }
        if (d.in_transaction()) {
            write_down(since(start));
            commit();
        } else {
            write_down_alone(since(start));
        }
        step_.duration = since(start);
        announce(true);
        return true;
    }

    // The statements are there for good: a deadlock with the history of another schema must not cost their ledger row.
    void write_down_alone(std::chrono::microseconds duration) {
        for (int more = 5;; --more) {
            try {
                db_.driver().begin_locked(revisions_.history().name, options_.lock_timeout);
                write_down(duration);
                return commit();
            } catch (const failure& f) {
                if (f.sqlstate() != "40001" || more == 0) throw;
                committing_ = false;
                db_.driver().rollback();
            }
        }
    }

    // Under the lock: is the step still to be taken, and can it be? Makes the ledger if there is none.
    bool still_due() {
        doing_ = "reading the ledger";
        const ledger now = read_ledger(db_, revisions_.history().name);
        const plan::revision& r = *step_.revision;
        const applied_revision* row = now.find(r.id);
        const std::size_t self = *revisions_.find(r.id);
        if (step_.direction == direction::up) {
            if (row) {
                verify(revisions_, {row, 1});
                return false;
            }
            for (const std::size_t p : revisions_.parents(self))
                if (!now.find(revisions_[p].id))
                    throw error("E311",
                                fmt::format("{} cannot be applied: another process has undone {}, which it stands on",
                                            r.id, revisions_[p].id),
                                "run the same again when the other process has finished");
        } else {
            if (!row) return false;
            for (const std::size_t c : revisions_.children(self))
                if (now.find(revisions_[c].id))
                    throw error("E311",
                                fmt::format("{} cannot be undone: another process has applied {}, which stands on it",
                                            r.id, revisions_[c].id),
                                "run the same again when the other process has finished");
        }
        if (!now.exists) {
            doing_ = "making the ledger";
            create_ledger(db_);
            // Making a table ends the transaction on MariaDB; the lock is still there.
            if (!db_.driver().in_transaction()) db_.driver().begin();
        }
        return true;
    }

    void run(std::size_t i) {
        at_ = i + 1;
        const plan::statement& s = script_.statements[i];
        if (!s.probe.empty() && is_done(s)) {
            at_ = 0;  // By a run that ended before it could say so.
            return;
        }
        if (s.function)
            call(s);
        else if (!s.precheck.empty())
            ask(s);
        else if (s.batch != 0)
            while (db_.driver().execute(s.sql, {}).affected > 0) partial_ = true;
        else
            db_.driver().execute(s.sql, {});
        at_ = 0;
    }

    void call(const plan::statement& s) {
        const bool inside = db_.driver().in_transaction();
        try {
            s.function(db_);
        } catch (const failure&) {
            throw;
        } catch (const error&) {
            throw;
        } catch (const std::exception& e) {
            throw error("E321",
                        fmt::format("{} of {} failed: {} threw: {}", word(), step_.revision->id, s.function_name,
                                    fold(e.what())),
                        fmt::format("mend what it says and run {} again", word()));
        }
        if (db_.driver().in_transaction() != inside) {
            partial_ = partial_ || inside;
            throw error("E321",
                        fmt::format("{} of {} failed: {} ended the transaction that it was called in", word(),
                                    step_.revision->id, s.function_name),
                        "let the function leave beginning and committing to the migrator; on MariaDB whatever changes "
                        "the schema commits");
        }
    }

    std::int64_t number(std::string_view sql) const {
        std::int64_t n = 0;
        decode(db_.driver().execute(sql, {}).rows.at(0).at(0), n);
        return n;
    }

    // What an attempt that failed has left is gone afterwards.
    bool is_done(const plan::statement& s) const {
        const std::int64_t state = number(s.probe);
        if (state < 0) db_.driver().execute(s.clear, {});
        return state > 0;
    }

    void ask(const plan::statement& s) const {
        const std::int64_t wrong = number(s.sql);
        if (wrong != 0)
            throw error("E320",
                        fmt::format("{} of {} was not begun: {} ({}){}", word(), step_.revision->id, s.precheck, wrong,
                                    partial_ ? "; what it had done before stays" : "; nothing of it is left"),
                        fmt::format("correct these rows, which this counts: {}", excerpt(s.sql, 400)));
    }

    std::string_view word() const { return step_.direction == direction::up ? "upgrade" : "downgrade"; }

    void write_down(std::chrono::microseconds duration) {
        doing_ = "writing the ledger row";
        const std::string sql = record_sql(words_, revisions_.history(), step_, quote_literal(this_process()),
                                           fmt::format("{}", duration.count()));
        db_.driver().execute(sql, {});
    }

    void commit() {
        doing_ = "committing";
        committing_ = true;
        db_.driver().commit();
        committing_ = false;
    }

    void announce(bool done) const {
        if (options_.progress) options_.progress(step_, done);
    }

    error explained(const failure& f) const {
        const bool unknown = f.lost() && committing_;
        // A statement outside a transaction may have done a part before it failed (an index that is left invalid).
        const bool asked = at_ != 0 && !script_.statements[at_ - 1].precheck.empty();
        const bool partial = partial_ || f.committed() || (at_ != 0 && !asked && !script_.statements[at_ - 1].transactional);
        const std::string where = at_ != 0 ? fmt::format("at statement {} of {}", at_, script_.statements.size())
                                           : std::string("while ") + doing_;
        const std::string state = f.sqlstate().empty() ? "" : fmt::format(" ({})", f.sqlstate());
        const plan::statement* running = at_ != 0 ? &script_.statements[at_ - 1] : nullptr;
        const std::string sql(!running            ? std::string_view()
                              : running->function ? running->function_name
                                                  : running->sql);
        const std::string shown = sql.empty() ? "" : fmt::format(", in: {}", excerpt(sql));
        const std::string_view left = unknown   ? "whether it was committed is unknown"
                                      : partial ? "what it had done stays, without a ledger row"
                                                : "rolled back, nothing of it is left";
        std::string way_out = f.way_out();
        if (way_out.empty()) way_out = fmt::format("mend what the message names and run {} again", word());
        if (running && !running->clear.empty()) way_out += ", which takes away what is left of the attempt";
        if (unknown) way_out = "run the same again: it finds out";
        error e(f.code(),
                fmt::format("{} of {} failed {}: {}{}{} ({})", word(), step_.revision->id, where, f.what(), state,
                            shown, left),
                way_out);
        e.at_revision(step_.revision->id).at_statement(sql).with_sqlstate(f.sqlstate());
        return e.leaving(unknown ? left_behind::unknown : partial ? left_behind::partial : left_behind::nothing);
    }

    connection& db_;
    const graph& revisions_;
    const run_options& options_;
    step& step_;
    const plan::script& script_;
    const dialect& words_;
    // Outlives the rollback: some of what hooks undo cannot be undone inside a transaction.
    std::unique_ptr<script_hooks> hooks_;
    std::size_t at_ = 0;  // The running statement, from 1; 0 outside of them.
    const char* doing_ = "starting";
    bool partial_ = false;
    bool committing_ = false;
};

std::vector<step> take_all(connection& db, const graph& revisions, std::vector<step> steps,
                           const run_options& options) {
    if (steps.empty()) return steps;
    if (db.driver().in_transaction())
        throw error("E319", "a transaction is open on this connection, and each revision runs in one of its own",
                    "commit or roll back before migrating");
    std::vector<step> taken;
    for (step& s : steps)
        if (stepper(db, revisions, options, s).take()) taken.push_back(s);
    return taken;
}

}  // namespace
}  // namespace detail

std::vector<applied_revision> applied(connection& db, const plan::history& history) {
    return detail::read_ledger(db, history.name).rows;
}

std::vector<step> plan_upgrade(connection& db, const plan::history& history, std::string_view target) {
    return detail::upgrade_steps(detail::graph(history), applied(db, history), target, db.kind());
}

std::vector<step> plan_downgrade(connection& db, const plan::history& history, std::string_view target) {
    return detail::downgrade_steps(detail::graph(history), applied(db, history), target, db.kind());
}

std::vector<step> upgrade(connection& db, const plan::history& history, std::string_view target,
                          const run_options& options) {
    const detail::graph revisions(history);
    return detail::take_all(db, revisions, detail::upgrade_steps(revisions, applied(db, history), target, db.kind()),
                            options);
}

std::vector<step> downgrade(connection& db, const plan::history& history, std::string_view target,
                            const run_options& options) {
    const detail::graph revisions(history);
    return detail::take_all(db, revisions, detail::downgrade_steps(revisions, applied(db, history), target, db.kind()),
                            options);
}

std::vector<std::string> current(connection& db, const plan::history& history) {
    return detail::current_of(detail::graph(history), applied(db, history));
}

std::vector<std::string> pending(connection& db, const plan::history& history) {
    std::vector<std::string> out;
    for (const step& s : detail::upgrade_steps(detail::graph(history), applied(db, history), "heads", std::nullopt))
        out.emplace_back(s.revision->id);
    return out;
}

}  // namespace retort
