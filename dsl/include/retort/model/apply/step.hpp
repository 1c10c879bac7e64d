// What the steps of all kinds use: finding what they are about, and the faults that they share.
#pragma once

#include <retort/model/dependents.hpp>
#include <retort/model/operation.hpp>

namespace retort::model {

namespace detail {

/// The step in a sentence that says more of it: without what it changes.
constexpr string words(const auto& step) { return describe(step); }

template <class = void>
constexpr string words(const alter_column& o) {
    return line("alter column", o.table, o.column);
}

template <class = void>
constexpr string words(const alter_table& o) {
    return line("alter table", o.table);
}

template <class = void>
constexpr string words(const alter_enumeration& o) {
    return line("alter enumeration", o.name);
}

template <class = void>
constexpr string words(const add_enumeration_value& o) {
    return line("add value to enumeration", o.name);
}

template <class = void>
constexpr string words(const rename_enumeration_value& o) {
    return line("rename value of enumeration", o.name);
}

constexpr table* find_table(schema& s, std::string_view name, const auto& step, faults& out) {
    table* t = s.find(name);
    if (!t) add_fault(out, 140, step.place, {words(step), name}, nearest(name, s.table_names()));
    return t;
}

constexpr column* find_column(table& t, std::string_view name, const auto& step, faults& out) {
    column* c = t.find(name);
    if (!c) add_fault(out, 141, step.place, {words(step), t.name, name}, nearest(name, t.column_names()));
    return c;
}

constexpr void exists_already(const auto& step, const string& what, faults& out) {
    add_fault(out, 143, step.place, {words(step), what});
}

constexpr void still_used(const auto& step, const string& by_what, faults& out) {
    add_fault(out, 144, step.place, {words(step), by_what});
}

template <class Part>
constexpr void forget_name(schema& s, const table& t, const Part& part) {
    each_scope(s.databases, t, part, [&](std::uint64_t hash) { s.relations.erase(hash); });
}

/// A name for a key, an index or a partition of `t`; a fault where it is taken.
template <class Part>
constexpr void remember_name(schema& s, const table& t, const Part& part, const auto& step, faults& out) {
    if (!enter_part(s, t, part))
        exists_already(step, "a table, key, index, view or sequence named '" + relation_name(t, part) + "'", out);
}

/// A table's names leave the schema's set before it changes what they are derived from, and come back after.
template <class = void>
constexpr void forget_names(schema& s, const table& t) {
    each_named_part(t, [&](const auto& part) { forget_name(s, t, part); });
}

constexpr void remember_names(schema& s, const table& t, const auto& step, faults& out) {
    each_named_part(t, [&](const auto& part) { remember_name(s, t, part, step, out); });
}

/// What a drop step says beside `name`. A function, because g++ 12 loses owning values in conditional expressions.
template <class = void>
constexpr names columns_unless_named(std::string_view name, const names& columns) {
    names said;
    if (name.empty()) said = columns;
    return said;
}

/// Position of the element that a drop step means, or -1.
template <class Element>
constexpr int position(const table& t, const list<Element>& list, std::string_view name, const names& columns,
                       auto&& columns_of) {
    for (std::size_t i = 0; i < list.size(); ++i) {
        const bool meant = name.empty() ? list[i].name.empty() && columns_of(list[i]) == columns
                                        : (list[i].name.empty() ? name_of(t, list[i]) == name : list[i].name == name);
        if (meant) return static_cast<int>(i);
    }
    return -1;
}

template <class = void>
constexpr int position(const table& t, const drop_index& o) {
    return position(t, t.indexes, o.name, o.columns, [](const index& i) { return column_names(i); });
}

/// A drop step names an index or a constraint that the table does not have.
constexpr void missing_part(const auto& step, const auto& wanted, std::string_view kind,
                            const list<string>& those_there, faults& out) {
    names known;
    for (const string& n : those_there) known.push_back(n);
    string what(kind);
    what += wanted.name.empty() ? " over (" : " '";
    const string columns = join(wanted.columns);
    what += wanted.name.empty() ? std::string_view(columns) : wanted.name;
    what += wanted.name.empty() ? ")" : "'";
    const string all = join(known);
    const std::string_view list = all;
    add_fault(out, 142, step.place,
              {describe(step), step.table, what, known.empty() ? std::string_view("there is none") : list},
              nearest(wanted.name, known));
}

template <class Element>
constexpr void erase_at(list<Element>& list, int at) {
    list.erase(list.begin() + at);
}

template <class = void>
constexpr void replace_name(names& list, std::string_view from, std::string_view to) {
    for (std::string_view& n : list)
        if (n == from) n = to;
}

/// A relation or a type has got a name that a type may have.
template <class = void>
constexpr void meet_types(const schema& s, std::string_view name, const place& at, faults& out) {
    if (!s.find_enumeration(name) && !s.find_object(object_kind::domain, name) &&
        !s.find_object(object_kind::composite, name))
        return;
    faults found;
    check_type_names(s, found);
    for (fault& f : found) {
        f.place = at;
        out.push_back(std::move(f));
    }
}

/// Adds what was found, at the step: the step is what is wrong, not the declaration that was right before it.
template <class = void>
constexpr void blame(const place& at, faults& found, faults& out) {
    for (fault& f : found) {
        f.place = at;
        out.push_back(std::move(f));
    }
}

/// A name that the convention would make is the convention's again, and follows when the table is renamed: so that a
/// rename can be taken back.
constexpr void rename_part(const table& t, auto& part, std::string_view to) {
    part.name = {};
    if (name_of(t, part) != to) part.name = to;
}

}  // namespace detail

}  // namespace retort::model
