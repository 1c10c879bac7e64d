// For applications that hold an SQLite handle of their own and want to upgrade through it.
#pragma once

#include <retort/connection.hpp>

struct sqlite3;

namespace retort {

/// A connection over `handle`, which stays the caller's: it is not closed, and its busy handler and pragmas are as
/// they were after each call. It must outlive the connection and must not be inside a transaction when migrating.
connection borrow(sqlite3* handle);

}  // namespace retort
