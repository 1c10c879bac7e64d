// What came to a database with a later release than the oldest that Retort writes for.
#pragma once

#include <retort/codegen/plan.hpp>

namespace retort::codegen {

/// The release that a thing came with; and in words: "PostgreSQL 15, for the unique key uq_bays_gate of bays with
/// nulls_not_distinct".
struct younger_thing {
    release since;
    std::string what;
    bool operator==(const younger_thing&) const = default;
};

/// All such things that `s` has on `database`.
std::vector<younger_thing> younger_things(const model::schema& s, std::string_view database);

}  // namespace retort::codegen
