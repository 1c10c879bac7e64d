// Steps on keys, checks and exclusion constraints: add, drop, rename, validate.
#pragma once

#include <retort/dsl/step/part.hpp>

namespace retort::dsl {

/// add_primary_key("t", primary_key("id")), add_unique("t", unique("a")), add_foreign_key("t", foreign_key(…)),
/// add_check("t", check(…)), add_exclusion("t", exclude(…)); with a name of one's own:
/// add_unique("t", constraint("uq_t", unique("a"))). Behind it precheck, or assume("…").
RETORT_DSL_ADD(add_primary_key, model::primary_key, "add_primary_key(\"table\", primary_key(...))")

RETORT_DSL_ADD(add_unique, model::unique_key, "add_unique(\"table\", unique(...))")
RETORT_DSL_ADD(add_foreign_key, model::foreign_key, "add_foreign_key(\"table\", foreign_key(...))")
RETORT_DSL_ADD(add_check, model::check_constraint, "add_check(\"table\", check(...))")
RETORT_DSL_ADD(add_exclusion, model::exclusion, "add_exclusion(\"table\", exclude(...))")
RETORT_DSL_ADD(add_constraint, void, "add_constraint(\"table\", unique(...)), or another key or check")

struct drop_constraint_step {
    name table;
    std::string_view constraint;
    model::constraint_kind kind;
    constexpr void visit(auto&& visitor) const {
        visitor(model::drop_constraint{table.text, kind, constraint, {}, table.at});
    }
};

// By its name, given or derived (uq_parts_category_id_name_ru).
consteval auto drop_constraint(name table, text_argument name_of_it) {
    return drop_constraint_step{detail::with(table, name_of_it), name_of_it.text, model::constraint_kind::any};
}
RETORT_DSL_ARGUMENTS(drop_constraint, 2, 2, "drop_constraint(\"table\", \"its name\")")

consteval auto drop_unique(name table, text_argument name_of_it) {
    return drop_constraint_step{detail::with(table, name_of_it), name_of_it.text, model::constraint_kind::unique};
}
RETORT_DSL_ARGUMENTS(drop_unique, 2, 2, "drop_unique(\"table\", \"its name\")")

consteval auto drop_foreign_key(name table, text_argument name_of_it) {
    return drop_constraint_step{detail::with(table, name_of_it), name_of_it.text, model::constraint_kind::foreign_key};
}
RETORT_DSL_ARGUMENTS(drop_foreign_key, 2, 2, "drop_foreign_key(\"table\", \"its name\")")

consteval auto drop_check(name table, text_argument name_of_it) {
    return drop_constraint_step{detail::with(table, name_of_it), name_of_it.text, model::constraint_kind::check};
}
RETORT_DSL_ARGUMENTS(drop_check, 2, 2, "drop_check(\"table\", \"its name\")")

/// By its name: pk_<table> unless it was given one.
consteval auto drop_primary_key(name table, text_argument name_of_it) {
    return drop_constraint_step{detail::with(table, name_of_it), name_of_it.text, model::constraint_kind::primary_key};
}
RETORT_DSL_ARGUMENTS(drop_primary_key, 2, 2, "drop_primary_key(\"table\", \"its name\")")

consteval auto drop_exclusion(name table, text_argument name_of_it) {
    return drop_constraint_step{detail::with(table, name_of_it), name_of_it.text, model::constraint_kind::exclusion};
}
RETORT_DSL_ARGUMENTS(drop_exclusion, 2, 2, "drop_exclusion(\"table\", \"its name\")")

struct rename_constraint_step {
    name table;
    std::string_view from, to;
    constexpr void visit(auto&& visitor) const { visitor(model::rename_constraint{table.text, from, to, table.at}); }
};

consteval auto rename_constraint(name table, text_argument from, text_argument to) {
    return rename_constraint_step{detail::with(table, from, to), from.text, to.text};
}
RETORT_DSL_ARGUMENTS(rename_constraint, 3, 3, "rename_constraint(\"table\", \"old\", \"new\")")

struct validate_constraint_step {
    name table;
    std::string_view constraint;
    constexpr void visit(auto&& visitor) const {
        visitor(model::validate_constraint{table.text, constraint, true, table.at});
    }
};

/// Checks the rows that a foreign key or check which was added not_valid has left out.
consteval auto validate_constraint(name table, text_argument name_of_it) {
    return validate_constraint_step{detail::with(table, name_of_it), name_of_it.text};
}
RETORT_DSL_ARGUMENTS(validate_constraint, 2, 2, "validate_constraint(\"table\", \"constraint\")")

}  // namespace retort::dsl
