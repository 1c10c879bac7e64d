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
    {"E206", "Range that cannot be squashed",
     "A checkpoint cannot replace this range of revisions: it is not one piece of the history, or begins with a merge, "
     "makes an index concurrently, or a later revision stands on what the range let be known of rows.",
     "The message says which range will do."},
};

}  // namespace retort::codegen
