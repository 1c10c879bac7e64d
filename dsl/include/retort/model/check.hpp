// The rules of a schema as a whole: names that are taken, objects that need each other. Those of its parts are beside
// it.
#pragma once

#include <retort/model/check_object.hpp>

namespace retort::model {

namespace detail {

/// Whether the object shares the names of tables.
constexpr bool is_relation(object_kind kind) {
    return kind == object_kind::view || kind == object_kind::materialized_view || kind == object_kind::sequence ||
           kind == object_kind::composite;
}
constexpr bool is_type(object_kind kind) { return kind == object_kind::domain || kind == object_kind::composite; }

/// Whether a name has a capital letter; the rules about case ask nothing of schemas that have none.
constexpr bool has_capital(std::string_view name) {
    for (char c : name)
        if (c >= 'A' && c <= 'Z') return true;
    return false;
}

/// Enters a name that relations share. False, and a fault, where it is taken.
constexpr bool enter(schema& s, std::uint64_t hash, int at, auto&& taken) {
    if (s.relations.find(hash) != name_index::absent) {
        taken();
        return false;
    }
    s.relations.set(hash, at);
    return true;
}

/// The parts of a table whose names are relations, or shared in some other way: `function(part)`.
constexpr void each_named_part(const table& t, auto&& function) {
    if (t.primary_key) function(t.primary_key);
    for (const unique_key& k : t.uniques) function(k);
    for (const foreign_key& k : t.foreign_keys) function(k);
    for (const exclusion& e : t.exclusions) function(e);
    for (const index& i : t.indexes) function(i);
    if (t.options)
        for (const partition& p : t.options->partitions) function(p);
}

constexpr std::string_view kind_in_words(const primary_key&) { return "primary key"; }
constexpr std::string_view kind_in_words(const unique_key&) { return "unique key"; }
constexpr std::string_view kind_in_words(const foreign_key&) { return "foreign key"; }
constexpr std::string_view kind_in_words(const exclusion&) { return "exclusion constraint"; }
constexpr std::string_view kind_in_words(const index&) { return "index"; }
constexpr std::string_view kind_in_words(const partition&) { return "partition"; }
/// What else can have taken the name.
constexpr std::string_view others_in_words(const foreign_key&) {
    return "on MariaDB, which has one set of these names for all tables, another foreign key";
}
constexpr std::string_view others_in_words(const auto&) { return "a table, key, index, view or sequence"; }

/// Enters the names of a part. False where one is taken; those that were free are its own then.
template <class Part>
constexpr bool enter_part(schema& s, const table& t, const Part& part) {
    bool entered = true;
    each_scope(s.databases, t, part, [&](std::uint64_t hash) {
        if (s.relations.find(hash) != name_index::absent)
            entered = false;
        else
            s.relations.set(hash, name_index::an_index);
    });
    return entered;
}

constexpr string relation_name(const table&, const partition& p) { return p.name; }
template <class Part>
constexpr string relation_name(const table& t, const Part& part) {
    return name_of(t, part);
}

/// An object of the kinds that share the names of tables, in words, where there is one of that name.
constexpr string type_named(const schema& s, std::string_view name) {
    if (s.find_enumeration(name)) return "an enumeration";
    for (const object& o : s.objects)
        if (is_type(o.kind) && o.name == name) return "a " + string(to_string(o.kind));
    return {};
}

}  // namespace detail

namespace detail {
/// Whether two constraints of the table have that name.
constexpr bool is_constraint_twice(const table& t, std::string_view name) {
    int found = t.primary_key && name_of(t, t.primary_key) == name ? 1 : 0;
    const auto look = [&](const auto& list) {
        for (const auto& constraint : list) found += name_of(t, constraint) == name ? 1 : 0;
    };
    look(t.uniques);
    look(t.foreign_keys);
    look(t.checks);
    look(t.exclusions);
    return found > 1;
}
}  // namespace detail

/// Enters the names of the schema's last table, which has just been put there, and of its keys and indexes. A name that
/// is taken is a fault; a table under a taken name is removed again.
constexpr void enter_last(schema& s, faults& out) {
    table& t = s.tables.back();
    t.convention = s.convention;
    const std::uint64_t hash = hash_of(t.name);
    if (!detail::enter(s, hash, static_cast<int>(s.tables.size()) - 1,
                       [&] { add_fault(out, 101, t.place, {t.name}); })) {
        s.tables.pop_back();
        return;
    }
    detail::each_named_part(t, [&](const auto& part) {
        if (detail::enter_part(s, t, part)) return;
        const string name = detail::relation_name(t, part);
        if (!detail::is_constraint_twice(t, name))  // that has a sentence of its own
            add_fault(out, 115, part.place,
                      {detail::called(detail::kind_in_words(part), name), t.name, detail::others_in_words(part)});
    });
}

/// Puts a table into the schema without asking whether it is right, except that its names must be free.
constexpr void insert(schema& s, table&& t, faults& out) {
    s.tables.push_back(std::move(t));
    enter_last(s, out);
}

namespace detail {
/// A trigger of the same name on another table, where the two meet on a database that knows triggers by their names
/// alone; or null.
constexpr const object* trigger_of_that_name(const schema& s, const object& o) {
    if (o.kind != object_kind::trigger) return nullptr;
    for (const object& other : s.objects) {
        if (other.kind != object_kind::trigger || other.on == o.on || !equal_but_for_case(other.name, o.name)) continue;
        for (database d : {database::sqlite, database::mariadb})
            if (s.databases.has(d) && o.only.wants(d) && other.only.wants(d) &&
                (d == database::sqlite || other.name == o.name))
                return &other;
    }
    return nullptr;
}
}  // namespace detail

/// Puts an object into the schema, without asking whether it is right except for its name.
constexpr void insert(schema& s, object&& o, faults& out) {
    if (s.find_object(o.kind, o.name, o.on))
        add_fault(out, 168, o.place, {describe(o)});
    else if (detail::is_relation(o.kind))
        (void)detail::enter(s, hash_of(o.name), name_index::an_index, [&] {
            add_fault(out, 168, o.place,
                      {string("a table, view, sequence, key or index named '") + string(o.name) + "'"});
        });
    if (const object* other = detail::trigger_of_that_name(s, o))
        add_fault(out, 168, o.place,
                  {describe(o) + ", like one on " + string(other->on) +
                   " (SQLite and MariaDB identify a trigger by its name alone),"});
    s.objects.push_back(std::move(o));
}

namespace detail {

/// An enumeration, domain or composite type that shares its name with a table, a view, a sequence, or another type.
constexpr void check_type_names(const schema& s, faults& out) {
    if (!s.databases.wants(database::postgresql)) return;
    const auto is_partition = [&](std::string_view name) {
        for (const table& t : s.tables)
            if (t.options)
                for (const partition& p : t.options->partitions)
                    if (p.name == name) return true;
        return false;
    };
    const auto meet = [&](std::string_view kind, std::string_view name, const place& at) {
        if (s.find(name))
            add_fault(out, 138, at, {kind, name, "a table"});
        else if (is_partition(name))
            add_fault(out, 138, at, {kind, name, "a partition"});
        else if (has_view(s, name))
            add_fault(out, 138, at, {kind, name, "a view"});
        else if (s.find_object(object_kind::sequence, name))
            add_fault(out, 138, at, {kind, name, "a sequence"});
    };
    for (const enumeration& e : s.enumerations) meet("enumeration", e.name, e.place);
    for (const object& o : s.objects) {
        if (!is_type(o.kind)) continue;
        if (o.kind == object_kind::domain) meet("domain", o.name, o.place);
        if (s.find_enumeration(o.name)) add_fault(out, 138, o.place, {to_string(o.kind), o.name, "an enumeration"});
        if (o.kind == object_kind::domain && s.find_object(object_kind::composite, o.name))
            add_fault(out, 138, o.place, {"domain", o.name, "a composite type"});
    }
}

/// Tables, indexes and views whose names differ in case only.
constexpr void check_case(const schema& s, faults& out) {
    if (!ignores_case(s.databases)) return;
    const auto each = [&](auto&& function) {
        for (const table& t : s.tables) {
            function(t.name, "table", t.place);
            for (const index& i : t.indexes)
                if (!i.name.empty()) function(i.name, "index", i.place);
        }
        for (const object& o : s.objects)
            if (o.kind == object_kind::view) function(o.name, "view", o.place);
    };
    bool any = false;
    each([&](std::string_view name, std::string_view, const place&) { any = any || has_capital(name); });
    if (!any) return;
    name_index folded;
    list<std::string_view> seen;
    each([&](std::string_view name, std::string_view kind, const place& at) {
        const std::uint64_t hash = name_hash{}.feed_folded(name).state;
        if (const int before = folded.find(hash); before == name_index::absent)
            folded.set(hash, static_cast<int>(seen.size()));
        else if (seen[static_cast<std::size_t>(before)] != name)
            add_fault(out, 139, at, {kind, name, seen[static_cast<std::size_t>(before)]});
        seen.push_back(name);
    });
}

/// The object, or one that it depends on, that stands on `path` already.
constexpr bool find_circle(const schema& s, const object& o, names& path, faults& out) {
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (path[i] != o.name) continue;
        names between;
        for (std::size_t j = i + 1; j < path.size(); ++j) between.push_back(path[j]);
        string through = quoted(between);
        if (between.empty()) through = "its own depends_on(...)";
        add_fault(out, 167, o.place, {describe(o), through});
        return true;
    }
    path.push_back(o.name);
    for (std::string_view need : o.depends_on)
        for (const object& other : s.objects)
            if (other.name == need && find_circle(s, other, path, out)) return true;
    path.pop_back();
    return false;
}

constexpr void check_convention(const naming_convention& c, faults& out) {
    const auto has = [](std::string_view form, std::string_view what) {
        for (std::size_t i = 0; i + what.size() <= form.size(); ++i)
            if (form.substr(i, what.size()) == what) return true;
        return false;
    };
    const auto ask = [&](std::string_view form, bool columns) {
        if (form.empty()) return;
        if (!has(form, "{table}")) add_fault(out, 187, c.place, {form, "{table}"});
        if (columns && !has(form, "{columns}")) add_fault(out, 187, c.place, {form, "{columns}"});
    };
    ask(c.primary_key, false);
    ask(c.unique, true);
    ask(c.foreign_key, true);
    ask(c.check, true);
    ask(c.index, true);
    ask(c.exclusion, true);
}

}  // namespace detail

/// Every rule, of the whole schema. Duplicate names of relations are found while it is put together, by `enter_last`.
constexpr void check(const schema& s, faults& out) {
    for (std::size_t i = 0; i < s.enumerations.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j)
            if (s.enumerations[i].name == s.enumerations[j].name)
                add_fault(out, 120, s.enumerations[i].place, {string(s.enumerations[i].name)});
        check_enumeration(s, s.enumerations[i], out);
    }
    for (const table& t : s.tables) check_table(s, t, out);
    if (!s.objects.empty()) {
        for (const object& o : s.objects) check_object(s, o, out);
        for (const object& o : s.objects) {
            names path;
            if (detail::find_circle(s, o, path, out)) break;
        }
    }
    if (!s.enumerations.empty() || !s.objects.empty()) detail::check_type_names(s, out);
    detail::check_case(s, out);
    if (s.convention) detail::check_convention(*s.convention, out);
}

}  // namespace retort::model
