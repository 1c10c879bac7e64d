// What upgrade and downgrade promise, on every database that is there.
#include <retort/migrator.hpp>
#include <retort/sqlite.hpp>
#include <retort/temporal.hpp>

#include <signal.h>
#include <sqlite3.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <limits>
#include <optional>
#include <regex>
#include <set>
#include <stdexcept>
#include <thread>

#include "sample_history.hpp"
#include "scratch.hpp"
#include "shop_history.hpp"
#include "subprocess.hpp"
#include "support/catch.hpp"
#include "support/private_mariadb.hpp"
#include "support/private_server.hpp"

using namespace retort;
using namespace retort::test;
using list = std::vector<std::string>;

namespace {

template <typename Call>
std::optional<error> refusal_of(Call call) {
    try {
        call();
    } catch (const error& e) {
        return e;
    }
    return std::nullopt;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// Runs the test on each database, with the database's name in every failure.
template <typename Test>
void on_each(Test test) {
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        scratch place(kind);
        test(place);
    }
}

const plan::history& shop_history = shop::the_history();

const char* read_only_session(database kind) {
    return kind == database::mariadb ? "SET SESSION TRANSACTION READ ONLY" : "SET default_transaction_read_only = on";
}

}  // namespace

TEST_CASE("E328: features of later releases are rejected before anything is changed") {
    using namespace plan;
    static constexpr statement make[] = {{.sql = "CREATE TABLE t (id integer)"}};
    static constexpr statement drop[] = {{.sql = "DROP TABLE t"}};
    static constexpr script up{.statements = make}, down{.statements = drop};
    static constexpr script later{.oldest = {1000, 1}, .needs = "Database 1000.1, for the telepathic index of t"};
    static constexpr script as_old{.oldest = {3, 35}, .needs = "what each database has"};
    static constexpr route first[] = {
        {database::sqlite, up, down, {}}, {database::postgresql, up, down, {}}, {database::mariadb, up, down, {}}};
    static constexpr route second[] = {{database::sqlite, as_old, {}, {}},
                                       {database::postgresql, as_old, {}, {}},
                                       {database::mariadb, as_old, {}, {}}};
    static constexpr route third[] = {
        {database::sqlite, later, {}, {}}, {database::postgresql, later, {}, {}}, {database::mariadb, later, {}, {}}};
    static constexpr std::string_view after_first[] = {"001"}, after_second[] = {"002"};
    static constexpr revision revisions[] = {{"001", "", {}, "1:0000000000000001", {}, first},
                                             {"002", "", after_first, "1:0000000000000002", {}, second},
                                             {"003", "", after_second, "1:0000000000000003", {}, third}};
    static constexpr database all[] = {database::sqlite, database::postgresql, database::mariadb};
    static constexpr history later_history{"later", all, revisions};
    on_each([](scratch& place) {
        connection db = place.open();
        const auto refusal = refusal_of([&] { upgrade(db, later_history); });
        REQUIRE(refusal);
        CHECK(refusal->code() == "E328");
        CHECK(refusal->revision() == "003");
        const std::string version =
            rows_of(db, place.kind() == database::sqlite       ? "SELECT sqlite_version()"
                        : place.kind() == database::postgresql ? "SELECT current_setting('server_version')"
                                                               : "SELECT version()")
                .at(0);
        const std::string release = std::regex_replace(version, std::regex("^([0-9]+[.][0-9]+).*"), "$1");
        CHECK(std::string(refusal->what()) ==
              "003 needs Database 1000.1, for the telepathic index of t, and this is " + release +
                  "; nothing was changed; use a newer release, or stop at the revision before it [E328]");
        CHECK(applied(db, later_history).empty());
        CHECK(upgrade(db, later_history, "002").size() == 2);
        CHECK(refusal_of([&] { apply(db, later_history, "003"); })->code() == "E328");
        CHECK(offline_sql(later_history, place.kind(), plan_upgrade(db, later_history), false)
                  .find("-- needs Database 1000.1, for the telepathic index of t\n") != std::string::npos);
        downgrade(db, later_history, "base", any_loss);
    });
}

TEST_CASE("up, down to base and up again give the same schema") {
    on_each([](scratch& place) {
        connection db = place.open();
        CHECK(applied(db, shop_history).empty());
        CHECK(current(db, shop_history).empty());
        CHECK(pending(db, shop_history).size() == 4);

        std::vector<std::pair<std::string, bool>> seen;
        run_options options;
        options.progress = [&](const event& e) {
            if (e.what == event::kind::began || e.what == event::kind::done)
                seen.emplace_back(e.of->revision->id, e.what == event::kind::done);
        };
        const auto done = upgrade(db, shop_history, "head", options);
        REQUIRE(done.size() == 4);
        CHECK(done[0].duration.count() > 0);
        REQUIRE(seen.size() == 8);
        CHECK(seen[0] == std::pair<std::string, bool>("001_create_orders", false));
        CHECK(seen[1] == std::pair<std::string, bool>("001_create_orders", true));
        CHECK(current(db, shop_history) == list{"004_first_customers"});
        CHECK(pending(db, shop_history).empty());
        CHECK(rows_of(db, "SELECT id, name FROM customers ORDER BY id") == list{"1|Иван 🚗", "2|O'Hara"});
        CHECK(rows_of(db, "SELECT DISTINCT status FROM orders") == list{"новый 🔧; it's \"new\""});
        const std::string first = place.schema_text();

        CHECK(upgrade(db, shop_history).empty());
        CHECK(downgrade(db, shop_history, "base").size() == 4);
        CHECK(applied(db, shop_history).empty());
        CHECK_FALSE(has(place.schema_text(), "customers"));
        upgrade(db, shop_history);
        CHECK(place.schema_text() == first);
    });
}

TEST_CASE("the ledger records user and time, and keeps a log") {
    on_each([](scratch& place) {
        connection db = place.open();
        upgrade(db, shop_history, "+2");
        downgrade(db, shop_history);
        const auto rows = applied(db, shop_history);
        REQUIRE(rows.size() == 1);
        CHECK(rows[0].id == "001_create_orders");
        CHECK(rows[0].checksum == "1:0000000000000001");
        CHECK(rows[0].applied_at.size() == 26);
        CHECK(rows[0].applied_at.substr(0, 2) == "20");
        CHECK(has(rows[0].applied_by, "(pid " + std::to_string(getpid()) + ")"));
        CHECK(has(rows[0].tool_version, "retort "));
        CHECK(rows_of(db, "SELECT revision, direction FROM retort_log ORDER BY entry") ==
              list{"001_create_orders|up", "002_add_car_number|up", "002_add_car_number|down"});
        // Another schema's history in the same database.
        plan::history other = shop_history;
        other.name = "other";
        CHECK(applied(db, other).empty());
    });
}

TEST_CASE("E309: a revision that fails at any statement leaves nothing") {
    on_each([](scratch& place) {
        if (place.kind() == database::mariadb) return;  // Below.
        for (std::size_t k = 0; k < 3; ++k) {
            CAPTURE(k);
            sample_history sample;
            sample_history::part broken{
                {{"CREATE TABLE b1 (id int)"}, {"CREATE TABLE b2 (id int)"}, {"INSERT INTO b1 VALUES (1)"}}, {}, {}};
            broken.up[k] = {"INSERT INTO nowhere\n VALUES ('secret')"};
            sample.add("1", {{{"CREATE TABLE IF NOT EXISTS a (id int)"}}, {}, {}}).add("2_broken", broken);
            const plan::history history = sample.history();
            connection db = place.open();
            upgrade(db, history, "1");
            const std::string before = place.schema_text();
            const auto e = refusal_of([&] { upgrade(db, history); });
            REQUIRE(e);
            CHECK(e->code() == "E309");
            CHECK(e->revision() == "2_broken");
            CHECK(e->statement() == broken.up[k].sql);
            CHECK(e->left_behind() == left_behind::nothing);
            CHECK(e->sqlstate() == (place.kind() == database::postgresql ? "42P01" : ""));
            INFO(e->what());
            CHECK(has(e->what(), "upgrade of 2_broken failed at statement " + std::to_string(k + 1) + " of 3: "));
            CHECK(has(e->what(), "nowhere"));
            CHECK(has(e->what(), " (rolled back, nothing of it remains); fix"));
            CHECK_FALSE(has(e->what(), "\n"));
            CHECK(place.schema_text() == before);
            CHECK(current(db, history) == list{"1"});
        }
    });
}

TEST_CASE("E309: on MariaDB, the completed statements of a failed revision stay and are reported") {
    if (!is_available(database::mariadb)) return;
    for (std::size_t k = 0; k < 3; ++k) {
        CAPTURE(k);
        const scratch place(database::mariadb);
        sample_history sample;
        sample_history::part broken{
            {{"CREATE TABLE b1 (id int)"}, {"CREATE TABLE b2 (id int)"}, {"INSERT INTO b1 VALUES (1)"}}, {}, {}};
        broken.up[k] = {"INSERT INTO nowhere\n VALUES ('secret')"};
        sample.add("1", {{{"CREATE TABLE a (id int)"}}, {}, {}}).add("2_broken", broken);
        const plan::history history = sample.history();
        connection db = place.open();
        upgrade(db, history, "1");
        const auto e = refusal_of([&] { upgrade(db, history); });
        REQUIRE(e);
        INFO(e->what());
        CHECK(e->code() == "E309");
        CHECK(e->revision() == "2_broken");
        CHECK(e->statement() == broken.up[k].sql);
        // Before the first change of the schema there is nothing to be kept.
        CHECK(e->left_behind() == (k == 0 ? left_behind::nothing : left_behind::partial));
        CHECK(e->sqlstate() == "42S02");
        CHECK(has(e->what(), "upgrade of 2_broken failed at statement " + std::to_string(k + 1) + " of 3: "));
        const std::string kept[] = {
            " (rolled back, nothing of it remains); fix",
            " (1 statement before it is done and recorded; the next run continues after it); fix",
            " (2 statements before it are done and recorded; the next run continues after them); fix"};
        CHECK(has(e->what(), kept[k]));
        CHECK(current(db, history) == list{"1"});
        CHECK(rows_of(db, "SHOW TABLES LIKE 'b%'").size() == (k == 2 ? 2 : k));
        CHECK(rows_of(db, "SELECT @@lock_wait_timeout = @@GLOBAL.lock_wait_timeout") == list{"1"});
        // Nobody is locked out by it.
        run_options options;
        options.wait = std::chrono::milliseconds(0);
        connection other = place.open();
        CHECK(refusal_of([&] { upgrade(other, history, "head", options); })->code() == "E309");
    }
}

TEST_CASE("MariaDB: rows and their ledger row are one transaction") {
    if (!is_available(database::mariadb)) return;
    const scratch place(database::mariadb);
    connection db = place.open();
    db.execute("CREATE TABLE a (id int)");
    sample_history sample;
    sample.add("1", {{{"INSERT INTO a VALUES (1)"}, {"INSERT INTO a VALUES (2)"}}, {}, {}});
    sample.add("2", {{{"INSERT INTO a VALUES (3)"}, {"INSERT INTO nowhere VALUES (4)"}}, {}, {}});
    const plan::history history = sample.history();
    // The first one makes the ledger on its way, which ends a transaction.
    const auto e = refusal_of([&] { upgrade(db, history); });
    REQUIRE(e);
    INFO(e->what());
    CHECK(e->revision() == "2");
    CHECK(e->left_behind() == left_behind::nothing);
    CHECK(has(e->what(), " (rolled back, nothing of it remains); fix"));
    CHECK(rows_of(db, "SELECT id FROM a ORDER BY id") == list{"1", "2"});
    CHECK(current(db, history) == list{"1"});

    // Without a ledger, and failing: nothing of it is left but the ledger's tables.
    const scratch fresh(database::mariadb);
    connection other = fresh.open();
    other.execute("CREATE TABLE a (id int)");
    sample_history failing;
    failing.add("1", {{{"INSERT INTO a VALUES (3)"}, {"INSERT INTO nowhere VALUES (4)"}}, {}, {}});
    CHECK(refusal_of([&] { upgrade(other, failing.history()); })->left_behind() == left_behind::nothing);
    CHECK(rows_of(other, "SELECT id FROM a").empty());
    CHECK(current(other, failing.history()).empty());
    // And as scripts, which make the ledger too.
    const auto run = [](const scratch& on, const plan::history& h) {
        connection planner = on.open();
        return on.run_script(offline_sql(h, database::mariadb, plan_upgrade(planner, h, "1"), true));
    };
    CHECK(has(run(fresh, failing.history()), "nowhere"));
    CHECK(rows_of(other, "SELECT id FROM a").empty());
    CHECK(current(other, failing.history()).empty());
    const scratch third(database::mariadb);
    connection by_script = third.open();
    by_script.execute("CREATE TABLE a (id int)");
    CHECK(run(third, history).empty());
    CHECK(rows_of(by_script, "SELECT id FROM a ORDER BY id") == list{"1", "2"});
    CHECK(current(by_script, history) == list{"1"});
}

TEST_CASE("MariaDB: a deadlock on the ledger does not cost a changed schema its ledger row") {
    if (!is_available(database::mariadb)) return;
    const scratch place(database::mariadb);
    connection db = place.open();
    upgrade(db, shop_history, "001");
    db.execute(
        "CREATE TRIGGER deadlocks BEFORE INSERT ON retort_log FOR EACH ROW BEGIN SET @met = coalesce(@met, 0) + 1; "
        "IF @met <= 2 THEN SIGNAL SQLSTATE '40001'; END IF; END");
    CHECK(upgrade(db, shop_history, "002").size() == 1);
    CHECK(rows_of(db, "SELECT @met = 3") == list{"1"});
    CHECK(rows_of(db, "SELECT revision, sequence FROM retort_revisions ORDER BY sequence") ==
          list{"001_create_orders|1", "002_add_car_number|2"});
    CHECK(rows_of(db, "SELECT revision FROM retort_log WHERE outcome = 'done'") ==
          list{"001_create_orders", "002_add_car_number"});
}

TEST_CASE("MariaDB: a statement that commits unexpectedly") {
    if (!is_available(database::mariadb)) return;
    const scratch place(database::mariadb);
    connection db = place.open();
    db.execute("CREATE TABLE a (id int)");
    const auto history_of = [](sample_history& s, const char* last) {
        // In small letters, so that it is not marked.
        s.add("1", {{{"INSERT INTO a VALUES (1)"}, {"create table b (id int)"}, {last}}, {}, {}});
        return s.history();
    };
    {
        sample_history failing;
        const auto e = refusal_of([&] { upgrade(db, history_of(failing, "INSERT INTO nowhere VALUES (2)")); });
        REQUIRE(e);
        CHECK(e->left_behind() == left_behind::partial);
        CHECK(rows_of(db, "SELECT id FROM a") == list{"1"});
    }
    {
        // It fails, and has committed all the same.
        sample_history failing;
        const auto e = refusal_of([&] { upgrade(db, history_of(failing, "SELECT 1")); });
        REQUIRE(e);
        INFO(e->what());
        CHECK(e->sqlstate() == "42S01");
        CHECK(e->left_behind() == left_behind::partial);
        CHECK(rows_of(db, "SELECT id FROM a") == list{"1", "1"});
    }
    db.execute("DROP TABLE b");
    sample_history good;
    const plan::history history = history_of(good, "INSERT INTO b VALUES (2)");
    CHECK(upgrade(db, history).size() == 1);
    CHECK(current(db, history) == list{"1"});
    CHECK(rows_of(db, "SELECT revision FROM retort_log WHERE outcome = 'done'") == list{"1"});
}

namespace {

void call_inserting(connection& db) {
    db.execute("INSERT INTO a VALUES (10)");
    if (!rows_of(db, "SELECT id FROM a WHERE id = 7").empty()) throw std::runtime_error("there is a 7");
}
void call_changing_the_schema(connection& db) { db.execute("CREATE TABLE made_by_a_function (id int)"); }

}  // namespace

TEST_CASE("prechecks, batches and functions") {
    on_each([](scratch& place) {
        connection db = place.open();
        sample_history sample;
        sample.add("1", {{{"CREATE TABLE a (id int, done int)"},
                          {"INSERT INTO a VALUES (1, 0), (2, 0), (3, 0), (4, 0), (5, 0)"}},
                         {},
                         {}});
        plan::statement check{"SELECT count(*) FROM a WHERE id = 7"};
        check.precheck = "a.id is 7; 'seven' would fail";
        plan::statement batch{place.kind() == database::mariadb
                                  ? "UPDATE a SET done = 1 WHERE done = 0 LIMIT 2"
                                  : "UPDATE a SET done = 1 WHERE id IN (SELECT id FROM a WHERE done = 0 LIMIT 2)"};
        batch.transactional = false;
        batch.batch = 2;
        batch.at_once = "UPDATE a SET done = 1 WHERE done = 0";
        plan::statement call;
        call.function = call_inserting;
        call.function_name = "call_inserting";
        sample.add("2", {{check, {"CREATE TABLE b (id int)"}}, {}, {}});
        sample.add("3", {{batch}, {}, {}});
        sample.add("4", {{{"INSERT INTO b VALUES (1)"}}, {}, {}});
        sample_history calling;
        calling.add("1", {}).add("2", {}).add("3", {}).add("4", {});
        plan::statement on_the_way = call;
        calling.add("5", {{{"CREATE TABLE c (id int)"}, on_the_way}, {}, {}});
        const plan::history history = sample.history();
        if (place.kind() != database::sqlite) db.execute("CREATE TABLE unused (a int)");
        upgrade(db, history, "1");
        db.execute("INSERT INTO a VALUES (7, 1)");
        const std::string script = offline_sql(history, place.kind(), plan_upgrade(db, history, "3"), false);
        CHECK(has(place.run_script(script), "a.id is 7; 'seven' would fail"));
        CHECK(current(db, history) == list{"1"});
        auto e = refusal_of([&] { upgrade(db, history); });
        REQUIRE(e);
        INFO(e->what());
        CHECK(e->code() == "E320");
        CHECK(has(e->what(), "(1); nothing of it remains"));
        CHECK(e->left_behind() == left_behind::nothing);
        db.execute("DELETE FROM a WHERE id = 7");
        CHECK(upgrade(db, history).size() == 3);
        CHECK(rows_of(db, "SELECT count(*) FROM a WHERE done = 1") == list{"5"});

        // A function's own transaction is rolled back with it, whatever stays of the revision.
        db.execute("ALTER TABLE a DROP COLUMN done");
        db.execute("INSERT INTO a VALUES (7)");
        e = refusal_of([&] { upgrade(db, calling.history()); });
        REQUIRE(e);
        CHECK(e->code() == "E321");
        CHECK(has(e->what(), "there is a 7"));
        CHECK(e->left_behind() == (place.kind() == database::mariadb ? left_behind::partial : left_behind::nothing));
        CHECK(rows_of(db, "SELECT id FROM a WHERE id = 10").empty());
        db.execute("DELETE FROM a WHERE id = 7");
        CHECK(upgrade(db, calling.history()).size() == 1);
        CHECK(rows_of(db, "SELECT id FROM a WHERE id = 10") == list{"10"});
        // The same end by a script, but for what no script can.
        scratch scripted(place.kind());
        connection by_script = scripted.open();
        sample_history::part first{{{"CREATE TABLE a (id int, done int)"}, {"INSERT INTO a VALUES (1, 0)"}}, {}, {}};
        sample_history batching;
        batching.add("1", first).add("2", {{check, batch}, {}, {}});
        CHECK(scripted
                  .run_script(
                      offline_sql(batching.history(), place.kind(), plan_upgrade(by_script, batching.history()), true))
                  .empty());
        CHECK(rows_of(by_script, "SELECT id, done FROM a") == list{"1|1"});
        CHECK(current(by_script, batching.history()) == list{"2"});
    });
}

TEST_CASE("E321: on MariaDB a function that changes the schema has committed") {
    if (!is_available(database::mariadb)) return;
    const scratch place(database::mariadb);
    connection db = place.open();
    sample_history sample;
    plan::statement call;
    call.function = call_changing_the_schema;
    call.function_name = "call_changing_the_schema";
    sample.add("1", {{call}, {}, {}});
    const auto e = refusal_of([&] { upgrade(db, sample.history()); });
    REQUIRE(e);
    INFO(e->what());
    CHECK(e->code() == "E321");
    CHECK(e->left_behind() == left_behind::partial);
    CHECK(current(db, sample.history()).empty());
}

TEST_CASE("ten processes at once: all succeed, one history is applied") {
    on_each([](scratch& place) {
        std::vector<process> all;
        for (int i = 0; i < 10; ++i) all.push_back(start({SHOP_MIGRATE, "upgrade", "--database", place.url()}));
        std::size_t steps = 0;
        for (const process& p : all) {
            const outcome o = finish(p);
            INFO(o.err);
            CHECK(o.code == 0);
            for (std::size_t at = o.out.find("  up  "); at != std::string::npos; at = o.out.find("  up  ", at + 1))
                ++steps;
        }
        CHECK(steps == 4);
        connection db = place.open();
        CHECK(rows_of(db, "SELECT revision, direction FROM retort_log ORDER BY entry").size() == 4);
        CHECK(current(db, shop_history) == list{"004_first_customers"});
    });
}

TEST_CASE("kill -9 during a revision leaves nothing (except on MariaDB), and the next run continues") {
    on_each([](scratch& place) {
        {
            connection db = place.open();
            upgrade(db, shop_history, "001");
        }
        const std::string before = place.schema_text();
        const process victim = start({SHOP_MIGRATE, "upgrade", "--database", place.url()},
                                     {.folder = "", .variables = {{"SHOP_SLOWLY", "1"}}});
        std::this_thread::sleep_for(std::chrono::milliseconds(800));
        kill(victim.id, SIGKILL);
        CHECK(finish(victim).code == 128 + SIGKILL);
        if (place.kind() != database::mariadb) CHECK(place.schema_text() == before);
        connection db = place.open();
        CHECK(current(db, shop_history) == list{"001_create_orders"});
        if (place.kind() == database::mariadb) {
            // A change of the schema is there for good, without a ledger row. The killed client's lock is not.
            CHECK(has(place.schema_text(), "car_number"));
            db.execute("ALTER TABLE orders DROP COLUMN car_number");
        }
        // On PostgreSQL the killed client's statement still runs and holds the lock for a while: that is waited for.
        CHECK(upgrade(db, shop_history).size() == 3);
        CHECK(current(db, shop_history) == list{"004_first_customers"});
    });
}

TEST_CASE("E312: another migration holds the lock") {
    on_each([](scratch& place) {
        connection holder = place.open();
        connection db = place.open();
        transaction held(holder);
        if (place.kind() == database::postgresql) {
            // The key of "shop", as pg_locks shows it while a migration runs.
            holder.execute("SELECT pg_advisory_xact_lock(" + std::to_string(std::int64_t{-6760247325400855405}) + ")");
        }
        // The name that a script uses too.
        const std::string name = "concat('retort:', sha1(concat(lower(database()), ':', 'shop')))";
        if (place.kind() == database::mariadb) holder.execute("DO GET_LOCK(" + name + ", 0)");
        run_options options;
        options.wait = std::chrono::milliseconds(200);
        const auto start = std::chrono::steady_clock::now();
        const auto e = refusal_of([&] { upgrade(db, shop_history, "head", options); });
        CHECK(std::chrono::steady_clock::now() - start > std::chrono::milliseconds(150));
        REQUIRE(e);
        INFO(e->what());
        CHECK(e->code() == "E312");
        if (place.kind() == database::postgresql) CHECK(has(e->what(), "of postgres"));
        if (place.kind() == database::mariadb) {
            const std::string id = rows_of(holder, "SELECT connection_id()").at(0);
            CHECK(has(e->what(), "which connection " + id + " of root at localhost is running"));
            holder.execute("DO RELEASE_LOCK(" + name + ")");
        }
        held.commit();
        CHECK(upgrade(db, shop_history, "head", options).size() == 4);
    });
}

TEST_CASE("an upgrade with nothing to do needs neither a lock nor write access") {
    on_each([](scratch& place) {
        {
            connection db = place.open();
            upgrade(db, shop_history);
        }
        if (place.kind() == database::sqlite) {
            connection holder = place.open();
            transaction held(holder);
            connection db(place.url() + "?mode=ro");
            CHECK(upgrade(db, shop_history).empty());
            CHECK(downgrade(db, shop_history, "004").empty());
        } else {
            connection db = place.open();
            db.execute(read_only_session(place.kind()));
            CHECK(upgrade(db, shop_history).empty());
            CHECK(downgrade(db, shop_history, "004").empty());
        }
    });
}

TEST_CASE("E303: a read-only database is not changed") {
    on_each([](scratch& place) {
        {
            connection db = place.open();
            upgrade(db, shop_history, "+1");
        }
        const std::string before = place.schema_text();
        connection db(place.kind() == database::sqlite ? place.url() + "?mode=ro" : place.url());
        if (place.kind() != database::sqlite) db.execute(read_only_session(place.kind()));
        const auto e = refusal_of([&] { upgrade(db, shop_history); });
        REQUIRE(e);
        INFO(e->what());
        CHECK(e->code() == "E303");
        CHECK(place.schema_text() == before);
    });
}

TEST_CASE("E308 and E307: a ledger that does not match the history") {
    on_each([](scratch& place) {
        connection db = place.open();
        upgrade(db, shop_history);
        db.execute("UPDATE retort_revisions SET checksum = '1:ffffffffffffffff' WHERE revision = '002_add_car_number'");
        auto e = refusal_of([&] { upgrade(db, shop_history); });
        REQUIRE(e);
        CHECK(e->code() == "E308");
        CHECK(has(e->what(), "1:ffffffffffffffff"));
        CHECK(has(e->what(), "1:0000000000000002"));
        plan::history older = shop_history;
        older.revisions = older.revisions.first(1);
        e = refusal_of([&] { downgrade(db, older); });
        REQUIRE(e);
        CHECK(e->code() == "E307");
        CHECK(current(db, older).size() == 4);  // Of unknown revisions nobody knows which revises which.
    });
}

TEST_CASE("E318: a ledger with another structure") {
    on_each([](scratch& place) {
        connection db = place.open();
        upgrade(db, shop_history);
        db.execute("ALTER TABLE retort_revisions ADD COLUMN phase text");
        auto e = refusal_of([&] { upgrade(db, shop_history); });
        REQUIRE(e);
        CHECK(e->code() == "E318");
        CHECK(has(e->what(), "it has phase"));
        db.execute("ALTER TABLE retort_revisions DROP COLUMN phase");
        db.execute("ALTER TABLE retort_revisions DROP COLUMN sequence");
        e = refusal_of([&] { upgrade(db, shop_history); });
        REQUIRE(e);
        CHECK(e->code() == "E318");
        CHECK(has(e->what(), "it lacks sequence"));
        db.execute("ALTER TABLE retort_revisions DROP COLUMN applied_at");
        e = refusal_of([&] { upgrade(db, shop_history); });
        REQUIRE(e);
        CHECK(e->code() == "E318");
    });
}

TEST_CASE("E319: not inside a transaction of the caller") {
    on_each([](scratch& place) {
        connection db = place.open();
        transaction open(db);
        const auto e = refusal_of([&] { upgrade(db, shop_history); });
        REQUIRE(e);
        CHECK(e->code() == "E319");
        CHECK(refusal_of([&] { transaction nested(db); })->code() == "E319");
        open.commit();
        CHECK(upgrade(db, shop_history).size() == 4);
    });
}

TEST_CASE("a script has the same result as a run, including the ledger rows") {
    on_each([](scratch& place) {
        scratch online(place.kind());
        connection by_run = online.open();
        connection planner = place.open();
        const std::string ledger =
            "SELECT schema_name, revision, checksum, tool_version, sequence FROM retort_revisions "
            "ORDER BY sequence";
        const std::string log =
            "SELECT schema_name, revision, direction, checksum, tool_version FROM retort_log ORDER BY entry";
        const auto same = [&] {
            connection by_script = place.open();
            CHECK(place.schema_text() == online.schema_text());
            CHECK(rows_of(by_script, ledger) == rows_of(by_run, ledger));
            CHECK(rows_of(by_script, log) == rows_of(by_run, log));
            CHECK(rows_of(by_script, "SELECT id, name, phone FROM customers ORDER BY id") ==
                  rows_of(by_run, "SELECT id, name, phone FROM customers ORDER BY id"));
        };
        const auto up = plan_upgrade(planner, shop_history);
        const std::string script = offline_sql(shop_history, place.kind(), up, true);
        CHECK(place.run_script(script).empty());
        upgrade(by_run, shop_history);
        same();
        // The same script again stops at its first statement and changes nothing.
        CHECK_FALSE(place.run_script(script).empty());
        same();
        const auto down = plan_downgrade(planner, shop_history, "001");
        CHECK(place.run_script(offline_sql(shop_history, place.kind(), down, false)).empty());
        downgrade(by_run, shop_history, "001");
        same();
    });
}

TEST_CASE("parameters and fields keep their values") {
    on_each([](scratch& place) {
        connection db = place.open();
        const bool sqlite = place.kind() == database::sqlite;
        const bool mariadb = place.kind() == database::mariadb;
        db.execute(sqlite    ? "CREATE TABLE v (i INTEGER, d REAL, t TEXT, b BLOB, f INTEGER)"
                   : mariadb ? "CREATE TABLE v (i bigint, d double, t text, b blob, f boolean) CHARACTER SET utf8mb4"
                             : "CREATE TABLE v (i bigint, d double precision, t text, b bytea, f boolean)");
        const value given[] = {std::int64_t{9007199254740993}, 0.1, std::string("Иван 🚗 'x'"),
                               bytes{std::byte{0}, std::byte{255}}, true};
        const value none[] = {std::monostate{}, std::monostate{}, std::monostate{}, std::monostate{}, std::monostate{}};
        CHECK(db.execute("INSERT INTO v VALUES ($1, $2, $3, $4, $5)", given).affected == 1);
        CHECK(db.execute("INSERT INTO v VALUES ($1, $2, $3, $4, $5)", none).affected == 1);
        CHECK(db.execute("CREATE TABLE w (i int)").affected == 0);
        const value key[] = {std::int64_t{9007199254740993}, std::string("Иван 🚗 'x'")};
        const result r = db.execute("SELECT * FROM v WHERE i = $1 AND t = $2 AND i = $1", key);
        CHECK(r.columns == list{"i", "d", "t", "b", "f"});
        REQUIRE(r.rows.size() == 1);
        if (sqlite || mariadb)
            CHECK(r.rows[0] == std::vector<value>{given[0], given[1], given[2], given[3], std::int64_t{1}});
        else
            CHECK(r.rows[0] == std::vector<value>{std::string("9007199254740993"), std::string("0.1"), given[2],
                                                  std::string("\\x00ff"), std::string("t")});
        CHECK(rows_of(db, "SELECT t FROM v WHERE i IS NULL") == list{"NULL"});
        CHECK(db.execute("SELECT * FROM v WHERE i = $1 AND i = $1", {none, 1}).rows.empty());
        // Out of turn, and too few.
        CHECK(rows_of(db, "SELECT count(*) FROM v") == list{"2"});
        const std::string text = mariadb ? "char" : "text";
        const result turned = db.execute("SELECT CAST($2 AS " + text + "), CAST($1 AS " + text + ")", key);
        CHECK(text_of(turned.rows.at(0).at(0)) == "Иван 🚗 'x'");
        CHECK(text_of(turned.rows.at(0).at(1)) == "9007199254740993");
        CHECK(refusal_of([&] {
                  db.execute("SELECT CAST($1 AS " + text + "), CAST($2 AS " + text + ")", {key, 1});
              })->code() == "E309");
        // Nothing of it is left when a transaction is dropped.
        {
            transaction dropped(db);
            db.execute("DELETE FROM v");
        }
        CHECK(rows_of(db, "SELECT count(*) FROM v") == list{"2"});
        const auto e = refusal_of([&] { db.execute("SELECT nothing FROM v"); });
        REQUIRE(e);
        CHECK(e->code() == "E309");
        CHECK(e->statement() == "SELECT nothing FROM v");
    });
}

TEST_CASE("rebuild: unknown triggers, indexes and views survive") {
    scratch place(database::sqlite);
    connection db = place.open();
    upgrade(db, shop_history, "002");
    db.execute("CREATE TABLE audit (what TEXT)");
    db.execute(
        "CREATE TRIGGER customer_added AFTER INSERT ON customers BEGIN INSERT INTO audit VALUES (NEW.name); END");
    db.execute(
        "CREATE TRIGGER order_added AFTER INSERT ON orders BEGIN "
        "INSERT INTO audit SELECT name FROM customers WHERE id = NEW.customer_id; END");
    db.execute("CREATE INDEX by_hand ON customers (name) WHERE phone IS NOT NULL");
    db.execute("CREATE VIEW callable AS SELECT name FROM customers WHERE phone <> ''");
    db.execute("INSERT INTO customers VALUES (7, 'Anna', NULL)");
    upgrade(db, shop_history);
    CHECK(rows_of(db, "SELECT what FROM audit ORDER BY rowid") ==
          list{"Anna", "Иван 🚗", "O'Hara", "Иван 🚗", "O'Hara"});
    CHECK(rows_of(db, "SELECT name FROM callable ORDER BY 1") == list{"O'Hara", "Иван 🚗"});
    CHECK(rows_of(db, "SELECT tbl_name FROM sqlite_schema WHERE name = 'by_hand'") == list{"customers"});
    CHECK(rows_of(db, "PRAGMA foreign_keys") == list{"1"});
    CHECK(rows_of(db, "PRAGMA legacy_alter_table") == list{"0"});
    CHECK(rows_of(db, "SELECT \"table\" FROM pragma_foreign_key_list('orders')") == list{"customers"});
    downgrade(db, shop_history, "002");
    CHECK(rows_of(db, "SELECT count(*) FROM sqlite_schema WHERE name IN ('customer_added', 'by_hand')") == list{"2"});
}

namespace {

// "1" makes parent and child; "2" rebuilds the parent with what `with` selects from the old one.
sample_history rebuilding(const char* table, const char* copy) {
    sample_history s;
    s.add("1", {{{"CREATE TABLE parent (id INTEGER PRIMARY KEY, note TEXT)"},
                 {"CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES parent (id))"},
                 {"INSERT INTO parent VALUES (1, 'a'), (2, 'b')"},
                 {"INSERT INTO child VALUES (10, 1), (20, 2)"}},
                {},
                {}});
    s.add("2", {{{table}, {copy}, {"DROP TABLE parent"}, {"ALTER TABLE parent_new RENAME TO parent"}}, {}, {"parent"}});
    return s;
}

}  // namespace

TEST_CASE("E316: a rebuild that loses referenced rows is rolled back") {
    scratch place(database::sqlite);
    connection db = place.open();
    const sample_history sample = rebuilding("CREATE TABLE parent_new (id INTEGER PRIMARY KEY, note TEXT NOT NULL)",
                                             "INSERT INTO parent_new SELECT * FROM parent WHERE id = 1");
    const plan::history history = sample.history();
    upgrade(db, history, "1");
    // Violated before the rebuild already: not the rebuild's fault.
    db.execute("PRAGMA foreign_keys = OFF");
    db.execute("INSERT INTO child VALUES (30, 99)");
    db.execute("PRAGMA foreign_keys = ON");
    const std::string before = place.schema_text();
    const auto e = refusal_of([&] { upgrade(db, history); });
    REQUIRE(e);
    INFO(e->what());
    CHECK(e->code() == "E316");
    CHECK(e->revision() == "2");
    CHECK(has(e->what(), "child row 20 (refers to parent)"));
    CHECK_FALSE(has(e->what(), "row 30"));
    CHECK(place.schema_text() == before);
    CHECK(rows_of(db, "SELECT count(*) FROM parent") == list{"2"});
    CHECK(rows_of(db, "PRAGMA foreign_keys") == list{"1"});
    db.execute("DELETE FROM child WHERE id = 20");
    CHECK(upgrade(db, history).size() == 1);
}

TEST_CASE("E317: an incompatible trigger stops the rebuild unless the revision drops it") {
    scratch place(database::sqlite);
    connection db = place.open();
    const sample_history sample =
        rebuilding("CREATE TABLE parent_new (id INTEGER PRIMARY KEY)", "INSERT INTO parent_new SELECT id FROM parent");
    upgrade(db, sample.history(), "1");
    db.execute("CREATE TRIGGER noted AFTER UPDATE ON parent BEGIN DELETE FROM child WHERE NEW.note = 'x'; END");
    db.execute("CREATE INDEX on_note ON parent (note)");
    const std::string before = place.schema_text();
    const auto e = refusal_of([&] { upgrade(db, sample.history()); });
    REQUIRE(e);
    INFO(e->what());
    CHECK(e->code() == "E317");
    CHECK(has(e->what(), "the trigger noted on parent cannot be restored"));
    CHECK(place.schema_text() == before);
    CHECK(rows_of(db, "PRAGMA foreign_keys") == list{"1"});

    sample_history dropping;
    dropping.add("1", {});
    dropping.add("2", {{{"DROP TRIGGER noted"},
                        {"CREATE TABLE parent_new (id INTEGER PRIMARY KEY)"},
                        {"INSERT INTO parent_new SELECT id FROM parent"},
                        {"DROP TABLE parent"},
                        {"ALTER TABLE parent_new RENAME TO parent"}},
                       {},
                       {"parent"}});
    CHECK(upgrade(db, dropping.history()).size() == 1);
    CHECK(rows_of(db, "SELECT name FROM sqlite_schema WHERE name IN ('noted', 'on_note')").empty());
}

TEST_CASE("a rename next to a rebuild updates its references") {
    scratch place(database::sqlite);
    connection db = place.open();
    sample_history s;
    s.add("1", {{{"CREATE TABLE old (id INTEGER PRIMARY KEY, note TEXT)"},
                 {"CREATE TABLE child (id INTEGER PRIMARY KEY, old_id INTEGER REFERENCES old (id))"}},
                {},
                {}});
    s.add("2", {{{"ALTER TABLE old RENAME TO fresh"},
                 {"CREATE TABLE fresh_new (id INTEGER PRIMARY KEY, note TEXT NOT NULL)"},
                 {"INSERT INTO fresh_new SELECT * FROM fresh"},
                 {"DROP TABLE fresh"},
                 {"ALTER TABLE fresh_new RENAME TO fresh"}},
                {},
                {"fresh"}});
    upgrade(db, s.history(), "1");
    db.execute("CREATE TRIGGER t AFTER INSERT ON old BEGIN UPDATE child SET old_id = NEW.id; END");
    upgrade(db, s.history());
    CHECK(rows_of(db, "SELECT \"table\" FROM pragma_foreign_key_list('child')") == list{"fresh"});
    CHECK(rows_of(db, "SELECT tbl_name FROM sqlite_schema WHERE type = 'trigger'") == list{"fresh"});
}

TEST_CASE("an SQLite handle of the application can be used and stays unchanged") {
    scratch place(database::sqlite);
    sqlite3* handle = nullptr;
    REQUIRE(sqlite3_open(place.file().c_str(), &handle) == SQLITE_OK);
    {
        connection db = borrow(handle);
        CHECK(db.kind() == database::sqlite);
        CHECK(has(db.safe_url(), "test.db"));
        CHECK(upgrade(db, shop_history).size() == 4);
        CHECK(rows_of(db, "PRAGMA foreign_keys") == list{"0"});
    }
    CHECK(sqlite3_exec(handle, "SELECT * FROM orders", nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(handle);
}

TEST_CASE("E302 and E304: files that are not databases") {
    folder place;
    std::ofstream(place / "text.db") << std::string(4096, 'x');
    auto e = refusal_of([&] { connection db("sqlite:///" + (place / "text.db")); });
    REQUIRE(e);
    CHECK(e->code() == "E304");
    e = refusal_of([&] { connection db("sqlite:///" + (place / "nowhere/x.db")); });
    REQUIRE(e);
    CHECK(e->code() == "E302");
    CHECK(has(e->what(), "does not exist"));
    e = refusal_of([&] { connection db("sqlite:///" + place.path()); });
    REQUIRE(e);
    CHECK(e->code() == "E302");
    CHECK(has(e->what(), "is a folder"));
}

TEST_CASE("E302: PostgreSQL is unreachable, and the message has no password") {
    const auto e =
        refusal_of([] { connection db("postgresql://me:hunter2@/d?host=/nowhere&application_name=hunter2"); });
    REQUIRE(e);
    INFO(e->what());
    CHECK((e->code() == "E302" || e->code() == "E314"));
    CHECK_FALSE(has(e->what(), "hunter2@"));
    if (!is_available(database::postgresql)) return;
    const std::string good = scratch(database::postgresql).url();
    for (const std::string& bad : {"postgresql://me:hunter2@/nowhere" + good.substr(good.find('?')),
                                   "postgresql://postgres:hunter2@/nowhere" + good.substr(good.find('?')),
                                   "postgresql://postgres@/d" + good.substr(good.find('?')) + "&password=hunter2",
                                   std::string("postgresql://me:hunter2@127.0.0.1:1/d"),
                                   std::string("postgresql://me:hunter2@no.such.host.invalid/d"), good + "&hunter2=1",
                                   good + "&sslmode=never&password=hunter2"}) {
        const auto refused = refusal_of([&] { connection db(bad); });
        REQUIRE(refused);
        INFO(refused->what());
        CHECK((refused->code() == "E302" || refused->code() == "E301"));
        CHECK_FALSE(has(refused->what(), "hunter2"));
    }
}

// What it was waiting for may end half-way: nobody has to come again for that.
TEST_CASE("MariaDB: a waiting process continues the revision of a run that ended inside it") {
    if (!is_available(database::mariadb)) return;
    scratch place(database::mariadb);
    std::atomic<bool> planned = false;
    std::size_t taken = 0;
    std::string refusal;
    std::thread second;
    run_options options;
    options.round_trips = round_trips::each;
    options.progress = [&](const event& e) {
        if (e.what == event::kind::began && e.of->revision->id == "001_create_orders") {
            second = std::thread([&] {
                try {
                    connection db(place.url());
                    run_options its;
                    its.progress = [&](const event& said) {
                        if (said.what == event::kind::waiting) planned = true;
                    };
                    taken = upgrade(db, shop_history, "head", its).size();
                } catch (const std::exception& x) {
                    refusal = x.what();
                    planned = true;
                }
            });
            while (!planned) std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        if (e.what == event::kind::ran && e.of->revision->id == "003_phone_required")
            throw std::runtime_error("stopped");
    };
    {
        connection db = place.open();
        CHECK_THROWS(upgrade(db, shop_history, "head", options));
    }
    REQUIRE(second.joinable());
    second.join();
    CHECK(refusal.empty());
    CHECK(taken == 2);
    connection db = place.open();
    CHECK(current(db, shop_history) == list{"004_first_customers"});
    CHECK_FALSE(begun(db, shop_history));
}

namespace {

sample_history concurrently() {
    sample_history s;
    s.add("1", {{{"CREATE TABLE big (a int, b int)"}}, {{"DROP TABLE big"}}, {}});
    s.add("2", {{{"CREATE INDEX CONCURRENTLY big_a ON big (a)", false},
                 {"CREATE INDEX CONCURRENTLY big_b ON big (b)", false}},
                {{"DROP INDEX CONCURRENTLY big_b", false}, {"DROP INDEX CONCURRENTLY big_a", false}},
                {}});
    return s;
}

}  // namespace

TEST_CASE("PostgreSQL: non-transactional statements run outside a transaction, in one process at a time") {
    if (!is_available(database::postgresql)) return;
    scratch place(database::postgresql);
    const sample_history sample = concurrently();
    const plan::history history = sample.history();
    std::vector<std::thread> all;
    std::vector<std::string> refusals(4);
    for (std::size_t i = 0; i < refusals.size(); ++i)
        all.emplace_back([&, i] {
            try {
                connection db(place.url());
                upgrade(db, history);
            } catch (const std::exception& e) {
                refusals[i] = e.what();
            }
        });
    for (std::thread& t : all) t.join();
    CHECK(refusals == list(4));
    connection db = place.open();
    CHECK(current(db, history) == list{"2"});
    CHECK(rows_of(db, "SELECT count(*) FROM pg_index WHERE indisvalid AND indexrelid::regclass::text LIKE 'big%'") ==
          list{"2"});
    CHECK(rows_of(db, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") == list{"0"});
    downgrade(db, history, "1");

    db.execute("CREATE INDEX big_b ON big (b)");
    const auto e = refusal_of([&] { upgrade(db, history); });
    REQUIRE(e);
    CHECK(e->code() == "E309");
    CHECK(e->left_behind() == left_behind::partial);
    CHECK(has(e->what(), "statement 2 of 2"));
    CHECK(current(db, history) == list{"1"});
    // And as a script.
    db.execute("DROP INDEX big_a");
    db.execute("DROP INDEX big_b");
    CHECK(place.run_script(offline_sql(db, history, plan_upgrade(db, history))).empty());
    CHECK(current(db, history) == list{"2"});
}

TEST_CASE("PostgreSQL: a lost connection is reported") {
    if (!is_available(database::postgresql)) return;
    scratch place(database::postgresql);
    connection db = place.open();
    const std::string id = rows_of(db, "SELECT pg_backend_pid()").at(0);
    place.open().execute("SELECT pg_terminate_backend(" + id + ")");
    const auto e = refusal_of([&] { db.execute("SELECT 1"); });
    REQUIRE(e);
    INFO(e->what());
    CHECK(e->code() == "E302");
    CHECK(refusal_of([&] { upgrade(db, shop_history); }));
}

TEST_CASE("PostgreSQL: sessions use UTF-8, UTC and standard strings, whatever the server's defaults") {
    if (!is_available(database::postgresql)) return;
    scratch place(database::postgresql);
    const std::string name = database_in(place.url());
    {
        connection db = place.open();
        for (const char* setting :
             {"TimeZone = 'Asia/Tokyo'", "DateStyle = 'SQL, DMY'", "standard_conforming_strings = off",
              "default_transaction_isolation = 'serializable'"})
            db.execute("ALTER DATABASE " + name + " SET " + setting);
    }
    connection db = place.open();
    CHECK(rows_of(db, "SELECT timestamptz '2026-01-02 03:04:05+00'") == list{"2026-01-02 03:04:05+00"});
    CHECK(rows_of(db, "SELECT 'a\\b'") == list{"a\\b"});
    CHECK(rows_of(db, "SELECT current_setting('application_name')") == list{"retort"});
    CHECK(upgrade(db, shop_history).size() == 4);
}

TEST_CASE("MariaDB: fields have the same types in both protocols") {
    if (!is_available(database::mariadb)) return;
    const scratch place(database::mariadb);
    connection db = place.open();
    // The type came with 10.7.
    const bool has_uuid = !rows_of(db, "SELECT 1 FROM information_schema.plugins WHERE plugin_name = 'uuid'").empty();
    db.execute(
        "CREATE TABLE v (n int, s smallint unsigned, u bigint unsigned, f float, d double, c decimal(10, 2), bo "
        "boolean, "
        "bi bit(9), y year, da date, t time(6), dt datetime(6), ts timestamp(6) NULL, ch char(5), vc varchar(20), "
        "lt longtext, e enum('a', 'ключ'), j json, id " +
        std::string(has_uuid ? "uuid" : "char(36)") +
        ", bn binary(3), vb varbinary(5), lb longblob, nothing int) "
        "CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin");
    db.execute(
        "INSERT INTO v VALUES (-7, 65535, 18446744073709551615, 1.2345678, 0.1, 1.50, TRUE, b'100000001', 2026, "
        "'2026-01-02', '23:59:58.25', '2026-01-02 03:04:05.25', '2026-01-02 03:04:05.25', 'ch', 'Иван 🚗', 'long', "
        "'ключ', '{\"a\": 1}', '123e4567-e89b-12d3-a456-426614174000', x'00ff01', x'0001', '', NULL)");
    const auto blob = [](std::initializer_list<int> all) {
        bytes out;
        for (const int b : all) out.push_back(static_cast<std::byte>(b));
        return value(out);
    };
    const std::vector<value> expected = {std::int64_t{-7},
                                         std::int64_t{65535},
                                         std::string("18446744073709551615"),
                                         double{1.2345678f},
                                         0.1,
                                         std::string("1.50"),
                                         std::int64_t{1},
                                         std::string("100000001"),
                                         std::int64_t{2026},
                                         std::string("2026-01-02"),
                                         std::string("23:59:58.250000"),
                                         std::string("2026-01-02 03:04:05.250000"),
                                         std::string("2026-01-02 03:04:05.250000"),
                                         std::string("ch"),
                                         std::string("Иван 🚗"),
                                         std::string("long"),
                                         std::string("ключ"),
                                         std::string("{\"a\": 1}"),
                                         std::string("123e4567-e89b-12d3-a456-426614174000"),
                                         blob({0, 255, 1}),
                                         blob({0, 1}),
                                         blob({}),
                                         std::monostate{}};
    const value seven[] = {std::int64_t{-7}};
    const auto same = [&](const result& r, bool rounded) {
        REQUIRE(r.rows.size() == 1);
        REQUIRE(r.rows[0].size() == expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) {
            INFO(r.columns[i] << " " << text_of(r.rows[0][i]) << " as alternative " << r.rows[0][i].index());
            if (rounded && r.columns[i] == "f") continue;
            CHECK(r.rows[0][i] == expected[i]);
        }
    };
    same(db.execute("SELECT * FROM v"), false);
    same(db.execute("SELECT * FROM v WHERE n = $1", seven), false);
    same(db.execute("DO 0; SELECT * FROM v"), true);  // Several: by the text protocol, which rounds FLOAT.
    same(db.execute("INSERT INTO v SELECT * FROM v RETURNING *"), false);

    // What is long is read whole.
    const value long_text[] = {std::string(300000, 'x')};
    db.execute("UPDATE v SET lt = $1", long_text);
    CHECK(text_of(db.execute("SELECT lt FROM v WHERE n = $1", seven).rows.at(0).at(0)).size() == 300000);
    // Rows found, whether or not they change.
    CHECK(db.execute("UPDATE v SET lt = $1", long_text).affected == 2);
    const value empty[] = {bytes(), std::string()};
    CHECK(db.execute("SELECT $1 IS NULL, length($1), $2 IS NULL, length($2)", empty).rows.at(0) ==
          std::vector<value>{std::int64_t{0}, std::int64_t{0}, std::int64_t{0}, std::int64_t{0}});
    const value infinite[] = {std::numeric_limits<double>::infinity()};
    CHECK(refusal_of([&] { db.execute("UPDATE v SET d = $1", infinite); })->code() == "E315");
    CHECK(refusal_of([&] { db.execute("SELECT ?, $1", seven); })->code() == "E309");
    CHECK(db.execute("").rows.empty());
    CHECK(db.execute("-- nothing").rows.empty());
    CHECK(rows_of(db, "SELECT 1; SELECT 2") == list{"2"});
    CHECK(rows_of(db, "CREATE FUNCTION f() RETURNS int DETERMINISTIC BEGIN DECLARE a int DEFAULT 1; RETURN a; END")
              .empty());
    CHECK(rows_of(db, "SELECT f()") == list{"1"});
}

TEST_CASE("dates, times and booleans round-trip") {
    on_each([](scratch& place) {
        using namespace std::chrono;
        connection db = place.open();
        const bool mariadb = place.kind() == database::mariadb;
        db.execute(std::string("CREATE TABLE v (d date, t time") +
                   (mariadb ? "(6), ts datetime(6), tz datetime(6)" : ", ts timestamp, tz timestamptz") +
                   ", b boolean)");
        const date d = year(2024) / 2 / 29;
        const time_of_day t = hours(23) + minutes(59) + microseconds(58000250);
        const retort::timestamp ts = local_days(d) + t;
        const retort::timestamptz tz = sys_days(d) + t;
        const value given[] = {encode(d), encode(t), encode(ts), encode(tz), encode(true)};
        db.execute("INSERT INTO v VALUES ($1, $2, $3, $4, $5)", given);
        const value same[] = {encode(tz)};
        for (const result& r : {db.execute("SELECT * FROM v"), db.execute("SELECT * FROM v WHERE tz = $1", same)}) {
            REQUIRE(r.rows.size() == 1);
            date d2;
            time_of_day t2{0};
            retort::timestamp ts2;
            retort::timestamptz tz2;
            bool b2 = false;
            decode(r.rows[0][0], d2);
            decode(r.rows[0][1], t2);
            decode(r.rows[0][2], ts2);
            decode(r.rows[0][3], tz2);
            decode(r.rows[0][4], b2);
            CHECK((d2 == d && t2 == t && ts2 == ts && tz2 == tz && b2));
        }
    });
}

TEST_CASE("MariaDB: sessions use standard SQL, utf8mb4 and UTC, whatever the server's defaults") {
    if (!is_available(database::mariadb)) return;
    const scratch place(database::mariadb);
    connection before = place.open();
    before.execute(
        "SET GLOBAL sql_mode = '', GLOBAL time_zone = '+09:00', GLOBAL tx_isolation = 'SERIALIZABLE', GLOBAL "
        "autocommit = 0, "
        "GLOBAL explicit_defaults_for_timestamp = 0");
    {
        connection db = place.open();
        CHECK(rows_of(db, "SELECT 'a\\b' || 'c', \"x\" FROM (SELECT 1 AS x) AS t") == list{"a\\bc|1"});
        CHECK(rows_of(db,
                      "SELECT @@time_zone, @@tx_isolation, @@autocommit, @@explicit_defaults_for_timestamp, "
                      "@@character_set_client, @@collation_connection") ==
              list{"+00:00|READ-COMMITTED|1|1|utf8mb4|utf8mb4_nopad_bin"});
        CHECK(rows_of(db, "SELECT 'a' = 'A', 'a' = 'a '") == list{"0|0"});
        CHECK(upgrade(db, shop_history).size() == 4);
        CHECK(rows_of(db, "SELECT IS_USED_LOCK(concat('retort:', sha1(concat(lower(database()), ':', 'shop'))))") ==
              list{"NULL"});
    }
    before.execute(
        "SET GLOBAL sql_mode = DEFAULT, GLOBAL time_zone = DEFAULT, GLOBAL tx_isolation = DEFAULT, GLOBAL autocommit = "
        "1, "
        "GLOBAL explicit_defaults_for_timestamp = DEFAULT");
}

TEST_CASE("MariaDB: a lost connection is reported") {
    if (!is_available(database::mariadb)) return;
    const scratch place(database::mariadb);
    connection db = place.open();
    const std::string id = rows_of(db, "SELECT connection_id()").at(0);
    place.open().execute("KILL " + id);
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    for (int i = 0; i < 2; ++i) {
        const auto e = refusal_of([&] { db.execute("SELECT 1"); });
        REQUIRE(e);
        INFO(e->what());
        CHECK(e->code() == "E302");
    }
    CHECK(refusal_of([&] { upgrade(db, shop_history); })->code() == "E302");
}

constexpr const char* ids[] = {"01", "02", "03", "04", "05", "06", "07", "08", "09", "10",
                               "11", "12", "13", "14", "15", "16", "17", "18", "19", "20"};

TEST_CASE("many revisions per message have the same result and the same error messages as single revisions") {
    on_each([](scratch& place) {
        run_options few;
        few.round_trips = round_trips::few;
        std::vector<std::string> texts;
        for (int i = 0; i < 20; ++i) texts.push_back("CREATE TABLE t" + std::to_string(i) + " (id int)");
        for (int i = 0; i < 20; ++i) texts.push_back("DROP TABLE t" + std::to_string(i));
        sample_history sample;
        for (std::size_t i = 0; i < 20; ++i)
            sample.add(std::string_view(ids[i]),
                       {{{texts[i]}, {"INSERT INTO t0 VALUES (1) -- and a comment"}}, {{texts[20 + i]}}, {}});
        const plan::history history = sample.history();
        connection db = place.open();
        std::vector<std::string> seen;
        few.progress = [&](const event& e) {
            if (e.what == event::kind::done) seen.emplace_back(e.of->revision->id);
        };
        // The table that the 14th makes is there.
        db.execute("CREATE TABLE t13 (id int)");
        const auto e = refusal_of([&] { upgrade(db, history, "head", few); });
        REQUIRE(e);
        INFO(e->what());
        CHECK(e->code() == "E309");
        CHECK(e->revision() == ids[13]);
        CHECK(has(e->what(), "at statement 1 of 2"));
        CHECK(applied(db, history).size() == 13);
        CHECK(seen == list(std::begin(ids), std::begin(ids) + 13));
        db.execute("DROP TABLE t13");
        CHECK(upgrade(db, history, "head", few).size() == 7);
        CHECK(rows_of(db, "SELECT count(*) FROM t0") == list{"20"});
        CHECK(verify(db, history).empty());
        for (const applied_revision& a : applied(db, history)) CHECK(a.duration.count() < 60'000'000);
        CHECK(log(db, history).size() == 21);
        few.allow_loss = {"all"};
        // On the way down one fails too, behind others of its message.
        db.execute("DROP TABLE t5");
        const auto on_the_way_down = refusal_of([&] { downgrade(db, history, "base", few); });
        REQUIRE(on_the_way_down);
        CHECK(on_the_way_down->code() == "E309");
        CHECK(on_the_way_down->revision() == ids[5]);
        CHECK(applied(db, history).size() == (place.kind() == database::mariadb ? 5 : 6));
        db.execute("CREATE TABLE t5 (id int)");
        CHECK(downgrade(db, history, "base", few).size() == 6);
        CHECK(applied(db, history).empty());
        CHECK(upgrade(db, history, "head", few).size() == 20);
    });
}

TEST_CASE("E309: a full disk leaves nothing, and the next run continues once there is space") {
    const scratch place(database::sqlite);
    sample_history sample;
    sample.add("1", {{{"CREATE TABLE a (t text)"}}, {}, {}})
        .add("2", {{{"CREATE TABLE b (t text)"}, {"INSERT INTO b VALUES (randomblob(1000000))"}}, {}, {}});
    const plan::history history = sample.history();
    connection db = place.open();
    upgrade(db, history, "1");
    db.execute("PRAGMA max_page_count = 60");
    const auto e = refusal_of([&] { upgrade(db, history); });
    REQUIRE(e);
    INFO(e->what());
    CHECK(e->code() == "E309");
    CHECK(has(e->what(), "full"));
    CHECK(e->left_behind() == left_behind::nothing);
    CHECK(current(db, history) == list{"1"});
    db.execute("PRAGMA max_page_count = 100000");
    CHECK(upgrade(db, history).size() == 1);
}

TEST_CASE("a statement timeout ends the statement and its revision") {
    on_each([](scratch& place) {
        sample_history sample;
        sample.add("1", {{{"CREATE TABLE a (id int)"}}, {}, {}});
        const char* slow = place.kind() == database::postgresql ? "SELECT pg_sleep(20)"
                           : place.kind() == database::mariadb
                               ? "SELECT sleep(20)"
                               : "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 "
                                 "FROM n) SELECT count(*) FROM n";
        sample.add("2", {{{"INSERT INTO a VALUES (1)"}, {slow}}, {}, {}});
        const plan::history history = sample.history();
        connection db = place.open();
        run_options options;
        options.statement_timeout = std::chrono::milliseconds(300);
        const auto e = refusal_of([&] { upgrade(db, history, "head", options); });
        REQUIRE(e);
        INFO(e->what());
        CHECK(e->revision() == "2");
        CHECK(current(db, history) == list{"1"});
        CHECK(rows_of(db, "SELECT count(*) FROM a") == list{"0"});
    });
}

TEST_CASE("the next run that writes updates a ledger of the first version") {
    on_each([](scratch& place) {
        connection db = place.open();
        upgrade(db, shop_history, "002");
        db.execute("DROP TABLE retort_relations");
        for (const char* column : {"state", "statements", "mark", "before_state", "operations"})
            db.execute(std::string("ALTER TABLE retort_revisions DROP COLUMN ") + column);
        for (const char* column : {"run", "outcome"})
            db.execute(std::string("ALTER TABLE retort_log DROP COLUMN ") + column);
        CHECK(current(db, shop_history) == list{"002_add_car_number"});
        CHECK(verify(db, shop_history).empty());
        CHECK(log(db, shop_history).size() == 2);
        CHECK(upgrade(db, shop_history).size() == 2);
        CHECK(log(db, shop_history).size() == 4);
        CHECK(downgrade(db, shop_history, "base", any_loss).size() == 4);
        CHECK(upgrade(db, shop_history).size() == 4);
    });
}

TEST_CASE("E312: a run gives up a lock after the lock timeout, and the next attempt succeeds") {
    for (const database kind : {database::postgresql, database::mariadb}) {
        if (!is_available(kind)) continue;
        CAPTURE(name_of(kind));
        const scratch place(kind);
        connection holder = place.open();
        connection db = place.open();
        upgrade(db, shop_history, "001");
        run_options options;
        options.lock_timeout = std::chrono::milliseconds(300);
        options.lock_retries = 0;
        transaction held(holder);
        holder.execute("SELECT * FROM orders");
        const auto e = refusal_of([&] { upgrade(db, shop_history, "head", options); });
        REQUIRE(e);
        INFO(e->what());
        CHECK(e->code() == "E312");
        CHECK(e->revision() == "002_add_car_number");
        // In between others get at the table; with another attempt allowed, it is found free.
        options.lock_retries = 3;
        int retries = 0;
        options.progress = [&](const event& now) {
            if (now.what != event::kind::retrying) return;
            CHECK_FALSE(now.words.empty());
            connection reader = place.open();
            CHECK(rows_of(reader, "SELECT count(*) FROM orders") == list{"0"});
            if (++retries == 1) held.commit();
        };
        CHECK(upgrade(db, shop_history, "head", options).size() == 3);
        CHECK(retries == 1);
    }
}

TEST_CASE("E301 and E302: MariaDB URLs, and messages without passwords") {
    for (const char* bad : {"mariadb://me:hunter2@h/d?nonsense=hunter2", "mariadb://me:hunter2@h/d?charset=latin1",
                            "mariadb://me:hunter2@h/d?ssl=perhaps", "mariadb://me:hunter2@h/d?connect_timeout=soon",
                            "mariadb://me:hunter2@h", "mariadb://me:hunter2@a:1,b:2/d"}) {
        const auto refused = refusal_of([&] { connection db(bad); });
        REQUIRE(refused);
        INFO(refused->what());
        if (refused->code() == "E314") return;  // No driver in this build.
        CHECK(refused->code() == "E301");
        CHECK_FALSE(has(refused->what(), "hunter2"));
    }
    list unreachable = {"mariadb://me:hunter2@127.0.0.1:1/d", "mysql://me:hunter2@no.such.host.invalid/d",
                        "mariadb://me:hunter2@/d?unix_socket=/nowhere", "mariadb://me:hunter2@%2Fnowhere/d"};
    if (private_mariadb* server = private_mariadb::get()) {
        unreachable.push_back(server->url_of("mysql", "me:hunter2"));
        unreachable.push_back(server->url_of("no_such_database", "root"));
        // A server without TLS, and a user who insists on it.
        const std::string socket = "mariadb://root@/mysql?unix_socket=" + server->socket();
        unreachable.push_back(socket + "&ssl=true");
        unreachable.push_back(socket + "&ssl_ca=/nowhere/ca.pem");
        const std::string good = server->url_of("mysql");
        CHECK(connection(good + "&charset=utf8mb4&connect_timeout=3").kind() == database::mariadb);
        CHECK(connection("mysql+mysqldb" + good.substr(good.find(':'))).kind() == database::mariadb);
        const std::string encoded = std::regex_replace(server->socket(), std::regex("/"), "%2F");
        CHECK(connection("mariadb://root@" + encoded + "/mysql").kind() == database::mariadb);
    }
    for (const std::string& bad : unreachable) {
        const auto refused = refusal_of([&] { connection db(bad); });
        INFO(bad);
        REQUIRE(refused);
        INFO(refused->what());
        CHECK(refused->code() == "E302");
        CHECK_FALSE(has(refused->what(), "hunter2"));
    }
}
