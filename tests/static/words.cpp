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
           fk[3].name == "fk_mine" && t.second_primary_key.line == 0;
}
static_assert(keys());

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

// ---- C's names stand beside ours

static_assert(std::is_same_v<decltype(::time(nullptr)), std::time_t>);
static_assert(std::is_same_v<decltype(time(nullptr)), std::time_t>);

}  // namespace
