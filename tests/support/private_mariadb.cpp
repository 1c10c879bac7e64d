#include "support/private_mariadb.hpp"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <retort/connection.hpp>
#include <stdexcept>
#include <vector>

#include "support/private_server.hpp"

namespace retort::test {
namespace fs = std::filesystem;
namespace {

constexpr const char* users[] = {"mysql", "nobody"};

/// RETORT_MARIADB, the folder of an installation of its own: its server is run with that folder's files.
std::string given_folder() {
    const char* given = std::getenv("RETORT_MARIADB");
    return given ? given : "";
}

/// Of RETORT_MARIADB, or what is installed.
std::string server_program(const std::string& name) {
    const std::string given = given_folder();
    if (given.empty()) return find_program(name);
    for (const char* folder : {"/bin/", "/sbin/", "/libexec/", "/scripts/"})
        if (fs::exists(given + folder + name)) return given + folder + name;
    throw std::runtime_error("RETORT_MARIADB is " + given + ", and there is no " + name);
}

void say_why(const std::string& reason) { std::fprintf(stderr, "MariaDB tests are skipped: %s\n", reason.c_str()); }

}  // namespace

private_mariadb* private_mariadb::get() {
    static const std::unique_ptr<private_mariadb> server = []() -> std::unique_ptr<private_mariadb> {
        if (server_program("mariadbd").empty() || server_program("mariadb-install-db").empty()) {
            say_why("no mariadbd was found (Debian and Fedora: mariadb-server)");
            return nullptr;
        }
        try {
            connection("mariadb://x@/x?unix_socket=/nowhere");
        } catch (const error& e) {
            if (e.code() == "E314") {
                say_why(e.what());
                return nullptr;
            }
        }
        if (geteuid() == 0 && !server_user(users)) {
            say_why("running as root, and there is no user mysql to run the server as");
            return nullptr;
        }
        const std::string folder = server_folder("/tmp/retort-my-XXXXXX", server_user(users), "pid");
        if (folder.empty()) {
            say_why("no temporary folder can be made in /tmp");
            return nullptr;
        }
        std::unique_ptr<private_mariadb> made(new private_mariadb(folder));
        if (!made->start()) {
            say_why("the server did not start:\n" + content_of(folder + "/log"));
            return nullptr;
        }
        return made;
    }();
    return server.get();
}

bool private_mariadb::start() {
    const std::string log = folder_ + "/log", data = "--datadir=" + folder_ + "/data";
    const auto user = server_user(users);
    // A server that starts deletes what it finds of temporary tables in its folder for them, also another server's.
    const std::string temporary = "--tmpdir=" + folder_;
    int status = 0;
    std::vector<std::string> install = {
        server_program("mariadb-install-db"),       "--no-defaults",      data, temporary, "--skip-test-db",
        "--auth-root-authentication-method=normal", "--skip-name-resolve"};
    if (!given_folder().empty()) install.push_back("--basedir=" + given_folder());
    const int made = spawn(install, log, user, SIGKILL);
    if (made < 0 || waitpid(made, &status, 0) != made || status != 0) return false;
    // Nothing has to outlive the machine's next breath.
    std::vector<std::string> arguments = {
        server_program("mariadbd"),      "--no-defaults", data, temporary, "--socket=" + socket(),
        "--pid-file=" + folder_ + "/pid"};
    for (const char* setting :
         {"--skip-networking", "--skip-ssl", "--skip-name-resolve", "--innodb-flush-log-at-trx-commit=0",
          "--innodb-fast-shutdown=2", "--innodb-doublewrite=0", "--innodb-log-file-size=8M",
          "--innodb-buffer-pool-size=64M", "--innodb-use-native-aio=0", "--key-buffer-size=1M",
          "--aria-pagecache-buffer-size=8M", "--debug-no-sync", "--max-connections=100"})
        arguments.emplace_back(setting);
    if (!given_folder().empty()) arguments.push_back("--basedir=" + given_folder());
    server_ = spawn(arguments, log, user, SIGTERM);
    return server_ >= 0 && answers(server_, url_of("mysql"));
}

private_mariadb::~private_mariadb() {
    stop(server_, SIGTERM);
    std::error_code ignored;
    if (!folder_.empty()) fs::remove_all(folder_, ignored);
}

std::string private_mariadb::url_of(const std::string& database, const std::string& user) const {
    return "mariadb://" + user + "@/" + database + "?unix_socket=" + socket() + "&ssl=false";
}

std::string private_mariadb::new_database() {
    const std::string name = "t" + std::to_string(++made_);
    connection(url_of("mysql")).execute("CREATE DATABASE " + name);
    return url_of(name);
}

}  // namespace retort::test
