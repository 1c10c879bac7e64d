// Types, literals and places: what the rest of the model is made of. Everything here works in constant evaluation and
// at run time; names are views, so whoever builds a model at run time keeps their text alive.
#pragma once

#include <retort/model/string.hpp>

#include <cstdint>
#include <string_view>

namespace retort::model {

/// Where the user wrote something. Never part of a comparison: moving a declaration changes nothing.
struct place {
    const char* file = "";
    unsigned line = 0;
    constexpr bool operator==(const place&) const { return true; }
};

/// A database that Retort writes for. The values are bits, so that a set of them is a number.
enum class database : std::uint8_t { sqlite = 1, postgresql = 2, mariadb = 4 };

/// A set of databases. Empty means that nothing was said: for a schema, that it is not known where it will live; for an
/// object, that it is wanted everywhere.
struct databases {
    std::uint8_t bits = 0;
    constexpr bool has(database d) const { return (bits & static_cast<std::uint8_t>(d)) != 0; }
    constexpr void add(database d) { bits = static_cast<std::uint8_t>(bits | static_cast<std::uint8_t>(d)); }
    constexpr void remove(database d) { bits = static_cast<std::uint8_t>(bits & ~static_cast<std::uint8_t>(d)); }
    constexpr bool empty() const { return bits == 0; }
    /// Whether something that is wanted on this set is wanted on `d`.
    constexpr bool wants(database d) const { return empty() || has(d); }
    constexpr bool operator==(const databases&) const = default;
};

inline constexpr database every_database[] = {database::sqlite, database::postgresql, database::mariadb};

/// As it is written in CMake, in URLs and in folder names.
constexpr std::string_view name_of(database d) {
    return d == database::sqlite ? "sqlite" : d == database::postgresql ? "postgresql" : "mariadb";
}

/// The closed set of column types. What each is called, and what each database makes of it, is in `type_table`, in the
/// same order. Checksums contain these numbers: new kinds go to the end.
enum class type_kind : std::uint8_t {
    boolean,
    smallint,
    integer,
    bigint,
    real,
    double_precision,
    numeric,
    varchar,
    char_,
    text,
    bytes,
    date,
    time,
    timestamp,
    timestamptz,
    uuid,
    json,
    jsonb,
    enumeration,
    tinyint,
    mediumint,
    money,
    binary,
    varbinary,
    bit,
    varbit,
    timetz,
    interval,
    year,
    inet,
    cidr,
    macaddr,
    macaddr8,
    tsvector,
    tsquery,
    xml,
    point,
    line,
    lseg,
    box,
    path,
    polygon,
    circle,
    int4range,
    int8range,
    numrange,
    tsrange,
    tstzrange,
    daterange,
    oid,
    domain,
    composite,
    native,
};

/// The C++ type of a value in access code.
enum class cpp_type : std::uint8_t {
    boolean,
    int16,
    int32,
    int64,
    float_,
    double_,
    string,
    bytes,
    date,
    time_of_day,
    timestamp,
    timestamptz,
    enumeration,
};

/// The digits of a decimal of which SQLite, which keeps it as a floating-point number of 8 bytes, loses none.
inline constexpr int exact_digits = 15;

/// A parameter of a type that is no number.
inline constexpr int no_number = -2147483647 - 1;

/// A column's type: `a` is the length, or the precision; `b` the scale; `name` the enumeration's, the domain's, the
/// composite type's, or of a native type its SQL.
struct type {
    type_kind kind = type_kind::integer;
    int a = 0;
    int b = 0;
    std::string_view name = {};
    /// Of an array; 0 for a single value.
    std::uint8_t dimensions = 0;
    bool is_unsigned = false;
    /// Of a native type.
    cpp_type cpp = cpp_type::string;
    constexpr bool operator==(const type&) const = default;
};

/// What values of a type can be compared with and what defaults they take.
enum class family : std::uint8_t {
    unknown,
    boolean,
    number,
    text,
    bytes,
    date,
    time,
    timestamp,
    uuid,
    json,
    enumeration,
    interval,
    network,
    bits,
    search,
    geometry,
    range,
    xml,
    array,
};

constexpr std::string_view to_string(family f) {
    constexpr std::string_view words[] = {
        "unknown", "boolean", "number",      "text",     "bytes",           "date",       "time",        "timestamp",
        "uuid",    "json",    "enumeration", "interval", "network address", "bit string", "text search", "geometry",
        "range",   "xml",     "array"};
    return words[static_cast<std::size_t>(f)];
}

enum class support_kind : std::uint8_t { native, emulated, unsupported };

/// What one database makes of a type.
struct type_support {
    support_kind kind = support_kind::native;
    /// How it is spelled; {a} and {b} are the parameters, {name} the name, and [...] is left out where the parameter
    /// was not given; of [...|...] the second is taken then. Of an unsupported type empty.
    std::string_view sql = {};
    /// Of an emulated type: how. Of an unsupported one: the way out. Else empty, or what is worth knowing.
    std::string_view note = {};
};

/// What a database can do with values of a type: two of the questions that keys and indexes ask.
enum class compared : std::uint8_t { not_at_all, for_equality, in_order };

struct type_entry {
    type_kind kind;
    /// As the word in the DSL reads.
    std::string_view word;
    model::family family;
    cpp_type cpp;
    model::compared compared;
    type_support postgresql;
    type_support sqlite;
    type_support mariadb;

    constexpr const type_support& on(database d) const {
        return d == database::sqlite ? sqlite : d == database::postgresql ? postgresql : mariadb;
    }
};

namespace detail {
constexpr type_support native(std::string_view sql, std::string_view note = {}) {
    return {support_kind::native, sql, note};
}
constexpr type_support emulated(std::string_view sql, std::string_view how) {
    return {support_kind::emulated, sql, how};
}
constexpr type_support unsupported(std::string_view way_out) { return {support_kind::unsupported, {}, way_out}; }

inline constexpr std::string_view two_columns = "use two columns, for the lower and the upper bound";
inline constexpr std::string_view shape_as_text = "use text or json";
}  // namespace detail

// clang-format off
/// THE table of types: what each is called, and what each database makes of it. docs/types.md is made from it.
inline constexpr type_entry type_table[] = {
    {type_kind::boolean, "boolean", family::boolean, cpp_type::boolean, compared::in_order,
     detail::native("boolean"), detail::emulated("BOOLEAN", "0 and 1, checked"), detail::emulated("boolean", "TINYINT(1)")},
    {type_kind::smallint, "smallint", family::number, cpp_type::int16, compared::in_order,
     detail::native("smallint"), detail::native("SMALLINT", "the range is checked"), detail::native("smallint")},
    {type_kind::integer, "integer", family::number, cpp_type::int32, compared::in_order,
     detail::native("integer"), detail::native("INTEGER", "the range is checked"), detail::native("int")},
    {type_kind::bigint, "bigint", family::number, cpp_type::int64, compared::in_order,
     detail::native("bigint"), detail::native("BIGINT", "checked"), detail::native("bigint")},
    {type_kind::real, "real", family::number, cpp_type::float_, compared::in_order,
     detail::native("real"), detail::native("REAL", "8 bytes, checked"), detail::native("float")},
    {type_kind::double_precision, "double_precision", family::number, cpp_type::double_, compared::in_order,
     detail::native("double precision"), detail::native("DOUBLE PRECISION", "checked"), detail::native("double")},
    {type_kind::numeric, "numeric[({a}, {b})]", family::number, cpp_type::string, compared::in_order,
     detail::native("numeric[({a}, {b})]"), detail::emulated("NUMERIC[({a}, {b})]", "a number of 15 digits, exact and checked; the digits of numeric() are not checked"), detail::native("decimal[({a}, {b})|(65, 30)]", "35 digits before the decimal point and 30 after it by default")},
    {type_kind::varchar, "varchar({a})", family::text, cpp_type::string, compared::in_order,
     detail::native("varchar({a})"), detail::emulated("VARCHAR({a})", "the length is checked"), detail::native("varchar({a})")},
    {type_kind::char_, "char_({a})", family::text, cpp_type::string, compared::in_order,
     detail::native("char({a})", "padded"), detail::emulated("CHAR({a})", "the length is checked; not padded"), detail::native("char({a})", "varchar above 255")},
    {type_kind::text, "text", family::text, cpp_type::string, compared::in_order,
     detail::native("text"), detail::native("TEXT", "checked"), detail::native("longtext")},
    {type_kind::bytes, "bytes", family::bytes, cpp_type::bytes, compared::in_order,
     detail::native("bytea"), detail::native("BLOB", "checked"), detail::native("longblob")},
    {type_kind::date, "date", family::date, cpp_type::date, compared::in_order,
     detail::native("date"), detail::emulated("DATE", "text YYYY-MM-DD, checked"), detail::native("date")},
    {type_kind::time, "time[({a})]", family::time, cpp_type::time_of_day, compared::in_order,
     detail::native("time[({a})]"), detail::emulated("TIME", "text HH:MM:SS.ffffff, checked; not rounded"), detail::native("time[({a})|(6)]", "six digits by default")},
    {type_kind::timestamp, "timestamp[({a})]", family::timestamp, cpp_type::timestamp, compared::in_order,
     detail::native("timestamp[({a})]"), detail::emulated("TIMESTAMP", "text YYYY-MM-DD HH:MM:SS.ffffff, checked; not rounded"), detail::native("datetime[({a})|(6)]", "six digits by default")},
    {type_kind::timestamptz, "timestamptz[({a})]", family::timestamp, cpp_type::timestamptz, compared::in_order,
     detail::native("timestamptz[({a})]"), detail::emulated("TIMESTAMPTZ", "the same text in UTC, without an offset"), detail::emulated("datetime[({a})|(6)]", "DATETIME holding UTC")},
    {type_kind::uuid, "uuid", family::uuid, cpp_type::string, compared::in_order,
     detail::native("uuid"), detail::emulated("CHAR(36)", "text, checked; compared as text"), detail::emulated("char(36) character set ascii", "CHAR(36)")},
    {type_kind::json, "json", family::json, cpp_type::string, compared::not_at_all,
     detail::native("json"), detail::emulated("TEXT", "text, checked; the json functions accept it; compared as text"), detail::emulated("json", "LONGTEXT with a check")},
    {type_kind::jsonb, "jsonb", family::json, cpp_type::string, compared::in_order,
     detail::native("jsonb"), detail::emulated("TEXT", "text, checked; the json functions accept it; compared as text"), detail::emulated("json", "LONGTEXT with a check")},
    {type_kind::enumeration, "enum_(\"{name}\")", family::enumeration, cpp_type::enumeration, compared::in_order,
     detail::native("{name}"), detail::emulated("TEXT", "TEXT with a CHECK"), detail::emulated("enum", "ENUM(...) in the column")},
    {type_kind::tinyint, "tinyint", family::number, cpp_type::int16, compared::in_order,
     detail::emulated("smallint", "smallint; the range is not enforced"), detail::native("TINYINT", "the range is checked"), detail::native("tinyint")},
    {type_kind::mediumint, "mediumint", family::number, cpp_type::int32, compared::in_order,
     detail::emulated("integer", "integer; the range is not enforced"), detail::native("MEDIUMINT", "the range is checked"), detail::native("mediumint")},
    {type_kind::money, "money", family::number, cpp_type::string, compared::in_order,
     detail::native("money"), detail::unsupported("use numeric(15, 2)"), detail::unsupported("use numeric(19, 2)")},
    {type_kind::binary, "binary({a})", family::bytes, cpp_type::bytes, compared::in_order,
     detail::emulated("bytea", "bytea; the length is not enforced"), detail::emulated("BLOB", "the length is checked; not padded"), detail::native("binary({a})")},
    {type_kind::varbinary, "varbinary({a})", family::bytes, cpp_type::bytes, compared::in_order,
     detail::emulated("bytea", "bytea; the length is not enforced"), detail::emulated("BLOB", "the length is checked"), detail::native("varbinary({a})")},
    {type_kind::bit, "bit({a})", family::bits, cpp_type::string, compared::in_order,
     detail::native("bit({a})"), detail::unsupported("use bytes, or an integer"), detail::native("bit({a})", "up to 64")},
    {type_kind::varbit, "varbit({a})", family::bits, cpp_type::string, compared::in_order,
     detail::native("varbit({a})"), detail::unsupported("use bytes"), detail::unsupported("use bytes")},
    {type_kind::timetz, "timetz[({a})]", family::time, cpp_type::string, compared::in_order,
     detail::native("timetz[({a})]"), detail::emulated("TEXT", "text HH:MM:SS+HH:MM, checked; compared as text"), detail::unsupported("use time, and store the offset in another column")},
    {type_kind::interval, "interval[({a})]", family::interval, cpp_type::string, compared::in_order,
     detail::native("interval[({a})]"), detail::emulated("TEXT", "text, not checked; compared as text"), detail::unsupported("use bigint, in seconds or microseconds")},
    {type_kind::year, "year", family::number, cpp_type::int16, compared::in_order,
     detail::emulated("smallint", "smallint"), detail::emulated("SMALLINT", "SMALLINT; the range is checked"), detail::native("year")},
    {type_kind::inet, "inet", family::network, cpp_type::string, compared::in_order,
     detail::native("inet"), detail::emulated("TEXT", "text, not checked; compared as text"), detail::emulated("varchar(43)", "text; compared as text")},
    {type_kind::cidr, "cidr", family::network, cpp_type::string, compared::in_order,
     detail::native("cidr"), detail::emulated("TEXT", "text, not checked; compared as text"), detail::emulated("varchar(43)", "text; compared as text")},
    {type_kind::macaddr, "macaddr", family::network, cpp_type::string, compared::in_order,
     detail::native("macaddr"), detail::emulated("TEXT", "text, checked; compared as text"), detail::emulated("char(17)", "CHAR(17)")},
    {type_kind::macaddr8, "macaddr8", family::network, cpp_type::string, compared::in_order,
     detail::native("macaddr8"), detail::emulated("TEXT", "text, checked; compared as text"), detail::emulated("char(23)", "CHAR(23)")},
    {type_kind::tsvector, "tsvector", family::search, cpp_type::string, compared::in_order,
     detail::native("tsvector"), detail::unsupported("use an FTS5 table, created by execute(...)"), detail::unsupported("use text, and an index with method(\"fulltext\")")},
    {type_kind::tsquery, "tsquery", family::search, cpp_type::string, compared::in_order,
     detail::native("tsquery"), detail::unsupported("use text"), detail::unsupported("use text")},
    {type_kind::xml, "xml", family::xml, cpp_type::string, compared::not_at_all,
     detail::native("xml"), detail::emulated("TEXT", "text, not checked"), detail::emulated("longtext", "LONGTEXT, not checked")},
    {type_kind::point, "point", family::geometry, cpp_type::string, compared::not_at_all,
     detail::native("point"), detail::unsupported("use two columns of double_precision"), detail::native("point", "as its bytes")},
    {type_kind::line, "line", family::geometry, cpp_type::string, compared::not_at_all,
     detail::native("line"), detail::unsupported(detail::shape_as_text), detail::unsupported(detail::shape_as_text)},
    {type_kind::lseg, "lseg", family::geometry, cpp_type::string, compared::not_at_all,
     detail::native("lseg"), detail::unsupported(detail::shape_as_text), detail::unsupported(detail::shape_as_text)},
    {type_kind::box, "box", family::geometry, cpp_type::string, compared::not_at_all,
     detail::native("box"), detail::unsupported(detail::shape_as_text), detail::unsupported(detail::shape_as_text)},
    {type_kind::path, "path", family::geometry, cpp_type::string, compared::not_at_all,
     detail::native("path"), detail::unsupported(detail::shape_as_text), detail::unsupported(detail::shape_as_text)},
    {type_kind::polygon, "polygon", family::geometry, cpp_type::string, compared::not_at_all,
     detail::native("polygon"), detail::unsupported(detail::shape_as_text), detail::native("polygon", "as raw bytes")},
    {type_kind::circle, "circle", family::geometry, cpp_type::string, compared::not_at_all,
     detail::native("circle"), detail::unsupported(detail::shape_as_text), detail::unsupported(detail::shape_as_text)},
    {type_kind::int4range, "int4range", family::range, cpp_type::string, compared::in_order,
     detail::native("int4range"), detail::unsupported(detail::two_columns), detail::unsupported(detail::two_columns)},
    {type_kind::int8range, "int8range", family::range, cpp_type::string, compared::in_order,
     detail::native("int8range"), detail::unsupported(detail::two_columns), detail::unsupported(detail::two_columns)},
    {type_kind::numrange, "numrange", family::range, cpp_type::string, compared::in_order,
     detail::native("numrange"), detail::unsupported(detail::two_columns), detail::unsupported(detail::two_columns)},
    {type_kind::tsrange, "tsrange", family::range, cpp_type::string, compared::in_order,
     detail::native("tsrange"), detail::unsupported(detail::two_columns), detail::unsupported(detail::two_columns)},
    {type_kind::tstzrange, "tstzrange", family::range, cpp_type::string, compared::in_order,
     detail::native("tstzrange"), detail::unsupported(detail::two_columns), detail::unsupported(detail::two_columns)},
    {type_kind::daterange, "daterange", family::range, cpp_type::string, compared::in_order,
     detail::native("daterange"), detail::unsupported(detail::two_columns), detail::unsupported(detail::two_columns)},
    {type_kind::oid, "oid", family::number, cpp_type::int64, compared::in_order,
     detail::native("oid"), detail::emulated("BIGINT", "BIGINT; the range is checked"), detail::emulated("bigint", "BIGINT")},
    {type_kind::domain, "domain_(\"{name}\")", family::unknown, cpp_type::string, compared::in_order,
     detail::native("{name}"), detail::emulated("", "the base type, with the domain's check"), detail::emulated("", "the base type, with the domain's check")},
    {type_kind::composite, "composite_(\"{name}\")", family::unknown, cpp_type::string, compared::in_order,
     detail::native("{name}"), detail::unsupported("use a table, or json"), detail::unsupported("use a table, or json")},
    {type_kind::native, "native(\"{name}\")", family::unknown, cpp_type::string, compared::in_order,
     detail::native("{name}", "passed through unchanged"), detail::native("{name}", "passed through unchanged"), detail::native("{name}", "passed through unchanged")},
};
// clang-format on

constexpr const type_entry& entry_of(type_kind kind) { return type_table[static_cast<std::size_t>(kind)]; }

constexpr family family_of(type_kind kind) { return entry_of(kind).family; }
constexpr family family_of(const type& t) { return t.dimensions != 0 ? family::array : entry_of(t.kind).family; }

/// Of an array on a database that has none.
inline constexpr type_support no_arrays = detail::unsupported("use json, or a table of its own");

/// What `d` makes of `t`.
constexpr const type_support& support(const type& t, database d) {
    if (t.dimensions != 0 && d != database::postgresql) return no_arrays;
    return entry_of(t.kind).on(d);
}

constexpr compared compared_of(const type& t) { return entry_of(t.kind).compared; }

/// Whether `t` has its optional parameters: numeric() has none (a below 0), timestamp(3) has one (b is 1).
constexpr bool has_parameters(const type& t) { return t.kind == type_kind::numeric ? t.a >= 0 : t.b != 0; }

namespace detail {
constexpr string spelled(std::string_view form, const type& t) {
    string out;
    for (std::size_t i = 0; i < form.size(); ++i) {
        const char c = form[i];
        if (c == '[' && !has_parameters(t)) {
            while (form[i] != ']' && form[i] != '|') ++i;
        } else if (c == '|') {
            while (form[i] != ']') ++i;
        } else if (c == '{') {
            if (form[i + 1] == 'n') {
                out += t.name;
            } else {
                const int n = form[i + 1] == 'a' ? t.a : t.b;
                if (n == no_number)
                    out += "?";
                else
                    out += decimal(n);
            }
            while (form[i] != '}') ++i;
        } else if (c != '[' && c != ']') {
            out += c;
        }
    }
    return out;
}
}  // namespace detail

/// The type as its word in the DSL reads: "varchar(120)".
constexpr string to_string(const type& t) {
    string word = detail::spelled(entry_of(t.kind).word, t);
    if (t.is_unsigned) word = "unsigned_(" + word + ")";
    for (int i = 0; i < t.dimensions; ++i) word = "array(" + word + ")";
    return word;
}

/// The type as `d` spells it, where the name of a domain or an enumeration needs no quoting; what only the schema knows
/// (an enumeration's values, what is below a domain) is the dialect's business.
constexpr string spelling(const type& t, database d) {
    string sql = detail::spelled(support(t, d).sql, t);
    if (t.is_unsigned && d == database::mariadb) sql += " unsigned";
    for (int i = 0; i < t.dimensions; ++i) sql += "[]";
    return sql;
}

constexpr bool is_integer(type_kind kind) {
    return kind == type_kind::smallint || kind == type_kind::integer || kind == type_kind::bigint ||
           kind == type_kind::tinyint || kind == type_kind::mediumint;
}

// Literals contain these numbers in checksums: new kinds go to the end.
enum class literal_kind : std::uint8_t {
    none,
    boolean,
    integer,
    real,
    text,
    now,
    current_date,
    current_time,
    sql,
    random_uuid,
    expression
};

struct node;

/// One SQL text for the database named, or for all of them where `database` is empty.
struct sql_text {
    std::string_view database = {};
    std::string_view sql = {};
    constexpr bool operator==(const sql_text&) const = default;
};

/// A constant, as a default or inside an expression. `sql` is verbatim text: `text` for every database or, where
/// `each` is not null, the one of its `each_size` texts that is for the database. `expression` is the `size` nodes at
/// `nodes` (expression.hpp). Both point into the declaration that they come from.
struct literal {
    literal_kind kind = literal_kind::none;
    bool boolean = false;
    long long integer = 0;
    double real = 0;
    std::string_view text = {};
    const sql_text* each = nullptr;
    const node* nodes = nullptr;
    unsigned size = 0;  // of `each` or of `nodes`

    constexpr bool operator==(const literal& other) const;
    constexpr explicit operator bool() const { return kind != literal_kind::none; }
};

/// The literal in words, for messages: "the text 'abc'".
constexpr string describe(const literal& l) {
    switch (l.kind) {
        case literal_kind::none: return "nothing";
        case literal_kind::boolean: return l.boolean ? "true" : "false";
        case literal_kind::integer: return string("the number ") + decimal(l.integer);
        case literal_kind::real: return "a floating-point number";
        case literal_kind::text: return string("the text '") + string(l.text) + "'";
        case literal_kind::now: return "now";
        case literal_kind::current_date: return "current_date";
        case literal_kind::current_time: return "current_time";
        case literal_kind::sql: return "SQL text";
        case literal_kind::random_uuid: return "gen_random_uuid";
        case literal_kind::expression: return "an expression";
    }
    return "nothing";
}

}  // namespace retort::model
