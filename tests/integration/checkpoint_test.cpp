// A history whose first revisions are squashed into a checkpoint, on every database that is there: wherever a database
// was stopped, it goes on, and ends as it would have without the checkpoint.
#include <retort/codegen/plan.hpp>
#include <retort/migrator.hpp>

#include <atomic>
#include <optional>
#include <thread>

#include "catalog.hpp"
#include "scratch.hpp"
#include "support/catch.hpp"
#include "support/embed.hpp"
#include "support/long_history.hpp"
#include "support/lowered.hpp"

using namespace retort;
using namespace retort::test;
namespace testing = retort::testing;
using retort::testing::embedded;
using retort::testing::lowered;
using list = std::vector<std::string>;

namespace {
namespace steps {
using namespace retort::dsl;
constexpr auto m1 = migration("001_customers", create_table("customers", column("id", bigint, identity),
                                                            column("name", varchar(100)), primary_key("id")));
constexpr auto m2 = migration(
    "002_orders", revises("001_customers"),
    create_table("orders", column("id", bigint, identity), column("customer_id", bigint, references("customers", "id")),
                 column("note", varchar(50), nullable), primary_key("id")));
constexpr auto m3 = migration("003_first", revises("002_orders"),
                              insert_rows("customers", columns("id", "name"), row(1, "Anna"), row(2, "Boris")));
constexpr auto m4a =
    migration("004_car", revises("003_first"), add_column("orders", column("car", varchar(20), nullable)));
constexpr auto m4b =
    migration("004_phone", revises("003_first"), add_column("customers", column("phone", varchar(20), nullable)));
constexpr auto m5 = migration("005_merge", revises("004_car", "004_phone"),
                              backfill("customers", set("phone", "none"), where(col("phone").is_null())),
                              alter_column("customers", "phone", not_null));
constexpr auto m6 =
    migration("006_jobs", revises("005_merge"), rename_table("orders", "jobs"), drop_column("jobs", "note"));
constexpr auto m7 = migration("007_index", revises("006_jobs"), create_index("jobs", index("ix_car", on("car"))));
constexpr auto m8 =
    migration("008_price", revises("007_index"), add_column("jobs", column("price", integer, default_(0))),
              insert_rows("customers", columns("id", "name", "phone"), row(3, "Clara", "1")));
}  // namespace steps

codegen::project whole() {
    codegen::project p;
    p.declared.name = "garage";
    p.migrations = {lowered(steps::m1),  lowered(steps::m2),  lowered(steps::m3),
                    lowered(steps::m4a), lowered(steps::m4b), lowered(steps::m5),
                    lowered(steps::m6),  lowered(steps::m7),  lowered(steps::m8)};
    return p;
}
/// With a checkpoint beside what it replaces; or, where they are gone, alone.
codegen::project squashed(bool alone = false) {
    codegen::project p = whole();
    p.migrations.push_back(codegen::squash(p, "001_customers", "007_index", "007_checkpoint"));
    if (alone) p.migrations.erase(p.migrations.begin(), p.migrations.begin() + 8);
    model::faults found;
    put_in_order(p, found);
    REQUIRE(found.empty());
    return p;
}
codegen::plan planned(const codegen::project& p) { return codegen::make_plan(p, {"sqlite", "postgresql", "mariadb"}); }

const plan::history& before() {
    static const embedded e(planned(whole()));
    return e.history();
}
const plan::history& with_both() {
    static const embedded e(planned(squashed()));
    return e.history();
}
const plan::history& alone() {
    static const embedded e(planned(squashed(true)));
    return e.history();
}

const list old_ones{"001_customers", "002_orders", "003_first", "004_car",
                    "004_phone",     "005_merge",  "006_jobs",  "007_index"};

template <typename Test>
void on_each(Test test) {
    for (const database kind : available()) {
        INFO("on " << name_of(kind));
        test(kind);
    }
}

/// What a database has, and its rows.
struct state {
    catalog schema;
    list customers, jobs;
};
state state_of(connection& db) {
    return {catalog_of(db), rows_of(db, "SELECT id, name, phone FROM customers ORDER BY id"),
            rows_of(db, "SELECT count(*) FROM jobs")};
}
void check_same(const state& expected, const state& found) {
    CHECK(difference(expected.schema, found.schema) == "");
    CHECK(expected.customers == found.customers);
    CHECK(expected.jobs == found.jobs);
}
state wanted(database kind) {
    scratch place(kind);
    connection db = place.open();
    upgrade(db, before());
    return state_of(db);
}

list ids_of(const std::vector<step>& steps) {
    list out;
    for (const step& s : steps) out.emplace_back(s.revision->id);
    return out;
}
list ledger_of(connection& db) {
    list out;
    for (const applied_revision& a : applied(db, alone())) out.push_back(a.id);
    return out;
}
std::optional<error> refusal_of(auto&& call) {
    try {
        call();
    } catch (const error& e) {
        return e;
    }
    return std::nullopt;
}
std::string words_of(auto&& call) {
    const auto e = refusal_of(call);
    return e ? e->what() : "";
}

}  // namespace

TEST_CASE("a new database applies the checkpoint and equals one that applied the range") {
    on_each([](database kind) {
        const state expected = wanted(kind);
        for (const plan::history* history : {&with_both(), &alone()}) {
            scratch place(kind);
            connection db = place.open();
            CHECK(pending(db, *history) == list{"007_checkpoint", "008_price"});
            CHECK(ids_of(upgrade(db, *history)) == list{"007_checkpoint", "008_price"});
            CHECK(ledger_of(db) == list{"007_checkpoint", "008_price"});
            check_same(expected, state_of(db));
            CHECK(verify(db, *history).empty());
            CHECK(pending(db, *history).empty());
            CHECK(upgrade(db, *history).empty());

            CHECK(ids_of(downgrade(db, *history, "007_checkpoint", any_loss)) == list{"008_price"});
            CHECK(current(db, *history) == list{"007_checkpoint"});
            CHECK(upgrade(db, *history, "007_index").empty());
            CHECK(upgrade(db, *history, "007").empty());
            CHECK(ids_of(downgrade(db, *history, "base", any_loss)) == list{"007_checkpoint"});
            CHECK(catalog_of(db).empty());
            CHECK(current(db, *history).empty());
        }
    });
}

TEST_CASE("a database inside the range continues through the range") {
    on_each([](database kind) {
        const state expected = wanted(kind);
        for (std::size_t n = 1; n <= old_ones.size(); ++n) {
            CAPTURE(n);
            scratch place(kind);
            connection db = place.open();
            upgrade(db, before(), "+" + std::to_string(n));
            const list stopped = ledger_of(db);
            CHECK(stopped.size() == n);
            CHECK(verify(db, with_both()).empty());
            // The order in which branches come is the plan's.
            list rest(old_ones.begin(), old_ones.end());
            for (const std::string& id : stopped) std::erase(rest, id);
            if (n < old_ones.size()) {
                CHECK(ids_of(upgrade(db, with_both(), "007_checkpoint")) == rest);
                CHECK(current(db, with_both()) == list{"007_index"});
                downgrade(db, with_both(), stopped.back(), any_loss);
                if (!stopped.back().starts_with("004")) CHECK(current(db, with_both()) == list{stopped.back()});
            }
            upgrade(db, with_both());
            CHECK(current(db, with_both()) == list{"008_price"});
            CHECK(pending(db, with_both()).empty());
            check_same(expected, state_of(db));
            // When what it replaces is gone, the rows stay, and all goes on.
            CHECK(verify(db, alone()).empty());
            CHECK(upgrade(db, alone()).empty());
            CHECK(ids_of(downgrade(db, with_both(), "base", any_loss)).size() == 9);
            CHECK(catalog_of(db).empty());
        }
    });
}

TEST_CASE("without the range, a database that applied all of it is at the checkpoint") {
    on_each([](database kind) {
        const state expected = wanted(kind);
        scratch place(kind);
        connection db = place.open();
        upgrade(db, before(), "007_index");
        CHECK(current(db, alone()) == list{"007_index"});
        CHECK(pending(db, alone()) == list{"008_price"});
        CHECK(verify(db, alone()).empty());
        CHECK(stamp(db, alone(), "007_checkpoint").empty());
        CHECK(apply(db, alone(), "007_checkpoint").empty());
        CHECK(ids_of(upgrade(db, alone())) == list{"008_price"});
        check_same(expected, state_of(db));
        CHECK(words_of([&] { rollback(db, alone(), "007_checkpoint"); }).find("[E311]") != std::string::npos);

        run_options ahead = any_loss;
        ahead.round_trips = round_trips::few;
        CHECK(ids_of(downgrade(db, alone(), "base", ahead)) == list{"008_price", "007_checkpoint"});
        CHECK(ledger_of(db).empty());
        CHECK(catalog_of(db).empty());
        upgrade(db, alone());
        check_same(expected, state_of(db));
    });
}

TEST_CASE("E326: without the range, a database that applied a part of it is not changed") {
    on_each([](database kind) {
        scratch place(kind);
        connection db = place.open();
        upgrade(db, before(), "006_jobs");
        const catalog was = catalog_of(db);
        const std::string sentence =
            "the database is inside the range that 007_checkpoint replaces: 7 of 8 are applied, up to 006_jobs; "
            "upgrade it to 007_index with a build that still has them [E326]";
        for (const auto& words : {words_of([&] { upgrade(db, alone()); }), words_of([&] { downgrade(db, alone()); }),
                                  words_of([&] { pending(db, alone()); }), verify(db, alone()).at(0)})
            CHECK(words == sentence);
        CHECK(current(db, alone()) == list{"006_jobs"});
        CHECK(difference(was, catalog_of(db)) == "");
        upgrade(db, with_both());
        CHECK(upgrade(db, alone()).empty());
    });
}

TEST_CASE(
    "a target inside the range applies the old revisions; a database created by the checkpoint cannot stop there") {
    on_each([](database kind) {
        scratch place(kind);
        connection db = place.open();
        CHECK(ids_of(upgrade(db, with_both(), "002_orders")) == list{"001_customers", "002_orders"});
        CHECK(words_of([&] { apply(db, with_both(), "007_checkpoint"); }) ==
              "some of the revisions that 007_checkpoint replaces are applied; continue with: upgrade "
              "007_checkpoint [E311]");
        downgrade(db, with_both(), "base", any_loss);
        upgrade(db, with_both());
        CHECK(upgrade(db, with_both(), "002_orders").empty());
        CHECK(words_of([&] { downgrade(db, with_both(), "002_orders"); }) ==
              "007_checkpoint created this database, which was never at 002_orders, a revision that it replaces; "
              "downgrade can stop at 007_checkpoint, or before it, at base [E311]");
        CHECK(words_of([&] { rollback(db, with_both(), "002_orders"); }) ==
              "007_checkpoint created this database, not 002_orders; name 007_checkpoint [E311]");
        CHECK(words_of([&] { upgrade(db, alone(), "002_orders"); }) ==
              "garage no longer has revision '002_orders': 007_checkpoint replaces it; name 007_checkpoint, or use a "
              "build that still has the other [E305]");
        CHECK(ids_of(downgrade(db, with_both(), "-2", any_loss)) == list{"008_price", "007_checkpoint"});
    });
}

TEST_CASE("stamp enters a checkpoint if an upgrade would apply it") {
    on_each([](database kind) {
        scratch place(kind);
        connection db = place.open();
        stamp(db, with_both(), "head");
        CHECK(ledger_of(db) == list{"007_checkpoint", "008_price"});
        stamp(db, with_both(), "002_orders");
        CHECK(ledger_of(db) == list{"001_customers", "002_orders"});
        stamp(db, with_both(), "007_checkpoint");
        CHECK(ledger_of(db).size() == old_ones.size());
        stamp(db, with_both(), "006_jobs");
        stamp(db, alone(), "head");
        CHECK(ledger_of(db) == list{"007_checkpoint", "008_price"});
        stamp(db, with_both(), "base");
        CHECK(ledger_of(db).empty());
        stamp(db, before(), "007_index");
        stamp(db, alone(), "base");
        CHECK(ledger_of(db).empty());
    });
}

TEST_CASE("ten processes: one applies the checkpoint, none applies the range") {
    on_each([](database kind) {
        const state expected = wanted(kind);
        scratch place(kind);
        std::atomic<int> failed = 0;
        std::atomic<std::size_t> taken = 0;
        std::vector<std::thread> all;
        for (int i = 0; i < 10; ++i)
            all.emplace_back([&, i] {
                try {
                    connection db = place.open();
                    run_options options;
                    options.round_trips = i % 2 ? round_trips::few : round_trips::each;
                    taken += upgrade(db, with_both(), "head", options).size();
                } catch (const std::exception&) {
                    ++failed;
                }
            });
        for (std::thread& t : all) t.join();
        CHECK(failed == 0);
        CHECK(taken >= 2);  // in one process each takes what another has sent ahead for its own
        connection db = place.open();
        CHECK(rows_of(db, "SELECT revision, count(*) FROM retort_log GROUP BY revision ORDER BY 1") ==
              list{"007_checkpoint|1", "008_price|1"});
        CHECK(ledger_of(db) == list{"007_checkpoint", "008_price"});
        check_same(expected, state_of(db));
    });
}

namespace {

/// One that has planned while another is at its first revision, and comes to its turn behind it.
struct second_run {
    std::size_t taken = 0;
    std::string refusal;
};
second_run behind(const scratch& place, const char* first_target, const char* second_target, round_trips how) {
    second_run out;
    std::atomic<bool> planned = false;
    std::thread second;
    run_options options;
    options.round_trips = round_trips::each;
    options.progress = [&](const event& e) {
        if (e.what != event::kind::began || second.joinable()) return;
        second = std::thread([&] {
            try {
                connection db = place.open();
                run_options its;
                its.round_trips = how;
                its.progress = [&](const event& said) {
                    if (said.what == event::kind::waiting) planned = true;
                };
                out.taken = upgrade(db, with_both(), second_target, its).size();
            } catch (const std::exception& x) {
                out.refusal = x.what();
            }
        });
        // Not every database tells who waits.
        for (int n = 0; n < 300 && !planned; ++n) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    };
    {
        connection db = place.open();
        stamp(db, with_both(), "base");
        upgrade(db, with_both(), first_target, options);
    }
    REQUIRE(second.joinable());
    second.join();
    return out;
}

}  // namespace

TEST_CASE(
    "a process that planned the range does not run it if another process applied the checkpoint, and vice versa") {
    on_each([](database kind) {
        const state expected = wanted(kind);
        for (const round_trips how : {round_trips::each, round_trips::few}) {
            scratch place(kind);
            const second_run late = behind(place, "001_customers", "head", how);
            if (kind == database::mariadb) {
                // There the revision that was begun is seen, so that it plans to go on behind it.
                CHECK(late.refusal == "");
                connection db = place.open();
                check_same(expected, state_of(db));
                CHECK(ledger_of(db).size() == old_ones.size() + 1);
                continue;
            }
            CHECK(late.taken == 0);
            CHECK(late.refusal ==
                  "007_checkpoint cannot be applied: another process applied 001_customers, which it replaces; run the "
                  "same command again: it continues from there [E311]");
            connection db = place.open();
            CHECK(ledger_of(db) == list{"001_customers"});
            upgrade(db, with_both());
            check_same(expected, state_of(db));
        }
    });
}

TEST_CASE("a process that planned the range finds it done if another process applied the checkpoint") {
    on_each([](database kind) {
        for (const round_trips how : {round_trips::each, round_trips::few}) {
            scratch place(kind);
            const second_run late = behind(place, "007_checkpoint", "003_first", how);
            CHECK(late.refusal == "");
            connection db = place.open();
            CHECK(ledger_of(db) == list{"007_checkpoint"});
            CHECK(rows_of(db, "SELECT count(*) FROM retort_log WHERE direction = 'up'") == list{"1"});
        }
    });
}

TEST_CASE("MariaDB: an unfinished checkpoint can be finished or reverted") {
    if (!is_available(database::mariadb)) return;
    const state expected = wanted(database::mariadb);
    for (const plan::history* history : {&with_both(), &alone()})
        for (const char* then : {"head", "007_checkpoint", "base", "001_customers"}) {
            if (history == &alone() && std::string(then) == "001_customers") continue;
            CAPTURE(then);
            scratch place(database::mariadb);
            connection db = place.open();
            run_options options;
            options.round_trips = round_trips::each;
            options.progress = [&](const event& e) {
                if (e.what == event::kind::ran && e.statement == 2) throw std::runtime_error("stopped");
            };
            CHECK_THROWS(upgrade(db, *history, "head", options));
            REQUIRE(begun(db, *history));
            CHECK(begun(db, *history)->id == "007_checkpoint");
            CHECK(pending(db, *history) == list{"007_checkpoint", "008_price"});
            if (std::string(then) == "base") {
                CHECK(ids_of(downgrade(db, *history, "base", any_loss)) == list{"007_checkpoint"});
                CHECK(ledger_of(db).empty());
                CHECK(catalog_of(db).empty());
            } else {
                upgrade(db, *history, then);
                CHECK(ledger_of(db).at(0) == "007_checkpoint");
            }
            CHECK_FALSE(begun(db, *history));
            upgrade(db, *history);
            check_same(expected, state_of(db));
        }
}

TEST_CASE("MariaDB: an interrupted revert of a checkpoint with only the old ledger rows can be finished") {
    if (!is_available(database::mariadb)) return;
    const state expected = wanted(database::mariadb);
    for (const bool back : {false, true}) {
        scratch place(database::mariadb);
        connection db = place.open();
        upgrade(db, before(), "007_index");
        run_options options{.allow_loss = {"all"}};
        options.round_trips = round_trips::each;
        options.progress = [&](const event& e) {
            if (e.what == event::kind::ran && e.statement == 2) throw std::runtime_error("stopped");
        };
        CHECK_THROWS(downgrade(db, alone(), "base", options));
        REQUIRE(begun(db, alone()));
        CHECK(ledger_of(db).empty());
        if (back) {
            upgrade(db, alone());
        } else {
            CHECK(ids_of(downgrade(db, alone(), "base", any_loss)) == list{"007_checkpoint"});
            CHECK(ledger_of(db).empty());
            CHECK(catalog_of(db).empty());
            upgrade(db, alone());
        }
        check_same(expected, state_of(db));
    }
}

TEST_CASE("a script for a new database applies the checkpoint") {
    on_each([](database kind) {
        const state expected = wanted(kind);
        scratch place(kind);
        connection db = place.open();
        const std::string sql = offline_sql(with_both(), kind, plan_upgrade(db, with_both()), true);
        CHECK_FALSE(place.run_script(sql).starts_with("ERROR"));
        CHECK(ledger_of(db) == list{"007_checkpoint", "008_price"});
        check_same(expected, state_of(db));
        CHECK(upgrade(db, with_both()).empty());
        const std::string back = offline_sql(alone(), kind, plan_downgrade(db, alone(), "base"), false);
        CHECK_FALSE(place.run_script(back).starts_with("ERROR"));
        CHECK(ledger_of(db).empty());
    });
}

TEST_CASE("five hundred squashed revisions: from base, from inside the range, and without the old revisions") {
    testing::long_history source;
    codegen::project p = source.project;
    p.migrations.push_back(
        codegen::squash(p, p.migrations.front().id, p.migrations.back().id, "500_checkpoint", "All of them"));
    codegen::project gone = p;
    gone.migrations.erase(gone.migrations.begin(), gone.migrations.end() - 1);
    model::faults found;
    put_in_order(p, found);
    put_in_order(gone, found);
    REQUIRE(found.empty());
    const embedded without(codegen::make_plan(source.project, {"sqlite"}));
    const embedded with(codegen::make_plan(p, {"sqlite"})), only(codegen::make_plan(gone, {"sqlite"}));
    const auto rows = [](connection& db) {
        list all;
        for (const char* table : {"t0", "t9", "t19"})
            for (const std::string& row : rows_of(db, "SELECT id, c0 FROM " + std::string(table) + " ORDER BY id"))
                all.push_back(row);
        return all;
    };

    connection old("sqlite://");
    upgrade(old, without.history(), "head", any_loss);
    const catalog expected = catalog_of(old);
    const list expected_rows = rows(old);
    REQUIRE_FALSE(expected_rows.empty());
    for (const std::size_t stop : {0u, 1u, 137u, 300u, 499u, 500u}) {
        CAPTURE(stop);
        connection db("sqlite://");
        upgrade(db, without.history(), "+" + std::to_string(stop), any_loss);
        const std::size_t taken = upgrade(db, with.history(), "head", any_loss).size();
        CHECK(taken == (stop == 0 ? 1 : 500 - stop));
        CHECK(difference(expected, catalog_of(db)) == "");
        CHECK(rows(db) == expected_rows);
        CHECK(upgrade(db, only.history()).empty());
        if (stop % 500 != 0) continue;
        downgrade(db, only.history(), "base", any_loss);
        CHECK(catalog_of(db).empty());
    }
}
