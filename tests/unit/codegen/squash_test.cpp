// Which steps a checkpoint has, and which ranges have none.
#include <retort/codegen/emit.hpp>
#include <retort/dsl.hpp>

#include <algorithm>

#include "support/catch.hpp"
#include "support/lowered.hpp"
#include "unpack.hpp"

namespace retort {
class connection;
}
namespace warehouse {
void fill(retort::connection&);
}

using namespace retort;
using retort::testing::lowered;

namespace {
namespace steps {
using namespace retort::dsl;
constexpr auto m1 = migration("001", create_table("parts", column("id", bigint, identity), primary_key("id")),
                              create_table("colours", column("id", bigint), primary_key("id")));
constexpr auto m2 = migration("002", revises("001"), add_column("parts", column("name", varchar(50), nullable)),
                              add_column("parts", column("old", integer, default_(1))));
constexpr auto m3 = migration("003", revises("002"), insert_rows("colours", columns("id"), row(1), row(2)),
                              backfill("parts", set("name", "none"), where(col("name").is_null()), batch(100)));
constexpr auto m4 = migration("004", revises("003"), add_column("colours", column("name", varchar(20), nullable)),
                              rename_column("colours", "name", "label"));
constexpr auto m5 =
    migration("005", revises("004"), backfill("colours", set("label", "grey"), where(col("label").is_null())),
              alter_column("colours", "label", not_null));
constexpr auto m6 = migration("006", revises("005"), drop_column("parts", "old"),
                              rename_column("parts", "name", "title"), rename_table("parts", "things"));
constexpr auto m7 = migration("007", revises("006"), create_index("things", index("ix", on("title"), concurrently)));
constexpr auto m8 = migration("008", revises("007"),
                              execute("INSERT INTO things (id) VALUES (1)", undo("DELETE FROM things"),
                                      effect(add_column("things", column("weight", integer, nullable)))));
constexpr auto branch = migration("003_branch", revises("002"), add_column("parts", column("side", integer, nullable)));
constexpr auto merge = migration("007_merge", revises("006", "003_branch"));
constexpr auto called =
    migration("001_called", create_table("t", column("id", bigint), primary_key("id")), run<warehouse::fill>(nothing));
}  // namespace steps

template <class... Migration>
codegen::project project_of(const Migration&... migrations) {
    codegen::project p;
    p.declared.name = "shop";
    (p.migrations.push_back(lowered(migrations)), ...);
    return p;
}
codegen::project line() {
    using namespace steps;
    return project_of(m1, m2, m3, m4, m5, m6, m7, m8);
}

std::vector<std::string> steps_of(const codegen::project& p, std::string_view from, std::string_view to) {
    std::vector<std::string> all;
    const model::migration made = codegen::squash(p, from, to, "checkpoint");
    for (const model::operation& o : made.operations) all.emplace_back(describe(o));
    return all;
}
std::string refusal(const codegen::project& p, std::string_view from, std::string_view to,
                    std::string_view id = "checkpoint") {
    try {
        (void)codegen::squash(p, from, to, id);
    } catch (const codegen::generation_error& e) {
        return e.what();
    }
    return "";
}
using strings = std::vector<std::string>;

}  // namespace

TEST_CASE("squash: schema changes become the difference") {
    CHECK(steps_of(line(), "001", "002") == strings{"create table parts", "create table colours"});
    const model::migration made = codegen::squash(line(), "001", "002", "checkpoint");
    CHECK(std::get<model::create_table>(made.operations[0]).table.columns.size() == 3);
    CHECK(made.parents.empty());
    CHECK(made.replaces == model::names{"001", "002"});
}

TEST_CASE("squash: inserts and changes of their rows stay, steps without rows are removed") {
    CHECK(steps_of(line(), "001", "005") == strings{"create table parts", "create table colours",
                                                    "insert 2 rows into colours", "add column colours.name",
                                                    "rename column colours.name to label", "backfill colours (label)",
                                                    "alter column colours.label: not null"});
    // Of tables without rows nothing is left of what was done on the way.
    const model::migration made = codegen::squash(line(), "001", "007", "checkpoint");
    const std::string last(describe(made.operations.back()));
    CHECK(last == "create table things");
    const auto& things = std::get<model::create_table>(made.operations.back()).table;
    CHECK(things.columns.size() == 2);
    REQUIRE(things.indexes.size() == 1);
    CHECK_FALSE(things.indexes[0].concurrently());
}

TEST_CASE("squash: steps on tables older than the range are kept") {
    CHECK(steps_of(line(), "004", "005") == strings{"add column colours.name", "rename column colours.name to label",
                                                    "backfill colours (label)",
                                                    "alter column colours.label: not null"});
    CHECK(steps_of(line(), "002", "003") == strings{"add column parts.name", "add column parts.old",
                                                    "insert 2 rows into colours", "backfill parts (name)"});
    const model::migration made = codegen::squash(line(), "002", "003", "checkpoint");
    CHECK(std::get<model::backfill>(made.operations.back()).batch == 0);
    CHECK(made.parents == model::names{"001"});
}

TEST_CASE("squash: raw SQL keeps its declared effect and may have inserted rows anywhere") {
    const std::vector<std::string> all = steps_of(line(), "001", "008");
    REQUIRE(all.size() > 2);
    CHECK(all.back() == "add column things.weight");
    CHECK(all[all.size() - 3].starts_with("execute"));
    CHECK(std::count(all.begin(), all.end(), "create table things") == 1);
}

TEST_CASE("squash: branches within the range") {
    using namespace steps;
    const codegen::project p = project_of(m1, m2, branch, m3, m4, m5, m6, merge);
    const model::migration made = codegen::squash(p, "001", "007_merge", "checkpoint");
    CHECK(made.replaces.size() == 8);
    CHECK(made.replaces.back() == "007_merge");
    CHECK(refusal(p, "001", "004") ==
          "'001' to '004' cannot be squashed: revision '003_branch' revises '002', which checkpoint 'checkpoint' "
          "replaces; choose another range, or another id [E211]");
    CHECK(refusal(p, "007_merge", "007_merge") ==
          "'007_merge' to '007_merge' cannot be squashed: '007_merge' is a merge; let the range begin after it, or "
          "before its branches start [E211]");
}

TEST_CASE("E211: ranges that cannot be squashed") {
    CHECK(refusal(line(), "004", "002") ==
          "'004' to '002' cannot be squashed: '002' does not come after '004'; name the first and the last of a range "
          "[E211]");
    CHECK(refusal(line(), "004", "9") ==
          "'004' to '9' cannot be squashed: unknown revision '9'; name revisions of this history [E211]");
    CHECK(refusal(line(), "001", "002", "005") ==
          "'001' to '002' cannot be squashed: two migrations have the id '005'; choose another range, or another id "
          "[E211]");
    CHECK(refusal(line(), "006", "007") ==
          "'006' to '007' cannot be squashed: create index on things 'ix' runs concurrently, on a table that existed "
          "before the range; choose a range that begins after that revision, or ends before it [E211]");
    // What the fifth revision demands is known from a backfill that is in another revision.
    using namespace steps;
    constexpr auto late = migration("006_late", revises("005_filled"), alter_column("colours", "label", not_null));
    constexpr auto only_filled = migration("005_filled", revises("004"),
                                           backfill("colours", set("label", "grey"), where(col("label").is_null())));
    const codegen::project p = project_of(m1, m2, m3, m4, only_filled, late);
    CHECK(refusal(p, "001", "006_late") == "");
    CHECK(refusal(p, "001", "005_filled").find("'006_late' relies on what they prove about rows") != std::string::npos);
}

TEST_CASE("squash: a range after a checkpoint is valid, a range that contains one is not") {
    codegen::project p = line();
    p.migrations.push_back(codegen::squash(p, "001", "003", "003_checkpoint"));
    const model::migration second = codegen::squash(p, "004", "005", "005_checkpoint");
    CHECK(second.parents == model::names{"003"});
    CHECK(refusal(p, "002", "005").find("which checkpoint '003_checkpoint' replaces too") != std::string::npos);
}

TEST_CASE("squash: the text of a checkpoint is a migration") {
    const std::string text = codegen::make_checkpoint(line(), "004", "005", "005_checkpoint", "Two at once");
    CHECK(text.find("migration(\"005_checkpoint\",\n    revises(\"003\"),\n    replaces(\"004\", \"005\"),\n    "
                    "message(\"Two at once\"),\n    add_column(\"colours\"") != std::string::npos);
    const std::string calling =
        codegen::make_checkpoint(project_of(steps::called), "001_called", "001_called", "c", "");
    CHECK(calling.find("namespace warehouse {\nvoid fill(retort::connection&);\n}\n") != std::string::npos);
}

TEST_CASE("a plan has the checkpoint before its range, and names existing parents") {
    codegen::project p = line();
    p.migrations.push_back(codegen::squash(p, "001", "006", "006_checkpoint"));
    model::faults found;
    put_in_order(p, found);
    REQUIRE(found.empty());
    const codegen::plan with = codegen::make_plan(p, {"sqlite"});
    const codegen::plan without = codegen::make_plan(line(), {"sqlite"});
    REQUIRE(with.revisions.size() == 9);
    CHECK(with.revisions[0].id == "006_checkpoint");
    CHECK(with.revisions[0].replaces.size() == 6);
    for (std::size_t i = 0; i < 8; ++i) {
        CHECK(with.revisions[i + 1].checksum == without.revisions[i].checksum);
        CHECK(with.revisions[i + 1].parents == without.revisions[i].parents);
        CHECK(with.revisions[i + 1].routes[0].up.statements == without.revisions[i].routes[0].up.statements);
    }
    // Alone, and with the checkpoint named: the same checksums.
    for (const bool by_name : {false, true}) {
        codegen::project alone = p;
        alone.migrations.erase(alone.migrations.begin() + 1, alone.migrations.begin() + 7);
        alone.migrations[0].shadow = false;
        if (by_name) alone.migrations[1].parents = {"006_checkpoint"};
        put_in_order(alone, found);
        REQUIRE(found.empty());
        const codegen::plan rest = codegen::make_plan(alone, {"sqlite"});
        REQUIRE(rest.revisions.size() == 3);
        CHECK(rest.revisions[1].parents == strings{"006_checkpoint"});
        CHECK(rest.revisions[0].checksum == with.revisions[0].checksum);
        CHECK(rest.revisions[1].checksum == without.revisions[6].checksum);
        CHECK(rest.revisions[1].routes[0].up.statements == without.revisions[6].routes[0].up.statements);
    }
    CHECK(emit_manifest(with).find("\"replaces\": [\n        \"001\"") != std::string::npos);
    CHECK(testing::same_when_unpacked(with));
}
