#include "../backup.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "../driver.hpp"
#include "../script.hpp"
#include "../text.hpp"
#include "session.hpp"

namespace retort::detail {
namespace {

constexpr std::string_view package = "MariaDB's client programs (Debian: mariadb-client)";
constexpr std::string_view heading = "-- Retort backup: ";
constexpr std::string_view last_words = "-- Dump completed";

// Options
// ------------------------------------------------------------------------------------------------------------------

/// A value in an option file, where a backslash means something and a # begins a comment.
std::string option_line(std::string_view name, std::string_view content) {
    std::string out = fmt::format("{}=\"", name);
    for (const char c : content) {
        if (c == '\n' || c == '\r' || c == '\t') {
            out += c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t";
            continue;
        }
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"\n";
}

/// The URL as MariaDB's programs read it.
std::string options_of(const backup_job& job) {
    const url& where = job.where;
    // A group of its own for connect-timeout, which mariadb-dump does not know.
    std::string included, of_client, out = "[client]\n";
    std::string host = where.host, socket;
    bool tls = false, tls_given = false;
    for (const auto& [name, content] : where.options) {
        if (name == "read_default_file") {
            included = fmt::format("!include {}\n", content);
        } else if (name == "read_default_group") {
            throw error("E331", "MariaDB's client programs do not support read_default_group",
                        "write the options of the group into the URL");
        } else if (name == "unix_socket") {
            socket = content;
        } else if (name == "ssl" || name == "ssl_verify_cert") {
            const bool yes = same_name(content, "1") || same_name(content, "true") || same_name(content, "yes") ||
                             same_name(content, "on");
            if (name == "ssl") {
                tls = yes;
                tls_given = true;
            } else {
                out += option_line("ssl-verify-server-cert", yes ? "1" : "0");
            }
        } else if (name == "connect_timeout") {
            of_client = "[mysql]\n" + option_line("connect-timeout", content);
        } else if (name.starts_with("ssl_") || name == "tls_version") {
            std::string spelled = name;
            std::replace(spelled.begin(), spelled.end(), '_', '-');
            out += option_line(spelled, content);
            if (!tls_given) tls = tls_given = true;
        }
    }
    if (tls_given) out += option_line("ssl", tls ? "1" : "0");
    // As the driver takes them: with a port, localhost means the network.
    if (host.starts_with('/')) socket = std::exchange(host, std::string());
    if (!where.port.empty()) {
        out += option_line("port", where.port) + option_line("protocol", "tcp");
    } else if (!socket.empty()) {
        host = "localhost";
        out += option_line("socket", socket);
    }
    if (!host.empty()) out += option_line("host", host);
    if (!where.user.empty()) out += option_line("user", where.user);
    if (!where.password.empty()) out += option_line("password", where.password);
    // A row may be larger than the programs take by themselves.
    out += option_line("max-allowed-packet", "1G");
    return included + out + of_client;
}

/// A file without a name that only the programs started here can read: the password is neither in their arguments nor
/// in their environment, and a process that is killed leaves nothing.
class options_file {
public:
    explicit options_file(const backup_job& job) : file_(memfd_create("retort", MFD_CLOEXEC)) {
        const std::string text = options_of(job);
        // MariaDB's programs ignore a file that everybody may write to.
        const bool written = file_ >= 0 && fchmod(file_, 0600) == 0 &&
                             ::write(file_, text.data(), text.size()) == static_cast<ssize_t>(text.size());
        if (written) return;
        const int why = errno;
        if (file_ >= 0) close(file_);
        throw error(
            "E330",
            fmt::format("the option file for MariaDB's client programs cannot be created: {}", std::strerror(why)),
            "check the limits of memory and of open files");
    }
    options_file(const options_file&) = delete;
    options_file& operator=(const options_file&) = delete;
    ~options_file() { close(file_); }
    /// A program has the file as its descriptor 3.
    program_call call(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin() + 1, "--defaults-file=/dev/fd/3");
        return {.arguments = std::move(arguments), .environment = {}, .third = file_};
    }

private:
    int file_;
};

std::string program(const backup_job& job, const std::string& name, const std::string& old_name) {
    for (const std::string& candidate : {name, old_name})
        if (const auto found = find_programs(candidate, job.programs); !found.empty()) return found.front();
    no_program(job, name, package);
}

// The whole file
// ------------------------------------------------------------------------------------------------------------------

/// The end of `file`, long enough for its last two lines.
std::string tail_of(const std::string& file, std::uintmax_t size) {
    constexpr std::uintmax_t enough = 400;
    std::ifstream in(file, std::ios::binary);
    std::string out(static_cast<std::size_t>(std::min(size, enough)), '\0');
    in.seekg(static_cast<std::streamoff>(size - out.size()));
    in.read(out.data(), static_cast<std::streamsize>(out.size()));
    return in ? out : std::string();
}

/// Begins the last line of `text` that is not empty.
std::size_t last_line(std::string_view text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
    const std::size_t before = text.rfind('\n');
    return before == std::string_view::npos ? 0 : before + 1;
}

// Backup
// ------------------------------------------------------------------------------------------------------------------

/// No migration of the schema runs meanwhile: a snapshot holds rows here, and not the shape of tables.
class excluding_migrations {
public:
    excluding_migrations(connection& db, const backup_job& job) : db_(db) {
        db.driver().lock_run(job.schema, {.wait = job.patience});
    }
    excluding_migrations(const excluding_migrations&) = delete;
    excluding_migrations& operator=(const excluding_migrations&) = delete;
    ~excluding_migrations() { db_.driver().unlock_run(); }

private:
    connection& db_;
};

std::string text_in(const value& field) {
    const auto* text = std::get_if<std::string>(&field);
    return text ? *text : std::string();
}

[[noreturn]] void not_made(const backup_job& job, const std::string& why) {
    throw error("E330", fmt::format("the backup of {} could not be made: {}", job.where.safe, why),
                "fix the reported problem and run the command again; nothing was kept");
}

// What SHOW CREATE TABLE cannot say
// ------------------------------------------------------------------------------------------------------------------
// The server keeps the labels of enumerations and the defaults of columns in the column's character set, and shows them
// in one that ends at U+FFFF: with ? for every other character, and with bytes that are no text for a binary default.
// Values can be read as they are, so both are asked for as values, and the dump's lines get them.

/// A column whose definition in the dump is not the true one.
struct column_words {
    std::string shown_type;
    /// Empty where the one that is shown is true.
    std::string type;
    /// A literal; empty where none is to be replaced.
    std::string default_value;
};
/// By the table's and the column's name.
using column_map = std::map<std::pair<std::string, std::string>, column_words>;

std::string backticked(std::string_view name) {
    std::string out = "`";
    for (const char c : name) {
        if (c == '`') out += '`';
        out += c;
    }
    return out + '`';
}

/// As the dump's session reads it, where a backslash escapes.
std::string literal(std::string_view text) {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\n' || c == '\0') {
            out += c == '\n' ? "\\n" : "\\0";
            continue;
        }
        if (c == '\'' || c == '\\') out += c;
        out += c;
    }
    return out + '\'';
}

/// The end of the literal that begins at `at` with a quotation mark.
std::size_t end_of_literal(std::string_view text, std::size_t at) {
    for (++at; at < text.size(); ++at) {
        if (text[at] == '\\' || text.substr(at, 2) == "''")
            ++at;
        else if (text[at] == '\'')
            return at + 1;
    }
    return text.size();
}

/// The values that a column can tell of itself, in a copy of its own without rows.
class column_copy {
public:
    column_copy(connection& db, const std::string& table, const std::string& column) : db_(db) {
        db_.execute(fmt::format("DROP TEMPORARY TABLE IF EXISTS {}", name));
        // In strict mode the server takes two labels for the same where it shows both as ?.
        db_.execute(
            fmt::format("SET STATEMENT sql_mode = '' FOR CREATE TEMPORARY TABLE {} CHARACTER SET utf8mb4 AS SELECT {} "
                        "AS v FROM {} LIMIT 0",
                        name, backticked(column), backticked(table)));
    }
    /// "enum('a','b')" or "set(…)" with the labels as they are, by the numbers that the server has for them.
    std::string type(std::string_view shown) const {
        const bool is_set = shown.starts_with("set(");
        std::string rows;
        std::size_t count = 0;
        for (std::size_t at = shown.find('\''); at < shown.size(); at = shown.find('\'', end_of_literal(shown, at))) {
            rows += fmt::format("{}({})", count == 0 ? "" : ", ", is_set ? std::uint64_t{1} << count : count + 1);
            ++count;
        }
        std::string out = is_set ? "set(" : "enum(";
        std::string_view between;
        for (const std::string& label : values(rows, "CONVERT(v USING utf8mb4)")) {
            out += fmt::format("{}{}", between, literal(label));
            between = ",";
        }
        return out + ")";
    }
    /// The literal of the default.
    std::string default_value(bool binary) const {
        const std::string text = values("(DEFAULT)", binary ? "lower(hex(v))" : "CONVERT(v USING utf8mb4)").at(0);
        return binary ? fmt::format("X'{}'", text) : literal(text);
    }

private:
    std::vector<std::string> values(std::string_view rows, std::string_view as) const {
        db_.execute(fmt::format("DELETE FROM {}", name));
        db_.execute(fmt::format("INSERT INTO {} VALUES {}", name, rows));
        std::vector<std::string> out;
        for (const std::vector<value>& row :
             db_.execute(fmt::format("SELECT {} FROM {} ORDER BY v + 0", as, name)).rows)
            out.push_back(text_in(row.at(0)));
        return out;
    }

    static constexpr std::string_view name = "`retort column`";
    connection& db_;
};

column_map columns_shown_otherwise(connection& db) {
    column_map out;
    const result found = db.execute(
        "SELECT c.table_name, c.column_name, c.data_type, c.column_type, c.column_default FROM "
        "information_schema.columns c JOIN information_schema.tables t ON t.table_schema = c.table_schema AND "
        "t.table_name = c.table_name WHERE c.table_schema = database() AND t.table_type IN ('BASE TABLE', 'SYSTEM "
        "VERSIONED') AND (c.data_type IN ('enum', 'set') AND c.column_type LIKE '%?%' OR left(c.column_default, 1) = "
        "char(39) AND (c.column_default LIKE '%?%' OR c.data_type IN ('binary', 'varbinary')) AND "
        // What these have is an expression.
        "c.data_type NOT LIKE '%blob' AND c.data_type NOT LIKE '%text')");
    for (const std::vector<value>& row : found.rows) {
        const std::string table = text_in(row.at(0)), column = text_in(row.at(1)), kind = text_in(row.at(2)),
                          shown_default = text_in(row.at(4));
        column_words words{.shown_type = text_in(row.at(3)), .type = {}, .default_value = {}};
        const column_copy copy(db, table, column);
        if ((kind == "enum" || kind == "set") && words.shown_type.find('?') != std::string::npos) {
            words.type = copy.type(words.shown_type);
            if (words.type == words.shown_type) words.type.clear();
        }
        // One that is an expression is shown as it is.
        if (shown_default.starts_with('\'') && end_of_literal(shown_default, 0) == shown_default.size()) {
            words.default_value = copy.default_value(kind == "binary" || kind == "varbinary");
            if (words.default_value == shown_default) words.default_value.clear();
        }
        if (!words.type.empty() || !words.default_value.empty())
            out.emplace(std::pair(table, column), std::move(words));
    }
    return out;
}

/// The name in backticks that `text` begins with, and where it ends; an empty one where it begins otherwise.
std::pair<std::string, std::size_t> leading_name(std::string_view text) {
    std::string name;
    if (!text.starts_with('`')) return {name, 0};
    for (std::size_t at = 1; at < text.size(); ++at) {
        if (text[at] == '`' && text.substr(at, 2) != "``") return {name, at + 1};
        if (text[at] == '`') ++at;
        name += text[at];
    }
    return {std::string(), 0};
}

/// Where the literal of a column's DEFAULT begins; npos where there is none.
std::size_t default_in(std::string_view line, std::size_t from) {
    constexpr std::string_view word = " DEFAULT '";
    int depth = 0;
    for (std::size_t at = from; at < line.size(); ++at) {
        if (depth == 0 && line.substr(at).starts_with(word)) return at + word.size() - 1;
        if (line[at] == '\'') at = end_of_literal(line, at) - 1;
        if (line[at] == '(') ++depth;
        if (line[at] == ')') --depth;
    }
    return std::string_view::npos;
}

/// Gives the definitions of tables, line by line, what SHOW CREATE TABLE could not say.
class definition_mender {
public:
    explicit definition_mender(column_map columns) : columns_(std::move(columns)) {}

    void mend(std::string& line) {
        if (columns_.empty()) return;
        constexpr std::string_view start = "CREATE TABLE ";
        if (line.starts_with(start)) {
            table_ = leading_name(std::string_view(line).substr(start.size())).first;
        } else if (line.starts_with("  `") && !table_.empty()) {
            constexpr std::size_t indent = 2;
            const auto [column, end] = leading_name(std::string_view(line).substr(indent));
            const auto found = columns_.find({table_, column});
            if (found == columns_.end() || !replaced(line, indent + end + 1, found->second)) return;
            columns_.erase(found);
        } else {
            table_.clear();
        }
    }

    /// A column that no line defined as it was expected; empty where all were found.
    std::string missing() const {
        if (columns_.empty()) return {};
        return fmt::format("{}.{}", columns_.begin()->first.first, columns_.begin()->first.second);
    }

private:
    static bool replaced(std::string& line, std::size_t at, const column_words& words) {
        if (!std::string_view(line).substr(at).starts_with(words.shown_type)) return false;
        if (!words.type.empty()) line.replace(at, words.shown_type.size(), words.type);
        if (words.default_value.empty()) return true;
        const std::size_t type_ends = at + (words.type.empty() ? words.shown_type : words.type).size();
        const std::size_t from = default_in(line, type_ends);
        if (from == std::string::npos) return false;
        line.replace(from, end_of_literal(line, from) - from, words.default_value);
        return true;
    }

    column_map columns_;
    std::string table_;
};

/// A file that is written from its end on.
class appended {
public:
    appended(const backup_job& job, const std::string& file)
        : job_(job), file_(open(file.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC)) {
        if (file_ < 0) not_made(job, std::strerror(errno));
    }
    appended(const appended&) = delete;
    appended& operator=(const appended&) = delete;
    ~appended() { close(file_); }
    void append(std::string_view text) const {
        while (!text.empty()) {
            const ssize_t written = ::write(file_, text.data(), text.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) not_made(job_, std::strerror(errno));
            text.remove_prefix(static_cast<std::size_t>(written));
        }
    }

private:
    const backup_job& job_;
    int file_;
};

/// What a program writes, line by line.
class output_lines {
public:
    explicit output_lines(program_call call) {
        int ends[2] = {-1, -1};
        if (pipe2(ends, O_CLOEXEC) != 0) return;
        lines_.reset(fdopen(ends[0], "r"));
        call.output = ends[1];
        program_.emplace(call);
        close(ends[1]);
    }
    output_lines(const output_lines&) = delete;
    output_lines& operator=(const output_lines&) = delete;
    ~output_lines() {
        lines_.reset();
        std::free(room_);
    }
    /// Reads the next line, with its end.
    bool next(std::string& line) {
        const ssize_t size = lines_ ? getline(&room_, &capacity_, lines_.get()) : -1;
        if (size <= 0) return false;
        line.assign(room_, static_cast<std::size_t>(size));
        return true;
    }
    program_end end() {
        lines_.reset();
        if (program_) return program_->wait();
        return {.how = "could not be started: no pipe", .said = {}};
    }

private:
    struct closer {
        void operator()(std::FILE* f) const noexcept { std::fclose(f); }
    };
    std::optional<running_program> program_;  // Its destructor waits, so the pipe is closed before.
    std::unique_ptr<std::FILE, closer> lines_;
    char* room_ = nullptr;
    std::size_t capacity_ = 0;
};

void write(const backup_job& job, connection& db, const std::string& file) {
    const std::string dump = program(job, "mariadb-dump", "mysqldump");
    const options_file options(job);
    const excluding_migrations held(db, job);
    const result charset = db.execute("SELECT @@character_set_database, @@collation_database");
    definition_mender mender([&] {
        try {
            return columns_shown_otherwise(db);
        } catch (const error& e) {
            not_made(job, fmt::format("labels and defaults that contain ? cannot be read through a temporary table: {}",
                                      e.what()));
        }
    }());
    const appended out(job, file);
    // What new tables of the restored database will be like; the dump says it of each table only.
    out.append(fmt::format("{}{} at {}\nALTER DATABASE CHARACTER SET = {} COLLATE = {};\n", heading, fold(job.schema),
                           fold(job.revision), text_in(charset.rows.at(0).at(0)), text_in(charset.rows.at(0).at(1))));
    output_lines lines(options.call({dump, "--single-transaction", "--quick", "--routines", "--triggers", "--events",
                                     "--hex-blob", "--no-tablespaces", "--skip-add-locks", "--tz-utc", "--comments",
                                     "--default-character-set=utf8mb4", "--", job.where.name}));
    bool ended = false;
    for (std::string line; lines.next(line);) {
        mender.mend(line);
        out.append(line);
        if (line.size() > 1) ended = line.starts_with(last_words);
    }
    if (const program_end end = lines.end(); !end.good) not_made(job, words_of(dump, end, job.where));
    if (!ended) not_made(job, "mariadb-dump reported success, but the end of its output is missing");
    if (const std::string column = mender.missing(); !column.empty())
        not_made(job,
                 fmt::format("mariadb-dump writes the type or the default of {} differently from the server", column));
}

std::string check(const backup_job&, const std::string& file) {
    const std::string beginning = first_bytes(file, 4096);
    const bool ours = beginning.starts_with(heading);
    if (!ours && beginning.find("-- MariaDB dump ") == std::string::npos &&
        beginning.find("-- MySQL dump ") == std::string::npos)
        return "it was not written by mariadb-dump";
    if (beginning.find("\n-- Current Database: ") != std::string::npos)
        return "it was written with --databases, so it would be restored into the database that it names";
    const seal found = seal_of(file, true);
    if (found.there) return found.fits ? "" : "it is damaged (the checksum does not match)";
    std::error_code ignored;
    const std::string tail = tail_of(file, std::filesystem::file_size(file, ignored));
    return !ours && std::string_view(tail).substr(last_line(tail)).starts_with(last_words) ? "" : "its end is missing";
}

// Restore
// ------------------------------------------------------------------------------------------------------------------

/// A DROP for everything in the database but what goes with its table.
std::vector<std::string> drops(connection& db) {
    std::vector<std::string> out;
    const auto add = [&](std::string_view sql) {
        for (const std::vector<value>& row : db.execute(sql).rows)
            out.push_back(
                fmt::format("DROP {} IF EXISTS {}", text_in(row.at(0)), quote_identifier(text_in(row.at(1)))));
    };
    add("SELECT 'EVENT', event_name FROM information_schema.events WHERE event_schema = database()");
    add("SELECT CASE table_type WHEN 'VIEW' THEN 'VIEW' WHEN 'SEQUENCE' THEN 'SEQUENCE' ELSE 'TABLE' END, table_name "
        "FROM information_schema.tables WHERE table_schema = database() ORDER BY table_type = 'SEQUENCE', table_type "
        "DESC");
    add("SELECT routine_type, routine_name FROM information_schema.routines WHERE routine_schema = database() "
        "ORDER BY routine_type = 'PACKAGE'");
    return out;
}

/// A dump sets its database's collation around what was made under another one, and calls the database by its name,
/// which would change that database from within this one: without a name it is this one.
void without_name(std::string& line) {
    constexpr std::string_view start = "ALTER DATABASE ", quoted = "ALTER DATABASE `";
    if (!line.starts_with(quoted)) return;
    for (std::size_t end = quoted.size(); end < line.size(); ++end) {
        if (line[end] != '`') continue;
        if (end + 1 < line.size() && line[end + 1] == '`') {
            ++end;  // A quotation mark in the name.
            continue;
        }
        line.erase(start.size(), end + 1 - start.size());
        break;
    }
}

/// Reads the next statement of a dump, without the name of the database that it was made of.
bool next_of_dump(script_reader& from, std::string& statement) {
    if (!from.next(statement)) return false;
    without_name(statement);
    return true;
}

class opened_file {
public:
    explicit opened_file(const std::string& path) : file_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
    opened_file(const opened_file&) = delete;
    opened_file& operator=(const opened_file&) = delete;
    ~opened_file() {
        if (file_ >= 0) close(file_);
    }
    int descriptor() const { return file_; }

private:
    int file_;
};

std::string trouble_of(const script_reader& script) {
    return script.trouble() == 0 ? std::string() : std::string(std::strerror(script.trouble()));
}

/// Says why the file is not to be run; empty where it may be.
std::string reason_against(const std::string& file, const std::string& name) {
    const opened_file in(file);
    script_reader script(in.descriptor(), database::mariadb);
    for (std::string sql; next_of_dump(script, sql);)
        if (std::string why = not_of_a_backup(sql, database::mariadb, name); !why.empty()) return why;
    return trouble_of(script);
}

/// Runs the file in a session of its own; says what is wrong.
std::string run_all(const backup_job& job, const std::string& file) {
    const opened_file in(file);
    script_reader script(in.descriptor(), database::mariadb);
    std::size_t number = 0;
    try {
        connection db(job.text);
        driver& on = db.driver();
        // As the database's own client has it; the dump says what else it needs.
        on.execute("SET SESSION sql_mode = @@GLOBAL.sql_mode, time_zone = @@GLOBAL.time_zone", {});
        take_single_statements(on);
        for (std::string sql; next_of_dump(script, sql);) {
            ++number;
            // It was read before, and somebody can have changed it since.
            if (std::string why = not_of_a_backup(sql, database::mariadb, job.where.name); !why.empty()) return why;
            on.execute(sql, {});
        }
    } catch (const failure& f) {
        return fmt::format("{}{} (statement {} of the file)", f.what(),
                           f.sqlstate().empty() ? "" : fmt::format(" ({})", f.sqlstate()), number);
    } catch (const error& e) {
        return e.what();
    }
    return trouble_of(script);
}

std::string restore(const backup_job& job, const std::string& file, bool replace) {
    connection db(job.text);
    if (const std::string why = reason_against(file, job.where.name); !why.empty()) no_backup(job, file, why);
    const excluding_migrations held(db, job);
    const std::vector<std::string> old = drops(db);
    if (!replace && !old.empty()) not_empty(job);
    std::string why;
    try {
        if (!old.empty()) db.execute("SET SESSION foreign_key_checks = 0");
        for (const std::string& sql : old) db.execute(sql);
    } catch (const error& e) {
        why = e.what();
    }
    if (why.empty()) why = run_all(job, file);
    if (why.empty()) return {};
    error failed("E335",
                 fmt::format("{} could not be restored into {}: {} (MariaDB commits each change of the schema: a part "
                             "is restored, and the previous contents are gone)",
                             file, job.where.safe, why),
                 "fix the reported problem and run the command again with --replace");
    throw failed.leaving(left_behind::partial);
}

/// As the URL says it: a server has no name of its own.
std::string place(const url& where, connection*) {
    std::string out = fmt::format("{}:{} {}", where.host, where.port, where.name);
    for (const auto& [name, content] : where.options)
        if (name == "unix_socket" || name.starts_with("read_default_")) out += fmt::format(" {}={}", name, content);
    return out;
}

}  // namespace

const backup_method mariadb_backup{database::mariadb, ".backup.sql", write, check, restore, place};

}  // namespace retort::detail
