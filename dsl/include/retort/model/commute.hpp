// Whether steps of two branches may be taken in either order, where the model does not tell: rows, and what raw SQL and
// functions do, are not in it, so that replaying both orders finds no difference.
#pragma once

#include <retort/model/obligation.hpp>

namespace retort::model {

/// `fires`: a trigger that comes, goes or does something else. `addition`: what only raw SQL could stumble over.
enum class trace_kind : std::uint8_t { insert, update, remove, change, raw, fires, addition };

/// What of a step matters to the steps of another branch.
struct trace {
    trace_kind kind = trace_kind::change;
    int revision = 0;  // its number in the replay
    string words = {};
    /// The table; of a change, also an object or an enumeration.
    std::string_view about = {};
    /// Columns; of a change those of another type or name, or that are gone.
    names writes = {};
    names reads = {};
    /// Of a change: a column with another default.
    std::string_view other_default = {};
    expression where = {};
    list<assignment> set = {};
    /// The rows of an insert, as of insert_rows.
    names columns = {};
    list<literal> values = {};
    /// SQL that is not understood.
    names texts = {};
    /// A function, of which nothing can be seen.
    std::string_view function = {};
    databases only = {};
};

/// The traces of the revisions behind the number `after`.
struct traces {
    int after = 0;
    list<trace> all = {};
};

namespace detail {

constexpr trace& leave(traces& to, const schema& s, trace_kind kind, const auto& step, std::string_view about) {
    trace& t = to.all.emplace_back();
    t.kind = kind;
    t.revision = s.revision;
    t.words = words(step);
    t.about = about;
    if constexpr (requires { step.only; }) t.only = step.only;
    return t;
}

/// The columns and the verbatim SQL that an expression reads.
template <class = void>
constexpr void read(trace& t, const expression& e) {
    for (const node& n : e.nodes) {
        if (n.kind == node_kind::column && !contains(t.reads, n.name)) t.reads.push_back(n.name);
        if (n.kind == node_kind::sql) t.texts.push_back(n.name);
        if (n.value.kind == literal_kind::sql) t.texts.push_back(n.value.text);
    }
}
/// A generated column that is read is read from others.
template <class = void>
constexpr void read_generated(trace& t, const schema& s) {
    const table* in = s.find(t.about);
    if (!in) return;
    for (const generated_column& g : in->generated)
        if (contains(t.reads, g.column)) read(t, g.value);
}

constexpr void leave_update(traces& to, const schema& s, const auto& o) {
    trace& t = leave(to, s, trace_kind::update, o, o.table);
    t.set = o.set;
    t.where = o.where;
    for (const assignment& a : o.set) {
        t.writes.push_back(a.column);
        read(t, a.value);
    }
    read(t, o.where);
    read_generated(t, s);
}

}  // namespace detail

// What a step leaves behind, noted before it is applied. A step that leaves nothing only adds to the schema, or is
// compared by the replay.

template <class Operation>
constexpr void note(traces&, const schema&, const Operation&) {
    RETORT_ANSWERS_NO(note, Operation);
}

template <class = void>
constexpr void note(traces& to, const schema& s, const insert_rows& o) {
    trace& t = detail::leave(to, s, trace_kind::insert, o, o.table);
    t.columns = o.columns;
    t.writes = o.columns;
    t.values = o.values;
    for (const literal& l : o.values)
        if (l.kind == literal_kind::sql) t.texts.push_back(l.text);
}
template <class = void>
constexpr void note(traces& to, const schema& s, const update_rows& o) {
    detail::leave_update(to, s, o);
}
template <class = void>
constexpr void note(traces& to, const schema& s, const backfill& o) {
    detail::leave_update(to, s, o);
}
template <class = void>
constexpr void note(traces& to, const schema& s, const delete_rows& o) {
    trace& t = detail::leave(to, s, trace_kind::remove, o, o.table);
    t.where = o.where;
    detail::read(t, o.where);
    detail::read_generated(t, s);
}
template <class = void>
constexpr void note(traces& to, const schema& s, const drop_partition& o) {
    trace& t = detail::leave(to, s, trace_kind::remove, o, o.table);
    if (const table* in = s.find(o.table))
        if (in->options) t.reads = in->options->partition_columns;
}
template <class = void>
constexpr void note(traces& to, const schema& s, const execute& o) {
    trace& t = detail::leave(to, s, trace_kind::raw, o, {});
    for (const sql_text& one : o.up) t.texts.push_back(one.sql);
}
/// What raw SQL says that it does to the schema stands for it: the steps that follow are noted, and compared by the
/// replay.
template <class = void>
constexpr void note(traces& to, const schema& s, const declared_effect&) {
    if (!to.all.empty() && to.all.back().kind == trace_kind::raw && to.all.back().revision == s.revision)
        to.all.pop_back();
}
template <class = void>
constexpr void note(traces& to, const schema& s, const run& o) {
    detail::leave(to, s, trace_kind::raw, o, {}).function = o.function;
}
template <class = void>
constexpr void note(traces& to, const schema& s, const alter_column& o) {
    const table* in = s.find(o.table);
    const column* was = in ? in->find(o.column) : nullptr;
    if (!was) return;
    if (o.nullable && !*o.nullable) (void)detail::leave(to, s, trace_kind::addition, o, o.table);
    // Values that only get more room are the same in either order.
    const bool other_values = o.type && (!o.using_.empty() || !widens(was->type, *o.type));
    if (!other_values && !o.default_value) return;
    trace& t = detail::leave(to, s, trace_kind::change, o, o.table);
    if (other_values) t.writes.push_back(o.column);
    if (o.default_value) t.other_default = o.column;
}
template <class = void>
constexpr void note(traces& to, const schema& s, const drop_column& o) {
    detail::leave(to, s, trace_kind::change, o, o.table).writes.push_back(o.column);
}
template <class = void>
constexpr void note(traces& to, const schema& s, const rename_column& o) {
    detail::leave(to, s, trace_kind::change, o, o.table).writes.push_back(o.from);
}
template <class = void>
constexpr void note(traces& to, const schema& s, const drop_table& o) {
    (void)detail::leave(to, s, trace_kind::change, o, o.table);
}
template <class = void>
constexpr void note(traces& to, const schema& s, const rename_table& o) {
    (void)detail::leave(to, s, trace_kind::change, o, o.from);
}

namespace detail {
/// Rows that are written behind a trigger's step are not what they would be before it.
template <class = void>
constexpr void leave_trigger(traces& to, const schema& s, const auto& step, const object* o) {
    if (!o || o->kind != object_kind::trigger) return;
    leave(to, s, trace_kind::fires, step, o->on).only = o->only;
}
/// The same of what triggers call.
template <class = void>
constexpr void leave_called(traces& to, const schema& s, const auto& step, std::string_view name) {
    for (const object& o : s.objects)
        if (contains(o.depends_on, name)) leave_trigger(to, s, step, &o);
}
}  // namespace detail

template <class = void>
constexpr void note(traces& to, const schema& s, const create_object& o) {
    if (o.object.kind == object_kind::trigger) return detail::leave_trigger(to, s, o, &o.object);
    // Who may do what is no matter of order.
    if (o.object.kind != object_kind::grant && o.object.kind != object_kind::policy)
        detail::leave(to, s, trace_kind::addition, o, o.object.name).only = o.object.only;
}
template <class = void>
constexpr void note(traces& to, const schema& s, const drop_object& o) {
    (void)detail::leave(to, s, trace_kind::change, o, o.name);
    detail::leave_trigger(to, s, o, s.find_object(o.kind, o.name, o.on));
}
template <class = void>
constexpr void note(traces& to, const schema& s, const rename_object& o) {
    (void)detail::leave(to, s, trace_kind::change, o, o.from);
}
template <class = void>
constexpr void note(traces& to, const schema& s, const replace_object& o) {
    (void)detail::leave(to, s, trace_kind::change, o, o.object.name);
    detail::leave_trigger(to, s, o, &o.object);
    detail::leave_called(to, s, o, o.object.name);
}
/// What only adds to a table, or takes a constraint away, could not be there for raw SQL in the other order, or not
/// yet.
template <class Operation>
    requires is_one_of<Operation, add_column, add_primary_key, add_unique, add_foreign_key, add_check, add_exclusion,
                       drop_constraint>
constexpr void note(traces& to, const schema& s, const Operation& o) {
    (void)detail::leave(to, s, trace_kind::addition, o, o.table);
}
template <class = void>
constexpr void note(traces& to, const schema& s, const create_index& o) {
    if (o.index.unique) detail::leave(to, s, trace_kind::addition, o, o.table).only = o.index.only();
}
template <class = void>
constexpr void note(traces& to, const schema& s, const drop_enumeration& o) {
    (void)detail::leave(to, s, trace_kind::change, o, o.name);
}
template <class = void>
constexpr void note(traces& to, const schema& s, const alter_enumeration& o) {
    (void)detail::leave(to, s, trace_kind::change, o, o.name);
}
template <class = void>
constexpr void note(traces& to, const schema& s, const rename_enumeration_value& o) {
    (void)detail::leave(to, s, trace_kind::change, o, o.name);
}

namespace detail {

/// The name without its namespace, and without the parameters of a function: how it stands in a text.
constexpr std::string_view bare(std::string_view name) {
    for (std::size_t i = 0; i < name.size(); ++i)
        if (name[i] == '(') name = name.substr(0, i);
    for (std::size_t i = name.size(); i-- > 0;)
        if (name[i] == '.') return name.substr(i + 1);
    return name;
}

template <class = void>
constexpr bool mentions(const names& texts, std::string_view name) {
    for (std::string_view text : texts)
        if (mentions(text, bare(name))) return true;
    return false;
}

/// Whether the verbatim SQL of a step names what another is about, or an object that needs it.
template <class = void>
constexpr bool text_touches(const schema& s, const trace& t, std::string_view about) {
    if (t.texts.empty() || about.empty()) return false;
    if (mentions(t.texts, about)) return true;
    for (const object& o : s.objects)
        if (mentions(t.texts, o.name) && (o.on == about || contains(o.depends_on, about) || mentions(o, bare(about))))
            return true;
    return false;
}

/// Whether a step on rows looks at the column; text that names its own table may look at all of them.
template <class = void>
constexpr bool looks_at(const trace& t, std::string_view column) {
    return contains(t.reads, column) || mentions(t.texts, column) || mentions(t.texts, t.about);
}

/// The columns of `list` that `of` looks at: the first, or empty.
template <class = void>
constexpr std::string_view first_looked_at(const trace& of, const names& list) {
    for (std::string_view c : list)
        if (looks_at(of, c)) return c;
    return {};
}

/// What an insert gives to the columns of one row, as far as that is constant.
template <class = void>
constexpr void row_of(const trace& insert, std::size_t row, const table& t, list<assignment>& out) {
    const auto give = [&](std::string_view column, const literal& value) {
        out.emplace_back();
        out.back().column = column;
        out.back().value.nodes.push_back({.kind = node_kind::literal, .value = value});
    };
    for (std::size_t i = 0; i < insert.columns.size(); ++i)
        give(insert.columns[i], insert.values[row * insert.columns.size() + i]);
    for (const column& c : t.columns)
        if (c.default_value && !contains(insert.columns, c.name)) give(c.name, c.default_value);
}

/// Whether no row that `insert` adds fulfils the condition.
template <class = void>
constexpr bool adds_none_of(const schema& s, const table& t, const trace& insert, const expression& where) {
    if (where.empty() || insert.columns.empty()) return false;
    for (std::size_t row = 0; row * insert.columns.size() < insert.values.size(); ++row) {
        list<assignment> set;
        row_of(insert, row, t, set);
        const known k = evaluate(where, where.root(), given{s, t, &set});
        if (!k.is_false() && k.state != known::null) return false;
    }
    return true;
}

template <class = void>
constexpr bool is_rows(const trace& t) {
    return t.kind <= trace_kind::remove;
}

/// Whether two steps could meet at all: what only adds meets raw SQL, a trigger that and rows.
template <class = void>
constexpr bool could_meet(const trace& a, const trace& b) {
    if (a.kind == trace_kind::raw || b.kind == trace_kind::raw) return true;
    if (a.kind == trace_kind::addition || b.kind == trace_kind::addition) return false;
    return is_rows(a) || is_rows(b);
}

enum class meeting : std::uint8_t { never, unknown, certain };

/// Whether two inserts give one key twice.
template <class = void>
constexpr meeting keys_meet(const names& key, const trace& a, const trace& b) {
    const auto position = [](const names& list, std::string_view name) {
        std::size_t i = 0;
        while (i < list.size() && list[i] != name) ++i;
        return i;
    };
    for (std::string_view c : key)
        if (!contains(a.columns, c) || !contains(b.columns, c)) return meeting::unknown;
    meeting worst = meeting::never;
    for (std::size_t i = 0; i < a.values.size(); i += a.columns.size())
        for (std::size_t j = 0; j < b.values.size(); j += b.columns.size()) {
            meeting one = meeting::certain;
            for (std::string_view c : key) {
                const known k = compared(node_kind::equal, given::constant(a.values[i + position(a.columns, c)]),
                                         given::constant(b.values[j + position(b.columns, c)]));
                if (k.is_false()) one = meeting::never;
                if (!k.is_false() && !k.is_true() && one == meeting::certain) one = meeting::unknown;
                if (one == meeting::never) break;
            }
            if (one > worst) worst = one;
        }
    return worst;
}

/// Whether the conditions want different values of a column that neither step writes.
template <class = void>
constexpr bool exclude_each_other(const trace& a, int i, const trace& b, int j) {
    if (i < 0 || j < 0) return false;
    const node& x = a.where.at(i);
    const node& y = b.where.at(j);
    if (x.kind == node_kind::and_) return exclude_each_other(a, x.left, b, j) || exclude_each_other(a, x.right, b, j);
    if (y.kind == node_kind::and_) return exclude_each_other(a, i, b, y.left) || exclude_each_other(a, i, b, y.right);
    if (x.kind != node_kind::equal || y.kind != node_kind::equal) return false;
    const node& column = a.where.at(x.left);
    const node& other = b.where.at(y.left);
    return column.kind == node_kind::column && other.kind == node_kind::column && column.name == other.name &&
           a.where.at(x.right).kind == node_kind::literal && b.where.at(y.right).kind == node_kind::literal &&
           !contains(a.writes, column.name) && !contains(b.writes, column.name) &&
           compared(node_kind::equal, given::constant(a.where.at(x.right).value),
                    given::constant(b.where.at(y.right).value))
               .is_false();
}

template <class = void>
constexpr bool same_constant(const trace& a, const trace& b, std::string_view column) {
    for (const assignment& x : a.set)
        for (const assignment& y : b.set)
            if (x.column == column && y.column == column)
                return x.value.nodes.size() == 1 && x.value.nodes[0].kind == node_kind::literal &&
                       x.value.nodes[0].value.kind != literal_kind::sql && x.value == y.value;
    return false;
}

/// Two steps that change or delete rows of one table.
template <class = void>
constexpr string clash_of_changes(const trace& a, const trace& b, const string& first, const string& second) {
    if (exclude_each_other(a, a.where.root(), b, b.where.root())) return {};
    for (std::string_view c : a.writes)
        if (contains(b.writes, c) && !same_constant(a, b, c))
            return first + " and " + second + " both write column '" + string(a.about) + "." + string(c) + "'";
    const auto reads = [](const trace& x, const trace& y, const string& reader, const string& writer) {
        const std::string_view c = first_looked_at(x, y.writes);
        string found;
        if (!c.empty())
            found = reader + " reads column '" + string(x.about) + "." + string(c) + "', which " + writer + " writes";
        return found;
    };
    string found = reads(a, b, first, second);
    if (found.empty()) found = reads(b, a, second, first);
    // A text that reads the table itself sees which rows are there.
    if (found.empty() && ((a.kind == trace_kind::remove && mentions(b.texts, b.about)) ||
                          (b.kind == trace_kind::remove && mentions(a.texts, a.about))))
        found = first + " and " + second + " both use table '" + string(a.about) + "'";
    return found;
}

template <class = void>
constexpr string clash_of_inserts(const table& t, const trace& a, const trace& b, const string& first,
                                  const string& second) {
    const string both = first + " and " + second;
    for (const column& c : t.columns)
        if (c.identity && (!contains(a.columns, c.name) || !contains(b.columns, c.name)))
            return both + " both generate values of column '" + string(t.name) + "." + string(c.name) + "'";
    if (t.primary_key && keys_meet(t.primary_key.columns, a, b) != meeting::never)
        return both + " may give table '" + string(t.name) + "' the same primary key (" + join(t.primary_key.columns) +
               ")";
    for (const unique_key& k : t.uniques)
        if (keys_meet(k.columns, a, b) == meeting::certain)
            return both + " give table '" + string(t.name) + "' the same key (" + join(k.columns) + ")";
    return {};
}

/// An insert, and a step that changes or deletes rows of the same table.
template <class = void>
constexpr string clash_with_insert(const schema& s, const table& t, const trace& insert, const trace& other,
                                   const string& first, const string& second) {
    const bool of_key = [&] {
        for (std::string_view c : other.writes)
            if (contains(t.primary_key.columns, c)) return true;
        return false;
    }();
    if (!of_key && !mentions(other.texts, t.name) && adds_none_of(s, t, insert, other.where)) return {};
    return second + " may affect rows of table '" + string(t.name) + "' that " + first + " adds";
}

/// Whether deleting rows of a table deletes rows of `to`.
template <class = void>
constexpr bool deletes_on(const schema& s, std::string_view from, std::string_view to, std::size_t depth = 0) {
    if (from == to) return true;
    const table* t = s.find(to);
    if (!t || depth > s.tables.size()) return false;
    for (const foreign_key& k : t->foreign_keys)
        if (k.on_delete == action::cascade && k.table != to && deletes_on(s, from, k.table, depth + 1)) return true;
    return false;
}

/// A step on the rows of a table to which a foreign key of `other`'s table refers.
template <class = void>
constexpr string clash_by_key(const schema& s, const trace& a, const trace& other, const string& first,
                              const string& second) {
    const table* t = s.find(other.about);
    if (!t || a.kind == trace_kind::insert) return {};
    for (const foreign_key& k : t->foreign_keys) {
        const bool removing = a.kind == trace_kind::remove;
        if (removing ? !deletes_on(s, a.about, k.table) : k.table != a.about) continue;
        bool hit = removing;
        for (std::string_view c : a.writes) hit = hit || contains(k.target, c);
        if (!hit) continue;
        const action follows = removing ? k.on_delete : k.on_update;
        const bool writes =
            follows == action::set_null || follows == action::set_default || (follows == action::cascade && !removing);
        bool touched = other.kind == trace_kind::insert;
        for (std::string_view c : k.columns)
            touched = touched || contains(other.writes, c) || (writes && looks_at(other, c));
        if (touched)
            return first + " and " + second + " conflict through the foreign key '" + name_of(*t, k) + "' of table '" +
                   string(t->name) + "'";
    }
    return {};
}

/// A step that is not understood, and another.
template <class = void>
constexpr string clash_with_raw(const schema& s, const trace& raw, const trace& other, const string& first,
                                const string& second) {
    if (other.kind == trace_kind::raw) {
        string found = first + " and " + second + " cannot be analyzed, and may touch the same rows";
        for (const table& t : s.tables)
            if (mentions(raw.texts, t.name) && (mentions(other.texts, t.name) || !other.function.empty()))
                return found + " of table '" + string(t.name) + "'";
        return found;
    }
    if (other.kind == trace_kind::addition && raw.texts.empty()) return {};
    if (raw.function.empty() && !text_touches(s, raw, other.about)) return {};
    const std::string_view kind = s.find(other.about) || is_rows(other) || !other.writes.empty() ? "table '" : "'";
    return first + " cannot be analyzed, and may touch " + string(kind) + string(other.about) + "', as " + second +
           " does";
}

/// A step on rows, and one that changes the columns of their table.
template <class = void>
constexpr string clash_with_change(const trace& rows, const trace& change, const string& first, const string& second) {
    std::string_view column = first_looked_at(rows, change.writes);
    for (std::string_view c : change.writes)
        if (contains(rows.writes, c)) column = c;
    if (rows.kind == trace_kind::insert && !change.other_default.empty() &&
        !contains(rows.writes, change.other_default))
        column = change.other_default;
    if (column.empty()) return {};
    return first + " depends on column '" + string(change.about) + "." + string(column) + "', which " + second +
           " changes";
}

}  // namespace detail

/// Why two steps of different branches cannot be taken in either order; empty where they can. `a_words` and `b_words`
/// say which steps they are.
template <class = void>
constexpr string clash(const schema& s, const trace& a, const trace& b, const string& a_words, const string& b_words) {
    bool together = a.only.empty() || b.only.empty();
    for (database d : every_database) together = together || (a.only.has(d) && b.only.has(d));
    if (!together) return {};
    // The same step twice is the same in either order.
    if (a.kind == b.kind && a.kind != trace_kind::insert && a.about == b.about && a.set == b.set &&
        a.where == b.where && a.texts == b.texts && a.function == b.function && a.words == b.words)
        return {};
    if (a.kind == trace_kind::raw) return detail::clash_with_raw(s, a, b, a_words, b_words);
    if (b.kind == trace_kind::raw) return detail::clash_with_raw(s, b, a, b_words, a_words);
    if (!detail::could_meet(a, b)) return {};
    const bool a_rows = detail::is_rows(a), b_rows = detail::is_rows(b);
    if (a.kind == trace_kind::fires || b.kind == trace_kind::fires) {
        if (a.about != b.about) return {};
        return (a_rows ? a_words : b_words) + " writes rows of table '" + string(a.about) + "', whose triggers " +
               (a_rows ? b_words : a_words) + " changes";
    }
    if (a.about != b.about) {
        string found;
        if (a_rows && detail::text_touches(s, a, b.about))
            found = a_words + " names '" + string(b.about) + "', which " + b_words + " changes";
        if (found.empty() && b_rows && detail::text_touches(s, b, a.about))
            found = b_words + " names '" + string(a.about) + "', which " + a_words + " changes";
        if (found.empty() && a_rows && b_rows) found = detail::clash_by_key(s, a, b, a_words, b_words);
        if (found.empty() && a_rows && b_rows) found = detail::clash_by_key(s, b, a, b_words, a_words);
        return found;
    }
    if (!b_rows) return detail::clash_with_change(a, b, a_words, b_words);
    if (!a_rows) return detail::clash_with_change(b, a, b_words, a_words);
    const table* t = s.find(a.about);
    if (!t) return {};
    if (a.kind == trace_kind::insert && b.kind == trace_kind::insert)
        return detail::clash_of_inserts(*t, a, b, a_words, b_words);
    if (a.kind == trace_kind::insert) return detail::clash_with_insert(s, *t, a, b, a_words, b_words);
    if (b.kind == trace_kind::insert) return detail::clash_with_insert(s, *t, b, a, b_words, a_words);
    return detail::clash_of_changes(a, b, a_words, b_words);
}

}  // namespace retort::model
