// A connection to a database of any kind. Includes no header of a client library.
#pragma once

#include <retort/error.hpp>
#include <retort/plan.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace retort {

using bytes = std::vector<std::byte>;

/// A parameter only: "YYYY-MM-DD HH:MM:SS.ffffff" in UTC. A driver appends the offset if the database has types with
/// an offset.
struct point_in_time {
    std::string utc;
    friend bool operator==(const point_in_time&, const point_in_time&) = default;
};

/// A parameter or a field. The driver selects the alternative of a field: PostgreSQL's text protocol returns strings,
/// SQLite its storage classes, MariaDB a mixture of both; retort/access.hpp converts each to the column's
/// C++ type.
using value = std::variant<std::monostate, bool, std::int64_t, double, std::string, bytes, point_in_time>;

/// The rows of one statement, all of them in memory.
struct result {
    std::vector<std::string> columns;
    std::vector<std::vector<value>> rows;
    /// Rows inserted, updated or deleted.
    std::int64_t affected = 0;
};

namespace detail {
class driver;
}

/// An open connection; movable, closed by its destructor. Two threads must not use it at the same time.
class connection {
public:
    /// Opens `url`, in the syntax of SQLAlchemy: sqlite:///relative.db, sqlite:////absolute.db, sqlite:// (in
    /// memory), postgresql://user:password@host:port/database?option=value, mariadb:// likewise. Throws `error` E301
    /// (malformed), E302 (cannot connect).
    explicit connection(std::string_view url);
    /// Takes ownership of a driver; used by the runtime.
    explicit connection(detail::driver* owned) noexcept : driver_(owned) {}
    connection(connection&&) noexcept;
    connection& operator=(connection&&) noexcept;
    ~connection();

    database kind() const;
    /// The URL without its password, for messages.
    std::string safe_url() const;
    /// Runs one statement. Parameters are written $1, $2, … in the order of their first use. Throws `error` E309.
    result execute(std::string_view sql, std::span<const value> parameters = {});

    detail::driver& driver() { return *driver_; }

private:
    // Owned. Not a unique_ptr, because <memory> would be half of the compile time of this header.
    detail::driver* driver_;
};

/// Rolls back unless `commit` was called. On SQLite it takes the write lock immediately (BEGIN IMMEDIATE).
class transaction {
public:
    explicit transaction(connection& on);
    transaction(const transaction&) = delete;
    transaction& operator=(const transaction&) = delete;
    ~transaction();
    void commit();

private:
    connection* on_;
    bool open_ = true;
};

}  // namespace retort
