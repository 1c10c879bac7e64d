// migration(…), and its steps. Every step hands its typed operation to a visitor: replay applies it at once, the
// generator collects it.
#pragma once

#include <retort/dsl/table.hpp>
#include <retort/model/history.hpp>
#include <retort/model/operation.hpp>

namespace retort::dsl {

/// create_table("parts", column(…)…, …): the parts of table(…). Spelled out rather than taken from the declared schema,
/// because a migration must stay what it was when it was written.
template <class... Part>
struct create_table_step {
    table_declaration<Part...> declaration;
    constexpr void visit(auto&& visitor) const {
        visitor(model::create_table{declaration.lower(), declaration.called.at});
    }
};
template <class... Part>
consteval auto create_table(name called, Part... parts) {
    return create_table_step<Part...>{{called, hana::tuple<Part...>{parts...}}};
}

struct drop_table_step {
    name table;
    constexpr void visit(auto&& visitor) const { visitor(model::drop_table{table.text, table.at}); }
};
consteval auto drop_table(name table) { return drop_table_step{table}; }

struct rename_table_step {
    name from;
    std::string_view to;
    constexpr void visit(auto&& visitor) const { visitor(model::rename_table{from.text, to, from.at}); }
};
consteval auto rename_table(name from, const char* to) { return rename_table_step{from, to}; }

/// A column with references(…) is two operations: the column, then its foreign key.
template <std::size_t References>
struct add_column_step {
    name table;
    column_declaration<References> declaration;
    constexpr void visit(auto&& visitor) const {
        visitor(model::add_column{table.text, declaration.column, table.at});
        for (const reference<1>& r : declaration.references)
            visitor(model::add_foreign_key{table.text, r.lower({declaration.column.name}, declaration.column.place),
                                           table.at});
    }
};
/// add_column("orders", column("language", varchar(5), nullable))
template <std::size_t References>
consteval auto add_column(name table, column_declaration<References> column) {
    return add_column_step<References>{table, column};
}

struct drop_column_step {
    name table;
    std::string_view column;
    constexpr void visit(auto&& visitor) const { visitor(model::drop_column{table.text, column, table.at}); }
};
consteval auto drop_column(name table, const char* column) { return drop_column_step{table, column}; }

struct rename_column_step {
    name table;
    std::string_view from, to;
    constexpr void visit(auto&& visitor) const { visitor(model::rename_column{table.text, from, to, table.at}); }
};
consteval auto rename_column(name table, const char* from, const char* to) {
    return rename_column_step{table, from, to};
}

struct using_word {
    std::string_view sql;
};
/// SQL that computes the new value from the old one, for a change of type that a cast does not cover.
consteval using_word using_(const char* sql) { return {sql}; }

namespace detail {
constexpr void put(model::alter_column& o, const nullable_word& w) { o.nullable = w.value; }
constexpr void put(model::alter_column& o, const identity_word& w) { o.identity = w.value; }
constexpr void put(model::alter_column& o, const default_word& w) { o.default_value = w.value; }
constexpr void put(model::alter_column& o, const using_word& w) { o.using_ = w.sql; }
constexpr void put(model::alter_column& o, const type_argument& t) { o.type = t.type; }
}  // namespace detail

template <class... Part>
struct alter_column_step {
    name table;
    std::string_view column;
    hana::tuple<Part...> parts;
    constexpr void visit(auto&& visitor) const {
        model::alter_column o{.table = table.text, .column = column, .place = table.at};
        detail::for_each_part(parts, [&](const auto& part) { detail::put(o, part); });
        visitor(std::move(o));
    }
};
/// alter_column("orders", "vin", varchar(50), nullable, default_("?"), using_("…")): what is named changes, the rest
/// stays. Also not_null, no_default, identity, no_identity.
template <class... Part>
consteval auto alter_column(name table, const char* column, Part... parts) {
    return alter_column_step<Part...>{table, column, hana::tuple<Part...>{parts...}};
}

template <class Index>
struct create_index_step {
    name table;
    Index declaration;
    constexpr void visit(auto&& visitor) const {
        visitor(model::create_index{table.text, declaration.lower(), table.at});
    }
};
/// create_index("orders", index("ix_orders_car_number", on("car_number")))
template <std::size_t Size, std::size_t WhereSize>
consteval auto create_index(name table, index_declaration<Size, WhereSize> index) {
    return create_index_step<index_declaration<Size, WhereSize>>{table, index};
}

struct drop_index_step {
    name table;
    std::string_view index;
    constexpr void visit(auto&& visitor) const { visitor(model::drop_index{table.text, index, {}, table.at}); }
};
/// By its name, given or derived.
consteval auto drop_index(name table, const char* index) { return drop_index_step{table, index}; }

namespace detail {
constexpr model::add_primary_key add_step(std::string_view table, model::primary_key k, model::place at) {
    return {table, std::move(k), at};
}
constexpr model::add_unique add_step(std::string_view table, model::unique_key k, model::place at) {
    return {table, std::move(k), at};
}
constexpr model::add_foreign_key add_step(std::string_view table, model::foreign_key k, model::place at) {
    return {table, std::move(k), at};
}
constexpr model::add_check add_step(std::string_view table, model::check_constraint c, model::place at) {
    return {table, std::move(c), at};
}
}  // namespace detail

template <class Part>
struct add_constraint_step {
    name table;
    Part part;
    constexpr void visit(auto&& visitor) const { visitor(detail::add_step(table.text, part.lower(), table.at)); }
};
/// add_primary_key("t", primary_key("id")), add_unique("t", unique("a")), add_foreign_key("t", foreign_key(…)),
/// add_check("t", check(…)); with a name of one's own: add_unique("t", constraint("uq_t", unique("a"))).
template <class Part>
consteval auto add_constraint(name table, Part part) {
    return add_constraint_step<Part>{table, part};
}
template <class Part>
consteval auto add_primary_key(name table, Part part) {
    return add_constraint_step<Part>{table, part};
}
template <class Part>
consteval auto add_unique(name table, Part part) {
    return add_constraint_step<Part>{table, part};
}
template <class Part>
consteval auto add_foreign_key(name table, Part part) {
    return add_constraint_step<Part>{table, part};
}
template <class Part>
consteval auto add_check(name table, Part part) {
    return add_constraint_step<Part>{table, part};
}

struct drop_constraint_step {
    name table;
    std::string_view constraint;
    model::constraint_kind kind;
    constexpr void visit(auto&& visitor) const {
        visitor(model::drop_constraint{table.text, kind, constraint, {}, table.at});
    }
};
// By its name, given or derived (uq_parts_category_id_name_ru).
consteval auto drop_constraint(name table, const char* name_of_it) {
    return drop_constraint_step{table, name_of_it, model::constraint_kind::any};
}
consteval auto drop_unique(name table, const char* name_of_it) {
    return drop_constraint_step{table, name_of_it, model::constraint_kind::unique};
}
consteval auto drop_foreign_key(name table, const char* name_of_it) {
    return drop_constraint_step{table, name_of_it, model::constraint_kind::foreign_key};
}
consteval auto drop_check(name table, const char* name_of_it) {
    return drop_constraint_step{table, name_of_it, model::constraint_kind::check};
}

/// By its name: pk_<table> unless it was given one.
consteval auto drop_primary_key(name table, const char* name_of_it) {
    return drop_constraint_step{table, name_of_it, model::constraint_kind::primary_key};
}

template <std::size_t Size>
struct create_enumeration_step {
    enumeration_declaration<Size> declaration;
    constexpr void visit(auto&& visitor) const {
        visitor(model::create_enumeration{declaration.lower(), declaration.called.at});
    }
};
/// create_enumeration("mood", "sad", "ok", "happy")
template <std::convertible_to<const char*>... Value>
consteval auto create_enumeration(name called, Value... values) {
    return create_enumeration_step<sizeof...(Value)>{enumeration(called, values...)};
}

struct drop_enumeration_step {
    name called;
    constexpr void visit(auto&& visitor) const { visitor(model::drop_enumeration{called.text, called.at}); }
};
consteval auto drop_enumeration(name called) { return drop_enumeration_step{called}; }

template <std::size_t Size>
struct alter_enumeration_step {
    enumeration_declaration<Size> declaration;
    constexpr void visit(auto&& visitor) const {
        model::enumeration e = declaration.lower();
        visitor(model::alter_enumeration{e.name, std::move(e.values), e.place});
    }
};
/// alter_enumeration("mood", "sad", "ok", "happy", "elated"): the values it has from now on, all of them, in order.
template <std::convertible_to<const char*>... Value>
consteval auto alter_enumeration(name called, Value... values) {
    return alter_enumeration_step<sizeof...(Value)>{enumeration(called, values...)};
}

/// A database, for SQL that is written for one of them.
struct database_word {
    std::string_view text;
};
inline constexpr database_word sqlite{"sqlite"};
inline constexpr database_word postgresql{"postgresql"};
inline constexpr database_word mariadb{"mariadb"};

struct sql_for {
    model::sql_text text;
};
/// on(postgresql, "…"): SQL for one database.
consteval sql_for on(database_word database, const char* verbatim) { return {{database.text, verbatim}}; }

namespace detail {
consteval model::sql_text sql_text_of(const char* verbatim) { return {{}, verbatim}; }
consteval model::sql_text sql_text_of(sql_for one) { return one.text; }
}  // namespace detail

template <std::size_t Size>
struct undo_word {
    std::array<model::sql_text, Size> texts;
};
/// undo("…"), or undo(on(sqlite, "…"), on(postgresql, "…")): the SQL that reverts an execute.
template <class... Text>
consteval auto undo(Text... texts) {
    return undo_word<sizeof...(Text)>{{detail::sql_text_of(texts)...}};
}

struct irreversible_word {
    std::string_view why;
};
/// An execute that cannot be reverted, and why; downgrade refuses with these words.
consteval irreversible_word irreversible(const char* why) { return {why}; }

namespace detail {
template <std::size_t Size>
constexpr void put(model::execute& o, const undo_word<Size>& undo) {
    o.down.insert(o.down.end(), undo.texts.begin(), undo.texts.end());
}
constexpr void put(model::execute& o, const irreversible_word& w) { o.irreversible = w.why; }
constexpr void put(model::execute& o, const sql_for& one) { o.up.push_back(one.text); }
}  // namespace detail

template <class... Part>
struct execute_step {
    model::sql_text first;
    model::place at;
    hana::tuple<Part...> parts;
    constexpr void visit(auto&& visitor) const {
        model::execute o{.place = at};
        o.up.push_back(first);
        detail::for_each_part(parts, [&](const auto& part) { detail::put(o, part); });
        visitor(std::move(o));
    }
};
/// execute("SQL", undo("SQL")): raw SQL for every database. Several statements are separated by semicolons.
template <class... Part>
consteval auto execute(name verbatim, Part... parts) {
    return execute_step<Part...>{{{}, verbatim.text}, verbatim.at, hana::tuple<Part...>{parts...}};
}
struct located_sql_for {
    sql_for one;
    model::place at;
    consteval located_sql_for(sql_for first, std::source_location where = std::source_location::current())
        : one(first), at{where.file_name(), where.line()} {}
};
/// execute(on(sqlite, "…"), on(postgresql, "…"), irreversible("why"))
template <class... Part>
consteval auto execute(located_sql_for first, Part... parts) {
    return execute_step<Part...>{first.one.text, first.at, hana::tuple<Part...>{parts...}};
}

template <std::size_t Size>
struct revises_word {
    std::array<std::string_view, Size> parents;
};
/// The revisions that come right before this one: one, or several for a merge. The first revision has none.
template <std::convertible_to<const char*>... Parent>
consteval auto revises(Parent... parents) {
    return revises_word<sizeof...(Parent)>{{std::string_view(parents)...}};
}

struct message_word {
    std::string_view text;
};
/// A sentence for people, shown by history and show.
consteval message_word message(const char* sentence) { return {sentence}; }

namespace detail {
template <std::size_t Size>
constexpr bool header(const revises_word<Size>& r, std::string_view&, model::names& parents) {
    for (std::string_view p : r.parents) parents.push_back(p);
    return true;
}
constexpr bool header(const message_word& m, std::string_view& sentence, model::names&) {
    sentence = m.text;
    return true;
}
constexpr bool header(const auto&, std::string_view&, model::names&) { return false; }

template <class Part>
constexpr void visit_step(const Part& part, auto&& visitor) {
    if constexpr (requires { part.visit(visitor); }) part.visit(visitor);
}
}  // namespace detail

template <class... Part>
struct migration_declaration {
    name id;
    hana::tuple<Part...> parts;

    /// Calls `visitor` with each operation, in order, typed.
    constexpr void visit(auto&& visitor) const {
        detail::for_each_part(parts, [&](const auto& part) { detail::visit_step(part, visitor); });
    }
    /// Everything but the operations.
    constexpr model::revision_node head() const {
        model::revision_node m{.id = id.text, .place = id.at};
        detail::for_each_part(parts, [&](const auto& part) { (void)detail::header(part, m.message, m.parents); });
        return m;
    }
};

/// migration("002_create_parts", revises("001_init"), message("…"), steps…)
template <class... Part>
consteval auto migration(name id, Part... parts) {
    return migration_declaration<Part...>{id, hana::tuple<Part...>{parts...}};
}

}  // namespace retort::dsl
