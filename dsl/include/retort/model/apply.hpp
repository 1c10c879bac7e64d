// What each operation does to the model, and when it may not. One overload an operation: a declaration hands its typed
// operation straight to its overload in constant evaluation, without a variant on the way (design: that halves the
// cost). On a fault the schema is left in an unspecified state; replay stops there.
#pragma once

#include <retort/model/apply/column.hpp>
#include <retort/model/apply/constraint.hpp>
#include <retort/model/apply/enumeration.hpp>
#include <retort/model/apply/index.hpp>
#include <retort/model/apply/object.hpp>
#include <retort/model/apply/raw.hpp>
#include <retort/model/apply/replay_only.hpp>
#include <retort/model/apply/rows.hpp>
#include <retort/model/apply/table.hpp>
