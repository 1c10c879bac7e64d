// The list of operations. Everything that enumerates them is made of it: the variant (any_operation.hpp), the
// generator's collector (codegen/main.hpp, generate.cpp), and the answers below. A new operation goes to the end.
//
// A column is a function that has something to say of some operations. Its cell is `yes` where the function has an
// overload for the operation, and `no` where there is nothing to say. An operation without a row, or with a `yes` and
// no overload, does not compile, so that none is forgotten.
//
//   effect       the most that it changes: a `definition` and no row, `columns` (which there are, or what they
//                hold), or `rows` (raw SQL and C++ functions may)
//   transaction  whether it runs inside the revision's transaction: `inside`, `either`, or `depends` (transaction_of)
//   oblige       demands something of existing rows (obligation.hpp)
//   oblige_back  its way back does, whatever the rows hold (obligation.hpp)
//   learn        its effect on what is known of rows (obligation.hpp)
//   destroyed    may destroy contents; such an operation has `allow_loss` (loss.hpp)
//   note         leaves a trace that a step of another branch may clash with (commute.hpp)
//   own_release  needs a later release than the schema that it leads to (codegen/src/releases.cpp)
#pragma once

// clang-format off
//      operation                 effect      transaction  oblige  oblige_back  learn  destroyed  note  own_release
#define RETORT_OPERATIONS(row)                                                                               \
    row(create_table,             columns,    inside,      no,     no,          no,    no,        no,   no)  \
    row(drop_table,               columns,    inside,      no,     no,          yes,   yes,       yes,  no)  \
    row(rename_table,             columns,    inside,      no,     no,          no,    no,        yes,  no)  \
    row(add_column,               columns,    inside,      yes,    no,          yes,   no,        yes,  yes) \
    row(drop_column,              columns,    inside,      no,     yes,         yes,   yes,       yes,  no)  \
    row(rename_column,            columns,    inside,      no,     no,          no,    no,        yes,  no)  \
    row(alter_column,             columns,    inside,      yes,    no,          no,    yes,       yes,  no)  \
    row(create_index,             definition, depends,     yes,    no,          no,    no,        yes,  no)  \
    row(drop_index,               definition, either,      no,     no,          no,    no,        no,   no)  \
    row(add_primary_key,          definition, inside,      yes,    no,          no,    no,        yes,  no)  \
    row(add_unique,               definition, inside,      yes,    no,          no,    no,        yes,  no)  \
    row(add_foreign_key,          definition, inside,      yes,    no,          no,    no,        yes,  no)  \
    row(add_check,                definition, inside,      yes,    no,          no,    no,        yes,  no)  \
    row(drop_constraint,          definition, inside,      no,     no,          no,    no,        yes,  no)  \
    row(create_enumeration,       definition, inside,      no,     no,          no,    no,        no,   no)  \
    row(drop_enumeration,         definition, inside,      no,     no,          no,    no,        yes,  no)  \
    row(alter_enumeration,        definition, inside,      yes,    no,          no,    no,        yes,  no)  \
    row(execute,                  rows,       inside,      no,     no,          yes,   no,        yes,  no)  \
    row(declared_effect,          definition, inside,      no,     no,          no,    no,        yes,  no)  \
    row(add_exclusion,            definition, inside,      yes,    no,          no,    no,        yes,  no)  \
    row(validate_constraint,      definition, inside,      no,     no,          no,    no,        no,   no)  \
    row(rename_constraint,        definition, inside,      no,     no,          no,    no,        no,   no)  \
    row(rename_index,             definition, inside,      no,     no,          no,    no,        no,   no)  \
    row(alter_table,              definition, inside,      no,     no,          no,    no,        no,   no)  \
    row(create_partition,         definition, inside,      no,     no,          no,    no,        no,   no)  \
    row(drop_partition,           columns,    inside,      no,     no,          no,    yes,       yes,  no)  \
    row(add_enumeration_value,    definition, inside,      no,     no,          no,    no,        no,   no)  \
    row(rename_enumeration_value, columns,    inside,      no,     no,          no,    no,        yes,  no)  \
    row(create_object,            definition, inside,      no,     no,          no,    no,        yes,  no)  \
    row(drop_object,              definition, inside,      no,     no,          no,    no,        yes,  no)  \
    row(rename_object,            definition, inside,      no,     no,          no,    no,        yes,  no)  \
    row(replace_object,           columns,    inside,      yes,    no,          no,    yes,       yes,  no)  \
    row(insert_rows,              rows,       inside,      no,     no,          yes,   no,        yes,  no)  \
    row(update_rows,              rows,       inside,      no,     no,          yes,   yes,       yes,  no)  \
    row(delete_rows,              rows,       inside,      no,     no,          no,    yes,       yes,  no)  \
    row(backfill,                 rows,       inside,      no,     no,          yes,   yes,       yes,  no)  \
    row(run,                      rows,       inside,      no,     no,          yes,   no,        yes,  no)
// clang-format on
