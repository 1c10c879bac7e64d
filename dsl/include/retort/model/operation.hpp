// The operations: what a step of a migration can be. Plain structs; any_operation.hpp closes the set.
#pragma once

#include <retort/model/schema.hpp>

#include <optional>

namespace retort::model {

struct create_table {
    model::table table = {};
    model::place place = {};
};

struct drop_table {
    std::string_view table = {};
    model::place place = {};
};

struct rename_table {
    std::string_view from = {};
    std::string_view to = {};
    model::place place = {};
};

struct add_column {
    std::string_view table = {};
    model::column column = {};
    model::place place = {};
};

struct drop_column {
    std::string_view table = {};
    std::string_view column = {};
    model::place place = {};
};

struct rename_column {
    std::string_view table = {};
    std::string_view from = {};
    std::string_view to = {};
    model::place place = {};
};

/// Changes the attributes that are given and leaves the others. A default of kind none takes the default away.
struct alter_column {
    std::string_view table = {};
    std::string_view column = {};
    std::optional<model::type> type = {};
    std::optional<bool> nullable = {};
    std::optional<bool> identity = {};
    std::optional<literal> default_value = {};
    /// SQL that turns the old value into the new type, where a plain cast is not right.
    std::string_view using_ = {};
    model::place place = {};
};

struct create_index {
    std::string_view table = {};
    model::index index = {};
    model::place place = {};
};

/// By `name`; where that is empty, the unnamed index of `columns`.
struct drop_index {
    std::string_view table = {};
    std::string_view name = {};
    names columns = {};
    model::place place = {};
};

struct add_primary_key {
    std::string_view table = {};
    primary_key key = {};
    model::place place = {};
};

struct add_unique {
    std::string_view table = {};
    unique_key key = {};
    model::place place = {};
};

struct add_foreign_key {
    std::string_view table = {};
    foreign_key key = {};
    model::place place = {};
};

struct add_check {
    std::string_view table = {};
    check_constraint check = {};
    model::place place = {};
};

enum class constraint_kind : std::uint8_t { any, primary_key, unique, foreign_key, check };

constexpr std::string_view to_string(constraint_kind kind) {
    switch (kind) {
        case constraint_kind::any: return "constraint";
        case constraint_kind::primary_key: return "primary key";
        case constraint_kind::unique: return "unique key";
        case constraint_kind::foreign_key: return "foreign key";
        case constraint_kind::check: return "check";
    }
    return "constraint";
}

/// By `name`, given or derived; where that is empty, the unnamed constraint of `kind` over `columns`.
struct drop_constraint {
    std::string_view table = {};
    constraint_kind kind = constraint_kind::any;
    std::string_view name = {};
    names columns = {};
    model::place place = {};
};

struct create_enumeration {
    model::enumeration enumeration = {};
    model::place place = {};
};

struct drop_enumeration {
    std::string_view name = {};
    model::place place = {};
};

/// Gives an enumeration the values listed, in that order. Rows that hold a value which is no longer listed make it
/// fail.
struct alter_enumeration {
    std::string_view name = {};
    names values = {};
    model::place place = {};
};

/// One SQL text for the database named, or for all of them where `database` is empty.
struct sql_text {
    std::string_view database = {};
    std::string_view sql = {};
    constexpr bool operator==(const sql_text&) const = default;
};

/// Raw SQL. It is not understood: the model stays as it was.
struct execute {
    list<sql_text> up = {};
    list<sql_text> down = {};
    /// Why it cannot be undone; empty where `down` undoes it.
    std::string_view irreversible = {};
    model::place place = {};
};

// One line an operation, for people: the step's word and what it is about.

namespace detail {
constexpr string line(std::string_view word, std::string_view table, std::string_view what = {}) {
    string text(word);
    text += ' ';
    text += table;
    if (!what.empty()) {
        text += '.';
        text += what;
    }
    return text;
}
constexpr string line_of(std::string_view word, std::string_view table, std::string_view name, const names& columns) {
    string text = line(word, table);
    if (!name.empty()) return text + " '" + string(name) + "'";
    if (columns.empty()) return text;
    return text + " (" + join(columns) + ")";
}
}  // namespace detail

constexpr string describe(const create_table& o) { return detail::line("create table", o.table.name); }
constexpr string describe(const drop_table& o) { return detail::line("drop table", o.table); }
constexpr string describe(const rename_table& o) {
    return detail::line("rename table", o.from) + " to " + string(o.to);
}
constexpr string describe(const add_column& o) { return detail::line("add column", o.table, o.column.name); }
constexpr string describe(const drop_column& o) { return detail::line("drop column", o.table, o.column); }
constexpr string describe(const rename_column& o) {
    return detail::line("rename column", o.table, o.from) + " to " + string(o.to);
}
constexpr string describe(const alter_column& o) {
    string changes;
    const auto add = [&](const string& text) { changes += (changes.empty() ? "" : ", ") + text; };
    if (o.type) add(to_string(*o.type));
    if (o.nullable) add(*o.nullable ? "nullable" : "not null");
    if (o.identity) add(*o.identity ? "identity" : "no identity");
    if (o.default_value && *o.default_value) add("default " + describe(*o.default_value));
    if (o.default_value && !*o.default_value) add("no default");
    string text = detail::line("alter column", o.table, o.column);
    if (!changes.empty()) text += ": " + changes;
    return text;
}
constexpr string describe(const create_index& o) {
    names columns = {};
    for (const index_column& c : o.index.columns) columns.push_back(c.name);
    return detail::line_of(o.index.unique ? "create unique index on" : "create index on", o.table, o.index.name,
                           columns);
}
constexpr string describe(const drop_index& o) { return detail::line_of("drop index on", o.table, o.name, o.columns); }
constexpr string describe(const add_primary_key& o) {
    return detail::line_of("add primary key to", o.table, o.key.name, o.key.columns);
}
constexpr string describe(const add_unique& o) {
    return detail::line_of("add unique key to", o.table, o.key.name, o.key.columns);
}
constexpr string describe(const add_foreign_key& o) {
    return detail::line_of("add foreign key to", o.table, o.key.name, o.key.columns) + " referencing " +
           string(o.key.table);
}
constexpr string describe(const add_check& o) {
    return detail::line_of("add check to", o.table, o.check.name, o.check.condition.columns());
}
constexpr string describe(const drop_constraint& o) {
    return detail::line_of("drop " + string(to_string(o.kind)) + " of", o.table, o.name, o.columns);
}
constexpr string describe(const create_enumeration& o) {
    return detail::line("create enumeration", o.enumeration.name);
}
constexpr string describe(const drop_enumeration& o) { return detail::line("drop enumeration", o.name); }
constexpr string describe(const alter_enumeration& o) {
    return detail::line("alter enumeration", o.name) + " to (" + join(o.values) + ")";
}
constexpr string describe(const execute& o) {
    std::string_view sql = o.up.empty() ? std::string_view() : o.up.front().sql;
    std::size_t from = 0;
    while (from < sql.size() && (sql[from] == ' ' || sql[from] == '\n')) ++from;
    sql.remove_prefix(from);
    std::size_t end = 0;
    while (end < sql.size() && sql[end] != '\n') ++end;
    const bool cut = end < sql.size() || end > 60;
    if (end > 60) end = 60;
    while (end > 0 && end < sql.size() && (static_cast<unsigned char>(sql[end]) & 0xC0u) == 0x80u) --end;
    return "execute " + string(sql.substr(0, end)) + (cut ? " ..." : "");
}

}  // namespace retort::model
