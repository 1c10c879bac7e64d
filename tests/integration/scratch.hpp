// An empty database for one test, on each database that is there.
#pragma once

#include <retort/connection.hpp>
#include <retort/migrator.hpp>

#include <string>
#include <vector>

namespace retort::test {

/// A temporary folder, removed with its contents at the end.
class folder {
public:
    folder();
    folder(const folder&) = delete;
    folder& operator=(const folder&) = delete;
    ~folder();
    const std::string& path() const { return path_; }
    std::string operator/(const std::string& name) const { return path_ + "/" + name; }

private:
    std::string path_;
};

/// The databases that the suite can run on here: SQLite, and PostgreSQL and MariaDB where a private server can be
/// started.
std::vector<database> available();
bool is_available(database kind);

class scratch {
public:
    explicit scratch(database kind);
    database kind() const { return kind_; }
    const std::string& url() const { return url_; }
    /// A new connection to it.
    connection open() const { return connection(url_); }
    /// SQLite: the file.
    std::string file() const { return folder_ / "test.db"; }
    const folder& place() const { return folder_; }
    /// The whole schema as text, without the ledger's tables: sqlite_schema, pg_dump -s, or mariadb-dump -d.
    std::string schema_text() const;
    /// Runs an SQL script through sqlite3, psql or mariadb; returns what it said on failure, empty on success.
    std::string run_script(const std::string& sql) const;

private:
    database kind_;
    folder folder_;
    std::string url_;
};

/// For tests that have nothing to lose.
inline const run_options any_loss{.allow_loss = {"all"}};

/// One field as text, whatever the driver returned it as; "NULL" for none.
std::string text_of(const value& field);
/// The rows of a query, fields joined by '|'.
std::vector<std::string> rows_of(connection& db, const std::string& sql);

}  // namespace retort::test
