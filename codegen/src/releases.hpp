// What came to a database with a later release than the oldest that Retort writes for.
#pragma once

#include <retort/codegen/plan.hpp>

namespace retort::codegen {

/// What a step asks of a database: the release that it came with, and in words: "PostgreSQL 15, for the unique key
/// uq_bays_gate of bays with nulls_not_distinct". Nothing where every release will do.
struct requirement {
    release oldest = {};
    std::string words = {};
    bool operator==(const requirement&) const = default;
};

/// What `o`, which makes `after` of `before`, asks of `database`; of several things the one that came last.
requirement requirement_of(const model::operation& o, const model::schema& before, const model::schema& after,
                           std::string_view database);

}  // namespace retort::codegen
