// column(…), and what can stand in it.
#pragma once

#include <retort/dsl/expression.hpp>

#include <boost/hana/tuple.hpp>
#include <boost/hana/unpack.hpp>

namespace retort::dsl {

namespace hana = boost::hana;

namespace detail {
/// hana::for_each, in one call instead of several a part: constant evaluation pays for each.
template <class... Part, class Function>
constexpr void for_each_part(const hana::tuple<Part...>& parts, Function&& function) {
    if constexpr (sizeof...(Part) != 0) hana::unpack(parts, [&](const Part&... part) { (function(part), ...); });
}
}  // namespace detail

/// A list of column names.
template <std::size_t Size>
struct column_list {
    std::string_view names[Size];
    constexpr model::names lower() const { return {names, names + Size}; }
};

/// columns("a", "b"): for keys of several columns.
template <std::convertible_to<const char*>... Name>
consteval auto columns(Name... names) {
    return column_list<sizeof...(Name)>{{std::string_view(names)...}};
}

struct on_delete_word {
    model::action action;
};
struct on_update_word {
    model::action action;
};

/// What happens to a referring row when the row it refers to is deleted.
namespace on_delete {
inline constexpr on_delete_word no_action{model::action::no_action};
inline constexpr on_delete_word restrict {model::action::restrict};
inline constexpr on_delete_word cascade{model::action::cascade};
inline constexpr on_delete_word set_null{model::action::set_null};
inline constexpr on_delete_word set_default{model::action::set_default};
}  // namespace on_delete

/// What happens to a referring row when the key it refers to changes.
namespace on_update {
inline constexpr on_update_word no_action{model::action::no_action};
inline constexpr on_update_word restrict {model::action::restrict};
inline constexpr on_update_word cascade{model::action::cascade};
inline constexpr on_update_word set_null{model::action::set_null};
inline constexpr on_update_word set_default{model::action::set_default};
}  // namespace on_update

/// references(…), in a column or in foreign_key(…).
template <std::size_t Size>
struct reference {
    name table;
    column_list<Size> target;
    model::action on_delete = model::action::no_action;
    model::action on_update = model::action::no_action;

    consteval void take(on_delete_word word) { on_delete = word.action; }
    consteval void take(on_update_word word) { on_update = word.action; }
    constexpr model::foreign_key lower(model::names columns, const model::place& at) const {
        return {{}, std::move(columns), table.text, target.lower(), on_delete, on_update, at};
    }
};

/// references("categories", "id", on_delete::cascade)
template <class... Action>
consteval auto references(name table, const char* column, Action... actions) {
    reference<1> r{table, {{column}}};
    (r.take(actions), ...);
    return r;
}
/// references("places", columns("country", "city"), on_delete::cascade)
template <std::size_t Size, class... Action>
consteval auto references(name table, column_list<Size> target, Action... actions) {
    reference<Size> r{table, target};
    (r.take(actions), ...);
    return r;
}

struct nullable_word {
    bool value;
};
/// The column may be NULL; its C++ type is then std::optional. Without it a column is NOT NULL.
inline constexpr nullable_word nullable{true};
/// Takes `nullable` away; in alter_column(…) only.
inline constexpr nullable_word not_null{false};

struct identity_word {
    bool value;
};
/// The database numbers the rows.
inline constexpr identity_word identity{true};
/// Takes `identity` away; in alter_column(…) only.
inline constexpr identity_word no_identity{false};

struct default_word {
    model::literal value;
};
/// The value of the column in rows inserted without one: a constant, now, current_date, current_time, or sql("…").
template <class Value>
consteval default_word default_(Value value) {
    return {detail::literal_of(value)};
}
/// Takes the default away; in alter_column(…) only.
inline constexpr default_word no_default{};

/// A column's declaration. Its attributes are lowered where it is declared, so that a column is the same type whatever
/// they are; only references(…) are kept, because a foreign key is a part of the table.
template <std::size_t References>
struct column_declaration {
    model::column column = {};
    std::array<reference<1>, References> references = {};

    constexpr void add_to(model::table& t) const {
        t.columns.push_back(column);
        for (const reference<1>& r : references) t.foreign_keys.push_back(r.lower({column.name}, column.place));
    }
};

namespace detail {
template <std::size_t References>
consteval void take(column_declaration<References>& c, std::size_t&, nullable_word w) {
    c.column.nullable = w.value;
}
template <std::size_t References>
consteval void take(column_declaration<References>& c, std::size_t&, identity_word w) {
    c.column.identity = w.value;
}
template <std::size_t References>
consteval void take(column_declaration<References>& c, std::size_t&, default_word w) {
    c.column.default_value = w.value;
}
template <std::size_t References>
consteval void take(column_declaration<References>& c, std::size_t& next, reference<1> r) {
    c.references[next++] = r;
}
}  // namespace detail

/// column("price", numeric(10, 2), nullable, default_(0), references("t", "c"))
template <class... Part>
consteval auto column(name called, type_argument type, Part... parts) {
    column_declaration<(std::size_t{0} + ... + std::same_as<Part, reference<1>>)> made;
    made.column.name = called.text;
    made.column.type = type.type;
    made.column.place = called.at;
    [[maybe_unused]] std::size_t next = 0;
    (detail::take(made, next, parts), ...);
    return made;
}

}  // namespace retort::dsl
