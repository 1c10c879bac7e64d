// What PostgreSQL locks, and what it does to the rows, for each kind of change: its manual's "Explicit Locking" and
// ALTER TABLE. tests/integration/locks_test.cpp compares it with what a server does.
#pragma once

#include <retort/codegen/plan.hpp>

#include <string_view>

namespace retort::codegen::postgresql {

/// From the weakest to the strongest. What queries take is left out: it blocks nobody but an ACCESS EXCLUSIVE lock.
enum class lock_mode : std::uint8_t {
    row_exclusive,
    share_update_exclusive,
    share,
    share_row_exclusive,
    exclusive,
    access_exclusive,
};

/// As the manual writes it.
constexpr std::string_view name_of(lock_mode m) {
    switch (m) {
        case lock_mode::row_exclusive: return "ROW EXCLUSIVE";
        case lock_mode::share_update_exclusive: return "SHARE UPDATE EXCLUSIVE";
        case lock_mode::share: return "SHARE";
        case lock_mode::share_row_exclusive: return "SHARE ROW EXCLUSIVE";
        case lock_mode::exclusive: return "EXCLUSIVE";
        case lock_mode::access_exclusive: return "ACCESS EXCLUSIVE";
    }
    return "";
}

/// What a change costs other sessions: the lock of the table that it changes, and what is done to its rows.
struct cost {
    lock_mode lock;
    row_work work;
};

namespace costs {

/// ALTER TABLE, where nothing below says otherwise: columns come and go, names, defaults, DROP NOT NULL, DROP
/// CONSTRAINT, row level security, SET SCHEMA, and what is NOT VALID. So is DROP TABLE.
inline constexpr cost definition{lock_mode::access_exclusive, row_work::none};
/// A column whose value is computed for each row, another type, SET LOGGED and SET UNLOGGED.
inline constexpr cost rewrite{lock_mode::access_exclusive, row_work::rewrite};
/// SET NOT NULL, CHECK, and the keys that an index is made for.
inline constexpr cost check_rows{lock_mode::access_exclusive, row_work::scan};
/// Both tables are locked alike.
inline constexpr cost foreign_key{lock_mode::share_row_exclusive, row_work::scan};
inline constexpr cost foreign_key_not_valid{lock_mode::share_row_exclusive, row_work::none};
inline constexpr cost validate{lock_mode::share_update_exclusive, row_work::scan};
/// SET (…), RESET (…), CLUSTER ON, SET STATISTICS.
inline constexpr cost parameters{lock_mode::share_update_exclusive, row_work::none};
inline constexpr cost comment{lock_mode::share_update_exclusive, row_work::none};

inline constexpr cost create_index{lock_mode::share, row_work::scan};
inline constexpr cost create_index_concurrently{lock_mode::share_update_exclusive, row_work::scan};
inline constexpr cost drop_index{lock_mode::access_exclusive, row_work::none};
inline constexpr cost drop_index_concurrently{lock_mode::share_update_exclusive, row_work::none};
/// Of the index alone.
inline constexpr cost alter_index{lock_mode::share_update_exclusive, row_work::none};

/// CREATE TRIGGER; ENABLE and DISABLE TRIGGER.
inline constexpr cost trigger{lock_mode::share_row_exclusive, row_work::none};
/// DROP TRIGGER, ALTER TRIGGER, and policies.
inline constexpr cost drop_trigger{lock_mode::access_exclusive, row_work::none};

inline constexpr cost alter_sequence{lock_mode::share_row_exclusive, row_work::none};
/// Of the tables that have a column of the domain, which get a rule.
inline constexpr cost domain_rule{lock_mode::share, row_work::scan};
inline constexpr cost attach_partition{lock_mode::share_update_exclusive, row_work::scan};
inline constexpr cost detach_concurrently{lock_mode::share_update_exclusive, row_work::none};

/// INSERT, UPDATE, DELETE, MERGE, and the next number of a sequence.
inline constexpr cost rows{lock_mode::row_exclusive, row_work::rows};
inline constexpr cost truncate{lock_mode::access_exclusive, row_work::none};
inline constexpr cost refresh{lock_mode::access_exclusive, row_work::rewrite};
inline constexpr cost refresh_concurrently{lock_mode::exclusive, row_work::rows};

}  // namespace costs

/// Adds a lock to the facts, which are known then; of two on one thing the stronger counts.
void add_lock(facts& to, std::string_view on, lock_mode mode, lock::kind what = lock::kind::table);
/// Adds a change to the facts: its lock, and its work where that is more than what is there.
void add_cost(facts& to, std::string_view on, cost c, lock::kind what = lock::kind::table);
/// The facts of one change.
facts facts_of(std::string_view on, cost c, lock::kind what = lock::kind::table);
/// The facts of what locks nothing that others wait for.
facts no_locks(row_work work = row_work::none);

/// The facts of raw SQL, as far as its words tell.
facts read_raw(std::string_view sql);

}  // namespace retort::codegen::postgresql
