#include "../driver.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <pqxx/pqxx>
#include <utility>
#include <variant>
#include <vector>

#include "../dialect.hpp"
#include "../text.hpp"
#include "conninfo.hpp"

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
        return failure("E312", fmt::format("another session holds what has to be changed: {}", words),
                       "let it finish, or end it, and run the same again", state);
    // 08P01 is about a message that makes no sense to the server, such as one with too few parameters.
    if ((state.substr(0, 2) == "08" && state != "08P01") || state == "57P01" || state == "57P02" || state == "57P03")
        return failure("E302", fmt::format("the server ended the connection: {}", words),
                       "run the same again when the server is back", state)
            .losing_connection();
    return failure("E309", words, {}, state);
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
                    throw error("E315", "a text parameter holds a zero byte, which PostgreSQL cannot store in a text",
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
        : safe_(where.safe), connection_(conninfo_of(where)), quiet_(connection_) {
        forbid_reconnecting();
        session_.emplace(connection_);
        // Values that PostgreSQL reports to a pooler, which keeps them per client.
        session_->exec("SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET standard_conforming_strings = on");
    }

    database kind() const override { return database::postgresql; }
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

    void begin_locked(std::string_view schema, std::chrono::milliseconds patience) override;
    void lock_session(std::string_view schema, std::chrono::milliseconds patience) override;
    void unlock_session(std::string_view schema) noexcept override;
    void lock_ledger() override { execute(fmt::format("SELECT pg_advisory_xact_lock({})", lock_key("")), {}); }

private:
    pqxx::result send(std::string_view sql, std::span<const value> parameters);
    bool truth(std::string_view sql);
    [[noreturn]] void held_by_another(std::string_view schema, std::chrono::milliseconds patience);

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
};

pqxx::result postgresql_driver::send(std::string_view sql, std::span<const value> parameters) {
    const std::string text(sql);
    if (parameters.empty()) return session_->exec(text);
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
                      "run the same again when the server is back")
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
void postgresql_driver::begin_locked(std::string_view schema, std::chrono::milliseconds patience) {
    if (open_) throw failure("E319", "a transaction is open on this connection already", "commit it first");
    // READ COMMITTED whatever the server's default is: the ledger has to be read as it is after the wait.
    const std::string attempt = fmt::format(
        "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = {}; SET LOCAL client_min_messages = warning; "
        "SELECT pg_try_advisory_xact_lock({})",
        std::clamp<std::int64_t>(patience.count(), 1, 2147483647), lock_key(schema));
    backoff pause(patience);
    do {
        open_ = true;
        try {
            if (truth(attempt)) return;
        } catch (...) {
            rollback();
            throw;
        }
        rollback();
    } while (pause.wait());
    held_by_another(schema, patience);
}

void postgresql_driver::lock_session(std::string_view schema, std::chrono::milliseconds patience) {
    const std::string attempt = fmt::format("SELECT pg_try_advisory_lock({})", lock_key(schema));
    backoff pause(patience);
    do {
        if (truth(attempt)) return;
    } while (pause.wait());
    held_by_another(schema, patience);
}

void postgresql_driver::unlock_session(std::string_view schema) noexcept {
    try {
        execute(fmt::format("SELECT pg_advisory_unlock({})", lock_key(schema)), {});
    } catch (const std::exception&) {
        // Without a connection the server frees the lock by itself.
    }
}

void postgresql_driver::held_by_another(std::string_view schema, std::chrono::milliseconds patience) {
    const result holder =
        execute(fmt::format("SELECT format('process %s of %s%s', l.pid, coalesce(a.usename, 'an unknown user'), "
                            "coalesce(' at ' || host(a.client_addr), '')) "
                            "FROM pg_locks l LEFT JOIN pg_stat_activity a USING (pid) "
                            "WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 "
                            "AND (l.classid::bigint << 32 | l.objid::bigint) = {} "
                            "AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())",
                            lock_key(schema)),
                {});
    const auto* who = holder.rows.empty() ? nullptr : std::get_if<std::string>(&holder.rows[0][0]);
    throw failure("E312",
                  fmt::format("waited {} for the migration of {}{}", fmt::format("{} ms", patience.count()), schema,
                              who ? fmt::format(", which {} is running", *who) : ", which another session is running"),
                  "let it finish, or end it with pg_terminate_backend, and run the same again; nothing was changed");
}

failure cannot_connect(const std::string& said, const url& where) {
    const std::string words = words_of(without_secrets(said, where));
    if (words.substr(0, 25) == "invalid connection option")
        return failure("E301", "the database URL is malformed: PostgreSQL's client has no such option",
                       "see the connection parameters of libpq, such as sslmode=require or connect_timeout=5");
    return failure("E302", fmt::format("cannot connect to {}: {}", where.safe, words),
                   "check that the server runs, and the host, port, user, password and database name");
}

}  // namespace

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

}  // namespace retort::detail
