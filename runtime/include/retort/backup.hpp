// Backups: one file with a whole database, made and put back without stopping anybody. docs/operations.md has the
// limits.
//
// PostgreSQL and MariaDB need their own programs (pg_dump and pg_restore; mariadb-dump), which are looked for in
// `programs`, else in $PATH, else where Debian keeps PostgreSQL's. No password is in their arguments.
#pragma once

#include <retort/migrator.hpp>
#include <retort/plan.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

struct backup_options {
    /// Goes into the file's name: the schema, and the revision that the database is at ("base" where there is none).
    std::string schema;
    std::string revision = "base";
    /// Where the file goes; made if it is not there.
    std::string folder = "backups";
    /// Another path for the file, instead of the folder and a name made of schema, database, time and revision.
    std::string file = {};
    /// The only folder in which to look for the database's programs; empty: $RETORT_CLIENT_PROGRAMS, else as above.
    std::string programs = {};
    /// How long to wait for those who lock what has to be read or written.
    std::chrono::milliseconds lock_timeout{std::chrono::seconds{60}};
};

struct backup_file {
    std::string path;
    std::uintmax_t size = 0;
    std::chrono::microseconds duration{0};
};

/// Writes a consistent copy of the database, checks it, and only then gives it its name: a file that is there is
/// whole. Throws E330 (it could not be made; nothing is left of it), E331 (a program is missing), E332 (the file exists
/// already), E336 (there is no database to back up), and what connecting throws.
backup_file backup(std::string_view url, const backup_options& options);

/// The backup before a migration: `schema` and `revision` are taken from the history and the ledger. Nothing where
/// there is nothing to lose: an SQLite file that does not exist yet, or is empty.
std::optional<backup_file> backup_before(std::string_view url, const plan::history& history,
                                         backup_options options = {});

/// What to keep; a backup that either of the two keeps is kept, and the newest always is.
struct keeping {
    /// Those that are at most so many days old.
    std::optional<unsigned> days = {};
    /// The newest so many.
    std::optional<unsigned> count = {};
};

/// Deletes old backups of this schema and database from `folder`: regular files whose whole name is of the form that
/// backup() gives, by the time in it, and whose last line says that they were made of this database. A file whose time
/// is in the future is kept, and is not counted. Returns the paths. Throws E337, and what connecting to a server
/// throws.
std::vector<std::string> prune(std::string_view url, std::string_view schema, const std::string& folder,
                               const keeping& keep);

struct restore_options {
    /// Whose ledger to report.
    std::string schema;
    /// Throw away what is in the database: afterwards it holds what is in the backup and nothing else.
    bool replace = false;
    std::string programs = {};
    std::chrono::milliseconds lock_timeout{std::chrono::seconds{60}};
};

struct restore_report {
    /// The applied revisions of the schema as the restored ledger has them, in the order of application.
    std::vector<applied_revision> applied;
    /// SQLite: what a damaged file that was in the way is called now; else empty.
    std::string set_aside;
    std::chrono::microseconds duration{0};
};

/// Puts `file` back. It is checked first: a damaged or foreign one is refused (E334) before the database is touched.
/// On SQLite and PostgreSQL everything happens or nothing; MariaDB commits each change of the schema. Throws E333 (the
/// database is not empty and `replace` is not set), E331, E335 (it failed; left_behind() says what is there).
restore_report restore(std::string_view url, const std::string& file, const restore_options& options);

}  // namespace retort
