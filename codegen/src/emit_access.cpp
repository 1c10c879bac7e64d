#include <retort/codegen/emit.hpp>
#include <retort/codegen/sql_writer.hpp>
#include <retort/model/check.hpp>

#include "text.hpp"

#include <fmt/format.h>

#include <map>
#include <set>

namespace retort::codegen {

namespace {

using model::column;
using model::table;

std::string enumeration_type(std::string_view name) { return cpp_identifier(name); }

/// A column's type as access code sees it: an array comes as the database writes it.
std::string plain_type(const model::schema& s, const model::type& declared) {
    const model::type t = model::detail::base_type(s, declared);
    if (t.dimensions != 0) return "std::string";
    switch (t.kind == model::type_kind::native ? t.cpp : model::entry_of(t.kind).cpp) {
        case model::cpp_type::boolean: return "bool";
        // The upper half of an unsigned type needs the next one.
        case model::cpp_type::int16: return t.is_unsigned ? "std::int32_t" : "std::int16_t";
        case model::cpp_type::int32: return t.is_unsigned ? "std::int64_t" : "std::int32_t";
        case model::cpp_type::int64: return "std::int64_t";
        case model::cpp_type::float_: return "float";
        case model::cpp_type::double_: return "double";
        // Decimals, JSON, UUIDs and what C++ has no type for are text: nothing of their value is lost, and nobody is
        // made to use one library for them.
        case model::cpp_type::string: return "std::string";
        case model::cpp_type::bytes: return "retort::bytes";
        case model::cpp_type::date: return "retort::date";
        case model::cpp_type::time_of_day: return "retort::time_of_day";
        case model::cpp_type::timestamp: return "retort::timestamp";
        case model::cpp_type::timestamptz: return "retort::timestamptz";
        // Qualified, because a column is often called as its enumeration.
        case model::cpp_type::enumeration:
            return fmt::format("{}::{}", cpp_identifier(s.name), enumeration_type(t.name));
    }
    return "std::string";
}

struct named_column {
    const model::column* column;
    std::string name;
    std::string plain;  // its type where it is not NULL
    bool in_key;
    bool settable;  // else its value is the database's alone

    std::string type() const { return column->nullable ? fmt::format("std::optional<{}>", plain) : plain; }
    /// Scalars are passed and initialised as values.
    bool is_scalar() const { return plain != "std::string" && plain != "retort::bytes"; }
};

/// A table with the C++ names that it gets.
struct named_table {
    const model::schema* schema;
    const model::table* table;
    std::string statements;  // struct parts
    std::string row;         // struct part
    std::vector<named_column> columns;
    bool has_key = false, has_more_to_set = false;

    /// The C++ expression of a statement: one text for all databases, unless the table stands in a namespace, which is
    /// an identifier of its own on PostgreSQL and a part of the name elsewhere.
    /// `text` makes it of the quoted name.
    std::string statement(auto&& text) const {
        const std::string everywhere = cpp_literal(text(sql_writer::identifier(table->name)));
        const std::string on_postgresql = cpp_literal(text(writer_of("postgresql").relation(*schema, table->name)));
        if (everywhere == on_postgresql) return everywhere;
        return fmt::format("db.kind() == retort::database::postgresql ? {} : {}", on_postgresql, everywhere);
    }
    std::string column_list() const {
        std::vector<std::string> all;
        for (const named_column& c : columns) all.push_back(sql_writer::identifier(c.column->name));
        return join(all, ", ");
    }
    /// "id = $1", counting from `first`.
    std::string key_condition(std::size_t first) const {
        std::vector<std::string> all;
        for (std::string_view k : table->primary_key.columns)
            all.push_back(fmt::format("{} = ${}", sql_writer::identifier(k), first++));
        return join(all, " AND ");
    }
    std::vector<const named_column*> key() const {
        std::vector<const named_column*> all;
        for (std::string_view k : table->primary_key.columns)
            for (const named_column& c : columns)
                if (c.column->name == k) all.push_back(&c);
        return all;
    }
    std::string key_parameters() const {
        std::vector<std::string> all;
        for (const named_column* c : key())
            all.push_back(fmt::format("{}{}{} {}", c->is_scalar() ? "" : "const ", c->type(), c->is_scalar() ? "" : "&",
                                      c->name));
        return join(all, ", ");
    }
    std::string key_values(std::string_view prefix) const {
        std::vector<std::string> all;
        for (const named_column* c : key()) all.push_back(fmt::format("retort::encode({}{})", prefix, c->name));
        return join(all, ", ");
    }
};

std::vector<named_table> name_everything(const model::schema& s) {
    std::set<std::string> taken{"history"};
    const auto take = [&](const std::string& name, std::string_view what) {
        if (!taken.insert(name).second)
            throw generation_error(fmt::format(
                "{} would be named '{}' in C++, which is already used; rename one of them [E203]", what, name));
        return name;
    };
    for (const model::enumeration& e : s.enumerations)
        take(enumeration_type(e.name), fmt::format("enumeration '{}'", e.name));
    std::vector<named_table> all;
    for (const table& declared : s.tables) {
        const table* t = &declared;
        named_table n{&s, t, take(cpp_identifier(t->name), fmt::format("table '{}'", t->name)), {}, {}};
        n.has_key = static_cast<bool>(t->primary_key);
        std::set<std::string> members;
        for (const column& c : t->columns) {
            const bool in_key = model::contains(t->primary_key.columns, c.name);
            const bool settable = !t->find_generated(c.name) && !(c.identity && c.numbering.always);
            n.has_more_to_set = n.has_more_to_set || (!in_key && settable);
            n.columns.push_back({&c, cpp_identifier(c.name), plain_type(s, c.type), in_key, settable});
            if (!members.insert(n.columns.back().name).second)
                throw generation_error(
                    fmt::format("column {}.{} would be named '{}' in C++, like another column of its table; rename one "
                                "of them [E203]",
                                t->name, c.name, n.columns.back().name));
        }
        all.push_back(std::move(n));
    }
    for (named_table& n : all) {
        std::string row = cpp_identifier(singular(n.table->name));
        if (taken.contains(row) || taken.contains("new_" + row)) row = n.statements + "_row";
        n.row = take(row, fmt::format("the row type of table '{}'", n.table->name));
        take("new_" + n.row, fmt::format("the new-row type of table '{}'", n.table->name));
    }
    return all;
}

bool has_temporal(const named_table& t) {
    for (const named_column& c : t.columns)
        for (std::string_view type : {"date", "time_of_day", "timestamp", "timestamptz"})
            if (c.plain == fmt::format("retort::{}", type)) return true;
    return false;
}

bool has_enumeration(const named_table& t, const std::string& space) {
    for (const named_column& c : t.columns)
        if (c.plain.starts_with(space + "::")) return true;
    return false;
}

std::string emit_enumeration(const model::enumeration& e) {
    const std::string name = enumeration_type(e.name);
    std::set<std::string> taken;
    std::vector<std::string> members;
    for (std::string_view v : e.values) {
        members.push_back(cpp_identifier(v));
        if (!taken.insert(members.back()).second)
            throw generation_error(
                fmt::format("value '{}' of enumeration '{}' would be named '{}' in C++, like another value; rename one "
                            "of them [E203]",
                            v, e.name, members.back()));
    }
    return fmt::format(
        "/// Enumeration {0}.\nenum class {0} {{ {1} }};\n"
        "/// As the database spells it.\nstd::string_view to_string({0} v);\n\n",
        name, join(members, ", "));
}

std::string define_enumeration(const model::enumeration& e, const std::string& space) {
    const std::string name = enumeration_type(e.name);
    std::string out = fmt::format("std::string_view to_string({0} v) {{\n    switch (v) {{\n", name);
    for (std::string_view v : e.values)
        out += fmt::format("        case {}::{}: return {};\n", name, cpp_identifier(v), cpp_literal(v));
    out += fmt::format(
        "    }}\n    return {{}};\n}}\n\n}}  // namespace {1}\n\n"
        "retort::value retort::codec<{1}::{0}>::encode(const {1}::{0}& v) {{ return std::string({1}::to_string(v)); "
        "}}\n"
        "void retort::codec<{1}::{0}>::decode(const value& v, {1}::{0}& out) {{\n    std::string text;\n    "
        "retort::decode(v, text);\n",
        name, space);
    for (std::string_view v : e.values)
        out += fmt::format("    if (text == {}) return void(out = {}::{}::{});\n", cpp_literal(v), space, name,
                           cpp_identifier(v));
    return out +
           fmt::format("    retort::not_a_member({}, text);\n}}\n\nnamespace {} {{\n\n", cpp_literal(e.name), space);
}

/// What stands in the namespace of a table's header: its row, and its statements.
std::string declare_table(const named_table& t) {
    std::string out;
    out += fmt::format("/// A row of {}.\nstruct {} {{\n", t.table->name, t.row);
    for (const named_column& c : t.columns)
        out += fmt::format("    {} {}{};\n", c.type(), c.name, c.is_scalar() && !c.column->nullable ? "{}" : "");
    // Defaulted in the source: clang looks into each member where it sees that in the header.
    out += fmt::format("    bool operator==(const {}&) const;\n}};\n\n", t.row);
    out += fmt::format(
        "/// The values of a new row. A member that is not set gets the column's default.\nstruct new_{} {{\n", t.row);
    for (const named_column& c : t.columns) {
        if (!c.settable) continue;
        if (c.column->identity || c.column->default_value)
            out += fmt::format("    retort::defaulted<{}> {} = {{}};\n", c.type(), c.name);
        else
            out += fmt::format("    {} {} = {{}};\n", c.type(), c.name);
    }
    out +=
        fmt::format("}};\n\n/// Statements on table {}. They throw retort::error.\nstruct {} {{\n    using row = {};\n",
                    t.table->name, t.statements, t.row);
    out += fmt::format(
        "    /// Inserts a row and returns it with the values that the database generated.\n    static {0} "
        "insert(retort::connection& db, "
        "const new_{0}& values);\n",
        t.row);
    out += fmt::format("    /// Returns all rows{}.\n    static std::vector<{}> all(retort::connection& db);\n",
                       t.has_key ? ", ordered by primary key" : ", in no particular order", t.row);
    if (t.has_key) {
        out += fmt::format(
            "    /// Returns the row with this primary key, if it exists.\n    static std::optional<{}> "
            "find(retort::connection& "
            "db, {});\n",
            t.row, t.key_parameters());
        if (t.has_more_to_set)
            out += fmt::format(
                "    /// Updates every column of the row with this primary key. Returns false if there is no such "
                "row.\n    static "
                "bool update(retort::connection& db, const {}& row);\n",
                t.row);
        out += fmt::format(
            "    /// Deletes the row. Returns false if there was no such row.\n    static bool "
            "erase(retort::connection& db, {});\n",
            t.key_parameters());
    }
    return out + "};\n\n";
}

constexpr std::string_view banner = "// Generated by Retort from schema {}. Do not edit: change the schema instead.\n";

}  // namespace

std::map<std::string, std::string> emit_access(const model::schema& s) {
    const std::string space = cpp_identifier(s.name);
    if (space != s.name)
        throw generation_error(
            fmt::format("the schema name '{}' is not a C++ identifier; use '{}' [E203]", s.name, space));
    const std::string begin = fmt::format(fmt::runtime(banner), s.name) + "#pragma once\n\n";
    const std::string end = fmt::format("}}  // namespace {}\n", space);
    const auto include = [&](std::string_view header) { return fmt::format("#include <{}/{}>\n", space, header); };
    std::map<std::string, std::string> headers;
    std::string all;
    if (!s.enumerations.empty()) {
        std::string& out = headers["enumerations.hpp"] = begin + "#include <retort/access.hpp>\n";
        all += include("enumerations.hpp");
        out += fmt::format("{}\nnamespace {} {{\n\n", include("access_version.hpp"), space);
        for (const model::enumeration& e : s.enumerations) out += emit_enumeration(e);
        out += end + "\nnamespace retort {\n";
        for (const model::enumeration& e : s.enumerations)
            out += fmt::format("RETORT_CODEC({}::{});\n", space, enumeration_type(e.name));
        out += "}  // namespace retort\n";
    }
    for (const named_table& t : name_everything(s)) {
        const std::string path = fmt::format("access/{}.hpp", t.statements);
        all += include(path);
        std::string& out = headers[path] = begin + "#include <retort/access.hpp>\n";
        if (has_temporal(t)) out += "#include <retort/temporal.hpp>\n";
        out += include("access_version.hpp");
        if (has_enumeration(t, space)) out += include("enumerations.hpp");
        out += fmt::format("\nnamespace {} {{\n\n", space) + declare_table(t) + end;
    }
    headers["access.hpp"] = begin + "#include <retort/access.hpp>\n" + include("access_version.hpp") + all +
                            fmt::format(
                                "\nnamespace {} {{\n\n/// All revisions, for retort::upgrade().\nconst "
                                "retort::plan::history& history();\n\n{}",
                                space, end);
    std::string everything;
    for (const auto& [path, text] : headers) everything += path + '\n' + text;
    headers["access_version.hpp"] =
        begin + fmt::format(
                    "// {}: changes whenever one of these headers changes. The build knows this file before the first "
                    "table exists, so\n// that files that include one of them are recompiled.\n",
                    fingerprint(everything));
    return headers;
}

std::string emit_access_source(const model::schema& s) {
    const std::string space = cpp_identifier(s.name);
    std::string out = fmt::format(fmt::runtime(banner), s.name);
    out += fmt::format("#include <{0}/access.hpp>\n\nnamespace {0} {{\n\n", space);
    for (const model::enumeration& e : s.enumerations) out += define_enumeration(e, space);
    for (const named_table& t : name_everything(s)) {
        out += fmt::format("bool {0}::operator==(const {0}&) const = default;\n\n", t.row);
        out += fmt::format("static void read(const std::vector<retort::value>& fields, {0}& row) {{\n", t.row);
        for (std::size_t i = 0; i < t.columns.size(); ++i) {
            const model::type base = model::detail::base_type(s, t.columns[i].column->type);
            if (base.kind == model::type_kind::numeric && base.dimensions == 0)
                out += fmt::format("    retort::decode_decimal(fields.at({}), {}, row.{});\n", i,
                                   base.a < 0 ? -1 : base.b, t.columns[i].name);
            else
                out += fmt::format("    retort::decode(fields.at({}), row.{});\n", i, t.columns[i].name);
        }
        out += "}\n\n";

        out += fmt::format(
            "{0} {1}::insert(retort::connection& db, const new_{0}& values) {{\n    retort::insertion made({2});\n",
            t.row, t.statements, t.statement([](const std::string& name) { return name; }));
        std::size_t set = 0;
        for (const named_column& c : t.columns)
            if (c.settable && ++set)
                out += fmt::format("    made.add({}, values.{});\n",
                                   cpp_literal(sql_writer::identifier(c.column->name)), c.name);
        if (set == 0) out += "    (void)values;\n";
        out += fmt::format("    {} row;\n    read(made.run(db, {}), row);\n    return row;\n}}\n\n", t.row,
                           cpp_literal(t.column_list()));

        const auto select = [&](const std::string& rest) {
            return t.statement([&](const std::string& name) {
                return fmt::format("SELECT {} FROM {}{}", t.column_list(), name, rest);
            });
        };
        const std::string order =
            t.has_key ? fmt::format(" ORDER BY {}", sql_writer::identifiers(t.table->primary_key.columns)) : "";
        out += fmt::format(
            "std::vector<{0}> {1}::all(retort::connection& db) {{\n    const retort::result found = db.execute({2});\n"
            "    std::vector<{0}> rows(found.rows.size());\n    for (std::size_t i = 0; i < rows.size(); ++i) "
            "read(found.rows[i], rows[i]);\n    return rows;\n}}\n\n",
            t.row, t.statements, select(order));
        if (!t.has_key) continue;
        out += fmt::format(
            "std::optional<{0}> {1}::find(retort::connection& db, {2}) {{\n    const retort::value key[] = {{{3}}};\n  "
            "  const retort::result found = db.execute({4}, key);\n    std::optional<{0}> row;\n    if "
            "(!found.rows.empty()) "
            "read(found.rows.front(), row.emplace());\n    return row;\n}}\n\n",
            t.row, t.statements, t.key_parameters(), t.key_values(""), select(" WHERE " + t.key_condition(1)));
        if (t.has_more_to_set) {
            std::vector<std::string> sets, values;
            for (const named_column& c : t.columns)
                if (!c.in_key && c.settable) {
                    sets.push_back(fmt::format("{} = ${}", sql_writer::identifier(c.column->name), sets.size() + 1));
                    values.push_back(fmt::format("retort::encode(row.{})", c.name));
                }
            const std::string update = t.statement([&](const std::string& name) {
                return fmt::format("UPDATE {} SET {} WHERE {}", name, join(sets, ", "),
                                   t.key_condition(sets.size() + 1));
            });
            out += fmt::format(
                "bool {1}::update(retort::connection& db, const {0}& row) {{\n    const retort::value values[] = "
                "{{{2}, {3}}};\n    return db.execute({4}, values).affected != 0;\n}}\n\n",
                t.row, t.statements, join(values, ", "), t.key_values("row."), update);
        }
        out += fmt::format(
            "bool {0}::erase(retort::connection& db, {1}) {{\n    const retort::value key[] = {{{2}}};\n    return "
            "db.execute({3}, key).affected != 0;\n}}\n\n",
            t.statements, t.key_parameters(), t.key_values(""), t.statement([&](const std::string& name) {
                return fmt::format("DELETE FROM {} WHERE {}", name, t.key_condition(1));
            }));
    }
    return out + fmt::format("}}  // namespace {}\n", space);
}

std::string emit_access_hana(const model::schema& s) {
    const std::string space = cpp_identifier(s.name);
    std::string out = fmt::format(fmt::runtime(banner), s.name);
    out += fmt::format(
        "// The rows are Boost.Hana Structs.\n#pragma once\n\n#include <{}/access.hpp>\n\n"
        "#include <boost/hana/fwd/accessors.hpp>\n#include <boost/hana/pair.hpp>\n#include "
        "<boost/hana/string.hpp>\n#include <boost/hana/tuple.hpp>\n\n",
        space);
    for (const named_table& t : name_everything(s)) {
        std::vector<std::string> members;
        for (const named_column& c : t.columns)
            members.push_back(
                fmt::format("            make_pair(BOOST_HANA_STRING({}), [](auto&& row) -> decltype(auto) {{ return "
                            "(static_cast<decltype(row)&&>(row).{}); }})",
                            cpp_literal(c.column->name), c.name));
        out += fmt::format(
            "template <>\nstruct boost::hana::accessors_impl<{}::{}> {{\n    static constexpr auto apply() {{\n        "
            "return "
            "make_tuple(\n{});\n    }}\n}};\n\n",
            space, t.row, join(members, ",\n"));
    }
    return out;
}

}  // namespace retort::codegen
