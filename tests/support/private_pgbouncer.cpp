#include "support/private_pgbouncer.hpp"

#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>

#include "support/private_postgresql.hpp"
#include "support/private_server.hpp"

namespace retort::test {
namespace fs = std::filesystem;
namespace {

// It refuses to be root.
constexpr const char* users[] = {"postgres", "nobody"};
// No TCP port is opened: it is in the name of the socket.
constexpr const char* port = "6432";

void say_why(const std::string& reason) { std::fprintf(stderr, "pgbouncer tests are skipped: %s\n", reason.c_str()); }

}  // namespace

private_pgbouncer* private_pgbouncer::get(int pool_size) {
    // Asked for first, so that it ends last.
    const private_postgresql* behind = private_postgresql::get();
    static const bool possible = [&] {
        if (!behind) {
            say_why("there is no PostgreSQL");
            return false;
        }
        if (find_program("pgbouncer").empty()) {
            say_why("no pgbouncer was found (Debian and Fedora: pgbouncer)");
            return false;
        }
        if (geteuid() == 0 && !server_user(users)) {
            say_why("running as root, and there is no user postgres to run it as");
            return false;
        }
        return true;
    }();
    if (!possible) return nullptr;
    static std::map<int, std::unique_ptr<private_pgbouncer>> poolers;
    const auto [place, is_new] = poolers.try_emplace(pool_size);
    if (!is_new) return place->second.get();
    const std::string folder = server_folder("/tmp/retort-pb-XXXXXX", server_user(users), "pid");
    if (folder.empty()) {
        say_why("no temporary folder can be made in /tmp");
        return nullptr;
    }
    std::unique_ptr<private_pgbouncer> made(new private_pgbouncer(folder, pool_size));
    if (!made->start(behind->socket_folder())) {
        say_why("it did not start:\n" + content_of(folder + "/log"));
        return nullptr;
    }
    place->second = std::move(made);
    return place->second.get();
}

bool private_pgbouncer::start(const std::string& postgresql_folder) {
    // In turns over the backends, because the one used last is otherwise taken again, and what a client leaves on a
    // backend would be there by luck.
    std::ofstream(folder_ + "/ini") << "[databases]\n* = host=" << postgresql_folder << " user=postgres\n"
                                    << "[pgbouncer]\nlisten_addr =\nlisten_port = " << port
                                    << "\nunix_socket_dir = " << folder_ << "\npidfile = " << folder_ << "/pid"
                                    << "\nauth_type = any\npool_mode = transaction\nserver_round_robin = 1"
                                    << "\nmax_client_conn = 200\nquery_wait_timeout = 15\ndefault_pool_size = "
                                    << pool_size_ << "\n";
    server_ = spawn({find_program("pgbouncer"), folder_ + "/ini"}, folder_ + "/log", server_user(users), SIGTERM);
    return server_ >= 0 && answers(server_, url_of("postgres"));
}

private_pgbouncer::~private_pgbouncer() {
    // Newer ones wait for their clients on SIGTERM, and there is nothing to save.
    stop(server_, SIGKILL);
    std::error_code ignored;
    if (!folder_.empty()) fs::remove_all(folder_, ignored);
}

std::string private_pgbouncer::url_of(const std::string& database) const {
    return "postgresql://postgres@/" + database + "?host=" + folder_ + "&port=" + port;
}

}  // namespace retort::test
