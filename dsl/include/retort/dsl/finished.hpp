// retort::finished_history: for a static_assert that a schema does not run ahead of its history, as DRAFT error has it.
#pragma once

#include <retort/dsl/schema.hpp>
#include <retort/model/difference.hpp>

namespace retort {

namespace detail {

/// The history's faults, and E154 where it does not end in the declared schema.
template <const auto& Schema, const auto&... Migration>
struct finished_history {
    using history = history_declaration<0, Schema, Migration...>;
    static constexpr model::faults faults() {
        model::faults out;
        const model::schema end = history::replay(out);
        if (!out.empty()) return out;
        const model::schema declared = history::schema_type::lower(out);
        check_end(declared, end, out);
        return out;
    }
};

}  // namespace detail

/// retort::history<…>, and does not compile unless the history ends in the declared schema.
template <const auto& Schema, const auto&... Migration>
inline constexpr bool finished_history =
    detail::demand_no_faults<detail::finished_history<Schema, Migration...>,
                             detail::measure(detail::finished_history<Schema, Migration...>::faults())>();

}  // namespace retort
