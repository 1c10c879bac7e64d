// What the driver and an offline script both need of MariaDB's SQL, and needs no client library.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace retort::detail {

/// Makes a session the one that the plans are written for: identifiers in double quotes, standard string literals, UTC,
/// strict about values.
std::span<const std::string_view> session_statements();

/// An expression: the name under which GET_LOCK excludes other migrations of `schema` in this database. Such names are
/// the whole server's, and have at most 64 characters.
std::string lock_name(std::string_view schema);

/// SQL with ? for each $1, $2, … outside of quotes and comments, as MariaDB's prepared statements want it.
struct numbered_sql {
    std::string sql;
    /// Which parameter each ? stands for, from 0.
    std::vector<std::size_t> order;
};
numbered_sql with_question_marks(std::string_view sql);

class driver;

/// From now on the server refuses a call of execute() that holds several statements. `on` is a driver of MariaDB.
void take_single_statements(driver& on);

}  // namespace retort::detail
