#include "../driver.hpp"

#include <errmsg.h>
#include <fmt/format.h>
#include <mysql.h>
#include <mysqld_error.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <condition_variable>
#include <cstring>
#include <limits>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "../backup.hpp"
#include "../text.hpp"
#include "session.hpp"

namespace retort::detail {
namespace {

struct handle_closer {
    void operator()(MYSQL* m) const noexcept { mysql_close(m); }
    void operator()(MYSQL_RES* r) const noexcept { mysql_free_result(r); }
    void operator()(MYSQL_STMT* s) const noexcept { mysql_stmt_close(s); }
};
using connection_handle = std::unique_ptr<MYSQL, handle_closer>;
using rows_handle = std::unique_ptr<MYSQL_RES, handle_closer>;
using statement_handle = std::unique_ptr<MYSQL_STMT, handle_closer>;

failure from_server(unsigned code, const std::string& state, const std::string& said) {
    const std::string words = fold(said);
    const auto any_of = [&](std::initializer_list<unsigned> codes) {
        return std::find(codes.begin(), codes.end(), code) != codes.end();
    };
    const bool gone = any_of({CR_SERVER_GONE_ERROR, CR_SERVER_LOST, CR_SERVER_LOST_EXTENDED, ER_SERVER_SHUTDOWN,
                              ER_NORMAL_SHUTDOWN, ER_CONNECTION_KILLED, ER_NEW_ABORTING_CONNECTION});
    if (gone)
        return failure("E302", fmt::format("the connection to the server was lost: {}", words),
                       "run the same command again when the server is available", state)
            .losing_connection();
    // 1290 is about any option of the server's.
    if (any_of({ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION, ER_READ_ONLY_MODE}) ||
        (code == ER_OPTION_PREVENTS_STATEMENT && mentions(words, "read-only")))
        return failure("E303", fmt::format("the database is read-only: {}", words),
                       "connect to the primary server, with a user and a session that may write", state);
    if (code == ER_LOCK_WAIT_TIMEOUT)
        return failure("E312", fmt::format("another session holds a conflicting lock: {}", words),
                       "let it finish, or end it, and run the same command again", state)
            .passing();
    if (code == ER_LOCK_DEADLOCK || state == "40001") return failure("E309", words, {}, state).passing();
    return failure("E309", words, {}, state);
}

// A parameter as a prepared statement takes it: it points into the parameter, which has to outlive the call.
MYSQL_BIND bound(const value& parameter) {
    MYSQL_BIND out{};
    std::visit(
        [&](const auto& v) {
            using held = std::decay_t<decltype(v)>;
            if constexpr (std::is_same_v<held, std::monostate>) {
                out.buffer_type = MYSQL_TYPE_NULL;
            } else if constexpr (std::is_same_v<held, bool>) {
                static_assert(sizeof(bool) == 1);
                out.buffer_type = MYSQL_TYPE_TINY;
                out.buffer = const_cast<bool*>(&v);
            } else if constexpr (std::is_same_v<held, std::int64_t>) {
                out.buffer_type = MYSQL_TYPE_LONGLONG;
                out.buffer = const_cast<std::int64_t*>(&v);
            } else if constexpr (std::is_same_v<held, double>) {
                if (!std::isfinite(v))
                    throw error("E315", "a parameter is infinite or not a number, which MariaDB cannot store",
                                "store NULL, or the text");
                out.buffer_type = MYSQL_TYPE_DOUBLE;
                out.buffer = const_cast<double*>(&v);
            } else {
                const std::string* text = nullptr;
                if constexpr (std::is_same_v<held, point_in_time>)
                    text = &v.utc;  // Its types of time know no offset; sessions are in UTC.
                else if constexpr (std::is_same_v<held, std::string>)
                    text = &v;
                out.buffer_type = text ? MYSQL_TYPE_STRING : MYSQL_TYPE_BLOB;
                if constexpr (std::is_same_v<held, bytes>) {
                    // No pointer at all would be NULL where empty bytes are meant.
                    static std::byte none{};
                    out.buffer = v.empty() ? &none : const_cast<std::byte*>(v.data());
                    out.buffer_length = v.size();
                } else {
                    out.buffer = const_cast<char*>(text->data());
                    out.buffer_length = text->size();
                }
            }
        },
        parameter);
    return out;
}

bool is_integer(const MYSQL_FIELD& field) {
    switch (field.type) {
        case MYSQL_TYPE_TINY:
        case MYSQL_TYPE_SHORT:
        case MYSQL_TYPE_INT24:
        case MYSQL_TYPE_LONG:
        case MYSQL_TYPE_LONGLONG:
        case MYSQL_TYPE_YEAR: return true;
        default: return false;
    }
}

bool is_real(const MYSQL_FIELD& field) { return field.type == MYSQL_TYPE_FLOAT || field.type == MYSQL_TYPE_DOUBLE; }

bool is_bytes(const MYSQL_FIELD& field) {
    constexpr unsigned binary = 63;
    switch (field.type) {
        case MYSQL_TYPE_GEOMETRY: return true;
        case MYSQL_TYPE_VARCHAR:
        case MYSQL_TYPE_VAR_STRING:
        case MYSQL_TYPE_STRING:
        case MYSQL_TYPE_TINY_BLOB:
        case MYSQL_TYPE_MEDIUM_BLOB:
        case MYSQL_TYPE_LONG_BLOB:
        case MYSQL_TYPE_BLOB: return field.charsetnr == binary;
        default: return false;
    }
}

// A field's text, in whichever protocol it came.
value field_of(const MYSQL_FIELD& field, std::string_view text) {
    if (is_integer(field)) {
        std::int64_t number = 0;
        const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
        // An unsigned number beyond 63 bits stays text.
        if (problem == std::errc{} && end == text.data() + text.size()) return number;
    } else if (is_real(field)) {
        double number = 0;
        const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (problem == std::errc{} && end == text.data() + text.size()) return number;
    } else if (field.type == MYSQL_TYPE_BIT) {
        std::string bits;
        for (const char c : text)
            for (int i = 7; i >= 0; --i) bits += ((static_cast<unsigned char>(c) >> i) & 1) != 0 ? '1' : '0';
        return bits.substr(bits.size() - std::min<std::size_t>(bits.size(), field.length));
    } else if (is_bytes(field)) {
        const auto* data = reinterpret_cast<const std::byte*>(text.data());
        return bytes(data, data + text.size());
    }
    return std::string(text);
}

// Whether `sql` answers with rows, as far as one statement's first words tell.
bool asks_for_rows(std::string_view sql) {
    const std::vector<std::string> words = leading_words(sql, 1);
    if (words.empty()) return false;
    if (same_name(words[0], "select") || same_name(words[0], "with")) return true;
    const bool writes =
        same_name(words[0], "insert") || same_name(words[0], "replace") || same_name(words[0], "delete");
    return writes && mentions(sql, "returning");
}

std::string text_of_one(const result& answer) {
    const auto* text = answer.rows.empty() ? nullptr : std::get_if<std::string>(&answer.rows[0].at(0));
    return text ? *text : std::string();
}

class mariadb_driver final : public driver {
public:
    explicit mariadb_driver(const url& where);

    database kind() const override { return database::mariadb; }
    plan::release release() const override {
        const auto number = static_cast<int>(mysql_get_server_version(handle_.get()));  // 100602
        return {number / 10000, number / 100 % 100};
    }
    std::string safe_url() const override { return safe_; }
    result execute(std::string_view sql, std::span<const value> parameters) override;
    void take_single_statements() {
        if (mysql_set_server_option(handle_.get(), MYSQL_OPTION_MULTI_STATEMENTS_OFF) != 0) fail();
    }

    void begin() override {
        if (in_transaction())
            throw failure("E319", "a transaction is open on this connection already", "commit it first");
        execute("START TRANSACTION", {});
    }
    void commit() override {
        execute("COMMIT", {});
        end_of_locked();
    }
    void rollback() noexcept override;
    bool in_transaction() const override;

    // The lock is the session's, because any DDL would end one that is the transaction's; so a run has it as a whole.
    void begin_locked(std::string_view schema, const limits& within) override;
    bool lock_run(std::string_view schema, const limits& within) override {
        lock(schema, within);
        return true;
    }
    void unlock_run() noexcept override { unlock(); }
    void require_lock() override;
    void prepare_to_count() override {
        // A locking read excludes new rows only where it locks the gaps between the rows too, which READ COMMITTED
        // does not.
        send("COMMIT; SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; START TRANSACTION");
    }
    result count_exclusively(std::string_view relation, const std::string& count) override;
    bool lock_table(std::string_view relation) override;
    void unlock_tables() noexcept override;
    // A cluster's lock can be lost, and has to be asked for in between.
    bool can_be_sent_ahead() const override { return leased_.empty(); }
    std::vector<broken_object> broken_objects() override;
    bool is_far() const override { return fastest_ > std::chrono::milliseconds(4); }

protected:
    // In whole seconds.
    result ask_once(const std::string& sql, const limits& within, std::chrono::milliseconds most) override {
        return execute(
            fmt::format("SET STATEMENT lock_wait_timeout = {}, max_statement_time = {} FOR {}",
                        (most.count() + 999) / 1000, static_cast<double>(within.statement.count()) / 1000, sql),
            {});
    }

private:
    [[noreturn]] void fail() const {
        throw from_server(mysql_errno(handle_.get()), mysql_sqlstate(handle_.get()), mysql_error(handle_.get()));
    }
    [[noreturn]] static void fail(MYSQL_STMT* of) {
        throw from_server(mysql_stmt_errno(of), mysql_stmt_sqlstate(of), mysql_stmt_error(of));
    }
    result send(std::string_view sql);
    std::optional<result> send_prepared(std::string_view sql, std::span<const value> parameters, bool must);
    void fetch(MYSQL_STMT* from, result& into) const;
    void learn_state() noexcept;
    void lock(std::string_view schema, const limits& within);
    void unlock() noexcept;
    void end_of_locked() noexcept {
        if (locked_) unlock();
        locked_ = false;
    }
    std::string holder(const std::string& name);
    void lease(const std::string& name, std::string_view schema, const limits& within);

    std::string safe_;
    url where_;
    connection_handle handle_;
    // On a cluster: the row of retort_lock that is ours, by its owner, and who says meanwhile that we live.
    std::string leased_, owner_;
    std::string sync_wait_;
    // The names of the locks that this session has, one for each time it took one: the server counts them too.
    std::vector<std::string> held_;
    // The wait limits that were before the first of them.
    std::string limits_;
    // The open transaction has one of the locks. It keeps it when a statement commits, which any DDL does.
    bool locked_ = false;
    std::chrono::steady_clock::duration fastest_ = std::chrono::steady_clock::duration::max();
    std::condition_variable_any heart_stops_;
    std::mutex heart_guard_;
    std::jthread heart_;  // The last one: it uses the others.
};

bool mariadb_driver::in_transaction() const {
    unsigned status = 0;
    mariadb_get_infov(handle_.get(), MARIADB_CONNECTION_SERVER_STATUS, &status);
    return (status & SERVER_STATUS_IN_TRANS) != 0;
}

// An error does not tell the transaction's state, so something that cannot fail is asked.
void mariadb_driver::learn_state() noexcept {
    constexpr std::string_view nothing = "DO 0";
    mysql_real_query(handle_.get(), nothing.data(), nothing.size());
}

std::vector<driver::broken_object> mariadb_driver::broken_objects() {
    std::vector<broken_object> all;
    const auto text = [](const value& field) {
        const auto* s = std::get_if<std::string>(&field);
        return s ? *s : std::string();
    };
    const result views =
        ask("SELECT table_name FROM information_schema.views WHERE table_schema = database() ORDER BY table_name");
    for (const std::vector<value>& view : views.rows) {
        const std::string name = text(view[0]);
        // Table, Op, Msg_type, Msg_text.
        for (const std::vector<value>& said : ask("CHECK TABLE " + quote_identifier(name)).rows)
            if (same_name(text(said[2]), "error") && (all.empty() || all.back().name != name))
                all.push_back({"view", name, text(said[3])});
    }
    return all;
}

result mariadb_driver::execute(std::string_view sql, std::span<const value> parameters) {
    const bool inside = in_transaction();
    try {
        if (!parameters.empty()) return *send_prepared(sql, parameters, true);
        // The text protocol rounds FLOAT to six digits, so rows are asked for in the other one where that can be.
        if (asks_for_rows(sql))
            if (std::optional<result> out = send_prepared(sql, {}, false)) return std::move(*out);
        return send(sql);
    } catch (failure& f) {
        if (f.lost()) throw;
        learn_state();
        // A deadlock rolls back; whatever else ends a transaction commits it.
        if (inside && !in_transaction() && f.sqlstate() != "40001") f.committing();
        throw;
    }
}

result mariadb_driver::send(std::string_view sql) {
    MYSQL* const m = handle_.get();
    result out;
    const auto start = std::chrono::steady_clock::now();
    // On a connection that is already lost it is negative; of mysql_next_result() that says that there is no more.
    int code = mysql_real_query(m, sql.data(), sql.size()) == 0 ? 0 : 1;
    fastest_ = std::min(fastest_, std::chrono::steady_clock::now() - start);
    while (true) {
        if (code > 0) {
            if (mysql_errno(m) == ER_EMPTY_QUERY) return out;
            fail();
        }
        out = result{};
        const rows_handle rows(mysql_store_result(m));
        if (!rows && mysql_field_count(m) != 0) fail();
        if (rows) {
            const unsigned columns = mysql_num_fields(rows.get());
            const MYSQL_FIELD* fields = mysql_fetch_fields(rows.get());
            for (unsigned c = 0; c < columns; ++c) out.columns.emplace_back(fields[c].name, fields[c].name_length);
            while (MYSQL_ROW at = mysql_fetch_row(rows.get())) {
                const unsigned long* lengths = mysql_fetch_lengths(rows.get());
                std::vector<value>& row = out.rows.emplace_back();
                row.reserve(columns);
                for (unsigned c = 0; c < columns; ++c)
                    row.push_back(at[c] ? field_of(fields[c], {at[c], lengths[c]}) : value());
            }
        } else {
            out.affected = static_cast<std::int64_t>(mysql_affected_rows(m));
        }
        code = mysql_next_result(m);
        if (code < 0) return out;
    }
}

// Nothing where it cannot be prepared, unless it must.
std::optional<result> mariadb_driver::send_prepared(std::string_view sql, std::span<const value> parameters,
                                                    bool must) {
    const statement_handle statement(mysql_stmt_init(handle_.get()));
    if (!statement) fail();
    MYSQL_STMT* const s = statement.get();
    const numbered_sql translated = parameters.empty() ? numbered_sql{std::string(sql), {}} : with_question_marks(sql);
    if (mysql_stmt_prepare(s, translated.sql.data(), translated.sql.size()) != 0) {
        const unsigned code = mysql_stmt_errno(s);
        // Several statements are a syntax error here.
        if (!must && (code == ER_UNSUPPORTED_PS || code == ER_PARSE_ERROR)) return std::nullopt;
        fail(s);
    }
    std::size_t wanted = 0;
    for (const std::size_t which : translated.order) wanted = std::max(wanted, which + 1);
    if (wanted > parameters.size()) throw too_few_parameters(wanted, parameters.size());
    if (mysql_stmt_param_count(s) != translated.order.size())
        throw failure("E309", "the statement contains a ?; write parameters as $1, $2");
    std::vector<MYSQL_BIND> binds;
    for (const std::size_t which : translated.order) binds.push_back(bound(parameters[which]));
    if (!binds.empty() && mysql_stmt_bind_param(s, binds.data()) != 0) fail(s);
    if (mysql_stmt_execute(s) != 0) fail(s);
    result out;
    if (mysql_stmt_field_count(s) != 0)
        fetch(s, out);
    else
        out.affected = static_cast<std::int64_t>(mysql_stmt_affected_rows(s));
    return out;
}

void mariadb_driver::fetch(MYSQL_STMT* from, result& into) const {
    const my_bool measure = 1;
    mysql_stmt_attr_set(from, STMT_ATTR_UPDATE_MAX_LENGTH, &measure);
    if (mysql_stmt_store_result(from) != 0) fail(from);
    const rows_handle described(mysql_stmt_result_metadata(from));
    if (!described) fail(from);
    const unsigned columns = mysql_num_fields(described.get());
    const MYSQL_FIELD* fields = mysql_fetch_fields(described.get());
    struct room {
        std::string text;
        double real = 0;
        unsigned long length = 0;
        my_bool null = 0;
    };
    std::vector<room> rooms(columns);
    std::vector<MYSQL_BIND> binds(columns);
    for (unsigned c = 0; c < columns; ++c) {
        room& r = rooms[c];
        into.columns.emplace_back(fields[c].name, fields[c].name_length);
        MYSQL_BIND& b = binds[c];
        b = MYSQL_BIND{};
        b.length = &r.length;
        b.is_null = &r.null;
        if (is_real(fields[c])) {
            b.buffer_type = MYSQL_TYPE_DOUBLE;
            b.buffer = &r.real;
        } else {
            // Dates, times and decimals too: the client spells them as the server does. Room for what it pads.
            r.text.resize(std::max<std::size_t>(fields[c].max_length, 64) + 1);
            b.buffer_type = fields[c].type == MYSQL_TYPE_BIT ? MYSQL_TYPE_BLOB : MYSQL_TYPE_STRING;
            b.buffer = r.text.data();
            b.buffer_length = r.text.size();
        }
    }
    if (mysql_stmt_bind_result(from, binds.data()) != 0) fail(from);
    int code = 0;
    while ((code = mysql_stmt_fetch(from)) == 0 || code == MYSQL_DATA_TRUNCATED) {
        std::vector<value>& row = into.rows.emplace_back();
        row.reserve(columns);
        for (unsigned c = 0; c < columns; ++c) {
            room& r = rooms[c];
            if (r.null != 0) {
                row.emplace_back();
            } else if (is_real(fields[c])) {
                row.emplace_back(r.real);
            } else {
                if (r.length > r.text.size()) {
                    r.text.resize(r.length);
                    binds[c].buffer = r.text.data();
                    binds[c].buffer_length = r.text.size();
                    if (mysql_stmt_fetch_column(from, &binds[c], c, 0) != 0) fail(from);
                }
                row.push_back(field_of(fields[c], std::string_view(r.text).substr(0, r.length)));
            }
        }
    }
    if (code != MYSQL_NO_DATA) fail(from);
}

void mariadb_driver::rollback() noexcept {
    try {
        if (in_transaction()) execute("ROLLBACK", {});
    } catch (const std::exception&) {
        // Without a connection the server rolls back by itself.
    }
    end_of_locked();
}

// Taken before the transaction begins, so that the ledger is read as it is after the wait.
void mariadb_driver::begin_locked(std::string_view schema, const limits& within) {
    if (in_transaction()) throw failure("E319", "a transaction is open on this connection already", "commit it first");
    if (!held_.empty()) return begin();
    lock(schema, within);
    locked_ = true;
    try {
        begin();
    } catch (...) {
        end_of_locked();
        throw;
    }
}

void mariadb_driver::lock(std::string_view schema, const limits& within) {
    const std::string attempt = fmt::format(
        "SELECT name, GET_LOCK(name, 0), concat('lock_wait_timeout = ', @@lock_wait_timeout, "
        "', innodb_lock_wait_timeout = ', @@innodb_lock_wait_timeout, ', max_statement_time = ', "
        "@@max_statement_time), "
        "coalesce((SELECT global_value FROM information_schema.system_variables WHERE variable_name = 'WSREP_ON'), "
        "'OFF') "
        "FROM (SELECT {} AS name) AS l",
        lock_name(schema));
    std::string name;
    backoff pause(within.wait);
    bool told = false;
    do {
        const result answer = send(attempt);
        const std::vector<value>& row = answer.rows.at(0);
        if (const auto* text = std::get_if<std::string>(&row[0])) name = *text;
        const auto* got = std::get_if<std::int64_t>(&row[1]);
        if (got == nullptr) throw failure("E309", "the server could not create the migration lock (GET_LOCK is NULL)");
        if (*got != 1) {
            if (!told && within.waiting) within.waiting(holder(name));
            told = true;
            continue;
        }
        if (held_.empty()) {
            limits_ = std::get<std::string>(row[2]);
            const std::int64_t seconds =
                within.lock.count() == 0 ? 31536000
                                         : std::clamp<std::int64_t>((within.lock.count() + 999) / 1000, 1, 31536000);
            held_.push_back(name);
            try {
                send(fmt::format(
                    "SET SESSION lock_wait_timeout = {0}, innodb_lock_wait_timeout = {0}, max_statement_time = {1}",
                    seconds, static_cast<double>(within.statement.count()) / 1000));
                if (std::get<std::string>(row[3]) == "ON") lease(name, schema, within);
            } catch (...) {
                unlock();
                throw;
            }
        } else {
            held_.push_back(name);
        }
        return;
    } while (pause.wait());
    throw failure("E312",
                  fmt::format("waited {} ms for the migration of {}, which {} is running", within.wait.count(), schema,
                              holder(name)),
                  "let it finish, or end it with KILL, and run the same command again");
}

// On a Galera cluster GET_LOCK is the node's alone. There the lock is a row besides, whose owner counts while it lives:
// the cluster lets one of two commits that want the row pass. Whoever finds that nobody has counted for a while takes
// the row over, by a commit that cannot pass if the owner's does; and an owner asks for its row before each step, so
// that it stops where that has happened.
constexpr auto between_beats = std::chrono::seconds(2);
constexpr auto silence_of_the_dead = std::chrono::seconds(15);

void mariadb_driver::lease(const std::string& name, std::string_view schema, const limits& within) {
    backoff pause(within.wait);
    // Changes of tables on other nodes can end any statement as the victim of a deadlock.
    const auto send_again = [&](std::string_view sql) {
        for (;;) {
            try {
                return send(sql);
            } catch (const failure& f) {
                if (!f.transient() || !pause.wait()) throw;
            }
        }
    };
    // Everything that another node has committed is to be seen.
    sync_wait_ = text_of_one(send("SELECT concat(@@wsrep_sync_wait, '')"));
    send_again(
        "SET SESSION wsrep_sync_wait = 15; CREATE TABLE IF NOT EXISTS retort_lock (name varchar(191) NOT NULL PRIMARY "
        "KEY, owner varchar(191) NOT NULL, node varchar(191) NOT NULL, beat bigint NOT NULL) ENGINE = InnoDB DEFAULT "
        "CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin");
    const std::string row = quote_literal(name);
    const std::string owner = std::get<std::string>(
        send_again("SELECT concat(@@wsrep_node_name, ' ', connection_id(), ' ', uuid())").rows.at(0)[0]);
    const std::string me = quote_literal(owner);
    std::string last;
    auto heard = std::chrono::steady_clock::now();
    bool told = false;
    const auto attempt = [&]() -> bool {
        try {
            const result there = send(fmt::format(
                "SELECT concat(owner, ' ', beat), node = @@wsrep_node_name FROM retort_lock WHERE name = {}", row));
            if (there.rows.empty())
                return send(fmt::format("INSERT INTO retort_lock VALUES ({}, {}, @@wsrep_node_name, 0)", row, me))
                           .affected == 1;
            const std::string now = std::get<std::string>(there.rows[0][0]);
            // Of this node's own processes none holds GET_LOCK but this one.
            const bool same_node = there.rows[0][1] == value(std::int64_t{1});
            if (now != last) heard = std::chrono::steady_clock::now();
            last = now;
            if (!same_node && std::chrono::steady_clock::now() - heard < silence_of_the_dead) return false;
            return send(
                       fmt::format("UPDATE retort_lock SET owner = {}, node = @@wsrep_node_name, beat = beat + 1 WHERE "
                                   "name = {} AND concat(owner, ' ', beat) = {}",
                                   me, row, quote_literal(now)))
                       .affected == 1;
        } catch (const failure& f) {
            // Another node's commit came first.
            if (!f.transient() && f.sqlstate() != "23000") throw;
            return false;
        }
    };
    while (!attempt()) {
        if (!told && within.waiting && !last.empty()) within.waiting(fmt::format("node {}", last));
        told = true;
        if (!pause.wait())
            throw failure(
                "E312",
                fmt::format("waited {} ms for the migration of {}, which another node's connection is running ({})",
                            within.wait.count(), schema, last),
                "let it finish, or end it, and run the same command again");
    }
    leased_ = row;
    owner_ = me;
    heart_ = std::jthread([this](const std::stop_token& stop) {
        std::unique_ptr<mariadb_driver> own;
        std::unique_lock guard(heart_guard_);
        while (!heart_stops_.wait_for(guard, stop, between_beats, [] { return false; }) && !stop.stop_requested()) {
            try {
                if (!own) own = std::make_unique<mariadb_driver>(where_);
                own->send(fmt::format("UPDATE retort_lock SET beat = beat + 1 WHERE name = {} AND owner = {}", leased_,
                                      owner_));
            } catch (const std::exception&) {
                own.reset();  // The next beat tries a new connection.
            }
        }
    });
}

void mariadb_driver::require_lock() {
    if (leased_.empty()) return;
    for (int more = 5;; --more) {
        try {
            if (send(fmt::format("UPDATE retort_lock SET beat = beat + 1 WHERE name = {} AND owner = {}", leased_,
                                 owner_))
                    .affected == 1)
                return;
            break;
        } catch (const failure& f) {
            // The heart's own beat came in between.
            if (!f.transient() || more == 0 || in_transaction()) throw;
        }
    }
    throw failure("E312",
                  "a process of another node took over the migration, because this one sent no heartbeat for too long",
                  "let it finish, and run the same command again");
}

result mariadb_driver::count_exclusively(std::string_view relation, const std::string& count) {
    try {
        send(fmt::format("SELECT count(*) FROM {} FOR UPDATE", relation));
        return execute(count, {});
    } catch (const failure& f) {
        if (!f.is_missing()) throw;
        return {};
    }
}

bool mariadb_driver::lock_table(std::string_view relation) {
    // On a cluster LOCK TABLES holds for this node alone.
    if (!leased_.empty()) return false;
    try {
        send(fmt::format("LOCK TABLES {} WRITE", relation));
        return true;
    } catch (const failure& f) {
        if (f.is_missing()) return false;
        // 1044 and 1142: the privilege LOCK TABLES is missing.
        if (f.sqlstate() != "42000") throw;
        throw failure("E309", fmt::format("{} cannot be locked to verify that it is empty: {}", relation, f.what()),
                      "grant LOCK TABLES to this user, or allow the loss with --allow-loss", f.sqlstate());
    }
}

void mariadb_driver::unlock_tables() noexcept {
    try {
        send("UNLOCK TABLES");
    } catch (const std::exception&) {
        // Without a connection the server unlocks them by itself.
    }
}

void mariadb_driver::unlock() noexcept {
    if (held_.empty()) return;
    if (held_.size() == 1) {
        heart_ = {};
        try {
            if (!leased_.empty())
                send(fmt::format("DELETE FROM retort_lock WHERE name = {} AND owner = {}", leased_, owner_));
            if (!sync_wait_.empty()) send(fmt::format("SET SESSION wsrep_sync_wait = {}", sync_wait_));
        } catch (const std::exception&) {
            // Whoever comes next finds that nobody counts any more.
        }
        leased_.clear();
        sync_wait_.clear();
    }
    try {
        std::string sql = fmt::format("DO RELEASE_LOCK({})", quote_literal(held_.back()));
        held_.pop_back();
        if (held_.empty()) sql += "; SET SESSION " + limits_;
        send(sql);
    } catch (const std::exception&) {
        // Without a connection the server frees the lock by itself.
    }
}

std::string mariadb_driver::holder(const std::string& name) {
    const result found = send(fmt::format(
        "SELECT concat('connection ', l.id, coalesce(concat(' of ', p.user, ' at ', p.host), '')) "
        "FROM (SELECT IS_USED_LOCK({}) AS id) AS l LEFT JOIN information_schema.processlist AS p ON p.id = l.id",
        quote_literal(name)));
    const auto* who = found.rows.empty() ? nullptr : std::get_if<std::string>(&found.rows[0][0]);
    return who ? *who : "another session";
}

// URL options
// ------------------------------------------------------------------------------------------------------------------
[[noreturn]] void bad_option(std::string_view why) {
    throw error("E301", fmt::format("the database URL is malformed: {}", why),
                "the options are unix_socket, charset=utf8mb4, connect_timeout, read_timeout, write_timeout (seconds), "
                "read_default_file, read_default_group, ssl, ssl_ca, ssl_capath, ssl_cert, ssl_key, ssl_cipher, "
                "ssl_crl, tls_version and ssl_verify_cert");
}

bool truth_of(std::string_view option, std::string_view text) {
    for (const std::string_view yes : {"1", "true", "yes", "on"})
        if (same_name(text, yes)) return true;
    for (const std::string_view no : {"0", "false", "no", "off"})
        if (same_name(text, no)) return false;
    bad_option(fmt::format("{} is neither true nor false", option));
}

unsigned seconds_of(std::string_view option, std::string_view text) {
    unsigned out = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (text.empty() || problem != std::errc{} || end != text.data() + text.size())
        bad_option(fmt::format("{} is not a number of seconds", option));
    return out;
}

struct text_option {
    std::string_view name;
    mysql_option which;
    bool of_tls;
};
constexpr text_option text_options[] = {
    {"read_default_file", MYSQL_READ_DEFAULT_FILE, false},
    {"read_default_group", MYSQL_READ_DEFAULT_GROUP, false},
    {"ssl_ca", MYSQL_OPT_SSL_CA, true},
    {"ssl_capath", MYSQL_OPT_SSL_CAPATH, true},
    {"ssl_cert", MYSQL_OPT_SSL_CERT, true},
    {"ssl_key", MYSQL_OPT_SSL_KEY, true},
    {"ssl_cipher", MYSQL_OPT_SSL_CIPHER, true},
    {"ssl_crl", MYSQL_OPT_SSL_CRL, true},
    {"tls_version", MARIADB_OPT_TLS_VERSION, true},
};
struct time_option {
    std::string_view name;
    mysql_option which;
};
constexpr time_option time_options[] = {{"connect_timeout", MYSQL_OPT_CONNECT_TIMEOUT},
                                        {"read_timeout", MYSQL_OPT_READ_TIMEOUT},
                                        {"write_timeout", MYSQL_OPT_WRITE_TIMEOUT}};

struct configured {
    std::string socket;
    bool must_be_encrypted = false;
};

configured configure(MYSQL* m, const url& where) {
    const auto flag = [&](mysql_option which, bool on) {
        const my_bool as_asked = on ? 1 : 0;
        mysql_options(m, which, &as_asked);
    };
    const unsigned ten = 10, no = 0;
    mysql_options(m, MYSQL_OPT_CONNECT_TIMEOUT, &ten);
    std::string socket;
    std::optional<bool> tls;
    bool verify_given = false;
    for (const auto& [name, content] : where.options) {
        const auto same = [&option = name](const auto& o) { return o.name == option; };
        const auto* text = std::find_if(std::begin(text_options), std::end(text_options), same);
        const auto* time = std::find_if(std::begin(time_options), std::end(time_options), same);
        if (text != std::end(text_options)) {
            mysql_options(m, text->which, content.c_str());
            if (text->of_tls && !tls) tls = true;
        } else if (time != std::end(time_options)) {
            const unsigned seconds = seconds_of(name, content);
            mysql_options(m, time->which, &seconds);
        } else if (name == "unix_socket") {
            socket = content;
        } else if (name == "charset") {
            if (!same_name(content, "utf8mb4")) bad_option("connections use only the character set utf8mb4");
        } else if (name == "ssl") {
            tls = truth_of(name, content);
        } else if (name == "ssl_verify_cert") {
            verify_given = true;
            flag(MYSQL_OPT_SSL_VERIFY_SERVER_CERT, truth_of(name, content));
        } else {
            bad_option("MariaDB does not support this option");
        }
    }
    // Where the URL says nothing, the client library decides: from 3.4 on it insists on TLS.
    if (tls) flag(MYSQL_OPT_SSL_ENFORCE, *tls);
    if (tls && !*tls && !verify_given) flag(MYSQL_OPT_SSL_VERIFY_SERVER_CERT, false);
    // Behind what a file of options may have said.
    mysql_options(m, MYSQL_SET_CHARSET_NAME, "utf8mb4");
    flag(MYSQL_OPT_RECONNECT, false);  // One made anew would run the rest of a revision without its lock.
    mysql_options(m, MYSQL_OPT_LOCAL_INFILE, &no);
    mysql_options4(m, MYSQL_OPT_CONNECT_ATTR_ADD, "program_name", "retort");
    return {socket, tls.value_or(false)};
}

// Not safe to be done first by two threads at once, so not left to mysql_init.
void prepare_library() {
    static const bool done = mysql_library_init(0, nullptr, nullptr) == 0;
    if (!done) throw failure("E302", "MariaDB's client library cannot be initialised");
}

mariadb_driver::mariadb_driver(const url& where) : safe_(where.safe), where_(where) {
    prepare_library();
    handle_.reset(mysql_init(nullptr));
    if (!handle_) throw std::bad_alloc();
    MYSQL* const m = handle_.get();
    auto [socket, must_be_encrypted] = configure(m, where);
    if (where.name.empty()) bad_option("it names no database, as in mariadb://user@host/database");
    if (where.host.find(',') != std::string::npos) bad_option("it names several hosts");
    std::string host = where.host;
    if (host.starts_with('/')) socket = std::exchange(host, std::string());
    // With a port, localhost means the network; without one the client takes the default socket.
    if (!where.port.empty()) {
        const unsigned tcp = MYSQL_PROTOCOL_TCP;
        mysql_options(m, MYSQL_OPT_PROTOCOL, &tcp);
    } else if (!socket.empty()) {
        host = "localhost";
    }
    const auto given = [](const std::string& text) { return text.empty() ? nullptr : text.c_str(); };
    const auto port = where.port.empty() ? 0U : static_cast<unsigned>(std::stoul(where.port));
    // Found rows, not changed ones: an UPDATE that finds a row has affected it, as on the other databases.
    if (mysql_real_connect(m, given(host), given(where.user), given(where.password), where.name.c_str(), port,
                           where.port.empty() ? given(socket) : nullptr,
                           CLIENT_MULTI_STATEMENTS | CLIENT_FOUND_ROWS) == nullptr)
        throw failure("E302",
                      fmt::format("cannot connect to {}: {}", safe_, without_secrets(fold(mysql_error(m)), where)),
                      mysql_errno(m) == CR_SSL_CONNECTION_ERROR
                          ? "check the server's certificate and ssl_ca, or use ssl=false for a server without TLS"
                          : "check that the server runs, and the host, port, user, password and database name",
                      mysql_sqlstate(m));
    // Before 3.4 the library takes what is enforced for a wish where the server has no TLS.
    if (must_be_encrypted && mysql_get_ssl_cipher(m) == nullptr)
        throw failure("E302", fmt::format("cannot connect to {}: the server has no TLS, which the URL requires", safe_),
                      "give the server a certificate, or remove the ssl options");
    std::string session;
    for (const std::string_view sql : session_statements()) session += fmt::format("{};\n", sql);
    send(session);
}

}  // namespace

void take_single_statements(driver& on) { dynamic_cast<mariadb_driver&>(on).take_single_statements(); }

namespace {

std::unique_ptr<driver> open_mariadb(const url& where) { return std::make_unique<mariadb_driver>(where); }

driver_entry entry{database::mariadb, open_mariadb, &mariadb_backup};
[[maybe_unused]] const bool is_registered = register_driver(entry);

}  // namespace

}  // namespace retort::detail
