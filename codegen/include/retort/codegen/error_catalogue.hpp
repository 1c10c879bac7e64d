// Errors of the generator: what a build can find that the compiler cannot. docs/errors.md is made from it.
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
    {"E201", "A database cannot do this",
     "A step of a migration, or a part of the schema, has no equivalent on one of the databases listed in DATABASES.",
     "The message says what to write instead; or take the database off the list."},
    {"E202", "Output cannot be written", "The generator cannot write a file of its output folder.",
     "Look at the folder's permissions and the disk's free space."},
    {"E203", "No C++ name",
     "The schema, a table, a column or an enumeration's value cannot be turned into a C++ name, or two of them become "
     "the same one.",
     "Rename one of them."},
    {"E204", "Raw SQL for some databases only",
     "An execute(…) has SQL for some databases, but not for all that are listed in DATABASES.",
     "Add on(<database>, \"…\") for the missing one; an empty text does nothing there."},
    {"E205", "Unknown database", "DATABASES names a database for which there is no dialect.",
     "Use sqlite, postgresql or mariadb."},
    {"E206", "The build is older than the headers",
     "revision and merge compare what was compiled. A header of the schema or of a migration was changed after that, "
     "so "
     "what they would write might be wrong.",
     "Build, and run the command again."},
    {"E207", "An id that cannot be",
     "A new revision's id names its file and its constant. It has other characters than letters, digits, _ and -, or "
     "there is a revision or a file of that name.",
     "Give another one with --id."},
    {"E208", "No such revision",
     "The command knows a revision that the program which writes migrations does not: they are of two builds.",
     "Build, and run the command again."},
    {"E209", "Which head?",
     "A new revision revises the head, and there are several; or merge was given revisions of which one stands on the "
     "other, or only one.",
     "Merge the heads first, or name what is meant."},
    {"E210", "Not behind that revision",
     "The schema's header has more than the history, and on the branch that --branch names some of it cannot be done: "
     "what it needs stands on another branch.",
     "Merge the branches first, then write the revision."},
    {"E211", "Range that cannot be squashed",
     "A checkpoint cannot replace this range of revisions: it is not one piece of the history, or begins with a merge, "
     "makes an index concurrently, or a later revision stands on what the range let be known of rows.",
     "The message says which range will do."},
    {"E212", "Too many branches side by side",
     "The scripts of a revision are rendered for every set of revisions of other branches that touch the same tables or "
     "types and can be applied before it. There are more than 512 such sets.",
     "Merge some of the branches that the message names."},
};

}  // namespace retort::codegen
