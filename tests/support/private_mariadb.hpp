// A MariaDB server of the tests' own: on a Unix socket in a temporary folder, started when first asked for, stopped
// when the process ends, however it ends.
#pragma once

#include <string>

namespace retort::test {

class private_mariadb {
public:
    /// The process's server, or null where MariaDB's server programs are not installed or the driver is not built (the
    /// reason is printed once).
    static private_mariadb* get();

    /// The URL of a new, empty database.
    std::string new_database();
    /// Its Unix socket, for mariadb and mariadb-dump (--socket).
    std::string socket() const { return folder_ + "/s"; }
    /// The server's address for user and options of one's own: "mariadb://" + user + "@/" + name + "?unix_socket=" + …
    std::string url_of(const std::string& database, const std::string& user = "root") const;

    private_mariadb(const private_mariadb&) = delete;
    private_mariadb& operator=(const private_mariadb&) = delete;
    ~private_mariadb();

private:
    explicit private_mariadb(std::string folder) : folder_(std::move(folder)) {}
    bool start();

    std::string folder_;
    int server_ = -1;
    int made_ = 0;
};

}  // namespace retort::test
