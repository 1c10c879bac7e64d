// Where raw SQL is cut into statements.
#include "execute.hpp"
#include "support/catch.hpp"

using retort::codegen::split_statements;
using retort::model::database;
using list = std::vector<std::string>;

namespace {
list on_both(std::string_view sql) {
    const list lite = split_statements(sql, database::sqlite);
    CHECK(split_statements(sql, database::postgresql) == lite);
    return lite;
}
list on_postgresql(std::string_view sql) { return split_statements(sql, database::postgresql); }
}  // namespace

TEST_CASE("statements end at semicolons and are trimmed") {
    CHECK(on_both("SELECT 1") == list{"SELECT 1"});
    CHECK(on_both("\n  SELECT 1 ;\n\tSELECT 2; ") == list{"SELECT 1", "SELECT 2"});
}

TEST_CASE("empty text, blanks and comments are not statements") {
    for (const char* nothing : {"", "  \n", ";", " ; ;; ", "-- only words", "/* ; */", "-- a;\n/* b */ ;"})
        CHECK(on_both(nothing).empty());
}

TEST_CASE("a semicolon in quotes does not end a statement") {
    CHECK(on_both("SELECT ';', 'it''s;', \"a;\"\"b\"; SELECT 2") ==
          list{"SELECT ';', 'it''s;', \"a;\"\"b\"", "SELECT 2"});
    CHECK(on_both("SELECT '\\'; SELECT 2") == list{"SELECT '\\'", "SELECT 2"});
    CHECK(on_both("SELECT '-- ;' ; SELECT 2") == list{"SELECT '-- ;'", "SELECT 2"});
    CHECK(on_both("SELECT 'never closed; SELECT 2") == list{"SELECT 'never closed; SELECT 2"});
    CHECK(on_both("SELECT 'ключ;🔧'; SELECT 2") == list{"SELECT 'ключ;🔧'", "SELECT 2"});
}

TEST_CASE("a semicolon in a comment does not end a statement") {
    CHECK(on_both("SELECT 1 -- one; two\n + 2; SELECT /* ; ' */ 3") ==
          list{"SELECT 1 -- one; two\n + 2", "SELECT /* ; ' */ 3"});
}

TEST_CASE("a comment before a statement is kept, one after it is removed") {
    // Else the semicolon that a script puts behind the statement would be part of the comment.
    CHECK(on_both("-- why\nSELECT 1 -- done\n;\n/* the end */") == list{"-- why\nSELECT 1"});
    CHECK(on_both("SELECT 1 -- done") == list{"SELECT 1"});
    CHECK(on_both("SELECT 1; -- done\nSELECT 2") == list{"SELECT 1", "-- done\nSELECT 2"});
    CHECK(on_both("SELECT 1 /* a */ /* b */") == list{"SELECT 1"});
}

TEST_CASE("comments nest on PostgreSQL, not on SQLite") {
    const std::string sql = "SELECT 1 /* /* ; */ ; */ + 1";
    CHECK(split_statements(sql, database::postgresql) == list{sql});
    CHECK(split_statements(sql, database::sqlite) == list{"SELECT 1", "*/ + 1"});
    CHECK(on_postgresql("SELECT 1 /* /* never closed */; SELECT 2") == list{"SELECT 1"});
}

TEST_CASE("quotes that only one database has") {
    CHECK(split_statements("SELECT [a;b], `c;d`; SELECT 2", database::sqlite) ==
          list{"SELECT [a;b], `c;d`", "SELECT 2"});
    CHECK(on_postgresql("SELECT a[1], b ` c; SELECT 2") == list{"SELECT a[1], b ` c", "SELECT 2"});
}

TEST_CASE("dollar quotes of PostgreSQL") {
    CHECK(on_postgresql("DO $$ BEGIN a; b; END $$; SELECT 2") == list{"DO $$ BEGIN a; b; END $$", "SELECT 2"});
    CHECK(on_postgresql("DO $f$ a; $$ b; $$ c; $f$; SELECT 2") == list{"DO $f$ a; $$ b; $$ c; $f$", "SELECT 2"});
    CHECK(on_postgresql("DO $тег$ a; $тег$; SELECT 2") == list{"DO $тег$ a; $тег$", "SELECT 2"});
    CHECK(on_postgresql("SELECT $1; SELECT $2") == list{"SELECT $1", "SELECT $2"});
    // A dollar inside a name begins no quote.
    CHECK(on_postgresql("SELECT a$b$c; SELECT d$b$e") == list{"SELECT a$b$c", "SELECT d$b$e"});
    CHECK(on_postgresql("DO $$ never; closed") == list{"DO $$ never; closed"});
}

TEST_CASE("PostgreSQL's E'…' texts") {
    CHECK(on_postgresql("SELECT E'it\\'s;'; SELECT 2") == list{"SELECT E'it\\'s;'", "SELECT 2"});
    CHECK(on_postgresql("SELECT e'it''s \\'; ok'; SELECT 2") == list{"SELECT e'it''s \\'; ok'", "SELECT 2"});
    CHECK(on_postgresql("SELECT E'\\\\'; SELECT 2") == list{"SELECT E'\\\\'", "SELECT 2"});
    // The end of a longer word is none.
    CHECK(on_postgresql("SELECT type'\\'; SELECT 2") == list{"SELECT type'\\'", "SELECT 2"});
}

TEST_CASE("the body of a trigger or a function is one statement") {
    const std::string trigger =
        "CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET b = CASE WHEN c THEN 1 ELSE 2 END; DELETE FROM d; END";
    CHECK(on_both(trigger + "; SELECT 2") == list{trigger, "SELECT 2"});
    CHECK(on_both("create temp trigger t begin select 1; end; SELECT 2").size() == 2);
    CHECK(on_both("CREATE TRIGGER t WHEN CASE a WHEN 1 THEN 2 END BEGIN SELECT 1; END; SELECT 2").size() == 2);
    CHECK(on_both("CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END; SELECT 3").size() ==
          2);
    CHECK(on_both("CREATE TRIGGER t BEFORE INSERT ON a EXECUTE FUNCTION f(); SELECT 2").size() == 2);
    // Letters of other alphabets are letters.
    CHECK(on_both("CREATE TRIGGER t BEGIN SELECT ключend; END; SELECT 2").size() == 2);
}

TEST_CASE("BEGIN, CASE and END outside a body do not join statements") {
    CHECK(on_both("BEGIN; SELECT 1; END").size() == 3);
    CHECK(on_both("SELECT CASE WHEN a THEN 1 END; SELECT 2").size() == 2);
    CHECK(on_both("CREATE TABLE t (trigger text, begin date); SELECT 2").size() == 2);
    CHECK(on_both("CREATE INDEX function ON t (begin); SELECT 2").size() == 2);
}

TEST_CASE("MariaDB: END IF needs no BEGIN, and # starts a comment") {
    const std::string trigger =
        "CREATE DEFINER = root@localhost TRIGGER t BEFORE INSERT ON people FOR EACH ROW BEGIN IF NEW.a > 1 THEN SET "
        "NEW.a = 1; "
        "END IF; CASE NEW.a WHEN 1 THEN SET @b = 1; END CASE; one: LOOP LEAVE one; END LOOP; "
        "SET @c = CASE WHEN 1 THEN 2 END; END";
    CHECK(split_statements(trigger + "; SELECT 1 # not; two\n; SELECT 2", database::mariadb) ==
          list{trigger, "SELECT 1", "SELECT 2"});
    CHECK(split_statements("SELECT `a;b`; SELECT 'a\\'; SELECT 2", database::mariadb) ==
          list{"SELECT `a;b`", "SELECT 'a\\'", "SELECT 2"});
}
