// What each step of a migration lowers to.
#include <retort/dsl.hpp>

namespace {

using namespace retort::dsl;
namespace model = retort::model;

/// The lines that describe the operations of a migration, joined by "; ". No list of them is made: an operation of any
/// kind is a variant of many, and constant evaluation pays for each of its alternatives.
template <class Migration>
constexpr bool reads(const Migration& m, std::string_view expected) {
    model::string all;
    m.visit([&]<class Operation>(Operation&& o) {
        // Replay alone sees the rest: what is misplaced, and which databases steps are for.
        if constexpr (requires { describe(o); }) {
            if (!all.empty()) all += "; ";
            all += describe(o);
        }
    });
    return all == expected;
}

/// The migration's first operation of that kind.
template <class Operation, class Migration>
constexpr Operation only(const Migration& m) {
    Operation first;
    bool found = false;
    m.visit([&]<class Any>(Any&& o) {
        if constexpr (std::is_same_v<Any, Operation>) {
            if (!found) first = std::move(o);
            found = true;
        }
    });
    return first;
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
static_assert(reads(migration("m", alter_enumeration("mood", "ok", precheck)), "alter enumeration mood to (ok)"));
static_assert(reads(migration("m", execute("UPDATE parts SET price = 0", irreversible("lost"))),
                    "execute UPDATE parts SET price = 0"));

static_assert(reads(migration("m", add_exclusion("parts", exclude("no_overlap", with("a", "=")))),
                    "add exclusion constraint to parts 'no_overlap'"));
static_assert(reads(migration("m", validate_constraint("parts", "x")), "validate constraint of parts 'x'"));
static_assert(reads(migration("m", rename_constraint("parts", "x", "y")), "rename constraint of parts 'x' to 'y'"));
static_assert(reads(migration("m", rename_index("parts", "x", "y")), "rename index on parts 'x' to 'y'"));
static_assert(reads(migration("m", drop_exclusion("parts", "x")), "drop exclusion constraint of parts 'x'"));
static_assert(reads(migration("m", alter_table("parts", comment("c"), unlogged, not_strict, with_rowid)),
                    "alter table parts: comment, unlogged, not strict, with rowid"));
static_assert(reads(migration("m", alter_table("parts", engine("InnoDB"), charset("utf8mb4"), collation("C"),
                                               with("fillfactor", "70"), row_level_security)),
                    "alter table parts: engine, character set, collation, storage parameters, row security"));
static_assert(reads(migration("m", create_partition("parts", partition("p", from(1), to(2)))),
                    "create partition p of parts"));
static_assert(reads(migration("m", drop_partition("parts", "p")), "drop partition p of parts"));
static_assert(reads(migration("m", add_enumeration_value("mood", "elated")),
                    "add value to enumeration mood: 'elated'"));
static_assert(reads(migration("m", add_enumeration_value("mood", "elated", before("ok"))),
                    "add value to enumeration mood: 'elated' before 'ok'"));
static_assert(reads(migration("m", add_enumeration_value("mood", "elated", after("ok"))),
                    "add value to enumeration mood: 'elated' after 'ok'"));
static_assert(reads(migration("m", rename_enumeration_value("mood", "sad", "low")),
                    "rename value of enumeration mood: 'sad' to 'low'"));
static_assert(reads(migration("m", alter_column("parts", "name", collation("C"), comment("c"))),
                    "alter column parts.name: collation C, comment"));

// ---- objects

static_assert(reads(migration("m", create_namespace_("audit"), drop_namespace_("audit")),
                    "create namespace 'audit'; drop namespace 'audit'"));
static_assert(reads(migration("m", create_extension("citext")), "create extension 'citext'"));
static_assert(reads(migration("m", create_domain("email", text), rename_domain("email", "mail")),
                    "create domain 'email'; rename domain 'email' to 'mail'"));
static_assert(reads(migration("m", create_composite("address", column("zip", text))),
                    "create composite type 'address'"));
static_assert(reads(migration("m", create_sequence("numbers", start(5))), "create sequence 'numbers'"));
static_assert(reads(migration("m", create_function("f()", "RETURNS int"), replace_function("f()", "RETURNS int")),
                    "create function 'f()'; replace function 'f()'"));
static_assert(reads(migration("m", create_procedure("p()", "AS $$ $$")), "create procedure 'p()'"));
static_assert(reads(migration("m", create_view("v", "SELECT 1"), replace_view("v", "SELECT 2"), drop_view("v")),
                    "create view 'v'; replace view 'v'; drop view 'v'"));
static_assert(reads(migration("m", create_materialized_view("v", "SELECT 1")), "create materialized view 'v'"));
static_assert(reads(migration("m", create_trigger("touch", "parts", "AFTER UPDATE"), drop_trigger("touch", "parts"),
                              rename_trigger("touch", "parts", "t")),
                    "create trigger 'touch' on parts; drop trigger 'touch' on parts; rename trigger 'touch' on parts "
                    "to 't'"));
static_assert(reads(migration("m", create_policy("own", "parts", "USING (true)")), "create policy 'own' on parts"));
static_assert(reads(migration("m", create_grant("reader", "parts", "select")), "create grant 'reader' on parts"));

// ---- rows

static_assert(reads(migration("m", insert_rows("moods", columns("id", "name"), row(1, "sad"), row(2, "ok"))),
                    "insert 2 rows into moods"));
static_assert(reads(migration("m", update_rows("parts", set("price", 0), where(col("price") < 0), irreversible("w"))),
                    "update rows of parts (price)"));
static_assert(reads(migration("m", delete_rows("parts", all_rows, irreversible("w"))), "delete rows of parts"));
static_assert(reads(migration("m", backfill("parts", set("a", 1), set("b", 2))), "backfill parts (a, b)"));

constexpr bool rows() {
    const auto insert =
        only<model::insert_rows>(migration("m", insert_rows("t", columns("id", "name"), row(1, "sad"), row(2, null))));
    const auto update = only<model::update_rows>(
        migration("m", update_rows("t", set("a", 1), where(col("b") == 2), undo(set("a", 3), where(col("a") == 1)))));
    const auto gone =
        only<model::delete_rows>(migration("m", delete_rows("t", all_rows, undo(columns("id"), row(1), row(2)))));
    const auto fill =
        only<model::backfill>(migration("m", backfill("t", set("a", 1), where(col("a").is_null()), batch(1000))));
    return insert.table == "t" && insert.columns == model::names{"id", "name"} && insert.values.size() == 4 &&
           insert.values[1].text == "sad" && !insert.values[3] && update.set[0].column == "a" &&
           update.set[0].value.at(0).value.integer == 1 && update.where.uses("b") && !update.all_rows &&
           update.undo[0].value.at(0).value.integer == 3 && update.undo_where.uses("a") && gone.all_rows &&
           gone.undo_columns == model::names{"id"} && gone.undo_values.size() == 2 && fill.batch == 1000 &&
           fill.where.uses("a") && fill.place.line != 0;
}
static_assert(rows());

// ---- what answers for the rows that exist

static_assert(only<model::add_unique>(migration("m", add_unique("t", unique("a"), precheck))).assurance.precheck);
static_assert(only<model::add_check>(migration("m", add_check("t", check(col("a") > 0), assume("why"))))
                  .assurance.assume == "why");
static_assert(only<model::add_column>(migration("m", add_column("t", column("a", text), assume("why"))))
                  .assurance.assume == "why");
static_assert(only<model::alter_column>(migration("m", alter_column("t", "a", not_null, precheck))).assurance.precheck);
static_assert(!only<model::add_unique>(migration("m", add_unique("t", unique("a")))).assurance);
static_assert(only<model::alter_enumeration>(migration("m", alter_enumeration("e", "a", precheck))).assurance.precheck);
static_assert(only<model::alter_enumeration>(migration("m", alter_enumeration("e", "a", assume("why"))))
                  .assurance.assume == "why");

// ---- steps in C++

void fill(int&) {}
void unfill(int&) {}
constexpr bool functions() {
    const auto both = only<model::run>(migration("m", run<fill>(undo_run<unfill>)));
    const auto none = only<model::run>(migration("m", run<fill>(nothing)));
    const auto never = only<model::run>(migration("m", run<fill>(irreversible("why"))));
    return both.function.ends_with("fill") && both.undo.ends_with("unfill") && !both.undo_nothing &&
           none.undo_nothing && none.undo.empty() && never.irreversible == "why" && both.place.line != 0;
}
static_assert(functions());

// ---- steps for one database

constexpr bool for_one_database() {
    const auto o = only<model::create_index>(
        migration("m", on(postgresql, create_index("t", index(on("a"), method("gin")))), on(sqlite, nothing)));
    return o.index.only().has(model::database::postgresql) && !o.index.only().has(model::database::sqlite);
}
static_assert(for_one_database());
static_assert(only<model::create_object>(migration("m", on(sqlite, create_view("v", "SELECT 1"))))
                  .object.only.has(model::database::sqlite));
static_assert(
    only<model::execute>(migration("m", on(mariadb, execute("A", undo("B"))))).only.has(model::database::mariadb));

/// What replay is told of the databases that steps which follow each other speak of.
constexpr bool covered() {
    int groups = 0;
    model::databases all;
    const auto m = migration("m", on(postgresql, execute("A", undo("B"))), on(sqlite, nothing), drop_table("t"),
                             on(mariadb, execute("C", undo("D"))));
    m.visit([&]<class Operation>(Operation&& o) {
        if constexpr (std::is_same_v<Operation, model::coverage>)
            if (++groups == 1) all = o.covered;
    });
    return groups == 2 && all.has(model::database::postgresql) && all.has(model::database::sqlite) &&
           !all.has(model::database::mariadb);
}
static_assert(covered());

// ---- what stands where it does not belong

/// What is said of the migration's first misplaced part.
template <class Migration>
constexpr model::misuse misuse_in(const Migration& m) {
    model::misuse first;
    m.visit([&]<class Operation>(Operation&& o) {
        if constexpr (std::is_same_v<Operation, model::misplaced>)
            if (first.code == 0) first = o.misuse;
    });
    return first;
}
static_assert(misuse_in(migration("m", 5)).code == 192);
static_assert(misuse_in(migration("m", 5)).given == "a number");
static_assert(misuse_in(migration("m", add_unique("t", check(col("a") > 0)))).code == 194);
static_assert(misuse_in(migration("m", drop_table(5))).code == 194);
static_assert(misuse_in(migration("m", drop_column("t", 5))).code == 194);
static_assert(misuse_in(migration("m", create_view("v", 5))).subject == "view(...)");
static_assert(misuse_in(migration("m", on(sqlite))).code == 189);
static_assert(only<model::step_on_one_database>(migration("m", on(sqlite,
                                                                  on(sqlite, add_column("t", column("a", integer))))))
                  .step == "add column t.a");
static_assert(misuse_in(migration("m", execute("A", undo("B"), effect(5)))).subject == "effect(...)");
static_assert(misuse_in(migration("m", drop_table("t"))).code == 0);
static_assert(misuse_in(migration("m", create_view())).code == 194);
static_assert(misuse_in(migration("m", replace_domain("d"))).code == 194);
static_assert(misuse_in(migration("m", create_trigger("t"))).way_out == "create_trigger(\"name\", \"table\", ...)");
static_assert(misuse_in(migration("m", create_trigger("t", "parts", "AFTER INSERT"))).code == 0);

/// What raw SQL has done stands behind it, counted.
static_assert(reads(migration("m", execute("A", undo("B"), effect(drop_column("t", "a"), drop_column("t", "b")))),
                    "execute A; declared effect; drop column t.a; drop column t.b"));
static_assert(
    only<model::declared_effect>(migration("m", execute("A", undo("B"), effect(drop_column("t", "a"))))).count == 1);

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

/// The word of each operation reports what it takes, where it gets no arguments (RETORT_DSL_ARGUMENTS).
namespace counted {
// These have other words: effect(...), run<...>(...), and create_view(...) and the like.
[[maybe_unused]] consteval detail::misnumbered_step declared_effect() { return {}; }
[[maybe_unused]] consteval detail::misnumbered_step run() { return {}; }
[[maybe_unused]] consteval detail::misnumbered_step create_object() { return create_view(); }
[[maybe_unused]] consteval detail::misnumbered_step drop_object() { return drop_view(); }
[[maybe_unused]] consteval detail::misnumbered_step rename_object() { return rename_view(); }
[[maybe_unused]] consteval detail::misnumbered_step replace_object() { return replace_view(); }

#define RETORT_OPERATION(name, ...) static_assert(std::is_same_v<decltype(name()), detail::misnumbered_step>, #name);
RETORT_OPERATIONS(RETORT_OPERATION)
#undef RETORT_OPERATION
}  // namespace counted

}  // namespace
