// What SQLite's ALTER TABLE cannot do makes a table anew, and nothing else of the file may notice it: everything that
// can hang on a table hangs on this one, the way there and back is taken, and the file is what it was.
#include <retort/codegen/plan.hpp>
#include <retort/migrator.hpp>

#include <algorithm>

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
namespace before {
using namespace retort::dsl;

constexpr auto m1 = migration(
    "1", create_table("makers", column("code", varchar(10)), column("name", text), primary_key("code")),
    create_table(
        "parts", column("id", bigint, identity),
        column("maker", varchar(10), references("makers", "code", on_delete::cascade)),
        column("replaces", bigint, nullable, references("parts", "id", on_delete::set_null)),
        column("name", varchar(200)), column("size", integer, default_(7)), column("shelf", integer, nullable),
        column("price", double_precision), column("label", text, nullable, generated(upper(col("name")), virtual_)),
        column("twice", integer, nullable, generated(col("size") + col("size"), stored)), primary_key("id"),
        unique("maker", "name"), check(length(col("name")) > 0), check("price_not_negative", col("price") >= 0),
        index(on("name")), index("dear_parts", on(desc("price")), where(col("price") > 100)),
        index("by_lower_name", on(lower(col("name")), "id")), strict),
    create_table("moves", column("part", bigint, references("parts", "id", on_delete::cascade)), column("day", date),
                 column("count", integer), index(on("part"))),
    create_table("log", column("id", bigint, identity), column("what", text), primary_key("id")),
    create_view("dear", "SELECT id, name, label FROM parts WHERE price > 100", depends_on("parts")),
    create_view("dear_moves", "SELECT d.name, m.day FROM dear d JOIN moves m ON m.part = d.id",
                depends_on("dear", "moves")),
    create_trigger("part_made", "parts", "AFTER INSERT ON parts BEGIN INSERT INTO log (what) VALUES (NEW.name); END"),
    create_trigger("move_made", "moves",
                   "AFTER INSERT ON moves BEGIN UPDATE parts SET price = price + 1 WHERE id = NEW.part; END"));

constexpr auto type = migration("2", revises("1"), alter_column("parts", "shelf", text));

constexpr auto name_of_maker = migration("2", revises("1"), alter_column("makers", "name", varchar(100)));

constexpr auto several =
    migration("2", revises("1"), alter_column("parts", "shelf", text), alter_column("parts", "price", nullable),
              add_column("parts", column("note", text, default_("none"))), drop_check("parts", "price_not_negative"),
              add_check("parts", check("price_small", col("price") < 1000000)), drop_index("parts", "dear_parts"),
              create_index("parts", index("noted", on("note"), where(col("note") != "none"))));

constexpr auto too_narrow = migration("2", revises("1"), alter_column("parts", "shelf", text),
                                      add_check("parts", check("cheap", col("price") < 100)));

constexpr auto broken_later = migration("2", revises("1"), alter_column("parts", "shelf", text),
                                        execute("INSERT INTO log (what) VALUES ('later')", undo("")));
}  // namespace before

/// The history of two revisions, and a file with rows that has taken the first.
struct world {
    template <class Second>
    explicit world(const Second& second) : place(database::sqlite), plan(planned(second)), db(place.open()) {
        upgrade(db, plan.history(), "1", any_loss);
        db.execute("INSERT INTO makers (code, name) VALUES ('a', 'Ачинск'), ('b', 'B'), ('c', 'it''s 🔧')");
        db.execute("DELETE FROM makers WHERE code = 'b'");  // a gap, in numbers that nobody declared
        // Every third number is missing, and so are the last ones, which AUTOINCREMENT remembers.
        db.execute(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 15030) "
            "INSERT INTO parts (id, maker, replaces, name, size, shelf, price) "
            "SELECT i, CASE i % 2 WHEN 0 THEN 'a' ELSE 'c' END, CASE WHEN i % 5 = 0 THEN i ELSE NULL END, "
            "'часть ' || i, i % 100, nullif(i % 17, 0), (i % 1000) * 0.25 FROM n WHERE i % 3 > 0");
        db.execute("DELETE FROM parts WHERE id > 15000");
        db.execute("INSERT INTO moves (part, day, count) SELECT id, '2026-11-20', id % 7 FROM parts WHERE id % 4 = 0");
        // What the history does not know.
        db.execute("CREATE VIEW names AS SELECT name FROM parts");
        db.execute(
            "CREATE TRIGGER names_new INSTEAD OF INSERT ON names BEGIN "
            "INSERT INTO parts (maker, name, price) VALUES ('a', NEW.name, 1); END");
        db.execute(
            "CREATE TRIGGER part_gone BEFORE DELETE ON parts WHEN OLD.price > 1 BEGIN "
            "INSERT INTO log (what) VALUES ('gone ' || OLD.name); END");
        db.execute(
            "CREATE TRIGGER log_made AFTER INSERT ON log WHEN NEW.what = 'dear' BEGIN "
            "UPDATE parts SET price = 1000 WHERE id = 1; END");
        db.execute("CREATE INDEX by_hand ON parts (maker, price * 2) WHERE replaces IS NULL");
    }
    template <class Second>
    static codegen::plan planned(const Second& second) {
        codegen::project p;
        p.declared.name = "rebuilt";
        p.declared.databases.add(model::database::sqlite);
        p.migrations = {lowered(before::m1), lowered(second)};
        return codegen::make_plan(p, {"sqlite"});
    }

    const codegen::route& second() const { return plan.source().revisions[1].routes[0]; }
    void up(const run_options& options = any_loss) { upgrade(db, plan.history(), "head", options); }
    void down(const run_options& options = any_loss) { downgrade(db, plan.history(), "-1", options); }

    /// sqlite_schema in the order of names. A rename quotes the new name: CREATE TABLE "parts" is CREATE TABLE parts.
    list schema() {
        return rows_of(db,
                       "SELECT type, name, tbl_name, replace(sql, 'CREATE TABLE \"' || name || '\"', 'CREATE TABLE "
                       "' || name) FROM sqlite_schema WHERE name NOT LIKE 'retort\\_%' ESCAPE '\\' AND tbl_name NOT "
                       "LIKE 'retort\\_%' ESCAPE '\\' ORDER BY type, name");
    }
    /// All rows with their numbers and the kinds of their values, generated columns too; the last numbers given.
    list rows() {
        list all;
        for (const char* table : {"makers", "parts", "moves", "log"}) {
            std::string fields = "rowid";
            for (const std::string& column :
                 rows_of(db, std::string("SELECT name FROM pragma_table_xinfo('") + table + "')"))
                fields += ", quote(\"" + column + "\"), typeof(\"" + column + "\")";
            for (const std::string& row : rows_of(db, "SELECT " + fields + " FROM " + table + " ORDER BY rowid"))
                all.push_back(std::string(table) + ": " + row);
        }
        for (const std::string& row : rows_of(db, "SELECT name, seq FROM sqlite_sequence ORDER BY name"))
            all.push_back("sequence " + row);
        return all;
    }
    std::int64_t number(const std::string& sql) { return std::get<std::int64_t>(db.execute(sql).rows.at(0).at(0)); }
    void require_sound() {
        CHECK(rows_of(db, "PRAGMA foreign_key_check").empty());
        CHECK(rows_of(db, "PRAGMA integrity_check") == list{"ok"});
        CHECK(number("PRAGMA foreign_keys") == 1);
        CHECK(number("PRAGMA legacy_alter_table") == 0);
    }

    scratch place;
    embedded plan;
    connection db;
};

/// Whether both are the same; not CHECK(a == b), which would print all rows.
void require_same(const list& was, const list& is) {
    CHECK(was.size() == is.size());
    for (std::size_t i = 0; i < std::min(was.size(), is.size()); ++i) {
        if (was[i] == is[i]) continue;
        CHECK(was[i] == is[i]);
        return;
    }
}

int tables_made(const codegen::script& s) {
    return static_cast<int>(std::count_if(s.statements.begin(), s.statements.end(), [](const codegen::statement& one) {
        return one.sql.starts_with("CREATE TABLE");
    }));
}

/// There, back and there again: the file is what it was, and what hangs on the table does its work.
/// A strict table that computes columns: SQLite has it from 3.38 on, and says so before.
bool can_be_had() {
    connection memory("sqlite://");
    if (rows_of(memory, "SELECT substr(sqlite_version(), 1, 4)").at(0) >= "3.38") return true;
    try {
        const world w(before::type);
    } catch (const error& e) {
        CHECK(e.code() == "E328");
        return false;
    }
    FAIL("SQLite has what it is said not to have");
    return false;
}

template <class Second>
void there_and_back(const Second& second) {
    world w(second);
    CHECK(tables_made(w.second().up) == 1);
    CHECK(tables_made(w.second().down) == 1);
    const list schema = w.schema(), rows = w.rows();
    std::vector<std::int64_t> enforced;
    run_options watching = any_loss;
    watching.progress = [&](const event& e) {
        if (e.what == event::kind::began) enforced.push_back(w.number("PRAGMA foreign_keys"));
    };
    w.up(watching);
    w.require_sound();
    const list schema_after = w.schema(), rows_after = w.rows();
    CHECK(schema_after != schema);
    w.down(watching);
    w.require_sound();
    require_same(schema, w.schema());
    require_same(rows, w.rows());
    w.up(watching);
    w.require_sound();
    require_same(schema_after, w.schema());
    require_same(rows_after, w.rows());
    CHECK(enforced == std::vector<std::int64_t>{0, 0, 0});

    // The children go with their parents, triggers fire, views show, numbers go on.
    w.db.execute("DELETE FROM parts WHERE id = 4");
    CHECK(rows_of(w.db, "SELECT * FROM moves WHERE part = 4").empty());
    w.db.execute("INSERT INTO names (name) VALUES ('new')");
    CHECK(rows_of(w.db, "SELECT id, label FROM parts WHERE name = 'new'") == list{"15030|NEW"});
    CHECK(rows_of(w.db, "SELECT what FROM log WHERE what = 'new'") == list{"new"});
    w.db.execute("INSERT INTO moves (part, day, count) VALUES (15030, '2026-11-21', 1)");
    w.db.execute("INSERT INTO log (what) VALUES ('dear')");
    CHECK(rows_of(w.db, "SELECT price FROM parts WHERE id IN (1, 15030) ORDER BY id") ==
          list{"1000.000000", "2.000000"});
    CHECK(rows_of(w.db, "SELECT id FROM dear WHERE id = 1") == list{"1"});
    CHECK_THROWS_AS(w.db.execute("INSERT INTO moves (part, day, count) VALUES (3, '2026-11-21', 1)"), error);
    CHECK_THROWS_AS(w.db.execute("INSERT INTO parts (maker, name, price) VALUES ('a', '', 1)"), error);
    CHECK_THROWS_AS(w.db.execute("INSERT INTO parts (maker, name, price) VALUES ('a', 'x', 'dear')"), error);
}

/// The step fails at `injected`, and the file is as before, and goes on from there.
template <class Second>
void fails(const Second& second, const std::string& injection, const std::string& mending, const std::string& words) {
    world w(second);
    if (!injection.empty()) w.db.execute(injection);
    const list schema = w.schema(), rows = w.rows();
    try {
        w.up();
        FAIL("it went through");
    } catch (const error& e) {
        INFO(e.what());
        CHECK(std::string(e.what()).find(words) != std::string::npos);
        CHECK(e.left_behind() == left_behind::nothing);
    }
    w.require_sound();
    require_same(schema, w.schema());
    require_same(rows, w.rows());
    w.db.execute(mending);
    w.up();
    w.require_sound();
}

}  // namespace

TEST_CASE("rebuild: a type change and its down step leave the file unchanged") {
    if (can_be_had()) there_and_back(before::type);
}

TEST_CASE("rebuild: several changes of a revision are one rebuild and can be reverted") {
    if (can_be_had()) there_and_back(before::several);
}

TEST_CASE("rebuild: rows keep their rowid") {
    if (!can_be_had()) return;
    world w(before::name_of_maker);
    const list rows = w.rows();
    CHECK(rows_of(w.db, "SELECT rowid FROM makers ORDER BY 1") == list{"1", "3"});
    w.up();
    require_same(rows, w.rows());
    w.down();
    require_same(rows, w.rows());
    w.require_sound();
}

TEST_CASE("rebuild: a failure leaves the file unchanged") {
    if (!can_be_had()) return;
    SECTION("a row that the new check does not want") {
        fails(before::too_narrow, "", "UPDATE parts SET price = 99 WHERE price >= 100",
              "CHECK constraint failed: cheap");
    }
    SECTION("a trigger, after the table was made") {
        fails(
            before::broken_later,
            "CREATE TRIGGER no BEFORE INSERT ON log WHEN NEW.what = 'later' BEGIN SELECT RAISE(ABORT, 'injected'); END",
            "DROP TRIGGER no", "injected");
    }
    SECTION("a trigger on the ledger, after everything") {
        fails(before::type,
              "CREATE TRIGGER no BEFORE INSERT ON retort_revisions BEGIN SELECT RAISE(ROLLBACK, 'injected'); END",
              "DROP TRIGGER no", "injected");
    }
}
