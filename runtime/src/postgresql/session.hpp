// The settings that a plan relies on, for the driver and for scripts.
#pragma once

#include <string_view>

namespace retort::detail {

struct session_setting {
    /// The release that has it; 0: every one.
    int since;
    std::string_view name, value;
};

/// Set whatever the server, the database or the role has as its default. search_path stays as it is: it says where the
/// schema lives. So does default_transaction_read_only, which protects a database (E303).
inline constexpr session_setting relied_on[] = {
    {0, "IntervalStyle", "postgres"},
    {0, "bytea_output", "hex"},
    {0, "extra_float_digits", "1"},
    {0, "xmloption", "content"},
    {0, "array_nulls", "on"},
    {0, "transform_null_equals", "off"},
    {0, "quote_all_identifiers", "off"},
    // A row that a policy hides is an error: a query must not miss it in silence.
    {0, "row_security", "off"},
    {0, "idle_in_transaction_session_timeout", "0"},
    {14, "idle_session_timeout", "0"},
    {17, "transaction_timeout", "0"},
    {0, "client_min_messages", "warning"},
};

}  // namespace retort::detail
