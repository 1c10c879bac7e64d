// What each operation does to the model, and when it may not. One overload an operation: a declaration hands its typed
// operation straight to its overload in constant evaluation, without a variant on the way (design: that halves the
// cost). On a fault the schema is left in an unspecified state; replay stops there.
#pragma once

#include <retort/model/check.hpp>
#include <retort/model/operation.hpp>

namespace retort::model {

namespace detail {

constexpr table* find_table(schema& s, std::string_view name, const auto& step, faults& out) {
    table* t = s.find(name);
    if (!t) add_fault(out, 140, step.place, {describe(step), name}, nearest(name, s.table_names()));
    return t;
}

constexpr column* find_column(table& t, std::string_view name, const auto& step, faults& out) {
    column* c = t.find(name);
    if (!c) add_fault(out, 141, step.place, {describe(step), t.name, name}, nearest(name, t.column_names()));
    return c;
}

constexpr void exists_already(const auto& step, const string& what, faults& out) {
    add_fault(out, 143, step.place, {describe(step), what});
}

constexpr void still_used(const auto& step, const string& by_what, faults& out) {
    add_fault(out, 144, step.place, {describe(step), by_what});
}

constexpr void forget_indexes(schema& s, const table& t) {
    for (const index& i : t.indexes) s.relations.erase(hash_of(t, i));
}

constexpr void remember_indexes(schema& s, const table& t, const auto& step, faults& out) {
    for (const index& i : t.indexes) {
        const std::uint64_t hash = hash_of(t, i);
        if (s.relations.find(hash) != name_index::absent)
            exists_already(step, "a table or index named '" + name_of(t, i) + "'", out);
        else
            s.relations.set(hash, name_index::an_index);
    }
}

constexpr string of_table(const string& what, std::string_view table) {
    return what + " of table '" + string(table) + "'";
}

/// What in the schema needs column `name` of `t`, in words; empty when nothing does.
constexpr string user_of(const schema& s, const table& t, std::string_view name) {
    if (contains(t.primary_key.columns, name)) return of_table("the primary key", t.name);
    for (const unique_key& k : t.uniques)
        if (contains(k.columns, name)) return of_table("unique key '" + name_of(t, k) + "'", t.name);
    for (const foreign_key& k : t.foreign_keys)
        if (contains(k.columns, name)) return of_table("foreign key '" + name_of(t, k) + "'", t.name);
    for (const check_constraint& c : t.checks)
        if (c.condition.uses(name)) return of_table("check '" + name_of(t, c) + "'", t.name);
    for (const index& i : t.indexes) {
        bool uses = i.where.uses(name);
        for (const index_column& c : i.columns) uses = uses || c.name == name;
        if (uses) return of_table("index '" + name_of(t, i) + "'", t.name);
    }
    for (const table& other : s.tables)
        for (const foreign_key& k : other.foreign_keys)
            if (k.table == t.name && contains(k.target, name))
                return of_table("foreign key '" + name_of(other, k) + "'", other.name);
    return {};
}

/// A foreign key that refers to `columns` of `t` as a key that `t` no longer has, in words; empty when there is none.
constexpr string bereft_foreign_key(const schema& s, const table& t) {
    for (const table& other : s.tables)
        for (const foreign_key& k : other.foreign_keys)
            if (k.table == t.name && !is_key(t, k.target))
                return of_table("foreign key '" + name_of(other, k) + "'", other.name);
    return {};
}

/// What a drop step says beside `name`. A function, because g++ 12 loses owning values in conditional expressions.
constexpr names columns_unless_named(std::string_view name, const names& columns) {
    names said;
    if (name.empty()) said = columns;
    return said;
}

/// Position of the element that a drop step means, or -1.
template <class Element>
constexpr int position(const table& t, const list<Element>& list, std::string_view name, const names& columns,
                       auto&& columns_of) {
    for (std::size_t i = 0; i < list.size(); ++i) {
        const bool meant = name.empty() ? list[i].name.empty() && columns_of(list[i]) == columns
                                        : (list[i].name.empty() ? name_of(t, list[i]) == name : list[i].name == name);
        if (meant) return static_cast<int>(i);
    }
    return -1;
}

constexpr int position(const table& t, const drop_index& o) {
    return position(t, t.indexes, o.name, o.columns, [](const index& i) { return column_names(i); });
}

/// The constraint that a drop step means.
struct found_constraint {
    constraint_kind kind = constraint_kind::any;  // any: there is none
    int at = -1;
};

constexpr found_constraint find_constraint(const table& t, const drop_constraint& o) {
    const auto wanted = [&](constraint_kind kind) { return o.kind == constraint_kind::any || o.kind == kind; };
    if (wanted(constraint_kind::primary_key) && t.primary_key &&
        (o.name.empty() ? t.primary_key.columns == o.columns : name_of(t, t.primary_key) == o.name))
        return {constraint_kind::primary_key, 0};
    const auto of_key = [](const auto& k) { return k.columns; };
    if (wanted(constraint_kind::unique))
        if (int at = position(t, t.uniques, o.name, o.columns, of_key); at >= 0) return {constraint_kind::unique, at};
    if (wanted(constraint_kind::foreign_key))
        if (int at = position(t, t.foreign_keys, o.name, o.columns, of_key); at >= 0)
            return {constraint_kind::foreign_key, at};
    if (wanted(constraint_kind::check))
        if (int at = position(t, t.checks, o.name, o.columns,
                              [](const check_constraint& c) { return c.condition.columns(); });
            at >= 0)
            return {constraint_kind::check, at};
    return {};
}

constexpr list<string> constraint_names(const table& t) {
    list<string> all;
    if (t.primary_key) all.push_back(name_of(t, t.primary_key));
    for (const unique_key& k : t.uniques) all.push_back(name_of(t, k));
    for (const foreign_key& k : t.foreign_keys) all.push_back(name_of(t, k));
    for (const check_constraint& c : t.checks) all.push_back(name_of(t, c));
    return all;
}

/// A drop step names an index or a constraint that the table does not have.
constexpr void missing_part(const auto& step, std::string_view kind, const list<string>& those_there,
                            faults& out) {
    names known;
    for (const string& n : those_there) known.push_back(n);
    string what(kind);
    what += step.name.empty() ? " over (" : " '";
    const string columns = join(step.columns);
    what += step.name.empty() ? std::string_view(columns) : step.name;
    what += step.name.empty() ? ")" : "'";
    const string all = join(known);
    const std::string_view list = all;
    add_fault(out, 142, step.place,
              {describe(step), step.table, what, known.empty() ? std::string_view("it has none") : list},
              nearest(step.name, known));
}

template <class Element>
constexpr void erase_at(list<Element>& list, int at) {
    list.erase(list.begin() + at);
}

constexpr void replace_name(names& list, std::string_view from, std::string_view to) {
    for (std::string_view& n : list)
        if (n == from) n = to;
}

}  // namespace detail

/// The name, given or derived, of the constraint that `o` drops from `t`, where it stands.
constexpr string constraint_name(const table& t, const drop_constraint& o) {
    const detail::found_constraint found = detail::find_constraint(t, o);
    const auto at = static_cast<std::size_t>(found.at);
    switch (found.kind) {
        case constraint_kind::primary_key: return name_of(t, t.primary_key);
        case constraint_kind::unique: return name_of(t, t.uniques[at]);
        case constraint_kind::foreign_key: return name_of(t, t.foreign_keys[at]);
        case constraint_kind::check: return name_of(t, t.checks[at]);
        case constraint_kind::any: break;
    }
    return {};
}

constexpr void apply(schema& s, create_table&& o, faults& out) {
    if (s.relations.find(hash_of(o.table.name)) != name_index::absent)
        return detail::exists_already(o, "a table or index named '" + string(o.table.name) + "'", out);
    check_table(s, o.table, out);
    if (out.empty()) insert(s, std::move(o.table), out);
}

constexpr void apply(schema& s, drop_table&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    for (const table& other : s.tables)
        if (&other != t)
            for (const foreign_key& k : other.foreign_keys)
                if (k.table == o.table)
                    return detail::still_used(
                        o, detail::of_table("foreign key '" + name_of(other, k) + "'", other.name), out);
    detail::forget_indexes(s, *t);
    s.relations.erase(hash_of(o.table));
    if (t != &s.tables.back()) {
        *t = std::move(s.tables.back());
        s.relations.set(hash_of(t->name), static_cast<int>(t - s.tables.data()));
    }
    s.tables.pop_back();
}

constexpr void apply(schema& s, rename_table&& o, faults& out) {
    table* t = detail::find_table(s, o.from, o, out);
    if (!t) return;
    if (s.relations.find(hash_of(o.to)) != name_index::absent)
        return detail::exists_already(o, "a table or index named '" + string(o.to) + "'", out);
    detail::check_name("table", o.to, o.place, out);
    detail::forget_indexes(s, *t);
    s.relations.erase(hash_of(o.from));
    t->name = o.to;
    s.relations.set(hash_of(o.to), static_cast<int>(t - s.tables.data()));
    detail::remember_indexes(s, *t, o, out);
    check_constraint_names(*t, out);  // a derived name can now be one that was given
    for (table& other : s.tables)
        for (foreign_key& k : other.foreign_keys)
            if (k.table == o.from) k.table = o.to;
}

constexpr void apply(schema& s, add_column&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    if (t->find(o.column.name))
        return detail::exists_already(o, "column '" + string(o.column.name) + "' of table '" + string(o.table) + "'",
                                      out);
    check_column(s, *t, o.column, out);
    t->columns.push_back(std::move(o.column));
}

constexpr void apply(schema& s, drop_column&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    column* c = t ? detail::find_column(*t, o.column, o, out) : nullptr;
    if (!c) return;
    if (string user = detail::user_of(s, *t, o.column); !user.empty()) return detail::still_used(o, user, out);
    if (t->columns.size() == 1) add_fault(out, 110, o.place, {o.table});
    detail::erase_at(t->columns, static_cast<int>(c - t->columns.data()));
}

constexpr void apply(schema& s, rename_column&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    column* c = t ? detail::find_column(*t, o.from, o, out) : nullptr;
    if (!c) return;
    if (t->find(o.to))
        return detail::exists_already(o, "column '" + string(o.to) + "' of table '" + string(o.table) + "'", out);
    detail::check_name("column", o.to, o.place, out);
    detail::forget_indexes(s, *t);
    c->name = o.to;
    detail::replace_name(t->primary_key.columns, o.from, o.to);
    for (unique_key& k : t->uniques) detail::replace_name(k.columns, o.from, o.to);
    for (foreign_key& k : t->foreign_keys) detail::replace_name(k.columns, o.from, o.to);
    for (check_constraint& k : t->checks) k.condition.rename(o.from, o.to);
    for (index& i : t->indexes) {
        for (index_column& ic : i.columns)
            if (ic.name == o.from) ic.name = o.to;
        i.where.rename(o.from, o.to);
    }
    detail::remember_indexes(s, *t, o, out);
    check_constraint_names(*t, out);  // a derived name can now be one that was given
    for (table& other : s.tables)
        for (foreign_key& k : other.foreign_keys)
            if (k.table == o.table) detail::replace_name(k.target, o.from, o.to);
}

constexpr void apply(schema& s, alter_column&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    column* c = t ? detail::find_column(*t, o.column, o, out) : nullptr;
    if (!c) return;
    if (o.type) c->type = *o.type;
    if (o.nullable) c->nullable = *o.nullable;
    if (o.identity) c->identity = *o.identity;
    if (o.default_value) c->default_value = *o.default_value;

    faults found;
    check_column(s, *t, *c, found);
    if (contains(t->primary_key.columns, o.column)) check_primary_key(*t, t->primary_key, found);
    if (o.type) {
        for (const foreign_key& k : t->foreign_keys)
            if (contains(k.columns, o.column) || (k.table == o.table && contains(k.target, o.column)))
                check_foreign_key(s, *t, k, found);
        for (const table& other : s.tables)
            if (&other != t)
                for (const foreign_key& k : other.foreign_keys)
                    if (k.table == o.table && contains(k.target, o.column)) check_foreign_key(s, other, k, found);
        for (const check_constraint& k : t->checks)
            if (k.condition.uses(o.column)) check_check(*t, k, found);
        for (const index& i : t->indexes)
            if (i.where.uses(o.column)) check_index(*t, i, found);
    }
    for (fault& f : found) {
        f.place = o.place;  // the step is what is wrong, not the declaration that was right before it
        out.push_back(std::move(f));
    }
}

constexpr void apply(schema& s, create_index&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    check_index(*t, o.index, out);
    const std::uint64_t hash = hash_of(*t, o.index);
    if (s.relations.find(hash) != name_index::absent)
        return detail::exists_already(o, "a table or index named '" + name_of(*t, o.index) + "'", out);
    s.relations.set(hash, name_index::an_index);
    t->indexes.push_back(std::move(o.index));
}

constexpr void apply(schema& s, drop_index&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    const int at = detail::position(*t, o);
    if (at < 0) {
        list<string> storage;
        for (const index& i : t->indexes) storage.push_back(name_of(*t, i));
        detail::missing_part(o, "index", storage, out);
        return;
    }
    s.relations.erase(hash_of(*t, t->indexes[static_cast<std::size_t>(at)]));
    detail::erase_at(t->indexes, at);
}

constexpr void apply(schema& s, add_primary_key&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    if (t->primary_key) return detail::exists_already(o, "the primary key of table '" + string(o.table) + "'", out);
    check_primary_key(*t, o.key, out);
    t->primary_key = std::move(o.key);
    check_constraint_names(*t, out);
}

constexpr void apply(schema& s, add_unique&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    check_unique(*t, o.key, out);
    t->uniques.push_back(std::move(o.key));
    check_constraint_names(*t, out);
}

constexpr void apply(schema& s, add_foreign_key&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    check_foreign_key(s, *t, o.key, out);
    t->foreign_keys.push_back(std::move(o.key));
    check_constraint_names(*t, out);
}

constexpr void apply(schema& s, add_check&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    check_check(*t, o.check, out);
    t->checks.push_back(std::move(o.check));
    check_constraint_names(*t, out);
}

constexpr void apply(schema& s, drop_constraint&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    const detail::found_constraint found = detail::find_constraint(*t, o);
    if (found.kind == constraint_kind::any) {
        detail::missing_part(o, to_string(o.kind), detail::constraint_names(*t), out);
        return;
    }
    switch (found.kind) {
        case constraint_kind::primary_key: t->primary_key = {}; break;
        case constraint_kind::unique: detail::erase_at(t->uniques, found.at); break;
        case constraint_kind::foreign_key: detail::erase_at(t->foreign_keys, found.at); break;
        default: detail::erase_at(t->checks, found.at); break;
    }
    if (found.kind == constraint_kind::primary_key || found.kind == constraint_kind::unique)
        if (string user = detail::bereft_foreign_key(s, *t); !user.empty()) detail::still_used(o, user, out);
}

constexpr void apply(schema& s, create_enumeration&& o, faults& out) {
    if (s.find_enumeration(o.enumeration.name))
        return detail::exists_already(o, "enumeration '" + string(o.enumeration.name) + "'", out);
    check_enumeration(o.enumeration, out);
    s.enumerations.push_back(std::move(o.enumeration));
}

namespace detail {
constexpr enumeration* find_enumeration(schema& s, std::string_view name, const auto& step, faults& out) {
    enumeration* e = s.find_enumeration(name);
    if (!e) add_fault(out, 146, step.place, {describe(step), name}, nearest(name, s.enumeration_names()));
    return e;
}
}  // namespace detail

constexpr void apply(schema& s, drop_enumeration&& o, faults& out) {
    enumeration* e = detail::find_enumeration(s, o.name, o, out);
    if (!e) return;
    for (const table& t : s.tables)
        for (const column& c : t.columns)
            if (c.type.kind == type_kind::enumeration && c.type.name == o.name)
                return detail::still_used(o, "column '" + string(t.name) + "." + string(c.name) + "'", out);
    detail::erase_at(s.enumerations, static_cast<int>(e - s.enumerations.data()));
}

constexpr void apply(schema& s, alter_enumeration&& o, faults& out) {
    enumeration* e = detail::find_enumeration(s, o.name, o, out);
    if (!e) return;
    e->values = std::move(o.values);
    faults found;
    check_enumeration(*e, found);
    for (const table& t : s.tables)
        for (const column& c : t.columns)
            if (c.type.kind == type_kind::enumeration && c.type.name == o.name) check_column(s, t, c, found);
    for (fault& f : found) {
        f.place = o.place;
        out.push_back(std::move(f));
    }
}

constexpr void apply(schema&, execute&& o, faults& out) {
    if (o.down.empty() && o.irreversible.empty()) add_fault(out, 145, o.place, {});
}

}  // namespace retort::model
