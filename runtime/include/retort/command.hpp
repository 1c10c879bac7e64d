// The command line that retort_add_schema() makes out of a history: NAME-migrate.
#pragma once

#include <retort/plan.hpp>

namespace retort {

/// Where a program was built: what revision, merge and squash need to write migrations. All are absolute paths.
struct build_tree {
    /// The program that knows the declarations.
    std::string_view generator = {};
    /// The header of the schema, and the folder of its migrations.
    std::string_view schema = {};
    std::string_view migrations = {};
};

/// Runs NAME-migrate on the arguments of main() and returns its exit code. Never throws.
/// Exit codes: 0 done; 1 the database or the plan said no (E3xx on stderr); 2 the arguments were wrong.
int run_command(int argc, char** argv, const plan::history& history, const build_tree& built = {});

}  // namespace retort
