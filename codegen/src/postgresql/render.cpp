#include "render.hpp"

#include "locks.hpp"

#include "../execute.hpp"
#include "../text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace retort::codegen::postgresql {

using model::object_kind;
using model::schema;
using model::table;
using model::type_kind;

// A timestamp without a zone holds UTC, as SQLite's CURRENT_TIMESTAMP does, whatever the session's zone is.
std::string writer::now(const model::type& t) const {
    return t.kind == type_kind::timestamp ? "(CURRENT_TIMESTAMP AT TIME ZONE 'UTC')" : "CURRENT_TIMESTAMP";
}

std::string writer::random_uuid() const { return "gen_random_uuid()"; }

// Not as text, in which a backslash would begin an escape.
std::string writer::bytes(std::string_view value) const { return fmt::format("'\\x{}'", hexadecimal(value)); }
std::string writer::plain_backslash(std::string_view) const { return " ESCAPE ''"; }

namespace {

constexpr model::database here = model::database::postgresql;
const writer write;

const auto id = [](std::string_view name) { return sql_writer::identifier(name); };

statement made(std::string sql, facts known) {
    statement st;
    st.sql = std::move(sql);
    st.facts = std::move(known);
    return st;
}
rendered one(std::string sql, facts known) {
    rendered r;
    r.statements.push_back(made(std::move(sql), std::move(known)));
    return r;
}
rendered refused(std::string reason, std::string way_out) {
    return {{}, {}, unsupported{std::move(reason), std::move(way_out)}};
}

std::string alter(const schema& s, std::string_view table) {
    return fmt::format("ALTER TABLE {} ", write.relation(s, table));
}

/// Adds a change of a table; a partitioned one's goes to its partitions too.
void add_table(facts& to, const schema& s, std::string_view name, cost c) {
    add_cost(to, name, c);
    if (const table* t = s.find(name))
        for (const model::partition& p : options_of(*t).partitions) add_cost(to, p.name, c);
}
facts of_table(const schema& s, std::string_view name, cost c) {
    facts known;
    add_table(known, s, name, c);
    return known;
}
/// One action of ALTER TABLE.
statement altering(const schema& s, std::string_view table, cost c, const std::string& action) {
    return made(alter(s, table) + action, of_table(s, table, c));
}
/// A relation or a type that is new: nobody waits for it, but those that it refers to may be locked.
facts creating(std::string_view relation) {
    facts known = no_locks();
    known.effect.what = effect::kind::create;
    known.effect.relation = relation;
    return known;
}

// Constraints.

bool wanted(const model::primary_key&) { return true; }
bool wanted(const model::unique_key&) { return true; }
bool wanted(const model::foreign_key&) { return true; }
bool wanted(const model::check_constraint& c) { return c.only.wants(here); }
bool wanted(const model::exclusion& e) { return e.only.wants(here); }
bool wanted(const model::index& i) { return i.only().wants(here); }

/// Whether rows that are there already are left out: a constraint that comes with its table never does so.
bool is_not_valid(const model::foreign_key& k) { return k.not_valid; }
bool is_not_valid(const model::check_constraint& c) { return c.not_valid; }
bool is_not_valid(const auto&) { return false; }

std::string clause(const schema&, const table&, const model::primary_key& k) {
    return fmt::format("PRIMARY KEY ({})", sql_writer::identifiers(k.columns));
}
std::string clause(const schema&, const table&, const model::unique_key& k) {
    return fmt::format("UNIQUE {}({}){}", k.nulls_not_distinct ? "NULLS NOT DISTINCT " : "",
                       sql_writer::identifiers(k.columns), deferral_clause(k.deferral));
}
std::string clause(const schema& s, const table&, const model::foreign_key& k) {
    return fmt::format("FOREIGN KEY ({}) {}", sql_writer::identifiers(k.columns), write.references_clause(s, k));
}
std::string clause(const schema& s, const table& t, const model::check_constraint& c) {
    return fmt::format("CHECK ({})", write.expression(s, t, c.condition));
}
std::string clause(const schema& s, const table& t, const model::exclusion& e) {
    std::vector<std::string> elements;
    for (const model::exclusion_element& part : e.elements)
        elements.push_back(fmt::format(
            "{} WITH {}", part.column.empty() ? "(" + write.expression(s, t, part.expression) + ")" : id(part.column),
            part.operator_));
    return fmt::format("EXCLUDE USING {} ({}){}{}", id(e.method.empty() ? "gist" : e.method), join(elements, ", "),
                       e.where.empty() ? std::string() : fmt::format(" WHERE ({})", write.expression(s, t, e.where)),
                       deferral_clause(e.deferral));
}

template <class Constraint>
std::string constraint(const schema& s, const table& t, const Constraint& k) {
    return fmt::format("CONSTRAINT {} {}", id(name_of(t, k)), clause(s, t, k));
}
cost cost_of(const model::foreign_key& k) { return k.not_valid ? costs::foreign_key_not_valid : costs::foreign_key; }
cost cost_of(const auto& k) { return is_not_valid(k) ? costs::definition : costs::check_rows; }

/// A foreign key locks the table that it refers to as the one that it belongs to.
void add_target(facts& to, const schema& s, const model::foreign_key& k, lock_mode mode) {
    add_table(to, s, k.table, {mode, row_work::none});
}
void add_target(facts&, const schema&, const auto&, lock_mode) {}

template <class Constraint>
statement add_constraint(const schema& s, const table& t, const Constraint& k) {
    const cost c = cost_of(k);
    statement st = altering(s, t.name, c, "ADD " + constraint(s, t, k) + (is_not_valid(k) ? " NOT VALID" : ""));
    add_target(st.facts, s, k, c.lock);
    return st;
}
template <class Constraint>
statement drop_constraint(const schema& s, const table& t, const Constraint& k) {
    statement st = altering(s, t.name, costs::definition, "DROP CONSTRAINT " + id(name_of(t, k)));
    add_target(st.facts, s, k, costs::definition.lock);
    return st;
}

template <class Constraint>
rendered adding(const schema& after, std::string_view to, const Constraint& k) {
    rendered r;
    if (wanted(k)) r.statements.push_back(add_constraint(after, *after.find(to), k));
    return r;
}

/// Calls `function` with the constraint that the name or the step means.
void with_constraint(const table& t, const model::drop_constraint& o, auto&& function) {
    const model::detail::found_constraint found = model::detail::find_constraint(t, o);
    const auto at = static_cast<std::size_t>(found.at);
    switch (found.kind) {
        case model::constraint_kind::primary_key: return function(t.primary_key);
        case model::constraint_kind::unique: return function(t.uniques[at]);
        case model::constraint_kind::foreign_key: return function(t.foreign_keys[at]);
        case model::constraint_kind::check: return function(t.checks[at]);
        case model::constraint_kind::exclusion: return function(t.exclusions[at]);
        case model::constraint_kind::any: return;
    }
}

statement create_index(const schema& s, const table& t, const model::index& i, bool concurrently = false) {
    return made(write.create_index(s, t, i, concurrently),
                of_table(s, t.name, concurrently ? costs::create_index_concurrently : costs::create_index));
}
statement drop_index(const schema& s, const table& t, const model::index& i) {
    return made(fmt::format("DROP INDEX {}", write.beside(s, t.name, name_of(t, i))),
                of_table(s, t.name, costs::drop_index));
}
statement rename_index(const schema& s, const table& t, std::string_view from, std::string_view to) {
    const std::string_view home = t.name.substr(0, t.name.size() - write.local(s, t.name).size());
    return made(fmt::format("ALTER INDEX {} RENAME TO {}", write.beside(s, t.name, from), id(to)),
                facts_of(str(home) + str(from), costs::alter_index, lock::kind::index));
}

/// Whether the index is there. One that is valid is what a run made that died before its ledger row, if it is of the
/// same table and form; any other stays, and CREATE INDEX says that the name is taken. Texts of expressions and
/// conditions are not compared: PostgreSQL writes them its own way. One that is not valid is what a failed CREATE or
/// DROP INDEX CONCURRENTLY left, unless somebody is making it just now.
std::string probe_index(const schema& s, const table& t, const model::index& i) {
    std::vector<std::string> columns, order;
    for (const model::index_column& c : i.columns) {
        columns.push_back(sql_writer::text(c.name));
        const bool first =
            c.nulls == model::nulls_order::by_default ? c.descending : c.nulls == model::nulls_order::first;
        order.push_back(std::to_string((c.descending ? 1 : 0) + (first ? 2 : 0)));
    }
    const std::string keys = std::to_string(columns.size());
    for (std::string_view c : options_of(i).include) columns.push_back(sql_writer::text(c));
    const std::string_view method = i.method().empty() ? std::string_view("btree") : i.method();
    return fmt::format(
        "SELECT coalesce((SELECT CASE WHEN x.indisvalid THEN (a.amname = {} AND {}x.indisunique "
        "AND x.indpred IS {}NULL AND x.indnkeyatts = {}{} AND ARRAY("
        "SELECT coalesce(c.attname::text, '') FROM unnest(x.indkey) WITH ORDINALITY AS k (number, place) "
        "LEFT JOIN pg_attribute c ON c.attrelid = x.indrelid AND c.attnum = k.number AND c.attnum > 0 "
        "ORDER BY k.place) = ARRAY[{}])::integer "
        "WHEN EXISTS (SELECT 1 FROM pg_stat_progress_create_index p WHERE p.index_relid = x.indexrelid) THEN 2 ELSE -1 "
        "END FROM pg_index x JOIN pg_class r ON r.oid = x.indexrelid JOIN pg_am a ON a.oid = r.relam "
        "WHERE x.indexrelid = to_regclass({}) AND x.indrelid = to_regclass({})), 0)",
        sql_writer::text(method), i.unique ? "" : "NOT ", i.where.empty() ? "" : "NOT ", keys,
        method == "btree" ? fmt::format(" AND x.indoption::text = '{}'", join(order, " ")) : std::string(),
        join(columns, ", "), sql_writer::text(write.beside(s, t.name, name_of(t, i))),
        sql_writer::text(write.relation(s, t.name)));
}

// Columns.

/// What a sequence is told, but for what it does by itself. Its bounds are widened where it begins outside of those
/// that PostgreSQL takes.
std::string numbering_options(const model::numbering& n) {
    if (n.start == 1 && n.increment == 1) return {};
    std::string text;
    if (n.start != 1 || n.increment < 0) text += fmt::format("START WITH {} ", n.start);
    if (n.increment != 1) text += fmt::format("INCREMENT BY {} ", n.increment);
    if (n.increment > 0 && n.start < 1) text += fmt::format("MINVALUE {} ", n.start);
    if (n.increment < 0 && n.start > -1) text += fmt::format("MAXVALUE {} ", n.start);
    text.pop_back();
    return " (" + text + ")";
}

std::string identity_clause(const model::numbering& n) {
    return fmt::format("GENERATED {} AS IDENTITY{}", n.always ? "ALWAYS" : "BY DEFAULT", numbering_options(n));
}

std::string collate(std::string_view collation) {
    return collation.empty() ? std::string() : " COLLATE " + id(collation);
}

std::string column_definition(const schema& s, const table& t, const model::column& c) {
    std::string sql = fmt::format("{} {}{}{}", id(c.name), write.type(s, c.type), collate(c.collation),
                                  c.nullable ? "" : " NOT NULL");
    if (c.identity) sql += " " + identity_clause(c.numbering);
    if (const model::generated_column* g = t.find_generated(c.name))
        return sql + fmt::format(" GENERATED ALWAYS AS ({}) STORED", write.computed(s, t, c.type, g->value));
    return sql + write.default_clause(s, c);
}

/// Lets an identity column go on behind the numbers that its rows have. `fresh` says that none was ever given.
statement continue_numbering(const schema& s, const table& t, const model::column& c, bool fresh) {
    const std::string name = id(c.name), in = write.relation(s, t.name);
    const std::string sequence =
        fmt::format("pg_get_serial_sequence({}, {})", sql_writer::text(in), sql_writer::text(c.name));
    const bool up = c.numbering.increment > 0;
    std::string last = fmt::format("{}({})", up ? "max" : "min", name);
    const std::string beyond = c.numbering.start == 1 && up
                                   ? fmt::format("{} > 0", last)
                                   : fmt::format("{} {} {}", last, up ? ">=" : "<=", c.numbering.start);
    // Not back behind a number that was given already.
    if (!fresh)
        last = fmt::format("{}({}, nextval({}) {} {})", up ? "greatest" : "least", last, sequence, up ? "-" : "+",
                           up ? c.numbering.increment : -c.numbering.increment);
    return made(fmt::format("SELECT setval({}, {}) FROM {} HAVING {}", sequence, last, in, beyond),
                no_locks(row_work::rows));
}

/// How the old value becomes the new one where PostgreSQL does not know it by itself, or would answer by the session's
/// time zone; empty where it does. Not a cast that merely could be written: an explicit one cuts a text that is too
/// long for its new type, where the one PostgreSQL makes by itself refuses.
std::string conversion(std::string_view column, const model::type& from, const model::type& to,
                       const std::string& type) {
    using model::family;
    const std::string c = id(column);
    const family was = family_of(from), is = family_of(to);
    const bool was_point = from.kind == type_kind::timestamptz, is_point = to.kind == type_kind::timestamptz;
    if (was == family::array || is == family::array)
        return is == family::text ? std::string() : fmt::format("{}::{}", c, type);
    // Which of them is the longer, only PostgreSQL knows.
    if (from.kind == type_kind::native && to.kind == type_kind::native) return {};
    if (was_point && (is == family::date || is == family::time || to.kind == type_kind::timestamp))
        return fmt::format("{} AT TIME ZONE 'UTC'", c);
    if (is_point && was == family::date) return fmt::format("{}::timestamp AT TIME ZONE 'UTC'", c);
    if (is_point && from.kind == type_kind::timestamp) return fmt::format("{} AT TIME ZONE 'UTC'", c);
    if (was == family::bytes && is == family::text) return fmt::format("convert_from({}, 'UTF8')", c);
    if (was == family::text && is == family::bytes) return fmt::format("convert_to({}, 'UTF8')", c);
    if (was == family::boolean && is == family::number)
        return to.kind == type_kind::integer ? fmt::format("{}::integer", c) : fmt::format("{}::integer::{}", c, type);
    if (was == family::number && is == family::boolean) return fmt::format("{} <> 0", c);
    // Money becomes numeric and comes from it; an object identifier knows bigint.
    if (was == family::number && is == family::number) {
        const auto through = [&](type_kind odd, type_kind friend_, std::string_view name) -> std::string {
            if (from.kind == to.kind || (from.kind != odd && to.kind != odd)) return {};
            if (from.kind == friend_ || to.kind == friend_) return {};
            return fmt::format("{}::{}::{}", c, name, type);
        };
        const std::string by_money = through(type_kind::money, type_kind::numeric, "numeric");
        return by_money.empty() ? through(type_kind::oid, type_kind::bigint, "bigint") : by_money;
    }
    if ((was == family::network || was == family::range) && was == is && from.kind != to.kind)
        return fmt::format("{}::text::{}", c, type);
    if (is == family::text || (was == is && is != family::enumeration && is != family::unknown)) return {};
    if (was == family::date && is == family::timestamp) return {};
    if (was == family::timestamp && (is == family::date || is == family::time)) return {};
    // Only text can be cast to everything.
    return was == family::text ? fmt::format("{}::{}", c, type) : fmt::format("{}::text::{}", c, type);
}

// Comments.

statement comment_on(std::string_view kind, const std::string& what, std::string_view comment, facts known) {
    return made(fmt::format("COMMENT ON {} {} IS {}", kind, what, comment.empty() ? "NULL" : sql_writer::text(comment)),
                std::move(known));
}
statement table_comment(const schema& s, const table& t) {
    return comment_on("TABLE", write.relation(s, t.name), options_of(t).comment, facts_of(t.name, costs::comment));
}
statement column_comment(const schema& s, std::string_view table, const model::column& c) {
    return comment_on("COLUMN", write.relation(s, table) + "." + id(c.name), c.comment,
                      facts_of(table, costs::comment));
}

// Tables.

statement create_partition(const schema& s, const table& t, const model::partition& p) {
    const model::table_options& o = options_of(t);
    const auto values = [&](const model::list<model::literal>& list) {
        std::vector<std::string> all;
        for (std::size_t i = 0; i < list.size(); ++i) {
            const std::size_t at = p.method == model::partition_method::range ? i : 0;
            const model::column* c = at < o.partition_columns.size() ? t.find(o.partition_columns[at]) : nullptr;
            // MINVALUE in parentheses would be a column.
            all.push_back(list[i].kind == model::literal_kind::sql
                              ? str(write.verbatim(list[i]))
                              : write.literal(list[i], c ? model::detail::base_type(s, c->type) : model::type{}));
        }
        return join(all, ", ");
    };
    std::string bounds = "DEFAULT";
    switch (p.method) {
        case model::partition_method::none: break;
        case model::partition_method::range:
            bounds = fmt::format("FOR VALUES FROM ({}) TO ({})", values(p.from), values(p.to));
            break;
        case model::partition_method::list: bounds = fmt::format("FOR VALUES IN ({})", values(p.from)); break;
        case model::partition_method::hash:
            bounds = fmt::format("FOR VALUES WITH (MODULUS {}, REMAINDER {})", p.from[0].integer, p.from[1].integer);
            break;
    }
    facts known = creating(p.name);
    add_cost(known, t.name, costs::definition);
    // The default partition is looked through for rows of the new one.
    for (const model::partition& other : o.partitions)
        if (other.method == model::partition_method::none && other.name != p.name)
            add_cost(known, other.name, costs::check_rows);
    // What a partition takes over of the table's foreign keys.
    for (const model::foreign_key& k : t.foreign_keys) add_target(known, s, k, costs::foreign_key.lock);
    // A partitioned table has no storage of its own: what is said of it is its partitions'.
    return made(fmt::format("CREATE {}TABLE {} PARTITION OF {} {}{}", o.unlogged ? "UNLOGGED " : "",
                            write.relation(s, p.name), write.relation(s, t.name), bounds,
                            o.parameters.empty() ? "" : fmt::format(" WITH ({})", parameters_clause(o.parameters))),
                std::move(known));
}

void row_security(const schema& s, std::string_view table, model::row_security was, model::row_security is,
                  std::vector<statement>& out) {
    using enum model::row_security;
    const auto add = [&](std::string_view what) {
        const cost c = costs::definition;
        out.push_back(made(alter(s, table) + str(what) + " ROW LEVEL SECURITY", facts_of(table, c)));
    };
    if (was == off && is != off) add("ENABLE");
    if (was != forced && is == forced) add("FORCE");
    if (was == forced && is != forced) add("NO FORCE");
    if (was != off && is == off) add("DISABLE");
}

rendered create_table(const schema& s, const table& t) {
    const model::table_options& o = options_of(t);
    const bool partitioned = o.partitioned != model::partition_method::none;
    std::vector<std::string> lines;
    std::vector<statement> behind;
    const auto each = [&](const auto& list) {
        for (const auto& k : list) {
            if (!wanted(k)) continue;
            // PostgreSQL takes NOT VALID in a CREATE TABLE as valid, which the model would not know.
            if (is_not_valid(k))
                behind.push_back(add_constraint(s, t, k));
            else
                lines.push_back(constraint(s, t, k));
        }
    };
    for (const model::column& c : t.columns) lines.push_back(column_definition(s, t, c));
    if (t.primary_key) lines.push_back(constraint(s, t, t.primary_key));
    each(t.uniques);
    each(t.foreign_keys);
    each(t.checks);
    each(t.exclusions);
    std::string sql = fmt::format("CREATE {}TABLE {} (\n{})", o.unlogged && !partitioned ? "UNLOGGED " : "",
                                  write.relation(s, t.name), indented_list(lines));
    if (partitioned) {
        std::string method(to_string(o.partitioned));
        for (char& c : method) c = static_cast<char>(c - 'a' + 'A');
        sql += fmt::format(" PARTITION BY {} ({})", method, sql_writer::identifiers(o.partition_columns));
    } else if (!o.parameters.empty()) {
        sql += fmt::format(" WITH ({})", parameters_clause(o.parameters));
    }
    facts known = creating(t.name);
    for (const model::foreign_key& k : t.foreign_keys)
        if (!k.not_valid && k.table != t.name) add_target(known, s, k, costs::foreign_key.lock);
    rendered r = one(std::move(sql), std::move(known));
    for (const model::partition& p : o.partitions) r.statements.push_back(create_partition(s, t, p));
    r.statements.insert(r.statements.end(), behind.begin(), behind.end());
    for (const model::index& i : t.indexes)
        if (wanted(i)) r.statements.push_back(create_index(s, t, i));
    if (!o.comment.empty()) r.statements.push_back(table_comment(s, t));
    for (const model::column& c : t.columns)
        if (!c.comment.empty()) r.statements.push_back(column_comment(s, t.name, c));
    row_security(s, t.name, model::row_security::off, o.row_security, r.statements);
    return r;
}

/// Changes the storage of a table, or of all of its partitions.
void alter_storage(const schema& s, const table& t, cost c, const std::string& what, std::vector<statement>& out) {
    const model::table_options& o = options_of(t);
    if (o.partitioned == model::partition_method::none) {
        out.push_back(altering(s, t.name, c, what));
        return;
    }
    for (const model::partition& p : o.partitions) out.push_back(altering(s, p.name, c, what));
}

void change_parameters(const schema& s, const table& t, const model::list<model::parameter>& was,
                       const model::list<model::parameter>& is, std::vector<statement>& out) {
    std::vector<std::string> gone;
    model::list<model::parameter> set;
    for (const model::parameter& p : was)
        if (!std::any_of(is.begin(), is.end(), [&](const model::parameter& other) { return other.name == p.name; }))
            gone.push_back(str(p.name));
    for (const model::parameter& p : is)
        if (std::find(was.begin(), was.end(), p) == was.end()) set.push_back(p);
    if (!gone.empty()) alter_storage(s, t, costs::parameters, fmt::format("RESET ({})", join(gone, ", ")), out);
    if (!set.empty()) alter_storage(s, t, costs::parameters, fmt::format("SET ({})", parameters_clause(set)), out);
}

statement rename_constraint(const schema& s, const table& t, std::string_view from, std::string_view to) {
    return altering(s, t.name, costs::definition, fmt::format("RENAME CONSTRAINT {} TO {}", id(from), id(to)));
}

/// After a table or a column was renamed: the names that the convention derives from it follow.
void rename_derived(const schema& s, const table& before, const table& after, std::vector<statement>& out) {
    struct change {
        std::string from, to;
        statement renames;
    };
    std::vector<change> waiting;
    const auto add = [&](const auto& b, const auto& a, bool is_index) {
        if (!wanted(b)) return;
        std::string from(name_of(before, b)), to(name_of(after, a));
        if (from == to) return;
        statement renames = is_index ? rename_index(s, after, from, to) : rename_constraint(s, after, from, to);
        waiting.push_back({std::move(from), std::move(to), std::move(renames)});
    };
    const auto each = [&](const auto& list_before, const auto& list_after, bool is_index) {
        for (std::size_t i = 0; i < list_before.size(); ++i) add(list_before[i], list_after[i], is_index);
    };
    if (before.primary_key) add(before.primary_key, after.primary_key, false);
    each(before.uniques, after.uniques, false);
    each(before.foreign_keys, after.foreign_keys, false);
    each(before.checks, after.checks, false);
    each(before.exclusions, after.exclusions, false);
    each(before.indexes, after.indexes, true);
    // One can get the name that another still has (columns a and a_b); that one goes first. They never wait for each
    // other in a circle: a rename makes every name that it touches longer, or every one shorter, or moves all alike.
    while (!waiting.empty()) {
        std::size_t pick = 0;
        const auto taken = [&](const change& c) {
            for (const change& other : waiting)
                if (&other != &c && other.from == c.to) return true;
            return false;
        };
        while (pick + 1 < waiting.size() && taken(waiting[pick])) ++pick;
        out.push_back(std::move(waiting[pick].renames));
        waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(pick));
    }
}

/// Gives a relation another name, and another namespace where the new name says so. `kind` is TABLE, VIEW, …
std::vector<statement> rename_relation(const schema& before, const schema& after, std::string_view kind,
                                       std::string_view from, std::string_view to) {
    const auto inside = [](const schema& s, std::string_view name) {
        const std::string_view local = write.local(s, name);
        return local.size() == name.size() ? std::string_view() : name.substr(0, name.size() - local.size() - 1);
    };
    const std::string_view old_local = write.local(before, from), new_local = write.local(after, to);
    const std::string_view old_home = inside(before, from), new_home = inside(after, to);
    std::vector<statement> out;
    // "home" stands for where the relation is at the moment.
    const auto qualified = [](std::string_view home, std::string_view name) {
        return home.empty() ? id(name) : id(home) + "." + id(name);
    };
    const auto locked = [&](std::string_view home, std::string_view name) {
        if (kind == "DOMAIN" || kind == "TYPE") return no_locks();
        return facts_of(home.empty() ? str(name) : str(home) + "." + str(name), costs::definition,
                        kind == "SEQUENCE" ? lock::kind::sequence : lock::kind::table);
    };
    const auto rename = [&](std::string_view home) {
        if (old_local != new_local)
            out.push_back(made(fmt::format("ALTER {} {} RENAME TO {}", kind, qualified(home, old_local), id(new_local)),
                               locked(home, old_local)));
    };
    const auto move = [&](std::string_view name) {
        const std::string what = fmt::format("ALTER {} {} SET SCHEMA ", kind, qualified(old_home, name));
        if (old_home == new_home) return;
        // Where names without a namespace live is the search path's to say.
        out.push_back(made(new_home.empty()
                               ? fmt::format("DO $do$ BEGIN EXECUTE {} || quote_ident(current_schema()); END $do$",
                                             sql_writer::text(what))
                               : what + id(new_home),
                           locked(old_home, name)));
    };
    // Its old name may be taken in the new namespace.
    if (before.find(new_home.empty() ? str(old_local) : str(new_home) + "." + str(old_local))) {
        rename(old_home);
        move(new_local);
    } else {
        move(old_local);
        rename(new_home);
    }
    return out;
}

// Enumerations.

statement enumeration_type(const schema& s, const model::enumeration& e) {
    std::vector<std::string> values;
    for (std::string_view v : e.values) values.push_back(sql_writer::text(v));
    return made(fmt::format("CREATE TYPE {} AS ENUM ({})", write.relation(s, e.name), join(values, ", ")), no_locks());
}

// Objects.

std::string_view word_of(object_kind kind) {
    switch (kind) {
        case object_kind::extension: return "EXTENSION";
        case object_kind::namespace_: return "SCHEMA";
        case object_kind::domain: return "DOMAIN";
        case object_kind::composite: return "TYPE";
        case object_kind::sequence: return "SEQUENCE";
        case object_kind::function: return "FUNCTION";
        case object_kind::procedure: return "PROCEDURE";
        case object_kind::view: return "VIEW";
        case object_kind::materialized_view: return "MATERIALIZED VIEW";
        case object_kind::trigger: return "TRIGGER";
        case object_kind::policy: return "POLICY";
        case object_kind::grant: return "GRANT";
    }
    return "";
}

std::string name_in(const schema& s, const model::object& o) {
    switch (o.kind) {
        case object_kind::function:
        case object_kind::procedure: return str(o.name);  // with the types of its parameters
        case object_kind::extension:
        case object_kind::namespace_: return id(o.name);
        case object_kind::trigger:
        case object_kind::policy: return fmt::format("{} ON {}", id(o.name), write.relation(s, o.on));
        default: return write.relation(s, o.name);
    }
}

std::string domain_check(const schema& s, std::string_view name) {
    return id(model::detail::shortened(model::string(write.local(s, name)) + "_check"));
}
std::string domain_condition(const schema& s, const model::object& o) {
    return fmt::format("CONSTRAINT {} CHECK ({})", domain_check(s, o.name), write.condition(o.condition, "VALUE"));
}
std::string domain_default(const schema& s, const model::object& o) {
    return " DEFAULT " + write.literal(o.default_value, model::detail::base_type(s, o.type));
}

std::string attribute(const schema& s, const model::column& a) {
    return fmt::format("{} {}{}", id(a.name), write.type(s, a.type), collate(a.collation));
}

std::string granted(const schema& s, const model::object& o) {
    std::vector<std::string> all;
    for (std::string_view p : o.privileges) {
        std::string word(p);
        for (char& c : word)
            if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        all.push_back(std::move(word));
    }
    const bool sequence = s.find_object(object_kind::sequence, o.on) != nullptr;
    return fmt::format("{} ON {}{}", join(all, ", "), sequence ? "SEQUENCE " : "", write.relation(s, o.on));
}
std::string role(std::string_view name) {
    // Who is meant by these is not a name.
    for (std::string_view word : {"current_user", "session_user", "current_role"})
        if (name == word) return str(word);
    return id(name);
}
statement privileges(std::string sql, effect::kind what, const model::object& o) {
    facts known = no_locks();
    known.effect.what = what;
    known.effect.relation = o.on;
    return made(std::move(sql), std::move(known));
}
statement grant(const schema& s, const model::object& o) {
    return privileges(fmt::format("GRANT {} TO {}", granted(s, o), role(o.name)), effect::kind::grant, o);
}
statement revoke(const schema& s, const model::object& o) {
    return privileges(fmt::format("REVOKE {} FROM {}", granted(s, o), role(o.name)), effect::kind::revoke, o);
}

/// The facts of a change of an object that is there.
facts of_object(const schema& s, const model::object& o, cost of_table_or_view) {
    switch (o.kind) {
        case object_kind::view:
        case object_kind::materialized_view: return facts_of(o.name, of_table_or_view);
        case object_kind::sequence: return facts_of(o.name, of_table_or_view, lock::kind::sequence);
        case object_kind::trigger:
        case object_kind::policy: return of_table(s, o.on, of_table_or_view);
        default: return no_locks();
    }
}
statement object_comment(const schema& s, const model::object& o) {
    // Of a trigger or a policy the table is only looked at.
    const bool only_looks = o.kind == object_kind::trigger || o.kind == object_kind::policy;
    return comment_on(word_of(o.kind), name_in(s, o), o.comment,
                      only_looks ? no_locks() : of_object(s, o, costs::comment));
}

rendered no_text(const model::object& o) {
    return refused(fmt::format("the {} has no SQL for postgresql", std::string(describe(o))),
                   "add on(postgresql, \"…\"), or restrict it with only(…) to databases that have it");
}

rendered create_object(const schema& s, const model::object& o) {
    if (!o.only.wants(here)) return {};
    const model::sql_text* body = o.body_on(here);
    const std::string name = name_in(s, o);
    rendered r;
    switch (o.kind) {
        case object_kind::extension:
        case object_kind::namespace_: r = one(fmt::format("CREATE {} {}", word_of(o.kind), name), no_locks()); break;
        case object_kind::domain:
            r = one(fmt::format("CREATE DOMAIN {} AS {}{}{}{}", name, write.type(s, o.type),
                                o.default_value ? domain_default(s, o) : "", o.nullable ? "" : " NOT NULL",
                                o.condition.empty() ? "" : " " + domain_condition(s, o)),
                    no_locks());
            break;
        case object_kind::composite: {
            std::vector<std::string> attributes;
            for (const model::column& a : o.attributes) attributes.push_back(attribute(s, a));
            r = one(fmt::format("CREATE TYPE {} AS ({})", name, join(attributes, ", ")), no_locks());
            break;
        }
        case object_kind::sequence:
            r = one("CREATE SEQUENCE " + name + write.sequence_options(o.sequence, true), creating(o.name));
            break;
        case object_kind::function:
        case object_kind::procedure:
            if (!body) return no_text(o);
            r = one(fmt::format("CREATE {} {} {}", word_of(o.kind), name, body->sql), no_locks());
            break;
        case object_kind::view:
        case object_kind::materialized_view:
            if (!body) return no_text(o);
            r = one(fmt::format("CREATE {} {} AS {}", word_of(o.kind), name, body->sql), creating(o.name));
            // It reads the tables at once.
            if (o.kind == object_kind::materialized_view) r.statements.front().facts.work = row_work::scan;
            break;
        case object_kind::trigger:
            if (!body) return no_text(o);
            r = one(fmt::format("CREATE TRIGGER {} {}", id(o.name), body->sql), of_table(s, o.on, costs::trigger));
            break;
        case object_kind::policy:
            if (!body) return no_text(o);
            r = one(fmt::format("CREATE POLICY {} {}", name, body->sql), facts_of(o.on, costs::drop_trigger));
            break;
        case object_kind::grant: r.statements.push_back(grant(s, o)); return r;
    }
    if (!o.comment.empty()) r.statements.push_back(object_comment(s, o));
    return r;
}

rendered drop_object(const schema& s, const model::object& o) {
    if (!o.only.wants(here)) return {};
    rendered r;
    if (o.kind == object_kind::grant)
        r.statements.push_back(revoke(s, o));
    else
        r.statements.push_back(
            made(fmt::format("DROP {} {}", word_of(o.kind), name_in(s, o)), of_object(s, o, costs::definition)));
    return r;
}

void append(rendered& all, rendered&& more) {
    for (statement& st : more.statements) all.statements.push_back(std::move(st));
    if (more.refused) all.refused = std::move(more.refused);
}

/// Another query can have other columns, so that CREATE OR REPLACE VIEW would refuse it.
rendered replace_view(const schema& before, const schema& after, const model::object& was, const model::object& is) {
    std::vector<const model::object*> others;
    dependents(before, was.name, others);
    rendered r;
    for (std::size_t i = others.size(); i-- > 0;)
        if (is_view(*others[i])) append(r, drop_object(before, *others[i]));
    append(r, drop_object(before, was));
    append(r, create_object(after, is));
    for (const model::object* o : others) append(r, create_object(after, *o));
    return r;
}

rendered replace_domain(const schema& s, const model::object& was, const model::object& is) {
    if (write.type(s, was.type) != write.type(s, is.type))
        return refused(fmt::format("PostgreSQL cannot change the base type of domain '{}'", is.name),
                       "create a domain with another name, and use it for the columns");
    // It can take rules away there, but looks at no values inside of arrays to add one.
    const bool stricter = (was.nullable && !is.nullable) || (was.condition != is.condition && !is.condition.empty());
    for (const table& t : s.tables)
        for (const model::column& c : t.columns)
            if (stricter && c.type.kind == type_kind::domain && c.type.name == is.name && c.type.dimensions != 0)
                return refused(
                    fmt::format("PostgreSQL cannot add a constraint to domain '{}' while {}.{} is an array of it",
                                is.name, t.name, c.name),
                    "create a domain with another name, and use it for the column");
    rendered r;
    const std::string start = fmt::format("ALTER DOMAIN {} ", write.relation(s, is.name));
    const auto add = [&](const std::string& what, bool is_rule = false) {
        facts known = no_locks();
        for (const table& t : s.tables)
            for (const model::column& c : t.columns)
                if (is_rule && model::detail::is_of_domain(s, c.type, is.name))
                    add_table(known, s, t.name, costs::domain_rule);
        r.statements.push_back(made(start + what, std::move(known)));
    };
    if (was.default_value != is.default_value) add(is.default_value ? "SET" + domain_default(s, is) : "DROP DEFAULT");
    if (was.nullable != is.nullable) add(is.nullable ? "DROP NOT NULL" : "SET NOT NULL", !is.nullable);
    if (was.condition != is.condition) {
        if (!was.condition.empty()) add("DROP CONSTRAINT " + domain_check(s, is.name));
        if (!is.condition.empty()) add("ADD " + domain_condition(s, is), true);
    }
    return r;
}

rendered replace_composite(const schema& s, const model::object& was, const model::object& is) {
    const auto find = [](const model::object& o, std::string_view name) -> const model::column* {
        for (const model::column& a : o.attributes)
            if (a.name == name) return &a;
        return nullptr;
    };
    std::vector<std::string> actions;
    for (const model::column& a : was.attributes)
        if (!find(is, a.name)) actions.push_back("DROP ATTRIBUTE " + id(a.name));
    for (const model::column& a : is.attributes) {
        const model::column* old = find(was, a.name);
        if (!old)
            actions.push_back("ADD ATTRIBUTE " + attribute(s, a));
        else if (attribute(s, *old) != attribute(s, a)) {
            for (const table& t : s.tables)
                for (const model::column& c : t.columns)
                    if (c.type.kind == type_kind::composite && c.type.name == is.name)
                        return refused(fmt::format("PostgreSQL cannot change the type of {}.{} while {}.{} is of it",
                                                   is.name, a.name, t.name, c.name),
                                       "create a composite type with another name, and use it for the column");
            actions.push_back(
                fmt::format("ALTER ATTRIBUTE {} TYPE {}{}", id(a.name), write.type(s, a.type), collate(a.collation)));
        }
    }
    if (actions.empty()) return {};
    return one(fmt::format("ALTER TYPE {} {}", write.relation(s, is.name), join(actions, ", ")), no_locks());
}

// PostgreSQL can add values to an enumeration, but not use them in the same transaction, and cannot take any away: so a
// new type takes the old one's place. Rows with a value that is gone make the cast fail.
rendered replace_enumeration(std::string_view name, const schema& before, const schema& after) {
    rendered r;
    const auto add = [&](statement st) { r.statements.push_back(std::move(st)); };
    const auto is_it = [&](const model::type& type) {
        return type.kind == type_kind::enumeration && type.name == name;
    };
    const auto has_type = [&](const table& t, std::string_view column) {
        const model::column* c = t.find(column);
        return c && is_it(c->type);
    };
    const auto any_of = [&](const table& t, const auto& columns) {
        return std::any_of(columns.begin(), columns.end(), [&](std::string_view c) { return has_type(t, c); });
    };
    for (const model::object& o : before.objects)
        if (is_it(o.type))
            return refused(fmt::format("PostgreSQL cannot change the base type of domain '{}'", o.name),
                           "drop the domain first, or add the value in the last step of a migration");
    for (const table& t : before.tables) {
        for (const model::generated_column& g : t.generated)
            if (has_type(t, g.column) || any_of(t, g.value.columns()))
                return refused(fmt::format("PostgreSQL cannot change the type of a column that {}.{} is computed from",
                                           t.name, g.column),
                               "drop the generated column before this step, and add it again after it");
        if (any_of(t, options_of(t).partition_columns))
            return refused(
                fmt::format("PostgreSQL cannot change the type of a column that {} is partitioned by", t.name),
                "create a new table and copy the rows");
    }
    // Views, and what on a table speaks of the column, hold on to its type.
    std::vector<const model::object*> aside;
    for (const model::object& o : before.objects)
        for (const table& t : before.tables)
            for (const model::column& c : t.columns) {
                if (!is_it(c.type)) continue;
                const bool reads = is_view(o) ? contains(o.depends_on, t.name) ||
                                                    contains(o.depends_on, str(t.name) + "." + str(c.name))
                                              : (o.kind == object_kind::trigger || o.kind == object_kind::policy) &&
                                                    o.on == t.name && model::detail::mentions(o, c.name);
                if (!reads) continue;
                std::erase(aside, &o);
                aside.push_back(&o);
                if (is_view(o)) dependents(before, o.name, aside);
            }
    for (std::size_t i = aside.size(); i-- > 0;) {
        const bool goes_with_its_view = !is_view(*aside[i]) && !before.find(aside[i]->on);
        if (!goes_with_its_view) append(r, drop_object(before, *aside[i]));
    }
    const std::string type = write.relation(after, name);
    const std::string old_name(
        model::detail::derived_name({"_retort_old_", nullptr, false}, write.local(before, name), {}));
    const std::string old_type = write.beside(after, name, old_name);
    add(made(fmt::format("ALTER TYPE {} RENAME TO {}", type, id(old_name)), no_locks()));
    add(enumeration_type(after, *after.find_enumeration(name)));
    // Checks and partial indexes hold constants of the old type, and a foreign key compares two columns, of which one
    // is changed before the other.
    std::vector<statement> restore;
    for (const table& t : before.tables)
        for (const auto& k : t.foreign_keys)
            if (any_of(t, k.columns)) {
                add(drop_constraint(before, t, k));
                restore.push_back(add_constraint(before, t, k));
            }
    for (const table& t : before.tables) {
        std::vector<std::string> actions;
        std::vector<statement> back;
        const auto put_off = [&](const auto& k, const model::names& columns) {
            if (!wanted(k) || !any_of(t, columns)) return;
            add(drop_constraint(before, t, k));
            back.push_back(add_constraint(before, t, k));
        };
        for (const auto& k : t.checks) put_off(k, k.condition.columns());
        for (const auto& e : t.exclusions) put_off(e, e.where.columns());
        for (const auto& i : t.indexes) {
            bool reads = any_of(t, i.where.columns());
            for (const model::expression& e : options_of(i).expressions) reads = reads || any_of(t, e.columns());
            if (!wanted(i) || !reads) continue;
            add(drop_index(before, t, i));
            back.push_back(create_index(before, t, i));
        }
        for (const model::column& c : t.columns) {
            if (!is_it(c.type)) continue;
            const std::string array = c.type.dimensions != 0 ? "[]" : "";
            if (c.default_value) actions.push_back(fmt::format("ALTER COLUMN {} DROP DEFAULT", id(c.name)));
            actions.push_back(fmt::format("ALTER COLUMN {} TYPE {} USING {}::text{}::{}", id(c.name),
                                          write.type(after, c.type), id(c.name), array, type + array));
            if (c.default_value)
                actions.push_back(fmt::format("ALTER COLUMN {} SET{}", id(c.name), write.default_clause(before, c)));
        }
        // All columns at once: each ALTER TABLE of a type writes the table anew.
        if (!actions.empty()) add(altering(before, t.name, costs::rewrite, join(actions, ", ")));
        for (statement& st : back) add(std::move(st));
    }
    for (statement& st : restore) add(std::move(st));
    add(made(fmt::format("DROP TYPE {}", old_type), no_locks()));
    for (const model::object* o : aside) append(r, create_object(after, *o));
    return r;
}

rendered replace_object(const schema& before, const schema& after, const model::object& was, const model::object& is) {
    if (!was.only.wants(here)) return create_object(after, is);
    if (!is.only.wants(here)) return drop_object(before, was);
    rendered r;
    switch (is.kind) {
        case object_kind::extension:
        case object_kind::namespace_: break;
        case object_kind::domain: r = replace_domain(after, was, is); break;
        case object_kind::composite: r = replace_composite(after, was, is); break;
        case object_kind::sequence:
            if (!(was.sequence == is.sequence))
                r = one("ALTER SEQUENCE " + name_in(after, is) + write.sequence_change(was.sequence, is.sequence),
                        of_object(after, is, costs::alter_sequence));
            break;
        case object_kind::function:
        case object_kind::procedure: {
            const model::sql_text* body = is.body_on(here);
            if (!body) return no_text(is);
            r = one(fmt::format("CREATE OR REPLACE {} {} {}", word_of(is.kind), name_in(after, is), body->sql),
                    no_locks());
            break;
        }
        case object_kind::view:
        case object_kind::materialized_view: return replace_view(before, after, was, is);
        case object_kind::grant:
            r.statements.push_back(revoke(before, was));
            append(r, create_object(after, is));
            return r;
        case object_kind::trigger:
        case object_kind::policy:
            r = drop_object(before, was);
            append(r, create_object(after, is));
            return r;
    }
    if (!r.refused && was.comment != is.comment) r.statements.push_back(object_comment(after, is));
    return r;
}

rendered rename_object(const schema& before, const schema& after, const model::object& was, const model::object& is) {
    if (!was.only.wants(here)) return {};
    const std::string start = fmt::format("ALTER {} {} RENAME TO ", word_of(is.kind), name_in(before, was));
    switch (is.kind) {
        case object_kind::extension:
            return refused("PostgreSQL cannot rename an extension", "drop it and create the other");
        case object_kind::namespace_:
        case object_kind::trigger:
        case object_kind::policy: return one(start + id(is.name), of_object(before, was, costs::drop_trigger));
        case object_kind::grant: {
            rendered r;
            r.statements.push_back(revoke(before, was));
            append(r, create_object(after, is));
            return r;
        }
        case object_kind::function:
        case object_kind::procedure: {
            // Without its parameters and its namespace.
            std::string_view name = is.name.substr(0, is.name.find('('));
            if (const std::size_t point = name.rfind('.'); point != std::string_view::npos)
                name.remove_prefix(point + 1);
            return one(start + str(name), no_locks());
        }
        default: break;
    }
    rendered r{rename_relation(before, after, word_of(is.kind), was.name, is.name), {}, {}};
    if (is.kind == object_kind::domain && !is.condition.empty())
        r.statements.push_back(
            made(fmt::format("ALTER DOMAIN {} RENAME CONSTRAINT {} TO {}", write.relation(after, is.name),
                             domain_check(before, was.name), domain_check(after, is.name)),
                 no_locks()));
    return r;
}

/// What a change of type does to the rows: nothing where the values stay as they are stored.
row_work work_of_type(const schema& s, const table& t, const model::column& was, const model::column& is) {
    const model::type from = model::detail::base_type(s, was.type), to = model::detail::base_type(s, is.type);
    const bool is_plain = from.dimensions == 0 && to.dimensions == 0 && was.type.kind != type_kind::domain &&
                          is.type.kind != type_kind::domain;
    const bool keeps = is_plain && from.kind == type_kind::varchar &&
                       (to.kind == type_kind::text || (to.kind == type_kind::varchar && to.a >= from.a));
    if (!keeps) return row_work::rewrite;
    // A check is asked again.
    const bool checked = std::any_of(t.checks.begin(), t.checks.end(), [&](const model::check_constraint& c) {
        return wanted(c) && (c.condition.uses(was.name) || c.condition.has_sql());
    });
    return checked ? row_work::scan : row_work::none;
}

/// The foreign keys over a column are made again where its type changes.
void add_recreated(facts& to, const schema& s, std::string_view in, std::string_view column) {
    for (const table& t : s.tables)
        for (const model::foreign_key& k : t.foreign_keys) {
            const bool own = t.name == in && contains(k.columns, column);
            if (!own && !(k.table == in && contains(k.target, column))) continue;
            add_table(to, s, t.name, costs::definition);
            add_target(to, s, k, costs::definition.lock);
        }
}

/// UPDATE and DELETE: foreign keys can change rows of the tables that refer to these, and so on.
facts changing_rows(const schema& s, std::string_view name) {
    facts known = of_table(s, name, costs::rows);
    std::vector<std::string_view> all{name};
    for (std::size_t i = 0; i < all.size(); ++i)
        for (const table& t : s.tables)
            for (const model::foreign_key& k : t.foreign_keys) {
                const auto changes = [](model::action a) {
                    return a != model::action::no_action && a != model::action::restrict;
                };
                if (k.table != all[i] || !(changes(k.on_delete) || changes(k.on_update))) continue;
                add_table(known, s, t.name, costs::rows);
                if (std::find(all.begin(), all.end(), t.name) == all.end()) all.push_back(t.name);
            }
    return known;
}

struct renderer {
    /// No step follows that could use what this one makes.
    bool at_the_end = false;

    rendered operator()(const model::create_table& o, const schema&, const schema& after) {
        return create_table(after, o.table);
    }
    rendered operator()(const model::drop_table& o, const schema& before, const schema&) {
        facts known = of_table(before, o.table, costs::definition);
        // The triggers of its foreign keys go from the tables that these refer to.
        for (const model::foreign_key& k : before.find(o.table)->foreign_keys)
            add_target(known, before, k, costs::definition.lock);
        return one(fmt::format("DROP TABLE {}", write.relation(before, o.table)), std::move(known));
    }
    rendered operator()(const model::rename_table& o, const schema& before, const schema& after) {
        rendered r{rename_relation(before, after, "TABLE", o.from, o.to), {}, {}};
        rename_derived(after, *before.find(o.from), *after.find(o.to), r.statements);
        return r;
    }

    rendered operator()(const model::add_column& o, const schema&, const schema& after) {
        const bool computed = o.column.identity || !o.generated.empty() ||
                              o.column.default_value.kind >= model::literal_kind::sql ||
                              o.column.type.kind == type_kind::domain;
        rendered r;
        r.statements.push_back(altering(after, o.table, computed ? costs::rewrite : costs::definition,
                                        "ADD COLUMN " + column_definition(after, *after.find(o.table), o.column)));
        if (!o.column.comment.empty()) r.statements.push_back(column_comment(after, o.table, o.column));
        return r;
    }
    rendered operator()(const model::drop_column& o, const schema& before, const schema&) {
        rendered r;
        statement& drop =
            r.statements.emplace_back(altering(before, o.table, costs::definition, "DROP COLUMN " + id(o.column)));
        for (const model::foreign_key& k : before.find(o.table)->foreign_keys)
            if (contains(k.columns, o.column)) add_target(drop.facts, before, k, costs::definition.lock);
        return r;
    }
    rendered operator()(const model::rename_column& o, const schema& before, const schema& after) {
        rendered r;
        r.statements.push_back(
            altering(before, o.table, costs::definition, fmt::format("RENAME COLUMN {} TO {}", id(o.from), id(o.to))));
        rename_derived(after, *before.find(o.table), *after.find(o.table), r.statements);
        return r;
    }
    rendered operator()(const model::alter_column& o, const schema& before, const schema& after) {
        const table& t = *after.find(o.table);
        const model::column& was = *before.find(o.table)->find(o.column);
        const model::column& is = *t.find(o.column);
        std::vector<std::string> actions;
        facts known;
        const auto act = [&](std::string what, cost c = costs::definition) {
            actions.push_back(fmt::format("ALTER COLUMN {} {}", id(o.column), std::move(what)));
            add_table(known, before, o.table, c);
        };
        const std::string type = write.type(after, is.type);
        const bool retyped = write.type(before, was.type) != type;
        // A default is cast to the new type by itself or makes the change fail: take it away first, put the new one
        // after.
        const bool drop_default = was.default_value && (retyped || !is.default_value);
        if (was.identity && !is.identity) act("DROP IDENTITY");
        if (drop_default) act("DROP DEFAULT");
        if (retyped || was.collation != is.collation || !o.using_.empty()) {
            std::string value;
            if (!o.using_.empty())
                value = fmt::format("({})", o.using_);
            else if (retyped && !t.find_generated(o.column))  // which is computed anew
                value = conversion(o.column, model::detail::base_type(before, was.type),
                                   model::detail::base_type(after, is.type), type);
            const row_work work = value.empty() && was.collation == is.collation
                                      ? work_of_type(before, *before.find(o.table), was, is)
                                      : row_work::rewrite;
            act("TYPE " + type + collate(is.collation) + (value.empty() ? "" : " USING " + value),
                {costs::rewrite.lock, work});
            add_recreated(known, before, o.table, o.column);
        }
        if (is.default_value && (drop_default || was.default_value != is.default_value))
            act("SET" + write.default_clause(after, is));
        if (was.nullable != is.nullable)
            act(is.nullable ? "DROP NOT NULL" : "SET NOT NULL", is.nullable ? costs::definition : costs::check_rows);
        if (!was.identity && is.identity) act("ADD " + identity_clause(is.numbering));
        if (was.identity && is.identity && !(was.numbering == is.numbering)) {
            std::string change = fmt::format("SET GENERATED {}", is.numbering.always ? "ALWAYS" : "BY DEFAULT");
            if (was.numbering.start != is.numbering.start || was.numbering.increment != is.numbering.increment) {
                const bool up = is.numbering.increment > 0;
                change +=
                    fmt::format(" SET START WITH {} SET INCREMENT BY {}", is.numbering.start, is.numbering.increment);
                change += up && is.numbering.start < 1 ? fmt::format(" SET MINVALUE {}", is.numbering.start)
                                                       : std::string(" SET NO MINVALUE");
                change += !up && is.numbering.start > -1 ? fmt::format(" SET MAXVALUE {}", is.numbering.start)
                                                         : std::string(" SET NO MAXVALUE");
            }
            act(std::move(change));
        }
        rendered r;
        // PostgreSQL takes them in this order, whatever it is: defaults away, types, defaults, the rest.
        if (!actions.empty())
            r.statements.push_back(made(alter(before, o.table) + join(actions, ", "), std::move(known)));
        // The new numbering begins at its start, where rows may be.
        if (!was.identity && is.identity) r.statements.push_back(continue_numbering(after, t, is, true));
        if (was.comment != is.comment) r.statements.push_back(column_comment(after, o.table, is));
        return r;
    }

    rendered operator()(const model::create_index& o, const schema&, const schema& after) {
        if (!wanted(o.index)) return {};
        const table& t = *after.find(o.table);
        rendered r;
        r.statements.push_back(codegen::postgresql::create_index(after, t, o.index, o.index.concurrently()));
        if (!o.index.concurrently()) return r;
        if (options_of(t).partitioned != model::partition_method::none)
            return refused(
                fmt::format("PostgreSQL cannot create an index concurrently on {}, which is partitioned", t.name),
                "remove concurrently");
        statement& s = r.statements.front();
        s.transactional = false;
        s.probe = probe_index(after, t, o.index);
        s.clear = fmt::format("DROP INDEX CONCURRENTLY IF EXISTS {}", write.beside(after, t.name, name_of(t, o.index)));
        return r;
    }
    rendered operator()(const model::drop_index& o, const schema& before, const schema&) {
        const table& t = *before.find(o.table);
        const model::index& i = t.indexes[static_cast<std::size_t>(model::detail::position(t, o))];
        if (!wanted(i)) return {};
        rendered r;
        r.statements.push_back(codegen::postgresql::drop_index(before, t, i));
        return r;
    }
    rendered operator()(const model::rename_index& o, const schema& before, const schema&) {
        const table& t = *before.find(o.table);
        const auto at =
            static_cast<std::size_t>(model::detail::position(t, model::drop_index{.table = o.table, .name = o.from}));
        if (!wanted(t.indexes[at])) return {};
        rendered r;
        r.statements.push_back(
            codegen::postgresql::rename_index(before, t, std::string(name_of(t, t.indexes[at])), o.to));
        return r;
    }

    rendered operator()(const model::add_primary_key& o, const schema&, const schema& after) {
        return adding(after, o.table, o.key);
    }
    rendered operator()(const model::add_unique& o, const schema&, const schema& after) {
        return adding(after, o.table, o.key);
    }
    rendered operator()(const model::add_foreign_key& o, const schema&, const schema& after) {
        return adding(after, o.table, o.key);
    }
    rendered operator()(const model::add_check& o, const schema&, const schema& after) {
        return adding(after, o.table, o.check);
    }
    rendered operator()(const model::add_exclusion& o, const schema&, const schema& after) {
        return adding(after, o.table, o.exclusion);
    }
    rendered operator()(const model::drop_constraint& o, const schema& before, const schema&) {
        rendered r;
        const table& t = *before.find(o.table);
        with_constraint(t, o, [&](const auto& k) {
            if (wanted(k)) r.statements.push_back(codegen::postgresql::drop_constraint(before, t, k));
        });
        return r;
    }
    rendered operator()(const model::rename_constraint& o, const schema& before, const schema&) {
        rendered r;
        const table& t = *before.find(o.table);
        with_constraint(t, {.table = o.table, .name = o.from}, [&](const auto& k) {
            if (wanted(k) && name_of(t, k) != o.to)
                r.statements.push_back(
                    codegen::postgresql::rename_constraint(before, t, std::string(name_of(t, k)), o.to));
        });
        return r;
    }
    rendered operator()(const model::validate_constraint& o, const schema& before, const schema& after) {
        rendered r;
        with_constraint(*after.find(o.table), {.table = o.table, .name = o.name}, [&](const auto& k) {
            const table& t = *after.find(o.table);
            if (!wanted(k)) return;
            if (o.valid) {
                r.statements.push_back(
                    altering(after, o.table, costs::validate, "VALIDATE CONSTRAINT " + id(name_of(t, k))));
                return;
            }
            r.statements.push_back(codegen::postgresql::drop_constraint(before, t, k));
            r.statements.push_back(add_constraint(after, t, k));
        });
        return r;
    }

    rendered operator()(const model::alter_table& o, const schema& before, const schema& after) {
        rendered r;
        const table& t = *after.find(o.table);
        const model::table_options &was = options_of(*before.find(o.table)), &is = options_of(t);
        if (was.unlogged != is.unlogged)
            alter_storage(after, t, costs::rewrite, is.unlogged ? "SET UNLOGGED" : "SET LOGGED", r.statements);
        if (was.parameters != is.parameters) change_parameters(after, t, was.parameters, is.parameters, r.statements);
        row_security(after, o.table, was.row_security, is.row_security, r.statements);
        if (was.comment != is.comment) r.statements.push_back(table_comment(after, t));
        return r;
    }
    rendered operator()(const model::create_partition& o, const schema&, const schema& after) {
        rendered r;
        r.statements.push_back(codegen::postgresql::create_partition(after, *after.find(o.table), o.partition));
        return r;
    }
    rendered operator()(const model::drop_partition& o, const schema& before, const schema&) {
        const table& t = *before.find(o.table);
        facts known = facts_of(o.name, costs::definition);
        add_cost(known, o.table, costs::definition);
        for (const model::partition& other : options_of(t).partitions)
            if (other.method == model::partition_method::none) add_cost(known, other.name, costs::definition);
        for (const model::foreign_key& k : t.foreign_keys) add_target(known, before, k, costs::definition.lock);
        return one(fmt::format("DROP TABLE {}", write.relation(before, o.name)), std::move(known));
    }

    rendered operator()(const model::create_enumeration& o, const schema&, const schema& after) {
        rendered r;
        r.statements.push_back(enumeration_type(after, o.enumeration));
        return r;
    }
    rendered operator()(const model::drop_enumeration& o, const schema& before, const schema&) {
        return one(fmt::format("DROP TYPE {}", write.relation(before, o.name)), no_locks());
    }
    rendered operator()(const model::alter_enumeration& o, const schema& before, const schema& after) {
        return replace_enumeration(o.name, before, after);
    }
    rendered operator()(const model::add_enumeration_value& o, const schema&, const schema& after) {
        std::string place;
        if (!o.before.empty()) place = " BEFORE " + sql_writer::text(o.before);
        if (o.before.empty() && !o.after.empty()) place = " AFTER " + sql_writer::text(o.after);
        rendered r = one(fmt::format("ALTER TYPE {} ADD VALUE IF NOT EXISTS {}{}", write.relation(after, o.name),
                                     sql_writer::text(o.value), place),
                         no_locks());
        // A value cannot be used in the transaction that adds it. Outside of one it stays where a later step fails; the
        // next run then finds it there.
        r.statements.back().transactional = at_the_end;
        if (!at_the_end)
            r.statements.back().probe =
                fmt::format("SELECT count(*) FROM pg_enum WHERE enumtypid = to_regtype({}) AND enumlabel = {}",
                            sql_writer::text(write.relation(after, o.name)), sql_writer::text(o.value));
        return r;
    }
    rendered operator()(const model::rename_enumeration_value& o, const schema&, const schema& after) {
        return one(fmt::format("ALTER TYPE {} RENAME VALUE {} TO {}", write.relation(after, o.name),
                               sql_writer::text(o.from), sql_writer::text(o.to)),
                   no_locks());
    }

    rendered operator()(const model::create_object& o, const schema&, const schema& after) {
        return create_object(after, o.object);
    }
    rendered operator()(const model::drop_object& o, const schema& before, const schema&) {
        return drop_object(before, *before.find_object(o.kind, o.name, o.on));
    }
    rendered operator()(const model::rename_object& o, const schema& before, const schema& after) {
        return rename_object(before, after, *before.find_object(o.kind, o.from, o.on),
                             *after.find_object(o.kind, o.to, o.on));
    }
    rendered operator()(const model::replace_object& o, const schema& before, const schema& after) {
        return replace_object(before, after, *before.find_object(o.object.kind, o.object.name, o.object.on), o.object);
    }

    rendered operator()(const model::insert_rows& o, const schema&, const schema& after) {
        if (!o.only.wants(here) || o.values.empty()) return {};
        const table& t = *after.find(o.table);
        rendered r = one(write.insert(after, o), of_table(after, o.table, costs::rows));
        for (const model::column& c : t.columns)
            if (c.identity && contains(o.columns, c.name))
                r.statements.push_back(continue_numbering(after, t, c, false));
        return r;
    }
    rendered operator()(const model::update_rows& o, const schema&, const schema& after) {
        if (!o.only.wants(here)) return {};
        const table& t = *after.find(o.table);
        return one(write.update(after, t, o.set) + write.where(after, t, o.where), changing_rows(after, o.table));
    }
    rendered operator()(const model::delete_rows& o, const schema&, const schema& after) {
        if (!o.only.wants(here)) return {};
        return one(fmt::format("DELETE FROM {}{}", write.relation(after, o.table),
                               write.where(after, *after.find(o.table), o.where)),
                   changing_rows(after, o.table));
    }
    rendered operator()(const model::backfill& o, const schema&, const schema& after) {
        if (!o.only.wants(here)) return {};
        const table& t = *after.find(o.table);
        if (o.batch <= 0 || !can_be_repeated(t, o))
            return one(write.update(after, t, o.set) + write.where(after, t, o.where), changing_rows(after, o.table));
        // Of a partitioned table, rows of two partitions can be at the same place.
        const bool partitioned = options_of(t).partitioned != model::partition_method::none;
        rendered r = one(fmt::format("{} WHERE {} IN (SELECT {} FROM {}{} LIMIT {})", write.update(after, t, o.set),
                                     partitioned ? "(tableoid, ctid)" : "ctid", partitioned ? "tableoid, ctid" : "ctid",
                                     write.relation(after, t.name), write.where(after, t, o.where), o.batch),
                         changing_rows(after, o.table));
        r.statements.front().transactional = false;
        r.statements.front().batch = o.batch;
        return r;
    }

    rendered operator()(const model::execute& o, const schema&, const schema&) { return render_execute(o, here); }
    rendered operator()(const model::declared_effect&, const schema&, const schema&) { return {}; }
    rendered operator()(const model::run& o, const schema&, const schema&) { return render_run(o, here); }
};

static_assert(renders_every<renderer>);

}  // namespace

rendered render(const step& s, bool at_the_end) {
    renderer with{at_the_end};
    return std::visit([&](const auto& o) { return with(o, *s.before, *s.after); }, *s.operation);
}

}  // namespace retort::codegen::postgresql
