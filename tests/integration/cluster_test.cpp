// What stands between a client and a server, or makes one server of several: pgbouncer in transaction mode, Galera.
#include <retort/codegen/plan.hpp>
#include <retort/migrator.hpp>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <thread>

#include "scratch.hpp"
#include "shop_history.hpp"
#include "subprocess.hpp"
#include "support/catch.hpp"
#include "support/embed.hpp"
#include "support/lowered.hpp"
#include "support/private_galera.hpp"
#include "support/private_pgbouncer.hpp"
#include "support/private_server.hpp"

using namespace retort;
using namespace retort::test;
using retort::testing::embedded;
using retort::testing::lowered;
using list = std::vector<std::string>;

namespace {

const plan::history& shop_history = shop::the_history();

template <typename Condition>
bool comes_true(Condition condition, std::chrono::seconds patience = std::chrono::seconds(20)) {
    const auto end = std::chrono::steady_clock::now() + patience;
    while (!condition()) {
        if (std::chrono::steady_clock::now() >= end) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return true;
}

/// Starts shop-migrate upgrade ten times at once, over these ways in turns; every one has to succeed. Returns how many
/// steps they say they have taken.
std::size_t ten_at_once(const list& urls) {
    std::vector<process> all;
    for (std::size_t i = 0; i < 10; ++i)
        all.push_back(start({SHOP_MIGRATE, "upgrade", "--database", urls[i % urls.size()]}));
    std::size_t steps = 0;
    for (const process& p : all) {
        const outcome o = finish(p);
        INFO(o.err);
        CHECK(o.code == 0);
        for (std::size_t at = o.out.find("  up  "); at != std::string::npos; at = o.out.find("  up  ", at + 1)) ++steps;
    }
    return steps;
}

const list every_step_once = {"001_create_orders|up", "002_add_car_number|up", "003_phone_required|up",
                              "004_first_customers|up"};
const char* the_log = "SELECT revision, direction FROM retort_log ORDER BY revision, entry";

// pgbouncer
// ------------------------------------------------------------------------------------------------------------------

/// A database behind a pooler with so many backends, all of which are open.
struct pooled {
    explicit pooled(int backends)
        : place(database::postgresql),
          url(private_pgbouncer::get(backends)->url_of(database_in(place.url()))),
          direct(place.open()) {
        std::vector<connection> all;
        for (int i = 0; i < backends; ++i) all.emplace_back(url).execute("BEGIN");
        std::set<std::string> seen;
        for (connection& c : all) seen.insert(rows_of(c, "SELECT pg_backend_pid()").at(0));
        CHECK(seen.size() == static_cast<std::size_t>(backends));
        for (connection& c : all) c.execute("COMMIT");
    }
    bool has_advisory_lock() {
        return rows_of(direct,
                       "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database "
                       "WHERE datname = current_database())") != list{};
    }

    scratch place;
    std::string url;
    connection direct;
};

bool has_pooler() { return is_available(database::postgresql) && private_pgbouncer::get() != nullptr; }

namespace steps {
using namespace retort::dsl;
constexpr auto m1 = migration("1", create_table("t", column("a", integer), column("b", text, nullable)));
constexpr auto m2 = migration("2", revises("1"), create_index("t", unique_index("by_a", on("a"), concurrently)));
}  // namespace steps

codegen::plan planned() {
    codegen::project p;
    p.declared.name = "indexes";
    p.declared.databases.add(model::database::postgresql);
    p.migrations = {lowered(steps::m1), lowered(steps::m2)};
    return codegen::make_plan(p, {"postgresql"});
}

const char* indexes = "SELECT indexrelid::regclass::text, indisvalid FROM pg_index WHERE indrelid = 't'::regclass";

}  // namespace

TEST_CASE("pooler: a history goes up, down and up again") {
    if (!has_pooler()) return;
    for (const int backends : {1, 2}) {
        CAPTURE(backends);
        pooled w(backends);
        connection db(w.url);
        CHECK(upgrade(db, shop_history).size() == 4);
        CHECK(current(db, shop_history) == list{"004_first_customers"});
        CHECK(rows_of(db, "SELECT id, name FROM customers ORDER BY id") == list{"1|Иван 🚗", "2|O'Hara"});
        const std::string first = w.place.schema_text();
        CHECK(downgrade(db, shop_history, "base").size() == 4);
        CHECK(applied(db, shop_history).empty());
        upgrade(db, shop_history);
        CHECK(w.place.schema_text() == first);
        CHECK_FALSE(w.has_advisory_lock());
        // What the session was told is true of whichever backend a statement is on.
        const value parameters[] = {std::int64_t{7}};
        for (int i = 0; i < 4; ++i) {
            CHECK(text_of(db.execute("SELECT $1::bigint + 1", parameters).rows.at(0).at(0)) == "8");
            CHECK(rows_of(db, "SELECT current_setting('TimeZone'), current_setting('DateStyle')") ==
                  list{"UTC|ISO, MDY"});
        }
    }
}

TEST_CASE("pooler: ten processes at once: all succeed, one history is applied") {
    if (!has_pooler()) return;
    for (const int backends : {1, 2}) {
        CAPTURE(backends);
        pooled w(backends);
        CHECK(ten_at_once({w.url}) == 4);
        CHECK(rows_of(w.direct, the_log) == every_step_once);
        CHECK(current(w.direct, shop_history) == list{"004_first_customers"});
        CHECK_FALSE(w.has_advisory_lock());
    }
}

TEST_CASE("pooler: processes with and without the pooler apply one history") {
    if (!has_pooler()) return;
    pooled w(2);
    CHECK(ten_at_once({w.url, w.place.url()}) == 4);
    CHECK(rows_of(w.direct, the_log) == every_step_once);
}

TEST_CASE("pooler: kill -9 during a revision leaves nothing, and the next run continues") {
    if (!has_pooler()) return;
    pooled w(2);
    connection db(w.url);
    upgrade(db, shop_history, "001");
    const std::string before = w.place.schema_text();
    const process victim =
        start({SHOP_MIGRATE, "upgrade", "--database", w.url}, {.folder = "", .variables = {{"SHOP_SLOWLY", "1"}}});
    const char* sleeps =
        "SELECT pid FROM pg_stat_activity WHERE query LIKE '%pg_sleep(4)%' AND state = 'active' AND datname = "
        "current_database() AND pid <> pg_backend_pid()";
    CHECK(comes_true([&] { return !rows_of(w.direct, sleeps).empty(); }));
    kill(victim.id, SIGKILL);
    CHECK(finish(victim).code == 128 + SIGKILL);
    CHECK(w.place.schema_text() == before);
    // The killed client's statement may run on, with the lock: that is waited for.
    CHECK(upgrade(db, shop_history).size() == 3);
    CHECK_FALSE(w.has_advisory_lock());
}

// A lock of the session's would be taken on one of the pooler's backends and given back on another, or not at all.
TEST_CASE("pooler: a concurrent index leaves no lock") {
    if (!has_pooler()) return;
    const embedded plan(planned());
    {
        pooled w(2);
        connection db(w.url);
        for (int i = 0; i < 3; ++i) {
            upgrade(db, plan.history());
            CHECK(current(db, plan.history()) == list{"2"});
            CHECK(rows_of(w.direct, indexes) == list{"by_a|t"});
            CHECK_FALSE(w.has_advisory_lock());
            downgrade(db, plan.history());
            CHECK(rows_of(w.direct, indexes).empty());
            CHECK_FALSE(w.has_advisory_lock());
        }
        // Nor for who comes without the pooler.
        run_options options;
        options.wait = std::chrono::milliseconds(0);
        CHECK(upgrade(w.direct, plan.history(), "head", options).size() == 1);
    }
}

TEST_CASE("E302: a concurrent index needs two connections of the pooler") {
    if (!has_pooler()) return;
    const embedded plan(planned());
    pooled w(1);
    connection db(w.url);
    try {
        upgrade(db, plan.history());
        FAIL("a pool of one was enough");
    } catch (const error& e) {
        INFO(e.what());
        CHECK(e.code() == "E302");
        CHECK(e.way_out().find("two connections") != std::string::npos);
    }
    CHECK(upgrade(w.direct, plan.history()).size() == 1);
}

TEST_CASE("pooler: concurrent processes create a concurrent index once") {
    if (!has_pooler()) return;
    const embedded plan(planned());
    pooled w(2);
    upgrade(w.direct, plan.history(), "1");
    w.direct.execute("INSERT INTO t SELECT i, 'b' FROM generate_series(1, 20000) AS i");
    list said(6);
    std::vector<std::thread> all;
    for (std::string& s : said)
        all.emplace_back([&] {
            try {
                connection db(&s == &said.front() ? w.place.url() : w.url);
                s = std::to_string(upgrade(db, plan.history()).size());
            } catch (const std::exception& e) {
                s = e.what();
            }
        });
    for (std::thread& t : all) t.join();
    std::sort(said.begin(), said.end());
    CHECK(said == list{"0", "0", "0", "0", "0", "1"});
    CHECK(rows_of(w.direct, indexes) == list{"by_a|t"});
    CHECK(rows_of(w.direct, "SELECT revision FROM retort_log ORDER BY entry") == list{"1", "2"});
    CHECK_FALSE(w.has_advisory_lock());
}

TEST_CASE("pooler: kill -9 during a concurrent index leaves no lock") {
    if (!has_pooler()) return;
    const embedded plan(planned());
    pooled w(2);
    upgrade(w.direct, plan.history(), "1");
    w.direct.execute("INSERT INTO t SELECT i, 'b' FROM generate_series(1, 1000) AS i");
    // A transaction that CREATE INDEX CONCURRENTLY waits for.
    connection other = w.place.open();
    other.execute("BEGIN");
    other.execute("INSERT INTO t VALUES (2000, 'c')");
    const pid_t child = fork();
    if (child == 0) {
        try {
            connection its(w.url);
            upgrade(its, plan.history());
        } catch (const std::exception&) {
            // Whoever ended it knows.
        }
        _exit(0);
    }
    CHECK(comes_true([&] { return rows_of(w.direct, indexes) == list{"by_a|f"}; }));
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    other.execute("ROLLBACK");
    // Until the backend has ended what it was doing, it may hold what it needs for that.
    CHECK(comes_true([&] {
        return rows_of(w.direct,
                       "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'CREATE UNIQUE INDEX CONCURRENTLY%' AND state "
                       "= 'active' AND datname = current_database()")
            .empty();
    }));
    CHECK(comes_true([&] { return !w.has_advisory_lock(); }, std::chrono::seconds(5)));
    connection db(w.url);
    upgrade(db, plan.history());
    CHECK(current(db, plan.history()) == list{"2"});
    CHECK(rows_of(w.direct, indexes) == list{"by_a|t"});
    CHECK_FALSE(w.has_advisory_lock());
}

// Galera
// ------------------------------------------------------------------------------------------------------------------

TEST_CASE("galera: a revision applied on one node is visible and can be reverted on the other") {
    const private_galera* cluster = private_galera::get();
    if (!cluster) return;
    const std::string name = private_galera::get()->new_database();
    connection first((*cluster)[0].url_of(name)), second((*cluster)[1].url_of(name));
    CHECK(upgrade(first, shop_history).size() == 4);
    // It comes there a moment later.
    CHECK(comes_true([&] { return current(second, shop_history) == list{"004_first_customers"}; }));
    CHECK(upgrade(second, shop_history).empty());
    CHECK(rows_of(second, "SELECT id, name FROM customers ORDER BY id") == list{"1|Иван 🚗", "2|O'Hara"});
    CHECK(rows_of(second, the_log) == every_step_once);
    CHECK(downgrade(second, shop_history, "base").size() == 4);
    CHECK(comes_true([&] { return applied(first, shop_history).empty(); }));
    // A revision that is being undone is not applied any more, and its tables go a moment later.
    CHECK(comes_true([&] { return rows_of(first, "SHOW TABLES LIKE 'customers'").empty(); }));
    CHECK(upgrade(first, shop_history).size() == 4);
    CHECK(private_galera::get()->synced());
}

TEST_CASE("galera: ten processes at one node at once: all succeed, one history is applied") {
    private_galera* cluster = private_galera::get();
    if (!cluster) return;
    const std::string name = cluster->new_database();
    CHECK(ten_at_once({(*cluster)[0].url_of(name)}) == 4);
    connection second((*cluster)[1].url_of(name));
    CHECK(comes_true([&] { return current(second, shop_history) == list{"004_first_customers"}; }));
    CHECK(rows_of(second, the_log) == every_step_once);
}

// GET_LOCK is a node's own: two nodes give "the same" lock to two processes.
TEST_CASE("galera: ten processes over all nodes at once: all succeed, one history is applied") {
    private_galera* cluster = private_galera::get();
    if (!cluster) return;
    for (int again = 0; again < 3; ++again) {
        CAPTURE(again);
        const std::string name = cluster->new_database();
        list urls;
        for (int i = 0; i < cluster->size(); ++i) urls.push_back((*cluster)[i].url_of(name));
        CHECK(ten_at_once(urls) == 4);
        CHECK(cluster->synced());
        for (const std::string& url : urls) {
            connection db(url);
            CHECK(comes_true([&] { return current(db, shop_history) == list{"004_first_customers"}; }));
            CHECK(rows_of(db, the_log) == every_step_once);
            CHECK(rows_of(db, "SELECT count(*) FROM customers") == list{"2"});
        }
    }
}

TEST_CASE("galera: a process killed on one node does not block another node") {
    private_galera* cluster = private_galera::get();
    if (!cluster) return;
    const std::string name = cluster->new_database();
    connection first((*cluster)[0].url_of(name)), second((*cluster)[1].url_of(name));
    upgrade(first, shop_history, "001");
    for (const int node : {0, 1}) {
        CAPTURE(node);
        const pid_t child = fork();
        if (child == 0) {
            try {
                connection its((*cluster)[0].url_of(name));
                run_options options;
                options.round_trips = round_trips::each;
                options.progress = [](const event& e) {
                    if (e.what == event::kind::ran) raise(SIGKILL);
                };
                upgrade(its, shop_history, "+1", options);
            } catch (const std::exception&) {
                // It is to be killed.
            }
            _exit(0);
        }
        int status = 0;
        waitpid(child, &status, 0);
        CHECK(WIFSIGNALED(status));
        // What one node has committed, another shows a little later.
        CHECK(comes_true([&] { return begun(node == 0 ? first : second, shop_history).has_value(); }));
        // And a server needs a moment to see that a client is gone, with the lock that it had.
        CHECK(comes_true([&] {
            return rows_of(first, "SELECT count(*) FROM information_schema.processlist WHERE db = '" + name + "'") ==
                   list{"1"};
        }));
        run_options options;
        list waited;
        options.progress = [&](const event& e) {
            if (e.what == event::kind::waiting) waited.emplace_back(e.words);
        };
        // On the same node at once; on another when nobody has counted for a while.
        CHECK(upgrade(node == 0 ? first : second, shop_history, "+1", options).size() == 1);
        CHECK(waited.size() == static_cast<std::size_t>(node));
    }
    CHECK(upgrade(first, shop_history).size() == 1);
    CHECK(rows_of(first, the_log) == every_step_once);
}
