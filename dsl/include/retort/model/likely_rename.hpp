// What looks like a rename that nobody has declared. A guess: the diff never takes it, whoever drafts a migration says
// it.
#pragma once

#include <retort/model/former_name.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace retort::model {

/// `from` is gone and `to` is new, in the same place and of the same kind.
struct likely_rename {
    enum kind_of_it : std::uint8_t { a_table, a_column, a_value } kind = a_column;
    /// Of a column its table, of a value its enumeration.
    std::string_view of = {};
    std::string_view from = {}, to = {};
};

namespace detail {

/// How far two candidates are from each other: the nearest two, each for the other, are a pair. Where two are as near,
/// neither is.
template <class Distance>
void pair_up(std::size_t gone, std::size_t fresh, Distance distance, auto&& found) {
    constexpr auto never = static_cast<std::size_t>(-1);
    const auto nearest_of = [](std::size_t size, auto&& how_far) {
        std::size_t at = never, best = never;
        for (std::size_t i = 0; i < size; ++i) {
            const std::size_t far = how_far(i);
            if (far == never) continue;
            if (far < best) {
                best = far;
                at = i;
            } else if (far == best) {
                at = never;
            }
        }
        return at;
    };
    for (std::size_t g = 0; g < gone; ++g) {
        const std::size_t f = nearest_of(fresh, [&](std::size_t i) { return distance(g, i); });
        if (f == never) continue;
        if (nearest_of(gone, [&](std::size_t i) { return distance(i, f); }) == g) found(g, f);
    }
}

/// The table that `after` was in `from`, where that is known; or null.
inline const table* known_as(const schema& from, const schema& to, const table& after) {
    return from.find(former_name(from, to, after));
}

inline void likely_columns(const schema& from, const table& before, const table& after,
                           std::vector<likely_rename>& out) {
    struct place_of {
        const column* c;
        std::size_t at;
    };
    std::vector<place_of> gone, fresh;
    const auto is_known = [&](std::string_view was) {
        for (const column& c : after.columns)
            if (former_name(from, before, after, c) == was) return true;
        return false;
    };
    for (std::size_t i = 0; i < before.columns.size(); ++i) {
        const column& c = before.columns[i];
        if (!before.find_generated(c.name) && !is_known(c.name)) gone.push_back({&c, i});
    }
    for (std::size_t i = 0; i < after.columns.size(); ++i) {
        const column& c = after.columns[i];
        if (!after.find_generated(c.name) && !before.find(former_name(from, before, after, c)))
            fresh.push_back({&c, i});
    }
    pair_up(
        gone.size(), fresh.size(),
        [&](std::size_t g, std::size_t f) {
            const column &was = *gone[g].c, &is = *fresh[f].c;
            if (was.type != is.type || was.nullable != is.nullable || was.identity != is.identity)
                return static_cast<std::size_t>(-1);
            // By name, and where names say nothing by place.
            return 2 * edit_distance(was.name, is.name) + (gone[g].at == fresh[f].at ? 0 : 1);
        },
        [&](std::size_t g, std::size_t f) {
            out.push_back({likely_rename::a_column, after.name, gone[g].c->name, fresh[f].c->name});
        });
}

inline void likely_tables(const schema& from, const schema& to, std::vector<likely_rename>& out) {
    std::vector<const table*> gone, fresh;
    const auto declared = [&](const table& before) {
        for (const table& after : to.tables)
            if (known_as(from, to, after) == &before) return true;
        return false;
    };
    for (const table& t : from.tables)
        if (!to.find(t.name) && !declared(t)) gone.push_back(&t);
    for (const table& t : to.tables)
        if (!known_as(from, to, t)) fresh.push_back(&t);
    pair_up(
        gone.size(), fresh.size(),
        [&](std::size_t g, std::size_t f) {
            const table &was = *gone[g], &is = *fresh[f];
            std::size_t common = 0;
            for (const column& c : was.columns)
                if (const column* there = is.find(c.name); there && there->type == c.type) ++common;
            const std::size_t others = was.columns.size() + is.columns.size() - 2 * common;
            // Of both tables together two columns of three, and more than the one that every table has.
            if (others > common || (common < 2 && others != 0)) return static_cast<std::size_t>(-1);
            return 100 * others + edit_distance(was.name, is.name);
        },
        [&](std::size_t g, std::size_t f) {
            out.push_back({likely_rename::a_table, {}, gone[g]->name, fresh[f]->name});
        });
}

/// As many values for others between the same neighbours: each for the one that stands where it stood.
inline void likely_values(const enumeration& before, const enumeration& after, std::vector<likely_rename>& out) {
    const auto changed = [](const names& all, const names& others) {
        // Each with how many of those that stay are before it.
        std::vector<std::pair<std::string_view, std::size_t>> found;
        std::size_t kept = 0;
        for (std::string_view v : all)
            if (contains(others, v))
                ++kept;
            else
                found.emplace_back(v, kept);
        return found;
    };
    const auto gone = changed(before.values, after.values), fresh = changed(after.values, before.values);
    const auto end_of_run = [](const auto& all, std::size_t begin, std::size_t place) {
        std::size_t end = begin;
        while (end < all.size() && all[end].second == place) ++end;
        return end;
    };
    std::size_t f = 0;
    for (std::size_t g = 0; g < gone.size();) {
        const std::size_t place = gone[g].second, end = end_of_run(gone, g, place);
        while (f < fresh.size() && fresh[f].second < place) ++f;
        const bool as_many = end_of_run(fresh, f, place) - f == end - g;
        for (; g < end; ++g)
            if (as_many) out.push_back({likely_rename::a_value, after.name, gone[g].first, fresh[f++].first});
    }
}

}  // namespace detail

/// Between two schemas: a table gone and one new with most of its columns; in one table a column gone and one new of
/// the same type; in an enumeration a value gone and one new in its place. Of several candidates the one whose name (of
/// a table: whose columns) is nearest; nothing where two are as near. What renamed_from(...) says is no guess.
inline std::vector<likely_rename> likely_renames(const schema& from, const schema& to) {
    std::vector<likely_rename> found;
    detail::likely_tables(from, to, found);
    for (const table& after : to.tables)
        if (const table* before = detail::known_as(from, to, after))
            detail::likely_columns(from, *before, after, found);
    for (const enumeration& after : to.enumerations)
        if (const enumeration* before = from.find_enumeration(after.name)) detail::likely_values(*before, after, found);
    return found;
}

/// One line: what is seen, how to say that it is a rename, and what the draft does otherwise.
inline std::string to_string(const likely_rename& r) {
    const auto quoted = [](std::string_view name) {
        std::string text = "\"";
        for (char c : name) {
            if (c == '"' || c == '\\') text += '\\';
            text += c;
        }
        return text + '"';
    };
    const std::string of(r.of), from(r.from), to(r.to);
    switch (r.kind) {
        case likely_rename::a_table:
            return "table " + from + " is missing and " + to +
                   " is new, with most of its columns; if this is a rename, add renamed_from(" + quoted(from) +
                   ") to the table, or the draft drops its contents";
        case likely_rename::a_value:
            return "value " + quoted(from) + " of enumeration " + of + " is missing and " + quoted(to) +
                   " is new in its place; if this is a rename, write rename_enumeration_value(" + quoted(of) + ", " +
                   quoted(from) + ", " + quoted(to) +
                   ") in the migration, or the migration fails if a row has the old value";
        case likely_rename::a_column: break;
    }
    return "column " + of + "." + from + " is missing and " + of + "." + to +
           " is new, with the same type; if this is a rename, add renamed_from(" + quoted(from) +
           ") to the column, or the draft drops its contents";
}

}  // namespace retort::model
