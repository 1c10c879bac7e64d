// The command line that retort_add_schema() makes out of a history: NAME-migrate.
#pragma once

#include <retort/plan.hpp>

namespace retort {

/// Runs NAME-migrate on the arguments of main() and returns its exit code. Never throws.
/// Exit codes: 0 done; 1 the database or the plan said no (E3xx on stderr); 2 the arguments were wrong.
int run_command(int argc, char** argv, const plan::history& history);

}  // namespace retort
