// Random rows, for the suites on real databases.
#pragma once

#include <retort/connection.hpp>

#include <string>

#include "support/random_schema.hpp"

namespace retort::test {

/// A row of nothing but defaults.
std::string no_values(database kind);

/// Rows into every table, as many of a few as its constraints let in.
int populate(connection& db, testing::generator& random, const model::schema& s);

void remove_rows(connection& db, const model::schema& s);

/// The rows do not allow the step: that is not the renderer's fault.
bool is_the_data(const error& e);

}  // namespace retort::test
