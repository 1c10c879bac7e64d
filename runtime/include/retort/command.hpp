// The command line that retort_add_schema() creates for a history: NAME-migrate.
#pragma once

#include <retort/plan.hpp>

namespace retort {

/// Where a program was built; revision, merge and squash need it to write migrations. All paths are absolute.
struct build_tree {
    /// The generator, which knows the declarations.
    std::string_view generator = {};
    /// The header of the schema, and the folder of its migrations.
    std::string_view schema = {};
    std::string_view migrations = {};
};

/// Runs NAME-migrate with the arguments of main() and returns its exit code. Never throws.
/// Exit codes: 0 success; 1 an error (E3xx on stderr); 2 invalid arguments.
int run_command(int argc, char** argv, const plan::history& history, const build_tree& built = {});

}  // namespace retort
