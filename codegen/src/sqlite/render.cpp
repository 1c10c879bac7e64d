#include "render.hpp"
#include "effect.hpp"
#include "values.hpp"

#include "../execute.hpp"
#include "../partition.hpp"
#include "../text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace retort::codegen::sqlite {

using model::object_kind;
using model::schema;
using model::table;
using model::type_kind;

std::string writer::now(const model::type&) const { return "CURRENT_TIMESTAMP"; }

// Version 4 (RFC 9562, 5.4): 122 random bits, of which the first digit of the fourth group has two.
std::string writer::random_uuid() const {
    return "(lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || "
           "substr(lower(hex(randomblob(2))), 2) || '-' || substr('89ab', (random() & 3) + 1, 1) || "
           "substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6))))";
}

std::string writer::bytes(std::string_view value) const { return fmt::format("x'{}'", hexadecimal(value)); }
std::string writer::plain_backslash(std::string_view) const { return {}; }

namespace {

constexpr model::database here = model::database::sqlite;
const writer write;

const auto id = [](std::string_view name) { return sql_writer::identifier(name); };

using kind = effect::kind;
using place = effect::place;

statement made(std::string sql, facts known, rebuild_role role = rebuild_role::none) {
    statement st;
    st.sql = std::move(sql);
    st.facts = std::move(known);
    st.facts.rebuild = role;
    return st;
}
rendered one(statement st) {
    rendered r;
    r.statements.push_back(std::move(st));
    return r;
}

bool wanted(const model::index& i) { return i.only().wants(here); }

/// Only names that the user gave: SQLite uses them in messages alone, and a derived one would go stale with a rename.
std::string named(std::string_view name) {
    return name.empty() ? std::string() : fmt::format("CONSTRAINT {} ", id(name));
}

bool same_but_for_case(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char l, char r) {
        return std::tolower(static_cast<unsigned char>(l)) == std::tolower(static_cast<unsigned char>(r));
    });
}

bool uses_domain(const schema& s, const table& t, std::string_view name) {
    bool found = false;
    for (const model::column& c : t.columns)
        each_domain(s, c.type, [&](const model::object& domain) { found = found || domain.name == name; });
    return found;
}
// Columns.

bool is_rowid(const table& t, const model::column& c) {
    return c.identity && t.primary_key.columns.size() == 1 && t.primary_key.columns[0] == c.name;
}

/// The type in a table that is STRICT, which knows six: that of the type's affinity
/// (https://www.sqlite.org/datatype3.html, 3.1), but what is written as text is TEXT.
std::string strict_type(const model::type& t, const std::string& spelled) {
    using model::family;
    switch (family_of(t)) {
        case family::boolean: return "INTEGER";
        case family::date:
        case family::time:
        case family::timestamp:
        case family::uuid: return "TEXT";
        default: break;
    }
    if (t.kind == type_kind::numeric) return "REAL";
    std::string word = spelled;
    for (char& c : word) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    const auto has = [&](std::string_view part) { return word.find(part) != std::string::npos; };
    if (has("INT")) return "INTEGER";
    if (has("CHAR") || has("CLOB") || has("TEXT")) return "TEXT";
    if (has("BLOB")) return "BLOB";
    if (has("REAL") || has("FLOA") || has("DOUB")) return "REAL";
    return "ANY";
}

std::string column_type(const schema& s, const table& t, const model::type& type) {
    const std::string spelled = write.type(s, type);
    return options_of(t).strict ? strict_type(type, spelled) : spelled;
}

std::string column_definition(const schema& s, const table& t, const model::column& declared) {
    const model::column c = without_domain(s, declared);
    // Only the exact spelling INTEGER PRIMARY KEY is the rowid; AUTOINCREMENT never gives a number again, as sequences
    // do.
    const auto check = [](const std::string& condition) {
        return condition.empty() ? std::string() : fmt::format(" CHECK ({})", condition);
    };
    if (is_rowid(t, c))
        return fmt::format("{} INTEGER {}PRIMARY KEY AUTOINCREMENT NOT NULL{}", id(c.name), named(t.primary_key.name),
                           s.unchecked_sqlite ? "" : check(numbers_of(c.type, id(c.name))));
    std::string sql =
        fmt::format("{} {}{}{}", id(c.name), column_type(s, t, c.type),
                    c.collation.empty() ? std::string() : " COLLATE " + id(c.collation), c.nullable ? "" : " NOT NULL");
    if (const model::generated_column* g = t.find_generated(c.name))
        sql += fmt::format(" GENERATED ALWAYS AS ({}) {}", write.computed(s, t, c.type, g->value),
                           g->stored ? "STORED" : "VIRTUAL");
    else
        sql += write.default_clause(s, c);
    if (!s.unchecked_sqlite) sql += check(values_of(c.type, id(c.name), c.nullable));
    if (c.type.kind == type_kind::enumeration) {
        std::vector<std::string> values;
        for (std::string_view v : s.find_enumeration(c.type.name)->values) values.push_back(sql_writer::text(v));
        sql += fmt::format(" CHECK ({} IN ({}))", id(c.name), join(values, ", "));
    }
    each_domain(s, declared.type, [&](const model::object& domain) {
        sql += check(write.condition(domain.condition, id(c.name), model::is_integer(c.type.kind),
                                     s.unchecked_sqlite ? nullptr : &c.type));
    });
    return sql;
}

std::string create_table(const schema& s, const table& t, std::string_view as) {
    std::vector<std::string> lines;
    bool key_is_rowid = false;
    for (const model::column& c : t.columns) {
        lines.push_back(column_definition(s, t, c));
        key_is_rowid = key_is_rowid || is_rowid(t, c);
    }
    if (t.primary_key && !key_is_rowid)
        lines.push_back(fmt::format("{}PRIMARY KEY ({})", named(t.primary_key.name),
                                    sql_writer::identifiers(t.primary_key.columns)));
    for (const auto& k : t.uniques)
        lines.push_back(fmt::format("{}UNIQUE ({})", named(k.name), sql_writer::identifiers(k.columns)));
    for (const auto& k : t.foreign_keys)
        lines.push_back(fmt::format("{}FOREIGN KEY ({}) {}", named(k.name), sql_writer::identifiers(k.columns),
                                    write.references_clause(s, k)));
    for (const auto& c : t.checks)
        if (c.only.wants(here))
            lines.push_back(fmt::format("{}CHECK ({})", named(c.name), write.expression(s, t, c.condition)));
    const model::table_options& o = options_of(t);
    const std::string_view options = o.strict && o.without_rowid ? " STRICT, WITHOUT ROWID"
                                     : o.strict                  ? " STRICT"
                                     : o.without_rowid           ? " WITHOUT ROWID"
                                                                 : "";
    return fmt::format("CREATE TABLE {} (\n{}){}", id(as), indented_list(lines), options);
}

// Indexes.

statement drop_index(const table& t, const model::index& i) {
    const model::string name = name_of(t, i);
    return made(fmt::format("DROP INDEX {}", id(name)), changing(kind::drop, name, place::indexes, t.name));
}
statement create_index(const schema& s, const table& t, const model::index& i) {
    facts known = changing(kind::create, name_of(t, i), place::indexes, t.name);
    known.work = row_work::scan;
    return made(write.create_index(s, t, i), std::move(known));
}

/// After a rename: an index cannot be renamed, so one whose derived name changed is made again. All go before the first
/// comes back, because one can get the name that another had.
void remake_derived_indexes(const schema& s, const table& before, const table& after, std::vector<statement>& out) {
    std::vector<statement> back;
    for (std::size_t i = 0; i < before.indexes.size(); ++i) {
        if (!wanted(before.indexes[i]) || name_of(before, before.indexes[i]) == name_of(after, after.indexes[i]))
            continue;
        out.push_back(drop_index(before, before.indexes[i]));
        back.push_back(create_index(s, after, after.indexes[i]));
    }
    out.insert(out.end(), back.begin(), back.end());
}

// Rebuilds.

/// What is copied into the column where its type changes: SQLite itself keeps what was stored, and a change of affinity
/// does not round, nor cut a time off a date. As PostgreSQL converts; what cannot be converted stays as it is, and is
/// refused by the new column's check.
std::string conversion(const schema& s, std::string_view column, const model::type& from, const model::type& to) {
    using model::family;
    const std::string c = id(column);
    const family was = family_of(from), is = family_of(to);
    if (!s.unchecked_sqlite && from != to) {
        const bool decimal = from.kind == type_kind::numeric && from.a >= 0;
        if (decimal && is == family::text && from.b > 0)
            return fmt::format("CASE WHEN {0} IS NOT NULL THEN printf('%.{1}f', {0}) END", c, from.b);
        if (was == family::number && is == family::number && !is_integer(from.kind) && !(decimal && from.b <= to.b))
            return write.rounded(s, to, c);
        if (from.kind == type_kind::timetz && to.kind == type_kind::time)
            return fmt::format("substr({0}, 1, instr(replace({0}, '-', '+') || '+', '+') - 1)", c);
    }
    if (was == family::number && is_integer(to.kind) && !is_integer(from.kind))
        return fmt::format("CAST(round({}) AS INTEGER)", c);
    if (was == family::number && to.kind == type_kind::numeric && to.a >= 0 && !is_integer(from.kind) &&
        (from.kind != type_kind::numeric || from.a < 0 || from.b > to.b))
        return fmt::format("round({}, {})", c, to.b);
    if (was == family::boolean && is == family::text)
        return fmt::format("CASE {} WHEN TRUE THEN 'true' WHEN FALSE THEN 'false' END", c);
    if (was == family::text && is == family::boolean)
        return fmt::format("CASE lower({0}) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE ELSE {0} END", c);
    if (was == family::number && is == family::boolean) return fmt::format("{} <> 0", c);
    if (was == family::bytes && is == family::text) return fmt::format("CAST({} AS TEXT)", c);
    if (was == family::text && is == family::bytes) return fmt::format("CAST({} AS BLOB)", c);
    if (was == family::date && is == family::timestamp) return fmt::format("{} || ' 00:00:00'", c);
    if (was == family::timestamp && is == family::date) return fmt::format("coalesce(date({0}), {0})", c);
    if (was == family::timestamp && is == family::time) return fmt::format("coalesce(time({0}), {0})", c);
    return c;
}

/// The name by which a table's rows have their number, unless a column is called so or there is none.
std::string rowid_of(const table& t) {
    if (options_of(t).without_rowid) return {};
    for (const char* name : {"rowid", "_rowid_", "oid"})
        if (std::none_of(t.columns.begin(), t.columns.end(),
                         [&](const model::column& c) { return same_but_for_case(c.name, name); }))
            return name;
    return {};
}

/// Whether a column is the row's number: SQLite takes the exact word INTEGER for that.
bool has_rowid_column(const schema& s, const table& t) {
    if (options_of(t).without_rowid || t.primary_key.columns.size() != 1) return false;
    const model::column& c = *t.find(t.primary_key.columns[0]);
    return is_rowid(t, c) || column_type(s, t, without_domain(s, c).type) == "INTEGER";
}

std::optional<statement> create_object(const model::object& o);

bool numbers_its_key_alone(const table& t) {
    return std::all_of(t.columns.begin(), t.columns.end(),
                       [&](const model::column& c) { return !c.identity || is_rowid(t, c); });
}

/// Why `t` cannot be had on SQLite, if it cannot; `in_the_end` is what its revision makes of it. The declarations were
/// asked already where it was said that they are for SQLite too.
std::optional<unsupported> refusal(const schema& s, const table& t, const table& in_the_end) {
    for (const model::column& c : t.columns) {
        // Between two steps a numbered column may wait for its key, and is one like others until then.
        if (c.identity && !is_rowid(t, c) && !numbers_its_key_alone(in_the_end))
            return unsupported{
                fmt::format(
                    "SQLite supports identity only for a column that alone is the primary key, which {}.{} is not",
                    t.name, c.name),
                fmt::format("make it primary_key(\"{}\"), or remove identity", c.name)};
        const model::type base = model::detail::base_type(s, c.type);
        if (const model::type_support& there = support(base, here); there.kind == model::support_kind::unsupported)
            return unsupported{
                fmt::format("SQLite has no type {}, which {}.{} has", std::string(to_string(base)), t.name, c.name),
                str(there.note)};
    }
    for (const model::exclusion& e : t.exclusions)
        if (e.only.wants(here)) {
            const model::lack& lack = *lack_of(model::feature::exclusion, here);
            return unsupported{str(lack.reason), str(lack.way_out)};
        }
    return std::nullopt;
}

/// The same of `t` as it is behind a step.
std::optional<unsupported> refusal(const step& s, const table& t) {
    const table* in_the_end = s.end->find(t.name);
    return refusal(*s.after, t, in_the_end ? *in_the_end : t);
}

/// Whether a step changes a column to the type that it has, which is a way to have the table made anew.
bool renews(const step& s) {
    const auto* alter = std::get_if<model::alter_column>(s.operation);
    return alter && alter->type && *alter->type == s.before->find(alter->table)->find(alter->column)->type;
}

/// Counts the rows that the checks of their columns' types refuse: there are some only where the table was made without
/// these checks.
statement count_refused(const schema& s, const table& t) {
    std::vector<std::string> wrong;
    for (const model::column& c : t.columns) {
        if (t.find_generated(c.name)) continue;
        const model::type base = model::detail::base_type(s, c.type);
        const std::string right =
            is_rowid(t, c) ? numbers_of(base, id(c.name)) : values_of(base, id(c.name), c.nullable);
        if (!right.empty()) wrong.push_back(fmt::format("NOT ({})", right));
    }
    if (wrong.empty()) return {};
    return question(fmt::format("SELECT count(*) FROM {}\nWHERE {}", id(t.name), join(wrong, "\n   OR ")),
                    fmt::format("rows of {} have values that the types of their columns do not allow", t.name));
}

/// Makes table `before` anew as `after` (https://www.sqlite.org/lang_altertable.html#otheralter): new table, copy,
/// swap, indexes, triggers. `changes` are the operations between the two: columns that they drop are not copied, even
/// where they add one of the same name, and alter_column's using_ computes the copied value. What the history does not
/// know of the table is the runtime's business, which sees the live one.
void rebuild(const table& before, const table& after, std::span<const step> changes, rendered& out) {
    const schema &from = *changes.front().before, &to = *changes.back().after;
    const std::string temporary = fmt::format("_retort_new_{}", after.name);
    std::vector<std::string> into, values;
    bool numbered = false;
    for (const model::column& c : after.columns) {
        if (after.find_generated(c.name)) continue;
        const model::column* was = before.find(c.name);
        numbered = numbered || (was && is_rowid(after, c) && is_rowid(before, *was));
        std::string value = was ? conversion(to, c.name, model::detail::base_type(from, was->type),
                                             model::detail::base_type(to, c.type))
                                : std::string();
        for (const step& s : changes) {
            if (const auto* drop = std::get_if<model::drop_column>(s.operation); drop && drop->column == c.name)
                was = nullptr;
            if (const auto* alter = std::get_if<model::alter_column>(s.operation);
                alter && alter->column == c.name && !alter->using_.empty())
                value = write.verbatim(to, model::detail::base_type(to, c.type), fmt::format("({})", alter->using_));
            if (const auto* rename = std::get_if<model::rename_enumeration_value>(s.operation);
                rename && was && uses_enumeration(from, *was, rename->name))
                value = fmt::format("CASE {0} WHEN {1} THEN {2} ELSE {0} END", value, sql_writer::text(rename->from),
                                    sql_writer::text(rename->to));
        }
        if (!was) {
            // Rows get their numbers with the column, here by hand where it is not the key yet.
            if (!c.identity || is_rowid(after, c)) continue;
            value = "row_number() OVER ()";
        }
        into.push_back(id(c.name));
        values.push_back(std::move(value));
    }
    // Rows keep the numbers that nobody declared: what was written down of them by hand, or for a full-text index,
    // holds.
    const std::string number = rowid_of(after), was_number = rowid_of(before);
    if (!number.empty() && !was_number.empty() && !has_rowid_column(to, after)) {
        into.insert(into.begin(), number);
        values.insert(values.begin(), was_number);
    }
    // A row of which no column stays is still a row.
    if (into.empty() && !number.empty()) {
        into.push_back(number);
        values.push_back(was_number.empty() ? "row_number() OVER ()" : was_number);
    } else if (into.empty()) {
        const auto first = std::find_if(after.columns.begin(), after.columns.end(),
                                        [&](const model::column& c) { return !after.find_generated(c.name); });
        const model::column c = without_domain(to, *first);
        into.push_back(id(c.name));
        values.push_back(c.default_value ? write.literal(c.default_value, model::detail::base_type(to, c.type))
                                         : "NULL");
    }
    const auto add = [&](std::string sql, facts known, rebuild_role role = rebuild_role::none) {
        out.statements.push_back(made(std::move(sql), std::move(known), role));
    };
    if (!to.unchecked_sqlite && std::any_of(changes.begin(), changes.end(), renews))
        if (statement asked = count_refused(from, before); !asked.sql.empty())
            out.statements.push_back(std::move(asked));
    add(create_table(to, after, temporary), changing(kind::create, temporary));
    facts copies = of_rows();
    copies.work = row_work::rewrite;
    add(fmt::format("INSERT INTO {} ({})\nSELECT {} FROM {}", id(temporary), join(into, ", "), join(values, ", "),
                    id(before.name)),
        std::move(copies));
    if (numbered) {  // numbers that were given once are not given again
        add(fmt::format("DELETE FROM sqlite_sequence WHERE name = {}", sql_writer::text(temporary)), of_rows());
        add(fmt::format("INSERT INTO sqlite_sequence (name, seq) SELECT {}, seq FROM sqlite_sequence WHERE name = {}",
                        sql_writer::text(temporary), sql_writer::text(before.name)),
            of_rows());
    }
    // Named, though they would go with their table: what goes unnamed is not the plan's, and the runtime puts it back.
    for (const model::index& i : before.indexes)
        if (wanted(i) && !std::any_of(after.indexes.begin(), after.indexes.end(), [&](const model::index& other) {
                return wanted(other) && name_of(after, other) == name_of(before, i);
            }))
            out.statements.push_back(drop_index(before, i));
    add(fmt::format("DROP TABLE {}", id(before.name)), changing(kind::drop, before.name), rebuild_role::drops);
    // Without this the renaming fails where a view uses the table that is just gone.
    add("PRAGMA legacy_alter_table = ON", no_change());
    add(fmt::format("ALTER TABLE {} RENAME TO {}", id(temporary), id(after.name)), renaming(temporary, after.name),
        rebuild_role::renames);
    add("PRAGMA legacy_alter_table = OFF", no_change());
    for (const model::index& i : after.indexes)
        if (wanted(i)) out.statements.push_back(create_index(to, after, i));
    // Those that the history knows come back here, also where a script runs without the runtime, which leaves them
    // alone then.
    for (const model::object& o : to.objects)
        if (o.kind == object_kind::trigger && o.on == after.name)
            if (std::optional<statement> st = create_object(o)) out.statements.push_back(std::move(*st));
    out.rebuilds.push_back(std::string(after.name));
}

/// All tables for which `concerned` holds, after a change of what their checks are made of.
rendered rebuild_each(const step& s, auto&& concerned) {
    rendered r;
    for (const table& t : s.after->tables)
        if (concerned(t)) rebuild(*s.before->find(t.name), t, {&s, 1}, r);
    return r;
}

// Objects: SQLite has views and triggers.

bool is_view(const model::object& o) { return o.kind == object_kind::view; }

std::optional<unsupported> refusal(const model::object& o) {
    if (!o.only.wants(here)) return std::nullopt;
    if (o.kind == object_kind::composite)
        return unsupported{"SQLite has no composite types", str(entry_of(type_kind::composite).sqlite.note)};
    if (o.kind >= object_kind::sequence)
        if (const model::lack* lack = lack_of(model::detail::feature_of(o.kind), here))
            return unsupported{str(lack->reason), str(lack->way_out)};
    if ((is_view(o) || o.kind == object_kind::trigger) && !o.body_on(here))
        return unsupported{fmt::format("the {} has no SQL for sqlite", std::string(describe(o))),
                           "add on(sqlite, \"…\"), or restrict it with only(…) to databases that have it"};
    return std::nullopt;
}

facts changing_object(kind what, const model::object& o) {
    return is_view(o) ? changing(what, o.name) : changing(what, o.name, place::triggers, o.on);
}

/// Nothing where there is nothing to create.
std::optional<statement> create_object(const model::object& o) {
    const model::sql_text* body = o.body_on(here);
    if (!o.only.wants(here) || !body || !(is_view(o) || o.kind == object_kind::trigger)) return std::nullopt;
    return made(is_view(o) ? fmt::format("CREATE VIEW {} AS {}", id(o.name), body->sql)
                           : fmt::format("CREATE TRIGGER {} {}", id(o.name), body->sql),
                changing_object(kind::create, o));
}

std::optional<statement> drop_object(const model::object& o) {
    if (!o.only.wants(here) || !(is_view(o) || o.kind == object_kind::trigger)) return std::nullopt;
    return made(fmt::format("DROP {} {}", is_view(o) ? "VIEW" : "TRIGGER", id(o.name)), changing_object(kind::drop, o));
}

/// The one goes and the other comes, with the triggers of a view.
rendered exchange(const schema& after, const model::object& was, const model::object& is) {
    rendered r;
    if (auto why = refusal(is)) {
        r.refused = std::move(why);
        return r;
    }
    const auto add = [&](const std::optional<statement>& st) {
        if (st) r.statements.push_back(*st);
    };
    const std::optional<statement> old = drop_object(was), fresh = create_object(is);
    if (!old && !fresh) return r;
    // Another comment is nothing here.
    if (old && create_object(was) == fresh) return r;
    add(old);
    add(fresh);
    for (const model::object& o : after.objects)
        if (is_view(is) && o.kind == object_kind::trigger && o.on == is.name) add(create_object(o));
    return r;
}

bool is_constant(const model::literal& value) {
    return value.kind == model::literal_kind::none || value.kind == model::literal_kind::boolean ||
           value.kind == model::literal_kind::integer || value.kind == model::literal_kind::real ||
           value.kind == model::literal_kind::text;
}

struct renderer {
    const step& at;

    rendered operator()(const model::create_table& o, const schema&, const schema& after) {
        rendered r;
        if (auto why = refusal(after, o.table, o.table)) {
            r.refused = std::move(why);
            return r;
        }
        r.statements.push_back(made(create_table(after, o.table, o.table.name), changing(kind::create, o.table.name)));
        for (const model::column& c : o.table.columns)
            if (is_rowid(o.table, c) && c.numbering.start > 1)
                r.statements.push_back(made(fmt::format("INSERT INTO sqlite_sequence (name, seq) VALUES ({}, {})",
                                                        sql_writer::text(o.table.name), c.numbering.start - 1),
                                            of_rows()));
        for (const auto& i : o.table.indexes)
            if (wanted(i)) r.statements.push_back(codegen::sqlite::create_index(after, o.table, i));
        return r;
    }
    rendered operator()(const model::drop_table& o, const schema& before, const schema&) {
        rendered r;
        // SQLite deletes the rows first, one by one, and RESTRICT keeps one that another of the table refers to:
        // foreign keys are off for it, as for a table that is made anew.
        for (const model::foreign_key& k : before.find(o.table)->foreign_keys)
            if (k.table == o.table && k.on_delete == model::action::restrict && r.rebuilds.empty())
                r.rebuilds.push_back(str(o.table));
        r.statements.push_back(
            made(fmt::format("DROP TABLE {}", id(o.table)), changing(kind::drop, o.table), rebuild_role::removes));
        return r;
    }
    rendered operator()(const model::rename_table& o, const schema& before, const schema& after) {
        rendered r;
        std::string_view from = o.from;
        const std::string between = fmt::format("_retort_new_{}", o.to);
        if (same_but_for_case(o.from, o.to)) {  // for SQLite a table's name is taken by itself then
            r.statements.push_back(
                made(fmt::format("ALTER TABLE {} RENAME TO {}", id(o.from), id(between)), renaming(o.from, between)));
            from = between;
        }
        r.statements.push_back(
            made(fmt::format("ALTER TABLE {} RENAME TO {}", id(from), id(o.to)), renaming(from, o.to)));
        remake_derived_indexes(after, *before.find(o.from), *after.find(o.to), r.statements);
        return r;
    }

    rendered operator()(const model::add_column& o, const schema&, const schema& after) {
        const table& t = *after.find(o.table);
        if (auto why = refusal(at, t)) return {{}, {}, std::move(why)};
        return one(made(fmt::format("ALTER TABLE {} ADD COLUMN {}", id(o.table), column_definition(after, t, o.column)),
                        changing(kind::alter, o.table)));
    }
    rendered operator()(const model::drop_column& o, const schema&, const schema&) {
        statement st = made(fmt::format("ALTER TABLE {} DROP COLUMN {}", id(o.table), id(o.column)),
                            changing(kind::alter, o.table));
        st.facts.work = row_work::rewrite;
        return one(std::move(st));
    }
    rendered operator()(const model::rename_column& o, const schema& before, const schema& after) {
        rendered r = one(made(fmt::format("ALTER TABLE {} RENAME COLUMN {} TO {}", id(o.table), id(o.from), id(o.to)),
                              changing(kind::alter, o.table)));
        remake_derived_indexes(after, *before.find(o.table), *after.find(o.table), r.statements);
        return r;
    }

    rendered operator()(const model::create_index& o, const schema&, const schema& after) {
        if (!wanted(o.index)) return {};
        return one(codegen::sqlite::create_index(after, *after.find(o.table), o.index));
    }
    rendered operator()(const model::drop_index& o, const schema& before, const schema&) {
        const table& t = *before.find(o.table);
        const model::index& i = t.indexes[static_cast<std::size_t>(model::detail::position(t, o))];
        if (!wanted(i)) return {};
        return one(codegen::sqlite::drop_index(t, i));
    }
    rendered operator()(const model::rename_index& o, const schema& before, const schema& after) {
        rendered r;
        remake_derived_indexes(after, *before.find(o.table), *after.find(o.table), r.statements);
        return r;
    }

    // Where they are something on SQLite, they are rebuilds, and do not come here.
    rendered operator()(const model::alter_column&, const schema&, const schema&) { return {}; }
    rendered operator()(const model::add_primary_key&, const schema&, const schema&) { return {}; }
    rendered operator()(const model::add_unique&, const schema&, const schema&) { return {}; }
    rendered operator()(const model::add_foreign_key&, const schema&, const schema&) { return {}; }
    rendered operator()(const model::add_check&, const schema&, const schema&) { return {}; }
    rendered operator()(const model::add_exclusion&, const schema&, const schema&) { return {}; }
    rendered operator()(const model::drop_constraint&, const schema&, const schema&) { return {}; }
    rendered operator()(const model::rename_constraint&, const schema&, const schema&) { return {}; }
    rendered operator()(const model::validate_constraint&, const schema&, const schema&) { return {}; }
    rendered operator()(const model::alter_table&, const schema&, const schema&) { return {}; }

    // A table has no parts; a part that goes takes its rows along.
    rendered operator()(const model::create_partition&, const schema&, const schema&) { return {}; }
    rendered operator()(const model::drop_partition& o, const schema& before, const schema&) {
        rendered r = rows_of_partition_go(write, "SQLite", before, *before.find(o.table), o.name);
        for (statement& st : r.statements) st.facts = of_rows();
        return r;
    }

    // An enumeration is a CHECK of each column that has it.
    rendered operator()(const model::create_enumeration&, const schema&, const schema&) { return {}; }
    rendered operator()(const model::drop_enumeration&, const schema&, const schema&) { return {}; }
    rendered operator()(const model::alter_enumeration& o, const schema&, const schema&) { return changed(o.name); }
    rendered operator()(const model::add_enumeration_value& o, const schema&, const schema&) { return changed(o.name); }
    rendered operator()(const model::rename_enumeration_value& o, const schema&, const schema&) {
        return changed(o.name);
    }

    rendered operator()(const model::create_object& o, const schema&, const schema&) {
        rendered r;
        r.refused = refusal(o.object);
        if (std::optional<statement> st = codegen::sqlite::create_object(o.object))
            r.statements.push_back(std::move(*st));
        return r;
    }
    rendered operator()(const model::drop_object& o, const schema& before, const schema&) {
        std::optional<statement> st = codegen::sqlite::drop_object(*before.find_object(o.kind, o.name, o.on));
        return st ? one(std::move(*st)) : rendered{};
    }
    rendered operator()(const model::rename_object& o, const schema& before, const schema& after) {
        return exchange(after, *before.find_object(o.kind, o.from, o.on), *after.find_object(o.kind, o.to, o.on));
    }
    rendered operator()(const model::replace_object& o, const schema& before, const schema& after) {
        if (o.object.kind == object_kind::domain)
            return rebuild_each(at, [&](const table& t) { return uses_domain(after, t, o.object.name); });
        return exchange(after, *before.find_object(o.object.kind, o.object.name, o.object.on), o.object);
    }

    rendered operator()(const model::insert_rows& o, const schema&, const schema& after) {
        if (!o.only.wants(here) || o.values.empty()) return {};
        return one(made(write.insert(after, o), of_rows()));
    }
    rendered operator()(const model::update_rows& o, const schema&, const schema& after) {
        if (!o.only.wants(here)) return {};
        const table& t = *after.find(o.table);
        return one(made(write.update(after, t, o.set) + write.where(after, t, o.where), of_rows()));
    }
    rendered operator()(const model::delete_rows& o, const schema&, const schema& after) {
        if (!o.only.wants(here)) return {};
        // SQLite checks RESTRICT row by row, so the rows that refer to others of them go first.
        rendered r;
        for (std::string& sql : deletions(
                 after, o, write, [](const model::foreign_key& k) { return k.on_delete == model::action::restrict; }))
            r.statements.push_back(made(std::move(sql), of_rows()));
        return r;
    }
    rendered operator()(const model::backfill& o, const schema&, const schema& after) {
        if (!o.only.wants(here)) return {};
        const table& t = *after.find(o.table);
        if (o.batch <= 0 || !can_be_repeated(t, o))
            return one(made(write.update(after, t, o.set) + write.where(after, t, o.where), of_rows()));
        std::string row, rows;
        if (options_of(t).without_rowid) {
            rows = sql_writer::identifiers(t.primary_key.columns);
            row = t.primary_key.columns.size() == 1 ? rows : "(" + rows + ")";
        } else {
            row = rows = rowid_of(t);
        }
        rendered r =
            one(made(fmt::format("{} WHERE {} IN (SELECT {} FROM {}{} LIMIT {})", write.update(after, t, o.set), row,
                                 rows, id(t.name), write.where(after, t, o.where), o.batch),
                     of_rows()));
        r.statements.front().transactional = false;
        r.statements.front().batch = o.batch;
        return r;
    }

    rendered operator()(const model::execute& o, const schema&, const schema&) { return render_execute(o, here); }
    rendered operator()(const model::declared_effect&, const schema&, const schema&) { return {}; }
    rendered operator()(const model::run& o, const schema&, const schema&) { return render_run(o, here); }

private:
    rendered changed(std::string_view enumeration) const {
        return rebuild_each(at, [&](const table& t) {
            return std::any_of(t.columns.begin(), t.columns.end(),
                               [&](const model::column& c) { return uses_enumeration(*at.after, c, enumeration); });
        });
    }
};

static_assert(renders_every<renderer>);

/// Whether SQLite gets the constraint; all but checks and exclusion constraints are for every database.
bool wants_constraint(const table& t, const model::drop_constraint& o) {
    const model::detail::found_constraint found = model::detail::find_constraint(t, o);
    const auto position = static_cast<std::size_t>(found.at);
    if (found.kind == model::constraint_kind::check) return t.checks[position].only.wants(here);
    if (found.kind == model::constraint_kind::exclusion) return t.exclusions[position].only.wants(here);
    return found.kind != model::constraint_kind::any;
}

}  // namespace

rendered render(const step& s) {
    return std::visit([&](const auto& o) { return renderer{s}(o, *s.before, *s.after); }, *s.operation);
}

std::string_view changed_table(const model::operation& o) {
    return std::visit(
        []<class Operation>(const Operation& change) -> std::string_view {
            constexpr auto is_one_of = []<class... Other>(std::type_identity<Other>...) {
                return (std::is_same_v<Operation, Other> || ...);
            };
            using std::type_identity;
            if constexpr (is_one_of(type_identity<model::add_column>{}, type_identity<model::drop_column>{},
                                    type_identity<model::alter_column>{}, type_identity<model::create_index>{},
                                    type_identity<model::drop_index>{}, type_identity<model::rename_index>{},
                                    type_identity<model::add_primary_key>{}, type_identity<model::add_unique>{},
                                    type_identity<model::add_foreign_key>{}, type_identity<model::add_check>{},
                                    type_identity<model::add_exclusion>{}, type_identity<model::drop_constraint>{},
                                    type_identity<model::rename_constraint>{},
                                    type_identity<model::validate_constraint>{}, type_identity<model::alter_table>{}))
                return change.table;
            else
                return {};
        },
        o);
}

bool needs_rebuild(const step& s) {
    if (const auto* add = std::get_if<model::add_column>(s.operation)) {
        if (!add->generated.empty()) return add->stored;
        const model::column c = without_domain(*s.after, add->column);
        return c.identity || !is_constant(c.default_value) || (!c.nullable && !c.default_value);
    }
    if (const auto* alter = std::get_if<model::alter_column>(s.operation))
        return alter->type || alter->nullable || alter->identity || alter->default_value || alter->collation ||
               !alter->using_.empty();
    if (const auto* add = std::get_if<model::add_check>(s.operation)) return add->check.only.wants(here);
    if (const auto* add = std::get_if<model::add_exclusion>(s.operation)) return add->exclusion.only.wants(here);
    if (const auto* drop = std::get_if<model::drop_constraint>(s.operation))
        return wants_constraint(*s.before->find(drop->table), *drop);
    if (const auto* rename = std::get_if<model::rename_constraint>(s.operation))
        return wants_constraint(*s.before->find(rename->table), {.table = rename->table, .name = rename->from});
    // A constraint always holds for all rows here.
    if (std::holds_alternative<model::validate_constraint>(*s.operation)) return false;
    if (const auto* alter = std::get_if<model::alter_table>(s.operation)) return alter->strict || alter->without_rowid;
    return !std::holds_alternative<model::drop_column>(*s.operation) &&
           !std::holds_alternative<model::create_index>(*s.operation) &&
           !std::holds_alternative<model::drop_index>(*s.operation) &&
           !std::holds_alternative<model::rename_index>(*s.operation);
}

bool computes(const model::operation& o) {
    const auto* alter = std::get_if<model::alter_column>(&o);
    return alter && !alter->using_.empty();
}

rendered rebuild(std::span<const step> steps) {
    rendered r;
    const std::string_view name = changed_table(*steps.front().operation);
    const table& after = *steps.back().after->find(name);
    if (auto why = refusal(steps.back(), after))
        r.refused = std::move(why);
    else
        rebuild(*steps.front().before->find(name), after, steps, r);
    return r;
}

}  // namespace retort::codegen::sqlite
