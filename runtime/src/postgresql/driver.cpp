#include "../driver.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <pqxx/pqxx>
#include <utility>
#include <variant>
#include <vector>

#include "../backup.hpp"
#include "../dialect.hpp"
#include "../text.hpp"
#include "conninfo.hpp"
#include "session.hpp"

namespace retort::detail {
namespace {

/// The server's message and its detail and hint, without the position marks that make no sense on one line.
std::string words_of(const std::string& said) {
    std::string out;
    std::size_t at = said.find("ERROR:  ");
    if (at == std::string::npos) at = said.find("FATAL:  ");
    std::string_view rest = said;
    if (at != std::string::npos) rest.remove_prefix(at + 8);
    bool keep = true;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line.substr(0, 1) == "\t") continue;  // "Is the server running on that host?": the way out says it.
        if (line.substr(0, 5) == "LINE " || line.substr(0, 9) == "CONTEXT: " || line.substr(0, 9) == "Query:   ") {
            keep = false;
        } else if (line.substr(0, 9) == "DETAIL:  " || line.substr(0, 7) == "HINT:  ") {
            keep = true;
            out += fmt::format(" - {}", line.substr(line.find("  ") + 2));
            continue;
        }
        if (keep) out += fmt::format("{}{}", out.empty() ? "" : " ", line);
    }
    out = fold(out);
    return out;
}

failure from_server(const std::string& said, const std::string& state) {
    const std::string words = words_of(said);
    if (state == "25006")
        return failure("E303", fmt::format("the database is read-only: {}", words),
                       "connect to the primary server, with a user and a session that may write", state);
    if (state == "55P03")
        return failure("E312", fmt::format("another session holds a conflicting lock: {}", words),
                       "let it finish, or end it, and run the same command again", state)
            .passing();
    if (state == "40P01" || state == "40001") return failure("E309", words, {}, state).passing();
    // 08P01 is about a message that makes no sense to the server, such as one with too few parameters.
    if ((state.substr(0, 2) == "08" && state != "08P01") || state == "57P01" || state == "57P02" || state == "57P03")
        return failure("E302", fmt::format("the server ended the connection: {}", words),
                       "run the same command again when the server is available", state)
            .losing_connection();
    return failure("E309", words, {}, state);
}

// As PostgreSQL counts them, who takes 0 for none too.
std::int64_t milliseconds_of(std::chrono::milliseconds limit) {
    return std::clamp<std::int64_t>(limit.count(), 0, 2147483647);
}

std::optional<std::string> text_of(const value& parameter) {
    return std::visit(
        [](const auto& v) -> std::optional<std::string> {
            using held = std::decay_t<decltype(v)>;
            if constexpr (std::is_same_v<held, std::monostate>) {
                return std::nullopt;
            } else if constexpr (std::is_same_v<held, bool>) {
                return v ? "t" : "f";
            } else if constexpr (std::is_same_v<held, std::int64_t>) {
                return fmt::format("{}", v);
            } else if constexpr (std::is_same_v<held, double>) {
                if (std::isnan(v)) return "NaN";
                if (std::isinf(v)) return v < 0 ? "-Infinity" : "Infinity";
                return fmt::format("{}", v);
            } else if constexpr (std::is_same_v<held, std::string>) {
                if (v.find('\0') != std::string::npos)
                    throw error("E315", "a text parameter holds a zero byte, which PostgreSQL cannot store as text",
                                "store it as bytes (bytea)");
                return v;
            } else if constexpr (std::is_same_v<held, point_in_time>) {
                return with_offset(v);
            } else {
                std::string hex = "\\x";
                for (const std::byte b : v) hex += fmt::format("{:02x}", std::to_integer<unsigned>(b));
                return hex;
            }
        },
        parameter);
}

class postgresql_driver final : public driver {
public:
    explicit postgresql_driver(const url& where)
        : safe_(where.safe), connection_(conninfo_of(where)), quiet_(connection_), where_(where) {
        forbid_reconnecting();
        session_.emplace(connection_);
    }

    database kind() const override { return database::postgresql; }
    plan::release release() const override {
        const int number = connection_.server_version();  // 150003
        return {number / 10000, number % 10000};
    }
    std::string safe_url() const override { return safe_; }
    result execute(std::string_view sql, std::span<const value> parameters) override;

    void begin() override {
        if (open_) throw failure("E319", "a transaction is open on this connection already", "commit it first");
        execute("BEGIN", {});
        open_ = true;
    }
    void commit() override {
        execute("COMMIT", {});
        open_ = false;
    }
    void rollback() noexcept override;
    bool in_transaction() const override { return open_; }

    void begin_locked(std::string_view schema, const limits& within) override;
    result begin_locked_asking(std::string_view schema, const limits& within, const std::string& question) override;
    void commit_after(const std::string& last) override;
    std::string locking_sql(std::string_view schema, const limits& within) const override;
    void abandon() noexcept override {
        open_ = true;
        rollback();
    }
    void lock_session(std::string_view schema, const limits& within) override;
    void unlock_session() noexcept override;
    bool can_be_sent_ahead() const override { return true; }
    bool is_still_open() override {
        return open_ && truth("SELECT coalesce(current_setting('retort.transaction', true), '') = 'open'");
    }
    bool is_far() const override { return fastest_ > std::chrono::milliseconds(4); }
    void lock_ledger() override { execute(fmt::format("SELECT pg_advisory_xact_lock({})", lock_key("")), {}); }
    result count_exclusively(std::string_view relation, const std::string& count) override;

protected:
    // One message is one transaction, to which the limits are local.
    result ask_once(const std::string& sql, const limits& within, std::chrono::milliseconds most) override {
        return execute(fmt::format("SET LOCAL lock_timeout = {}; SET LOCAL statement_timeout = {}; {}", most.count(),
                                   milliseconds_of(within.statement), sql),
                       {});
    }

private:
    pqxx::result send(std::string_view sql, std::span<const value> parameters);
    bool truth(std::string_view sql);
    std::string beginning(const limits& within) const;
    std::string settings(std::string_view command) const;
    std::string holder(std::string_view schema);
    /// Tries until it says "t", and rolls back in between; throws E312.
    void wait_for(const std::string& attempt, std::string_view schema, const limits& within);
    bool is_pooled();

#if PQXX_VERSION_MAJOR >= 7
    void forbid_reconnecting() {}  // libpqxx 7 never does.
#else
    // A connection that is silently made anew would run the rest of a revision outside its transaction.
    void forbid_reconnecting() {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
        connection_.inhibit_reactivation(true);
#pragma GCC diagnostic pop
    }
#endif

    // Notices belong to nobody here; libpqxx would print them.
#if PQXX_VERSION_MAJOR > 7 || (PQXX_VERSION_MAJOR == 7 && PQXX_VERSION_MINOR >= 10)
    struct quiet {
        explicit quiet(pqxx::connection& c) { c.set_notice_handler([](pqxx::zview) noexcept {}); }
    };
#else
    using quiet = pqxx::quiet_errorhandler;
#endif

    std::string safe_;
    pqxx::connection connection_;
    quiet quiet_;
    // Transactions are begun and ended in SQL: a lock has to be tried in one round trip with BEGIN.
    std::optional<pqxx::nontransaction> session_;
    bool open_ = false;
    // The settings of a session that is new, which go with its first statement.
    std::string settings_ = "SET TimeZone = 'UTC'; SET DateStyle = 'ISO, MDY'; SET standard_conforming_strings = on; ";
    std::chrono::steady_clock::duration fastest_ = std::chrono::steady_clock::duration::max();
    url where_;
    // Holds the lock, in a transaction that does nothing else, while this session runs what no transaction takes. Not
    // a lock of this session's: a pooler would leave it with the server.
    std::unique_ptr<postgresql_driver> guard_;
    bool limited_ = false;
};

pqxx::result postgresql_driver::send(std::string_view sql, std::span<const value> parameters) {
    const auto start = std::chrono::steady_clock::now();
    const auto timed = [&](pqxx::result&& answer) {
        fastest_ = std::min(fastest_, std::chrono::steady_clock::now() - start);
        return std::move(answer);
    };
    if (!settings_.empty()) {
        // Not with what begins a transaction, or cannot be in one: several statements in one message are one.
        const std::vector<std::string> words = leading_words(sql, 1);
        const bool goes_along = !words.empty() && (same_name(words[0], "select") || sql.starts_with("SET LOCAL "));
        if (!parameters.empty() || open_ || !goes_along) {
            session_->exec(settings_);
            settings_.clear();
        }
    }
    const std::string text = settings_ + std::string(sql);
    if (parameters.empty()) {
        pqxx::result answer = timed(session_->exec(text));
        // Not before: what fails takes the settings with it that came in the same message.
        settings_.clear();
        return answer;
    }
    std::vector<std::optional<std::string>> texts;
    texts.reserve(parameters.size());
    for (const value& p : parameters) texts.push_back(text_of(p));
#if PQXX_VERSION_MAJOR >= 7
    pqxx::params list;
    for (const std::optional<std::string>& t : texts) {
        if (t)
            list.append(*t);
        else
            list.append();
    }
#if PQXX_VERSION_MAJOR > 7 || PQXX_VERSION_MINOR >= 10
    return session_->exec(text, list);
#else
    return session_->exec_params(text, list);
#endif
#else
    std::vector<const char*> list;
    list.reserve(texts.size());
    for (const std::optional<std::string>& t : texts) list.push_back(t ? t->c_str() : nullptr);
    return session_->exec_params(text, pqxx::prepare::make_dynamic_params(list));
#endif
}

result postgresql_driver::execute(std::string_view sql, std::span<const value> parameters) {
    try {
        const pqxx::result rows = send(sql, parameters);
        result out;
        out.affected = static_cast<std::int64_t>(rows.affected_rows());
        for (decltype(rows.columns()) c = 0; c < rows.columns(); ++c) out.columns.emplace_back(rows.column_name(c));
        out.rows.reserve(static_cast<std::size_t>(rows.size()));
        for (decltype(rows.size()) r = 0; r < rows.size(); ++r) {
            std::vector<value>& row = out.rows.emplace_back();
            row.reserve(out.columns.size());
            for (decltype(rows.columns()) c = 0; c < rows.columns(); ++c) {
                const auto field = rows[r][c];
                if (field.is_null())
                    row.emplace_back(std::monostate{});
                else
                    row.emplace_back(std::string(field.c_str(), static_cast<std::size_t>(field.size())));
            }
        }
        return out;
    } catch (const pqxx::sql_error& e) {
        throw from_server(e.what(), e.sqlstate());
    } catch (const pqxx::broken_connection& e) {
        // libpqxx takes every error of class 08 for a lost connection, also 08P01, which a parameter too few causes.
        if (connection_.is_open()) throw failure("E309", words_of(e.what()));
        throw failure("E302", fmt::format("the connection to the server was lost: {}", words_of(e.what())),
                      "run the same command again when the server is available")
            .losing_connection();
    } catch (const pqxx::failure& e) {
        throw failure("E309", words_of(e.what()));
    } catch (const pqxx::usage_error& e) {
        throw failure("E309", words_of(e.what()));
    }
}

void postgresql_driver::rollback() noexcept {
    if (!open_) return;
    open_ = false;
    try {
        execute("ROLLBACK", {});
    } catch (const std::exception&) {
        // Without a connection the server rolls back by itself.
    }
}

bool postgresql_driver::truth(std::string_view sql) {
    const result r = execute(sql, {});
    const auto* answer = r.rows.empty() ? nullptr : std::get_if<std::string>(&r.rows[0][0]);
    return answer != nullptr && *answer == "t";
}

// Tried again and again instead of waited for in the server: a waiting transaction keeps a snapshot, and CREATE INDEX
// CONCURRENTLY of the process that has the lock would wait for that snapshot: a deadlock.
void postgresql_driver::wait_for(const std::string& attempt, std::string_view schema, const limits& within) {
    if (open_) throw failure("E319", "a transaction is open on this connection already", "commit it first");
    backoff pause(within.wait);
    bool told = false;
    do {
        open_ = true;
        try {
            if (truth(attempt)) return;
        } catch (...) {
            rollback();
            throw;
        }
        rollback();
        if (!told && within.waiting) within.waiting(holder(schema));
        told = true;
    } while (pause.wait());
    throw failure("E312",
                  fmt::format("waited {} ms for the migration of {}, which {} is running", within.wait.count(), schema,
                              holder(schema)),
                  "let it finish, or end it with pg_terminate_backend, and run the same command again");
}

// Local to a transaction where there is one, because a pooler would give a session's settings to the next client.
std::string postgresql_driver::settings(std::string_view command) const {
    std::string out;
    for (const session_setting& s : relied_on)
        if (release().number >= s.since)
            out += command == "RESET" ? fmt::format("RESET {}; ", s.name)
                                      : fmt::format("{} {} = '{}'; ", command, s.name, s.value);
    return out;
}

std::string postgresql_driver::beginning(const limits& within) const {
    // READ COMMITTED whatever the server's default is: the ledger has to be read as it is after the wait. Under another
    // session_replication_role foreign keys and triggers would not hold; only a superuser may set it.
    return fmt::format(
        "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = {}; SET LOCAL statement_timeout = {}; {}SELECT "
        "set_config('session_replication_role', 'origin', true) WHERE current_setting('session_replication_role') <> "
        "'origin'; SET LOCAL retort.transaction = 'open'; ",
        milliseconds_of(within.lock), milliseconds_of(within.statement), settings("SET LOCAL"));
}

result postgresql_driver::count_exclusively(std::string_view relation, const std::string& count) {
    // A failure would abort the transaction.
    execute("SAVEPOINT retort_count", {});
    try {
        execute(fmt::format("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", relation), {});
        result rows = execute(count, {});
        execute("RELEASE SAVEPOINT retort_count", {});
        return rows;
    } catch (const failure& f) {
        if (!f.is_missing()) throw;
        execute("ROLLBACK TO SAVEPOINT retort_count; RELEASE SAVEPOINT retort_count", {});
        return {};
    }
}

void postgresql_driver::begin_locked(std::string_view schema, const limits& within) {
    if (!guard_)
        return wait_for(beginning(within) + fmt::format("SELECT pg_try_advisory_xact_lock({})", lock_key(schema)),
                        schema, within);
    // It throws where its connection, and with that the lock, is gone.
    guard_->execute("SELECT 1", {});
    open_ = true;
    try {
        execute(beginning(within), {});
    } catch (...) {
        rollback();
        throw;
    }
}

// The question is a statement of its own, because it has to see what is there once the lock is held.
std::string postgresql_driver::locking_sql(std::string_view schema, const limits& within) const {
    return beginning(within) + fmt::format("SELECT 1 / pg_try_advisory_xact_lock({})::integer; ", lock_key(schema));
}

result postgresql_driver::begin_locked_asking(std::string_view schema, const limits& within,
                                              const std::string& question) {
    constexpr std::string_view division_by_zero = "22012";
    if (!guard_ && !open_) {
        open_ = true;
        try {
            return execute(locking_sql(schema, within) + question, {});
        } catch (const failure& f) {
            rollback();
            if (f.sqlstate() != division_by_zero) throw;
        } catch (...) {
            rollback();
            throw;
        }
    }
    begin_locked(schema, within);
    return execute(question, {});
}

void postgresql_driver::commit_after(const std::string& last) {
    execute(last + "COMMIT", {});
    open_ = false;
}

// An idle transaction at READ COMMITTED has no snapshot that CREATE INDEX CONCURRENTLY would wait for.
void postgresql_driver::lock_session(std::string_view schema, const limits& within) {
    std::unique_ptr<postgresql_driver> guard;
    const auto not_to_be_had = [](std::string_view words) {
        return failure("E302",
                       fmt::format("the second connection, which holds the lock while statements run outside "
                                   "transactions, could not be opened: {}",
                                   words),
                       "allow two connections for this user and for the pooler, or use the URL of the server itself");
    };
    try {
        guard = std::make_unique<postgresql_driver>(where_);
    } catch (const pqxx::failure& e) {
        throw not_to_be_had(words_of(without_secrets(e.what(), where_)));
    }
    try {
        guard->wait_for(fmt::format("BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL statement_timeout = 0; {}SELECT "
                                    "pg_try_advisory_xact_lock({})",
                                    guard->settings("SET LOCAL"), lock_key(schema)),
                        schema, within);
    } catch (const failure& f) {
        if (f.lost()) throw not_to_be_had(f.what());
        throw;
    }
    guard_ = std::move(guard);
    try {
        // What is set for a pooler's session would stay with whoever gets it next.
        if (is_pooled()) return;
    } catch (const failure& f) {
        // A pooler that has one connection to the server has given it to the guard.
        if (f.lost()) throw not_to_be_had(f.what()).losing_connection();
        throw;
    }
    execute(fmt::format("SET lock_timeout = {}; SET statement_timeout = {}; SET default_transaction_isolation = 'read "
                        "committed'; {}",
                        milliseconds_of(within.lock), milliseconds_of(within.statement), settings("SET")),
            {});
    limited_ = true;
}

void postgresql_driver::unlock_session() noexcept {
    try {
        if (limited_)
            execute("RESET lock_timeout; RESET statement_timeout; RESET default_transaction_isolation; " +
                        settings("RESET"),
                    {});
    } catch (const std::exception&) {
        // Without a connection there is nothing to be set back.
    }
    limited_ = false;
    if (guard_) guard_->rollback();  // Now, and not when the server finds that its client has gone.
    guard_.reset();
}

// A pooler tells its clients a number of its own for the server's process.
bool postgresql_driver::is_pooled() {
    const result answer = execute("SELECT pg_backend_pid()", {});
    const auto* pid = answer.rows.empty() ? nullptr : std::get_if<std::string>(&answer.rows[0][0]);
    return pid == nullptr || *pid != fmt::format("{}", connection_.backendpid());
}

std::string postgresql_driver::holder(std::string_view schema) {
    const result found =
        execute(fmt::format("SELECT format('process %s of %s%s', l.pid, coalesce(a.usename, 'an unknown user'), "
                            "coalesce(' at ' || host(a.client_addr), '')) "
                            "FROM pg_locks l LEFT JOIN pg_stat_activity a USING (pid) "
                            "WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 "
                            "AND (l.classid::bigint << 32 | l.objid::bigint) = {} "
                            "AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())",
                            lock_key(schema)),
                {});
    const auto* who = found.rows.empty() ? nullptr : std::get_if<std::string>(&found.rows[0][0]);
    return who ? *who : "another session";
}

failure cannot_connect(const std::string& said, const url& where) {
    const std::string words = words_of(without_secrets(said, where));
    if (words.substr(0, 25) == "invalid connection option")
        return failure("E301", "the database URL is malformed: PostgreSQL's client does not support this option",
                       "see the connection parameters of libpq, such as sslmode=require or connect_timeout=5");
    return failure("E302", fmt::format("cannot connect to {}: {}", where.safe, words),
                   "check that the server runs, and the host, port, user, password and database name");
}

std::unique_ptr<driver> open_postgresql(const url& where) {
    try {
        return std::make_unique<postgresql_driver>(where);
    } catch (const pqxx::failure& e) {
        throw cannot_connect(e.what(), where);
    } catch (const std::exception& e) {
        if (const auto* known = dynamic_cast<const error*>(&e)) throw *known;
        throw cannot_connect(e.what(), where);
    }
}

driver_entry entry{database::postgresql, open_postgresql, &postgresql_backup};
[[maybe_unused]] const bool is_registered = register_driver(entry);

}  // namespace

}  // namespace retort::detail
