// Every code the runtime can throw, with what its page in the documentation says. A code is never reused.
#pragma once

#include <string_view>

namespace retort {

/// One error's page: `title` in a few words, `explanation` of when it occurs, `way_out` for the reader who has it.
struct error_page {
    std::string_view code;
    std::string_view title;
    std::string_view explanation;
    std::string_view way_out;
};

inline constexpr error_page error_catalogue[] = {
    {"E301", "malformed database URL",
     "The text given as a database URL cannot be read as one: an unknown scheme, a missing part, an option that the "
     "database does not have, or a character that has to be percent-encoded. The URL itself is not repeated in the "
     "message, because a malformed one may show a password in an unexpected place.",
     "Write sqlite:///relative.db, sqlite:////absolute.db, postgresql://user:password@host:port/database, or "
     "mariadb://user:password@host:port/database; "
     "percent-encode special characters in user names and passwords (@ is %40, / is %2F, % is %25)."},
    {"E302", "cannot connect to the database",
     "The server could not be reached or turned the login away, the file or its folder could not be opened, or an open "
     "connection was lost.",
     "Check that the server runs and that host, port, user and database name are right; for SQLite, that the folder "
     "exists and may be entered. After a lost connection run the same command again: it goes on where the database "
     "is."},
    {"E303", "the database is read-only",
     "Something has to be written, and the file, its folder, the server (a standby) or the session is read-only. An "
     "upgrade that has nothing to do never needs to write.",
     "Give the user who migrates the right to write to the file and to its folder, or connect to the primary server."},
    {"E304", "not a database", "The file exists but is not an SQLite database, is encrypted, or is damaged.",
     "Check the path; restore a damaged file from a backup. Nothing was written to it."},
    {"E305", "unknown revision",
     "No revision of this history has the given id, or begins with it, or one revision is wanted and the address is "
     "base or a range.",
     "List the revisions with the history command; a prefix is enough as long as only one revision begins with it."},
    {"E306", "ambiguous revision",
     "Several revisions begin with the given text, the history has several heads and 'head' was asked for, or steps "
     "such "
     "as head-2 meet a merge or a branch behind which the ways lead to different revisions.",
     "Write more of the id, name the revision that is meant, or say 'heads' to apply all of the heads; the merge "
     "command "
     "makes them one."},
    {"E307", "the database is ahead of this program",
     "The ledger holds an applied revision that this program's history does not have: the database was migrated by a "
     "newer build, or from another branch.",
     "Use the build that knows the revision, or undo the revision with that build first."},
    {"E308", "an applied revision was edited",
     "The operations of a revision are no longer those that were applied: its checksum differs from the ledger's. "
     "Comments and formatting do not count, so the operations themselves were changed.",
     "Put the revision back as it was and write the change as a new revision."},
    {"E309", "a statement failed",
     "The database refused a statement. The message has the database's words, the statement's number and what is left "
     "behind: nothing where the revision ran in a transaction, which is everywhere except for statements that a "
     "database refuses inside one. MariaDB commits with each change of the schema, so there what a revision had done "
     "before stays.",
     "Mend the data or the revision that the message names, and run the same command again."},
    {"E310", "the revision cannot be undone",
     "The revision is marked as irreversible, or its way back cannot be known. Nothing was changed.",
     "Restore a backup, or write a new revision that leads forward to the state you want."},
    {"E311", "the target cannot be reached",
     "The target lies in the other direction, is not applied, is further away than there are revisions, or no "
     "revisions "
     "are between the ends of a range.",
     "See the status command for what is applied and what is pending, and name one of those."},
    {"E312", "waited too long for a lock",
     "Another process migrates the same database, or a session holds a table that the revision has to change. What "
     "the message does not name is as it was; revisions before it stay applied. A lock of a process that was killed is "
     "freed by the database itself.",
     "Let the other session finish, or end it, and run the same command again."},
    {"E313", "no database given", "The command needs a database and was not told which.",
     "Give --database URL, set the environment variable DATABASE_URL, or write DATABASE_URL=... into ./.env."},
    {"E314", "no plan or no driver for that database",
     "The history was not built for this kind of database, or this build of Retort has no driver for it.",
     "Add the database to DATABASES in retort_add_schema() and build again; for the driver, build Retort with "
     "RETORT_WITH_POSTGRESQL=ON or RETORT_WITH_MARIADB=ON."},
    {"E315", "a value does not fit its type",
     "A field that the database returned, or a parameter that was given, cannot be converted without loss.",
     "Check that the column has the type that the schema declares."},
    {"E316", "foreign keys are violated after a rebuild",
     "SQLite makes a table anew with its foreign keys switched off; the check before the commit found rows that refer "
     "to nothing and that did not before. The revision was rolled back.",
     "Repair or remove the rows that the message names, or change the revision so that their parents stay."},
    {"E317", "an object could not be put back after a rebuild",
     "SQLite drops the triggers and indexes of a table that is made anew. Those that the history does not know are put "
     "back, and one of them no longer fits the new table. The revision was rolled back.",
     "Drop the object first, in this revision with execute(\"DROP TRIGGER ...\"), and create its new form after."},
    {"E318", "the ledger has an unexpected shape",
     "The table retort_revisions was written by a newer Retort or changed by hand: it lacks columns or has more of "
     "them.",
     "Use the newer Retort, or give the table its columns back; nothing was changed."},
    {"E319", "a transaction is open already",
     "The migrator runs each revision in a transaction of its own and was called inside another one.",
     "Commit or roll back before calling upgrade() or downgrade()."},
    {"E320", "rows would make a step fail",
     "A step of the revision asks the database first (precheck) whether every row fulfils what it demands, and some do "
     "not. The message says whether something of the revision was kept: on MariaDB steps before this one stay.",
     "Correct the rows that the query in the message counts, and run the same again."},
    {"E321", "a C++ step failed",
     "A function that the revision calls (run) threw an exception, or ended the transaction that it was called in, as "
     "on "
     "MariaDB whatever changes the schema does. What it did in an open transaction was rolled back.",
     "Mend what the message says and run the same again."},
    {"E322", "a script cannot call C++",
     "--sql writes a script for the database's own client, and one of the revisions calls a C++ function.",
     "Apply that revision with the command, and write scripts for those before and behind it."},
    {"E323", "a parent of an applied revision is missing",
     "The ledger has a revision, and lacks one that it stands on: a row was deleted by hand, or comes from another "
     "database. Nothing was changed.",
     "Enter the missing one with the stamp command if the database has what it does; else undo the revision that "
     "stands "
     "on it with the build that applied it."},
    {"E324", "something would be destroyed",
     "A step drops a table or a column with something in it, or changes values so that the old ones are lost, and "
     "neither its migration nor the run approves that. The message lists what would go, how much of it there is, "
     "and what is done already.",
     "Write the approval in the migration, where it is reviewed: drop_column(\"orders\", \"vin\", "
     "allow_loss(\"why\")). Or name what this run may destroy: --allow-loss orders orders.vin, or --allow-loss all; in "
     "a program, run_options::allow_loss. --backup keeps a copy, and approves nothing."},
    {"E325", "the log file cannot be written",
     "The file that --log-file names could not be opened, or its first line could not be written. It is tried before "
     "the database is looked at, so nothing was changed.",
     "Name a file in a folder that is there and that this user may write to."},
    {"E326", "the database is inside the range of a checkpoint",
     "A checkpoint replaces a range of revisions, and this build has the checkpoint alone. The ledger has some of the "
     "revisions of that range, and not all: what is missing is in an older build only. Nothing was changed.",
     "Upgrade the database with a build that still has the old migrations, at least to the last that the checkpoint "
     "replaces; then this build goes on."},
    {"E327", "no source tree to write into",
     "revision, merge and squash write a migration's header. The program that does it is built beside this one, from "
     "the "
     "declarations themselves; where only this one was installed, it is not there.",
     "Run the command of the build folder, after a build."},
    {"E328", "the database's release is too old",
     "A revision makes what came with a later release of the database than the one that is there. Nothing was changed.",
     "Run it on a newer release; or stop at a revision before it; or take what the message names out of the "
     "migration."},
    {"E329", "interrupted statement of unknown outcome",
     "A run was interrupted at a statement that commits by itself, and the database does not tell whether the "
     "statement "
     "took effect: its definitions show nothing of it, they show a part of it, or this user does not see what the user "
     "of that run saw. Nothing was changed since.",
     "Look at the database. Run the same command with --interrupted-statement done where the statement took effect, "
     "else with --interrupted-statement repeat. Where another user began the run, the same command as that user may "
     "decide it."},
    {"E330", "the backup could not be made",
     "The database could not be read, its own program (pg_dump, mariadb-dump) failed, the copy is not sound, or the "
     "file could not be written. Nothing of it was kept, and what was to come after the backup was not begun.",
     "The message has the program's own words: make room on the disk, give the user the right to read everything and "
     "to write to the folder, and run the same again."},
    {"E331", "a client program is missing",
     "Backups of PostgreSQL need pg_dump and pg_restore, of the server's release or a newer one; those of MariaDB need "
     "mariadb-dump. One of them was not found, is too old, or cannot be told what the URL says.",
     "Install the database's client programs, or name the folder that has them in the environment variable "
     "RETORT_CLIENT_PROGRAMS."},
    {"E332", "the backup's file exists already", "A backup never takes the place of another file.",
     "Name another file or folder, or move the old one away."},
    {"E333", "the database is not empty",
     "A backup is restored into a database without tables, views, functions or anything else of somebody's. Nothing "
     "was changed.",
     "Restore into a new database, or say --replace: all that is in the database is thrown away then, also what is "
     "not in the backup."},
    {"E334", "not a backup, or a damaged one",
     "The file was not written for this kind of database, is cut off, does not hold what was written, or holds a "
     "statement that no backup has, such as USE. It is read to its end before the database is touched, so nothing was "
     "changed.",
     "Choose another backup, of the same kind of database."},
    {"E335", "the restore failed",
     "The file is sound and the database, or its program, refused something of it, such as a role that the server does "
     "not have, or an archive of PostgreSQL holds a statement that no backup has, such as COMMIT. On SQLite and "
     "PostgreSQL everything was rolled back. On MariaDB, which commits each change of the "
     "schema, a part of the backup is there and what was there before is gone.",
     "Mend what the message says and run the same again, on MariaDB with --replace."},
    {"E336", "no database there",
     "The SQLite database is in memory, or its file does not exist, so there is nothing to back up or no place to "
     "restore to.",
     "Name the file, as in sqlite:///shop.db."},
    {"E337", "old backups could not be deleted",
     "The folder could not be read, or a file in it could not be deleted. A backup that was just made is there.",
     "Give the user the right to write to the folder."},
    {"E338", "the output could not be written",
     "Standard output is a file on a full disk, is closed, or cannot be written for another reason, and a part of what "
     "the command had to say is missing there. What the command had to do besides, such as applying revisions, is done "
     "all the same: the message says so.",
     "Write the output to a place with room. After a run, see the status command for where the database is."},
    {"E339", "the file .env cannot be read",
     "./.env is asked for DATABASE_URL where neither --database nor the environment names the database. It is there, "
     "and this user may not read it, or it is no regular file.",
     "Give the user the right to read it, or say --database URL or DATABASE_URL."},
    {"E341", "a view or trigger would be broken",
     "SQLite accepts that a table or column goes which a view or a trigger names, and fails when the view is read or "
     "the trigger fires. So a run compiles them after each revision that changes the schema, those that the migrations "
     "do not know too. The revision was rolled back.",
     "Drop the view or the trigger in the revision, and create its new form after the change: drop_view and "
     "create_view, or execute(...) for what the migrations do not know."},
    {"E342", "the ledger has unknown revisions",
     "stamp would leave revisions in the ledger that this build does not know, and every run would stop at them "
     "(E307). Nothing was changed.",
     "Use the build that knows them; or say stamp TARGET --purge, which removes them from the ledger and changes "
     "nothing else in the database."},
    {"E346", "the revision cannot run beside the applied revisions of another branch",
     "Two branches of the history touch the same thing, and the database has a part of the other branch. The "
     "revision's scripts are made for every set of applied revisions; for this set the revision would fail, or the "
     "result would depend on the order. Nothing was changed.",
     "Apply or undo the revisions that the message names first."},
};

}  // namespace retort
