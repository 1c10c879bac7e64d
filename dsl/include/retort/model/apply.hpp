// What each operation does to the model, and when it may not. One overload an operation: a declaration hands its typed
// operation straight to its overload in constant evaluation, without a variant on the way (design: that halves the
// cost). On a fault the schema is left in an unspecified state; replay stops there.
#pragma once

#include <retort/model/check.hpp>
#include <retort/model/operation.hpp>

namespace retort::model {

namespace detail {

/// The step in a sentence that says more of it: without what it changes.
constexpr string words(const auto& step) { return describe(step); }
template <class = void>
constexpr string words(const alter_column& o) {
    return line("alter column", o.table, o.column);
}
template <class = void>
constexpr string words(const alter_table& o) {
    return line("alter table", o.table);
}
template <class = void>
constexpr string words(const alter_enumeration& o) {
    return line("alter enumeration", o.name);
}
template <class = void>
constexpr string words(const add_enumeration_value& o) {
    return line("add value to enumeration", o.name);
}
template <class = void>
constexpr string words(const rename_enumeration_value& o) {
    return line("rename value of enumeration", o.name);
}

constexpr table* find_table(schema& s, std::string_view name, const auto& step, faults& out) {
    table* t = s.find(name);
    if (!t) add_fault(out, 140, step.place, {words(step), name}, nearest(name, s.table_names()));
    return t;
}

constexpr column* find_column(table& t, std::string_view name, const auto& step, faults& out) {
    column* c = t.find(name);
    if (!c) add_fault(out, 141, step.place, {words(step), t.name, name}, nearest(name, t.column_names()));
    return c;
}

constexpr void exists_already(const auto& step, const string& what, faults& out) {
    add_fault(out, 143, step.place, {words(step), what});
}

constexpr void still_used(const auto& step, const string& by_what, faults& out) {
    add_fault(out, 144, step.place, {words(step), by_what});
}

template <class Part>
constexpr void forget_name(schema& s, const table& t, const Part& part) {
    each_scope(s.databases, t, part, [&](std::uint64_t hash) { s.relations.erase(hash); });
}

/// A name for a key, an index or a partition of `t`; a fault where it is taken.
template <class Part>
constexpr void remember_name(schema& s, const table& t, const Part& part, const auto& step, faults& out) {
    if (!enter_part(s, t, part))
        exists_already(step, "a table, key, index, view or sequence named '" + relation_name(t, part) + "'", out);
}

/// A table's names leave the schema's set before it changes what they are derived from, and come back after.
template <class = void>
constexpr void forget_names(schema& s, const table& t) {
    each_named_part(t, [&](const auto& part) { forget_name(s, t, part); });
}

constexpr void remember_names(schema& s, const table& t, const auto& step, faults& out) {
    each_named_part(t, [&](const auto& part) { remember_name(s, t, part, step, out); });
}

template <class = void>
constexpr string of_table(const string& what, std::string_view table) {
    return what + " of table '" + string(table) + "'";
}

template <class = void>
constexpr bool in_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (static_cast<unsigned char>(c) & 0x80u) != 0;
}

/// Whether SQL text has `name` as a word of its own.
template <class = void>
constexpr bool mentions(std::string_view sql, std::string_view name) {
    if (name.empty()) return false;
    for (std::size_t i = 0; i + name.size() <= sql.size(); ++i)
        if (sql.substr(i, name.size()) == name && (i == 0 || !in_word(sql[i - 1])) &&
            (i + name.size() == sql.size() || !in_word(sql[i + name.size()])))
            return true;
    return false;
}
template <class = void>
constexpr bool mentions(const expression& e, std::string_view name) {
    for (const node& n : e.nodes)
        if (n.kind == node_kind::sql && mentions(n.name, name)) return true;
    return false;
}
template <class = void>
constexpr bool mentions(const object& o, std::string_view name) {
    for (const sql_text& t : o.body)
        if (mentions(t.sql, name)) return true;
    return false;
}

/// The last part of a relation's name, without its namespace.
template <class = void>
constexpr std::string_view unqualified(std::string_view name) {
    const std::size_t point = name.rfind('.');
    return point == std::string_view::npos ? name : name.substr(point + 1);
}

/// The word, in quotes or not, before position `end` of SQL text; `end` is moved to its beginning. Empty where
/// something else stands there.
template <class = void>
constexpr std::string_view word_before(std::string_view sql, std::size_t& end) {
    const auto is_blank = [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; };
    std::size_t at = end;
    while (at > 0 && is_blank(sql[at - 1])) --at;
    if (at > 0 && (sql[at - 1] == '"' || sql[at - 1] == '`')) {
        const std::size_t close = at - 1;
        std::size_t open = close;
        while (open > 0 && sql[open - 1] != sql[close]) --open;
        if (open == 0) return {};
        end = open - 1;
        return sql.substr(open, close - open);
    }
    std::size_t begin = at;
    while (begin > 0 && in_word(sql[begin - 1])) --begin;
    end = begin;
    return sql.substr(begin, at - begin);
}

/// What stands before the point that position `at` of SQL text follows: the `p` of `p.name`. Empty where there is none.
template <class = void>
constexpr std::string_view qualifier_before(std::string_view sql, std::size_t at) {
    if (at > 0 && (sql[at - 1] == '"' || sql[at - 1] == '`')) --at;
    if (at == 0 || sql[at - 1] != '.') return {};
    --at;
    return word_before(sql, at);
}

template <class = void>
constexpr bool is_called(std::string_view relation, std::string_view word) {
    const std::string_view name = unqualified(relation);
    return name == word || equal_but_for_case(name, word);
}

/// Whether `qualifier`, before a column in the text of `o`, certainly stands for another relation of the schema than
/// `t`: it is that relation's name, or an alias that the text gives to it alone.
template <class = void>
constexpr bool stands_for_another(const schema& s, const object& o, std::string_view sql, std::string_view qualifier,
                                  const table& t) {
    if (is_called(t.name, qualifier)) return false;
    if (equal_but_for_case(qualifier, "new") || equal_but_for_case(qualifier, "old")) return o.on != t.name;
    const auto is_another = [&](std::string_view word) {
        for (const table& other : s.tables)
            if (is_called(other.name, word)) return true;
        for (const object& other : s.objects)
            if (is_relation(other.kind) && is_called(other.name, word)) return true;
        return false;
    };
    bool another = is_another(qualifier);
    const std::size_t size = qualifier.size();
    for (std::size_t i = 0; i + size <= sql.size(); ++i) {
        const std::string_view here = sql.substr(i, size);
        if (!equal_but_for_case(here, qualifier) || (i > 0 && in_word(sql[i - 1])) ||
            (i + size < sql.size() && (in_word(sql[i + size]) || sql[i + size] == '.')))
            continue;
        std::size_t at = i;
        if (at > 0 && (sql[at - 1] == '"' || sql[at - 1] == '`')) --at;
        std::string_view before = word_before(sql, at);
        if (equal_but_for_case(before, "as")) before = word_before(sql, at);
        if (is_called(t.name, before)) return false;
        another = another || is_another(before);
    }
    return another;
}

/// Whether the text of `o`, which depends on `t`, may speak of the table's column. A word that is certainly another
/// relation's column (p.name, where the text says "projects p"), or a name that the text gives to a result (AS name),
/// does not count.
template <class = void>
constexpr bool speaks_of_column(const schema& s, const object& o, const table& t, std::string_view column) {
    if (column.empty()) return false;
    for (const sql_text& text : o.body) {
        const std::string_view sql = text.sql;
        for (std::size_t i = 0; i + column.size() <= sql.size(); ++i) {
            if (sql.substr(i, column.size()) != column || (i > 0 && in_word(sql[i - 1])) ||
                (i + column.size() < sql.size() && in_word(sql[i + column.size()])))
                continue;
            if (const std::string_view qualifier = qualifier_before(sql, i); !qualifier.empty()) {
                if (!stands_for_another(s, o, sql, qualifier, t)) return true;
                continue;
            }
            std::size_t at = i;
            if (at > 0 && (sql[at - 1] == '"' || sql[at - 1] == '`')) --at;
            if (!equal_but_for_case(word_before(sql, at), "as")) return true;
        }
    }
    return false;
}

/// An object that has `name` in its depends_on(...), or that is on the table of that name; or null.
template <class = void>
constexpr const object* object_on(const schema& s, std::string_view name) {
    for (const object& o : s.objects)
        if (o.on == name || contains(o.depends_on, name)) return &o;
    return nullptr;
}

/// The same, or one that depends on one of the table's columns.
template <class = void>
constexpr const object* object_on_any_of(const schema& s, const table& t) {
    if (s.objects.empty()) return nullptr;
    if (const object* o = object_on(s, t.name)) return o;
    for (const column& c : t.columns)
        if (const object* o = object_on(s, column_of(t, c.name))) return o;
    return nullptr;
}

/// An object that needs the column: it says so, or depends on the table and may speak of the column in its text.
template <class = void>
constexpr const object* object_on_column(const schema& s, const table& t, std::string_view column) {
    for (const object& o : s.objects) {
        if (contains(o.depends_on, column_of(t, column))) return &o;
        if ((o.on == t.name || contains(o.depends_on, t.name)) && speaks_of_column(s, o, t, column)) return &o;
    }
    return nullptr;
}

/// A part of `t` whose verbatim text has the column's name, which a rename does not change; empty when there is none.
template <class = void>
constexpr string text_that_mentions(const table& t, std::string_view name) {
    for (const check_constraint& c : t.checks)
        if (mentions(c.condition, name)) return of_table("check '" + name_of(t, c) + "'", t.name);
    for (const generated_column& g : t.generated)
        if (mentions(g.value, name)) return of_table("generated column '" + string(g.column) + "'", t.name);
    for (const index& i : t.indexes) {
        bool found = mentions(i.where, name);
        if (i.options)
            for (const expression& e : i.options->expressions) found = found || mentions(e, name);
        if (found) return of_table("index '" + name_of(t, i) + "'", t.name);
    }
    for (const exclusion& e : t.exclusions) {
        bool found = mentions(e.where, name);
        for (const exclusion_element& part : e.elements) found = found || mentions(part.expression, name);
        if (found) return of_table("exclusion constraint '" + name_of(t, e) + "'", t.name);
    }
    return {};
}

/// What in the schema needs column `name` of `t`, in words; empty when nothing does.
template <class = void>
constexpr string user_of(const schema& s, const table& t, std::string_view name) {
    if (contains(t.primary_key.columns, name)) return of_table("the primary key", t.name);
    for (const unique_key& k : t.uniques)
        if (contains(k.columns, name)) return of_table("unique key '" + name_of(t, k) + "'", t.name);
    for (const foreign_key& k : t.foreign_keys)
        if (contains(k.columns, name)) return of_table("foreign key '" + name_of(t, k) + "'", t.name);
    for (const check_constraint& c : t.checks)
        if (c.condition.uses(name)) return of_table("check '" + name_of(t, c) + "'", t.name);
    for (const index& i : t.indexes)
        if (i.where.uses(name) || contains(column_names(i), name) || (i.options && contains(i.options->include, name)))
            return of_table("index '" + name_of(t, i) + "'", t.name);
    for (const generated_column& g : t.generated)
        if (g.column != name && g.value.uses(name))
            return of_table("generated column '" + string(g.column) + "'", t.name);
    for (const exclusion& e : t.exclusions)
        if (e.where.uses(name) || contains(column_names(e), name))
            return of_table("exclusion constraint '" + name_of(t, e) + "'", t.name);
    if (t.options && contains(t.options->partition_columns, name)) return of_table("the partitioning", t.name);
    for (const table& other : s.tables)
        for (const foreign_key& k : other.foreign_keys)
            if (k.table == t.name && contains(k.target, name))
                return of_table("foreign key '" + name_of(other, k) + "'", other.name);
    if (const object* o = object_on_column(s, t, name)) return describe(*o);
    return text_that_mentions(t, name);
}

/// A foreign key that refers to `columns` of `t` as a key that `t` no longer has, in words; empty when there is none.
template <class = void>
constexpr string bereft_foreign_key(const schema& s, const table& t) {
    for (const table& other : s.tables)
        for (const foreign_key& k : other.foreign_keys)
            if (k.table == t.name && !is_key(t, k.target))
                return of_table("foreign key '" + name_of(other, k) + "'", other.name);
    return {};
}

/// What a drop step says beside `name`. A function, because g++ 12 loses owning values in conditional expressions.
template <class = void>
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

template <class = void>
constexpr int position(const table& t, const drop_index& o) {
    return position(t, t.indexes, o.name, o.columns, [](const index& i) { return column_names(i); });
}

/// The constraint that a drop step means.
struct found_constraint {
    constraint_kind kind = constraint_kind::any;  // any: there is none
    int at = -1;
};

template <class = void>
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
    if (wanted(constraint_kind::exclusion))
        if (int at = position(t, t.exclusions, o.name, o.columns, [](const exclusion& e) { return column_names(e); });
            at >= 0)
            return {constraint_kind::exclusion, at};
    return {};
}

template <class = void>
constexpr list<string> constraint_names(const table& t) {
    list<string> all;
    if (t.primary_key) all.push_back(name_of(t, t.primary_key));
    for (const unique_key& k : t.uniques) all.push_back(name_of(t, k));
    for (const foreign_key& k : t.foreign_keys) all.push_back(name_of(t, k));
    for (const check_constraint& c : t.checks) all.push_back(name_of(t, c));
    for (const exclusion& e : t.exclusions) all.push_back(name_of(t, e));
    return all;
}

/// A drop step names an index or a constraint that the table does not have.
constexpr void missing_part(const auto& step, const auto& wanted, std::string_view kind,
                            const list<string>& those_there, faults& out) {
    names known;
    for (const string& n : those_there) known.push_back(n);
    string what(kind);
    what += wanted.name.empty() ? " over (" : " '";
    const string columns = join(wanted.columns);
    what += wanted.name.empty() ? std::string_view(columns) : wanted.name;
    what += wanted.name.empty() ? ")" : "'";
    const string all = join(known);
    const std::string_view list = all;
    add_fault(out, 142, step.place,
              {describe(step), step.table, what, known.empty() ? std::string_view("it has none") : list},
              nearest(wanted.name, known));
}

template <class Element>
constexpr void erase_at(list<Element>& list, int at) {
    list.erase(list.begin() + at);
}

template <class = void>
constexpr void replace_name(names& list, std::string_view from, std::string_view to) {
    for (std::string_view& n : list)
        if (n == from) n = to;
}

}  // namespace detail

/// The name, given or derived, of the constraint that `o` drops from `t`, where it stands.
template <class = void>
constexpr string constraint_name(const table& t, const drop_constraint& o) {
    const detail::found_constraint found = detail::find_constraint(t, o);
    const auto at = static_cast<std::size_t>(found.at);
    switch (found.kind) {
        case constraint_kind::primary_key: return name_of(t, t.primary_key);
        case constraint_kind::unique: return name_of(t, t.uniques[at]);
        case constraint_kind::foreign_key: return name_of(t, t.foreign_keys[at]);
        case constraint_kind::check: return name_of(t, t.checks[at]);
        case constraint_kind::exclusion: return name_of(t, t.exclusions[at]);
        case constraint_kind::any: break;
    }
    return {};
}

namespace detail {
/// A relation or a type has got a name that a type may have.
template <class = void>
constexpr void meet_types(const schema& s, std::string_view name, const place& at, faults& out) {
    if (!s.find_enumeration(name) && !s.find_object(object_kind::domain, name) &&
        !s.find_object(object_kind::composite, name))
        return;
    faults found;
    check_type_names(s, found);
    for (fault& f : found) {
        f.place = at;
        out.push_back(std::move(f));
    }
}
}  // namespace detail

/// A new table, which `fill` makes in its place.
constexpr void create(schema& s, auto&& fill, const place& at, faults& out) {
    table& t = s.tables.emplace_back();
    fill(t);
    t.born = s.revision;
    t.convention = s.convention;
    if (s.relations.find(hash_of(t.name)) != name_index::absent)
        detail::exists_already(create_table{t, at},
                               "a table, key, index, view or sequence named '" + string(t.name) + "'", out);
    else
        check_table(s, t, out);
    if (!out.empty()) return s.tables.pop_back();
    enter_last(s, out);
    if (out.empty()) detail::meet_types(s, t.name, at, out);
    if (t.options)
        for (const partition& p : t.options->partitions)
            if (out.empty()) detail::meet_types(s, p.name, at, out);
}

template <class = void>
constexpr void apply(schema& s, create_table&& o, faults& out) {
    create(
        s, [&](table& t) { t = std::move(o.table); }, o.place, out);
}

template <class = void>
constexpr void apply(schema& s, drop_table&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    for (const table& other : s.tables)
        if (&other != t)
            for (const foreign_key& k : other.foreign_keys)
                if (k.table == o.table)
                    return detail::still_used(
                        o, detail::of_table("foreign key '" + name_of(other, k) + "'", other.name), out);
    if (const object* user = detail::object_on_any_of(s, *t)) return detail::still_used(o, describe(*user), out);
    detail::forget_names(s, *t);
    s.relations.erase(hash_of(o.table));
    if (t != &s.tables.back()) {
        *t = std::move(s.tables.back());
        s.relations.set(hash_of(t->name), static_cast<int>(t - s.tables.data()));
    }
    s.tables.pop_back();
}

template <class = void>
constexpr void apply(schema& s, rename_table&& o, faults& out) {
    table* t = detail::find_table(s, o.from, o, out);
    if (!t) return;
    if (s.relations.find(hash_of(o.to)) != name_index::absent)
        return detail::exists_already(o, "a table, key, index, view or sequence named '" + string(o.to) + "'", out);
    // Texts name the table as it was; what is no text follows.
    for (const object& user : s.objects)
        if (user.kind != object_kind::grant && (user.on == o.from || contains(user.depends_on, o.from)))
            return detail::still_used(o, describe(user), out);
    if (!s.objects.empty())
        for (const column& c : t->columns)
            if (const object* user = detail::object_on(s, detail::column_of(*t, c.name)))
                return detail::still_used(o, describe(*user), out);
    detail::check_name(s, "table", o.to, o.place, out);
    detail::forget_names(s, *t);
    s.relations.erase(hash_of(o.from));
    t->name = o.to;
    s.relations.set(hash_of(o.to), static_cast<int>(t - s.tables.data()));
    detail::remember_names(s, *t, o, out);
    check_constraint_names(s, *t, out);  // a derived name can now be one that was given
    for (table& other : s.tables)
        for (foreign_key& k : other.foreign_keys)
            if (k.table == o.from) k.table = o.to;
    for (object& other : s.objects)
        if (other.on == o.from) other.on = o.to;
    for (fact& f : s.facts)
        if (f.table == o.from) f.table = o.to;
    detail::meet_types(s, o.to, o.place, out);
}

template <class = void>
constexpr void apply(schema& s, add_column&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    if (t->find(o.column.name))
        return detail::exists_already(o, "column '" + string(o.column.name) + "' of table '" + string(o.table) + "'",
                                      out);
    if (detail::ignores_case(s.databases) && detail::has_capital(o.column.name))
        for (const column& c : t->columns)
            if (detail::equal_but_for_case(c.name, o.column.name))
                add_fault(out, 139, o.place, {"column", detail::column_of(*t, o.column.name), c.name});
    check_column(s, *t, o.column, out);
    t->columns.push_back(o.column);
    detail::check_row_length(s, *t, o.place, out);
    if (o.column.identity && t->options) detail::check_table_options(s, *t, out);
    if (!o.generated.empty()) {
        t->generated.push_back({o.column.name, std::move(o.generated), o.stored, o.place});
        check_generated(s, *t, t->generated.back(), out);
    }
}

namespace detail {
template <class = void>
constexpr void check_undo(const schema& s, const table& t, const drop_column& o, faults& out);
}  // namespace detail

template <class = void>
constexpr void apply(schema& s, drop_column&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    column* c = t ? detail::find_column(*t, o.column, o, out) : nullptr;
    if (!c) return;
    if (string user = detail::user_of(s, *t, o.column); !user.empty()) return detail::still_used(o, user, out);
    if (t->columns.size() == 1) add_fault(out, 110, o.place, {o.table});
    if (!o.undo.empty()) detail::check_undo(s, *t, o, out);
    detail::erase_at(t->columns, static_cast<int>(c - t->columns.data()));
    for (std::size_t i = 0; i < t->generated.size(); ++i)
        if (t->generated[i].column == o.column) {
            detail::erase_at(t->generated, static_cast<int>(i));
            break;
        }
}

template <class = void>
constexpr void apply(schema& s, rename_column&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    column* c = t ? detail::find_column(*t, o.from, o, out) : nullptr;
    if (!c) return;
    if (t->find(o.to))
        return detail::exists_already(o, "column '" + string(o.to) + "' of table '" + string(o.table) + "'", out);
    if (const object* user = detail::object_on_column(s, *t, o.from))
        return detail::still_used(o, describe(*user), out);
    if (string user = detail::text_that_mentions(*t, o.from); !user.empty()) return detail::still_used(o, user, out);
    detail::check_name(s, "column", o.to, o.place, out);
    detail::forget_names(s, *t);
    c->name = o.to;
    detail::replace_name(t->primary_key.columns, o.from, o.to);
    for (unique_key& k : t->uniques) detail::replace_name(k.columns, o.from, o.to);
    for (foreign_key& k : t->foreign_keys) detail::replace_name(k.columns, o.from, o.to);
    for (check_constraint& k : t->checks) k.condition.rename(o.from, o.to);
    for (index& i : t->indexes) {
        for (index_column& ic : i.columns)
            if (ic.name == o.from) ic.name = o.to;
        i.where.rename(o.from, o.to);
        if (!i.options) continue;
        for (expression& e : i.options->expressions) e.rename(o.from, o.to);
        detail::replace_name(i.options->include, o.from, o.to);
    }
    for (generated_column& g : t->generated) {
        if (g.column == o.from) g.column = o.to;
        g.value.rename(o.from, o.to);
    }
    for (exclusion& e : t->exclusions) {
        for (exclusion_element& part : e.elements) {
            if (part.column == o.from) part.column = o.to;
            part.expression.rename(o.from, o.to);
        }
        e.where.rename(o.from, o.to);
    }
    if (t->options) detail::replace_name(t->options->partition_columns, o.from, o.to);
    detail::remember_names(s, *t, o, out);
    check_constraint_names(s, *t, out);  // a derived name can now be one that was given
    for (table& other : s.tables)
        for (foreign_key& k : other.foreign_keys)
            if (k.table == o.table) detail::replace_name(k.target, o.from, o.to);
    for (fact& f : s.facts) {
        if (f.table != o.table) continue;
        if (f.column == o.from) f.column = o.to;
        f.where.rename(o.from, o.to);
    }
}

namespace detail {
/// Adds what was found, at the step: the step is what is wrong, not the declaration that was right before it.
template <class = void>
constexpr void blame(const place& at, faults& found, faults& out) {
    for (fault& f : found) {
        f.place = at;
        out.push_back(std::move(f));
    }
}
}  // namespace detail

template <class = void>
constexpr void apply(schema& s, alter_column&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    column* c = t ? detail::find_column(*t, o.column, o, out) : nullptr;
    if (!c) return;
    if (o.type) c->type = *o.type;
    if (o.nullable) c->nullable = *o.nullable;
    if (o.identity) c->identity = *o.identity;
    if (o.default_value) c->default_value = *o.default_value;
    if (o.numbering) c->numbering = *o.numbering;
    if (o.identity && !*o.identity) c->numbering = {};
    if (o.collation) c->collation = *o.collation;
    if (o.comment) c->comment = *o.comment;

    faults found;
    check_column(s, *t, *c, found);
    if (contains(t->primary_key.columns, o.column)) check_primary_key(s, *t, t->primary_key, found);
    if (o.nullable || o.default_value)
        for (const foreign_key& k : t->foreign_keys)
            if (contains(k.columns, o.column)) detail::check_actions(s, *t, k, found);
    if (const generated_column* g = t->find_generated(o.column)) check_generated(s, *t, *g, found);
    if (o.identity && t->options) detail::check_table_options(s, *t, found);
    if (o.type || o.collation) {
        detail::check_row_length(s, *t, o.place, found);
        for (const table& other : s.tables)
            for (const foreign_key& k : other.foreign_keys)
                if ((&other == t && contains(k.columns, o.column)) ||
                    (k.table == o.table && contains(k.target, o.column)))
                    check_foreign_key(s, other, k, found);
    }
    if (o.type) {
        for (const exclusion& e : t->exclusions)
            if (e.where.uses(o.column) || contains(detail::column_names(e), o.column)) check_exclusion(s, *t, e, found);
        if (const object* user = s.objects.empty() ? nullptr : detail::object_on_column(s, *t, o.column))
            detail::still_used(o, describe(*user), out);
    }
    // Not every database computes from a column that is numbered, or has each key over one.
    if (o.type || (o.identity && *o.identity)) {
        for (const unique_key& k : t->uniques)
            if (contains(k.columns, o.column)) check_unique(s, *t, k, found);
        for (const index& i : t->indexes)
            if (i.where.uses(o.column) || contains(detail::column_names(i), o.column)) check_index(s, *t, i, found);
        for (const check_constraint& k : t->checks)
            if (k.condition.uses(o.column)) check_check(s, *t, k, found);
        for (const generated_column& g : t->generated)
            if (g.value.uses(o.column)) check_generated(s, *t, g, found);
    }
    detail::blame(o.place, found, out);
}

template <class = void>
constexpr void apply(schema& s, create_index&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    check_index(s, *t, o.index, out);
    detail::check_index_beside_checks(s, *t, o.index, out);
    detail::remember_name(s, *t, o.index, o, out);
    if (out.empty()) t->indexes.push_back(std::move(o.index));
}

namespace detail {
constexpr int find_index(const table& t, const auto& step, const drop_index& wanted, faults& out) {
    const int at = position(t, wanted);
    if (at < 0) {
        list<string> storage;
        for (const index& i : t.indexes) storage.push_back(name_of(t, i));
        missing_part(step, wanted, "index", storage, out);
    }
    return at;
}
}  // namespace detail

template <class = void>
constexpr void apply(schema& s, drop_index&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    const int at = t ? detail::find_index(*t, o, o, out) : -1;
    if (at < 0) return;
    detail::forget_name(s, *t, t->indexes[static_cast<std::size_t>(at)]);
    detail::erase_at(t->indexes, at);
}

namespace detail {
/// A name that the convention would make is the convention's again, and follows when the table is renamed: so that a
/// rename can be taken back.
constexpr void rename_part(const table& t, auto& part, std::string_view to) {
    part.name = {};
    if (name_of(t, part) != to) part.name = to;
}
}  // namespace detail

template <class = void>
constexpr void apply(schema& s, rename_index&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    const int at = t ? detail::find_index(*t, o, {.table = o.table, .name = o.from}, out) : -1;
    if (at < 0) return;
    index& i = t->indexes[static_cast<std::size_t>(at)];
    detail::check_name(s, "index", o.to, o.place, out);
    detail::forget_name(s, *t, i);
    detail::rename_part(*t, i, o.to);
    detail::remember_name(s, *t, i, o, out);
    detail::check_index_beside_checks(s, *t, i, out);
}

template <class = void>
constexpr void apply(schema& s, add_primary_key&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    if (t->primary_key) return detail::exists_already(o, "the primary key of table '" + string(o.table) + "'", out);
    check_primary_key(s, *t, o.key, out);
    detail::remember_name(s, *t, o.key, o, out);
    t->primary_key = std::move(o.key);
    check_constraint_names(s, *t, out);
}

template <class = void>
constexpr void apply(schema& s, add_unique&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    check_unique(s, *t, o.key, out);
    detail::remember_name(s, *t, o.key, o, out);
    t->uniques.push_back(std::move(o.key));
    check_constraint_names(s, *t, out);
}

template <class = void>
constexpr void apply(schema& s, add_foreign_key&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    check_foreign_key(s, *t, o.key, out);
    detail::remember_name(s, *t, o.key, o, out);
    t->foreign_keys.push_back(std::move(o.key));
    check_constraint_names(s, *t, out);
}

template <class = void>
constexpr void apply(schema& s, add_check&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    check_check(s, *t, o.check, out);
    t->checks.push_back(std::move(o.check));
    check_constraint_names(s, *t, out);
}

template <class = void>
constexpr void apply(schema& s, add_exclusion&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    check_exclusion(s, *t, o.exclusion, out);
    detail::remember_name(s, *t, o.exclusion, o, out);
    t->exclusions.push_back(std::move(o.exclusion));
    check_constraint_names(s, *t, out);
}

namespace detail {
constexpr found_constraint find_constraint(const table& t, const auto& step, const drop_constraint& wanted,
                                           faults& out) {
    const found_constraint found = find_constraint(t, wanted);
    if (found.kind == constraint_kind::any)
        missing_part(step, wanted, to_string(wanted.kind), constraint_names(t), out);
    return found;
}
}  // namespace detail

template <class = void>
constexpr void apply(schema& s, drop_constraint&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    const detail::found_constraint found = detail::find_constraint(*t, o, o, out);
    const auto at = static_cast<std::size_t>(found.at);
    switch (found.kind) {
        case constraint_kind::any: return;
        case constraint_kind::primary_key:
            detail::forget_name(s, *t, t->primary_key);
            t->primary_key = {};
            if (t->options && t->options->without_rowid)
                add_fault(out, 197, o.place, {t->name, "this takes its primary key away"});
            break;
        case constraint_kind::unique:
            detail::forget_name(s, *t, t->uniques[at]);
            detail::erase_at(t->uniques, found.at);
            break;
        case constraint_kind::foreign_key:
            detail::forget_name(s, *t, t->foreign_keys[at]);
            detail::erase_at(t->foreign_keys, found.at);
            break;
        case constraint_kind::check: detail::erase_at(t->checks, found.at); break;
        case constraint_kind::exclusion:
            detail::forget_name(s, *t, t->exclusions[at]);
            detail::erase_at(t->exclusions, found.at);
            break;
    }
    if (found.kind == constraint_kind::primary_key || found.kind == constraint_kind::unique)
        if (string user = detail::bereft_foreign_key(s, *t); !user.empty()) detail::still_used(o, user, out);
}

template <class = void>
constexpr void apply(schema& s, rename_constraint&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    const detail::found_constraint found = detail::find_constraint(*t, o, {.table = o.table, .name = o.from}, out);
    const auto at = static_cast<std::size_t>(found.at);
    const auto rename = [&](auto& constraint, bool relation) {
        if (relation) detail::forget_name(s, *t, constraint);
        detail::rename_part(*t, constraint, o.to);
        if (relation) detail::remember_name(s, *t, constraint, o, out);
    };
    switch (found.kind) {
        case constraint_kind::any: return;
        case constraint_kind::primary_key: rename(t->primary_key, true); break;
        case constraint_kind::unique: rename(t->uniques[at], true); break;
        case constraint_kind::foreign_key: rename(t->foreign_keys[at], true); break;
        case constraint_kind::check: rename(t->checks[at], false); break;
        case constraint_kind::exclusion: rename(t->exclusions[at], true); break;
    }
    detail::check_name(s, to_string(found.kind), o.to, o.place, out);
    faults clash;
    check_constraint_names(s, *t, clash);
    detail::blame(o.place, clash, out);
}

template <class = void>
constexpr void apply(schema& s, validate_constraint&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    const detail::found_constraint found = detail::find_constraint(*t, o, {.table = o.table, .name = o.name}, out);
    if (found.kind == constraint_kind::any) return;
    const auto at = static_cast<std::size_t>(found.at);
    bool* not_valid = found.kind == constraint_kind::foreign_key ? &t->foreign_keys[at].not_valid
                      : found.kind == constraint_kind::check     ? &t->checks[at].not_valid
                                                                 : nullptr;
    if (!not_valid || *not_valid != o.valid) return add_fault(out, 196, o.place, {describe(o), o.name, o.table});
    *not_valid = !o.valid;
}

template <class = void>
constexpr void apply(schema& s, alter_table&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    table_options& now = t->options.make();
    if (o.comment) now.comment = *o.comment;
    if (o.unlogged) now.unlogged = *o.unlogged;
    if (o.strict) now.strict = *o.strict;
    if (o.without_rowid) now.without_rowid = *o.without_rowid;
    if (o.engine) now.engine = *o.engine;
    if (o.charset) now.charset = *o.charset;
    if (o.collation) now.collation = *o.collation;
    if (o.parameters) now.parameters = std::move(*o.parameters);
    if (o.row_security) now.row_security = *o.row_security;
    faults found;
    detail::check_table_options(s, *t, found);
    if (o.charset || o.collation) {
        detail::check_row_length(s, *t, o.place, found);
        for (const table& other : s.tables)
            for (const foreign_key& k : other.foreign_keys)
                if (&other == t || k.table == o.table) check_foreign_key(s, other, k, found);
    }
    detail::blame(o.place, found, out);
}

template <class = void>
constexpr void apply(schema& s, create_partition&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    check_partition(s, *t, o.partition, out);
    detail::remember_name(s, *t, o.partition, o, out);
    if (!out.empty()) return;
    t->options->partitions.push_back(std::move(o.partition));
    detail::meet_types(s, t->options->partitions.back().name, o.place, out);
}

template <class = void>
constexpr void apply(schema& s, drop_partition&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    names known;
    if (t->options)
        for (std::size_t i = 0; i < t->options->partitions.size(); ++i) {
            if (t->options->partitions[i].name == o.name) {
                s.relations.erase(hash_of(o.name));
                return detail::erase_at(t->options->partitions, static_cast<int>(i));
            }
            known.push_back(t->options->partitions[i].name);
        }
    add_fault(out, 147, o.place, {describe(o), "partition '" + string(o.name) + "'"}, nearest(o.name, known));
}

template <class = void>
constexpr void apply(schema& s, create_enumeration&& o, faults& out) {
    if (s.find_enumeration(o.enumeration.name))
        return detail::exists_already(o, "enumeration '" + string(o.enumeration.name) + "'", out);
    check_enumeration(s, o.enumeration, out);
    s.enumerations.push_back(std::move(o.enumeration));
    // What is taken is a relation, or an object.
    if (s.relations.find(hash_of(s.enumerations.back().name)) != name_index::absent || !s.objects.empty())
        detail::check_type_names(s, out);
}

namespace detail {
constexpr enumeration* find_enumeration(schema& s, std::string_view name, const auto& step, faults& out) {
    enumeration* e = s.find_enumeration(name);
    if (!e) add_fault(out, 146, step.place, {words(step), name}, nearest(name, s.enumeration_names()));
    return e;
}

/// Whether `t` is of the enumeration, domain or composite type of that name.
template <class = void>
constexpr bool is_of(const type& t, type_kind kind, std::string_view name) {
    return t.kind == kind && t.name == name;
}

/// A column, attribute or domain of that type, in words; empty where there is none.
template <class = void>
constexpr string user_of_type(const schema& s, type_kind kind, std::string_view name) {
    for (const table& t : s.tables)
        for (const column& c : t.columns)
            if (is_of(c.type, kind, name)) return "column '" + column_of(t, c.name) + "'";
    for (const object& o : s.objects) {
        if (is_of(o.type, kind, name)) return describe(o);
        for (const column& a : o.attributes)
            if (is_of(a.type, kind, name)) return describe(o);
    }
    return {};
}
}  // namespace detail

template <class = void>
constexpr void apply(schema& s, drop_enumeration&& o, faults& out) {
    enumeration* e = detail::find_enumeration(s, o.name, o, out);
    if (!e) return;
    if (string user = detail::user_of_type(s, type_kind::enumeration, o.name); !user.empty())
        return detail::still_used(o, user, out);
    if (const object* user = detail::object_on(s, o.name)) return detail::still_used(o, describe(*user), out);
    detail::erase_at(s.enumerations, static_cast<int>(e - s.enumerations.data()));
}

namespace detail {
/// After an enumeration has changed: it is still right, and so are the defaults of its columns.
template <class = void>
constexpr void check_changed(const schema& s, const enumeration& e, const place& at, faults& out) {
    faults found;
    check_enumeration(s, e, found);
    for (const table& t : s.tables) {
        for (const column& c : t.columns)
            if (is_of(c.type, type_kind::enumeration, e.name)) check_column(s, t, c, found);
        if (t.options)
            for (const partition& p : t.options->partitions) check_partition(s, t, p, found);
    }
    blame(at, found, out);
}
}  // namespace detail

template <class = void>
constexpr void apply(schema& s, alter_enumeration&& o, faults& out) {
    enumeration* e = detail::find_enumeration(s, o.name, o, out);
    if (!e) return;
    e->values = std::move(o.values);
    detail::check_changed(s, *e, o.place, out);
}

template <class = void>
constexpr void apply(schema& s, add_enumeration_value&& o, faults& out) {
    enumeration* e = detail::find_enumeration(s, o.name, o, out);
    if (!e) return;
    if (contains(e->values, o.value))
        return add_fault(out, 149, o.place,
                         {detail::words(o), o.name, "has the value '" + string(o.value) + "' already",
                          "leave the step out, or add another value"});
    const std::string_view beside = o.before.empty() ? o.after : o.before;
    if (!beside.empty() && !contains(e->values, beside))
        return add_fault(out, 149, o.place,
                         {detail::words(o), o.name, "has no value '" + string(beside) + "'",
                          "name one of its values: " + detail::quoted(e->values)},
                         nearest(beside, e->values));
    names values;
    for (std::string_view v : e->values) {
        if (!o.before.empty() && v == o.before) values.push_back(o.value);
        values.push_back(v);
        if (o.before.empty() && !o.after.empty() && v == o.after) values.push_back(o.value);
    }
    if (beside.empty()) values.push_back(o.value);
    e->values = std::move(values);
}

namespace detail {
/// Whether a value of `t` is one of the enumeration, with a domain between them perhaps.
constexpr bool holds_value_of(const schema& s, const type& t, std::string_view enumeration_name) {
    const type of = base_type(s, t);
    return of.dimensions == 0 && is_of(of, type_kind::enumeration, enumeration_name);
}
}  // namespace detail

template <class = void>
constexpr void apply(schema& s, rename_enumeration_value&& o, faults& out) {
    enumeration* e = detail::find_enumeration(s, o.name, o, out);
    if (!e) return;
    if (!contains(e->values, o.from))
        return add_fault(out, 149, o.place,
                         {detail::words(o), o.name, "has no value '" + string(o.from) + "'",
                          "name one of its values: " + detail::quoted(e->values)},
                         nearest(o.from, e->values));
    if (contains(e->values, o.to))
        return add_fault(
            out, 149, o.place,
            {detail::words(o), o.name, "has the value '" + string(o.to) + "' already", "choose another name for it"});
    detail::replace_name(e->values, o.from, o.to);
    const auto follow = [&](expression& x, const table& t) {
        for (node& n : x.nodes) {
            const bool compares = n.kind >= node_kind::equal && n.kind <= node_kind::greater_equal;
            if (!compares && n.kind != node_kind::in) continue;
            const auto is_column = [&](int i) {
                if (i < 0 || x.at(i).kind != node_kind::column) return false;
                const column* c = t.find(x.at(i).name);
                return c && detail::holds_value_of(s, c->type, o.name);
            };
            const auto change = [&](int i) {
                node& l = x.nodes[static_cast<std::size_t>(i)];
                if (l.kind == node_kind::literal && l.value.text == o.from) l.value.text = o.to;
            };
            if (compares && is_column(n.left)) change(n.right);
            if (compares && is_column(n.right)) change(n.left);
            if (n.kind == node_kind::in && is_column(n.left))
                for (int l = n.right; l >= 0; l = x.at(l).right) change(x.at(l).left);
        }
    };
    const auto change = [&](const type& t, literal& l) {
        if (l.text == o.from && detail::holds_value_of(s, t, o.name)) l.text = o.to;
    };
    for (table& t : s.tables) {
        for (column& c : t.columns) change(c.type, c.default_value);
        for (check_constraint& c : t.checks) follow(c.condition, t);
        for (index& i : t.indexes) {
            follow(i.where, t);
            if (i.options)
                for (expression& computed : i.options->expressions) follow(computed, t);
        }
        for (exclusion& x : t.exclusions) follow(x.where, t);
        if (t.options)
            for (partition& p : t.options->partitions)
                for (std::size_t i = 0; i < p.from.size() || i < p.to.size(); ++i) {
                    const std::size_t of = p.method == partition_method::range ? i : 0;
                    const column* c =
                        of < t.options->partition_columns.size() ? t.find(t.options->partition_columns[of]) : nullptr;
                    if (!c) continue;
                    if (i < p.from.size()) change(c->type, p.from[i]);
                    if (i < p.to.size()) change(c->type, p.to[i]);
                }
        for (generated_column& g : t.generated) follow(g.value, t);
    }
    for (object& other : s.objects) change(other.type, other.default_value);
}

template <class = void>
constexpr void apply(schema& s, create_object&& o, faults& out) {
    object& wanted = o.object;
    if (s.find_object(wanted.kind, wanted.name, wanted.on)) return detail::exists_already(o, describe(wanted), out);
    if (detail::is_relation(wanted.kind)) {
        if (s.relations.find(hash_of(wanted.name)) != name_index::absent)
            return detail::exists_already(
                o, "a table, key, index, view or sequence named '" + string(wanted.name) + "'", out);
        s.relations.set(hash_of(wanted.name), name_index::an_index);
    }
    if (const object* other = detail::trigger_of_that_name(s, wanted))
        return detail::exists_already(o, describe(*other), out);
    check_object(s, wanted, out);
    s.objects.push_back(std::move(wanted));
    names path;
    (void)detail::find_circle(s, s.objects.back(), path, out);
    detail::meet_types(s, s.objects.back().name, o.place, out);
}

namespace detail {
constexpr object* find_object(schema& s, object_kind kind, std::string_view name, std::string_view on, const auto& step,
                              faults& out) {
    object* o = s.find_object(kind, name, on);
    if (!o)
        add_fault(out, 147, step.place, {describe(step), describe(kind, name, on)},
                  nearest(name, s.object_names(kind)));
    return o;
}

/// What needs the object, in words; empty where nothing does.
template <class = void>
constexpr string user_of_object(const schema& s, const object& o) {
    if (o.kind == object_kind::domain || o.kind == object_kind::composite)
        if (string user =
                user_of_type(s, o.kind == object_kind::domain ? type_kind::domain : type_kind::composite, o.name);
            !user.empty())
            return user;
    if (o.kind == object_kind::namespace_) {
        const string inside = string(o.name) + ".";
        for (const table& t : s.tables)
            if (t.name.substr(0, inside.size()) == std::string_view(inside)) return "table '" + string(t.name) + "'";
    }
    for (const object& other : s.objects) {
        if (&other == &o) continue;
        if (contains(other.depends_on, o.name) || (!o.name.empty() && other.on == o.name && has_view(s, o.name)))
            return describe(other);
    }
    if (o.kind == object_kind::sequence || o.kind == object_kind::function || o.kind == object_kind::extension)
        for (const table& t : s.tables)
            for (const column& c : t.columns)
                if (c.default_value.kind == literal_kind::sql && mentions(c.default_value.text, o.name))
                    return "the default of '" + column_of(t, c.name) + "'";
    return {};
}
}  // namespace detail

template <class = void>
constexpr void apply(schema& s, drop_object&& o, faults& out) {
    object* there = detail::find_object(s, o.kind, o.name, o.on, o, out);
    if (!there) return;
    if (string user = detail::user_of_object(s, *there); !user.empty()) return detail::still_used(o, user, out);
    if (detail::is_relation(o.kind)) s.relations.erase(hash_of(o.name));
    detail::erase_at(s.objects, static_cast<int>(there - s.objects.data()));
}

template <class = void>
constexpr void apply(schema& s, rename_object&& o, faults& out) {
    object* there = detail::find_object(s, o.kind, o.from, o.on, o, out);
    if (!there) return;
    if (s.find_object(o.kind, o.to, o.on)) return detail::exists_already(o, describe(o.kind, o.to, o.on), out);
    // Columns follow; texts do not.
    for (const object& other : s.objects)
        if (&other != there &&
            (contains(other.depends_on, o.from) || (other.on == o.from && detail::has_view(s, o.from))))
            return detail::still_used(o, describe(other), out);
    if (o.kind == object_kind::namespace_)
        if (string user = detail::user_of_object(s, *there); !user.empty()) return detail::still_used(o, user, out);
    detail::check_name(s, to_string(o.kind), o.to, o.place, out);
    if (detail::is_relation(o.kind)) {
        if (s.relations.find(hash_of(o.to)) != name_index::absent)
            return detail::exists_already(o, "a table, key, index, view or sequence named '" + string(o.to) + "'", out);
        s.relations.erase(hash_of(o.from));
        s.relations.set(hash_of(o.to), name_index::an_index);
    }
    there->name = o.to;
    if (const object* other = detail::trigger_of_that_name(s, *there))
        return detail::exists_already(o, describe(*other), out);
    names path;
    (void)detail::find_circle(s, *there, path, out);
    if (!detail::is_type(o.kind)) return detail::meet_types(s, o.to, o.place, out);
    const type_kind kind = o.kind == object_kind::domain ? type_kind::domain : type_kind::composite;
    const auto follow = [&](type& t) {
        if (detail::is_of(t, kind, o.from)) t.name = o.to;
    };
    for (table& t : s.tables)
        for (column& c : t.columns) follow(c.type);
    for (object& other : s.objects) {
        follow(other.type);
        for (column& a : other.attributes) follow(a.type);
    }
    detail::check_type_names(s, out);
}

namespace detail {
/// After a domain has got another base type, or a composite type other attributes: what was right for its columns need
/// not be any more.
template <class = void>
constexpr void check_users_of_types(const schema& s, const place& at, faults& out) {
    faults found;
    for (const table& t : s.tables) check_table(s, t, found);
    for (const object& o : s.objects)
        if (is_type(o.kind)) check_object(s, o, found);
    blame(at, found, out);
}
}  // namespace detail

template <class = void>
constexpr void apply(schema& s, replace_object&& o, faults& out) {
    object* there = detail::find_object(s, o.object.kind, o.object.name, o.object.on, o, out);
    if (!there) return;
    check_object(s, o.object, out);
    const bool other_type = there->kind == object_kind::composite || !(there->type == o.object.type);
    *there = std::move(o.object);
    names path;
    (void)detail::find_circle(s, *there, path, out);
    if (other_type && out.empty()) detail::check_users_of_types(s, o.place, out);
}

template <class = void>
constexpr void apply(schema& s, execute&& o, faults& out) {
    if (o.down.empty() && o.irreversible.empty()) return add_fault(out, 145, o.place, {});
    if (s.databases.empty()) return;
    detail::check_covered(
        s, o.only, o.up.data(), o.up.size(), [&] { return describe(o); }, o.place, out);
    if (o.irreversible.empty())
        detail::check_covered(
            s, o.only, o.down.data(), o.down.size(), [&] { return "undo(...) of " + describe(o); }, o.place, out);
}

template <class = void>
constexpr void apply(schema&, declared_effect&&, faults&) {}

namespace detail {

constexpr void no_way_back(const auto& step, std::string_view way_out, faults& out) {
    add_fault(out, 159, step.place, {describe(step), "undo(...)", way_out});
}

/// A value that a step gives to a column.
constexpr void check_value(const schema& s, const auto& step, const table& t, const column& c, const literal& l,
                           faults& out) {
    if (is_no_value(l))
        return add_fault(
            out, 194, step.place,
            {"column '" + column_of(t, c.name) + "' in " + describe(step), l.text, "a constant, now, or sql(\"...\")"});
    if (l.kind == literal_kind::none) {
        if (!c.nullable) add_fault(out, 156, step.place, {describe(step), t.name, c.name, "NOT NULL", "NULL"});
        return;
    }
    if (problem_with(s, c.type, l) != 0)
        add_fault(out, 156, step.place, {describe(step), t.name, c.name, to_string(c.type), describe(l)});
}

/// A column that a step writes: it is there, and takes values.
constexpr const column* check_written(const auto& step, const table& t, std::string_view name, faults& out) {
    const column* c = t.find(name);
    if (!c) {
        add_fault(out, 141, step.place, {describe(step), t.name, name}, nearest(name, t.column_names()));
        return nullptr;
    }
    if (t.find_generated(name)) add_fault(out, 184, step.place, {describe(step), t.name, name, "generated"});
    return c;
}

constexpr void check_rows(const schema& s, const auto& step, const table& t, const names& columns,
                          const list<literal>& values, faults& out) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const column* c = check_written(step, t, columns[i], out);
        if (c && c->identity && c->numbering.always)
            add_fault(out, 184, step.place,
                      {describe(step), t.name, c->name, "an identity that is always the database's"});
        if (c)
            for (std::size_t v = i; v < values.size(); v += columns.size()) check_value(s, step, t, *c, values[v], out);
    }
    for (const column& c : t.columns)
        if (!c.nullable && !c.identity && !c.default_value && !contains(columns, c.name) && !t.find_generated(c.name))
            add_fault(out, 157, step.place, {describe(step), t.name, c.name});
}

constexpr void check_set(const schema& s, const auto& step, const table& t, const list<assignment>& set, faults& out) {
    for (const assignment& a : set) {
        const column* c = check_written(step, t, a.column, out);
        if (!c || a.value.empty()) continue;
        if (a.value.nodes.size() == 1 && a.value.nodes[0].kind == node_kind::literal) {
            check_value(s, step, t, *c, a.value.nodes[0].value, out);
            continue;
        }
        const string words = describe(step);
        const subject what{{}, words, {}};
        const family is = check_expression(s, t, a.value, what, step.place, out);
        const family wanted = family_of(base_type(s, c->type));
        if (is != family::unknown && wanted != family::unknown && is != wanted &&
            !(is == family::text && written_as_text(wanted)))
            add_fault(out, 156, step.place,
                      {words, t.name, c->name, to_string(c->type), "a value of type " + string(to_string(is))});
    }
}

/// The value that the way back gives to existing rows: it fits the column, and is computed from what is there then.
template <class>
constexpr void check_undo(const schema& s, const table& t, const drop_column& o, faults& out) {
    if (o.undo.uses(o.column)) return add_fault(out, 141, o.place, {describe(o), t.name, o.column});
    if (t.find(o.column)->identity)
        return add_fault(out, 184, o.place,
                         {describe(o), t.name, o.column, "an identity, which numbers existing rows"});
    list<assignment> set;
    set.push_back({o.column, o.undo});
    check_set(s, o, t, set, out);
}

constexpr void check_where(const schema& s, const auto& step, const table& t, const expression& where, faults& out) {
    if (where.empty()) return;
    const string words = describe(step);
    check_condition(s, t, where, {"where(...) of ", words, {}}, step.place, out);
}

}  // namespace detail

template <class = void>
constexpr void apply(schema& s, insert_rows&& o, faults& out) {
    if (const table* t = detail::find_table(s, o.table, o, out)) detail::check_rows(s, o, *t, o.columns, o.values, out);
}

template <class = void>
constexpr void apply(schema& s, update_rows&& o, faults& out) {
    const table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    if (o.where.empty() && !o.all_rows) add_fault(out, 158, o.place, {describe(o)});
    if (o.undo.empty() && o.irreversible.empty()) detail::no_way_back(o, "undo(...) with the former values", out);
    detail::check_set(s, o, *t, o.set, out);
    detail::check_set(s, o, *t, o.undo, out);
    detail::check_where(s, o, *t, o.where, out);
    detail::check_where(s, o, *t, o.undo_where, out);
}

template <class = void>
constexpr void apply(schema& s, delete_rows&& o, faults& out) {
    const table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    if (o.where.empty() && !o.all_rows) add_fault(out, 158, o.place, {describe(o)});
    if (o.undo_values.empty() && o.irreversible.empty())
        detail::no_way_back(o, "undo(columns(...), row(...)) with the rows as they were", out);
    if (!o.undo_values.empty()) detail::check_rows(s, o, *t, o.undo_columns, o.undo_values, out);
    detail::check_where(s, o, *t, o.where, out);
}

template <class = void>
constexpr void apply(schema& s, backfill&& o, faults& out) {
    const table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    if (o.batch < 0) add_fault(out, 199, o.place, {describe(o)});
    detail::check_set(s, o, *t, o.set, out);
    detail::check_where(s, o, *t, o.where, out);
}

template <class = void>
constexpr void apply(schema&, run&& o, faults& out) {
    if (o.undo.empty() && !o.undo_nothing && o.irreversible.empty())
        add_fault(out, 159, o.place,
                  {describe(o), "undo_run<...>", "undo_run<...>, or nothing where there is nothing to undo"});
}

template <class = void>
constexpr void apply(schema& s, coverage&& o, faults& out) {
    for (database d : every_database)
        if (s.databases.has(d) && !o.covered.has(d)) add_fault(out, 162, o.place, {o.first, name_of(d)});
}

template <class = void>
constexpr void apply(schema&, misplaced&& o, faults& out) {
    add_fault(out, o.misuse.code, o.misuse.place, {o.misuse.subject, o.misuse.given, o.misuse.way_out});
}

template <class = void>
constexpr void apply(schema&, wrong_row&& o, faults& out) {
    add_fault(out, 165, o.place,
              {detail::line("insert rows into", o.table), decimal(o.row),
               detail::count(static_cast<std::size_t>(o.size), "value"),
               detail::count(static_cast<std::size_t>(o.columns), "column")});
}

template <class = void>
constexpr void apply(schema&, step_on_one_database&& o, faults& out) {
    add_fault(out, 163, o.place, {o.step});
}

}  // namespace retort::model
