// A PostgreSQL server of the tests' own: on a Unix socket in a temporary folder, started when first asked for, stopped
// when the process ends, however it ends.
#pragma once

#include <string>

namespace retort::test {

class private_postgresql {
public:
    /// The process's server, or null where PostgreSQL's server programs are not installed (the reason is printed once).
    static private_postgresql* get();

    /// The URL of a new, empty database.
    std::string new_database();
    /// The folder of its Unix socket, for psql and pg_dump (-h).
    const std::string& socket_folder() const { return folder_; }
    /// The path of pg_dump, which has to be as new as the server; empty where there is none (the reason is printed
    /// once).
    std::string pg_dump() const;
    /// The path of psql, of whatever version.
    std::string psql() const;

    private_postgresql(const private_postgresql&) = delete;
    private_postgresql& operator=(const private_postgresql&) = delete;
    ~private_postgresql();

private:
    private_postgresql(std::string programs, std::string folder)
        : programs_(std::move(programs)), folder_(std::move(folder)) {}
    bool start();
    std::string url_of(const std::string& database) const;

    std::string programs_, folder_;
    int server_ = -1;
    int made_ = 0;
};

}  // namespace retort::test
