// Words for types and defaults.
#pragma once

#include <retort/dsl/name.hpp>

#include <concepts>

namespace retort::dsl {

using model::type_kind;

inline constexpr model::type boolean{type_kind::boolean};
inline constexpr model::type smallint{type_kind::smallint};
inline constexpr model::type integer{type_kind::integer};
inline constexpr model::type bigint{type_kind::bigint};
inline constexpr model::type real{type_kind::real};
inline constexpr model::type double_precision{type_kind::double_precision};
inline constexpr model::type text{type_kind::text};
inline constexpr model::type bytes{type_kind::bytes};
inline constexpr model::type date{type_kind::date};
/// Without a time zone.
inline constexpr model::type timestamp{type_kind::timestamp};
/// A point in time.
inline constexpr model::type timestamptz{type_kind::timestamptz};
inline constexpr model::type uuid{type_kind::uuid};
inline constexpr model::type json{type_kind::json};
inline constexpr model::type jsonb{type_kind::jsonb};

/// A decimal of `precision` digits, `scale` of them behind the point.
consteval model::type numeric(int precision, int scale = 0) { return {type_kind::numeric, precision, scale}; }
/// At most `length` characters.
consteval model::type varchar(int length) { return {type_kind::varchar, length}; }
/// Exactly `length` characters, padded with spaces.
consteval model::type char_(int length) { return {type_kind::char_, length}; }
/// The enumeration of that name, declared by enumeration(…).
consteval model::type enum_(const char* name) { return {type_kind::enumeration, 0, 0, name}; }

struct time_word {};
/// Time of day. A function, never called by users: C's ::time is one too, and only functions share a name in peace.
constexpr model::type time(time_word) { return {type_kind::time}; }

/// An enumeration's declaration; itself usable as a column's type.
template <std::size_t Size>
struct enumeration_declaration {
    name called;
    std::string_view values[Size];
    constexpr model::enumeration lower() const { return {called.text, {values, values + Size}, called.at}; }
};

/// enumeration("mood", "sad", "ok", "happy"): a type with exactly these values, in this order.
template <std::convertible_to<const char*>... Value>
consteval auto enumeration(name called, Value... values) {
    return enumeration_declaration<sizeof...(Value)>{called, {std::string_view(values)...}};
}

/// Whatever stands for a type in column(…).
struct type_argument {
    model::type type;
    constexpr type_argument(model::type t) : type(t) {}
    constexpr type_argument(model::type (*word)(time_word)) : type(word({})) {}
    template <std::size_t Size>
    constexpr type_argument(const enumeration_declaration<Size>& e)
        : type{type_kind::enumeration, 0, 0, e.called.text} {}
};

/// The moment of the transaction (CURRENT_TIMESTAMP), as a default or in an expression.
inline constexpr model::literal now{.kind = model::literal_kind::now};
inline constexpr model::literal current_date{.kind = model::literal_kind::current_date};
inline constexpr model::literal current_time{.kind = model::literal_kind::current_time};
/// Verbatim SQL, the same on every database; not checked.
consteval model::literal sql(const char* verbatim) { return {.kind = model::literal_kind::sql, .text = verbatim}; }

namespace detail {
consteval model::literal literal_of(model::literal l) { return l; }
consteval model::literal literal_of(const char* t) { return {.kind = model::literal_kind::text, .text = t}; }
consteval model::literal literal_of(std::same_as<bool> auto b) {
    return {.kind = model::literal_kind::boolean, .boolean = b};
}
consteval model::literal literal_of(std::floating_point auto r) {
    return {.kind = model::literal_kind::real, .real = static_cast<double>(r)};
}
template <std::integral Integer>
requires(!std::same_as<Integer, bool>) consteval model::literal literal_of(Integer i) {
    return {.kind = model::literal_kind::integer, .integer = static_cast<long long>(i)};
}
}  // namespace detail

}  // namespace retort::dsl
