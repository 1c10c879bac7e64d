// Steps on indexes: create, drop, rename.
#pragma once

#include <retort/model/apply/step.hpp>

namespace retort::model {

template <class = void>
constexpr void apply(schema& s, create_index&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    check_index(s, *t, o.index, out);
    detail::check_index_beside_checks(s, *t, o.index, out);
    detail::remember_name(s, *t, o.index, o, out);
    if (out.empty()) t->indexes.push_back(std::move(o.index));
}

namespace detail {

constexpr int find_index(const table& t, const auto& step, const drop_index& wanted, faults& out) {
    const int at = position(t, wanted);
    if (at < 0) {
        list<string> storage;
        for (const index& i : t.indexes) storage.push_back(name_of(t, i));
        missing_part(step, wanted, "index", storage, out);
    }
    return at;
}

}  // namespace detail

template <class = void>
constexpr void apply(schema& s, drop_index&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    const int at = t ? detail::find_index(*t, o, o, out) : -1;
    if (at < 0) return;
    detail::forget_name(s, *t, t->indexes[static_cast<std::size_t>(at)]);
    detail::erase_at(t->indexes, at);
}

template <class = void>
constexpr void apply(schema& s, rename_index&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    const int at = t ? detail::find_index(*t, o, {.table = o.table, .name = o.from}, out) : -1;
    if (at < 0) return;
    index& i = t->indexes[static_cast<std::size_t>(at)];
    detail::check_name(s, "index", o.to, o.place, out);
    detail::forget_name(s, *t, i);
    detail::rename_part(*t, i, o.to);
    detail::remember_name(s, *t, i, o, out);
    detail::check_index_beside_checks(s, *t, i, out);
}

}  // namespace retort::model
