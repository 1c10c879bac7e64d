#include <retort/codegen/sql_writer.hpp>

#include "mariadb/render.hpp"
#include "postgresql/render.hpp"
#include "sqlite/render.hpp"
#include "sqlite/values.hpp"
#include "text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

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
        case concatenate: return 7;
        case add:
        case subtract: return 8;
        case multiply:
        case divide:
        case modulo: return 9;
        case negate: return 10;
        default: return 11;
    }
}

bool in_word(char c) {
    const auto u = static_cast<unsigned char>(c);
    return std::isalnum(u) || c == '_' || c == '$' || u >= 0x80;
}

/// SQL text with the word VALUE replaced, but for quoted text.
std::string with_value(std::string_view sql, std::string_view value) {
    std::string out;
    for (std::size_t i = 0; i < sql.size();) {
        std::size_t end = i + 1;
        if (sql[i] == '\'' || sql[i] == '"') {
            while (end < sql.size() && sql[end] != sql[i]) ++end;
            if (end < sql.size()) ++end;
        } else if (in_word(sql[i])) {
            while (end < sql.size() && in_word(sql[end])) ++end;
        }
        const std::string_view word = sql.substr(i, end - i);
        std::string lower(word);
        for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        out += lower == "value" ? value : word;
        i = end;
    }
    return out;
}

bool is_comparison(model::node_kind kind) {
    return kind >= model::node_kind::equal && kind <= model::node_kind::greater_equal;
}

constexpr int any_scale = -1, no_number = -2;
/// A decimal half-way between two others is rounded away from zero, and the floating-point number nearest to it may be
/// below it. This factor lifts the number above, and is too small to change any other decimal of 15 digits.
constexpr double half_away = 1.0000000000000004;

bool is_real(const model::type& t) {
    return t.kind == model::type_kind::real || t.kind == model::type_kind::double_precision;
}

/// Those behind the point of the shortest decimal that the number is the nearest to.
int fraction_digits(double number) {
    const std::string digits = fmt::format("{}", number);
    if (digits.find_first_of("en") != std::string::npos) return any_scale;
    const std::size_t point = digits.find('.');
    return point == std::string::npos ? 0 : static_cast<int>(digits.size() - point - 1);
}

/// How many digits behind the point a column of the type keeps of a number; below 0 where that is not its business.
int digits_kept(const model::type& t) {
    if (t.dimensions != 0) return -1;
    if (t.kind == model::type_kind::numeric) return t.a < 0 ? -1 : t.b;
    return family_of(t) == model::family::number && !is_real(t) ? 0 : -1;
}

std::string rounded_to(const std::string& number, int digits) {
    return digits == 0 ? fmt::format("round({} * {})", number, half_away)
                       : fmt::format("round({} * {}, {})", number, half_away, digits);
}

/// The part of a qualified name before its first point, where the schema has such a namespace; else empty.
std::string_view namespace_of(const model::schema& s, std::string_view name) {
    const std::size_t point = name.find('.');
    if (point == std::string_view::npos) return {};
    const std::string_view first = name.substr(0, point);
    return s.find_object(model::object_kind::namespace_, first) ? first : std::string_view();
}

bool is_plain(std::string_view value) {
    return !value.empty() && std::all_of(value.begin(), value.end(),
                                         [](char c) { return in_word(c) || c == '.' || c == '-' || c == '+'; });
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

/// Where an expression stands: its table, where that is known, and what is written for every column, where that is one.
struct sql_writer::scope {
    const model::expression& e;
    const model::schema* s = nullptr;
    const model::table* t = nullptr;
    std::string_view value = {};
    /// Of a generated column.
    bool computed = false;
    /// `value` is of an integer.
    bool whole = false;
    /// Something is computed of the numbers.
    bool calculated = false;
    /// The type of `value`, where that matters.
    const model::type* of = nullptr;

    /// The type of the column that the node is, if it is known.
    std::optional<model::type> type_of(const model::node& n) const {
        if (!value.empty()) return of ? std::optional(*of) : std::nullopt;
        const model::column* c = t ? t->find(n.name) : nullptr;
        return c ? std::optional(model::detail::base_type(*s, c->type)) : std::nullopt;
    }
};

std::string_view sql_writer::local(const model::schema& s, std::string_view name) const {
    if (on() != model::database::postgresql) return name;
    const std::string_view inside = namespace_of(s, name);
    return inside.empty() ? name : name.substr(inside.size() + 1);
}

std::string sql_writer::relation(const model::schema& s, std::string_view name) const {
    return beside(s, name, local(s, name));
}

std::string sql_writer::beside(const model::schema& s, std::string_view table, std::string_view name) const {
    const std::string_view inside = on() == model::database::postgresql ? namespace_of(s, table) : std::string_view();
    return inside.empty() ? identifier(name) : identifier(inside) + "." + identifier(name);
}

std::string sql_writer::type(const model::schema& s, const model::type& t) const {
    using model::type_kind;
    model::type written = t;
    if (on() != model::database::postgresql) written = model::detail::base_type(s, t);
    std::string name;
    if (written.kind == type_kind::enumeration || written.kind == type_kind::domain ||
        written.kind == type_kind::composite) {
        name = relation(s, written.name);
        written.name = name;
    }
    if (written.kind == type_kind::enumeration && on() == model::database::mariadb) {
        std::vector<std::string> values;
        if (const model::enumeration* e =
                s.find_enumeration(t.kind == type_kind::domain ? model::detail::base_type(s, t).name : t.name))
            for (std::string_view v : e->values) values.push_back(text(v));
        return fmt::format("enum({})", join(values, ", "));
    }
    if (written.kind == type_kind::char_ && written.a > 255 && on() == model::database::mariadb)
        written.kind = type_kind::varchar;
    return str(spelling(written, on()));
}

std::string sql_writer::type(const model::type& t) const { return type(model::schema{}, t); }

std::string sql_writer::constant(std::string_view value, const model::type& t) const {
    return family_of(t) == model::family::bytes ? bytes(value) : text(value);
}

std::string_view sql_writer::verbatim(const model::literal& l) const {
    for (unsigned i = 0; l.each && i < l.size; ++i)
        if (l.each[i].database.empty() || l.each[i].database == name_of(on())) return l.each[i].sql;
    return l.text;
}

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
        case model::literal_kind::text: return constant(l.text, t);
        case model::literal_kind::now: return now(t);
        case model::literal_kind::current_date: return "CURRENT_DATE";
        // MariaDB's has no fraction of a second unless it is asked for.
        case model::literal_kind::current_time:
            return on() == model::database::mariadb ? "CURRENT_TIME(6)" : "CURRENT_TIME";
        case model::literal_kind::sql: return fmt::format("({})", verbatim(l));
        case model::literal_kind::random_uuid: return random_uuid();
        case model::literal_kind::expression: return fmt::format("({})", expression(model::expression_of(l)));
    }
    return "NULL";
}

std::string sql_writer::literal(const model::schema& s, const model::literal& l, const model::type& t,
                                bool kept) const {
    if (on() == model::database::sqlite && !s.unchecked_sqlite) {
        if (l.kind == model::literal_kind::text) {
            const std::string value = sqlite::canonical(l.text, t);
            return constant(value, t);
        }
        if (kept && l.kind == model::literal_kind::real && t.kind == model::type_kind::numeric && t.a >= 0 &&
            (fraction_digits(l.real) > t.b || fraction_digits(l.real) == any_scale))
            return fmt::format("{:.{}f}", l.real * half_away, t.b);
        if (kept && l.kind == model::literal_kind::expression) {
            const model::expression e = model::expression_of(l);
            return fmt::format("({})", assigned({e, &s}, t));
        }
    }
    return literal(l, t);
}

std::string sql_writer::default_clause(const model::schema& s, const model::column& c) const {
    return c.default_value ? " DEFAULT " + literal(s, c.default_value, model::detail::base_type(s, c.type), true)
                           : std::string();
}

std::string sql_writer::expression(const model::expression& e) const {
    return e.empty() ? std::string() : node({e}, e.root(), 0);
}

std::string sql_writer::expression(const model::schema& s, const model::table& t, const model::expression& e) const {
    return e.empty() ? std::string() : node({e, &s, &t}, e.root(), 0);
}

std::string sql_writer::computed(const model::schema& s, const model::table& t, const model::type& to,
                                 const model::expression& e) const {
    return assigned({e, &s, &t, {}, true}, to);
}

std::string sql_writer::condition(const model::expression& e, std::string_view value, bool whole,
                                  const model::type* of) const {
    return e.empty() ? std::string() : node({e, nullptr, nullptr, value, false, whole, false, of}, e.root(), 0);
}

bool sql_writer::is_integer(const scope& in_scope, int i) {
    using enum model::node_kind;
    const model::node& n = in_scope.e.at(i);
    const auto is = [&](int at) { return is_integer(in_scope, at); };
    switch (n.kind) {
        case column: {
            if (!in_scope.value.empty()) return in_scope.whole;
            const model::column* c = in_scope.t ? in_scope.t->find(n.name) : nullptr;
            if (!c) return false;
            const model::type_kind kind = model::detail::base_type(*in_scope.s, c->type).kind;
            return model::is_integer(kind) || kind == model::type_kind::year || kind == model::type_kind::oid;
        }
        case literal: return n.value.kind == model::literal_kind::integer;
        case length: return true;
        case negate:
        case absolute: return is(n.left);
        case add:
        case subtract:
        case multiply:
        case divide:
        case modulo:
        case coalesce: return is(n.left) && is(n.right);
        default: return false;
    }
}

// Decimals on SQLite are floating-point numbers, each the nearest to a decimal of up to 15 digits. What is computed of
// them is near to a decimal whose digits behind the point are known, and rounding to these finds it again.

bool sql_writer::keeps_decimals(const scope& in_scope) const {
    return on() == model::database::sqlite && (in_scope.s ? !in_scope.s->unchecked_sqlite : in_scope.of != nullptr);
}

/// How many digits the number has behind the point; `any_scale` where that depends on it, and `no_number` where it is
/// not known to be a number.
int sql_writer::scale(const scope& in_scope, int i) {
    using enum model::node_kind;
    const model::node& n = in_scope.e.at(i);
    const auto both = [&](auto&& combine) {
        const int left = scale(in_scope, n.left), right = scale(in_scope, n.right);
        if (left == no_number || right == no_number) return no_number;
        return left == any_scale || right == any_scale ? any_scale : combine(left, right);
    };
    const auto larger = [](int a, int b) { return std::max(a, b); };
    switch (n.kind) {
        case column: {
            const std::optional<model::type> t = in_scope.type_of(n);
            if (!t || t->dimensions != 0 || family_of(*t) != model::family::number) return no_number;
            if (t->kind == model::type_kind::numeric) return t->a < 0 ? any_scale : t->b;
            return is_real(*t) ? any_scale : 0;
        }
        case literal: {
            if (n.value.kind == model::literal_kind::integer) return 0;
            return n.value.kind == model::literal_kind::real ? fraction_digits(n.value.real) : no_number;
        }
        case length: return 0;
        case negate:
        case absolute: return scale(in_scope, n.left);
        case add:
        case subtract:
        case modulo:
        case coalesce: return both(larger);
        case multiply: return both([](int a, int b) { return a + b; });
        case divide: return both([&](int, int) { return is_integer(in_scope, i) ? 0 : any_scale; });
        default: return no_number;
    }
}

/// Whether the value comes of floating-point arithmetic.
bool sql_writer::computes_decimals(const scope& in_scope, int i) {
    using enum model::node_kind;
    const model::node& n = in_scope.e.at(i);
    switch (n.kind) {
        case add:
        case subtract:
        case multiply:
        case divide:
        case modulo: return !is_integer(in_scope, i);
        case negate:
        case absolute: return computes_decimals(in_scope, n.left);
        case coalesce: return computes_decimals(in_scope, n.left) || computes_decimals(in_scope, n.right);
        default: return false;
    }
}

/// Whether SQLite has the value as a floating-point number also where it is whole.
bool sql_writer::is_floating(const scope& in_scope, int i) {
    using enum model::node_kind;
    const model::node& n = in_scope.e.at(i);
    switch (n.kind) {
        case column: {
            const std::optional<model::type> t = in_scope.type_of(n);
            return t && is_real(*t);
        }
        case literal: return n.value.kind == model::literal_kind::real;
        case negate:
        case absolute: return is_floating(in_scope, n.left);
        case add:
        case subtract:
        case multiply: return is_floating(in_scope, n.left) || is_floating(in_scope, n.right);
        case divide: return !is_integer(in_scope, i) && scale(in_scope, i) != no_number;
        case coalesce: return is_floating(in_scope, n.left) && is_floating(in_scope, n.right);
        default: return false;
    }
}

std::string sql_writer::rounded(const model::schema& s, const model::type& to, const std::string& sql) const {
    const int digits = digits_kept(to);
    if (on() != model::database::sqlite || s.unchecked_sqlite || digits < 0) return sql;
    return fmt::format("CASE typeof({0}) WHEN 'real' THEN {1} ELSE {0} END", sql, rounded_to(sql, digits));
}

std::string sql_writer::verbatim(const model::schema& s, const model::type& to, const std::string& sql) const {
    return to.kind == model::type_kind::numeric ? rounded(s, to, sql) : sql;
}

std::string sql_writer::assigned(const scope& in_scope, const model::type& to) const {
    const model::expression& e = in_scope.e;
    const std::string plain = node(in_scope, e.root(), 0);
    const int digits = digits_kept(to);
    if (!keeps_decimals(in_scope) || digits < 0) return plain;
    const int from = scale(in_scope, e.root());
    if (from == no_number) return in_scope.s ? verbatim(*in_scope.s, to, plain) : plain;
    const bool computed = computes_decimals(in_scope, e.root());
    if (from == 0 || (from <= digits && from != any_scale && !computed)) return plain;
    if (from != any_scale && from <= digits) return fmt::format("round({}, {})", plain, digits);
    if (from != any_scale && computed) return rounded_to(fmt::format("round({}, {})", plain, from), digits);
    return rounded_to(node(in_scope, e.root(), strength(model::node_kind::multiply)), digits);
}

namespace {
bool is_calculation(model::node_kind kind) {
    using enum model::node_kind;
    return kind == add || kind == subtract || kind == multiply || kind == divide || kind == modulo;
}
}  // namespace

std::string sql_writer::node(const scope& in_scope, int i, int outer) const {
    using enum model::node_kind;
    const model::expression& e = in_scope.e;
    const model::node& n = e.at(i);
    const int own = strength(n.kind);
    if (!in_scope.calculated && is_calculation(n.kind)) {
        scope inside = in_scope;
        inside.calculated = true;
        return node(inside, i, outer);
    }
    // A comparison of comparisons, or a subtraction on the right, needs parentheses though it binds alike. Databases
    // disagree about the order among =, LIKE, IN and IS NULL, and about that of ||: an operand of one is never another
    // without them.
    const bool comparison = own >= strength(is_null) && own <= strength(in);
    const bool chain = n.kind == and_ || n.kind == or_;
    const bool decimals = keeps_decimals(in_scope);
    const auto operand = [&](int at, int other, int outside) {
        const model::node& value = e.at(at);
        if (value.kind == model::node_kind::literal && in_scope.t && e.at(other).kind == column)
            if (const model::column* c = in_scope.t->find(e.at(other).name))
                return this->literal(*in_scope.s, value.value, model::detail::base_type(*in_scope.s, c->type), false);
        if (decimals && computes_decimals(in_scope, at))
            if (const int digits = scale(in_scope, at); digits > 0)
                return fmt::format("round({}, {})", node(in_scope, at, 0), digits);
        return node(in_scope, at, outside);
    };
    const auto bound = [&](int at, bool first) {
        if (comparison) return strength(concatenate);
        if (n.kind == concatenate) return e.at(at).kind == concatenate && first ? own : strength(column);
        return first || chain ? own : own + 1;
    };
    const auto left = [&] {
        return is_comparison(n.kind) ? operand(n.left, n.right, bound(n.left, true))
                                     : node(in_scope, n.left, bound(n.left, true));
    };
    const auto right = [&] {
        return is_comparison(n.kind) ? operand(n.right, n.left, bound(n.right, false))
                                     : node(in_scope, n.right, bound(n.right, false));
    };
    const auto infix = [&](std::string_view op) { return fmt::format("{} {} {}", left(), op, right()); };
    const auto call = [&](std::string_view function) {
        return fmt::format("{}({})", function, node(in_scope, n.left, 0));
    };
    std::string out;
    switch (n.kind) {
        case column: {
            if (!in_scope.value.empty()) return std::string(in_scope.value);
            // For MariaDB a CHAR by itself depends on the session, which can have it padded.
            const model::column* c = in_scope.computed ? in_scope.t->find(n.name) : nullptr;
            if (c && on() == model::database::mariadb && type(*in_scope.s, c->type).starts_with("char("))
                return fmt::format("rtrim({})", identifier(n.name));
            // MariaDB's numbers without a sign have none below 0 either, unless the session's mode says so; what
            // depends on that cannot be stored there.
            if (const model::column* of = in_scope.calculated && in_scope.t ? in_scope.t->find(n.name) : nullptr;
                of && on() == model::database::mariadb) {
                const model::type base = model::detail::base_type(*in_scope.s, of->type);
                if (base.kind == model::type_kind::year || (model::is_integer(base.kind) && base.is_unsigned))
                    return fmt::format("CAST({} AS {})", identifier(n.name),
                                       base.kind == model::type_kind::bigint ? "DECIMAL(20)" : "SIGNED");
            }
            return identifier(n.name);
        }
        case literal: return this->literal(n.value, {.kind = model::type_kind::timestamptz});
        case sql: return fmt::format("({})", in_scope.value.empty() ? str(n.name) : with_value(n.name, in_scope.value));
        case and_: out = infix("AND"); break;
        case or_: out = infix("OR"); break;
        // With parentheses around a comparison too, for readers who do not know that NOT binds less.
        case not_: out = fmt::format("NOT {}", node(in_scope, n.left, strength(in) + 1)); break;
        case equal: out = infix("="); break;
        case not_equal: out = infix("<>"); break;
        case less: out = infix("<"); break;
        case less_equal: out = infix("<="); break;
        case greater: out = infix(">"); break;
        case greater_equal: out = infix(">="); break;
        case add: out = infix("+"); break;
        case subtract: out = infix("-"); break;
        case multiply: out = infix("*"); break;
        // MariaDB's / of integers has a fraction.
        case divide:
            // SQLite's / of whole numbers has none, and a decimal that is whole is kept as one.
            if (decimals && !is_integer(in_scope, i) && scale(in_scope, i) != no_number &&
                !is_floating(in_scope, n.left) && !is_floating(in_scope, n.right))
                out = fmt::format("CAST({} AS REAL) / {}", node(in_scope, n.left, 0), right());
            else
                out = infix(on() == model::database::mariadb && is_integer(in_scope, i) ? "DIV" : "/");
            break;
        case modulo:
            // SQLite's % is of whole numbers only.
            if (const int digits = decimals ? scale(in_scope, i) : 0; digits > 0) {
                const std::string unit = "1" + std::string(static_cast<std::size_t>(digits), '0');
                const auto units = [&](int at) {
                    return fmt::format("CAST(round({} * {}) AS INTEGER)", node(in_scope, at, own), unit);
                };
                out = fmt::format("{} % {} / {}.0", units(n.left), units(n.right), unit);
            } else {
                out = infix("%");
            }
            break;
        case concatenate: out = infix("||"); break;
        // The space keeps two signs from becoming a comment.
        case negate: out = fmt::format("- {}", node(in_scope, n.left, own + 1)); break;
        case is_null: out = fmt::format("{} IS NULL", left()); break;
        case is_not_null: out = fmt::format("{} IS NOT NULL", left()); break;
        case like:
            out = infix("LIKE");
            if (const std::string_view pattern = e.at(n.right).value.text; pattern.find('\\') != std::string_view::npos)
                out += plain_backslash(pattern);
            break;
        case in: {
            std::vector<std::string> elements;
            for (int l = n.right; l >= 0; l = e.at(l).right) elements.push_back(operand(e.at(l).left, n.left, 0));
            out = fmt::format("{} IN ({})", operand(n.left, n.left, bound(n.left, true)), join(elements, ", "));
            break;
        }
        case list: return {};
        // MariaDB's length() counts bytes.
        case length: return call(on() == model::database::mariadb ? "char_length" : "length");
        case lower: return call("lower");
        case upper: return call("upper");
        case absolute: return call("abs");
        case coalesce: return fmt::format("coalesce({}, {})", node(in_scope, n.left, 0), node(in_scope, n.right, 0));
    }
    return own < outer ? "(" + out + ")" : out;
}

std::string sql_writer::sequence_options(const model::sequence_options& o, bool anew) const {
    std::string text;
    const bool up = o.increment > 0;
    // Where nobody says it, a sequence starts at its bound.
    if (!anew || o.start != 1 || !up || o.lowest() != 1) text += fmt::format(" START WITH {}", o.start);
    if (!anew || o.increment != 1) text += fmt::format(" INCREMENT BY {}", o.increment);
    const auto bound = [&](std::string_view word, const auto& given, bool outside) {
        if (given || outside)
            text += fmt::format(" {} {}", word, given ? *given : o.start);
        else if (!anew)
            text += fmt::format(" NO {}", word);
    };
    bound("MINVALUE", o.least, up && o.start < 1);
    bound("MAXVALUE", o.most, !up && o.start > -1);
    if (o.cycle || !anew) text += o.cycle ? " CYCLE" : on() == model::database::mariadb ? " NOCYCLE" : " NO CYCLE";
    return text;
}

std::string sql_writer::sequence_change(const model::sequence_options& was, const model::sequence_options& is) const {
    model::sequence_options said = is;
    // MariaDB takes NO MAXVALUE for the bound of the direction that the sequence had.
    if (on() == model::database::mariadb && was.increment > 0 && is.increment < 0) {
        said.least = is.lowest();
        said.most = is.highest();
    }
    std::string text = sequence_options(said, false);
    // No number that it can be at is one that it can have from now on, and the databases refuse to leave it there.
    if (was.highest() < is.lowest() || was.lowest() > is.highest()) text += fmt::format(" RESTART WITH {}", is.start);
    return text;
}

std::string sql_writer::references_clause(const model::schema& s, const model::foreign_key& k) const {
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
    return fmt::format("REFERENCES {} ({}){}{}{}{}", relation(s, k.table), identifiers(k.target),
                       k.match == model::match::full ? " MATCH FULL" : "", action("DELETE", k.on_delete),
                       action("UPDATE", k.on_update), deferral_clause(k.deferral));
}

const model::table_options& options_of(const model::table& t) {
    static const model::table_options none;
    return t.options ? *t.options : none;
}
const model::index_options& options_of(const model::index& i) {
    static const model::index_options none;
    return i.options ? *i.options : none;
}

model::column without_domain(const model::schema& s, const model::column& c) {
    model::column plain = c;
    each_domain(s, c.type, [&](const model::object& domain) {
        plain.nullable = plain.nullable && domain.nullable;
        if (!plain.default_value) plain.default_value = domain.default_value;
    });
    plain.type = model::detail::base_type(s, c.type);
    return plain;
}

bool uses_enumeration(const model::schema& s, const model::column& c, std::string_view name) {
    const model::type base = model::detail::base_type(s, c.type);
    return base.kind == model::type_kind::enumeration && base.name == name;
}

std::string_view deferral_clause(model::deferral d) {
    switch (d) {
        case model::deferral::not_deferrable: return "";
        case model::deferral::initially_immediate: return " DEFERRABLE INITIALLY IMMEDIATE";
        case model::deferral::initially_deferred: return " DEFERRABLE INITIALLY DEFERRED";
    }
    return "";
}

std::string parameters_clause(const model::list<model::parameter>& list) {
    std::vector<std::string> all;
    for (const model::parameter& p : list)
        all.push_back(fmt::format("{} = {}", p.name, is_plain(p.value) ? str(p.value) : sql_writer::text(p.value)));
    return join(all, ", ");
}

std::string sql_writer::create_index(const model::schema& s, const model::table& t, const model::index& i,
                                     bool concurrently) const {
    const bool full = on() == model::database::postgresql;
    const model::index_options& o = options_of(i);
    std::vector<std::string> columns;
    for (const model::index_column& c : i.columns) {
        std::string column = c.expression < 0
                                 ? identifier(c.name)
                                 : "(" + expression(s, t, o.expressions[static_cast<std::size_t>(c.expression)]) + ")";
        if (!c.collation.empty()) column += " COLLATE " + identifier(c.collation);
        if (full && !c.operator_class.empty()) column += " " + str(c.operator_class);
        if (c.descending) column += " DESC";
        if (full && c.nulls != model::nulls_order::by_default)
            column += c.nulls == model::nulls_order::first ? " NULLS FIRST" : " NULLS LAST";
        columns.push_back(std::move(column));
    }
    std::string sql =
        fmt::format("CREATE {}INDEX {}{} ON {} ", i.unique ? "UNIQUE " : "", concurrently ? "CONCURRENTLY " : "",
                    identifier(model::name_of(t, i)), relation(s, t.name));
    if (full && !o.method.empty()) sql += fmt::format("USING {} ", identifier(o.method));
    sql += "(" + join(columns, ", ") + ")";
    if (full && !o.include.empty()) sql += fmt::format(" INCLUDE ({})", identifiers(o.include));
    if (full && o.nulls_not_distinct) sql += " NULLS NOT DISTINCT";
    if (full && !o.parameters.empty()) sql += fmt::format(" WITH ({})", parameters_clause(o.parameters));
    return sql + where(s, t, i.where);
}

std::string sql_writer::insert(const model::schema& s, const model::insert_rows& o) const {
    const model::table& t = *s.find(o.table);
    std::vector<std::string> rows;
    for (std::size_t at = 0; !o.columns.empty() && at + o.columns.size() <= o.values.size(); at += o.columns.size()) {
        std::vector<std::string> values;
        for (std::size_t i = 0; i < o.columns.size(); ++i)
            values.push_back(
                literal(s, o.values[at + i], model::detail::base_type(s, t.find(o.columns[i])->type), true));
        rows.push_back("(" + join(values, ", ") + ")");
    }
    if (rows.empty()) return {};
    return fmt::format("INSERT INTO {} ({}) VALUES\n    {}", relation(s, o.table), identifiers(o.columns),
                       join(rows, ",\n    "));
}

std::string sql_writer::update(const model::schema& s, const model::table& t,
                               const model::list<model::assignment>& set) const {
    std::vector<std::string> all;
    for (const model::assignment& a : set) {
        const model::type type = model::detail::base_type(s, t.find(a.column)->type);
        const bool constant = a.value.nodes.size() == 1 && a.value.nodes[0].kind == model::node_kind::literal;
        all.push_back(fmt::format("{} = {}", identifier(a.column),
                                  a.value.empty() ? "NULL"
                                  : constant      ? literal(s, a.value.nodes[0].value, type, true)
                                                  : assigned({a.value, &s, &t}, type)));
    }
    return fmt::format("UPDATE {} SET {}", relation(s, t.name), join(all, ", "));
}

std::string sql_writer::where(const model::schema& s, const model::table& t, const model::expression& e) const {
    return e.empty() ? std::string() : " WHERE " + expression(s, t, e);
}

const sql_writer& writer_of(std::string_view database) {
    static const sqlite::writer on_sqlite;
    static const postgresql::writer on_postgresql;
    static const mariadb::writer on_mariadb;
    if (database == "sqlite") return on_sqlite;
    if (database == "mariadb") return on_mariadb;
    return on_postgresql;
}

std::string indented_list(const std::vector<std::string>& list) {
    std::string out;
    for (std::size_t i = 0; i < list.size(); ++i) out += "    " + list[i] + (i + 1 < list.size() ? ",\n" : "\n");
    return out;
}

}  // namespace retort::codegen
