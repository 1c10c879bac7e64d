// The model's small parts at run time; the laws on random schemas are in tests/property.
#include "support/catch.hpp"
#include "support/shop.hpp"

#include <retort/model/any_operation.hpp>
#include <retort/model/conversion.hpp>
#include <retort/model/diff.hpp>
#include <retort/model/difference.hpp>
#include <retort/model/naming.hpp>
#include <retort/model/reverse.hpp>

#include <limits>
#include <string>

using namespace retort::model;
using retort::test::shop;

namespace {

bool valid(const schema& s) {
    faults found;
    check(s, found);
    return found.empty();
}

/// Takes the step, checks, takes it back; and diff finds the way too.
template <class Operation>
bool there_and_back(const Operation& o) {
    const schema before = shop();
    schema s = before;
    faults found;
    Operation taken = o;
    apply(s, std::move(taken), found);
    if (!found.empty() || !valid(s) || same(s, before)) return false;

    schema by_diff = before;
    for (const operation& step : diff(before, s)) apply(by_diff, step, found);
    if (!found.empty() || !same(by_diff, s)) return false;

    apply(s, reverse(before, o), found);
    return found.empty() && same(s, before);
}

}  // namespace

TEST_CASE("decimal: every number") {
    CHECK(std::string_view(decimal(0)) == "0");
    CHECK(std::string_view(decimal(-120)) == "-120");
    CHECK(std::string_view(decimal(std::numeric_limits<long long>::max())) == "9223372036854775807");
    CHECK(std::string_view(decimal(std::numeric_limits<long long>::min())) == "-9223372036854775808");
}

TEST_CASE("equal: same result as ==") {
    for (std::string_view a : {"", "a", "ab", "ba", "цена"})
        for (std::string_view b : {"", "a", "ab", "ba", "цена"}) CHECK(equal(a, b) == (a == b));
}

TEST_CASE("name_index: erase and growth") {
    name_index index;
    // Equal low bits, so that all of them meet in one run of slots.
    const auto hash = [](int i) { return static_cast<std::uint64_t>(i) << 32; };
    for (int i = 1; i <= 100; ++i) index.set(hash(i), i);
    for (int i = 1; i <= 100; i += 2) index.erase(hash(i));
    for (int i = 2; i <= 100; i += 2) index.set(hash(i), -i * 10);
    for (int i = 1; i <= 100; ++i) CHECK(index.find(hash(i)) == (i % 2 ? name_index::absent : -i * 10));

    // What was set again is there once: erasing it does not bring back what it was.
    for (int i = 2; i <= 100; i += 2) index.erase(hash(i));
    for (int i = 1; i <= 100; ++i) CHECK(index.find(hash(i)) == name_index::absent);
    CHECK(name_index().find(1) == name_index::absent);
}

namespace {

/// A table with every kind of part that can go without a name, and with each of them under a given one.
table parts_of_every_kind(std::string_view name, const naming_convention* convention) {
    table t{.name = name, .convention = convention};
    for (std::string_view c : {"a", "b"}) t.columns.push_back({.name = c, .type = {.kind = type_kind::bigint}});
    t.primary_key.columns = {"a", "b"};
    t.uniques.push_back({.columns = {"b", "a"}});
    t.foreign_keys.push_back({.columns = {"a"}, .table = "other", .target = {"id"}});
    expression sum;
    sum.nodes.push_back({.kind = node_kind::column, .name = "b"});
    sum.nodes.push_back({.kind = node_kind::column, .name = "a"});
    sum.nodes.push_back({.kind = node_kind::add, .left = 0, .right = 1});
    t.checks.push_back({.condition = sum});
    t.indexes.push_back({.columns = {{"a"}, {"b"}}});
    t.indexes.push_back({.columns = {{"a"}, {.expression = 0}}});
    t.indexes.back().options.make().expressions.push_back(sum);
    t.exclusions.push_back({.elements = {{.column = "b", .operator_ = "="}, {.expression = sum, .operator_ = "&&"}}});
    return t;
}

void for_each_part(const table& t, auto&& function) {
    function(t.primary_key);
    for (const auto& p : t.uniques) function(p);
    for (const auto& p : t.foreign_keys) function(p);
    for (const auto& p : t.checks) function(p);
    for (const auto& p : t.indexes) function(p);
    for (const auto& p : t.exclusions) function(p);
}

}  // namespace

TEST_CASE("the hash of a derived name is the hash of the name") {
    const naming_convention own{.primary_key = "{table}_pkey",
                                .unique = "{table}_{columns}_key",
                                .foreign_key = "{columns}_of_{table}",
                                .check = "{table}.{columns}",
                                .index = "{table}_{columns}_idx",
                                .exclusion = "{{columns}}_{table}"};
    const naming_convention half{.index = "{table}_{columns}_idx"};
    const std::string longest(63, 'x');
    const std::string under_it(50, 'y');
    for (const naming_convention* convention : {static_cast<const naming_convention*>(nullptr), &own, &half})
        for (std::string_view name :
             {std::string_view("parts"), std::string_view("stock.parts"), std::string_view("запчасти"),
              std::string_view(under_it), std::string_view(longest)}) {
            const table t = parts_of_every_kind(name, convention);
            int parts = 0;
            for_each_part(t, [&](auto part) {
                ++parts;
                INFO(std::string(std::string_view(name_of(t, part))));
                CHECK(hash_of(t, part) == hash_of(std::string_view(name_of(t, part))));
                part.name = "given";
                CHECK(hash_of(t, part) == hash_of(std::string_view("given")));
            });
            CHECK(parts == 7);
        }
}

TEST_CASE("derived names have at most 63 bytes and stay unique") {
    const std::string longest(63, 'x');
    const table t{.name = longest};
    const string a = name_of(t, unique_key{.columns = {"a"}});
    const string b = name_of(t, unique_key{.columns = {"b"}});
    CHECK(a.size() == 63);
    CHECK_FALSE(a == b);
    CHECK(std::string_view(a).substr(0, 54) == std::string_view(b).substr(0, 54));

    const table cyrillic{.name = "количество_заказанного_товара"};
    const string name = name_of(cyrillic, foreign_key{.columns = {"количество"}});
    CHECK(name.size() <= 63);
    const std::string_view kept = std::string_view(name).substr(0, name.size() - 9);
    CHECK((static_cast<unsigned char>(kept.back()) & 0xC0u) == 0x80u);  // ends with a whole letter
    CHECK(std::string_view(name)[kept.size()] == '_');
}

TEST_CASE("arrays convert if their elements do") {
    const auto array_of = [](type t) {
        t.dimensions = 1;
        return t;
    };
    const type number{type_kind::integer}, large{type_kind::bigint}, words{type_kind::text};
    const type pair{type_kind::composite, 0, 0, "pair"}, other{type_kind::composite, 0, 0, "other"};
    CHECK(converts(array_of(number), array_of(large)));
    CHECK(converts(array_of(number), array_of(words)));
    CHECK_FALSE(converts(array_of(words), array_of(number)));
    CHECK(converts(array_of(pair), array_of(pair)));
    CHECK_FALSE(converts(array_of(pair), array_of(other)));
    CHECK_FALSE(converts(array_of(number), number));
}

TEST_CASE("raw SQL is described by its first line, cut between characters") {
    const auto line = [](std::string_view sql) {
        return std::string(std::string_view(describe(execute{.up = {{{}, sql}}})));
    };
    CHECK(line("SELECT 1") == "execute SELECT 1");
    CHECK(line("\n  UPDATE t\n SET a = 1") == "execute UPDATE t ...");
    const std::string cut = line("SELECT '" + std::string(51, 'x') + "цена'");
    CHECK(cut == "execute SELECT '" + std::string(51, 'x') + " ...");
}

TEST_CASE("a step can be applied, reverted, and found by diff") {
    CHECK(there_and_back(rename_table{"categories", "sections", {}}));
    CHECK(there_and_back(rename_column{"categories", "id", "number", {}}));
    CHECK(there_and_back(drop_table{"parts", {}}));
    CHECK(there_and_back(add_column{"parts", {.name = "vin", .type = {type_kind::text}}, {}}));
    CHECK(there_and_back(alter_column{.table = "parts", .column = "category_id", .nullable = false}));
    CHECK(there_and_back(drop_index{"parts", "ix_parts_price", {}, {}}));
    CHECK(there_and_back(drop_index{"parts", {}, {"price"}, {}}));
    CHECK(there_and_back(drop_constraint{"parts", constraint_kind::any, "fk_parts_category_id", {}, {}}));
    CHECK(there_and_back(drop_constraint{"parts", constraint_kind::check, "ck_parts_price", {}, {}}));
    CHECK(there_and_back(create_enumeration{{.name = "mood", .values = {"ok"}}, {}}));
}

TEST_CASE("first_difference names the difference and the schema that has it") {
    const schema before = shop();
    CHECK(first_difference(before, before).what.empty());
    const auto said = [](const schema& a, const schema& b) {
        const difference d = first_difference(a, b);
        return std::string(std::string_view(d.what)) + (d.in_first ? "<" : "") + (d.in_second ? ">" : "");
    };
    schema s = before;
    table& t = s.tables.front();
    const std::string name(t.name);
    t.columns.push_back({.name = "extra", .type = {.kind = type_kind::bigint}});
    CHECK(said(s, before) == "column '" + name + ".extra'<");
    CHECK(said(before, s) == "column '" + name + ".extra'>");
    t.columns.pop_back();
    t.columns.front().comment = "a number";
    CHECK(said(s, before) == "the comment of column '" + name + "." + std::string(t.columns.front().name) + "'<>");
    t.columns.front().comment = {};
    t.checks.push_back({.name = "ck_x"});
    CHECK(said(before, s) == "check 'ck_x' of table '" + name + "'>");
    schema other = s;
    other.tables.front().checks.back().not_valid = true;
    CHECK(said(other, s) == "check 'ck_x' of table '" + name + "'<>");
    t.checks.pop_back();
    t.primary_key = {};
    CHECK(said(before, s) == "the primary key of table '" + name + "'<");
    other = before;
    other.enumerations.push_back({"mood", {"sad", "ok"}});
    CHECK(said(before, other) == "enumeration 'mood'>");
    other = before;
    other.objects.push_back({.kind = object_kind::view, .name = "cheap"});
    CHECK(said(other, before) == "view 'cheap'<");
}
