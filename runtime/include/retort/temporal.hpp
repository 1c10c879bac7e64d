// Dates and times in access code. Apart from access.hpp, because <chrono> is the most expensive header an application
// would otherwise not include.
#pragma once

#include <retort/access.hpp>

#include <chrono>

namespace retort {

using date = std::chrono::year_month_day;
/// Since midnight.
using time_of_day = std::chrono::microseconds;
/// Of a clock on some wall; Retort's own defaults store UTC.
using timestamp = std::chrono::local_time<std::chrono::microseconds>;
/// A point in time.
using timestamptz = std::chrono::sys_time<std::chrono::microseconds>;

// ISO 8601 with a space, as CURRENT_TIMESTAMP gives it: "2026-11-20 13:05:00.25". Microseconds are kept, nothing finer.
RETORT_CODEC(date);
RETORT_CODEC(time_of_day);
RETORT_CODEC(timestamp);
/// Reads an offset (+02, +02:00, Z); without one the text is UTC.
RETORT_CODEC(timestamptz);

}  // namespace retort
