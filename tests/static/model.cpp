// The functions of the model in constant evaluation: naming, nearest, apply, diff, the order of replay. What makes
// lists of operations is tested at run time (tests/unit/dsl/model_test.cpp): constant evaluation of them takes g++ 12
// half a minute a step.
#include "support/shop.hpp"

#include <retort/dsl.hpp>
#include <retort/model/diff.hpp>
#include <retort/model/reverse.hpp>

namespace {

using namespace retort::model;
using retort::test::shop;

// ---- the naming convention

constexpr bool named(std::string_view kind, std::string_view expected, std::string_view table_name = "parts",
                     names columns = {"a", "b"}) {
    table t{.name = table_name};
    if (kind == "pk") return name_of(t, primary_key{.columns = columns}) == expected;
    if (kind == "uq") return name_of(t, unique_key{.columns = columns}) == expected;
    if (kind == "fk") return name_of(t, foreign_key{.columns = columns}) == expected;
    index i;
    for (std::string_view c : columns) i.columns.push_back({c});
    return name_of(t, i) == expected && hash_of(t, i) == name_hash{}.feed(expected).state;
}
static_assert(named("pk", "pk_parts"));
static_assert(named("uq", "uq_parts_a_b"));
static_assert(named("fk", "fk_parts_a_b"));
static_assert(named("ix", "ix_parts_a_b"));

constexpr bool named_check() {
    const table t{.name = "parts"};
    check_constraint c;
    c.condition.nodes = {{.kind = node_kind::column, .name = "b"},
                         {.kind = node_kind::column, .name = "a"},
                         {.kind = node_kind::less, .left = 0, .right = 1}};
    if (!(name_of(t, c) == "ck_parts_b_a")) return false;
    c.name = "given";
    return name_of(t, c) == "given";
}
static_assert(named_check());

constexpr std::string_view sixty = "a_column_whose_name_is_as_long_as_the_longest_that_databases";
static_assert(sixty.size() == 60);
// 63 bytes are kept whole; one more, and the name ends in its hash.
static_assert(named("uq", "uq_a_column_whose_name_is_as_long_as_the_longest_that_databases", sixty, {}));
constexpr bool shortened() {
    const table t{.name = sixty};
    const string one = name_of(t, unique_key{.columns = {"c"}});
    const string other = name_of(t, unique_key{.columns = {"d"}});
    index i{.columns = {{"c"}}};
    return one.size() == longest_name && other.size() == longest_name && !(one == other) &&
           std::string_view(one).substr(0, 55) == "uq_a_column_whose_name_is_as_long_as_the_longest_that__" &&
           hash_of(t, i) == name_hash{}.feed(name_of(t, i)).state;
}
static_assert(shortened());
constexpr bool shortened_between_characters() {
    const table t{.name = "количество_заказанного_товарааа"};  // two bytes a letter
    const string name = name_of(t, unique_key{.columns = {"цена"}});
    const std::string_view text = name;
    const std::size_t end = text.size() - 9;
    return text.size() <= longest_name && text[end] == '_' &&
           (static_cast<unsigned char>(text[end - 1]) & 0xC0u) == 0x80u;
}
static_assert(shortened_between_characters());

// ---- did you mean

static_assert(nearest("categoris", {"parts", "categories"}) == "categories");
static_assert(nearest("pirce", {"id", "price"}) == "price");
static_assert(nearest("idd", {"id", "name"}) == "id");
static_assert(nearest("article", {"id", "price"}).empty());
static_assert(nearest("x", {"y"}).empty());
static_assert(nearest("x", {}).empty());

// ---- apply, diff

constexpr bool valid(const schema& s) {
    faults found;
    check(s, found);
    return found.empty();
}
static_assert(valid(shop()));

static_assert(diff(shop(), shop()).empty());
static_assert(diff(schema{}, schema{}).empty());

// ---- derived names and references follow a rename

constexpr bool renames_follow() {
    schema s = shop();
    faults found;
    apply(s, rename_table{"categories", "sections", {}}, found);
    apply(s, rename_table{"parts", "articles", {}}, found);
    apply(s, rename_column{"articles", "price", "cost", {}}, found);
    apply(s, rename_column{"sections", "id", "number", {}}, found);
    const table& t = *s.find("articles");
    return found.empty() && !s.find("parts") && t.foreign_keys[0].table == "sections" &&
           t.foreign_keys[0].target == names{"number"} && name_of(t, t.primary_key) == "pk_articles" &&
           name_of(t, t.foreign_keys[0]) == "fk_articles_category_id" &&
           name_of(t, t.checks[0]) == "ck_articles_cost" && name_of(t, t.indexes[0]) == "ix_articles_cost" &&
           s.relations.find(hash_of("ix_articles_cost")) == name_index::an_index &&
           s.relations.find(hash_of("ix_parts_price")) == name_index::absent;
}
static_assert(renames_follow());

// ---- equality ignores order, and names that the convention would give

constexpr bool order_does_not_count() {
    schema other{.name = "shop"};
    faults none;
    const schema s = shop();
    table parts = *s.find("parts");
    column last = parts.columns[2];
    parts.columns[2] = parts.columns[0];
    parts.columns[0] = last;
    parts.primary_key.name = "pk_parts";
    parts.indexes[0].name = "ix_parts_price";
    insert(other, std::move(parts), none);
    table categories = *s.find("categories");
    insert(other, std::move(categories), none);
    return same(s, other) && diff(s, other).empty();
}
static_assert(order_does_not_count());

constexpr bool differs_in(void (*change)(table&)) {
    schema s = shop();
    change(*s.find("parts"));
    return !same(s, shop()) && !same(shop(), s);
}
static_assert(differs_in([](table& t) { t.columns[1].nullable = false; }));
static_assert(differs_in([](table& t) { t.columns[0].identity = false; }));
static_assert(differs_in([](table& t) { t.columns[2].type.b = 3; }));
static_assert(differs_in([](table& t) { t.foreign_keys[0].on_delete = action::cascade; }));
static_assert(differs_in([](table& t) { t.checks[0].condition.nodes[1].value.integer = 1; }));
static_assert(differs_in([](table& t) { t.indexes[0].columns[0].descending = false; }));
static_assert(differs_in([](table& t) { t.indexes[0].name = "other"; }));
static_assert(differs_in([](table& t) { t.primary_key = {}; }));

// ---- the order of replay

/// Each revision is its id and then its parents; `expected` are positions in that list.
constexpr bool replayed(std::initializer_list<std::initializer_list<std::string_view>> revisions,
                        std::initializer_list<int> expected, int fault_code = 0) {
    list<revision_node> graph;
    for (const auto& r : revisions) {
        revision_node& node = graph.emplace_back();
        node.id = *r.begin();
        for (const std::string_view* parent = r.begin() + 1; parent != r.end(); ++parent)
            node.parents.push_back(*parent);
    }
    faults found;
    const list<int> order = replay_order(graph, found);
    if (found.empty()) check_heads(graph, order, found);
    if (fault_code != 0) return found.size() == 1 && found[0].code == fault_code;
    list<int> wanted;
    for (int position : expected) wanted.push_back(position);
    return found.empty() && order == wanted;
}
static_assert(replayed({}, {}));
static_assert(replayed({{"a"}}, {0}));
static_assert(replayed({{"c", "b"}, {"a"}, {"b", "a"}}, {1, 2, 0}));
static_assert(replayed({{"d", "b", "c"}, {"b", "a"}, {"c", "a"}, {"a"}}, {3, 1, 2, 0}));
static_assert(replayed({{"a"}, {"b"}, {"c", "a", "b"}}, {0, 1, 2}));
static_assert(replayed({{"a"}, {"b", "x"}}, {}, 150));
static_assert(replayed({{"a"}, {"b", "a"}, {"c", "a"}}, {}, 151));
static_assert(replayed({{"a", "b"}, {"b", "a"}}, {}, 152));
static_assert(replayed({{"a"}, {"a"}}, {}, 153));

// ---- the variant of operations

/// What converts to the variant, as each of its operations does.
struct converts_to_operation {
    constexpr operator operation() const { return run{}; }
};
template <class Given>
concept Described = requires(const Given& o) { describe(o); };
template <class Given>
concept Applied = requires(const Given& o, schema& s, faults& out) { apply(s, o, out); };
template <class Given>
concept Reversed = requires(const Given& o, const schema& s) { reverse(s, o); };
// An operation without an overload would otherwise become the variant, and the function call itself.
static_assert(Described<operation> && Applied<operation> && Reversed<operation>);
static_assert(!Described<converts_to_operation> && !Applied<converts_to_operation> && !Reversed<converts_to_operation>);

}  // namespace
