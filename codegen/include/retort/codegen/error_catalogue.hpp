// Errors of the generator: problems that a build can detect and the compiler cannot. docs/errors.md is made from it.
#pragma once

#include <string_view>

namespace retort::codegen {

struct catalogue_entry {
    std::string_view code;
    std::string_view title;
    std::string_view explanation;
    std::string_view way_out;
};

inline constexpr catalogue_entry error_catalogue[] = {
    {"E201", "Operation not supported by a database",
     "A step of a migration, or a part of the schema, has no equivalent on one of the databases listed in DATABASES.",
     "Write what the message proposes, or remove the database from the list."},
    {"E202", "Output cannot be written", "The generator cannot write a file of its output folder.",
     "Check the folder's permissions and the free disk space."},
    {"E203", "Name is not a unique C++ identifier",
     "The name of the schema, a table, a column or an enumeration value cannot be converted to a C++ identifier, or "
     "two "
     "names are converted to the same identifier.",
     "Rename one of them."},
    {"E204", "Missing raw SQL for a database",
     "An execute(…) has SQL for some databases, but not for all databases listed in DATABASES.",
     "Add on(<database>, \"…\") for the missing database. An empty text does nothing there."},
    {"E205", "Unknown database", "DATABASES names a database that Retort does not support.",
     "Use sqlite, postgresql or mariadb."},
    {"E206", "The build is out of date",
     "revision and merge compare the compiled declarations. A header of the schema or of a migration was changed after "
     "the last build, so the new migration might be wrong.",
     "Build, and run the command again."},
    {"E207", "Invalid revision id",
     "The id of a new revision names its file and its constant. It contains characters other than letters, digits, _ "
     "and -, or a revision or a file with that name exists.",
     "Choose another id with --id."},
    {"E208", "Unknown revision",
     "The command knows a revision that the program which writes migrations does not know. They come from different "
     "builds.",
     "Build, and run the command again."},
    {"E209", "Several heads",
     "A new revision revises the head, and the history has several heads. For merge: one of the given revisions "
     "depends "
     "on another, or only one revision was given.",
     "Merge the heads first, or name the revision."},
    {"E210", "Pending changes do not apply after this revision",
     "The schema has changes that no migration makes yet, and some of them cannot be made on the branch that --branch "
     "names, because they need a table or column of another branch.",
     "Merge the branches first, then write the revision."},
    {"E211", "Range cannot be squashed",
     "A checkpoint cannot replace this range of revisions. The range is not contiguous, begins with a merge, or "
     "creates "
     "an index concurrently; or a later revision relies on what the range proved about existing rows.",
     "Choose the range that the message proposes."},
    {"E212", "Too many parallel branches",
     "Retort renders the scripts of a revision for every set of revisions of other branches that use the same tables "
     "or "
     "types and can be applied before it. There are more than 512 such sets.",
     "Merge some of the branches that the message names."},
};

}  // namespace retort::codegen
