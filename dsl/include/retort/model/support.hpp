// What databases lack, apart from types (type.hpp has those): one table, from which faults and docs/types.md are made.
// What is not listed here can be had everywhere, if need be emulated; docs/databases.md says how.
#pragma once

#include <retort/model/diagnostic.hpp>

namespace retort::model {

enum class feature : std::uint8_t {
    identity_beside_key,
    deferrable_key,
    deferrable_foreign_key,
    nulls_not_distinct,
    match_full,
    not_valid,
    exclusion,
    index_method,
    text_index_method,
    partial_index,
    expression_index,
    virtual_column,
    generated_from_generated,
    set_default,
    collation,
    collation_of_sqlite,
    row_security,
    sequence,
    view,
    materialized_view,
    function,
    trigger,
    policy,
    grant,
    several_identities,
    expression_of_identity,
    expression_of_cascade,
    foreign_key_between_collations,
    key_without_length,
    long_key,
    long_key_of_identity,
    long_index,
    long_row,
};

/// A database that has not the feature.
struct lack {
    model::feature feature;
    database on;
    /// "SQLite has no exclusion constraints".
    std::string_view reason;
    std::string_view way_out;
};

// clang-format off
inline constexpr lack lacks[] = {
    {feature::identity_beside_key, database::sqlite, "SQLite supports identity only for a column that alone is the primary key", "make it the only column of the primary key, or remove identity"},
    {feature::deferrable_key, database::sqlite, "SQLite has no deferrable keys", "remove deferrable"},
    {feature::deferrable_key, database::mariadb, "MariaDB has no deferrable keys", "remove deferrable"},
    {feature::deferrable_foreign_key, database::mariadb, "MariaDB has no deferrable foreign keys", "remove deferrable"},
    {feature::nulls_not_distinct, database::sqlite, "SQLite treats nulls as distinct in every key", "make the columns not nullable, or remove nulls_not_distinct"},
    {feature::nulls_not_distinct, database::mariadb, "MariaDB treats nulls as distinct in every key", "make the columns not nullable, or remove nulls_not_distinct"},
    {feature::match_full, database::sqlite, "SQLite supports only MATCH SIMPLE", "make the columns not nullable, or add a check"},
    {feature::match_full, database::mariadb, "MariaDB supports only MATCH SIMPLE", "make the columns not nullable, or add a check"},
    {feature::not_valid, database::sqlite, "SQLite has no constraints that skip existing rows", "remove not_valid"},
    {feature::not_valid, database::mariadb, "MariaDB has no constraints that skip existing rows", "remove not_valid"},
    {feature::exclusion, database::sqlite, "SQLite has no exclusion constraints", "make it only(postgresql), or use a trigger"},
    {feature::exclusion, database::mariadb, "MariaDB has no exclusion constraints", "make it only(postgresql), or use a trigger"},
    {feature::index_method, database::sqlite, "SQLite has no index method except btree", "restrict it with only(...) to databases that have it"},
    {feature::index_method, database::mariadb, "MariaDB has btree, hash, rtree, fulltext and spatial indexes", "restrict it with only(...) to databases that have it"},
    {feature::text_index_method, database::postgresql, "PostgreSQL does not have this index method", "use gin over a tsvector, or make it only(mariadb)"},
    {feature::partial_index, database::mariadb, "MariaDB has no partial indexes", "restrict it with only(...) to databases that have it, or remove where(...)"},
    {feature::expression_index, database::mariadb, "MariaDB has no indexes on expressions", "index a generated column instead"},
    {feature::virtual_column, database::postgresql, "PostgreSQL before 18 stores every generated column", "make it stored"},
    {feature::generated_from_generated, database::postgresql, "PostgreSQL cannot compute a generated column from another", "repeat the expression of the other column"},
    {feature::set_default, database::mariadb, "MariaDB does not support SET DEFAULT", "use another action"},
    {feature::collation, database::sqlite, "SQLite has the collations BINARY, NOCASE and RTRIM", "remove the collation, or name one of them"},
    {feature::collation_of_sqlite, database::postgresql, "PostgreSQL has no collations BINARY, NOCASE and RTRIM", "remove the collation, or leave PostgreSQL out of this schema"},
    {feature::collation_of_sqlite, database::mariadb, "MariaDB has no collations BINARY, NOCASE and RTRIM", "remove the collation, or leave MariaDB out of this schema"},
    {feature::row_security, database::sqlite, "SQLite has no row-level security", "leave SQLite out of this schema, or filter rows in the application"},
    {feature::row_security, database::mariadb, "MariaDB has no row-level security", "use a view with a condition"},
    {feature::sequence, database::sqlite, "SQLite has no sequences", "restrict it with only(...) to databases that have it, or use identity"},
    {feature::materialized_view, database::sqlite, "SQLite has no materialized views", "make it only(postgresql), or use a table that triggers fill"},
    {feature::materialized_view, database::mariadb, "MariaDB has no materialized views", "make it only(postgresql), or use a table that an event fills"},
    {feature::function, database::sqlite, "SQLite has no stored functions or procedures", "restrict it with only(...) to databases that have it; on SQLite the application registers functions"},
    {feature::policy, database::sqlite, "SQLite has no policies", "make it only(postgresql)"},
    {feature::policy, database::mariadb, "MariaDB has no policies", "make it only(postgresql)"},
    {feature::several_identities, database::mariadb, "MariaDB supports one identity column per table", "remove identity from the other columns"},
    {feature::expression_of_identity, database::mariadb, "MariaDB supports neither checks nor generated columns over an identity column", "restrict it with only(...) to databases that have it, or use other columns"},
    {feature::expression_of_cascade, database::mariadb, "MariaDB supports neither checks nor stored generated columns over a column that a foreign key action sets", "use another action, or restrict the check to other databases with only(...)"},
    {feature::foreign_key_between_collations, database::mariadb, "MariaDB has no foreign keys between text columns of different collations", "give both columns, or both tables, the same collation(...)"},
    {feature::key_without_length, database::mariadb, "MariaDB has no primary or foreign keys over types without a length", "use varchar(n) or varbinary(n)"},
    {feature::long_key, database::mariadb, "MariaDB limits a key to 3072 bytes, four for each character", "use shorter or fewer columns"},
    {feature::long_key_of_identity, database::mariadb, "MariaDB limits a unique key with an identity column to 3072 bytes", "remove the identity column from the key; it is unique by itself"},
    {feature::long_index, database::mariadb, "MariaDB limits an index to 3072 bytes, four for each character, and indexes only the beginning of long columns", "index fewer columns, or a part of each with prefix(\"column\", n)"},
    {feature::long_row, database::mariadb, "MariaDB limits a row to 65535 bytes, four for each character of a varchar", "make long columns text or bytes"},
    {feature::grant, database::sqlite, "SQLite has no users or privileges", "restrict it with only(...) to databases that have it"},
};
// clang-format on

/// What `d` says about `f`; null where it has it.
constexpr const lack* lack_of(feature f, database d) {
    for (const lack& l : lacks)
        if (l.feature == f && l.on == d) return &l;
    return nullptr;
}

// What MariaDB's keys hold: an index has at most 3072 bytes, and none of what has no length. A unique key that is
// longer becomes one over a hash, which nothing but uniqueness can use; another index is over the beginnings of long
// columns.

inline constexpr int longest_key = 3072;
/// How much of a long column an index holds, in characters of a text and bytes of bytes.
inline constexpr int text_prefix = 191, bytes_prefix = 767;

/// Whether the length of texts and bytes is not known.
constexpr bool has_no_length(const type& t) {
    return t.kind == type_kind::text || t.kind == type_kind::bytes || t.kind == type_kind::json ||
           t.kind == type_kind::jsonb || t.kind == type_kind::xml;
}
/// The bytes that a value of `t`, which is no domain, has in MariaDB's index; above `longest_key` where it has no
/// limit.
constexpr int key_bytes(const type& t) {
    if (has_no_length(t)) return longest_key + 1;
    switch (t.kind) {
        case type_kind::varchar:
        case type_kind::char_: return t.a <= longest_key / 4 ? 4 * t.a : longest_key + 1;
        case type_kind::binary:
        case type_kind::varbinary: return t.a <= longest_key ? t.a : longest_key + 1;
        case type_kind::inet:
        case type_kind::cidr: return 4 * 43;
        case type_kind::macaddr:
        case type_kind::macaddr8: return 4 * 23;
        case type_kind::uuid: return 36;
        case type_kind::numeric: return 30;
        default: return 8;
    }
}

/// Of what MariaDB keeps texts where nobody says otherwise: they compare as their bytes do, as elsewhere.
inline constexpr std::string_view usual_collation = "utf8mb4_nopad_bin";

// What MariaDB's rows hold: 65535 bytes, of which a text or bytes without a length take twelve.
inline constexpr int longest_row = 65535;

namespace detail {
/// The bytes of so many decimal digits: nine in four.
constexpr int digits_bytes(int digits) {
    constexpr int rest[] = {0, 1, 1, 2, 2, 3, 3, 4, 4};
    return digits / 9 * 4 + rest[digits % 9];
}
/// Of a value of so many bytes at most, with its length.
constexpr int with_length(int bytes) { return bytes + (bytes > 255 ? 2 : 1); }
}  // namespace detail

/// The bytes that a value of `t`, which is no domain, takes in MariaDB's row, where a character takes `width`; of what
/// is not known none, and above `longest_row` where the type alone is longer.
constexpr int row_bytes(const type& t, int width) {
    const int fraction = t.b != 0 ? t.a : 6;
    if (t.a > longest_row && t.kind != type_kind::numeric) return longest_row + 1;
    switch (t.kind) {
        case type_kind::boolean:
        case type_kind::tinyint:
        case type_kind::enumeration:
        case type_kind::year: return 1;
        case type_kind::smallint: return 2;
        case type_kind::mediumint:
        case type_kind::date: return 3;
        case type_kind::integer:
        case type_kind::real: return 4;
        case type_kind::bigint:
        case type_kind::oid:
        case type_kind::double_precision: return 8;
        case type_kind::numeric: return t.a < 0 ? 30 : detail::digits_bytes(t.a - t.b) + detail::digits_bytes(t.b);
        case type_kind::time: return 3 + (fraction + 1) / 2;
        case type_kind::timestamp:
        case type_kind::timestamptz: return 5 + (fraction + 1) / 2;
        case type_kind::uuid: return 36;
        case type_kind::bit: return (t.a + 7) / 8;
        case type_kind::binary: return t.a;
        case type_kind::varbinary: return detail::with_length(t.a);
        case type_kind::char_: return t.a > 255 ? detail::with_length(width * t.a) : width * t.a;
        case type_kind::varchar: return detail::with_length(width * t.a);
        case type_kind::inet:
        case type_kind::cidr: return detail::with_length(width * 43);
        case type_kind::macaddr: return width * 17;
        case type_kind::macaddr8: return width * 23;
        case type_kind::text:
        case type_kind::bytes:
        case type_kind::json:
        case type_kind::jsonb:
        case type_kind::xml:
        case type_kind::point:
        case type_kind::polygon: return 12;
        default: return 0;
    }
}

namespace detail {
/// Adds a fault for each of the schema's databases on which `what` is wanted and `f` is not to be had. `what` is called
/// for the text only where there is one.
constexpr void demand(databases of_schema, databases only, feature f, auto&& what, const place& at, faults& out) {
    for (database d : every_database)
        if (of_schema.has(d) && only.wants(d))
            if (const lack* l = lack_of(f, d)) add_fault(out, 161, at, {what(), l->reason, l->way_out});
}
}  // namespace detail

}  // namespace retort::model
