// What generated access code stands on: from C++ values to parameters and back. Included by the generated access.hpp.
#pragma once

#include <retort/connection.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retort {

/// A value for a column that has a default: nothing means "let the database choose".
template <class T>
class defaulted {
public:
    defaulted() = default;
    template <class U>
    requires std::convertible_to<U, T> defaulted(U&& given) : value_(std::in_place, std::forward<U>(given)) {}
    const T* given() const { return value_ ? &*value_ : nullptr; }

private:
    std::optional<T> value_;
};

/// How a C++ type is written as a parameter and read from a field. Specialised here for the types of columns, in
/// temporal.hpp for dates and times, in generated code for enumerations.
/// `decode` takes whichever form the driver gave the field in, and throws `error` E315 where it holds no value of the
/// type (text in an integer column of SQLite, a number out of range, NULL).
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
/// Reads numbers too, in their shortest spelling.
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

/// Reads a decimal with `digits` behind the point, as PostgreSQL and MariaDB write it, also where SQLite has a number
/// in the field; with as many as it has where `digits` is below 0. Throws as `codec` does.
void decode_decimal(const value& v, int digits, std::string& out);
void decode_decimal(const value& v, int digits, std::optional<std::string>& out);

/// An INSERT that names only the columns it has values for.
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
    /// Runs it and returns the row as the database has it now.
    std::vector<value> run(connection& db, std::string_view returning) const;

private:
    std::string table_;
    std::vector<std::string> columns_;
    std::vector<value> values_;
};

/// E315: `text` is not a value of the enumeration.
[[noreturn]] void not_a_member(std::string_view enumeration, std::string_view text);

}  // namespace retort
