#include "values.hpp"

#include "../text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace retort::codegen::sqlite {

namespace {

using model::type_kind;

/// What PostgreSQL's and MariaDB's types hold; empty for all 64 bits.
std::string range(const model::type& t, std::string_view c) {
    const auto within = [&](long long half) {
        return t.is_unsigned ? fmt::format("{} BETWEEN 0 AND {}", c, 2 * half - 1)
                             : fmt::format("{} BETWEEN {} AND {}", c, -half, half - 1);
    };
    switch (t.kind) {
        case type_kind::tinyint: return within(128);
        case type_kind::smallint:
        case type_kind::year: return within(32768);
        case type_kind::mediumint: return within(8388608);
        case type_kind::integer: return within(2147483648LL);
        case type_kind::oid: return fmt::format("{} BETWEEN 0 AND 4294967295", c);
        case type_kind::bigint: return t.is_unsigned ? fmt::format("{} >= 0", c) : std::string();
        default: return {};
    }
}

/// A decimal is kept as the floating-point number nearest to it, which stands for one decimal of up to 15 digits only.
std::string decimal(const model::type& t, std::string_view c) {
    const std::string rounded = t.b == 0 ? fmt::format("round({})", c) : fmt::format("round({}, {})", c, t.b);
    const int whole = t.a - t.b;
    const std::string limit =
        whole <= 18 ? "1" + std::string(static_cast<std::size_t>(whole), '0') : fmt::format("1e{}", whole);
    const std::string same =
        t.a <= model::exact_digits
            ? fmt::format("{} = {}", rounded, c)
            : fmt::format("(typeof({0}) = 'integer' OR printf('%.{1}g', {2}) = {0})", c, model::exact_digits, rounded);
    return fmt::format("{} AND abs({}) < {}", same, c, limit);
}

/// `digits` hexadecimal ones, in groups as in `shape`.
std::string hexadecimal_like(std::string_view c, std::string_view shape, char between) {
    const auto digits = std::count(shape.begin(), shape.end(), '_');
    return fmt::format(
        "{0} LIKE '{1}' AND length(replace({0}, '{2}', '')) = {3} AND replace({0}, '{2}', '') NOT GLOB "
        "'*[^0-9A-Fa-f]*'",
        c, shape, between, digits);
}

}  // namespace

// A check is fulfilled where it is NULL, so what a function makes of a wrong text, which is NULL too, is compared by
// IS.
std::string values_of(const model::type& t, std::string_view c, bool nullable) {
    const auto stored_as = [&](std::string_view storage) {
        return nullable ? fmt::format("typeof({}) IN ('{}', 'null')", c, storage)
                        : fmt::format("typeof({}) = '{}'", c, storage);
    };
    const auto number = [&] {
        return fmt::format("typeof({}) IN ('integer', 'real'{})", c, nullable ? ", 'null'" : "");
    };
    switch (t.kind) {
        case type_kind::boolean: return fmt::format("{} IN (0, 1)", c);
        case type_kind::tinyint:
        case type_kind::smallint:
        case type_kind::mediumint:
        case type_kind::integer:
        case type_kind::bigint:
        case type_kind::year:
        case type_kind::oid: {
            const std::string in_range = range(t, c);
            return stored_as("integer") + (in_range.empty() ? "" : " AND " + in_range);
        }
        case type_kind::real:
        case type_kind::double_precision: return number();
        case type_kind::numeric: return t.a < 0 ? number() : decimal(t, c);
        case type_kind::varchar:
        case type_kind::char_: return fmt::format("typeof({0}) <> 'blob' AND length({0}) <= {1}", c, t.a);
        case type_kind::text:
        case type_kind::xml:
        case type_kind::inet:
        case type_kind::cidr:
        case type_kind::interval: return fmt::format("typeof({}) <> 'blob'", c);
        case type_kind::bytes: return stored_as("blob");
        case type_kind::binary:
        case type_kind::varbinary: return fmt::format("{} AND length({}) <= {}", stored_as("blob"), c, t.a);
        case type_kind::json:
        case type_kind::jsonb:
            return fmt::format("{0}typeof({1}) = 'text' AND json_valid({1}){2}",
                               nullable ? fmt::format("{} IS NULL OR (", c) : std::string(), c, nullable ? ")" : "");
        case type_kind::uuid: return hexadecimal_like(c, "________-____-____-____-____________", '-');
        case type_kind::macaddr: return hexadecimal_like(c, "__:__:__:__:__:__", ':');
        case type_kind::macaddr8: return hexadecimal_like(c, "__:__:__:__:__:__:__:__", ':');
        // Without a modifier, SQLite before 3.43 takes the 31st of every month.
        case type_kind::date: return fmt::format("date({0}, '+0 days') IS {0}", c);
        case type_kind::time: return fmt::format("time({0}) IS substr({0}, 1, 8) AND {0} NOT GLOB '*[^0-9:.]*'", c);
        case type_kind::timestamp:
        case type_kind::timestamptz:
            return fmt::format(
                "date(substr({0}, 1, 10), '+0 days') || ' ' || time(substr({0}, 12)) IS substr({0}, 1, 19) AND "
                "substr({0}, 12) NOT GLOB '*[^0-9:.]*'",
                c);
        case type_kind::timetz:
            return fmt::format("time(substr({0}, 1, 8)) IS substr({0}, 1, 8) AND {0} NOT GLOB '*[^0-9:.+-]*'", c);
        default: return {};
    }
}

std::string numbers_of(const model::type& t, std::string_view column) { return range(t, column); }

std::string canonical(std::string_view value, const model::type& t) {
    if (t.kind == type_kind::time) return str(value) + (value.size() == 5 && value[2] == ':' ? ":00" : "");
    if (t.kind != type_kind::timestamp && t.kind != type_kind::timestamptz) return str(value);
    std::string moment = t.kind == type_kind::timestamptz ? in_utc(value) : str(value);
    if (moment.size() < 10 || moment[4] != '-' || moment[7] != '-') return moment;
    if (moment.size() == 10) moment += " 00:00";
    if (moment[10] == 'T') moment[10] = ' ';
    if (moment.size() == 16) moment += ":00";
    return moment;
}

}  // namespace retort::codegen::sqlite
