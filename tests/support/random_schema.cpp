#include "support/random_schema.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>

namespace retort::testing {

using namespace model;

namespace {

constexpr std::string_view words[] = {
    "parts",
    "orders",
    "Order",
    "Order Line",
    "customer",
    "CamelCase",
    "UPPER",
    "select",
    "table",
    "user",
    "group",
    "primary",
    "default",
    "null",
    "check",
    "order",
    "it's",
    "say \"hi\"",
    "цена",
    "Категория",
    "价格",
    "🔧",
    "naïve",
    "per % cent",
    "{0}",
    "a;b",
    "a--b",
    "back\\slash",
    "a.b",
    "1st",
    "$1",
    "?",
    "a_b",
    "b_a",
    "quantity_that_was_ordered_but_is_not_delivered_to_the_store",
    "количество_заказанного_товара",
};

constexpr std::string_view texts[] = {"",  "new",  "it's", "say \"hi\"", "ключ",
                                      "🔧", "100%", "a\\b", "$1 ?",       "two  words"};

std::string folded(std::string_view name) {
    std::string lower(name);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

bool is_json(const model::type& t) { return t.kind == type_kind::json || t.kind == type_kind::jsonb; }

std::vector<std::string_view> sorted(names columns) {
    std::sort(columns.begin(), columns.end());
    return columns;
}

/// Every column of `t` that something needs.
bool used(const model::schema& s, const model::table& t, std::string_view column) {
    return !model::detail::user_of(s, t, column).empty();
}

int add(expression& e, node n) {
    e.nodes.push_back(n);
    return e.root();
}
int add_column_node(expression& e, const model::column& c) {
    return add(e, {.kind = node_kind::column, .name = c.name});
}
int add_literal(expression& e, const literal& l) { return add(e, {.kind = node_kind::literal, .value = l}); }

literal integer(long long i) { return {.kind = literal_kind::integer, .integer = i}; }
literal text(std::string_view t) { return {.kind = literal_kind::text, .text = t}; }

std::size_t characters(std::string_view utf8) {
    return static_cast<std::size_t>(std::count_if(
        utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; }));
}

}  // namespace

bool portable(const model::schema& s) {
    std::set<std::string> relations, types;
    const auto fresh = [](std::set<std::string>& in, std::string_view name) { return in.insert(folded(name)).second; };
    for (const model::enumeration& e : s.enumerations)
        if (!fresh(types, e.name)) return false;
    for (const model::table& t : s.tables) {
        // PostgreSQL makes a type for every table.
        if (!fresh(relations, t.name) || !fresh(types, t.name)) return false;
        std::set<std::string> columns, constraints;
        std::set<std::vector<std::string_view>> keys;
        for (const model::column& c : t.columns) {
            if (!fresh(columns, c.name)) return false;
            if (c.identity && (c.nullable || t.primary_key.columns != names{c.name})) return false;
        }
        const auto key = [&](const auto& k) {
            const string called = name_of(t, k);
            for (std::string_view c : k.columns)
                if (is_json(t.find(c)->type)) return false;
            return called.size() <= longest_name && fresh(relations, called) && fresh(constraints, called) &&
                   keys.insert(sorted(k.columns)).second;
        };
        if (t.primary_key && !key(t.primary_key)) return false;
        for (const unique_key& k : t.uniques)
            if (!key(k)) return false;
        for (const model::foreign_key& k : t.foreign_keys)
            if (!fresh(constraints, name_of(t, k)) || name_of(t, k).size() > longest_name) return false;
        for (const check_constraint& c : t.checks)
            if (!fresh(constraints, name_of(t, c)) || name_of(t, c).size() > longest_name) return false;
        for (const model::index& i : t.indexes) {
            if (!fresh(relations, name_of(t, i))) return false;
            for (const index_column& c : i.columns)
                if (is_json(t.find(c.name)->type)) return false;
        }
    }
    return true;
}

std::optional<model::schema> after(const model::schema& s, const model::operation& o) {
    std::optional<model::schema> next(s);
    faults found;
    apply(*next, o, found);
    if (!found.empty() || !portable(*next)) next.reset();
    return next;
}

generator::generator(std::string_view test_name) : seed_(name_hash{}.feed(test_name).state) {
    if (const char* given = std::getenv("RETORT_SEED")) seed_ ^= std::strtoull(given, nullptr, 0);
    begin(0);
}

void generator::begin(std::uint64_t number) {
    case_ = number;
    kept_.clear();
    engine_.seed(seed_ + number * 0x9E3779B97F4A7C15u);
}

std::string generator::whence() const {
    const char* given = std::getenv("RETORT_SEED");
    return "RETORT_SEED=" + std::string(given ? given : "0") + ", case " + std::to_string(case_);
}

int generator::number(int least, int most) {
    // Not std::uniform_int_distribution, which differs from one standard library to the next.
    return least + static_cast<int>(engine_() % static_cast<std::uint64_t>(most - least + 1));
}

std::string_view generator::keep(std::string text) { return kept_.emplace_back(std::move(text)); }

std::string_view generator::name() {
    std::string word(pick(words));
    if (one_in(2) && word.size() < 50) word += "_" + std::to_string(number(1, 9));
    return keep(std::move(word));
}

std::string_view generator::name_or_none() { return one_in(3) ? name() : std::string_view(); }

model::type generator::type(const model::schema& s) {
    const auto kind = static_cast<type_kind>(number(0, static_cast<int>(type_kind::enumeration)));
    switch (kind) {
        case type_kind::numeric: {
            const int scale = number(0, 6);
            return {kind, scale + number(3, 12), scale};
        }
        case type_kind::varchar:
        case type_kind::char_: return {kind, number(10, 300)};
        case type_kind::enumeration:
            if (s.enumerations.empty()) return {type_kind::text};
            return {kind, 0, 0, pick(s.enumerations).name};
        default: return {kind};
    }
}

literal generator::default_for(const model::type& t, const model::schema& s) {
    switch (family_of(t.kind)) {
        case family::boolean: return {.kind = literal_kind::boolean, .boolean = one_in(2)};
        case family::number:
            if (!is_integer(t.kind) && one_in(2)) return {.kind = literal_kind::real, .real = number(-40, 40) / 4.0};
            if (is_integer(t.kind) && one_in(8)) return {.kind = literal_kind::sql, .text = "(1 + 1)"};
            return integer(number(-100, 100));
        case family::text: {
            const std::string_view words_of_default = pick(texts);
            const bool fits = t.kind == type_kind::text || static_cast<int>(characters(words_of_default)) <= t.a;
            return testing::text(fits ? words_of_default : "x");
        }
        case family::bytes: return testing::text("abc");
        case family::date:
            if (one_in(2)) return {.kind = literal_kind::current_date};
            return testing::text("2024-02-29");
        case family::time:
            if (one_in(2)) return {.kind = literal_kind::current_time};
            return testing::text("23:59:58");
        case family::timestamp:
            if (one_in(2)) return {.kind = literal_kind::now};
            return testing::text("2024-02-29 23:59:58");
        case family::uuid: return testing::text("123e4567-e89b-12d3-a456-426614174000");
        case family::json: return testing::text("{\"a\": [1, null]}");
        case family::enumeration: return testing::text(pick(s.find_enumeration(t.name)->values));
        case family::unknown: break;
    }
    return {};
}

model::column generator::column(const model::schema& s, std::string_view called) {
    model::column c{.name = called, .type = type(s), .nullable = one_in(3)};
    if (one_in(3)) c.default_value = default_for(c.type, s);
    return c;
}

names generator::some_columns(const model::table& t, int most) {
    names columns;
    for (int i = number(1, most); i > 0; --i) {
        const std::string_view candidate = pick(t.columns).name;
        if (!contains(columns, candidate)) columns.push_back(candidate);
    }
    return columns;
}

model::enumeration generator::enumeration() {
    model::enumeration e{.name = name()};
    for (int i = number(1, 4); i > 0; --i) {
        const std::string_view value = name();
        if (!contains(e.values, value)) e.values.push_back(value);
    }
    return e;
}

int generator::number_expression(expression& e, const model::column& c) {
    int left = add_column_node(e, c);
    while (one_in(3)) {
        if (one_in(4)) {
            left = add(e, {.kind = node_kind::negate, .left = left});
            continue;
        }
        // A literal that is not zero, because a database may divide as it makes an index.
        const int right = one_in(4) ? add_column_node(e, c) : add_literal(e, integer(number(1, 100)));
        const bool divisible = e.at(right).kind == node_kind::literal;
        const node_kind kinds[] = {node_kind::add, node_kind::subtract, node_kind::multiply, node_kind::divide};
        left = add(e, {.kind = kinds[number(0, divisible ? 3 : 2)], .left = left, .right = right});
    }
    return left;
}

int generator::condition(expression& e, const model::table& t, int depth) {
    if (depth > 0 && one_in(3)) {
        const int left = condition(e, t, depth - 1);
        if (one_in(4)) return add(e, {.kind = node_kind::not_, .left = left});
        const int right = condition(e, t, depth - 1);
        return add(e, {.kind = one_in(2) ? node_kind::and_ : node_kind::or_, .left = left, .right = right});
    }
    const node_kind comparisons[] = {node_kind::equal,      node_kind::not_equal, node_kind::less,
                                     node_kind::less_equal, node_kind::greater,   node_kind::greater_equal};
    const model::column& c = pick(t.columns);
    const auto null_or_not = [&] {
        const int column = add_column_node(e, c);
        return add(e, {.kind = one_in(2) ? node_kind::is_null : node_kind::is_not_null, .left = column});
    };
    const auto compared_with = [&](int left, const literal& l) {
        const int right = add_literal(e, l);
        return add(e, {.kind = pick(comparisons), .left = left, .right = right});
    };
    if (one_in(6)) return null_or_not();
    switch (family_of(c.type.kind)) {
        case family::boolean:
            if (one_in(2)) return add_column_node(e, c);
            return compared_with(add_column_node(e, c), {.kind = literal_kind::boolean, .boolean = one_in(2)});
        case family::number:
            if (one_in(4)) {
                const int left = add_column_node(e, c);
                int next = -1;
                for (int i = number(1, 4); i > 0; --i) {
                    const int element = add_literal(e, integer(number(-50, 50)));
                    next = add(e, {.kind = node_kind::list, .left = element, .right = next});
                }
                return add(e, {.kind = node_kind::in, .left = left, .right = next});
            }
            return compared_with(number_expression(e, c),
                                 one_in(3) ? literal{.kind = literal_kind::real, .real = number(-9, 9) / 2.0}
                                           : integer(number(-1000, 1000)));
        case family::text: {
            int left = add_column_node(e, c);
            if (one_in(4))
                return compared_with(add(e, {.kind = node_kind::length, .left = left}), integer(number(0, 9)));
            if (one_in(4)) left = add(e, {.kind = one_in(2) ? node_kind::lower : node_kind::upper, .left = left});
            if (one_in(3)) {
                const int pattern = add_literal(e, testing::text("%it's_🔧%"));
                return add(e, {.kind = node_kind::like, .left = left, .right = pattern});
            }
            return compared_with(left, testing::text(pick(texts)));
        }
        case family::date: return compared_with(add_column_node(e, c), testing::text("2024-02-29"));
        case family::time: return compared_with(add_column_node(e, c), testing::text("23:59:58"));
        case family::timestamp: return compared_with(add_column_node(e, c), testing::text("2024-02-29 23:59:58"));
        case family::uuid:
            return compared_with(add_column_node(e, c), testing::text("123e4567-e89b-12d3-a456-426614174000"));
        // Databases compare these in ways of their own, or not at all.
        case family::bytes:
        case family::json:
        case family::enumeration:
        case family::unknown: break;
    }
    return null_or_not();
}

check_constraint generator::check(const model::table& t) {
    check_constraint c{.name = name_or_none()};
    condition(c.condition, t, 2);
    return c;
}

model::index generator::index(const model::table& t) {
    model::index i{.name = name_or_none(), .unique = one_in(3)};
    for (std::string_view c : some_columns(t, 3)) i.columns.push_back({c, one_in(3)});
    if (one_in(3)) condition(i.where, t, 1);
    return i;
}

std::optional<foreign_key> generator::foreign_key(const model::schema& s, const model::table& t) {
    const bool to_itself = s.tables.empty() || one_in(4);
    const model::table* target = to_itself ? &t : s.find(pick(s.tables).name);
    std::vector<names> keys;
    if (target->primary_key) keys.push_back(target->primary_key.columns);
    for (const unique_key& k : target->uniques) keys.push_back(k.columns);
    if (keys.empty()) return {};
    model::foreign_key k{.name = name_or_none(), .table = target->name, .target = pick(keys)};
    if (one_in(4)) std::reverse(k.target.begin(), k.target.end());
    for (std::string_view their_name : k.target) {
        const model::type& wanted = target->find(their_name)->type;
        std::vector<const model::column*> fitting;
        for (const model::column& c : t.columns)
            if (c.type == wanted && !c.identity && !contains(k.columns, c.name)) fitting.push_back(&c);
        if (fitting.empty()) return {};
        k.columns.push_back(pick(fitting)->name);
    }
    k.on_delete = static_cast<action>(number(0, 4));
    k.on_update = static_cast<action>(number(0, 4));
    return k;
}

model::table generator::table(const model::schema& s) {
    model::table t{.name = name()};
    const bool numbered = one_in(2);
    if (numbered)
        t.columns.push_back(
            {.name = "id", .type = {one_in(4) ? type_kind::integer : type_kind::bigint}, .identity = true});
    for (int i = number(1, 6); i > 0; --i) {
        const std::string_view called = name();
        if (!t.find(called)) t.columns.push_back(column(s, called));
    }
    // Columns to carry foreign keys: of the type of a key that is there.
    for (int i = number(0, 2); i > 0; --i) {
        const model::table& target = s.tables.empty() || one_in(4) ? t : pick(s.tables);
        for (std::string_view key_column : names(target.primary_key.columns)) {
            const std::string_view called = name();
            if (t.find(called)) continue;
            t.columns.push_back({.name = called, .type = target.find(key_column)->type, .nullable = one_in(2)});
        }
    }
    if (numbered) {
        t.primary_key = {.name = name_or_none(), .columns = {"id"}};
        if (one_in(3)) t.columns.push_back({.name = "parent id", .type = t.columns.front().type, .nullable = true});
    } else if (!one_in(4)) {
        t.primary_key = {.name = name_or_none(), .columns = some_columns(t, 3)};
        for (std::string_view c : t.primary_key.columns) t.find(c)->nullable = false;
    }
    for (int i = number(0, 2); i > 0; --i) t.uniques.push_back({.name = name_or_none(), .columns = some_columns(t, 3)});
    for (int i = number(0, 2); i > 0; --i)
        if (std::optional<model::foreign_key> k = foreign_key(s, t)) t.foreign_keys.push_back(std::move(*k));
    for (int i = number(0, 2); i > 0; --i) t.checks.push_back(check(t));
    for (int i = number(0, 2); i > 0; --i) t.indexes.push_back(index(t));
    return t;
}

model::schema generator::schema(int most_tables) {
    model::schema s{.name = "random"};
    const auto take = [&](const model::operation& o) {
        if (std::optional<model::schema> next = after(s, o)) s = std::move(*next);
    };
    for (int i = number(0, 2); i > 0; --i) take(create_enumeration{enumeration(), {}});
    for (int i = number(0, most_tables); i > 0; --i)
        for (int tries = 0; tries < 5; ++tries) {
            const std::size_t before = s.tables.size();
            take(create_table{table(s), {}});
            if (s.tables.size() != before) break;
        }
    // Circles of foreign keys come about only once all tables are there.
    for (int i = number(0, 3); i > 0 && !s.tables.empty(); --i) {
        const model::table& t = pick(s.tables);
        if (std::optional<model::foreign_key> k = foreign_key(s, t)) take(add_foreign_key{t.name, std::move(*k), {}});
    }
    return s;
}

std::optional<model::operation> generator::propose_alter(const model::schema& s, const model::table& t) {
    const model::column& c = pick(t.columns);
    alter_column o{.table = t.name, .column = c.name};
    if (one_in(2)) {
        const model::type to = type(s);
        const family from = family_of(c.type.kind);
        const bool castable = from == family_of(to.kind) || from == family::text ||
                              family_of(to.kind) == family::text ||
                              (from == family::date && family_of(to.kind) == family::timestamp);
        const bool longer = c.type.kind == type_kind::varchar && to.kind == type_kind::varchar;
        if (!c.identity && castable && (longer || !used(s, t, c.name))) {
            o.type = to;
            // What was the default need not be one of the new type.
            if (c.default_value || one_in(3)) o.default_value = one_in(2) ? default_for(to, s) : literal{};
        }
    } else if (!c.identity && one_in(2)) {
        o.default_value = c.default_value && one_in(2) ? literal{} : default_for(c.type, s);
    }
    if (one_in(3)) o.nullable = !c.nullable;
    if (one_in(4) && is_integer(c.type.kind) && !o.type && !o.default_value && (c.identity || !c.default_value))
        o.identity = !c.identity;
    if (!o.type && !o.nullable && !o.identity && !o.default_value) return {};
    return o;
}

std::optional<model::operation> generator::propose_drop(const model::table& t) {
    // By its name, or where it has none, by the name that it has by convention or by its columns.
    const auto drop = [&](constraint_kind kind, const auto& k, const names& columns) -> model::operation {
        drop_constraint o{.table = t.name, .kind = kind};
        if (k.name.empty() && one_in(2))
            o.columns = columns;
        else
            o.name = keep(std::string(std::string_view(name_of(t, k))));
        if (!o.name.empty() && one_in(3)) o.kind = constraint_kind::any;
        return o;
    };
    switch (number(0, 4)) {
        case 0:
            if (!t.primary_key) return {};
            return drop(constraint_kind::primary_key, t.primary_key, t.primary_key.columns);
        case 1: {
            if (t.uniques.empty()) return {};
            const unique_key& k = pick(t.uniques);
            return drop(constraint_kind::unique, k, k.columns);
        }
        case 2: {
            if (t.foreign_keys.empty()) return {};
            const model::foreign_key& k = pick(t.foreign_keys);
            return drop(constraint_kind::foreign_key, k, k.columns);
        }
        case 3: {
            if (t.checks.empty()) return {};
            const check_constraint& c = pick(t.checks);
            return drop(constraint_kind::check, c, c.condition.columns());
        }
        default: {
            if (t.indexes.empty()) return {};
            const model::index& i = pick(t.indexes);
            if (i.name.empty() && one_in(2)) return drop_index{t.name, {}, model::detail::column_names(i), {}};
            return drop_index{t.name, keep(std::string(std::string_view(name_of(t, i)))), {}, {}};
        }
    }
}

std::optional<model::operation> generator::propose(const model::schema& s) {
    const int kind = number(0, 19);
    if (kind == 0) return create_table{table(s), {}};
    if (kind == 1) return create_enumeration{enumeration(), {}};
    if (kind == 2) return execute{.up = {{{}, "SELECT 1"}}, .down = {{{}, "SELECT 2"}}};
    if (kind <= 4) {
        if (s.enumerations.empty()) return {};
        const model::enumeration& e = pick(s.enumerations);
        if (one_in(3)) return drop_enumeration{e.name, {}};
        if (one_in(2)) return alter_enumeration{e.name, enumeration().values, {}};
        alter_enumeration longer{e.name, e.values, {}};
        longer.values.push_back(name());
        return longer;
    }
    if (s.tables.empty()) return {};
    const model::table& t = pick(s.tables);
    switch (kind) {
        case 5: return drop_table{t.name, {}};
        case 6: return rename_table{t.name, name(), {}};
        case 7:
        case 8: return add_column{t.name, column(s, name()), {}};
        case 9: return drop_column{t.name, pick(t.columns).name, {}};
        case 10: return rename_column{t.name, pick(t.columns).name, name(), {}};
        case 11:
        case 12: return propose_alter(s, t);
        case 13: return create_index{t.name, index(t), {}};
        case 14: return add_unique{t.name, {.name = name_or_none(), .columns = some_columns(t, 3)}, {}};
        case 15: return add_check{t.name, check(t), {}};
        case 16: {
            std::optional<model::foreign_key> k = foreign_key(s, t);
            if (!k) return {};
            return add_foreign_key{t.name, std::move(*k), {}};
        }
        case 17: return add_primary_key{t.name, {.name = name_or_none(), .columns = some_columns(t, 2)}, {}};
        default: return propose_drop(t);
    }
}

model::operation generator::operation(const model::schema& s) {
    for (;;)
        if (std::optional<model::operation> o = propose(s); o && after(s, *o)) return std::move(*o);
}

}  // namespace retort::testing
