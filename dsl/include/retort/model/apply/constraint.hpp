// Steps on keys, checks and exclusion constraints: add, drop, rename, validate.
#pragma once

#include <retort/model/apply/step.hpp>

namespace retort::model {

namespace detail {

/// The constraint that a drop step means.
struct found_constraint {
    constraint_kind kind = constraint_kind::any;  // any: there is none
    int at = -1;
};

template <class = void>
constexpr found_constraint find_constraint(const table& t, const drop_constraint& o) {
    const auto wanted = [&](constraint_kind kind) { return o.kind == constraint_kind::any || o.kind == kind; };
    if (wanted(constraint_kind::primary_key) && t.primary_key &&
        (o.name.empty() ? t.primary_key.columns == o.columns : name_of(t, t.primary_key) == o.name))
        return {constraint_kind::primary_key, 0};
    const auto of_key = [](const auto& k) { return k.columns; };
    if (wanted(constraint_kind::unique))
        if (int at = position(t, t.uniques, o.name, o.columns, of_key); at >= 0) return {constraint_kind::unique, at};
    if (wanted(constraint_kind::foreign_key))
        if (int at = position(t, t.foreign_keys, o.name, o.columns, of_key); at >= 0)
            return {constraint_kind::foreign_key, at};
    if (wanted(constraint_kind::check))
        if (int at = position(t, t.checks, o.name, o.columns,
                              [](const check_constraint& c) { return c.condition.columns(); });
            at >= 0)
            return {constraint_kind::check, at};
    if (wanted(constraint_kind::exclusion))
        if (int at = position(t, t.exclusions, o.name, o.columns, [](const exclusion& e) { return column_names(e); });
            at >= 0)
            return {constraint_kind::exclusion, at};
    return {};
}

template <class = void>
constexpr list<string> constraint_names(const table& t) {
    list<string> all;
    if (t.primary_key) all.push_back(name_of(t, t.primary_key));
    for (const unique_key& k : t.uniques) all.push_back(name_of(t, k));
    for (const foreign_key& k : t.foreign_keys) all.push_back(name_of(t, k));
    for (const check_constraint& c : t.checks) all.push_back(name_of(t, c));
    for (const exclusion& e : t.exclusions) all.push_back(name_of(t, e));
    return all;
}

}  // namespace detail

/// The name, given or derived, of the constraint that `o` drops from `t`, where it stands.
template <class = void>
constexpr string constraint_name(const table& t, const drop_constraint& o) {
    const detail::found_constraint found = detail::find_constraint(t, o);
    const auto at = static_cast<std::size_t>(found.at);
    switch (found.kind) {
        case constraint_kind::primary_key: return name_of(t, t.primary_key);
        case constraint_kind::unique: return name_of(t, t.uniques[at]);
        case constraint_kind::foreign_key: return name_of(t, t.foreign_keys[at]);
        case constraint_kind::check: return name_of(t, t.checks[at]);
        case constraint_kind::exclusion: return name_of(t, t.exclusions[at]);
        case constraint_kind::any: break;
    }
    return {};
}

template <class = void>
constexpr void apply(schema& s, add_primary_key&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    if (t->primary_key) return detail::exists_already(o, "the primary key of table '" + string(o.table) + "'", out);
    check_primary_key(s, *t, o.key, out);
    detail::remember_name(s, *t, o.key, o, out);
    t->primary_key = std::move(o.key);
    check_constraint_names(s, *t, out);
}

template <class = void>
constexpr void apply(schema& s, add_unique&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    check_unique(s, *t, o.key, out);
    detail::remember_name(s, *t, o.key, o, out);
    t->uniques.push_back(std::move(o.key));
    check_constraint_names(s, *t, out);
}

template <class = void>
constexpr void apply(schema& s, add_foreign_key&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    check_foreign_key(s, *t, o.key, out);
    detail::remember_name(s, *t, o.key, o, out);
    t->foreign_keys.push_back(std::move(o.key));
    check_constraint_names(s, *t, out);
}

template <class = void>
constexpr void apply(schema& s, add_check&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    check_check(s, *t, o.check, out);
    t->checks.push_back(std::move(o.check));
    check_constraint_names(s, *t, out);
}

template <class = void>
constexpr void apply(schema& s, add_exclusion&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    check_exclusion(s, *t, o.exclusion, out);
    detail::remember_name(s, *t, o.exclusion, o, out);
    t->exclusions.push_back(std::move(o.exclusion));
    check_constraint_names(s, *t, out);
}

namespace detail {

constexpr found_constraint find_constraint(const table& t, const auto& step, const drop_constraint& wanted,
                                           faults& out) {
    const found_constraint found = find_constraint(t, wanted);
    if (found.kind == constraint_kind::any)
        missing_part(step, wanted, to_string(wanted.kind), constraint_names(t), out);
    return found;
}

}  // namespace detail

template <class = void>
constexpr void apply(schema& s, drop_constraint&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    const detail::found_constraint found = detail::find_constraint(*t, o, o, out);
    const auto at = static_cast<std::size_t>(found.at);
    switch (found.kind) {
        case constraint_kind::any: return;
        case constraint_kind::primary_key:
            detail::forget_name(s, *t, t->primary_key);
            t->primary_key = {};
            if (t->options && t->options->without_rowid)
                add_fault(out, 197, o.place, {t->name, "this step drops its primary key"});
            break;
        case constraint_kind::unique:
            detail::forget_name(s, *t, t->uniques[at]);
            detail::erase_at(t->uniques, found.at);
            break;
        case constraint_kind::foreign_key:
            detail::forget_name(s, *t, t->foreign_keys[at]);
            detail::erase_at(t->foreign_keys, found.at);
            break;
        case constraint_kind::check: detail::erase_at(t->checks, found.at); break;
        case constraint_kind::exclusion:
            detail::forget_name(s, *t, t->exclusions[at]);
            detail::erase_at(t->exclusions, found.at);
            break;
    }
    if (found.kind == constraint_kind::primary_key || found.kind == constraint_kind::unique)
        if (string user = detail::bereft_foreign_key(s, *t); !user.empty()) detail::still_used(o, user, out);
}

template <class = void>
constexpr void apply(schema& s, rename_constraint&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    const detail::found_constraint found = detail::find_constraint(*t, o, {.table = o.table, .name = o.from}, out);
    const auto at = static_cast<std::size_t>(found.at);
    const auto rename = [&](auto& constraint, bool relation) {
        if (relation) detail::forget_name(s, *t, constraint);
        detail::rename_part(*t, constraint, o.to);
        if (relation) detail::remember_name(s, *t, constraint, o, out);
    };
    switch (found.kind) {
        case constraint_kind::any: return;
        case constraint_kind::primary_key: rename(t->primary_key, true); break;
        case constraint_kind::unique: rename(t->uniques[at], true); break;
        case constraint_kind::foreign_key: rename(t->foreign_keys[at], true); break;
        case constraint_kind::check: rename(t->checks[at], false); break;
        case constraint_kind::exclusion: rename(t->exclusions[at], true); break;
    }
    detail::check_name(s, to_string(found.kind), o.to, o.place, out);
    faults clash;
    check_constraint_names(s, *t, clash);
    detail::blame(o.place, clash, out);
}

template <class = void>
constexpr void apply(schema& s, validate_constraint&& o, faults& out) {
    table* t = detail::find_table(s, o.table, o, out);
    if (!t) return;
    const detail::found_constraint found = detail::find_constraint(*t, o, {.table = o.table, .name = o.name}, out);
    if (found.kind == constraint_kind::any) return;
    const auto at = static_cast<std::size_t>(found.at);
    bool* not_valid = found.kind == constraint_kind::foreign_key ? &t->foreign_keys[at].not_valid
                      : found.kind == constraint_kind::check     ? &t->checks[at].not_valid
                                                                 : nullptr;
    if (!not_valid || *not_valid != o.valid) return add_fault(out, 196, o.place, {describe(o), o.name, o.table});
    *not_valid = !o.valid;
}

}  // namespace retort::model
