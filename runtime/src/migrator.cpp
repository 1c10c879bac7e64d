#include <retort/migrator.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <thread>
#include <utility>

#include <retort/access.hpp>

#include "addresses.hpp"
#include "dialect.hpp"
#include "driver.hpp"
#include "ledger.hpp"
#include "own_contents.hpp"
#include "revisions.hpp"
#include "text.hpp"

namespace retort {
namespace detail {
namespace {

using clock = std::chrono::steady_clock;

std::chrono::microseconds since(clock::time_point start) {
    return std::chrono::duration_cast<std::chrono::microseconds>(clock::now() - start);
}

std::int64_t number_in(const result& answer) {
    std::int64_t n = 0;
    decode(answer.rows.at(0).at(0), n);
    return n;
}

std::int64_t number(connection& db, std::string_view sql) { return number_in(db.driver().execute(sql, {})); }

/// What a run would destroy, in the words of E324.
class refused_losses {
public:
    void add(std::string_view name, std::int64_t rows, const plan::revision& by) {
        const std::string how_much = rows < 0 ? std::string("unknown amount")
                                              : count_of(static_cast<std::size_t>(rows),
                                                         name.find('.') == std::string_view::npos ? "row" : "value");
        list_ += fmt::format("{}{} ({}, by {})", list_.empty() ? "" : ", ", name, how_much, by.id);
        names_ += fmt::format(" {}", name);
    }
    /// Throws E324 where there is one. `left`: what the run has left as it was.
    void refuse(std::string_view left) const {
        if (list_.empty()) return;
        throw error("E324", fmt::format("this would destroy {}", list_),
                    fmt::format("{}; to approve the loss, use --allow-loss{}, or write allow_loss(\"why\") in the "
                                "migration",
                                left, names_));
    }

private:
    std::string list_, names_;
};

/// Something that a script destroys, that nobody has allowed, and that is not the run's own: it may go while there is
/// nothing in it.
struct watched_loss {
    std::string_view name;
    /// The relation in SQL, and the query for how much there is.
    std::string_view relation, count;
};

bool is_watched(const plan::script& script, std::size_t i, const run_options& options, const own_contents& own) {
    if (i >= script.counts.size() || i >= script.lost_from.size()) return false;
    const plan::part& from = script.lost_from[i];
    if (from.table.empty() || script.counts[i].empty()) return false;
    if (!script.approval(i).empty() || is_allowed(options, script.destroys[i])) return false;
    // Of a table that is empty, what comes now is not the run's own.
    return !own.has(from) || own.is_still_empty(from.table);
}

std::vector<watched_loss> watched_losses(const plan::script& script, const run_options& options,
                                         const own_contents& own) {
    std::vector<watched_loss> out;
    for (std::size_t i = 0; i < script.destroys.size(); ++i)
        if (is_watched(script, i, options, own))
            out.push_back({script.destroys[i], script.lost_from[i].table, script.counts[i]});
    return out;
}

/// Adds those that the statement destroys, with the names that it finds.
void add_watched_losses(std::vector<watched_loss>& to, const plan::statement& by, const plan::script& script,
                        const run_options& options, const own_contents& own) {
    for (const plan::destruction& d : by.facts.destroys)
        if (is_watched(script, d.loss, options, own)) to.push_back({script.destroys[d.loss], d.relation, d.count});
}

/// What all steps of a run share.
struct run {
    connection& db;
    const graph& revisions;
    const run_options& options;
    own_contents& own;
    /// What no step has looked at yet, because it was not there under its name when the run began.
    std::set<std::pair<const plan::revision*, std::string>> uncounted = {};
    std::string id = new_run();
    clock::time_point start = clock::now();
    std::size_t number = 0, count = 0;
    /// The lock is held from the first step to the last, so that nobody else writes the ledger.
    bool locked = false;
    /// Its tables are there, and of this version.
    bool has_ledger = false;
    /// A revision of it is committed.
    bool has_taken = false;

    std::string_view schema() const { return revisions.history().name; }

    void tell(event e) const {
        if (!options.progress) return;
        e.number = number;
        e.count = count;
        e.elapsed = since(start);
        options.progress(e);
    }
    limits within(const step* s) const {
        return {
            .wait = options.wait,
            .lock = options.lock_timeout,
            .statement = options.statement_timeout,
            .waiting = [this,
                        s](std::string_view holder) { tell({.what = event::kind::waiting, .of = s, .words = holder}); },
            .blocked =
                [this, s](std::string_view holder) { tell({.what = event::kind::blocked, .of = s, .words = holder}); }};
    }
};

/// Sleeps before attempt `n` (from 1) at something that was held up: between half of, and, half a second, doubled each
/// time, up to ten seconds. Never in step with another process.
void pause_before(int n) {
    thread_local std::minstd_rand random{std::random_device{}()};
    const std::int64_t longest = std::min<std::int64_t>(500LL << std::min(n - 1, 5), 10000);
    std::uniform_int_distribution<std::int64_t> share(longest / 2, longest);
    std::this_thread::sleep_for(std::chrono::milliseconds(share(random)));
}

/// Takes one step. What it knows of its way is in `at_`, for the error that may have to be written.
class stepper {
public:
    stepper(run& of, step& taken)
        : run_(of),
          db_(of.db),
          revisions_(of.revisions),
          options_(of.options),
          step_(taken),
          wanted_(taken.direction),
          script_(&script_of(taken, of.db.kind())),
          words_(dialect_of(of.db.kind())),
          own_before_(of.own.now()) {}

    /// False when another process has taken it meanwhile.
    bool take() {
        for (int attempt = 0;; ++attempt) {
            aim();
            try {
                return all_transactional(*script_) ? take_at_once() : take_piece_by_piece();
            } catch (const other_scripts& now) {
                give_up();
                step_.instead = now.instead;
                --attempt;
            } catch (const failure& f) {
                db_.driver().rollback();
                if (at_ != 0 && !f.lost()) note_not_done();
                db_.driver().unlock_session();
                if (at_ != 0 && !script_->statements[at_ - 1].clear.empty()) attempted_ = at_;
                // Another process goes on with the step: this one follows it, as long as that takes.
                if (overtaken_ && !f.lost()) {
                    overtaken_ = false;
                    --attempt;
                    pause_before(1);
                    continue;
                }
                // What was done of it before is written down: a new attempt goes on behind it.
                if (f.transient() && !f.committed() && attempt < options_.lock_retries && !unrecorded_) {
                    tell(event::kind::retrying, f.what());
                    pause_before(attempt + 1);
                    continue;
                }
                error e = explained(f);
                aim();
                log_failure(e);
                throw e;
            } catch (error& e) {
                give_up();
                aim();
                if (kept_ > 0 || unrecorded_) e.leaving(left_behind::partial);
                e.at_revision(step_.revision->id);
                log_failure(e);
                throw;
            } catch (...) {
                give_up();
                aim();
                throw;
            }
        }
    }

private:
    /// Under the lock other revisions are applied than the step was planned for.
    struct other_scripts {
        const plan::alternative* instead;
    };

    // As before the first attempt; one that turned round has gone the other way for a while.
    void aim() {
        hooks_.reset();
        step_.direction = wanted_;
        script_ = &script_of(step_, db_.kind());
        at_ = 0;
        asked_ = 0;
        committing_ = false;
        run_.own.restore(own_before_);
    }

    // DDL and ledger row in one transaction, which also is the lock: a killed process leaves nothing.
    bool take_at_once() {
        hooks_ = db_.driver().around(*script_);
        if (!still_due()) {
            run_.own.look_again();
            db_.driver().rollback();
            return false;
        }
        if (begun_) {
            // In the other direction, which is not one transaction.
            db_.driver().rollback();
            hooks_.reset();
            return take_piece_by_piece();
        }
        tell(event::kind::began);
        const auto start = clock::now();
        require_no_loss();
        hooks_->opened();
        count_what_goes(0);
        for (std::size_t i = 0; i < script_->statements.size(); ++i) {
            hooks_->before(i);
            run_statement(i);
            hooks_->after(i);
            go_on_inside();
        }
        doing_ = "checking the result";
        hooks_->closing();
        commit_with_row(since(start));
        finish(start);
        return true;
    }

    // Under the lock, because others may have written since the run began.
    void require_no_loss() {
        doing_ = "counting the data that it destroys";
        run_.own.begin_step();
        refused_losses refused;
        for (std::size_t i = 0; i < script_->destroys.size(); ++i) {
            const std::string_view name = script_->destroys[i];
            const plan::part from = i < script_->lost_from.size() ? script_->lost_from[i] : plan::part{};
            if (!script_->approval(i).empty() || is_allowed(options_, name)) continue;
            if (!run_.uncounted.contains({step_.revision, std::string(name)}) && !run_.own.was_empty(from)) continue;
            if (run_.own.has(from) || i >= script_->counts.size() || script_->counts[i].empty()) continue;
            const auto count = ask_if_there(db_.driver(), std::string(script_->counts[i]));
            if (!count) continue;
            std::int64_t rows = 0;
            decode(*count, rows);
            if (rows != 0) refused.add(name, rows, *step_.revision);
        }
        refused.refuse(what_is_left());
    }

    // A plan may not know that a statement ends the transaction (on MariaDB, a call of a procedure that changes the
    // schema): what comes after it stands in one of its own, with the ledger row.
    void go_on_inside() {
        if (db_.driver().in_transaction()) return;
        unrecorded_ = true;
        db_.driver().begin();
    }

    // For scripts with statements that a database refuses inside a transaction, or commits by themselves. What stands
    // between them is a transaction each time, and the ledger keeps how far it has come: whoever takes the step after
    // a process that died, goes on there, or turns round.
    bool take_piece_by_piece() {
        driver& d = db_.driver();
        doing_ = "waiting for the lock";
        d.lock_session(run_.schema(), run_.within(&step_));
        if (!still_due()) {
            run_.own.look_again();
            d.rollback();
            d.unlock_session();
            return false;
        }
        const auto start = clock::now();
        doing_ = "reading the ledger";
        std::size_t from = 0;
        if (begun_) {
            commit();
            from = turned(so_far());
        } else {
            require_no_loss();
            write(begin_sql(words_, revisions_.history(), step_));
            recorded_ = 0;
        }
        // The hooks that are left are of the way to the place where it turned.
        if (d.in_transaction()) close_piece();
        // An attempt that goes on with it does not compare them again.
        own_before_ = run_.own.now();
        kept_ = from;
        tell(event::kind::began);
        go_through(from, script_->statements.size());
        if (hooks_) {
            doing_ = "checking the result";
            hooks_->closing();
        }
        if (!d.in_transaction()) begin();
        // SQLite's lock is a transaction's: between two of them another process may have gone on with the same.
        if (!run_.locked && !is_still_begun()) {
            d.rollback();
            d.unlock_session();
            return false;
        }
        commit_with_row(since(start));
        d.unlock_session();
        finish(start);
        return true;
    }

    bool is_still_begun() const {
        const std::string_view self[] = {step_.revision->id};
        const ledger now = ledger_of(db_.driver().execute(ledger_question(words_, run_.schema(), self), {}));
        return now.begun && now.begun->id == step_.revision->id && now.begun->direction == step_.direction &&
               now.begun->statements == recorded_;
    }

    void go_through(std::size_t from, std::size_t to) {
        driver& d = db_.driver();
        for (std::size_t i = from; i < to; ++i) {
            const plan::statement& s = script_->statements[i];
            if (s.transactional) {
                if (!d.in_transaction()) open_piece(i);
                if (hooks_) hooks_->before(i);
                run_statement(i);
                if (hooks_) hooks_->after(i);
                go_on_inside();
                continue;
            }
            const std::string state = state_before(s);
            if (i != recorded_ || !state.empty()) advance(i, state);
            if (d.in_transaction()) close_piece();
            kept_ = i;
            run_watched(i);
            kept_ = i + 1;
        }
    }

    // The hooks live as long as the transaction: what they switch off is on between two of them.
    void open_piece(std::size_t first) {
        hooks_ = db_.driver().around(*script_);
        begin();
        hooks_->opened();
        count_what_goes(first);
    }
    void close_piece() {
        if (hooks_) {
            doing_ = "checking the result";
            hooks_->closing();
        }
        commit();
        hooks_.reset();
    }

    // The rows were counted before the run. What others have committed since then must not go with them, so they are
    // counted again when nobody else can write, up to the end of the transaction that begins with the statement
    // `first`.
    void count_what_goes(std::size_t first) {
        std::vector<watched_loss> all;
        if (words_.state_of == nullptr) {
            all = watched_losses(*script_, options_, run_.own);
        } else {
            // MariaDB commits with each change of the schema: see run_watched(). Here it is about DELETE and UPDATE.
            const auto& statements = script_->statements;
            for (std::size_t i = first; i < statements.size() && statements[i].transactional; ++i)
                add_watched_losses(all, statements[i], *script_, options_, run_.own);
        }
        if (all.empty()) return;
        doing_ = "counting the data that would be lost";
        db_.driver().prepare_to_count();
        refused_losses refused;
        for (const watched_loss& l : all) {
            const result rows = db_.driver().count_exclusively(l.relation, std::string(l.count));
            if (rows.rows.empty()) continue;
            if (const std::int64_t n = number_in(rows); n != 0) refused.add(l.name, n, *step_.revision);
        }
        refused.refuse(what_is_left());
    }

    /// What E324 says was left as it is.
    std::string_view what_is_left() const {
        return kept_ > 0        ? "the statements before it are done, and the next run continues there"
               : run_.has_taken ? "this revision changed nothing, and earlier revisions stay applied"
                                : "nothing was changed";
    }

    // A statement that commits by itself; where it changes a table of which something would be lost, nobody else writes
    // to that from the count to the statement's end.
    void run_watched(std::size_t i) {
        const plan::statement& s = script_->statements[i];
        driver& d = db_.driver();
        struct unlocking {
            driver* d = nullptr;
            ~unlocking() {
                if (d) d->unlock_tables();
            }
        } locked;
        std::vector<watched_loss> watched;
        add_watched_losses(watched, s, *script_, options_, run_.own);
        for (const watched_loss& l : watched) {
            doing_ = "counting the data that would be lost";
            if (locked.d == nullptr) {
                if (!d.lock_table(l.relation)) break;
                locked.d = &d;
            }
            try {
                refused_losses refused;
                if (const std::int64_t n = number(db_, l.count); n != 0) refused.add(l.name, n, *step_.revision);
                refused.refuse(what_is_left());
            } catch (const failure& f) {
                if (!f.is_missing()) throw;
            } catch (const error&) {
                d.unlock_tables();
                locked.d = nullptr;
                at_ = i + 1;
                note_not_done();
                at_ = 0;
                throw;
            }
        }
        run_statement(i);
    }

    /// How many statements an earlier run has done, of its script.
    std::size_t so_far() {
        step earlier = step_;
        earlier.direction = begun_->direction;
        const plan::script& script = script_of(earlier, db_.kind());
        recorded_ = begun_->statements;
        try {
            std::size_t done =
                statements_done(db_, script, *begun_, begun_->direction != step_.direction, options_.interrupted);
            const bool has_probe = done < script.statements.size() && !script.statements[done].probe.empty();
            if (has_probe && done == recorded_ && is_done(script.statements[done])) ++done;
            return done;
        } catch (error& e) {
            e.at_revision(step_.revision->id).leaving(left_behind::partial);
            throw;
        }
    }

    /// Where to go on, in the direction of the step, after `done` statements in the direction in which it was begun.
    std::size_t turned(std::size_t done) {
        if (begun_->direction == step_.direction) return done;
        const bool was_up = begun_->direction == direction::up;
        const auto meets = meetings_of(step_, db_.kind());
        const auto there = [&](const plan::meeting& m) -> std::size_t { return was_up ? m.done : m.undone; };
        // Of several, the one where more is left out of the way back.
        const plan::meeting* best = nullptr;
        for (const plan::meeting& m : meets) {
            if (there(m) < done || (best && there(m) > there(*best))) continue;
            if (!best || there(m) < there(*best) || !was_up) best = &m;
        }
        if (!best)
            throw error(
                "E310",
                fmt::format("{} was started, and cannot be reverted from its current statement", step_.revision->id),
                fmt::format("use {} to finish it", was_up ? "upgrade" : "downgrade"));
        if (there(*best) > done) {
            // From the middle of an operation there is no way but on to its end.
            step_.direction = begun_->direction;
            script_ = &script_of(step_, db_.kind());
            go_through(done, there(*best));
            if (!db_.driver().in_transaction()) begin();
            step_.direction = wanted_;
            script_ = &script_of(step_, db_.kind());
            asked_ = 0;
        }
        const std::size_t from = was_up ? best->undone : best->done;
        write(turn_sql(revisions_.history(), step_, from, mark_of(*script_, from)));
        recorded_ = from;
        return from;
    }

    void advance(std::size_t statements, std::string_view state) {
        db_.driver().require_lock();
        doing_ = "writing the ledger row";
        const std::string mark = mark_of(*script_, statements + (state.empty() ? 0 : 1));
        if (write(advance_sql(revisions_.history(), step_, recorded_, statements, mark, state)) != 1) overtake();
        recorded_ = statements;
    }

    [[noreturn]] void overtake() {
        overtaken_ = true;
        throw failure("E312", "another process continued this revision",
                      "let it finish, and run the same command again")
            .passing();
    }

    void begin() { db_.driver().begin_locked(run_.schema(), run_.within(&step_)); }

    std::int64_t write(const std::string& sql) { return db_.driver().execute(sql, {}).affected; }

    // Begins a transaction, and says under the lock: is the step still to be taken, and can it be? Makes the ledger if
    // there is none.
    bool still_due() {
        doing_ = "waiting for the lock";
        const plan::revision& r = *step_.revision;
        const std::size_t self = *revisions_.find(r.id);
        ledger now;
        if (run_.has_ledger) {
            std::vector<std::string_view> related(r.replaces.begin(), r.replaces.end());
            const auto relate = [&](std::size_t i) {
                const std::vector<std::string_view> ids = revisions_.rows_that_count(i);
                related.insert(related.end(), ids.begin(), ids.end());
            };
            relate(self);
            for (const std::size_t i : revisions_.parents(self)) relate(i);
            for (const std::size_t i : revisions_.children(self)) relate(i);
            for (const std::string_view id : route_of(r, db_.kind()).concurrent)
                if (const auto i = revisions_.find(id)) relate(*i);
            now = ledger_of(db_.driver().begin_locked_asking(run_.schema(), run_.within(&step_),
                                                             ledger_question(words_, run_.schema(), related)));
        } else {
            begin();
            doing_ = "reading the ledger";
            now = read_ledger(db_, run_.schema());
        }
        const applied_set done(revisions_, now.rows);
        begun_ = now.begun;
        const bool another_is_begun = begun_ && begun_->id != r.id;
        const auto require_none_other = [&] {
            if (another_is_begun)
                throw error("E311", fmt::format("another process started {} and did not finish it", begun_->id),
                            "run the same command again when the other process has finished");
        };
        if (step_.direction == direction::up) {
            if (done.counts(self)) {
                for (const error& e : misfits(revisions_, now.rows))
                    if (e.revision() == r.id) throw error(e);
                // What another process did before it was killed is done; what it had begun comes later in this run.
                return false;
            }
            require_none_other();
            for (const std::string_view old : r.replaces)
                if (now.find(old))
                    throw error(
                        "E311",
                        fmt::format("{} cannot be applied: another process applied {}, which it replaces", r.id, old),
                        "run the same command again: it continues from there");
            for (const std::size_t p : revisions_.parents(self))
                if (!done.counts(p))
                    throw error("E311",
                                fmt::format("{} cannot be applied: another process reverted {}, which it revises", r.id,
                                            revisions_[p].id),
                                "run the same command again when the other process has finished");
        } else {
            if (!done.has(self) && (!begun_ || another_is_begun)) return false;
            require_none_other();
            for (const std::size_t c : revisions_.children(self))
                if (done.counts(c))
                    throw error("E311",
                                fmt::format("{} cannot be reverted: another process applied {}, which revises it", r.id,
                                            revisions_[c].id),
                                "run the same command again when the other process has finished");
        }
        const plan::alternative* fits = alternative_for(revisions_, r, db_.kind(), done);
        if (fits != step_.instead) throw other_scripts{fits};
        require_passable(revisions_, step_, db_.kind());
        if (run_.has_ledger) return true;
        doing_ = "creating the ledger";
        make_ledger(db_, now);
        // Making a table ends the transaction on MariaDB; the lock is still there.
        if (!db_.driver().in_transaction()) db_.driver().begin();
        return true;
    }

    void run_statement(std::size_t i) {
        at_ = i + 1;
        const plan::statement& s = script_->statements[i];
        const std::string_view sql = s.function ? s.function_name : s.sql;
        tell_statement(event::kind::statement, sql);
        if (s.probe.empty() || !is_done(s)) {
            if (s.function) {
                call(s);
            } else if (!s.precheck.empty()) {
                if (i >= asked_) ask(i);
            } else if (s.batch != 0) {
                fill(s);
            } else {
                db_.driver().execute(s.sql, {});
            }
        }
        tell_statement(event::kind::ran, sql);
        at_ = 0;
    }

    void fill(const plan::statement& s) {
        for (std::int64_t rows = 0;;) {
            const std::int64_t some = piece_of(s);
            if (some <= 0) return;
            rows += some;
            tell_statement(event::kind::rows, s.sql, rows);
        }
    }

    // Where the lock is a transaction's, as SQLite's, each piece has it: a statement by itself would wait for the
    // library's few seconds only. Another process may have gone on with the step in between.
    std::int64_t piece_of(const plan::statement& s) {
        if (run_.locked || db_.driver().has_session_lock()) return db_.driver().execute(s.sql, {}).affected;
        begin();
        if (!is_still_begun()) overtake();
        const std::int64_t some = db_.driver().execute(s.sql, {}).affected;
        db_.driver().commit();
        return some;
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
                        fmt::format("fix the reported problem and run {} again", word()));
        }
        if (db_.driver().is_still_open() != inside) {
            unrecorded_ = unrecorded_ || inside;
            throw error("E321",
                        fmt::format("{} of {} failed: {} ended the transaction in which it was called", word(),
                                    step_.revision->id, s.function_name),
                        "do not begin or commit in the function; on MariaDB every change of the schema commits");
        }
    }

    // What an attempt that failed has left is gone afterwards. The server goes on with a statement whose client was
    // killed: that one is waited for.
    bool is_done(const plan::statement& s) {
        backoff pause(options_.wait);
        for (bool told = false;; told = true) {
            const std::int64_t state = number(db_, s.probe);
            if (state < 0) db_.driver().execute(s.clear, {});
            if (state != 2) attempted_ = 0;
            if (state != 2) return state > 0;
            if (!told) tell(event::kind::waiting, "a session of an earlier run that still executes this statement");
            if (!pause.wait())
                throw failure(
                    "E312",
                    fmt::format("waited {} ms for a session that still executes this statement", options_.wait.count()),
                    "let it finish, or end it, and run the same command again");
        }
    }

    // With the prechecks right after it, so that a person hears of all that is wrong at once.
    void ask(std::size_t first) {
        std::string wrong, queries;
        std::size_t i = first;
        for (; i < script_->statements.size() && !script_->statements[i].precheck.empty(); ++i) {
            const plan::statement& s = script_->statements[i];
            at_ = i + 1;
            const std::int64_t rows = number(db_, s.sql);
            if (rows == 0) continue;
            wrong += fmt::format("{}{} ({})", wrong.empty() ? "" : ", ", s.precheck, rows);
            queries += fmt::format("{}{}", queries.empty() ? "" : "; ", excerpt(s.sql, 400));
        }
        asked_ = i;
        at_ = first + 1;
        if (wrong.empty()) return;
        throw error(
            "E320",
            fmt::format("{} of {} was not {}: {}{}", word(), step_.revision->id, kept_ > 0 ? "finished" : "started",
                        wrong, kept_ > 0 ? "; " + what_is_kept() : "; nothing of it remains"),
            fmt::format("correct the rows that this query counts: {}", queries));
    }

    std::string_view word() const { return step_.direction == direction::up ? "upgrade" : "downgrade"; }

    void commit_with_row(std::chrono::microseconds duration) {
        doing_ = "reading its own changes";
        run_.own.end_step(*script_);
        db_.driver().require_lock();
        doing_ = "writing the ledger row";
        committing_ = true;
        db_.driver().commit_after(record_sql(words_, revisions_.history(), step_, quote_literal(this_process()),
                                             fmt::format("{}", duration.count()), run_.id,
                                             begun_ || !all_transactional(*script_)));
        committing_ = false;
        run_.has_ledger = true;
    }

    void commit() {
        doing_ = "committing";
        committing_ = true;
        db_.driver().commit();
        committing_ = false;
    }

    void finish(clock::time_point start) {
        step_.duration = since(start);
        tell(event::kind::done);
    }

    void give_up() noexcept {
        db_.driver().rollback();
        db_.driver().unlock_session();
    }

    // The statement that failed is not done, whatever somebody changes before the next run.
    void note_not_done() noexcept {
        const plan::statement& s = script_->statements[at_ - 1];
        try {
            if (!s.transactional && !state_before(s).empty()) advance(recorded_, {});
        } catch (const std::exception&) {
            // The next run compares the states.
            overtaken_ = false;
        }
    }

    /// For a statement of which only the state before it tells whether it is done: an expression for that state.
    std::string state_before(const plan::statement& s) const {
        if (!s.probe.empty() || s.batch != 0 || words_.state_of == nullptr) return {};
        return words_.state_of(s.facts.effect);
    }

    // Nobody misses an entry that cannot be written: the failure itself is told.
    void log_failure(const error& e) noexcept {
        try {
            if (!words_.missing_table.empty() || number(db_, words_.ledger_exists) != 0)
                db_.driver().execute(log_sql(words_, revisions_.history(), *step_.revision,
                                             step_.direction == direction::up ? "up" : "down", e.what(), run_.id),
                                     {});
        } catch (const std::exception&) {
            db_.driver().rollback();
        }
    }

    void tell(event::kind what, std::string_view words = {}) const {
        run_.tell({.what = what, .of = &step_, .statements = script_->statements.size(), .words = words});
    }
    void tell_statement(event::kind what, std::string_view sql, std::int64_t rows = 0) const {
        run_.tell({.what = what,
                   .of = &step_,
                   .statement = at_,
                   .statements = script_->statements.size(),
                   .sql = sql,
                   .rows = rows});
    }

    error explained(const failure& f) const {
        const bool unknown = f.lost() && committing_;
        const plan::statement* running = at_ != 0 ? &script_->statements[at_ - 1] : nullptr;
        const bool asked = running && !running->precheck.empty();
        // A statement outside a transaction may have done a part before it failed (an index that is left invalid).
        const bool outside = running && !asked && !running->transactional;
        const bool lost_track = unrecorded_ || f.committed();
        const std::string where = at_ != 0 ? fmt::format("at statement {} of {}", at_, script_->statements.size())
                                           : std::string("while ") + doing_;
        const std::string state = f.sqlstate().empty() ? "" : fmt::format(" ({})", f.sqlstate());
        const std::string sql(!running            ? std::string_view()
                              : running->function ? running->function_name
                                                  : running->sql);
        const std::string shown = sql.empty() ? "" : fmt::format(", in: {}", excerpt(sql));
        const std::string left_by_attempt =
            fmt::format("an attempt at statement {} left a part of it, which the next run removes", attempted_);
        const std::string left = unknown      ? "it is unknown whether it was committed"
                                 : lost_track ? "its changes stay, without a ledger row"
                                 : outside && f.lost()
                                     ? "it is unknown whether this statement took effect; the next run finds out"
                                 : !running && attempted_ != 0 ? left_by_attempt
                                 : kept_ > 0                   ? what_is_kept()
                                 : outside                     ? "nothing was done before this statement"
                                                               : "rolled back, nothing of it remains";
        std::string way_out = f.way_out();
        if (way_out.empty()) way_out = fmt::format("fix the reported problem and run {} again", word());
        if (running && !running->clear.empty()) way_out += ", which removes the rest of the attempt";
        if (unknown) way_out = "run the same command again: it finds out";
        error e(f.code(),
                fmt::format("{} of {} failed {}: {}{}{} ({})", word(), step_.revision->id, where, f.what(), state,
                            shown, left),
                way_out);
        e.at_revision(step_.revision->id).at_statement(sql).with_sqlstate(f.sqlstate());
        return e.leaving(unknown                                                 ? left_behind::unknown
                         : lost_track || kept_ > 0 || outside || attempted_ != 0 ? left_behind::partial
                                                                                 : left_behind::nothing);
    }
    std::string what_is_kept() const {
        return fmt::format("{} before it {} done and recorded; the next run continues after {}",
                           count_of(kept_, "statement"), kept_ == 1 ? "is" : "are", kept_ == 1 ? "it" : "them");
    }

    run& run_;
    connection& db_;
    const graph& revisions_;
    const run_options& options_;
    step& step_;
    const direction wanted_;
    const plan::script* script_;
    const dialect& words_;
    // Outlives the rollback: some of what hooks undo cannot be undone inside a transaction.
    std::unique_ptr<script_hooks> hooks_;
    std::optional<begun_revision> begun_;
    own_contents::state own_before_;
    std::size_t recorded_ = 0;  // What the ledger's row says is done.
    std::size_t at_ = 0;        // The running statement, from 1; 0 outside of them.
    std::size_t asked_ = 0;     // The prechecks before this statement have been asked.
    const char* doing_ = "starting";
    std::size_t kept_ = 0;       // How many statements are committed.
    std::size_t attempted_ = 0;  // A statement, from 1, of which a failed attempt may have left a part.
    bool overtaken_ = false;     // Another process has gone on with the step.
    bool unrecorded_ = false;    // Something was committed behind our back.
    bool committing_ = false;
};

/// Whether a script is nothing but SQL that can be sent ahead.
bool can_be_sent_ahead(const plan::script& script, database on) {
    return !script.statements.empty() && script.rebuilds.empty() &&
           std::all_of(script.statements.begin(), script.statements.end(), [&](const plan::statement& s) {
               if (s.function != nullptr || !s.precheck.empty() || s.batch != 0 || !s.probe.empty()) return false;
               if (on != database::mariadb) return s.transactional;
               // After a failure only the states tell which statements are done.
               // What else somebody wrote (CALL, EXECUTE) may commit behind our back.
               const dialect& words = dialect_of(on);
               return s.transactional
                          ? s.facts.work == plan::row_work::rows
                          : words.state_of(s.facts.effect).empty() || words.has_taken_effect(s.facts.effect, {}, {});
           });
}

/// A whole step as one text. A session that has no answer to wait for runs it in one go; where something fails, the
/// ledger says how far it came.
std::string whole(const run& of, const step& s) {
    const plan::history& history = of.revisions.history();
    const database on = of.db.kind();
    const dialect& words = dialect_of(on);
    const plan::script& script = script_of(s, on);
    std::string out;
    const auto add = [&](std::string_view sql) { append_with_semicolon(out, sql); };
    const auto record = [&](bool begun) {
        out += record_sql(words, history, s, quote_literal(this_process()), words.read_watch, of.id, begun);
        out += "COMMIT;\n";
    };
    if (!of.locked) {
        out += of.db.driver().locking_sql(history.name, of.within(&s)) + fence_sql(of.revisions, s, on);
        out += words.start_watch;
        for (const plan::statement& one : script.statements) add(one.sql);
        record(false);
        return out;
    }
    const bool in_pieces = !all_transactional(script);
    out += words.start_watch;
    if (in_pieces) out += begin_sql(words, history, s);
    bool open = false;
    std::size_t recorded = 0;
    for (std::size_t i = 0; i < script.statements.size(); ++i) {
        const plan::statement& one = script.statements[i];
        if (one.transactional) {
            if (!open) out += "START TRANSACTION;\n";
            open = true;
        } else {
            const std::string state = words.state_of(one.facts.effect);
            out += advance_sql(history, s, recorded, i, mark_of(script, i + (state.empty() ? 0 : 1)), state);
            recorded = i;
            if (open) out += "COMMIT;\n";
            open = false;
        }
        add(one.sql);
    }
    if (!open) out += "START TRANSACTION;\n";
    record(in_pieces);
    return out;
}

/// How many steps one message had, and how many of them are done.
struct taken_ahead {
    std::size_t taken = 0, sent = 0;
};

/// Takes steps from `from` on, as many as go into a message together. What fails is left to be taken one by one, which
/// tells at which statement.
taken_ahead take_ahead(run& of, std::vector<step>& steps, std::size_t from, std::size_t most) {
    constexpr std::size_t longest = 256 * 1024;
    const database on = of.db.kind();
    std::string text;
    std::size_t to = from;
    for (; to < steps.size() && to - from < most && text.size() < longest; ++to) {
        const plan::script& script = script_of(steps[to], on);
        // What would be destroyed is counted before each of them.
        if (!can_be_sent_ahead(script, on) || !watched_losses(script, of.options, of.own).empty()) break;
        text += whole(of, steps[to]);
    }
    if (to == from) return {};
    for (std::size_t i = from; i < to; ++i) {
        of.number = i + 1;
        of.tell({.what = event::kind::began, .of = &steps[i], .statements = script_of(steps[i], on).statements.size()});
    }
    const auto start = clock::now();
    std::size_t taken = to - from;
    try {
        of.db.driver().require_lock();
        of.db.driver().execute(text, {});
    } catch (const failure& f) {
        of.db.driver().abandon();
        if (f.lost())
            throw error("E302",
                        fmt::format("{} while {} sent: {}; it is unknown which of them are committed", f.what(),
                                    to - from == 1 ? "a revision was" : fmt::format("{} revisions were", to - from),
                                    to - from == 1 ? std::string(steps[from].revision->id)
                                                   : fmt::format("{} to {}", steps[from].revision->id,
                                                                 steps[to - 1].revision->id)),
                        "run the same command again: it finds out")
                .at_revision(steps[from].revision->id)
                .with_sqlstate(f.sqlstate())
                .leaving(left_behind::unknown);
        const ledger now = read_ledger(of.db, of.schema());
        const applied_set done(of.revisions, now.rows);
        const auto is_taken = [&](const step& s) {
            const applied_revision* row = now.find(s.revision->id);
            if (now.begun && now.begun->id == s.revision->id) return false;
            return s.direction == direction::up ? row != nullptr && row->applied_by == this_process()
                                                : !done.has(*of.revisions.find(s.revision->id));
        };
        taken = 0;
        while (taken < to - from && is_taken(steps[from + taken])) ++taken;
    }
    for (std::size_t i = from; i < from + taken; ++i) {
        of.number = i + 1;
        steps[i].duration = since(start) / static_cast<std::int64_t>(taken);
        of.tell({.what = event::kind::done, .of = &steps[i], .statements = script_of(steps[i], on).statements.size()});
    }
    return {taken, to - from};
}

void require_no_transaction(connection& db) {
    if (db.driver().in_transaction())
        throw error("E319", "a transaction is open on this connection, but each revision runs in its own transaction",
                    "commit or roll back before migrating");
}

/// Throws E328 where one of the steps makes what this release of the database has not.
void refuse_old_release(connection& db, std::span<const step> steps) {
    const plan::release is = db.driver().release();
    for (const step& s : steps) {
        const plan::script& script = script_of(s, db.kind());
        if (script.oldest <= is) continue;
        throw error("E328",
                    fmt::format("{} needs {}, and this is {}.{}", s.revision->id, script.needs, is.number, is.part),
                    "nothing was changed; use a newer release, or stop at the revision before it")
            .at_revision(s.revision->id);
    }
}

/// Throws E324 where one of the steps would destroy what is there and may not go. Returns what is not there under its
/// name yet, which is counted when its step's turn comes.
std::set<std::pair<const plan::revision*, std::string>> refuse_loss(connection& db, std::span<const step> steps,
                                                                    const run_options& options, own_contents& own) {
    refused_losses refused;
    std::set<std::pair<const plan::revision*, std::string>> uncounted;
    const std::vector<loss> losses = would_destroy(db, steps);
    // Another run may have put it there since.
    if (!losses.empty()) own.look_again();
    for (const loss& l : losses) {
        if (!l.approval.empty() || is_allowed(options, l.name)) continue;
        // Another run that is on its way, or was killed, may have put it there: it is looked at again.
        if (l.rows == loss::not_there || own.has(l.from))
            uncounted.emplace(l.revision, l.name);
        else
            refused.add(l.name, l.rows, *l.revision);
    }
    refused.refuse("nothing was changed");
    return uncounted;
}

/// Under the lock, because of others who have done a part of the same work. Where it cannot be done, `verify` sees that
/// the states are older than the log.
void keep_states(const run& of, bool at_end) noexcept {
    driver& d = of.db.driver();
    try {
        d.begin_locked(of.schema(), of.within(nullptr));
        remember_states(of.db, of.revisions.history());
        if (at_end) of.own.end_run();
        d.commit();
    } catch (const std::exception&) {
        d.rollback();
    }
}

/// A first answer can be slow for many reasons; so it is asked twice.
bool is_far(connection& db) {
    if (db.driver().is_far()) db.execute("SELECT 1");
    return db.driver().is_far();
}

/// Takes the steps, and enters into `taken` what was done by this process, also where it throws.
void take_each(run& all, std::vector<step>& steps, bool ahead, bool first_is_begun, std::vector<step>& taken) {
    // Twice as many with each message, so that the first results are soon there.
    for (std::size_t i = 0, most = 1; i < steps.size();) {
        if (ahead && all.has_ledger && !(first_is_begun && i == 0)) {
            const taken_ahead some = take_ahead(all, steps, i, most);
            taken.insert(taken.end(), steps.begin() + static_cast<std::ptrdiff_t>(i),
                         steps.begin() + static_cast<std::ptrdiff_t>(i + some.taken));
            i += some.taken;
            most = some.taken == most ? std::min<std::size_t>(most * 2, 64) : 1;
            if (some.sent > 0 && some.taken == some.sent) continue;
        }
        step& s = steps[i];
        all.number = ++i;
        if (stepper(all, s).take()) taken.push_back(s);
        all.has_ledger = true;
        all.has_taken = !taken.empty();
    }
}

/// What a connection reads outside of transactions has these limits, while it lives.
class limited_questions {
public:
    limited_questions(driver& of, limits within) : driver_(of), before_(of.question_limits()) {
        driver_.limit_questions(std::move(within));
    }
    limited_questions(const limited_questions&) = delete;
    limited_questions& operator=(const limited_questions&) = delete;
    ~limited_questions() { driver_.limit_questions(before_); }

private:
    driver& driver_;
    limits before_;
};

template <class Planner>
std::vector<step> take_all(connection& db, const graph& revisions, const run_options& options, Planner planner) {
    driver& d = db.driver();
    own_contents own(d);
    run all{.db = db, .revisions = revisions, .options = options, .own = own};
    const limited_questions limited(d, all.within(nullptr));
    ledger found = read_ledger(db, revisions.history().name);
    std::vector<step> steps = planner(found);
    if (options.interrupted != interrupted_statement::ask && !found.begun)
        throw error("E311", "no revision is unfinished, so there is no interrupted statement",
                    "omit --interrupted-statement; nothing was changed");
    if (steps.empty()) return steps;
    require_no_transaction(db);
    refuse_old_release(db, steps);
    try {
        own = own_contents(d, revisions.history().name, steps, options);
        all.uncounted = refuse_loss(db, steps, options, own);
    } catch (const failure& f) {
        throw to_error(f);
    }
    all.count = steps.size();
    struct release {
        driver* d;
        ~release() {
            if (d) d->unlock_run();
        }
    } held{nullptr};
    try {
        all.locked = d.lock_run(revisions.history().name, all.within(nullptr));
    } catch (const failure& f) {
        throw to_error(f);
    }
    if (all.locked) {
        held.d = &d;
        // Another process may have done it meanwhile.
        found = read_ledger(db, revisions.history().name);
        // Not planned anew: "-1" would be another one now. Each step asks whether it is still due.
        verify(revisions, found.rows);
        choose_scripts(revisions, applied_set(revisions, found.rows), steps, db.kind());
    }
    all.has_ledger = found.exists && !found.is_of_before && ledger_is_whole(db);
    // What is counted between two steps cannot be sent ahead.
    const bool ahead = d.can_be_sent_ahead() && all.uncounted.empty() && !own.follows_any() &&
                       options.round_trips != round_trips::each &&
                       (options.round_trips == round_trips::few || is_far(db));
    std::vector<step> taken;
    try {
        take_each(all, steps, ahead, found.begun.has_value(), taken);
    } catch (...) {
        if (!taken.empty()) keep_states(all, false);
        throw;
    }
    if (!taken.empty()) keep_states(all, true);
    return taken;
}

std::vector<step> take_one(connection& db, const plan::history& history, std::string_view revision, direction way,
                           const run_options& options) {
    const graph revisions(history);
    return take_all(db, revisions, options,
                    [&](const ledger& found) { return single_step(revisions, found, revision, way, db.kind()); });
}

/// The revisions of a ledger that the history does not know, without their steps. They point into `found`.
std::vector<plan::revision> unknown_to(const graph& revisions, const ledger& found) {
    std::vector<plan::revision> all;
    const auto add = [&](const std::string& id, const std::string& checksum) {
        if (revisions.find(id) || revisions.find_gone(id)) return;
        plan::revision r;
        r.id = id;
        r.checksum = checksum;
        all.push_back(r);
    };
    for (const applied_revision& a : found.rows) add(a.id, a.checksum);
    if (found.begun) add(found.begun->id, found.begun->checksum);
    return all;
}

/// The tables that the applied revisions have made, renamed and not dropped, and the revision that made each.
std::map<std::string, std::string> tables_expected(const graph& revisions, const ledger& found, database on) {
    std::map<std::string, std::string> all;
    applied_set before(revisions, {});
    for (const applied_revision& a : found.rows) {
        const auto i = revisions.find(a.id);
        const plan::route* route = i ? revisions[*i].on(on) : nullptr;
        if (!route) continue;
        const plan::alternative* instead = alternative_for(revisions, revisions[*i], on, before);
        before.take(*i, direction::up);
        for (const plan::change& one : (instead ? instead->up : route->up).changes) {
            if (!one.from.column.empty() || !one.to.column.empty()) continue;
            std::string maker = a.id;
            if (const auto was = all.find(std::string(one.from.table)); was != all.end()) {
                maker = was->second;
                all.erase(was);
            } else if (!one.from.table.empty()) {
                continue;  // made by raw SQL, or by a revision that is gone
            }
            if (!one.to.table.empty()) all[std::string(one.to.table)] = maker;
        }
    }
    return all;
}

/// How many rows of what a checkpoint replaces that stands alone.
std::size_t old_rows(const graph& revisions, const ledger& found, std::size_t i) {
    if (!revisions.stands_alone(i)) return 0;
    const auto& replaces = revisions[i].replaces;
    return static_cast<std::size_t>(std::count_if(replaces.begin(), replaces.end(),
                                                  [&](std::string_view id) { return found.find(id) != nullptr; }));
}

/// Of which revisions a database that is at `tops` has rows: of a checkpoint, or of what it replaces.
std::vector<bool> rows_wanted(const graph& revisions, const ledger& found, std::span<const std::size_t> tops) {
    const applied_set done(revisions, found.rows);
    std::vector<bool> wanted = revisions.with_ancestors(tops);
    for (std::size_t i = 0; i < revisions.size(); ++i) {
        if (!revisions.is_shadow(i) || !wanted[revisions.in_line(i)]) continue;
        if (!done.by_checkpoint(i, found.begun ? std::string_view(found.begun->id) : std::string_view())) continue;
        wanted[i] = true;
        for (const std::size_t old : revisions.piece(i)) wanted[old] = false;
    }
    return wanted;
}

}  // namespace
}  // namespace detail

std::vector<applied_revision> applied(connection& db, const plan::history& history) {
    return detail::read_ledger(db, history.name).rows;
}

std::vector<step> plan_upgrade(connection& db, const plan::history& history, std::string_view target) {
    return detail::upgrade_steps(detail::graph(history), detail::read_ledger(db, history.name), target, db.kind());
}

std::vector<step> plan_downgrade(connection& db, const plan::history& history, std::string_view target) {
    return detail::downgrade_steps(detail::graph(history), detail::read_ledger(db, history.name), target, db.kind());
}

std::vector<loss> would_destroy(connection& db, std::span<const step> steps) {
    std::vector<loss> all;
    for (const step& s : steps) {
        const plan::script& script = detail::script_of(s, db.kind());
        for (std::size_t i = 0; i < script.destroys.size(); ++i) {
            const std::string_view count = i < script.counts.size() ? script.counts[i] : std::string_view();
            loss one{.revision = s.revision,
                     .name = std::string(script.destroys[i]),
                     .rows = count.empty() ? loss::not_countable : loss::not_there,
                     .approval = script.approval(i),
                     .from = i < script.lost_from.size() ? script.lost_from[i] : plan::part{}};
            try {
                if (!count.empty()) one.rows = detail::number_in(db.driver().ask(std::string(count)));
            } catch (const detail::failure& f) {
                // Not there, or not yet under this name.
                if (!f.is_missing()) throw detail::to_error(f, count);
            }
            if (one.rows != 0) all.push_back(std::move(one));
        }
    }
    return all;
}

std::vector<step> upgrade(connection& db, const plan::history& history, std::string_view target,
                          const run_options& options) {
    const detail::graph revisions(history);
    return detail::take_all(db, revisions, options, [&](const detail::ledger& found) {
        return detail::upgrade_steps(revisions, found, target, db.kind());
    });
}

std::vector<step> downgrade(connection& db, const plan::history& history, std::string_view target,
                            const run_options& options) {
    const detail::graph revisions(history);
    return detail::take_all(db, revisions, options, [&](const detail::ledger& found) {
        return detail::downgrade_steps(revisions, found, target, db.kind());
    });
}

std::vector<step> apply(connection& db, const plan::history& history, std::string_view revision,
                        const run_options& options) {
    return detail::take_one(db, history, revision, direction::up, options);
}

std::vector<step> rollback(connection& db, const plan::history& history, std::string_view revision,
                           const run_options& options) {
    return detail::take_one(db, history, revision, direction::down, options);
}

std::vector<step> stamp(connection& db, const plan::history& history, std::string_view target,
                        const run_options& options, bool purge) {
    using namespace detail;
    const graph revisions(history);
    const dialect& words = dialect_of(db.kind());
    require_no_transaction(db);
    driver& d = db.driver();
    own_contents none(d);
    run all{.db = db, .revisions = revisions, .options = options, .own = none};
    const limited_questions limited(d, all.within(nullptr));
    // Before anything is locked, and not anew behind the lock: "current-1" would be another one then.
    const std::vector<std::size_t> tops = [&] {
        const std::vector<applied_revision> rows = read_ledger(db, history.name).rows;
        return in_line(revisions, find_place(revisions, target, position_in(revisions, rows)));
    }();
    std::vector<step> changed;
    bool locked = false;
    try {
        locked = d.lock_run(history.name, all.within(nullptr));
        d.begin_locked(history.name, all.within(nullptr));
        const ledger found = read_ledger(db, history.name);
        make_ledger(db, found);
        if (!d.in_transaction()) d.begin();
        const std::vector<bool> wanted = rows_wanted(revisions, found, tops);
        std::string sql;
        const std::vector<plan::revision> unknown = unknown_to(revisions, found);
        if (!unknown.empty() && !purge) {
            std::string names;
            for (const plan::revision& r : unknown) names += fmt::format("{}{}", names.empty() ? "" : ", ", r.id);
            throw error(
                "E342", fmt::format("the ledger has {}, which this build of {} does not know", names, history.name),
                "nothing was changed; use the build that knows it, or use --purge to remove it from the ledger");
        }
        for (const plan::revision& r : unknown)
            sql += remove_sql(history, r) + log_sql(words, history, r, "stamp", "done: purged", all.id);
        for (std::size_t i = 0; i < revisions.size(); ++i) {
            const plan::revision& r = revisions[i];
            const bool begun = found.begun && found.begun->id == r.id;
            const applied_revision* row = found.find(r.id);
            const std::size_t old = old_rows(revisions, found, i);
            const bool as_it_is = row != nullptr ? row->checksum == r.checksum : old != 0 && old == r.replaces.size();
            if (!begun && (wanted[i] ? as_it_is : row == nullptr && old == 0)) continue;
            changed.push_back({.revision = &r, .direction = wanted[i] ? direction::up : direction::down});
            if (begun || row || old != 0) sql += remove_sql(history, r);
            if (wanted[i]) sql += enter_sql(words, history, r);
            sql += log_sql(words, history, r, "stamp", wanted[i] ? "done" : "done: taken out", all.id);
        }
        if (!sql.empty()) d.execute(sql, {});
        if (!sql.empty()) remember_states(db, history);
        d.commit();
    } catch (const failure& f) {
        d.rollback();
        if (locked) d.unlock_run();
        throw to_error(f);
    } catch (...) {
        d.rollback();
        if (locked) d.unlock_run();
        throw;
    }
    if (locked) d.unlock_run();
    return changed;
}

std::vector<log_entry> log(connection& db, const plan::history& history, std::size_t most) {
    return detail::read_log(db, history.name, most);
}

std::vector<std::string> verify(connection& db, const plan::history& history) {
    using namespace detail;
    const graph revisions(history);
    const ledger found = read_ledger(db, history.name);
    std::vector<std::string> wrong;
    for (const error& e : misfits(revisions, found.rows)) wrong.emplace_back(e.what());
    if (found.begun)
        wrong.push_back(fmt::format(
            "an earlier run started to {} {} and did not finish: {} done; run upgrade or downgrade to continue",
            found.begun->direction == direction::up ? "apply" : "revert", found.begun->id,
            count_of(found.begun->statements, "statement")));
    if (found.exists && !found.is_of_before)
        for (std::string& line : changed_relations(db, history, found.begun ? found.begun->id : std::string()))
            wrong.push_back(std::move(line));
    try {
        const std::vector<std::string> entered = stamped(db, history);
        const auto was_stamped = [&](const std::string& id) {
            return std::find(entered.begin(), entered.end(), id) != entered.end();
        };
        // Of what a run has left, the relations that are gone are known.
        if (!found.begun && !entered.empty())
            for (const auto& [table, maker] : tables_expected(revisions, found, db.kind()))
                if (was_stamped(maker) &&
                    !ask_if_there(db.driver(), "SELECT count(*) FROM (SELECT 1 FROM " + table + " LIMIT 1) AS r"))
                    wrong.push_back(
                        fmt::format("{} is missing: {}, which creates it, was stamped but not run", table, maker));
        for (const driver::broken_object& o : db.driver().broken_objects())
            wrong.push_back(fmt::format("the {} {} does not work: {}", o.kind, o.name, o.why));
    } catch (const failure& f) {
        throw to_error(f);
    }
    return wrong;
}

std::vector<std::string> unknown_revisions(connection& db, const plan::history& history) {
    const detail::graph revisions(history);
    const detail::ledger found = detail::read_ledger(db, history.name);
    std::vector<std::string> all;
    for (const plan::revision& r : detail::unknown_to(revisions, found)) all.emplace_back(r.id);
    return all;
}

std::vector<std::string> stamped(connection& db, const plan::history& history) {
    const detail::ledger found = detail::read_ledger(db, history.name);
    std::vector<std::string> all;
    if (!found.exists || found.is_of_before) return all;
    const std::set<std::string> entered = detail::entered_by_stamp(db, history.name);
    for (const applied_revision& a : found.rows)
        if (entered.contains(a.id)) all.push_back(a.id);
    return all;
}

std::vector<std::string> current(connection& db, const plan::history& history) {
    return detail::current_of(detail::graph(history), applied(db, history));
}

std::vector<std::string> pending(connection& db, const plan::history& history) {
    std::vector<std::string> out;
    const detail::ledger found = detail::read_ledger(db, history.name);
    for (const step& s : detail::upgrade_steps(detail::graph(history), found, "heads", std::nullopt))
        out.emplace_back(s.revision->id);
    return out;
}

std::optional<unfinished_revision> begun(connection& db, const plan::history& history) {
    const auto found = detail::read_ledger(db, history.name).begun;
    if (!found) return std::nullopt;
    return unfinished_revision{.id = found->id, .direction = found->direction, .statements = found->statements};
}

}  // namespace retort
