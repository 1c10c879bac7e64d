#include <retort/codegen/sql_writer.hpp>
#include <retort/model/naming.hpp>

#include "text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace retort::codegen {

namespace {

// The reserved words of PostgreSQL 18 (appendix C, "reserved" and "reserved (can be function or type)"), the keywords
// of SQLite (lang_keywords.html) that it does not take as a name, and MariaDB's reserved words, sorted. A word too many
// costs two quotation marks.
constexpr std::array reserved = std::to_array<std::string_view>({"accessible",
                                                                 "add",
                                                                 "all",
                                                                 "alter",
                                                                 "analyse",
                                                                 "analyze",
                                                                 "and",
                                                                 "any",
                                                                 "array",
                                                                 "as",
                                                                 "asc",
                                                                 "asensitive",
                                                                 "asymmetric",
                                                                 "authorization",
                                                                 "autoincrement",
                                                                 "before",
                                                                 "between",
                                                                 "bigint",
                                                                 "binary",
                                                                 "blob",
                                                                 "both",
                                                                 "by",
                                                                 "call",
                                                                 "cascade",
                                                                 "case",
                                                                 "cast",
                                                                 "change",
                                                                 "char",
                                                                 "character",
                                                                 "check",
                                                                 "collate",
                                                                 "collation",
                                                                 "column",
                                                                 "commit",
                                                                 "concurrently",
                                                                 "condition",
                                                                 "constraint",
                                                                 "continue",
                                                                 "convert",
                                                                 "create",
                                                                 "cross",
                                                                 "current_catalog",
                                                                 "current_date",
                                                                 "current_role",
                                                                 "current_schema",
                                                                 "current_time",
                                                                 "current_timestamp",
                                                                 "current_user",
                                                                 "cursor",
                                                                 "database",
                                                                 "databases",
                                                                 "day_hour",
                                                                 "dec",
                                                                 "decimal",
                                                                 "declare",
                                                                 "default",
                                                                 "deferrable",
                                                                 "delayed",
                                                                 "delete",
                                                                 "desc",
                                                                 "describe",
                                                                 "deterministic",
                                                                 "distinct",
                                                                 "distinctrow",
                                                                 "div",
                                                                 "do",
                                                                 "double",
                                                                 "drop",
                                                                 "dual",
                                                                 "each",
                                                                 "else",
                                                                 "elseif",
                                                                 "enclosed",
                                                                 "end",
                                                                 "escape",
                                                                 "escaped",
                                                                 "except",
                                                                 "exists",
                                                                 "exit",
                                                                 "explain",
                                                                 "fetch",
                                                                 "float",
                                                                 "for",
                                                                 "force",
                                                                 "foreign",
                                                                 "freeze",
                                                                 "from",
                                                                 "full",
                                                                 "fulltext",
                                                                 "general",
                                                                 "generated",
                                                                 "glob",
                                                                 "grant",
                                                                 "group",
                                                                 "groups",
                                                                 "having",
                                                                 "if",
                                                                 "ignore",
                                                                 "ilike",
                                                                 "in",
                                                                 "index",
                                                                 "indexed",
                                                                 "infile",
                                                                 "initially",
                                                                 "inner",
                                                                 "inout",
                                                                 "insert",
                                                                 "int",
                                                                 "integer",
                                                                 "intersect",
                                                                 "interval",
                                                                 "into",
                                                                 "is",
                                                                 "isnull",
                                                                 "iterate",
                                                                 "join",
                                                                 "key",
                                                                 "keys",
                                                                 "kill",
                                                                 "lateral",
                                                                 "leading",
                                                                 "leave",
                                                                 "left",
                                                                 "like",
                                                                 "limit",
                                                                 "linear",
                                                                 "lines",
                                                                 "load",
                                                                 "localtime",
                                                                 "localtimestamp",
                                                                 "lock",
                                                                 "long",
                                                                 "longblob",
                                                                 "longtext",
                                                                 "loop",
                                                                 "match",
                                                                 "maxvalue",
                                                                 "mediumint",
                                                                 "mod",
                                                                 "modifies",
                                                                 "natural",
                                                                 "not",
                                                                 "nothing",
                                                                 "notnull",
                                                                 "null",
                                                                 "numeric",
                                                                 "offset",
                                                                 "on",
                                                                 "only",
                                                                 "optimize",
                                                                 "option",
                                                                 "optionally",
                                                                 "or",
                                                                 "order",
                                                                 "out",
                                                                 "outer",
                                                                 "outfile",
                                                                 "over",
                                                                 "overlaps",
                                                                 "partition",
                                                                 "placing",
                                                                 "precision",
                                                                 "primary",
                                                                 "procedure",
                                                                 "purge",
                                                                 "raise",
                                                                 "range",
                                                                 "read",
                                                                 "real",
                                                                 "recursive",
                                                                 "references",
                                                                 "regexp",
                                                                 "release",
                                                                 "rename",
                                                                 "repeat",
                                                                 "replace",
                                                                 "require",
                                                                 "resignal",
                                                                 "restrict",
                                                                 "return",
                                                                 "returning",
                                                                 "revoke",
                                                                 "right",
                                                                 "rlike",
                                                                 "row_number",
                                                                 "rows",
                                                                 "schema",
                                                                 "schemas",
                                                                 "select",
                                                                 "sensitive",
                                                                 "separator",
                                                                 "session_user",
                                                                 "set",
                                                                 "show",
                                                                 "signal",
                                                                 "similar",
                                                                 "smallint",
                                                                 "some",
                                                                 "spatial",
                                                                 "specific",
                                                                 "sql",
                                                                 "starting",
                                                                 "straight_join",
                                                                 "symmetric",
                                                                 "system_user",
                                                                 "table",
                                                                 "tablesample",
                                                                 "terminated",
                                                                 "then",
                                                                 "tinyint",
                                                                 "to",
                                                                 "trailing",
                                                                 "transaction",
                                                                 "trigger",
                                                                 "true",
                                                                 "false",
                                                                 "undo",
                                                                 "union",
                                                                 "unique",
                                                                 "unlock",
                                                                 "unsigned",
                                                                 "update",
                                                                 "usage",
                                                                 "use",
                                                                 "user",
                                                                 "using",
                                                                 "utc_date",
                                                                 "values",
                                                                 "varbinary",
                                                                 "varchar",
                                                                 "variadic",
                                                                 "varying",
                                                                 "verbose",
                                                                 "when",
                                                                 "where",
                                                                 "while",
                                                                 "window",
                                                                 "with",
                                                                 "write",
                                                                 "xor",
                                                                 "year_month",
                                                                 "zerofill"});

bool is_reserved(std::string_view word) { return std::find(reserved.begin(), reserved.end(), word) != reserved.end(); }

std::string doubled(std::string_view value, char quote) {
    std::string out(1, quote);
    for (char c : value) {
        out += c;
        if (c == quote) out += c;
    }
    return out + quote;
}

/// How tightly a node binds; a child that binds less is put in parentheses.
int strength(model::node_kind kind) {
    using enum model::node_kind;
    switch (kind) {
        case or_: return 1;
        case and_: return 2;
        case not_: return 3;
        case is_null:
        case is_not_null: return 4;
        case equal:
        case not_equal:
        case less:
        case less_equal:
        case greater:
        case greater_equal: return 5;
        case like:
        case in: return 6;
        case add:
        case subtract: return 7;
        case multiply:
        case divide: return 8;
        case negate: return 9;
        default: return 10;
    }
}

}  // namespace

std::string sql_writer::identifier(std::string_view name) {
    bool plain = !name.empty() && !(name[0] >= '0' && name[0] <= '9');
    for (char c : name) plain = plain && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_');
    return plain && !is_reserved(name) ? std::string(name) : doubled(name, '"');
}

std::string sql_writer::identifiers(const model::names& names) {
    std::vector<std::string> quoted;
    for (std::string_view n : names) quoted.push_back(identifier(n));
    return join(quoted, ", ");
}

std::string sql_writer::text(std::string_view value) { return doubled(value, '\''); }

std::string sql_writer::literal(const model::literal& l, const model::type& t) const {
    switch (l.kind) {
        case model::literal_kind::none: return "NULL";
        case model::literal_kind::boolean: return l.boolean ? "TRUE" : "FALSE";
        case model::literal_kind::integer: return fmt::format("{}", l.integer);
        case model::literal_kind::real: {
            std::string number = fmt::format("{}", l.real);
            // Or it would be an integer, and divide as one.
            if (number.find_first_of(".en") == std::string::npos) number += ".0";
            return number;
        }
        case model::literal_kind::text: return t.kind == model::type_kind::bytes ? bytes(l.text) : text(l.text);
        case model::literal_kind::now: return now(t);
        case model::literal_kind::current_date: return "CURRENT_DATE";
        case model::literal_kind::current_time: return "CURRENT_TIME";
        case model::literal_kind::sql: return fmt::format("({})", l.text);
    }
    return "NULL";
}

std::string sql_writer::default_clause(const model::column& c) const {
    return c.default_value ? " DEFAULT " + literal(c.default_value, c.type) : std::string();
}

std::string sql_writer::expression(const model::expression& e) const {
    return e.empty() ? std::string() : node(e, e.root(), 0);
}

std::string sql_writer::node(const model::expression& e, int i, int outer) const {
    using enum model::node_kind;
    const model::node& n = e.at(i);
    const int own = strength(n.kind);
    // A comparison of comparisons, or a subtraction on the right, needs parentheses though it binds alike. Databases
    // disagree about the order among =, LIKE, IN and IS NULL: an operand of one is never another without them.
    const bool comparison = own >= strength(is_null) && own <= strength(in);
    const bool chain = n.kind == and_ || n.kind == or_;
    const int looser = strength(model::node_kind::add);
    const auto left = [&] { return node(e, n.left, comparison ? looser : own); };
    const auto right = [&] { return node(e, n.right, comparison ? looser : chain ? own : own + 1); };
    const auto infix = [&](std::string_view op) { return fmt::format("{} {} {}", left(), op, right()); };
    std::string out;
    switch (n.kind) {
        case column: return identifier(n.name);
        case literal: return this->literal(n.value, {.kind = model::type_kind::timestamptz});
        case sql: return fmt::format("({})", n.name);
        case and_: out = infix("AND"); break;
        case or_: out = infix("OR"); break;
        // With parentheses around a comparison too, for readers who do not know that NOT binds less.
        case not_: out = fmt::format("NOT {}", node(e, n.left, strength(in) + 1)); break;
        case equal: out = infix("="); break;
        case not_equal: out = infix("<>"); break;
        case less: out = infix("<"); break;
        case less_equal: out = infix("<="); break;
        case greater: out = infix(">"); break;
        case greater_equal: out = infix(">="); break;
        case add: out = infix("+"); break;
        case subtract: out = infix("-"); break;
        case multiply: out = infix("*"); break;
        case divide: out = infix("/"); break;
        // The space keeps two signs from becoming a comment.
        case negate: out = fmt::format("- {}", node(e, n.left, own + 1)); break;
        case is_null: out = fmt::format("{} IS NULL", left()); break;
        case is_not_null: out = fmt::format("{} IS NOT NULL", left()); break;
        case like:
            out = infix("LIKE");
            if (e.at(n.right).value.text.find('\\') != std::string_view::npos) out += plain_backslash();
            break;
        case in: {
            std::vector<std::string> elements;
            for (int l = n.right; l >= 0; l = e.at(l).right) elements.push_back(node(e, e.at(l).left, 0));
            out = fmt::format("{} IN ({})", left(), join(elements, ", "));
            break;
        }
        case list: return {};
        case length: return fmt::format("length({})", node(e, n.left, 0));
        case lower: return fmt::format("lower({})", node(e, n.left, 0));
        case upper: return fmt::format("upper({})", node(e, n.left, 0));
    }
    return own < outer ? "(" + out + ")" : out;
}

std::string sql_writer::references_clause(const model::foreign_key& k) {
    const auto action = [](std::string_view event, model::action a) -> std::string {
        switch (a) {
            case model::action::no_action: return {};
            case model::action::restrict: return fmt::format(" ON {} RESTRICT", event);
            case model::action::cascade: return fmt::format(" ON {} CASCADE", event);
            case model::action::set_null: return fmt::format(" ON {} SET NULL", event);
            case model::action::set_default: return fmt::format(" ON {} SET DEFAULT", event);
        }
        return {};
    };
    return fmt::format("REFERENCES {} ({}){}{}", identifier(k.table), identifiers(k.target),
                       action("DELETE", k.on_delete), action("UPDATE", k.on_update));
}

std::string sql_writer::create_index(const model::table& t, const model::index& i) const {
    std::vector<std::string> columns;
    for (const model::index_column& c : i.columns)
        columns.push_back(identifier(c.name) + (c.descending ? " DESC" : ""));
    std::string sql = fmt::format("CREATE {}INDEX {} ON {} ({})", i.unique ? "UNIQUE " : "",
                                  identifier(model::name_of(t, i)), identifier(t.name), join(columns, ", "));
    if (!i.where.empty()) sql += " WHERE " + expression(i.where);
    return sql;
}

std::string indented_list(const std::vector<std::string>& list) {
    std::string out;
    for (std::size_t i = 0; i < list.size(); ++i) out += "    " + list[i] + (i + 1 < list.size() ? ",\n" : "\n");
    return out;
}

}  // namespace retort::codegen
