// Many processes at once, kills at any moment, and connections that are cut at a COMMIT: each ends, after the next run,
// as an undisturbed run does. RETORT_CHAOS_ROUNDS multiplies how often each is tried (1).
#include <retort/migrator.hpp>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <iostream>
#include <random>
#include <stdexcept>
#include <thread>

#include "integration/sample_history.hpp"
#include "integration/scratch.hpp"
#include "support/catch.hpp"
#include "support/private_mariadb.hpp"
#include "support/private_postgresql.hpp"

using namespace retort;
using namespace retort::test;
using namespace std::chrono_literals;
using list = std::vector<std::string>;

namespace {

int rounds() {
    const char* given = std::getenv("RETORT_CHAOS_ROUNDS");
    return given ? std::max(1, std::atoi(given)) : 1;
}

/// Changes of the schema, of rows in one transaction and in batches, and a statement outside of transactions; what is
/// done twice shows in the sum.
sample_history made_for(database kind) {
    plan::statement fill{
        .sql = kind == database::mariadb
                   ? "UPDATE money SET note = 1 WHERE note IS NULL LIMIT 4"
                   : "UPDATE money SET note = 1 WHERE id IN (SELECT id FROM money WHERE note IS NULL LIMIT 4)",
        .transactional = false,
        .batch = 4,
        .at_once = "UPDATE money SET note = 1 WHERE note IS NULL"};
    std::string rows;
    static std::string insert;
    for (int i = 1; i <= 20; ++i) rows += (i > 1 ? ", (" : "(") + std::to_string(i) + ", 10, NULL)";
    insert = "INSERT INTO money VALUES " + rows;
    sample_history h;
    h.add(
        "1",
        {{{"CREATE TABLE money (id int, amount int, note int)"}, {insert}}, {{"DROP TABLE money"}}, {}, {}, {}, true});
    h.add("2", {{{"UPDATE money SET amount = amount * 2"},
                 {"CREATE TABLE x (id int)"},
                 {"ALTER TABLE money ADD COLUMN more int"},
                 {"UPDATE money SET amount = amount + 1"}},
                {{"UPDATE money SET amount = amount - 1"},
                 {"ALTER TABLE money DROP COLUMN more"},
                 {"DROP TABLE x"},
                 {"UPDATE money SET amount = amount / 2"}},
                {},
                {},
                {},
                true});
    h.add("3", {{{"UPDATE money SET amount = amount * 3"}, fill, {"UPDATE money SET amount = amount + 5"}},
                {{"UPDATE money SET amount = (amount - 5) / 3, note = NULL"}},
                {},
                {},
                {},
                true});
    sample_history::part index{
        {{"CREATE INDEX ix_money ON money (amount)"}}, {{"DROP INDEX ix_money"}}, {}, {}, {}, true};
    if (kind == database::postgresql)
        index.up = {{.sql = "CREATE INDEX CONCURRENTLY ix_money ON money (amount)",
                     .transactional = false,
                     .probe =
                         "SELECT CASE WHEN EXISTS (SELECT 1 FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND "
                         "datname = current_database() AND query LIKE 'CREATE INDEX CONC%' AND state = 'active') "
                         "THEN 2 ELSE coalesce((SELECT CASE WHEN i.indisvalid THEN 1 ELSE -1 END FROM pg_index i "
                         "WHERE i.indexrelid = to_regclass('ix_money')), 0) END",
                     .clear = "DROP INDEX CONCURRENTLY ix_money"}};
    if (kind == database::mariadb) index.down = {{"DROP INDEX ix_money ON money"}};
    h.add("4", index);
    return h;
}

class world {
public:
    explicit world(database kind) : place_(kind), sample_(made_for(kind)), history_(sample_.history()) {
        connection db = place_.open();
        options_.allow_loss = {"all"};
        options_.wait = 120s;
        options_.lock_retries = 50;
        go(db, true);
        above_ = all_of();
        go(db, false);
        below_ = all_of();
        const auto start = std::chrono::steady_clock::now();
        go(db, true);
        took_ = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
        go(db, false);
        CHECK(all_of() == below_);
    }

    const scratch& place() const { return place_; }
    std::chrono::microseconds took() const { return took_; }

    void go(connection& db, bool up) const {
        up ? upgrade(db, history_, "head", options_) : downgrade(db, history_, "base", options_);
    }
    void go_on(bool up) const {
        connection db = place_.open();
        go(db, up);
    }
    int start(bool up) const {
        const int child = fork();
        if (child != 0) return child;
        int code = 1;
        try {
            go_on(up);
            code = 0;
        } catch (const std::exception& e) {
            std::cerr << e.what() << '\n';
        }
        _exit(code);
    }
    /// The schema, the rows and the ledger are those of an undisturbed run.
    bool is(bool up) const { return all_of() == (up ? above_ : below_); }

    round_trips& trips() { return options_.round_trips; }

private:
    std::string all_of() const {
        connection db = place_.open();
        std::string out = place_.schema_text();
        for (const char* sql : {"SELECT revision, state FROM retort_revisions ORDER BY sequence",
                                "SELECT count(*), sum(amount), sum(note) FROM money"}) {
            try {
                for (const std::string& row : rows_of(db, sql)) out += row + "\n";
            } catch (const error&) {
                out += "none\n";
            }
        }
        return out;
    }

    scratch place_;
    sample_history sample_;
    plan::history history_;
    run_options options_;
    std::string above_, below_;
    std::chrono::microseconds took_{0};
};

int waited(int child) {
    int status = 0;
    waitpid(child, &status, 0);
    return status;
}

/// Stands between a client and a server's Unix socket, and cuts the connection at the n-th COMMIT of its client: before
/// the server has it, or before the client hears of it.
class cutting_proxy {
public:
    cutting_proxy(std::string listen_at, std::string server, int at, bool before)
        : path_(std::move(listen_at)), server_(std::move(server)), left_(at), before_(before) {
        listener_ = socket(AF_UNIX, SOCK_STREAM, 0);
        const sockaddr_un address = address_of(path_);
        unlink(path_.c_str());
        if (bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
            listen(listener_, 8) != 0)
            throw std::runtime_error("no socket can be made at " + path_);
        accepting_ = std::thread([this] { accept_all(); });
    }
    cutting_proxy(const cutting_proxy&) = delete;
    cutting_proxy& operator=(const cutting_proxy&) = delete;
    ~cutting_proxy() {
        over_ = true;
        shutdown(listener_, SHUT_RDWR);
        accepting_.join();
        for (std::thread& t : pumps_) t.join();
        close(listener_);
        unlink(path_.c_str());
    }
    bool has_cut() const { return has_cut_; }

private:
    static sockaddr_un address_of(const std::string& path) {
        sockaddr_un out{};
        out.sun_family = AF_UNIX;
        std::strncpy(out.sun_path, path.c_str(), sizeof out.sun_path - 1);
        return out;
    }
    void accept_all() {
        while (!over_) {
            pollfd waiting{listener_, POLLIN, 0};
            if (poll(&waiting, 1, 100) <= 0) continue;
            const int client = accept(listener_, nullptr, nullptr);
            if (client < 0) continue;
            const int server = socket(AF_UNIX, SOCK_STREAM, 0);
            const sockaddr_un address = address_of(server_);
            if (connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
                close(client);
                close(server);
                continue;
            }
            pumps_.emplace_back([this, client, server] {
                pump(client, server);
                close(client);
                close(server);
            });
        }
    }
    static bool send_all(int to, const char* data, std::size_t size) {
        while (size > 0) {
            const ssize_t n = send(to, data, size, MSG_NOSIGNAL);
            if (n <= 0) return false;
            data += n;
            size -= static_cast<std::size_t>(n);
        }
        return true;
    }
    void pump(int client, int server) {
        std::array<char, 65536> some{};
        while (!over_) {
            std::array<pollfd, 2> ready{pollfd{client, POLLIN, 0}, pollfd{server, POLLIN, 0}};
            if (poll(ready.data(), 2, 100) <= 0) continue;
            if (ready[0].revents != 0) {
                const ssize_t n = read(client, some.data(), some.size());
                if (n <= 0) return;
                const std::string_view text(some.data(), static_cast<std::size_t>(n));
                // A message ends with it, on both protocols.
                const bool commits = text.find("COMMIT") != std::string_view::npos;
                const bool cuts = commits && --left_ == 0;
                if (cuts && before_) {
                    has_cut_ = true;
                    return;
                }
                if (!send_all(server, some.data(), text.size())) return;
                if (cuts) {
                    has_cut_ = true;
                    // The server works on it, and its answer is lost.
                    pollfd answer{server, POLLIN, 0};
                    poll(&answer, 1, 1000);
                    return;
                }
            }
            if (ready[1].revents != 0) {
                const ssize_t n = read(server, some.data(), some.size());
                if (n <= 0 || !send_all(client, some.data(), static_cast<std::size_t>(n))) return;
            }
        }
    }

    std::string path_, server_;
    std::atomic<int> left_;
    bool before_;
    int listener_ = -1;
    std::atomic<bool> over_{false}, has_cut_{false};
    std::thread accepting_;
    std::vector<std::thread> pumps_;
};

std::string replaced(std::string text, const std::string& part, const std::string& by) {
    return text.replace(text.find(part), part.size(), by);
}

void at_once(database kind) {
    if (!is_available(kind)) return;
    const world w(kind);
    int upgrades = 0, failed = 0, wrong = 0;
    for (int round = 0; round < 4 * rounds(); ++round) {
        const bool up = round % 2 == 0;
        std::vector<int> children;
        for (int i = 0; i < 10; ++i) children.push_back(w.start(up));
        for (const int child : children) failed += waited(child) == 0 ? 0 : 1;
        upgrades += 10;
        wrong += w.is(up) ? 0 : 1;
    }
    std::cout << "at once on " << name_of(kind) << ": " << upgrades << " runs, " << failed << " failed, " << wrong
              << " ends were wrong\n";
    CHECK(failed == 0);
    CHECK(wrong == 0);
}

void kills(database kind) {
    if (!is_available(kind)) return;
    const world w(kind);
    const unsigned seed = std::random_device{}();
    std::minstd_rand random(seed);
    // In microseconds, with the time that a process takes to start and to connect. How long a run takes changes with
    // what else the machine does, so the range follows: about half of the kills come before the run's end.
    double longest = static_cast<double>(w.took().count()) + 20000;
    int tried = 0, in_time = 0, wrong = 0;
    for (int round = 0; round < 30 * rounds(); ++round) {
        const bool up = round % 2 == 0;
        const int child = w.start(up);
        std::uniform_real_distribution<double> moment(0, longest);
        std::this_thread::sleep_for(std::chrono::microseconds(static_cast<long>(moment(random))));
        kill(child, SIGKILL);
        const bool was_killed = WIFSIGNALED(waited(child));
        in_time += was_killed ? 1 : 0;
        longest *= was_killed ? 1.125 : 0.75;
        ++tried;
        try {
            // Sometimes it turns round first.
            if (round % 5 == 0) w.go_on(!up);
            w.go_on(up);
        } catch (const error& e) {
            std::cout << e.what() << '\n';
            ++wrong;
        }
        wrong += w.is(up) ? 0 : 1;
    }
    std::cout << "kills on " << name_of(kind) << " (seed " << seed << "): " << tried << ", " << in_time
              << " before the run's end, " << wrong << " ends were wrong\n";
    CHECK(in_time > tried / 3);
    CHECK(wrong == 0);
}

void cuts(database kind) {
    if (!is_available(kind)) return;
    world w(kind);
    const folder own;
    const std::string server = kind == database::mariadb
                                   ? private_mariadb::get()->socket()
                                   : private_postgresql::get()->socket_folder() + "/.s.PGSQL.5432";
    const std::string proxy = own / (kind == database::mariadb ? "s" : ".s.PGSQL.5432");
    const std::string url = kind == database::mariadb
                                ? replaced(w.place().url(), server, proxy)
                                : replaced(w.place().url(), private_postgresql::get()->socket_folder(), own.path());
    int cut = 0, wrong = 0, unclear = 0;
    for (int round = 0; round < rounds(); ++round)
        for (const round_trips trips : {round_trips::each, round_trips::few})
            for (const bool before : {true, false})
                for (const bool up : {true, false})
                    for (int n = 1; n < 100; ++n) {
                        w.trips() = trips;
                        bool was_cut = false;
                        {
                            const cutting_proxy between(proxy, server, n, before);
                            try {
                                connection db(url);
                                w.go(db, up);
                            } catch (const error& e) {
                                unclear += e.code() == "E302" ? 0 : 1;
                            }
                            was_cut = between.has_cut();
                        }
                        w.go_on(up);
                        wrong += w.is(up) ? 0 : 1;
                        w.go_on(!up);
                        if (!was_cut) break;
                        ++cut;
                    }
    std::cout << "cuts at a COMMIT on " << name_of(kind) << ": " << cut << ", " << unclear << " with another error, "
              << wrong << " ends were wrong\n";
    CHECK(cut > 10);
    CHECK(unclear == 0);
    CHECK(wrong == 0);
}

}  // namespace

TEST_CASE("concurrent processes") {
    for (const database kind : {database::sqlite, database::postgresql, database::mariadb}) at_once(kind);
}
TEST_CASE("processes killed at random times") {
    for (const database kind : {database::sqlite, database::postgresql, database::mariadb}) kills(kind);
}
TEST_CASE("connections cut at COMMIT") {
    for (const database kind : {database::postgresql, database::mariadb}) cuts(kind);
}
