// Steps on rows: insert, update, delete, backfill.
#pragma once

#include <retort/dsl/step/step.hpp>

namespace retort::dsl {

template <std::size_t Size>
struct row_word {
    static constexpr std::string_view spoken = "row(...)";
    std::array<model::literal, Size> values;
};

/// The values of one row, in the order of columns(…).
template <class... Value>
consteval auto row(Value... values) {
    return row_word<sizeof...(Value)>{{detail::literal_of(values)...}};
}

template <std::size_t Size>
struct set_word {
    static constexpr std::string_view spoken = "set(...)";
    std::string_view column;
    expression<Size> value;
    std::string_view given = {};
};

/// set("price", 0), set("price", col("price") * 2)
template <class Value>
consteval auto set(text_argument column, Value value) {
    const auto e = detail::expression_of(value);
    return set_word<e.nodes.size()>{column.text, e, column.given};
}

consteval auto set(text_argument column, todo_word) {
    return set_word<1>{column.text, detail::expression_of(0), todo_word::spoken};
}

struct all_rows_word {
    static constexpr std::string_view spoken = "all_rows";
};

/// Instead of where(…): every row is meant.
inline constexpr all_rows_word all_rows{};

struct batch_word {
    static constexpr std::string_view spoken = "batch(...)";
    int rows;
};

/// So many rows at a time, each batch a transaction of its own.
consteval batch_word batch(int rows) { return {rows}; }

namespace detail {
/// Fills the columns and values of rows; the first row of another length is a fault of its own.
struct row_filler {
    model::names& columns;
    model::list<model::literal>& values;
    std::size_t number = 0;
    std::size_t wrong = 0, wrong_size = 0;

    template <std::size_t Size>
    constexpr void take(const column_list<Size>& c) {
        columns = c.lower();
    }
    template <std::size_t Size>
    constexpr void take(const row_word<Size>& r) {
        ++number;
        if (Size != columns.size() && wrong == 0) {
            wrong = number;
            wrong_size = Size;
        }
        for (const model::literal& l : r.values) values.push_back(l);
    }
};

template <class Part>
concept RowPart = requires(row_filler f, const Part& p) { f.take(p); };

constexpr bool rows_fit(const row_filler& f, std::string_view table, const model::place& at, auto&& visitor) {
    if (f.wrong == 0) return true;
    visitor(model::wrong_row{table, static_cast<int>(f.wrong), static_cast<int>(f.wrong_size),
                             static_cast<int>(f.columns.size()), at});
    return false;
}

template <std::size_t Size>
constexpr model::assignment lower(const set_word<Size>& w) {
    return {w.column, w.value.lower()};
}

template <class Operation, std::size_t Size>
constexpr void put(Operation& o, const set_word<Size>& w)
    requires requires { o.set; }
{
    o.set.push_back(lower(w));
}

template <class Operation, std::size_t Size>
constexpr void put(Operation& o, const where_word<Size>& w)
    requires requires { o.where; }
{
    o.where = w.condition.lower();
}

template <class Operation>
constexpr void put(Operation& o, const all_rows_word&)
    requires requires { o.all_rows; }
{
    o.all_rows = true;
}
constexpr void put(model::update_rows& o, const irreversible_word& w) { o.irreversible = w.why; }
constexpr void put(model::delete_rows& o, const irreversible_word& w) { o.irreversible = w.why; }
constexpr void put(model::backfill& o, const batch_word& w) { o.batch = w.rows == 0 ? -1 : w.rows; }

template <std::size_t Size>
constexpr void put_undo(model::update_rows& o, const set_word<Size>& w) {
    o.undo.push_back(lower(w));
}

template <std::size_t Size>
constexpr void put_undo(model::update_rows& o, const where_word<Size>& w) {
    o.undo_where = w.condition.lower();
}

constexpr void put_undo(model::update_rows&, const all_rows_word&) {}

template <class... Part>
constexpr void put(model::update_rows& o, const undo_word<Part...>& undo)
    requires requires { (put_undo(o, std::declval<const Part&>()), ...); }
{
    for_each_part(undo.parts, [&](const auto& part) { put_undo(o, part); });
}

template <RowPart... Part>
constexpr void put(model::delete_rows& o, const undo_word<Part...>& undo) {
    row_filler fill{o.undo_columns, o.undo_values};
    for_each_part(undo.parts, [&](const auto& part) { fill.take(part); });
}

constexpr bool rows_of_undo_fit(const auto& undo, std::string_view table, const model::place& at, auto&& visitor) {
    model::names columns;
    model::list<model::literal> values;
    row_filler fill{columns, values};
    for_each_part(undo.parts, [&](const auto& part) { fill.take(part); });
    return rows_fit(fill, table, at, visitor);
}
}  // namespace detail

template <class... Part>
struct insert_rows_step {
    name table;
    hana::tuple<Part...> parts;
    constexpr void visit(auto&& visitor) const {
        model::insert_rows o{.table = table.text, .place = table.at};
        detail::row_filler fill{o.columns, o.values};
        detail::for_each_part(parts, [&]<class One>(const One& part) {
            if constexpr (detail::RowPart<One>)
                fill.take(part);
            else
                detail::misplace(visitor, "insert_rows(...)", detail::spoken<One>(),
                                 "insert_rows(\"table\", columns(\"a\", \"b\"), row(1, \"x\"), ...)", table.at);
        });
        if (detail::rows_fit(fill, table.text, table.at, visitor)) visitor(std::move(o));
    }
};

/// insert_rows("moods", columns("id", "name"), row(1, "sad"), row(2, "ok")): rows of reference data. Undoing it deletes
/// them, by their key.
template <class... Part>
consteval auto insert_rows(name table, Part... parts) {
    return insert_rows_step<Part...>{table, {parts...}};
}
RETORT_DSL_ARGUMENTS(insert_rows, 1, any_number, "insert_rows(\"table\", columns(\"a\", \"b\"), row(1, \"x\"), ...)")

template <class Operation, class... Part>
struct rows_step {
    name table;
    std::string_view word, way_out;
    hana::tuple<Part...> parts;
    constexpr void visit(auto&& visitor) const {
        Operation o{.table = table.text, .place = table.at};
        bool whole = true;
        detail::for_each_part(parts, [&]<class One>(const One& part) {
            if constexpr (requires { detail::put(o, part); }) {
                detail::put(o, part);
                if constexpr (requires { part.given; })
                    if (!part.given.empty())
                        detail::misplace(visitor, One::spoken, part.given, "set(\"column\", value)", table.at);
                if constexpr (requires {
                                  o.undo_values;
                                  part.parts;
                              })
                    whole = detail::rows_of_undo_fit(part, table.text, table.at, visitor);
            } else {
                detail::misplace(visitor, word, detail::spoken<One>(), way_out, table.at);
            }
        });
        if (whole) visitor(std::move(o));
    }
};

/// update_rows("parts", set("price", 0), where(col("price") < 0), undo(set("price", -1), where(col("price") == 0))), or
/// irreversible("why").
template <class... Part>
consteval auto update_rows(name table, Part... parts) {
    return rows_step<model::update_rows, Part...>{
        table, "update_rows(...)", "update_rows(\"table\", set(\"column\", value), where(...), undo(...))", {parts...}};
}
RETORT_DSL_ARGUMENTS(update_rows, 1, any_number,
                     "update_rows(\"table\", set(\"column\", value), where(...), undo(...))")

/// delete_rows("moods", where(col("id") == 3), undo(columns("id", "name"), row(3, "bored"))), or irreversible("why").
template <class... Part>
consteval auto delete_rows(name table, Part... parts) {
    return rows_step<model::delete_rows, Part...>{
        table, "delete_rows(...)", "delete_rows(\"table\", where(...), undo(columns(...), row(...)))", {parts...}};
}
RETORT_DSL_ARGUMENTS(delete_rows, 1, any_number, "delete_rows(\"table\", where(...), undo(columns(...), row(...)))")

/// backfill("orders", set("vin", "unknown"), where(col("vin").is_null()), batch(1000)): gives existing rows what they
/// lack. Undoing it does nothing.
template <class... Part>
consteval auto backfill(name table, Part... parts) {
    return rows_step<model::backfill, Part...>{
        table, "backfill(...)", "backfill(\"table\", set(\"column\", value), where(...), batch(1000))", {parts...}};
}
RETORT_DSL_ARGUMENTS(backfill, 1, any_number, "backfill(\"table\", set(\"column\", value), where(...), batch(1000))")

}  // namespace retort::dsl
