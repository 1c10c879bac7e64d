// Every error code of the runtime, with the text of its documentation. A code is never reused.
#pragma once

#include <string_view>

namespace retort {

/// The documentation of one error: a short `title`, an `explanation` of when it occurs, and a `way_out`, the fix.
struct error_page {
    std::string_view code;
    std::string_view title;
    std::string_view explanation;
    std::string_view way_out;
};

inline constexpr error_page error_catalogue[] = {
    {"E301", "malformed database URL",
     "The database URL has an unknown scheme, a missing part, an option that the database does not support, or a "
     "character that must be percent-encoded. The message does not repeat the URL, because a malformed URL may show a "
     "password in an unexpected place.",
     "Write sqlite:///relative.db, sqlite:////absolute.db, postgresql://user:password@host:port/database, or "
     "mariadb://user:password@host:port/database. Percent-encode special characters in user names and passwords (@ is "
     "%40, / is %2F, % is %25)."},
    {"E302", "cannot connect to the database",
     "The server could not be reached or rejected the login, the file or its folder could not be opened, or an open "
     "connection was lost.",
     "Check that the server runs and that host, port, user and database name are correct. For SQLite, check that the "
     "folder exists and is accessible. After a lost connection, run the same command again: it continues from the "
     "state of the database."},
    {"E303", "the database is read-only",
     "The command must write, but the file, its folder, the server (a standby) or the session is read-only. An upgrade "
     "that has nothing to do does not write.",
     "Give the user who migrates write access to the file and its folder, or connect to the primary server."},
    {"E304", "not a database", "The file exists but is not an SQLite database, is encrypted, or is damaged.",
     "Check the path, or restore a damaged file from a backup. Nothing was written to the file."},
    {"E305", "unknown revision",
     "No revision of this history has the given id or an id that begins with it, or the command needs one revision and "
     "got base or a range.",
     "List the revisions with the history command. A prefix is enough if only one revision begins with it."},
    {"E306", "ambiguous revision",
     "Several revisions begin with the given text, 'head' was given and the history has several heads, or relative "
     "steps such as head-2 lead to different revisions across a merge or a branch.",
     "Write more of the id, name the revision, or use 'heads' to apply all heads. The merge command joins the heads."},
    {"E307", "the database is ahead of this program",
     "The ledger has an applied revision that this program's history does not have. A newer build, or a build of "
     "another branch, migrated the database.",
     "Use the build that knows the revision, or first revert the revision with that build."},
    {"E308", "an applied revision was edited",
     "The operations of a revision differ from those that were applied: the checksum differs from the ledger's. The "
     "checksum ignores comments and formatting.",
     "Restore the revision and write the change as a new revision."},
    {"E309", "a statement failed",
     "The database rejected a statement. The message has the database's error message, the number of the statement, "
     "and what remains of the revision. If the revision ran in a transaction, nothing remains. Some statements cannot "
     "run in a transaction. MariaDB commits with each change of the schema, so earlier statements of the revision "
     "stay.",
     "Correct the data or the revision that the message names, and run the same command again."},
    {"E310", "the revision cannot be reverted",
     "The revision is irreversible, or Retort cannot derive how to revert it. Nothing was changed.",
     "Restore a backup, or write a new revision that leads to the state you want."},
    {"E311", "invalid target",
     "The target lies in the other direction, is not applied, or is further away than there are revisions, or no "
     "revisions lie between the ends of a range.",
     "The status command lists the applied and the pending revisions. Name one of those."},
    {"E312", "lock timeout",
     "Another process migrates the same database, or a session holds a lock on a table that the revision changes. "
     "Everything that the message does not name is unchanged, and earlier revisions stay applied. The database itself "
     "releases the locks of a killed process.",
     "Let the other session finish, or end it, and run the same command again."},
    {"E313", "no database given", "The command needs a database, and none was given.",
     "Give --database URL, set the environment variable DATABASE_URL, or write DATABASE_URL=... into ./.env."},
    {"E314", "no plan or no driver for this database",
     "The history was not built for this kind of database, or this build of Retort has no driver for it.",
     "Add the database to DATABASES in retort_add_schema() and build again. For the driver, build Retort with "
     "RETORT_WITH_POSTGRESQL=ON or RETORT_WITH_MARIADB=ON."},
    {"E315", "a value does not fit its type",
     "A field that the database returned, or a parameter, cannot be converted without loss.",
     "Check that the column has the type that the schema declares."},
    {"E316", "foreign key violations after a rebuild",
     "SQLite rebuilds a table with foreign keys switched off. The check before the commit found rows that reference "
     "missing rows and did not before. The revision was rolled back.",
     "Correct or remove the rows that the message names, or change the revision so that the referenced rows stay."},
    {"E317", "an object could not be restored after a rebuild",
     "SQLite drops the triggers and indexes of a table that is rebuilt. Retort restores those that the history does "
     "not know, and one of them does not fit the new table. The revision was rolled back.",
     "Drop the object first, in this revision with execute(\"DROP TRIGGER ...\"), and create its new form afterwards."},
    {"E318", "unexpected structure of the ledger",
     "A newer Retort wrote the table retort_revisions, or it was changed manually: columns are missing or unknown.",
     "Use the newer Retort, or restore the columns of the table. Nothing was changed."},
    {"E319", "a transaction is already open",
     "The migrator runs each revision in its own transaction and was called inside another transaction.",
     "Commit or roll back before calling upgrade() or downgrade()."},
    {"E320", "a precheck found rows",
     "A step of the revision has a precheck, which queries the database before the step runs, and some rows would make "
     "the step fail. The message states whether a part of the revision was kept: on MariaDB earlier steps stay.",
     "Correct the rows that the query in the message counts, and run the same command again."},
    {"E321", "a C++ step failed",
     "A function that the revision calls (run) threw an exception, or ended the transaction in which it was called. On "
     "MariaDB every change of the schema ends the transaction. Its changes in an open transaction were rolled back.",
     "Fix the reported problem and run the command again."},
    {"E322", "a script cannot call C++",
     "--sql writes a script for the database's client, and one of the revisions calls a C++ function.",
     "Apply that revision with the command, and write scripts for the revisions before and after it."},
    {"E323", "a parent of an applied revision is missing",
     "The ledger has a revision, but not the revision that it revises. A row was deleted manually, or comes from "
     "another database. Nothing was changed.",
     "If the database already has the changes of the missing revision, enter it with the stamp command. Otherwise "
     "revert the revision that depends on it, with the build that applied it."},
    {"E324", "data would be lost",
     "A step drops a table or column that contains data, or changes values so that the old values are lost, and "
     "neither its migration nor the run approves the loss. The message lists the data, how much of it there is, and "
     "what is already done.",
     "Approve the loss in the migration, where it is reviewed: drop_column(\"orders\", \"vin\", allow_loss(\"why\")). "
     "Or name the data that this run may destroy: --allow-loss orders orders.vin, or --allow-loss all; in a program, "
     "run_options::allow_loss. --backup keeps a copy but approves nothing."},
    {"E325", "the log file cannot be written",
     "The file that --log-file names could not be opened, or its first line could not be written. Retort opens the "
     "file before the database, so nothing was changed.",
     "Name a file in an existing folder that this user may write to."},
    {"E326", "the database is inside the range of a checkpoint",
     "A checkpoint replaces a range of revisions, and this build has only the checkpoint. The ledger has some, but not "
     "all, of the revisions of the range; the missing ones are only in an older build. Nothing was changed.",
     "Upgrade the database with a build that still has the old migrations, at least to the last revision that the "
     "checkpoint replaces. Then continue with this build."},
    {"E327", "no source tree to write into",
     "revision, merge and squash write a migration's header. They use a program that is built from the declarations, "
     "next to this one. If only this program was installed, the other is missing.",
     "Run the command of the build folder, after a build."},
    {"E328", "the database server is too old",
     "A revision needs a feature of a later release of the database. Nothing was changed.",
     "Use a newer release, stop at an earlier revision, or remove from the migration what the message names."},
    {"E329", "interrupted statement of unknown outcome",
     "A run was interrupted at a statement that commits by itself, and the database does not show whether the "
     "statement took effect: its definitions show none of it or only a part, or this user has different rights than "
     "the user of that run. Nothing was changed since.",
     "Inspect the database. If the statement took effect, run the same command with --interrupted-statement done; "
     "otherwise with --interrupted-statement repeat. If another user started the run, the same command as that user "
     "may find out."},
    {"E330", "the backup could not be made",
     "The database could not be read, its client program (pg_dump, mariadb-dump) failed, the copy is damaged, or the "
     "file could not be written. No part of the backup was kept. A run with --backup did not start.",
     "The message has the output of the client program. Free disk space, give the user the right to read everything "
     "and to write to the folder, and run the command again."},
    {"E331", "a client program is missing",
     "Backups of PostgreSQL need pg_dump and pg_restore, of the server's release or a newer one. Backups of MariaDB "
     "need mariadb-dump. One of them was not found, is too old, or does not support an option of the URL.",
     "Install the database's client programs, or set the environment variable RETORT_CLIENT_PROGRAMS to their folder."},
    {"E332", "the backup file already exists", "A backup never overwrites a file.",
     "Name another file or folder, or move the existing file."},
    {"E333", "the database is not empty",
     "A backup is restored into an empty database: one without tables, views, functions or other user objects. Nothing "
     "was changed.",
     "Restore into a new database, or use --replace. --replace deletes everything in the database, including what is "
     "not in the backup."},
    {"E334", "not a backup, or a damaged backup",
     "The file was not written for this kind of database, is truncated, does not match its checksum, or contains a "
     "statement that no backup has, such as USE. Retort reads the whole file before it changes the database, so "
     "nothing was changed.",
     "Choose another backup of the same kind of database."},
    {"E335", "the restore failed",
     "The file is valid, but the database or its client program rejected a part of it, such as a role that the server "
     "does not have; or an archive of PostgreSQL contains a statement that no backup has, such as COMMIT. On SQLite "
     "and PostgreSQL everything was rolled back. MariaDB commits each change of the schema: a part of the backup is "
     "restored, and the previous contents are gone.",
     "Fix the reported problem and run the command again, on MariaDB with --replace."},
    {"E336", "the database does not exist",
     "The SQLite database is in memory, or its file does not exist, so there is nothing to back up or no place to "
     "restore to.",
     "Name the file, as in sqlite:///shop.db."},
    {"E337", "old backups could not be deleted",
     "The folder could not be read, or a file in it could not be deleted. The new backup was made and kept.",
     "Give the user the right to write to the folder."},
    {"E338", "the output could not be written",
     "Standard output is closed, is a file on a full disk, or cannot be written for another reason, so a part of the "
     "command's output is missing. The command has done its work, such as applying revisions, as the message states.",
     "Write the output to a disk with free space. After a run, the status command shows the state of the database."},
    {"E339", "the file .env cannot be read",
     "If neither --database nor the environment names the database, Retort reads DATABASE_URL from ./.env. The file "
     "exists, but this user may not read it, or it is not a regular file.",
     "Give the user the right to read it, or set --database URL or DATABASE_URL."},
    {"E341", "a view or trigger would be broken",
     "SQLite lets a table or column be dropped or renamed that a view or a trigger uses. The view then fails when it "
     "is read, and the trigger when it fires. After each revision that changes the schema, a run therefore compiles "
     "all views and triggers, including those that the migrations do not know. The revision was rolled back.",
     "Drop the view or the trigger in the revision, and create its new form after the change: with drop_view and "
     "create_view, or with execute(...) for objects that the migrations do not know."},
    {"E342", "the ledger has unknown revisions",
     "stamp would leave revisions in the ledger that this build does not know, and every later run would fail with "
     "E307. Nothing was changed.",
     "Use the build that knows them, or use stamp TARGET --purge. --purge removes them from the ledger and changes "
     "nothing else in the database."},
    {"E346", "conflict with applied revisions of another branch",
     "Two branches of the history change the same object, and the database has a part of the other branch. Retort "
     "renders the scripts of the revision for every set of applied revisions. For this set the revision would fail, or "
     "the result would depend on the order. Nothing was changed.",
     "First apply or revert the revisions that the message names."},
};

}  // namespace retort
