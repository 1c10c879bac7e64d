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
    {101, "Duplicate table", "table '{0}' is declared twice", "rename one of them, or list the table once",
     "Two tables of a schema have the same name, or a table is passed to the schema twice."},
    {102, "Duplicate column", "column {0}.{1} is declared twice", "rename or remove one of them",
     "A table declares two columns with the same name."},
    {103, "Unknown table in a foreign key", "{0}.{1} references '{2}', and there is no such table", "declare the table and list it in the schema",
     "A foreign key references a table that the schema does not have, or that does not exist yet at this revision of the history. Create the referenced table first."},
    {104, "Unknown referenced column in a foreign key", "{0}.{1} references {2}.{3}, and {2} has no such column", "name a column of {2}",
     "A foreign key references a column that its target table does not have."},
    {105, "Foreign key type mismatch", "{0}.{1} is {2}, but it references {3}, which is {4}", "give both columns the same type",
     "A foreign key column and the column that it references must have the same type. Some databases reject a mismatch; others cannot use the index."},
    {106, "Unknown column", "{0} names column '{2}', which table '{1}' does not have", "add the column, or name an existing one",
     "A primary key, unique key, foreign key, check or index names a column that its table does not have."},
    {107, "Default of the wrong type", "{0}.{1} is {2}, but its default is {3}", "write a default of the column's type",
     "A column's default has a different type than the column."},
    {108, "Foreign key column count mismatch", "{0} has {1}, but references {3} of '{2}'", "name one referenced column for each column",
     "A foreign key must reference as many columns as it has."},
    {109, "Foreign key to columns that are not unique", "{0}.{1} references {2}({3}), which is neither the primary key of {2} nor unique", "add unique({4}) to '{2}', or reference its primary key",
     "A foreign key must reference a primary key, or a unique key over the same columns."},
    {110, "Table without columns", "table '{0}' has no columns", "declare at least one",
     "A table needs at least one column on every database."},
    {111, "Multiple primary keys", "table '{0}' has two primary keys", "list all columns of the key in one primary_key(...)",
     "A table has at most one primary key. Write a key of several columns as primary_key(\"a\", \"b\")."},
    {112, "Incompatible operand types", "{0} of table '{1}' combines {2} with {3}", "use operands of the same type",
     "An expression compares or combines values of different types, such as a text and a number."},
    {113, "Condition is not boolean", "{0} of table '{1}' is {2}, not a condition", "write a comparison, such as col(\"price\") >= 0",
     "A check, and the where(…) of an index, must be a boolean expression."},
    {114, "Unknown enumeration", "{0}.{1} is of enumeration '{2}', and there is no such enumeration", "declare enumeration(\"{2}\", ...) and list it in the schema",
     "A column's type names an enumeration that the schema does not have, or that does not exist yet at this revision."},
    {115, "Duplicate relation name", "{0} of table '{1}': {2} of that name already exists", "choose another name",
     "In PostgreSQL tables, views, sequences, indexes and the indexes behind primary keys, unique keys and exclusion constraints share one set of names; in SQLite tables, views and indexes do. MariaDB has one set of names for the foreign keys of all tables, and one for the keys and indexes of each table."},
    {116, "Nullable column in a primary key", "{0}.{1} is nullable, but part of the primary key", "remove nullable",
     "The columns of a primary key are NOT NULL. Only SQLite would accept NULL."},
    {117, "Identity on a column that is not an integer", "{0}.{1} is {2}, but an identity column must be an integer", "make it bigint",
     "The database generates the values of an identity column. Its type must be smallint, integer or bigint."},
    {118, "Duplicate constraint name", "table '{0}' has two constraints named '{1}'", "rename one of them",
     "Two constraints of a table have the same name, given or derived by the naming convention. On MariaDB a unique index counts as a constraint."},
    {119, "Empty name", "{0} has an empty name", "give it a name",
     "Tables, columns, enumerations and revisions need a name."},
    {120, "Duplicate enumeration", "enumeration '{0}' is declared twice", "rename one of them, or list the enumeration once",
     "Two enumerations of a schema have the same name."},
    {121, "Invalid enumeration values", "enumeration '{0}' {1}", "list at least one value, and each value once",
     "An enumeration has no values, or lists a value twice."},
    {122, "Duplicate column in a key or index", "{0} of table '{1}' names column '{2}' twice", "name it once",
     "A key or an index lists the same column twice."},
    {123, "Default is not an enumeration value", "{0}.{1} is of enumeration '{2}', which has no value '{3}'", "use one of its values: {4}",
     "The default of an enumeration column must be one of the enumeration's values."},
    {124, "Identity column with a default", "{0}.{1} is an identity column and has a default", "remove one of them",
     "The database generates the values of an identity column, so the column cannot have a default."},
    {125, "Name too long", "{0} '{1}' has {2} bytes; {3}", "shorten it",
     "PostgreSQL truncates names after 63 bytes without an error, and MariaDB rejects names of more than 64 characters. If databases(...) lists neither of them, names have no limit."},
    {126, "Type parameter out of range", "{0}.{1} is {2}: {3}", "choose a supported length or precision",
     "A length must be at least 1, a precision between 1 and 1000, and a scale between 0 and the precision."},

    {127, "Invalid index prefix", "{0} of table '{1}': the prefix of '{2}' {3}", "index the whole column",
     "prefix(\"column\", n) indexes the first n characters of a text, or the first n bytes of a binary value, on databases that support it. Other types have no prefix, n is at least 1, and a unique index covers whole values."},
    {128, "SET NULL on a NOT NULL column", "{0}.{1} is NOT NULL, but its foreign key sets it to NULL {2}", "make the column nullable, or choose another action",
     "ON DELETE SET NULL or ON UPDATE SET NULL on a NOT NULL column fails when the action runs."},
    {129, "SET DEFAULT without a default", "{0}.{1} has no default, but its foreign key sets it to its default {2}", "give the column a default, or choose another action",
     "ON DELETE SET DEFAULT and ON UPDATE SET DEFAULT need a column with a default."},
    {130, "Default too long", "{0}.{1} is {2}, but its default has {3}", "shorten the default, or widen the type",
     "The default of a column is longer than the column. PostgreSQL reports this only at the first insert."},
    {131, "Value out of range", "{0}.{1} is {2}, but {3} is out of its range", "choose another value, or a wider type",
     "A number is outside the range of the column's type."},
    {132, "Generated column with a default", "{0}.{1} is generated and has {2}", "remove one of them",
     "The expression of a generated column computes its value, so the column has neither a default nor an identity."},
    {133, "Generated column refers to itself", "{0}.{1} is generated from {2}, which depends on {0}.{1}", "compute it from other columns",
     "A generated column refers to itself, directly or through other generated columns."},
    {134, "Type cannot be ordered", "{0} of table '{1}' is over '{2}', but values of type {3} cannot be ordered", "index an expression of the column, or use another method, such as method(\"gin\") for documents",
     "A btree index needs values that can be ordered. Values of json, xml and the geometric types cannot."},
    {135, "Type cannot be compared for equality", "{0} of table '{1}' contains '{2}', but values of type {3} cannot be compared", "use jsonb for documents, or a column that is computed from it",
     "A primary key or a unique key needs values that can be compared for equality."},
    {136, "Non-immutable expression in an index", "{0} of table '{1}' uses {2}, which is not immutable", "compare with a constant, or move the condition to the query",
     "The database evaluates the condition or expression of an index, and the expression of a generated column, once and stores the result. now and similar values are not allowed there."},
    {137, "Included column is already in the key", "{0} of table '{1}' includes '{2}', which is already part of its key", "remove it from include(...)",
     "include(...) adds columns to an index that are not part of its key."},
    {138, "Duplicate type name", "{0} '{1}': {2} of that name already exists", "rename one of them",
     "In PostgreSQL every table is also a type. Enumerations, domains and composite types share one set of names with tables, partitions and views."},
    {139, "Names that differ only in case", "{0} '{1}' differs from '{2}' only in case", "rename one of them",
     "SQLite and MariaDB ignore case in names. A schema with databases(postgresql) alone can have both names."},

    {140, "Unknown table in a step", "{0}: table '{1}' does not exist at this revision", "create it in an earlier step",
     "A step of a migration names a table that does not exist at that point of the history."},
    {141, "Unknown column in a step", "{0}: table '{1}' has no column '{2}' at this revision", "add it in an earlier step",
     "A step of a migration names a column that does not exist at that point of the history."},
    {142, "Unknown constraint or index in a step", "{0}: table '{1}' has no {2} at this revision", "name an existing one ({3})",
     "A step of a migration names a constraint or an index that does not exist at that point of the history."},
    {143, "Object already exists", "{0}: {1} already exists at this revision", "remove the step, or choose another name",
     "A step creates an object that already exists, or renames one to a name that is in use."},
    {144, "Object is still in use", "{0}: {1} still uses it", "drop or change {1} in an earlier step",
     "A step drops an object that a key, an index, a check or a foreign key still uses. Databases handle this differently, so the history must drop or change the dependent object first."},
    {145, "Raw SQL without a down step", "execute(...) has neither undo(...) nor irreversible(...)", "add undo(\"the SQL that reverts it\"), or irreversible(\"why it cannot be reverted\")",
     "Retort cannot derive how to revert raw SQL. The author writes it, or declares the step irreversible."},
    {146, "Unknown enumeration in a step", "{0}: enumeration '{1}' does not exist at this revision", "create it in an earlier step",
     "A step of a migration names an enumeration that does not exist at that point of the history."},
    {147, "Unknown object in a step", "{0}: {1} does not exist at this revision", "create it in an earlier step",
     "A step of a migration drops, renames or replaces an object that does not exist at that point of the history."},
    {148, "Type change needs a conversion", "{0}: {1} cannot be converted to {2} automatically", "{3}",
     "No database converts values between these types without an explicit conversion."},
    {149, "Invalid enumeration value in a step", "{0}: enumeration '{1}' {2}", "{3}",
     "A step adds a value that the enumeration already has, or names a value that it does not have."},

    {150, "Unknown parent revision", "revision '{0}' revises '{1}', which is not in this history", "name an existing revision",
     "revises(…) names a revision that no migration in the folder has."},
    {151, "Several heads", "the history has {0} heads: {1}", "let one of them revise the other, or add a migration that revises both (NAME-migrate merge -m \"...\" writes it)",
     "A head is a revision that no other revision revises. With several heads, neither the order of the revisions nor the resulting schema is defined. The build still makes the command, so that the command can write the merge. It does not make the library that applications link."},
    {152, "Cycle of revisions", "the revisions {0} form a cycle", "correct a revises(...); the first revision has none",
     "Following revises(…) leads back to the starting revision, so no revision can be the first."},
    {153, "Duplicate revision id", "two migrations have the id '{0}'", "give one of them another id",
     "The database records each revision by its id, so an id belongs to one migration only."},
    {154, "Schema does not match the migration history", "the migration history does not match the declared schema {0}: {1}", "write the missing migration (NAME-migrate revision -m \"...\" does), or revert the change",
     "Replaying all migrations gives a different schema than the declared one. The message names the first difference; the draft that a build writes contains all of them."},
    {155, "Branches do not commute", "'{0}' and '{1}'{2} do not commute: {3}", "let one of them revise the other, or remove the change from one{4}",
     "A database that applied one branch before the merge runs the steps in a different order than other databases. Both orders must give the same schema and the same rows. Retort replays both orders and compares the schemas. For steps on rows it compares the columns that they read and write, their conditions and their keys. A trigger that one branch creates, changes or drops does not commute with steps of the other branch on the rows of its table. Raw SQL counts as touching what it names, or as doing what its effect(...) declares. A C++ function may change any rows. Retort cannot compare two steps of raw SQL or C++; assume(\"why\") in the merge states that either order is correct. Steps of the merge may settle what depends on the order."},
    {156, "Value of the wrong type", "{0}: {1}.{2} is {3}, but is given {4}", "write a value of the column's type",
     "A step writes a value that has a different type than the column, is out of range, or is not a value of the enumeration."},
    {157, "Missing value for a required column", "{0}: {1}.{2} is NOT NULL, has no default, and is given no value", "list the column and its values",
     "insert_rows(...) omits a column that is NOT NULL and has no default."},
    {158, "Statement affects every row", "{0} has no where(...)", "add where(...), or all_rows to affect every row",
     "A step that changes or deletes every row of a table must contain all_rows."},
    {159, "Row change without a down step", "{0} has neither {1} nor irreversible(...)", "add {2}, or irreversible(\"why it cannot be reverted\")",
     "The history does not record the previous values of rows. The author of a step that changes or deletes rows writes how to revert it, or declares it irreversible."},

    {160, "Unsupported type", "{0} is {1}, which {2} does not support", "{3}",
     "One of the schema's databases neither has the type of a column nor can emulate it. docs/types.md has the table of types."},
    {161, "Unsupported feature", "{0}: {1}", "{2}",
     "A part of the schema has no equivalent on one of the schema's databases."},
    {162, "Step does not cover every database", "on({0}, ...) has no counterpart for {1}, which is also a database of this schema", "add on({1}, ...) after it, or on({1}, nothing)",
     "A step for one database must have a counterpart for each other database of the schema; on(database, nothing) is one."},
    {163, "Schema change on one database only", "{0} inside on(...) would change the schema on one database only", "move it out of on(...); on(...) accepts execute, run, the steps on rows, and create_index, add_check, add_exclusion and create_... of objects",
     "All databases share one model of the schema. Only an index, a check, an exclusion constraint or an object can exist on some databases only."},
    {164, "Missing SQL for a database", "{0} has no SQL for {1}", "add on({1}, \"...\"), or restrict it to the others with only(...)",
     "The SQL of a view, function, trigger or policy, or a default, is given for some databases only."},
    {165, "Row length mismatch", "{0}: row {1} has {2} for {3}", "give one value for each column",
     "insert_rows(...) lists columns, and each row(...) has one value for each of them."},
    {166, "Unknown dependency", "{0} depends on '{1}', and there is no such table, column or object", "name an existing table, column or object, and create it first",
     "depends_on(...) names something that the schema does not have."},
    {167, "Cycle of dependencies", "{0} depends on itself, through {1}", "remove one of these dependencies",
     "Following depends_on(...) leads back to the starting object, so no object of the cycle can be created first."},
    {168, "Duplicate object", "{0} is declared twice", "rename one of them, or list it once",
     "Two objects of one kind have the same name. SQLite and MariaDB identify a trigger by its name alone, whatever table it is on."},
    {169, "Object on an unknown table", "{0} is on '{1}', and there is no such table or view", "name a table of the schema",
     "A trigger, a policy or a grant names a table that the schema does not have."},

    {170, "Required column on a populated table", "{0}: existing rows of {1} have no value for it", "add default_(...), or make it nullable, backfill it and then alter_column(..., not_null)",
     "An earlier revision created the table, so it may have rows. A new NOT NULL column needs a value for them: a default, an expression, or assume(\"why there are none\")."},
    {171, "NOT NULL on a populated table", "{0}: a row of {1} may hold NULL", "{2}, precheck, or assume(\"why not\")",
     "Setting a column NOT NULL fails if a row holds NULL. A backfill(...) of all such rows, in this or an earlier step, discharges the obligation. So does precheck, which queries the database before anything runs, or assume(\"reason\"). Retort cannot tell whether raw SQL gives NULL; coalesce(sql(\"...\"), \"a constant\") never does."},
    {172, "Key on a populated table", "{0}: two rows of {1} may have the same values", "add precheck, or assume(\"why not\")",
     "Adding a unique key, a primary key, a unique index or an exclusion constraint fails if existing rows conflict."},
    {173, "Foreign key on a populated table", "{0}: a row of {1} may reference a missing row", "add precheck, not_valid, or assume(\"why not\")",
     "Adding a foreign key fails if an existing row references a row that does not exist. A column that the same revision added without a default references no row, and needs no proof."},
    {174, "Check on a populated table", "{0}: a row of {1} may violate the check", "add a backfill(...) that makes it true, precheck{2}, or assume(\"why none does\")",
     "Adding a check fails if an existing row violates it. A backfill(...) that gives the violating rows valid values discharges the obligation. A domain's check applies to the rows of all columns of the domain."},
    {175, "Narrower type on a populated table", "{0}: a value of {1} may not fit {2}", "add {3}precheck, or assume(\"why all values fit\")",
     "Changing to a type with fewer values fails, or truncates, if a row holds another value. The same holds for a domain that gets such a base type, for the rows of its columns."},
    {176, "Assumption without a reason", "{0}: assume(\"\") gives no reason", "state the reason",
     "assume(...) documents why a step is safe. Its readers need the reason."},
    {177, "Key lacks a partition column", "{0} of table '{1}' does not contain '{2}', by which the table is partitioned", "add the column to the key",
     "The database does not compare rows of different partitions, so a primary key or a unique key of a partitioned table must contain its partition columns."},
    {178, "Invalid partition bounds", "partition '{0}' of table '{1}': {2}", "write from(...) and to(...), values_in(...) or modulus(...) to match the table's partition_by(...)",
     "A partition's bounds are of another kind than the table's partitioning or have a different number of values, or the table is not partitioned."},
    {179, "Invalid sequence options", "sequence '{0}': {1}", "correct the options",
     "A sequence has the increment 0, has bounds without a value between them, or starts outside its bounds."},
    {180, "Unknown type", "{0} is of {1} '{2}', and there is no such type", "declare it, and list it in the schema",
     "A column, an attribute or a domain names a domain or a composite type that the schema does not have, or that does not exist yet at this revision."},
    {181, "Invalid attributes of a composite type", "composite type '{0}' {1}", "list at least one attribute, and each attribute once",
     "A composite type has no attributes, or two attributes with the same name."},
    {182, "Collation on a column that is not text", "{0}.{1} is {2}, which has no collation", "remove collation(...)",
     "Only text types have a collation."},
    {183, "renamed_from names an existing table or column", "{0} is renamed from '{1}', which still exists", "remove renamed_from(...), or the old one",
     "renamed_from(...) gives the previous name of a table or column, so that the next draft keeps its rows. The schema cannot declare the previous name too."},
    {184, "Value for a generated column", "{0}: {1}.{2} is {3}", "omit the column",
     "A step on rows writes to a generated column, or to an identity column whose values the database always generates."},
    {185, "Invalid type", "{0} is {1}: {2}", "choose another type",
     "unsigned_(...) needs an integer or a number, array(...) has at most six dimensions, and native(...) needs a name."},
    {186, "Statement outside a transaction", "{0} runs outside a transaction, but {1}", "move it to a revision of its own",
     "A statement that runs outside a transaction cannot be rolled back together with the earlier statements of the same revision."},
    {187, "Naming convention lacks {table}", "the naming convention \"{0}\" has no {1}", "add {1}",
     "Derived names must differ between tables and, except for primary keys, between columns."},
    {188, "Unfinished draft", "{0} still contains todo", "replace todo as the comment above it describes",
     "A draft contains todo where only the author knows what to write: the value for existing rows, why they satisfy a new constraint, or the result of a merge. todo does not compile, so it cannot be forgotten."},
    {189, "Empty on(...)", "on({0}) is empty", "add a step or SQL after the database, or nothing",
     "on(database, ...) needs the steps or the SQL for that database. The keyword nothing stands for no step."},
    {190, "Invalid argument of column(...)", "column '{0}' is given {1}", "write column(\"name\", type, attributes...)",
     "The second argument of column(...) is a type. nullable, default_(...), identity, references(...), generated(...), collation(...), comment(...) and renamed_from(...) follow it."},
    {191, "Invalid part of a table", "table '{0}' is given {1}", "write columns, primary_key(...), unique(...), foreign_key(...), check(...), exclude(...), index(...) and options after its name",
     "table(...) and create_table(...) take parts of a table."},
    {192, "Invalid step of a migration", "migration '{0}' is given {1}", "write revises(...), message(...) and steps, such as create_table(...)",
     "migration(...) takes steps, in the order in which they run."},
    {193, "Invalid part of a schema", "schema '{0}' is given {1}", "list tables, enumerations and objects, each a named constant",
     "retort::schema<...> takes the constants that table(...), enumeration(...), view(...) and similar functions return."},
    {194, "Invalid argument", "{0} is given {1}", "write {2}",
     "A function of the schema language has an argument that it does not accept. Valid are, for example, add_unique(\"t\", unique(...)), references(\"table\", \"column\"), and names as texts."},
    {195, "Exclusion constraint without elements", "{0} of table '{1}' {2}", "write exclude(method(\"gist\"), with(\"room\", \"=\"), ...)",
     "An exclusion constraint needs columns or expressions, each with an operator."},
    {196, "Constraint is already validated", "{0}: constraint '{1}' of table '{2}' is already validated", "remove the step",
     "validate_constraint(...) is for a foreign key or a check that was added with not_valid."},
    {197, "WITHOUT ROWID table without a primary key", "table '{0}' is without_rowid, but {1}", "give it a primary key that is not an identity column",
     "A WITHOUT ROWID table is stored by its primary key, and SQLite does not number its rows (https://www.sqlite.org/withoutrowid.html)."},
    {198, "Unknown privilege", "the grant to '{1}' {0}", "use select, insert, update, delete, truncate, references, trigger, or all",
     "grant(...) lists SQL privileges, at least one."},
    {199, "Empty batch", "{0}: the batch size is less than 1", "write batch(1000), or omit it",
     "Each batch of a backfill has at least one row."},

    {401, "Checkpoint range is incomplete", "checkpoint '{0}' replaces {1}, which {2} missing from this history, and other revisions that are in it", "restore the missing revisions, or remove the others too",
     "The history contains all revisions that a checkpoint replaces, or none of them. With a part of them, a database inside the range could not be upgraded."},
    {402, "Checkpoint range is not contiguous", "the range of checkpoint '{0}' is not contiguous: {1}", "list all revisions of the range in replaces(...), each after the revisions that it revises",
     "A checkpoint replaces a range with one start and one end. Branches may start and merge within the range."},
    {403, "Checkpoint has other parents than its range", "checkpoint '{0}' revises {1}, but '{2}', the first revision that it replaces, revises {3}", "let both revise the same revisions",
     "A checkpoint revises the same revisions as the first revision that it replaces."},
    {404, "Overlapping checkpoints", "checkpoint '{0}' replaces '{1}', {2}", "let the range of one checkpoint begin after the other",
     "At most one checkpoint replaces a revision, and no checkpoint replaces another."},
    {405, "Checkpoint gives a different schema", "checkpoint '{0}' does not give the same schema as '{1}': {2}", "correct the checkpoint's steps, or generate the checkpoint again",
     "While the replaced revisions are in the history, Retort compares the schema after the checkpoint with the schema after the revisions. If they differ, new and old databases differ too."},
    {406, "Revision depends on a squashed revision", "revision '{0}' revises '{1}', which checkpoint '{2}' replaces", "revise '{3}', the last revision that it replaces, or the checkpoint",
     "A database that a checkpoint created was never at a revision inside the range, so no revision can follow one."},
    {407, "Enumeration loses a value that rows may hold", "{0}: a row of {1} may hold '{2}'", "give such rows another value in a backfill(..., where(col(\"...\") == \"the value\")) before it, or add precheck, or assume(\"why none does\")",
     "An earlier revision created a table that uses the enumeration. Its rows may hold the removed value, and the databases reject the change. precheck queries the database before anything runs. To rename a value, use rename_enumeration_value(...)."},
    {408, "Downgrade adds a required column to a populated table", "{0}: the downgrade adds {2} as NOT NULL, and existing rows of {1} would have no value", "add undo(set(\"{2}\", value)), precheck to reject the downgrade while {1} has rows, or irreversible(\"why\")",
     "Reverting the step adds the column again. A NOT NULL column without a default fails on every table with rows, on every database. The value in undo(set(...)) can be computed from other columns; the column keeps no default. These answers are not part of the revision's checksum, so a revision that is already applied can be completed."},
    {413, "allow_loss on a step that destroys nothing", "{0} destroys nothing, so allow_loss(...) has no effect", "remove allow_loss(...)",
     "allow_loss(\"why\") approves that a step destroys data. On a step that keeps all data it misleads the reader, or hides that another step was intended."},
    {414, "allow_loss without a reason", "{0}: allow_loss(\"\") gives no reason", "state the reason",
     "allow_loss(\"why\") approves that a step destroys data. Reviewers need the reason."},
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
