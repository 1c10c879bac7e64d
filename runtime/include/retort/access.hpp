// The base of generated access code: converts C++ values to parameters and fields back. Included by access.hpp.
#pragma once

#include <retort/connection.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retort {

/// A value for a column that has a default. Empty: the database uses the default.
template <class T>
class defaulted {
public:
    defaulted() = default;
    template <class U>
        requires std::convertible_to<U, T>
    defaulted(U&& given) : value_(std::in_place, std::forward<U>(given)) {}
    const T* given() const { return value_ ? &*value_ : nullptr; }

private:
    std::optional<T> value_;
};

/// Converts a C++ type to a parameter and from a field. Specialized here for column types, in temporal.hpp for
/// dates and times, and in generated code for enumerations.
/// `decode` accepts every form in which a driver returns the field. It throws `error` E315 if the field is not a value
/// of the type (text in an integer column of SQLite, a number out of range, NULL).
template <class T>
struct codec;

#define RETORT_CODEC(...)                                     \
    template <>                                               \
    struct codec<__VA_ARGS__> {                               \
        static value encode(const __VA_ARGS__& v);            \
        static void decode(const value& v, __VA_ARGS__& out); \
    }
RETORT_CODEC(bool);
RETORT_CODEC(std::int16_t);
RETORT_CODEC(std::int32_t);
RETORT_CODEC(std::int64_t);
RETORT_CODEC(float);
RETORT_CODEC(double);
/// Also reads numbers, in their shortest form.
RETORT_CODEC(std::string);
RETORT_CODEC(bytes);

template <class T>
struct codec<std::optional<T>> {
    static value encode(const std::optional<T>& v) { return v ? codec<T>::encode(*v) : value{}; }
    static void decode(const value& v, std::optional<T>& out) {
        if (std::holds_alternative<std::monostate>(v))
            out.reset();
        else
            codec<T>::decode(v, out.emplace());
    }
};

template <class T>
value encode(const T& v) {
    return codec<T>::encode(v);
}
template <class T>
void decode(const value& v, T& out) {
    codec<T>::decode(v, out);
}

/// Reads a decimal with `digits` digits after the decimal point, as PostgreSQL and MariaDB write it, also if SQLite
/// stores a number. If `digits` is negative, keeps the digits of the value. Throws like `codec`.
void decode_decimal(const value& v, int digits, std::string& out);
void decode_decimal(const value& v, int digits, std::optional<std::string>& out);

/// An INSERT that names only the columns with a value.
class insertion {
public:
    explicit insertion(std::string_view quoted_table) : table_(quoted_table) {}
    template <class T>
    void add(std::string_view quoted_column, const T& v) {
        columns_.emplace_back(quoted_column);
        values_.push_back(encode(v));
    }
    template <class T>
    void add(std::string_view quoted_column, const defaulted<T>& v) {
        if (v.given()) add(quoted_column, *v.given());
    }
    /// Runs the INSERT and returns the inserted row.
    std::vector<value> run(connection& db, std::string_view returning) const;

private:
    std::string table_;
    std::vector<std::string> columns_;
    std::vector<value> values_;
};

/// Throws E315: `text` is not a value of the enumeration.
[[noreturn]] void not_a_member(std::string_view enumeration, std::string_view text);

}  // namespace retort
