// What a run may destroy, on every database that is there: what it has put there itself, and what its author approves.
// And what a run, a stamp and verify find out about the schema.
#include <retort/codegen/plan.hpp>
#include <retort/migrator.hpp>

#include <sqlite3.h>

#include <atomic>
#include <functional>
#include <stdexcept>
#include <thread>

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

namespace steps {
using namespace retort::dsl;
constexpr auto m1 =
    migration("001_plans",
              create_table("plans", column("id", bigint, identity), column("name", varchar(50)),
                           column("code", varchar(20), nullable), primary_key("id")),
              insert_rows("plans", columns("id", "name", "code"), row(1, "free", "f"), row(2, "paid", "p")),
              create_table("users", column("id", bigint, identity), column("name", varchar(50)), primary_key("id")));
constexpr auto m2 = migration("002_rename", revises("001_plans"), rename_table("plans", "tariffs"),
                              add_column("users", column("mood", varchar(10), default_("ok"))));
constexpr auto m3 = migration("003_no_code", revises("002_rename"), drop_column("tariffs", "code"));
constexpr auto m4 =
    migration("004_no_tariffs", revises("003_no_code"), drop_table("tariffs"), drop_column("users", "mood"));
constexpr auto m3_approved = migration("003_no_code", revises("002_rename"),
                                       drop_column("tariffs", "code", allow_loss("the codes are in the names")));
constexpr auto m4_approved =
    migration("004_no_tariffs", revises("003_no_code"), drop_table("tariffs", allow_loss("nobody pays any more")),
              drop_column("users", "mood", allow_loss("moods are private")));
}  // namespace steps

template <class... Migration>
codegen::plan planned(const Migration&... all) {
    codegen::project p;
    p.declared.name = "shop";
    p.migrations = {lowered(all)...};
    return codegen::make_plan(p, {"sqlite", "postgresql", "mariadb"});
}

const plan::history& unapproved() {
    static const embedded e(planned(steps::m1, steps::m2, steps::m3, steps::m4));
    return e.history();
}
const plan::history& approved() {
    static const embedded e(planned(steps::m1, steps::m2, steps::m3_approved, steps::m4_approved));
    return e.history();
}

template <typename Test>
void on_each(Test test) {
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        scratch place(kind);
        test(place);
    }
}

std::string words_of(auto&& call) {
    try {
        call();
    } catch (const error& e) {
        return e.what();
    }
    return {};
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

list ids_of(const std::vector<applied_revision>& rows) {
    list all;
    for (const applied_revision& a : rows) all.push_back(a.id);
    return all;
}

/// Calls `between` when the revision is done.
run_options when_done(const std::string& revision, std::function<void()> between) {
    run_options options;
    options.progress = [revision, between](const event& e) {
        if (e.what == event::kind::done && e.of->revision->id == revision) between();
    };
    return options;
}

}  // namespace

TEST_CASE("a new database runs revisions that drop tables filled by earlier revisions") {
    on_each([](scratch& place) {
        connection db = place.open();
        CHECK(words_of([&] { upgrade(db, unapproved()); }) == "");
        CHECK(applied(db, unapproved()).size() == 4);
    });
}

TEST_CASE("concurrent processes migrate a new database whose history drops filled tables") {
    on_each([](scratch& place) {
        std::vector<std::thread> all;
        std::atomic<int> failed = 0;
        std::string why;
        for (int i = 0; i < 6; ++i)
            all.emplace_back([&] {
                const std::string words = words_of([&] {
                    connection db = place.open();
                    upgrade(db, unapproved());
                });
                if (!words.empty() && failed++ == 0) why = words;
            });
        for (std::thread& t : all) t.join();
        INFO(why);
        CHECK(failed == 0);
        connection db = place.open();
        CHECK(applied(db, unapproved()).size() == 4);
    });
}

TEST_CASE("a run continues after a kill even if it drops tables that the killed run filled") {
    on_each([](scratch& place) {
        connection db = place.open();
        CHECK_THROWS(
            upgrade(db, unapproved(), "head", when_done("002_rename", [] { throw std::runtime_error("ended"); })));
        CHECK(ids_of(applied(db, unapproved())) == list{"001_plans", "002_rename"});
        CHECK(verify(db, unapproved()).empty());
        CHECK(words_of([&] { upgrade(db, unapproved()); }) == "");
        CHECK(rows_of(db, "SELECT count(*) FROM retort_relations WHERE relation LIKE 'contents%'") == list{"0"});
        // But not where somebody else has changed it meanwhile.
        downgrade(db, unapproved(), "base", any_loss);
        CHECK_THROWS(
            upgrade(db, unapproved(), "head", when_done("002_rename", [] { throw std::runtime_error("ended"); })));
        db.execute("UPDATE tariffs SET code = 'x'");
        CHECK(has(words_of([&] { upgrade(db, unapproved()); }), "tariffs.code (2 values, by 003_no_code)"));
    });
}

TEST_CASE("E324: rows of other sessions in a table of the run are not dropped") {
    on_each([](scratch& place) {
        // In a table that the run made; as a row more, and as another value in the same number of rows.
        for (const char* change : {"INSERT INTO tariffs (id, name, code) VALUES (7, 'gold', 'g')",
                                   "UPDATE tariffs SET code = 'x' WHERE id = 1"}) {
            INFO(change);
            connection db = place.open();
            downgrade(db, unapproved(), "base", any_loss);
            connection other = place.open();
            const std::string words = words_of(
                [&] { upgrade(db, unapproved(), "head", when_done("002_rename", [&] { other.execute(change); })); });
            INFO(words);
            CHECK(has(words, "this would destroy tariffs.code ("));
            CHECK(has(words, "by 003_no_code"));
            CHECK(has(words, "earlier revisions stay applied"));
            CHECK(has(words, "[E324]"));
            CHECK(ids_of(applied(db, unapproved())) == list{"001_plans", "002_rename"});
            CHECK(rows_of(db, "SELECT count(code) FROM tariffs").at(0) != "0");
            // With an approval the next run goes on.
            CHECK(words_of([&] { upgrade(db, unapproved(), "head", any_loss); }) == "");
        }
    });
}

TEST_CASE("E324: an empty table that another session fills during the run is not dropped") {
    using namespace retort::dsl;
    static constexpr auto first =
        migration("1", create_table("a", column("id", bigint, identity), column("n", integer), primary_key("id")));
    static constexpr auto second = migration("2", revises("1"), create_table("b", column("n", integer)));
    static constexpr auto third = migration("3", revises("2"), drop_table("a"));
    static const embedded e(planned(first, second, third));
    on_each([](scratch& place) {
        connection db = place.open();
        upgrade(db, e.history(), "1");
        connection other = place.open();
        const std::string words = words_of([&] {
            upgrade(db, e.history(), "head", when_done("2", [&] { other.execute("INSERT INTO a (n) VALUES (1)"); }));
        });
        CHECK(has(words, "this would destroy a (1 row, by 3)"));
        other.execute("DELETE FROM a");
        CHECK(words_of([&] { upgrade(db, e.history()); }) == "");
    });
}

TEST_CASE("rows of an earlier run need approval; a migration can approve them for its up script") {
    on_each([](scratch& place) {
        connection db = place.open();
        upgrade(db, unapproved(), "002");
        CHECK(has(words_of([&] { upgrade(db, unapproved()); }), "tariffs.code (2 values, by 003_no_code)"));
        CHECK(words_of([&] { upgrade(db, approved(), "003"); }) == "");
        // The approval is no part of the revision's checksum.
        CHECK(has(words_of([&] { upgrade(db, unapproved()); }), "tariffs (2 rows, by 004_no_tariffs)"));
        const std::vector<loss> losses = would_destroy(db, plan_upgrade(db, approved()));
        REQUIRE(losses.size() >= 1);
        CHECK(losses[0].name == "tariffs");
        CHECK(losses[0].approval == "nobody pays any more");
        CHECK(words_of([&] { upgrade(db, approved()); }) == "");
        // What a downgrade destroys is another question: the column that 002 added.
        db.execute("INSERT INTO users (name) VALUES ('Anna')");
        CHECK(has(words_of([&] { downgrade(db, approved(), "base"); }), "users (1 row, by 001_plans)"));
    });
}

TEST_CASE("a narrower type destroys only the values that do not fit") {
    using namespace retort::dsl;
    static constexpr auto first =
        migration("1", create_table("t", column("id", bigint, identity), column("name", varchar(50)),
                                    column("price", numeric(10, 2)), column("n", bigint), primary_key("id")));
    static constexpr auto second =
        migration("2", revises("1"), alter_column("t", "name", varchar(5), assume("they are short")),
                  alter_column("t", "price", numeric(5, 1), assume("they are small")),
                  alter_column("t", "n", smallint, assume("they are small")));
    static const embedded e(planned(first, second));
    on_each([](scratch& place) {
        connection db = place.open();
        upgrade(db, e.history(), "1");
        db.execute("INSERT INTO t (name, price, n) VALUES ('short', 1.5, 1), ('Jürgs', 2, 2)");
        CHECK(would_destroy(db, plan_upgrade(db, e.history())).empty());
        db.execute("INSERT INTO t (name, price, n) VALUES ('longer', 1.25, 40000), ('12345', 100000, 3)");
        const std::string words = words_of([&] { upgrade(db, e.history()); });
        CHECK(has(words, "t.name (1 value, by 2), t.price (2 values, by 2), t.n (1 value, by 2)"));
        db.execute("DELETE FROM t WHERE id > 2");
        CHECK(words_of([&] { upgrade(db, e.history()); }) == "");
        CHECK(rows_of(db, "SELECT name FROM t ORDER BY id") == list{"short", "Jürgs"});
    });
}

TEST_CASE("rows outside the condition do not count as lost") {
    using namespace retort::dsl;
    static constexpr auto first = migration(
        "1", create_table("t", column("id", bigint, identity), column("name", varchar(50)), primary_key("id")));
    static constexpr auto second =
        migration("2", revises("1"), create_table("u", column("n", integer)),
                  update_rows("t", set("name", "-"), where(col("name") == "x"), irreversible("it is lost")));
    static const embedded e(planned(first, second));
    on_each([](scratch& place) {
        connection db = place.open();
        upgrade(db, e.history(), "1");
        db.execute("INSERT INTO t (name) VALUES ('a'), ('x'), ('b')");
        CHECK(has(words_of([&] { upgrade(db, e.history()); }), "t.name (1 value, by 2)"));
        db.execute("DELETE FROM t WHERE name = 'x'");
        CHECK(words_of([&] { upgrade(db, e.history()); }) == "");
    });
}

TEST_CASE("E341: SQLite: a revision that breaks a view or trigger is rolled back") {
    using namespace retort::dsl;
    static constexpr auto first =
        migration("1",
                  create_table("parts", column("id", bigint, identity), column("name", varchar(50)),
                               column("size", integer), primary_key("id")),
                  create_table("log", column("what", varchar(50), nullable)));
    static constexpr auto rebuilt =
        migration("2", revises("1"), drop_column("parts", "size"), alter_column("parts", "name", nullable));
    static const embedded rebuild(planned(first, rebuilt));
    struct one {
        const plan::history& history;
        const char* object;
        const char* named;
    };
    for (const one& c :
         {one{rebuild.history(), "CREATE VIEW large AS SELECT id FROM parts WHERE size > 10", "view large"},
          one{rebuild.history(), "CREATE TRIGGER noted AFTER UPDATE ON log BEGIN UPDATE parts SET size = 1; END",
              "trigger noted"}}) {
        INFO(c.object);
        scratch place(database::sqlite);
        connection db = place.open();
        upgrade(db, c.history, "1");
        db.execute(c.object);
        const std::string words = words_of([&] { upgrade(db, c.history); });
        INFO(words);
        CHECK(has(words, c.named));
        CHECK(has(words, "no such column: size"));
        CHECK(has(words, "[E341]"));
        CHECK(ids_of(applied(db, c.history)) == list{"1"});
        for (const std::string& problem : verify(db, c.history)) CHECK_FALSE(has(problem, "does not work"));
    }
    // What was broken before is not this revision's fault, and verify names it; a function of the application is none.
    scratch place(database::sqlite);
    connection db = place.open();
    upgrade(db, rebuild.history(), "1");
    db.execute("CREATE VIEW old AS SELECT a FROM nowhere");
    db.execute("CREATE VIEW scored AS SELECT score_of(name) FROM parts");
    CHECK(words_of([&] { upgrade(db, rebuild.history()); }) == "");
    const list found = verify(db, rebuild.history());
    REQUIRE(found.size() == 1);
    CHECK(has(found[0], "the view old does not work: no such table: main.nowhere"));
}

TEST_CASE("MariaDB: verify names a view that a revision broke") {
    if (!is_available(database::mariadb)) return;
    using namespace retort::dsl;
    static constexpr auto first = migration(
        "1", create_table("parts", column("id", bigint, identity), column("size", integer), primary_key("id")));
    static constexpr auto second = migration("2", revises("1"), drop_column("parts", "size"));
    static const embedded e(planned(first, second));
    scratch place(database::mariadb);
    connection db = place.open();
    upgrade(db, e.history(), "1");
    db.execute("CREATE VIEW large AS SELECT id FROM parts WHERE size > 10");
    upgrade(db, e.history());
    const list found = verify(db, e.history());
    REQUIRE(found.size() == 1);
    CHECK(has(found[0], "the view large does not work"));
}

TEST_CASE("E342: stamp removes unknown revisions only with --purge") {
    on_each([](scratch& place) {
        using namespace retort::dsl;
        static constexpr auto other = migration("002_other", revises("001_plans"), drop_table("users"));
        static const embedded newer(planned(steps::m1, other));
        connection db = place.open();
        upgrade(db, newer.history());
        CHECK(unknown_revisions(db, unapproved()) == list{"002_other"});
        for (const char* target : {"base", "001"}) {
            const std::string words = words_of([&] { stamp(db, unapproved(), target); });
            CHECK(has(words, "the ledger has 002_other, which this build of shop does not know; nothing was changed"));
            CHECK(has(words, "[E342]"));
        }
        CHECK(ids_of(applied(db, unapproved())) == list{"001_plans", "002_other"});
        stamp(db, unapproved(), "001", {}, true);
        CHECK(ids_of(applied(db, unapproved())) == list{"001_plans"});
        CHECK(unknown_revisions(db, unapproved()).empty());
        stamp(db, newer.history(), "head");
        stamp(db, unapproved(), "base", {}, true);
        CHECK(applied(db, unapproved()).empty());
    });
}

TEST_CASE("after a stamp, verify reports unverified and missing tables") {
    on_each([](scratch& place) {
        connection db = place.open();
        db.execute("CREATE TABLE plans (id integer)");
        stamp(db, unapproved(), "001");
        CHECK(stamped(db, unapproved()) == list{"001_plans"});
        const list found = verify(db, unapproved());
        REQUIRE(found.size() == 1);
        CHECK(found[0] == "users is missing: 001_plans, which creates it, was stamped but not run");
        db.execute("CREATE TABLE users (id integer)");
        CHECK(verify(db, unapproved()).empty());
        CHECK(stamped(db, unapproved()) == list{"001_plans"});
        // What a run takes is seen.
        db.execute("DROP TABLE plans");
        db.execute("DROP TABLE users");
        stamp(db, unapproved(), "base");
        upgrade(db, unapproved(), "001");
        CHECK(stamped(db, unapproved()).empty());
        CHECK(verify(db, unapproved()).empty());
    });
}

TEST_CASE("E320: all prechecks run before the first step, and all failures are reported") {
    using namespace retort::dsl;
    static constexpr auto first =
        migration("1", create_table("t", column("id", bigint, identity), column("name", varchar(50), nullable),
                                    column("code", varchar(50), nullable), primary_key("id")));
    static constexpr auto second =
        migration("2", revises("1"), add_column("t", column("extra", integer, nullable)),
                  alter_column("t", "name", not_null, precheck), add_unique("t", unique("code"), precheck),
                  add_check("t", check("short", length(col("name")) < 5), precheck));
    static const embedded e(planned(first, second));
    on_each([](scratch& place) {
        connection db = place.open();
        upgrade(db, e.history(), "1");
        db.execute("INSERT INTO t (name, code) VALUES (NULL, 'a'), ('longer', 'a'), ('ok', 'b')");
        const std::string words = words_of([&] { upgrade(db, e.history()); });
        INFO(words);
        CHECK(has(words,
                  "upgrade of 2 was not started: rows of t do not fit the new name (1), several rows of t have the "
                  "same values in (code) (1), rows of t violate the check (1); nothing of it remains"));
        CHECK(has(words, "[E320]"));
        db.execute("UPDATE t SET name = 'x', code = CAST(id AS char(5))");
        CHECK(words_of([&] { upgrade(db, e.history()); }) == "");
    });
}
