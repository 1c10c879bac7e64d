// What needs a thing, and so would break if it changed: objects, texts, keys and defaults.
#pragma once

#include <retort/model/check.hpp>

namespace retort::model {

namespace detail {

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

}  // namespace retort::model
