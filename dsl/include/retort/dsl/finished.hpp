// retort::finished_history: for builds in which a schema may not run ahead of its history (DRAFT error).
#pragma once

#include <retort/dsl/schema.hpp>
#include <retort/model/diff.hpp>

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
        if (same(end, declared)) return out;
        const std::vector<model::operation> missing = diff(end, declared);
        model::string list;
        for (std::size_t i = 0; i < missing.size() && i < 3; ++i) list += (i ? ", " : "") + describe(missing[i]);
        if (missing.size() > 3) list += ", ...";
        const model::string count = model::decimal(static_cast<long long>(missing.size()));
        add_fault(out, 154, {},
                  {count + (missing.size() == 1 ? " operation" : " operations"), history::schema_type::name, list});
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
