// What SQLite's columns hold: SQLite itself takes any value in any column.
#pragma once

#include <retort/codegen/sql_writer.hpp>

namespace retort::codegen::sqlite {

/// A condition that holds for the values that type `t`, which is no domain, has, and for NULL where that is allowed;
/// `column` is the quoted name. Empty where any value is right.
std::string values_of(const model::type& t, std::string_view column, bool nullable);
/// The same of a column that is the row's number, which SQLite lets be nothing but an integer.
std::string numbers_of(const model::type& t, std::string_view column);

/// The constant in the one form that values of `t` have, so that texts compare as the moments that they stand for.
std::string canonical(std::string_view value, const model::type& t);

}  // namespace retort::codegen::sqlite
