// table(…), and the keys, checks and indexes that stand in it.
#pragma once

#include <retort/dsl/column.hpp>

namespace retort::dsl {

/// The primary key, of one column or several.
template <std::size_t Size>
struct primary_key_declaration {
    column_list<Size> columns;
    model::place at;
    constexpr model::primary_key lower() const { return {{}, columns.lower(), at}; }
};
template <std::convertible_to<const char*>... Name>
consteval auto primary_key(name first, Name... more) {
    return primary_key_declaration<1 + sizeof...(Name)>{{{first.text, std::string_view(more)...}}, first.at};
}

/// unique("a", "b"): no two rows have the same values there.
template <std::size_t Size>
struct unique_declaration {
    column_list<Size> columns;
    model::place at;
    constexpr model::unique_key lower() const { return {{}, columns.lower(), at}; }
};
template <std::convertible_to<const char*>... Name>
consteval auto unique(name first, Name... more) {
    return unique_declaration<1 + sizeof...(Name)>{{{first.text, std::string_view(more)...}}, first.at};
}

template <std::size_t Size, std::size_t TargetSize>
struct foreign_key_declaration {
    column_list<Size> columns;
    reference<TargetSize> target;
    constexpr model::foreign_key lower() const { return target.lower(columns.lower(), target.table.at); }
};
/// foreign_key("category_id", references("categories", "id"))
template <std::size_t TargetSize>
consteval auto foreign_key(const char* column, reference<TargetSize> target) {
    return foreign_key_declaration<1, TargetSize>{{{column}}, target};
}
/// foreign_key(columns("country", "city"), references("places", columns("country", "city")))
template <std::size_t Size, std::size_t TargetSize>
consteval auto foreign_key(column_list<Size> columns, reference<TargetSize> target) {
    return foreign_key_declaration<Size, TargetSize>{columns, target};
}

template <std::size_t Size>
struct check_declaration {
    std::string_view called;
    expression<Size> condition;
    model::place at;
    constexpr model::check_constraint lower() const { return {called, condition.lower(), at}; }
};
/// check("price_not_negative", col("price") >= 0)
template <class Condition>
consteval auto check(name called, Condition condition) {
    const auto e = detail::expression_of(condition);
    return check_declaration<e.nodes.size()>{called.text, e, called.at};
}
/// A check named by the convention.
template <std::size_t Size>
consteval auto check(expression<Size> condition, std::source_location where = std::source_location::current()) {
    return check_declaration<Size>{{}, condition, {where.file_name(), where.line()}};
}

/// One column of an index, largest first.
struct descending {
    std::string_view name;
};
consteval descending desc(const char* column) { return {column}; }

template <std::size_t Size>
struct index_columns {
    model::index_column list[Size];
};
namespace detail {
consteval model::index_column index_column_of(const char* name) { return {name, false}; }
consteval model::index_column index_column_of(descending d) { return {d.name, true}; }
}  // namespace detail
/// on("a", desc("b")): the columns of an index, in order.
template <class... Column>
requires(... && (std::convertible_to<Column, const char*> ||
                 std::same_as<Column, descending>)) consteval auto on(Column... columns) {
    return index_columns<sizeof...(Column)>{{detail::index_column_of(columns)...}};
}

template <std::size_t Size>
struct where_word {
    expression<Size> condition;
};
/// Restricts an index to the rows for which `condition` is true.
template <std::size_t Size>
consteval auto where(expression<Size> condition) {
    return where_word<Size>{condition};
}

/// `WhereSize` 0: an index of all rows.
template <std::size_t Size, std::size_t WhereSize>
struct index_declaration {
    std::string_view called;
    index_columns<Size> columns;
    expression<WhereSize> condition;
    bool is_unique;
    model::place at;
    constexpr model::index lower() const {
        return {called, {columns.list, columns.list + Size}, is_unique, condition.lower(), at};
    }
};
/// index("ix_parts_cheap", on("price"), where(col("price") < 100))
template <std::size_t Size>
consteval auto index(name called, index_columns<Size> columns) {
    return index_declaration<Size, 0>{called.text, columns, {}, false, called.at};
}
template <std::size_t Size, std::size_t WhereSize>
consteval auto index(name called, index_columns<Size> columns, where_word<WhereSize> rows) {
    return index_declaration<Size, WhereSize>{called.text, columns, rows.condition, false, called.at};
}
/// An index named by the convention.
template <std::size_t Size>
consteval auto index(index_columns<Size> columns, std::source_location where = std::source_location::current()) {
    return index_declaration<Size, 0>{{}, columns, {}, false, {where.file_name(), where.line()}};
}
template <std::size_t Size, std::size_t WhereSize>
consteval auto index(index_columns<Size> columns, where_word<WhereSize> rows,
                     std::source_location where = std::source_location::current()) {
    return index_declaration<Size, WhereSize>{{}, columns, rows.condition, false, {where.file_name(), where.line()}};
}

namespace detail {
template <std::size_t Size, std::size_t WhereSize>
consteval auto made_unique(index_declaration<Size, WhereSize> i) {
    i.is_unique = true;
    return i;
}
}  // namespace detail

/// An index that also forbids equal rows; unlike unique(…) it can be restricted by where(…), and no foreign key can
/// refer to it.
template <class... Part>
consteval auto unique_index(name called, Part... parts) {
    return detail::made_unique(index(called, parts...));
}
template <std::size_t Size>
consteval auto unique_index(index_columns<Size> columns, std::source_location where = std::source_location::current()) {
    return detail::made_unique(index(columns, where));
}
template <std::size_t Size, std::size_t WhereSize>
consteval auto unique_index(index_columns<Size> columns, where_word<WhereSize> rows,
                            std::source_location where = std::source_location::current()) {
    return detail::made_unique(index(columns, rows, where));
}

/// A key or check with a name of the user's.
template <class Part>
struct named_constraint {
    name called;
    Part part;
    constexpr auto lower() const {
        auto lowered = part.lower();
        lowered.name = called.text;
        return lowered;
    }
};
/// constraint("uq_parts", unique("category_id", "name_ru")), as SQL writes it.
template <class Part>
consteval auto constraint(name called, Part part) {
    return named_constraint<Part>{called, part};
}

namespace detail {
constexpr void put(model::table& t, model::primary_key&& k) {
    if (t.primary_key)
        t.second_primary_key = k.place;
    else
        t.primary_key = std::move(k);
}
constexpr void put(model::table& t, model::unique_key&& k) { t.uniques.push_back(std::move(k)); }
constexpr void put(model::table& t, model::foreign_key&& k) { t.foreign_keys.push_back(std::move(k)); }
constexpr void put(model::table& t, model::check_constraint&& c) { t.checks.push_back(std::move(c)); }
constexpr void put(model::table& t, model::index&& i) { t.indexes.push_back(std::move(i)); }

template <std::size_t References>
constexpr void add(model::table& t, const column_declaration<References>& c) {
    c.add_to(t);
}
template <class Part>
constexpr void add(model::table& t, const Part& part) {
    put(t, part.lower());
}
}  // namespace detail

template <class... Part>
struct table_declaration {
    name called;
    hana::tuple<Part...> parts;

    constexpr model::table lower() const {
        model::table t;
        lower_into(t);
        return t;
    }
    /// Into an empty table, in place: constant evaluation pays dearly for moving one.
    constexpr void lower_into(model::table& t) const {
        t.name = called.text;
        t.place = called.at;
        t.columns.reserve(sizeof...(Part));
        if constexpr (sizeof...(Part) != 0)
            hana::unpack(parts, [&t](const Part&... part) { (detail::add(t, part), ...); });
    }
};

/// table("parts", column(…)…, primary_key(…), unique(…), foreign_key(…), check(…), index(…))
template <class... Part>
consteval auto table(name called, Part... parts) {
    return table_declaration<Part...>{called, hana::tuple<Part...>{parts...}};
}

}  // namespace retort::dsl
