// What is read at build time from SQL that somebody wrote.
#include <retort/codegen/dialect.hpp>

#include "mariadb/effect.hpp"
#include "scanner.hpp"
#include "support/catch.hpp"

using namespace retort;
using codegen::effect;
using codegen::lock;
using codegen::row_work;
using codegen::token;
using codegen::mariadb::effect_of;

namespace {

codegen::statement read(std::string_view sql, std::string_view database) {
    codegen::statement raw;
    raw.sql = sql;
    codegen::find_dialect(database)->read(raw);
    return raw;
}

std::string locks(std::string_view sql, std::string_view database = "postgresql") {
    const codegen::facts known = read(sql, database).facts;
    if (!known.locks_known) return "unknown";
    std::string out;
    for (const lock& l : known.locks) {
        const std::string_view prefix = l.what == lock::kind::index             ? "index "
                                        : l.what == lock::kind::sequence        ? "sequence "
                                        : l.what == lock::kind::table_of_index  ? "the table of index "
                                        : l.what == lock::kind::users_of_domain ? "users of "
                                                                                : "";
        out += (out.empty() ? "" : "; ") + std::string(prefix) + l.on + ": " + l.mode;
    }
    return out;
}

row_work work(std::string_view sql, std::string_view database = "postgresql") { return read(sql, database).facts.work; }

effect::kind kind_of(std::string_view sql) { return effect_of(sql).what; }
bool may_be_repeated(std::string_view sql) { return effect_of(sql).repeatable; }

}  // namespace

TEST_CASE("SQL is cut into tokens as each database reads it") {
    const auto texts = [](std::string_view sql, model::database on) {
        std::string out;
        for (const token& t : codegen::tokens_of(sql, on))
            out += (out.empty() ? "" : "|") + (t.kind == token::kind::string ? "'" : std::string()) + t.text;
        return out;
    };
    using enum model::database;
    for (const model::database on : model::every_database) {
        CHECK(texts("a.\"b \"\" c\" = 'it''s' -- no\n/* no */+1", on) == "a|.|b \" c|=|'it's|+|1");
        CHECK(texts("", on).empty());
        CHECK(texts("'never closed", on) == "'never closed");
    }
    CHECK(texts("[a b] `c d`", sqlite) == "a b|c d");
    CHECK(texts("`c`", postgresql) == "`|c|`");
    CHECK(texts("a /* /* */ b */ c $x$ d $x$ E'\\'' $1", postgresql) == "a|c|'|'|$|1");
    CHECK(texts("5--1 -- no\n# no", mariadb) == "5|-|-|1");
}

TEST_CASE("PostgreSQL: the locks of raw SQL are read from its words") {
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
        CHECK(locks(sql) == "unknown");
    }
}

TEST_CASE("MariaDB: the locks of raw SQL are what it demands of the server") {
    CHECK(locks("ALTER TABLE \"orders\" ADD KEY x (y), ALGORITHM=INPLACE, LOCK=NONE", "mariadb") ==
          "orders: ALGORITHM=INPLACE, LOCK=NONE");
    CHECK(locks("ALTER TABLE orders MODIFY a int, ALGORITHM=COPY", "mariadb") == "orders: ALGORITHM=COPY");
    CHECK(locks("SET STATEMENT sql_mode = concat(@@sql_mode, ',X') FOR ALTER TABLE u MODIFY a int", "mariadb") ==
          "u: ALGORITHM and LOCK as the server chooses");
    CHECK(locks("CREATE TABLE a (b int)", "mariadb").empty());
    CHECK(locks("CALL p()", "mariadb") == "unknown");
}

TEST_CASE("what raw SQL does to rows is the most that it may do") {
    CHECK(work("UPDATE a SET b = 1") == row_work::rows);
    CHECK(work("ALTER TABLE a DROP COLUMN b") == row_work::none);
    CHECK(work("ALTER TABLE a ADD COLUMN b int DEFAULT f()") == row_work::rewrite);
    CHECK(work("ALTER TABLE a ALTER COLUMN b TYPE text") == row_work::rewrite);
    CHECK(work("ALTER TABLE a ALTER b SET NOT NULL") == row_work::scan);
    CHECK(work("ALTER TABLE a ADD CONSTRAINT c CHECK (b > 0)") == row_work::scan);
    CHECK(work("ALTER TABLE a ADD CONSTRAINT c CHECK (b > 0) NOT VALID") == row_work::none);
    CHECK(work("CREATE INDEX i ON a (b)") == row_work::scan);
    CHECK(work("SELECT f()") == row_work::unknown);
    CHECK(work("INSERT INTO a VALUES (1)", "sqlite") == row_work::rows);
    CHECK(work("DROP TABLE a", "sqlite") == row_work::none);
    CHECK(work("PRAGMA user_version = 1", "sqlite") == row_work::unknown);
    CHECK(work("WITH x AS (SELECT 1) SELECT * FROM x", "mariadb") == row_work::rows);
    CHECK(work("CALL f()", "mariadb") == row_work::unknown);
}

TEST_CASE("MariaDB commits by itself what changes definitions") {
    CHECK_FALSE(read("-- why\nCREATE TABLE a (b int)", "mariadb").transactional);
    CHECK_FALSE(read("TRUNCATE a", "mariadb").transactional);
    CHECK(read("UPDATE a SET b = 1", "mariadb").transactional);
    CHECK(read("CALL f()", "mariadb").transactional);
    CHECK(read("CREATE TABLE a (b int)", "postgresql").transactional);
}

TEST_CASE("SQLite: what raw SQL creates and drops") {
    const auto of = [](std::string_view sql) { return read(sql, "sqlite").facts.effect; };
    CHECK(of("DROP INDEX IF EXISTS main.i").what == effect::kind::drop);
    CHECK(of("DROP INDEX IF EXISTS main.i").relation == "main.i");
    CHECK(of("DROP INDEX i").among == effect::place::indexes);
    CHECK(of("CREATE TEMP TRIGGER \"t r\" AFTER INSERT ON a BEGIN SELECT 1; END").relation == "t r");
    CHECK(of("CREATE TRIGGER t AFTER UPDATE OF b ON a BEGIN SELECT 1; END").on == "a");
    CHECK(of("CREATE UNIQUE INDEX i ON [a b] (c)").on == "a b");
    REQUIRE(of("ALTER TABLE a RENAME TO b").renamed.size() == 1);
    CHECK(of("ALTER TABLE a RENAME TO b").renamed[0].to == "b");
    CHECK(of("ALTER TABLE a RENAME COLUMN b TO c").what == effect::kind::alter);
    CHECK(of("VACUUM").what == effect::kind::unknown);
}

TEST_CASE("MariaDB: the effect of raw SQL is read from its words") {
    CHECK(kind_of("ALTER TABLE t ADD COLUMN b int") == effect::kind::alter);
    CHECK(kind_of("-- a comment\nalter /* t */ online table if exists `t` add (b int)") == effect::kind::unknown);
    CHECK(kind_of("SET STATEMENT sql_mode = concat(@@sql_mode, ',X') FOR ALTER TABLE t MODIFY COLUMN id bigint") ==
          effect::kind::alter);
    CHECK(kind_of("ALTER TABLE t AUTO_INCREMENT = 5") == effect::kind::none);
    CHECK(kind_of("ALTER TABLE t ORDER BY id") == effect::kind::unknown);
    CHECK(kind_of("ALTER TABLE t TRUNCATE PARTITION p") == effect::kind::unknown);
    CHECK(kind_of("ALTER TABLE other.t ADD COLUMN b int") == effect::kind::unknown);
    CHECK(kind_of("RENAME TABLE a TO b, c TO d") == effect::kind::rename);
    CHECK(kind_of("ALTER TABLE t RENAME TO u") == effect::kind::rename);
    CHECK(kind_of("CREATE TABLE t (id int)") == effect::kind::create);
    CHECK(may_be_repeated("CREATE TABLE IF NOT EXISTS t (id int)"));
    CHECK_FALSE(may_be_repeated("CREATE TABLE t (id int)"));
    CHECK(kind_of("CREATE OR REPLACE TABLE t (id int)") == effect::kind::unknown);
    CHECK(may_be_repeated("CREATE OR REPLACE DEFINER = root@localhost VIEW v AS SELECT 1"));
    CHECK(kind_of("CREATE DEFINER = root@localhost PROCEDURE p() SELECT 1") == effect::kind::create);
    CHECK(kind_of("CREATE USER u") == effect::kind::unknown);
    CHECK(kind_of("DROP TABLE a, b") == effect::kind::unknown);
    CHECK(kind_of("TRUNCATE t") == effect::kind::unknown);
    CHECK(may_be_repeated("GRANT SELECT ON t TO u"));
    CHECK(kind_of("REVOKE SELECT ON t FROM u") == effect::kind::revoke);
    const effect e = effect_of(R"(ALTER TABLE "a.t" DROP FOREIGN KEY fk, DROP KEY fk, ADD UNIQUE KEY "u q" (a, "b"), )"
                               "CHANGE COLUMN x y int, MODIFY z int, ALGORITHM=INPLACE, LOCK=NONE");
    CHECK(e.relation == "a.t");
    REQUIRE(e.parts.size() == 5);
    CHECK(e.parts[0].name == "fk");
    CHECK(e.parts[0].dropped);
    CHECK(e.parts[1].name == "u q");
    CHECK(e.parts[1].added);
    CHECK(e.parts[2].dropped);
    CHECK(e.parts[3].added);
    CHECK_FALSE(e.parts[4].added);
}

TEST_CASE("MariaDB: the columns of a new table, and who loses a privilege, are parts of the effect") {
    const auto parts = [](std::string_view sql) {
        std::string out;
        for (const effect::part& p : effect_of(sql).parts) out += p.name + ";";
        return out;
    };
    CHECK(parts("CREATE TABLE t (id int, \"a b\" decimal(10, 2) DEFAULT (1 + 2), KEY k (id))") == "id;a b;KEY;");
    CHECK(parts("CREATE TABLE t LIKE u").empty());
    CHECK(parts("CREATE TABLE t AS SELECT (1) AS one").empty());
    CHECK(parts("REVOKE SELECT, INSERT ON t FROM u@localhost, 'v'@'%'") == "u;v;");
    CHECK(effect_of("CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1").on == "t");
}
