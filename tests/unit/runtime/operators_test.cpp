#include "../../../runtime/command/arguments.hpp"
#include "../../../runtime/command/live.hpp"
#include "../../../runtime/command/locks.hpp"
#include "support/catch.hpp"

using namespace retort;
using namespace retort::command;
using namespace std::chrono_literals;

namespace {

std::string locks(std::string_view sql, database on = database::postgresql) {
    const auto found = locks_of({.sql = sql}, on);
    if (!found) return "not known";
    std::string out;
    for (const lock& l : *found) out += (out.empty() ? "" : "; ") + l.on + ": " + l.mode;
    return out;
}

}  // namespace

TEST_CASE("durations are read as people write them") {
    CHECK(read_duration("500ms") == 500ms);
    CHECK(read_duration("5s") == 5s);
    CHECK(read_duration("5") == 5s);
    CHECK(read_duration("0") == 0s);
    CHECK(read_duration("2m") == 2min);
    CHECK(read_duration("1h") == 1h);
    CHECK(read_duration("1.5s") == 1500ms);
    CHECK(read_duration(".25") == 250ms);
    CHECK(read_duration("500h") == 500h);
    for (const char* wrong :
         {"", "s", "-1", "5 s", "5sec", "1h30m", "five", ".", "501h", "99999999999999999999", "1e3"}) {
        CAPTURE(wrong);
        CHECK_FALSE(read_duration(wrong).has_value());
    }
}

TEST_CASE("the locks of PostgreSQL are told from a statement's words") {
    CHECK(locks("ALTER TABLE parts ADD COLUMN weight int") == "parts: ACCESS EXCLUSIVE");
    CHECK(locks("ALTER TABLE IF EXISTS ONLY \"s\".\"p, arts\" DROP COLUMN w") == "s.p, arts: ACCESS EXCLUSIVE");
    CHECK(locks("ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (c) REFERENCES customers (id) NOT VALID") ==
          "customers: SHARE ROW EXCLUSIVE; orders: SHARE ROW EXCLUSIVE");
    CHECK(locks("ALTER TABLE orders ADD FOREIGN KEY (c) REFERENCES customers (id), ALTER COLUMN c SET NOT NULL") ==
          "customers: SHARE ROW EXCLUSIVE; orders: ACCESS EXCLUSIVE");
    CHECK(locks("ALTER TABLE orders ADD COLUMN c int DEFAULT 'a, validate constraint (' REFERENCES customers") ==
          "customers: SHARE ROW EXCLUSIVE; orders: ACCESS EXCLUSIVE");
    CHECK(locks("ALTER TABLE orders VALIDATE CONSTRAINT fk") == "orders: SHARE UPDATE EXCLUSIVE");
    CHECK(locks("ALTER TABLE orders ALTER COLUMN a SET STATISTICS 500") == "orders: SHARE UPDATE EXCLUSIVE");
    CHECK(locks("ALTER TABLE log ATTACH PARTITION log_2026 FOR VALUES IN (1)") ==
          "log: SHARE UPDATE EXCLUSIVE; log_2026: ACCESS EXCLUSIVE");
    CHECK(locks("ALTER TABLE log DISABLE TRIGGER t") == "log: SHARE ROW EXCLUSIVE");
    CHECK(locks("CREATE INDEX ix ON parts (a)") == "parts: SHARE");
    CHECK(locks("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS ix ON ONLY parts (a)") ==
          "parts: SHARE UPDATE EXCLUSIVE");
    CHECK(locks("DROP INDEX CONCURRENTLY ix") == "the table of index ix: SHARE UPDATE EXCLUSIVE");
    CHECK(locks("ALTER INDEX ix RENAME TO iy") == "index ix: SHARE UPDATE EXCLUSIVE");
    CHECK(locks("DROP TABLE a, b") == "a: ACCESS EXCLUSIVE; b: ACCESS EXCLUSIVE");
    CHECK(locks("CREATE TABLE a (b int)").empty());
    CHECK(locks("CREATE TABLE a (b int REFERENCES c (id))") == "c: SHARE ROW EXCLUSIVE");
    CHECK(locks("CREATE TABLE a PARTITION OF b FOR VALUES IN (1)") == "b: ACCESS EXCLUSIVE");
    CHECK(locks("INSERT INTO a VALUES (1)") == "a: ROW EXCLUSIVE");
    CHECK(locks("UPDATE a SET b = 1") == "a: ROW EXCLUSIVE");
    CHECK(locks("DELETE FROM a") == "a: ROW EXCLUSIVE");
    CHECK(locks("CREATE TRIGGER t BEFORE INSERT OR UPDATE OF x ON a EXECUTE FUNCTION f()") == "a: SHARE ROW EXCLUSIVE");
    CHECK(locks("CREATE OR REPLACE VIEW v AS SELECT 1") == "v: ACCESS EXCLUSIVE");
    CHECK(locks("COMMENT ON COLUMN s.a.b IS 'x'") == "s.a: SHARE UPDATE EXCLUSIVE");
    CHECK(locks("ALTER TYPE mood ADD VALUE 'x'").empty());
    for (const char* sql : {"WITH x AS (SELECT 1) DELETE FROM a", "DO $$ BEGIN END $$", "SELECT f()", "", "CREATE",
                            "ALTER TYPE t ALTER ATTRIBUTE a TYPE int CASCADE", "CREATE INDEX"}) {
        CAPTURE(sql);
        CHECK(locks(sql) == "not known");
    }
    CHECK(locks_of({.sql = "SELECT count(*) FROM a", .precheck = "x"}, database::postgresql)->empty());
}

TEST_CASE("MariaDB is asked for what the statement says") {
    CHECK(locks("ALTER TABLE \"orders\" ADD KEY x (y), ALGORITHM=INPLACE, LOCK=NONE", database::mariadb) ==
          "orders: ALGORITHM=INPLACE, LOCK=NONE");
    CHECK(locks("ALTER TABLE orders MODIFY a int, ALGORITHM=COPY", database::mariadb) == "orders: ALGORITHM=COPY");
    CHECK(locks("SET STATEMENT sql_mode = concat(@@sql_mode, ',X') FOR ALTER TABLE u MODIFY a int",
                database::mariadb) == "u: ALGORITHM and LOCK as the server chooses");
    CHECK(locks("CREATE TABLE a (b int)", database::mariadb).empty());
    CHECK(locks("CALL p()", database::mariadb) == "not known");
    CHECK(locks("anything", database::sqlite) == "the whole database: while the revision runs");
}

TEST_CASE("a line is cut to the terminal") {
    CHECK(cut_to("abcdef", 4) == "abcd");
    CHECK(cut_to("Привет", 3) == "При");
    CHECK(cut_to("🔧🔧", 3) == "🔧");
    CHECK(cut_to("ab", 0).empty());
}
