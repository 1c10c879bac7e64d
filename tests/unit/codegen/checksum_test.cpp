// A revision's checksum is of what it does. These values are in people's ledgers: a change here is a change of format,
// and needs another number before the colon.
#include <retort/codegen/plan.hpp>
#include <retort/dsl.hpp>

#include <set>

#include "support/catch.hpp"
#include "support/lowered.hpp"

using namespace retort;

namespace {

using namespace retort::dsl;

constexpr auto first =
    migration("001", create_table("parts", column("id", bigint, identity), column("name", varchar(50), default_("new")),
                                  primary_key("id"), unique("name"), check("named", col("name") != ""),
                                  index(on(desc("name")), where(col("id") > 5))));

constexpr auto second =
    migration("002", revises("001"), message("words"), add_column("parts", column("price", numeric(10, 2), nullable)),
              execute("DELETE FROM parts", irreversible("gone")));

// The same as `second`, in other lines, with another id and other words.
constexpr auto second_moved =
    migration("2_renamed", add_column("parts", column("price", numeric(10, 2), nullable)), revises("001"),
              execute("DELETE FROM parts", irreversible("gone")), message("other words"));

template <class Declaration>
std::string sum(const Declaration& m) {
    return codegen::checksum(testing::lowered(m));
}

std::string sum_of(model::operation o) { return codegen::checksum({.operations = {std::move(o)}}); }

}  // namespace

TEST_CASE("checksums are stable across releases") {
    CHECK(codegen::checksum({}) == "1:17f174e00ed1194c");
    CHECK(sum(first) == "1:a7d5219c849415e3");
    CHECK(sum(second) == "1:882a17c0f14a9247");
}

TEST_CASE("messages, source locations and the id are not part of the checksum") {
    CHECK(sum(second) == sum(second_moved));
}

TEST_CASE("the function that drops a named constraint is not part of the checksum") {
    constexpr auto one = migration("1", drop_unique("t", "u"));
    constexpr auto other = migration("1", drop_constraint("t", "u"));
    CHECK(sum(one) == sum(other));
}

TEST_CASE("parents and their order are part of the checksum") {
    const model::migration none, a{.parents = {"a"}}, ab{.parents = {"a", "b"}}, ba{.parents = {"b", "a"}};
    CHECK(
        std::set{codegen::checksum(none), codegen::checksum(a), codegen::checksum(ab), codegen::checksum(ba)}.size() ==
        4);
}

TEST_CASE("each field of an operation is part of the checksum") {
    using namespace retort::model;
    std::set<std::string> seen;
    std::size_t made = 0;
    const auto add = [&](model::operation o) {
        INFO(std::string_view(describe(o)));
        CHECK(seen.insert(sum_of(std::move(o))).second);
        ++made;
    };
    const auto changed = [&](auto base, auto... change) {
        add(base);
        (
            [&] {
                auto other = base;
                change(other);
                add(other);
            }(),
            ...);
    };
    const type long_text{type_kind::text};
    const model::column c{.name = "c", .type = long_text};
    changed(
        model::create_table{{.name = "t", .columns = {c}}}, [](auto& o) { o.table.name = "u"; },
        [](auto& o) { o.table.columns[0].name = "d"; }, [](auto& o) { o.table.columns[0].type.kind = type_kind::json; },
        [](auto& o) { o.table.columns[0].type.a = 1; }, [](auto& o) { o.table.columns[0].type.b = 1; },
        [](auto& o) { o.table.columns[0].type.name = "m"; }, [](auto& o) { o.table.columns[0].nullable = true; },
        [](auto& o) { o.table.columns[0].identity = true; },
        [](auto& o) { o.table.columns[0].default_value = {.kind = literal_kind::now}; },
        [](auto& o) { o.table.columns[0].default_value = {.kind = literal_kind::integer, .integer = 1}; },
        [](auto& o) { o.table.columns[0].default_value = {.kind = literal_kind::integer, .integer = 2}; },
        [](auto& o) { o.table.columns[0].default_value = {.kind = literal_kind::real, .real = 1}; },
        [](auto& o) { o.table.columns[0].default_value = {.kind = literal_kind::text, .text = "1"}; },
        [](auto& o) { o.table.columns[0].default_value = {.kind = literal_kind::sql, .text = "1"}; },
        [](auto& o) { o.table.columns[0].default_value = {.kind = literal_kind::boolean, .boolean = true}; },
        [](auto& o) { o.table.primary_key = {.columns = {"c"}}; },
        [](auto& o) { o.table.primary_key = {.name = "k", .columns = {"c"}}; },
        [](auto& o) { o.table.uniques = {{.columns = {"c"}}}; },
        [](auto& o) { o.table.indexes = {{.columns = {{"c"}}}}; },
        [](auto& o) { o.table.columns.push_back(o.table.columns[0]); });
    changed(model::drop_table{"t"}, [](auto& o) { o.table = "u"; });
    changed(
        model::rename_table{"a", "b"}, [](auto& o) { o.from = "c"; }, [](auto& o) { o.to = "c"; },
        [](auto& o) { std::swap(o.from, o.to); });
    changed(model::add_column{"t", c}, [](auto& o) { o.table = "u"; }, [](auto& o) { o.column.nullable = true; });
    changed(
        model::drop_column{"t", "c"}, [](auto& o) { o.table = "u"; }, [](auto& o) { o.column = "d"; },
        [](auto& o) { o = {"tc", ""}; });
    changed(
        model::rename_column{"t", "a", "b"}, [](auto& o) { o.table = "u"; }, [](auto& o) { o.from = "c"; },
        [](auto& o) { o.to = "c"; });
    changed(
        model::alter_column{.table = "t", .column = "c"}, [](auto& o) { o.table = "u"; },
        [](auto& o) { o.column = "d"; }, [&](auto& o) { o.type = long_text; }, [](auto& o) { o.nullable = true; },
        [](auto& o) { o.nullable = false; }, [](auto& o) { o.identity = true; }, [](auto& o) { o.identity = false; },
        [](auto& o) { o.default_value = literal{}; },
        [](auto& o) { o.default_value = literal{.kind = literal_kind::now}; }, [](auto& o) { o.using_ = "c"; });
    changed(
        model::create_index{"t", {.columns = {{"a"}, {"b"}}}}, [](auto& o) { o.table = "u"; },
        [](auto& o) { o.index.name = "i"; }, [](auto& o) { o.index.unique = true; },
        [](auto& o) { o.index.columns[0].descending = true; }, [](auto& o) { o.index.columns.pop_back(); },
        [](auto& o) { o.index.where = {{{.kind = node_kind::column, .name = "a"}}}; },
        [](auto& o) { o.index.where = {{{.kind = node_kind::sql, .name = "a"}}}; });
    changed(
        model::drop_index{"t", "i"}, [](auto& o) { o.table = "u"; }, [](auto& o) { o.name = "j"; },
        [](auto& o) { o = {"t", "", {"i"}}; });
    changed(
        model::add_primary_key{"t", {.columns = {"a", "b"}}}, [](auto& o) { o.key.name = "k"; },
        [](auto& o) { o.key.columns = {"b", "a"}; });
    changed(
        model::add_unique{"t", {.columns = {"a", "b"}}}, [](auto& o) { o.key.name = "k"; },
        [](auto& o) { o.key.columns = {"a"}; });
    changed(
        model::add_foreign_key{"t", {.columns = {"a"}, .table = "u", .target = {"b"}}},
        [](auto& o) { o.key.name = "k"; }, [](auto& o) { o.key.columns = {"c"}; }, [](auto& o) { o.key.table = "v"; },
        [](auto& o) { o.key.target = {"c"}; }, [](auto& o) { o.key.on_delete = action::cascade; },
        [](auto& o) { o.key.on_update = action::cascade; });
    changed(
        model::add_check{"t", {.condition = {{{.kind = node_kind::column, .name = "a"}}}}},
        [](auto& o) { o.check.name = "k"; }, [](auto& o) { o.check.condition.nodes[0].name = "b"; });
    changed(
        model::drop_constraint{"t", constraint_kind::unique, "k"}, [](auto& o) { o.table = "u"; },
        [](auto& o) { o.name = "l"; }, [](auto& o) { o = {"t", constraint_kind::unique, "", {"k"}}; },
        [](auto& o) { o = {"t", constraint_kind::check, "", {"k"}}; });
    changed(
        model::create_enumeration{{"m", {"a", "b"}}}, [](auto& o) { o.enumeration.name = "n"; },
        [](auto& o) { o.enumeration.values = {"b", "a"}; }, [](auto& o) { o.enumeration.values = {"ab"}; });
    changed(model::drop_enumeration{"m"}, [](auto& o) { o.name = "n"; });
    changed(
        model::alter_enumeration{"m", {"a"}}, [](auto& o) { o.name = "n"; }, [](auto& o) { o.values = {"b"}; },
        [](auto& o) { o.assurance.precheck = true; });
    changed(
        model::execute{.up = {{"", "a"}}, .down = {{"", "b"}}}, [](auto& o) { o.up[0].sql = "c"; },
        [](auto& o) { o.up[0].database = "sqlite"; }, [](auto& o) { o.down[0].sql = "c"; },
        [](auto& o) { o.down.clear(); }, [](auto& o) { o.irreversible = "why"; });
    CHECK(seen.size() == made);
}

TEST_CASE("answers about a down step can be added to an applied revision") {
    const auto of = [](const model::drop_column& o) { return codegen::checksum({.id = "1", .operations = {o}}); };
    const model::drop_column bare{"t", "c"};
    model::drop_column with_value = bare, asked = bare, final_one = bare;
    with_value.undo.nodes.push_back(
        {.kind = model::node_kind::literal, .value = {.kind = model::literal_kind::integer}});
    asked.precheck = true;
    final_one.irreversible = "why";
    CHECK(of(with_value) == of(bare));
    CHECK(of(asked) == of(bare));
    CHECK(of(final_one) == of(bare));
}
