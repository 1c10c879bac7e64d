// The closed set of operations, for whoever stores them: plans, diffs, tests. Apart from operation.hpp, because a
// compiler needs longer for the variant than for the operations, and a user's headers never store one. A dialect that
// does not render one of them does not compile (codegen/dialect.hpp).
#pragma once

#include <retort/model/apply.hpp>
#include <retort/model/loss.hpp>

#include <variant>
#include <vector>

namespace retort::model {

using operation =
    std::variant<create_table, drop_table, rename_table, add_column, drop_column, rename_column, alter_column,
                 create_index, drop_index, add_primary_key, add_unique, add_foreign_key, add_check, drop_constraint,
                 create_enumeration, drop_enumeration, alter_enumeration, execute, declared_effect, add_exclusion,
                 validate_constraint, rename_constraint, rename_index, alter_table, create_partition, drop_partition,
                 add_enumeration_value, rename_enumeration_value, create_object, drop_object, rename_object,
                 replace_object, insert_rows, update_rows, delete_rows, backfill, run>;

constexpr string describe(const operation& o) {
    return std::visit([](const auto& one) { return describe(one); }, o);
}

constexpr void apply(schema& s, const operation& o, faults& out) {
    std::visit(
        [&](const auto& one) {
            auto copy = one;
            apply(s, std::move(copy), out);
        },
        o);
}

/// Tables and columns whose contents `o` destroys.
constexpr list<string> destroyed(const operation& o, const schema& before) {
    return std::visit(
        [&]<class Operation>(const Operation& one) {
            list<string> lost;
            if constexpr (CanDestroy<Operation>) lost = destroyed(one, before);
            return lost;
        },
        o);
}

/// Why the author lets go what `o` destroys; empty where nothing is said.
constexpr std::string_view approval_of(const operation& o) {
    return std::visit(
        []<class Operation>(const Operation& one) -> std::string_view {
            if constexpr (CanDestroy<Operation>)
                return one.allow_loss;
            else
                return {};
        },
        o);
}

/// A migration whose steps are stored: what the generator works on.
struct migration {
    std::string_view id = {};
    std::string_view message = {};
    names parents = {};
    std::vector<operation> operations = {};
    model::place place = {};
    /// Of a checkpoint: what it stands for.
    names replaces = {};
    /// Of a checkpoint: what it replaces is in the history too, so that the schema goes on from there.
    bool shadow = false;
};

}  // namespace retort::model
