// Runs that others interfere with: sessions that write or lock while a run reads or waits, users and applications that
// change a database between an interrupted run and the next one, and servers with unusual defaults.
#include <retort/migrator.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <optional>
#include <thread>

#include "sample_history.hpp"
#include "scratch.hpp"
#include "shop_history.hpp"
#include "subprocess.hpp"
#include "support/catch.hpp"
#include "support/private_mariadb.hpp"
#include "support/private_postgresql.hpp"
#include "support/private_server.hpp"

using namespace retort;
using namespace retort::test;
using namespace std::chrono_literals;
using list = std::vector<std::string>;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

template <typename Call>
std::optional<error> refusal_of(Call call) {
    try {
        call();
    } catch (const error& e) {
        return e;
    }
    return std::nullopt;
}

template <typename Test>
void on_each(Test test) {
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        scratch place(kind);
        test(place);
    }
}

struct disturbance : std::runtime_error {
    disturbance() : std::runtime_error("disturbed") {}
};

/// Options of a run that ends as a killed process does: at the event `what` of a statement.
run_options ending_at(event::kind what, std::size_t statement) {
    run_options options = any_loss;
    options.round_trips = round_trips::each;
    options.progress = [=](const event& e) {
        if (e.what == what && e.statement == statement) throw disturbance();
    };
    return options;
}

/// The program of the shop.
outcome shop_migrate(const scratch& place, std::vector<std::string> arguments, const std::string& url = {}) {
    arguments.insert(arguments.begin(), SHOP_MIGRATE);
    return run(arguments, {.folder = place.place().path(),
                           .variables = {{"DATABASE_URL", url.empty() ? place.url() : url}, {"SHOP_OPERATORS", "1"}}});
}

sample_history with_things_that_go() {
    sample_history h;
    h.add("1", {{{"CREATE TABLE parents (id int PRIMARY KEY)"},
                 {"CREATE TABLE t (id int, note int)"},
                 {"CREATE TABLE u (id int PRIMARY KEY, parent int REFERENCES parents (id), note int)"}},
                {},
                {}});
    h.add("2", {{{"CREATE TABLE x (id int)"}}, {}, {}});
    h.add("3", {.up = {{"DROP TABLE t"}},
                .down = {},
                .destroys = {"t"},
                .counts = {"SELECT count(*) FROM t"},
                .lost_from = {{"t", {}}}});
    h.add("4", {.up = {{"ALTER TABLE u DROP COLUMN note"}},
                .down = {},
                .destroys = {"u.note"},
                .counts = {"SELECT count(u.note) FROM u"},
                .lost_from = {{"u", "note"}}});
    h.add("5", {.up = {{"DELETE FROM u WHERE id > 0"}},
                .down = {},
                .destroys = {"u"},
                .counts = {"SELECT count(*) FROM u WHERE id > 0"},
                .lost_from = {{"u", {}}}});
    h.add("6", {.up = {{"DROP TABLE u"}},
                .down = {},
                .destroys = {"u"},
                .counts = {"SELECT count(*) FROM u"},
                .lost_from = {{"u", {}}}});
    return h;
}

}  // namespace

TEST_CASE("rows committed after the count are not destroyed") {
    struct one {
        const char *before, *revision, *row, *look, *loss;
    };
    for (const one& c :
         {one{"2", "3", "INSERT INTO t VALUES (1, 1)", "SELECT id FROM t", "t (1 row, by 3)"},
          one{"3", "4", "INSERT INTO u (id, note) VALUES (1, 1)", "SELECT note FROM u", "u.note (1 value, by 4)"},
          one{"4", "5", "INSERT INTO u (id) VALUES (1)", "SELECT id FROM u", "u (1 row, by 5)"},
          one{"5", "6", "INSERT INTO u (id) VALUES (1)", "SELECT id FROM u", "u (1 row, by 6)"}})
        for (const round_trips trips : {round_trips::each, round_trips::few})
            on_each([&](scratch& place) {
                INFO("at " << c.revision);
                const sample_history sample = with_things_that_go();
                const plan::history history = sample.history();
                connection db = place.open(), application = place.open();
                run_options options;
                options.round_trips = trips;
                // Two revisions a run, so that there is a moment between them on SQLite too.
                const std::string last_but_one(1, static_cast<char>(c.before[0] - 1));
                upgrade(db, history, last_but_one);
                options.progress = [&](const event& e) {
                    if (e.what == event::kind::done && e.of->revision->id == c.before) application.execute(c.row);
                };
                const auto e = refusal_of([&] { upgrade(db, history, c.revision, options); });
                REQUIRE(e);
                INFO(e->what());
                CHECK(e->code() == "E324");
                CHECK(has(e->what(), c.loss));
                CHECK(e->left_behind() == left_behind::nothing);
                CHECK(current(db, history) == list{c.before});
                CHECK(rows_of(db, c.look) == list{"1"});
                options.progress = {};
                options.allow_loss = {"all"};
                CHECK(upgrade(db, history, "6", options).size() >= 1);
                CHECK(current(db, history) == list{"6"});
            });
}

TEST_CASE("a row committed while a revision waits for its table is not destroyed") {
    struct one {
        const char *before, *revision, *row, *look;
    };
    for (const one& c : {one{"2", "3", "INSERT INTO t VALUES (1, 1)", "SELECT id FROM t"},
                         one{"3", "4", "INSERT INTO u (id, note) VALUES (1, 1)", "SELECT note FROM u"},
                         one{"4", "5", "INSERT INTO u (id) VALUES (1)", "SELECT id FROM u"},
                         one{"5", "6", "INSERT INTO u (id) VALUES (1)", "SELECT id FROM u"}})
        on_each([&](scratch& place) {
            if (place.kind() == database::sqlite) return;  // A writer there excludes the run, which counts afterwards.
            INFO("at " << c.revision);
            const sample_history sample = with_things_that_go();
            const plan::history history = sample.history();
            connection db = place.open(), application = place.open();
            upgrade(db, history, c.before);
            application.execute("BEGIN");
            application.execute(c.row);
            std::thread committing([&] {
                std::this_thread::sleep_for(1500ms);
                application.execute("COMMIT");
            });
            const auto e = refusal_of([&] { upgrade(db, history, c.revision); });
            committing.join();
            REQUIRE(e);
            INFO(e->what());
            CHECK(e->code() == "E324");
            CHECK(has(e->what(), "; nothing was changed; "));
            CHECK(current(db, history) == list{c.before});
            CHECK(rows_of(db, c.look) == list{"1"});
            // Nothing is left locked.
            application.execute("DELETE FROM u");
            if (c.revision[0] == '3') application.execute("DELETE FROM t");
            CHECK(upgrade(db, history, "6").size() == static_cast<std::size_t>('6' - c.before[0]));
        });
}

TEST_CASE("queries before a run wait for locks of other sessions and report it") {
    on_each([](scratch& place) {
        for (const bool ledger : {true, false}) {
            INFO((ledger ? "the ledger" : "a table that is counted"));
            CHECK(shop_migrate(place, {"upgrade", "004"}).code == 0);
            connection other = place.open();
            const std::string table = ledger ? "retort_revisions" : "orders";
            if (place.kind() == database::sqlite)
                other.execute("BEGIN EXCLUSIVE");
            else if (place.kind() == database::mariadb)
                other.execute("LOCK TABLES " + table + " WRITE");
            else
                other.execute("BEGIN; LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
            const auto start = std::chrono::steady_clock::now();
            const outcome o =
                shop_migrate(place, {"downgrade", "base", "--lock-timeout", "1s", "--wait", "2s", "--log-file", "l"});
            INFO(o.out << o.err);
            CHECK(std::chrono::steady_clock::now() - start < 8s);
            CHECK(o.code == 1);
            CHECK(has(o.err, "shop-migrate: waiting for another session's lock\n"));
            CHECK(has(o.err, "[E312]"));
            if (ledger) {
                const outcome status = shop_migrate(place, {"upgrade", "--dry-run", "--wait", "1s"});
                CHECK(status.code == 1);
                CHECK(has(status.err, "[E312]"));
            }
            other.execute(place.kind() == database::mariadb ? "UNLOCK TABLES" : "COMMIT");
        }
    });
}

TEST_CASE("SQLite: a run waits for an exclusive lock for up to --wait") {
    scratch place(database::sqlite);
    CHECK(shop_migrate(place, {"upgrade", "001"}).code == 0);
    connection other = place.open();
    other.execute("BEGIN EXCLUSIVE");
    std::thread rebuilding([&] {
        std::this_thread::sleep_for(8s);
        other.execute("COMMIT");
    });
    const outcome o = shop_migrate(place, {"upgrade", "002", "--wait", "40s"});
    rebuilding.join();
    INFO(o.out << o.err);
    CHECK(o.code == 0);
    CHECK(has(o.err, "waiting for another session's lock"));
}

TEST_CASE("ten processes run one batched revision together") {
    on_each([](scratch& place) {
        plan::statement fill{.sql = place.kind() == database::mariadb
                                        ? "UPDATE t SET done = 1 WHERE done = 0 LIMIT 5"
                                        : "UPDATE t SET done = 1 WHERE id IN (SELECT id FROM t WHERE done = 0 LIMIT 5)",
                             .transactional = false,
                             .batch = 5,
                             .at_once = "UPDATE t SET done = 1 WHERE done = 0"};
        sample_history sample;
        sample.add("1", {{{"CREATE TABLE t (id int, done int)"}}, {}, {}});
        sample.add("2", {{{"INSERT INTO t VALUES (0, 0)"}, fill, {"CREATE TABLE u (id int)"}, fill}, {}, {}});
        const plan::history history = sample.history();
        {
            connection db = place.open();
            upgrade(db, history, "1");
            std::string rows;
            for (int i = 1; i <= 400; ++i) rows += (i > 1 ? ", (" : "(") + std::to_string(i) + ", 0)";
            db.execute("INSERT INTO t VALUES " + rows);
        }
        std::vector<int> children;
        for (int i = 0; i < 10; ++i) {
            const int child = fork();
            if (child == 0) {
                int code = 1;
                try {
                    connection db = place.open();
                    upgrade(db, history);
                    code = 0;
                } catch (const std::exception& e) {
                    std::cerr << e.what() << '\n';
                }
                _exit(code);
            }
            children.push_back(child);
        }
        int failed = 0;
        for (const int child : children) {
            int status = 0;
            waitpid(child, &status, 0);
            failed += status == 0 ? 0 : 1;
        }
        CHECK(failed == 0);
        connection db = place.open();
        CHECK(rows_of(db, "SELECT count(*), sum(done) FROM t") == list{"401|401"});
        CHECK(current(db, history) == list{"2"});
        CHECK(rows_of(db, "SELECT count(*) FROM retort_log WHERE revision = '2'") == list{"1"});
    });
}

TEST_CASE("a dropped ledger table is created again") {
    on_each([](scratch& place) {
        connection db = place.open();
        upgrade(db, shop::the_history(), "001");
        for (const char* table : {"retort_log", "retort_relations"}) {
            db.execute(std::string("DROP TABLE ") + table);
            CHECK(log(db, shop::the_history()).size() <= 2);
            CHECK(verify(db, shop::the_history()).empty());
            CHECK(upgrade(db, shop::the_history(), "+1").size() == 1);
            CHECK(verify(db, shop::the_history()).empty());
            CHECK(rows_of(db, std::string("SELECT count(*) > 0 FROM ") + table).size() == 1);
        }
        CHECK(log(db, shop::the_history()).back().revision == "003_phone_required");
    });
}

namespace {

/// A change by somebody else between an interrupted run and the next one.
struct meddling {
    const char* name;
    std::vector<const char*> sql;
};

const std::vector<meddling>& meddlings() {
    static const std::vector<meddling> all = {
        {"nothing", {}},
        {"a grant", {"GRANT SELECT ON t TO somebody@localhost"}},
        {"another application's table", {"CREATE TABLE others (id int)", "ALTER TABLE others ADD COLUMN more int"}},
        {"a column of the same table", {"ALTER TABLE t ADD COLUMN theirs int"}},
        {"an index of the same table", {"CREATE INDEX theirs ON t (a)"}},
        {"another type of a column", {"ALTER TABLE t MODIFY COLUMN gone bigint"}},
    };
    return all;
}

struct interrupted_case {
    const char* name;
    plan::statement statement;
    /// A query that tells whether it is done, and the answer.
    const char *look, *done;
};

const std::vector<interrupted_case>& interrupted_cases() {
    static const char* columns =
        "SELECT count(*) FROM information_schema.columns WHERE table_schema = database() AND "
        "table_name = 't' AND column_name = 'b'";
    static const auto raw = [](const char* sql) { return plan::statement{.sql = sql, .transactional = false}; };
    static const std::vector<interrupted_case> all = {
        {"ADD COLUMN", raw("ALTER TABLE t ADD COLUMN b int, ALGORITHM=INSTANT"), columns, "1"},
        {"raw ADD COLUMN", raw("ALTER TABLE t ADD b int NOT NULL DEFAULT 0 AFTER a"), columns, "1"},
        {"ADD FOREIGN KEY",
         raw("ALTER TABLE t ADD KEY fk_a (a), ADD CONSTRAINT fk_a FOREIGN KEY (a) REFERENCES p (id)"),
         "SELECT count(*) FROM information_schema.referential_constraints WHERE constraint_schema = database() AND "
         "constraint_name = 'fk_a'",
         "1"},
        {"raw CREATE INDEX", raw("CREATE INDEX ix_a ON t (a)"),
         "SELECT count(*) FROM information_schema.statistics WHERE table_schema = database() AND index_name = 'ix_a'",
         "1"},
        {"DROP COLUMN", raw("ALTER TABLE t DROP COLUMN gone"),
         "SELECT count(*) FROM information_schema.columns WHERE table_schema = database() AND column_name = 'gone'",
         "0"},
        {"raw CREATE TABLE", raw("CREATE TABLE made (id int)"),
         "SELECT count(*) FROM information_schema.tables WHERE table_schema = database() AND table_name = 'made'", "1"},
        {"raw DROP TABLE", raw("DROP TABLE old"),
         "SELECT count(*) FROM information_schema.tables WHERE table_schema = database() AND table_name = 'old'", "0"},
        {"RENAME TABLE", raw("RENAME TABLE old TO renamed"),
         "SELECT count(*) FROM information_schema.tables WHERE table_schema = database() AND table_name = 'renamed'",
         "1"},
        {"raw CREATE TRIGGER", raw("CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1"),
         "SELECT count(*) FROM information_schema.triggers WHERE trigger_schema = database() AND trigger_name = 'tr'",
         "1"},
        {"raw CREATE FUNCTION", raw("CREATE FUNCTION f() RETURNS int RETURN 1"),
         "SELECT count(*) FROM information_schema.routines WHERE routine_schema = database() AND routine_name = 'f'",
         "1"},
        {"raw CREATE VIEW", raw("CREATE VIEW v AS SELECT id FROM t"),
         "SELECT count(*) FROM information_schema.views WHERE table_schema = database() AND table_name = 'v'", "1"},
    };
    return all;
}

}  // namespace

TEST_CASE("MariaDB: changes by other sessions do not affect the outcome of an interrupted statement") {
    if (!is_available(database::mariadb)) return;
    private_mariadb& server = *private_mariadb::get();
    connection root(server.url_of("mysql"));
    for (const char* user : {"somebody", "deployer", "limited"})
        root.execute(std::string("CREATE USER IF NOT EXISTS ") + user + "@localhost");
    int tried = 0, decided = 0, asked = 0;
    for (const interrupted_case& c : interrupted_cases())
        for (const event::kind at : {event::kind::statement, event::kind::ran})
            for (const meddling& m : meddlings())
                for (const char* user : {"root", "deployer", "limited"}) {
                    INFO(c.name << (at == event::kind::statement ? ", before it" : ", behind it") << ", then " << m.name
                                << ", then " << user);
                    const scratch place(database::mariadb);
                    connection db = place.open();
                    for (const char* sql :
                         {"CREATE TABLE p (id int PRIMARY KEY)", "CREATE TABLE t (id int PRIMARY KEY, a int, gone int)",
                          "CREATE TABLE old (id int)", "CREATE TABLE rest (id int)"})
                        db.execute(sql);
                    const std::string name = database_in(place.url());
                    root.execute("GRANT ALL ON " + name + ".* TO deployer@localhost");
                    for (const char* table : {"t", "p", "old"})
                        root.execute(
                            "GRANT SELECT, INSERT, UPDATE, ALTER, INDEX, CREATE, DROP, REFERENCES, TRIGGER ON " + name +
                            "." + table + " TO limited@localhost");
                    sample_history sample;
                    sample.add("1", {{c.statement, {"INSERT INTO rest VALUES (1)"}}, {}, {}});
                    const plan::history history = sample.history();
                    CHECK_THROWS_AS(upgrade(db, history, "head", ending_at(at, 1)), disturbance);
                    for (const char* table : {"retort_revisions", "retort_log", "retort_relations", "rest"})
                        root.execute("GRANT ALL ON " + name + "." + table + " TO limited@localhost");
                    for (const char* sql : m.sql) try {
                            db.execute(sql);
                        } catch (const error&) {
                            // The column that it changes is dropped.
                        }
                    ++tried;
                    connection next(server.url_of(name, user));
                    const auto e = refusal_of([&] { upgrade(next, history, "head", any_loss); });
                    const bool is_done = rows_of(db, c.look) == list{c.done};
                    if (!e) {
                        ++decided;
                        CHECK(is_done);
                        CHECK(current(db, history) == list{"1"});
                        CHECK(rows_of(db, "SELECT id FROM rest") == list{"1"});
                        continue;
                    }
                    INFO(e->what());
                    // Who may not do it fails with the server's words.
                    if (e->code() == "E309" && std::string(user) == "limited") continue;
                    CHECK(e->code() == "E329");
                    ++asked;
                    CHECK(is_done == (at == event::kind::ran));
                    CHECK(has(e->what(), std::string(c.statement.sql.substr(0, 20))));
                    CHECK(has(e->what(), "--interrupted-statement done"));
                    CHECK(rows_of(db, "SELECT id FROM rest").empty());
                    // Another user's question is often answered for the first one.
                    run_options said;
                    said.interrupted = is_done ? interrupted_statement::done : interrupted_statement::repeat;
                    CHECK(upgrade(db, history, "head", said).size() == 1);
                    CHECK(rows_of(db, c.look) == list{c.done});
                }
    std::cout << "interrupted statements on mariadb: " << tried << " tried, " << decided << " decided, " << asked
              << " left to the operator\n";
    CHECK(tried == static_cast<int>(interrupted_cases().size() * meddlings().size() * 6));
    CHECK(decided > tried / 2);
    // The same user is asked nothing about a statement of this list.
    CHECK(asked < tried / 3);
}

TEST_CASE("E329: the operator decides a statement without a visible effect in the catalog") {
    if (!is_available(database::mariadb)) return;
    for (const interrupted_statement said : {interrupted_statement::done, interrupted_statement::repeat}) {
        const scratch place(database::mariadb);
        connection db = place.open();
        db.execute("CREATE TABLE t (id int)");
        db.execute("INSERT INTO t VALUES (1)");
        sample_history sample;
        sample.add("1", {{{.sql = "TRUNCATE TABLE t", .transactional = false}, {"CREATE TABLE u (id int)"}}, {}, {}});
        const plan::history history = sample.history();
        run_options options;
        options.interrupted = said;
        const auto too_early = refusal_of([&] { upgrade(db, history, "head", options); });
        REQUIRE(too_early);
        CHECK(too_early->code() == "E311");
        CHECK_THROWS_AS(upgrade(db, history, "head", ending_at(event::kind::statement, 1)), disturbance);
        for (int i = 0; i < 2; ++i) {
            const auto e = refusal_of([&] { upgrade(db, history); });
            REQUIRE(e);
            INFO(e->what());
            CHECK(e->code() == "E329");
            CHECK(e->revision() == "1");
            CHECK(e->statement() == "TRUNCATE TABLE t");
            CHECK(rows_of(db, "SELECT id FROM t") == list{"1"});
        }
        CHECK(upgrade(db, history, "head", options).size() == 1);
        CHECK(rows_of(db, "SELECT id FROM t").empty() == (said == interrupted_statement::repeat));
        CHECK(current(db, history) == list{"1"});
    }
}

TEST_CASE("option --interrupted-statement requires an outcome and an unfinished revision") {
    scratch place(database::sqlite);
    CHECK(shop_migrate(place, {"upgrade", "--interrupted-statement", "maybe"}).code == 2);
    const outcome o = shop_migrate(place, {"upgrade", "--interrupted-statement", "done"});
    CHECK(o.code == 1);
    CHECK(has(o.err, "no revision is unfinished"));
    CHECK(has(o.err, "[E311]"));
    CHECK(shop_migrate(place, {"upgrade", "001"}).code == 0);
}

TEST_CASE("verify ignores the changes of an unfinished run, other rights and other search paths") {
    on_each([](scratch& place) {
        if (place.kind() == database::sqlite) return;
        connection db = place.open();
        sample_history sample;
        sample.add("1", {{{"CREATE TABLE t (id int)"}, {"CREATE TABLE rest (id int)"}}, {}, {}});
        sample.add("2", {{{.sql = "ALTER TABLE t ADD COLUMN b int", .transactional = false},
                          {.sql = "CREATE INDEX ix_b ON t (b)", .transactional = false}},
                         {},
                         {}});
        plan::history history = sample.history();
        static constexpr std::string_view relations[] = {"t", "rest"};
        history.relations = relations;
        upgrade(db, history, "1");
        CHECK(verify(db, history).empty());
        CHECK_THROWS_AS(upgrade(db, history, "2", ending_at(event::kind::statement, 2)), disturbance);
        const std::vector<std::string> wrong = verify(db, history);
        REQUIRE(wrong.size() == 1);
        CHECK(has(wrong[0], "an earlier run started to apply 2"));
        db.execute("ALTER TABLE rest ADD COLUMN theirs int");
        CHECK(verify(db, history).size() == 2);
        upgrade(db, history);
        CHECK(verify(db, history).empty());
        db.execute("ALTER TABLE t ADD COLUMN theirs int");
        CHECK(verify(db, history).size() == 1);
        db.execute("ALTER TABLE t DROP COLUMN theirs");
        CHECK(verify(db, history).empty());
    });
    if (is_available(database::postgresql)) {
        const scratch place(database::postgresql);
        connection db = place.open();
        sample_history sample;
        sample.add("1", {{{"CREATE TABLE t (id int)"}, {"CREATE VIEW v AS SELECT id FROM t"}}, {}, {}});
        sample.add("2", {{{"CREATE TABLE x (id int)"}}, {}, {}});
        plan::history history = sample.history();
        static constexpr std::string_view relations[] = {"t", "v", "x"};
        history.relations = relations;
        upgrade(db, history, "1");
        db.execute("CREATE SCHEMA app");
        for (const char* path : {"app, public", "public, app", "pg_catalog, public"}) {
            INFO(path);
            connection other = place.open();
            other.execute(std::string("SET search_path = ") + path);
            CHECK(verify(other, history).empty());
        }
        db.execute("SET search_path = public, app");
        upgrade(db, history);
        CHECK(rows_of(db, "SHOW search_path") == list{"public, app"});
        CHECK(verify(db, history).empty());
    }
    if (is_available(database::mariadb)) {
        const scratch place(database::mariadb);
        connection db = place.open();
        sample_history sample;
        sample.add(
            "1",
            {{{"CREATE TABLE t (id int PRIMARY KEY, CHECK (id > 0))"}, {"CREATE VIEW v AS SELECT id FROM t"}}, {}, {}});
        plan::history history = sample.history();
        static constexpr std::string_view relations[] = {"t", "v"};
        history.relations = relations;
        upgrade(db, history);
        private_mariadb& server = *private_mariadb::get();
        connection root(server.url_of("mysql"));
        const std::string name = database_in(place.url());
        root.execute("CREATE USER IF NOT EXISTS deployer@localhost");
        root.execute("CREATE USER IF NOT EXISTS viewer@localhost");
        root.execute("GRANT ALL ON " + name + ".* TO deployer@localhost");
        root.execute("GRANT SELECT ON " + name + ".* TO viewer@localhost");
        connection deployer(server.url_of(name, "deployer"));
        CHECK(verify(deployer, history).empty());
        connection viewer(server.url_of(name, "viewer"));
        for (const std::string& line : verify(viewer, history)) {
            INFO(line);
            CHECK_FALSE(has(line, "somebody else"));
            CHECK(has(line, "run verify as root@localhost"));
        }
        db.execute("ALTER TABLE t ADD COLUMN theirs int");
        CHECK(verify(db, history).size() == 1);
        CHECK_FALSE(verify(deployer, history).empty());
    }
}

namespace {

/// All that a script could have changed.
std::string everything(const scratch& place) {
    connection db = place.open();
    std::string out = place.schema_text();
    for (const char* sql : {"SELECT revision, state, statements FROM retort_revisions ORDER BY revision",
                            "SELECT count(*) FROM retort_log", "SELECT id, amount FROM money ORDER BY id"})
        for (const std::string& row : rows_of(db, sql)) out += row + "\n";
    return out;
}

sample_history with_money() {
    sample_history h;
    h.add("1", {{{"CREATE TABLE money (id int, amount int)"}, {"INSERT INTO money VALUES (1, 10)"}}, {}, {}});
    h.add("2", {{{"UPDATE money SET amount = amount * 2"},
                 {"CREATE TABLE x (id int)"},
                 {"UPDATE money SET amount = amount + 1"}},
                {{"DROP TABLE x"}, {"UPDATE money SET amount = amount / 2"}},
                {}});
    h.add("3", {{{"UPDATE money SET amount = amount * 3"}}, {{"UPDATE money SET amount = amount / 3"}}, {}});
    return h;
}

}  // namespace

TEST_CASE("a script changes only a database in the expected state") {
    on_each([](scratch& place) {
        const sample_history sample = with_money();
        const plan::history history = sample.history();
        connection db = place.open();
        const std::string first = offline_sql(history, place.kind(), plan_upgrade(db, history, "2"), true);
        CHECK(place.run_script(first).empty());
        CHECK(rows_of(db, "SELECT amount FROM money") == list{"21"});
        const std::string third = offline_sql(history, place.kind(), plan_upgrade(db, history, "3"), false);
        const std::string down = offline_sql(history, place.kind(), plan_downgrade(db, history, "1"), false);
        const auto refuses = [&](const std::string& script) {
            const std::string before = everything(place);
            const std::string said = place.run_script(script);
            INFO(said);
            CHECK(has(said, "stops here: the ledger is not in the state that this script was written for"));
            CHECK(everything(place) == before);
        };
        refuses(first);
        CHECK(place.run_script(third).empty());
        CHECK(rows_of(db, "SELECT amount FROM money") == list{"63"});
        refuses(first);
        refuses(third);
        refuses(down);
        downgrade(db, history, "2", any_loss);
        CHECK(place.run_script(down).empty());
        refuses(down);
        refuses(third);
        CHECK(current(db, history) == list{"1"});
    });
}

TEST_CASE("a script continues where an interrupted run stopped") {
    on_each([](scratch& place) {
        if (place.kind() == database::sqlite) return;  // It has no revision that stops half-way but with batches.
        const outcome one = shop_migrate(place, {"upgrade", "004"});
        CHECK(one.code == 0);
        connection db = place.open();
        db.execute(place.kind() == database::postgresql
                       ? "ALTER TABLE customers ADD CONSTRAINT unnoted CHECK (id < 2 OR phone <> '+1') NOT VALID"
                       : "CREATE TRIGGER stop_notes BEFORE UPDATE ON customers FOR EACH ROW SIGNAL SQLSTATE "
                         "'45000' SET MESSAGE_TEXT = 'not now'");
        CHECK(shop_migrate(place, {"upgrade"}).code == 1);
        const outcome script = shop_migrate(place, {"upgrade", "--sql"});
        INFO(script.out << script.err);
        CHECK(script.code == 0);
        CHECK_FALSE(has(script.out, "ADD COLUMN note"));
        db.execute(place.kind() == database::postgresql ? "ALTER TABLE customers DROP CONSTRAINT unnoted"
                                                        : "DROP TRIGGER stop_notes");
        // It cannot turn round.
        const outcome back = shop_migrate(place, {"downgrade", "004", "--sql"});
        CHECK(back.code == 1);
        CHECK(has(back.err, "[E311]"));
        CHECK(place.run_script(script.out).empty());
        CHECK(shop_migrate(place, {"current"}).out == "005_notes (head)\n");
        CHECK(rows_of(db, "SELECT count(*) FROM customers WHERE note = 'none'") == list{"2"});
        CHECK_FALSE(place.run_script(script.out).empty());
        CHECK(shop_migrate(place, {"downgrade", "004", "--allow-loss", "all"}).code == 0);
        // Written for a database that is not half done, and stopped half-way, it is not run again from its beginning.
        const outcome whole = shop_migrate(place, {"upgrade", "--sql"});
        db.execute(place.kind() == database::postgresql
                       ? "ALTER TABLE customers ADD CONSTRAINT unnoted CHECK (id < 2 OR phone <> '+1') NOT VALID"
                       : "CREATE TRIGGER stop_notes BEFORE UPDATE ON customers FOR EACH ROW SIGNAL SQLSTATE "
                         "'45000' SET MESSAGE_TEXT = 'not now'");
        CHECK_FALSE(place.run_script(whole.out).empty());
        db.execute(place.kind() == database::postgresql ? "ALTER TABLE customers DROP CONSTRAINT unnoted"
                                                        : "DROP TRIGGER stop_notes");
        CHECK(has(place.run_script(whole.out), "stops here"));
        const outcome rest = shop_migrate(place, {"upgrade"});
        INFO(rest.err);
        CHECK(rest.code == 0);
        CHECK(rows_of(db, "SELECT count(*) FROM customers WHERE note = 'none'") == list{"2"});
    });
}

TEST_CASE("unusual defaults of servers, databases and roles do not affect a run") {
    on_each([](scratch& place) {
        if (place.kind() == database::sqlite) return;
        connection plain = place.open();
        upgrade(plain, shop::the_history());
        const std::string expected = place.schema_text();
        downgrade(plain, shop::the_history(), "base", any_loss);
        std::function<void()> back = [] {};
        if (place.kind() == database::postgresql) {
            const std::string name = database_in(place.url());
            for (const char* setting :
                 {"DateStyle = 'SQL, DMY'", "IntervalStyle = 'sql_standard'", "bytea_output = 'escape'",
                  "standard_conforming_strings = off", "default_transaction_isolation = 'serializable'",
                  "default_transaction_deferrable = on", "statement_timeout = '60s'", "lock_timeout = '1ms'",
                  "idle_in_transaction_session_timeout = '50ms'", "client_min_messages = 'debug1'",
                  "row_security = off", "xmloption = 'document'", "array_nulls = off", "transform_null_equals = on",
                  "quote_all_identifiers = on", "session_replication_role = 'replica'", "extra_float_digits = -10",
                  "TimeZone = 'Pacific/Chatham'"})
                plain.execute("ALTER DATABASE " + name + " SET " + setting);
            back = [&plain, name] { plain.execute("ALTER DATABASE " + name + " RESET ALL"); };
        } else {
            connection root(private_mariadb::get()->url_of("mysql"));
            const list names = {"completion_type",
                                "sql_safe_updates",
                                "max_join_size",
                                "sql_select_limit",
                                "foreign_key_checks",
                                "unique_checks",
                                "autocommit",
                                "sql_mode",
                                "time_zone",
                                "group_concat_max_len",
                                "innodb_strict_mode",
                                "tx_isolation",
                                "div_precision_increment",
                                "max_statement_time",
                                "sql_auto_is_null",
                                "max_recursive_iterations",
                                "idle_transaction_timeout",
                                "default_storage_engine",
                                "explicit_defaults_for_timestamp",
                                "lc_time_names"};
            std::string restore;
            for (const std::string& n : names) {
                const std::string was = rows_of(root, "SELECT @@GLOBAL." + n).at(0);
                const bool number = !was.empty() && was.find_first_not_of("0123456789.") == std::string::npos;
                restore += "SET GLOBAL " + n + " = " + (number ? was : "'" + was + "'") + "; ";
            }
            for (const char* setting :
                 {"completion_type = 'CHAIN'", "sql_safe_updates = 1", "max_join_size = 1", "sql_select_limit = 1",
                  "foreign_key_checks = 0", "unique_checks = 0", "autocommit = 0",
                  "sql_mode = 'PAD_CHAR_TO_FULL_LENGTH,IGNORE_SPACE,NO_ZERO_DATE,HIGH_NOT_PRECEDENCE'",
                  "time_zone = '+12:45'", "group_concat_max_len = 4", "innodb_strict_mode = 0",
                  "tx_isolation = 'SERIALIZABLE'", "div_precision_increment = 0", "max_statement_time = 20",
                  "sql_auto_is_null = 1", "max_recursive_iterations = 1", "idle_transaction_timeout = 1",
                  "default_storage_engine = 'MyISAM'", "lc_time_names = 'ru_RU'"})
                root.execute(std::string("SET GLOBAL ") + setting);
            back = [restore] {
                // Under the old defaults a session of the driver's still works, which is what is tested.
                connection again(private_mariadb::get()->url_of("mysql"));
                again.execute(restore);
            };
        }
        try {
            for (const round_trips trips : {round_trips::each, round_trips::few}) {
                connection db = place.open();
                run_options options = any_loss;
                options.round_trips = trips;
                // A function may take its time.
                options.progress = [&](const event& e) {
                    if (e.what == event::kind::began) std::this_thread::sleep_for(120ms);
                };
                options.lock_timeout = 5s;
                CHECK(upgrade(db, shop::the_history(), "head", options).size() == 4);
                CHECK(rows_of(db, "SELECT id FROM customers ORDER BY id") == list{"1", "2"});
                CHECK(verify(db, shop::the_history()).empty());
                CHECK(downgrade(db, shop::the_history(), "base", options).size() == 4);
            }
            connection db = place.open();
            CHECK(place
                      .run_script(
                          offline_sql(shop::the_history(), place.kind(), plan_upgrade(db, shop::the_history()), false))
                      .empty());
            CHECK(current(db, shop::the_history()) == list{"004_first_customers"});
        } catch (const error& e) {
            back();
            FAIL(e.what());
        }
        back();
        CHECK(place.schema_text() == expected);
    });
}

TEST_CASE("a connection lost while revisions are sent ahead reports these revisions") {
    on_each([](scratch& place) {
        if (place.kind() == database::sqlite) return;
        connection db = place.open();
        sample_history sample;
        sample.add("1", {{{"CREATE TABLE t (id int)"}}, {}, {}});
        sample.add("2_second", {{{"INSERT INTO t VALUES (1)"}}, {}, {}});
        sample.add("3_third", {{{place.kind() == database::postgresql ? "SELECT pg_terminate_backend(pg_backend_pid())"
                                                                      : "SELECT id FROM t; KILL CONNECTION_ID()"}},
                               {},
                               {}});
        if (place.kind() == database::mariadb) return;  // KILL of the own connection is an error that is not a loss.
        const plan::history history = sample.history();
        upgrade(db, history, "1");
        run_options options;
        options.round_trips = round_trips::few;
        const auto e = refusal_of([&] { upgrade(db, history, "head", options); });
        REQUIRE(e);
        INFO(e->what());
        CHECK(e->code() == "E302");
        CHECK(has(e->what(), "3_third"));
        CHECK(e->left_behind() == left_behind::unknown);
        connection again = place.open();
        CHECK(rows_of(again, "SELECT count(*) FROM t") == list{"1"});
    });
}

TEST_CASE("PostgreSQL: the invalid index of a failed attempt is reported") {
    if (!is_available(database::postgresql)) return;
    const scratch place(database::postgresql);
    connection db = place.open();
    sample_history sample;
    sample.add("1", {{{"CREATE TABLE t (id int)"}}, {}, {}});
    sample.add("2",
               {{{.sql = "CREATE INDEX CONCURRENTLY ix_t ON t (id)",
                  .transactional = false,
                  .probe = "SELECT coalesce((SELECT CASE WHEN i.indisvalid THEN 1 ELSE -1 END FROM pg_index i WHERE "
                           "i.indexrelid = to_regclass('ix_t')), 0)",
                  .clear = "DROP INDEX CONCURRENTLY ix_t"}},
                {},
                {}});
    const plan::history history = sample.history();
    upgrade(db, history, "1");
    connection application = place.open(), other = place.open();
    application.execute("BEGIN; INSERT INTO t VALUES (1)");
    run_options options;
    options.lock_timeout = 300ms;
    options.lock_retries = 1;
    options.progress = [&](const event& e) {
        if (e.what == event::kind::retrying)
            other.execute("BEGIN; LOCK TABLE retort_revisions IN ACCESS EXCLUSIVE MODE");
    };
    const auto e = refusal_of([&] { upgrade(db, history, "2", options); });
    other.execute("ROLLBACK");
    REQUIRE(e);
    INFO(e->what());
    CHECK(rows_of(db, "SELECT count(*) FROM pg_index WHERE indexrelid = to_regclass('ix_t') AND NOT indisvalid") ==
          list{"1"});
    CHECK_FALSE(has(e->what(), "nothing of it is left"));
    CHECK(has(e->what(), "an attempt at statement 1 left a part of it"));
    CHECK(e->left_behind() == left_behind::partial);
    application.execute("COMMIT");
    CHECK(upgrade(db, history).size() == 1);
}
