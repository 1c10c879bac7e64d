// What a database would take otherwise than the others, or refuse only when it runs: one meaning, on each that is
// there.
#include <retort/codegen/plan.hpp>
#include <retort/migrator.hpp>

#include <optional>

#include "scratch.hpp"
#include "support/catch.hpp"
#include "support/embed.hpp"
#include "support/lowered.hpp"

using namespace retort;
using namespace retort::test;
using retort::testing::embedded;
using retort::testing::lowered;
using list = std::vector<std::string>;

namespace {

/// A history on a database of its own.
class place {
public:
    place(database kind, std::vector<model::migration> migrations) : on_(kind), db_(on_.open()) {
        codegen::project p;
        p.declared.name = "shop";
        p.declared.databases.add(kind == database::sqlite       ? model::database::sqlite
                                 : kind == database::postgresql ? model::database::postgresql
                                                                : model::database::mariadb);
        p.migrations = std::move(migrations);
        plan_.emplace(codegen::make_plan(p, {std::string(name_of(kind))}));
    }
    connection& db() { return db_; }
    void up(std::string_view to = "head") { upgrade(db_, plan_->history(), std::string(to), any_loss); }
    void down(std::string_view to = "-1") { downgrade(db_, plan_->history(), std::string(to), any_loss); }

private:
    scratch on_;
    connection db_;
    std::optional<embedded> plan_;
};

/// What the call is refused with; empty where it is not.
std::string refusal(auto&& call) {
    try {
        call();
    } catch (const error& e) {
        return e.what();
    }
    return {};
}

}  // namespace

TEST_CASE("subtraction from unsigned numbers gives signed results") {
    using namespace retort::dsl;
    static constexpr auto m = migration(
        "1", create_table("t", column("id", bigint, identity), column("y", year), column("n", unsigned_(integer)),
                          column("m", unsigned_(bigint)), column("since", bigint, generated(col("y") - 2000)),
                          column("doubled", bigint, generated(col("y") * 2 - 5000)),
                          column("left", bigint, nullable, generated(10 - col("n"))),
                          column("below", numeric(30, 0), generated(col("m") - 5)), primary_key("id"),
                          check("near", col("n") - 100 < 0)));
    static constexpr auto fill = migration("2", revises("1"), add_column("t", column("c", bigint, nullable)),
                                           backfill("t", set("c", col("n") - 50)));
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        place t(kind, {lowered(m), lowered(fill)});
        t.up("1");
        t.db().execute("INSERT INTO t (y, n, m) VALUES (1990, 20, 3)");
        CHECK(refusal([&] { t.db().execute("INSERT INTO t (y, n, m) VALUES (1990, 100, 3)"); }) != "");
        t.up();
        CHECK(rows_of(t.db(), "SELECT since, doubled, \"left\", below, c FROM t") == list{"-10|-1020|-10|-2|-30"});
    }
}

TEST_CASE("a default that is added and removed in one revision fills the rows") {
    using namespace retort::dsl;
    static constexpr auto m = migration("1", create_table("a", column("id", bigint, identity), primary_key("id")));
    static constexpr auto more =
        migration("2", revises("1"), add_column("a", column("k", integer, nullable, default_(3))),
                  add_column("a", column("n", integer, default_(4))), alter_column("a", "k", no_default),
                  alter_column("a", "n", no_default), add_column("a", column("t", varchar(10), default_("x"))),
                  alter_column("a", "t", default_("y")));
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        place t(kind, {lowered(m), lowered(more)});
        t.up("1");
        t.db().execute("INSERT INTO a (id) VALUES (1)");
        t.up();
        t.db().execute("INSERT INTO a (id, n) VALUES (2, 5)");
        CHECK(rows_of(t.db(), "SELECT id, k, n, t FROM a ORDER BY id") == list{"1|3|4|x", "2|NULL|5|y"});
        t.down();
        CHECK(rows_of(t.db(), "SELECT * FROM a ORDER BY id") == list{"1", "2"});
    }
}

TEST_CASE("renaming a referenced column, also in a table with a hash key on MariaDB") {
    using namespace retort::dsl;
    static constexpr auto m =
        migration("1",
                  create_table("k1", column("id", bigint, identity), column("code", varchar(20)), column("t", text),
                               column("up", varchar(20), nullable, references("k1", "code")), primary_key("id"),
                               unique("code"), unique("t")),
                  create_table("k2", column("id", bigint, identity),
                               column("code", varchar(20), nullable, references("k1", "code", on_delete::cascade)),
                               column("k", bigint, nullable, references("k1", "id")), primary_key("id"), unique("k")));
    static constexpr auto renamed =
        migration("2", revises("1"), rename_column("k1", "code", "key"), rename_column("k1", "id", "number"),
                  rename_column("k1", "up", "above"), rename_column("k2", "k", "of"));
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        place t(kind, {lowered(m), lowered(renamed)});
        t.up("1");
        t.db().execute("INSERT INTO k1 (id, code, t) VALUES (7, 'a', 'b')");
        t.db().execute("INSERT INTO k2 (code, k) VALUES ('a', 7)");
        t.up();
        CHECK(refusal([&] { t.db().execute("INSERT INTO k2 (code) VALUES ('z')"); }) != "");
        CHECK(refusal([&] { t.db().execute("INSERT INTO k2 (\"of\") VALUES (8)"); }) != "");
        CHECK(refusal([&] { t.db().execute("UPDATE k1 SET above = 'z'"); }) != "");
        CHECK(rows_of(t.db(), "SELECT number FROM k1") == list{"7"});
        t.down();
        CHECK(refusal([&] { t.db().execute("INSERT INTO k2 (code) VALUES ('z')"); }) != "");
        CHECK(refusal([&] { t.db().execute("INSERT INTO k2 (k) VALUES (8)"); }) != "");
        CHECK(rows_of(t.db(), "SELECT id, code FROM k1") == list{"7|a"});
    }
}

TEST_CASE("data is counted even if an index now has the dropped name") {
    using namespace retort::dsl;
    static constexpr auto both =
        migration("1", create_table("a", column("id", bigint, identity), primary_key("id")),
                  create_table("b", column("n", bigint, nullable), column("id", bigint, identity), primary_key("id")));
    static constexpr auto other = migration("2", revises("1"), drop_table("a"), create_index("b", index("a", on("n"))));
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        place t(kind, {lowered(both), lowered(other)});
        t.up();
        CHECK(refusal([&] { t.down("base"); }) == "");
        CHECK(refusal([&] { t.up(); }) == "");
    }
}

TEST_CASE("a text of digits is not a position of a MariaDB enumeration") {
    using namespace retort::dsl;
    static constexpr auto m =
        migration("1", create_enumeration("size", "1", "2", "3"), create_enumeration("other", "2", "1", "7"),
                  create_table("t", column("id", bigint, identity), column("size", enum_("size")),
                               column("word", varchar(10)), primary_key("id")));
    static constexpr auto to_other =
        migration("2", revises("1"), alter_column("t", "word", enum_("other"), using_("word")));
    static constexpr auto loses =
        migration("3", revises("2"), alter_enumeration("size", "3", "2", assume("nobody has taken the first")));
    if (!is_available(database::mariadb)) return;
    place t(database::mariadb, {lowered(m), lowered(to_other), lowered(loses)});
    t.up("1");
    t.db().execute("INSERT INTO t (size, word) VALUES ('2', '1'), ('3', '3')");
    CHECK(refusal([&] { t.up("+1"); }).find("E309") != std::string::npos);
    t.db().execute("UPDATE t SET word = '7' WHERE word = '3'");
    t.up("+1");
    CHECK(rows_of(t.db(), "SELECT word FROM t ORDER BY id") == list{"1", "7"});
    t.db().execute("UPDATE t SET size = '1' WHERE size = '2'");
    CHECK(refusal([&] { t.up(); }).find("rows of t have a size that size loses") != std::string::npos);
    t.db().execute("UPDATE t SET size = '2' WHERE size = '1'");
    t.up();
    CHECK(rows_of(t.db(), "SELECT size FROM t ORDER BY id") == list{"2", "3"});
}

TEST_CASE("MariaDB: a row of the maximum length is created, a longer one is an error") {
    using namespace retort::dsl;
    // 65535 bytes: of each type what the rule counts is what the server counts.
    static constexpr auto full = migration(
        "1", create_table("t", column("a", varbinary(30000)), column("b", varbinary(34939)),
                          column("c", varchar(63), nullable), column("d", numeric(12, 6)), column("e", timestamp(2)),
                          column("f", time), column("g", text), column("h", boolean, nullable), column("i", bigint),
                          column("j", char_(10)), column("k", uuid), column("l", year), column("m", date),
                          column("n", real), column("o", json, nullable), column("p", numeric()), column("q", inet)));
    static constexpr auto longer = migration("2", revises("1"), add_column("t", column("z", smallint, nullable)));
    model::schema s{.name = "shop"};
    s.databases.add(model::database::mariadb);
    model::faults found;
    for (const model::operation& o : lowered(full).operations) apply(s, o, found);
    CHECK(found.empty());
    for (const model::operation& o : lowered(longer).operations) apply(s, o, found);
    REQUIRE(found.size() == 1);
    CHECK(std::string(std::string_view(to_string(found.front())))
              .find("table 't': MariaDB limits a row to 65535 bytes, four for each character of a varchar; make long "
                    "columns text or bytes [E161]") != std::string::npos);
    if (!is_available(database::mariadb)) return;
    place t(database::mariadb, {lowered(full)});
    t.up();
    CHECK(refusal([&] { t.db().execute("ALTER TABLE t ADD COLUMN z smallint NULL"); }).find("Row size too large") !=
          std::string::npos);
    CHECK(refusal([&] { t.db().execute("ALTER TABLE t ADD COLUMN z tinyint NOT NULL"); }).find("Row size too large") !=
          std::string::npos);
}

TEST_CASE("dropping a hash partition needs SQL for the other databases") {
    using namespace retort::dsl;
    static constexpr auto m = migration(
        "1", create_table("t", column("id", bigint), column("c", integer), primary_key("id"), partition_by_hash("id"),
                          partition("t_0", modulus(2, 0)), partition("t_1", modulus(2, 1))));
    static constexpr auto goes = migration(
        "2", revises("1"),
        execute(on(postgresql, "DELETE FROM t_1 WHERE c < 0; DROP TABLE t_1"), on(sqlite, "DELETE FROM t WHERE c < 0"),
                on(mariadb, "DELETE FROM t WHERE c < 0"),
                undo(on(postgresql, "CREATE TABLE t_1 PARTITION OF t FOR VALUES WITH (MODULUS 2, REMAINDER 1)"),
                     on(sqlite, ""), on(mariadb, "")),
                effect(drop_partition("t", "t_1"))));
    static constexpr auto comes = migration("3", revises("2"), create_partition("t", partition("t_2", modulus(2, 1))));
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        place t(kind, {lowered(m), lowered(goes), lowered(comes)});
        t.up("1");
        t.db().execute("INSERT INTO t VALUES (1, -1), (2, -1), (3, -1)");
        t.up();
        const list left = rows_of(t.db(), "SELECT c FROM t");
        CHECK(left.size() < 3);
        if (kind == database::postgresql) {
            t.down();
        } else {
            CHECK(left.empty());
            CHECK(refusal([&] { t.down(); }).find("only PostgreSQL knows which rows a hash partition contains") !=
                  std::string::npos);
        }
    }
}

TEST_CASE("rows that violate a changed domain are counted first") {
    using namespace retort::dsl;
    static constexpr auto m = migration("1", create_domain("code", varchar(20)),
                                        create_table("t", column("id", bigint, identity),
                                                     column("code", domain_("code"), nullable), primary_key("id")));
    static constexpr auto checked =
        migration("2", revises("1"), replace_domain("code", varchar(20), check(col("value") != ""), precheck));
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        place t(kind, {lowered(m), lowered(checked)});
        t.up("1");
        t.db().execute("INSERT INTO t (code) VALUES (''), ('a'), (NULL)");
        CHECK(refusal([&] { t.up(); }).find("rows of t do not fit the domain code of their code") != std::string::npos);
        t.db().execute("DELETE FROM t WHERE code = ''");
        t.up();
        CHECK(refusal([&] { t.db().execute("INSERT INTO t (code) VALUES ('')"); }) != "");
    }
}

TEST_CASE("names are in the scope of each database") {
    using namespace retort::dsl;
    // The same names twice, where a database lets them be: a key in each namespace, a trigger on each table.
    static constexpr auto m =
        migration("1", create_namespace_("audit"), create_table("events", column("id", bigint), primary_key("id")),
                  create_table("audit.parts", column("id", bigint), constraint("events_key", primary_key("id"))),
                  create_table("parts", column("id", bigint), constraint("events_key", primary_key("id"))));
    if (is_available(database::postgresql)) {
        place t(database::postgresql, {lowered(m)});
        t.up();
        t.down();
    }
    if (is_available(database::mariadb)) {
        // What E115 says of foreign keys and E168 of triggers is what the server says.
        scratch on(database::mariadb);
        connection db = on.open();
        db.execute("CREATE TABLE a (id int PRIMARY KEY, b int, CONSTRAINT fk FOREIGN KEY (b) REFERENCES a (id))");
        CHECK(refusal([&] {
                  db.execute(
                      "CREATE TABLE c (id int PRIMARY KEY, b int, CONSTRAINT fk FOREIGN KEY (b) REFERENCES c (id))");
              }) != "");
        db.execute("CREATE TABLE c (id int PRIMARY KEY)");
        db.execute("CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET NEW.b = 1");
        CHECK(refusal([&] { db.execute("CREATE TRIGGER t BEFORE INSERT ON c FOR EACH ROW SET NEW.id = 1"); }) != "");
    }
}
