// Steps that the model does not understand: raw SQL and functions in C++.
#pragma once

#include <retort/model/apply/step.hpp>

namespace retort::model {

template <class = void>
constexpr void apply(schema& s, execute&& o, faults& out) {
    if (o.down.empty() && o.irreversible.empty()) return add_fault(out, 145, o.place, {});
    if (s.databases.empty()) return;
    detail::check_covered(s, o.only, o.up.data(), o.up.size(), [&] { return describe(o); }, o.place, out);
    if (o.irreversible.empty())
        detail::check_covered(
            s, o.only, o.down.data(), o.down.size(), [&] { return "undo(...) of " + describe(o); }, o.place, out);
}

template <class = void>
constexpr void apply(schema&, declared_effect&&, faults&) {}

template <class = void>
constexpr void apply(schema&, run&& o, faults& out) {
    if (o.undo.empty() && !o.undo_nothing && o.irreversible.empty())
        add_fault(out, 159, o.place,
                  {describe(o), "undo_run<...>", "undo_run<...>, or nothing where there is nothing to undo"});
}

}  // namespace retort::model
