// The list of operations. Everything that enumerates them is made of it: the variant (any_operation.hpp), the
// generator's collector (codegen/main.hpp, generate.cpp), and the answers below. A new operation goes to the end.
//
// A column is a function that has something to say of some operations. Its cell is `yes` where the function has an
// overload for the operation, and `no` where there is nothing to say. An operation without a row, or with a `yes` and
// no overload, does not compile, so that none is forgotten.
//
//   effect       what the operation changes: the schema, or rows (and whatever raw SQL and C++ functions change)
//   transaction  whether it runs inside the revision's transaction: `inside`, `either`, or `depends` (transaction_of)
//   oblige       demands something of existing rows (obligation.hpp)
//   oblige_back  its way back does, whatever the rows hold (obligation.hpp)
//   learn        its effect on what is known of rows (obligation.hpp)
//   destroyed    may destroy contents; such an operation has `allow_loss` (loss.hpp)
//   note         leaves a trace that a step of another branch may clash with (commute.hpp)
//   own_requirement
//                needs a later release than the schema that it leads to (codegen/src/releases.cpp)
#pragma once

// clang-format off
//      operation                 effect  transaction  oblige  oblige_back  learn  destroyed  note  own_requirement
#define RETORT_OPERATIONS(row)                                                                                 \
    row(create_table,             schema, inside,      no,     no,          no,    no,        no,   no)        \
    row(drop_table,               schema, inside,      no,     no,          yes,   yes,       yes,  no)        \
    row(rename_table,             schema, inside,      no,     no,          no,    no,        yes,  no)        \
    row(add_column,               schema, inside,      yes,    no,          yes,   no,        yes,  yes)       \
    row(drop_column,              schema, inside,      no,     yes,         yes,   yes,       yes,  no)        \
    row(rename_column,            schema, inside,      no,     no,          no,    no,        yes,  no)        \
    row(alter_column,             schema, inside,      yes,    no,          no,    yes,       yes,  no)        \
    row(create_index,             schema, depends,     yes,    no,          no,    no,        yes,  no)        \
    row(drop_index,               schema, either,      no,     no,          no,    no,        no,   no)        \
    row(add_primary_key,          schema, inside,      yes,    no,          no,    no,        yes,  no)        \
    row(add_unique,               schema, inside,      yes,    no,          no,    no,        yes,  no)        \
    row(add_foreign_key,          schema, inside,      yes,    no,          no,    no,        yes,  no)        \
    row(add_check,                schema, inside,      yes,    no,          no,    no,        yes,  no)        \
    row(drop_constraint,          schema, inside,      no,     no,          no,    no,        yes,  no)        \
    row(create_enumeration,       schema, inside,      no,     no,          no,    no,        no,   no)        \
    row(drop_enumeration,         schema, inside,      no,     no,          no,    no,        yes,  no)        \
    row(alter_enumeration,        schema, inside,      yes,    no,          no,    no,        yes,  no)        \
    row(execute,                  rows,   inside,      no,     no,          yes,   no,        yes,  no)        \
    row(declared_effect,          schema, inside,      no,     no,          no,    no,        yes,  no)        \
    row(add_exclusion,            schema, inside,      yes,    no,          no,    no,        yes,  no)        \
    row(validate_constraint,      schema, inside,      no,     no,          no,    no,        no,   no)        \
    row(rename_constraint,        schema, inside,      no,     no,          no,    no,        no,   no)        \
    row(rename_index,             schema, inside,      no,     no,          no,    no,        no,   no)        \
    row(alter_table,              schema, inside,      no,     no,          no,    no,        no,   no)        \
    row(create_partition,         schema, inside,      no,     no,          no,    no,        no,   no)        \
    row(drop_partition,           schema, inside,      no,     no,          no,    yes,       yes,  no)        \
    row(add_enumeration_value,    schema, inside,      no,     no,          no,    no,        no,   no)        \
    row(rename_enumeration_value, schema, inside,      no,     no,          no,    no,        yes,  no)        \
    row(create_object,            schema, inside,      no,     no,          no,    no,        yes,  no)        \
    row(drop_object,              schema, inside,      no,     no,          no,    no,        yes,  no)        \
    row(rename_object,            schema, inside,      no,     no,          no,    no,        yes,  no)        \
    row(replace_object,           schema, inside,      yes,    no,          no,    yes,       yes,  no)        \
    row(insert_rows,              rows,   inside,      no,     no,          yes,   no,        yes,  no)        \
    row(update_rows,              rows,   inside,      no,     no,          yes,   yes,       yes,  no)        \
    row(delete_rows,              rows,   inside,      no,     no,          no,    yes,       yes,  no)        \
    row(backfill,                 rows,   inside,      no,     no,          yes,   yes,       yes,  no)        \
    row(run,                      rows,   inside,      no,     no,          yes,   no,        yes,  no)
// clang-format on
