#include "render.hpp"

#include "../execute.hpp"
#include "../text.hpp"

#include <retort/model/apply.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace retort::codegen::sqlite {

using model::schema;
using model::table;
using model::type_kind;

namespace {

const auto id = [](std::string_view name) { return sql_writer::identifier(name); };

rendered one(std::string sql) { return {{{std::move(sql)}}, {}, {}}; }

/// Only names that the user gave: SQLite uses them in messages alone, and a derived one would go stale with a rename.
std::string named(std::string_view name) {
    return name.empty() ? std::string() : fmt::format("CONSTRAINT {} ", id(name));
}

bool differ_in_case_only(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char l, char r) {
        return std::tolower(static_cast<unsigned char>(l)) == std::tolower(static_cast<unsigned char>(r));
    });
}

bool is_rowid(const table& t, const model::column& c) {
    return c.identity && t.primary_key.columns.size() == 1 && t.primary_key.columns[0] == c.name;
}

std::string column_definition(const writer& write, const schema& s, const table& t, const model::column& c) {
    // Only the exact spelling INTEGER PRIMARY KEY is the rowid; AUTOINCREMENT never gives a number again, as sequences
    // do.
    if (is_rowid(t, c))
        return fmt::format("{} INTEGER {}PRIMARY KEY AUTOINCREMENT NOT NULL", id(c.name), named(t.primary_key.name));
    std::string sql = fmt::format("{} {}{}{}", id(c.name), write.type(c.type), c.nullable ? "" : " NOT NULL",
                                  write.default_clause(c));
    if (c.type.kind == type_kind::enumeration) {
        std::vector<std::string> values;
        for (std::string_view v : s.find_enumeration(c.type.name)->values) values.push_back(sql_writer::text(v));
        sql += fmt::format(" CHECK ({} IN ({}))", id(c.name), join(values, ", "));
    }
    return sql;
}

std::string create_table(const writer& write, const schema& s, const table& t, std::string_view as) {
    std::vector<std::string> lines;
    bool key_is_rowid = false;
    for (const model::column& c : t.columns) {
        lines.push_back(column_definition(write, s, t, c));
        key_is_rowid = key_is_rowid || is_rowid(t, c);
    }
    if (t.primary_key && !key_is_rowid)
        lines.push_back(fmt::format("{}PRIMARY KEY ({})", named(t.primary_key.name),
                                    sql_writer::identifiers(t.primary_key.columns)));
    for (const auto& k : t.uniques)
        lines.push_back(fmt::format("{}UNIQUE ({})", named(k.name), sql_writer::identifiers(k.columns)));
    for (const auto& k : t.foreign_keys)
        lines.push_back(fmt::format("{}FOREIGN KEY ({}) {}", named(k.name), sql_writer::identifiers(k.columns),
                                    sql_writer::references_clause(k)));
    for (const auto& c : t.checks)
        lines.push_back(fmt::format("{}CHECK ({})", named(c.name), write.expression(c.condition)));
    return fmt::format("CREATE TABLE {} (\n{})", id(as), indented_list(lines));
}

/// After a rename: an index cannot be renamed, so one whose derived name changed is made again. All go before the first
/// comes back, because one can get the name that another had.
void remake_derived_indexes(const writer& write, const table& before, const table& after, std::vector<statement>& out) {
    std::vector<statement> back;
    for (std::size_t i = 0; i < before.indexes.size(); ++i) {
        const std::string from(name_of(before, before.indexes[i])), to(name_of(after, after.indexes[i]));
        if (from == to) continue;
        out.push_back({fmt::format("DROP INDEX {}", id(from))});
        back.push_back({write.create_index(after, after.indexes[i])});
    }
    out.insert(out.end(), back.begin(), back.end());
}

/// What is copied into the column where its type changes: SQLite itself keeps what was stored, and a change of affinity
/// does not round, nor cut a time off a date. As PostgreSQL converts; what cannot be converted stays as it is.
std::string conversion(std::string_view column, const model::type& from, const model::type& to) {
    using model::family;
    const std::string c = id(column);
    const family was = family_of(from.kind), is = family_of(to.kind);
    if (was == family::number && is_integer(to.kind) && !is_integer(from.kind))
        return fmt::format("CAST(round({}) AS INTEGER)", c);
    if (was == family::number && to.kind == type_kind::numeric && !is_integer(from.kind) &&
        (from.kind != type_kind::numeric || from.b > to.b))
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

rendered rebuilt(const writer& write, const model::operation& o, std::string_view name, const schema& before,
                 const schema& after) {
    rendered r;
    if (auto why = refusal(*after.find(name))) {
        r.refused = std::move(why);
        return r;
    }
    const step only{&o, &before, &after};
    rebuild(write, *before.find(name), *after.find(name), {&only, 1}, r);
    return r;
}

}  // namespace

std::optional<unsupported> refusal(const table& t) {
    for (const model::column& c : t.columns)
        if (c.identity && !is_rowid(t, c))
            return unsupported{
                fmt::format("SQLite numbers a column only where it alone is the primary key, which {}.{} is not",
                            t.name, c.name),
                fmt::format("make it primary_key(\"{}\"), or remove identity", c.name)};
    return std::nullopt;
}

void rebuild(const writer& write, const table& before, const table& after, std::span<const step> changes,
             rendered& out) {
    const std::string temporary = fmt::format("_retort_new_{}", after.name);
    std::vector<std::string> into, values;
    bool numbered = false;
    for (const model::column& c : after.columns) {
        const model::column* was = before.find(c.name);
        numbered = numbered || (was && is_rowid(after, c) && is_rowid(before, *was));
        std::string value = was ? conversion(c.name, was->type, c.type) : std::string();
        for (const step& s : changes) {
            if (const auto* drop = std::get_if<model::drop_column>(s.operation); drop && drop->column == c.name)
                was = nullptr;
            if (const auto* alter = std::get_if<model::alter_column>(s.operation);
                alter && alter->column == c.name && !alter->using_.empty())
                value = fmt::format("({})", alter->using_);
        }
        if (!was) continue;
        into.push_back(id(c.name));
        values.push_back(std::move(value));
    }
    const auto add = [&](std::string sql) { out.statements.push_back({std::move(sql)}); };
    add(create_table(write, *changes.back().after, after, temporary));
    if (!into.empty())
        add(fmt::format("INSERT INTO {} ({})\nSELECT {} FROM {}", id(temporary), join(into, ", "), join(values, ", "),
                        id(before.name)));
    if (numbered) {  // numbers that were given once are not given again
        add(fmt::format("DELETE FROM sqlite_sequence WHERE name = {}", sql_writer::text(temporary)));
        add(fmt::format("INSERT INTO sqlite_sequence (name, seq) SELECT {}, seq FROM sqlite_sequence WHERE name = {}",
                        sql_writer::text(temporary), sql_writer::text(before.name)));
    }
    // Named, though they would go with their table: what goes unnamed is not the plan's, and the runtime puts it back.
    for (const model::index& i : before.indexes)
        if (!std::any_of(after.indexes.begin(), after.indexes.end(),
                         [&](const model::index& other) { return name_of(after, other) == name_of(before, i); }))
            add(fmt::format("DROP INDEX {}", id(name_of(before, i))));
    add(fmt::format("DROP TABLE {}", id(before.name)));
    // Without this the renaming fails where a view uses the table that is just gone.
    add("PRAGMA legacy_alter_table = ON");
    add(fmt::format("ALTER TABLE {} RENAME TO {}", id(temporary), id(after.name)));
    add("PRAGMA legacy_alter_table = OFF");
    for (const model::index& i : after.indexes) add(write.create_index(after, i));
    out.rebuilds.push_back(std::string(after.name));
}

// SQLite knows storage classes; the declared name decides the affinity (https://www.sqlite.org/datatype3.html, 3.1).
// Where a name would give numeric affinity to what is text (JSON, UUID), TEXT or CHAR is written instead.
std::string writer::type(const model::type& t) const {
    switch (t.kind) {
        case type_kind::boolean: return "BOOLEAN";
        case type_kind::smallint: return "SMALLINT";
        case type_kind::integer: return "INTEGER";
        case type_kind::bigint: return "BIGINT";
        case type_kind::real: return "REAL";
        case type_kind::double_precision: return "DOUBLE PRECISION";
        case type_kind::numeric: return fmt::format("NUMERIC({}, {})", t.a, t.b);
        case type_kind::varchar: return fmt::format("VARCHAR({})", t.a);
        case type_kind::char_: return fmt::format("CHAR({})", t.a);
        case type_kind::text: return "TEXT";
        case type_kind::bytes: return "BLOB";
        case type_kind::date: return "DATE";
        case type_kind::time: return "TIME";
        case type_kind::timestamp: return "TIMESTAMP";
        case type_kind::timestamptz: return "TIMESTAMPTZ";
        case type_kind::uuid: return "CHAR(36)";
        case type_kind::json: return "TEXT";
        case type_kind::jsonb: return "TEXT";
        case type_kind::enumeration: return "TEXT";
    }
    return {};
}

std::string writer::now(const model::type&) const { return "CURRENT_TIMESTAMP"; }

std::string writer::bytes(std::string_view value) const { return fmt::format("x'{}'", hexadecimal(value)); }
std::string_view writer::plain_backslash() const { return {}; }

rendered renderer::operator()(const model::create_table& o, const schema&, const schema& after) {
    rendered r;
    if (auto why = refusal(o.table)) {
        r.refused = std::move(why);
        return r;
    }
    r.statements.push_back({create_table(write, after, o.table, o.table.name)});
    for (const auto& i : o.table.indexes) r.statements.push_back({write.create_index(o.table, i)});
    return r;
}

rendered renderer::operator()(const model::drop_table& o, const schema&, const schema&) {
    return one(fmt::format("DROP TABLE {}", id(o.table)));
}

rendered renderer::operator()(const model::rename_table& o, const schema& before, const schema& after) {
    rendered r;
    std::string_view from = o.from;
    const std::string between = fmt::format("_retort_new_{}", o.to);
    if (differ_in_case_only(o.from, o.to)) {  // for SQLite a table's name is taken by itself then
        r.statements.push_back({fmt::format("ALTER TABLE {} RENAME TO {}", id(o.from), id(between))});
        from = between;
    }
    r.statements.push_back({fmt::format("ALTER TABLE {} RENAME TO {}", id(from), id(o.to))});
    remake_derived_indexes(write, *before.find(o.from), *after.find(o.to), r.statements);
    return r;
}

rendered renderer::operator()(const model::add_column& o, const schema&, const schema& after) {
    return one(fmt::format("ALTER TABLE {} ADD COLUMN {}", id(o.table),
                           column_definition(write, after, *after.find(o.table), o.column)));
}

rendered renderer::operator()(const model::drop_column& o, const schema&, const schema&) {
    return one(fmt::format("ALTER TABLE {} DROP COLUMN {}", id(o.table), id(o.column)));
}

rendered renderer::operator()(const model::rename_column& o, const schema& before, const schema& after) {
    rendered r = one(fmt::format("ALTER TABLE {} RENAME COLUMN {} TO {}", id(o.table), id(o.from), id(o.to)));
    remake_derived_indexes(write, *before.find(o.table), *after.find(o.table), r.statements);
    return r;
}

rendered renderer::operator()(const model::alter_column& o, const schema& before, const schema& after) {
    return rebuilt(write, o, o.table, before, after);
}

rendered renderer::operator()(const model::create_index& o, const schema&, const schema& after) {
    return one(write.create_index(*after.find(o.table), o.index));
}

rendered renderer::operator()(const model::drop_index& o, const schema& before, const schema&) {
    const table& t = *before.find(o.table);
    const auto at = static_cast<std::size_t>(model::detail::position(t, o));
    return one(fmt::format("DROP INDEX {}", id(name_of(t, t.indexes[at]))));
}

rendered renderer::operator()(const model::add_primary_key& o, const schema& before, const schema& after) {
    return rebuilt(write, o, o.table, before, after);
}
rendered renderer::operator()(const model::add_unique& o, const schema& before, const schema& after) {
    return rebuilt(write, o, o.table, before, after);
}
rendered renderer::operator()(const model::add_foreign_key& o, const schema& before, const schema& after) {
    return rebuilt(write, o, o.table, before, after);
}
rendered renderer::operator()(const model::add_check& o, const schema& before, const schema& after) {
    return rebuilt(write, o, o.table, before, after);
}
rendered renderer::operator()(const model::drop_constraint& o, const schema& before, const schema& after) {
    return rebuilt(write, o, o.table, before, after);
}

// An enumeration is a CHECK of each column that has it.
rendered renderer::operator()(const model::create_enumeration&, const schema&, const schema&) { return {}; }
rendered renderer::operator()(const model::drop_enumeration&, const schema&, const schema&) { return {}; }

rendered renderer::operator()(const model::alter_enumeration& o, const schema& before, const schema& after) {
    rendered r;
    const model::operation operation = o;
    const step only{&operation, &before, &after};
    for (const table& t : after.tables)
        if (std::any_of(t.columns.begin(), t.columns.end(), [&](const model::column& c) {
                return c.type.kind == type_kind::enumeration && c.type.name == o.name;
            }))
            rebuild(write, *before.find(t.name), t, {&only, 1}, r);
    return r;
}

rendered renderer::operator()(const model::execute& o, const schema&, const schema&) {
    return render_execute(o, "sqlite");
}

}  // namespace retort::codegen::sqlite
