// Steps that add a part to a table: keys, checks, exclusion constraints and indexes.
#pragma once

#include <retort/dsl/step/step.hpp>

namespace retort::dsl {

namespace detail {
/// The operation that adds what a declaration lowers to, where that is a part of a table with a name of its own.
template <class Lowered>
struct adding {};

template <>
struct adding<model::primary_key> {
    using operation = model::add_primary_key;
};

template <>
struct adding<model::unique_key> {
    using operation = model::add_unique;
};

template <>
struct adding<model::foreign_key> {
    using operation = model::add_foreign_key;
};

template <>
struct adding<model::check_constraint> {
    using operation = model::add_check;
};

template <>
struct adding<model::exclusion> {
    using operation = model::add_exclusion;
};

template <>
struct adding<model::index> {
    using operation = model::create_index;
};

template <class Part>
using lowered = std::remove_cvref_t<decltype(std::declval<const Part&>().lower())>;
}  // namespace detail

/// Adds `Wanted`, or any constraint where that is void.
template <class Wanted, class Part, class... Option>
struct add_part_step {
    name table;
    std::string_view word, way_out;
    Part part;
    hana::tuple<Option...> options;
    constexpr void visit(auto&& visitor) const {
        if constexpr (requires { typename detail::adding<detail::lowered<Part>>::operation; }) {
            if constexpr (std::is_void_v<Wanted> || std::is_same_v<Wanted, detail::lowered<Part>>) {
                if (!detail::wrong_in(part).empty())
                    return visitor(model::misplaced{detail::misuse_in(part, table.at)});
                model::assurance assurance;
                detail::for_each_part(options, [&]<class One>(const One& o) {
                    if constexpr (detail::Assurance<One>)
                        detail::put(assurance, o);
                    else
                        detail::misplace(visitor, word, detail::spoken<One>(), way_out, table.at);
                });
                return visitor(typename detail::adding<detail::lowered<Part>>::operation{table.text, part.lower(),
                                                                                         assurance, table.at});
            }
        }
        detail::misplace(visitor, word, detail::spoken<Part>(), way_out, table.at);
    }
};

#define RETORT_DSL_ADD(word, wanted, way_out)                                                             \
    template <class Part, class... Option>                                                                \
    consteval auto word(name table, Part part, Option... options) {                                       \
        return add_part_step<wanted, Part, Option...>{table, #word "(...)", way_out, part, {options...}}; \
    }                                                                                                     \
    RETORT_DSL_ARGUMENTS(word, 2, any_number, way_out)

}  // namespace retort::dsl
