// What a MariaDB statement changes, and whether it took effect.
#include "../../../runtime/src/mariadb/effect.hpp"

#include "support/catch.hpp"

using namespace retort::detail;

namespace {

std::string hex(std::string_view text) {
    std::string out;
    for (const char c : text) {
        constexpr std::string_view digits = "0123456789ABCDEF";
        out += digits[static_cast<unsigned char>(c) / 16];
        out += digits[static_cast<unsigned char>(c) % 16];
    }
    return out;
}

std::string line(std::string_view relation, std::string_view part, std::string_view view, std::string_view content) {
    return "\n" + hex(relation) + " " + hex(part) + " " + std::string(view) + " " + std::string(content);
}

const std::string table =
    line("t", "", "tables", "0") + line("t", "id", "columns", "1") + line("t", "a", "columns", "2");
const std::string b = line("t", "b", "columns", "3");
const std::string theirs = line("t", "theirs", "columns", "4");

effect::kind kind_of(std::string_view sql) { return effect_of(sql).what; }

}  // namespace

TEST_CASE("the effect of a MariaDB statement is read from its words") {
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

TEST_CASE("a change that the statement does not name was made by others") {
    constexpr std::string_view add = "ALTER TABLE t ADD COLUMN b int AFTER a";
    const std::string me = "root@localhost", before = me + table;
    CHECK(has_taken_effect(add, before, before) == verdict::not_done);
    CHECK(has_taken_effect(add, before, me + table + b) == verdict::done);
    CHECK(has_taken_effect(add, before, me + table + theirs) == verdict::not_done);
    CHECK(has_taken_effect(add, before, me + table + theirs + b) == verdict::done);
    constexpr std::string_view two = "ALTER TABLE t ADD COLUMN b int, ADD COLUMN c int";
    CHECK(has_taken_effect(two, before, me + table + b) == verdict::unknown);
    // Others have changed the column that is to go, or to come.
    const std::string other_b = line("t", "b", "columns", "6");
    CHECK(has_taken_effect("ALTER TABLE t DROP COLUMN b", me + table + b, me + table + other_b) == verdict::not_done);
    CHECK(has_taken_effect("ALTER TABLE t DROP COLUMN b", me + table + b, me + table) == verdict::done);
    CHECK(has_taken_effect("TRUNCATE TABLE t", me, me) == verdict::unknown);
    CHECK(has_taken_effect("DROP TABLE t", before, me) == verdict::done);
    CHECK(has_taken_effect("DROP TABLE t", before, before) == verdict::not_done);
    CHECK(has_taken_effect("DROP TABLE t", before, me + table + theirs) == verdict::unknown);
    CHECK(has_taken_effect("CREATE TABLE t (id int, a int)", me, before) == verdict::done);
    CHECK(has_taken_effect("CREATE TABLE t (id int)", me, before) == verdict::unknown);
}

TEST_CASE("another user decides only where nothing is hidden from it") {
    constexpr std::string_view add = "ALTER TABLE t ADD COLUMN b int";
    const std::string key = line("t", "k", "statistics", "5");
    const std::string before = "root@localhost" + table + key, other = "other@localhost";
    CHECK(has_taken_effect(add, before, other + table + key + b) == verdict::done);
    CHECK(has_taken_effect(add, before, other + table + key) == verdict::not_done);
    CHECK(has_taken_effect(add, before, other + table + b) == verdict::unknown);
    CHECK(has_taken_effect(add, before, other) == verdict::unknown);
    CHECK(has_taken_effect("DROP TABLE t", before, other) == verdict::unknown);
    CHECK(user_of_state(before) == "root@localhost");
}
