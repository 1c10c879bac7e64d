// pgbouncer in transaction mode before the tests' private PostgreSQL: on a Unix socket in a temporary folder, started
// when first asked for, stopped when the process ends, however it ends.
#pragma once

#include <string>

namespace retort::test {

class private_pgbouncer {
public:
    /// The process's pooler that has so many connections to each database, or null where PostgreSQL cannot be started
    /// or pgbouncer is not installed (the reason is printed once).
    static private_pgbouncer* get(int pool_size = 2);

    /// The way through the pooler to one of private_postgresql's databases, by name (database_in(url)). A connection
    /// has no session: each transaction may be on another of the server's backends, and the next one is, where it can
    /// be.
    std::string url_of(const std::string& database) const;

    private_pgbouncer(const private_pgbouncer&) = delete;
    private_pgbouncer& operator=(const private_pgbouncer&) = delete;
    ~private_pgbouncer();

private:
    private_pgbouncer(std::string folder, int pool_size) : folder_(std::move(folder)), pool_size_(pool_size) {}
    bool start(const std::string& postgresql_folder);

    std::string folder_;
    int pool_size_;
    int server_ = -1;
};

}  // namespace retort::test
