// What is true of a plan: what it destroys, what cannot be undone, what a database refuses.
#include <retort/codegen/emit.hpp>
#include <retort/codegen/plan.hpp>
#include <retort/dsl.hpp>

#include "support/catch.hpp"
#include "support/lowered.hpp"
#include "unpack.hpp"

using namespace retort;
using namespace retort::dsl;
using list = std::vector<std::string>;

namespace {

constexpr auto tables =
    migration("001", create_table("orders", column("id", bigint, identity), column("vin", varchar(50)),
                                  column("total", numeric(10, 2)), primary_key("id")));

template <class Declaration>
codegen::plan plan_of(const Declaration& m, const list& databases = {"sqlite", "postgresql"}) {
    codegen::project p;
    p.declared.name = "shop";
    p.migrations = {testing::lowered(tables), testing::lowered(m)};
    return codegen::make_plan(p, databases);
}

template <class Declaration>
std::string refusal_of(const Declaration& m, const list& databases = {"sqlite", "postgresql"}) {
    try {
        plan_of(m, databases);
    } catch (const codegen::generation_error& e) {
        return e.what();
    }
    return {};
}

template <class Declaration>
void check_destroyed(const Declaration& m, const list& up, const list& down) {
    const codegen::plan p = plan_of(m);
    for (const codegen::route& on : p.revisions[1].routes) {
        INFO(name_of(on.on));
        CHECK(on.up.destroys == up);
        CHECK(on.down.destroys == down);
    }
}

}  // namespace

TEST_CASE("a plan contains the data that each direction destroys") {
    check_destroyed(migration("002", drop_table("orders")), {"orders"}, {});
    check_destroyed(migration("002", create_table("t", column("a", integer))), {}, {"t"});
    check_destroyed(migration("002", drop_column("orders", "vin")), {"orders.vin"}, {});
    check_destroyed(migration("002", add_column("orders", column("a", integer, nullable))), {}, {"orders.a"});
    check_destroyed(migration("002", alter_column("orders", "vin", varchar(10))), {"orders.vin"}, {});
    check_destroyed(migration("002", alter_column("orders", "vin", text)), {}, {"orders.vin"});
    check_destroyed(migration("002", alter_column("orders", "total", numeric(12, 3))), {}, {"orders.total"});
    check_destroyed(migration("002", alter_column("orders", "vin", nullable)), {}, {});
    // What is computed takes the place of what was there, however wide the type.
    check_destroyed(migration("002", alter_column("orders", "vin", text, using_("upper(vin)"))), {"orders.vin"},
                    {"orders.vin"});
    check_destroyed(migration("002", alter_column("orders", "vin", varchar(50), using_("upper(vin)"))), {"orders.vin"},
                    {});
    check_destroyed(migration("002", rename_table("orders", "o"), rename_column("o", "vin", "v")), {}, {});
    check_destroyed(migration("002", add_unique("orders", unique("vin")), create_index("orders", index(on("vin")))), {},
                    {});
    check_destroyed(migration("002", rename_column("orders", "vin", "v"), drop_column("orders", "v")), {"orders.v"},
                    {});
}

TEST_CASE("destroyed data is counted under its name before the revision") {
    const auto counts = [](const auto& m, bool up) {
        const codegen::plan p = plan_of(m);
        const codegen::route& on = p.revisions[1].routes[0];
        return up ? on.up.counts : on.down.counts;
    };
    CHECK(counts(migration("002", rename_column("orders", "vin", "v"), drop_column("orders", "v")), true) ==
          list{"SELECT count(orders.vin) FROM orders"});
    CHECK(counts(migration("002", rename_table("orders", "o"), drop_column("o", "vin")), true) ==
          list{"SELECT count(orders.vin) FROM orders"});
    CHECK(counts(migration("002", add_column("orders", column("a", integer, nullable)), drop_column("orders", "a")),
                 true) == list{"SELECT 0"});
    // A name may have a point in it.
    CHECK(counts(migration("002", add_column("orders", column("a.b", integer, nullable))), false) ==
          list{"SELECT count(orders.\"a.b\") FROM orders"});
    // The way back undoes the rename first.
    CHECK(counts(migration("002", add_column("orders", column("a", integer, nullable)), rename_table("orders", "o")),
                 false) == list{"SELECT count(o.a) FROM o"});
}

TEST_CASE("a plan contains the required release of a direction, and the reason") {
    // Of a revision on the first: each database's way up, then its way back.
    const auto needs = [](const auto& m, std::string_view database) {
        const codegen::plan p = plan_of(m, {std::string(database)});
        const codegen::route& on = p.revisions[1].routes[0];
        CHECK(on.up.needs.empty() == (on.up.oldest == codegen::release{}));
        return list{on.up.needs, on.down.needs};
    };
    constexpr auto key = migration("002", add_unique("orders", unique("vin", nulls_not_distinct)));
    CHECK(needs(key, "postgresql") ==
          list{"PostgreSQL 15, for the unique key uq_orders_vin of orders with nulls_not_distinct", ""});
    CHECK(plan_of(key, {"postgresql"}).revisions[1].routes[0].up.oldest == codegen::release{15, 0});
    CHECK(needs(migration("002", create_index("orders", unique_index(on("vin"), nulls_not_distinct))), "postgresql") ==
          list{"PostgreSQL 15, for the index ix_orders_vin of orders with nulls_not_distinct", ""});
    // It is asked of each step: the end alone would not tell.
    CHECK(needs(migration("002", create_index("orders", unique_index("one", on("vin"), nulls_not_distinct)),
                          drop_index("orders", "one")),
                "postgresql") == list{"PostgreSQL 15, for the index one of orders with nulls_not_distinct",
                                      "PostgreSQL 15, for the index one of orders with nulls_not_distinct"});
    CHECK(needs(migration("002", create_index("orders", unique_index(on("vin")))), "postgresql") == list{"", ""});

    // Of a partitioned table, some things came later than of others.
    const auto last = [&](const auto& m) { return needs(m, "postgresql").front(); };
    CHECK(last(migration("002", create_table("t", column("k", integer), column("n", bigint, identity),
                                             partition_by_range("k")))) == "");
    CHECK(last(migration("002", create_table("t", column("k", integer), partition_by_range("k")),
                         add_column("t", column("n", bigint, identity)))) ==
          "PostgreSQL 17, for the identity column t.n, added to a partitioned table");
    CHECK(last(migration("002", create_table("t", column("k", integer), partition_by_range("k"),
                                             exclude("one_k", with("k", "="))))) ==
          "PostgreSQL 17, for the exclusion constraint one_k of t which is partitioned");
    CHECK(last(migration(
              "002", create_table("t", column("k", integer), column("a", bigint, nullable), partition_by_range("k")),
              add_foreign_key("t", foreign_key("a", references("orders", "id", not_valid))))) ==
          "PostgreSQL 18, for the foreign key fk_t_a of t which is partitioned, with not_valid");
    CHECK(last(migration("002", create_index("orders", index("by_vin", on("vin"), method("spgist"), include("id"))))) ==
          "PostgreSQL 14, for the spgist index by_vin of orders with include(…)");
    CHECK(last(migration("002", create_grant("current_role", "orders", "select"))) ==
          "PostgreSQL 14, for the grant on orders to current_role");

    CHECK(needs(migration("002", create_grant("public", "orders", "select")), "mariadb") ==
          list{"MariaDB 10.11, for the grant on orders to public", ""});
    CHECK(needs(migration("002", create_grant("clerk", "orders", "select")), "mariadb") == list{"", ""});

    constexpr auto strict_table = migration("002", create_table("t", column("a", integer), strict));
    CHECK(needs(strict_table, "sqlite") == list{"SQLite 3.37, for the strict table t", ""});
    CHECK(needs(strict_table, "postgresql") == list{"", ""});
    CHECK(needs(migration("002", alter_table("orders", strict)), "sqlite") ==
          list{"SQLite 3.37, for the strict table orders", ""});
    CHECK(
        needs(migration("002", create_table("t", column("a", integer),
                                            column("b", integer, nullable, generated(col("a") + 1, virtual_)), strict)),
              "sqlite") == list{"SQLite 3.38, for the strict table t, which computes a column", ""});
    const codegen::plan p = plan_of(strict_table);
    CHECK(testing::same_when_unpacked(p));
    CHECK(emit_sql(p.revisions[1], p.revisions[1].routes[0]).find("-- needs SQLite 3.37, for the strict table t\n") !=
          std::string::npos);
}

TEST_CASE("a plan contains all reasons why a step is irreversible") {
    const codegen::plan p = plan_of(migration("002", execute("DELETE FROM orders", irreversible("they are gone")),
                                              add_column("orders", column("a", integer, nullable)),
                                              execute("SELECT 1", irreversible("as is this"))));
    for (const codegen::route& on : p.revisions[1].routes) {
        CHECK(on.up.irreversible.empty());
        CHECK(on.down.irreversible == "they are gone; as is this");
        CHECK(on.down.statements.empty());
        CHECK(emit_sql(p.revisions[1], on).find("-- cannot be reverted: they are gone; as is this\n") !=
              std::string::npos);
    }
}

TEST_CASE("a down script reverses the steps and keeps the order within raw SQL") {
    const codegen::plan p = plan_of(migration("002", add_column("orders", column("a", integer, nullable)),
                                              execute("SELECT 1; SELECT 2", undo("SELECT 3; SELECT 4"))),
                                    {"postgresql"});
    list down;
    for (const codegen::statement& s : p.revisions[1].routes[0].down.statements) down.push_back(s.sql);
    CHECK(down == list{"SELECT 3", "SELECT 4", "ALTER TABLE orders DROP COLUMN a"});
}

TEST_CASE("E201: unsupported operations are rejected, all steps at once") {
    const auto numbered =
        migration("002", create_table("a", column("x", bigint), column("y", bigint, identity), primary_key("x", "y")),
                  create_table("b", column("y", bigint, identity)));
    CHECK(refusal_of(numbered, {"postgresql"}).empty());
    CHECK(refusal_of(numbered).find(
              "002: create table a on sqlite: SQLite supports identity only for a column that alone is the primary "
              "key, which a.y is not; make it primary_key(\"y\"), or remove identity "
              "[E201]") == 0);
    codegen::project p;
    p.declared.name = "shop";
    p.declared = codegen::replay({p.declared, {testing::lowered(numbered)}});
    CHECK_THROWS_AS(codegen::full_schema(p.declared, "sqlite"), codegen::generation_error);
}

namespace {

/// What a history for one database is refused with.
std::string refusal_on(model::database d, const model::migration& first, const model::migration& then) {
    codegen::project p;
    p.declared.name = "shop";
    p.declared.databases.add(d);
    p.migrations = {first, then};
    try {
        codegen::make_plan(p, {std::string(model::name_of(d))});
    } catch (const codegen::generation_error& e) {
        return e.what();
    }
    return {};
}

}  // namespace

TEST_CASE("E201: operations that MariaDB and PostgreSQL reject only at run time") {
    const auto years = testing::lowered(
        migration("001", create_domain("years", integer, check(col("value") >= 0)),
                  create_table("people", column("id", integer), column("age", domain_("years"), nullable),
                               column("ages", array(domain_("years")), nullable), primary_key("id"))));
    const auto plain =
        testing::lowered(migration("001", create_domain("years", integer, check(col("value") >= 0)),
                                   create_table("people", column("id", domain_("years")),
                                                column("age", domain_("years"), nullable), primary_key("id"))));
    const auto on_mariadb = [&](const auto& m) {
        return refusal_on(model::database::mariadb, plain, testing::lowered(m));
    };
    const auto on_postgresql = [&](const auto& m) {
        return refusal_on(model::database::postgresql, years, testing::lowered(m));
    };
    CHECK(on_mariadb(migration("002", revises("001"), add_check("people", check("age", col("id") < 9))))
              .find("MariaDB names the check that belongs to people.age after the column, and another check has that "
                    "name; give "
                    "that check another name [E201]") != std::string::npos);
    CHECK(on_mariadb(
              migration("002", revises("001"),
                        add_foreign_key("people", foreign_key("age", references("people", "id", on_delete::set_null)))))
              .find("people.age, by its domain; use another action, or the base type of the domain [E201]") !=
          std::string::npos);
    CHECK(on_postgresql(migration("002", revises("001"), replace_domain("years", integer, check(col("value") >= 1))))
              .find("PostgreSQL cannot add a constraint to domain 'years' while people.ages is an array of it; create "
                    "a domain with another name, and use it for the column [E201]") != std::string::npos);

    const auto address = testing::lowered(
        migration("001", create_composite("address", column("street", text), column("zip", varchar(10))),
                  create_table("people", column("id", integer), column("home", composite_("address"), nullable))));
    const auto longer = testing::lowered(
        migration("002", revises("001"), replace_composite("address", column("street", text), column("zip", text))));
    CHECK(refusal_on(model::database::postgresql, address, longer)
              .find("PostgreSQL cannot change the type of address.zip while people.home is of it; create a composite "
                    "type with another name, and use it for the column [E201]") != std::string::npos);
}

TEST_CASE("dropping a hash partition is irreversible except on PostgreSQL, with a fix") {
    const auto parted =
        testing::lowered(migration("001", create_table("t", column("id", integer), primary_key("id"),
                                                       partition_by_hash("id"), partition("t_0", modulus(2, 0)))));
    const auto comes =
        testing::lowered(migration("002", revises("001"), create_partition("t", partition("t_1", modulus(2, 1)))));
    const auto goes = testing::lowered(migration("002", revises("001"), drop_partition("t", "t_0")));
    CHECK(refusal_on(model::database::sqlite, parted, goes) ==
          "002: drop partition t_0 of t on sqlite: SQLite stores t as one table, and only PostgreSQL knows which rows "
          "a hash partition contains; write the SQL for each database: execute(on(postgresql, \"DROP TABLE ...\"), "
          "on(sqlite, \"DELETE FROM ...\"), undo(...), effect(drop_partition(\"t\", \"t_0\"))) [E201]");
    CHECK(refusal_on(model::database::postgresql, parted, goes) == "");
    codegen::project p;
    p.declared.name = "shop";
    p.migrations = {parted, comes};
    const codegen::plan made = codegen::make_plan(p, {"sqlite", "postgresql", "mariadb"});
    for (const codegen::route& on : made.revisions[1].routes) {
        INFO(name_of(on.on));
        CHECK(on.up.irreversible == "");
        CHECK((on.down.irreversible == "") == (name_of(on.on) == "postgresql"));
        CHECK(on.down.statements.empty() == (name_of(on.on) != "postgresql"));
        CHECK(on.down.destroys.empty() == (name_of(on.on) != "postgresql"));
    }
}

TEST_CASE("E201: no concurrent index on a partitioned table") {
    constexpr auto parts = migration("002", create_table("t", column("k", integer), partition_by_range("k")),
                                     create_index("t", index("by_k", on("k"), concurrently)));
    CHECK(refusal_of(parts, {"postgresql"})
              .find("PostgreSQL cannot create an index concurrently on t, which is partitioned; remove concurrently "
                    "[E201]") != std::string::npos);
    CHECK(refusal_of(parts, {"sqlite"}) == "");
}

TEST_CASE("E161: a second foreign key over the same columns is checked like the first") {
    const auto people = testing::lowered(migration(
        "001", create_table("people", column("id", integer), column("boss", integer, nullable), primary_key("id"),
                            check(col("boss") > 0), foreign_key("boss", references("people", "id")))));
    const auto second = testing::lowered(migration(
        "002", revises("001"),
        add_foreign_key("people",
                        constraint("other", foreign_key("boss", references("people", "id", on_delete::set_null))))));
    CHECK(refusal_on(model::database::mariadb, people, second).find("[E161]") != std::string::npos);
    CHECK(refusal_on(model::database::postgresql, people, second).empty());
}

TEST_CASE("E138: a type and a sequence with the same name") {
    const auto numbers = testing::lowered(migration("001", create_sequence("numbers")));
    const auto type = testing::lowered(migration("002", revises("001"), create_domain("numbers", integer)));
    CHECK(refusal_on(model::database::postgresql, numbers, type)
              .find("domain 'numbers': a sequence of that name already exists") != std::string::npos);
    CHECK(refusal_on(model::database::mariadb, numbers, type).empty());
}

TEST_CASE("MariaDB: the index of an identity column avoids a used name") {
    codegen::project p;
    p.declared.name = "shop";
    p.declared =
        codegen::replay({p.declared,
                         {testing::lowered(migration("001", create_table("people", column("id", bigint, identity),
                                                                         index("ix_people_id", on(desc("id"))))))}});
    const std::string sql = codegen::full_schema(p.declared, "mariadb").front().sql;
    CHECK(sql.find("KEY ix_people_id (id DESC)") != std::string::npos);
    CHECK(sql.find("KEY ix_people_id_ (id)") != std::string::npos);
}

namespace {

/// Of each statement on MariaDB that takes `first` to `second` or back: "online", "copy", or "" where nothing is
/// stated.
list stated(const auto& first, const auto& second, bool back = false) {
    codegen::project p;
    p.declared.name = "shop";
    p.migrations = {testing::lowered(first), testing::lowered(second)};
    const codegen::route on = codegen::make_plan(p, {"mariadb"}).revisions[1].routes[0];
    list all;
    for (const codegen::statement& st : (back ? on.down : on.up).statements) {
        if (!st.precheck.empty()) continue;
        all.push_back(st.sql.ends_with(", ALGORITHM=INPLACE, LOCK=NONE") ? "online"
                      : st.sql.ends_with(", ALGORITHM=COPY")             ? "copy"
                      : st.sql.find("ALGORITHM") == std::string::npos    ? ""
                                                                         : st.sql);
    }
    return all;
}

constexpr auto plain = migration(
    "001", create_enumeration("mood", "sad", "ok"), create_table("towns", column("id", bigint), primary_key("id")),
    create_table("people", column("id", bigint), column("name", varchar(20)), column("note", text, nullable),
                 column("age", integer, default_(1)), column("mood", enum_("mood"), nullable),
                 column("town", bigint, nullable), primary_key("id")));
constexpr auto hashed =
    migration("001", create_table("people", column("id", bigint), column("note", text, nullable),
                                  column("age", integer, default_(1)), primary_key("id"), unique("note")));
constexpr auto words = migration("001", create_table("people", column("id", bigint), column("note", text, nullable),
                                                     column("age", integer, default_(1)), primary_key("id"),
                                                     index(on("note"), method("fulltext"), only(mariadb))));
constexpr auto of_town = migration("001", create_table("towns", column("id", bigint), primary_key("id")),
                                   create_table("people", column("town", bigint), check(col("town") > 0),
                                                constraint("of_town", foreign_key("town", references("towns", "id")))));
constexpr auto keyless = migration("001", create_table("people", column("id", bigint), column("note", text, nullable),
                                                       column("age", integer, default_(1)), unique("age")));
constexpr auto computed =
    migration("001", create_table("people", column("id", bigint), column("note", text, nullable),
                                  column("age", integer, default_(1)),
                                  column("next", integer, nullable, generated(col("age") + 1, virtual_)),
                                  primary_key("id"), index(on("next"))));

}  // namespace

TEST_CASE("MariaDB: online changes have the online clause, other changes do not") {
    const list online = {"online"}, copied = {"copy"}, silent = {""};

    CHECK(stated(plain, migration("002", revises("001"), add_column("people", column("a", integer, nullable)))) ==
          online);
    CHECK(stated(plain, migration("002", revises("001"), add_column("people", column("a", integer, nullable))), true) ==
          online);
    CHECK(stated(plain, migration("002", revises("001"), add_column("people", column("a", integer, default_(4))))) ==
          online);
    CHECK(stated(plain, migration("002", revises("001"),
                                  add_column("people", column("a", timestamptz, default_(now))))) == silent);
    CHECK(stated(plain, migration("002", revises("001"), add_column("people", column("a", bigint, identity)))) ==
          silent);
    CHECK(stated(plain, migration("002", revises("001"), add_column("people", column("a", json, nullable)))) == silent);
    CHECK(stated(plain, migration("002", revises("001"), add_column("people", column("a", integer)))) ==
          list{"", "online"});
    CHECK(stated(plain, migration("002", revises("001"),
                                  add_column("people", column("a", integer, nullable,
                                                              generated(col("age") + 1, virtual_))))) == online);
    CHECK(stated(plain,
                 migration("002", revises("001"),
                           add_column("people", column("a", integer, nullable, generated(col("age") + 1, virtual_))),
                           create_index("people", index(on("a"))))) == list{"online", "online"});
    CHECK(stated(plain, migration("002", revises("001"),
                                  add_column("people", column("a", integer, nullable, generated(col("age") + 1))))) ==
          silent);
    CHECK(stated(plain, migration("002", revises("001"), create_domain("years", integer, check(col("value") >= 0)),
                                  add_column("people", column("a", domain_("years"), nullable)))) == copied);
    CHECK(stated(plain, migration("002", revises("001"), rename_column("people", "note", "remark"))) == online);
    // The check's name follows, which is a copy: a column of a foreign key could not be renamed in it.
    CHECK(stated(of_town, migration("002", revises("001"), rename_column("people", "town", "home"))) ==
          list{"online", ""});

    CHECK(stated(plain, migration("002", revises("001"), alter_column("people", "age", default_(2)))) == online);
    CHECK(stated(plain, migration("002", revises("001"), alter_column("people", "age", nullable))) == online);
    CHECK(stated(plain, migration("002", revises("001"),
                                  alter_column("people", "note", not_null, assume("there are none")))) == online);
    CHECK(stated(plain, migration("002", revises("001"), alter_column("people", "age", bigint))) == silent);
    // 20 characters are 80 bytes, and may take two bytes for their length; 50 are 200, and 63 the most in one byte.
    CHECK(stated(plain, migration("002", revises("001"), alter_column("people", "name", varchar(300)))) == online);
    CHECK(stated(plain, migration("002", revises("001"), alter_column("people", "name", varchar(300))), true) ==
          silent);
    constexpr auto fifty = migration("001", create_table("people", column("name", varchar(50))));
    CHECK(stated(fifty, migration("002", revises("001"), alter_column("people", "name", varchar(63)))) == online);
    CHECK(stated(fifty, migration("002", revises("001"), alter_column("people", "name", varchar(64)))) == silent);
    CHECK(stated(plain, migration("002", revises("001"), add_enumeration_value("mood", "fine"))) == online);
    CHECK(stated(plain, migration("002", revises("001"),
                                  add_enumeration_value("mood", "fine", retort::dsl::before("ok")))) == silent);

    CHECK(stated(plain, migration("002", revises("001"),
                                  add_foreign_key("people", foreign_key("town", references("towns", "id"))))) ==
          silent);
    CHECK(stated(plain,
                 migration("002", revises("001"),
                           add_foreign_key("people", foreign_key("town", references("towns", "id")))),
                 true) == online);
    CHECK(stated(plain, migration("002", revises("001"), add_check("people", check("old", col("age") > 0)))) == silent);
    CHECK(stated(plain, migration("002", revises("001"), add_check("people", check("old", col("age") > 0))), true) ==
          online);

    // A table may have what forbids it.
    constexpr auto add = migration("002", revises("001"), add_column("people", column("a", integer, nullable)));
    constexpr auto rename = migration("002", revises("001"), rename_column("people", "age", "years"));
    constexpr auto loosen = migration("002", revises("001"), alter_column("people", "age", nullable));
    CHECK(stated(hashed, add) == silent);
    CHECK(stated(hashed, rename) == silent);
    CHECK(stated(words, add) == silent);
    CHECK(stated(words, rename) == online);
    CHECK(stated(words, loosen) == silent);
    CHECK(stated(computed, add) == silent);
    CHECK(stated(computed, add, true) == silent);
    CHECK(stated(computed, loosen) == silent);
    CHECK(stated(keyless, add) == online);
    CHECK(stated(keyless, loosen) == silent);
}

TEST_CASE("MariaDB: an index prefix longer than the column is no prefix") {
    const auto key = [](const auto& m) {
        codegen::project p;
        p.declared.name = "shop";
        p.declared = codegen::replay({p.declared, {testing::lowered(m)}});
        const std::string sql = codegen::full_schema(p.declared, "mariadb").front().sql;
        const std::size_t at = sql.find("KEY ix_people_name");
        return sql.substr(at, sql.find(")", at) - at);
    };
    const std::string whole = "KEY ix_people_name (name", cut = whole + "(26";
    CHECK(key(migration("1", create_table("people", column("name", char_(22)), index(on(prefix("name", 26)))))) ==
          whole);
    CHECK(key(migration("1", create_table("people", column("name", varchar(26)), index(on(prefix("name", 26)))))) ==
          whole);
    CHECK(key(migration("1", create_table("people", column("name", varchar(27)), index(on(prefix("name", 26)))))) ==
          cut);
    CHECK(key(migration("1", create_table("people", column("name", text), index(on(prefix("name", 26)))))) == cut);
}

TEST_CASE("E204: raw SQL for some databases only is rejected") {
    const std::string up = refusal_of(migration("002", execute(on(postgresql, "SELECT 1"), undo("SELECT 2"))));
    CHECK(up ==
          "002: execute SELECT 1 on sqlite: execute(…) has no SQL for sqlite; add on(sqlite, \"…\"); an empty text "
          "does nothing there [E204]");
    const std::string down = refusal_of(migration("002", execute("SELECT 1", undo(on(sqlite, "SELECT 2")))));
    CHECK(down ==
          "002: execute SELECT 2 on postgresql: undo(…) has no SQL for postgresql; add on(postgresql, \"…\"); an "
          "empty text does nothing there [E204]");
    CHECK(refusal_of(migration("002", execute(on(postgresql, "SELECT 1"), on(sqlite, ""), undo("SELECT 2")))).empty());
}

TEST_CASE("comments in generated SQL files never become SQL") {
    const codegen::plan p =
        plan_of(migration("002", message("one\ntwo"), execute("SELECT 1 -- note", undo("SELECT 2"))));
    const std::string sql = emit_sql(p.revisions[1], p.revisions[1].routes[0]);
    CHECK(sql == "-- 002\n-- one\n-- two\n\n-- up\nSELECT 1;\n\n-- down\nSELECT 2;\n");
}

namespace {
codegen::script way_up(const auto& m, std::string_view database = "sqlite") {
    return plan_of(m, {std::string(database)}).revisions[1].routes[0].up;
}
}  // namespace

TEST_CASE("losses: a narrower type counts values that do not fit, a row step counts rows of its condition") {
    const auto count = [](const auto& m, std::string_view database) { return way_up(m, database).counts.at(0); };
    constexpr auto shorter = migration("002", alter_column("orders", "vin", varchar(10), assume("they are short")));
    CHECK(count(shorter, "sqlite") == "SELECT count(*) FROM orders WHERE vin IS NOT NULL AND (length(vin) > 10)");
    CHECK(count(shorter, "mariadb") == "SELECT count(*) FROM orders WHERE vin IS NOT NULL AND (char_length(vin) > 10)");
    constexpr auto smaller = migration("002", alter_column("orders", "total", integer, assume("they are whole")));
    CHECK(count(smaller, "postgresql") ==
          "SELECT count(*) FROM orders WHERE total IS NOT NULL AND (total NOT BETWEEN -2147483648 AND 2147483647 OR "
          "round(total) <> total)");
    CHECK(count(migration("002", alter_column("orders", "total", unsigned_(tinyint), assume("they are few"))),
                "mariadb") ==
          "SELECT count(*) FROM orders WHERE total IS NOT NULL AND (total NOT BETWEEN 0 AND 255 OR round(total) <> "
          "total)");
    // What using_ computes takes the place of every value.
    CHECK(count(migration("002", alter_column("orders", "vin", varchar(10), using_("substr(vin, 1, 10)"))), "sqlite") ==
          "SELECT count(orders.vin) FROM orders");
    CHECK(count(migration("002",
                          update_rows("orders", set("vin", "-"), where(col("vin") == "x"), irreversible("it is lost"))),
                "sqlite") == "SELECT count(orders.vin) FROM orders WHERE vin = 'x'");
    CHECK(count(migration("002", backfill("orders", set("vin", "-"), where(col("vin") == "x"))), "sqlite") ==
          "SELECT count(orders.vin) FROM orders WHERE vin = 'x'");
    // A condition over what the revision has changed before cannot be asked of what was there.
    CHECK(count(migration("002", rename_column("orders", "total", "sum"),
                          update_rows("orders", set("vin", "-"), where(col("sum") == 1), irreversible("it is lost"))),
                "sqlite") == "SELECT count(orders.vin) FROM orders");
    // A precheck stops the revision before it destroys anything.
    CHECK(way_up(migration("002", alter_column("orders", "vin", varchar(10), precheck))).destroys.empty());
}

TEST_CASE("a plan contains the reasons of allow_loss and the tables of the lost data") {
    constexpr auto m =
        migration("002", rename_table("orders", "o"), drop_column("o", "vin", allow_loss("it is elsewhere")),
                  create_table("notes", column("id", bigint, identity), primary_key("id")));
    const codegen::plan p = plan_of(m);
    const codegen::script& up = p.revisions[1].routes[0].up;
    CHECK(up.destroys == list{"o.vin"});
    CHECK(up.approvals == list{"it is elsewhere"});
    CHECK(up.lost_from == std::vector<codegen::part>{{"orders", "vin"}});
    CHECK(up.changes == std::vector<codegen::change>{{{"orders"}, {"o"}}, {{"o", "vin"}, {}}, {{}, {"notes"}}});
    // The approval is of the way up: the way back destroys something else.
    const codegen::script& down = p.revisions[1].routes[0].down;
    CHECK(down.destroys == list{"notes"});
    CHECK(down.approvals == list{""});
    // One that is not approved is enough to ask.
    CHECK(way_up(migration("002", update_rows("orders", set("vin", "a"), all_rows, irreversible("x"), allow_loss("y")),
                           update_rows("orders", set("vin", "b"), all_rows, irreversible("x"))))
              .approvals == list{""});
    CHECK(testing::same_when_unpacked(p));
    // It is no part of what is done.
    constexpr auto without = migration("002", rename_table("orders", "o"), drop_column("o", "vin"),
                                       create_table("notes", column("id", bigint, identity), primary_key("id")));
    CHECK(plan_of(without).revisions[1].checksum == p.revisions[1].checksum);
}

TEST_CASE("prechecks run first if earlier steps cannot change their result") {
    const auto asked = [](const auto& m) {
        std::string places;
        for (const codegen::statement& s : way_up(m).statements) places += s.precheck.empty() ? '-' : '?';
        return places;
    };
    // One rebuild of the table, and both questions before it.
    constexpr auto two = migration("002", alter_column("orders", "vin", not_null, precheck),
                                   add_unique("orders", unique("vin"), precheck),
                                   add_check("orders", check("positive", col("total") > 0), precheck));
    CHECK(asked(two).starts_with(std::string(3, '?') + "-"));
    CHECK(asked(two).find('?', 3) == std::string::npos);
    CHECK(way_up(two).rebuilds == list{"orders"});
    CHECK(asked(migration("002", add_column("orders", column("extra", integer, nullable)),
                          alter_column("orders", "vin", not_null, precheck)))
              .starts_with("?-"));
    // Under its name before the revision.
    CHECK(asked(migration("002", rename_column("orders", "vin", "v"), alter_column("orders", "v", not_null, precheck)))
              .starts_with("?-"));
    // A step that fills the column or may do anything comes first.
    for (const std::string& places :
         {asked(migration("002", backfill("orders", set("vin", "-"), where(col("vin").is_null())),
                          alter_column("orders", "vin", not_null, precheck))),
          asked(migration("002", execute("DELETE FROM orders", undo("")),
                          alter_column("orders", "vin", not_null, precheck)))}) {
        INFO(places);
        CHECK(places.starts_with("-?"));
    }
}

TEST_CASE("an added column does not affect a view that uses a column of the same name") {
    static constexpr auto m1 = migration(
        "001", create_table("projects", column("id", bigint, identity), column("tenant_id", bigint), primary_key("id")),
        create_table("tasks", column("id", bigint, identity), column("project_id", bigint), primary_key("id")),
        create_view("open_tasks", "SELECT t.id, p.tenant_id FROM tasks t JOIN projects AS p ON p.id = t.project_id",
                    depends_on("projects", "tasks")),
        create_view("all_tasks", "SELECT id, tenant_id FROM tasks JOIN projects USING (id)",
                    depends_on("projects", "tasks")));
    const auto refused = [](const auto& m) {
        codegen::project p;
        p.declared.name = "shop";
        p.migrations = {testing::lowered(m1), testing::lowered(m)};
        try {
            (void)codegen::make_plan(p, {"sqlite", "postgresql"});
        } catch (const codegen::generation_error& e) {
            return std::string(e.what());
        }
        return std::string();
    };
    // The way back takes it away again, where the views are as they were.
    CHECK(refused(migration("002", add_column("tasks", column("tenant_id", bigint, nullable)))) == "");
    CHECK(refused(migration("002", add_column("tasks", column("tenant_id", bigint, nullable)),
                            replace_view("open_tasks", "SELECT t.id, t.tenant_id FROM tasks t",
                                         depends_on("tasks.id", "tasks.tenant_id")))) == "");
    // What stands without a qualifier may be any table's.
    CHECK(refused(migration("002", drop_column("projects", "tenant_id"))).find("view 'open_tasks'") !=
          std::string::npos);
    CHECK(refused(migration("002", drop_view("open_tasks"), drop_column("projects", "tenant_id")))
              .find("view 'all_tasks'") != std::string::npos);
    CHECK(refused(migration("002", drop_view("all_tasks"), add_column("tasks", column("tenant_id", bigint, nullable)),
                            drop_column("tasks", "tenant_id"))) == "");
    CHECK(refused(migration("002", drop_view("all_tasks"), drop_column("tasks", "project_id")))
              .find("view 'open_tasks'") != std::string::npos);
}
