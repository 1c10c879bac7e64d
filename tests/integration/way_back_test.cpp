// The way back on tables with rows, on each database that is there: what a downgrade gives to rows, in which order rows
// and views go, and what it refuses before it changes anything.
#include <retort/codegen/plan.hpp>
#include <retort/migrator.hpp>

#include <optional>

#include "catalog.hpp"
#include "rows.hpp"
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
        end_ = codegen::replay(p);
    }
    connection& db() { return db_; }
    void up(std::string_view to = "head") { upgrade(db_, plan_->history(), std::string(to), any_loss); }
    void down(std::string_view to = "-1") { downgrade(db_, plan_->history(), std::string(to), any_loss); }
    void run(std::string_view sql) { db_.execute(std::string(sql)); }
    list rows(std::string_view query) { return rows_of(db_, std::string(query)); }

    /// What the way back is refused with; the database is as it was before.
    std::string refusal() {
        const catalog before = catalog_of(db_);
        try {
            down();
        } catch (const error& e) {
            CHECK(difference(before, catalog_of(db_)) == "");
            CHECK(e.code() == "E320");
            CHECK(std::string_view(e.what()).find("nothing of it remains") != std::string_view::npos);
            return e.what();
        }
        return {};
    }

    /// Checks that the view has the columns that it has in a database made of the schema at the end of the history.
    void check_as_new(const std::string& view) {
        const scratch other(db_.kind());
        connection fresh = other.open();
        for (const codegen::statement& one : codegen::full_schema(end_, name_of(db_.kind()))) fresh.execute(one.sql);
        CHECK(columns_of(fresh, view).size() > 1);
        CHECK(columns_of(fresh, view) == columns_of(db_, view));
    }
    list columns_of(const std::string& view) { return columns_of(db_, view); }

private:
    /// By name: their order is that of the table, where a column that was added later is the last.
    static list columns_of(connection& db, const std::string& view) {
        if (db.kind() == database::sqlite)
            return rows_of(db, "SELECT name, type FROM pragma_table_info('" + view + "') ORDER BY 1");
        return rows_of(db, "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = '" + view +
                               "' AND table_schema = " +
                               (db.kind() == database::mariadb ? "database()" : "current_schema()") + " ORDER BY 1");
    }

    scratch on_;
    connection db_;
    std::optional<embedded> plan_;
    model::schema end_;
};

using namespace retort::dsl;

constexpr auto cars = migration("1", create_table("cars", column("id", bigint, identity), column("color", varchar(20)),
                                                  column("v", integer), primary_key("id"), unique("color")));
constexpr auto two_cars = "INSERT INTO cars (color, v) VALUES ('red', 1), ('blue', 2)";

}  // namespace

TEST_CASE("a NOT NULL column is restored with the value of its undo") {
    static constexpr auto constant = migration("2", revises("1"), drop_unique("cars", "uq_cars_color"),
                                               drop_column("cars", "color", undo(set("color", "unknown"))));
    static constexpr auto computed = migration("2", revises("1"), drop_unique("cars", "uq_cars_color"),
                                               drop_column("cars", "v", undo(set("v", col("id") * 10))));
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        place one(kind, {lowered(cars), lowered(constant)});
        one.up("+1");
        one.run("INSERT INTO cars (color, v) VALUES ('red', 1)");
        const catalog before = catalog_of(one.db());
        one.up();
        one.down();
        CHECK(one.rows("SELECT id, color, v FROM cars") == list{"1|unknown|1"});
        // Neither nullable nor with a default.
        CHECK(difference(before, catalog_of(one.db())) == "");
        CHECK_THROWS_AS(one.run("INSERT INTO cars (v) VALUES (3)"), error);
        // One value for all does not fit a unique key that comes back behind it: two rows are in the way of that.
        one.up();
        one.run("INSERT INTO cars (v) VALUES (4)");
        CHECK(one.refusal().find("several rows of cars have the same values in (color)") != std::string::npos);

        place other(kind, {lowered(cars), lowered(computed)});
        other.up("+1");
        other.run(two_cars);
        other.up();
        other.down();
        CHECK(other.rows("SELECT color, v FROM cars ORDER BY id") == list{"red|10", "blue|20"});
    }
}

TEST_CASE("a downgrade that needs empty tables is rejected while they have rows") {
    static constexpr auto asked = migration(
        "2", revises("1"), add_column("cars", column("note", text, nullable)), drop_unique("cars", "uq_cars_color"),
        drop_column("cars", "color", precheck), create_table("other", column("id", bigint), primary_key("id")));
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        place one(kind, {lowered(cars), lowered(asked)});
        one.up("+1");
        const catalog before = catalog_of(one.db());
        one.up();
        one.run("INSERT INTO cars (v) VALUES (1)");
        CHECK(one.refusal().find("rows of cars would have no value in color (1)") != std::string::npos);
        one.run("DELETE FROM cars");
        one.down();
        CHECK(difference(before, catalog_of(one.db())) == "");
    }
}

TEST_CASE("a downgrade first queries for rows that the revision allowed") {
    // Renamed besides, and with another change that MariaDB would have committed before.
    static constexpr auto loosened =
        migration("2", revises("1"), alter_column("cars", "v", nullable), drop_unique("cars", "uq_cars_color"),
                  rename_column("cars", "color", "paint"), rename_table("cars", "vehicles"),
                  add_column("vehicles", column("note", text, nullable)));
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        place one(kind, {lowered(cars), lowered(loosened)});
        one.up();
        one.run("INSERT INTO vehicles (paint, v) VALUES ('red', NULL)");
        CHECK(one.refusal().find("rows of cars do not fit the new v (1)") != std::string::npos);
        one.run("UPDATE vehicles SET v = 1");
        one.run("INSERT INTO vehicles (paint, v) VALUES ('red', 2)");
        CHECK(one.refusal().find("several rows of cars have the same values in (color) (1)") != std::string::npos);
        one.run("UPDATE vehicles SET paint = 'blue' WHERE v = 2");
        one.down();
        CHECK(one.rows("SELECT color, v FROM cars ORDER BY id") == list{"red|1", "blue|2"});
    }
}

TEST_CASE("rows that reference each other are deleted and restored in a valid order") {
    static constexpr auto nodes =
        migration("1", create_table("nodes", column("id", bigint),
                                    column("parent_id", bigint, nullable, references("nodes", "id")),
                                    column("name", varchar(50)), primary_key("id")));
    static constexpr auto tree =
        migration("2", revises("1"),
                  insert_rows("nodes", columns("id", "parent_id", "name"), row(1, null, "root"), row(10, 1, "branch"),
                              row(100, 10, "leaf")),
                  insert_rows("nodes", columns("id", "parent_id", "name"), row(11, 1, "other branch")));
    // The children first: an order that only some databases take.
    static constexpr auto felled =
        migration("3", revises("2"),
                  delete_rows("nodes", where(col("id") < 500),
                              undo(columns("id", "parent_id", "name"), row(100, 10, "leaf"), row(10, 1, "branch"),
                                   row(11, 1, "other branch"), row(1, null, "root"))));
    const list whole{"1|NULL|root", "10|1|branch", "11|1|other branch", "100|10|leaf", "500|NULL|mine"};
    const auto all = "SELECT id, parent_id, name FROM nodes ORDER BY id";
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        place one(kind, {lowered(nodes), lowered(tree), lowered(felled)});
        one.up("+1");
        one.run("INSERT INTO nodes VALUES (500, NULL, 'mine')");
        one.up("+1");
        CHECK(one.rows(all) == whole);
        one.down();
        CHECK(one.rows(all) == list{"500|NULL|mine"});
        one.up();
        CHECK(one.rows(all) == list{"500|NULL|mine"});
        one.down();
        CHECK(one.rows(all) == whole);
        // A row that refers to one that is to go, and stays.
        one.run("UPDATE nodes SET parent_id = 10 WHERE id = 500");
        CHECK(one.refusal().find("rows of nodes reference rows of nodes that would be deleted (1)") !=
              std::string::npos);
        CHECK(one.rows(all).size() == whole.size());
        // Rows that cannot come back, because somebody has taken their place.
        one.run("UPDATE nodes SET parent_id = NULL WHERE id = 500");
        one.up();
        one.run("INSERT INTO nodes VALUES (11, NULL, 'taken')");
        CHECK(one.refusal().find("rows of nodes have the same (id) as rows that would be restored (1)") !=
              std::string::npos);
    }
}

TEST_CASE("rows of a tree with RESTRICT are deleted") {
    static constexpr auto nodes = migration(
        "1", create_table("nodes", column("id", bigint),
                          column("parent_id", bigint, nullable, references("nodes", "id", on_delete::restrict)),
                          primary_key("id")));
    static constexpr auto tree = migration(
        "2", revises("1"), insert_rows("nodes", columns("id", "parent_id"), row(1, null), row(2, 1), row(3, 2)));
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        place one(kind, {lowered(nodes), lowered(tree)});
        one.up();
        one.down();
        CHECK(one.rows("SELECT count(*) FROM nodes") == list{"0"});
    }
}

TEST_CASE("a view of all columns has the current columns, up and down") {
    static constexpr auto items =
        migration("1",
                  create_table("items", column("id", bigint, identity), column("title", varchar(50)),
                               column("price", numeric(8, 2), default_(0)), primary_key("id")),
                  create_view("item_list", "SELECT items.*, price * 2 AS twice FROM items", depends_on("items")),
                  create_view("dear", "SELECT id FROM item_list WHERE twice > 10", depends_on("item_list")));
    static constexpr auto untouched =
        migration("2", revises("1"), add_column("items", column("sku", varchar(20), nullable)));
    static constexpr auto replaced = migration(
        "2", revises("1"), add_column("items", column("sku", varchar(20), nullable)),
        replace_view("item_list", "SELECT items.*, price * 2 AS twice, 1 AS one FROM items", depends_on("items")));
    static constexpr auto dropped =
        migration("2", revises("1"), drop_column("items", "title", undo(set("title", "?"))));
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        const auto walk = [&](const model::migration& step, std::string_view look, std::string_view answer) {
            place one(kind, {lowered(items), step});
            one.up("+1");
            one.run("INSERT INTO items (title, price) VALUES ('a', 4), ('b', 9)");
            const list before = one.columns_of("item_list");
            const list dear = one.rows("SELECT * FROM dear");
            one.up();
            CHECK(one.rows(look) == list{std::string(answer)});
            CHECK(one.rows("SELECT * FROM dear") == dear);
            one.check_as_new("item_list");
            one.down();
            CHECK(one.columns_of("item_list") == before);
            CHECK(one.rows("SELECT count(title), sum(twice) FROM item_list").size() == 1);
            CHECK_THROWS_AS(one.rows("SELECT sku FROM item_list"), error);
            CHECK(one.rows("SELECT * FROM dear") == dear);
            one.up();
            CHECK(one.rows(look) == list{std::string(answer)});
        };
        walk(lowered(untouched), "SELECT count(*), count(sku) FROM item_list", "2|0");
        walk(lowered(replaced), "SELECT count(sku), sum(one) FROM item_list", "0|2");
        walk(lowered(dropped), "SELECT count(*) FROM item_list", "2");
    }
}
