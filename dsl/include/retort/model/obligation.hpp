// What a step demands of rows that may exist already, and what is known of them. Only a replay of a history asks: a
// table that an earlier revision created may have rows, and a step that they could fail must say why they will not.
#pragma once

#include <retort/model/apply.hpp>
#include <retort/model/conversion.hpp>

namespace retort::model {

namespace detail {

/// The value of an expression for one row, as far as it is known (SQL's three-valued logic: NULL is a value).
struct known {
    enum : std::uint8_t { nothing, null, value } state = nothing;
    literal is = {};

    static constexpr known of(bool b) { return {value, {.kind = literal_kind::boolean, .boolean = b}}; }
    constexpr bool is_true() const { return state == value && is.kind == literal_kind::boolean && is.boolean; }
    constexpr bool is_false() const { return state == value && is.kind == literal_kind::boolean && !is.boolean; }
    constexpr bool number() const {
        return state == value && (is.kind == literal_kind::integer || is.kind == literal_kind::real);
    }
    constexpr double as_real() const {
        return is.kind == literal_kind::real ? is.real : static_cast<double>(is.integer);
    }
    constexpr bool text() const { return state == value && is.kind == literal_kind::text; }
};

/// What is given to columns: by a backfill, or by the default of a column that has just been added.
struct given {
    const schema& s;
    const table& t;
    /// The assignments of one backfill, or null.
    const list<assignment>* set = nullptr;

    constexpr known column(std::string_view name) const {
        if (set)
            for (const assignment& a : *set)
                if (a.column == name)
                    return a.value.nodes.size() == 1 && a.value.nodes[0].kind == node_kind::literal
                               ? constant(a.value.nodes[0].value)
                               : known{};
        for (const fact& f : s.facts)
            if (f.all_rows && f.table == t.name && f.column == name) {
                if (f.is_null) return {known::null, {}};
                return constant(f.value);
            }
        return {};
    }
    static constexpr known constant(const literal& l) {
        switch (l.kind) {
            case literal_kind::boolean:
            case literal_kind::integer:
            case literal_kind::real:
            case literal_kind::text: return {known::value, l};
            default: return {};
        }
    }
};

template <class = void>
constexpr known compared(node_kind kind, const known& a, const known& b) {
    if (a.state == known::null || b.state == known::null) return {known::null, {}};
    int order = 0;
    if (a.number() && b.number()) {
        if (a.is.kind == literal_kind::integer && b.is.kind == literal_kind::integer)
            order = a.is.integer < b.is.integer ? -1 : a.is.integer > b.is.integer;
        else
            order = a.as_real() < b.as_real() ? -1 : a.as_real() > b.as_real();
    } else if (a.text() && b.text()) {
        // Which of two texts is the larger depends on the collation; whether they are equal does not.
        if (kind != node_kind::equal && kind != node_kind::not_equal) return {};
        order = a.is.text == b.is.text ? 0 : 1;
    } else if (a.state == known::value && b.state == known::value && a.is.kind == literal_kind::boolean &&
               b.is.kind == literal_kind::boolean) {
        order = static_cast<int>(a.is.boolean) - static_cast<int>(b.is.boolean);
    } else {
        return {};
    }
    switch (kind) {
        case node_kind::equal: return known::of(order == 0);
        case node_kind::not_equal: return known::of(order != 0);
        case node_kind::less: return known::of(order < 0);
        case node_kind::less_equal: return known::of(order <= 0);
        case node_kind::greater: return known::of(order > 0);
        default: return known::of(order >= 0);
    }
}

template <class = void>
constexpr known evaluate(const expression& e, int i, const given& row) {
    const node& n = e.at(i);
    const auto left = [&] { return evaluate(e, n.left, row); };
    const auto right = [&] { return evaluate(e, n.right, row); };
    switch (n.kind) {
        case node_kind::column: return row.column(n.name);
        case node_kind::literal: return given::constant(n.value);
        case node_kind::and_: {
            const known a = left(), b = right();
            if (a.is_false() || b.is_false()) return known::of(false);
            if (a.is_true()) return b;
            if (b.is_true()) return a;
            return a.state == known::null && b.state == known::null ? a : known{};
        }
        case node_kind::or_: {
            const known a = left(), b = right();
            if (a.is_true() || b.is_true()) return known::of(true);
            if (a.is_false()) return b;
            if (b.is_false()) return a;
            return a.state == known::null && b.state == known::null ? a : known{};
        }
        case node_kind::not_: {
            const known a = left();
            if (a.is_true()) return known::of(false);
            if (a.is_false()) return known::of(true);
            return a;
        }
        case node_kind::equal:
        case node_kind::not_equal:
        case node_kind::less:
        case node_kind::less_equal:
        case node_kind::greater:
        case node_kind::greater_equal: return compared(n.kind, left(), right());
        case node_kind::is_null:
        case node_kind::is_not_null: {
            const bool asked_null = n.kind == node_kind::is_null;
            const known a = left();
            if (a.state != known::nothing) return known::of((a.state == known::null) == asked_null);
            const node& operand = e.at(n.left);
            const column* c = operand.kind == node_kind::column ? row.t.find(operand.name) : nullptr;
            return c && !c->nullable ? known::of(!asked_null) : known{};
        }
        case node_kind::in: {
            const known a = left();
            known result = known::of(false);
            for (int l = n.right; l >= 0; l = e.at(l).right) {
                const known one = compared(node_kind::equal, a, evaluate(e, e.at(l).left, row));
                if (one.is_true()) return one;
                if (!one.is_false()) result = one;
            }
            return result;
        }
        case node_kind::length: {
            const known a = left();
            if (!a.text()) return a.state == known::null ? a : known{};
            return {known::value, {.kind = literal_kind::integer, .integer = characters(a.is.text)}};
        }
        default: return {};
    }
}

/// Whether the parts of two expressions are alike.
template <class = void>
constexpr bool alike(const expression& a, int i, const expression& b, int j) {
    if (i < 0 || j < 0) return i == j;
    const node& x = a.at(i);
    const node& y = b.at(j);
    return x.kind == y.kind && x.value == y.value && x.name == y.name && alike(a, x.left, b, y.left) &&
           alike(a, x.right, b, y.right);
}

template <class = void>
constexpr node_kind opposite(node_kind kind) {
    switch (kind) {
        case node_kind::equal: return node_kind::not_equal;
        case node_kind::not_equal: return node_kind::equal;
        case node_kind::less: return node_kind::greater_equal;
        case node_kind::less_equal: return node_kind::greater;
        case node_kind::greater: return node_kind::less_equal;
        case node_kind::greater_equal: return node_kind::less;
        case node_kind::is_null: return node_kind::is_not_null;
        case node_kind::is_not_null: return node_kind::is_null;
        default: return kind;
    }
}

/// Whether rows for which part `i` of `where` is not true fulfil part `j` of `condition`: one of where's alternatives
/// is the opposite of the condition.
template <class = void>
constexpr bool rest_fulfils(const expression& where, int i, const expression& condition, int j) {
    const node& w = where.at(i);
    const node& c = condition.at(j);
    if (w.kind == node_kind::or_)
        return rest_fulfils(where, w.left, condition, j) || rest_fulfils(where, w.right, condition, j);
    if (w.kind == node_kind::not_) return alike(where, w.left, condition, j);
    if (c.kind == node_kind::not_) return alike(where, i, condition, c.left);
    return opposite(w.kind) != w.kind && opposite(w.kind) == c.kind && alike(where, w.left, condition, c.left) &&
           alike(where, w.right, condition, c.right);
}

/// Whether every row fulfils part `i` of the condition: by what has been given to its columns, or because a backfill
/// has changed those that did not.
template <class = void>
constexpr bool fulfilled(const schema& s, const table& t, const expression& condition, int i) {
    const node& n = condition.at(i);
    if (n.kind == node_kind::and_ && fulfilled(s, t, condition, n.left) && fulfilled(s, t, condition, n.right))
        return true;
    // A check is broken by false alone.
    const auto good = [&](const given& row) {
        const known k = evaluate(condition, i, row);
        return k.is_true() || k.state == known::null;
    };
    if (good({s, t})) return true;
    for (const fact& f : s.facts) {
        if (f.all_rows || f.table != t.name || f.where.empty()) continue;
        list<assignment> set;
        set.push_back({.column = f.column});
        set.back().value.nodes.push_back({.kind = node_kind::literal, .value = f.value});
        if (f.value && good({s, t, &set}) && rest_fulfils(f.where, f.where.root(), condition, i)) return true;
        if (f.never_null && n.kind == node_kind::is_not_null && condition.at(n.left).name == f.column &&
            rest_fulfils(f.where, f.where.root(), condition, i))
            return true;
    }
    return false;
}

/// Whether no row holds NULL in the column.
template <class = void>
constexpr bool never_null(const schema& s, const table& t, std::string_view column) {
    expression e;
    e.nodes.push_back({.kind = node_kind::column, .name = column});
    e.nodes.push_back({.kind = node_kind::is_not_null, .left = 0});
    for (const fact& f : s.facts)
        if (f.table == t.name && f.column == column && f.never_null &&
            (f.where.empty() || rest_fulfils(f.where, f.where.root(), e, 1)))
            return true;
    for (const fact& f : s.facts)
        if (f.all_rows && f.table == t.name && f.column == column && !f.is_null && f.value) return true;
    return false;
}

/// Whether a backfill has given the column a value that may be NULL, as raw SQL may.
template <class = void>
constexpr bool may_be_filled_with_null(const schema& s, const table& t, std::string_view column) {
    for (const fact& f : s.facts)
        if (f.table == t.name && f.column == column && !f.all_rows && !f.never_null) return true;
    return false;
}

template <class = void>
constexpr bool only_nulls(const schema& s, const table& t, std::string_view column) {
    for (const fact& f : s.facts)
        if (f.all_rows && f.is_null && f.table == t.name && f.column == column) return true;
    return false;
}

/// The table that a step is about, where an earlier revision created it and rows may be in it; else null.
template <class = void>
constexpr const table* with_rows(const schema& s, std::string_view name) {
    const table* t = s.find(name);
    return t && t->born < s.revision ? t : nullptr;
}

/// True where the author has answered for the rows; an answer without a reason is a fault.
constexpr bool assured(const assurance& a, const auto& step, faults& out) {
    if (a.assume.data() != nullptr && a.assume.empty()) {
        add_fault(out, 176, step.place, {words(step)});
        return true;
    }
    return static_cast<bool>(a);
}

template <class = void>
constexpr bool has_key_within(const table& t, const names& columns) {
    const auto within = [&](const names& key) {
        if (key.empty()) return false;
        for (std::string_view n : key)
            if (!contains(columns, n)) return false;
        return true;
    };
    if (within(t.primary_key.columns)) return true;
    for (const unique_key& k : t.uniques)
        if (within(k.columns)) return true;
    return false;
}

}  // namespace detail

namespace detail {
/// Whether the table's existing rows have no value for a column that is added: it is NOT NULL, by itself or by its
/// domain, and nothing gives it one.
template <class = void>
constexpr bool lacks_value(const schema& s, const column& c) {
    if (c.default_value || c.identity) return false;
    bool nullable = c.nullable;
    type t = c.type;
    for (std::size_t depth = 0; t.kind == type_kind::domain && t.dimensions == 0 && depth <= s.objects.size();
         ++depth) {
        const object* domain = s.find_object(object_kind::domain, t.name);
        if (!domain) break;
        if (domain->default_value) return false;
        nullable = nullable && domain->nullable;
        t = domain->type;
    }
    return !nullable;
}
}  // namespace detail

// What a step demands of rows, asked before it is applied.

template <class Operation>
constexpr void oblige(const schema&, const Operation&, faults&) {
    RETORT_ANSWERS_NO(oblige, Operation);
}

template <class = void>
constexpr void oblige(const schema& s, const add_column& o, faults& out) {
    const table* t = detail::with_rows(s, o.table);
    if (!t || detail::assured(o.assurance, o, out)) return;
    if (o.generated.empty() && detail::lacks_value(s, o.column)) add_fault(out, 170, o.place, {describe(o), o.table});
}

template <class = void>
constexpr void oblige(const schema& s, const alter_column& o, faults& out) {
    const table* t = detail::with_rows(s, o.table);
    const column* was = t ? t->find(o.column) : nullptr;
    if (!was) return;
    const bool sure = detail::assured(o.assurance, o, out);
    if (o.nullable && !*o.nullable && was->nullable && !sure && !detail::never_null(s, *t, o.column))
        add_fault(out, 171, o.place,
                  {detail::words(o), o.table,
                   detail::may_be_filled_with_null(s, *t, o.column)
                       ? "let its backfill(...) set coalesce(sql(\"...\"), a constant)"
                       : "add a backfill(...) before it"});
    if (!o.type || !o.using_.empty() || detail::only_nulls(s, *t, o.column)) return;
    if (!converts(was->type, *o.type)) {
        add_fault(out, 148, o.place,
                  {detail::words(o), to_string(was->type), to_string(*o.type),
                   "add using_(\"SQL that computes the new value\")"});
        return;
    }
    if (!sure && !widens(was->type, *o.type))
        add_fault(out, 175, o.place,
                  {detail::words(o), detail::column_of(*t, o.column), to_string(*o.type),
                   "using_(\"SQL that makes it fit\"), "});
}

namespace detail {
constexpr void oblige_key(const schema& s, const auto& o, const names& columns, bool nulls_differ, faults& out) {
    const table* t = with_rows(s, o.table);
    if (!t || assured(o.assurance, o, out) || has_key_within(*t, columns)) return;
    if (nulls_differ)
        for (std::string_view n : columns)
            if (only_nulls(s, *t, n)) return;
    add_fault(out, 172, o.place, {describe(o), o.table});
}
}  // namespace detail

namespace detail {
/// The values that the enumeration loses.
template <class = void>
constexpr names values_gone(const schema& s, const alter_enumeration& o) {
    names gone;
    if (const enumeration* e = s.find_enumeration(o.name))
        for (std::string_view v : e->values)
            if (!contains(o.values, v)) gone.push_back(v);
    return gone;
}

/// That `column` has none of the texts.
template <class = void>
constexpr expression none_of(std::string_view column, const names& texts) {
    expression e;
    for (std::string_view one : texts) {
        const int before = static_cast<int>(e.nodes.size()) - 1;
        e.nodes.push_back({.kind = node_kind::column, .name = column});
        e.nodes.push_back({.kind = node_kind::literal, .value = {.kind = literal_kind::text, .text = one}});
        e.nodes.push_back({.kind = node_kind::not_equal, .left = before + 1, .right = before + 2});
        if (before >= 0) e.nodes.push_back({.kind = node_kind::and_, .left = before, .right = before + 3});
    }
    return e;
}
}  // namespace detail

template <class = void>
constexpr void oblige(const schema& s, const alter_enumeration& o, faults& out) {
    if (detail::assured(o.assurance, o, out)) return;
    const names gone = detail::values_gone(s, o);
    if (gone.empty()) return;
    for (const table& t : s.tables)
        for (const column& c : t.columns) {
            const type of = detail::base_type(s, c.type);
            if (t.born >= s.revision || !detail::is_of(of, type_kind::enumeration, o.name) ||
                detail::only_nulls(s, t, c.name))
                continue;
            const expression fits = detail::none_of(c.name, gone);
            if (of.dimensions == 0 && detail::fulfilled(s, t, fits, fits.root())) continue;
            add_fault(out, 407, o.place, {detail::words(o), t.name, join(gone, "' or '")});
            return;
        }
}

template <class = void>
constexpr void oblige(const schema& s, const add_primary_key& o, faults& out) {
    detail::oblige_key(s, o, o.key.columns, false, out);
}
template <class = void>
constexpr void oblige(const schema& s, const add_unique& o, faults& out) {
    detail::oblige_key(s, o, o.key.columns, !o.key.nulls_not_distinct, out);
}
template <class = void>
constexpr void oblige(const schema& s, const create_index& o, faults& out) {
    if (o.index.unique)
        detail::oblige_key(s, o, detail::column_names(o.index),
                           !(o.index.options && o.index.options->nulls_not_distinct), out);
}
template <class = void>
constexpr void oblige(const schema& s, const add_exclusion& o, faults& out) {
    detail::oblige_key(s, o, {}, true, out);
}

template <class = void>
constexpr void oblige(const schema& s, const add_foreign_key& o, faults& out) {
    const table* t = detail::with_rows(s, o.table);
    if (!t || o.key.not_valid || detail::assured(o.assurance, o, out)) return;
    for (std::string_view n : o.key.columns)
        if (detail::only_nulls(s, *t, n)) return;
    add_fault(out, 173, o.place, {describe(o), o.table});
}

template <class = void>
constexpr void oblige(const schema& s, const add_check& o, faults& out) {
    const table* t = detail::with_rows(s, o.table);
    if (!t || o.check.not_valid || o.check.condition.empty() || detail::assured(o.assurance, o, out)) return;
    if (!detail::fulfilled(s, *t, o.check.condition, o.check.condition.root()))
        add_fault(out, 174, o.place, {describe(o), o.table, ", not_valid"});
}

namespace detail {
/// Whether `t` is the domain, or a domain that is made of it.
constexpr bool is_of_domain(const schema& s, type t, std::string_view domain) {
    for (std::size_t depth = 0; t.kind == type_kind::domain && depth <= s.objects.size(); ++depth) {
        if (t.name == domain) return true;
        const object* below = s.find_object(object_kind::domain, t.name);
        if (!below) return false;
        t = below->type;
    }
    return false;
}

/// Whether the domain, as it is going to be, has another type below it that does not hold all of what it held.
template <class = void>
constexpr bool narrower_domain(const schema& s, const object& to) {
    const object* was = to.kind == object_kind::domain ? s.find_object(to.kind, to.name) : nullptr;
    return was && !widens(base_type(s, was->type), base_type(s, to.type));
}

/// The condition of a domain, of one of its columns.
template <class = void>
constexpr expression condition_of(const object& domain, std::string_view column) {
    expression e = domain.condition;
    e.rename("value", column);
    return e;
}
}  // namespace detail

template <class = void>
constexpr void oblige(const schema& s, const replace_object& o, faults& out) {
    if (o.object.kind != object_kind::domain) return;
    const bool sure = detail::assured(o.assurance, o, out);
    const object* was = s.find_object(object_kind::domain, o.object.name);
    if (!was) return;
    const type from = detail::base_type(s, was->type), to = detail::base_type(s, o.object.type);
    const bool not_null = was->nullable && !o.object.nullable;
    const bool checked = !o.object.condition.empty() && !(o.object.condition == was->condition);
    if (widens(from, to) && !not_null && !checked) return;
    const string step = describe(o);
    for (const table& t : s.tables) {
        if (t.born >= s.revision) continue;
        for (const column& c : t.columns) {
            if (!detail::is_of_domain(s, c.type, o.object.name)) continue;
            const bool empty = detail::only_nulls(s, t, c.name);
            if (!empty && !converts(from, to))
                return add_fault(out, 148, o.place,
                                 {step, to_string(from), to_string(to),
                                  "give '" + detail::column_of(t, c.name) +
                                      "' another type first: alter_column(..., using_(\"SQL\"))"});
            if (sure) continue;
            if (!empty && !widens(from, to))
                return add_fault(out, 175, o.place, {step, detail::column_of(t, c.name), to_string(to), ""});
            if (not_null && c.nullable && !detail::never_null(s, t, c.name))
                return add_fault(out, 171, o.place, {step, t.name, "add a backfill(...) before it"});
            const expression fits = detail::condition_of(o.object, c.name);
            if (checked && !empty && !detail::fulfilled(s, t, fits, fits.root()))
                return add_fault(out, 174, o.place, {step, t.name, ""});
        }
    }
}

// What the way back of a step demands of rows whatever they hold. What depends on the rows that there will be then is
// asked by the way back itself: see undo() in reverse.hpp.

template <class Operation>
constexpr void oblige_back(const schema&, const Operation&, faults&) {
    RETORT_ANSWERS_NO(oblige_back, Operation);
}

template <class = void>
constexpr void oblige_back(const schema& s, const drop_column& o, faults& out) {
    const table* t = detail::with_rows(s, o.table);
    const column* was = t ? t->find(o.column) : nullptr;
    if (!was || !o.undo.empty() || o.precheck || !o.irreversible.empty() || t->find_generated(o.column)) return;
    if (detail::lacks_value(s, *was)) add_fault(out, 408, o.place, {describe(o), o.table, o.column});
}

// What a step lets be known of rows, noted after it was applied.

namespace detail {

/// What was known of the rows of a table, or of one of its columns, is so no longer.
template <class = void>
constexpr void forget(schema& s, std::string_view table, std::string_view column = {}) {
    for (std::size_t i = 0; i < s.facts.size();)
        if (s.facts[i].table == table && (column.empty() || s.facts[i].column == column))
            erase_at(s.facts, static_cast<int>(i));
        else
            ++i;
}

/// Raw SQL and functions may have done anything to rows: only what holds whatever is written stays.
template <class = void>
constexpr void forget_rows(schema& s) {
    for (std::size_t i = 0; i < s.facts.size();)
        if (s.facts[i].until != 0)
            erase_at(s.facts, static_cast<int>(i));
        else
            ++i;
}

/// Whether a value is never NULL, as far as that can be seen.
template <class = void>
constexpr bool never_null(const table& t, const expression& e, int i) {
    const node& n = e.at(i);
    switch (n.kind) {
        case node_kind::literal: return n.value && n.value.kind != literal_kind::sql;
        case node_kind::column: {
            const column* c = t.find(n.name);
            return c && !c->nullable;
        }
        case node_kind::coalesce: return never_null(t, e, n.left) || never_null(t, e, n.right);
        case node_kind::add:
        case node_kind::subtract:
        case node_kind::multiply:
        case node_kind::concatenate: return never_null(t, e, n.left) && never_null(t, e, n.right);
        case node_kind::negate:
        case node_kind::absolute:
        case node_kind::length:
        case node_kind::lower:
        case node_kind::upper: return never_null(t, e, n.left);
        case node_kind::is_null:
        case node_kind::is_not_null: return true;
        default: return false;
    }
}

}  // namespace detail

/// What the operation will have let be known: taken before it is applied, which may move it.
template <class Operation>
constexpr void learn(schema&, const Operation&) {
    RETORT_ANSWERS_NO(learn, Operation);
}

template <class = void>
constexpr void learn(schema& s, const add_column& o) {
    if (!detail::with_rows(s, o.table) || !o.generated.empty() || o.column.identity) return;
    if (o.column.default_value.kind == literal_kind::sql) return;
    fact& f = s.facts.emplace_back();
    f.table = o.table;
    f.column = o.column.name;
    f.until = s.revision;
    if (!o.column.default_value) {
        f.is_null = true;
    } else {
        f.value = o.column.default_value;
        f.never_null = true;
    }
}
template <class = void>
constexpr void learn(schema& s, const backfill& o) {
    const table* t = detail::with_rows(s, o.table);
    if (!t) return;
    for (const assignment& a : o.set) {
        if (a.value.empty()) continue;
        detail::forget(s, o.table, a.column);
        fact f{.table = o.table, .column = a.column, .all_rows = false};
        f.never_null = detail::never_null(*t, a.value, a.value.root());
        if (a.value.nodes.size() == 1 && a.value.nodes[0].kind == node_kind::literal) f.value = a.value.nodes[0].value;
        if (f.value.kind == literal_kind::sql) f.value = {};
        f.where = o.where;
        // Of every row, for now; that none of them is NULL stays known.
        if (o.where.empty() && f.value) {
            fact all = f;
            all.all_rows = true;
            all.until = s.revision;
            s.facts.push_back(std::move(all));
        }
        s.facts.push_back(std::move(f));
    }
}
template <class = void>
constexpr void learn(schema& s, const drop_table& o) {
    detail::forget(s, o.table);
}
template <class = void>
constexpr void learn(schema& s, const drop_column& o) {
    detail::forget(s, o.table, o.column);
}
template <class = void>
constexpr void learn(schema& s, const insert_rows& o) {
    detail::forget(s, o.table);
}
template <class = void>
constexpr void learn(schema& s, const update_rows& o) {
    for (const assignment& a : o.set) detail::forget(s, o.table, a.column);
}
template <class = void>
constexpr void learn(schema& s, const execute&) {
    detail::forget_rows(s);
}
template <class = void>
constexpr void learn(schema& s, const run&) {
    detail::forget_rows(s);
}

/// A revision begins: what was known for the length of the last one only is forgotten.
template <class = void>
constexpr void begin_revision(schema& s) {
    ++s.revision;
    if (!s.facts.empty()) detail::forget_rows(s);
}

}  // namespace retort::model
