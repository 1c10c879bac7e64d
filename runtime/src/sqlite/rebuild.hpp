// How the statements of a table rebuild are recognised. The plan says which tables are made anew; these two say at
// which statement the old one goes and at which the new one takes its name.
#pragma once

#include <retort/plan.hpp>

#include <cstddef>
#include <string>

namespace retort::detail {

/// The table of `script.rebuilds` that statement number `statement` drops, or empty.
std::string dropped_for_rebuild(const plan::script& script, std::size_t statement);

/// Whether the table that statement number `statement` drops is there again later; else it goes for good.
bool comes_back(const plan::script& script, std::size_t statement);

/// Whether statement number `statement` gives a table made by this script the name of a rebuilt one. Views and triggers
/// elsewhere that mention that name must not be looked at then: it is nobody's for this moment.
bool renames_into_place(const plan::script& script, std::size_t statement);

}  // namespace retort::detail
