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

/// The closed set of column types. Each database's folder in codegen says how it is spelled there.
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
};

/// A column's type: `a` is the length, or the precision; `b` the scale; `name` the enumeration's.
struct type {
    type_kind kind = type_kind::integer;
    int a = 0;
    int b = 0;
    std::string_view name = {};
    constexpr bool operator==(const type&) const = default;
};

/// The type as its word in the DSL reads: "varchar(120)".
constexpr string to_string(const type& t) {
    switch (t.kind) {
        case type_kind::boolean: return "boolean";
        case type_kind::smallint: return "smallint";
        case type_kind::integer: return "integer";
        case type_kind::bigint: return "bigint";
        case type_kind::real: return "real";
        case type_kind::double_precision: return "double_precision";
        case type_kind::numeric: return string("numeric(") + decimal(t.a) + ", " + decimal(t.b) + ")";
        case type_kind::varchar: return string("varchar(") + decimal(t.a) + ")";
        case type_kind::char_: return string("char_(") + decimal(t.a) + ")";
        case type_kind::text: return "text";
        case type_kind::bytes: return "bytes";
        case type_kind::date: return "date";
        case type_kind::time: return "time";
        case type_kind::timestamp: return "timestamp";
        case type_kind::timestamptz: return "timestamptz";
        case type_kind::uuid: return "uuid";
        case type_kind::json: return "json";
        case type_kind::jsonb: return "jsonb";
        case type_kind::enumeration: return string("enum_(\"") + string(t.name) + "\")";
    }
    return "unknown";
}

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
    enumeration
};

constexpr family family_of(type_kind kind) {
    switch (kind) {
        case type_kind::boolean: return family::boolean;
        case type_kind::smallint:
        case type_kind::integer:
        case type_kind::bigint:
        case type_kind::real:
        case type_kind::double_precision:
        case type_kind::numeric: return family::number;
        case type_kind::varchar:
        case type_kind::char_:
        case type_kind::text: return family::text;
        case type_kind::bytes: return family::bytes;
        case type_kind::date: return family::date;
        case type_kind::time: return family::time;
        case type_kind::timestamp:
        case type_kind::timestamptz: return family::timestamp;
        case type_kind::uuid: return family::uuid;
        case type_kind::json:
        case type_kind::jsonb: return family::json;
        case type_kind::enumeration: return family::enumeration;
    }
    return family::unknown;
}

constexpr std::string_view to_string(family f) {
    switch (f) {
        case family::unknown: return "unknown";
        case family::boolean: return "boolean";
        case family::number: return "number";
        case family::text: return "text";
        case family::bytes: return "bytes";
        case family::date: return "date";
        case family::time: return "time";
        case family::timestamp: return "timestamp";
        case family::uuid: return "uuid";
        case family::json: return "json";
        case family::enumeration: return "enumeration";
    }
    return "unknown";
}

constexpr bool is_integer(type_kind kind) {
    return kind == type_kind::smallint || kind == type_kind::integer || kind == type_kind::bigint;
}

enum class literal_kind : std::uint8_t { none, boolean, integer, real, text, now, current_date, current_time, sql };

/// A constant, as a default or inside an expression. `sql` is verbatim text for every database.
struct literal {
    literal_kind kind = literal_kind::none;
    bool boolean = false;
    long long integer = 0;
    double real = 0;
    std::string_view text = {};
    constexpr bool operator==(const literal&) const = default;
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
    }
    return "nothing";
}

}  // namespace retort::model
