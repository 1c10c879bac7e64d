// Backups: one file with a whole database, made and restored. Other sessions can work meanwhile. docs/operations.md
// describes the limits.
//
// PostgreSQL and MariaDB need their client programs (pg_dump and pg_restore; mariadb-dump). Retort looks for them in
// `programs`, then in $PATH, then in Debian's folders of PostgreSQL. Their arguments contain no password.
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
    /// Parts of the file's name: the schema and its current revision ("base" if there is none).
    std::string schema;
    std::string revision = "base";
    /// The folder of the file; created if it does not exist.
    std::string folder = "backups";
    /// The path of the file, instead of a folder and a name made of schema, database, time and revision.
    std::string file = {};
    /// The only folder in which to look for the client programs. Empty: $RETORT_CLIENT_PROGRAMS, then as above.
    std::string programs = {};
    /// Timeout of waiting for locks of other sessions.
    std::chrono::milliseconds lock_timeout{std::chrono::seconds{60}};
};

struct backup_file {
    std::string path;
    std::uintmax_t size = 0;
    std::chrono::microseconds duration{0};
};

/// Writes a consistent copy of the database, verifies it, and only then gives the file its name, so that an existing
/// file is complete. Throws E330 (it could not be made; nothing remains), E331 (a program is missing), E332 (the file
/// exists), E336 (there is no database to back up), and the errors of connecting.
backup_file backup(std::string_view url, const backup_options& options);

/// Makes the backup before a migration; takes `schema` and `revision` from the history and the ledger. Returns nothing
/// if there is no data: the SQLite file does not exist or is empty.
std::optional<backup_file> backup_before(std::string_view url, const plan::history& history,
                                         backup_options options = {});

/// Which backups to keep: those that either option keeps, and always the newest.
struct keeping {
    /// Keeps backups that are at most so many days old.
    std::optional<unsigned> days = {};
    /// Keeps the newest so many.
    std::optional<unsigned> count = {};
};

/// Deletes old backups of this schema and database from `folder`: regular files whose whole name has the form of
/// backup(), by the time in the name, and whose last line identifies this database. A file with a time in the future
/// is kept and not counted. Returns the paths. Throws E337, and the errors of connecting
/// to a server.
std::vector<std::string> prune(std::string_view url, std::string_view schema, const std::string& folder,
                               const keeping& keep);

struct restore_options {
    /// The schema whose ledger is reported.
    std::string schema;
    /// Deletes everything in the database first: afterwards it contains exactly what is in the backup.
    bool replace = false;
    std::string programs = {};
    std::chrono::milliseconds lock_timeout{std::chrono::seconds{60}};
};

struct restore_report {
    /// The applied revisions of the schema in the restored ledger, in the order of application.
    std::vector<applied_revision> applied;
    /// SQLite: the new name of a damaged file that was replaced; otherwise empty.
    std::string set_aside;
    std::chrono::microseconds duration{0};
};

/// Restores `file`. Verifies it first: a damaged or foreign file is rejected (E334) before the database is changed.
/// Atomic on SQLite and PostgreSQL; MariaDB commits each change of the schema. Throws E333 (the
/// database is not empty and `replace` is not set), E331, E335 (it failed; see left_behind()).
restore_report restore(std::string_view url, const std::string& file, const restore_options& options);

}  // namespace retort
