// What backups ask of a database; one implementation a folder, over the connection and the database's own programs.
#pragma once

#include <retort/connection.hpp>
#include <retort/error.hpp>

#include <chrono>
#include <compare>
#include <cstdint>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>

#include "process.hpp"
#include "url.hpp"

namespace retort::detail {

struct backup_job {
    const url& where;
    /// The URL as it was given, for a connection.
    std::string_view text;
    std::string schema;
    std::string revision;
    /// The only folder to look for programs in; empty for the usual places.
    std::string programs;
    std::chrono::milliseconds patience;
};

struct backup_method {
    database kind;
    /// Of its files' names, with the dot.
    std::string_view extension;
    /// Fills `file`, which exists, is empty and only this user's; throws E330 or E331.
    void (*write)(const backup_job&, connection& db, const std::string& file);
    /// Reads all of `file`; says what is wrong with it, as in "it is damaged", and nothing of a sound one.
    std::string (*check)(const backup_job&, const std::string& file);
    /// Puts a checked file into the database, which has to be empty or is emptied (`replace`); throws E333, E335, E331.
    /// Returns what a file that was in the way is called now; empty where none was.
    std::string (*restore)(const backup_job&, const std::string& file, bool replace);
    /// What tells this database from all others, also from those of the same name; `db` is null where the database is
    /// a file.
    std::string (*place)(const url& where, connection* db);
};

extern const backup_method sqlite_backup;
extern const backup_method postgresql_backup;
extern const backup_method mariadb_backup;

/// The last line of a backup: a checksum of all before it, and a digest of the database that it was made of. The
/// databases' own programs and SQLite do not look at what follows the contents.
struct seal {
    /// There is a line that is one, or that was one before it was damaged.
    bool there = false;
    /// The checksum is that of the contents.
    bool fits = false;
    /// How many bytes stand before the line.
    std::uintmax_t contents = 0;
    /// The digest; empty where the line has none.
    std::string place;
};
/// Appends the line to `file`; throws E330 where it cannot be written.
void append_seal(const std::string& file, std::string_view place);
/// Reads the line; with `all` the contents too, to compare them.
seal seal_of(const std::string& file, bool all);

/// A file that gets its name when it is whole; until then it has another one beside it, and is removed if nothing more
/// comes of it.
class partial_file {
public:
    /// `code` is for the errors: E330 or E335. The mode is restricted by the process's umask.
    partial_file(std::string_view code, const std::string& beside, unsigned mode);
    partial_file(const partial_file&) = delete;
    partial_file& operator=(const partial_file&) = delete;
    ~partial_file();
    const std::string& path() const { return path_; }
    /// Waits until the contents are on the disk, then gives it the name `as`; false where that is taken.
    bool publish(const std::string& as);

private:
    std::string code_, path_;
};

/// Removes the file that is being written, if any. Safe in a handler of signals, after which the process ends.
void remove_partial_file() noexcept;

/// What the names of all backups of one database in one schema begin with: SCHEMA-DATABASE[@HOST]
std::string backup_prefix(const url& where, std::string_view schema);
/// PREFIX-20261121T150102Z-REVISION[.N]EXTENSION; `number` is for several in one second.
std::string backup_name(const std::string& prefix, std::time_t now, std::string_view revision, unsigned number,
                        std::string_view extension);

/// What orders the backups of one database.
struct backup_age {
    std::string stamp;
    unsigned number = 1;
    friend auto operator<=>(const backup_age&, const backup_age&) = default;
};
/// Nothing where `name` is not the whole name of such a backup.
std::optional<backup_age> age_of(std::string_view name, const std::string& prefix, std::string_view extension);

/// Throws E333.
[[noreturn]] void not_empty(const backup_job& job);
/// Throws E334.
[[noreturn]] void no_backup(const backup_job& job, const std::string& file, std::string_view why);
/// Throws E331: none of these programs is there, or none that could do it.
[[noreturn]] void no_program(const backup_job& job, std::string_view names, std::string_view package);

/// The words of a program that failed: on one line, without the URL's secrets.
std::string words_of(const std::string& program, const program_end& end, const url& where);

/// The first bytes of `file`, to tell what it is.
std::string first_bytes(const std::string& file, std::size_t most);

}  // namespace retort::detail
