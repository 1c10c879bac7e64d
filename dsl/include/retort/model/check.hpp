// The rules of a schema, each written once: `check` asks all of them of a whole schema, `apply` those that concern a
// step.
#pragma once

#include <retort/model/diagnostic.hpp>
#include <retort/model/naming.hpp>

namespace retort::model {

namespace detail {

constexpr string count(std::size_t n, std::string_view noun) {
    return decimal(static_cast<long long>(n)) + " " + string(noun) + (n == 1 ? "" : "s");
}

/// "'a', 'b' and 'c'" would read well; a plain list is enough for a message.
constexpr string quoted(const names& list) {
    string all;
    for (std::string_view n : list) {
        if (!all.empty()) all += ", ";
        all += "'";
        all += n;
        all += "'";
    }
    return all;
}

constexpr string called(std::string_view kind, std::string_view name) {
    string text(kind);
    if (!name.empty()) {
        text += " '";
        text += name;
        text += "'";
    }
    return text;
}

constexpr void check_name(std::string_view kind, std::string_view name, const place& at, faults& out) {
    if (name.empty()) add_fault(out, 119, at, {kind});
    if (name.size() > longest_name)
        add_fault(
            out, 125, at,
            {kind, name, decimal(static_cast<long long>(name.size())), decimal(static_cast<long long>(longest_name))});
}

constexpr bool default_fits(const type& t, const literal& l) {
    if (l.kind == literal_kind::sql) return true;
    switch (family_of(t.kind)) {
        case family::boolean: return l.kind == literal_kind::boolean;
        case family::number:
            return l.kind == literal_kind::integer || (l.kind == literal_kind::real && !is_integer(t.kind));
        case family::date: return l.kind == literal_kind::text || l.kind == literal_kind::current_date;
        case family::time: return l.kind == literal_kind::text || l.kind == literal_kind::current_time;
        case family::timestamp: return l.kind == literal_kind::text || l.kind == literal_kind::now;
        default: return l.kind == literal_kind::text;
    }
}

constexpr string parameter_problem(const type& t) {
    switch (t.kind) {
        case type_kind::varchar:
        case type_kind::char_:
            if (t.a < 1) return "its length is less than 1";
            if (t.a > 65535) return "its length is more than 65535";
            return {};
        case type_kind::numeric:
            if (t.a < 1 || t.a > 1000) return "its precision is not between 1 and 1000";
            if (t.b < 0 || t.b > t.a) return "its scale is not between 0 and the precision";
            return {};
        default: return {};
    }
}

/// What a message is about: described only where there is a fault.
struct subject {
    std::string_view prefix;
    std::string_view kind;
    std::string_view name;
    constexpr string text() const { return string(prefix) + called(kind, name); }
};

/// The family an expression's node has; faults are added for operands that do not go together.
struct expression_checker {
    const table& in;
    const subject& what;
    const place& at;
    faults& out;

    constexpr family of(const expression& e, int i) {
        const node& n = e.at(i);
        switch (n.kind) {
            case node_kind::column: {
                const column* c = in.find(n.name);
                return c ? family_of(c->type.kind) : family::unknown;
            }
            case node_kind::literal:
                switch (n.value.kind) {
                    case literal_kind::boolean: return family::boolean;
                    case literal_kind::integer:
                    case literal_kind::real: return family::number;
                    case literal_kind::text: return family::text;
                    case literal_kind::now: return family::timestamp;
                    case literal_kind::current_date: return family::date;
                    case literal_kind::current_time: return family::time;
                    default: return family::unknown;
                }
            case node_kind::sql: return family::unknown;
            case node_kind::and_:
            case node_kind::or_:
                want(e, n.left, family::boolean, "a condition");
                want(e, n.right, family::boolean, "a condition");
                return family::boolean;
            case node_kind::not_: want(e, n.left, family::boolean, "a condition"); return family::boolean;
            case node_kind::equal:
            case node_kind::not_equal:
            case node_kind::less:
            case node_kind::less_equal:
            case node_kind::greater:
            case node_kind::greater_equal: together(of(e, n.left), of(e, n.right)); return family::boolean;
            case node_kind::add:
            case node_kind::subtract:
            case node_kind::multiply:
            case node_kind::divide:
                want(e, n.left, family::number, "a number");
                want(e, n.right, family::number, "a number");
                return family::number;
            case node_kind::negate: want(e, n.left, family::number, "a number"); return family::number;
            case node_kind::is_null:
            case node_kind::is_not_null: (void)of(e, n.left); return family::boolean;
            case node_kind::like:
                want(e, n.left, family::text, "a text");
                want(e, n.right, family::text, "a text");
                return family::boolean;
            case node_kind::in: {
                const family left = of(e, n.left);
                for (int l = n.right; l >= 0; l = e.at(l).right) together(left, of(e, e.at(l).left));
                return family::boolean;
            }
            case node_kind::list: return family::unknown;
            case node_kind::length: want(e, n.left, family::text, "a text"); return family::number;
            case node_kind::lower:
            case node_kind::upper: want(e, n.left, family::text, "a text"); return family::text;
        }
        return family::unknown;
    }

    constexpr void want(const expression& e, int i, family wanted, std::string_view words) {
        const family f = of(e, i);
        if (f != family::unknown && f != wanted && !(wanted == family::text && f == family::enumeration))
            add_fault(out, 112, at,
                      {what.text(), in.name, "a value of type " + string(to_string(f)),
                       string("an operator that wants ") + words});
    }
    constexpr void together(family a, family b) {
        if (a == family::unknown || b == family::unknown || a == b) return;
        // A text literal stands for a value of any type that databases write as text.
        const auto written_as_text = [](family f) {
            return f == family::date || f == family::time || f == family::timestamp || f == family::uuid ||
                   f == family::enumeration;
        };
        if ((a == family::text && written_as_text(b)) || (b == family::text && written_as_text(a))) return;
        add_fault(
            out, 112, at,
            {what.text(), in.name, "a value of type " + string(to_string(a)), "one of type " + string(to_string(b))});
    }
};

constexpr void check_condition(const table& t, const expression& e, const subject& what, const place& at, faults& out) {
    bool columns_known = true;
    for (const node& n : e.nodes)
        if (n.kind == node_kind::column && !t.find(n.name)) {
            add_fault(out, 106, at, {what.text(), t.name, n.name}, nearest(n.name, t.column_names()));
            columns_known = false;
        }
    if (!columns_known || e.empty()) return;
    const std::size_t before = out.size();
    const family root = expression_checker{t, what, at, out}.of(e, e.root());
    if (out.size() == before && root != family::boolean && root != family::unknown)
        add_fault(out, 113, at, {what.text(), t.name, "a value of type " + string(to_string(root))});
}

constexpr std::string_view name_in(std::string_view column) { return column; }
constexpr std::string_view name_in(const index_column& column) { return column.name; }

/// All of `columns` exist in `t`, each once. `kind` and `name` describe the key; no text is made unless there is a
/// fault.
template <class Column>
constexpr bool check_columns(const table& t, const list<Column>& columns, std::string_view kind,
                             std::string_view name, const place& at, faults& out) {
    bool good = true;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::string_view column = name_in(columns[i]);
        if (!t.find(column)) {
            add_fault(out, 106, at, {called(kind, name), t.name, column}, nearest(column, t.column_names()));
            good = false;
        }
        for (std::size_t j = 0; j < i; ++j)
            if (equal(name_in(columns[j]), column)) add_fault(out, 122, at, {called(kind, name), t.name, column});
    }
    return good;
}

constexpr bool same_columns(const names& a, const names& b) {
    if (a.size() != b.size()) return false;
    for (std::string_view n : a)
        if (!contains(b, n)) return false;
    return true;
}

}  // namespace detail

/// Whether `columns` are the primary key or a unique key of `t`.
constexpr bool is_key(const table& t, const names& columns) {
    if (t.primary_key && detail::same_columns(t.primary_key.columns, columns)) return true;
    for (const unique_key& u : t.uniques)
        if (detail::same_columns(u.columns, columns)) return true;
    return false;
}

constexpr void check_column(const schema& s, const table& t, const column& c, faults& out) {
    if (c.name.empty() || c.name.size() > longest_name) detail::check_name("column", c.name, c.place, out);

    if (c.type.kind == type_kind::enumeration) {
        const enumeration* e = s.find_enumeration(c.type.name);
        if (!e)
            add_fault(out, 114, c.place, {t.name, c.name, c.type.name}, nearest(c.type.name, s.enumeration_names()));
        else if (c.default_value.kind == literal_kind::text && !contains(e->values, c.default_value.text))
            add_fault(out, 123, c.place, {t.name, c.name, e->name, c.default_value.text, detail::quoted(e->values)},
                      nearest(c.default_value.text, e->values));
    }
    if (c.type.a != 0 || c.type.b != 0 || c.type.kind == type_kind::varchar || c.type.kind == type_kind::char_ ||
        c.type.kind == type_kind::numeric)
        if (string problem = detail::parameter_problem(c.type); !problem.empty())
            add_fault(out, 126, c.place, {t.name, c.name, to_string(c.type), problem});
    if (c.default_value && !detail::default_fits(c.type, c.default_value))
        add_fault(out, 107, c.place, {t.name, c.name, to_string(c.type), describe(c.default_value)});
    if (c.identity && !is_integer(c.type.kind)) add_fault(out, 117, c.place, {t.name, c.name, to_string(c.type)});
    if (c.identity && c.default_value) add_fault(out, 124, c.place, {t.name, c.name});
}

constexpr void check_primary_key(const table& t, const primary_key& k, faults& out) {
    if (!detail::check_columns(t, k.columns, "primary key", k.name, k.place, out)) return;
    for (std::string_view n : k.columns)
        if (const column* c = t.find(n); c->nullable) add_fault(out, 116, c->place, {t.name, n});
}

constexpr void check_unique(const table& t, const unique_key& k, faults& out) {
    detail::check_columns(t, k.columns, "unique key", k.name, k.place, out);
}

constexpr void check_foreign_key(const schema& s, const table& t, const foreign_key& k, faults& out) {
    if (!detail::check_columns(t, k.columns, "foreign key", k.name, k.place, out)) return;

    // A table that is just being created is not yet in the schema, and may refer to itself.
    const table* target = k.table == t.name ? &t : s.find(k.table);
    if (!target) {
        add_fault(out, 103, k.place, {t.name, join(k.columns), k.table}, nearest(k.table, s.table_names()));
        return;
    }
    if (k.columns.size() != k.target.size()) {
        add_fault(out, 108, k.place,
                  {"the foreign key of '" + string(t.name) + "'", detail::count(k.columns.size(), "column"), k.table,
                   detail::count(k.target.size(), "column")});
        return;
    }
    bool known = true;
    for (std::size_t i = 0; i < k.columns.size(); ++i) {
        const column* theirs = target->find(k.target[i]);
        const column* ours = t.find(k.columns[i]);
        if (!theirs) {
            add_fault(out, 104, k.place, {t.name, k.columns[i], k.table, k.target[i]},
                      nearest(k.target[i], target->column_names()));
            known = false;
        } else if (family_of(ours->type.kind) == family::text
                       ? family_of(theirs->type.kind) != family::text
                       : ours->type.kind != theirs->type.kind || ours->type.name != theirs->type.name) {
            add_fault(out, 105, k.place,
                      {t.name, k.columns[i], to_string(ours->type), string(k.table) + "." + k.target[i],
                       to_string(theirs->type)});
        }
    }
    if (known && !is_key(*target, k.target)) {
        string quoted = "\"";
        quoted += join(k.target, "\", \"");
        quoted += "\"";
        add_fault(out, 109, k.place, {t.name, join(k.columns), k.table, join(k.target), quoted});
    }
}

constexpr void check_check(const table& t, const check_constraint& c, faults& out) {
    detail::check_condition(t, c.condition, {{}, "check", c.name}, c.place, out);
}

constexpr void check_index(const table& t, const index& i, faults& out) {
    if (i.name.size() > longest_name) detail::check_name("index", i.name, i.place, out);
    detail::check_columns(t, i.columns, "index", i.name, i.place, out);
    if (!i.where.empty()) detail::check_condition(t, i.where, {"where(...) of ", "index", i.name}, i.place, out);
}

namespace detail {

/// Whether the names of `t`'s constraints, given and derived, are different for certain, told without making any text:
/// derived names of different kinds begin differently.
constexpr bool constraint_names_differ(const table& t) {
    names given;
    bool derived_may_meet = false;
    const auto look = [&](const auto& list) {
        int unnamed = 0;
        for (const auto& constraint : list) {
            const std::string_view name = constraint.name;
            if (name.empty()) {
                derived_may_meet = derived_may_meet || ++unnamed > 1;
                continue;
            }
            if (name.size() > 3 && name[2] == '_') derived_may_meet = true;  // as fk_… does
            if (contains(given, name)) derived_may_meet = true;
            given.push_back(name);
        }
    };
    look(t.uniques);
    look(t.foreign_keys);
    look(t.checks);
    return !derived_may_meet &&
           (t.primary_key.name.empty() ||
            ((t.primary_key.name.size() < 3 || t.primary_key.name[2] != '_') && !contains(given, t.primary_key.name)));
}

}  // namespace detail

/// Two constraints of one table under one name. Derived names can only meet given ones, or those of equal constraints.
constexpr void check_constraint_names(const table& t, faults& out) {
    if (t.uniques.size() + t.foreign_keys.size() + t.checks.size() + (t.primary_key ? 1 : 0) < 2) return;
    if (detail::constraint_names_differ(t)) return;
    struct one {
        string name;
        model::place place;
    };
    list<one> all;
    const auto add = [&](const string& name, const place& at) {
        for (const one& o : all)
            if (o.name == name) {
                add_fault(out, 118, at, {t.name, name});
                return;
            }
        all.push_back({name, at});
    };
    if (t.primary_key) add(name_of(t, t.primary_key), t.primary_key.place);
    for (const unique_key& k : t.uniques) add(name_of(t, k), k.place);
    for (const foreign_key& k : t.foreign_keys) add(name_of(t, k), k.place);
    for (const check_constraint& c : t.checks) add(name_of(t, c), c.place);
}

/// Everything about one table, in a schema that holds what it refers to.
constexpr void check_table(const schema& s, const table& t, faults& out) {
    if (t.name.empty() || t.name.size() > longest_name) detail::check_name("table", t.name, t.place, out);
    if (t.columns.empty()) add_fault(out, 110, t.place, {t.name});
    for (std::size_t i = 0; i < t.columns.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j)
            if (equal(t.columns[j].name, t.columns[i].name))
                add_fault(out, 102, t.columns[i].place, {t.name, string(t.columns[i].name)});
        check_column(s, t, t.columns[i], out);
    }
    if (t.primary_key) check_primary_key(t, t.primary_key, out);
    if (t.second_primary_key.line != 0) add_fault(out, 111, t.second_primary_key, {t.name});
    for (const unique_key& k : t.uniques) check_unique(t, k, out);
    for (const foreign_key& k : t.foreign_keys) check_foreign_key(s, t, k, out);
    for (const check_constraint& c : t.checks) check_check(t, c, out);
    for (const index& i : t.indexes) check_index(t, i, out);
    check_constraint_names(t, out);
}

constexpr void check_enumeration(const enumeration& e, faults& out) {
    detail::check_name("enumeration", e.name, e.place, out);
    if (e.values.empty()) add_fault(out, 121, e.place, {e.name, "has no values"});
    for (std::size_t i = 0; i < e.values.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (e.values[i] == e.values[j])
                add_fault(out, 121, e.place, {e.name, "lists '" + string(e.values[i]) + "' twice"});
}

/// Enters the names of the schema's last table, which has just been put there, and of its indexes. A name that is taken
/// is a fault; a table under a taken name is removed again.
constexpr void enter_last(schema& s, faults& out) {
    const table& t = s.tables.back();
    const std::uint64_t hash = hash_of(t.name);
    if (s.relations.find(hash) != name_index::absent) {
        add_fault(out, 101, t.place, {t.name});
        s.tables.pop_back();
        return;
    }
    s.relations.set(hash, static_cast<int>(s.tables.size()) - 1);
    for (const index& i : t.indexes) {
        const std::uint64_t index_hash = hash_of(t, i);
        if (s.relations.find(index_hash) != name_index::absent)
            add_fault(out, 115, i.place, {"index '" + name_of(t, i) + "'", t.name});
        else
            s.relations.set(index_hash, name_index::an_index);
    }
}

/// Puts a table into the schema without asking whether it is right, except that its names must be free.
constexpr void insert(schema& s, table&& t, faults& out) {
    s.tables.push_back(std::move(t));
    enter_last(s, out);
}

/// Every rule, of the whole schema. Duplicate names of relations are found while it is put together, by `enter_last`.
constexpr void check(const schema& s, faults& out) {
    for (std::size_t i = 0; i < s.enumerations.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j)
            if (s.enumerations[i].name == s.enumerations[j].name)
                add_fault(out, 120, s.enumerations[i].place, {string(s.enumerations[i].name)});
        check_enumeration(s.enumerations[i], out);
    }
    for (const table& t : s.tables) check_table(s, t, out);
}

}  // namespace retort::model
