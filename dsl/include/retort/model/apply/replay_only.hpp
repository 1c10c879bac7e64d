// What a migration hands over beside its operations.
#pragma once

#include <retort/model/apply/step.hpp>

namespace retort::model {

template <class = void>
constexpr void apply(schema& s, coverage&& o, faults& out) {
    for (database d : every_database)
        if (s.databases.has(d) && !o.covered.has(d)) add_fault(out, 162, o.place, {o.first, name_of(d)});
}

template <class = void>
constexpr void apply(schema&, misplaced&& o, faults& out) {
    add_fault(out, o.misuse.code, o.misuse.place, {o.misuse.subject, o.misuse.given, o.misuse.way_out});
}

template <class = void>
constexpr void apply(schema&, wrong_row&& o, faults& out) {
    add_fault(out, 165, o.place,
              {detail::line("insert rows into", o.table), decimal(o.row),
               detail::count(static_cast<std::size_t>(o.size), "value"),
               detail::count(static_cast<std::size_t>(o.columns), "column")});
}

template <class = void>
constexpr void apply(schema&, step_on_one_database&& o, faults& out) {
    add_fault(out, 163, o.place, {o.step});
}

}  // namespace retort::model
