#include "../backup.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>
#include <variant>
#include <vector>

#include "../driver.hpp"
#include "../text.hpp"

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
            throw error("E331", "MariaDB's programs read groups of their own, and not read_default_group of the URL",
                        "write into the URL what the group says");
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

/// A file that only this user can read, gone with the object: the password is neither in the arguments nor in the
/// environment of the programs.
class options_file {
public:
    explicit options_file(const backup_job& job) {
        std::error_code ignored;
        std::filesystem::path folder = std::filesystem::temp_directory_path(ignored);
        path_ = (folder / "retort-XXXXXX").string();
        const std::string text = options_of(job);
        const int file = mkostemp(path_.data(), O_CLOEXEC);  // Made with 0600.
        if (file < 0) failed(errno);
        const bool written = write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
        const int why = written ? 0 : errno;
        close(file);
        if (!written) {
            unlink(path_.c_str());
            failed(why);
        }
    }
    options_file(const options_file&) = delete;
    options_file& operator=(const options_file&) = delete;
    ~options_file() { unlink(path_.c_str()); }
    std::string argument() const { return "--defaults-file=" + path_; }

private:
    [[noreturn]] void failed(int why) const {
        throw error("E330",
                    fmt::format("no file for options can be made in {}: {}",
                                std::filesystem::path(path_).parent_path().string(), std::strerror(why)),
                    "set TMPDIR to a folder that can be written");
    }
    std::string path_;
};

std::string program(const backup_job& job, const std::string& name, const std::string& old_name) {
    for (const std::string& candidate : {name, old_name})
        if (const auto found = find_programs(candidate, job.programs); !found.empty()) return found.front();
    no_program(job, name, package);
}

// The whole file
// ------------------------------------------------------------------------------------------------------------------

/// FNV-1a, so that a dump that changed on its way is seen before a database is touched.
class checksum {
public:
    void add(std::string_view part) {
        for (const char c : part) state_ = (state_ ^ static_cast<unsigned char>(c)) * 1099511628211u;
        size_ += part.size();
    }
    /// The last line of a backup.
    std::string line() const { return fmt::format("-- Retort checksum: {:016x} of {} bytes\n", state_, size_); }

private:
    std::uint64_t state_ = 14695981039346656037u;
    std::uint64_t size_ = 0;
};

/// Adds the first `size` bytes of `file`; false where there are less.
bool add_file(checksum& to, const std::string& file, std::uintmax_t size) {
    std::ifstream in(file, std::ios::binary);
    std::vector<char> room(1 << 20);
    while (size > 0) {
        const auto part = static_cast<std::streamsize>(std::min<std::uintmax_t>(room.size(), size));
        if (!in.read(room.data(), part)) return false;
        to.add({room.data(), static_cast<std::size_t>(part)});
        size -= static_cast<std::uintmax_t>(part);
    }
    return true;
}

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

bool ends_as_a_dump_does(std::string_view text) { return text.substr(last_line(text)).starts_with(last_words); }

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
                "see to what it says and run the same again; nothing was kept");
}

void write(const backup_job& job, connection& db, const std::string& file) {
    const std::string dump = program(job, "mariadb-dump", "mysqldump");
    const options_file options(job);
    const excluding_migrations held(db, job);
    const result charset = db.execute("SELECT @@character_set_database, @@collation_database");
    // What new tables of the restored database will be like; the dump says it of each table only.
    const std::string beginning =
        fmt::format("{}{} at {}\nALTER DATABASE CHARACTER SET = {} COLLATE = {};\n", heading, fold(job.schema),
                    fold(job.revision), text_in(charset.rows.at(0).at(0)), text_in(charset.rows.at(0).at(1)));
    const int out = open(file.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    if (out < 0) not_made(job, std::strerror(errno));
    const auto append = [&](std::string_view text) {
        if (::write(out, text.data(), text.size()) == static_cast<ssize_t>(text.size())) return;
        const int why = errno;
        close(out);
        not_made(job, std::strerror(why));
    };
    append(beginning);
    const program_end end =
        run_program({.arguments = {dump, options.argument(), "--single-transaction", "--quick", "--routines",
                                   "--triggers", "--events", "--hex-blob", "--no-tablespaces", "--skip-add-locks",
                                   "--tz-utc", "--comments", "--default-character-set=utf8mb4", "--", job.where.name},
                     .environment = {},
                     .output = out});
    if (!end.good) {
        close(out);
        not_made(job, words_of(dump, end, job.where));
    }
    std::error_code ignored;
    const std::uintmax_t size = std::filesystem::file_size(file, ignored);
    checksum sum;
    if (!ends_as_a_dump_does(tail_of(file, size)) || !add_file(sum, file, size)) {
        close(out);
        not_made(job, "mariadb-dump ended well, and the end of what it had to write is missing");
    }
    append(sum.line());
    close(out);
}

std::string check(const backup_job&, const std::string& file) {
    const std::string beginning = first_bytes(file, 4096);
    const bool ours = beginning.starts_with(heading);
    if (!ours && beginning.find("-- MariaDB dump ") == std::string::npos &&
        beginning.find("-- MySQL dump ") == std::string::npos)
        return "it was not written by mariadb-dump";
    if (beginning.find("\n-- Current Database: ") != std::string::npos)
        return "it was written with --databases, so it would go to the database that it names";
    std::error_code ignored;
    const std::uintmax_t size = std::filesystem::file_size(file, ignored);
    const std::string tail = tail_of(file, size);
    const std::string_view closing = std::string_view(tail).substr(last_line(tail));
    if (!ours) return closing.starts_with(last_words) ? "" : "its end is missing";
    checksum sum;
    if (!closing.starts_with("-- Retort checksum: ")) return "its end is missing";
    if (!add_file(sum, file, size - closing.size()) || sum.line() != closing)
        return "it is damaged (its checksum is another one)";
    return {};
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
std::string_view without_name(std::string& line) {
    constexpr std::string_view start = "ALTER DATABASE ", quoted = "ALTER DATABASE `";
    if (!line.starts_with(quoted)) return line;
    for (std::size_t end = quoted.size(); end < line.size(); ++end) {
        if (line[end] != '`') continue;
        if (end + 1 < line.size() && line[end + 1] == '`') {
            ++end;  // A quotation mark in the name.
            continue;
        }
        line.erase(start.size(), end + 1 - start.size());
        break;
    }
    return line;
}

/// What is wrong; empty where all went well.
std::string feed(const backup_job& job, const program_call& call, const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    fed_program reader(call);
    std::string line;
    while (std::getline(in, line)) {
        reader.say(without_name(line));
        if (!in.eof()) reader.say("\n");
    }
    const bool all = in.eof() && !in.bad();
    const program_end end = reader.finish();
    if (!end.good) return words_of(call.arguments.front(), end, job.where);
    return all ? "" : "the file could not be read to its end";
}

std::string restore(const backup_job& job, const std::string& file, bool replace) {
    const std::string mariadb = program(job, "mariadb", "mysql");
    const options_file options(job);
    connection db(job.text);
    const excluding_migrations held(db, job);
    const std::vector<std::string> old = drops(db);
    if (!replace && !old.empty()) not_empty(job);
    std::string why;
    try {
        if (!old.empty()) db.execute("SET SESSION foreign_key_checks = 0");
        for (const std::string& sql : old) db.execute(sql);
        // Comments in bodies are kept; in binary mode nothing in the file is a command to the program itself.
        why = feed(job,
                   {.arguments = {mariadb, options.argument(), "--binary-mode", "--comments",
                                  "--default-character-set=utf8mb4", "--database=" + job.where.name},
                    .environment = {}},
                   file);
    } catch (const error& e) {
        why = e.what();
    }
    if (why.empty()) return {};
    error failed(
        "E335",
        fmt::format("{} could not be restored into {}: {} (MariaDB commits each change of the schema: a part is "
                    "there, and what was there before is not)",
                    file, job.where.safe, why),
        "see to what it says and run the same again with --replace");
    throw failed.leaving(left_behind::partial);
}

}  // namespace

const backup_method mariadb_backup{database::mariadb, ".backup.sql", write, check, restore};

}  // namespace retort::detail
