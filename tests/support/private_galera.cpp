#include "support/private_galera.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <random>
#include <retort/connection.hpp>
#include <thread>
#include <vector>

#include "support/private_server.hpp"

namespace retort::test {
namespace fs = std::filesystem;
namespace {

constexpr const char* users[] = {"mysql", "nobody"};
constexpr int nodes = 2;
// What a node listens on: its group, its incremental transfers, its whole transfer.
constexpr int ports_of_a_node = 3;

std::string find_provider() {
    for (const char* folder : {"/usr/lib/galera", "/usr/lib64/galera-4", "/usr/lib64/galera"}) {
        const std::string file = std::string(folder) + "/libgalera_smm.so";
        if (fs::exists(file)) return file;
    }
    return {};
}

bool is_free(int port) {
    const int s = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (s < 0) return false;
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(static_cast<std::uint16_t>(port));
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int yes = 1;
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    const bool bound = bind(s, reinterpret_cast<const sockaddr*>(&where), sizeof where) == 0;
    close(s);
    return bound;
}

/// The first of `count` free ports in a row, or 0. Below those that the kernel gives to clients: any client may have
/// taken one of these when a node comes to listen on it.
int free_ports(int count) {
    static std::mt19937 random(std::random_device{}());
    for (int attempt = 0; attempt < 200; ++attempt) {
        const int first = std::uniform_int_distribution<int>(12000, 32000 - count)(random);
        int n = 0;
        while (n < count && is_free(first + n)) ++n;
        if (n == count) return first;
    }
    return 0;
}

void say_why(const std::string& reason) { std::fprintf(stderr, "Galera tests are skipped: %s\n", reason.c_str()); }

bool is_built() {
    try {
        connection("mariadb://x@/x?unix_socket=/nowhere");
    } catch (const error& e) {
        return e.code() != "E314";
    }
    return true;
}

std::string status_of(connection& db, const std::string& name) {
    const result answer = db.execute("SHOW STATUS LIKE '" + name + "'");
    const auto* text = answer.rows.empty() ? nullptr : std::get_if<std::string>(&answer.rows[0].at(1));
    return text ? *text : std::string();
}

}  // namespace

private_galera* private_galera::get() {
    static const std::unique_ptr<private_galera> cluster = []() -> std::unique_ptr<private_galera> {
        for (const char* program : {"mariadbd", "mariadb-install-db", "rsync"}) {
            if (!find_program(program).empty()) continue;
            say_why(std::string("no ") + program + " was found (Debian and Fedora: mariadb-server, rsync)");
            return nullptr;
        }
        if (find_provider().empty()) {
            say_why("no libgalera_smm.so was found (Debian: galera-4, Fedora: galera)");
            return nullptr;
        }
        if (!is_built()) {
            say_why("the driver for MariaDB is not built");
            return nullptr;
        }
        if (geteuid() == 0 && !server_user(users)) {
            say_why("running as root, and there is no user mysql to run the servers as");
            return nullptr;
        }
        std::string logs;
        // Somebody may take a port between the look at it and the node's own.
        for (int attempt = 0; attempt < 3; ++attempt) {
            std::unique_ptr<private_galera> made(new private_galera);
            if (made->start()) return made;
            logs = made->logs();
        }
        say_why("the cluster did not start:\n" + logs);
        return nullptr;
    }();
    return cluster.get();
}

bool private_galera::start() {
    const int first = free_ports(nodes * ports_of_a_node);
    if (first == 0) return false;
    for (int i = 0; i < nodes; ++i)
        if (!start_node(first, first + i * ports_of_a_node)) return false;
    return synced();
}

bool private_galera::start_node(int first_port, int port) {
    const bool is_first = first_port == port;
    const auto user = server_user(users);
    node& made = nodes_.emplace_back();
    made.folder_ = server_folder("/tmp/retort-ga-XXXXXX", user, "pid");
    if (made.folder_.empty()) return false;
    const std::string log = made.folder_ + "/log", data = made.folder_ + "/data";
    if (is_first) {
        int status = 0;
        const int prepared =
            spawn({find_program("mariadb-install-db"), "--no-defaults", "--datadir=" + data, "--tmpdir=" + made.folder_,
                   "--skip-test-db", "--auth-root-authentication-method=normal", "--skip-name-resolve"},
                  log, user, SIGKILL);
        if (prepared < 0 || waitpid(prepared, &status, 0) != prepared || status != 0) return false;
    } else {
        // What is in it comes from the first node.
        fs::create_directory(data);
        if (user && chown(data.c_str(), user->pw_uid, user->pw_gid) != 0) return false;
    }
    const auto at = [&](int p) { return "127.0.0.1:" + std::to_string(p); };
    std::vector<std::string> arguments = {find_program("mariadbd"),
                                          "--no-defaults",
                                          "--datadir=" + data,
                                          "--tmpdir=" + made.folder_,
                                          "--socket=" + made.socket(),
                                          "--pid-file=" + made.folder_ + "/pid",
                                          "--wsrep-provider=" + find_provider(),
                                          "--wsrep-node-name=n" + std::to_string(nodes_.size()),
                                          "--wsrep-node-address=" + at(port),
                                          "--wsrep-provider-options=gmcast.listen_addr=tcp://" + at(port) +
                                              ";ist.recv_addr=" + at(port + 1) + ";gcache.size=16M",
                                          "--wsrep-sst-receive-address=" + at(port + 2),
                                          "--wsrep-cluster-address=gcomm://" + (is_first ? "" : at(first_port))};
    if (is_first) arguments.emplace_back("--wsrep-new-cluster");
    for (const char* setting :
         {"--wsrep-on=ON", "--wsrep-cluster-name=retort", "--wsrep-sst-method=rsync", "--binlog-format=ROW",
          "--innodb-autoinc-lock-mode=2", "--skip-networking", "--skip-ssl", "--skip-name-resolve",
          "--innodb-flush-log-at-trx-commit=0", "--innodb-fast-shutdown=2", "--innodb-doublewrite=0",
          "--innodb-log-file-size=8M", "--innodb-buffer-pool-size=32M", "--innodb-use-native-aio=0",
          "--key-buffer-size=1M", "--aria-pagecache-buffer-size=8M", "--debug-no-sync", "--max-connections=100"})
        arguments.emplace_back(setting);
    made.server_ = spawn(arguments, log, user, SIGTERM);
    // The first has to be ready to give before the next one asks.
    return made.server_ >= 0 && answers(made.server_, made.url_of("mysql"), std::chrono::seconds(90)) && synced();
}

void private_galera::stop_all() {
    // The joined ones first, so that no node is left alone to wonder about it.
    while (!nodes_.empty()) {
        stop(nodes_.back().server_, SIGTERM);
        std::error_code ignored;
        if (!nodes_.back().folder_.empty()) fs::remove_all(nodes_.back().folder_, ignored);
        nodes_.pop_back();
    }
}

private_galera::~private_galera() { stop_all(); }

std::string private_galera::logs() const {
    std::string out;
    for (const node& n : nodes_) {
        const std::string log = content_of(n.folder_ + "/log");
        out += "-- " + n.folder_ + "\n" + log.substr(log.size() < 4000 ? 0 : log.size() - 4000);
    }
    return out;
}

std::string private_galera::node::url_of(const std::string& database) const {
    return "mariadb://root@/" + database + "?unix_socket=" + socket() + "&ssl=false";
}

std::string private_galera::node::state() const {
    try {
        connection db(url_of("mysql"));
        return status_of(db, "wsrep_local_state_comment");
    } catch (const error& e) {
        return e.what();
    }
}

bool private_galera::synced(std::chrono::seconds patience) const {
    const auto end = std::chrono::steady_clock::now() + patience;
    const std::string all = std::to_string(nodes_.size());
    for (;;) {
        bool ready = true;
        for (const node& n : nodes_) {
            try {
                connection db(n.url_of("mysql"));
                ready = ready && status_of(db, "wsrep_local_state_comment") == "Synced" &&
                        status_of(db, "wsrep_ready") == "ON" && status_of(db, "wsrep_cluster_size") == all;
            } catch (const error&) {
                ready = false;
            }
        }
        if (ready || std::chrono::steady_clock::now() >= end) return ready;
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
}

std::string private_galera::new_database() {
    const std::string name = "g" + std::to_string(++made_);
    connection(nodes_.front().url_of("mysql")).execute("CREATE DATABASE " + name);
    for (const node& n : nodes_) {
        connection db(n.url_of("mysql"));
        // Waits until this node has applied what the cluster has agreed on.
        db.execute("SET SESSION wsrep_sync_wait = 1");
        db.execute("SELECT 1");
    }
    return name;
}

}  // namespace retort::test
