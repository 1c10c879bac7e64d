// What each word of a schema lowers to. <ctime> and <strings.h> declare functions called time and index, which must not
// get in the way of a user who writes `using namespace retort::dsl`.
#include <strings.h>

#include <ctime>

#include <retort/dsl.hpp>
#include <type_traits>

namespace {

using namespace retort::dsl;
namespace model = retort::model;
using model::action;
using model::literal_kind;
using model::node_kind;

constexpr auto mood = enumeration("mood", "sad", "ok", "happy");

// ---- columns and types

template <class Declaration>
constexpr model::type type_in(const Declaration& declared) {
    return declared.lower().columns.front().type;
}

static_assert(type_in(table("t", column("c", boolean))) == model::type{type_kind::boolean});
static_assert(type_in(table("t", column("c", smallint))) == model::type{type_kind::smallint});
static_assert(type_in(table("t", column("c", integer))) == model::type{type_kind::integer});
static_assert(type_in(table("t", column("c", bigint))) == model::type{type_kind::bigint});
static_assert(type_in(table("t", column("c", real))) == model::type{type_kind::real});
static_assert(type_in(table("t", column("c", double_precision))) == model::type{type_kind::double_precision});
static_assert(type_in(table("t", column("c", numeric(10, 2)))) == model::type{type_kind::numeric, 10, 2});
static_assert(type_in(table("t", column("c", numeric(10)))) == model::type{type_kind::numeric, 10, 0});
static_assert(type_in(table("t", column("c", varchar(120)))) == model::type{type_kind::varchar, 120});
static_assert(type_in(table("t", column("c", char_(2)))) == model::type{type_kind::char_, 2});
static_assert(type_in(table("t", column("c", text))) == model::type{type_kind::text});
static_assert(type_in(table("t", column("c", bytes))) == model::type{type_kind::bytes});
static_assert(type_in(table("t", column("c", date))) == model::type{type_kind::date});
static_assert(type_in(table("t", column("c", time))) == model::type{type_kind::time});
static_assert(type_in(table("t", column("c", timestamp))) == model::type{type_kind::timestamp});
static_assert(type_in(table("t", column("c", timestamptz))) == model::type{type_kind::timestamptz});
static_assert(type_in(table("t", column("c", uuid))) == model::type{type_kind::uuid});
static_assert(type_in(table("t", column("c", json))) == model::type{type_kind::json});
static_assert(type_in(table("t", column("c", jsonb))) == model::type{type_kind::jsonb});
static_assert(type_in(table("t", column("c", enum_("mood")))) == model::type{type_kind::enumeration, 0, 0, "mood"});
static_assert(type_in(table("t", column("c", mood))) == model::type{type_kind::enumeration, 0, 0, "mood"});

// with parameters of their own
static_assert(type_in(table("t", column("c", numeric()))) == model::type{type_kind::numeric, -1});
static_assert(type_in(table("t", column("c", timestamp(3)))) == model::type{type_kind::timestamp, 3, 1});
static_assert(type_in(table("t", column("c", timestamptz(0)))) == model::type{type_kind::timestamptz, 0, 1});
static_assert(type_in(table("t", column("c", time(2)))) == model::type{type_kind::time, 2, 1});
static_assert(type_in(table("t", column("c", timetz))) == model::type{type_kind::timetz});
static_assert(type_in(table("t", column("c", interval(6)))) == model::type{type_kind::interval, 6, 1});
static_assert(type_in(table("t", column("c", binary(16)))) == model::type{type_kind::binary, 16});
static_assert(type_in(table("t", column("c", varbinary(16)))) == model::type{type_kind::varbinary, 16});
static_assert(type_in(table("t", column("c", bit(8)))) == model::type{type_kind::bit, 8});
static_assert(type_in(table("t", column("c", varbit(8)))) == model::type{type_kind::varbit, 8});
// of the databases
static_assert(type_in(table("t", column("c", tinyint))) == model::type{type_kind::tinyint});
static_assert(type_in(table("t", column("c", mediumint))) == model::type{type_kind::mediumint});
static_assert(type_in(table("t", column("c", money))) == model::type{type_kind::money});
static_assert(type_in(table("t", column("c", year))) == model::type{type_kind::year});
static_assert(type_in(table("t", column("c", inet))) == model::type{type_kind::inet});
static_assert(type_in(table("t", column("c", tstzrange))) == model::type{type_kind::tstzrange});
static_assert(type_in(table("t", column("c", domain_("email")))) == model::type{type_kind::domain, 0, 0, "email"});
static_assert(type_in(table("t", column("c", composite_("a")))) == model::type{type_kind::composite, 0, 0, "a"});
static_assert(type_in(table("t", column("c", native("citext")))) == model::type{type_kind::native, 0, 0, "citext"});
static_assert(type_in(table("t", column("c", native("int1", cpp<short>)))).cpp == model::cpp_type::int16);
// made of others
static_assert(type_in(table("t", column("c", unsigned_(integer)))) ==
              model::type{.kind = type_kind::integer, .is_unsigned = true});
static_assert(type_in(table("t", column("c", array(text)))) == model::type{.kind = type_kind::text, .dimensions = 1});
static_assert(type_in(table("t", column("c", array(array(mood))))) ==
              model::type{.kind = type_kind::enumeration, .name = "mood", .dimensions = 2});
static_assert(type_in(table("t", column("c", array(time)))) == model::type{.kind = type_kind::time, .dimensions = 1});

// ---- the C++ types of native types

static_assert(cpp<bool>.type == model::cpp_type::boolean && cpp<short>.type == model::cpp_type::int16 &&
              cpp<int>.type == model::cpp_type::int32 && cpp<long long>.type == model::cpp_type::int64 &&
              cpp<float>.type == model::cpp_type::float_ && cpp<double>.type == model::cpp_type::double_ &&
              cpp<std::string_view>.type == model::cpp_type::string);

constexpr bool column_attributes() {
    const model::table t = table("t", column("plain", integer), column("loose", integer, nullable),
                                 column("id", bigint, identity), column("both", integer, nullable, default_(7)))
                               .lower();
    const model::column& plain = t.columns[0];
    return t.name == "t" && t.columns.size() == 4 && plain.name == "plain" && !plain.nullable && !plain.identity &&
           !plain.default_value && t.columns[1].nullable && t.columns[2].identity && t.columns[3].nullable &&
           t.columns[3].default_value.integer == 7 && t.place.line != 0 && plain.place.line >= t.place.line;
}
static_assert(column_attributes());

template <class Value>
constexpr model::literal default_in(const Value& declared) {
    return declared.lower().columns.front().default_value;
}
static_assert(default_in(table("t", column("c", boolean, default_(true)))) ==
              model::literal{.kind = literal_kind::boolean, .boolean = true});
static_assert(default_in(table("t", column("c", integer, default_(-3)))) ==
              model::literal{.kind = literal_kind::integer, .integer = -3});
static_assert(default_in(table("t", column("c", real, default_(0.5)))) ==
              model::literal{.kind = literal_kind::real, .real = 0.5});
static_assert(default_in(table("t", column("c", text, default_("🔧")))) ==
              model::literal{.kind = literal_kind::text, .text = "🔧"});
static_assert(default_in(table("t", column("c", timestamptz, default_(now)))).kind == literal_kind::now);
static_assert(default_in(table("t", column("c", date, default_(current_date)))).kind == literal_kind::current_date);
static_assert(default_in(table("t", column("c", time, default_(current_time)))).kind == literal_kind::current_time);
static_assert(default_in(table("t", column("c", integer, default_(sql("1 + 1"))))) ==
              model::literal{.kind = literal_kind::sql, .text = "1 + 1"});

static_assert(default_in(table("t", column("c", uuid, default_(gen_random_uuid)))).kind == literal_kind::random_uuid);

constexpr auto each_its_own = column("c", text, default_(on(sqlite, "'a'"), on(postgresql, "'b'")));
static_assert(each_its_own.lower().default_value.kind == literal_kind::sql);
static_assert(each_its_own.lower().default_value.size == 2);
static_assert(each_its_own.lower().default_value.each[1] == model::sql_text{"postgresql", "'b'"});
constexpr auto computed = column("c", integer, default_(lit(60) * 24));
static_assert(computed.lower().default_value.kind == literal_kind::expression);
static_assert(computed.lower().default_value.size == 3);

constexpr bool rare_attributes() {
    const model::table t = table("t", column("id", bigint, identity(always, start(10), increment(5))),
                                 column("name", text, collation("C"), comment("as printed"), renamed_from("title")),
                                 column("price", integer), column("gross", integer, generated(col("price") * 2)),
                                 column("net", integer, generated(sql("price / 2"), virtual_)))
                               .lower();
    const model::column& id = t.columns[0];
    const model::column& name = t.columns[1];
    return id.identity && id.numbering == model::numbering{true, 10, 5} && name.collation == "C" &&
           name.comment == "as printed" && name.renamed_from.text == "title" && t.generated.size() == 2 &&
           t.generated[0].column == "gross" && t.generated[0].value.uses("price") && t.generated[0].stored &&
           t.generated[1].value.at(0).kind == node_kind::sql && !t.generated[1].stored && t.misuse.code == 0;
}
static_assert(rare_attributes());

constexpr bool an_enumeration() {
    const model::enumeration e = mood.lower();
    return e.name == "mood" && e.values == model::names{"sad", "ok", "happy"};
}
static_assert(an_enumeration());

// ---- keys

constexpr bool keys() {
    const model::table t =
        table("t", column("a", bigint, references("u", "id", on_delete::cascade, on_update::restrict)),
              column("b", bigint), column("c", bigint), primary_key("a", "b"), unique("c"),
              foreign_key("b", references("u", "id", on_delete::set_null)),
              foreign_key(columns("b", "c"), references("v", columns("x", "y"), on_update::set_default)),
              constraint("mine", unique("a", "c")), constraint("fk_mine", foreign_key("c", references("w", "id"))))
            .lower();
    const auto& fk = t.foreign_keys;
    return t.primary_key.columns == model::names{"a", "b"} && t.primary_key.name.empty() && t.uniques.size() == 2 &&
           t.uniques[0].columns == model::names{"c"} && t.uniques[0].name.empty() && t.uniques[1].name == "mine" &&
           t.uniques[1].columns == model::names{"a", "c"} && fk.size() == 4 && fk[0].columns == model::names{"a"} &&
           fk[0].table == "u" && fk[0].target == model::names{"id"} && fk[0].on_delete == action::cascade &&
           fk[0].on_update == action::restrict && fk[1].on_delete == action::set_null &&
           fk[1].on_update == action::no_action && fk[2].columns == model::names{"b", "c"} && fk[2].table == "v" &&
           fk[2].target == model::names{"x", "y"} && fk[2].on_update == action::set_default &&
           fk[3].name == "fk_mine" && t.misuse.code == 0;
}
static_assert(keys());

constexpr bool rare_keys() {
    const model::table t =
        table("t", column("a", bigint, references("u", "id", match_full, initially_deferred, not_valid)),
              column("b", bigint), unique("a", nulls_not_distinct, deferrable), unique("b", initially_deferred),
              exclude("no_overlap", method("gist"), with("a", "="), with(col("b") + 1, "&&"), where(col("b") > 0),
                      deferrable, only(postgresql)))
            .lower();
    const model::foreign_key& k = t.foreign_keys[0];
    const model::exclusion& e = t.exclusions[0];
    return k.match == model::match::full && k.deferral == model::deferral::initially_deferred && k.not_valid &&
           t.uniques[0].columns == model::names{"a"} && t.uniques[0].nulls_not_distinct &&
           t.uniques[0].deferral == model::deferral::initially_immediate && !t.uniques[1].nulls_not_distinct &&
           t.uniques[1].deferral == model::deferral::initially_deferred && e.name == "no_overlap" &&
           e.method == "gist" && e.elements.size() == 2 && e.elements[0].column == "a" &&
           e.elements[0].operator_ == "=" && e.elements[1].expression.uses("b") && e.elements[1].operator_ == "&&" &&
           e.where.uses("b") && e.deferral == model::deferral::initially_immediate &&
           e.only.has(model::database::postgresql) && !e.only.has(model::database::sqlite);
}
static_assert(rare_keys());

// ---- indexes and checks

constexpr bool indexes() {
    const model::table t =
        table("t", column("a", integer), column("b", integer), index("ix", on("a", desc("b"))), index(on("b")),
              index(on("a"), where(col("b") > 0)), index("ix_cheap", on("a"), where(col("a") < 100)),
              unique_index(on("a", "b")), unique_index("ux", on("b"), where(col("a").is_null())))
            .lower();
    const auto& i = t.indexes;
    return i.size() == 6 && i[0].name == "ix" && i[0].columns.size() == 2 && !i[0].columns[0].descending &&
           i[0].columns[1].name == "b" && i[0].columns[1].descending && !i[0].unique && i[0].where.empty() &&
           i[1].name.empty() && i[1].place.line != 0 && i[2].where.uses("b") && i[3].name == "ix_cheap" &&
           i[3].where.uses("a") && i[4].unique && i[4].name.empty() && i[5].unique && i[5].name == "ux" &&
           i[5].where.nodes.back().kind == node_kind::is_null;
}
static_assert(indexes());

constexpr bool checks() {
    const model::table t = table("t", column("a", integer), check("positive", col("a") > 0), check(col("a") != 7),
                                 check("raw", sql("a % 2 = 0")), constraint("given", check(col("a") < 9)))
                               .lower();
    const auto& c = t.checks;
    return c.size() == 4 && c[0].name == "positive" && c[1].name.empty() && c[3].name == "given" &&
           c[2].condition.nodes.back().kind == node_kind::sql && c[2].condition.nodes.back().name == "a % 2 = 0";
}
static_assert(checks());

constexpr bool rare_checks() {
    const model::table t = table("t", column("a", integer), check("c", col("a") > 0, not_valid, only(sqlite)),
                                 check(col("a") > 1, not_valid))
                               .lower();
    return t.checks[0].not_valid && t.checks[0].only.has(model::database::sqlite) && t.checks[1].not_valid &&
           t.checks[1].only.empty();
}
static_assert(rare_checks());

constexpr bool rare_indexes() {
    const model::table t =
        table("t", column("a", text), column("b", integer),
              index("ix",
                    on(lower(col("a")), desc("b", nulls_last, operator_class("int4_ops")), asc("a", collation("C")))),
              index(on("a"), method("gin"), include("b"), with("fillfactor", "70")),
              unique_index("ux", on("b"), nulls_not_distinct, concurrently, only(postgresql), where(col("b") > 0)))
            .lower();
    const model::index& first = t.indexes[0];
    const model::index& second = t.indexes[1];
    const model::index& third = t.indexes[2];
    return first.columns.size() == 3 && first.columns[0].expression == 0 && first.options->expressions.size() == 1 &&
           first.options->expressions[0].uses("a") && first.columns[1].descending &&
           first.columns[1].nulls == model::nulls_order::last && first.columns[1].operator_class == "int4_ops" &&
           !first.columns[2].descending && first.columns[2].collation == "C" && second.name.empty() &&
           second.method() == "gin" && second.options->include == model::names{"b"} &&
           second.options->parameters[0] == model::parameter{"fillfactor", "70"} && third.unique &&
           third.concurrently() && third.options->nulls_not_distinct && third.where.uses("b") &&
           third.only().has(model::database::postgresql);
}
static_assert(rare_indexes());

// ---- options and partitions of tables

constexpr bool options_of_a_table() {
    const model::table t =
        table("t", column("a", integer), comment("kept"), unlogged, strict, without_rowid, engine("InnoDB"),
              charset("utf8mb4"), collation("C"), with("fillfactor", "90"), row_level_security, renamed_from("old"))
            .lower();
    const model::table forced = table("t", column("a", integer), force_row_level_security).lower();
    const model::table_options& o = *t.options;
    return o.comment == "kept" && o.unlogged && o.strict && o.without_rowid && o.engine == "InnoDB" &&
           o.charset == "utf8mb4" && o.collation == "C" && o.parameters[0] == model::parameter{"fillfactor", "90"} &&
           o.row_security == model::row_security::enabled && o.renamed_from.text == "old" &&
           forced.options->row_security == model::row_security::forced &&
           !table("t", column("a", integer)).lower().options;
}
static_assert(options_of_a_table());

constexpr bool partitions() {
    const model::table range =
        table("t", column("a", date), partition_by_range("a"),
              partition("t_2024", from("2024-01-01"), to("2025-01-01")), default_partition("t_rest"))
            .lower();
    const model::table by_list =
        table("t", column("a", text), partition_by_list("a"), partition("t_eu", values_in("de", "fr"))).lower();
    const model::table hash =
        table("t", column("a", text), partition_by_hash("a"), partition("t_0", modulus(4, 1))).lower();
    const auto& in_range = range.options->partitions;
    const model::partition& in_list = by_list.options->partitions[0];
    const model::partition& in_hash = hash.options->partitions[0];
    return range.options->partitioned == model::partition_method::range &&
           range.options->partition_columns == model::names{"a"} && in_range.size() == 2 &&
           in_range[0].from[0].text == "2024-01-01" && in_range[0].to[0].text == "2025-01-01" &&
           in_range[1].method == model::partition_method::none && in_range[1].from.empty() &&
           in_list.method == model::partition_method::list && in_list.from.size() == 2 && in_list.to.empty() &&
           in_hash.method == model::partition_method::hash && in_hash.from[0].integer == 4 &&
           in_hash.from[1].integer == 1;
}
static_assert(partitions());

// ---- objects

constexpr bool objects() {
    const model::object email =
        domain("email", varchar(200), check(col("value").like("%@%")), not_null, default_("a@b")).lower();
    const model::object address = composite("address", column("street", text), column("zip", varchar(10))).lower();
    const model::object numbers =
        sequence("numbers", start(10), increment(2), minvalue(1), maxvalue(99), cycle).lower();
    const model::object cheap =
        view("cheap", on(sqlite, "A"), on(postgresql, "B"), depends_on("parts", "parts.price"), comment("c")).lower();
    const model::object touch = trigger("touch", "parts", "AFTER UPDATE", only(mariadb)).lower();
    const model::object readers = grant("reader", "parts", "select", "insert").lower();
    return email.kind == model::object_kind::domain && email.type == model::type{type_kind::varchar, 200} &&
           !email.nullable && email.default_value.text == "a@b" && email.condition.uses("value") &&
           address.kind == model::object_kind::composite && address.attributes.size() == 2 &&
           address.attributes[1].name == "zip" && numbers.sequence.start == 10 && numbers.sequence.increment == 2 &&
           *numbers.sequence.least == 1 && *numbers.sequence.most == 99 && numbers.sequence.cycle &&
           cheap.kind == model::object_kind::view && cheap.body.size() == 2 &&
           cheap.body_on(model::database::postgresql)->sql == "B" && !cheap.body_on(model::database::mariadb) &&
           cheap.depends_on == model::names{"parts", "parts.price"} && cheap.comment == "c" && touch.on == "parts" &&
           touch.body[0].sql == "AFTER UPDATE" && touch.only.has(model::database::mariadb) &&
           readers.kind == model::object_kind::grant && readers.name == "reader" && readers.on == "parts" &&
           readers.privileges == model::names{"select", "insert"} && readers.place.line != 0;
}
static_assert(objects());
static_assert(namespace_("audit").lower().kind == model::object_kind::namespace_);
static_assert(extension("citext").lower().kind == model::object_kind::extension);
static_assert(function("f()", "RETURNS int").lower().kind == model::object_kind::function);
static_assert(procedure("p()", "AS $$ $$").lower().kind == model::object_kind::procedure);
static_assert(materialized_view("m", "SELECT 1").lower().kind == model::object_kind::materialized_view);
static_assert(policy("own", "parts", "USING (true)").lower().kind == model::object_kind::policy);

// ---- what a schema says of itself

static_assert(databases(sqlite, mariadb).all.has(model::database::mariadb));
static_assert(!databases(sqlite, mariadb).all.has(model::database::postgresql));
static_assert(naming({.index = "{table}_{columns}_idx"}).index == "{table}_{columns}_idx");
static_assert(naming({.index = "{table}_{columns}_idx"}).primary_key.empty());

// ---- expressions: children before parents, the root last

template <std::size_t Size>
constexpr bool is(const expression<Size>& e, node_kind root) {
    const model::node& last = e.nodes.back();
    for (std::size_t i = 0; i < Size; ++i)
        if (e.nodes[i].left >= static_cast<int>(i) ||
            (e.nodes[i].kind != node_kind::list && e.nodes[i].right >= static_cast<int>(i)))
            return false;
    return last.kind == root;
}
static_assert(is(col("a") == 1, node_kind::equal));
static_assert(is(col("a") != 1, node_kind::not_equal));
static_assert(is(col("a") < 1, node_kind::less));
static_assert(is(col("a") <= 1, node_kind::less_equal));
static_assert(is(col("a") > 1, node_kind::greater));
static_assert(is(1 >= col("a"), node_kind::greater_equal));
static_assert(is(col("a") + 1, node_kind::add));
static_assert(is(1 - col("a"), node_kind::subtract));
static_assert(is(col("a") * col("b"), node_kind::multiply));
static_assert(is(col("a") / 2, node_kind::divide));
static_assert(is(-col("a"), node_kind::negate));
static_assert(is(col("a") && col("b"), node_kind::and_));
static_assert(is(col("a") || col("b"), node_kind::or_));
static_assert(is(!col("a"), node_kind::not_));
static_assert(is(col("a").is_null(), node_kind::is_null));
static_assert(is(col("a").is_not_null(), node_kind::is_not_null));
static_assert(is(col("a").like("x%"), node_kind::like));
static_assert(is(col("a") % 2, node_kind::modulo));
static_assert(is(abs(col("a")), node_kind::absolute));
static_assert(is(concat(col("a"), "x"), node_kind::concatenate));
static_assert(is(coalesce(col("a"), 0), node_kind::coalesce));
static_assert(is(lit(2) + 1, node_kind::add));
static_assert(is(length(col("a")), node_kind::length));
static_assert(is(lower(col("a")), node_kind::lower));
static_assert(is(upper(col("a")), node_kind::upper));
static_assert(is(col("a").in("new", "done"), node_kind::in));
static_assert(is(col("a").between(1, 9), node_kind::and_));

constexpr bool a_tree() {
    const model::expression e = (col("a") + 1 < col("b") || !col("c").in(3, 4)).lower();
    const model::node& root = e.at(e.root());
    const model::node& less = e.at(root.left);
    const model::node& in = e.at(e.at(root.right).left);
    const model::node& first = e.at(in.right);
    return e.at(less.left).kind == node_kind::add && e.at(e.at(less.left).right).value.integer == 1 &&
           e.at(less.right).name == "b" && in.kind == node_kind::in && e.at(in.left).name == "c" &&
           e.at(first.left).value.integer == 3 && e.at(e.at(first.right).left).value.integer == 4 &&
           e.at(first.right).kind == node_kind::list && e.at(first.right).right == -1 &&
           e.columns() == model::names{"a", "b", "c"};
}
static_assert(a_tree());

// ---- what stands where it does not belong is kept for the rules to speak of

constexpr bool misplaced_parts() {
    const model::misuse in_column = table("t", column("c", 5)).lower().misuse;
    const model::misuse in_table = table("t", column("c", text), 5).lower().misuse;
    const model::misuse two_keys = table("t", column("c", text), primary_key("c"), primary_key("c")).lower().misuse;
    const model::table in_key = table("t", column("c", text), primary_key(columns("c"))).lower();
    return in_column.code == 190 && in_column.subject == "c" && in_column.given == "a number" && in_table.code == 191 &&
           in_table.given == "a number" && two_keys.code == 111 && in_key.misuse.code == 194 &&
           in_key.misuse.given == "columns(...)" && !in_key.primary_key;
}
static_assert(misplaced_parts());

// ---- C's names stand beside ours

static_assert(std::is_same_v<decltype(::time(nullptr)), std::time_t>);
static_assert(std::is_same_v<decltype(time(nullptr)), std::time_t>);

}  // namespace
