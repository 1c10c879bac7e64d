// What each step of a migration lowers to.
#include <retort/dsl.hpp>
#include <retort/model/any_operation.hpp>

namespace {

using namespace retort::dsl;
namespace model = retort::model;

/// The operations of a migration, in order.
template <class Migration>
constexpr std::vector<model::operation> operations_of(const Migration& m) {
    std::vector<model::operation> all;
    m.visit([&](auto&& o) { all.push_back(model::operation(std::move(o))); });
    return all;
}

/// The lines that describe the operations, joined by "; ".
template <class Migration>
constexpr bool reads(const Migration& m, std::string_view expected) {
    model::string all;
    for (const model::operation& o : operations_of(m)) {
        if (!all.empty()) all += "; ";
        all += describe(o);
    }
    return all == expected;
}

template <class Operation, class Migration>
constexpr Operation only(const Migration& m) {
    return std::get<Operation>(operations_of(m).front());
}

static_assert(reads(migration("m", create_table("parts", column("id", bigint), primary_key("id"))),
                    "create table parts"));
static_assert(reads(migration("m", drop_table("parts")), "drop table parts"));
static_assert(reads(migration("m", rename_table("parts", "articles")), "rename table parts to articles"));
static_assert(reads(migration("m", add_column("parts", column("price", integer))), "add column parts.price"));
static_assert(reads(migration("m", add_column("parts", column("c", bigint, nullable, references("categories", "id")))),
                    "add column parts.c; add foreign key to parts (c) referencing categories"));
static_assert(reads(migration("m", drop_column("parts", "price")), "drop column parts.price"));
static_assert(reads(migration("m", rename_column("parts", "price", "cost")), "rename column parts.price to cost"));
static_assert(reads(migration("m", alter_column("parts", "price", numeric(12, 2), nullable, default_(0))),
                    "alter column parts.price: numeric(12, 2), nullable, default the number 0"));
static_assert(reads(migration("m", alter_column("parts", "price", not_null, no_default, no_identity)),
                    "alter column parts.price: not null, no identity, no default"));
static_assert(reads(migration("m", create_index("parts", index(on("a", desc("b"))))), "create index on parts (a, b)"));
static_assert(reads(migration("m", create_index("parts", unique_index("ux", on("a")))),
                    "create unique index on parts 'ux'"));
static_assert(reads(migration("m", drop_index("parts", "ux")), "drop index on parts 'ux'"));
static_assert(reads(migration("m", add_primary_key("parts", primary_key("id"))), "add primary key to parts (id)"));
static_assert(reads(migration("m", add_unique("parts", constraint("u", unique("a")))), "add unique key to parts 'u'"));
static_assert(reads(migration("m", add_foreign_key("parts", foreign_key("a", references("t", "id")))),
                    "add foreign key to parts (a) referencing t"));
static_assert(reads(migration("m", add_check("parts", check("positive", col("a") > 0))),
                    "add check to parts 'positive'"));
static_assert(reads(migration("m", add_constraint("parts", unique("a", "b"))), "add unique key to parts (a, b)"));
static_assert(reads(migration("m", drop_constraint("parts", "x")), "drop constraint of parts 'x'"));
static_assert(reads(migration("m", drop_unique("parts", "x")), "drop unique key of parts 'x'"));
static_assert(reads(migration("m", drop_foreign_key("parts", "x")), "drop foreign key of parts 'x'"));
static_assert(reads(migration("m", drop_check("parts", "x")), "drop check of parts 'x'"));
static_assert(reads(migration("m", drop_primary_key("parts", "x")), "drop primary key of parts 'x'"));
static_assert(reads(migration("m", create_enumeration("mood", "sad", "ok")), "create enumeration mood"));
static_assert(reads(migration("m", drop_enumeration("mood")), "drop enumeration mood"));
static_assert(reads(migration("m", alter_enumeration("mood", "ok", "sad")), "alter enumeration mood to (ok, sad)"));
static_assert(reads(migration("m", execute("UPDATE parts SET price = 0", irreversible("lost"))),
                    "execute UPDATE parts SET price = 0"));

constexpr bool altered() {
    const auto o =
        only<model::alter_column>(migration("m", alter_column("t", "c", varchar(50), using_("left(c, 50)"))));
    return o.type == model::type{type_kind::varchar, 50} && !o.nullable && !o.identity && !o.default_value &&
           o.using_ == "left(c, 50)" && o.place.line != 0;
}
static_assert(altered());
static_assert(only<model::alter_column>(migration("m", alter_column("t", "c", time))).type ==
              model::type{type_kind::time});

constexpr bool raw_sql() {
    const auto plain = only<model::execute>(migration("m", execute("A", undo("B"))));
    const auto each = only<model::execute>(
        migration("m", execute(on(sqlite, "A"), on(postgresql, "B"), undo(on(sqlite, "C"), on(postgresql, "D")))));
    const auto never = only<model::execute>(migration("m", execute(on(mariadb, "A"), irreversible("why"))));
    return plain.up.size() == 1 && plain.up[0] == model::sql_text{"", "A"} && plain.down.size() == 1 &&
           plain.down[0] == model::sql_text{"", "B"} && each.up.size() == 2 &&
           each.up[0] == model::sql_text{"sqlite", "A"} && each.up[1] == model::sql_text{"postgresql", "B"} &&
           each.down.size() == 2 && each.down[1] == model::sql_text{"postgresql", "D"} && each.place.line != 0 &&
           never.up[0].database == "mariadb" && never.irreversible == "why" && never.down.empty();
}
static_assert(raw_sql());

constexpr bool head_of_a_migration() {
    const auto m = migration("003_merge", revises("002_a", "002_b"), message("both"), drop_table("t")).head();
    return m.id == "003_merge" && m.parents == model::names{"002_a", "002_b"} && m.message == "both" &&
           m.place.line != 0;
}
static_assert(head_of_a_migration());
static_assert(migration("001", drop_table("t")).head().parents.empty());

}  // namespace
