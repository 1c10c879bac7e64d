#include "support/random_schema.hpp"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <set>
#include <vector>

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
    "1st",
    "$1",
    "?",
    "a_b",
    "b_a",
    "quantity_that_was_ordered_but_is_not_delivered_to_the_store",
    "количество_заказанного_товара",
};

constexpr std::string_view texts[] = {"",   "new",  "it's", "say \"hi\"", "ключ",
                                      "🔧", "100%", "a\\b", "$1 ?",       "two  words"};

std::string folded(std::string_view name) {
    std::string lower(name);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

std::vector<std::string_view> sorted(const names& columns) {
    std::vector<std::string_view> all(columns.begin(), columns.end());
    std::sort(all.begin(), all.end());
    return all;
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

literal boolean(bool b) { return {.kind = literal_kind::boolean, .boolean = b}; }
literal verbatim(std::string_view sql) { return {.kind = literal_kind::sql, .text = sql}; }

/// As any database quotes a name where it need not be.
std::string quoted(std::string_view name) {
    std::string out = "\"";
    for (char c : name) out += c == '"' ? "\"\"" : std::string(1, c);
    return out + "\"";
}

/// The kinds that are made without anything else in the schema.
std::vector<type_kind> plain_kinds(databases on) {
    std::vector<type_kind> all;
    for (const type_entry& e : type_table) {
        bool there = e.kind != type_kind::enumeration && e.kind != type_kind::domain &&
                     e.kind != type_kind::composite && e.kind != type_kind::native;
        for (database d : every_database) there = there && !(on.has(d) && e.on(d).kind == support_kind::unsupported);
        if (there) all.push_back(e.kind);
    }
    return all;
}

/// MariaDB has no names with such characters, and one that it needs itself.
bool refused_by_mariadb(std::string_view name) {
    return folded(name) == "primary" ||
           std::any_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xF0; });
}

/// Of which two values compare, and can be put into words as constants, on every database alike.
bool computes(const model::type& t) {
    return t.dimensions == 0 && family_of(t) == family::number && t.kind != type_kind::oid &&
           t.kind != type_kind::money;
}

constexpr naming_convention a_convention{.primary_key = "{table}_pkey",
                                         .unique = "{table}_{columns}_key",
                                         .foreign_key = "{table}_{columns}_fkey",
                                         .check = "{table}_{columns}_check",
                                         .index = "{table}_{columns}_idx",
                                         .exclusion = "{table}_{columns}_excl"};

constexpr std::string_view operators[] = {"=", "&&", "<>"};

std::size_t characters(std::string_view utf8) {
    return static_cast<std::size_t>(std::count_if(
        utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; }));
}

std::string seed_in_words() {
    const char* given = std::getenv("RETORT_SEED");
    return "RETORT_SEED=" + std::string(given ? given : "0");
}

}  // namespace

bool portable(const model::schema& s) {
    std::set<std::string> relations;
    const auto fresh = [](std::set<std::string>& in, std::string_view name) { return in.insert(folded(name)).second; };
    // A value that an enumeration has lost can stand in no expression.
    const auto sound = [&](const model::table& t, const expression& e) {
        const auto fits = [&](int column, int value) {
            if (e.at(column).kind != node_kind::column || e.at(value).kind != node_kind::literal) return true;
            const model::type of = model::detail::base_type(s, t.find(e.at(column).name)->type);
            return of.kind != type_kind::enumeration || of.dimensions != 0 ||
                   contains(s.find_enumeration(of.name)->values, e.at(value).value.text);
        };
        for (const node& n : e.nodes) {
            if (n.kind >= node_kind::equal && n.kind <= node_kind::greater_equal && !fits(n.left, n.right))
                return false;
            if (n.kind == node_kind::in)
                for (int l = n.right; l >= 0; l = e.at(l).right)
                    if (!fits(n.left, e.at(l).left)) return false;
        }
        return true;
    };
    for (const model::object& o : s.objects)
        if (model::detail::is_relation(o.kind) && !fresh(relations, o.name)) return false;
    for (const model::table& t : s.tables) {
        if (!fresh(relations, t.name)) return false;
        std::set<std::string> columns, constraints;
        std::set<std::vector<std::string_view>> keys;
        for (const model::column& c : t.columns) {
            if (!fresh(columns, c.name)) return false;
            if (c.identity &&
                (c.nullable || (s.databases.has(database::sqlite) && t.primary_key.columns != names{c.name})))
                return false;
        }
        // Where each database keeps the names of keys and indexes.
        const auto among_relations = [&](const auto& part) {
            const std::string called(std::string_view(name_of(t, part)));
            const std::string space(model::detail::namespace_of(t.name));
            constexpr bool is_index = std::is_same_v<std::remove_cvref_t<decltype(part)>, model::index>;
            const bool of_all = space.empty() || (is_index && s.databases.wants(database::sqlite));
            return (space.empty() || fresh(relations, space + called)) && (!of_all || fresh(relations, called));
        };
        const auto key = [&](const auto& k) {
            return among_relations(k) && fresh(constraints, name_of(t, k)) && keys.insert(sorted(k.columns)).second;
        };
        if (t.primary_key && !key(t.primary_key)) return false;
        if (s.databases.has(database::mariadb)) {
            // What the dialect refuses (E201): a check called as a column, which may have one of its own, and a
            // domain's check where a foreign key sets values.
            for (const check_constraint& c : t.checks)
                if (t.find(name_of(t, c))) return false;
            for (const model::foreign_key& k : t.foreign_keys)
                for (std::string_view c : k.columns)
                    if (t.find(c)->type.kind == type_kind::domain && model::detail::sets_columns(k)) return false;
        }
        for (const unique_key& k : t.uniques)
            if (!key(k)) return false;
        for (const model::foreign_key& k : t.foreign_keys)
            if (!fresh(constraints, name_of(t, k))) return false;
        for (const check_constraint& c : t.checks)
            if (!fresh(constraints, name_of(t, c)) || !sound(t, c.condition)) return false;
        for (const model::exclusion& e : t.exclusions)
            if (!fresh(constraints, name_of(t, e)) || !among_relations(e) || !sound(t, e.where)) return false;
        for (const model::index& i : t.indexes)
            if (!among_relations(i) || !sound(t, i.where)) return false;
        if (t.options)
            for (const model::partition& p : t.options->partitions)
                if (!fresh(relations, p.name)) return false;
    }
    return true;
}

std::optional<model::schema> after(const model::schema& s, const model::operation& o) {
    std::optional<model::schema> next(s);
    faults found;
    apply(*next, o, found);
    if (!found.empty() || !portable(*next)) return {};
    // A name that an object speaks of, by chance, could be taken but not given up again.
    const auto named_before = [&](std::string_view name) { return model::detail::object_on(s, name) != nullptr; };
    if (const auto* made = std::get_if<create_table>(&o); made && named_before(made->table.name)) return {};
    if (const auto* made = std::get_if<rename_table>(&o); made && named_before(made->to)) return {};
    if (const auto* made = std::get_if<create_enumeration>(&o); made && named_before(made->enumeration.name)) return {};
    if (const auto* made = std::get_if<create_object>(&o); made && named_before(made->object.name)) return {};
    if (const auto* made = std::get_if<rename_object>(&o); made && named_before(made->to)) return {};
    const auto spoken_of = [&](std::string_view table, std::string_view column) {
        return model::detail::object_on_column(*next, *next->find(table), column) != nullptr;
    };
    if (const auto* added = std::get_if<add_column>(&o); added && spoken_of(added->table, added->column.name))
        return {};
    if (const auto* renamed = std::get_if<rename_column>(&o); renamed && spoken_of(renamed->table, renamed->to))
        return {};
    return next;
}

bool interchanges_types(const model::schema& a, const model::schema& b) {
    const auto kind_of = [](const model::schema& s, std::string_view name) {
        return s.find_enumeration(name)                                 ? 1
               : s.find_object(object_kind::domain, name) != nullptr    ? 2
               : s.find_object(object_kind::composite, name) != nullptr ? 3
                                                                        : 0;
    };
    names all = a.enumeration_names();
    for (const object& o : a.objects) all.push_back(o.name);
    for (std::string_view n : all)
        if (const int was = kind_of(a, n), is = kind_of(b, n); was != 0 && is != 0 && was != is) return true;
    return false;
}

generator::generator(std::string_view test_name, testing::mode what, databases on)
    : mode_(what), on_(on), seed_(name_hash{}.feed(test_name).state), name_(test_name) {
    plain_kinds_ = plain_kinds(whole() ? databases{} : on_);
    if (const char* given = std::getenv("RETORT_SEED")) seed_ ^= std::strtoull(given, nullptr, 0);
    begin(0);
    begun_ = 0;
}

generator::~generator() {
    if (begun_ == 0) return;
    std::cerr << seed_in_words() << ": " << begun_ << " cases, " << name_ << "\n";
}

void generator::begin(std::uint64_t number) {
    case_ = number;
    ++begun_;
    kept_.clear();
    kept_nodes_.clear();
    kept_texts_.clear();
    engine_.seed(seed_ + number * 0x9E3779B97F4A7C15u);
    convention_ = whole() && one_in(4) ? &a_convention : nullptr;
}

std::string generator::whence() const { return seed_in_words() + ", case " + std::to_string(case_); }

int generator::number(int least, int most) {
    // Not std::uniform_int_distribution, which differs from one standard library to the next.
    return least + static_cast<int>(engine_() % static_cast<std::uint64_t>(most - least + 1));
}

std::string_view generator::keep(std::string text) { return kept_.emplace_back(std::move(text)); }

std::string_view generator::name() {
    std::string word(pick(words));
    while (!whole() && on_.has(database::mariadb) && refused_by_mariadb(word)) word = pick(words);
    if (one_in(2) && word.size() < 50) word += "_" + std::to_string(number(1, 9));
    return keep(std::move(word));
}

std::string_view generator::table_name(const model::schema& s) {
    const names spaces = s.object_names(object_kind::namespace_);
    if (spaces.empty() || !one_in(4)) return name();
    return keep(std::string(pick(spaces)) + "." + std::string(name()));
}

/// What is neither a relation nor a type is never called as one of these, so that depends_on(...) means one of them.
std::string_view generator::object_name(object_kind kind) {
    if (model::detail::is_relation(kind) || model::detail::is_type(kind)) return name();
    const bool callable = kind == object_kind::function || kind == object_kind::procedure;
    return keep(std::string(to_string(kind)) + " " + std::string(name()) + (callable ? "()" : ""));
}

std::string_view generator::column_name() { return one_in(30) ? std::string_view("a.b") : name(); }

std::string_view generator::name_or_none() { return one_in(3) ? name() : std::string_view(); }

std::string_view generator::comment_or_none() { return one_in(6) ? pick(texts) : std::string_view(); }

databases generator::some_databases() {
    databases some;
    if (one_in(6)) some.add(pick(every_database));
    if (!some.empty() && one_in(3)) some.add(pick(every_database));
    return some;
}

model::type generator::plain_type() {
    model::type t{pick(plain_kinds_)};
    switch (t.kind) {
        case type_kind::numeric:
            if (one_in(4)) {
                t.a = -1;
            } else {
                t.b = number(0, 6);
                t.a = t.b + number(3, 12);
            }
            break;
        case type_kind::varchar:
        case type_kind::char_: t.a = number(10, 300); break;
        case type_kind::binary:
        case type_kind::varbinary:
        case type_kind::bit:
        case type_kind::varbit: t.a = number(3, 64); break;
        case type_kind::time:
        case type_kind::timestamp:
        case type_kind::timestamptz:
        case type_kind::timetz:
        case type_kind::interval:
            if (one_in(3)) {
                t.a = number(0, 6);
                t.b = 1;
            }
            break;
        default: break;
    }
    if (is_integer(t.kind)) t.is_unsigned = one_in(12);
    return t;
}

model::type generator::type(const model::schema& s) {
    const names domains = s.object_names(object_kind::domain), composites = s.object_names(object_kind::composite);
    model::type t;
    if (!s.enumerations.empty() && one_in(8))
        t = {type_kind::enumeration, 0, 0, pick(s.enumerations).name};
    else if (!domains.empty() && one_in(6))
        t = {type_kind::domain, 0, 0, pick(domains)};
    else if (!composites.empty() && one_in(6))
        t = {type_kind::composite, 0, 0, pick(composites)};
    else if (whole() && one_in(12))
        t = {.kind = type_kind::native,
             .name = one_in(2) ? "citext" : "bigserial",
             .cpp = one_in(2) ? cpp_type::string : static_cast<cpp_type>(number(0, 7))};
    else
        t = plain_type();
    // PostgreSQL cannot change a domain of which there are arrays.
    if ((whole() || (alone(database::postgresql) && t.kind != type_kind::domain)) && one_in(8))
        t.dimensions = static_cast<std::uint8_t>(number(1, 2));
    return t;
}

/// A value of `t` that any database takes for one.
literal generator::constant(const model::type& declared, const model::schema& s) {
    const model::type t = model::detail::base_type(s, declared);
    switch (family_of(t)) {
        case family::boolean: return boolean(one_in(2));
        case family::number:
            if (t.kind == type_kind::year) return integer(number(1970, 2070));
            if (computes(t) && !is_integer(t.kind) && one_in(2))
                return {.kind = literal_kind::real, .real = number(-40, 40) / 4.0};
            return integer(number(t.is_unsigned || !computes(t) ? 0 : -100, 100));
        case family::text: {
            const std::string_view words_of_it = pick(texts);
            const bool fits = t.kind == type_kind::text || static_cast<int>(characters(words_of_it)) <= t.a;
            return testing::text(fits ? words_of_it : "x");
        }
        case family::bytes: return testing::text("abc");
        case family::date: return testing::text("2024-02-29");
        case family::time: return testing::text(t.kind == type_kind::timetz ? "23:59:58+00" : "23:59:58");
        case family::timestamp: return testing::text("2024-02-29 23:59:58");
        case family::uuid: return testing::text("123e4567-e89b-12d3-a456-426614174000");
        case family::json: return testing::text("{\"a\": [1, null]}");
        case family::enumeration: return testing::text(pick(s.find_enumeration(t.name)->values));
        case family::interval: return testing::text("1 day");
        case family::network:
            return testing::text(t.kind == type_kind::inet      ? "192.168.0.1"
                                 : t.kind == type_kind::cidr    ? "10.0.0.0/8"
                                 : t.kind == type_kind::macaddr ? "08:00:2b:01:02:03"
                                                                : "08:00:2b:01:02:03:04:05");
        case family::bits: return testing::text(keep(std::string(static_cast<std::size_t>(t.a), '0')));
        case family::range: return testing::text("empty");
        case family::xml: return testing::text("<a/>");
        case family::array: return testing::text("{}");
        case family::geometry:
            // A constant of MariaDB's is made by functions.
            if (!whole() && on_.has(database::mariadb)) return {};
            return testing::text(t.kind == type_kind::point    ? "(1,2)"
                                 : t.kind == type_kind::line   ? "{1,2,3}"
                                 : t.kind == type_kind::lseg   ? "[(0,0),(1,1)]"
                                 : t.kind == type_kind::box    ? "(1,1),(0,0)"
                                 : t.kind == type_kind::circle ? "<(0,0),1>"
                                                               : "((0,0),(1,1))");
        case family::unknown:
            if (!whole()) return {};
            break;
        case family::search: break;
    }
    return testing::text("x");
}

literal generator::default_for(const model::type& declared, const model::schema& s) {
    const model::type t = model::detail::base_type(s, declared);
    const auto computed = [&](node_kind kind, const literal& left, const literal& right) {
        const std::vector<node>& nodes = kept_nodes_.emplace_back(
            std::vector<node>{{.value = left}, {.value = right}, {.kind = kind, .left = 0, .right = 1}});
        return literal{.kind = literal_kind::expression, .nodes = nodes.data(), .size = 3};
    };
    if (is_integer(t.kind) && t.dimensions == 0) {
        if (one_in(8)) return verbatim("(1 + 1)");
        if (one_in(8)) return computed(node_kind::multiply, integer(number(1, 9)), integer(number(1, 9)));
        if (one_in(8)) {
            std::vector<sql_text>& each = kept_texts_.emplace_back();
            for (database d : every_database) each.push_back({name_of(d), d == database::sqlite ? "(1 + 2)" : "3"});
            return {.kind = literal_kind::sql, .each = each.data(), .size = static_cast<unsigned>(each.size())};
        }
    }
    if (t.dimensions == 0) switch (family_of(t)) {
            case family::text:
                if (t.kind == type_kind::text && one_in(8)) return {.kind = literal_kind::random_uuid};
                if (t.kind == type_kind::text && one_in(8))
                    return computed(node_kind::concatenate, testing::text("it's"), testing::text(pick(texts)));
                break;
            case family::date:
                if (one_in(2)) return {.kind = literal_kind::current_date};
                break;
            case family::time:
                if (t.kind == type_kind::time && one_in(2)) return {.kind = literal_kind::current_time};
                break;
            case family::timestamp:
                if (one_in(2)) return {.kind = literal_kind::now};
                break;
            case family::uuid:
                if (one_in(2)) return {.kind = literal_kind::random_uuid};
                break;
            default: break;
        }
    return constant(declared, s);
}

model::column generator::column(const model::schema& s, std::string_view called) {
    model::column c{.name = called, .type = type(s), .nullable = one_in(3), .comment = comment_or_none()};
    if (one_in(3)) c.default_value = default_for(c.type, s);
    const family f = family_of(model::detail::base_type(s, c.type));
    if (whole() && f == family::text && one_in(4)) c.collation = one_in(2) ? "C" : "NOCASE";
    const std::string_view theirs = alone(database::sqlite)       ? "NOCASE"
                                    : alone(database::postgresql) ? "C"
                                    : alone(database::mariadb)    ? "utf8mb4_general_ci"
                                                                  : "";
    if (!theirs.empty() && f == family::text && c.type.dimensions == 0 && c.type.kind != type_kind::domain && one_in(8))
        c.collation = theirs;
    return c;
}

model::numbering generator::numbering() {
    return {.always = one_in(2), .start = number(1, 1000), .increment = number(1, 5)};
}

names generator::some_columns(const model::table& t, int most, bool generated) {
    names columns;
    for (int i = number(1, most); i > 0; --i) {
        const std::string_view candidate = pick(t.columns).name;
        if (!contains(columns, candidate) && (generated || !t.find_generated(candidate))) columns.push_back(candidate);
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

int generator::number_expression(expression& e, const model::column& c, const model::type& t) {
    int left = add_column_node(e, c);
    while (one_in(3)) {
        if (one_in(4)) {
            left = add(e, {.kind = one_in(2) ? node_kind::negate : node_kind::absolute, .left = left});
            continue;
        }
        if (one_in(6)) {
            const int right = add_literal(e, integer(number(1, 100)));
            left = add(e, {.kind = node_kind::coalesce, .left = left, .right = right});
            continue;
        }
        // A literal that is not zero, because a database may divide as it makes an index.
        const int right = one_in(4) ? add_column_node(e, c) : add_literal(e, integer(number(1, 100)));
        const bool divisible = e.at(right).kind == node_kind::literal;
        const bool exact = is_integer(t.kind) || t.kind == type_kind::numeric;
        const node_kind kinds[] = {node_kind::add, node_kind::subtract, node_kind::multiply, node_kind::divide,
                                   node_kind::modulo};
        left = add(e, {.kind = kinds[number(0, divisible ? (exact ? 4 : 3) : 2)], .left = left, .right = right});
    }
    return left;
}

int generator::text_expression(expression& e, const model::column& c) {
    int left = add_column_node(e, c);
    while (one_in(3)) {
        if (one_in(2)) {
            left = add(e, {.kind = one_in(2) ? node_kind::lower : node_kind::upper, .left = left});
            continue;
        }
        const int right = add_literal(e, testing::text(pick(texts)));
        left = add(e, {.kind = one_in(2) ? node_kind::concatenate : node_kind::coalesce, .left = left, .right = right});
    }
    return left;
}

int generator::condition(expression& e, const model::schema& s, const model::table& t, int depth) {
    if (depth > 0 && one_in(3)) {
        const int left = condition(e, s, t, depth - 1);
        if (one_in(4)) return add(e, {.kind = node_kind::not_, .left = left});
        const int right = condition(e, s, t, depth - 1);
        return add(e, {.kind = one_in(2) ? node_kind::and_ : node_kind::or_, .left = left, .right = right});
    }
    const node_kind comparisons[] = {node_kind::equal,      node_kind::not_equal, node_kind::less,
                                     node_kind::less_equal, node_kind::greater,   node_kind::greater_equal};
    const model::column& c = pick(t.columns);
    const model::type of = model::detail::base_type(s, c.type);
    const auto null_or_not = [&] {
        const int column = add_column_node(e, c);
        return add(e, {.kind = one_in(2) ? node_kind::is_null : node_kind::is_not_null, .left = column});
    };
    const auto compared_with = [&](int left, const literal& l) {
        const int right = add_literal(e, l);
        return add(e, {.kind = pick(comparisons), .left = left, .right = right});
    };
    const auto one_of = [&](auto&& element) {
        const int left = add_column_node(e, c);
        int next = -1;
        for (int i = number(1, 4); i > 0; --i) {
            const int value = add_literal(e, element());
            next = add(e, {.kind = node_kind::list, .left = value, .right = next});
        }
        return add(e, {.kind = node_kind::in, .left = left, .right = next});
    };
    if (whole() && one_in(20)) return add(e, {.kind = node_kind::sql, .name = "1 = 1"});
    if (one_in(6)) return null_or_not();
    switch (family_of(of)) {
        case family::boolean:
            if (one_in(2)) return add_column_node(e, c);
            return compared_with(add_column_node(e, c), boolean(one_in(2)));
        case family::number:
            if (!computes(of)) break;
            if (one_in(4)) return one_of([&] { return integer(number(-50, 50)); });
            return compared_with(number_expression(e, c, of),
                                 one_in(3) ? literal{.kind = literal_kind::real, .real = number(-9, 9) / 2.0}
                                           : integer(number(-1000, 1000)));
        case family::text: {
            if (one_in(4)) {
                const int left = add_column_node(e, c);
                return compared_with(add(e, {.kind = node_kind::length, .left = left}), integer(number(0, 9)));
            }
            const int left = text_expression(e, c);
            if (one_in(3)) {
                const int pattern = add_literal(e, testing::text("%it's_🔧%"));
                return add(e, {.kind = node_kind::like, .left = left, .right = pattern});
            }
            return compared_with(left, testing::text(pick(texts)));
        }
        case family::date:
        case family::time:
        case family::timestamp:
        case family::interval:
        case family::uuid: return compared_with(add_column_node(e, c), constant(of, s));
        case family::enumeration:
            // Databases put them in orders of their own.
            if (!whole()) break;
            if (one_in(2)) return one_of([&] { return constant(of, s); });
            return compared_with(add_column_node(e, c), constant(of, s));
        // Databases compare these in ways of their own, or not at all.
        default: break;
    }
    return null_or_not();
}

check_constraint generator::check(const model::schema& s, const model::table& t) {
    check_constraint c{.name = name_or_none()};
    condition(c.condition, s, t, 2);
    if (alone(database::postgresql)) c.not_valid = one_in(4);
    if (!whole()) return c;
    c.not_valid = one_in(4);
    c.only = some_databases();
    return c;
}

unique_key generator::unique(const model::table& t) {
    unique_key k{.name = name_or_none(), .columns = some_columns(t, 3)};
    if (!whole() && !alone(database::postgresql)) return k;
    k.nulls_not_distinct = one_in(4) && !old_;
    if (one_in(4)) k.deferral = static_cast<deferral>(number(1, 2));
    return k;
}

model::index generator::index(const model::schema& s, const model::table& t) {
    model::index i{.name = name_or_none(), .unique = one_in(3)};
    for (std::string_view c : some_columns(t, 3)) {
        index_column one{.name = c, .descending = one_in(3)};
        const model::column& column = *t.find(c);
        const model::type of = model::detail::base_type(s, column.type);
        if (one_in(4) && (computes(of) || family_of(of) == family::text)) {
            list<expression>& expressions = i.options.make().expressions;
            one.expression = static_cast<int>(expressions.size());
            one.name = {};
            expression& e = expressions.emplace_back();
            computes(of) ? number_expression(e, column, of) : text_expression(e, column);
        }
        if (one.expression < 0 && !i.unique && family_of(of) == family::text && one_in(8)) one.prefix = number(1, 100);
        if (one_in(5)) one.nulls = one_in(2) ? nulls_order::first : nulls_order::last;
        if (whole() && one_in(8)) one.operator_class = "text_pattern_ops";
        if (whole() && one_in(8)) one.collation = "C";
        i.columns.push_back(one);
    }
    if (one_in(3)) condition(i.where, s, t, 1);
    if (one_in(5)) {
        names beside = some_columns(t, 2);
        names& include = i.options.make().include;
        for (std::string_view c : beside) {
            bool in = false;
            for (const index_column& one : i.columns) in = in || one.name == c;
            if (!in) include.push_back(c);
        }
    }
    if (one_in(6)) i.options.make().parameters.push_back({"fillfactor", one_in(2) ? "70" : "90"});
    if (alone(database::postgresql)) {
        if (one_in(6)) i.options.make().concurrently = true;
        if (i.unique && one_in(4) && !old_) i.options.make().nulls_not_distinct = true;
    }
    if (!whole()) return i;
    if (one_in(6)) i.options.make().method = one_in(2) ? "gin" : "fulltext";
    if (one_in(6)) i.options.make().concurrently = true;
    if (i.unique && one_in(4)) i.options.make().nulls_not_distinct = true;
    if (one_in(3)) i.options.make().only = some_databases();
    return i;
}

model::exclusion generator::exclusion(const model::schema& s, const model::table& t) {
    model::exclusion e{.name = name_or_none(), .method = one_in(2) ? "gist" : ""};
    for (std::string_view c : some_columns(t, 2)) {
        exclusion_element part{.column = c, .operator_ = pick(operators)};
        const model::column& column = *t.find(c);
        if (one_in(3) && family_of(model::detail::base_type(s, column.type)) == family::text) {
            part.column = {};
            text_expression(part.expression, column);
        }
        e.elements.push_back(std::move(part));
    }
    if (one_in(3)) condition(e.where, s, t, 1);
    if (one_in(4)) e.deferral = static_cast<deferral>(number(1, 2));
    e.only = some_databases();
    return e;
}

model::assurance generator::assurance() {
    if (!whole() || !one_in(4)) return {};
    return {.precheck = one_in(2), .assume = one_in(2) ? "because it's so" : ""};
}

/// A column computed from a number or a text of its row, where there is one. Never from another computed one.
std::optional<generated_column> generator::generated(const model::schema& s, const model::table& t,
                                                     model::column& its_column) {
    const model::column& from = pick(t.columns);
    const model::type of = model::detail::base_type(s, from.type);
    if (t.find_generated(from.name) || (!computes(of) && family_of(of) != family::text)) return {};
    generated_column g{.column = its_column.name, .stored = (!whole() && on_.has(database::postgresql)) || !one_in(4)};
    if (computes(of)) {
        number_expression(g.value, from, of);
        its_column.type = {one_in(2) ? type_kind::double_precision : type_kind::numeric, 0, 0};
        if (its_column.type.kind == type_kind::numeric) its_column.type.a = -1;
    } else if (one_in(3)) {
        const int left = add_column_node(g.value, from);
        add(g.value, {.kind = node_kind::length, .left = left});
        its_column.type = {type_kind::integer};
    } else {
        text_expression(g.value, from);
        its_column.type = {type_kind::text};
    }
    its_column.nullable = true;
    return g;
}

std::optional<foreign_key> generator::foreign_key(const model::schema& s, const model::table& t) {
    const bool to_itself = s.tables.empty() || one_in(4);
    const model::table* target = to_itself ? &t : s.find(pick(s.tables).name);
    std::vector<names> keys;
    if (target->primary_key) keys.push_back(target->primary_key.columns);
    for (const unique_key& k : target->uniques)
        if (k.deferral == deferral::not_deferrable) keys.push_back(k.columns);
    if (keys.empty()) return {};
    model::foreign_key k{.name = name_or_none(), .table = target->name, .target = pick(keys)};
    if (one_in(4)) std::reverse(k.target.begin(), k.target.end());
    for (std::string_view their_name : k.target) {
        const model::type& wanted = target->find(their_name)->type;
        std::vector<const model::column*> fitting;
        for (const model::column& c : t.columns)
            if (c.type == wanted && !c.identity && !contains(k.columns, c.name) && !t.find_generated(c.name))
                fitting.push_back(&c);
        if (fitting.empty()) return {};
        k.columns.push_back(pick(fitting)->name);
    }
    k.on_delete = static_cast<action>(number(0, 4));
    k.on_update = static_cast<action>(number(0, 4));
    if (one_in(6)) k.deferral = static_cast<deferral>(number(1, 2));
    if (!whole() && !alone(database::postgresql)) return k;
    if (one_in(6)) k.match = match::full;
    k.not_valid = one_in(4);
    return k;
}

/// By columns of its key, because every key has to contain them.
void generator::partition(const model::schema& s, model::table& t) {
    if (!t.primary_key) return;
    table_options& o = t.options.make();
    o.partitioned = static_cast<partition_method>(number(1, 3));
    o.partition_columns = t.primary_key.columns;
    if (o.partitioned == partition_method::list)
        while (o.partition_columns.size() > 1) o.partition_columns.pop_back();
    for (int i = number(0, 2); i > 0; --i)
        if (std::optional<model::partition> p = a_partition(s, t)) o.partitions.push_back(std::move(*p));
}

std::optional<partition> generator::a_partition(const model::schema& s, const model::table& t) {
    const table_options& o = *t.options;
    model::partition p{.name = name(), .method = o.partitioned};
    if (o.partitioned != partition_method::hash && one_in(4)) {
        p.method = partition_method::none;
        return p;
    }
    const auto bound = [&](std::size_t i) { return constant(t.find(o.partition_columns[i])->type, s); };
    switch (o.partitioned) {
        case partition_method::range:
            for (std::size_t i = 0; i < o.partition_columns.size(); ++i) {
                p.from.push_back(bound(i));
                p.to.push_back(bound(i));
            }
            return p;
        case partition_method::list:
            for (int i = number(1, 3); i > 0; --i) p.from.push_back(bound(0));
            return p;
        case partition_method::hash: p.from = {integer(4), integer(number(0, 3))}; return p;
        case partition_method::none: break;
    }
    return {};
}

model::table generator::table(const model::schema& s) {
    model::table t{.name = table_name(s)};
    const bool numbered = one_in(2);
    if (numbered) {
        t.columns.push_back(
            {.name = "id", .type = {one_in(4) ? type_kind::integer : type_kind::bigint}, .identity = true});
        if (one_in(4)) t.columns.back().numbering = numbering();
    }
    for (int i = number(1, 6); i > 0; --i) {
        const std::string_view called = column_name();
        if (!t.find(called)) t.columns.push_back(column(s, called));
    }
    // Columns to carry foreign keys: of the type of a key that is there.
    for (int i = number(0, 2); i > 0; --i) {
        const model::table& target = s.tables.empty() || one_in(4) ? t : pick(s.tables);
        for (std::string_view key_column : names(target.primary_key.columns)) {
            const std::string_view called = column_name();
            if (t.find(called)) continue;
            t.columns.push_back({.name = called, .type = target.find(key_column)->type, .nullable = one_in(2)});
        }
    }
    if (one_in(4)) {
        model::column c{.name = column_name()};
        if (!t.find(c.name))
            if (std::optional<generated_column> g = generated(s, t, c)) {
                t.columns.push_back(c);
                t.generated.push_back(std::move(*g));
            }
    }
    if (numbered) {
        t.primary_key = {.name = name_or_none(), .columns = {"id"}};
        if (one_in(3)) t.columns.push_back({.name = "parent id", .type = t.columns.front().type, .nullable = true});
    } else if (!one_in(4)) {
        t.primary_key = {.name = name_or_none(), .columns = some_columns(t, 3, false)};
        for (std::string_view c : t.primary_key.columns) t.find(c)->nullable = false;
        if (!t.primary_key) t.primary_key = {};
    }
    if (whole() && one_in(4)) partition(s, t);
    const bool partitioned = t.options && t.options->partitioned != partition_method::none;
    for (int i = partitioned ? 0 : number(0, 2); i > 0; --i) t.uniques.push_back(unique(t));
    for (int i = number(0, 2); i > 0; --i)
        if (std::optional<model::foreign_key> k = foreign_key(s, t)) t.foreign_keys.push_back(std::move(*k));
    for (int i = number(0, 2); i > 0; --i) t.checks.push_back(check(s, t));
    for (int i = number(0, 2); i > 0; --i) t.indexes.push_back(index(s, t));
    if (one_in(6)) t.options.make().comment = pick(texts);
    if (one_in(6)) t.options.make().parameters.push_back({"fillfactor", "70"});
    if (alone(database::sqlite)) {
        if (one_in(8) && !old_) t.options.make().strict = true;
        if (one_in(8) && t.primary_key && !numbered) t.options.make().without_rowid = true;
    }
    if (alone(database::postgresql) && one_in(8))
        t.options.make().row_security = static_cast<row_security>(number(1, 2));
    if (alone(database::mariadb)) {
        if (one_in(8)) t.options.make().engine = "InnoDB";
        if (one_in(8)) t.options.make().collation = "utf8mb4_general_ci";
    }
    if (!whole()) return t;
    if (one_in(4)) t.exclusions.push_back(exclusion(s, t));
    if (one_in(8)) t.options.make().unlogged = true;
    if (one_in(8)) t.options.make().strict = true;
    if (one_in(8) && t.primary_key && !numbered) t.options.make().without_rowid = true;
    if (one_in(8)) t.options.make().engine = "InnoDB";
    if (one_in(8)) t.options.make().charset = "utf8mb4";
    if (one_in(8)) t.options.make().row_security = static_cast<row_security>(number(1, 2));
    return t;
}

/// Names of what is there: tables, columns, enumerations, objects.
names generator::needs(const model::schema& s) {
    names all;
    const auto need = [&](std::string_view what) {
        if (!contains(all, what)) all.push_back(what);
    };
    if (!s.tables.empty() && one_in(2)) {
        const model::table& t = pick(s.tables);
        if (one_in(2))
            need(t.name);
        else
            need(keep(std::string(t.name) + "." + std::string(pick(t.columns).name)));
    }
    if (!s.enumerations.empty() && one_in(6)) need(pick(s.enumerations).name);
    if (!s.objects.empty() && one_in(4)) need(pick(s.objects).name);
    return all;
}

object generator::object(const model::schema& s, object_kind kind) {
    model::object o{.kind = kind, .name = object_name(kind)};
    if (whole() && kind != object_kind::extension && kind != object_kind::namespace_) o.only = some_databases();
    switch (kind) {
        case object_kind::extension:
        case object_kind::namespace_: return o;
        case object_kind::domain: {
            o.type = plain_type();
            if (one_in(2)) {
                model::table alone{.name = o.name};
                alone.columns.push_back({.name = "value", .type = o.type});
                condition(o.condition, s, alone, 1);
            }
            if (whole() || alone(database::sqlite) || alone(database::postgresql) || alone(database::mariadb)) {
                o.nullable = !one_in(3);
                if (one_in(4)) o.default_value = default_for(o.type, s);
            }
            break;
        }
        case object_kind::composite:
            for (int i = number(1, 3); i > 0; --i) {
                const std::string_view called = name();
                bool there = false;
                for (const model::column& a : o.attributes) there = there || a.name == called;
                if (!there) o.attributes.push_back({.name = called, .type = plain_type()});
            }
            break;
        case object_kind::sequence:
            o.sequence = {.start = number(1, 100), .increment = number(1, 5), .cycle = one_in(3)};
            if (one_in(3)) o.sequence.least = number(-10, 1);
            if (one_in(3)) o.sequence.most = number(100, 1000);
            o.depends_on = {};
            break;
        case object_kind::function:
        case object_kind::procedure:
            o.body = {{{}, "RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$"}};
            o.depends_on = needs(s);
            break;
        case object_kind::view:
        case object_kind::materialized_view:
            if (s.tables.empty() || one_in(3)) {
                o.body = {{{}, one_in(2) ? "SELECT 1 AS one" : "SELECT 'it''s' AS one, 2 AS two"}};
                if (whole()) o.depends_on = needs(s);
                break;
            }
            {
                const model::table& t = pick(s.tables);
                std::string body, from = quoted(t.name);
                if (const std::size_t point = t.name.find('.');
                    alone(database::postgresql) && point != std::string_view::npos)
                    from = quoted(t.name.substr(0, point)) + "." + quoted(t.name.substr(point + 1));
                o.depends_on = {t.name};
                for (std::string_view c : some_columns(t, 3)) {
                    body += (body.empty() ? "SELECT " : ", ") + quoted(c);
                    o.depends_on.push_back(keep(std::string(t.name) + "." + std::string(c)));
                }
                o.body = {{{}, keep(body + " FROM " + from)}};
                if (whole() && one_in(3))
                    o.body = {{"sqlite", o.body[0].sql}, {"postgresql", o.body[0].sql}, {"mariadb", o.body[0].sql}};
            }
            break;
        case object_kind::trigger:
        case object_kind::policy:
            if (!s.tables.empty()) o.on = pick(s.tables).name;
            o.body = {{{}, kind == object_kind::trigger ? "AFTER UPDATE ON x BEGIN SELECT 1; END" : "USING (true)"}};
            o.depends_on = needs(s);
            break;
        case object_kind::grant:
            if (!s.tables.empty()) o.on = pick(s.tables).name;
            o.privileges = {"select"};
            if (one_in(2)) o.privileges.push_back("insert");
            return o;
    }
    o.comment = comment_or_none();
    return o;
}

model::schema generator::schema(int most_tables) {
    model::schema s{.name = "random", .convention = convention_};
    if (!whole()) s.databases = on_;
    const auto take = [&](const model::operation& o) {
        if (std::optional<model::schema> next = after(s, o)) s = std::move(*next);
    };
    for (int i = number(0, 2); i > 0; --i) take(create_enumeration{enumeration(), {}});
    for (int i = number(0, 2); i > 0; --i) take(create_object{object(s, object_kind::domain), {}});
    const bool one_alone = alone(database::sqlite) || alone(database::postgresql) || alone(database::mariadb);
    if ((whole() || one_alone) && one_in(3)) take(create_object{object(s, object_kind::namespace_), {}});
    if ((whole() || alone(database::postgresql)) && one_in(3))
        take(create_object{object(s, object_kind::composite), {}});
    if ((alone(database::postgresql) || alone(database::mariadb)) && one_in(3))
        take(create_object{object(s, object_kind::sequence), {}});
    for (int i = number(0, most_tables); i > 0; --i)
        for (int tries = 0; tries < 5; ++tries) {
            const std::size_t before = s.tables.size();
            take(create_table{table(s), {}});
            if (s.tables.size() != before) break;
        }
    // Circles of foreign keys come about only once all tables are there.
    for (int i = number(0, 3); i > 0 && !s.tables.empty(); --i) {
        const model::table& t = pick(s.tables);
        if (std::optional<model::foreign_key> k = foreign_key(s, t))
            take(add_foreign_key{.table = t.name, .key = std::move(*k)});
    }
    if (one_in(3)) take(create_object{object(s, object_kind::view), {}});
    for (int i = whole() ? number(0, 3) : 0; i > 0; --i)
        take(create_object{object(s, static_cast<object_kind>(number(0, static_cast<int>(object_kind::grant)))), {}});
    return s;
}

std::optional<model::operation> generator::propose_alter(const model::schema& s, const model::table& t) {
    const model::column& c = pick(t.columns);
    alter_column o{.table = t.name, .column = c.name, .assurance = assurance()};
    if (one_in(6))
        if (const std::string_view comment = comment_or_none(); comment != c.comment) o.comment = comment;
    if (t.find_generated(c.name)) {
        if (!o.comment) return {};
        return o;
    }
    const model::type was = model::detail::base_type(s, c.type);
    if (one_in(2)) {
        const model::type declared = type(s);
        const model::type to = model::detail::base_type(s, declared);
        const family from = family_of(was);
        const auto plain = [](const model::type& one) {
            const family f = family_of(one);
            return f <= family::enumeration && f != family::unknown && one.kind != type_kind::oid &&
                   one.kind != type_kind::timetz && one.kind != type_kind::money;
        };
        const bool castable = (was.kind == to.kind && was.dimensions == to.dimensions &&
                               was.kind != type_kind::composite && was.kind != type_kind::native) ||
                              family_of(to) == family::text ||
                              (plain(was) && plain(to) &&
                               (from == family_of(to) || from == family::text ||
                                (from == family::date && family_of(to) == family::timestamp)));
        const bool longer = c.type.kind == type_kind::varchar && declared.kind == type_kind::varchar &&
                            c.type.dimensions == 0 && declared.dimensions == 0 && t.generated.empty();
        if (!c.identity && castable && (longer || !used(s, t, c.name))) {
            o.type = declared;
            // What was the default need not be one of the new type.
            if (c.default_value || one_in(3)) o.default_value = one_in(2) ? default_for(declared, s) : literal{};
            if (!c.collation.empty()) o.collation = std::string_view();
        }
    } else if (!c.identity && one_in(2)) {
        o.default_value = c.default_value && one_in(2) ? literal{} : default_for(c.type, s);
    }
    if (one_in(3)) o.nullable = !c.nullable;
    if (one_in(4) && is_integer(c.type.kind) && c.type.dimensions == 0 && !o.type && !o.default_value &&
        (c.identity || !c.default_value)) {
        o.identity = !c.identity || one_in(2);
        if (*o.identity && (c.identity || one_in(2))) o.numbering = numbering();
    }
    if (whole() && !o.type && family_of(was) == family::text && one_in(4))
        o.collation = std::string_view(c.collation.empty() ? "C" : "");
    if (!o.type && !o.nullable && !o.identity && !o.default_value && !o.comment && !o.collation) return {};
    return o;
}

std::optional<model::operation> generator::propose_options(const model::table& t) {
    alter_table o{.table = t.name};
    if (one_in(2)) o.comment = pick(texts);
    if (one_in(2)) {
        o.parameters.emplace();
        if (one_in(2)) o.parameters->push_back({"fillfactor", one_in(2) ? "70" : "90"});
    }
    const table_options none;
    const table_options& now = t.options ? *t.options : none;
    if (whole()) {
        if (one_in(4)) o.unlogged = !now.unlogged;
        if (one_in(4)) o.strict = !now.strict;
        if (one_in(4)) o.without_rowid = !now.without_rowid;
        if (one_in(4)) o.engine = std::string_view(now.engine.empty() ? "InnoDB" : "");
        if (one_in(4)) o.charset = std::string_view(now.charset.empty() ? "utf8mb4" : "");
        if (one_in(4)) o.collation = std::string_view(now.collation.empty() ? "C" : "");
        if (one_in(4)) o.row_security = static_cast<row_security>(number(0, 2));
        return o;
    }
    if (alone(database::sqlite)) {
        if (one_in(4) && !old_) o.strict = !now.strict;
        if (one_in(4)) o.without_rowid = !now.without_rowid;
    }
    if (alone(database::postgresql) && one_in(4)) o.row_security = static_cast<row_security>(number(0, 2));
    if (alone(database::mariadb) && one_in(4))
        o.collation = std::string_view(now.collation.empty() ? "utf8mb4_general_ci" : "");
    const bool changes = o.comment || o.parameters || o.strict || o.without_rowid || o.row_security || o.collation;
    if (!changes) return {};
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
    switch (number(0, whole() ? 5 : 4)) {
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
        case 5: {
            if (t.exclusions.empty()) return {};
            const model::exclusion& e = pick(t.exclusions);
            return drop(constraint_kind::exclusion, e, model::detail::column_names(e));
        }
        default: {
            if (t.indexes.empty()) return {};
            const model::index& i = pick(t.indexes);
            if (i.name.empty() && one_in(2)) return drop_index{t.name, {}, model::detail::column_names(i), {}};
            return drop_index{t.name, keep(std::string(std::string_view(name_of(t, i)))), {}, {}};
        }
    }
}

std::optional<model::operation> generator::propose_rename(const model::table& t) {
    const auto constraint = [&](const auto& parts) -> std::optional<model::operation> {
        if (parts.empty()) return {};
        return rename_constraint{t.name, keep(name_of(t, pick(parts))), name(), {}};
    };
    switch (number(0, whole() ? 6 : 5)) {
        case 0:
            if (!t.primary_key) return {};
            return rename_constraint{t.name, keep(name_of(t, t.primary_key)), name(), {}};
        case 1: return constraint(t.uniques);
        case 2: return constraint(t.foreign_keys);
        case 3: return constraint(t.checks);
        case 6: return constraint(t.exclusions);
        default:
            if (t.indexes.empty()) return {};
            return rename_index{t.name, keep(name_of(t, pick(t.indexes))), name(), {}};
    }
}

std::optional<model::operation> generator::propose_enumeration(const model::schema& s) {
    if (s.enumerations.empty()) return {};
    const model::enumeration& e = pick(s.enumerations);
    switch (number(0, 5)) {
        case 0: return drop_enumeration{e.name, {}};
        case 1: return alter_enumeration{e.name, enumeration().values, {}};
        case 2: {
            alter_enumeration longer{e.name, e.values, {}};
            longer.values.push_back(name());
            return longer;
        }
        case 3: return rename_enumeration_value{e.name, pick(e.values), name(), {}};
        default: {
            add_enumeration_value o{.name = e.name, .value = name()};
            if (one_in(3)) o.before = pick(e.values);
            if (o.before.empty() && one_in(3)) o.after = pick(e.values);
            return o;
        }
    }
}

std::optional<model::operation> generator::propose_object(const model::schema& s) {
    if (s.objects.empty() || one_in(4)) {
        std::vector<object_kind> kinds{object_kind::domain, object_kind::view};
        if (alone(database::postgresql) || alone(database::mariadb)) kinds.push_back(object_kind::sequence);
        if (alone(database::postgresql)) kinds.push_back(object_kind::composite);
        return create_object{
            object(s,
                   whole() ? static_cast<object_kind>(number(0, static_cast<int>(object_kind::grant))) : pick(kinds)),
            {}};
    }
    const model::object& o = pick(s.objects);
    switch (number(0, 2)) {
        case 0: return drop_object{o.kind, o.name, o.on, {}};
        case 1:
            if (o.kind == object_kind::extension || o.kind == object_kind::grant) return {};
            return rename_object{o.kind, o.name, object_name(o.kind), o.on, {}};
        default: {
            // These have nothing to replace.
            if (o.kind == object_kind::extension || o.kind == object_kind::namespace_) return {};
            model::object other = object(s, o.kind);
            other.name = o.name;
            other.on = o.on;
            // No database gives a domain that is used another type below it.
            if (o.kind == object_kind::domain && other.type != o.type) {
                other.type = o.type;
                other.condition = {};
                other.default_value = {};
            }
            if (!o.only.empty() || !other.only.empty()) other.only = o.only;
            return replace_object{std::move(other), {}};
        }
    }
}

std::optional<model::operation> generator::propose_rows(const model::schema& s, const model::table& t) {
    const auto writable = [&](const model::column& c) {
        return !t.find_generated(c.name) && !(c.identity && c.numbering.always);
    };
    const auto value = [&](const model::column& c) {
        return c.nullable && one_in(4) ? literal{} : constant(c.type, s);
    };
    const auto where = [&](expression& e) { condition(e, s, t, 1); };
    const auto set = [&](list<assignment>& all) {
        for (const model::column& c : t.columns)
            if (writable(c) && !c.identity && one_in(3)) {
                assignment& a = all.emplace_back();
                a.column = c.name;
                const model::type of = model::detail::base_type(s, c.type);
                if (computes(of) && one_in(3))
                    number_expression(a.value, c, of);
                else
                    add_literal(a.value, value(c));
            }
    };
    const auto rows = [&](names& columns, list<literal>& values) {
        for (const model::column& c : t.columns)
            if (writable(c)) columns.push_back(c.name);
        if (columns.empty()) return;
        for (int i = number(1, 3); i > 0; --i)
            for (std::string_view c : columns) values.push_back(value(*t.find(c)));
    };
    switch (number(0, whole() ? 3 : 1)) {
        case 0: {
            backfill o{.table = t.name, .batch = one_in(2) ? number(1, 1000) : 0};
            set(o.set);
            if (one_in(2)) where(o.where);
            if (o.set.empty()) return {};
            return o;
        }
        case 1: {
            update_rows o{.table = t.name};
            set(o.set);
            set(o.undo);
            if (one_in(2))
                where(o.where);
            else
                o.all_rows = true;
            if (one_in(2)) where(o.undo_where);
            if (o.set.empty() || o.undo.empty()) return {};
            return o;
        }
        case 2: {
            insert_rows o{.table = t.name};
            rows(o.columns, o.values);
            for (std::string_view c : o.columns)
                if (model::detail::can_be_looked_for(s, t, c)) return o;
            return {};
        }
        default: {
            delete_rows o{.table = t.name};
            if (one_in(2))
                where(o.where);
            else
                o.all_rows = true;
            rows(o.undo_columns, o.undo_values);
            for (std::string_view c : o.undo_columns)
                if (model::detail::can_be_looked_for(s, t, c)) return o;
            return {};
        }
    }
}

std::optional<model::operation> generator::propose(const model::schema& s) {
    int kind = number(0, whole() ? 31 : alone(database::postgresql) ? 27 : 26);
    if (!whole() && kind == 27) ++kind;  // no exclusion constraints
    if (kind == 0) return create_table{table(s), {}};
    if (kind == 1) return create_enumeration{enumeration(), {}};
    if (kind == 2) return execute{.up = {{{}, "SELECT 1"}}, .down = {{{}, "SELECT 2"}}};
    if (kind <= 5) return propose_enumeration(s);
    if (kind <= 8) return propose_object(s);
    if (s.tables.empty()) return {};
    const model::table& t = pick(s.tables);
    switch (kind) {
        case 9: return drop_table{t.name, {}};
        case 10: return rename_table{t.name, table_name(s), {}};
        case 11:
        case 12: {
            add_column o{.table = t.name, .column = column(s, column_name()), .assurance = assurance()};
            if (one_in(4)) {
                if (std::optional<generated_column> g = generated(s, t, o.column)) {
                    o.column.default_value = {};
                    o.column.collation = {};
                    o.generated = std::move(g->value);
                    o.stored = g->stored;
                }
            } else if (whole() && one_in(8)) {
                o.column = {.name = o.column.name, .type = {type_kind::bigint}, .identity = true};
                if (one_in(2)) o.column.numbering = numbering();
            }
            return o;
        }
        case 13: {
            const model::column& gone = pick(t.columns);
            drop_column o{t.name, gone.name, {}};
            const model::type of = model::detail::base_type(s, gone.type);
            const family is = family_of(of);
            const bool has_constants = is == family::boolean || is == family::number || is == family::text ||
                                       is == family::date || is == family::uuid || is == family::enumeration;
            if (has_constants && !gone.identity && !t.find_generated(gone.name) && !one_in(3)) {
                const literal value = constant(of, s);
                if (value) o.undo.nodes.push_back({.kind = node_kind::literal, .value = value});
            } else if (whole() && one_in(4)) {
                o.precheck = true;
            }
            return o;
        }
        case 14: return rename_column{t.name, pick(t.columns).name, column_name(), {}};
        case 15:
        case 16: return propose_alter(s, t);
        case 17: return create_index{.table = t.name, .index = index(s, t), .assurance = assurance()};
        case 18: return add_unique{.table = t.name, .key = unique(t), .assurance = assurance()};
        case 19: return add_check{.table = t.name, .check = check(s, t), .assurance = assurance()};
        case 20: {
            std::optional<model::foreign_key> k = foreign_key(s, t);
            if (!k) return {};
            return add_foreign_key{.table = t.name, .key = std::move(*k), .assurance = assurance()};
        }
        case 21: {
            add_primary_key o{.table = t.name, .assurance = assurance()};
            o.key = {.name = name_or_none(), .columns = some_columns(t, 2, false)};
            if (!o.key) return {};
            return o;
        }
        case 22: return propose_options(t);
        case 23: return propose_rename(t);
        case 24: return propose_rows(s, t);
        case 27: return add_exclusion{.table = t.name, .exclusion = exclusion(s, t), .assurance = assurance()};
        case 28:
            for (const check_constraint& c : t.checks)
                if (c.not_valid) return validate_constraint{t.name, keep(name_of(t, c)), true, {}};
            for (const model::foreign_key& k : t.foreign_keys)
                if (k.not_valid) return validate_constraint{t.name, keep(name_of(t, k)), true, {}};
            return {};
        case 29:
        case 30: {
            if (!t.options || t.options->partitioned == partition_method::none) return {};
            if (one_in(2) && !t.options->partitions.empty())
                return drop_partition{t.name, pick(t.options->partitions).name, {}};
            std::optional<model::partition> p = a_partition(s, t);
            if (!p) return {};
            return create_partition{t.name, std::move(*p), {}};
        }
        case 31: return propose_rows(s, t);
        default: return propose_drop(t);
    }
}

model::operation generator::operation(const model::schema& s) {
    for (;;)
        if (std::optional<model::operation> o = propose(s); o && after(s, *o)) return std::move(*o);
}

}  // namespace retort::testing
