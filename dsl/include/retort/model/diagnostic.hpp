// The catalogue of faults that a schema or a history can have, and the sentences they become. docs/errors.md is made
// from it. A fault is a small struct; its text is made only where there is one.
#pragma once

#include <retort/model/schema.hpp>

#include <initializer_list>

namespace retort::model {

/// One entry of the catalogue. In `sentence` and `way_out`, {0} to {4} stand for the fault's arguments.
struct diagnostic {
    int code;
    std::string_view title = {};
    std::string_view sentence = {};
    std::string_view way_out = {};
    std::string_view explanation = {};
};

// clang-format off
inline constexpr diagnostic catalogue[] = {
    {101, "Duplicate table", "table '{0}' is declared twice", "rename one of the two, or list it once",
     "Two tables of one schema have the same name, or one is passed to the schema twice."},
    {102, "Duplicate column", "column {0}.{1} is declared twice", "rename or remove one of the two",
     "A table declares two columns of the same name."},
    {103, "Unknown table in a foreign key", "{0}.{1} references '{2}', and there is no such table", "declare the table, and list it in the schema before this is checked",
     "A foreign key names a table that the schema does not have, or that does not exist yet at this revision of the history: create the table it refers to first."},
    {104, "Unknown column in a foreign key's target", "{0}.{1} references {2}.{3}, and {2} has no such column", "name a column of {2}",
     "A foreign key names a column that its target table does not have."},
    {105, "Foreign key of another type", "{0}.{1} is {2}, but {3}, which it references, is {4}", "give both the same type",
     "A foreign key and the key it refers to must have the same type: some databases refuse the pair, others look it up without the index."},
    {106, "Unknown column", "{0} names column '{2}', which table '{1}' does not have", "add the column, or name another",
     "A primary key, unique key, foreign key, check or index names a column that its table does not have."},
    {107, "Default of the wrong type", "{0}.{1} is {2}, but its default is {3}", "write a default of the column's type",
     "A column's default has another type than the column."},
    {108, "Foreign key with another number of columns", "{0} has {1}, and its target in '{2}' {3}", "name one target column for each column",
     "A foreign key needs as many target columns as it has columns."},
    {109, "Foreign key to what is not unique", "{0}.{1} references {2}({3}), which is neither the primary key of {2} nor unique", "add unique({4}) to '{2}', or reference its primary key",
     "A foreign key must refer to a primary key or to a unique key of the same columns."},
    {110, "Table without columns", "table '{0}' has no columns", "declare at least one",
     "A table needs at least one column on every database."},
    {111, "Two primary keys", "table '{0}' has two primary keys", "list all columns of the key in one primary_key(...)",
     "A table has at most one primary key; one key of several columns is written primary_key(\"a\", \"b\")."},
    {112, "Operands that do not go together", "{0} of table '{1}' puts {2} beside {3}", "compare values of one type",
     "An expression compares or combines values of two types, such as a text with a number."},
    {113, "Not a condition", "{0} of table '{1}' is {2}, not a condition", "write a comparison, such as col(\"price\") >= 0",
     "A check, and the where(…) of an index, must be true or false."},
    {114, "Unknown enumeration", "{0}.{1} is of enumeration '{2}', and there is no such enumeration", "declare enumeration(\"{2}\", ...) and list it in the schema",
     "A column's type names an enumeration that the schema does not have, or that does not exist yet at this revision."},
    {115, "Relation name used twice", "{0} of table '{1}': {2} of that name exists already", "give it another name",
     "In PostgreSQL tables, views, sequences, indexes and the indexes behind primary keys, unique keys and exclusion constraints share one set of names; in SQLite tables, views and indexes do. MariaDB has one set of names for the foreign keys of all tables, and one for the keys and indexes of each table."},
    {116, "Nullable column in a primary key", "{0}.{1} is nullable, and part of the primary key", "remove nullable",
     "The columns of a primary key are never null; SQLite alone would let them be."},
    {117, "Identity on what is not an integer", "{0}.{1} is {2}, and identity numbers integers only", "make it bigint",
     "identity lets the database number the rows; the column must be smallint, integer or bigint."},
    {118, "Constraint name used twice", "table '{0}' has two constraints named '{1}'", "name one of them otherwise",
     "Two constraints of one table have the same name, given or derived by the naming convention. To MariaDB a unique index is one."},
    {119, "Empty name", "{0} has an empty name", "give it one",
     "Tables, columns, enumerations and revisions need a name."},
    {120, "Duplicate enumeration", "enumeration '{0}' is declared twice", "rename one of the two, or list it once",
     "Two enumerations of one schema have the same name."},
    {121, "Enumeration's values", "enumeration '{0}' {1}", "list each value once, and at least one",
     "An enumeration has no values, or lists one twice."},
    {122, "Column named twice", "{0} of table '{1}' names column '{2}' twice", "name it once",
     "A key or an index lists the same column twice."},
    {123, "Default that is not a member", "{0}.{1} is of enumeration '{2}', which has no value '{3}'", "use one of its values: {4}",
     "The default of a column of an enumeration must be one of its values."},
    {124, "Identity with a default", "{0}.{1} is identity and has a default", "keep one of the two",
     "An identity column takes its values from the database's own numbering."},
    {125, "Name too long", "{0} '{1}' has {2} bytes; {3}", "shorten it",
     "PostgreSQL cuts names after 63 bytes without an error, and MariaDB refuses them after 64 characters. Where neither is among the schema's databases(...), a name can be as long as you like."},
    {126, "Type parameter out of range", "{0}.{1} is {2}: {3}", "choose a length or precision that databases have",
     "A length must be at least 1, a precision between 1 and 1000, a scale between 0 and the precision."},

    {127, "Prefix of a value that has none", "{0} of table '{1}': the prefix of '{2}' {3}", "index the whole column",
     "prefix(\"column\", n) indexes the first n characters of a text, or bytes of bytes, where the database can. Other values have no beginning, n is at least 1, and what is unique is the whole value."},
    {128, "SET NULL on a column that is NOT NULL", "{0}.{1} is NOT NULL, and its foreign key sets it to NULL {2}", "make the column nullable, or choose another action",
     "ON DELETE SET NULL, or ON UPDATE SET NULL, on a column that cannot be NULL fails when it is needed."},
    {129, "SET DEFAULT without a default", "{0}.{1} has no default, and its foreign key sets it to its default {2}", "give the column a default, or choose another action",
     "ON DELETE SET DEFAULT needs a default to set."},
    {130, "Default too long", "{0}.{1} is {2}, but its default has {3}", "shorten the default, or widen the type",
     "The default of a column is longer than the column; PostgreSQL says so at the first insert."},
    {131, "Value out of range", "{0}.{1} is {2}, and {3} is out of its range", "choose another value, or a wider type",
     "A number does not fit the column's type."},
    {132, "Generated column with a value of its own", "{0}.{1} is generated, and has {2} too", "keep one of the two",
     "The value of a generated column comes from its expression, so it has neither a default nor an identity."},
    {133, "Generated column that needs itself", "{0}.{1} is generated from {2}, which needs {0}.{1}", "compute it from other columns",
     "A generated column is computed from itself, by itself or through other generated columns."},
    {134, "Index over what has no order", "{0} of table '{1}' is over '{2}', which is {3} and has no order", "index an expression of it, or use another method, such as method(\"gin\") for documents",
     "A btree index needs values that can be put in order; json, xml and shapes cannot."},
    {135, "Key over what cannot be compared", "{0} of table '{1}' has the column '{2}', which is {3}, whose values cannot be compared", "use jsonb for documents, or a column that is computed from it",
     "A primary key or a unique key needs values of which it can be said whether they are equal."},
    {136, "Not the same tomorrow", "{0} of table '{1}' uses {2}, whose value changes", "compare with a constant, or ask in the query",
     "The condition or expression of an index, and the value of a generated column, are computed once and kept: now and its like cannot stand there."},
    {137, "Included column of the key", "{0} of table '{1}' includes '{2}', which it is over already", "remove it from include(...)",
     "include(...) adds columns to an index that are not part of its key."},
    {138, "Type name used twice", "{0} '{1}': {2} of that name exists already", "give one of them another name",
     "In PostgreSQL enumerations, domains and composite types share one set of names with tables, their partitions and views, because every table is a type."},
    {139, "Names that differ in case only", "{0} '{1}' is '{2}' for databases that do not tell upper from lower case", "rename one of the two",
     "SQLite and MariaDB do not tell upper from lower case in names; a schema that says databases(postgresql) alone can have both."},

    {140, "Step on a missing table", "{0}: there is no table '{1}' at this revision", "create it in an earlier step",
     "A step of a migration names a table that does not exist at that point of the history."},
    {141, "Step on a missing column", "{0}: table '{1}' has no column '{2}' at this revision", "add it in an earlier step",
     "A step of a migration names a column that does not exist at that point of the history."},
    {142, "Step on a missing constraint or index", "{0}: table '{1}' has no {2} at this revision", "name one that it has: {3}",
     "A step of a migration drops a constraint or an index that does not exist at that point of the history."},
    {143, "What a step adds exists already", "{0}: {1} exists already at this revision", "remove the step, or choose another name",
     "A step creates or renames to something that is there already."},
    {144, "What a step takes away is still used", "{0}: {1} still uses it", "drop or change {1} in an earlier step",
     "A step drops something that a key, an index, a check or a foreign key still needs. Databases differ in what they would do then; the history says it."},
    {145, "Raw SQL without a way back", "execute(...) has neither undo(...) nor irreversible(...)", "add undo(\"the SQL that reverts it\"), or irreversible(\"why it cannot be\")",
     "Raw SQL is not understood, so its author must say how it is undone, or that it is not."},
    {146, "Step on a missing enumeration", "{0}: there is no enumeration '{1}' at this revision", "create it in an earlier step",
     "A step of a migration names an enumeration that does not exist at that point of the history."},
    {147, "Step on a missing object", "{0}: there is no {1} at this revision", "create it in an earlier step",
     "A step of a migration drops, renames or replaces an object that does not exist at that point of the history."},
    {148, "Change of type without a conversion", "{0}: {1} does not become {2} by itself", "{3}",
     "No database converts values between these types without being told how."},
    {149, "Value of an enumeration", "{0}: enumeration '{1}' {2}", "{3}",
     "A step adds a value that the enumeration has, or names one that it has not."},

    {150, "Unknown parent revision", "revision '{0}' revises '{1}', which is not in this history", "name an existing revision",
     "revises(…) names a revision of which there is no migration in the folder."},
    {151, "Two heads", "the history has {0} heads: {1}", "let one of them revise the other, or add a migration that revises both (NAME-migrate merge -m \"...\" writes it)",
     "Two revisions are revised by no other: it is not known in which order they should run, nor which schema results. In a build the command is made all the same, so that it can write the merge; what applications link is not."},
    {152, "Cycle", "the revisions {0} revise each other in a circle", "correct a revises(...): the first revision has none",
     "Following revises(…) leads back to where it began, so that no revision can be first."},
    {153, "Two revisions with one id", "two migrations have the id '{0}'", "give one of them another",
     "Each revision is recorded in the database by its id, so an id stands for one migration only."},
    {154, "History that does not reach the schema", "the history does not end in the declared schema {0}: {1}", "write the migration that is missing (NAME-migrate revision -m \"...\" does), or take the change back",
     "Replaying all migrations gives another schema than the one declared. The message names the first difference; the draft that a build writes has all of them."},
    {155, "Branches that do not commute", "'{0}' and '{1}'{2} do not commute: {3}", "let one of them revise the other, or take the change out of one{4}",
     "Databases in which one branch was applied before the merge take the steps in another order than others do, so both orders must give the same schema and the same rows. The history replays both and compares; of steps on rows it looks at the columns that they read and write, at their conditions and keys. Steps of the merge may settle what depends on the order. A trigger that one branch makes, changes or takes away does not commute with steps of the other on the rows of its table. Raw SQL is taken to touch what it names, or to do what its effect(...) says; a function in C++ may do anything to rows; and two of these are never judged: assume(\"why\") in the merge says that either order will do."},
    {156, "Value of the wrong type", "{0}: {1}.{2} is {3}, and is given {4}", "write a value of the column's type",
     "A row that a step writes has a value of another type than its column, one that is out of range, or one that the enumeration does not have."},
    {157, "Row without a value that it needs", "{0}: {1}.{2} is NOT NULL, has no default, and is given no value", "list the column and its values",
     "insert_rows(...) leaves out a column that must have a value."},
    {158, "All rows", "{0} has no where(...)", "add where(...), or all_rows where every row is meant",
     "A step that changes or deletes every row of a table says so."},
    {159, "Change of rows without a way back", "{0} has neither {1} nor irreversible(...)", "add {2}, or irreversible(\"why it cannot be\")",
     "What rows held before is not known to the history, so the author of a step that changes or deletes rows says how it is undone, or that it is not."},

    {160, "Type that a database does not have", "{0} is {1}, which {2} does not have", "{3}",
     "A column has a type that one of the schema's databases has not, and that cannot be emulated there. docs/types.md has the table."},
    {161, "What a database does not have", "{0}: {1}", "{2}",
     "A part of the schema has no equivalent on one of the databases that it is going to live on."},
    {162, "Database that a step leaves out", "on({0}, ...) stands alone: this schema lives on {1} too", "add on({1}, ...) behind it, or on({1}, nothing)",
     "A step for one database only must say what happens on the others, so that nobody finds out at night."},
    {163, "Step that cannot be for one database", "{0} inside on(...) would change the schema on one database only", "move it out of on(...); inside can stand execute, run, the steps on rows, and create_index, add_check, add_exclusion and create_... of objects",
     "There is one model of the schema for all databases. What lives on some of them only is an index, a check, an exclusion constraint or an object."},
    {164, "Body that is missing for a database", "{0} has no SQL for {1}", "add on({1}, \"...\"), or make it only(...) the others",
     "The text of a view, function, trigger or policy, or a default, is there for some databases only."},
    {165, "Row of another length", "{0}: row {1} has {2}, and there are {3}", "give one value for each column",
     "insert_rows(...) lists columns, and each row(...) one value for each of them."},
    {166, "Unknown dependency", "{0} depends on '{1}', and there is no such table, column or object", "name something that exists, and create it before",
     "depends_on(...) names something that the schema does not have."},
    {167, "Objects that need each other", "{0} needs itself, through {1}", "break the circle",
     "Following depends_on(...) leads back to where it began, so that none of the objects can be created first."},
    {168, "Duplicate object", "{0} is declared twice", "rename one of the two, or list it once",
     "Two objects of one kind have the same name. SQLite and MariaDB know a trigger by its name alone, whichever table it is on."},
    {169, "Object on an unknown table", "{0} is on '{1}', and there is no such table or view", "name a table of the schema",
     "A trigger, a policy or a grant names a table that the schema does not have."},

    {170, "NOT NULL column on rows that exist", "{0}: existing rows of {1} have no value for it", "add default_(...), or make it nullable, backfill it and then alter_column(..., not_null)",
     "An earlier revision created the table, so it may have rows, and a new column that is NOT NULL needs a value for them: a default, an expression, or assume(\"why there are none\")."},
    {171, "NOT NULL on rows that exist", "{0}: a row of {1} may hold NULL", "{2}, precheck, or assume(\"why not\")",
     "Setting a column NOT NULL fails where a row holds NULL. A backfill(...) of all such rows, in this or an earlier step, discharges the obligation. Of raw SQL nobody knows here whether it is NULL: coalesce(sql(\"...\"), \"a constant\") never is. What else discharges it is precheck, which asks the database before anything is done, or assume(\"reason\")."},
    {172, "Key on rows that exist", "{0}: two rows of {1} may have the same values", "add precheck, or assume(\"why not\")",
     "A unique key, a primary key, a unique index or an exclusion constraint on a table with rows fails where they are not different."},
    {173, "Foreign key on rows that exist", "{0}: a row of {1} may refer to nothing", "add precheck, not_valid, or assume(\"why not\")",
     "A foreign key on a table with rows fails where one of them refers to a row that is not there. A column that the same revision added without a default has nothing to refer to, and needs no proof."},
    {174, "Check on rows that exist", "{0}: a row of {1} may not fulfil it", "add a backfill(...) that makes it true, precheck{2}, or assume(\"why it does\")",
     "A check on a table with rows fails where one of them does not fulfil it. A backfill(...) whose values fulfil it, of the rows that do not, discharges the obligation. A domain's check is demanded of the rows of all columns that are of it."},
    {175, "Narrower type on rows that exist", "{0}: a value of {1} may not fit {2}", "add {3}precheck, or assume(\"why it does\")",
     "A type with fewer values fails, or cuts, where a row holds another; so does a domain that gets such a type below it, for the rows of its columns."},
    {176, "Assumption without a reason", "{0}: assume(\"\") gives no reason", "say why it is so",
     "assume(...) is read by the next person who wonders; it needs a reason."},
    {177, "Key without the partition's columns", "{0} of table '{1}' does not have '{2}', by which the table is partitioned", "add the column to the key",
     "Rows of different partitions are not compared, so that a primary key or a unique key of a partitioned table contains its partition columns."},
    {178, "Partition that does not fit", "partition '{0}' of table '{1}': {2}", "write from(...) and to(...), values_in(...) or modulus(...) as the table's partition_by(...) says",
     "A partition's bounds are of another kind than its table's, or have another number of values; or the table is not partitioned."},
    {179, "Sequence that cannot count", "sequence '{0}': {1}", "choose other options",
     "A sequence has the increment 0, bounds that leave nothing between them, or starts outside of them."},
    {180, "Unknown type", "{0} is of {1} '{2}', and there is no such type", "declare it, and list it in the schema before this is checked",
     "A column, an attribute or a domain names a domain or a composite type that the schema does not have, or that does not exist yet at this revision."},
    {181, "Attributes of a composite type", "composite type '{0}' {1}", "list each attribute once, and at least one",
     "A composite type has no attributes, or two of one name."},
    {182, "Collation of what is not text", "{0}.{1} is {2}, which has no collation", "remove collation(...)",
     "Only texts are put in order by a collation."},
    {183, "Renamed from what is still there", "{0} is renamed from '{1}', which still exists", "remove renamed_from(...), or the old one",
     "renamed_from(...) says which name a table or column had, so that its rows are kept when the next migration is drafted. The old name cannot be declared beside it."},
    {184, "Value for a column that computes its own", "{0}: {1}.{2} is {3}", "leave the column out",
     "A step on rows writes into a generated column, or into an identity column that is always the database's."},
    {185, "Type of what it cannot be made of", "{0} is {1}: {2}", "choose another type",
     "unsigned_(...) needs an integer or a number, array(...) at most six dimensions, and native(...) a name."},
    {186, "Statement outside a transaction", "{0} runs outside a transaction, and {1}", "give it a revision of its own, with nothing else in it",
     "Where a statement cannot be part of a transaction, what comes before it in the same revision could not be rolled back with it."},
    {187, "Naming convention that forgets the table", "the naming convention's form \"{0}\" has no {1}", "write {1} into it",
     "Names that are derived must differ from table to table and, but for primary keys, from column to column."},
    {188, "Left to be filled in", "{0} still says todo", "write in its place what the comment above it asks for",
     "A draft leaves todo where only its author knows what belongs there: the value that rows which exist get, why they fulfil a new constraint, what holds where two branches meet. It compiles nowhere, so that it cannot be forgotten."},
    {189, "Empty on(...)", "on({0}) says nothing", "write a step or a text behind the database, or nothing",
     "on(database, ...) needs what is to be done there."},
    {190, "Wrong argument of column(...)", "column '{0}' is given {1}", "write column(\"name\", type, attributes...)",
     "The second argument of column(...) is a type; behind it come nullable, default_(...), identity, references(...), generated(...), collation(...), comment(...), renamed_from(...)."},
    {191, "Wrong part of a table", "table '{0}' is given {1}", "write columns, primary_key(...), unique(...), foreign_key(...), check(...), exclude(...), index(...) and options behind its name",
     "table(...) and create_table(...) take parts of a table."},
    {192, "Wrong step of a migration", "migration '{0}' is given {1}", "write revises(...), message(...) and steps, such as create_table(...)",
     "migration(...) takes steps, in the order in which they are to be taken."},
    {193, "Wrong part of a schema", "schema '{0}' is given {1}", "list tables, enumerations and objects, each a named constant",
     "retort::schema<...> takes the constants that table(...), enumeration(...), view(...) and their like have made."},
    {194, "Wrong argument", "{0} is given {1}", "write {2}",
     "A word takes what it says: add_unique(\"t\", unique(...)), references(\"table\", \"column\"), names as texts."},
    {195, "Exclusion of nothing", "{0} of table '{1}' {2}", "write exclude(method(\"gist\"), with(\"room\", \"=\"), ...)",
     "An exclusion constraint needs columns or expressions, each with an operator."},
    {196, "Nothing to validate", "{0}: constraint '{1}' of table '{2}' was checked when it was added", "remove the step",
     "validate_constraint(...) is for a foreign key or a check that was added not_valid."},
    {197, "WITHOUT ROWID without a key", "table '{0}' is without_rowid, and {1}", "give it a primary key that is no identity",
     "A table without rowid is stored by its primary key, and does not number its rows (https://www.sqlite.org/withoutrowid.html)."},
    {198, "Privilege that there is not", "the grant to '{1}' {0}", "use select, insert, update, delete, truncate, references, trigger, or all",
     "grant(...) lists privileges of SQL's, at least one."},
    {199, "Batch of nothing", "{0}: its batch has less than one row", "write batch(1000), or leave it out",
     "A backfill works on at least one row at a time."},

    {401, "Checkpoint with a part of its revisions", "checkpoint '{0}' replaces {1}, which {2} not in this history, and others that are", "put back what is missing, or take the others away too",
     "The revisions that a checkpoint replaces stay in the folder together, or leave it together: with a part of them, a database that is inside the range could not go on."},
    {402, "Checkpoint of what is not one piece", "what checkpoint '{0}' replaces is not one piece of the history: {1}", "list all revisions from the first to the last in replaces(...), each behind what it revises",
     "A checkpoint replaces a range with one way in and one way out. Branches may part and meet within it."},
    {403, "Checkpoint at another place", "checkpoint '{0}' revises {1}, and '{2}', the first that it replaces, revises {3}", "let both revise the same",
     "A checkpoint stands where the range stands that it replaces."},
    {404, "Checkpoints that overlap", "checkpoint '{0}' replaces '{1}', {2}", "let the range of one checkpoint begin behind the other",
     "Each revision is replaced by one checkpoint at most, and a checkpoint by none."},
    {405, "Checkpoint that ends elsewhere", "checkpoint '{0}' does not end where '{1}' does: {2}", "correct the checkpoint's steps, or have it made anew",
     "While the revisions that a checkpoint replaces are there, the schema after its steps is compared with the schema after theirs: a new database and an old one would differ."},
    {406, "Revision inside of what is replaced", "revision '{0}' revises '{1}', which checkpoint '{2}' replaces", "revise '{3}', the last that it replaces, or the checkpoint",
     "A database that a checkpoint made was never inside the range, so nothing can stand there."},
    {407, "Enumeration that loses a value of rows that exist", "{0}: a row of {1} may hold '{2}'", "give such rows another value in a backfill(..., where(col(\"...\") == \"the value\")) before it, or add precheck, or assume(\"why none does\")",
     "An earlier revision created a table with the enumeration, so its rows may hold a value that the enumeration is to lose, and the databases refuse that. precheck asks before anything is done; a value with another name is rename_enumeration_value(...)."},
    {408, "Way back that has no value for existing rows", "{0}: the way back adds {2} as NOT NULL, and existing rows of {1} would have no value", "add undo(set(\"{2}\", value)), precheck to refuse the way back while {1} has rows, or irreversible(\"why\")",
     "Undoing the step adds the column again. A column that is NOT NULL and has no default fails on every table with rows, on every database. The value in undo(set(...)) can be computed from other columns; the column keeps no default. What the step says of its way back is not part of the revision's checksum, so a revision that is applied already can be completed."},
    {413, "Approval of a loss that does not occur", "{0} destroys nothing, so allow_loss(...) approves nothing", "remove allow_loss(...)",
     "allow_loss(\"why\") approves that a step destroys contents. On a step that keeps them it would mislead the reader, or hide that another step was meant."},
    {414, "Approval of a loss without a reason", "{0}: allow_loss(\"\") gives no reason", "say why the contents may go",
     "allow_loss(\"why\") approves that a step destroys contents, and a reviewer needs the reason."},
};
// clang-format on

constexpr const diagnostic* find_diagnostic(int code) {
    for (const diagnostic& d : catalogue)
        if (d.code == code) return &d;
    return nullptr;
}

/// Something wrong with the user's declarations: which rule, where, and what fills the sentence's gaps.
struct fault {
    int code = 0;
    model::place place = {};
    list<string> arguments = {};
    /// The nearest name that exists, for "did you mean"; may be empty.
    string suggestion = {};
};

using faults = list<fault>;

/// Takes views, so that the caller's temporaries live in its own full expression: g++ 12 evaluates a braced list of
/// owning temporaries as if they were gone.
constexpr void add_fault(faults& out, int code, const place& at, std::initializer_list<std::string_view> arguments,
                         std::string_view suggestion = {}) {
    fault f{.code = code, .place = at, .suggestion = suggestion};
    for (std::string_view a : arguments) f.arguments.push_back(string(a));
    out.push_back(std::move(f));
}

namespace detail {

constexpr std::size_t edit_distance(std::string_view a, std::string_view b) {
    auto row = filled(b.size() + 1, std::size_t{0});
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            std::size_t best = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            if (row[j] + 1 < best) best = row[j] + 1;
            if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
            row[j] = best;
        }
    }
    return row[b.size()];
}

constexpr string fill(std::string_view form, const list<string>& arguments) {
    string out;
    for (std::size_t i = 0; i < form.size(); ++i) {
        if (form[i] == '{' && i + 2 < form.size() && form[i + 2] == '}') {
            out += arguments[static_cast<std::size_t>(form[i + 1] - '0')];
            i += 2;
        } else {
            out += form[i];
        }
    }
    return out;
}

}  // namespace detail

/// The candidate nearest to `wanted`, or nothing when none is near.
constexpr string nearest(std::string_view wanted, const names& candidates) {
    std::string_view best;
    std::size_t best_distance = wanted.size() / 4 + 1;
    for (std::string_view candidate : candidates) {
        const std::size_t longer = candidate.size() > wanted.size() ? candidate.size() : wanted.size();
        const std::size_t shorter = candidate.size() + wanted.size() - longer;
        if (longer - shorter > best_distance) continue;
        const std::size_t distance = detail::edit_distance(wanted, candidate);
        if (distance <= best_distance && distance < longer && (best.empty() || distance < best_distance)) {
            best = candidate;
            best_distance = distance;
        }
    }
    return string(best);
}

/// "felix_hub/schema.hpp:12": the last folder and the file, because the whole path is longer than the sentence.
constexpr string to_string(const place& p) {
    std::string_view file = p.file;
    std::size_t from = file.size();
    for (int slashes = 0; from > 0; --from)
        if (file[from - 1] == '/' && ++slashes == 2) break;
    return string(file.substr(from)) + ":" + decimal(static_cast<long long>(p.line));
}

/// The whole sentence: place, what is wrong, the way out, the code.
constexpr string to_string(const fault& f) {
    const diagnostic* d = find_diagnostic(f.code);
    string text;
    if (f.place.line != 0) text = to_string(f.place) + ": ";
    text += detail::fill(d->sentence, f.arguments);
    text += "; ";
    if (f.suggestion.empty()) {
        text += detail::fill(d->way_out, f.arguments);
    } else {
        text += "did you mean '";
        text += f.suggestion;
        text += "'?";
    }
    return text + " [E" + decimal(f.code) + "]";
}

}  // namespace retort::model
