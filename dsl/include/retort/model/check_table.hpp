// The rules of a table: each written once, for `check`, which asks all of them, and for `apply`, which asks those that
// concern a step.
#pragma once

#include <retort/model/check_expression.hpp>

namespace retort::model {

namespace detail {

/// a == b for databases that do not tell upper from lower case (ASCII letters).
constexpr bool equal_but_for_case(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    for (std::size_t i = a.size(); i-- > 0;)
        if (a[i] != b[i] && lower(a[i]) != lower(b[i])) return false;
    return true;
}

constexpr bool ignores_case(databases on) { return on.wants(database::sqlite) || on.has(database::mariadb); }

constexpr std::string_view name_in(std::string_view column) { return column; }
constexpr std::string_view name_in(const index_column& column) { return column.name; }

/// All of `columns` exist in `t`, each once. `kind` and `name` describe the key; no text is made unless there is a
/// fault.
template <class Column>
constexpr bool check_columns(const table& t, const list<Column>& columns, std::string_view kind, std::string_view name,
                             const place& at, faults& out) {
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

namespace detail {

constexpr string column_of(const table& t, std::string_view name) { return string(t.name) + "." + string(name); }

/// Whether a type exists and can be had on the schema's databases. `what` is called for the text of a message.
constexpr void check_type(const schema& s, const type& t, auto&& what, const place& at, faults& out) {
    if (t.kind == type_kind::domain || t.kind == type_kind::composite) {
        const object_kind kind = t.kind == type_kind::domain ? object_kind::domain : object_kind::composite;
        if (!s.find_object(kind, t.name))
            add_fault(out, 180, at, {what(), to_string(kind), t.name}, nearest(t.name, s.object_names(kind)));
    }
    if (t.is_unsigned && !is_integer(t.kind) && family_of(t.kind) != family::number)
        add_fault(out, 185, at, {what(), to_string(t), "only numeric types can be unsigned"});
    if (t.dimensions > 6) add_fault(out, 185, at, {what(), to_string(t), "an array has at most six dimensions"});
    if (t.kind == type_kind::native && t.name.empty())
        add_fault(out, 185, at, {what(), to_string(t), "native(...) needs the type's name"});
    for (database d : every_database) {
        if (!s.databases.has(d)) continue;
        const type_support& there = support(t, d);
        if (there.kind == support_kind::unsupported)
            add_fault(out, 160, at, {what(), to_string(t), name_of(d), there.note});
    }
}

/// Whether the texts that are written for one database each leave none of the schema's out.
constexpr void check_covered(const schema& s, databases only, const sql_text* texts, std::size_t size, auto&& what,
                             const place& at, faults& out) {
    for (database d : every_database) {
        if (!s.databases.has(d) || !only.wants(d)) continue;
        bool found = false;
        for (std::size_t i = 0; i < size; ++i)
            found = found || texts[i].database.empty() || texts[i].database == name_of(d);
        if (!found) add_fault(out, 164, at, {what(), name_of(d)});
    }
}

constexpr bool is_plain(const type& t) {
    return t.kind <= type_kind::jsonb && t.dimensions == 0 && !t.is_unsigned && t.b == 0 && t.a == 0;
}

/// Whether the schema's databases have the collation, as far as that can be known: the others' are each server's own.
constexpr void check_collation(const schema& s, std::string_view collation, databases only, auto&& of, const place& at,
                               faults& out) {
    const bool of_sqlite = collation == "BINARY" || collation == "NOCASE" || collation == "RTRIM";
    demand(
        s.databases, only, of_sqlite ? feature::collation_of_sqlite : feature::collation,
        [&] { return "collation '" + string(collation) + "' of " + of(); }, at, out);
}

/// The part of a column that few have.
constexpr void check_rare(const schema& s, const table& t, const column& c, faults& out) {
    const auto what = [&] { return column_of(t, c.name); };
    if (!is_plain(c.type)) check_type(s, c.type, what, c.place, out);
    if (!c.collation.empty()) {
        const family f = family_of(base_type(s, c.type));
        if (f != family::text && f != family::enumeration && f != family::unknown && f != family::array)
            add_fault(out, 182, c.place, {t.name, c.name, to_string(c.type)});
        check_collation(s, c.collation, {}, what, c.place, out);
    }
    if (!c.renamed_from.text.empty() && t.find(c.renamed_from.text))
        add_fault(out, 183, c.place, {"column " + what(), c.renamed_from.text});
    // Between two steps it may wait for its key; check_table asks of the whole table.
    if (c.identity && t.primary_key && (t.primary_key.columns.size() != 1 || t.primary_key.columns[0] != c.name))
        demand(s.databases, {}, feature::identity_beside_key, what, c.place, out);
    if (c.identity && s.databases.has(database::mariadb))
        for (const column& other : t.columns) {
            if (!other.identity) continue;
            if (!equal(other.name, c.name)) demand(s.databases, {}, feature::several_identities, what, c.place, out);
            break;
        }
}

/// Whether the foreign key gives its columns other values.
constexpr bool sets_columns(const foreign_key& k) {
    return k.on_delete == action::set_null || k.on_update == action::cascade || k.on_update == action::set_null;
}

/// Whether `e` reads one of `columns`, itself or by a generated column.
constexpr bool reads(const table& t, const expression& e, const names& columns, std::size_t depth = 0) {
    for (std::string_view n : e.columns()) {
        if (contains(columns, n)) return true;
        if (t.generated.empty() || depth > t.generated.size()) continue;
        if (const generated_column* g = t.find_generated(n); g && reads(t, g->value, columns, depth + 1)) return true;
    }
    return false;
}

/// What is computed from a column that MariaDB numbers, or that a foreign key sets.
constexpr void check_reads(const schema& s, const table& t, const expression& e, bool kept, databases only, auto&& what,
                           const place& at, faults& out) {
    if (!s.databases.has(database::mariadb)) return;
    for (std::string_view n : e.columns())
        if (const column* c = t.find(n); c && c->identity)
            demand(s.databases, only, feature::expression_of_identity, what, at, out);
    for (const foreign_key& k : t.foreign_keys)
        if (kept && sets_columns(k) && reads(t, e, k.columns))
            demand(s.databases, only, feature::expression_of_cascade, what, at, out);
}
/// A foreign key that sets a column of which something is computed. A table's own are found from the other side.
constexpr void check_sets(const schema& s, const table& t, const foreign_key& k, faults& out) {
    if (!s.databases.has(database::mariadb) || !sets_columns(k)) return;
    for (const foreign_key& other : t.foreign_keys)
        if (other.columns == k.columns && other.table == k.table && other.on_delete == k.on_delete &&
            other.on_update == k.on_update)
            return;
    const auto what = [&] { return "foreign key '" + name_of(t, k) + "' of table '" + string(t.name) + "'"; };
    for (const check_constraint& c : t.checks)
        if (reads(t, c.condition, k.columns))
            demand(s.databases, c.only, feature::expression_of_cascade, what, k.place, out);
    for (const generated_column& g : t.generated)
        if (g.stored && reads(t, g.value, k.columns))
            demand(s.databases, {}, feature::expression_of_cascade, what, k.place, out);
}

/// The collation that MariaDB compares a column's texts by, or the character set whose own it is, which the server
/// chooses.
struct letters {
    std::string_view collation;
    std::string_view charset;
    constexpr bool operator==(const letters& other) const {
        return equal_but_for_case(collation, other.collation) && equal_but_for_case(charset, other.charset);
    }
};
constexpr letters letters_of(const table& t, const column& c) {
    if (!c.collation.empty()) return {c.collation, {}};
    if (t.options && !t.options->collation.empty()) return {t.options->collation, {}};
    if (t.options && !t.options->charset.empty()) return {{}, t.options->charset};
    return {usual_collation, {}};
}
/// Whether MariaDB keeps such values as texts that a collation compares. An enumeration's are numbers.
constexpr bool has_letters(const type& t) { return family_of(t) == family::text || family_of(t) == family::network; }

/// Columns that are joined are compared by one collation.
constexpr void check_letters(const schema& s, const table& t, const foreign_key& k, const table& target, faults& out) {
    if (!s.databases.has(database::mariadb)) return;
    for (std::size_t i = 0; i < k.columns.size(); ++i) {
        const column *ours = t.find(k.columns[i]), *theirs = target.find(k.target[i]);
        if (!theirs || !has_letters(base_type(s, ours->type)) || !has_letters(base_type(s, theirs->type)) ||
            letters_of(t, *ours) == letters_of(target, *theirs))
            continue;
        return demand(
            s.databases, {}, feature::foreign_key_between_collations,
            [&] { return "foreign key '" + name_of(t, k) + "' of table '" + string(t.name) + "'"; }, k.place, out);
    }
}

/// Keys that MariaDB keeps whole, unless they are only unique: of a long one it keeps hashes.
constexpr void check_key_length(const schema& s, const table& t, const names& columns, bool only_unique, auto&& what,
                                const place& at, faults& out) {
    if (!s.databases.has(database::mariadb)) return;
    int bytes = 0;
    bool endless = false, numbered = false;
    for (std::string_view n : columns)
        if (const column* c = t.find(n)) {
            const type of = base_type(s, c->type);
            endless = endless || has_no_length(of);
            numbered = numbered || c->identity;
            bytes += key_bytes(of);
        }
    if (only_unique) {
        if (bytes > longest_key && numbered) demand(s.databases, {}, feature::long_key_of_identity, what, at, out);
    } else if (endless)
        demand(s.databases, {}, feature::key_without_length, what, at, out);
    else if (bytes > longest_key)
        demand(s.databases, {}, feature::long_key, what, at, out);
}

/// Rows that MariaDB has no room for. Of a table or column with a character set of its own the least is counted.
constexpr void check_row_length(const schema& s, const table& t, const place& at, faults& out) {
    if (!s.databases.has(database::mariadb)) return;
    const bool own_letters = t.options && (!t.options->charset.empty() || !t.options->collation.empty());
    int bytes = 0, nullable = 0;
    for (const column& c : t.columns) {
        const type of = base_type(s, c.type);
        bytes += row_bytes(of, own_letters || !c.collation.empty() ? 1 : 4);
        // A generated column can be NULL there.
        nullable += c.nullable || t.find_generated(c.name) ? 1 : 0;
    }
    bytes += (nullable + 7) / 8;
    if (bytes > longest_row)
        demand(s.databases, {}, feature::long_row, [&] { return "table '" + string(t.name) + "'"; }, at, out);
}

/// How much of a long column a plain index holds by itself; all of a short one.
constexpr int kept_bytes(const type& t) {
    const bool raw = family_of(t) == family::bytes;
    const int limit = raw ? bytes_prefix : 4 * text_prefix, all = key_bytes(t);
    return all < limit ? all : limit;
}

/// An index of MariaDB's that stays too long when it contains of long columns the beginnings.
constexpr void check_index_length(const schema& s, const table& t, const index& i, auto&& what, faults& out) {
    if (i.unique || !s.databases.has(database::mariadb) || !i.only().wants(database::mariadb)) return;
    if (!i.method().empty() && i.method() != "btree" && i.method() != "hash") return;
    int all = 0, kept = 0;
    for (const index_column& part : i.columns) {
        const column* c = part.expression < 0 ? t.find(part.name) : nullptr;
        if (!c) continue;
        const type of = base_type(s, c->type);
        const int width = family_of(of) == family::bytes ? 1 : 4;
        const int given = part.prefix > longest_key ? longest_key + 1 : part.prefix * width;
        const bool cut = part.prefix > 0 && (has_no_length(of) || given < key_bytes(of));
        all += key_bytes(of);
        kept += cut ? given : kept_bytes(of);
    }
    if (all > longest_key && kept > longest_key) demand(s.databases, i.only(), feature::long_index, what, i.place, out);
}

}  // namespace detail

constexpr void check_column(const schema& s, const table& t, const column& c, faults& out) {
    if (detail::suspicious(c.name)) detail::check_name(s, "column", c.name, c.place, out);

    if (c.type.kind == type_kind::enumeration && !s.find_enumeration(c.type.name))
        add_fault(out, 114, c.place, {t.name, c.name, c.type.name}, nearest(c.type.name, s.enumeration_names()));
    if (c.type.a != 0 || c.type.b != 0 || c.type.kind == type_kind::varchar || c.type.kind == type_kind::char_ ||
        c.type.kind == type_kind::numeric || c.type.kind > type_kind::enumeration)
        if (string problem = detail::parameter_problem(c.type); !problem.empty())
            add_fault(out, 126, c.place, {t.name, c.name, to_string(c.type), problem});
    if (c.default_value) {
        const literal& l = c.default_value;
        switch (detail::problem_with(s, c.type, l)) {
            case 0: break;
            case 107: add_fault(out, 107, c.place, {t.name, c.name, to_string(c.type), describe(l)}); break;
            case 123: {
                const enumeration* e = s.find_enumeration(c.type.name);
                if (e)
                    add_fault(out, 123, c.place, {t.name, c.name, e->name, l.text, detail::quoted(e->values)},
                              nearest(l.text, e->values));
                break;
            }
            case 130:
                add_fault(out, 130, c.place,
                          {t.name, c.name, to_string(c.type),
                           detail::count(static_cast<std::size_t>(detail::characters(l.text)), "character")});
                break;
            default: add_fault(out, 131, c.place, {t.name, c.name, to_string(c.type), describe(l)}); break;
        }
        if (l.each)
            detail::check_covered(
                s, {}, l.each, l.size, [&] { return "the default of " + detail::column_of(t, c.name); }, c.place, out);
        if (l.kind == literal_kind::expression) {
            // Of constants: a default is computed before there is a row.
            const expression e = expression_of(l);
            if (const names read = e.columns(); !read.empty())
                add_fault(out, 107, c.place,
                          {t.name, c.name, to_string(c.type),
                           "computed from column '" + string(read[0]) + "', which a default cannot use"});
            const table nothing{.name = t.name};
            if (e.columns().empty()) {
                const family is =
                    detail::check_expression(s, nothing, e, {"default of ", "column", c.name}, c.place, out);
                const family wanted = family_of(detail::base_type(s, c.type));
                if (is != family::unknown && wanted != family::unknown && is != wanted)
                    add_fault(out, 107, c.place,
                              {t.name, c.name, to_string(c.type), "an expression of type " + string(to_string(is))});
            }
        }
        if (c.identity) add_fault(out, 124, c.place, {t.name, c.name});
    }
    if (c.identity && !is_integer(c.type.kind)) add_fault(out, 117, c.place, {t.name, c.name, to_string(c.type)});
    if (c.identity || !c.collation.empty() || !c.renamed_from.text.empty() || !detail::is_plain(c.type))
        detail::check_rare(s, t, c, out);
    if (c.identity && c.numbering.increment == 0)
        add_fault(out, 179, c.place, {detail::column_of(t, c.name), "its increment is 0"});
}

/// A column's expression: what it reads exists, is not itself, and has the column's type.
constexpr void check_generated(const schema& s, const table& t, const generated_column& g, faults& out) {
    const column* c = t.find(g.column);
    if (!c)
        return add_fault(out, 106, g.place, {"generated(...)", t.name, g.column}, nearest(g.column, t.column_names()));
    if (c->default_value) add_fault(out, 132, g.place, {t.name, g.column, "a default"});
    if (c->identity) add_fault(out, 132, g.place, {t.name, g.column, "an identity"});
    const detail::subject named{{}, "generated column", g.column};
    const family is = detail::check_expression(s, t, g.value, named, g.place, out);
    const family wanted = family_of(detail::base_type(s, c->type));
    if (is != family::unknown && wanted != family::unknown && is != wanted &&
        !(is == family::text && detail::written_as_text(wanted)))
        add_fault(out, 112, g.place,
                  {named.text(), t.name, "a value of type " + string(to_string(is)),
                   "a column of type " + string(to_string(c->type))});
    detail::check_immutable(t, g.value, named, g.place, out);
    // From column to column, as far as generated ones go; `first` is the one that the way began with.
    names seen{};
    struct step {
        std::string_view column;
        std::string_view first;
    };
    list<step> open{};
    for (std::string_view n : g.value.columns()) open.push_back({n, n});
    while (!open.empty()) {
        const auto [next, first] = open.back();
        open.pop_back();
        if (contains(seen, next)) continue;
        seen.push_back(next);
        if (next == g.column)
            return add_fault(out, 133, g.place,
                             {t.name, g.column, first == g.column ? std::string_view("itself") : first});
        const generated_column* other = t.find_generated(next);
        if (!other) continue;
        detail::demand(
            s.databases, {}, feature::generated_from_generated, [&] { return detail::column_of(t, g.column); }, g.place,
            out);
        for (std::string_view n : other->value.columns()) open.push_back({n, first});
    }
    if (!g.stored)
        detail::demand(
            s.databases, {}, feature::virtual_column, [&] { return detail::column_of(t, g.column); }, g.place, out);
    detail::check_reads(s, t, g.value, g.stored, {}, [&] { return detail::column_of(t, g.column); }, g.place, out);
}

namespace detail {
/// How values compare; of a composite type as the one of its attributes that does so least.
constexpr compared compared_in(const schema& s, const type& t, std::size_t depth = 0) {
    const type of = base_type(s, t);
    compared least = compared_of(of);
    const object* composite =
        of.kind == type_kind::composite ? s.find_object(object_kind::composite, of.name) : nullptr;
    if (!composite || depth > s.objects.size()) return least;
    for (const column& a : composite->attributes)
        if (const compared one = compared_in(s, a.type, depth + 1); one < least) least = one;
    return least;
}
constexpr bool has_other_below(const type& t) { return t.kind == type_kind::domain || t.kind == type_kind::composite; }

/// Keys compare values, and a partitioned table's contain the columns it is partitioned by.
constexpr void check_key_columns(const schema& s, const table& t, const names& columns, std::string_view kind,
                                 std::string_view name, const place& at, faults& out) {
    for (std::string_view n : columns)
        if (const column* c = t.find(n); entry_of(c->type.kind).compared == compared::not_at_all ||
                                         (has_other_below(c->type) && compared_in(s, c->type) == compared::not_at_all))
            add_fault(out, 135, at, {called(kind, name), t.name, n, to_string(c->type)});
    if (t.options)
        for (std::string_view n : t.options->partition_columns)
            if (!contains(columns, n)) add_fault(out, 177, at, {called(kind, name), t.name, n});
}
}  // namespace detail

constexpr void check_primary_key(const schema& s, const table& t, const primary_key& k, faults& out) {
    if (k.name.size() > longest_name) detail::check_name(s, "primary key", k.name, k.place, out);
    if (!detail::check_columns(t, k.columns, "primary key", k.name, k.place, out)) return;
    for (std::string_view n : k.columns)
        if (const column* c = t.find(n); c->nullable) add_fault(out, 116, c->place, {t.name, n});
    detail::check_key_columns(s, t, k.columns, "primary key", k.name, k.place, out);
    detail::check_key_length(
        s, t, k.columns, false, [&] { return "the primary key of table '" + string(t.name) + "'"; }, k.place, out);
}

constexpr void check_unique(const schema& s, const table& t, const unique_key& k, faults& out) {
    if (k.name.size() > longest_name) detail::check_name(s, "unique key", k.name, k.place, out);
    if (!detail::check_columns(t, k.columns, "unique key", k.name, k.place, out)) return;
    detail::check_key_columns(s, t, k.columns, "unique key", k.name, k.place, out);
    const auto what = [&] { return "unique key '" + name_of(t, k) + "' of table '" + string(t.name) + "'"; };
    detail::check_key_length(s, t, k.columns, true, what, k.place, out);
    if (k.nulls_not_distinct) detail::demand(s.databases, {}, feature::nulls_not_distinct, what, k.place, out);
    if (k.deferral != deferral::not_deferrable)
        detail::demand(s.databases, {}, feature::deferrable_key, what, k.place, out);
}

namespace detail {
/// What an action would do to the columns, and what few foreign keys have.
constexpr void check_actions(const schema& s, const table& t, const foreign_key& k, faults& out) {
    const auto act = [&](action a, std::string_view when) {
        if (a != action::set_null && a != action::set_default) return;
        for (std::string_view n : k.columns) {
            const column* c = t.find(n);
            if (a == action::set_null && !c->nullable) add_fault(out, 128, k.place, {t.name, n, when});
            if (a == action::set_default && !c->default_value) add_fault(out, 129, k.place, {t.name, n, when});
        }
    };
    act(k.on_delete, "on delete");
    act(k.on_update, "on update");
    const auto what = [&] { return "foreign key '" + name_of(t, k) + "' of table '" + string(t.name) + "'"; };
    const auto want = [&](bool wanted, feature f) {
        if (wanted) demand(s.databases, {}, f, what, k.place, out);
    };
    want(k.on_delete == action::set_default || k.on_update == action::set_default, feature::set_default);
    want(k.match == match::full, feature::match_full);
    want(k.deferral != deferral::not_deferrable, feature::deferrable_foreign_key);
    want(k.not_valid, feature::not_valid);
}
}  // namespace detail

constexpr void check_foreign_key(const schema& s, const table& t, const foreign_key& k, faults& out) {
    if (k.name.size() > longest_name) detail::check_name(s, "foreign key", k.name, k.place, out);
    if (!detail::check_columns(t, k.columns, "foreign key", k.name, k.place, out)) return;
    if (k.on_delete > action::cascade || k.on_update > action::cascade || k.match != match::simple ||
        k.deferral != deferral::not_deferrable || k.not_valid)
        detail::check_actions(s, t, k, out);

    detail::check_key_length(
        s, t, k.columns, false, [&] { return "foreign key '" + name_of(t, k) + "' of table '" + string(t.name) + "'"; },
        k.place, out);
    detail::check_sets(s, t, k, out);

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
            continue;
        }
        type a = ours->type, b = theirs->type;
        if (a.kind == type_kind::domain || b.kind == type_kind::domain) {
            a = detail::base_type(s, a);
            b = detail::base_type(s, b);
        }
        if (family_of(a) == family::text ? family_of(b) != family::text
                                         : a.kind != b.kind || a.name != b.name || a.is_unsigned != b.is_unsigned ||
                                               a.dimensions != b.dimensions)
            add_fault(out, 105, k.place,
                      {t.name, k.columns[i], to_string(ours->type), string(k.table) + "." + k.target[i],
                       to_string(theirs->type)});
    }
    detail::check_letters(s, t, k, *target, out);
    if (known && !is_key(*target, k.target)) {
        string quoted = "\"";
        quoted += join(k.target, "\", \"");
        quoted += "\"";
        add_fault(out, 109, k.place, {t.name, join(k.columns), k.table, join(k.target), quoted});
    }
}

constexpr void check_check(const schema& s, const table& t, const check_constraint& c, faults& out) {
    if (c.name.size() > longest_name) detail::check_name(s, "check", c.name, c.place, out);
    detail::check_condition(s, t, c.condition, {{}, "check", c.name}, c.place, out);
    const auto what = [&] { return "check '" + name_of(t, c) + "' of table '" + string(t.name) + "'"; };
    if (c.not_valid) detail::demand(s.databases, c.only, feature::not_valid, what, c.place, out);
    detail::check_reads(s, t, c.condition, true, c.only, what, c.place, out);
}

namespace detail {
constexpr bool is_method_of_mariadb(std::string_view method) {
    return method == "hash" || method == "rtree" || method == "fulltext" || method == "spatial";
}

/// prefix("body", 100).
constexpr void check_prefix(const schema& s, const table& t, const index& i, const index_column& c, faults& out) {
    const column* found = t.find(c.name);
    if (!found) return;
    const family f = family_of(base_type(s, found->type));
    const auto complain = [&](const string& problem) {
        add_fault(out, 127, i.place, {called("index", i.name), t.name, c.name, problem});
    };
    if (c.prefix < 0)
        complain("is less than 1");
    else if (f != family::text && f != family::bytes)
        complain("is invalid for type " + to_string(found->type));
    else if (i.unique)
        complain("would make only the beginnings of values unique");
}

/// What few indexes have.
constexpr void check_index_options(const schema& s, const table& t, const index& i, faults& out) {
    const index_options& o = *i.options;
    const auto what = [&] { return "index '" + name_of(t, i) + "' of table '" + string(t.name) + "'"; };
    const subject named{{}, "index", i.name};
    for (const expression& e : o.expressions) {
        (void)check_expression(s, t, e, named, i.place, out);
        check_immutable(t, e, named, i.place, out);
    }
    if (!o.expressions.empty()) demand(s.databases, o.only, feature::expression_index, what, i.place, out);
    (void)check_columns(t, o.include, "include(...) of index", i.name, i.place, out);
    for (std::string_view n : o.include)
        for (const index_column& c : i.columns)
            if (c.name == n) add_fault(out, 137, i.place, {called("index", i.name), t.name, n});
    if (o.nulls_not_distinct) demand(s.databases, o.only, feature::nulls_not_distinct, what, i.place, out);
    if (!o.method.empty() && o.method != "btree") {
        databases without = s.databases;
        if (is_method_of_mariadb(o.method)) without.remove(database::mariadb);
        demand(without, o.only, feature::index_method, what, i.place, out);
        if (o.method == "fulltext" || o.method == "spatial" || o.method == "rtree")
            demand(s.databases, o.only, feature::text_index_method, what, i.place, out);
    }
}
}  // namespace detail

constexpr void check_index(const schema& s, const table& t, const index& i, faults& out) {
    if (i.name.size() > longest_name) detail::check_name(s, "index", i.name, i.place, out);
    const bool ordered = !i.options || i.options->method.empty() || i.options->method == "btree";
    if (!i.options || i.options->expressions.empty()) {
        if (detail::check_columns(t, i.columns, "index", i.name, i.place, out) && ordered)
            for (const index_column& c : i.columns) {
                const type& of = t.find(c.name)->type;
                if (compared_of(of) != compared::in_order ||
                    (detail::has_other_below(of) && detail::compared_in(s, of) != compared::in_order))
                    add_fault(out, 134, i.place, {detail::called("index", i.name), t.name, c.name, to_string(of)});
            }
    } else {
        for (const index_column& c : i.columns) {
            if (c.expression >= 0) continue;
            const column* found = t.find(c.name);
            if (!found)
                add_fault(out, 106, i.place, {detail::called("index", i.name), t.name, c.name},
                          nearest(c.name, t.column_names()));
            else if (ordered && detail::compared_in(s, found->type) != compared::in_order)
                add_fault(out, 134, i.place, {detail::called("index", i.name), t.name, c.name, to_string(found->type)});
        }
    }
    const auto index_itself = [&] { return "index '" + name_of(t, i) + "' of table '" + string(t.name) + "'"; };
    for (const index_column& c : i.columns) {
        if (c.prefix != 0) detail::check_prefix(s, t, i, c, out);
        if (!c.collation.empty()) detail::check_collation(s, c.collation, i.only(), index_itself, i.place, out);
    }
    if (i.unique && s.databases.has(database::mariadb) && i.only().wants(database::mariadb))
        detail::check_key_length(s, t, detail::column_names(i), true, index_itself, i.place, out);
    detail::check_index_length(s, t, i, index_itself, out);
    if (i.options) detail::check_index_options(s, t, i, out);
    if (i.where.empty()) return;
    const detail::subject what{"where(...) of ", "index", i.name};
    detail::check_condition(s, t, i.where, what, i.place, out);
    detail::check_immutable(t, i.where, what, i.place, out);
    detail::demand(s.databases, i.only(), feature::partial_index, index_itself, i.place, out);
}

constexpr void check_exclusion(const schema& s, const table& t, const exclusion& e, faults& out) {
    if (e.name.size() > longest_name) detail::check_name(s, "exclusion constraint", e.name, e.place, out);
    const detail::subject named{{}, "exclusion constraint", e.name};
    if (e.elements.empty()) add_fault(out, 195, e.place, {named.text(), t.name, "has no elements"});
    for (const exclusion_element& part : e.elements) {
        if (part.operator_.empty())
            add_fault(out, 195, e.place, {named.text(), t.name, "has an element without an operator"});
        if (!part.column.empty() && !t.find(part.column))
            add_fault(out, 106, e.place, {named.text(), t.name, part.column}, nearest(part.column, t.column_names()));
        (void)detail::check_expression(s, t, part.expression, named, e.place, out);
    }
    detail::check_condition(s, t, e.where, {"where(...) of ", "exclusion constraint", e.name}, e.place, out);
    detail::demand(
        s.databases, e.only, feature::exclusion, [&] { return named.text() + " of table '" + string(t.name) + "'"; },
        e.place, out);
}

namespace detail {

/// Whether the names of `t`'s constraints, given and derived, are different for certain, told without making any text:
/// derived names of different kinds begin differently, unless a convention of the user's makes them.
constexpr bool constraint_names_differ(const table& t) {
    names given;
    bool derived_may_meet = t.convention != nullptr;
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
    look(t.exclusions);
    return !derived_may_meet &&
           (t.primary_key.name.empty() ||
            ((t.primary_key.name.size() < 3 || t.primary_key.name[2] != '_') && !contains(given, t.primary_key.name)));
}

}  // namespace detail

namespace detail {
/// A unique index and a check under one name: both are constraints to MariaDB.
constexpr void check_index_beside_checks(const schema& s, const table& t, const index& i, faults& out) {
    if (!i.unique || !s.databases.has(database::mariadb) || !i.only().wants(database::mariadb)) return;
    for (const check_constraint& c : t.checks)
        if (c.only.wants(database::mariadb) && name_of(t, c) == name_of(t, i))
            add_fault(out, 118, i.place, {t.name, name_of(t, i)});
}
}  // namespace detail

/// Two constraints of one table under one name. Derived names can only meet given ones, or those of equal constraints.
constexpr void check_constraint_names(const schema& s, const table& t, faults& out) {
    if (!t.checks.empty())
        for (const index& i : t.indexes) detail::check_index_beside_checks(s, t, i, out);
    if (t.uniques.size() + t.foreign_keys.size() + t.checks.size() + t.exclusions.size() + (t.primary_key ? 1 : 0) < 2)
        return;
    if (detail::constraint_names_differ(t)) return;
    struct one {
        string name;
        model::place place;
    };
    list<one> all;
    const auto add = [&](const string& name, const place& at) {
        for (const one& o : all) {
            if (o.name == name) {
                add_fault(out, 118, at, {t.name, name});
                return;
            }
        }
        all.push_back({name, at});
    };
    if (t.primary_key) add(name_of(t, t.primary_key), t.primary_key.place);
    for (const unique_key& k : t.uniques) add(name_of(t, k), k.place);
    for (const foreign_key& k : t.foreign_keys) add(name_of(t, k), k.place);
    for (const check_constraint& c : t.checks) add(name_of(t, c), c.place);
    for (const exclusion& e : t.exclusions) add(name_of(t, e), e.place);
}

namespace detail {

constexpr string partition_problem(const table& t, const partition& p) {
    if (!t.options || t.options->partitioned == partition_method::none) return "the table is not partitioned";
    const partition_method is = t.options->partitioned;
    if (p.method == partition_method::none && is == partition_method::hash) return "hash partitions have no default";
    if (p.method == partition_method::none) return {};
    if (p.method != is)
        return "it has bounds for " + string(to_string(p.method)) + ", and the table is partitioned by " +
               string(to_string(is));
    const std::size_t columns = t.options->partition_columns.size();
    if (is == partition_method::range && (p.from.size() != columns || p.to.size() != columns))
        return "its bounds have " + count(p.from.size(), "value") + " and " + count(p.to.size(), "value") +
               ", and the table is partitioned by " + count(columns, "column");
    if (is == partition_method::list && columns != 1) return "a table is partitioned by list over one column";
    if (is == partition_method::hash && (p.from.size() != 2 || p.from[0].integer < 1 || p.from[1].integer < 0 ||
                                         p.from[1].integer >= p.from[0].integer))
        return "the remainder is not below the modulus";
    return {};
}

}  // namespace detail

constexpr void check_partition(const schema& s, const table& t, const partition& p, faults& out) {
    if (detail::suspicious(p.name)) detail::check_name(s, "partition", p.name, p.place, out);
    if (string problem = detail::partition_problem(t, p); !problem.empty())
        return add_fault(out, 178, p.place, {p.name, t.name, problem});
    if (p.method != partition_method::range && p.method != partition_method::list) return;
    const auto fits = [&](const literal& l, std::size_t i) {
        const column* c = t.find(t.options->partition_columns[p.method == partition_method::list ? 0 : i]);
        if (c && detail::problem_with(s, c->type, l) != 0)
            add_fault(
                out, 178, p.place,
                {p.name, t.name,
                 describe(l) + " is not a value of column '" + string(c->name) + "', which is " + to_string(c->type)});
    };
    for (std::size_t i = 0; i < p.from.size(); ++i) fits(p.from[i], i);
    for (std::size_t i = 0; i < p.to.size(); ++i) fits(p.to[i], i);
}

namespace detail {
constexpr void check_table_options(const schema& s, const table& t, faults& out) {
    const table_options& o = *t.options;
    if (o.without_rowid) {
        if (!t.primary_key) add_fault(out, 197, t.place, {t.name, "it has no primary key"});
        for (const column& c : t.columns)
            if (c.identity)
                add_fault(out, 197, t.place, {t.name, "its column '" + string(c.name) + "' is an identity"});
    }
    (void)check_columns(t, o.partition_columns, "partition_by(...)", {}, t.place, out);
    for (const partition& p : o.partitions) check_partition(s, t, p, out);
    if (o.row_security != row_security::off)
        demand(s.databases, {}, feature::row_security, [&] { return "table '" + string(t.name) + "'"; }, t.place, out);
    if (!o.renamed_from.text.empty() && s.find(o.renamed_from.text))
        add_fault(out, 183, t.place, {"table '" + string(t.name) + "'", o.renamed_from.text});
}
}  // namespace detail

namespace detail {
/// Whether a column before `c` has its name, or one that differs in case only.
constexpr void check_twice(const schema& s, const table& t, const column& c, faults& out) {
    for (const column* other = t.columns.begin(); other != &c; ++other) {
        if (!equal_but_for_case(other->name, c.name)) continue;
        if (other->name == c.name)
            add_fault(out, 102, c.place, {t.name, c.name});
        else if (ignores_case(s.databases))
            add_fault(out, 139, c.place, {"column", column_of(t, c.name), other->name});
    }
}
}  // namespace detail

/// Everything about one table, in a schema that holds what it refers to.
constexpr void check_table(const schema& s, const table& t, faults& out) {
    if (detail::suspicious(t.name)) detail::check_name(s, "table", t.name, t.place, out);
    if (t.misuse.code != 0)
        add_fault(out, t.misuse.code, t.misuse.place,
                  {t.misuse.subject.empty() ? t.name : t.misuse.subject, t.misuse.given, t.misuse.way_out});
    if (t.columns.empty()) add_fault(out, 110, t.place, {t.name});
    // A bit for each length and last letter that was there: only a column that finds its own taken is compared with
    // others.
    std::uint64_t seen = 0;
    for (const column* c = t.columns.begin(); c != t.columns.end(); ++c) {
        const std::size_t size = c->name.size();
        if (size != 0) {
            const std::uint64_t bit = std::uint64_t{1} << ((size * 7 + (c->name.data()[size - 1] & 0x1F)) & 63);
            if ((seen & bit) != 0) detail::check_twice(s, t, *c, out);
            seen |= bit;
        }
        check_column(s, t, *c, out);
    }
    if (t.primary_key) check_primary_key(s, t, t.primary_key, out);
    for (const unique_key& k : t.uniques) check_unique(s, t, k, out);
    for (const foreign_key& k : t.foreign_keys) check_foreign_key(s, t, k, out);
    for (const check_constraint& c : t.checks) check_check(s, t, c, out);
    for (const index& i : t.indexes) check_index(s, t, i, out);
    for (const generated_column& g : t.generated) check_generated(s, t, g, out);
    for (const exclusion& e : t.exclusions) check_exclusion(s, t, e, out);
    if (t.options) detail::check_table_options(s, t, out);
    check_constraint_names(s, t, out);
    detail::check_row_length(s, t, t.place, out);
}

}  // namespace retort::model
