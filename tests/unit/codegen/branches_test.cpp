// Scripts for the sets of concurrent revisions that can be applied.
#include <retort/codegen/emit.hpp>
#include <retort/codegen/plan.hpp>
#include <retort/dsl.hpp>

#include <algorithm>
#include <deque>

#include "support/catch.hpp"
#include "support/lowered.hpp"
#include "unpack.hpp"

using namespace retort;
using namespace retort::dsl;
using list = std::vector<std::string>;

namespace {

constexpr auto first = migration(
    "001", create_table("log", column("id", bigint, identity), column("name", varchar(40)), primary_key("id")),
    create_table("other", column("id", bigint, identity), primary_key("id")));
constexpr auto left = migration("002_a", revises("001"), alter_column("log", "name", default_("-")));
constexpr auto right = migration("003_b", revises("001"), add_column("log", column("note", text, nullable)));
constexpr auto beside = migration("004_c", revises("001"), add_column("other", column("a", integer, nullable)));
constexpr auto merged = migration("005", revises("002_a", "003_b", "004_c"));

codegen::plan plan_of_branches(const list& databases) {
    codegen::project p;
    p.declared.name = "branches";
    p.migrations = {testing::lowered(first), testing::lowered(left), testing::lowered(right), testing::lowered(beside),
                    testing::lowered(merged)};
    return codegen::make_plan(p, databases);
}

}  // namespace

TEST_CASE("a revision has a script for each applied set that needs one") {
    const codegen::plan p = plan_of_branches({"sqlite", "postgresql", "mariadb"});
    const auto of = [&](std::size_t revision, std::size_t database) { return p.revisions[revision].routes[database]; };
    // A rebuild on SQLite has the other branch's column.
    CHECK(of(1, 0).concurrent == list{"003_b"});
    REQUIRE(of(1, 0).alternatives.size() == 1);
    CHECK(of(1, 0).alternatives[0].applied == list{"003_b"});
    CHECK(of(1, 0).up.statements[0].sql.find("note") == std::string::npos);
    CHECK(of(1, 0).alternatives[0].up.statements[0].sql.find("note") != std::string::npos);
    CHECK(of(1, 0).alternatives[0].down.statements[0].sql.find("note") != std::string::npos);
    // Where the statement is the same, nothing is stored twice.
    for (const std::size_t database : {1u, 2u}) {
        CHECK(of(1, database).concurrent.empty());
        CHECK(of(1, database).alternatives.empty());
    }
    for (const std::size_t revision : {0u, 3u, 4u}) CHECK(of(revision, 0).alternatives.empty());
    const std::string sql = codegen::emit_sql(p.revisions[1], p.revisions[1].routes[0]);
    CHECK(sql.find("-- up, if 003_b is applied\n") != std::string::npos);
    CHECK(sql.find("-- down, if 003_b is applied\n") != std::string::npos);
    CHECK(testing::same_when_unpacked(p));
}

TEST_CASE("E212: too many applied sets") {
    codegen::project p;
    p.declared.name = "branches";
    p.migrations = {testing::lowered(first)};
    std::deque<std::string> names;
    for (int i = 0; i < 11; ++i) {
        const std::string_view id = names.emplace_back("r" + std::to_string(i));
        const std::string_view column = names.emplace_back("c" + std::to_string(i));
        model::add_column add{.table = "log"};
        add.column = {.name = column, .type = {model::type_kind::integer}, .nullable = true};
        p.migrations.push_back({.id = id, .parents = {"001"}, .operations = {add}});
    }
    std::string said;
    try {
        codegen::make_plan(p, {"sqlite"});
    } catch (const codegen::generation_error& e) {
        said = e.what();
    }
    CHECK(said ==
          "r0: more than 512 sets of revisions of other branches that use the same tables or types can be applied "
          "before it: r1, r2, r3, r4, r5 and 5 more; merge some of these branches first [E212]");
}
