#include "../driver.hpp"

#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <retort/sqlite.hpp>
#include <set>
#include <utility>
#include <variant>
#include <vector>

#include "../backup.hpp"
#include "../text.hpp"

namespace retort::detail {
namespace {

constexpr int busy_timeout_ms = 5000;

struct statement_closer {
    void operator()(sqlite3_stmt* s) const noexcept { sqlite3_finalize(s); }
};
using statement_handle = std::unique_ptr<sqlite3_stmt, statement_closer>;

class sqlite_driver final : public driver {
public:
    sqlite_driver(sqlite3* handle, bool owned, std::string path, std::string safe, int timeout_ms = busy_timeout_ms)
        : handle_(handle), owned_(owned), path_(std::move(path)), safe_(std::move(safe)), timeout_ms_(timeout_ms) {}
    ~sqlite_driver() override {
        if (owned_) sqlite3_close_v2(handle_);
    }

    database kind() const override { return database::sqlite; }
    plan::release release() const override {
        const int number = sqlite3_libversion_number();  // 3037002
        return {number / 1000000, number / 1000 % 1000};
    }
    std::string safe_url() const override { return safe_; }
    result execute(std::string_view sql, std::span<const value> parameters) override;

    void begin() override { begin_within({.wait = std::chrono::milliseconds(timeout_ms_)}); }
    void commit() override;
    void rollback() noexcept override {
        limit({});
        if (in_transaction()) sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
    }
    bool in_transaction() const override { return sqlite3_get_autocommit(handle_) == 0; }

    // The write lock is the database's own: it is freed with the process, and covers every schema in the file.
    void begin_locked(std::string_view, const limits& within) override {
        begin_within(within);
        limit(within.statement);
    }

    bool has_session_lock() const override { return false; }
    // BEGIN IMMEDIATE has excluded every other writer.
    result count_exclusively(std::string_view, const std::string& count) override {
        try {
            return execute(count, {});
        } catch (const failure& f) {
            if (!f.is_missing()) throw;
            return {};
        }
    }

    std::unique_ptr<script_hooks> around(const plan::script& script) override;
    std::vector<broken_object> broken_objects() override;

    std::int64_t number(std::string_view sql) {
        const result r = execute(sql, {});
        const auto* n = r.rows.empty() ? nullptr : std::get_if<std::int64_t>(&r.rows[0][0]);
        return n ? *n : 0;
    }
    std::string text(const value& field) const {
        const auto* s = std::get_if<std::string>(&field);
        return s ? *s : std::string();
    }
    void run(std::string_view sql) { execute(sql, {}); }
    /// Compiles what fires the triggers of a table. SQLite accepts a trigger whose body names what is not there.
    void compile_triggers(const std::string& table);

protected:
    result ask_once(const std::string& sql, const limits&, std::chrono::milliseconds most) override {
        const busy_timeout patient(owned_ ? handle_ : nullptr, static_cast<int>(most.count()), timeout_ms_);
        return execute(sql, {});
    }

private:
    /// Another busy timeout, while it lives. A borrowed handle's busy handler is not ours to replace.
    struct busy_timeout {
        sqlite3* handle;
        int after;
        busy_timeout(sqlite3* h, int now, int then) : handle(h), after(then) {
            if (handle) sqlite3_busy_timeout(handle, now);
        }
        busy_timeout(const busy_timeout&) = delete;
        busy_timeout& operator=(const busy_timeout&) = delete;
        ~busy_timeout() {
            if (handle) sqlite3_busy_timeout(handle, after);
        }
    };

    std::optional<std::string> problem_with(const std::string& sql);
    std::optional<std::string> problem_with_trigger(const std::string& table, const std::string& definition);

    [[noreturn]] void fail(int code) const;
    void begin_within(const limits& within);
    void limit(std::chrono::milliseconds statement) noexcept;
    void bind(sqlite3_stmt* statement, std::span<const value> parameters) const;
    void step_through(sqlite3_stmt* statement, result& out);

    sqlite3* handle_;
    bool owned_;
    std::string path_;
    std::string safe_;
    int timeout_ms_;
    std::chrono::milliseconds patience_{busy_timeout_ms};
    // What a statement may take, and when the running one has taken it.
    std::chrono::milliseconds statement_limit_{0};
    std::chrono::steady_clock::time_point until_;
};

failure read_only(const std::string& path) {
    return failure("E303", fmt::format("the database {} cannot be written", path.empty() ? "" : path),
                   "give the user who migrates the right to write to the file and to its folder");
}

void sqlite_driver::fail(int code) const {
    const std::string words = sqlite3_errmsg(handle_);
    switch (code & 0xff) {
        case SQLITE_READONLY: throw read_only(path_);
        case SQLITE_NOTADB:
        case SQLITE_CORRUPT:
            throw failure("E304", fmt::format("{} is not an SQLite database, or is damaged ({})", path_, words),
                          "check the path, or restore the file from a backup");
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            throw failure("E312", fmt::format("another connection locks the database {}", path_),
                          "let it finish, or end it, and run the same command again");
        case SQLITE_INTERRUPT:
            throw failure("E309", statement_limit_.count() == 0
                                      ? words
                                      : fmt::format("the statement took longer than {} ms", statement_limit_.count()));
        case SQLITE_CANTOPEN: {
            // An existing file whose journal cannot be made beside it.
            const std::string folder = std::filesystem::path(path_).parent_path().string();
            if (access(folder.empty() ? "." : folder.c_str(), W_OK) != 0) throw read_only(path_);
            throw failure("E302", fmt::format("cannot open {} ({})", path_, words),
                          "check the path and its permissions");
        }
        default: throw failure("E309", words);
    }
}

// The handler of a handle that is borrowed is touched only where a limit was asked for.
void sqlite_driver::limit(std::chrono::milliseconds statement) noexcept {
    if (statement_limit_ == statement) return;
    statement_limit_ = statement;
    const auto is_over = [](void* self) {
        const auto* s = static_cast<const sqlite_driver*>(self);
        return std::chrono::steady_clock::now() > s->until_ ? 1 : 0;
    };
    sqlite3_progress_handler(handle_, statement.count() == 0 ? 0 : 1000, statement.count() == 0 ? nullptr : +is_over,
                             this);
}

void sqlite_driver::begin_within(const limits& within) {
    if (in_transaction())
        throw failure("E319", "a transaction is open on this connection already", "commit or roll back first");
    // A loop of our own, because the busy handler of an own handle would wait before the wait is reported.
    const busy_timeout at_once(owned_ ? handle_ : nullptr, 0, timeout_ms_);
    patience_ = within.wait;
    backoff pause(patience_);
    for (bool told = false;; told = true) {
        const int code = sqlite3_exec(handle_, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
        if (code == SQLITE_OK) return;
        if ((code & 0xff) == SQLITE_BUSY && !told && within.waiting) within.waiting("another connection");
        if ((code & 0xff) != SQLITE_BUSY || !pause.wait()) fail(code);
    }
}

void sqlite_driver::commit() {
    limit({});
    // Readers can hold up a commit; the transaction stays open then and the commit may be tried again.
    backoff pause(patience_);
    while (true) {
        const int code = sqlite3_exec(handle_, "COMMIT", nullptr, nullptr, nullptr);
        if (code == SQLITE_OK) return;
        if ((code & 0xff) != SQLITE_BUSY || !pause.wait()) fail(code);
    }
}

void sqlite_driver::bind(sqlite3_stmt* statement, std::span<const value> parameters) const {
    const int wanted = sqlite3_bind_parameter_count(statement);
    if (static_cast<std::size_t>(wanted) > parameters.size())
        throw too_few_parameters(static_cast<std::size_t>(wanted), parameters.size());
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        // By name, so that a parameter may be used twice, or out of turn.
        const int at = sqlite3_bind_parameter_index(statement, fmt::format("${}", i + 1).c_str());
        if (at == 0) continue;
        const int code = std::visit(
            [&](const auto& v) {
                using held = std::decay_t<decltype(v)>;
                if constexpr (std::is_same_v<held, std::monostate>)
                    return sqlite3_bind_null(statement, at);
                else if constexpr (std::is_same_v<held, bool> || std::is_same_v<held, std::int64_t>)
                    return sqlite3_bind_int64(statement, at, static_cast<sqlite3_int64>(v));
                else if constexpr (std::is_same_v<held, double>)
                    return sqlite3_bind_double(statement, at, v);
                else if constexpr (std::is_same_v<held, std::string>)
                    return sqlite3_bind_text64(statement, at, v.data(), v.size(), SQLITE_STATIC, SQLITE_UTF8);
                else if constexpr (std::is_same_v<held, point_in_time>) {
                    // Without an offset, as CURRENT_TIMESTAMP is: texts compare as the moments then.
                    return sqlite3_bind_text64(statement, at, v.utc.data(), v.utc.size(), SQLITE_STATIC, SQLITE_UTF8);
                } else  // A null pointer would bind NULL where an empty blob is meant.
                    return sqlite3_bind_blob64(statement, at, v.empty() ? "" : static_cast<const void*>(v.data()),
                                               v.size(), SQLITE_STATIC);
            },
            parameters[i]);
        if (code != SQLITE_OK) fail(code);
    }
}

value field_of(sqlite3_stmt* statement, int column) {
    switch (sqlite3_column_type(statement, column)) {
        case SQLITE_INTEGER: return std::int64_t{sqlite3_column_int64(statement, column)};
        case SQLITE_FLOAT: return sqlite3_column_double(statement, column);
        case SQLITE_TEXT: {
            const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
            return std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
        }
        case SQLITE_BLOB: {
            const auto* data = static_cast<const std::byte*>(sqlite3_column_blob(statement, column));
            const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
            return size == 0 ? bytes() : bytes(data, data + size);
        }
        default: return std::monostate{};
    }
}

void sqlite_driver::step_through(sqlite3_stmt* statement, result& out) {
    const int columns = sqlite3_column_count(statement);
    for (int c = 0; c < columns; ++c) out.columns.emplace_back(sqlite3_column_name(statement, c));
    const int before = sqlite3_total_changes(handle_);
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        std::vector<value>& row = out.rows.emplace_back();
        row.reserve(static_cast<std::size_t>(columns));
        for (int c = 0; c < columns; ++c) row.push_back(field_of(statement, c));
    }
    if (code != SQLITE_DONE) fail(code);
    // sqlite3_changes() keeps the number of the last statement that changed anything.
    if (sqlite3_total_changes(handle_) != before) out.affected = sqlite3_changes(handle_);
}

result sqlite_driver::execute(std::string_view sql, std::span<const value> parameters) {
    result out;
    const char* at = sql.data();
    const char* const end = at + sql.size();
    while (at != end) {
        sqlite3_stmt* raw = nullptr;
        const char* tail = end;
        const int code = sqlite3_prepare_v2(handle_, at, static_cast<int>(end - at), &raw, &tail);
        const statement_handle statement(raw);
        if (code != SQLITE_OK) fail(code);
        at = tail;
        if (statement_limit_.count() != 0) until_ = std::chrono::steady_clock::now() + statement_limit_;
        if (!statement) continue;  // Blanks or a comment.
        out = result{};
        bind(statement.get(), parameters);
        step_through(statement.get(), out);
    }
    return out;
}

/// A statement that changes every column of a table or view to what it is.
std::string update_of(const std::string& table, const result& columns) {
    std::string same;
    for (const std::vector<value>& row : columns.rows) {
        const std::string name = quote_identifier(std::get<std::string>(row[0]));
        same += fmt::format("{}{} = {}", same.empty() ? "" : ", ", name, name);
    }
    return fmt::format("UPDATE {} SET {}", quote_identifier(table), same);
}

void sqlite_driver::compile_triggers(const std::string& table) {
    const value of = table;
    const std::string name = quote_identifier(table);
    run(fmt::format("EXPLAIN INSERT INTO {} DEFAULT VALUES", name));
    run("EXPLAIN " + update_of(table, execute("SELECT name FROM pragma_table_info($1)", {&of, 1})));
    run(fmt::format("EXPLAIN DELETE FROM {}", name));
}

/// What SQLite says against a statement, which is not run; nothing where it needs what an application brings with it.
std::optional<std::string> sqlite_driver::problem_with(const std::string& sql) {
    try {
        run("EXPLAIN " + sql);
    } catch (const failure& f) {
        const std::string_view words = f.what();
        for (const std::string_view brought : {"no such function", "no such module", "no such collation sequence"})
            if (words.find(brought) != std::string_view::npos) return std::nullopt;
        return std::string(words);
    }
    return std::nullopt;
}

/// By the statement that fires it, which is not any that a view takes.
std::optional<std::string> sqlite_driver::problem_with_trigger(const std::string& table,
                                                               const std::string& definition) {
    const value of = table;
    for (const std::string& word : leading_words(definition, 10)) {
        if (same_name(word, "insert"))
            return problem_with(fmt::format("INSERT INTO {} DEFAULT VALUES", quote_identifier(table)));
        if (same_name(word, "update"))
            return problem_with(update_of(table, execute("SELECT name FROM pragma_table_info($1)", {&of, 1})));
        if (same_name(word, "delete")) return problem_with(fmt::format("DELETE FROM {}", quote_identifier(table)));
        if (same_name(word, "on")) break;
    }
    return std::nullopt;
}

std::vector<driver::broken_object> sqlite_driver::broken_objects() {
    std::vector<broken_object> all;
    const result found = execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE type IN ('view', 'trigger') AND sql IS NOT NULL "
        "ORDER BY type DESC, name",
        {});
    for (const std::vector<value>& row : found.rows) {
        const std::string kind = text(row[0]), name = text(row[1]), table = text(row[2]);
        const bool of_broken_view =
            std::any_of(all.begin(), all.end(), [&](const broken_object& o) { return o.name == table; });
        if (kind == "trigger" && of_broken_view) continue;
        const auto why = kind == "view" ? problem_with(fmt::format("SELECT * FROM {}", quote_identifier(name)))
                                        : problem_with_trigger(table, text(row[3]));
        if (why) all.push_back({kind, name, *why});
    }
    return all;
}

// A row of PRAGMA foreign_key_check, as far as it is the same before and after a rebuild.
using violation = std::pair<std::string, std::string>;

/// Rolls a script back that breaks a view or a trigger: SQLite finds out only when somebody uses it.
class object_hooks : public script_hooks {
public:
    object_hooks(sqlite_driver& db, const plan::script& script) : db_(db), script_(script) {}

    void opened() override {
        if (changes_schema())
            for (const driver::broken_object& o : db_.broken_objects()) broken_before_.emplace(o.kind, o.name);
    }
    void closing() override {
        if (!changes_schema()) return;
        for (const driver::broken_object& o : db_.broken_objects())
            if (!broken_before_.contains({o.kind, o.name}))
                throw error("E341",
                            fmt::format("the {} {} does not work after this revision: {}", o.kind, o.name, o.why),
                            fmt::format("drop the {} in the revision, and create its new form after the change; for an "
                                        "object that the migrations do not know, use execute(\"DROP {} ...\")",
                                        o.kind, o.kind == "view" ? "VIEW" : "TRIGGER"));
    }

private:
    bool changes_schema() const {
        return std::any_of(script_.statements.begin(), script_.statements.end(),
                           [](const plan::statement& s) { return s.facts.work != plan::row_work::rows; });
    }

    sqlite_driver& db_;
    const plan::script& script_;
    std::set<std::pair<std::string, std::string>> broken_before_;
};

/// Foreign keys off, rebuild, put back what the rebuild dropped by the way, check, foreign keys on.
class rebuild_hooks final : public object_hooks {
public:
    rebuild_hooks(sqlite_driver& db, const plan::script& script)
        : object_hooks(db, script),
          db_(db),
          script_(script),
          enforced_(db.number("PRAGMA foreign_keys") != 0),
          legacy_before_(db.number("PRAGMA legacy_alter_table") != 0) {
        // Has no effect inside a transaction, hence here.
        if (enforced_) db_.run("PRAGMA foreign_keys = OFF");
    }
    ~rebuild_hooks() override {
        try {
            // The plan switches it too, and a statement that fails there leaves it on.
            db_.run(fmt::format("PRAGMA legacy_alter_table = {}", legacy_before_ ? "ON" : "OFF"));
            if (enforced_) db_.run("PRAGMA foreign_keys = ON");
        } catch (const std::exception&) {
            // The connection itself is broken; what made it so is on its way to the caller.
        }
    }

    void opened() override {
        object_hooks::opened();
        known_ = violations(nullptr);
        for (const std::string_view table : script_.rebuilds) remember(std::string(table));
    }

    void before(std::size_t statement) override {
        const plan::facts& known = script_.statements[statement].facts;
        switch (known.rebuild) {
            case plan::rebuild_role::none: break;
            case plan::rebuild_role::drops:
                // Once more, now that earlier statements of this script may have renamed or dropped some of them.
                remember(std::string(known.effect.relation));
                break;
            case plan::rebuild_role::removes: dropped_.erase(std::string(known.effect.relation)); break;
            case plan::rebuild_role::renames:
                // Views and triggers elsewhere that mention the old name must not be looked at: no table has it now.
                if (db_.number("PRAGMA legacy_alter_table") != 0) break;
                db_.run("PRAGMA legacy_alter_table = ON");
                legacy_ = true;
        }
    }

    void after(std::size_t) override {
        if (legacy_) db_.run("PRAGMA legacy_alter_table = OFF");
        legacy_ = false;
    }

    void closing() override {
        for (const auto& [table, objects] : dropped_)
            for (const object& o : objects) put_back(o);
        check_foreign_keys();
        object_hooks::closing();
    }

private:
    struct object {
        std::string type, name, table, sql;
        std::vector<std::string> columns;  // Of an index: all of them must still be there.
    };

    void remember(const std::string& table) {
        std::vector<object>& objects = dropped_[table];
        objects.clear();
        const value name = table;
        const result found = db_.execute(
            "SELECT type, name, sql FROM sqlite_schema WHERE tbl_name = $1 COLLATE NOCASE AND sql IS NOT NULL "
            "AND type IN ('trigger', 'index') ORDER BY rowid",
            {&name, 1});
        for (const std::vector<value>& row : found.rows)
            objects.push_back({db_.text(row[0]), db_.text(row[1]), table, db_.text(row[2]), {}});
        for (object& o : objects)
            if (o.type == "index") o.columns = names("SELECT name FROM pragma_index_info($1)", o.name);
    }

    std::vector<std::string> names(std::string_view sql, const std::string& of) {
        std::vector<std::string> out;
        const value parameter = of;
        for (const std::vector<value>& row : db_.execute(sql, {&parameter, 1}).rows)
            if (std::holds_alternative<std::string>(row[0])) out.push_back(db_.text(row[0]));
        return out;
    }

    bool exists(const object& o) {
        const value parameters[] = {o.type, o.name};
        return !db_.execute("SELECT 1 FROM sqlite_schema WHERE type = $1 AND name = $2 COLLATE NOCASE", parameters)
                    .rows.empty();
    }

    // The history knows this object: what became of it is the history's will.
    bool meant_to_go(const object& o) const {
        const plan::effect_place among = o.type == "index" ? plan::effect_place::indexes : plan::effect_place::triggers;
        return std::any_of(script_.statements.begin(), script_.statements.end(), [&](const plan::statement& s) {
            const plan::effect& e = s.facts.effect;
            // Raw SQL may name the schema before it, as in main.i.
            return e.what == plan::effect_kind::drop && e.among == among &&
                   (same_name(e.relation, o.name) || same_name(e.relation.substr(e.relation.rfind('.') + 1), o.name));
        });
    }

    bool has_columns(const object& o) {
        const std::vector<std::string> there = names("SELECT name FROM pragma_table_info($1)", o.table);
        return std::all_of(o.columns.begin(), o.columns.end(), [&](const std::string& wanted) {
            return std::any_of(there.begin(), there.end(), [&](const std::string& c) { return same_name(c, wanted); });
        });
    }

    void put_back(const object& o) {
        if (exists(o) || meant_to_go(o) || (o.type == "index" && !has_columns(o))) return;
        try {
            db_.run(o.sql);
            if (o.type == "trigger") db_.compile_triggers(o.table);
        } catch (const failure& f) {
            throw error("E317",
                        fmt::format("the {} {} on {} cannot be restored after the rebuild: {}", o.type, o.name, o.table,
                                    f.what()),
                        fmt::format("drop it in this revision with execute(\"DROP {} {}\") and create its new form",
                                    o.type == "index" ? "INDEX" : "TRIGGER", o.name));
        }
    }

    // Counted by table and parent for the comparison; `rows`, if given, gets "table, row N" of each.
    std::multiset<violation> violations(std::vector<std::pair<violation, std::string>>* rows) {
        std::multiset<violation> out;
        try {
            for (const std::vector<value>& row : db_.execute("PRAGMA foreign_key_check", {}).rows) {
                const auto* id = std::get_if<std::int64_t>(&row[1]);
                const std::string where = id ? fmt::format("{} row {}", db_.text(row[0]), *id) : db_.text(row[0]);
                const violation v{where, db_.text(row[2])};
                if (rows) rows->emplace_back(v, where);
                out.insert(v);
            }
        } catch (const failure& f) {
            // "foreign key mismatch": a key refers to columns that are not unique. It says nothing about rows; if it
            // appears only after the rebuild, the rebuild is to blame.
            if (rows) rows->emplace_back(violation{f.what(), ""}, f.what());
            out.insert(violation{f.what(), ""});
        }
        return out;
    }

    void check_foreign_keys() {
        std::vector<std::pair<violation, std::string>> found;
        violations(&found);
        std::vector<std::string> fresh;
        for (const auto& [v, where] : found) {
            if (const auto old = known_.find(v); old != known_.end()) {
                known_.erase(old);
                continue;
            }
            fresh.push_back(v.second.empty() ? where : fmt::format("{} (refers to {})", where, v.second));
        }
        if (fresh.empty()) return;
        const std::size_t shown = std::min<std::size_t>(fresh.size(), 3);
        std::string list;
        for (std::size_t i = 0; i < shown; ++i) list += (i ? ", " : "") + fresh[i];
        if (shown < fresh.size()) list += fmt::format(" and {} more", fresh.size() - shown);
        throw error("E316", fmt::format("after the rebuild, foreign keys are violated: {}", list),
                    "correct or remove these rows, or change the revision so that the referenced rows stay");
    }

    sqlite_driver& db_;
    const plan::script& script_;
    bool enforced_;
    bool legacy_before_;
    bool legacy_ = false;
    std::multiset<violation> known_;
    std::map<std::string, std::vector<object>> dropped_;
};

std::unique_ptr<script_hooks> sqlite_driver::around(const plan::script& script) {
    if (script.rebuilds.empty()) return std::make_unique<object_hooks>(*this, script);
    return std::make_unique<rebuild_hooks>(*this, script);
}

struct open_options {
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    int timeout_ms = busy_timeout_ms;
};

open_options options_of(const url& where) {
    open_options out;
    for (const auto& [name, content] : where.options) {
        if (name == "mode" && content == "ro") {
            out.flags = SQLITE_OPEN_READONLY;
        } else if (name == "mode" && content == "rw") {
            out.flags = SQLITE_OPEN_READWRITE;
        } else if (name == "mode" && content == "rwc") {
            out.flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
        } else if (name == "timeout" && !content.empty() && content.size() <= 5 &&
                   content.find_first_not_of("0123456789") == std::string::npos) {
            out.timeout_ms = std::stoi(content) * 1000;
        } else {
            throw error("E301", "the database URL is malformed: SQLite does not support this option or value",
                        "the options are mode=ro, mode=rw, mode=rwc and timeout=SECONDS");
        }
    }
    return out;
}

std::string why_not(const std::string& path, const std::string& words) {
    namespace fs = std::filesystem;
    std::error_code ignored;
    const fs::path folder = fs::path(path).parent_path();
    if (fs::is_directory(path, ignored)) return "it is a folder";
    if (!folder.empty() && !fs::exists(folder, ignored))
        return fmt::format("the folder {} does not exist", folder.string());
    if (!fs::exists(path, ignored)) return "the file does not exist and cannot be created there";
    return words;
}

std::unique_ptr<driver> open_sqlite(const url& where) {
    const open_options options = options_of(where);
    const std::string path = where.name.empty() ? ":memory:" : where.name;
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &handle, options.flags, nullptr);
    auto opened = std::make_unique<sqlite_driver>(handle, true, path, where.safe, options.timeout_ms);
    if (code != SQLITE_OK)
        throw failure("E302", fmt::format("cannot open {}: {}", path, why_not(path, sqlite3_errstr(code))),
                      "check the path and the permissions");
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, options.timeout_ms);
    opened->run("PRAGMA foreign_keys = ON");
    // SQLite opens anything; only reading tells a database from a text file. A file that another process has locked is
    // a database: what is done with it waits as long as it may.
    try {
        sqlite3_busy_timeout(handle, 0);
        opened->number("SELECT count(*) FROM sqlite_schema");
    } catch (const failure& f) {
        if (f.code() != "E312") throw;
    }
    sqlite3_busy_timeout(handle, options.timeout_ms);
    return opened;
}

driver_entry entry{database::sqlite, open_sqlite, &sqlite_backup};
[[maybe_unused]] const bool is_registered = register_driver(entry);

}  // namespace

}  // namespace retort::detail

namespace retort {

connection borrow(sqlite3* handle) {
    const char* file = sqlite3_db_filename(handle, "main");
    const std::string path = file ? file : "";
    const std::string shown = path.empty() ? "sqlite://" : "sqlite:///" + path;
    return connection(new detail::sqlite_driver(handle, false, path.empty() ? ":memory:" : path, shown));
}

}  // namespace retort
