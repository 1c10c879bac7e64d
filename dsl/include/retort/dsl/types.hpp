// Words for types, values and databases.
#pragma once

#include <retort/dsl/name.hpp>

#include <array>
#include <cstddef>

namespace retort::dsl {

using model::type_kind;

#define RETORT_DSL_TYPE(word) \
    inline constexpr model::type word { type_kind::word }
RETORT_DSL_TYPE(boolean);
RETORT_DSL_TYPE(tinyint);
RETORT_DSL_TYPE(smallint);
RETORT_DSL_TYPE(mediumint);
RETORT_DSL_TYPE(integer);
RETORT_DSL_TYPE(bigint);
RETORT_DSL_TYPE(real);
RETORT_DSL_TYPE(double_precision);
RETORT_DSL_TYPE(money);
RETORT_DSL_TYPE(text);
RETORT_DSL_TYPE(bytes);
RETORT_DSL_TYPE(date);
RETORT_DSL_TYPE(year);
RETORT_DSL_TYPE(uuid);
RETORT_DSL_TYPE(json);
RETORT_DSL_TYPE(jsonb);
RETORT_DSL_TYPE(inet);
RETORT_DSL_TYPE(cidr);
RETORT_DSL_TYPE(macaddr);
RETORT_DSL_TYPE(macaddr8);
RETORT_DSL_TYPE(tsvector);
RETORT_DSL_TYPE(tsquery);
RETORT_DSL_TYPE(xml);
RETORT_DSL_TYPE(point);
RETORT_DSL_TYPE(line);
RETORT_DSL_TYPE(lseg);
RETORT_DSL_TYPE(box);
RETORT_DSL_TYPE(path);
RETORT_DSL_TYPE(polygon);
RETORT_DSL_TYPE(circle);
RETORT_DSL_TYPE(int4range);
RETORT_DSL_TYPE(int8range);
RETORT_DSL_TYPE(numrange);
RETORT_DSL_TYPE(tsrange);
RETORT_DSL_TYPE(tstzrange);
RETORT_DSL_TYPE(daterange);
RETORT_DSL_TYPE(oid);
#undef RETORT_DSL_TYPE

/// A type that can be given the number of digits of its seconds: timestamp, or timestamp(3).
struct temporal_word {
    type_kind kind;
    constexpr operator model::type() const { return {kind}; }
    consteval model::type operator()(int digits) const { return {kind, digits, 1}; }
};
/// Without a time zone.
inline constexpr temporal_word timestamp{type_kind::timestamp};
/// A point in time.
inline constexpr temporal_word timestamptz{type_kind::timestamptz};
inline constexpr temporal_word timetz{type_kind::timetz};
inline constexpr temporal_word interval{type_kind::interval};

/// A length or a number of digits; something that is no number is one that no type can have.
struct number_argument {
    int value;
    consteval number_argument(int n) : value(n) {}
    template <class Other>
        requires(!std::convertible_to<Other, int>)
    consteval number_argument(const Other&) : value(model::no_number) {}
    constexpr operator int() const { return value; }
};

/// A type that is written with its length: varchar(200).
struct sized_word {
    static constexpr std::string_view spoken = "a type without its length";
    type_kind kind;
    consteval model::type operator()(number_argument length) const { return {kind, length}; }
};
struct numeric_word {
    static constexpr std::string_view spoken = "a type without its parentheses";
    consteval model::type operator()(number_argument precision, number_argument scale = 0) const {
        return {type_kind::numeric, precision, scale};
    }
    consteval model::type operator()() const { return {type_kind::numeric, -1}; }
};

/// numeric(10, 2): a decimal of ten digits, two of them behind the point. numeric(): of any size, where the database
/// has that.
inline constexpr numeric_word numeric{};
/// At most so many characters.
inline constexpr sized_word varchar{type_kind::varchar};
/// Exactly so many characters, padded with spaces.
inline constexpr sized_word char_{type_kind::char_};
/// So many bytes exactly, or at most.
inline constexpr sized_word binary{type_kind::binary};
inline constexpr sized_word varbinary{type_kind::varbinary};
/// So many bits exactly, or at most; written as text, "0110".
inline constexpr sized_word bit{type_kind::bit};
inline constexpr sized_word varbit{type_kind::varbit};

struct time_word {};
/// Time of day. A function, never called by users: C's ::time is one too, and only functions share a name in peace.
constexpr model::type time(time_word) { return {type_kind::time}; }
/// Time of day, with so many digits of its seconds.
consteval model::type time(int digits) { return {type_kind::time, digits, 1}; }

namespace detail {
template <class T>
concept TextLike = requires {
    typename T::traits_type;
    T::npos;
};
template <class T>
concept BytesLike = requires { typename T::value_type; } && std::same_as<typename T::value_type, std::byte>;
template <class T>
consteval model::cpp_type cpp_type_of() {
    using enum model::cpp_type;
    if constexpr (std::same_as<T, bool>)
        return boolean;
    else if constexpr (std::integral<T>)
        return sizeof(T) <= 2 ? int16 : sizeof(T) == 4 ? int32 : int64;
    else if constexpr (std::same_as<T, float>)
        return float_;
    else if constexpr (std::floating_point<T>)
        return double_;
    else if constexpr (BytesLike<T>)
        return model::cpp_type::bytes;
    else {
        static_assert(TextLike<T>,
                      "cpp<T>: T is bool, an integer, float, double, std::string or std::vector<std::byte>");
        return string;
    }
}
}  // namespace detail

struct cpp_word {
    model::cpp_type type;
};
/// The C++ type that access code gives a native type: bool, an integer, float, double, std::string,
/// std::vector<std::byte>.
template <class T>
inline constexpr cpp_word cpp{detail::cpp_type_of<T>()};

/// An enumeration's declaration; itself usable as a column's type.
template <std::size_t Size>
struct enumeration_declaration {
    static constexpr std::string_view spoken = "an enumeration";
    name called;
    std::array<std::string_view, Size> values;
    /// What stands among the values and is no text.
    std::string_view given = {};
    constexpr model::enumeration lower() const {
        return {called.text, {values.data(), values.data() + Size}, called.at};
    }
};

/// enumeration("mood", "sad", "ok", "happy"): a type with exactly these values, in this order.
template <class... Value>
consteval auto enumeration(name called, Value... values) {
    return enumeration_declaration<sizeof...(Value)>{
        called, {text_argument(values).text...}, detail::first_given({text_argument(values).given...})};
}

/// Whatever stands for a type in column(…).
struct type_argument {
    model::type type = {};
    /// What stands there instead, where it is none.
    std::string_view given = {};
    constexpr type_argument(model::type t) : type(t) {}
    constexpr type_argument(temporal_word t) : type(t) {}
    constexpr type_argument(model::type (*word)(time_word)) : type(word({})) {}
    template <std::size_t Size>
    constexpr type_argument(const enumeration_declaration<Size>& e)
        : type{type_kind::enumeration, 0, 0, e.called.text} {}
    template <class Other>
        requires(!std::convertible_to<Other, model::type> && !std::is_function_v<std::remove_pointer_t<Other>>)
    consteval type_argument(const Other&) : given(detail::spoken<Other>()) {}
    constexpr operator model::type() const { return type; }
};

/// A type that is written with its name.
struct named_word {
    static constexpr std::string_view spoken = "a type without its name";
    type_kind kind;
    consteval model::type operator()(const char* name) const { return {kind, 0, 0, name}; }
    consteval type_argument operator()(const auto&) const { return *this; }
};
/// The enumeration, domain or composite type of that name, declared by enumeration(…), domain(…), composite(…).
inline constexpr named_word enum_{type_kind::enumeration};
inline constexpr named_word domain_{type_kind::domain};
inline constexpr named_word composite_{type_kind::composite};

struct native_word {
    static constexpr std::string_view spoken = named_word::spoken;
    consteval model::type operator()(const char* sql, cpp_word in_cpp = {model::cpp_type::string}) const {
        return {.kind = type_kind::native, .name = sql, .cpp = in_cpp.type};
    }
    consteval type_argument operator()(const auto&, const auto&...) const { return *this; }
};
/// native("citext", cpp<std::string>): any other type of the database, written as it calls it.
inline constexpr native_word native{};

struct array_word {
    static constexpr std::string_view spoken = numeric_word::spoken;
    consteval type_argument operator()(type_argument of) const {
        of.type.dimensions = static_cast<std::uint8_t>(of.type.dimensions + 1);
        return of;
    }
};
/// array(text): a list of values of that type.
inline constexpr array_word array{};
struct unsigned_word {
    static constexpr std::string_view spoken = numeric_word::spoken;
    consteval type_argument operator()(type_argument of) const {
        of.type.is_unsigned = true;
        return of;
    }
};
/// unsigned_(integer): numbers from 0 (MariaDB; elsewhere the type as it is).
inline constexpr unsigned_word unsigned_{};

/// The moment of the transaction (CURRENT_TIMESTAMP), as a default or in an expression.
inline constexpr model::literal now{.kind = model::literal_kind::now};
inline constexpr model::literal current_date{.kind = model::literal_kind::current_date};
inline constexpr model::literal current_time{.kind = model::literal_kind::current_time};
/// A new UUID of random bits.
inline constexpr model::literal gen_random_uuid{.kind = model::literal_kind::random_uuid};
/// NULL, in row(…) and set(…).
inline constexpr model::literal null{};
/// Verbatim SQL, the same on every database; not checked.
consteval model::literal sql(const char* verbatim) { return {.kind = model::literal_kind::sql, .text = verbatim}; }
template <class... Given>
    requires(!detail::OneText<Given...>)
consteval model::literal sql(const Given&...) {
    return {.text = "sql(...) without exactly one text"};
}

/// A database, for what is written for one of them.
struct database_word {
    model::database which;
};
inline constexpr database_word sqlite{model::database::sqlite};
inline constexpr database_word postgresql{model::database::postgresql};
inline constexpr database_word mariadb{model::database::mariadb};

/// databases(sqlite, postgresql), in a schema: where it is going to live. What one of them does not have is then a
/// compile error, wherever the header is included.
struct databases_declaration {
    static constexpr std::string_view spoken = "databases(...)";
    model::databases all;
};
template <std::same_as<database_word>... Database>
consteval databases_declaration databases(Database... list) {
    databases_declaration d{};
    (d.all.add(list.which), ...);
    return d;
}

struct unchecked_sqlite_word {
    static constexpr std::string_view spoken = "unchecked_sqlite";
};
/// unchecked_sqlite, in a schema: the tables on SQLite have no checks of their columns' types, and decimals are
/// computed as floating-point numbers. For a project whose databases were made before Retort derived these checks; see
/// docs/databases.md.
inline constexpr unchecked_sqlite_word unchecked_sqlite{};

struct only_word {
    static constexpr std::string_view spoken = "only(...)";
    model::databases on;
};
/// only(postgresql): an index, check, exclusion constraint or object that does not exist on other databases.
template <std::same_as<database_word>... Database>
consteval only_word only(Database... list) {
    return {databases(list...).all};
}

struct sql_for {
    static constexpr std::string_view spoken = "SQL for one database";
    model::sql_text text;
};
/// on(postgresql, "…"): SQL for one database.
consteval sql_for on(database_word database, const char* verbatim) {
    return {{model::name_of(database.which), verbatim}};
}

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
    requires(!std::same_as<Integer, bool>)
consteval model::literal literal_of(Integer i) {
    return {.kind = model::literal_kind::integer, .integer = static_cast<long long>(i)};
}
/// What is no value: the rules complain of a literal of no kind that has a text.
template <class Other>
    requires(!std::is_arithmetic_v<Other> && !std::convertible_to<Other, const char*> &&
             !std::same_as<Other, model::literal>)
consteval model::literal literal_of(const Other&) {
    return {.text = spoken<Other>()};
}
constexpr bool is_no_value(const model::literal& l) { return l.kind == model::literal_kind::none && !l.text.empty(); }
consteval model::sql_text sql_text_of(const char* verbatim) { return {{}, verbatim}; }
consteval model::sql_text sql_text_of(sql_for one) { return one.text; }
template <class Part>
concept SqlText = std::convertible_to<Part, const char*> || std::same_as<Part, sql_for>;
}  // namespace detail

}  // namespace retort::dsl
