// Dates and times in access code. Separate from access.hpp, because <chrono> is the most expensive header that an
// application would not include otherwise.
#pragma once

#include <retort/access.hpp>

#include <chrono>

namespace retort {

using date = std::chrono::year_month_day;
/// Since midnight.
using time_of_day = std::chrono::microseconds;
/// A local date and time; Retort's own defaults store UTC.
using timestamp = std::chrono::local_time<std::chrono::microseconds>;
/// An instant.
using timestamptz = std::chrono::sys_time<std::chrono::microseconds>;

// ISO 8601 with a space, like CURRENT_TIMESTAMP: "2026-11-20 13:05:00.25". The precision is microseconds.
RETORT_CODEC(date);
RETORT_CODEC(time_of_day);
RETORT_CODEC(timestamp);
/// Reads an offset (+02, +02:00, Z); without an offset the text is UTC.
RETORT_CODEC(timestamptz);

}  // namespace retort
