// CREATE INDEX CONCURRENTLY is no transaction: what it leaves when it fails, or when the process dies, is found by the
// next run.
#include <retort/codegen/plan.hpp>
#include <retort/migrator.hpp>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
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
    migration("1", create_table("t", column("a", integer), column("b", text, nullable), column("Zähler", integer)));
constexpr auto simple = migration("2", revises("1"), create_index("t", unique_index("by_a", on("a"), concurrently)));
constexpr auto elaborate =
    migration("2", revises("1"),
              create_index("t", index("by_b", on(desc("Zähler"), lower(col("b")), asc("a", nulls_first)), include("b"),
                                      where(col("a") > 3), concurrently)),
              create_index("t", index("hashed", on("b"), method("hash"), concurrently)));
}  // namespace steps

struct world {
    template <class Second>
    explicit world(const Second& second) : place(database::postgresql), plan(planned(second)), db(place.open()) {
        upgrade(db, plan.history(), "1", any_loss);
        db.execute("INSERT INTO t SELECT i, 'b', i FROM generate_series(1, 1000) AS i");
    }
    template <class Second>
    static codegen::plan planned(const Second& second) {
        codegen::project p;
        p.declared.name = "indexes";
        p.declared.databases.add(model::database::postgresql);
        p.migrations = {lowered(steps::m1), lowered(second)};
        return codegen::make_plan(p, {"postgresql"});
    }
    void up() { upgrade(db, plan.history(), "head", any_loss); }
    list indexes() {
        return rows_of(db,
                       "SELECT indexrelid::regclass::text, indisvalid FROM pg_index WHERE indrelid = 't'::regclass "
                       "ORDER BY 1");
    }
    bool at_head() { return current(db, plan.history()) == list{"2"}; }
    std::string refusal() {
        try {
            up();
        } catch (const error& e) {
            CHECK(e.code() == "E309");
            return e.what();
        }
        return {};
    }
    /// A process that upgrades, and is in the middle of the index, because it waits for `other`'s transaction.
    int start(connection& other) {
        other.execute("BEGIN");
        other.execute("INSERT INTO t VALUES (2000, 'c', 1)");
        const int child = fork();
        if (child == 0) {
            try {
                connection its(place.url());
                upgrade(its, plan.history(), "head", any_loss);
            } catch (const std::exception&) {
                // Whoever ended it knows.
            }
            _exit(0);
        }
        for (int i = 0; i < 500 && indexes().empty(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
        CHECK(indexes() == list{"by_a|f"});
        return child;
    }
    static void end(int child, int by) {
        if (by != 0) kill(child, by);
        int status = 0;
        waitpid(child, &status, 0);
    }

    scratch place;
    embedded plan;
    connection db;
};

}  // namespace

TEST_CASE("concurrently: the next run creates an index that failed because of its rows") {
    if (!is_available(database::postgresql)) return;
    world w(steps::simple);
    w.db.execute("INSERT INTO t VALUES (7, 'again', 1)");
    const std::string words = w.refusal();
    CHECK(words.find("Key (a)=(7) is duplicated") != std::string::npos);
    CHECK(words.find("run upgrade again, which removes the rest of the attempt") != std::string::npos);
    CHECK(w.indexes() == list{"by_a|f"});
    CHECK(!w.at_head());
    CHECK(w.refusal() == words);  // nothing about a name that is taken
    w.db.execute("DELETE FROM t WHERE b = 'again'");

    SECTION("by the runtime") { w.up(); }
    SECTION("by a script") {
        const std::string script = offline_sql(w.db, w.plan.history(), plan_upgrade(w.db, w.plan.history()));
        CHECK(w.place.run_script(script) == "");
    }
    CHECK(w.indexes() == list{"by_a|t"});
    CHECK(w.at_head());
    downgrade(w.db, w.plan.history(), "-1", any_loss);
    CHECK(w.indexes().empty());
    const std::string script =
        offline_sql(w.plan.history(), database::postgresql, plan_upgrade(w.db, w.plan.history()), false);
    CHECK(w.place.run_script(script) == "");
    CHECK(w.indexes() == list{"by_a|t"});
}

TEST_CASE("concurrently: a killed process, while the server continues") {
    if (!is_available(database::postgresql)) return;
    world w(steps::simple);
    connection other = w.place.open();
    const int child = w.start(other);
    world::end(child, SIGKILL);
    CHECK(!w.at_head());
    std::thread let_go([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        other.execute("ROLLBACK");
    });
    w.up();  // waits for what the dead one's server still does, and finds its index
    let_go.join();
    CHECK(w.indexes() == list{"by_a|t"});
    CHECK(w.at_head());
}

TEST_CASE("concurrently: a killed process and a terminated statement") {
    if (!is_available(database::postgresql)) return;
    world w(steps::simple);
    connection other = w.place.open();
    const int child = w.start(other);
    world::end(child, SIGKILL);
    w.db.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'CREATE UNIQUE INDEX CONCURRENTLY%'");
    other.execute("ROLLBACK");
    CHECK(w.indexes() == list{"by_a|f"});
    w.up();
    CHECK(w.indexes() == list{"by_a|t"});
    CHECK(w.at_head());
}

TEST_CASE("concurrently: a cancelled statement") {
    if (!is_available(database::postgresql)) return;
    world w(steps::simple);
    connection other = w.place.open();
    const int child = w.start(other);
    w.db.execute(
        "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE query LIKE 'CREATE UNIQUE INDEX CONCURRENTLY%'");
    world::end(child, 0);
    other.execute("ROLLBACK");
    CHECK(w.indexes() == list{"by_a|f"});
    w.up();
    CHECK(w.indexes() == list{"by_a|t"});
}

TEST_CASE("concurrently: an index of a dead run counts as done, and a foreign index of that name stays") {
    if (!is_available(database::postgresql)) return;
    SECTION("the same") {
        world w(steps::elaborate);
        for (const codegen::statement& s : w.plan.source().revisions[1].routes[0].up.statements) w.db.execute(s.sql);
        CHECK(w.indexes().size() == 2);
        w.up();
        CHECK(w.at_head());
        CHECK(w.indexes() == list{"by_b|t", "hashed|t"});
    }
    for (const char* other :
         {"CREATE INDEX by_a ON t (a)", "CREATE UNIQUE INDEX by_a ON t (a DESC)",
          "CREATE UNIQUE INDEX by_a ON t (a, b)", "CREATE UNIQUE INDEX by_a ON t (\"Zähler\")",
          "CREATE UNIQUE INDEX by_a ON t (a) WHERE a > 0", "CREATE UNIQUE INDEX by_a ON t (a) INCLUDE (b)",
          "CREATE UNIQUE INDEX by_a ON t (abs(a))", "CREATE TABLE by_a (a integer)",
          "CREATE TABLE u (a integer); CREATE UNIQUE INDEX by_a ON u (a)"}) {
        DYNAMIC_SECTION(other) {
            world w(steps::simple);
            w.db.execute(other);
            const list before = w.indexes();
            CHECK(w.refusal().find("\"by_a\" already exists") != std::string::npos);
            CHECK(w.indexes() == before);
        }
    }
}
