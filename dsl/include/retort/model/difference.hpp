// The first thing in which two schemas differ, for a sentence: diff finds all, and costs much more.
#pragma once

#include <retort/model/diagnostic.hpp>
#include <retort/model/same.hpp>

namespace retort::model {

struct difference {
    /// "column 'parts.price'"; empty where there is none.
    string what = {};
    bool in_first = true;
    bool in_second = true;
};

namespace detail {

/// What of a column differs.
constexpr std::string_view difference_of(const column& a, const column& b) {
    if (a.type != b.type) return "the type of ";
    if (a.nullable != b.nullable) return "the nullability of ";
    if (!(a.default_value == b.default_value)) return "the default of ";
    if (a.comment != b.comment) return "the comment of ";
    return {};
}

constexpr string quoted(std::string_view kind, std::string_view name) {
    string text(kind);
    text += " '";
    text += name;
    text += "'";
    return text;
}

constexpr bool find_column(difference& d, const table& a, const table& b) {
    const auto name = [&](const column& c) { d.what = quoted("column", string(a.name) + "." + string(c.name)); };
    for (const column& c : a.columns) {
        const column* other = b.find(c.name);
        const generated_column* x = a.find_generated(c.name);
        const generated_column* y = b.find_generated(c.name);
        const bool computed_alike = x && y ? *x == *y : !x && !y;
        if (other && *other == c && computed_alike) continue;
        name(c);
        d.in_second = other != nullptr;
        if (other && !computed_alike) d.what = "the value of " + d.what;
        if (other && computed_alike) d.what = string(difference_of(c, *other)) + d.what;
        return true;
    }
    for (const column& c : b.columns)
        if (!a.find(c.name)) {
            name(c);
            d.in_first = false;
            return true;
        }
    return false;
}

template <class Part>
constexpr bool find_part(difference& d, std::string_view kind, const table& a, const list<Part>& of_a, const table& b,
                         const list<Part>& of_b) {
    const auto found = [&](const table& t, const Part& part, bool& there) {
        d.what = quoted(kind, name_of(t, part)) + " of table '" + string(t.name) + "'";
        there = false;
        // Of the same name, it is there in both.
        for (const Part& p : of_a) d.in_first = d.in_first || name_of(a, p) == name_of(t, part);
        for (const Part& p : of_b) d.in_second = d.in_second || name_of(b, p) == name_of(t, part);
        return true;
    };
    for (const Part& p : of_a)
        if (!holds(b, of_b, a, p)) return found(a, p, d.in_second);
    for (const Part& p : of_b)
        if (!holds(a, of_a, b, p)) return found(b, p, d.in_first);
    return false;
}

constexpr void find_in_table(difference& d, const table& a, const table& b) {
    if (find_column(d, a, b)) return;
    if (!same(a, a.primary_key, b, b.primary_key)) {
        d.what = "the primary key of table '" + string(a.name) + "'";
        d.in_first = static_cast<bool>(a.primary_key);
        d.in_second = static_cast<bool>(b.primary_key);
        return;
    }
    if (find_part(d, "unique key", a, a.uniques, b, b.uniques) ||
        find_part(d, "foreign key", a, a.foreign_keys, b, b.foreign_keys) ||
        find_part(d, "check", a, a.checks, b, b.checks) || find_part(d, "index", a, a.indexes, b, b.indexes) ||
        find_part(d, "exclusion constraint", a, a.exclusions, b, b.exclusions))
        return;
    d.what = "an option of " + quoted("table", a.name);
}

/// `find` looks one up in a schema.
template <class Part>
constexpr bool find_whole(difference& d, const list<Part>& of_a, const list<Part>& of_b, auto&& in_a, auto&& in_b,
                          auto&& alike, auto&& words) {
    for (const Part& p : of_a) {
        const Part* theirs = in_b(p);
        if (theirs && alike(p, *theirs)) continue;
        d.what = words(p);
        d.in_second = theirs != nullptr;
        return true;
    }
    for (const Part& p : of_b)
        if (!in_a(p)) {
            d.what = words(p);
            d.in_first = false;
            return true;
        }
    return false;
}

}  // namespace detail

/// What the first schema has comes before what only the second has.
constexpr difference first_difference(const schema& a, const schema& b) {
    difference d;
    for (const table& t : a.tables) {
        const table* theirs = b.find(t.name);
        if (theirs && same(t, *theirs)) continue;
        d.in_second = theirs != nullptr;
        d.what = detail::quoted("table", t.name);
        if (theirs) detail::find_in_table(d, t, *theirs);
        return d;
    }
    const auto enumeration_in = [](const schema& s) {
        return [&s](const enumeration& e) { return s.find_enumeration(e.name); };
    };
    const auto object_in = [](const schema& s) {
        return [&s](const object& o) { return s.find_object(o.kind, o.name, o.on); };
    };
    if (detail::find_whole(
            d, a.enumerations, b.enumerations, enumeration_in(a), enumeration_in(b),
            [](const enumeration& x, const enumeration& y) { return x.values == y.values; },
            [](const enumeration& e) { return detail::quoted("enumeration", e.name); }) ||
        detail::find_whole(
            d, a.objects, b.objects, object_in(a), object_in(b),
            [](const object& x, const object& y) { return same(x, y); }, [](const object& o) { return describe(o); }))
        return d;
    for (const table& t : b.tables)
        if (!a.find(t.name)) {
            d.what = detail::quoted("table", t.name);
            d.in_first = false;
            return d;
        }
    return d;
}

/// E154 where the history's end is another schema than the declared one.
constexpr void check_end(const schema& declared, const schema& end, faults& out) {
    const difference d = first_difference(declared, end);
    if (d.what.empty()) return;
    add_fault(out, 154, {},
              {declared.name, d.what + (!d.in_second  ? " is in the schema, but not in the history"
                                        : !d.in_first ? " is in the history, but not in the schema"
                                                      : " differs between the history and the schema")});
}

}  // namespace retort::model
