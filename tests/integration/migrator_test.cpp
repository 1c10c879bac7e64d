// What upgrade and downgrade promise, on every database that is there.
#include <retort/migrator.hpp>
#include <retort/sqlite.hpp>

#include <signal.h>
#include <sqlite3.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <thread>

#include "sample_history.hpp"
#include "scratch.hpp"
#include "shop_history.hpp"
#include "subprocess.hpp"
#include "support/catch.hpp"
#include "support/private_postgresql.hpp"

using namespace retort;
using namespace retort::test;
using list = std::vector<std::string>;

// libpqxx 6.4 forgets one result when a server ends the connection under a query.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libpqxx\n"; }

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

const plan::history& shop_history = shop::the_history;

}  // namespace

TEST_CASE("up, all the way down, up again: the same schema each time") {
    on_each([](scratch& place) {
        connection db = place.open();
        CHECK(applied(db, shop_history).empty());
        CHECK(current(db, shop_history).empty());
        CHECK(pending(db, shop_history).size() == 4);

        std::vector<std::pair<std::string, bool>> seen;
        run_options options;
        options.progress = [&](const step& s, bool done) { seen.emplace_back(s.revision->id, done); };
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

TEST_CASE("the ledger says who applied what, when, and keeps a log") {
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

TEST_CASE("E309: a revision that fails at any statement leaves nothing behind") {
    on_each([](scratch& place) {
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
            CHECK(has(e->what(), " (rolled back, nothing of it is left); mend"));
            CHECK_FALSE(has(e->what(), "\n"));
            CHECK(place.schema_text() == before);
            CHECK(current(db, history) == list{"1"});
        }
    });
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

TEST_CASE("kill -9 in the middle of a revision leaves nothing, and the next run goes on") {
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
        CHECK(place.schema_text() == before);
        connection db = place.open();
        CHECK(current(db, shop_history) == list{"001_create_orders"});
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
        run_options options;
        options.lock_timeout = std::chrono::milliseconds(200);
        const auto start = std::chrono::steady_clock::now();
        const auto e = refusal_of([&] { upgrade(db, shop_history, "head", options); });
        CHECK(std::chrono::steady_clock::now() - start > std::chrono::milliseconds(150));
        REQUIRE(e);
        INFO(e->what());
        CHECK(e->code() == "E312");
        if (place.kind() == database::postgresql) CHECK(has(e->what(), "of postgres"));
        held.commit();
        CHECK(upgrade(db, shop_history, "head", options).size() == 4);
    });
}

TEST_CASE("nothing to do needs neither a lock nor the right to write") {
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
            db.execute("SET default_transaction_read_only = on");
            CHECK(upgrade(db, shop_history).empty());
            CHECK(downgrade(db, shop_history, "004").empty());
        }
    });
}

TEST_CASE("E303: a read-only database is left as it is") {
    on_each([](scratch& place) {
        {
            connection db = place.open();
            upgrade(db, shop_history, "+1");
        }
        const std::string before = place.schema_text();
        connection db(place.kind() == database::sqlite ? place.url() + "?mode=ro" : place.url());
        if (place.kind() == database::postgresql) db.execute("SET default_transaction_read_only = on");
        const auto e = refusal_of([&] { upgrade(db, shop_history); });
        REQUIRE(e);
        INFO(e->what());
        CHECK(e->code() == "E303");
        CHECK(place.schema_text() == before);
    });
}

TEST_CASE("E308 and E307: a ledger that does not fit") {
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

TEST_CASE("E318: a ledger of another shape") {
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

TEST_CASE("a script for the database's own client does what a run does, ledger rows included") {
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
        db.execute(sqlite ? "CREATE TABLE v (i INTEGER, d REAL, t TEXT, b BLOB, f INTEGER)"
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
        if (sqlite)
            CHECK(r.rows[0] == std::vector<value>{given[0], given[1], given[2], given[3], std::int64_t{1}});
        else
            CHECK(r.rows[0] == std::vector<value>{std::string("9007199254740993"), std::string("0.1"), given[2],
                                                  std::string("\\x00ff"), std::string("t")});
        CHECK(rows_of(db, "SELECT t FROM v WHERE i IS NULL") == list{"NULL"});
        CHECK(db.execute("SELECT * FROM v WHERE i = $1 AND i = $1", {none, 1}).rows.empty());
        // Out of turn, and too few.
        CHECK(rows_of(db, "SELECT count(*) FROM v") == list{"2"});
        const result turned = db.execute("SELECT CAST($2 AS text), CAST($1 AS text)", key);
        CHECK(text_of(turned.rows.at(0).at(0)) == "Иван 🚗 'x'");
        CHECK(text_of(turned.rows.at(0).at(1)) == "9007199254740993");
        CHECK(refusal_of([&] { db.execute("SELECT CAST($1 AS text), CAST($2 AS text)", {key, 1}); })->code() == "E309");
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

TEST_CASE("rebuild: triggers, indexes and views that the history does not know survive") {
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
    CHECK(rows_of(db, "SELECT what FROM audit ORDER BY rowid") == list{"Anna", "Иван 🚗", "O'Hara", "Иван 🚗", "O'Hara"});
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

TEST_CASE("E316: a rebuild that loses rows others refer to is rolled back") {
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

TEST_CASE("E317: a trigger that no longer fits stops the rebuild, unless the revision drops it") {
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
    CHECK(has(e->what(), "the trigger noted on parent cannot be put back"));
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

TEST_CASE("a real rename beside a rebuild still takes its references along") {
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

TEST_CASE("an application's own SQLite handle can be used and stays as it was") {
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

TEST_CASE("E302 and E304: files that are no databases") {
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

TEST_CASE("E302: PostgreSQL cannot be reached, and no secret is told") {
    const auto e =
        refusal_of([] { connection db("postgresql://me:hunter2@/d?host=/nowhere&application_name=hunter2"); });
    REQUIRE(e);
    INFO(e->what());
    CHECK((e->code() == "E302" || e->code() == "E314"));
    CHECK_FALSE(has(e->what(), "hunter2@"));
    if (available().size() < 2) return;
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

TEST_CASE("PostgreSQL: statements that refuse a transaction run outside one, one process at a time") {
    if (available().size() < 2) return;
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
    CHECK(place.run_script(offline_sql(history, database::postgresql, plan_upgrade(db, history), false)).empty());
    CHECK(current(db, history) == list{"2"});
}

TEST_CASE("PostgreSQL: a lost connection is told as such") {
    if (available().size() < 2) return;
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

TEST_CASE("PostgreSQL: sessions speak UTF-8, UTC and standard strings, whatever the server's defaults") {
    if (available().size() < 2) return;
    scratch place(database::postgresql);
    const std::string name = private_postgresql::name_in(place.url());
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
