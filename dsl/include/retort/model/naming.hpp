// The naming convention: what a constraint or an index is called when its author gave it no name. The same on all
// databases, derived from the table as it is called now, so a rename carries the derived names along.
//
//   primary key   pk_<table>                   unique      uq_<table>_<columns>
//   foreign key   fk_<table>_<columns>         check       ck_<table>_<columns it reads>
//   index         ix_<table>_<columns>         exclusion   ex_<table>_<columns>
//
// A schema can replace it (naming_convention). A derived name longer than 63 bytes (PostgreSQL's limit) keeps its first
// 54 and ends in 8 digits of its hash. Of a table in a namespace the point becomes '_'.
#pragma once

#include <retort/model/schema.hpp>

namespace retort::model {

inline constexpr std::size_t longest_name = 63;

namespace detail {

/// A kind of name: the beginning it has by default, and where a convention keeps its own form.
struct name_kind {
    std::string_view prefix;
    std::string_view naming_convention::* form;
    bool with_columns = true;
};
inline constexpr name_kind primary_key_name{"pk_", &naming_convention::primary_key, false};
inline constexpr name_kind unique_name{"uq_", &naming_convention::unique};
inline constexpr name_kind foreign_key_name{"fk_", &naming_convention::foreign_key};
inline constexpr name_kind check_name_kind{"ck_", &naming_convention::check};
inline constexpr name_kind index_name{"ix_", &naming_convention::index};
inline constexpr name_kind exclusion_name{"ex_", &naming_convention::exclusion};

constexpr bool has_point(std::string_view name) {
    for (char c : name)
        if (c == '.') return true;
    return false;
}

template <class Feed>
constexpr void feed_table(Feed&& feed, std::string_view table) {
    if (!has_point(table)) return feed(table);
    std::size_t from = 0;
    for (std::size_t i = 0; i < table.size(); ++i)
        if (table[i] == '.') {
            feed(table.substr(from, i - from));
            feed("_");
            from = i + 1;
        }
    feed(table.substr(from));
}

template <class Feed>
constexpr void feed_form(Feed&& feed, std::string_view form, std::string_view table, const names& columns) {
    for (std::size_t i = 0; i < form.size(); ++i) {
        if (form[i] != '{') {
            feed(form.substr(i, 1));
            continue;
        }
        if (form.substr(i, 7) == "{table}") {
            feed_table(feed, table);
            i += 6;
        } else if (form.substr(i, 9) == "{columns}") {
            for (std::size_t c = 0; c < columns.size(); ++c) {
                if (c != 0) feed("_");
                feed(columns[c]);
            }
            i += 8;
        } else {
            feed("{");
        }
    }
}

template <class Feed>
constexpr void feed_derived(Feed&& feed, const name_kind& kind, std::string_view table, const names& columns,
                            const naming_convention* convention) {
    if (convention && !(convention->*kind.form).empty()) return feed_form(feed, convention->*kind.form, table, columns);
    feed(kind.prefix);
    feed_table(feed, table);
    if (!kind.with_columns) return;
    for (std::string_view c : columns) {
        feed("_");
        feed(c);
    }
}

/// `full`, or where PostgreSQL would cut it, its beginning and its hash.
constexpr string shortened(const string& full) {
    if (full.size() <= longest_name) return full;
    std::uint64_t hash = name_hash{}.feed(full).state;
    std::size_t keep = longest_name - 9;
    while ((static_cast<unsigned char>(std::string_view(full)[keep]) & 0xC0u) == 0x80u)
        --keep;  // never inside a UTF-8 sequence
    string cut(std::string_view(full).substr(0, keep));
    cut += "_";
    for (int i = 0; i < 8; ++i, hash >>= 4) cut += "0123456789abcdef"[hash & 15u];
    return cut;
}

constexpr string derived_name(const name_kind& kind, std::string_view table, const names& columns,
                              const naming_convention* convention = nullptr) {
    string full;
    feed_derived([&](std::string_view piece) { full += piece; }, kind, table, columns, convention);
    return shortened(full);
}

/// The columns that an index is over, and those that its expressions read.
constexpr names column_names(const index& i) {
    names all;
    for (const index_column& c : i.columns) {
        if (c.expression < 0) {
            all.push_back(c.name);
            continue;
        }
        for (std::string_view n : i.options->expressions[static_cast<std::size_t>(c.expression)].columns())
            if (!contains(all, n)) all.push_back(n);
    }
    return all;
}

constexpr names column_names(const exclusion& e) {
    names all;
    for (const exclusion_element& part : e.elements) {
        if (!part.column.empty()) all.push_back(part.column);
        for (std::string_view n : part.expression.columns())
            if (!contains(all, n)) all.push_back(n);
    }
    return all;
}

/// The hash of a name as it is derived, piece by piece, and its length; what a convention or a long name need is left
/// to `derived_name`.
struct derived_hash {
    name_hash hash;
    std::size_t length = 0;
    constexpr derived_hash(const name_kind& kind, std::string_view table, name_hash start)
        : hash(start), length(kind.prefix.size() + table.size()) {
        hash.feed(kind.prefix);
        hash.feed_table(table);
    }
    constexpr void column(std::string_view name) {
        hash.feed_underscore();
        hash.feed(name);
        length += name.size() + 1;
    }
};

constexpr const name_kind& kind_of(const primary_key&) { return primary_key_name; }
constexpr const name_kind& kind_of(const unique_key&) { return unique_name; }
constexpr const name_kind& kind_of(const foreign_key&) { return foreign_key_name; }
constexpr const name_kind& kind_of(const check_constraint&) { return check_name_kind; }
constexpr const name_kind& kind_of(const index&) { return index_name; }
constexpr const name_kind& kind_of(const exclusion&) { return exclusion_name; }

constexpr const names& columns_of(const primary_key& k) { return k.columns; }
constexpr const names& columns_of(const unique_key& k) { return k.columns; }
constexpr const names& columns_of(const foreign_key& k) { return k.columns; }
constexpr names columns_of(const check_constraint& c) { return c.condition.columns(); }
constexpr names columns_of(const index& i) { return column_names(i); }
constexpr names columns_of(const exclusion& e) { return column_names(e); }

}  // namespace detail

/// The name, given or derived, of a constraint or an index of `t`.
template <class Part>
constexpr string name_of(const table& t, const Part& part) {
    if (!part.name.empty()) return part.name;
    return detail::derived_name(detail::kind_of(part), t.name, detail::columns_of(part), t.convention);
}

namespace detail {
template <class Part>
constexpr void hash_columns(derived_hash& hash, const Part& part) {
    for (std::string_view c : columns_of(part)) hash.column(c);
}
constexpr void hash_columns(derived_hash&, const primary_key&) {}
constexpr void hash_columns(derived_hash& hash, const index& i) {
    if (i.options && !i.options->expressions.empty()) {
        for (std::string_view c : column_names(i)) hash.column(c);
    } else {
        for (const index_column& c : i.columns) hash.column(c.name);
    }
}
}  // namespace detail

/// The hash of `start` and `name_of(t, part)`, without making the text unless it has to be shortened.
template <class Part>
constexpr std::uint64_t hash_of(const table& t, const Part& part, name_hash start = {}) {
    if (!part.name.empty()) return start.feed(part.name).state;
    if (!t.convention) {
        detail::derived_hash hash(detail::kind_of(part), t.name, start);
        detail::hash_columns(hash, part);
        if (hash.length <= longest_name) return hash.hash.state;
    }
    return start.feed(name_of(t, part)).state;
}

namespace detail {

/// The namespace of a table with its point, "audit." of "audit.events"; empty where it is in none.
constexpr std::string_view namespace_of(std::string_view table) {
    for (std::size_t i = table.size(); i > 0; --i)
        if (table[i - 1] == '.') return table.substr(0, i);
    return {};
}

/// Where the name of a key or an index must be free: `function(hash)`. On PostgreSQL among the relations of its table's
/// namespace; an index on SQLite among all tables and indexes, where a point is a letter like another; on MariaDB
/// alone, an index or a unique key among those of its table. MariaDB has one set of names for the foreign keys of all
/// tables.
template <class Part>
constexpr void each_scope(databases on, const table& t, const Part& part, auto&& function) {
    if constexpr (std::is_same_v<Part, foreign_key>) {
        if (on.has(database::mariadb)) function(hash_of(t, part, name_hash{}.feed("foreign key ")));
        return;
    }
    constexpr bool is_index = std::is_same_v<Part, index>;
    const bool postgresql = on.wants(database::postgresql);
    const bool sqlite = is_index && on.wants(database::sqlite);
    const std::string_view space = postgresql ? namespace_of(t.name) : std::string_view();
    if (!space.empty()) function(hash_of(t, part, name_hash{}.feed(space)));
    if (sqlite || (postgresql && space.empty())) function(hash_of(t, part));
    if constexpr (is_index || std::is_same_v<Part, unique_key>)
        if (!postgresql && !sqlite && on.wants(database::mariadb))
            function(hash_of(t, part, name_hash{}.feed(t.name).feed(" ")));
}
constexpr void each_scope(databases, const table&, const partition& p, auto&& function) { function(hash_of(p.name)); }

}  // namespace detail

}  // namespace retort::model
