#include "../backup.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <libpq-fe.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "../dialect.hpp"
#include "../driver.hpp"
#include "../script.hpp"
#include "../text.hpp"
#include "conninfo.hpp"

namespace retort::detail {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view package = "PostgreSQL's client programs of the server's version (Debian: postgresql-client)";

// Programs
// ------------------------------------------------------------------------------------------------------------------

/// Of "pg_dump (PostgreSQL) 15.18 (Debian …)".
std::optional<int> major_in(std::string_view text) {
    const std::size_t at = text.find_first_of("0123456789");
    int out = 0;
    if (at == std::string_view::npos) return std::nullopt;
    const auto [end, problem] = std::from_chars(text.data() + at, text.data() + text.size(), out);
    return problem == std::errc{} && end != text.data() + at ? std::optional(out) : std::nullopt;
}

std::vector<std::string> all_programs(const backup_job& job, const std::string& name) {
    std::vector<std::string> out = find_programs(name, job.programs);
    if (!job.programs.empty()) return out;
    // Debian has each release in a folder of its own, and only some of it in $PATH.
    std::vector<std::pair<int, std::string>> releases;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator("/usr/lib/postgresql", ignored))
        if (const auto major = major_in(entry.path().filename().string()))
            releases.emplace_back(*major, (entry.path() / "bin").string());
    std::sort(releases.rbegin(), releases.rend());
    for (const auto& [major, folder] : releases)
        for (std::string& found : find_programs(name, folder)) out.push_back(std::move(found));
    return out;
}

int server_major(connection& db) {
    const result said = db.execute("SHOW server_version_num");
    const auto* text = std::get_if<std::string>(&said.rows.at(0).at(0));
    return text ? major_in(*text).value_or(0) / 10000 : 0;
}

/// One of the server's release, else the first newer one: an older pg_dump refuses a newer server.
std::string program_for(const backup_job& job, const std::string& name, int server) {
    std::string newer, older;
    for (const std::string& there : all_programs(job, name)) {
        const std::optional<int> major = major_in(output_of({.arguments = {there, "--version"}}));
        // One that does not say its version will say what else is wrong.
        if (!major || *major == server) return there;
        if (*major > server && newer.empty()) newer = there;
        if (*major < server) older = fmt::format("{} is of release {}", there, *major);
    }
    if (!newer.empty()) return newer;
    if (older.empty()) no_program(job, name, package);
    throw error("E331", fmt::format("{}, but the server is of release {}, which needs a newer one", older, server),
                fmt::format("install {}, or set RETORT_CLIENT_PROGRAMS to their folder", package));
}

/// A call that connects; the password goes where only this user can see it.
program_call connecting(const backup_job& job, std::vector<std::string> arguments) {
    program_call out{.arguments = std::move(arguments)};
    std::string password = job.where.password;
    for (const auto& [name, content] : job.where.options) {
        if (!is_secret_option(name)) continue;
        if (name != "password")
            throw error("E331",
                        fmt::format("{} cannot be passed to PostgreSQL's client programs without exposing it", name),
                        "write it into a service file, and use service=NAME in the URL");
        password = content;
    }
    if (!password.empty()) out.environment.emplace_back("PGPASSWORD", password);
    out.arguments.emplace_back("--no-password");
    out.arguments.push_back("--dbname=" + conninfo_of(job.where, false));
    return out;
}

// Backup
// ------------------------------------------------------------------------------------------------------------------

void write(const backup_job& job, connection& db, const std::string& file) {
    const std::string pg_dump = program_for(job, "pg_dump", server_major(db));
    const program_end end = run_program(
        connecting(job, {pg_dump, "--format=custom", "--file=" + file, "--encoding=UTF8",
                         fmt::format("--lock-wait-timeout={}", std::max<std::int64_t>(job.patience.count(), 1))}));
    if (!end.good)
        throw error(
            "E330",
            fmt::format("the backup of {} could not be made: {}", job.where.safe, words_of(pg_dump, end, job.where)),
            "fix the reported problem and run the command again; nothing was kept");
}

/// A path that cannot be taken for an option.
std::string as_argument(const std::string& file) { return file.starts_with('-') ? "./" + file : file; }

/// Reads all of it: the list of contents alone says nothing of the rows behind it.
std::string check(const backup_job& job, const std::string& file) {
    if (first_bytes(file, 5) != "PGDMP") return "it was not written by pg_dump --format=custom";
    if (const seal found = seal_of(file, true); found.there && !found.fits)
        return "it is damaged (the checksum does not match)";
    // The newest can read what any of them wrote.
    std::string best;
    int release = -1;
    for (const std::string& there : all_programs(job, "pg_restore")) {
        const int major = major_in(output_of({.arguments = {there, "--version"}})).value_or(0);
        if (major <= release) continue;
        best = there;
        release = major;
    }
    if (best.empty()) no_program(job, "pg_restore", package);
    const program_end end = run_program({.arguments = {best, "--file=/dev/null", as_argument(file)}});
    return end.good ? "" : fmt::format("it is damaged ({})", words_of(best, end, job.where));
}

// Restore
// ------------------------------------------------------------------------------------------------------------------

/// A condition on a row of a catalogue: no extension brought it.
std::string made_by_hand(std::string_view alias, std::string_view catalogue) {
    return fmt::format(
        "NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = {}.oid AND d.classid = '{}'::regclass AND d.deptype = "
        "'e')",
        alias, catalogue);
}

std::string own_namespaces() {
    return "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND " + made_by_hand("n", "pg_namespace");
}

/// What a server puts into a new database is not counted, nor are extensions, which a template may bring.
bool is_empty(connection& db) {
    const auto in_namespace = [](std::string_view catalogue, std::string_view column, std::string_view condition) {
        return fmt::format("EXISTS (SELECT FROM {0} o JOIN pg_namespace n ON n.oid = o.{1} WHERE {2} AND {3} AND {4})",
                           catalogue, column, own_namespaces(), made_by_hand("o", catalogue), condition);
    };
    const std::string sql = fmt::format(
        "SELECT {} OR {} OR {} OR EXISTS (SELECT FROM pg_namespace n WHERE n.nspname <> 'public' AND {}) OR "
        "EXISTS (SELECT FROM pg_largeobject_metadata)",
        in_namespace("pg_class", "relnamespace", "o.relkind <> 'i'"), in_namespace("pg_proc", "pronamespace", "true"),
        in_namespace("pg_type", "typnamespace", "o.typtype IN ('d', 'e', 'r')"), own_namespaces());
    const result said = db.execute(sql);
    const auto* text = std::get_if<std::string>(&said.rows.at(0).at(0));
    return text != nullptr && *text == "f";
}

/// Everything that a dump of the database would hold: namespaces with all in them, and what stands beside namespaces.
/// The namespace public is made again as it is in a new database.
std::string emptying() {
    const auto loop = [](std::string_view kind, std::string_view name, std::string_view from,
                         const std::string& condition, std::string_view behaviour) {
        return fmt::format(
            "    FOR name IN SELECT {1} FROM {2} WHERE {3} LOOP\n        EXECUTE format('DROP {0} %I{4}', name);\n"
            "    END LOOP;\n",
            kind, name, from, condition, behaviour);
    };
    std::string out =
        "DO $retort$\n"
        "DECLARE\n    name text;\n    owner text := (SELECT pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname "
        "= "
        "'public');\nBEGIN\n";
    out += loop("EVENT TRIGGER", "evtname", "pg_event_trigger t", made_by_hand("t", "pg_event_trigger"), "");
    out += loop("PUBLICATION", "pubname", "pg_publication p", "true", "");
    out += loop("SCHEMA", "nspname", "pg_namespace n", own_namespaces(), " CASCADE");
    out += loop("FOREIGN DATA WRAPPER", "fdwname", "pg_foreign_data_wrapper f",
                made_by_hand("f", "pg_foreign_data_wrapper"), " CASCADE");
    out += loop("SERVER", "srvname", "pg_foreign_server s", made_by_hand("s", "pg_foreign_server"), " CASCADE");
    out +=
        "    PERFORM lo_unlink(oid) FROM pg_largeobject_metadata;\n"
        "    IF current_setting('server_version_num')::int >= 150000 THEN\n"
        "        EXECUTE format('CREATE SCHEMA public AUTHORIZATION %I', coalesce(owner, 'pg_database_owner'));\n"
        "        GRANT USAGE ON SCHEMA public TO PUBLIC;\n"
        "    ELSE\n"
        "        EXECUTE format('CREATE SCHEMA public AUTHORIZATION %I', coalesce(owner, current_user));\n"
        "        GRANT ALL ON SCHEMA public TO PUBLIC;\n"
        "    END IF;\n"
        "    COMMENT ON SCHEMA public IS 'standard public schema';\n"
        "END\n$retort$;\n";
    return out;
}

std::string opening(const backup_job& job, bool replace) {
    std::string out = fmt::format(
        "BEGIN;\nSET LOCAL lock_timeout = {};\nSET LOCAL client_min_messages = warning;\n"
        "DO $retort$ BEGIN IF NOT pg_try_advisory_xact_lock({}) THEN RAISE EXCEPTION "
        "'another process is migrating this database'; END IF; END $retort$;\n",
        std::clamp<std::int64_t>(job.patience.count(), 1, 2147483647), lock_key(job.schema));
    return out + (replace ? emptying() : "CREATE SCHEMA IF NOT EXISTS public;\n");
}

struct session_closer {
    void operator()(PGconn* c) const noexcept { PQfinish(c); }
    void operator()(PGresult* r) const noexcept { PQclear(r); }
};
using session = std::unique_ptr<PGconn, session_closer>;
using answer = std::unique_ptr<PGresult, session_closer>;

/// Says why a statement failed; empty where it did not.
std::string problem_of(PGconn* on, const answer& said) {
    const ExecStatusType status = said ? PQresultStatus(said.get()) : PGRES_FATAL_ERROR;
    for (const ExecStatusType good :
         {PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY, PGRES_COPY_IN, PGRES_COPY_OUT})
        if (status == good) return {};
    const char* words = said ? PQresultErrorField(said.get(), PG_DIAG_MESSAGE_PRIMARY) : nullptr;
    return words ? words : PQerrorMessage(on);
}

/// Sends the rows that follow a COPY … FROM stdin; says what is wrong.
std::string copied(PGconn* on, script_reader& from) {
    std::string rows;
    for (bool more = true; more;) {
        more = from.next_rows(rows);
        if (!rows.empty() && PQputCopyData(on, rows.data(), static_cast<int>(rows.size())) != 1)
            return PQerrorMessage(on);
        rows.clear();
    }
    if (PQputCopyEnd(on, nullptr) != 1) return PQerrorMessage(on);
    std::string why;
    while (const answer said{PQgetResult(on)})
        if (why.empty()) why = problem_of(on, said);
    return why;
}

constexpr std::string_view cut_off = "the COMMIT at its end is missing";

/// Runs what pg_restore writes, except for its own BEGIN and COMMIT. The server takes one statement a call, so none can
/// hide in another, and none that ends the transaction is run. Says what is wrong.
std::string run_all(PGconn* on, script_reader& from) {
    std::string sql;
    bool begun = false, over = false;
    while (from.next(sql)) {
        if (sql.starts_with("\\restrict ") || sql.starts_with("\\unrestrict ")) continue;
        if (!begun && sql == "BEGIN") {
            begun = true;
            continue;
        }
        if (over) return "it contains COMMIT before its end, which no backup does";
        over = sql == "COMMIT";
        if (over) continue;
        if (std::string why = not_of_a_backup(sql, database::postgresql, {}); !why.empty()) return why;
        const answer said(PQexecParams(on, sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0));
        std::string why = problem_of(on, said);
        if (why.empty() && PQresultStatus(said.get()) == PGRES_COPY_IN) why = copied(on, from);
        if (!why.empty()) return why;
        if (PQtransactionStatus(on) != PQTRANS_INTRANS) return "a statement of it ended the transaction";
    }
    if (from.trouble() != 0) return std::strerror(from.trouble());
    return over ? std::string() : std::string(cut_off);
}

/// pg_restore cannot remove what is not in the backup in the transaction in which it restores. So it only writes the
/// SQL, which is run here, in a transaction that begins with emptying the database.
std::string restore(const backup_job& job, const std::string& file, bool replace) {
    std::string pg_restore;
    {
        connection db(job.text);
        if (!replace && !is_empty(db)) not_empty(job);
        pg_restore = program_for(job, "pg_restore", server_major(db));
    }
    const auto failed = [&](const std::string& why, std::string_view state, left_behind what) {
        error out("E335",
                  fmt::format("{} could not be restored into {}: {} ({})", file, job.where.safe,
                              without_secrets(fold(why), job.where), state),
                  "fix the reported problem and run the command again");
        return out.leaving(what);
    };
    const auto rolled_back = [&](const std::string& why) {
        return failed(why, "rolled back, nothing was changed", left_behind::nothing);
    };
    const session to(PQconnectdb(conninfo_of(job.where).c_str()));
    if (PQstatus(to.get()) != CONNECTION_OK) throw rolled_back(PQerrorMessage(to.get()));
    PQsetNoticeProcessor(to.get(), [](void*, const char*) {}, nullptr);
    const answer opened(PQexec(to.get(), opening(job, replace).c_str()));
    if (const std::string why = problem_of(to.get(), opened); !why.empty()) throw rolled_back(why);

    int ends[2] = {-1, -1};
    if (pipe2(ends, O_CLOEXEC) != 0) throw rolled_back(std::strerror(errno));
    std::string why;
    program_end written;
    {
        running_program writer({.arguments = {pg_restore, "--no-owner", "--exit-on-error", "--single-transaction",
                                              "--file=-", as_argument(file)},
                                .environment = {},
                                .output = ends[1]});
        close(ends[1]);
        script_reader script(ends[0], database::postgresql);
        why = run_all(to.get(), script);
        close(ends[0]);
        written = writer.wait();
    }
    // After another problem pg_restore only complains that nobody reads any more.
    if (!written.good && (why.empty() || why == cut_off)) why = words_of(pg_restore, written, job.where);
    if (!why.empty()) throw rolled_back(why);
    const answer ended(PQexec(to.get(), "COMMIT"));
    if (const std::string problem = problem_of(to.get(), ended); !problem.empty()) {
        if (PQstatus(to.get()) != CONNECTION_OK)
            throw failed(problem, "it is unknown whether it was committed", left_behind::unknown);
        throw rolled_back(problem);
    }
    if (std::string_view(PQcmdStatus(ended.get())) != "COMMIT")
        throw rolled_back("the server did not commit the transaction");
    return {};
}

/// A server's own number is the same under all of its addresses. Some services do not tell it.
std::string place(const url& where, connection* db) {
    const auto asked = [&](const char* sql) {
        const result said = db->execute(sql);
        const auto* text = std::get_if<std::string>(&said.rows.at(0).at(0));
        return text ? *text : std::string();
    };
    std::string server;
    try {
        server = asked("SELECT system_identifier::text FROM pg_control_system()");
    } catch (const error&) {
        server = fmt::format("{}:{}", where.host, where.port);
        for (const auto& [name, content] : where.options)
            if (name == "host" || name == "port" || name == "service") server += " " + content;
    }
    return fmt::format("{} {}", server, asked("SELECT current_database()"));
}

}  // namespace

const backup_method postgresql_backup{database::postgresql, ".backup.dump", write, check, restore, place};

}  // namespace retort::detail
