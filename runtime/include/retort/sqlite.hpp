// For applications that have their own SQLite handle and want to upgrade through it.
#pragma once

#include <retort/connection.hpp>

struct sqlite3;

namespace retort {

/// Returns a connection that uses `handle`. The caller keeps the handle: it is not closed, and its busy handler and
/// pragmas are restored after each call. It must outlive the connection and have no open transaction when migrating.
connection borrow(sqlite3* handle);

}  // namespace retort
