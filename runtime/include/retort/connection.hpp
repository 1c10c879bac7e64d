// A connection to one database, whichever it is. No client library's header is included here.
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

/// A parameter only: "YYYY-MM-DD HH:MM:SS.ffffff" in UTC, to which a driver adds the offset where the database has
/// types that know one.
struct point_in_time {
    std::string utc;
    friend bool operator==(const point_in_time&, const point_in_time&) = default;
};

/// A parameter or a field. Which alternative a field comes in is the driver's choice: PostgreSQL's text protocol gives
/// strings, SQLite its storage classes, MariaDB something of both; retort/access.hpp turns either into the column's C++
/// type.
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

/// An open connection; movable, closed by its destructor. Not for use by two threads at once.
class connection {
public:
    /// Opens `url`, spelled as SQLAlchemy spells them: sqlite:///relative.db, sqlite:////absolute.db, sqlite:// (in
    /// memory), postgresql://user:password@host:port/database?option=value, mariadb:// likewise. Throws `error` E301
    /// (malformed), E302 (cannot connect).
    explicit connection(std::string_view url);
    /// Takes over a driver: for the runtime's own.
    explicit connection(detail::driver* owned) noexcept : driver_(owned) {}
    connection(connection&&) noexcept;
    connection& operator=(connection&&) noexcept;
    ~connection();

    database kind() const;
    /// The URL without its password, for messages.
    std::string safe_url() const;
    /// Runs one statement; parameters are written $1, $2, … in the order of their first use. Throws `error` E309.
    result execute(std::string_view sql, std::span<const value> parameters = {});

    detail::driver& driver() { return *driver_; }

private:
    // Owned; not a unique_ptr, because <memory> would be half of what this header takes to compile.
    detail::driver* driver_;
};

/// Rolls back unless `commit` was called. On SQLite it takes the write lock at once (BEGIN IMMEDIATE).
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
