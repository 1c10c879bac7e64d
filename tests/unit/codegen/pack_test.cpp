#include <retort/codegen/emit.hpp>
#include <retort/codegen/pack.hpp>

#include <stdexcept>

#include "support/catch.hpp"
#include "unpack.hpp"

using namespace retort;

namespace {

/// Every field of every part differs from its default.
codegen::plan full_plan() {
    codegen::facts facts;
    facts.work = codegen::row_work::scan;
    facts.locks_known = true;
    facts.locks = {{"a", "SHARE"}, {"i", "SHARE UPDATE EXCLUSIVE", codegen::lock::kind::index}};
    facts.effect.what = codegen::effect::kind::alter;
    facts.effect.among = codegen::effect::place::triggers;
    facts.effect.relation = "a";
    facts.effect.on = "b";
    facts.effect.repeatable = true;
    facts.effect.parts = {{"c", true, false}, {"d", false, true}};
    facts.effect.renamed = {{"e", "f"}};
    facts.rebuild = codegen::rebuild_role::renames;
    facts.destroys = {{1, "a", "SELECT 3"}};
    facts.operation = 2;
    facts.operations = 3;
    codegen::script script;
    script.statements = {{.sql = "UPDATE a", .transactional = false, .batch = 7, .at_once = "UPDATE a", .facts = facts},
                         {.function_name = "shop::fill"},
                         {.sql = "SELECT 1", .precheck = "no", .probe = "SELECT 2", .clear = "DROP INDEX i"}};
    script.destroys = {"a", "b.c"};
    script.rebuilds = {"a"};
    script.irreversible = "never";
    script.counts = {"SELECT 3", ""};
    script.oldest = {3, 37};
    script.needs = "SQLite 3.37";
    script.approvals = {"", "why"};
    script.lost_from = {{"a", ""}, {"b", "c"}};
    script.changes = {{{"a", ""}, {"b", ""}}, {{}, {"d", "e"}}};
    codegen::alternative alternative;
    alternative.applied = {"2"};
    alternative.up = script;
    alternative.meets = {{5, 6}};
    codegen::route route;
    route.on = database::mariadb;
    route.up = script;
    route.down = script;
    route.meets = {{1, 2}, {3, 4}};
    route.concurrent = {"2"};
    route.alternatives = {alternative};
    codegen::planned_revision first, second;
    first.id = "1";
    second.id = "2";
    second.message = "two";
    second.parents = {"1"};
    second.checksum = "1:1";
    second.operations = {"add"};
    second.routes = {route};
    second.digests = {0xffffffff};
    second.replaces = {"0"};
    codegen::plan p;
    p.name = "shop";
    p.databases = {database::sqlite, database::mariadb};
    p.revisions = {first, second};
    p.relations = {"a", "b"};
    return p;
}

}  // namespace

TEST_CASE("a plan is the same after it was packed and unpacked") {
    CHECK(testing::same_when_unpacked(full_plan()));
    CHECK(testing::same_when_unpacked(codegen::plan{}));
    CHECK_FALSE(testing::same_part(testing::embedded(full_plan()).history(), codegen::plan{}));
}

TEST_CASE("a packed plan that was cut off is refused") {
    const codegen::plan p{.name = "shop", .relations = {"a", "b"}};
    const codegen::packed_plan made = codegen::pack(p);
    const std::vector<std::uint32_t> lengths{4, 1, 1};
    const auto unpack = [&](std::size_t texts, std::size_t numbers) {
        const plan::unpacked history(
            {std::span(made.texts).first(texts), lengths, std::span(made.numbers).first(numbers), {}});
        return history.history().relations.size();
    };
    CHECK(unpack(3, made.numbers.size()) == 2);
    CHECK_THROWS_AS(unpack(3, made.numbers.size() - 1), std::out_of_range);
    CHECK_THROWS_AS(unpack(2, made.numbers.size()), std::out_of_range);
}

TEST_CASE("history.cpp has every text once, and no literal beyond what compilers must accept") {
    codegen::plan p{.name = "shop"};
    for (int i = 0; i < 100; ++i) p.relations.push_back(std::string(1000, 'a') + std::to_string(i));
    p.relations.push_back(p.relations.front());
    const std::string source = codegen::emit_history(p);
    std::size_t pieces = 0;
    for (std::size_t at = source.find("\n    ,\n"); at != std::string::npos; at = source.find("\n    ,\n", at + 1))
        ++pieces;
    CHECK(pieces == 4);
    CHECK(source.find(p.relations.front()) == source.rfind(p.relations.front()));
    CHECK(testing::same_when_unpacked(p));
}
